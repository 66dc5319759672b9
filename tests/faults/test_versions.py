"""The number of the format: newer, older, missing, no number."""

import pytest
from pier import lines, told
from world import World

CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "newer": (
        {
            "storyforge.yaml": """
            storyforge: 2
            shots: [{id: s010, sizzle: 1}]
            """,
        },
        """
        error[M106]: this project is written in format 2; this storyforge reads format 1
          --> storyforge.yaml:1:13
              1 | storyforge: 2
                |             ^
          hint: upgrade storyforge (`pipx upgrade storyforge-build`)
        """,
    ),
    "zero, and the rest is read": (
        {
            "storyforge.yaml": """
            storyforge: 0
            shots: [{id: s010, siez: 1}]
            """,
        },
        """
        error[M106]: this project is written in format 0; this storyforge reads format 1
          --> storyforge.yaml:1:13
              1 | storyforge: 0
                |             ^
          hint: write `storyforge: 1`
        error[M101]: "siez" is not a field of a shot
          --> storyforge.yaml:2:20
              2 | shots: [{id: s010, siez: 1}]
                |                    ^^^^
          hint: did you mean "size"?
        2 errors; nothing was made
        """,
    ),
    "negative": (
        {
            "storyforge.yaml": "storyforge: -1\n",
        },
        """
        error[M106]: this project is written in format -1; this storyforge reads format 1
          --> storyforge.yaml:1:13
              1 | storyforge: -1
                |             ^^
          hint: write `storyforge: 1`
        """,
    ),
    "missing, and the rest is read": (
        {
            "storyforge.yaml": """
            title: The pier
            shots: [{id: s010, siez: 1}]
            """,
        },
        """
        error[M104]: a project needs "storyforge"
          --> storyforge.yaml:1:1
              1 | title: The pier
                | ^^^^^
          hint: begin the file with `storyforge: 1`
        error[M101]: "siez" is not a field of a shot
          --> storyforge.yaml:2:20
              2 | shots: [{id: s010, siez: 1}]
                |                    ^^^^
          hint: did you mean "size"?
        2 errors; nothing was made
        """,
    ),
    "nothing": (
        {
            "storyforge.yaml": "storyforge:\n",
        },
        """
        error[M106]: "storyforge" is the number of the format, a whole number; here is nothing
          --> storyforge.yaml:1:12
              1 | storyforge:
                |            ^
          hint: write `storyforge: 1`
        """,
    ),
    "text": (
        {
            "storyforge.yaml": 'storyforge: "1"\n',
        },
        """
        error[M106]: "storyforge" is the number of the format, a whole number; here is "1"
          --> storyforge.yaml:1:13
              1 | storyforge: "1"
                |             ^^^
          hint: write `storyforge: 1`
        """,
    ),
    "a number with a point": (
        {
            "storyforge.yaml": "storyforge: 1.0\n",
        },
        """
        error[M106]: "storyforge" is the number of the format, a whole number; here is "1.0"
          --> storyforge.yaml:1:13
              1 | storyforge: 1.0
                |             ^^^
          hint: write `storyforge: 1`
        """,
    ),
    "yes": (
        {
            "storyforge.yaml": "storyforge: true\n",
        },
        """
        error[M106]: "storyforge" is the number of the format, a whole number; here is "true"
          --> storyforge.yaml:1:13
              1 | storyforge: true
                |             ^^^^
          hint: write `storyforge: 1`
        """,
    ),
    "a list": (
        {
            "storyforge.yaml": "storyforge: [1]\n",
        },
        """
        error[M106]: "storyforge" is the number of the format, a whole number; here is no number
          --> storyforge.yaml:1:13
              1 | storyforge: [1]
                |             ^^^
          hint: write `storyforge: 1`
        """,
    ),
    "too large a number": (
        {
            "storyforge.yaml": "storyforge: 99999999999999999999\n",
        },
        """
        error[Y012]: this number cannot be kept exactly
          --> storyforge.yaml:1:13
              1 | storyforge: 99999999999999999999
                |             ^^^^^^^^^^^^^^^^^^^^
          hint: whole numbers go up to 9007199254740991; if it is text, put it in quotes
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
