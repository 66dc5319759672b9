"""A text where a list belongs, a list where a text belongs, nothing, and numbers out of range."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "text for a list": (
        (("[mara/coat]", "mara"),),
        """
        error[M103]: "cast" wants a list, not text
          --> storyforge.yaml:15:11
             15 |     cast: mara
                |           ^^^^
          hint: write `[mara]`
        """,
    ),
    "number for a list": (
        (("    shots:", "    shots: 5\n    x:"),),
        """
        error[M103]: "shots" wants a list, not a number
          --> storyforge.yaml:16:12
             16 |     shots: 5
                |            ^
          hint: write a list
        error[M101]: "x" is not a field of a scene
          --> storyforge.yaml:17:5
             17 |     x:
                |     ^
          hint: it may say: id, slug, location, time, weather, cast, shots, style
        2 errors; nothing was made
        """,
    ),
    "list for a mapping": (
        (("{coat: oilskin}", "[coat]"),),
        """
        error[M103]: "looks" wants a mapping of names, not a list
          --> storyforge.yaml:4:43
              4 |   mara: {description: lamplighter, looks: [coat]}
                |                                           ^^^^^^
          hint: write `coat`, without brackets
        """,
    ),
    "list for a character": (
        (("{description: a boy}", "[a boy]"),),
        """
        error[M103]: "tom" wants a mapping of fields, not a list
          --> storyforge.yaml:5:8
              5 |   tom: [a boy]
                |        ^^^^^^^
          hint: write `a boy`, without brackets
        """,
    ),
    "list and mapping for text": (
        (("size: LS", "action: [a]\n        sound: {a: b}\n        notes: true"),),
        """
        error[M103]: "action" wants text, not a list
          --> storyforge.yaml:18:17
             18 |         action: [a]
                |                 ^^^
          hint: write `a`, without brackets
        error[M103]: "sound" wants text, not a mapping
          --> storyforge.yaml:19:16
             19 |         sound: {a: b}
                |                ^^^^^^
          hint: write text
        error[M103]: "notes" wants text, not true or false
          --> storyforge.yaml:20:16
             20 |         notes: true
                |                ^^^^
          hint: put quotes around it
        3 errors; nothing was made
        """,
    ),
    "for a word": (
        (
            (
                "size: LS",
                "size: [LS]\n        lens: {}\n        angle: true\n        movement: {}\n        duration: []",
            ),
        ),
        """
        error[M103]: "size" wants a word, not a list
          --> storyforge.yaml:18:15
             18 |         size: [LS]
                |               ^^^^
          hint: write `LS`, without brackets
        error[M103]: "lens" wants a lens, not a mapping
          --> storyforge.yaml:19:15
             19 |         lens: {}
                |               ^^
          hint: write a lens, such as `85mm`
        error[M103]: "angle" wants a word or degrees, not true or false
          --> storyforge.yaml:20:16
             20 |         angle: true
                |                ^^^^
          hint: write a word or degrees, such as `low`
        error[M103]: "movement" wants a movement or a list of them, not a mapping
          --> storyforge.yaml:21:19
             21 |         movement: {}
                |                   ^^
          hint: write a movement or a list of them, such as `pan left`
        error[M103]: "duration" wants a duration, not a list
          --> storyforge.yaml:22:19
             22 |         duration: []
                |                   ^^
          hint: write a duration, such as `3s`
        5 errors; nothing was made
        """,
    ),
    "for a whole number": (
        (
            (
                "size: LS",
                "takes: true\n        seed: 1.5\n        roll: steep\n        aesthetic_range: []",
            ),
        ),
        """
        error[M103]: "takes" wants a whole number, not true or false
          --> storyforge.yaml:18:16
             18 |         takes: true
                |                ^^^^
          hint: write a whole number
        error[M103]: "seed" wants a whole number, not 1.5
          --> storyforge.yaml:19:15
             19 |         seed: 1.5
                |               ^^^
          hint: write a whole number
        error[M103]: "roll" wants a whole number, not text
          --> storyforge.yaml:20:15
             20 |         roll: steep
                |               ^^^^^
          hint: write a whole number
        error[M103]: "aesthetic_range" wants a whole number, not a list
          --> storyforge.yaml:21:26
             21 |         aesthetic_range: []
                |                          ^^
          hint: write a whole number
        4 errors; nothing was made
        """,
    ),
    "for yes or no": (
        (("a pier, views", "a pier, interior: perhaps, views"),),
        """
        error[M103]: "interior" wants true or false, not text
          --> storyforge.yaml:7:41
              7 |   pier: {description: a pier, interior: perhaps, views: {above: from above}}
                |                                         ^^^^^^^
          hint: write true or false
        """,
    ),
    "entries of lists": (
        (
            ("      - id: s020", "      - just text\n      -\n      - []\n      - id: s020"),
            ("[mara/coat]", '[mara/coat, 5, [], {}, ""]'),
        ),
        """
        error[M103]: an entry of "cast" wants a name, not a number
          --> storyforge.yaml:15:23
             15 |     cast: [mara/coat, 5, [], {}, ""]
                |                       ^
          hint: write a name, such as `- mara`
        error[M103]: an entry of "cast" wants a name, not a list
          --> storyforge.yaml:15:26
             15 |     cast: [mara/coat, 5, [], {}, ""]
                |                          ^^
          hint: write a name, such as `- mara`
        error[M104]: a member of the cast needs "who"
          --> storyforge.yaml:15:30
             15 |     cast: [mara/coat, 5, [], {}, ""]
                |                              ^^
          hint: say which character it is, such as `who: mara`
        error[M103]: an entry of "cast" is empty
          --> storyforge.yaml:15:34
             15 |     cast: [mara/coat, 5, [], {}, ""]
                |                                  ^^
          hint: write a name there
        error[M103]: an entry of "shots" wants a mapping of fields, not text
          --> storyforge.yaml:20:9
             20 |       - just text
                |         ^^^^^^^^^
          hint: write a mapping of fields, such as `- id: s010`
        error[M103]: an entry of "shots" has nothing after it
          --> storyforge.yaml:21:8
             21 |       -
                |        ^
          hint: write a mapping of fields there, or delete the line
        error[M103]: an entry of "shots" wants a mapping of fields, not a list
          --> storyforge.yaml:22:9
             22 |       - []
                |         ^^
          hint: write a mapping of fields, such as `- id: s010`
        7 errors; nothing was made
        """,
    ),
    "lines of dialogue": (
        (
            (
                "size: LS",
                "dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]",
            ),
        ),
        """
        error[M103]: "mara" wants text, not a list
          --> storyforge.yaml:18:34
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                  ^^^
          hint: write text
        error[M104]: a line of dialogue needs "text"
          --> storyforge.yaml:18:40
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                        ^^^^^^^^^^^^^^^
          hint: write what is said, such as `- mara: You came back.`
        error[M103]: "mara" has nothing after it
          --> storyforge.yaml:18:64
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                                                ^
          hint: write text there, or delete the line
        error[M104]: a line of dialogue needs "text"
          --> storyforge.yaml:18:67
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                                                   ^^^^^^^^^^^^
          hint: write what is said, such as `- mara: You came back.`
        error[M101]: "a" is not a field of a line of dialogue
          --> storyforge.yaml:18:68
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                                                    ^
          hint: it may say: speaker, text, mode, parenthetical
        error[M101]: "b" is not a field of a line of dialogue
          --> storyforge.yaml:18:74
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                                                          ^
          hint: it may say: speaker, text, mode, parenthetical
        error[M103]: an entry of "dialogue" wants a line, not a number
          --> storyforge.yaml:18:81
             18 |         dialogue: [hello, {mara: [1]}, {speaker: mara}, {mara: }, {a: 1, b: 2}, 5]
                |                                                                                 ^
          hint: write a line, such as `- mara: You came back.`
        7 errors; nothing was made
        """,
    ),
    "nothing": (
        (
            ("{prompt: soft pencil}", ""),
            ('prompt: "@mara walks along @pier"', "prompt:"),
            ("{coat: oilskin}", "{coat: }"),
        ),
        """
        error[M103]: "coat" has nothing after it
          --> storyforge.yaml:4:50
              4 |   mara: {description: lamplighter, looks: {coat: }}
                |                                                  ^
          hint: write a mapping of fields there, or delete the line
        error[M103]: "soft" has nothing after it
          --> storyforge.yaml:11:8
             11 |   soft:
                |        ^
          hint: write a mapping of fields there, or delete the line
        error[M103]: "prompt" has nothing after it
          --> storyforge.yaml:19:16
             19 |         prompt:
                |                ^
          hint: write text there, or delete the line
        3 errors; nothing was made
        """,
    ),
    "no id": (
        (("      - id: s020\n", "      - notes: who am I\n      - id: s020\n"),),
        """
        error[M104]: a shot needs "id"
          --> storyforge.yaml:20:9
             20 |       - notes: who am I
                |         ^^^^^
          hint: give it a short name of its own, such as `id: s010`
        """,
    ),
    "id without a name": (
        (("id: s020", "id:"),),
        """
        error[M103]: "id" has nothing after it
          --> storyforge.yaml:20:12
             20 |       - id:
                |            ^
          hint: give it a short name of its own, such as `id: s010`
        """,
    ),
    "id is a list": (
        (("id: s020", "id: [s020]"),),
        """
        error[M103]: "id" wants text, not a list
          --> storyforge.yaml:20:13
             20 |       - id: [s020]
                |             ^^^^^^
          hint: write `s020`, without brackets
        """,
    ),
    "numbers out of range": (
        (
            (
                "size: LS",
                "takes: 0\n        seed: -1\n        aesthetic_range: 6\n        roll: 91",
            ),
            ("{description: a boy}", "{description: a boy, priority: 10}"),
        ),
        """
        error[M105]: "priority" must be at most 9, not 10
          --> storyforge.yaml:5:39
              5 |   tom: {description: a boy, priority: 10}
                |                                       ^^
          hint: write a number from -9 to 9
        error[M105]: "takes" must be at least 1, not 0
          --> storyforge.yaml:18:16
             18 |         takes: 0
                |                ^
          hint: write a number from 1 to 16
        error[M105]: "seed" must be at least 0, not -1
          --> storyforge.yaml:19:15
             19 |         seed: -1
                |               ^^
          hint: write a number from 0 to 4294967295
        error[M105]: "aesthetic_range" must be at most 5, not 6
          --> storyforge.yaml:20:26
             20 |         aesthetic_range: 6
                |                          ^
          hint: write a number from 0 to 5
        error[M105]: "roll" must be at most 90, not 91
          --> storyforge.yaml:21:15
             21 |         roll: 91
                |               ^^
          hint: write a number from -90 to 90
        5 errors; nothing was made
        """,
    ),
    "number that cannot be kept, and the rest is read": (
        (
            ("size: LS", "seed: 99999999999999999999"),
            ("from: s010", "from: s01"),
        ),
        """
        error[Y012]: this number cannot be kept exactly
          --> storyforge.yaml:18:15
             18 |         seed: 99999999999999999999
                |               ^^^^^^^^^^^^^^^^^^^^
          hint: whole numbers go up to 9007199254740991; if it is text, put it in quotes
        error[M201]: nothing is named "s01"
          --> storyforge.yaml:21:15
             21 |         from: s01
                |               ^^^
          hint: did you mean "s010"?
        2 errors; nothing was made
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
