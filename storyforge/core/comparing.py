"""Two states of a film side by side: what was added, removed, moved and changed, in words and in
pictures.

Pure: two films with their lockfiles go in, one Difference comes out. What it costs to go from one
to the other is worked out in change_price.py and put in here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from storyforge.core import changed_words as said
from storyforge.core import ids
from storyforge.core.changed_words import Words
from storyforge.core.declared import Side, Thing, files_of, things_of
from storyforge.core.difference import Change, Cost, Difference, Shown, Sort
from storyforge.core.film_graph import Film
from storyforge.core.ids import NodeId
from storyforge.core.price import FREE

_NOWHERE: Mapping[NodeId, str] = {}


def compare(
    before: Side, after: Side, cost: Cost | None = None, stands: Mapping[NodeId, str] = _NOWHERE
) -> Difference:
    """What differs between two states; both films have a graph.

    `stands`: where pictures of the second state stand, for those that are not as they should be.
    """
    old, new = things_of(before), things_of(after)
    names = _renames(before, after, old, new)
    old = {names.get(node, node): _at_home(thing, names) for node, thing in old.items()}
    cost = cost or Cost()
    moved = _moves(old, new)
    found = {
        node: change
        for node in _in_order(old, new)
        if (change := _change(node, old.get(node), new.get(node), moved, cost))
    }
    found = {node: replace(one, stands=stands.get(node, "")) for node, one in found.items()}
    caused = {node for node, one in found.items() if _is_cause(one)}
    assert after.film.graph is not None
    causes, others = _causes(after, caused), _others(before, after)
    rank = {node: number for number, node in enumerate(after.film.graph.order)}
    marked = tuple(_with_causes(one, after, causes, rank, others) for one in found.values())
    frames = tuple(sum(one.frames for one in things.values()) for things in (old, new))
    project = after.film.manifest.project
    return Difference(
        project.title,
        marked,
        (frames[0], frames[1]),
        (before.film.manifest.project.fps, project.fps),
        cost,
        {**_headings(before.film), **_headings(after.film)},
    )


def _at_home(thing: Thing, names: Mapping[NodeId, NodeId]) -> Thing:
    """A thing of before in the scene as that is called now."""
    now = names.get(f"scene:{thing.scene}")
    return replace(thing, scene=ids.name_of(now)) if now else thing


def _is_cause(one: Change) -> bool:
    """Whether something changed by itself, not only because of what it is drawn from."""
    given = one.redrawn and one.after is not None and not one.after.out
    chosen = any(each.field == "take" for each in one.decisions)
    return bool(one.words or one.sort == "added" or given or chosen)


def _others(before: Side, after: Side) -> frozenset[str]:
    """Files of the project whose pixels are others than before."""
    both = before.pixels.keys() & after.pixels.keys()
    return frozenset(path for path in both if before.pixels[path] != after.pixels[path])


def _headings(film: Film) -> dict[str, str]:
    scenes = (entry.scene for entry in film.manifest.scenes if entry.scene)
    return {scene.id: scene.said.slug or scene.said.title for scene in scenes}


# ------------------------------------------------------------------ who is who


def _renames(
    before: Side, after: Side, old: Mapping[NodeId, Thing], new: Mapping[NodeId, Thing]
) -> dict[NodeId, NodeId]:
    """Old id -> new: as `moved:` says, and what has the same picture or the same words by no other
    name."""
    moves = after.film.manifest.project.moved
    told = {node: said.renamed(node, moves) for node in old if node not in new}
    names = {node: now for node, now in told.items() if now != node and now in new}
    gone = [node for node in old if node not in new and node not in names]
    come = [node for node in new if node not in old and node not in names.values()]
    for same in (_key, _same_words):
        names |= _matched(
            {node: same(before, old[node]) for node in gone if node not in names},
            {node: same(after, new[node]) for node in come if node not in names.values()},
        )
    return names


def _key(side: Side, thing: Thing) -> str:
    """What a thing's picture was asked for with; the same for two names of one thing."""
    entry = side.lockfile.nodes.get(thing.id)
    return f"{ids.kind_of(thing.id)} {entry.key}" if entry else ""


def _same_words(side: Side, thing: Thing) -> str:  # noqa: ARG001
    """A thing's own words, when they are enough to know it by."""
    telling = any(name in thing.own for name in ("prompt", "description", "slug"))
    text = "\0".join(f"{name}\0{one.text}" for name, one in sorted(thing.own.items()))
    return f"{ids.kind_of(thing.id)} {text}" if telling else ""


def _matched(old: Mapping[NodeId, str], new: Mapping[NodeId, str]) -> dict[NodeId, NodeId]:
    """Pairs that have the same mark, where it is the mark of no other."""
    olds, news = _single(old), _single(new)
    return {olds[mark]: news[mark] for mark in olds if mark and mark in news}


def _single(marks: Mapping[NodeId, str]) -> dict[str, NodeId]:
    found: dict[str, NodeId] = {}
    many: set[str] = set()
    for node, mark in marks.items():
        if mark in found:
            many.add(mark)
        found[mark] = node
    return {mark: node for mark, node in found.items() if mark not in many}


# ------------------------------------------------------------------ where it stands


