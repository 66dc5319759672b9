"""A film in which there is something to choose, and what its board and lockfile say."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from world import World

from storyforge.core.price import Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities
from storyforge.providers.stub import Stub

FILM = """
    storyforge: 1
    provider: stub
    characters:
      mara: {description: a lamplighter, looks: {coat: oilskin coat}}
    elements:
      lantern: {description: an oil lantern}
    locations:
      pier: {description: a long pier, views: {above: from the roof}}
    scenes:
      - id: sc1
        location: pier
        shots:
          - {id: s010, takes: 3, prompt: "@mara/coat walks"}
          - {id: s020, from: s010, prompt: "@mara sits, @lantern, @pier/above"}
"""
FILE = "storyforge.yaml"
LOCK = "storyforge.lock"
NODES = (
    "character:mara",
    "character:mara/coat",
    "location:pier",
    "location:pier/above",
    "element:lantern",
    "shot:s010",
)


def film_at(folder: Path) -> World:
    """The film, built."""
    world = World(folder / "film").write(storyforge_yaml=FILM)
    world.build()
    return world


def block(world: World, node: str) -> dict[str, Any]:
    """A node's lines in the lockfile."""
    found: dict[str, Any] = json.loads(world.read(LOCK))["nodes"][node]
    return found


def shows(world: World, node: str, take: int) -> bytes:
    """The bytes of a take, from the store."""
    out = block(world, node)["takes"][str(take)]["out"]
    return (world.root / ".storyforge" / "objects" / out[:2] / out[2:]).read_bytes()


def words(world: World) -> dict[str, str]:
    """What `status` says of every picture."""
    said: dict[str, str] = json.loads(world.run("status", "--json").out)
    return said


@dataclass
class Costly(Stub):
    """The stub, for money, and never the same picture twice."""

    calls: int = 0

    def capabilities(self, model: str) -> Capabilities:
        """As the stub, but not repeatable."""
        return replace(super().capabilities(model), repeatable=False)

    def price(self, recipe: Recipe) -> Price:
        """Five cents."""
        return Price(Decimal("0.05"), Decimal("0.05"))


def png(colour: bytes = b"\xff\0\0") -> bytes:
    """A 4 x 4 picture of one colour, made by hand."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + colour * 4) * 4)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
