"""What a build leaves behind: lockfile, board, page, results, and the stamp of what was seen."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from storyforge.core import standing
from storyforge.core.board import Board, State
from storyforge.core.board_of import (
    Known,
    Makers,
    board_of,
    board_pictures,
    credits_of,
    unasked,
)
from storyforge.core.digest import sha256
from storyforge.core.event import HandEdited, Quarantined
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import NAME as LOCKFILE
from storyforge.core.lockfile import LockEntry, Lockfile
from storyforge.core.lockfile import write as write_lockfile
from storyforge.core.plan import make_plan
from storyforge.core.seams import Corrupt, Missing, Reporter
from storyforge.late import load
from storyforge.project import folder, names, results, stamp
from storyforge.project.shelf import Shelf
from storyforge.project.view import Shown, View, Viewed
from storyforge.providers.table import TABLE, revisions
from storyforge.run import Tally
from storyforge.store import durable
from storyforge.version import VERSION
from storyforge.workshop import Workshop

BY_HAND = "by hand"  # who made what a person brought
PAGE = "storyforge.exporters.page:Page"
_ENDS: dict[str, State] = {
    "refused": "refused",
    "in-doubt": "in doubt",
    "approved": "approved-stale",
    "absent": "absent",
}
_NOTHING: Mapping[NodeId, State] = MappingProxyType({})
_ASKED = ("refused", "in-doubt")  # what came of an ask; the rest stands in the lockfile


def next_entries(shop: Workshop, tally: Tally) -> dict[NodeId, LockEntry]:
    """The lockfile's next content: what was settled now, and for the rest what it said before."""
    graph = shop.project.film.graph
    assert graph is not None
    old = {
        node: entry
        for node, entry in shop.project.lockfile.nodes.items()
        if node in graph and graph[node].recipe
    }
    return {**old, **tally.entries}


def keep_lockfile(shop: Workshop, entries: Mapping[NodeId, LockEntry], locked: bool) -> None:
    """Write the lockfile where it differs; `locked`: never. Raises DiskTrouble."""
    data, path = write_lockfile(Lockfile(entries)), os.path.join(shop.root, LOCKFILE)
    if data != shop.project.lock_bytes and not locked:
        durable.write_durably(path, data, 0o644, root=shop.root)
    row = stamp.row_of(os.stat(path))
    shop.project.seen[LOCKFILE] = (row, sha256(data), time.time_ns())


def keep_results(shop: Workshop, tally: Tally) -> None:
    """Node -> what became of it, for `result:`; a run that came to nothing leaves the last."""
    came_to = {
        **dict.fromkeys(tally.done, "made"),
        **dict.fromkeys(tally.skipped, "skipped"),
        **dict.fromkeys(tally.failed, "failed"),
        **{node: word for node, word in tally.withheld.items() if word in _ASKED},
    }
    if came_to:
        results.keep(shop.root, came_to)


def show(
    shop: Workshop,
    tally: Tally,
    entries: Mapping[NodeId, LockEntry],
    all_of_it: bool,
    report: Reporter,
) -> Viewed:
    """Bring the board on disk up to date. `all_of_it`: nothing was left out of this build."""
    film, before = shop.project.film, shop.before
    ours = shop.store.objects() | frozenset(shop.project.lockfile.digests())
    trusted = before.trusted() if before else {}
    view = View(shop.root, shop.store, shop.store.path, trusted, ours.__contains__)
    view.show(_shown(shop, entries))
    _page(shop, tally, entries, all_of_it, view)
    belongs = {f"{folder.BOARD}/{file}" for file, _, _ in board_pictures(film, entries)}
    if before:
        view.sweep(name for name in before.names if name not in belongs)
    for node, name in shop.damaged + view.done.damaged:
        report(Quarantined(node, name))
    for node, name in view.done.by_hand:
        report(HandEdited(node, name))
    return view.done


