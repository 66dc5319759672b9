"""`why`: for every sort of edit, which word of which file it was, and what stood there before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from world import SMALL, World

FILM = """
    storyforge: 1
    provider: draft
    style: line
    styles:
      line: {preset: pencil, prompt: one warm accent and greys}
    characters:
      mara:
        description: lamplighter, sixty, lean, white braid over one shoulder, ochre oilskin coat
        height: 168cm
        looks:
          coat: {description: navy uniform with brass buttons}
    locations:
      pier: {description: a long wooden pier, views: {above: seen from high above}}
    scenes:
      - id: sc1
        location: pier
        time: dusk
        mood: quiet
        cast: [mara/coat]
        shots:
          - id: s010
            size: LS
            lens: 35mm
            angle: high
            prompt: "@mara walks the whole length of the pier from left to right, lamps coming on behind her"
          - id: s020
            from: s010
            cast: [{who: mara, expression: calm}]
            prompt: the lantern goes out
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The film, drawn once for all tests."""
    world = World(tmp_path_factory.mktemp("drawn") / "film")
    world.write(storyforge_yaml=FILM).build("-j", "1")
    return world.root


@pytest.fixture
def film(drawn: Path, tmp_path: Path) -> World:
    shutil.copytree(drawn, tmp_path / "film")
    return World(tmp_path / "film")


EDITS = [
    (
        "coming on behind",
        "going out behind",
        "s010",
        """\
s010   make   would be made · free
  prompt changed   storyforge.yaml:25:17
      - @mara/coat walks the whole length of the pier from left to right, lamps coming on behind her
      + @mara/coat walks the whole length of the pier from left to right, lamps going out behind her
  below: s020
""",
    ),
    (
        "time: dusk",
        "time: dawn",
        "s010",
        """\
s010   make   would be made · free
  time changed   storyforge.yaml:17:11
      - dusk
      + dawn
  below: s020
""",
    ),
    (
        "mood: quiet",
        "mood: loud",
        "s010",
        """\
s010   make   would be made · free
  mood changed   storyforge.yaml:18:11
      - quiet
      + loud
  below: s020
""",
    ),
    (
        "lens: 35mm",
        "lens: 24mm",
        "s010",
        """\
s010   make   would be made · free
  lens changed   storyforge.yaml:23:15
      - 35mm
      + 24mm
  below: s020
""",
    ),
    (
        "angle: high",
        "angle: low",
        "s010",
        """\
s010   make   would be made · free
  angle changed   storyforge.yaml:24:16
      - high
      + low
  below: s020
""",
    ),
    (
        "expression: calm",
        "expression: grim",
        "s020",
        """\
s020   make   would be made · free
  expression of mara changed   storyforge.yaml:28:40
      - calm
      + grim
""",
    ),
    (
        "white braid",
        "grey braid",
        "mara",
        """\
character:mara   make   would be made · free
  description changed   storyforge.yaml:8:18
      - lamplighter, sixty, lean, white braid over one shoulder, ochre oilskin coat
      + lamplighter, sixty, lean, grey braid over one shoulder, ochre oilskin coat
  below: character:mara/coat, s020
""",
    ),
    (
        "white braid",
        "grey braid",
        "s010",
        """\
s010   wait   waits on character:mara/coat · free
  character:mara/coat ← character:mara: description changed   storyforge.yaml:8:18
      - lamplighter, sixty, lean, white braid over one shoulder, ochre oilskin coat
      + lamplighter, sixty, lean, grey braid over one shoulder, ochre oilskin coat
  below: s020
""",
    ),
    (
        "brass buttons",
        "horn buttons",
        "mara/coat",
        """\
character:mara/coat   make   would be made · free
  description changed   storyforge.yaml:11:27
      - navy uniform with brass buttons
      + navy uniform with horn buttons
  below: s010
""",
    ),
    (
        "168cm",
        "178cm",
        "mara",
        """\
character:mara   make   would be made · free
  height changed   storyforge.yaml:9:13
      - 168cm
      + 178cm
  below: character:mara/coat, s020
