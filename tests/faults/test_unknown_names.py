"""A name that nothing has, or that means something of another kind, wherever one may stand."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "@mention": (
        (("@mara walks", "@marra walks"),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:19:18
             19 |         prompt: "@marra walks along @pier"
                |                  ^^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "@mention of another word that begins so": (
        (("@mara walks", "@marabel sees @mara, @marab walks"),),
        """
        error[M201]: nothing is named "marabel"
          --> storyforge.yaml:19:18
             19 |         prompt: "@marabel sees @mara, @marab walks along @pier"
                |                  ^^^^^^^^
          hint: did you mean "mara"?
        error[M201]: nothing is named "marab"
          --> storyforge.yaml:19:39
             19 |         prompt: "@marabel sees @mara, @marab walks along @pier"
                |                                       ^^^^^^
          hint: did you mean "mara"?
        2 errors; nothing was made
        """,
    ),
    "@mention twice": (
        (("@mara walks along", "@marra walks, @marra runs along"),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:19:18
             19 |         prompt: "@marra walks, @marra runs along @pier"
                |                  ^^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "@name/look": (
        (("@mara walks", "@mara/caot walks"),),
        """
        error[M201]: nothing is named "mara/caot"
          --> storyforge.yaml:19:18
             19 |         prompt: "@mara/caot walks along @pier"
                |                  ^^^^^^^^^^
          hint: did you mean "mara/coat"?
        """,
    ),
    "@name/look of one who has none": (
        (("@mara walks", "@tom/coat walks"),),
        """
        error[M201]: nothing is named "tom/coat"
          --> storyforge.yaml:19:18
             19 |         prompt: "@tom/coat walks along @pier"
                |                  ^^^^^^^^^
          hint: tom has no looks yet; declare them under `looks:`
        """,
    ),
    "@shot/look": (
        (("@tom lifts", "@s010/coat lifts"),),
        """
        error[M201]: nothing is named "s010/coat"
          --> storyforge.yaml:22:18
             22 |         prompt: "@s010/coat lifts @lantern"
                |                  ^^^^^^^^^^
          hint: "s010" is a shot and has no looks or views; write `s010` alone
        """,
    ),
    "@name/view": (
        (('@pier"', '@pier/abov"'),),
        """
        error[M201]: nothing is named "pier/abov"
          --> storyforge.yaml:19:36
             19 |         prompt: "@mara walks along @pier/abov"
                |                                    ^^^^^^^^^^
          hint: did you mean "pier/above"?
        """,
    ),
    "@style": (
        (("@tom lifts", "@soft lifts"),),
        """
        error[M202]: "soft" is a style; a character, a location, an element or a shot is wanted here
          --> storyforge.yaml:22:18
             22 |         prompt: "@soft lifts @lantern"
                |                  ^^^^^
          hint: known: mara, mara/coat, tom, pier, pier/above, lantern, s010, s020
        """,
    ),
    "@scene": (
        (("@tom lifts", "@sc1 lifts"),),
        """
        error[M202]: "sc1" is a scene; a character, a location, an element or a shot is wanted here
          --> storyforge.yaml:22:18
             22 |         prompt: "@sc1 lifts @lantern"
                |                  ^^^^
          hint: known: mara, mara/coat, tom, pier, pier/above, lantern, s010, s020
        """,
    ),
    "cast of a scene": (
        (("[mara/coat]", "[marra]"),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:15:12
             15 |     cast: [marra]
                |            ^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "cast of a shot": (
        (("size: LS", "cast: [tom, marra]"),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:18:21
             18 |         cast: [tom, marra]
                |                     ^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "cast with a location": (
        (("[mara/coat]", "[pier]"),),
        """
        error[M202]: "pier" is a location; a character is wanted here
          --> storyforge.yaml:15:12
             15 |     cast: [pier]
                |            ^^^^
          hint: known: mara, mara/coat, tom
        """,
    ),
    "location of a scene is told once": (
        (("    location: pier", "    location: peer"),),
        """
        error[M201]: nothing is named "peer"
          --> storyforge.yaml:14:15
             14 |     location: peer
                |               ^^^^
          hint: did you mean "pier"?
        """,
    ),
    "location of a shot": (
        (("size: LS", "location: pier/abve"),),
        """
        error[M201]: nothing is named "pier/abve"
          --> storyforge.yaml:18:19
             18 |         location: pier/abve
                |                   ^^^^^^^^^
          hint: did you mean "pier/above"?
        """,
    ),
    "location is a character": (
        (("    location: pier", "    location: mara"),),
        """
        error[M202]: "mara" is a character; a location is wanted here
          --> storyforge.yaml:14:15
             14 |     location: mara
                |               ^^^^
          hint: known: pier, pier/above
        """,
    ),
    "from": (
        (("from: s010", "from: s01"),),
        """
        error[M201]: nothing is named "s01"
          --> storyforge.yaml:21:15
             21 |         from: s01
                |               ^^^
          hint: did you mean "s010"?
        """,
    ),
    "from a style": (
        (("from: s010", "from: soft"),),
        """
        error[M202]: "soft" is a style; a character, a location, an element or a shot is wanted here
          --> storyforge.yaml:21:15
             21 |         from: soft
                |               ^^^^
          hint: known: mara, mara/coat, tom, pier, pier/above, lantern, s010, s020
        """,
    ),
    "elements": (
        (("size: LS", "elements: [lantren, mara]"),),
        """
        error[M201]: nothing is named "lantren"
          --> storyforge.yaml:18:20
             18 |         elements: [lantren, mara]
                |                    ^^^^^^^
          hint: did you mean "lantern"?
        error[M202]: "mara" is a character; an element is wanted here
          --> storyforge.yaml:18:29
             18 |         elements: [lantren, mara]
                |                             ^^^^
          hint: known: lantern
        2 errors; nothing was made
        """,
    ),
    "element's from": (
        (("from: mara}", "from: marra}"),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:9:49
              9 |   lantern: {description: a brass lantern, from: marra}
                |                                                 ^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "references": (
        (("size: LS", 'references: ["@lantren", "@soft", "@"]'),),
        """
        error[M201]: nothing is named "lantren"
          --> storyforge.yaml:18:22
             18 |         references: ["@lantren", "@soft", "@"]
                |                      ^^^^^^^^^^
          hint: did you mean "lantern"?
        error[M202]: "soft" is a style; a character, a location, an element or a shot is wanted here
          --> storyforge.yaml:18:34
             18 |         references: ["@lantren", "@soft", "@"]
                |                                  ^^^^^^^
          hint: known: mara, mara/coat, tom, pier, pier/above, lantern, s010, s020
        error[M201]: nothing is named ""
          --> storyforge.yaml:18:43
             18 |         references: ["@lantren", "@soft", "@"]
                |                                           ^^^
          hint: known: mara, mara/coat, tom, pier, pier/above, lantern, s010, s020
        3 errors; nothing was made
        """,
    ),
    "a character's references": (
        (("{description: a boy}", '{description: a boy, references: ["@marra"]}'),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:5:42
              5 |   tom: {description: a boy, references: ["@marra"]}
                |                                          ^^^^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "a style's references": (
        (("{prompt: soft pencil}", '{prompt: soft pencil, references: ["@marra"]}'),),
        """
        error[M201]: nothing is named "marra"
          --> storyforge.yaml:11:44
             11 |   soft: {prompt: soft pencil, references: ["@marra"]}
                |                                            ^^^^^^^^
          hint: did you mean "mara"?
        """,
    ),
    "style of the project": (
        (("provider: stub", "provider: stub\nstyle: sotf"),),
        """
        error[M201]: no style is named "sotf"
          --> storyforge.yaml:3:8
              3 | style: sotf
                |        ^^^^
          hint: did you mean "soft"?
        """,
    ),
    "style of a scene, a preset": (
        (("    location: pier", "    location: pier\n    style: pencl"),),
        """
        error[M201]: no style is named "pencl"
          --> storyforge.yaml:15:12
             15 |     style: pencl
                |            ^^^^^
          hint: did you mean "pencil"?
        """,
    ),
    "style of a shot": (
        (("size: LS", "style: mara"),),
        """
        error[M202]: "mara" is a character; a style is wanted here
          --> storyforge.yaml:18:16
             18 |         style: mara
                |                ^^^^
          hint: known: soft, pencil, ink, marker, blueprint, noir, watercolour, clean-line, cinematic, documentary, period-film, animation-3d, anime, comic, gouache, oil-paint, claymation
        """,
    ),
    "speaker": (
        (
            (
                "size: LS",
                "dialogue: [{marra: hello}, {MARRA: hello}, {speaker: qqqq, text: hello}, {pier: hello}]",
            ),
        ),
        """
        error[M201]: no character is named "marra"
          --> storyforge.yaml:18:21
             18 |         dialogue: [{marra: hello}, {MARRA: hello}, {speaker: qqqq, text: hello}, {pier: he…
                |                     ^^^^^
          hint: did you mean "mara"?
        error[M201]: no character is named "qqqq"
          --> storyforge.yaml:18:62
             18 | …   dialogue: [{marra: hello}, {MARRA: hello}, {speaker: qqqq, text: hello}, {pier: hello}]
                |                                                          ^^^^
          hint: write a cue in CAPITALS for anybody who is not declared
        error[M202]: "pier" is a location; a character is wanted here
          --> storyforge.yaml:18:83
             18 | …   dialogue: [{marra: hello}, {MARRA: hello}, {speaker: qqqq, text: hello}, {pier: hello}]
                |                                                                               ^^^^
          hint: known: mara, mara/coat, tom
        3 errors; nothing was made
        """,
    ),
    "moved": (
        (("provider: stub", "provider: stub\nmoved: {s005: s01, s010: s020, old: qqqqqq}"),),
        """
        error[M201]: nothing is named "s01"
          --> storyforge.yaml:3:15
              3 | moved: {s005: s01, s010: s020, old: qqqqqq}
                |               ^^^
          hint: did you mean "s010"?
        error[M210]: "s010" was moved, but something is named so again
          --> storyforge.yaml:3:20
              3 | moved: {s005: s01, s010: s020, old: qqqqqq}
                |                    ^^^^
          hint: delete the line, or give the other thing an id of its own
        error[M201]: nothing is named "qqqqqq"
          --> storyforge.yaml:3:37
              3 | moved: {s005: s01, s010: s020, old: qqqqqq}
                |                                     ^^^^^^
          hint: write the name that it has now
        3 errors; nothing was made
        """,
    ),
    "provider": (
        (("provider: stub", "provider: drft"),),
        """
        error[M205]: there is no provider "drft"
          --> storyforge.yaml:2:11
              2 | provider: drft
                |           ^^^^
          hint: did you mean "draft"?
        """,
    ),
    "provider of a shot, nothing near": (
        (("size: LS", "provider: qqqq"),),
        """
        error[M205]: there is no provider "qqqq"
          --> storyforge.yaml:18:19
             18 |         provider: qqqq
                |                   ^^^^
          hint: known: draft, runway, replicate, comfyui
        """,
    ),
    "model": (
        (("provider: stub", "provider: draft/artst"),),
        """
        error[M206]: draft has no model "artst"
          --> storyforge.yaml:2:11
              2 | provider: draft/artst
                |           ^^^^^^^^^^^
          hint: did you mean "draft/artist"?
        """,
    ),
    "model, nothing near": (
        (("size: LS", "provider: stub/qqqq"),),
        """
        error[M206]: stub has no model "qqqq"
          --> storyforge.yaml:18:19
             18 |         provider: stub/qqqq
                |                   ^^^^^^^^^
          hint: known: stub/tiny
        """,
    ),
    "nothing of that kind yet": (
        (
            ("elements:\n  lantern: {description: a brass lantern, from: mara}\n", ""),
            ("@lantern", ""),
            ("size: LS", "elements: [lantern]"),
        ),
        """
        error[M201]: nothing is named "lantern"
          --> storyforge.yaml:16:20
             16 |         elements: [lantern]
                |                    ^^^^^^^
          hint: this project declares no element yet
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
