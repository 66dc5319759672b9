"""`storyforge sketch`: one picture at once into a named file, and nothing else touched."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from world import SMALL, Said, World

from storyforge.core import picture

NOWHERE = "\U0010fff0"  # for private use: no font gives it a shape


@pytest.fixture
def small(world: World) -> World:
    return world.write(storyforge_yaml=SMALL.replace("provider: stub", "provider: draft"))


def test_an_svg_before_anything_was_built(small: World) -> None:
    said = small.run("sketch", "s010", "out.svg")
    assert (said.code, said.out, said.err) == (0, "", "drew shot:s010 into out.svg\n")
    root = ElementTree.fromstring((small.root / "out.svg").read_text(encoding="utf-8"))
    assert root.tag.endswith("svg")
    assert (root.get("width"), root.get("height")) == ("1280", "720")
    assert len(list(root.iter())) > 100
    assert not (small.root / "storyforge.lock").exists()
    assert not (small.root / "board").exists()


def test_a_png_is_the_very_picture_that_the_build_draws(small: World) -> None:
    small.build()
    before = small.tree()
    assert small.run("sketch", "s020", "again.png").code == 0
    drawn = (small.root / "again.png").read_bytes()
    (small.root / "again.png").unlink()
    assert small.tree() == before
    assert drawn in {path.read_bytes() for path in (small.root / "board").rglob("s020*.png")}


def test_a_slate_stands_below_the_panel(small: World) -> None:
    small.edit("storyforge.yaml", "id: s020", f"id: s020\n        action: She reads {NOWHERE}")
    said = small.run("sketch", "s020", "slate.png", "--slate")
    assert said == Said(
        0,
        "",
        f"no font here has {NOWHERE}; a box with the code stands instead\n"
        "drew shot:s020 into slate.png\n",
    )
    assert small.run("sketch", "s020", "plain.png").err == "drew shot:s020 into plain.png\n"
    files = [(small.root / f"{name}.png").read_bytes() for name in ("slate", "plain")]
    slate, panel = (picture.facts(data) for data in files)
    assert slate.width == panel.width == 1280
    assert 40 < slate.height - panel.height < 400


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("s010", "out.gif"), '"out.gif" is no name for a sketch'),
        (("s010", "out.svg", "--slate"), "a slate is set below a PNG"),
        (("scene:sc1", "out.svg"), '"scene:sc1" means 3 pictures; a sketch is of one'),
    ],
)
def test_what_gives_no_single_file_is_refused(
    small: World, asked: tuple[str, ...], sentence: str
) -> None:
    said = small.run("sketch", *asked)
    assert said.code == 2
    assert f"error[S005]: {sentence}\n" in said.err
    assert not (small.root / asked[1]).exists()
