"""Conformance to Runway's contract, both ways: what we send is what it allows, what our fake says is what it would.

The contract is ours (`runway_contract.py`), always held; and the vendor's own file, where it is at hand.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import runwayml
from jsonschema import Draft202012Validator
from runwayml.lib import polling
from services import runway_contract as contract
from services.fake import Answer, Asked
from services.runway_fake import FULL_DAY, KEY, NO_CREDIT, RunwayFake, png
from services.runway_side import (
    MARA,
    PIER,
    clip_recipe,
    ended,
    job,
    large,
    prepared,
    recipe,
    sent,
    service,
)

from storyforge.core.access import Access
from storyforge.core.failing import NotServed
from storyforge.core.picture import facts
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Job
from storyforge.providers.runway import VERSION, Runway

SPEC = Path(os.environ.get("STORYFORGE_SPECS") or Path(__file__).parents[3] / "shared/specs")
FILE = SPEC / f"runwayml-openapi-{VERSION}.json"
HERE = Runway(Access())
Said = list[tuple[str, Asked, Answer]]


@pytest.fixture
def fake() -> Iterator[RunwayFake]:
    with RunwayFake() as made:
        yield made
        assert made.leaks == []


def jobs() -> Iterator[Job]:
    """One of every kind: each model, size, parameter, and way of bringing references."""
    for model in HERE.models:
        can = HERE.capabilities(model)
        for width, height in sorted(set((can.sizes or {}).values())):
            asked = clip_recipe(model) if can.makes == "clip" else recipe(model)
            yield job(replace(asked, width=width, height=height), *[MARA] * can.least)
        most = recipe(model, *next(iter((can.sizes or {}).values())))
        most = replace(most, parameters={"duration": 10}) if can.makes == "clip" else most
        yield job(
            most, *[MARA, large(PIER), *[PIER] * 14][: can.references], prompt="@mara on @pier"
        )
        yield from (job(each, MARA) for each in _parameters(most))


def _parameters(of: Recipe) -> Iterator[Recipe]:
    settings = {
        "content_moderation": ("auto", "low"),
        "quality": ("low", "medium", "high", "auto"),
        "background": ("opaque", "auto"),
        "output_format": ("png", "jpeg"),
        "grounding": (True, False),
        "duration": tuple(range(2, 11)),
    }
    for name, values in settings.items():
        for value in values:
            made = replace(of, parameters={**of.parameters, name: value})
            if not _about(made, name):
                yield made


def _about(made: Recipe, name: str) -> bool:
    return any(f"`{name}`" in sentence for sentence in HERE.refuses(made))


@pytest.fixture(scope="module")
def conversation() -> Said:
    """Everything our side asks, and everything the fake can say: good answers, failures, refusals."""
    with RunwayFake(purse=10**6) as fake:
        _talk(fake)
    assert fake.leaks == []
    return fake.said


def _talk(fake: RunwayFake) -> None:
    fake.concurrency = dict.fromkeys(contract.MODELS, 3)
    for number, each in enumerate(jobs()):
        code = (None, "SAFETY.INPUT.TEXT", "", None)[number % 4]
        fake.outcome = lambda body, code=code: code
        service(fake).submit(prepared(fake, each))
        fake.tick(1.0)
    for task in fake.tasks:
        service(fake).poll(task)
    ended(fake, next(iter(fake.tasks)))
    fake.tick(10_000.0)
    for task in fake.tasks:
        service(fake).poll(task)
    service(fake).witness("gen4_image")
    last = sent(fake)
    service(fake).cancel(last)
    _refusals(fake, last)


def _refusals(fake: RunwayFake, gone: str) -> None:
    request = prepared(fake)
    wrong = replace(request, body=request.body.replace(b"1280:720", b"16:9"))
    for call in (
        lambda: service(fake).poll(gone),
        lambda: service(fake).submit(wrong),
        lambda: service(fake).submit(replace(request, body=b"{}")),
    ):
        with pytest.raises(NotServed):
            call()
    assert service(fake).cancel(gone) is False
    fake.credits = 0
    with pytest.raises(NotServed):
        sent(fake)
    fake.credits, fake.daily = 4200, {"gen4_image": 0}
    with pytest.raises(NotServed):
        sent(fake)


def test_the_conversation_covers_every_route_and_status_of_the_contract(conversation: Said) -> None:
    met = {(name, answer.status) for name, _, answer in conversation}
    unmet = {
        ("upload", 429),
        ("delete", 404),
    }  # a limit the fake does not have; we look before we delete
    assert set(contract.ANSWERS) - met == unmet
    assert NO_CREDIT.status == 400
    assert FULL_DAY.status == 429


def test_what_we_send_and_what_the_fake_says_keep_our_contract(conversation: Said) -> None:
    for name, asked, answer in conversation:
        if name == "create" and answer.status == 200:
            assert contract.issues(asked.path, asked.json()) == []
        if name == "upload":
            assert contract.wrong("upload", contract.UPLOAD, asked.json()) == []
        if asked.path.startswith("/v1/"):
            schema = contract.ANSWERS[name, answer.status]
            assert (answer.body is None) == (schema is None)
            assert (
                schema is None
                or contract.wrong(f"{name} {answer.status}", schema, answer.body) == []
            )


def test_both_sides_know_the_same_models_and_sizes() -> None:
    assert set(contract.MODELS) == set(HERE.models)


# The vendor's own file


def vendors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


if FILE.exists():  # it is not ours to keep, so it is not everywhere

    def test_the_vendors_own_schemas_allow_what_we_send_and_what_the_fake_says(
        conversation: Said,
    ) -> None:
        paths = vendors()["paths"]
        checks: dict[str, Draft202012Validator] = {}
        for _, asked, answer in conversation:
            if not asked.path.startswith("/v1/"):
                continue
            path = re.sub(r"^/v1/tasks/.*", "/v1/tasks/{id}", asked.path)
            operation = paths[path][asked.method.lower()]
            said = operation["responses"][str(answer.status)]
            if "content" in said:
                _hold(checks, f"{asked.method} {path} {answer.status}", _schema(said), answer.body)
            if asked.body and answer.status == 200:
                body, model = asked.json(), asked.json().get("model")
                _hold(
                    checks,
                    f"{path} {model}",
                    _variant(_schema(operation["requestBody"]), model),
                    body,
                )

    def test_our_contract_is_the_vendors_for_every_model() -> None:
        for path, ours in contract.CREATES.items():
            schema = _schema(vendors()["paths"][path]["post"]["requestBody"])
            for model, mine in ours.items():
                theirs = _variant(schema, model)
                assert set(mine["required"]) == set(theirs["required"])
                assert set(mine["properties"]) == set(theirs["properties"])
                for name in ("ratio", "promptText", "seed", "duration", "outputCount"):
                    limits = ("enum", "minLength", "maxLength", "minimum", "maximum")
                    assert [_limit(mine, name, each) for each in limits] == [
                        _limit(theirs, name, each) for each in limits
                    ]

    def test_the_version_we_send_is_the_one_it_describes() -> None:
        assert (
            vendors()["components"]["parameters"]["X-Runway-Version"]["schema"]["const"] == VERSION
        )


def _schema(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part["content"]["application/json"]["schema"]
    return found


def _variant(schema: dict[str, Any], model: str | None) -> dict[str, Any]:
    """The one of a choice that is for this model; errors are then about it alone."""
    choices = schema.get("oneOf", [])
    return next(
        (each for each in choices if each["properties"]["model"].get("const") == model), schema
    )


def _limit(schema: dict[str, Any], name: str, limit: str) -> Any:
    found = schema["properties"].get(name, {}).get(limit)
    return sorted(found) if isinstance(found, list) else found


def _hold(
    checks: dict[str, Draft202012Validator], name: str, schema: dict[str, Any], body: Any
) -> None:
    validator = checks.setdefault(name, Draft202012Validator(schema))
    assert [error.message for error in validator.iter_errors(body)] == []


# The vendor's own client


@pytest.fixture
def client(fake: RunwayFake, monkeypatch: pytest.MonkeyPatch) -> Iterator[runwayml.RunwayML]:
    """It waits by the fake's clock."""
    clock = SimpleNamespace(time=lambda: fake.now, sleep=fake.tick)
    monkeypatch.setattr(polling, "time", clock)
    with runwayml.RunwayML(api_key=KEY, base_url=fake.url, max_retries=0) as made:
        yield made


