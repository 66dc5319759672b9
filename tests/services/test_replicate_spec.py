"""The contract with Replicate, both ways: what we send and what the fake answers, against the table of
`replicate_contract` and, where a copy lies at hand, against the vendor's own file; and the vendor's own client
against the fake.

`STORYFORGE_SPECS` names the folder with the vendor's files; it is not part of the project.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from services.fake import Answer, Asked
from services.replicate_contract import TABLE, call_of, faults_of_answer, faults_of_request
from services.replicate_fake import KEY, ReplicateFake, throttled
from services.replicate_side import LARGE, MODEL, SMALL, Held, job, service_at

from storyforge.core.delivery import Found, Intent
from storyforge.core.failing import NotServed
from storyforge.core.picture import facts

SPECS = Path(os.environ.get("STORYFORGE_SPECS") or Path(__file__).parents[3] / "shared" / "specs")
SPEC = SPECS / "replicate-openapi-1.0.0-a1.json"
Exchange = tuple[Asked, Answer]


def walk(fake: ReplicateFake) -> list[Exchange]:
    """Every call we make, and every answer of the fake's: good ones, bad ones, and late ones."""
    service, held = service_at(fake), Held()
    witness = service.witness(MODEL)
    plain, full = (service.prepare(job(*each), "token", held) for each in ((), (SMALL, LARGE)))
    turbo = service.prepare(job(SMALL, model="gen4-image-turbo", seed=2**32 - 1), "token", held)
    tasks = [service.submit(each) for each in (plain, full, turbo)]
    fake.failing = ["the tensor is sad"]
    tasks += [service.submit(plain), service.submit(plain)]
    assert service.cancel(tasks[-1])
    for seconds in (0, 10, 10, 3600):
        fake.tick(seconds)
        for task in tasks:
            try:
                service.poll(task)
            except NotServed:
                assert seconds == 3600
        list(service.orphans(fake.now - 9999))
    fake.page = 2
    intent = Intent("token", MODEL, full.endpoint, full.body, fake.now, fake.now, witness)
    service.find(intent)
    refused(fake, plain.body)
    return [(asked, said) for asked, said in fake.said if asked.path.startswith("/v1/")]


def refused(fake: ReplicateFake, body: bytes) -> None:
    """Every way of saying no."""
    service = service_at(fake)
    plain = service.prepare(job(), "token", Held())
    fake.largest_file = 10
    for call in (
        lambda: service_at(fake, "r8_wrong").submit(plain),
        lambda: service.poll("nobody"),
        lambda: service.cancel("nobody"),
        lambda: service.prepare(job(LARGE), "token", Held()),
    ):
        with pytest.raises(NotServed):
            call()
    for said in (throttled(30), throttled(30, header=False)):
        fake.fail("create", said)
        with pytest.raises(NotServed):
            service.submit(plain)
    fake.credit = 0.0
    with pytest.raises(NotServed):
        service.submit(plain)


@pytest.fixture(scope="module")
def exchanges() -> Iterator[list[Exchange]]:
    with ReplicateFake() as fake:
        assert isinstance(fake, ReplicateFake)
        yield walk(fake)


def test_the_walk_goes_everywhere(exchanges: list[Exchange]) -> None:
    assert {call_of(asked) for asked, _ in exchanges} == set(TABLE)
    assert {said.status for _, said in exchanges} == {200, 201, 401, 402, 404, 413, 429}
    shown = [said.body.get("status") for asked, said in exchanges if "/predictions/" in asked.path]
    assert {"starting", "processing", "succeeded", "failed", "canceled"} <= set(shown)


def test_what_we_send_keeps_the_contract(exchanges: list[Exchange]) -> None:
    assert [
        (asked.path, said) for asked, _ in exchanges if (said := faults_of_request(asked))
    ] == []


def test_what_the_fake_answers_keeps_the_contract(exchanges: list[Exchange]) -> None:
    assert [
        (asked.path, said)
        for asked, answer in exchanges
        if (said := faults_of_answer(asked, answer))
    ] == []


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "a key too many": ("steps", {"steps": 3}),
    "a seed too large": ("seed", {"seed": 2**31}),
    "a tag in capitals": (
        "reference_tags",
        {"reference_images": ["data:image/png;base64,AA"], "reference_tags": ["M"]},
    ),
}


@pytest.mark.parametrize(("name", "wrong"), WRONG.values(), ids=WRONG)
def test_the_contract_notices(name: str, wrong: dict[str, Any], exchanges: list[Exchange]) -> None:
    asked = next(asked for asked, _ in exchanges if asked.path.endswith("gen4-image/predictions"))
    body = json.dumps({"input": {**asked.json()["input"], **wrong}}).encode()
    assert any(
        name in said
        for said in faults_of_request(
            Asked(asked.method, asked.path, asked.query, asked.headers, body)
        )
    )


# ---------------------------------------------------------------------------- the vendor's own file


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip(f"no {SPEC.name} at hand; STORYFORGE_SPECS may name its folder")
    whole: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))
    _mend(whole)
    return whole


def _mend(part: Any) -> None:
    """Two flaws of the file, each against its own words: `nullable` means nothing in its version of JSON Schema,
    and its `version` is one of two things of which the one includes the other."""
    if isinstance(part, dict):
        if part.pop("nullable", False) and "type" in part:
            part["type"] = [part["type"], "null"]
        if "oneOf" in part:
            part["anyOf"] = part.pop("oneOf")
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _mend(each)


