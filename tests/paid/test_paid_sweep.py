"""Killed at any boundary of a paid build, the next one goes on: paid once for each picture, none lost."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest
from paid_world import HOUSES, SOAK, Reaper, Studio, studio

FILM, BUILD = "refinement", "build --yes"
PICTURES = 5
NUMBERS = itertools.count()
# Every event of a paid picture, written down; and everything that goes to a service or comes back.
EVENTS = ("intended", "accepted", "succeeded", "stored", "closed")


def points(calls: list[str], many: int) -> list[int]:
    """Which boundaries to die at: about `many`, of each name its due, spread evenly.

    STORYFORGE_SOAK=1 in the environment tries all.
    """
    if SOAK or len(calls) <= many:
        return list(range(1, len(calls) + 1))
    numbers: dict[str, list[int]] = {}
    for number, name in enumerate(calls, 1):
        numbers.setdefault(name, []).append(number)
    chosen: list[int] = []
    rarest = sorted(numbers, key=lambda name: len(numbers[name]))
    for left, name in zip(range(len(numbers), 0, -1), rarest, strict=True):
        here = numbers[name]
        due = min(len(here), (many - len(chosen)) // left)
        chosen += [here[(2 * n + 1) * len(here) // (2 * due)] for n in range(due)]
    return sorted(chosen)


def killed(
    reaper: Reaper, folder: Path, service: str, film: str, *kills: int, command: str = BUILD
) -> list[str]:
    """Kill builds one after the other, then build as a person would: what is not as promised.

    `command`: what is killed from the second time on.
    """
    root = folder / f"{next(NUMBERS)}"
    place = studio(root, service, film)
    with place.fake:
        died = doubtful = 0
        for number, kill in enumerate(kills):
            died += reaper.run(place, command if number else BUILD, kill=kill).signal == 9
            doubtful += sum(
                1 for each, task in place.doubtful() if each.state == "intended" and task
            )
        reaper.finish(place)
        found = list(place.faults(len_of(film)))
        if place.asked > (0 if place.house.sure else doubtful):
            found.append(f"a person was asked {place.asked} times, with {doubtful} answers lost")
        place.tell(died)
    shutil.rmtree(root)
    return [f"{service} {film} killed at {kills}: {each}" for each in found]


def len_of(film: str) -> int:
    """How many pictures a film has."""
    return {"chain": 5, "wide": 9, "refinement": PICTURES, "pair": 2, "three": 3}[film]


@pytest.mark.parametrize("service", HOUSES)
def test_killed_at_any_boundary_it_is_paid_once(
    reaper: Reaper, quick_disk: Path, service: str
) -> None:
    place = studio(quick_disk / "whole", service, FILM)
    with place.fake:
        calls = reaper.run(place, "build --yes").calls
        assert list(place.faults(PICTURES)) == []
    chosen = points(calls, len(calls) // 10)
    assert len(chosen) >= len(calls) // 12
    assert {f"{when} write journal {each}" for each in EVENTS for when in ("before", "after")} <= {
        calls[number - 1] for number in chosen
    }
    assert [
        fault for kill in chosen for fault in killed(reaper, quick_disk, service, FILM, kill)
    ] == []


def _refused(place: Studio) -> None:
    """The service takes the money and then finds the words indecent."""
    if place.service == "runway":
        place.fake.outcome = lambda body: "SAFETY.INPUT.TEXT"
    else:
        place.fake.failing = ["NSFW content detected in the prompt"] * 9


def _gone(reaper: Reaper, place: Studio) -> None:
    """It was accepted, the build died, and nobody came back while the service kept the picture."""
    place.pace = "0.001"  # a task just accepted may be unknown for ten seconds; those must pass
    assert reaper.run(place, "build --yes", at=["after write journal accepted", 1]).signal == 9
    place.fake.tick(2 * place.fake.kept)


@pytest.mark.parametrize(
    ("service", "gone"), [("runway", False), ("replicate", False), ("replicate", True)]
)
def test_what_ends_without_a_picture_is_not_bought_again(
    reaper: Reaper, quick_disk: Path, service: str, gone: bool
) -> None:
    def begun() -> Studio:
        place = studio(quick_disk / f"{next(NUMBERS)}", service, "pair")
        if not gone:
            _refused(place)
        return place

    def came_to(kill: int) -> tuple[list[str], list[str]]:
        """The boundaries of the build that is killed, and what is not as promised then."""
        place, found = begun(), []
        with place.fake:
            if gone:
                _gone(reaper, place)
            calls = reaper.run(place, "build --yes", kill=kill).calls
            for code in reaper.run(place, "build --yes", "build --yes").codes:
                found += [f"a build came to {code}"] if code not in (1, 6) else []
            place.tick()
            (said,) = reaper.run(place, "build --yes").said
            if said[0] == 6 and not place.house.sure and len(place.fake.charges) <= 1:
                return calls, []  # its answer was lost with the build: the stated exception
            if said[0] != 1 or not re.search("^(refused|lost) +s010: ", said[2], re.MULTILINE):
                found.append(f"it is not remembered: {said}")
            if len(place.house.charged(place.fake)) != 1:
                found.append(f"paid {len(place.fake.charges)} times for nothing")
            found += [f"{each.node} is open" for each in place.attempts().values() if each.open]
        return calls, [f"killed at {kill}: {each}" for each in found]

    calls, found = came_to(0)
    late = [number for number in points(calls, len(calls) // 10) if sent(calls[:number]) or gone]
    assert late
    for kill in late:
        found += came_to(kill)[1]
    assert found == []


def sent(calls: list[str]) -> bool:
    """Whether a create was sent by then."""
    return "after write journal accepted" in calls
