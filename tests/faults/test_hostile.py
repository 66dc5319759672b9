"""Text that somebody meant badly, or a program wrote without end: refused or read, soon, in words."""

import json
import time

import pytest
from pier import PIER, lines, spoiled, told
from world import World

HEAD = "storyforge: 1\nprovider: stub\n"


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_thirty_thousand_brackets(world: World, bracket: str) -> None:
    world.file("storyforge.yaml", (HEAD + "title:\n  " + bracket * 30_000).encode())
    said = told(world).splitlines()
    assert said[0] == "error[Y008]: the nesting is deeper than 64 levels"
    assert said[1].startswith("  --> storyforge.yaml:4:")
    assert said[-1] == "  hint: look for brackets that were opened and not closed"


@pytest.mark.parametrize("letter", ["a", "-", "@", "@a", "a@", "@-", "é", "😀"])
def test_a_hundred_kilobytes_in_a_prompt(world: World, letter: str) -> None:
    prompt = (letter * 100_000)[:100_000]
    world.file("storyforge.yaml", spoiled(("@mara walks along @pier", prompt)).encode())
    started = time.process_time()
    said = told(world)
    assert time.process_time() - started < 5
    assert "error[M204]: the sentence for s010 has " in said
    assert "  --> storyforge.yaml:19:17\n" in said


def test_a_prompt_over_the_limit(world: World) -> None:
    prompt = "@mara walks " + "on and " * 142 + "on"
    world.file("storyforge.yaml", spoiled(("@mara walks along @pier", prompt)))
    room = 92 - len('        prompt: "@mara walks ')
    shown = ("on and " * 142)[: room - 2] + "…"
    assert told(world) == (
        "error[M204]: the sentence for s010 has 1104 units; stub takes 1000\n"
        "  --> storyforge.yaml:19:17\n"
        f'     19 |         prompt: "@mara walks {shown}\n'
        f"        | {' ' * 16}{'^' * 74}\n"
        "  hint: cut 104 or more here, or from the words of the style, place and cast that are "
        "added; `storyforge plan --prompts` shows the whole\n"
    )


def test_a_text_that_nobody_would_read(world: World) -> None:
    world.file("storyforge.yaml", spoiled(("size: LS", "sound: " + "la " * 40_000)))
    said = told(world)
    assert said.startswith('error[M105]: "sound" has 119999 characters; 100000 is the most\n')
    assert said.endswith("\n  hint: cut it; a service reads a thousand or so\n")


def test_more_values_than_a_file_of_its_size_can_have(world: World) -> None:
    world.file("storyforge.yaml", (HEAD + "include: [" + "a," * 1_990_000 + "]\n").encode())
    started = time.process_time()
    said = told(world).splitlines()
    assert time.process_time() - started < 5
    assert said[0] == (
        "error[Y016]: there are more values in this file than a storyboard of its size can have"
    )
    assert said[1].startswith("  --> storyforge.yaml:3:")


def test_more_fields_than_anything_has(world: World) -> None:
    world.file("storyforge.yaml", HEAD + "".join(f"k{n}: 1\n" for n in range(100)))
    assert told(world) == lines("""
        error[M113]: there is more here than a storyboard can use
          --> storyforge.yaml:1:1
              1 | storyforge: 1
                | ^^^^^^^^^^
          hint: at most 100 fields, and 10000 entries
        """)


def test_more_faults_than_anybody_reads(world: World) -> None:
    world.file("storyforge.yaml", HEAD + "shots:\n" + "- {id: s}\n" * 400)
    said = told(world)
    assert said.count("error[M108]") == 200
    assert said.endswith(
        "error[M112]: there are more faults than are told here\n"
        "  hint: mend these first\n201 errors; nothing was made\n"
    )


def test_many_unknown_names_are_told_soon(world: World) -> None:
    shots = "".join(f"- {{id: s{n}, from: t{n}, provider: p{n}}}\n" for n in range(5_000))
    world.file("storyforge.yaml", HEAD + "shots:\n" + shots)
    started = time.process_time()
    said = told(world)
    assert time.process_time() - started < 10
    assert 'error[M201]: nothing is named "t0"' in said
    assert "error[M112]: there are more faults than are told here" in said


def test_a_chain_of_thousands_is_no_circle(world: World) -> None:
    """Nothing here recurses over what a user wrote."""
    shots = "".join(f"- {{id: s{n}, from: s{n + 1}}}\n" for n in range(3_000))
    world.file("storyforge.yaml", HEAD + "shots:\n" + shots + "- {id: s3000, size: LS}\n")
    assert world.run("check").code == 0
    assert world.run("check", "--resolved", "s0").out.startswith("provider ")


def test_a_long_circle_is_told_in_a_few_lines(world: World) -> None:
    shots = "".join(f"- {{id: s{n}, from: s{(n + 1) % 500}}}\n" for n in range(500))
    world.file("storyforge.yaml", HEAD + "shots:\n" + shots)
    said = told(world).splitlines()
    assert said[0].startswith("error[M203]: a circle: s0 → s1 → s2 → ")
    assert said[0].endswith(" → … → s0")
    assert len(said) == 17


def test_names_of_files_cannot_speak_to_the_terminal(world: World) -> None:
    world.file("storyforge.yaml", HEAD + "include: ['*.yaml']\n")
    world.file("a\x1b[2J\u202eb.yaml", "shots: [{id: s010, siez: LS}]\n")
    assert told(world) == lines(r"""
        error[M101]: "siez" is not a field of a shot
          --> a\x1b[2J\u202eb.yaml:1:20
              1 | shots: [{id: s010, siez: LS}]
                |                    ^^^^
          hint: did you mean "size"?
        """)


def test_faults_as_json_are_exact(world: World) -> None:
    world.file("storyforge.yaml", spoiled(("id: s020", 'id: "s\u202e020"')))
    said = world.run("check", "--json")
    assert (said.code, said.err) == (2, "")
    found = json.loads(said.out)
    assert (found["ok"], found["problems"][0]["code"]) == (False, "M107")
    assert found["problems"][0]["mark"] == {
        "file": "storyforge.yaml",
        "line": 20,
        "column": 13,
        "length": 11 - 4,
    }


def test_the_film_itself_is_whole(world: World) -> None:
    world.file("storyforge.yaml", PIER)
    assert world.run("check").err == "all is well: 1 scene, 2 shots, 8 pictures\n"
