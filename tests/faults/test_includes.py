"""Files that a project includes: not there, outside, settings in them, and one of several broken."""

import pytest
from pier import lines, told
from world import World

CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a file that is not there": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast/people.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[M110]: there is no file "cast/people.yaml"
          --> storyforge.yaml:3:11
              3 | include: [cast/people.yaml]
                |           ^^^^^^^^^^^^^^^^
          hint: paths are relative to storyforge.yaml
        """,
    ),
    "a file of nearly that name": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast/poeple.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
            "cast/people.yaml": """
            characters:
              mara: a lamplighter
            """,
        },
        """
        error[M110]: there is no file "cast/poeple.yaml"
          --> storyforge.yaml:3:11
              3 | include: [cast/poeple.yaml]
                |           ^^^^^^^^^^^^^^^^
          hint: did you mean "cast/people.yaml"?
        """,
    ),
    "a pattern outside": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [../cast/*.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[R302]: "../cast/*.yaml" leaves the project's folder
          --> storyforge.yaml:3:11
              3 | include: [../cast/*.yaml]
                |           ^^^^^^^^^^^^^^
          hint: copy the file into the project; a project must be whole when it is cloned
        """,
    ),
    "a path outside by a detour": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast/../../x.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[R302]: "cast/../../x.yaml" leaves the project's folder
          --> storyforge.yaml:3:11
              3 | include: [cast/../../x.yaml]
                |           ^^^^^^^^^^^^^^^^^
          hint: copy the file into the project; a project must be whole when it is cloned
        """,
    ),
    "an absolute path": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [/etc/*.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[R303]: "/etc/*.yaml" is an absolute path
          --> storyforge.yaml:3:11
              3 | include: [/etc/*.yaml]
                |           ^^^^^^^^^^^
          hint: copy the file into the project and write its path relative to this file
        """,
    ),
    "home": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [~/cast.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[R303]: "~/cast.yaml" is an absolute path
          --> storyforge.yaml:3:11
              3 | include: [~/cast.yaml]
                |           ^^^^^^^^^^^
          hint: copy the file into the project and write its path relative to this file
        """,
    ),
    "a drive": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [C:/cast.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
        },
        """
        error[R303]: "C:/cast.yaml" is an absolute path
          --> storyforge.yaml:3:11
              3 | include: [C:/cast.yaml]
                |           ^^^^^^^^^^^^
          hint: copy the file into the project and write its path relative to this file
        """,
    ),
    "settings inside": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
            "cast.yaml": """
            characters:
              mara: a lamplighter
            fps: 24
            titl: x
            storyforge: 1
            include: [more.yaml]
            """,
        },
        """
        error[M109]: "fps" is a setting of the whole project
          --> cast.yaml:3:1
              3 | fps: 24
                | ^^^
          hint: move it to storyforge.yaml
        error[M101]: "titl" is not a field of an included file
          --> cast.yaml:4:1
              4 | titl: x
                | ^^^^
          hint: it may say: styles, characters, locations, elements, scenes, shots
        error[M109]: "storyforge" is a setting of the whole project
          --> cast.yaml:5:1
              5 | storyforge: 1
                | ^^^^^^^^^^
          hint: move it to storyforge.yaml
        error[M109]: "include" is a setting of the whole project
          --> cast.yaml:6:1
              6 | include: [more.yaml]
                | ^^^^^^^
          hint: move it to storyforge.yaml
        4 errors; nothing was made
        """,
    ),
    "a list": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
            "cast.yaml": "- mara\n",
        },
        """
        error[M103]: this file is no storyboard: it must be a mapping
          --> cast.yaml:1:1
              1 | - mara
                | ^
          hint: begin with fields such as `title:` and `scenes:`
        """,
    ),
    "empty": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
            "cast.yaml": "",
        },
        """
        error[Y002]: the file cast.yaml is empty
          --> cast.yaml:1:1
          hint: begin with a title and a first shot, or let storyforge init write an example
        """,
    ),
    "one of two is broken: the names in it are not called unknown": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast/*.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
              - {id: s020, size: LSS, prompt: "@tom, @nell"}
            """,
            "cast/a.yaml": """
            characters:
              mara: [lamplighter
            """,
            "cast/b.yaml": """
            characters:
              tom: {descripton: a boy}
            """,
        },
        """
        error[Y003]: a list opened with [ is not closed, or a comma is missing in it
          --> cast/a.yaml:2:9
              2 |   mara: [lamplighter
                |         ^
          hint: close it, or put the text in quotes if it was meant as text
        error[M101]: "descripton" is not a field of a character
          --> cast/b.yaml:2:9
              2 |   tom: {descripton: a boy}
                |         ^^^^^^^^^^
          hint: did you mean "description"?
        error[M102]: "LSS" is not a shot size
          --> storyforge.yaml:6:22
              6 |   - {id: s020, size: LSS, prompt: "@tom, @nell"}
                |                      ^^^
          hint: did you mean "LS"? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        3 errors; nothing was made
        """,
    ),
    "the same id in two files, and in another form": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            include: [cast/*.yaml]
            shots:
              - {id: s010, prompt: "@mara waits"}
            """,
            "cast/a.yaml": """
            characters:
              mara: a lamplighter
            """,
            "cast/b.yaml": """
            characters: {mara: another, Mara: a third}
            shots: [{id: mara}, {id: s010}]
            """,
        },
        """
        error[M108]: "mara" is already the id of a character
          --> cast/b.yaml:1:14
              1 | characters: {mara: another, Mara: a third}
                |              ^^^^
          and the character is here: cast/a.yaml:2:3
          hint: give one of them another id; a name must mean one thing
        error[M108]: "Mara" and "mara" differ only by case or Unicode form
          --> cast/b.yaml:1:29
              1 | characters: {mara: another, Mara: a third}
                |                             ^^^^
          and the character is here: cast/a.yaml:2:3
          hint: give one of them another id; a name must mean one thing
        error[M108]: "mara" is already the id of a character
          --> cast/b.yaml:2:14
              2 | shots: [{id: mara}, {id: s010}]
                |              ^^^^
          and the character is here: cast/a.yaml:2:3
          hint: give one of them another id; a name must mean one thing
        error[M108]: "s010" is already the id of a shot
          --> cast/b.yaml:2:26
              2 | shots: [{id: mara}, {id: s010}]
                |                          ^^^^
          and the shot is here: storyforge.yaml:5:10
          hint: give one of them another id; a name must mean one thing
        4 errors; nothing was made
        """,
    ),
    "the include itself is no list": (
        {
            "storyforge.yaml": """
            storyforge: 1
            include: cast.yaml
            shots: [{id: s010, prompt: "@mara"}]
            """,
        },
        """
        error[M103]: "include" wants a list, not text
          --> storyforge.yaml:2:10
              2 | include: cast.yaml
                |          ^^^^^^^^^
          hint: write `[cast.yaml]`
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    files, expected = CASES[case]
    for name, text in files.items():
        world.file(name, text)
    said = told(world)
    assert said == lines(expected)
    assert told(world, "build") == said
