"""What a crash test looks at between two commands; runs inside of the forked child."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from crash_doubles import WRITERS
from store_world import trace
from world import World

from storyforge.core import lockfile
from storyforge.core.action import key_of
from storyforge.store.disk import DiskStore
from storyforge.store.verify import verify


def state(world: World) -> dict[str, Any]:
    """Traces whose picture is here and right, faults of the store, strays, and the lockfile's state."""
    store = DiskStore(world.root / ".storyforge")
    found = [(key, take, store.trace(key, take)) for key, take in store.traces.all()]
    return {
        "kept": [
            [key, take] for key, take, trace in found if trace and store.has(trace.output.sha256)
        ],
        "faults": [f"{each.kind} {each.name}" for each in verify(store, key_of)],
        "temporary": temporary(world),
        "lock": _lock(world),
    }


def fill(world: World, writer: str) -> None:
    """Keep two pictures with their traces, twice, in the way of that writer."""
    store = WRITERS[writer](world.root / ".storyforge")
    for number in (*range(2), *range(2)):
        data = bytes([number]) * 5000
        action = {"number": number}
        store.keep(
            data, replace(trace(number, store.name(data)), key=key_of(action), action=action)
        )


def temporary(world: World) -> list[str]:
    """Left-over temporary files anywhere in the project."""
    return sorted(
        os.path.relpath(os.path.join(folder, name), world.root)
        for folder, _, names in os.walk(world.root)
        for name in names
        if name.endswith(".tmp")
    )


def _lock(world: World) -> dict[str, Any]:
    """`made` line -> key and take, by the lockfile; nothing when there is none, an exception when it is torn."""
    path = world.root / lockfile.NAME
    if not path.exists():
        return {}
    nodes = lockfile.read(path.read_bytes()).nodes
    return {
        name_of(node) + (f" take {number}" if number else ""): [take.key or entry.key, number]
        for node, entry in nodes.items()
        for number, take in entry.takes.items()
    }


def name_of(node: str) -> str:
    """A node as a report calls it."""
    return node.removeprefix("shot:")