def test_the_vendors_client_makes_a_picture_at_the_fake(
    fake: RunwayFake, client: runwayml.RunwayML
) -> None:
    data = png(640, 640, b"c" * 32) + bytes(1000)
    uri = client.uploads.create_ephemeral(file=("mara.png", data, "image/png")).uri
    task = client.text_to_image.create(
        model="gen4_image",
        prompt_text="@mara on a pier",
        ratio="1920:1080",
        seed=7,
        reference_images=[{"uri": uri, "tag": "mara"}],
    )
    done = task.wait_for_task_output()
    assert done.status == "SUCCEEDED"
    assert fake.uploads[uri][0] == data
    assert facts(service(fake).collect(done.output[0])).width == 1920
    ours = prepared(fake, job(recipe(width=1920, height=1080), MARA, prompt="@mara on a pier"))
    theirs = json.loads(
        next(asked.body for asked in fake.asked if asked.path == "/v1/text_to_image")
    )
    assert set(json.loads(ours.body)) == set(theirs)  # both say the same things


def test_the_vendors_client_reads_the_fakes_account_and_failures(
    fake: RunwayFake, client: runwayml.RunwayML
) -> None:
    account = client.organization.retrieve()
    assert account.credit_balance == 4200
    assert account.tier.models["gen4_image"].max_concurrent_generations == 2
    fake.outcome = lambda body: "SAFETY.INPUT.TEXT"
    task = client.text_to_image.create(model="gen4_image", prompt_text="a pier", ratio="1280:720")
    with pytest.raises(polling.TaskFailedError) as failed:
        task.wait_for_task_output()
    assert failed.value.task_details.failure_code == "SAFETY.INPUT.TEXT"
    client.tasks.delete(task.id)
    with pytest.raises(runwayml.NotFoundError):
        client.tasks.retrieve(task.id)
    with pytest.raises(runwayml.BadRequestError, match="Validation of body failed"):
        client.text_to_image.create(model="gen4_image", prompt_text="", ratio="1280:720")


def test_the_vendors_client_makes_a_clip_at_the_fake(
    fake: RunwayFake, client: runwayml.RunwayML
) -> None:
    made = client.image_to_video.create(
        model="gen4_turbo",
        prompt_image="https://cdn.example.com/still.png",
        prompt_text="slow push-in",
        ratio="1280:720",
        duration=5,
    )
    assert made.wait_for_task_output().status == "SUCCEEDED"
    assert fake.charged == 0.25