""",
    ),
    (
        "long wooden",
        "short wooden",
        "pier",
        """\
location:pier   make   would be made · free
  description changed   storyforge.yaml:13:23
      - a long wooden pier
      + a short wooden pier
  below: location:pier/above, s010, s020
""",
    ),
    (
        "and greys",
        "and browns",
        "pier",
        """\
location:pier   make   would be made · free
  style line changed   storyforge.yaml:5:34
      - one warm accent and greys; loose graphite storyboard drawing, soft hatching, cream paper
      + one warm accent and browns; loose graphite storyboard drawing, soft hatching, cream paper
  below: location:pier/above, s010, s020
""",
    ),
    (
        "style: line",
        "style: ink",
        "s010",
        """\
s010   wait   waits on character:mara/coat, location:pier · free
  style changed   storyforge.yaml:3:8
      - pencil
      + ink
  below: s020
""",
    ),
    (
        "provider: draft",
        "provider: draft\nratio: 1:1",
        "s010",
        """\
s010   wait   waits on location:pier · free
  location:pier: ratio changed   storyforge.yaml:3:8
      - 16:9
      + 1:1
  below: s020
""",
    ),
    (
        "provider: draft",
        "provider: stub",
        "pier",
        """\
location:pier   make   would be made · free
  provider changed   storyforge.yaml:2:11
      - draft
      + stub
  below: location:pier/above, s010, s020
""",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "node", "told"), EDITS, ids=[f"{e[1]}-{e[2]}" for e in EDITS]
)
def test_why(film: World, old: str, new: str, node: str, told: str) -> None:
    film.edit("storyforge.yaml", old, new)
    said = film.run("why", node)
    assert (said.code, said.err) == (0, "")
    assert said.out == told


def test_a_picture_in_the_references(world: World) -> None:
    pictures = sorted(
        (Path(__file__).parents[2] / "examples" / "lamplighter" / "refs").glob("*.png")
    )
    world.file("refs/mara.png", pictures[0].read_bytes())
    text = SMALL.replace(
        "lamplighter, sixty, white braid", "lamplighter\n        references: [refs/mara.png]"
    )
    world.write(storyforge_yaml=text).build()
    world.file("refs/mara.png", pictures[1].read_bytes())
    assert world.run("why", "mara").out == (
        "character:mara   make   would be made · free\n"
        "  refs/mara.png has other pixels   storyforge.yaml:7:18\n"
        "  below: character:mara/coat\n"
    )
    assert (
        "  character:mara/coat ← character:mara: refs/mara.png has other pixels"
        in world.run("why", "s010").out
    )


def test_what_is_current_new_locked_or_has_no_picture(film: World) -> None:
    assert (
        film.run("why", "s010").out == "s010   current   is made of exactly this\n  below: s020\n"
    )
    assert film.run("why", "line").out.startswith("style:line has no picture of its own; ")
    film.edit(
        "storyforge.yaml",
        "          - id: s020".replace("          ", "      "),
        "      - {id: s015, prompt: fog}\n      - id: s020",
    )
    assert (
        film.run("why", "s015").out
        == "s015   make   would be made · free\n  new   storyforge.yaml:26:14\n"
    )


def test_the_way_from_one_to_the_other(film: World) -> None:
    assert film.run("why", "s010", "mara").out == "character:mara → character:mara/coat → s010\n"
    assert film.run("why", "mara", "s010").out == "character:mara → character:mara/coat → s010\n"


def test_a_changed_word_is_seen_in_a_long_sentence(film: World) -> None:
    long = "the pier " + "goes on and on " * 30
    film.edit("storyforge.yaml", "the lantern goes out", long + "until it ends")
    film.run("build", "-j", "1")
    film.edit("storyforge.yaml", "until it ends", "until it stops")
    before, after = film.run("why", "s020").out.splitlines()[2:]
    assert before.startswith("      - … ")
    assert (before[-14:], after[-15:]) == (" until it ends", " until it stops")
    assert max(len(before), len(after)) <= 100
