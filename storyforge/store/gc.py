"""Makes room in two steps: what nobody needs goes to the trash, and the next collection empties it.

Who calls it holds the writer's lock, and has gathered what is alive (see roots.py). What cost money
stays unless that is asked for by name. Traces go before their pictures, so that a crash in between
leaves no trace that names nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from storyforge.core.errors import Problem, Refused
from storyforge.core.price import ZERO
from storyforge.core.trace import Trace, Unusable
from storyforge.store import durable
from storyforge.store.disk import DiskStore
from storyforge.store.layout import names_in


@dataclass(frozen=True, slots=True)
class Item:
    """An object that goes: its digest, its size in bytes, and whether it is a `paper`: what was
    asked of a service, and no picture."""

    name: str
    size: int
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a collection removes: traces as (key, take), objects by digest, old trash batches.

    `size`: bytes moved to the trash. `freed`: bytes of the batches that are emptied for good.
    `paid`: how many results that cost money nothing names any more; they stay, unless they were to
    go too. `cost`: what is known of their price, in US dollars; `unpriced`: of how many it is not.
    """

    traces: tuple[tuple[str, int], ...]
    objects: tuple[Item, ...]
    batches: tuple[str, ...]
    size: int
    freed: int
    paid: int = 0
    cost: Decimal = ZERO
    unpriced: int = 0


def plan(
    store: DiskStore,
    live_objects: Iterable[str],
    live_traces: Iterable[tuple[str, int]],
    *,
    now: float,
    keep_younger: float,
    paid: bool = False,
) -> Sweep:
    """What may go. Touches nothing.

    Stays: what is named as live, what is younger than `keep_younger` seconds at `now` (both in
    seconds since the epoch), what cost money or may have (unless `paid`), and every object that a
    trace which stays refers to. Raises Refused when a trace cannot be read: then nobody knows what
    it refers to.
    """
    live, kept = set(live_objects), set(live_traces)
    born_before = now - keep_younger
    traces: list[tuple[str, int]] = []
    bought: list[Trace] = []
    size = 0
    for named in store.traces.all():
        state, trace = _state(store.traces.path(*named)), _trace(store, named)
        old = named not in kept and state.st_mtime < born_before
        bought += [trace] if old and _bought(trace) else []
        if old and (paid or not _bought(trace)):
            traces.append(named)
            size += state.st_size
        else:
            live.add(trace.output.sha256)
    objects = tuple(_dead(store, live, born_before))
    batches = tuple(sorted(names_in(store.layout.trash)))
    freed = sum(map(_weight, (os.path.join(store.layout.trash, name) for name in batches)))
    size += sum(item.size for item in objects)
    known = [cost for each in bought if (cost := _cost(each)) is not None]
    worth, unpriced = sum(known, ZERO), len(bought) - len(known)
    return Sweep(tuple(traces), objects, batches, size, freed, len(bought), worth, unpriced)


def _bought(trace: Trace) -> bool:
    """Whether it cost money, or may have."""
    return _cost(trace) != ZERO


def _cost(trace: Trace) -> Decimal | None:
    """US dollars; None when nobody knows."""
    try:
        cost = Decimal(trace.cost)
    except InvalidOperation:
        return None
    return cost if trace.cost_known != "unknown" and cost.is_finite() else None


def collect(store: DiskStore, sweep: Sweep) -> str:
    """Carry out a plan: empty the old trash, then move what goes into a new batch; its name.

    Raises DiskTrouble or Refused; whatever was not reached yet is where it was.
    """
    store.prepare()  # refuses a folder that leads elsewhere
    for name in sweep.batches:
        _empty(store, os.path.join(store.layout.trash, name))
    batch = _fresh(names_in(store.layout.trash))
    for key, take in sweep.traces:
        store.traces.remove(key, take, batch)
    _settle(store, {store.traces.path(*named) for named in sweep.traces})
    for item in sweep.objects:
        store.blobs.remove(item.name, batch)
    return batch


def _dead(store: DiskStore, live: set[str], born_before: float) -> Iterable[Item]:
    for sha256 in sorted(store.objects() - live):
        state = _state(store.path(sha256))
        if state.st_mtime < born_before:
            yield Item(sha256, state.st_size, _paper(store.path(sha256)))


def _paper(path: str) -> bool:
    """Whether an object is JSON: no picture and no clip begins so."""
    try:
        with open(path, "rb") as file:
            return file.read(1) == b"{"
    except OSError:
        return False  # only a word in a report


def _state(path: str) -> os.stat_result:
    try:
        return os.lstat(path)
    except OSError as error:
        raise durable.trouble(error, path, done="looked at") from error


def _trace(store: DiskStore, named: tuple[str, int]) -> Trace:
    try:
        trace = store.traces.read(*named)
    except Unusable:
        trace = None
    if trace is None:
        raise Refused(
            Problem(
                "D014",
                f"A record is damaged ({named[0][:12]}, take {named[1]}); nothing was removed.",
                advice="Verify the store first; it moves damaged records aside.",
            )
        )
    return trace


def _weight(path: str) -> int:
    """Bytes of a batch (a folder of files), or of a stray file."""
    names = [os.path.join(path, name) for name in names_in(path)] or [path]
    states = map(_state, names)
    return sum(state.st_size for state in states if stat.S_ISREG(state.st_mode))


def _empty(store: DiskStore, batch: str) -> None:
    try:
        if os.path.islink(batch) or not os.path.isdir(batch):
            os.unlink(batch)
            return
        for name in names_in(batch):
            os.unlink(os.path.join(batch, name))
        os.rmdir(batch)
    except OSError as error:
        raise durable.trouble(error, batch, store.layout.project, "removed") from error


def _fresh(names: list[str]) -> str:
    numbers = (int(name[6:]) for name in names if name[:6] == "batch-" and name[6:].isdecimal())
    return f"batch-{max(numbers, default=0) + 1}"


def _settle(store: DiskStore, paths: set[str]) -> None:
    """Force the traces' going to the disk before their pictures go."""
    for folder in {os.path.dirname(path) for path in paths}:
        try:
            durable.sync_folder(folder)
        except OSError as error:
            raise durable.trouble(error, folder, store.layout.project) from error
