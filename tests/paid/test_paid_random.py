"""Killed one to four times in a row, anywhere: three projects at three services, paid once all the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from paid_world import HOUSES, SOAK, Reaper, studio
from test_paid_sweep import killed

FILMS = ("chain", "wide", "refinement")
KILLS = 360 if SOAK else 30  # of builds, in all


@pytest.mark.parametrize("service", HOUSES)
def test_killed_at_random_it_is_paid_once(reaper: Reaper, quick_disk: Path, service: str) -> None:
    found, done = [], 0
    for number, film in enumerate(FILMS):
        dice = random.Random(f"{service} {film}")
        place = studio(quick_disk / film, service, film)
        with place.fake:
            length = len(reaper.run(place, "build --yes").calls)
        due = KILLS * (number + 1) // (len(HOUSES) * len(FILMS))
        while done < due:
            kills = tuple(
                dice.randint(1, length) for _ in range(min(dice.randint(1, 4), due - done))
            )
            found += killed(reaper, quick_disk, service, film, *kills)
            done += len(kills)
    assert found == []


@pytest.mark.parametrize("service", HOUSES)
def test_a_recovery_killed_at_random_is_taken_up(
    reaper: Reaper, quick_disk: Path, service: str
) -> None:
    found, dice = [], random.Random(service)
    for _ in range(40 if SOAK else 3):
        kills = (dice.randint(150, 400), dice.randint(5, 60), dice.randint(5, 60))
        found += killed(reaper, quick_disk, service, "wide", *kills, command="recover")
    assert found == []
