"""`replicate` against its fake: what is sent, how every answer is read, and how a lost one is found again."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

import pytest
from services.fake import HTML, START, Answer
from services.replicate_fake import KEY, ReplicateFake, iso, png, throttled
from services.replicate_side import (
    LARGE,
    SMALL,
    Held,
    job,
    problem,
    recipe,
    request_of,
    service_at,
    trouble_of,
)

from storyforge.core import film
from storyforge.core.access import Access, Secret
from storyforge.core.delivery import (
    Ended,
    Pending,
    Ready,
)
from storyforge.core.picture import facts
from storyforge.core.price import Price
from storyforge.core.recipe import Use
from storyforge.providers.replicate import SHAPES, Replicate
from storyforge.providers.replicate_answers import progress


@pytest.fixture
def fake() -> Iterator[ReplicateFake]:
    with ReplicateFake() as made:
        assert isinstance(made, ReplicateFake)
        yield made


@pytest.fixture
def service(fake: ReplicateFake) -> Replicate:
    return service_at(fake)


# ---------------------------------------------------------------------------- before anything is sent


def test_what_both_models_can_do(service: Replicate) -> None:
    plain, turbo = (service.capabilities(model) for model in service.models)
    assert turbo == replace(plain, least=1)
    assert (plain.references, plain.prompt_units, plain.largest_seed, plain.named) == (
        3,
        1000,
        2**31 - 1,
        "tag",
    )
    assert plain.delivery is not None
    assert plain.delivery.sort == "recoverable"
    assert plain.credit == ("Powered by Runway", "https://runwayml.com")
    assert not plain.repeatable


REFUSED = {
    "nothing": ({}, ()),
    "size": ({"size": (1000, 1000)}, ("Gen-4 makes no pictures of this size",)),
    "turbo alone": (
        {"model": "gen4-image-turbo"},
        ("gen4-image-turbo needs at least one reference; gen4-image does not",),
    ),
    "turbo": ({"model": "gen4-image-turbo", "uses": (Use("photo", "file:a.png", "a"),)}, ()),
    "seed": ({"seed": 2**31}, ("Replicate takes seeds up to 2147483647; this one is 2147483648",)),
    "largest seed": ({"seed": 2**31 - 1}, ()),
    "parameters": (
        {"parameters": {"steps": 3, "n": 4}},
        (
            "Replicate makes one picture a request and knows no `n`: write `takes` instead",
            "Gen-4 at Replicate has no parameter `steps`",
        ),
    ),
}


@pytest.mark.parametrize(("asked", "said"), REFUSED.values(), ids=REFUSED)
def test_what_it_cannot_make_is_refused_before_anything_is_spent(
    asked: dict[str, Any], said: tuple[str, ...], service: Replicate
) -> None:
    assert service.refuses(recipe(**asked)) == said


def test_a_price_is_a_range_unless_the_user_knows_better(fake: ReplicateFake) -> None:
    assert service_at(fake).price(recipe()) == Price(Decimal("0.05"), Decimal("0.08"))
    assert service_at(fake).price(recipe("gen4-image-turbo")) == Price(
        Decimal("0.02"), Decimal("0.05")
    )
    for name in ("gen4-image", "runwayml/gen4-image", "gen4-image 720p"):
        assert service_at(fake, prices={name: "0.06"}).price(recipe()) == Price(
            Decimal("0.06"), Decimal("0.06")
        )


def test_an_account_is_named_by_address_and_key_and_shows_neither(fake: ReplicateFake) -> None:
    names = {
        service_at(fake).account(),
        service_at(fake, "r8_other").account(),
        Replicate(Access()).account(),
    }
    assert len(names) == 3
    assert service_at(fake).account() == service_at(fake).account()
    assert not any(KEY[3:9] in name or len(name) != 16 for name in names)


def test_without_a_key_nothing_is_called(fake: ReplicateFake) -> None:
    trouble = trouble_of(service_at(fake, "").prepare, job(), "token", Held())
    assert (trouble.kind, trouble.advice) == (
        "key",
        "set REPLICATE_API_TOKEN to a key of your account",
    )
    assert fake.asked == []


# ---------------------------------------------------------------------------- what is sent


def test_the_body_is_exactly_this(service: Replicate) -> None:
    request = request_of(service, SMALL, prompt="@mara at the rail — dusk")
    coded = base64.b64encode(SMALL).decode()
    assert request.body.decode() == (
        '{"input":{"prompt":"@mara at the rail \\u2014 dusk","aspect_ratio":"16:9","resolution":"720p","seed":7,'
        f'"reference_images":["data:image/png;base64,{coded}"],"reference_tags":["mara"]}}}}'
    )
    assert request.endpoint == "POST /models/runwayml/gen4-image/predictions"
    assert (request.seed, request.model_version) == (7, "runwayml/gen4-image")
    assert request.references == (hashlib.sha256(SMALL).hexdigest(),)


def test_without_references_there_are_no_empty_lists(service: Replicate) -> None:
    wanted = json.loads(request_of(service).body)["input"]
    assert sorted(wanted) == ["aspect_ratio", "prompt", "resolution", "seed"]


def test_a_derived_seed_is_folded_into_the_range(service: Replicate) -> None:
    request = request_of(service, seed=2**31 + 5)
    assert (request.seed, json.loads(request.body)["input"]["seed"]) == (5, 5)


def test_every_size_is_made_to_the_pixel(fake: ReplicateFake, service: Replicate) -> None:
    assert set(SHAPES) == {size for sizes in film.PIXELS.values() for size in sizes.values()}
    for size in SHAPES:
        task = service.submit(request_of(service, size=size))
        fake.tick(30)
        ready = service.poll(task)
        assert isinstance(ready, Ready)
        made = facts(service.collect(ready.addresses[0]))
        assert (made.width, made.height) == size


def test_a_large_reference_is_uploaded_once_and_named(
    fake: ReplicateFake, service: Replicate
) -> None:
    held = Held()
    first, second = (
        service.prepare(job(LARGE, SMALL, seed=seed), "token", held) for seed in (1, 2)
    )
    (file,) = fake.files.values()
    assert (file.name, file.media, file.content) == ("mara.png", "image/png", LARGE)
    for request in (first, second):
        addresses = json.loads(request.body)["input"]["reference_images"]
        assert addresses[0] == f"{fake.base}/files/{file.id}"
        assert addresses[1].startswith("data:image/png;base64,")
    ((key, row),) = held.rows.items()
    assert key == (service.account(), hashlib.sha256(LARGE).hexdigest())
    assert row == (f"{fake.base}/files/{file.id}", file.expires - 900)
    assert service.submit(first)


UPLOADS = {
    "too large": (Answer(413, {"detail": "Files must be less than 100MB in size"}), "invalid"),
    "credit": (Answer(402, {"detail": "Insufficient credit"}), "credit"),
    "5xx": (Answer(503), "transient"),
    "no address": (Answer(201, {"id": "x"}), "broken"),
    "a login": (HTML, "broken"),
    "reset": ("reset", "transient"),
}


@pytest.mark.parametrize(("said", "kind"), UPLOADS.values(), ids=UPLOADS)
def test_an_upload_that_fails_costs_nothing(
    said: Any, kind: str, fake: ReplicateFake, service: Replicate
) -> None:
    fake.fail("upload", said)
    assert trouble_of(request_of, service, LARGE).kind == kind


def test_two_references_of_one_name_get_tags_of_their_own(service: Replicate) -> None:
    asked = job(SMALL, SMALL[:-12] + b"\0\0\0\0IEND\xaeB`\x82")
    asked = replace(asked, references=tuple(replace(each, tag="mara") for each in asked.references))
    wanted = json.loads(service.prepare(asked, "token", Held()).body)["input"]
    assert wanted["reference_tags"] == ["mara", "mara2"]


def test_turbo_without_a_reference_is_not_even_prepared(service: Replicate) -> None:
    trouble = trouble_of(service.prepare, job(model="gen4-image-turbo"), "token", Held())
    assert trouble.kind == "invalid"


# ---------------------------------------------------------------------------- the submit


SUBMITS: dict[str, tuple[Any, str]] = {
    **{f"{status}": (problem(status), "invalid") for status in (400, 404, 405, 413, 415, 422)},
    **{f"{status}": (problem(status), "key") for status in (401, 403)},
    **{
        f"{status}": (problem(status), "in doubt")
        for status in (301, 408, 409, 425, 499, 500, 502, 503, 504, 529)
    },
    "402": (problem(402), "credit"),
    "429": (throttled(30), "throttled"),
    "413 of a proxy": (Answer(413, b"<html>", {"content-type": "text/html"}), "invalid"),
    "404 of a proxy": (Answer(404, b"<html>", {"content-type": "text/html"}), "in doubt"),
    "html": (HTML, "in doubt"),
    "html after": (("done", HTML), "in doubt"),
    "no id": (Answer(201, {"status": "starting"}), "in doubt"),
    "a strange id": (Answer(201, {"id": "../account"}), "in doubt"),
    "a list": (Answer(201, []), "in doubt"),
    "cut": ("cut", "in doubt"),
    "lost": ("lost", "in doubt"),
    "reset": ("reset", "in doubt"),
}


@pytest.mark.parametrize(("said", "kind"), SUBMITS.values(), ids=SUBMITS)
def test_what_a_submit_came_to(
    said: Any, kind: str, fake: ReplicateFake, service: Replicate
) -> None:
    fake.fail("create", said)
    trouble = trouble_of(service.submit, request_of(service))
    assert trouble.kind == kind
    assert KEY not in f"{trouble!r} {trouble.sentence} {trouble.advice}"
    assert fake.calls["create"] == 1


@pytest.mark.parametrize("status", [200, 201, 202])
def test_an_id_is_an_id(status: int, fake: ReplicateFake, service: Replicate) -> None:
    fake.fail("create", Answer(status, {"id": "w4kq7x2m9hrma0cxexample0000"}))
    assert service.submit(request_of(service)) == "w4kq7x2m9hrma0cxexample0000"


def test_it_never_asks_to_wait_for_the_picture(fake: ReplicateFake, service: Replicate) -> None:
    service.submit(request_of(service))
    assert not {"prefer", "cancel-after"} & set(fake.asked[-1].headers)


def test_nobody_listening_is_not_sent() -> None:
    with ReplicateFake() as gone:
        assert isinstance(gone, ReplicateFake)
        service = service_at(gone)
        request = request_of(service)
    assert trouble_of(service.submit, request).kind == "not sent"


PAUSES: dict[str, tuple[Answer, float | None]] = {
    "header": (throttled(30), 30.0),
    "words": (throttled(12, header=False), 12.0),
    "key": (Answer(429, {"detail": "slow down", "retry_after": 9}), 9.0),
    "reset": (Answer(429, {"detail": "slow down"}, {"ratelimit-reset": "4"}), 4.0),
    "a date": (
        Answer(
            429,
            {"detail": "no"},
            {"retry-after": format_datetime(datetime.fromtimestamp(START + 45, UTC), True)},
        ),
        45.0,
    ),
    "nothing": (Answer(429, {"detail": "slow down"}), None),
    "no JSON": (Answer(429, b"slow", {"retry-after": "3"}), 3.0),
}


@pytest.mark.parametrize(("said", "seconds"), PAUSES.values(), ids=PAUSES)
def test_it_hears_how_long_to_wait(
    said: Answer, seconds: float | None, fake: ReplicateFake, service: Replicate
) -> None:
    fake.fail("create", said)
    assert trouble_of(service.submit, request_of(service)).retry_after == seconds


def test_sentences_name_the_service_and_pass_its_words_on(
    fake: ReplicateFake, service: Replicate
) -> None:
    fake.fail("create", problem(422, "- input.seed: \x1b[31mmust be an integer\n" + "x" * 500))
    trouble = trouble_of(service.submit, request_of(service))
    assert trouble.sentence.startswith(
        "Replicate does not take this ask: - input.seed: [31mmust be an integer xxx"
    )
    assert len(trouble.sentence) < 340
    fake.credit = 0.0
    poor = trouble_of(service.submit, request_of(service))
    assert (poor.kind, poor.advice) == ("credit", "add some at replicate.com/account/billing")
    wrong = trouble_of(service_at(fake, "r8_wrong").submit, request_of(service))
    assert (wrong.kind, wrong.advice) == ("key", "set REPLICATE_API_TOKEN to a key of your account")


# ---------------------------------------------------------------------------- looking at it


def test_a_prediction_from_beginning_to_end(fake: ReplicateFake, service: Replicate) -> None:
    task = service.submit(request_of(service, seed=184467))
    assert service.poll(task) == Pending("starting", None, queued=True)
    fake.tick(10)
    assert service.poll(task) == Pending("processing", 0.5)
    assert fake.charges == []
    fake.tick(10)
    ready = service.poll(task)
    assert isinstance(ready, Ready)
    assert (ready.cost, ready.seed, len(ready.model_version)) == (None, 184467, 64)
    assert facts(service.collect(ready.addresses[0])).media == "image/png"
    assert fake.charges == [(task, 0.05)]
    assert fake.leaks == []


def test_a_fake_that_bills_on_accept(fake: ReplicateFake, service: Replicate) -> None:
    fake.bill = "accept"
    task = service.submit(request_of(service))
    fake.tick(60)
    assert fake.charges == [(task, 0.05)]


def test_results_are_gone_after_an_hour(fake: ReplicateFake, service: Replicate) -> None:
    task = service.submit(request_of(service))
    fake.tick(20)
    ready = service.poll(task)
    assert isinstance(ready, Ready)
    fake.tick(3600)
    assert trouble_of(service.poll, task).kind == "lost"
    assert trouble_of(service.collect, ready.addresses[0]).kind == "lost"
    fake.drop(task)
    assert trouble_of(service.poll, task).kind == "lost"


READS: dict[str, tuple[Any, str]] = {
    **{f"{status}": (problem(status), "key") for status in (401, 403)},
    **{f"{status}": (problem(status), "transient") for status in (408, 500, 502, 503, 504)},
    **{f"{status}": (problem(status), "broken") for status in (301, 400, 409, 422)},
    "402": (problem(402), "credit"),
    "404": (problem(404), "lost"),
    "404 of a proxy": (Answer(404, b"<html>", {"content-type": "text/html"}), "broken"),
    "429": (throttled(5), "throttled"),
    "html": (HTML, "broken"),
    "a list": (Answer(200, [1]), "broken"),
    "cut": ("cut", "transient"),
    "reset": ("reset", "transient"),
}


@pytest.mark.parametrize(("said", "kind"), READS.values(), ids=READS)
@pytest.mark.parametrize("route", ["get", "cancel"])
def test_what_a_look_came_to(
    route: str, said: Any, kind: str, fake: ReplicateFake, service: Replicate
) -> None:
    task = service.submit(request_of(service))
    fake.fail(route, said)
    trouble = trouble_of(service.poll if route == "get" else service.cancel, task)
    assert trouble.kind == kind
    assert KEY not in f"{trouble!r} {trouble.sentence} {trouble.advice}"
    assert trouble.sentence.startswith("Replicate ") or said in ("cut", "reset")


def test_a_prediction_without_a_status_is_neither_done_nor_cancelled(
    fake: ReplicateFake, service: Replicate
) -> None:
    task = service.submit(request_of(service))
    fake.fail("get", Answer(200, {"id": task}))
    assert trouble_of(service.poll, task).kind == "broken"
    fake.fail("cancel", Answer(200, {"id": task}))
    assert service.cancel(task) is False


OUT = "https://replicate.delivery/a/out-0.png"
TOLD: dict[str, tuple[dict[str, Any], Any]] = {
    "starting": ({"status": "starting"}, Pending("starting", None, queued=True)),
    "processing": ({"status": "processing", "output": None, "logs": None}, Pending("processing")),
    "percent": (
        {"status": "processing", "logs": "Generating… 0% 9% 29%"},
        Pending("processing", 0.29),
    ),
    "a new word": ({"status": "warming", "output": None}, Pending("warming")),
    "text": ({"status": "succeeded", "output": OUT, "version": "v"}, Ready((OUT,), None, "v")),
    "list": ({"status": "succeeded", "output": [OUT, OUT + "?2"]}, Ready((OUT, OUT + "?2"), None)),
    "names": ({"status": "succeeded", "output": {"image": OUT}}, Ready((OUT,), None)),
    "data": (
        {"status": "succeeded", "output": "data:image/png;base64,AA"},
        Ready(("data:image/png;base64,AA",), None),
    ),
    "early": ({"status": "processing", "output": OUT}, Ready((OUT,), None)),
    "seed": (
        {"status": "succeeded", "output": OUT, "logs": "Using seed: 42\n100%"},
        Ready((OUT,), None, seed=42),
    ),
    "removed": ({"status": "succeeded", "output": None, "data_removed": True}, "lost"),
    "empty": ({"status": "succeeded", "output": None, "data_removed": False}, "broken"),
    "words": ({"status": "succeeded", "output": "done"}, "broken"),
    "nothing": ({}, "broken"),
    "E005": (
        {"status": "failed", "error": "The input was flagged as sensitive (E005)"},
        Ended("refused", "E005", ""),
    ),
    "nsfw": (
        {"status": "failed", "error": "NSFW content detected"},
        Ended("refused", "failed", ""),
    ),
    "E1001": (
        {"status": "failed", "error": "Ran out of memory (E1001)"},
        Ended("transient", "E1001", ""),
    ),
    "E6716": (
        {"status": "failed", "error": "E6716: timeout starting"},
        Ended("transient", "E6716", ""),
    ),
    "E1000": (
        {"status": "failed", "error": "Unknown error (E1000)"},
        Ended("transient", "E1000", ""),
    ),
    "interrupted": (
        {"status": "failed", "error": "Prediction interrupted"},
        Ended("transient", "failed", ""),
    ),
    "other": ({"status": "failed", "error": "the tensor is sad"}, Ended("unclear", "failed", "")),
    "silent": ({"status": "failed", "error": None}, Ended("unclear", "failed", "")),
    "canceled": (
        {"status": "canceled", "output": None, "logs": None},
        Ended("cancelled", "canceled", ""),
    ),
    "aborted": ({"status": "aborted"}, Ended("transient", "aborted", "")),
}


@pytest.mark.parametrize(("told", "expected"), TOLD.values(), ids=TOLD)
def test_how_a_prediction_is_read(told: dict[str, Any], expected: Any) -> None:
    if isinstance(expected, str):
        assert trouble_of(progress, told).kind == expected
        return
    found = progress(told)
    if isinstance(found, Ended):
        assert found.sentence.startswith("Replicate ")
        assert str(told.get("error") or "") in found.sentence
        found = replace(found, sentence="", advice="")
    assert found == expected


def test_what_the_service_leaves_out_while_starting(
    fake: ReplicateFake, service: Replicate
) -> None:
    fake.bare = True
    assert service.poll(service.submit(request_of(service))) == Pending(
        "starting", None, queued=True
    )


def test_a_result_may_stand_in_the_answer_itself(service: Replicate) -> None:
    coded = base64.b64encode(SMALL).decode()
    assert service.collect(f"data:image/png;base64,{coded}") == SMALL


def test_pictures_come_from_the_services_own_hosts_only() -> None:
    service = Replicate(Access(secret=Secret(KEY)))
    for address in ("https://example.org/out.png", "https://replicate.delivery.example.org/a.png"):
        assert trouble_of(service.collect, address).kind == "broken"


# ---------------------------------------------------------------------------- the rest


def test_cancelling(fake: ReplicateFake, service: Replicate) -> None:
    task = service.submit(request_of(service))
    fake.tick(5)
    assert service.cancel(task) is True
    fake.tick(100)
    assert fake.charges == []
    ended = service.poll(task)
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.code) == ("cancelled", "canceled")


def test_cancelling_what_is_finished_is_too_late(fake: ReplicateFake, service: Replicate) -> None:
    task = service.submit(request_of(service))
    fake.tick(20)
    assert service.cancel(task) is False
    assert fake.charges == [(task, 0.05)]


def test_orphans_are_told_with_what_was_asked(fake: ReplicateFake, service: Replicate) -> None:
    fake.page = 1
    service.submit(request_of(service, seed=1))
    fake.tick(100)
    since = fake.now
    tasks = []
    for seed in (2, 3):
        tasks.append(service.submit(request_of(service, seed=seed)))
        fake.tick(10)
    found = list(service.orphans(since))
    assert [each.task for each in found] == tasks[::-1]
    assert [each.at for each in found] == [since + 10, since]
    assert found[0].body["model"] == "runwayml/gen4-image"
    wanted = found[0].body["input"]
    assert isinstance(wanted, dict)
    assert wanted["seed"] == 3


def test_other_models_are_no_orphans(fake: ReplicateFake, service: Replicate) -> None:
    row = {
        "id": "a",
        "model": "somebody/else",
        "created_at": iso(fake.now),
        "input": {},
        "status": "starting",
    }
    fake.fail(
        "list",
        Answer(200, {"next": None, "results": [row, {**row, "model": "runwayml/gen4-image"}]}),
    )
    assert [each.body["model"] for each in service.orphans(fake.now)] == ["runwayml/gen4-image"]


def test_make_is_not_for_services(service: Replicate) -> None:
    with pytest.raises(Exception, match="delivered"):
        service.make(job())
    assert service.unread(recipe()) == ()


# ---------------------------------------------------------------------------- the fake itself


def test_the_fake_fails_what_it_is_told_to(fake: ReplicateFake, service: Replicate) -> None:
    fake.failing = ["flagged as sensitive (E005)"]
    task = service.submit(request_of(service))
    fake.tick(20)
    ended = service.poll(task)
    assert isinstance(ended, Ended)
    assert (ended.kind, fake.charges) == ("refused", [])


def test_the_fake_minds_the_shape_of_references(fake: ReplicateFake, service: Replicate) -> None:
    task = service.submit(request_of(service, png(210, 90, b"w" * 32)))
    fake.tick(20)
    ended = service.poll(task)
    assert isinstance(ended, Ended)
    assert "between 0.5 and 2" in ended.sentence


def test_the_fake_counts_creates(fake: ReplicateFake, service: Replicate) -> None:
    fake.creates = 2
    for seed in (1, 2):
        service.submit(request_of(service, seed=seed))
    assert trouble_of(service.submit, request_of(service)).kind == "throttled"
    fake.tick(61)
    assert service.submit(request_of(service))


STRICT: dict[str, dict[str, Any]] = {
    "unknown key": {"steps": 3},
    "no words": {"prompt": ""},
    "ratio": {"aspect_ratio": "16:10"},
    "resolution": {"resolution": "4k"},
    "seed": {"seed": 2**31},
    "tags": {"reference_tags": ["mara"]},
    "unknown file": {"reference_images": ["https://example.org/a.png"], "reference_tags": ["mara"]},
}


@pytest.mark.parametrize("wrong", STRICT.values(), ids=STRICT)
def test_the_fake_is_strict(wrong: dict[str, Any], fake: ReplicateFake, service: Replicate) -> None:
    request = request_of(service)
    body = json.dumps({"input": {**json.loads(request.body)["input"], **wrong}}).encode()
    assert trouble_of(service.submit, replace(request, body=body)).kind == "invalid"
    assert fake.predictions == {}
