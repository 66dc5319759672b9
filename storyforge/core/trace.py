"""A trace: what was asked, in full, and what came back. Written once, never edited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1


class Unusable(ValueError):
    """A stored trace that cannot be used: damaged, or of a newer format (`newer` is true)."""

    def __init__(self, why: str, newer: bool = False) -> None:
        super().__init__(why)
        self.newer = newer


@dataclass(frozen=True, slots=True)
class Output:
    """One stored picture: digest of its bytes, meaning digest of its pixels, and its measures in
    pixels and bytes."""

    sha256: str
    pixels: str
    media: str
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Trace:
    """One result of one action. `(key, take)` names it; `action` is the preimage of `key`.

    `sent`: the sentence as the provider got it. `seed`: what was sent, None when the model takes
    none. `model_version`: as the provider reported it. `cost`: US dollars as text; `cost_known`:
    `free`, `reported`, `tariff` or `unknown`. `parents`: (key, take) of generated references, for
    lineage only. `seconds`: how long making took, for later estimates. `notes`: in what the picture
    is not as it was asked for. `references`: sha256 of each reference as it was sent, where it was.
    """

    key: str
    take: int
    action: Mapping[str, Any]
    output: Output
    sent: str
    seed: int | None
    model_version: str
    cost: str
    cost_known: str
    parents: tuple[tuple[str, int], ...]
    seconds: float
    tool: str
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The stored form: one JSON object, sorted keys."""
        body: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name in ("notes", "references"):
            if not body[name]:
                del body[name]  # as in traces of before there were any
        body["trace"], body["action"] = VERSION, dict(self.action)
        body["output"] = {name: getattr(self.output, name) for name in Output.__slots__}
        return (json.dumps(body, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a trace that is known before there is a result: what is asked, and what it is drawn
    from. `sent`: the sentence as the provider gets it."""

    key: str
    take: int
    action: Mapping[str, Any]
    sent: str
    parents: tuple[tuple[str, int], ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values, to be written down before anything is sent."""
        return {name: getattr(self, name) for name in self.__slots__}


def asked_of(body: Mapping[str, Any]) -> Asked:
    """What `to_json` wrote; raises Unusable."""
    try:
        parents = tuple((str(key), int(take)) for key, take in body["parents"])
        return Asked(body["key"], body["take"], body["action"], body["sent"], parents)
    except (KeyError, TypeError, ValueError) as error:
        raise Unusable("damaged order") from error


def from_bytes(data: bytes) -> Trace:
    """Read a stored trace; raises Unusable."""
    try:
        body = json.loads(data)
        version = body.pop("trace")
        if version > VERSION:
            raise Unusable(f"trace format {version} is newer than this storyforge", newer=True)
        output = Output(**body.pop("output"))
        parents = tuple((key, take) for key, take in body.pop("parents"))
        listed: dict[str, Any] = {
            name: tuple(body.pop(name, ())) for name in ("notes", "references")
        }
        return Trace(**body, **listed, output=output, parents=parents)
    except Unusable:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unusable("damaged trace") from error
