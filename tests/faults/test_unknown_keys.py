"""A key that does not exist, in each kind of thing."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "project": (
        (("provider: stub", "provider: stub\nfsp: 24"),),
        """
        error[M101]: "fsp" is not a field of a project
          --> storyforge.yaml:3:1
              3 | fsp: 24
                | ^^^
          hint: did you mean "fps"?
        """,
    ),
    "project, nothing near": (
        (("provider: stub", "provider: stub\nqqqq: 24"),),
        """
        error[M101]: "qqqq" is not a field of a project
          --> storyforge.yaml:3:1
              3 | qqqq: 24
                | ^^^^
          hint: it may say: title, scenes, shots, characters, locations, elements, styles, include, provider, style, ratio, fps, budget
        """,
    ),
    "character": (
        (("{description: a boy}", "{descripton: a boy, description: a boy}"),),
        """
        error[M101]: "descripton" is not a field of a character
          --> storyforge.yaml:5:9
              5 |   tom: {descripton: a boy, description: a boy}
                |         ^^^^^^^^^^
          hint: did you mean "description"?
        """,
    ),
    "look": (
        (("coat: oilskin", "coat: {descripton: oilskin}"),),
        """
        error[M101]: "descripton" is not a field of a look
          --> storyforge.yaml:4:51
              4 |   mara: {description: lamplighter, looks: {coat: {descripton: oilskin}}}
                |                                                   ^^^^^^^^^^
          hint: did you mean "description"?
        """,
    ),
    "location": (
        (("a pier, views", "a pier, wether: fog, views"),),
        """
        error[M101]: "wether" is not a field of a location
          --> storyforge.yaml:7:31
              7 |   pier: {description: a pier, wether: fog, views: {above: from above}}
                |                               ^^^^^^
          hint: did you mean "weather"?
        """,
    ),
    "view": (
        (("above: from above", "above: {tme: night}"),),
        """
        error[M101]: "tme" is not a field of a view
          --> storyforge.yaml:7:47
              7 |   pier: {description: a pier, views: {above: {tme: night}}}
                |                                               ^^^
          hint: did you mean "time"?
        """,
    ),
    "element": (
        (("from: mara}", "form: mara}"),),
        """
        error[M101]: "form" is not a field of an element
          --> storyforge.yaml:9:43
              9 |   lantern: {description: a brass lantern, form: mara}
                |                                           ^^^^
          hint: did you mean "from"?
        """,
    ),
    "style": (
        (("{prompt: soft pencil}", "{promt: soft pencil}"),),
        """
        error[M101]: "promt" is not a field of a style
          --> storyforge.yaml:11:10
             11 |   soft: {promt: soft pencil}
                |          ^^^^^
          hint: did you mean "prompt"?
        """,
    ),
    "scene": (
        (("    location: pier", "    loction: pier"),),
        """
        error[M101]: "loction" is not a field of a scene
          --> storyforge.yaml:14:5
             14 |     loction: pier
                |     ^^^^^^^
          hint: did you mean "location"?
        """,
    ),
    "shot": (
        (("size: LS", "siez: LS"),),
        """
        error[M101]: "siez" is not a field of a shot
          --> storyforge.yaml:18:9
             18 |         siez: LS
                |         ^^^^
          hint: did you mean "size"?
        """,
    ),
    "shot, nothing near": (
        (("size: LS", "qqqq: LS"),),
        """
        error[M101]: "qqqq" is not a field of a shot
          --> storyforge.yaml:18:9
             18 |         qqqq: LS
                |         ^^^^
          hint: it may say: id, prompt, size, angle, lens, movement, cast, location, elements, from, duration, dialogue
        """,
    ),
    "member of the cast": (
        (("[mara/coat]", "[{who: mara, postion: left}]"),),
        """
        error[M101]: "postion" is not a field of a member of the cast
          --> storyforge.yaml:15:24
             15 |     cast: [{who: mara, postion: left}]
                |                        ^^^^^^^
          hint: did you mean "position"?
        """,
    ),
    "line of dialogue": (
        (("size: LS", "dialogue: [{speaker: mara, txt: hello}]"),),
        """
        error[M104]: a line of dialogue needs "text"
          --> storyforge.yaml:18:20
             18 |         dialogue: [{speaker: mara, txt: hello}]
                |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: write what is said, such as `- mara: You came back.`
        error[M101]: "txt" is not a field of a line of dialogue
          --> storyforge.yaml:18:36
             18 |         dialogue: [{speaker: mara, txt: hello}]
                |                                    ^^^
          hint: did you mean "text"?
        2 errors; nothing was made
        """,
    ),
    "clip": (
        (("size: LS", "clip: {duraton: 3s}"),),
        """
        note[N301]: a shot asks for a clip; stub makes stills only
          --> storyforge.yaml:18:9
             18 |         clip: {duraton: 3s}
                |         ^^^^
          hint: the still is made as always; for the clip write `clip: {provider: runway/gen4_turbo}`
        error[M101]: "duraton" is not a field of a clip
          --> storyforge.yaml:18:16
             18 |         clip: {duraton: 3s}
                |                ^^^^^^^
          hint: did you mean "duration"?
        """,
    ),
    "budget": (
        (("provider: stub", "provider: stub\nbudget: {projct: $5}"),),
        """
        error[M101]: "projct" is not a field of a budget
          --> storyforge.yaml:3:10
              3 | budget: {projct: $5}
                |          ^^^^^^
          hint: did you mean "project"?
        """,
    ),
    "called otherwise": (
        (
            (
                "size: LS",
                "description: she walks\n        characters: [mara]\n        camera: pan left\n        focal_length: 85mm",
            ),
        ),
        """
        error[M101]: "description" is not a field of a shot
          --> storyforge.yaml:18:9
             18 |         description: she walks
                |         ^^^^^^^^^^^
          hint: did you mean "prompt"?
        error[M101]: "characters" is not a field of a shot
          --> storyforge.yaml:19:9
             19 |         characters: [mara]
                |         ^^^^^^^^^^
          hint: did you mean "cast"?
        error[M101]: "camera" is not a field of a shot
          --> storyforge.yaml:20:9
             20 |         camera: pan left
                |         ^^^^^^
          hint: did you mean "movement"?
        error[M101]: "focal_length" is not a field of a shot
          --> storyforge.yaml:21:9
             21 |         focal_length: 85mm
                |         ^^^^^^^^^^^^
          hint: did you mean "lens"?
        4 errors; nothing was made
        """,
    ),
    "belongs to another kind": (
        (
            ("size: LS", "looks: {}\n        mode: V.O."),
            ("    location: pier", "    size: LS"),
        ),
        """
        error[M101]: "size" is not a field of a scene
          --> storyforge.yaml:14:5
             14 |     size: LS
                |     ^^^^
          hint: a shot may say "size"
        error[M101]: "looks" is not a field of a shot
          --> storyforge.yaml:18:9
             18 |         looks: {}
                |         ^^^^^
          hint: a character may say "looks"
        error[M101]: "mode" is not a field of a shot
          --> storyforge.yaml:19:9
             19 |         mode: V.O.
                |         ^^^^
          hint: did you mean "mood"? a line of dialogue may say "mode"
        3 errors; nothing was made
        """,
    ),
    "everybody under a misspelt key": (
        (("characters:", "charcters:"),),
        """
        error[M101]: "charcters" is not a field of a project
          --> storyforge.yaml:3:1
              3 | charcters:
                | ^^^^^^^^^
          hint: did you mean "characters"?
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
