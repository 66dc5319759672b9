"""`replicate` when the answer to a submit was lost: found, surely absent, or not to be known; never bought again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.fake import HTML, Answer
from services.replicate_fake import ReplicateFake, iso, throttled
from services.replicate_side import (
    LARGE,
    MODEL,
    SMALL,
    Held,
    job,
    lose,
    only,
    problem,
    request_of,
    service_at,
    trouble_of,
)

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import (
    Absent,
    Found,
    Intent,
    Unknowable,
)
from storyforge.providers.replicate import Replicate
from storyforge.providers.replicate_answers import finding


@pytest.fixture
def fake() -> Iterator[ReplicateFake]:
    with ReplicateFake() as made:
        assert isinstance(made, ReplicateFake)
        yield made


@pytest.fixture
def service(fake: ReplicateFake) -> Replicate:
    return service_at(fake)


@pytest.mark.parametrize("references", [(), (SMALL,), (SMALL, LARGE)])
def test_a_lost_answer_is_found_by_its_input(
    references: tuple[bytes, ...], fake: ReplicateFake, service: Replicate
) -> None:
    intent = lose(fake, service, *references)
    assert service.find(intent) == Found(only(fake))
    fake.tick(3000)
    assert service.find(intent) == Found(only(fake))


def test_what_never_arrived_is_absent_once_it_would_have_shown(
    fake: ReplicateFake, service: Replicate
) -> None:
    intent = lose(fake, service, what="reset")
    early = service.find(intent)
    assert isinstance(early, Unknowable)
    assert early.why.endswith("try again in a minute")
    fake.tick(119)
    assert isinstance(service.find(intent), Unknowable)
    fake.tick(1)
    assert isinstance(service.find(intent), Absent)


def test_a_list_that_lags_is_waited_for(fake: ReplicateFake, service: Replicate) -> None:
    fake.lag = 30
    intent = lose(fake, service)
    assert isinstance(service.find(intent), Unknowable)
    fake.tick(30)
    assert service.find(intent) == Found(only(fake))


def test_a_list_that_lags_by_looks(fake: ReplicateFake, service: Replicate) -> None:
    fake.lag_looks = 2
    intent = lose(fake, service)
    found = [service.find(intent) for _ in range(3)]
    assert [type(each) for each in found] == [Unknowable, Unknowable, Found]


def test_a_twin_that_somebody_owns_is_not_taken(fake: ReplicateFake, service: Replicate) -> None:
    mine = service.submit(request_of(service))
    intent = lose(fake, service, what="reset")
    fake.tick(200)
    assert service.find(intent) == Found(mine)
    assert isinstance(service.find(replace(intent, claimed=frozenset({mine}))), Absent)


def test_of_several_the_oldest_is_taken(fake: ReplicateFake, service: Replicate) -> None:
    intent = lose(fake, service)
    first = only(fake)
    fake.tick(5)
    second = service.submit(request_of(service))
    assert service.find(intent) == Found(first)
    assert service.find(replace(intent, claimed=frozenset({first}))) == Found(second)


OTHERS: dict[str, dict[str, Any]] = {
    "words": {"prompt": "a pier at dawn"},
    "seed": {"seed": 8},
    "size": {"size": (1920, 1080)},
    "shape": {"size": (720, 1280)},
    "model": {"model": "gen4-image-turbo"},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_ask_is_not_mistaken_for_it(
    other: dict[str, Any], fake: ReplicateFake, service: Replicate
) -> None:
    service.submit(request_of(service, SMALL, **other))
    intent = lose(fake, service, SMALL, what="reset")
    fake.tick(200)
    assert isinstance(service.find(intent), Absent)


def test_more_references_are_another_ask(fake: ReplicateFake, service: Replicate) -> None:
    service.submit(request_of(service, SMALL))
    intent = lose(fake, service, what="reset")
    fake.tick(200)
    assert isinstance(service.find(intent), Absent)


def test_once_data_are_removed_nobody_can_say(fake: ReplicateFake, service: Replicate) -> None:
    intent = lose(fake, service)
    fake.tick(3700)
    assert isinstance(service.find(intent), Unknowable)
    assert isinstance(service.find(replace(intent, claimed=frozenset({only(fake)}))), Absent)


def test_references_told_in_other_words_leave_it_open(
    fake: ReplicateFake, service: Replicate
) -> None:
    fake.echo = False
    intent = lose(fake, service, SMALL)
    fake.tick(300)
    assert isinstance(service.find(intent), Unknowable)


def test_it_reads_on_over_pages(fake: ReplicateFake, service: Replicate) -> None:
    fake.page = 2
    intent = lose(fake, service)
    task = only(fake)
    for number in range(5):
        fake.tick(1)
        service.submit(request_of(service, seed=100 + number))
    assert service.find(intent) == Found(task)
    assert fake.calls["list"] == 3
    assert {
        asked.query["created_after"] for asked in fake.asked if "created_after" in asked.query
    } == {iso(intent.at - 120).replace(".000", "")}


UNREADABLE: dict[str, Any] = {
    "html": HTML,
    "no list": Answer(200, {"next": None}),
    "strange list": Answer(200, {"next": None, "results": ["a"]}),
    "elsewhere": Answer(200, {"next": "https://example.org/predictions", "results": []}),
}


@pytest.mark.parametrize("said", UNREADABLE.values(), ids=UNREADABLE)
def test_a_list_that_cannot_be_read_proves_nothing(
    said: Any, fake: ReplicateFake, service: Replicate
) -> None:
    intent = lose(fake, service, what="reset")
    fake.tick(500)
    fake.fail("list", said)
    found = service.find(intent)
    assert isinstance(found, Unknowable)
    assert isinstance(service.find(intent), Absent)


def test_a_list_without_end_proves_nothing(fake: ReplicateFake, service: Replicate) -> None:
    intent = lose(fake, service, what="reset")
    fake.tick(500)
    fake.fail(
        "list", Answer(200, {"next": f"{fake.base}/predictions?cursor=1", "results": []}), times=9
    )
    assert isinstance(service.find(intent), Unknowable)
    assert fake.calls["list"] == 2


@pytest.mark.parametrize(
    ("said", "kind"), [(problem(503), "transient"), (problem(401), "key"), ("reset", "transient")]
)
def test_trouble_on_the_way_to_the_list_is_raised(
    said: Any, kind: str, fake: ReplicateFake, service: Replicate
) -> None:
    intent = lose(fake, service)
    fake.fail("list", said)
    assert trouble_of(service.find, intent).kind == kind


@pytest.mark.parametrize("wrong", [-7200.0, -3600.0, 3600.0, 86400.0])
def test_a_wrong_clock_here_does_not_matter(
    wrong: float, fake: ReplicateFake, service: Replicate
) -> None:
    """Else a clock that is late would make everything look absent, and be paid for again."""
    arrived = lose(fake, service)
    ours = replace(arrived, at=arrived.at + wrong, until=arrived.until + wrong)
    assert service.find(ours) == Found(only(fake))
    gone = replace(ours, claimed=frozenset({only(fake)}))
    assert isinstance(service.find(gone), Unknowable)
    fake.tick(121)
    assert isinstance(service.find(gone), Absent)


def test_without_a_clock_there_nothing_is_absent(fake: ReplicateFake, service: Replicate) -> None:
    intent = lose(fake, service, what="reset")
    fake.tick(500)
    fake.dated = False
    assert isinstance(service.find(replace(intent, witness={})), Unknowable)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (problem(401), "key"),
        (HTML, "broken"),
        (problem(500), "transient"),
        (throttled(3), "throttled"),
    ],
)
def test_the_witness_is_heard_before_money_moves(
    said: Any, kind: str, fake: ReplicateFake, service: Replicate
) -> None:
    fake.fail("account", said)
    assert trouble_of(service.witness, MODEL).kind == kind
    assert service.witness(MODEL) == {"clock": f"{fake.now:.0f}"}


@given(
    prompt=st.text(min_size=1), seed=st.integers(0, 2**32), spaces=st.sampled_from(["", " ", "\n"])
)
def test_any_words_are_known_again(prompt: str, seed: int, spaces: str) -> None:
    """Also when the service tells them with other white space."""
    service = Replicate(Access(secret=Secret("r8_x")))
    request = service.prepare(job(SMALL, prompt=prompt, seed=seed), "token", Held())
    told = json.loads(request.body)["input"]
    intent = Intent("token", MODEL, request.endpoint, request.body, 0.0, 60.0)
    entry = {
        "id": "a",
        "model": "runwayml/gen4-image",
        "input": {**told, "prompt": spaces + prompt},
    }
    assert finding(intent, "runwayml/gen4-image", 9999.0, 60.0, [entry]) == Found("a")
    other = {**entry, "input": {**told, "prompt": f"{prompt} x"}}
    assert isinstance(finding(intent, "runwayml/gen4-image", 9999.0, 60.0, [other]), Absent)


@given(st.sets(st.sampled_from(["prompt", "seed", "aspect_ratio", "resolution"]), min_size=1))
def test_what_is_told_in_part_is_never_absent(gone: set[str]) -> None:
    service = Replicate(Access(secret=Secret("r8_x")))
    request = service.prepare(job(), "token", Held())
    told = {
        name: each for name, each in json.loads(request.body)["input"].items() if name not in gone
    }
    intent = Intent("token", MODEL, request.endpoint, request.body, 0.0, 60.0)
    entry = {"id": "a", "model": "", "input": told}
    assert isinstance(finding(intent, "runwayml/gen4-image", 9999.0, 60.0, [entry]), Unknowable)
