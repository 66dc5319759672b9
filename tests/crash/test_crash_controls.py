"""The harness can fail: writers that leave out one precaution are found out, the careful one is not."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from crash_world import Forge


def found_out(forge: Forge, folder: Path, writer: str) -> set[str]:
    """Kill it before each of its writing calls: which sorts of fault does the harness see?"""
    seen, kept = set(), 0
    for kill in itertools.count(1):
        root = folder / f"killed-{kill}"
        ran = forge.run(root, f"!fill {writer}", kill=kill)
        state = forge.run(root, "!state").state(0)
        seen |= {fault.split()[0] for fault in state["faults"]}
        if len(state["kept"]) < kept:
            seen.add("lost")
        kept = max(kept, len(state["kept"]))
        if not ran.signal:
            assert kept == 2
            return seen
    raise AssertionError


@pytest.mark.parametrize(
    ("writer", "faults"),
    [
        ("Careful", set()),
        ("Torn", {"corrupt", "no_picture"}),
        ("Hasty", {"no_picture"}),
        ("Tidy", {"lost"}),
    ],
)
def test_a_writer_without_a_precaution_is_found_out(forge, quick_disk, writer, faults):
    assert found_out(forge, quick_disk, writer) == faults
