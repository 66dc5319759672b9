"""Weak references: what is wrong with them, told where they are named, and only to those who ask."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pier import lines
from PIL import Image, ImageDraw, ImageFilter
from world import World

from storyforge.api import open_project
from storyforge.core import advice
from storyforge.core.advice import Measures, remarks
from storyforge.core.delivery import Fit
from storyforge.core.digest import sha256
from storyforge.core.seams import Capabilities
from storyforge.providers.stub import Stub
from storyforge.store.memo import Memo

FINE = Measures(1024, 1024, 0.5, 0.2, 0.8, 0.1, 0.9, 0.5, 0.05, 0.05, 0.6)
FILM = """\
storyforge: 1
provider: stub
characters:
  mara:
    description: lamplighter
    references: [refs/mara.png, refs/coat.png]
locations:
  pier: {description: a pier, references: [refs/coat.png]}
shots:
  - {id: s010, prompt: "@mara at @pier"}
"""


def picture(size: tuple[int, int], blur: float = 0, dim: float = 1) -> bytes:
    """Something with edges and soft tones."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(0, max(size), 40):
        draw.rectangle(
            (step, size[1] - step, step + 25, size[1] - step + 20), fill=(180, 90, step % 200)
        )
        draw.rectangle((step, step, step + 12, step + 30), fill=(60, 120, 90))
    image = image.filter(ImageFilter.GaussianBlur(blur)).point(
        [round(v * dim) for v in range(256)] * 3
    )
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"width": 256, "height": 300}, []),
        ({"width": 255, "height": 300}, ["W501"]),
        ({"brightness": 0.19, "high": 0.44}, ["W502"]),
        ({"brightness": 0.19, "high": 0.45}, []),
        ({"brightness": 0.2, "high": 0.44}, []),
        ({"figure": 0.82}, ["W503"]),
        ({"black": 0.2, "white": 0.2}, ["W504"]),
        ({"black": 0.9, "white": 0.19}, []),
        ({"width": 2049}, ["W505"]),
        ({"width": 2048}, []),
        ({"height": 2049}, ["W505"]),
        ({"sharpness": 0.3}, ["W506"]),
        ({"least": 0.5, "most": 0.54, "sharpness": 0.0}, ["W507"]),
        (
            {"width": 100, "height": 900, "sharpness": 0.0, "brightness": 0.1, "high": 0.2},
            ["W501", "W505", "W502", "W506"],
        ),
    ],
)
def test_each_limit(change: dict[str, float], expected: list[str]) -> None:
    seen = replace(FINE, **change)  # type: ignore[arg-type]
    assert [each.code for each in remarks(seen, "characters", sent=False)] == expected


def test_who_sends_it_away_wants_more() -> None:
    small = replace(FINE, width=400, height=600)
    assert remarks(small, "characters", sent=False) == ()
    (note,) = remarks(small, "characters", sent=True)
    assert (note.code, note.severity) == ("W501", "note")
    assert (
        note.words == "is small: its shorter side has 400 of the 512 pixels that show a face well"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"width": 255, "height": 300}, "W501"),
        ({"brightness": 0.04, "high": 0.1}, "W502"),
        ({"least": 0.5, "most": 0.5}, "W507"),
    ],
)
def test_what_is_of_no_use_is_a_warning_before_it_is_paid_for(
    change: dict[str, float], code: str
) -> None:
    seen = replace(FINE, **change)  # type: ignore[arg-type]
    assert [(each.code, each.severity) for each in remarks(seen, "characters", sent=True)] == [
        (code, "warning")
    ]
    assert [(each.code, each.severity) for each in remarks(seen, "characters", sent=False)] == [
        (code, "note")
    ]


def test_a_night_may_be_dark_and_a_style_hard() -> None:
    night = replace(FINE, brightness=0.15, high=0.3, black=0.3, white=0.3, figure=0.9)
    assert [each.code for each in remarks(night, "characters", sent=False)] == ["W502", "W504"]
    assert [each.code for each in remarks(night, "locations", sent=False)] == ["W503", "W504"]
    assert remarks(night, "styles", sent=False) == ()


def test_check_tells_it_where_the_picture_is_named(world: World) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("refs/mara.png", picture((800, 300), blur=9))
    world.file("refs/coat.png", picture((600, 600)))
    before = world.tree()
    said = world.run("check")
    assert (said.code, said.out) == (0, "")
    assert said.err == lines("""
        note[W505]: "refs/mara.png" has an extreme shape: 800 × 300 is beyond 1:2 to 2:1
          --> storyforge.yaml:6:18
              6 |     references: [refs/mara.png, refs/coat.png]
                |                  ^^^^^^^^^^^^^
          hint: crop it to what matters; some services take no other shapes
        note[W506]: "refs/mara.png" is blurred: its sharpness is SHARP of 1, not above 0.30
          --> storyforge.yaml:6:18
              6 |     references: [refs/mara.png, refs/coat.png]
                |                  ^^^^^^^^^^^^^
          hint: use one that is in focus and was not enlarged
        all is well: 0 scenes, 1 shot, 3 pictures
        """).replace("SHARP", re.findall(r"sharpness is (\d\.\d\d)", said.err)[0])  # fmt: skip
    assert world.tree() == before
    told = json.loads(world.run("check", "--json").out)
    assert [each["code"] for each in told["problems"]] == ["W505", "W506"]


