"""The life of a picture, put together: the lockfile's revisions from git, takes from the traces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from storyforge.core import ids, lockfile
from storyforge.core.changed_words import renamed
from storyforge.core.errors import ManifestError, Refused, UsageError
from storyforge.core.ids import NodeId
from storyforge.core.life import Chapter, Life, Take, come, steps
from storyforge.core.lockfile import NAME, LockEntry, LockTake
from storyforge.core.mark import show
from storyforge.project.revisions import Commit, Repository, open_repository
from storyforge.workshop import Workshop

_OPENS = '    "{node}": {{\n'
_CLOSES = b"\n    }"
_SHORT = 8
Blocks = dict[NodeId, LockEntry | None]


@dataclass(slots=True)
class _Past:
    """What git knows: commits that changed the lockfile, and the blocks in each."""

    commits: list[Commit] = field(default_factory=list)
    blocks: dict[str, Blocks] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    told: bool = False  # whether there is a repository


def lives(shop: Workshop, nodes: Iterable[NodeId]) -> list[Life]:
    """The lives of some pictures; without git, what the store and the present lockfile say."""
    wanted = list(nodes)
    moves = shop.project.film.manifest.project.moved
    names = {node: _names(node, moves) for node in wanted}
    past = _past(shop.root, {each for all_of in names.values() for each in all_of})
    return [_life(shop, node, names[node], past) for node in wanted]


def _names(node: NodeId, moves: Mapping[str, str]) -> tuple[NodeId, ...]:
    """What a node is called, and was called, the present name first."""
    found = [node]
    for old in reversed(list(moves)):
        kind, name = ids.kind_of(node), ids.name_of(node)
        part = name.partition("/")[2]
        for before in (f"{kind}:{old}", f"{kind}:{old}/{part}"):
            if before not in found and renamed(before, moves) in found:
                found.append(before)
    return tuple(found)


def _past(root: str, names: set[NodeId]) -> _Past:
    try:
        repository = open_repository(root)
    except UsageError as error:
        sentence = error.problems[0].sentence
        return _Past(notes=[f"{sentence}: only what the store and {NAME} say is told"])
    past = _Past(repository.history(NAME), told=True)
    _read(repository, past, names)
    return past


def _read(repository: Repository, past: _Past, names: set[NodeId]) -> None:
    last: tuple[bytes | None, Blocks] = (None, dict.fromkeys(names))
    for commit, data in repository.versions([each.id for each in past.commits], NAME):
        if data != last[0]:
            last = data, {}
            try:
                last = data, {name: _block(data, name) if data else None for name in names}
            except (ManifestError, Refused):
                past.notes.append(f"{NAME} cannot be read at {commit[:_SHORT]}")
        past.blocks[commit] = last[1]


def _block(data: bytes, node: NodeId) -> LockEntry | None:
    """One node's block; the rest of a lockfile as we write it is not even parsed."""
    if json.dumps(node).encode() not in data:
        return None
    opens = _OPENS.format(node=node).encode()
    start = data.find(opens)
    end = data.find(_CLOSES, start)
    if start >= 0 and end >= 0 and b"<<<<<<<" not in data:
        small = b'{"lock": 1, "nodes": {' + data[start:end] + b"}}}"
        try:
            return lockfile.read(small).nodes.get(node)
        except (ManifestError, Refused):
            pass
    return lockfile.read(data).nodes.get(node)


def _life(shop: Workshop, node: NodeId, names: tuple[NodeId, ...], past: _Past) -> Life:
    entry = shop.project.lockfile.nodes.get(node)
    chapters = list(_chapters(shop, names, past, entry))
    taken = entry.takes.items() if entry else ()
    now = tuple(_take(shop, entry, number, take) for number, take in sorted(taken) if entry)
    state = entry.state if entry else "missing"
    return Life(node, _title(shop, node), state, now, tuple(chapters), tuple(past.notes))


def _title(shop: Workshop, node: NodeId) -> str:
    film, name = shop.project.film, ids.name_of(node)
    if name in film.shots:
        return film.shots[name].entry.said.title
    for table in (film.manifest.characters, film.manifest.locations, film.manifest.elements):
        if name in table:
            return str(table[name].said.name)
    return ""


def _chapters(
    shop: Workshop, names: tuple[NodeId, ...], past: _Past, entry: LockEntry | None
) -> Iterator[Chapter]:
    head = _of(past.blocks.get(past.commits[0].id, {}), names) if past.commits else None
    if entry != head:
        came = _came(shop, head, entry)
        yield Chapter("", "", "", "", steps(head, entry), came)
    for commit in past.commits:
        blocks = past.blocks.get(commit.id)
        if not blocks:
            continue  # it cannot be read
        after = _of(blocks, names)
        above = [_of(past.blocks.get(parent, {}), names) for parent in commit.parents]
        if after in above or (after is None and not above):
            continue
        before = above[0] if above else None
        what = steps(before, after)
        came = _came(shop, before, after)
        yield Chapter(commit.id, commit.author, commit.date, commit.subject, what, came)


def _of(blocks: Blocks, names: tuple[NodeId, ...]) -> LockEntry | None:
    return next((block for name in names if (block := blocks.get(name))), None)


def _came(shop: Workshop, before: LockEntry | None, after: LockEntry | None) -> tuple[Take, ...]:
    return tuple(_take(shop, after, *each) for each in come(before, after) if after)


def _take(shop: Workshop, entry: LockEntry, number: int, take: LockTake) -> Take:
    keys = (take.key, entry.kept, entry.key)
    traces = (shop.store.trace(key, number) for key in keys if key)
    trace = next((each for each in traces if each and each.output.pixels == take.pixels), None)
    used = number == entry.take
    if trace is None:
        return Take(number, take.out, take.media, take.asked, take.rejected, used)
    cost = "" if trace.cost_known == "unknown" else trace.cost
    return Take(
        number, take.out, take.media, take.asked, take.rejected, used, trace.seed, cost,
        trace.seconds, show(trace.model_version), True,
    )  # fmt: skip
