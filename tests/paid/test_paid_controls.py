"""The harness can fail: builders that leave out one precaution are found out, the careful one is not."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from paid_doubles import CAREFUL, NAMES
from paid_world import SOAK, Reaper, Studio, studio
from test_paid_sweep import NUMBERS, len_of

FILM, SERVICES = "pair", ("replicate", "runway")
Method = Callable[[Reaper, Path, str, str], Iterator[list[str]]]
# Boundaries at which the first picture's build is killed, and whether its answer is lost by that.
KILLS = {
    "after write journal intended": False,
    "after send more": True,
    "before write journal accepted": True,
    "after write journal accepted": False,
    "before send GET /v/tasks/": False,
    "before send GET /v/predictions/": False,
    "before send GET /out//out.png": False,
    "before send GET /out/.png": False,
    "after write journal succeeded": False,
    "before write journal stored": False,
    "after write journal stored": False,
    "before rename objects": False,
    "before rename traces": False,
    "after write ledger": False,
    "before write journal closed": False,
}


def _came_to(reaper: Reaper, place: Studio, double: str, most: int) -> list[str]:
    reaper.finish(place, f"!build {double}")
    found = list(place.faults(len_of(FILM)))
    if place.asked > most:
        found.append(f"a person was asked {place.asked} times")
    return found


def killed(reaper: Reaper, folder: Path, service: str, double: str) -> Iterator[list[str]]:
    """What is not as promised after a kill at each of the boundaries."""
    for boundary, lost in KILLS.items():
        for nth in (1, 2) if SOAK else (1,):
            place = studio(folder / f"{next(NUMBERS)}", service, FILM)
            with place.fake:
                reaper.run(place, f"!build {double}", at=[boundary, nth])
                yield _came_to(reaper, place, double, lost and not place.house.sure)


def outlived(reaper: Reaper, folder: Path, service: str, double: str) -> Iterator[list[str]]:
    """The same after a kill that the service's own memory of the result did not outlive."""
    place = studio(folder / f"{next(NUMBERS)}", service, FILM)
    with place.fake:
        reaper.run(place, f"!build {double}", at=["after write journal stored", 1])
        place.fake.tick(2 * 86_400.0)
        yield _came_to(reaper, place, double, most=0)


def lost(reaper: Reaper, folder: Path, service: str, double: str) -> Iterator[list[str]]:
    """The same after an answer that was lost."""
    place = studio(folder / f"{next(NUMBERS)}", service, FILM)
    with place.fake:
        place.fake.fail("create", "lost")
        yield _came_to(reaper, place, double, not place.house.sure)


@pytest.mark.parametrize("method", [killed, lost, outlived])
@pytest.mark.parametrize("service", SERVICES)
def test_the_careful_builder_is_as_promised(
    reaper: Reaper, quick_disk: Path, service: str, method: Method
) -> None:
    assert [*itertools.chain(*method(reaper, quick_disk, service, CAREFUL))] == []


# What was left out, at which service and by which method that shows, and what is then found.
CAUGHT: tuple[tuple[str, str, Method, str], ...] = (
    ("no-intent", "replicate", killed, "paid for 3 pictures, and not for 2"),
    ("no-intent", "runway", killed, "paid for 3 pictures, and not for 2"),
    ("no-accepted", "runway", killed, "a person was asked 1 times"),
    ("stored-first", "replicate", outlived, "0 pictures are here, and not 2"),
    ("retried", "replicate", lost, "paid for 3 pictures, and not for 2"),
    ("retried", "runway", lost, "paid for 3 pictures, and not for 2"),
    ("resent", "replicate", killed, "paid for 3 pictures, and not for 2"),
    ("resent", "runway", killed, "paid for 3 pictures, and not for 2"),
    ("resent", "replicate", lost, "paid for 3 pictures, and not for 2"),
    ("resent", "runway", lost, "paid for 3 pictures, and not for 2"),
)


@pytest.mark.parametrize(("double", "service", "method", "fault"), CAUGHT)
def test_a_builder_without_a_precaution_is_found_out(
    reaper: Reaper, quick_disk: Path, double: str, service: str, method: Method, fault: str
) -> None:
    assert any(fault in found for found in method(reaper, quick_disk, service, double))


def test_every_builder_is_tried() -> None:
    assert {double for double, *_ in CAUGHT} | {CAREFUL} == {*NAMES}
