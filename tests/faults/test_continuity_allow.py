"""`allow:`: what is meant is not told; what excuses nothing is; and no picture knows of it."""

from __future__ import annotations

import pytest
from continuity_worlds import film, found, shots
from pier import lines, png, told
from world import World

FIRST = 'size: MS, prompt: "@mara waits"'
SECOND = 'size: MS, prompt: "@mara sits"'
JUMP = "K109: s010 and s020 show mara as MS from the same side: a jump cut"
ALLOW = "allow: {K109: we want the jolt}"
STUB = "provider: stub"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (film(shots(FIRST, SECOND)), [JUMP]),
        (film(shots(FIRST, f"{SECOND}, {ALLOW}")), []),
        (film(shots(FIRST, f"{SECOND}, allow: {{k109: small letters do}}")), []),
        (film(shots(FIRST, SECOND, scene=f"location: pier;;{ALLOW}")), []),
        (film(shots(FIRST, SECOND), (STUB, f"{STUB}\n{ALLOW}")), []),
        (
            film(shots(f"{FIRST}, {ALLOW}", SECOND)),
            ['K114: nothing in shot "s010" is of the kind that K109 tells of', JUMP],
        ),
        (
            film(shots(FIRST, f"{SECOND}, {ALLOW}", scene=f"location: pier;;{ALLOW}")),
            ['K114: nothing in scene "sc1" is of the kind that K109 tells of'],
        ),
        (
            film(shots(FIRST, SECOND), (STUB, f"{STUB}\nallow: {{K101: it is so}}")),
            ["K114: nothing in the project is of the kind that K101 tells of", JUMP],
        ),
    ],
)
def test_the_nearest_excuses(text: str, expected: list[str], world: World) -> None:
    assert found(world, text) == expected


def test_what_excuses_nothing_is_shown(world: World) -> None:
    world.file("storyforge.yaml", film(shots(f"{FIRST}, {ALLOW}")))
    assert world.run("check").err == lines("""
        note[K114]: nothing in shot "s010" is of the kind that K109 tells of
          --> storyforge.yaml:22:61
             22 |       - {id: s010, size: MS, prompt: "@mara waits", allow: {K109: we want the jolt}}
                |                                                             ^^^^
          hint: delete the line (K109: the same set-up twice in a row)
        all is well: 1 scene, 1 shot, 12 pictures
        """)


def test_weak_references_are_excused_too(world: World) -> None:
    world.file("small.png", png(300, 300))
    head = ("description: a pier,", "description: a pier, references: [small.png],")
    world.file("storyforge.yaml", film(shots(FIRST), head))
    assert "note[W507]" in world.run("check").err
    why = (STUB, f"{STUB}\nallow: {{W507: it is a colour}}")
    world.file("storyforge.yaml", film(shots(FIRST), head, why))
    assert "W507" not in world.run("check").err + world.run("plan").err
    assert "K114" not in world.run("check").err


def test_no_picture_knows_of_it(world: World) -> None:
    world.file("storyforge.yaml", film(shots(FIRST, SECOND)))
    world.build()
    scene = f"location: pier;;{ALLOW}"
    world.file("storyforge.yaml", film(shots(FIRST, SECOND, scene=scene)))
    assert world.made() == []


WRONG = {
    "{K999: it is so}": """
        error[M102]: "K999" is not a code that can be allowed
          --> storyforge.yaml:22:67
             22 |       - {id: s010, size: MS, prompt: "@mara waits", allow: {K999: it is so}}
                |                                                                   ^^^^^^^^
          hint: it may be: K101, K102, K103, K104, K105, K106, K107, K108, K109, K110, K111, K112, K113, W501 …
        """,
    "{K109: ''}": """
        error[M103]: "K109" is empty
          --> storyforge.yaml:22:67
             22 |       - {id: s010, size: MS, prompt: "@mara waits", allow: {K109: ''}}
                |                                                                   ^^
          hint: say why
        """,
    "[K109]": """
        error[M103]: "allow" wants a mapping of names, not a list
          --> storyforge.yaml:22:60
             22 |       - {id: s010, size: MS, prompt: "@mara waits", allow: [K109]}
                |                                                            ^^^^^^
          hint: write `K109`, without brackets
        """,
}


@pytest.mark.parametrize("written", WRONG)
def test_a_code_is_one_of_ours_and_a_reason_is_one(written: str, world: World) -> None:
    world.file("storyforge.yaml", film(shots(f"{FIRST}, allow: {written}")))
    assert told(world) == lines(WRONG[written])
