"""Looks at everything the store holds and names what is wrong with it; moves nothing unless told
to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from storyforge.core.errors import DiskTrouble, Refused
from storyforge.core.ids import name_of
from storyforge.core.lockfile import Lockfile
from storyforge.core.seams import Missing
from storyforge.core.trace import Trace, Unusable
from storyforge.store.disk import DiskStore
from storyforge.store.layout import names_in

Kind = Literal[
    "corrupt",
    "empty",
    "link",
    "foreign",
    "damaged_trace",
    "no_picture",
    "wrong_key",
    "unreadable",
    "newer",
    "absent",
    "lockfile",
]
KeyOf = Callable[[Mapping[str, Any]], str]

_SENTENCES: dict[Kind, str] = {
    "corrupt": "Its bytes are not those it is named after.",
    "empty": "The file is empty.",
    "link": "A symbolic link stands where a plain file belongs.",
    "foreign": "This was not put here by storyforge; nothing reads it.",
    "damaged_trace": "The record of this take is damaged.",
    "no_picture": "The record of this take names a picture that is not there, or not right.",
    "wrong_key": "The record's name is not the digest of what was asked.",
    "unreadable": "It cannot be read, so nobody can tell.",
    "newer": "A newer storyforge wrote it.",
    "absent": "The lockfile names this picture and it is not here; a build makes it again.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, its name, one sentence.

    The name is a path relative to the store's folder, or the picture's name in the lockfile.
    """

    kind: Kind
    name: str
    sentence: str


def verify(
    store: DiskStore, key_of: KeyOf | None = None, *, quarantine: bool = False
) -> Iterator[Finding]:
    """Every fault, as it is found, objects first. Reads every byte.

    `key_of` computes the key of a trace's action; without it keys are not checked. With
    `quarantine` damaged objects and traces are moved aside (never foreign files). A take whose
    action was varied on the way has a key of its own making: let `key_of` know it, or leave it out.
    """
    yield from _misplaced(store)
    sound: set[str] = set()
    for shard, name in _files(store.layout.objects):
        sha256 = shard + name
        path = os.path.join(store.layout.objects, shard, name)
        kind = _foreign(path, sha256, store.path) or _object_fault(store, path, sha256)
        if kind is None:
            sound.add(sha256)
            continue
        if quarantine and kind in ("corrupt", "empty", "link"):
            store.blobs.set_aside(sha256)
        yield _finding(store, kind, path)
    yield from _traces(store, sound, key_of, quarantine)


def absent(store: DiskStore, lockfile: Lockfile) -> Iterator[Finding]:
    """Every take of the lockfile whose picture is not in the store. Reads no picture.

    A take counts as here, too, when its record names the same pixels in other bytes.
    """
    objects = store.objects()
    for node, entry in sorted(lockfile.nodes.items()):
        for number, take in sorted(entry.takes.items()):
            if take.out in objects:
                continue
            trace = _read(store, (take.key or entry.key, number))
            same = isinstance(trace, Trace) and trace.output.pixels == take.pixels
            if not same or trace.output.sha256 not in objects:  # type: ignore[union-attr]
                name = name_of(node) + (f" take {number}" if number else "")
                yield Finding("absent", name, _SENTENCES["absent"])


def _misplaced(store: DiskStore) -> Iterator[Finding]:
    """Something else than a folder where pictures or records belong: then none of them is here."""
    for path in (store.layout.objects, store.layout.traces):
        if os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path)):
            yield _finding(store, "link" if os.path.islink(path) else "foreign", path)


def _traces(
    store: DiskStore, sound: set[str], key_of: KeyOf | None, quarantine: bool
) -> Iterator[Finding]:
    ours = {store.traces.path(key, take): (key, take) for key, take in store.traces.all()}
    for shard, name in _files(store.layout.traces):
        path = os.path.join(store.layout.traces, shard, name)
        if path not in ours:
            yield _finding(store, "foreign", path)
            continue
        for kind in _trace_faults(store, ours[path], path, sound, key_of):
            if quarantine and kind in ("damaged_trace", "empty", "link"):
                store.traces.set_aside(*ours[path])
            yield _finding(store, kind, path)


def _files(folder: str) -> Iterator[tuple[str, str]]:
    """(folder's name, file's name) two levels down; ("", name) for what is out of place above."""
    for shard in sorted(names_in(folder)):
        path = os.path.join(folder, shard)
        if os.path.islink(path) or not os.path.isdir(path):
            yield "", shard
            continue
        for name in sorted(names_in(path)):
            yield shard, name


def _foreign(path: str, sha256: str, path_of: Callable[[str], str]) -> Kind | None:
    return None if len(sha256) == 64 and path_of(sha256) == path and _hex(sha256) else "foreign"


def _hex(name: str) -> bool:
    return not name.strip("0123456789abcdef")


def _object_fault(store: DiskStore, path: str, sha256: str) -> Kind | None:
    try:
        if fault := _odd(path):
            return fault
        return "corrupt" if store.blobs.read(sha256) is None else None
    except Missing:  # removed while we looked
        return "corrupt"
    except DiskTrouble:
        return "unreadable"


def _odd(path: str) -> Kind | None:
    """What a look at the file alone tells: a link, another kind of file, nothing in it."""
    try:
        state = os.lstat(path)
    except OSError:
        return "unreadable"
    if stat.S_ISLNK(state.st_mode):
        return "link"
    if not stat.S_ISREG(state.st_mode):
        return "foreign"
    return "empty" if state.st_size == 0 else None


def _trace_faults(
    store: DiskStore,
    named: tuple[str, int],
    path: str,
    sound: set[str],
    key_of: KeyOf | None,
) -> Iterator[Kind]:
    if odd := _odd(path):
        yield odd
        return
    trace = _read(store, named)
    if not isinstance(trace, Trace):
        yield trace
        return
    if trace.output.sha256 not in sound:
        yield "no_picture"
    if key_of is not None and not _is_key(trace, key_of):
        yield "wrong_key"


def _read(store: DiskStore, named: tuple[str, int]) -> Trace | Kind:
    try:
        return store.traces.read(*named) or "unreadable"
    except Unusable:
        return "damaged_trace"
    except Refused:
        return "newer"
    except DiskTrouble:
        return "unreadable"


def _is_key(trace: Trace, key_of: KeyOf) -> bool:
    try:
        return key_of(trace.action) == trace.key
    except (ValueError, TypeError, KeyError):
        return False


def _finding(store: DiskStore, kind: Kind, path: str) -> Finding:
    return Finding(kind, os.path.relpath(path, store.root), _SENTENCES[kind])
