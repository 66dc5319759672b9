"""The lockfile: what the board is made of. One block per node, sorted; no clock, no price, no
host; meant for git.

{
  "lock": 1,
  "nodes": {
    "shot:s010": {
      "key": "…",
      "take": 0,
      "state": "auto",
      "takes": {
        "0": {"out": "…", "pixels": "…"}
      }
    }
  }
}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storyforge.core.errors import ManifestError, Problem, Refused
from storyforge.core.ids import NodeId

VERSION = 1
NAME = "storyforge.lock"
_DIGEST = re.compile(r"[0-9a-f]{64}")
STATES = ("auto", "picked", "approved", "locked")


@dataclass(frozen=True, slots=True)
class LockTake:
    """One picture of a node: digest of its bytes, digest of its pixels; `key` only when it was
    asked in other words.
    """

    out: str
    pixels: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What a node is made of: the key of its ask, which take is used, how that was decided,
    and all its takes.
    """

    key: str
    take: int
    takes: Mapping[int, LockTake]
    state: str = "auto"

    @property
    def chosen(self) -> LockTake | None:
        """The take that is used."""
        return self.takes.get(self.take)


@dataclass(frozen=True, slots=True)
class Lockfile:
    """Entries by node."""

    nodes: Mapping[NodeId, LockEntry] = field(default_factory=dict)

    def moved(self, moves: Mapping[str, str]) -> Lockfile:
        """The same decisions under new names.

        `moves`: old name -> new, without a kind; looks and views follow their owner.
        """
        if not moves:
            return self
        return Lockfile(
            {_moved(node, moves, self.nodes): entry for node, entry in self.nodes.items()}
        )

    def digests(self) -> Iterator[str]:
        """Every object that some take of some node names."""
        for entry in self.nodes.values():
            for take in entry.takes.values():
                yield take.out


def _moved(node: NodeId, moves: Mapping[str, str], nodes: Mapping[NodeId, LockEntry]) -> NodeId:
    kind, _, name = node.partition(":")
    owner, slash, part = name.partition("/")
    for old, new in ((name, moves.get(name)), (owner, moves.get(owner))):
        if new:
            target = f"{kind}:{new}" + (slash + part if old == owner and old != name else "")
            return node if target in nodes else target
    return node


def read(data: bytes) -> Lockfile:
    """A lockfile from its bytes; raises ManifestError (damaged, merge conflict) or Refused
    (newer format).
    """
    if b"<<<<<<<" in data and b">>>>>>>" in data:
        raise ManifestError(
            Problem(
                "L002",
                f"{NAME} holds a merge conflict",
                advice=f"take either side (`git checkout --ours {NAME}` or `--theirs`), "
                "then `storyforge build`",
            )
        )
    try:
        body = json.loads(data)
        version = body["lock"]
        if type(version) is not int or version < 1:
            raise ValueError(version)
        if version > VERSION:
            raise Refused(
                Problem(
                    "L003",
                    f"{NAME} is in format {version}; this storyforge reads format {VERSION}",
                    advice="upgrade storyforge (`pipx upgrade storyforge-build`)",
                )
            )
        return Lockfile({node: _entry(entry) for node, entry in body["nodes"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError(
            Problem(
                "L001",
                f"{NAME} cannot be read",
                advice=f"restore it (`git checkout -- {NAME}`), or delete it and build: "
                "pictures that are here are found again",
            )
        ) from None


def _entry(body: Mapping[str, Any]) -> LockEntry:
    takes = {int(number): _take(take) for number, take in body["takes"].items()}
    key, take, state = body["key"], body["take"], body["state"]
    if type(take) is not int or take not in takes or min(takes) < 0 or state not in STATES:
        raise ValueError(body)
    return LockEntry(_digest(key), take, takes, state)


def _take(body: Mapping[str, Any]) -> LockTake:
    key = body.get("key", "")
    return LockTake(_digest(body["out"]), _digest(body["pixels"]), _digest(key) if key else "")


def _digest(text: Any) -> str:
    if type(text) is not str or not _DIGEST.fullmatch(text):
        raise ValueError(text)
    return text


def write(lockfile: Lockfile) -> bytes:
    """The lockfile's bytes: the same entries always give the same bytes."""
    blocks = ",\n".join(_block(node, lockfile.nodes[node]) for node in sorted(lockfile.nodes))
    nodes = f"{{\n{blocks}\n  }}" if blocks else "{}"
    return f'{{\n  "lock": {VERSION},\n  "nodes": {nodes}\n}}\n'.encode()


def _block(node: NodeId, entry: LockEntry) -> str:
    takes = ",\n".join(
        f'        "{number}": {{"out": "{take.out}", "pixels": "{take.pixels}"'
        + (f', "key": "{take.key}"' if take.key else "")
        + "}"
        for number, take in sorted(entry.takes.items())
    )
    return (
        f'    "{node}": {{\n      "key": "{entry.key}",\n      "take": {entry.take},\n'
        f'      "state": "{entry.state}",\n      "takes": {{\n{takes}\n      }}\n    }}'
    )