def test_a_build_measures_nothing(world: World) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("refs/mara.png", picture((800, 300), blur=9))
    world.file("refs/coat.png", picture((100, 100), dim=0.1))
    assert "note[" not in world.build().err
    assert world.run("check").err.count("note[W5") == 4


def test_a_picture_named_twice_is_told_once(world: World) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("refs/mara.png", picture((600, 600)))
    world.file("refs/coat.png", picture((600, 600), dim=0.1))
    told = json.loads(world.run("check", "--json").out)["problems"]
    assert [(each["code"], each["mark"]["line"]) for each in told] == [("W502", 6)]


class Sent(Stub):
    """A provider that sends references away."""

    name = "sent"

    def capabilities(self, model: str) -> Capabilities:
        return replace(super().capabilities(model), fit=Fit(0.5, 2.0, 7999, 3_000_000))


def test_only_what_a_service_gets_must_be_large(world: World) -> None:
    world.file("storyforge.yaml", FILM.replace("provider: stub", "provider: sent"))
    world.file("refs/mara.png", picture((400, 600)))
    world.file("refs/coat.png", picture((200, 200)))
    film = open_project(str(world.root), {"sent": Sent()})
    assert [(each.code, each.severity) for each in film.problems] == [
        ("W501", "note"),
        ("W501", "warning"),
    ]
    world.edit("storyforge.yaml", "provider: sent", "provider: stub")
    assert [
        (each.code, each.severity)
        for each in open_project(str(world.root), {"stub": Stub()}).problems
    ] == [("W501", "note")]


def test_given_pictures_and_views_count_where_they_are_used(world: World) -> None:
    world.file(
        "storyforge.yaml",
        """\
        storyforge: 1
        provider: stub
        characters: {tom: {picture: refs/tom.png}}
        shots: [{id: s010, provider: sent, prompt: "@tom"}]
        """,
    )
    world.file("refs/tom.png", picture((400, 400)))
    film = open_project(str(world.root), {"sent": Sent(), "stub": Stub()})
    assert [each.code for each in film.problems] == ["W501"]
    world.edit("storyforge.yaml", "@tom", "nobody")
    assert open_project(str(world.root), {"sent": Sent(), "stub": Stub()}).problems == ()


def test_it_is_measured_once_and_remembered_by_content(world: World) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("refs/mara.png", picture((1000, 700), blur=12))
    world.file("refs/coat.png", picture((600, 600)))
    first = world.run("check").err
    assert "W506" in first
    memo = Memo(world.root / ".storyforge" / "memo")
    digest = sha256((world.root / "refs" / "mara.png").read_bytes())
    assert memo.get("measures 1", digest)["width"] == 1000
    told = memo.get("measures 1", digest) | {"sharpness": 0.123}
    memo.put("measures 1", digest, told)
    memo.close()
    assert "its sharpness is 0.12 of 1" in world.run("check").err
    world.file("refs/mara.png", picture((1000, 700)))
    assert "W506" not in world.run("check").err
    (world.root / ".storyforge" / "memo" / "cache.db").write_bytes(b"damaged")
    assert "W506" not in world.run("check").err


def test_what_vanishes_while_it_is_looked_at_is_no_matter(world: World) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("refs/mara.png", picture((100, 100)))
    world.file("refs/coat.png", picture((100, 100)))
    film = open_project(str(world.root), {"stub": Stub()})
    (world.root / "refs" / "mara.png").unlink()
    (world.root / "refs" / "coat.png").write_bytes(picture((90, 90)))
    assert film.problems == ()


@pytest.mark.parametrize("example", ["minimal", "lamplighter", "chase"])
def test_the_examples_have_good_references(world: World, example: str) -> None:
    world.run("init", "--from", example)
    assert "[W5" not in world.run("check").err


def test_the_page_of_references_tells_the_limits() -> None:
    page = (Path(__file__).parents[2] / "docs" / "references.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(W5\d\d)` \| (.+)$", page, re.MULTILINE))
    limits = {
        "W501": (f"{advice.SMALL}", f"{advice.TINY}"),
        "W502": (
            f"{advice.DARK.mean:.2f}",
            f"{advice.DARK.bright:.2f}",
            f"{advice.DARK_SCENE.mean:.2f}",
            f"{advice.DARK_SCENE.bright:.2f}",
        ),
        "W503": (f"{advice.WASHED:.2f}",),
        "W504": (f"{advice.HARSH:.0%}".replace("%", " %"),),
        "W505": ("1:2", "2:1"),
        "W506": (f"{advice.BLURRED:.2f}",),
        "W507": (f"{advice.ONE_COLOUR:.2f}",),
    }
    assert set(rows) == set(limits)
    assert {
        code: [each for each in wanted if each not in rows[code]] for code, wanted in limits.items()
    } == {code: [] for code in limits}
