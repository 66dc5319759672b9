"""What is worth saying and stops nothing: notes, warnings, and words that mean two things."""

import pytest
from pier import PIER, lines, png, spoiled, told
from world import World

WELL = "all is well: 1 scene, 2 shots, 8 pictures\n"
CLIP = """\
note[N301]: a shot asks for a clip; stub makes stills only
  --> storyforge.yaml:18:9
     18 |         clip: the lantern swings
        |         ^^^^
  hint: the still is made as always; for the clip write `clip: {provider: runway/gen4_turbo}`
"""


def test_a_clip_is_noted_and_kept(world: World) -> None:
    world.file("storyforge.yaml", spoiled(("size: LS", "clip: the lantern swings")))
    assert world.run("check").err == CLIP + WELL
    assert "N301" not in world.build().err
    assert world.run("build").err == "nothing to make: 8 pictures are current · board/index.html\n"


def test_several_clips_are_one_note(world: World) -> None:
    world.file("storyforge.yaml", spoiled(("size: LS", "clip: {}"), ("from: s010", "clip: {}")))
    said = world.run("check").err
    assert said.startswith("note[N301]: 2 shots ask for a clip; stub makes stills only\n")
    assert said.count("N301") == 1


def test_somebody_without_a_face_is_a_warning(world: World) -> None:
    world.file("storyforge.yaml", spoiled(("{description: a boy}", "{name: Tom}")))
    warning = lines("""
        warning[M208]: nothing says what character "tom" looks like
          --> storyforge.yaml:5:3
              5 |   tom: {name: Tom}
                |   ^^^
          hint: add `description:`, `references:` or a finished `picture:`
        """)
    assert world.run("check").err == warning + WELL
    assert world.build().err.startswith(warning)


def test_a_pattern_that_matches_nothing_is_a_warning(world: World) -> None:
    world.file(
        "storyforge.yaml", spoiled(("provider: stub", "provider: stub\ninclude: [scenes/*.yaml]"))
    )
    warning = lines("""
        warning[M111]: no file matches "scenes/*.yaml"
          --> storyforge.yaml:3:11
              3 | include: [scenes/*.yaml]
                |           ^^^^^^^^^^^^^
          hint: paths are relative to storyforge.yaml
        """)
    assert world.run("check").err == warning + WELL
    assert world.build().err.startswith(warning)
    world.file("scenes/2.yaml", "shots: [{id: s900, size: LS}]\n")
    assert world.made() == ["s900"]


def _nine(world: World, *more: str) -> World:
    """A shot of nine people, for a service that takes eight pictures."""
    names = [f"p{number}" for number in range(9)]
    people = "".join(f"  {name}: {{description: person {name}}}\n" for name in names)
    world.file(
        "storyforge.yaml",
        "storyforge: 1\nprovider: stub\ncharacters:\n"
        + people
        + "".join(f"{line}\n" for line in more)
        + f"shots:\n  - {{id: s010, cast: [{', '.join(names)}]}}\n",
    )
    return world


def test_more_pictures_than_a_service_takes_is_a_note(world: World) -> None:
    assert _nine(world, "overflow: words").run("check").err == lines("""
        note[M209]: s010 uses more pictures than stub takes (8); said in words only: p8
          --> storyforge.yaml:15:5
             15 |   - {id: s010, cast: [p0, p1, p2, p3, p4, p5, p6, p7, p8]}
                |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: raise `priority:` of what must keep its picture
        all is well: 0 scenes, 1 shot, 10 pictures
        """)


def test_a_plate_that_people_share_is_a_note(world: World) -> None:
    assert _nine(world).run("check").err == lines("""
        note[N302]: p7 and p8 are drawn together once, for s010, which wants more pictures than stub takes (8)
          --> storyforge.yaml:14:10
             14 |   - {id: s010, cast: [p0, p1, p2, p3, p4, p5, p6, p7, p8]}
                |          ^^^^
          hint: one more picture; `overflow: words` describes them instead, `priority:` says who keeps a picture of their own
        all is well: 0 scenes, 1 shot, 11 pictures
        """)


@pytest.mark.parametrize(
    ("tradition", "written", "meant"),
    [
        ("western", "WS", "LS"),
        ("western", "FS", "FS"),
        ("western", "full shot", "FS"),
        ("japanese", "WS", "MS"),
        ("japanese", "FS", "LS"),
        ("japanese", "ws", "MS"),
        ("japanese", "full shot", "FS"),
        ("japanese", "wide shot", "LS"),
    ],
)
def test_a_size_is_read_by_tradition(
    world: World, tradition: str, written: str, meant: str
) -> None:
    world.file(
        "storyforge.yaml",
        spoiled(("provider: stub", f"tradition: {tradition}"), ("size: LS", f"size: {written}")),
    )
    said = world.run("check", "--resolved", "s010").out
    assert next(line.split()[1] for line in said.splitlines() if line.startswith("size")) == meant


def test_what_is_inherited_is_told_once(world: World) -> None:
    shots = "".join(f"      - {{id: t{number}}}\n" for number in range(50))
    text = spoiled(
        ("    location: pier", "    location: peer\n    style: sotf\n    provider: drft"),
        ("[mara/coat]", "[marra]"),
    )
    world.file("storyforge.yaml", text + shots)
    said = told(world)
    assert [line for line in said.splitlines() if line.startswith("error")] == [
        'error[M201]: nothing is named "peer"',
        'error[M201]: no style is named "sotf"',
        'error[M205]: there is no provider "drft"',
        'error[M201]: nothing is named "marra"',
    ]


def test_links_inside_the_project_are_followed(world: World) -> None:
    world.file("storyforge.yaml", PIER)
    world.file("real/a.png", png())
    (world.root / "refs").symlink_to("real")
    world.edit("storyforge.yaml", "{description: a boy}", "{picture: refs/a.png}")
    assert world.run("check").code == 0


def test_patterns_go_into_folders_and_follow_no_links(world: World) -> None:
    world.file("storyforge.yaml", "storyforge: 1\nprovider: stub\ninclude: ['**/*.yaml']\n")
    world.file("a/b/c/people.yaml", "characters: {mara: a lamplighter}\n")
    world.file(".hidden/more.yaml", "characters: {tom: a boy}\n")
    world.file("../outside/evil.yaml", "characters: {nell: a girl}\n")
    (world.root / "round").symlink_to(".")
    (world.root / "out").symlink_to("../outside")
    assert world.run("check").err == "all is well: 0 scenes, 0 shots, 1 picture\n"
