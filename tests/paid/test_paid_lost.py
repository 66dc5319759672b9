"""The answer to a submit is lost, in every form: found again, or in doubt; never bought a second time."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paid_world import HOUSES, SOAK, Reaper, Studio, studio
from services.fake import HTML, Answer
from test_paid_sweep import NUMBERS, len_of

from storyforge.store.disk import DiskStore

FILM = "three"
# What became of the n-th create: accepted in all of them, and nobody heard of it.
LOST: dict[str, Any] = {
    "hung up": "lost",
    "cut short": "cut",
    "408": ("done", Answer(408)),
    "500": ("done", Answer(500, {"error": "An unexpected error occurred."})),
    "502": ("done", Answer(502, b"<html>Bad Gateway</html>", {"content-type": "text/html"})),
    "504": ("done", Answer(504)),
    "524": ("done", Answer(524, b"A timeout occurred")),
    "a page instead": ("done", HTML),
    "no id": ("done", Answer(200, {})),
    "nothing": ("done", Answer(200)),
}
# Not accepted, and nobody knows.
REFUSED: dict[str, Any] = {
    "hung up": "reset",
    "502": Answer(502, b"<html>Bad Gateway</html>", {"content-type": "text/html"}),
    "504": Answer(504),
}


@pytest.fixture
def at(quick_disk: Path) -> Any:
    """A studio of that service, entered and left."""
    opened: list[Studio] = []

    def made(service: str, film: str = FILM) -> Studio:
        opened.append(studio(quick_disk / f"{next(NUMBERS)}", service, film))
        opened[-1].fake.__enter__()
        return opened[-1]

    yield made
    for place in opened:
        place.tell(0)
        place.fake.__exit__()


def cases() -> Iterator[tuple[str, int, str]]:
    for service in HOUSES:
        for number, form in enumerate(LOST):
            for nth in range(3):
                if SOAK or form == "hung up" or nth == number % 3:
                    yield service, nth, form


@pytest.mark.parametrize(("service", "nth", "form"), list(cases()))
def test_a_lost_answer_is_never_bought_again(
    reaper: Reaper, at: Any, service: str, nth: int, form: str
) -> None:
    place = at(service)
    place.fake.fail(place.house.create, LOST[form], after=nth)
    (said,) = reaper.run(place, "build --yes").said
    if place.house.sure:
        assert said[0] == 0, said
    else:
        assert said[0] == 6
        doubtful = [each for each in place.attempts().values() if each.open]
        assert [each.state for each in doubtful] == ["in doubt"]
        assert "nobody knows whether runway accepted this" in said[2]
    reaper.finish(place)
    assert list(place.faults(len_of(FILM))) == []
    assert place.asked == (not place.house.sure)


@pytest.mark.parametrize("service", HOUSES)
@pytest.mark.parametrize("form", REFUSED)
def test_what_was_not_accepted_is_sent_again_when_that_is_sure(
    reaper: Reaper, at: Any, service: str, form: str
) -> None:
    place = at(service)
    place.fake.fail(place.house.create, REFUSED[form], after=1)
    reaper.finish(place)
    assert list(place.faults(len_of(FILM))) == []
    assert place.asked == 0  # Runway's counters prove it, Replicate's list a while later
    assert place.fake.calls[place.house.create] == len_of(FILM) + 1


@pytest.mark.parametrize("accepted", [True, False])
def test_counters_that_moved_prove_nothing(reaper: Reaper, at: Any, accepted: bool) -> None:
    """Somebody else used the account meanwhile."""
    place = at("runway")
    fake, create = place.fake, place.fake.create

    def moved(asked: Any) -> Answer:
        fake.credits -= 5
        return create(asked) if accepted else Answer(502)

    fake.create = moved
    fake.fail("create", "lost")
    said = reaper.run(place, "build --yes s010").said[0]
    assert said[0] == 6, said
    before = len(fake.charges)
    assert before == accepted
    fake.create = create
    assert reaper.run(place, "build --yes s010").codes == [6]
    assert len(fake.charges) == before
    reaper.finish(place)
    assert list(place.faults(len_of(FILM))) == []
    assert place.asked == 1


@pytest.mark.parametrize("service", ["replicate", "runway"])
@pytest.mark.parametrize("killed", [False, True])
def test_one_that_arrives_late_is_not_bought_twice(
    reaper: Reaper, at: Any, service: str, killed: bool
) -> None:
    """A gateway gives up, or the build dies, and the create is done only when we have looked once."""
    place = at(service)
    fake, answer, late = place.fake, place.fake.answer, []

    def slowly(asked: Any) -> Any:
        if not late and asked.method == "POST" and asked.path.endswith(("image", "predictions")):
            late.append(asked)
            return Answer(504)
        said = answer(asked)
        if len(late) == 1 and asked.path != "/quiet":
            late.append(answer(late[0]))
        return said

    fake.answer = slowly
    if killed:
        assert reaper.run(place, "build --yes", at=["after send more", 1]).signal == 9
    reaper.finish(place)
    assert len(late) == 2
    assert list(place.faults(len_of(FILM))) == []


# ------------------------------------------------------------------ what is left of the journal


@pytest.mark.parametrize("lost", ["journal", ""])
@pytest.mark.parametrize(
    ("film", "boundary"),
    [
        ("chain", "after write journal accepted"),
        ("wide", "after write journal succeeded"),
        ("refinement", "after write journal intended"),
    ],
)
def test_orphans_are_taken_in(reaper: Reaper, at: Any, film: str, boundary: str, lost: str) -> None:
    """The journal is gone, or all that the project knew: Replicate still lists what it made."""
    place = at("replicate", film)
    place.fake.now = time.time()  # `--since` is by the clock of this machine
    assert reaper.run(place, "build --yes", at=[boundary, 3]).signal == 9
    shutil.rmtree(place.state / lost)
    made = len(place.house.charged(place.fake))
    assert made
    for _ in range(
        len_of(film) + 1
    ):  # what is drawn from a picture can only be known when it is here
        (said,) = reaper.run(place, "recover --since 2h").said
        assert said[0] == 0, said
        if "nobody here remembered" not in said[1]:
            break
    assert len(place.house.charged(place.fake)) == made
    reaper.finish(place)
    assert list(place.faults(len_of(film))) == []


@pytest.mark.parametrize("boundary", ["after write journal intended"])
def test_taking_in_is_taken_up_too(reaper: Reaper, at: Any, boundary: str) -> None:
    place = at("replicate", "chain")
    place.fake.now = time.time()
    assert reaper.run(place, "build --yes", at=["after write journal accepted", 3]).signal == 9
    shutil.rmtree(place.state)
    assert reaper.run(place, "recover --since 2h", at=[boundary, 1]).signal == 9
    assert reaper.run(place, *["recover --since 2h"] * 4).codes == [0] * 4
    reaper.finish(place)
    assert list(place.faults(len_of("chain"))) == []


@pytest.mark.parametrize("service", HOUSES)
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"rot")])
def test_a_picture_the_disk_lost_is_fetched_again(
    reaper: Reaper, at: Any, service: str, spoil: Any
) -> None:
    """The journal says stored, but the bytes are not what they were."""
    place = at(service, "pair")
    assert reaper.run(place, "build --yes", at=["after write journal stored", 1]).signal == 9
    (attempt,) = place.attempts().values()
    path = Path(DiskStore(place.state).path(attempt.outputs[0]))
    path.chmod(0o600)
    spoil(path)
    reaper.finish(place)
    assert list(place.faults(2)) == []


TORN = [
    ("after write journal intended", 1),
    ("after write journal accepted", 1),
    ("after write journal succeeded", 2),
    ("after write journal stored", 2),
    ("after write journal closed", 2),
]


@pytest.mark.parametrize(("boundary", "lines"), TORN)
@pytest.mark.parametrize("service", HOUSES)
def test_a_torn_journal_pays_nothing_twice(
    reaper: Reaper, at: Any, service: str, boundary: str, lines: int
) -> None:
    """Cut at every byte of its last lines: those that need not be on the disk yet."""
    place = at(service, "pair")
    assert reaper.run(place, "build --yes", at=[boundary, 2]).signal == 9
    kept, known = place.folder.with_name(f"{place.folder.name}-kept"), place.remembered()
    shutil.copytree(place.folder, kept)
    (journal,) = (kept / "film/.storyforge/journal").iterdir()
    data = journal.read_bytes()
    start = len(data) - len(b"".join(data.splitlines(keepends=True)[-lines:]))
    every = 1 if service == "replicate" else 5
    cuts = range(start, len(data), every) if SOAK else (start, len(data) - 9)
    for cut in cuts:
        shutil.rmtree(place.folder)
        shutil.copytree(kept, place.folder)
        (place.state / "journal" / journal.name).write_bytes(data[:cut])
        place.put_back(known)
        place.asked = 0
        reaper.finish(place)
        assert list(place.faults(2)) == [], cut
        assert place.asked <= (
            boundary.endswith(("accepted", "succeeded")) and not place.house.sure
        )
