"""Small films for the rules of continuity: one cast, one set of places, and scenes as they are written in a test."""

from __future__ import annotations

import textwrap

from world import World

from storyforge.api import open_project

FILM = """\
storyforge: 1
provider: stub
characters:
  mara:
    name: Mara Quill
    description: lamplighter, sixty, white braid, ochre coat
    looks: {coat: a blue oilskin, apron: "scorched leather apron"}
  tom:
    description: her son, twenty-six, red-brown hair, short beard, navy jacket
    looks: {boy: "sixteen, clean-shaven, a cream jersey"}
  ives: {description: "man of fifty, bald, grey overcoat"}
  nell: a girl of eight, yellow raincoat
locations:
  pier: {description: a pier, interior: false, views: {above: from above}}
  shop: {description: a workshop, interior: true}
elements:
  lantern: {description: "a brass lantern, alone"}
"""


def film(scenes: str, *edits: tuple[str, str]) -> str:
    """The film with these scenes, and its head edited."""
    head = FILM
    for old, new in edits:
        assert old in head, old
        head = head.replace(old, new, 1)
    return head + textwrap.dedent(scenes).lstrip("\n")


def shots(*lines: str, scene: str = "location: pier") -> str:
    """One scene `sc1` with these shots, `s010`, `s020` …, each as the inside of a YAML mapping."""
    rows = "".join(
        f"      - {{id: s{number:02d}0, {line}}}\n" for number, line in enumerate(lines, 1)
    )
    said = "".join(f"    {each.strip()}\n" for each in scene.split(";;") if each.strip())
    return f"scenes:\n  - id: sc1\n{said}    shots:\n{rows}"


def found(world: World, text: str) -> list[str]:
    """What continuity says of a film: `K103: sentence`, in order of place."""
    world.file("storyforge.yaml", text)
    problems = open_project(str(world.root)).problems
    assert all(each.severity in ("note", "warning") and each.mark for each in problems), problems
    return [f"{each.code}: {each.sentence}" for each in problems if each.code[0] == "K"]
