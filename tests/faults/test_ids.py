"""Ids that no system could keep, and names that would mean two things."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "capital letters": (
        (("id: s020", "id: S020"),),
        """
        error[M107]: "S020" cannot name a shot: an id is written in small letters
          --> storyforge.yaml:20:13
             20 |       - id: S020
                |             ^^^^
          hint: did you mean "s020"?
        """,
    ),
    "a space": (
        (("id: s020", "id: my shot"),),
        """
        error[M107]: "my shot" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: my shot
                |             ^^^^^^^
          hint: did you mean "my-shot"?
        """,
    ),
    "a dot at the end": (
        (("id: s020", "id: s020."),),
        """
        error[M107]: "s020." cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: s020.
                |             ^^^^^
          hint: did you mean "s020"?
        """,
    ),
    "a slash": (
        (("id: s020", "id: s/020"),),
        """
        error[M107]: "s/020" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: s/020
                |             ^^^^^
          hint: did you mean "s-020"?
        """,
    ),
    "a device": (
        (("id: s020", "id: con"),),
        """
        error[M107]: "con" cannot name a shot: some systems keep that name for a device
          --> storyforge.yaml:20:13
             20 |       - id: con
                |             ^^^
          hint: did you mean "con-1"?
        """,
    ),
    "a device in capitals": (
        (("id: s020", "id: NUL"),),
        """
        error[M107]: "NUL" cannot name a shot: an id is written in small letters
          --> storyforge.yaml:20:13
             20 |       - id: NUL
                |             ^^^
          hint: did you mean "nul-1"?
        """,
    ),
    "a number with a point": (
        (("id: s020", "id: 12.5"),),
        """
        error[M107]: "12.5" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: 12.5
                |             ^^^^
          hint: did you mean "12-5"?
        """,
    ),
    "empty": (
        (("id: s020", 'id: ""'),),
        """
        error[M107]: "" cannot name a shot: an id has at least one character
          --> storyforge.yaml:20:13
             20 |       - id: ""
                |             ^^
          hint: choose another id
        """,
    ),
    "begins with a dash": (
        (("id: s020", "id: -s020"),),
        """
        error[M107]: "-s020" cannot name a shot: an id begins with a letter or a digit
          --> storyforge.yaml:20:13
             20 |       - id: -s020
                |             ^^^^^
          hint: did you mean "s020"?
        """,
    ),
    "other letters": (
        (("id: s020", "id: Ünder"),),
        """
        error[M107]: "Ünder" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: Ünder
                |             ^^^^^
          hint: did you mean "under"?
        """,
    ),
    "65 characters": (
        (("id: s020", "id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),),
        """
        error[M107]: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" cannot name a shot: an id has at most 64 characters
          --> storyforge.yaml:20:13
             20 |       - id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: did you mean "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"?
        """,
    ),
    "only signs": (
        (("id: s020", 'id: "!!!"'),),
        """
        error[M107]: "!!!" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:20:13
             20 |       - id: "!!!"
                |             ^^^^^
          hint: choose another id
        """,
    ),
    "of a character, a location, a look, a view, a style": (
        (
            ("  tom:", "  Tom B:"),
            ("  pier:", "  aux:"),
            ("coat:", "my coat:"),
            ("above:", "Above:"),
            ("soft:", "soft pencil:"),
            ("@tom", "He"),
            ("along @pier", ""),
            ("    location: pier", ""),
            ("[mara/coat]", "[]"),
        ),
        """
        error[M107]: "my coat" cannot name a look: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:4:44
              4 |   mara: {description: lamplighter, looks: {my coat: oilskin}}
                |                                            ^^^^^^^
          hint: did you mean "my-coat"?
        error[M107]: "Tom B" cannot name a character: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:5:3
              5 |   Tom B: {description: a boy}
                |   ^^^^^
          hint: did you mean "tom-b"?
        error[M107]: "aux" cannot name a location: some systems keep that name for a device
          --> storyforge.yaml:7:3
              7 |   aux: {description: a pier, views: {Above: from above}}
                |   ^^^
          hint: did you mean "aux-1"?
        error[M107]: "Above" cannot name a view: an id is written in small letters
          --> storyforge.yaml:7:38
              7 |   aux: {description: a pier, views: {Above: from above}}
                |                                      ^^^^^
          hint: did you mean "above"?
        error[M107]: "soft pencil" cannot name a style: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:11:3
             11 |   soft pencil: {prompt: soft pencil}
                |   ^^^^^^^^^^^
          hint: did you mean "soft-pencil"?
        5 errors; nothing was made
        """,
    ),
    "of a scene": (
        (("id: sc1", "id: Scene 1"),),
        """
        error[M107]: "Scene 1" cannot name a scene: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:13:9
             13 |   - id: Scene 1
                |         ^^^^^^^
          hint: did you mean "scene-1"?
        """,
    ),
    "a bad id is known all the same": (
        (
            ("id: s010", "id: S010"),
            ("from: s010", "from: S010"),
            ("@tom lifts", "@S010: @tom lifts"),
        ),
        """
        error[M107]: "S010" cannot name a shot: an id is written in small letters
          --> storyforge.yaml:17:13
             17 |       - id: S010
                |             ^^^^
          hint: did you mean "s010"?
        """,
    ),
    "shot twice": (
        (
            ("id: s020", "id: s010"),
            ("from: s010", "size: LSS"),
        ),
        """
        error[M108]: "s010" is already the id of a shot
          --> storyforge.yaml:20:13
             20 |       - id: s010
                |             ^^^^
          and the shot is here: storyforge.yaml:17:13
          hint: give one of them another id; a name must mean one thing
        error[M102]: "LSS" is not a shot size
          --> storyforge.yaml:21:15
             21 |         size: LSS
                |               ^^^
          hint: did you mean "LS"? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        2 errors; nothing was made
        """,
    ),
    "shot twice but for case": (
        (
            ("id: s020", "id: S010"),
            ("from: s010", "size: CU"),
        ),
        """
        error[M108]: "S010" and "s010" differ only by case or Unicode form
          --> storyforge.yaml:20:13
             20 |       - id: S010
                |             ^^^^
          and the shot is here: storyforge.yaml:17:13
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "shot twice but for Unicode form": (
        (
            ("id: s020", "id: ｓ010"),
            ("from: s010", "size: CU"),
        ),
        """
        error[M108]: "ｓ010" and "s010" differ only by case or Unicode form
          --> storyforge.yaml:20:13
             20 |       - id: ｓ010
                |             ^^^^^
          and the shot is here: storyforge.yaml:17:13
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "shot and character": (
        (("id: s020", "id: mara"),),
        """
        error[M108]: "mara" is already the id of a character
          --> storyforge.yaml:20:13
             20 |       - id: mara
                |             ^^^^
          and the character is here: storyforge.yaml:4:3
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "location and element": (
        (
            ("  lantern:", "  pier:"),
            ("@lantern", "him"),
        ),
        """
        error[M108]: "pier" is already the id of a location
          --> storyforge.yaml:9:3
              9 |   pier: {description: a brass lantern, from: mara}
                |   ^^^^
          and the location is here: storyforge.yaml:7:3
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "look twice but for case": (
        (("{coat: oilskin}", "{coat: oilskin, Coat: fur}"),),
        """
        error[M108]: "Coat" and "coat" differ only by case or Unicode form
          --> storyforge.yaml:4:59
              4 |   mara: {description: lamplighter, looks: {coat: oilskin, Coat: fur}}
                |                                                           ^^^^
          and the look is here: storyforge.yaml:4:44
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "view twice but for case": (
        (("{above: from above}", "{above: from above, ABOVE: x}"),),
        """
        error[M108]: "ABOVE" and "above" differ only by case or Unicode form
          --> storyforge.yaml:7:58
              7 |   pier: {description: a pier, views: {above: from above, ABOVE: x}}
                |                                                          ^^^^^
          and the view is here: storyforge.yaml:7:39
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "style twice but for case": (
        (("  soft:", "  Soft: {prompt: x}\n  soft:"),),
        """
        error[M107]: "Soft" cannot name a style: an id is written in small letters
          --> storyforge.yaml:11:3
             11 |   Soft: {prompt: x}
                |   ^^^^
          hint: did you mean "soft"?
        error[M108]: "soft" and "Soft" differ only by case or Unicode form
          --> storyforge.yaml:12:3
             12 |   soft: {prompt: soft pencil}
                |   ^^^^
          and the style is here: storyforge.yaml:11:3
          hint: give one of them another id; a name must mean one thing
        2 errors; nothing was made
        """,
    ),
    "scene twice": (
        (("scenes:", "scenes:\n  - id: sc1"),),
        """
        error[M108]: "sc1" is already the id of a scene
          --> storyforge.yaml:14:9
             14 |   - id: sc1
                |         ^^^
          and the scene is here: storyforge.yaml:13:9
          hint: give one of them another id; a name must mean one thing
        """,
    ),
    "key twice": (
        (("size: LS", "size: LS\n        size: MS\n        sizee: LS"),),
        """
        error[Y005]: the key size stands twice in the same mapping
          --> storyforge.yaml:19:9
             19 |         size: MS
                |         ^^^^
          and the first one is here: storyforge.yaml:18:9
          hint: keep one of the two
        error[M101]: "sizee" is not a field of a shot
          --> storyforge.yaml:20:9
             20 |         sizee: LS
                |         ^^^^^
          hint: did you mean "size"?
        2 errors; nothing was made
        """,
    ),
    "key twice, told with all others": (
        (
            ("size: LS", "size: LS\n        size: MS"),
            ("  tom:", "  mara: {description: another}\n  tom:"),
            ("from: s010", "from: s01"),
        ),
        """
        error[Y005]: the key mara stands twice in the same mapping
          --> storyforge.yaml:5:3
              5 |   mara: {description: another}
                |   ^^^^
          and the first one is here: storyforge.yaml:4:3
          hint: keep one of the two
        error[Y005]: the key size stands twice in the same mapping
          --> storyforge.yaml:20:9
             20 |         size: MS
                |         ^^^^
          and the first one is here: storyforge.yaml:19:9
          hint: keep one of the two
        error[M201]: nothing is named "s01"
          --> storyforge.yaml:23:15
             23 |         from: s01
                |               ^^^
          hint: did you mean "s010"?
        3 errors; nothing was made
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