def _moves(
    old: Mapping[NodeId, Thing], new: Mapping[NodeId, Thing]
) -> dict[NodeId, tuple[str, str]]:
    """Scenes, and shots in their scenes, that stand elsewhere: their places before and after."""
    places = [_places(things) for things in (old, new)]
    both = [node for node in old if node in new and ids.kind_of(node) in ("scene", "shot")]
    other = {node for node in both if _home(old, node) != _home(new, node)}
    stayed: set[NodeId] = set()
    rank = {node: number for number, node in enumerate(new)}
    homes: dict[str, list[NodeId]] = {}
    for node in both:
        if node not in other:
            homes.setdefault(_home(new, node), []).append(node)
    for here in homes.values():
        stayed.update(_longest(here, [rank[node] for node in here]))
    return {
        node: _apart(places[0][node], places[1][node], node in other)
        for node in both
        if node in other or node not in stayed
    }


def _apart(before: str, after: str, other: bool) -> tuple[str, str]:
    """Two places; within one scene nobody has to be told which."""
    return (before, after) if other else (before.partition(" in ")[0], after.partition(" in ")[0])


def _home(things: Mapping[NodeId, Thing], node: NodeId) -> str:
    return "film" if ids.kind_of(node) == "scene" else f"scene {things[node].scene}"


def _places(things: Mapping[NodeId, Thing]) -> dict[NodeId, str]:
    """Where each scene and shot stands: `after s010`, `first in sc1`."""
    last: dict[str, str] = {}
    found = {}
    for node, thing in things.items():
        if ids.kind_of(node) in ("scene", "shot"):
            home = _home(things, node)
            inside = f" in {thing.scene}" if home != "film" and thing.scene else ""
            found[node] = f"after {last[home]}{inside}" if home in last else f"first{inside}"
            last[home] = ids.name_of(node)
    return found


def _longest(nodes: Sequence[NodeId], ranks: Sequence[int]) -> list[NodeId]:
    """A longest run of nodes that kept their order; the others are those that moved."""
    tails: list[int] = []
    ends: list[int] = []
    above: list[int] = []
    for number, rank in enumerate(ranks):
        place = bisect_left(tails, rank)
        tails[place : place + 1] = [rank]
        above.append(ends[place - 1] if place else -1)
        ends[place : place + 1] = [number]
    found, number = [], ends[-1] if ends else -1
    while number >= 0:
        found.append(nodes[number])
        number = above[number]
    return found[::-1]


def _in_order(old: Mapping[NodeId, Thing], new: Mapping[NodeId, Thing]) -> list[NodeId]:
    """Everything, in the order of the second state; what is gone stands where it stood."""
    order = list(new)
    behind: dict[NodeId, list[NodeId]] = {}
    last = ""
    for node in old:
        if node in new:
            last = node
        else:
            behind.setdefault(last, []).append(node)
    return [
        each for node in ("", *order) for each in (*([node] if node else []), *behind.get(node, []))
    ]


# ------------------------------------------------------------------ what became of it


def _change(
    node: NodeId,
    old: Thing | None,
    new: Thing | None,
    moved: Mapping[NodeId, tuple[str, str]],
    cost: Cost,
) -> Change | None:
    thing = new or old
    assert thing is not None
    shown = (old.shown if old else None, new.shown if new else None)
    whole = bool(old and new)
    found = said.changed(
        old.sayings if old and whole else old.own if old else {},
        new.sayings if new and whole else new.own if new else {},
    )
    redrawn = _redrawn(*shown)
    decisions = _decisions(*shown) if whole else ()
    doing = cost.doing.get(node, "") if new else ""
    where = moved.get(node, ("", ""))
    was = old.id if old and new and old.id != new.id else ""
    sort: Sort
    if not whole:
        sort = "added" if new else "removed"
    elif found or redrawn or decisions or was:
        sort = "changed"
    elif any(where):
        sort = "moved"
    elif doing:
        sort = "touched"
    else:
        return None
    frames = (old.frames if old else 0, new.frames if new else 0)
    price = cost.prices.get(node, FREE)
    return Change(
        node, sort, thing.title, thing.scene, was, found, decisions, *shown, redrawn, where, frames,
        (), doing, price,
    )  # fmt: skip


def _redrawn(old: Shown | None, new: Shown | None) -> bool:
    if old is None or new is None:
        return old is not new
    return old.pixels != new.pixels


def _decisions(old: Shown | None, new: Shown | None) -> tuple[Words, ...]:
    """What somebody chose, or was chosen, about a picture that is there on both sides."""
    if old is None or new is None:
        return ()
    rows = (
        Words("take", str(old.take), str(new.take)),
        Words("takes", str(old.takes), str(new.takes)),
        Words("state", old.state, new.state),
        Words("why", old.why, new.why),
    )
    return tuple(each for each in rows if each.before != each.after)


def _causes(after: Side, caused: Collection[NodeId]) -> dict[NodeId, frozenset[NodeId]]:
    """Everything -> those of `caused` that it is drawn from, through any number of steps."""
    graph = after.film.graph
    assert graph is not None
    found: dict[NodeId, frozenset[NodeId]] = {}
    for node in graph.order:
        needs = [need for need in graph[node].needs if need in graph]
        above = [found[need] for need in needs if found[need]]
        own = frozenset(need for need in needs if need in caused)
        found[node] = own.union(*above) if above or own else own
    return found


def _with_causes(
    one: Change,
    after: Side,
    causes: Mapping[NodeId, frozenset[NodeId]],
    rank: Mapping[NodeId, int],
    others: Collection[str],
) -> Change:
    """A change with what it is drawn from that changed too: other things, and files."""
    if one.id not in causes or not (one.redrawn or one.next or one.sort == "touched"):
        return one
    things = sorted(causes[one.id], key=rank.__getitem__)
    files = (path for path in files_of(after, one.id) if path in others)
    return replace(one, because=(*things, *(f"file:{path}" for path in files)))
