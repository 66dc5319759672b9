"""Pictures that are drawn from each other: told link by link, each at the words that make it."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "itself by from": (
        (("from: s010", "from: s020"),),
        """
        error[M203]: s020 is drawn from itself
          --> storyforge.yaml:21:15
             21 |         from: s020
                |               ^^^^
          hint: take this link away: something cannot be drawn before itself
        """,
    ),
    "itself by prompt": (
        (("@tom lifts", "@s020 lifts"),),
        """
        error[M203]: s020 is drawn from itself
          --> storyforge.yaml:22:18
             22 |         prompt: "@s020 lifts @lantern"
                |                  ^^^^^
          hint: take this link away: something cannot be drawn before itself
        """,
    ),
    "itself by reference": (
        (("{description: a boy}", '{description: a boy, references: ["@tom"]}'),),
        """
        error[M203]: tom is drawn from itself
          --> storyforge.yaml:5:42
              5 |   tom: {description: a boy, references: ["@tom"]}
                |                                          ^^^^^^
          hint: take this link away: something cannot be drawn before itself
        """,
    ),
    "an element itself": (
        (("from: mara}", "from: lantern}"),),
        """
        error[M203]: lantern is drawn from itself
          --> storyforge.yaml:9:49
              9 |   lantern: {description: a brass lantern, from: lantern}
                |                                                 ^^^^^^^
          hint: take this link away: something cannot be drawn before itself
        """,
    ),
    "two shots": (
        (("@mara walks", "@s020 walks"),),
        """
        error[M203]: a circle: s010 → s020 → s010
          --> storyforge.yaml:19:18
             19 |         prompt: "@s020 walks along @pier"
                |                  ^^^^^
          and s010 is drawn from s020: storyforge.yaml:19:18
          and s020 is drawn from s010: storyforge.yaml:21:15
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "shot and element": (
        (
            ("from: mara}", "from: s010}"),
            ("@mara walks", "@lantern walks"),
        ),
        """
        error[M203]: a circle: lantern → s010 → lantern
          --> storyforge.yaml:9:49
              9 |   lantern: {description: a brass lantern, from: s010}
                |                                                 ^^^^
          and lantern is drawn from s010: storyforge.yaml:9:49
          and s010 is drawn from lantern: storyforge.yaml:19:18
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "through a character and its look": (
        (("{description: lamplighter,", '{description: lamplighter, references: ["@s010"],'),),
        """
        error[M203]: a circle: mara → s010 → mara/coat → mara
          --> storyforge.yaml:4:49
              4 |   mara: {description: lamplighter, references: ["@s010"], looks: {coat: oilskin}}
                |                                                 ^^^^^^^
          and mara is drawn from s010: storyforge.yaml:4:49
          and s010 is drawn from mara/coat: storyforge.yaml:19:18
          and mara/coat is drawn from mara: storyforge.yaml:4:67
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "through a place": (
        (("a pier, views", 'a pier, references: ["@s020"], views'),),
        """
        error[M203]: a circle: pier → s020 → s010 → pier
          --> storyforge.yaml:7:44
              7 |   pier: {description: a pier, references: ["@s020"], views: {above: from above}}
                |                                            ^^^^^^^
          and pier is drawn from s020: storyforge.yaml:7:44
          and s020 is drawn from s010: storyforge.yaml:21:15
          and s010 is drawn from pier: storyforge.yaml:19:36
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "through the elements of a shot": (
        (
            ("from: mara}", "from: s010}"),
            ("size: LS", "elements: [lantern]"),
        ),
        """
        error[M203]: a circle: lantern → s010 → lantern
          --> storyforge.yaml:9:49
              9 |   lantern: {description: a brass lantern, from: s010}
                |                                                 ^^^^
          and lantern is drawn from s010: storyforge.yaml:9:49
          and s010 is drawn from lantern: storyforge.yaml:18:20
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "through a style": (
        (
            ("{prompt: soft pencil}", '{prompt: soft pencil, references: ["@s010"]}'),
            ("size: LS", "style: soft"),
        ),
        """
        error[M203]: s010 is drawn from itself
          --> storyforge.yaml:11:44
             11 |   soft: {prompt: soft pencil, references: ["@s010"]}
                |                                            ^^^^^^^
          hint: take this link away: something cannot be drawn before itself
        """,
    ),
    "through a folded prompt": (
        (
            (
                'prompt: "@mara walks along @pier"',
                "prompt: >-\n          a wide view of @pier,\n          with @s020 far away",
            ),
        ),
        """
        error[M203]: a circle: s010 → s020 → s010
          --> storyforge.yaml:21:16
             21 |           with @s020 far away
                |                ^^^^^
          and s010 is drawn from s020: storyforge.yaml:21:16
          and s020 is drawn from s010: storyforge.yaml:23:15
          hint: one of these links must go: something has to be drawn first
        """,
    ),
    "two circles": (
        (
            ("from: s010", "from: s020"),
            ("from: mara}", "from: lantern}"),
        ),
        """
        error[M203]: lantern is drawn from itself
          --> storyforge.yaml:9:49
              9 |   lantern: {description: a brass lantern, from: lantern}
                |                                                 ^^^^^^^
          hint: take this link away: something cannot be drawn before itself
        error[M203]: s020 is drawn from itself
          --> storyforge.yaml:21:15
             21 |         from: s020
                |               ^^^^
          hint: take this link away: something cannot be drawn before itself
        2 errors; nothing was made
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
