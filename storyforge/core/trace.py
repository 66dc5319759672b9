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
    lineage only. `seconds`: how long making took, for later estimates.
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

    def to_bytes(self) -> bytes:
        """The stored form: one JSON object, sorted keys."""
        body: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        body["trace"], body["action"] = VERSION, dict(self.action)
        body["output"] = {name: getattr(self.output, name) for name in Output.__slots__}
        return (json.dumps(body, sort_keys=True, ensure_ascii=False) + "\n").encode()


def from_bytes(data: bytes) -> Trace:
    """Read a stored trace; raises Unusable."""
    try:
        body = json.loads(data)
        version = body.pop("trace")
        if version > VERSION:
            raise Unusable(f"trace format {version} is newer than this storyforge", newer=True)
        output = Output(**body.pop("output"))
        parents = tuple((key, take) for key, take in body.pop("parents"))
        return Trace(**body, output=output, parents=parents)
    except Unusable:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unusable("damaged trace") from error