def _page(
    shop: Workshop, tally: Tally, entries: Mapping[NodeId, LockEntry], all_of_it: bool, view: View
) -> None:
    lost = tally.failed or tally.withheld
    whole = all_of_it and not (lost or tally.interrupted or tally.trouble)
    told = {node: _ENDS[word] for node, word in tally.withheld.items()}
    failed = frozenset(tally.failed) - told.keys()
    board = board_now(shop, entries, whole, told, failed)
    for file, data in load(PAGE)().render(board):
        view.page(file, data, sha256(data))


def board_now(
    shop: Workshop,
    entries: Mapping[NodeId, LockEntry],
    whole: bool,
    told: Mapping[NodeId, State] = _NOTHING,
    failed: Collection[NodeId] = (),
    known: Known = unasked,
) -> Board:
    """The board as it stands. `whole`: everything was just built; `told`, `failed`: what came of
    nodes in that build; `known`: how takes came to be."""
    film, shown = shop.project.film, _states(shop, entries, whole)
    makers = _makers(shop, entries, [node for node in shown if shown[node] != "draft"])
    credit = credits_of(film, entries, shop.providers, makers)
    ends = {**{node: state for node, state in shown.items() if node in entries}, **told}
    ends = {node: state for node, state in ends.items() if node not in failed}
    return board_of(film, entries, (), failed, credit, ends, makers, known)


def _states(
    shop: Workshop, entries: Mapping[NodeId, LockEntry], whole: bool
) -> dict[NodeId, State]:
    """What the board says of pictures that are not just current: not built, skipped, locked.

    `entries`: what they are made of now; `whole`: everything was just built.
    """
    drafts: dict[NodeId, State] = dict.fromkeys(shop.drafts(entries), "draft")
    if whole and all(entry.state != "locked" for entry in entries.values()):
        return drafts
    decider = shop.decider()
    decider.lockfile = Lockfile(entries)
    decider.refresh = decider.remake = False
    decider.known = Shelf(shop.store, shop.root, dict, rescue=False)
    return drafts | standing.shown(make_plan(decider, decider.graph.nodes))


def _makers(shop: Workshop, entries: Mapping[NodeId, LockEntry], stale: Iterable[NodeId]) -> Makers:
    """Provider and model that made the pictures which are not what is asked for now."""
    found = dict.fromkeys(standing.by_hand(entries), (BY_HAND, ""))
    for node in (node for node in stale if node not in found):
        entry = entries.get(node)
        if entry is None or entry.chosen is None:
            continue
        trace = shop.store.trace(entry.chosen.key or entry.key, entry.take)
        if trace:
            found[node] = (str(trace.action["provider"]), str(trace.action["model"]))
    return found


def _shown(shop: Workshop, entries: Mapping[NodeId, LockEntry]) -> Iterator[Shown]:
    for file, node, number in board_pictures(shop.project.film, entries):
        entry = entries[node]
        try:
            yield Shown(file, node, shop.shelf.name_of(entry.takes[number], entry.key, number))
        except (Missing, Corrupt):
            continue  # not here: a node that was not selected, or failed


def unstamped(shop: Workshop) -> bool:
    """Whether a provider is used whose revision the stamp does not hold: it comes from
    elsewhere."""
    graph = shop.project.film.graph
    used = (
        {node.recipe.provider for node in graph.nodes.values() if node.recipe} if graph else set()
    )
    return any(
        name not in TABLE or TABLE[name][1] != shop.providers[name].revision for name in used
    )


def stamp_down(shop: Workshop, viewed: Viewed, tally: Tally, good: bool) -> None:
    """Remember what was seen. After a build that was not `good` the next one must look again."""
    if shop.project.film.graph is not None:
        names.keep(shop.root, shop.project.film.graph)
    head = head_of(len(tally.entries)) if good else {}
    data = stamp.write(stamp.of_files({**shop.project.seen, **viewed.seen}, head))
    path = os.path.join(shop.root, folder.STATE, "stamp")
    durable.replace_view(path, data, 0o600, root=shop.root)  # last: after it nobody looks again


def head_of(pictures: int) -> dict[str, str]:
    """What must be equal besides the files: this program and its providers. `pictures` is only to
    be said."""
    return {"tool": VERSION, "providers": revisions(), "pictures": str(pictures)}
