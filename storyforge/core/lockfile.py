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

Written only where they are so: `kept` (accepted: the key of before), `why` (a decision's words),
and of a take `key`, `media`, `asked`, `rejected`.
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
PNG = "image/png"
MEDIA = (PNG, "image/jpeg", "image/webp", "video/mp4")
_ASKED = re.compile(r"|reroll|hand|vary (0|[1-9][0-9]{0,3})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
STATES = ("auto", "picked", "approved", "locked")
HAND = "hand"
LONGEST_WHY = 1000  # characters of the words given with a decision


@dataclass(frozen=True, slots=True)
class LockTake:
    """One picture of a node: digest of its bytes, digest of its pixels; `key` only when it was
    asked in other words; its media type; and `asked` when a person wanted it besides the takes that
    the manifest asks for: `vary 2` is a variation of take 2, `hand` was made by hand. `rejected`:
    never chosen unless a person picks it.
    """

    out: str
    pixels: str
    key: str = ""
    media: str = PNG
    asked: str = ""
    rejected: bool = False

    @property
    def varies(self) -> int | None:
        """The take this one is a variation of."""
        word, _, number = self.asked.partition(" ")
        return int(number) if word == "vary" else None


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What a node is made of: the key of its ask, which take is used, how that was decided,
    and all its takes.

    `why`: the words given with the decision. `kept`: the key its pictures were made for, when a
    person accepted them for the ask of `key`.
    """

    key: str
    take: int
    takes: Mapping[int, LockTake]
    state: str = "auto"
    why: str = ""
    kept: str = ""

    @property
    def chosen(self) -> LockTake | None:
        """The take that is used."""
        return self.takes.get(self.take)

    @property
    def decided(self) -> bool:
        """Whether a person chose what is used; nothing may take its place by itself."""
        return self.state != "auto"

    @property
    def signed(self) -> bool:
        """Whether a person must say so before another ask may replace the picture: it is approved,
        or was made by hand."""
        chosen = self.chosen
        return self.state == "approved" or (chosen is not None and chosen.asked == HAND)


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
                advice="`storyforge resolve` shows both pictures and settles it; nothing is paid",
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
    why, kept = body.get("why", ""), body.get("kept", "")
    if type(take) is not int or take not in takes or min(takes) < 0 or state not in STATES:
        raise ValueError(body)
    if type(why) is not str:
        raise ValueError(body)
    return LockEntry(_digest(key), take, takes, state, why, _digest(kept) if kept else "")


def _take(body: Mapping[str, Any]) -> LockTake:
    key, media, asked = body.get("key", ""), body.get("media", PNG), body.get("asked", "")
    rejected = body.get("rejected", False)
    if media not in MEDIA or not _ASKED.fullmatch(asked) or type(rejected) is not bool:
        raise ValueError(body)
    own = _digest(key) if key else ""
    return LockTake(_digest(body["out"]), _digest(body["pixels"]), own, media, asked, rejected)


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
        + _further(take)
        + "}"
        for number, take in sorted(entry.takes.items())
    )
    kept = f'      "kept": "{entry.kept}",\n' if entry.kept else ""
    why = f'      "why": {_text(entry.why)},\n' if entry.why else ""
    # A decision is one line, next to the key: a merge of it with a new key is then a conflict for
    # git, where an approval could otherwise come to rest on a picture that nobody has approved.
    gap = " " if entry.decided else "\n      "
    return (
        f'    "{node}": {{\n      "key": "{entry.key}",\n{kept}      "take": {entry.take},{gap}'
        f'"state": "{entry.state}",\n{why}      "takes": {{\n{takes}\n      }}\n    }}'
    )


def _text(text: str) -> str:
    """Words of a person as JSON: on one line, and never like the marks of a merge."""
    return json.dumps(text, ensure_ascii=False).replace("<<<<<<<", "\\u003c" * 7)


def _further(take: LockTake) -> str:
    """What only some takes have to say."""
    said = (("key", take.key, ""), ("media", take.media, PNG), ("asked", take.asked, ""))
    words = "".join(f', "{name}": "{value}"' for name, value, usual in said if value != usual)
    return words + (', "rejected": true' if take.rejected else "")
