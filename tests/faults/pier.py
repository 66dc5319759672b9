"""One small film that is whole, and the question what is told when somebody spoils it."""

from __future__ import annotations

import io
import textwrap

from PIL import Image
from world import World

PIER = """\
storyforge: 1
provider: stub
characters:
  mara: {description: lamplighter, looks: {coat: oilskin}}
  tom: {description: a boy}
locations:
  pier: {description: a pier, views: {above: from above}}
elements:
  lantern: {description: a brass lantern, from: mara}
styles:
  soft: {prompt: soft pencil}
scenes:
  - id: sc1
    location: pier
    cast: [mara/coat]
    shots:
      - id: s010
        size: LS
        prompt: "@mara walks along @pier"
      - id: s020
        from: s010
        prompt: "@tom lifts @lantern"
"""

Edits = tuple[tuple[str, str], ...]


def spoiled(*edits: tuple[str, str], text: str = PIER) -> str:
    """The film with words replaced, each of which must be there."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(world: World, *commands: str) -> str:
    """What `check` (or another command) says of a faulty project: it must refuse, write nothing."""
    before = world.tree()
    said = world.run(*(commands or ("check",)))
    assert (said.code, said.out) == (2, ""), said.err
    assert world.tree() == before
    return said.err


def told_of(world: World, *edits: tuple[str, str]) -> str:
    """What is said of the spoiled film; `build` must say the very same."""
    world.file("storyforge.yaml", spoiled(*edits))
    said = told(world)
    assert told(world, "build") == said
    return said


def lines(expected: str) -> str:
    """Expected text as it is written in a test."""
    return textwrap.dedent(expected).lstrip("\n")


def png(width: int = 4, height: int = 4) -> bytes:
    """A whole picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(file, "PNG")
    return file.getvalue()