def vendor_faults(value: Any, schema: dict[str, Any], spec: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator({**schema, "components": spec["components"]})
    return [f"{each.json_path}: {each.message[:200]}" for each in validator.iter_errors(value)]


def _schema(content: dict[str, Any]) -> dict[str, Any]:
    ((_, found),) = content.items()
    schema: dict[str, Any] = found["schema"]
    return schema


def test_our_table_names_calls_that_the_vendor_has(spec: dict[str, Any]) -> None:
    for row in TABLE:
        call = spec["paths"][row.template][row.method.lower()]
        assert set(map(str, row.said)) <= set(call["responses"]), row.template
        names = {
            each.get("name") for each in call.get("parameters", ()) if each.get("in") == "query"
        }
        assert row.query - {"cursor"} <= names


def test_what_we_send_is_what_the_vendor_takes(
    spec: dict[str, Any], exchanges: list[Exchange]
) -> None:
    checked = 0
    for asked, _ in exchanges:
        row = call_of(asked)
        assert row is not None
        if isinstance(row.sent, dict):
            call = spec["paths"][row.template]["post"]
            assert vendor_faults(asked.json(), _schema(call["requestBody"]["content"]), spec) == []
            checked += 1
    assert checked >= 8


def test_what_the_fake_answers_is_what_the_vendor_answers(
    spec: dict[str, Any], exchanges: list[Exchange]
) -> None:
    checked = 0
    for asked, answer in exchanges:
        row = call_of(asked)
        assert row is not None
        responses = spec["paths"][row.template][row.method.lower()]["responses"]
        if str(answer.status) in responses:
            schema = _schema(responses[str(answer.status)]["content"])
            assert vendor_faults(answer.body, schema, spec) == [], asked.path
            checked += 1
    assert checked >= 30


def test_the_vendors_file_notices(spec: dict[str, Any], exchanges: list[Exchange]) -> None:
    schema = {"$ref": "#/components/schemas/schemas_prediction_response"}
    body = next(
        answer.body for asked, answer in exchanges if asked.path.endswith("gen4-image/predictions")
    )
    assert vendor_faults(body, schema, spec) == []
    for name, wrong in (("error", 3), ("status", "done"), ("data_removed", None)):
        assert vendor_faults({**body, name: wrong}, schema, spec) != []


# ---------------------------------------------------------------------------- the vendor's own client


@pytest.fixture
def fake() -> Iterator[ReplicateFake]:
    with ReplicateFake(step=5.0) as made:
        assert isinstance(made, ReplicateFake)
        yield made


@pytest.fixture
def client(fake: ReplicateFake) -> Iterator[Any]:
    replicate = pytest.importorskip("replicate")
    made = replicate.Client(api_token=KEY, base_url=fake.url, headers={})
    made.poll_interval = 0.0
    yield made
    made._client.close()


WANTED = {"prompt": "@mara at the rail", "aspect_ratio": "4:3", "resolution": "720p", "seed": 3}


def test_the_vendors_client_makes_a_picture(fake: ReplicateFake, client: Any) -> None:
    file = client.files.create(io.BytesIO(SMALL), filename="mara.png", content_type="image/png")
    asked = {**WANTED, "reference_images": [file.urls["get"]], "reference_tags": ["mara"]}
    made = client.run("runwayml/gen4-image", input=asked, wait=False)
    known = facts(pytest.importorskip("replicate.helpers").FileOutput(made, client).read())
    assert (known.width, known.height) == (960, 720)
    assert fake.charged == 0.05
    assert len(fake.leaks) == 1  # it shows the key to the host of the results; we do not


def test_the_vendors_client_sees_what_we_see(fake: ReplicateFake, client: Any) -> None:
    service = service_at(fake)
    request = service.prepare(job(SMALL), "token", Held())
    at = fake.now
    new = client.models.predictions.create(
        ("runwayml", "gen4-image"), input=json.loads(request.body)["input"]
    )
    intent = Intent("token", MODEL, request.endpoint, request.body, at, at + 60)
    assert service.find(intent) == Found(new.id)
    assert [each.id for each in client.predictions.list().results] == [new.id]
    new.cancel()
    new.reload()
    assert new.status == "canceled"
    assert service.find(intent) == Found(new.id)


def test_the_vendors_client_and_the_quirks_of_waiting(fake: ReplicateFake, client: Any) -> None:
    fake.blocking = True
    made = client.run("runwayml/gen4-image", input=WANTED, wait=5)
    assert facts(made.read()).width == 960
    (task,) = fake.predictions
    assert fake.said[-1][1].body["status"] == "processing"
    assert fake.said[-1][1].headers["preference-applied"] == "wait=5"
    assert fake.charges == [(task, 0.05)]


def test_the_vendors_client_hears_no(fake: ReplicateFake, client: Any) -> None:
    replicate = pytest.importorskip("replicate.exceptions")
    with pytest.raises(replicate.ReplicateError, match="Input validation failed"):
        client.run("runwayml/gen4-image", input={"prompt": ""})
    fake.failing = ["flagged as sensitive (E005)"]
    with pytest.raises(replicate.ModelError, match="E005"):
        client.run("runwayml/gen4-image", input=WANTED, wait=False)
    client.files.delete(client.files.create(io.BytesIO(SMALL), filename="a.png").id)
    assert client.files.list() == []
    assert client.accounts.current().username == "studio"
