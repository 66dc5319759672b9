"""A word that no vocabulary holds: the nearest is named, with what it stands for."""

import pytest
from pier import Edits, lines, told_of
from world import World

CASES: dict[str, tuple[Edits, str]] = {
    "size: LSS": (
        (("size: LS", "size: LSS"),),
        """
        error[M102]: "LSS" is not a shot size
          --> storyforge.yaml:18:15
             18 |         size: LSS
                |               ^^^
          hint: did you mean "LS"? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        """,
    ),
    "size: medum shot": (
        (("size: LS", "size: medum shot"),),
        """
        error[M102]: "medum shot" is not a shot size
          --> storyforge.yaml:18:15
             18 |         size: medum shot
                |               ^^^^^^^^^^
          hint: did you mean "medium shot" (MS)? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        """,
    ),
    "size: qqqq": (
        (("size: LS", "size: qqqq"),),
        """
        error[M102]: "qqqq" is not a shot size
          --> storyforge.yaml:18:15
             18 |         size: qqqq
                |               ^^^^
          hint: it may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        """,
    ),
    "framing: to-shot": (
        (("size: LS", "framing: to-shot"),),
        """
        error[M102]: "to-shot" is not a framing
          --> storyforge.yaml:18:18
             18 |         framing: to-shot
                |                  ^^^^^^^
          hint: did you mean "two-shot"? It may be: single, two-shot, three-shot, group, crowd, empty, insert, cutaway
        """,
    ),
    "perspective: ots-lft": (
        (("size: LS", "perspective: ots-lft"),),
        """
        error[M102]: "ots-lft" is not a perspective
          --> storyforge.yaml:18:22
             18 |         perspective: ots-lft
                |                      ^^^^^^^
          hint: did you mean "ots-left"? It may be: objective, ots-left, ots-right, pov, reaction
        """,
    ),
    "angle: hihg": (
        (("size: LS", "angle: hihg"),),
        """
        error[M102]: "hihg" is not a camera angle
          --> storyforge.yaml:18:16
             18 |         angle: hihg
                |                ^^^^
          hint: did you mean "high"? It may be: eye, high, steep, overhead, low, worm, degrees from -90 to 90
        """,
    ),
    "angle: 95": (
        (("size: LS", "angle: 95"),),
        """
        error[M102]: "95" is not a camera angle
          --> storyforge.yaml:18:16
             18 |         angle: 95
                |                ^^
          hint: it may be: eye, high, steep, overhead, low, worm, degrees from -90 to 90
        """,
    ),
    "level: gruond": (
        (("size: LS", "level: gruond"),),
        """
        error[M102]: "gruond" is not a camera level
          --> storyforge.yaml:18:16
             18 |         level: gruond
                |                ^^^^^^
          hint: did you mean "ground"? It may be: ground, knee, hip, chest, shoulder, eye, overhead, aerial
        """,
    ),
    "lens: wid": (
        (("size: LS", "lens: wid"),),
        """
        error[M102]: "wid" is not a lens
          --> storyforge.yaml:18:15
             18 |         lens: wid
                |               ^^^
          hint: did you mean "wide"? It may be: 85mm, fisheye, ultra-wide, wide, normal, portrait, long, super long, macro, anamorphic
        """,
    ),
    "lens: 3mm": (
        (("size: LS", "lens: 3mm"),),
        """
        error[M102]: "3mm" is not a lens
          --> storyforge.yaml:18:15
             18 |         lens: 3mm
                |               ^^^
          hint: it may be: 85mm, fisheye, ultra-wide, wide, normal, portrait, long, super long, macro, anamorphic
        """,
    ),
    "movement: pan lft": (
        (("size: LS", "movement: pan lft"),),
        """
        error[M102]: "pan lft" is not a camera movement
          --> storyforge.yaml:18:19
             18 |         movement: pan lft
                |                   ^^^^^^^
          hint: did you mean "pan left"? It may be: static, pan, whip pan, tilt, roll, dolly, push, pull, truck, track, pedestal, boom, crane, arc …
        """,
    ),
    "movement: pan": (
        (("size: LS", "movement: pan"),),
        """
        error[M102]: "pan" is not a camera movement
          --> storyforge.yaml:18:19
             18 |         movement: pan
                |                   ^^^
          hint: it may be: pan left, pan right
        """,
    ),
    "movement: [pan left, zom in, qqqq]": (
        (("size: LS", "movement: [pan left, zom in, qqqq]"),),
        """
        error[M102]: "zom in" is not a camera movement
          --> storyforge.yaml:18:30
             18 |         movement: [pan left, zom in, qqqq]
                |                              ^^^^^^
          hint: did you mean "zoom in"? It may be: static, pan, whip pan, tilt, roll, dolly, push, pull, truck, track, pedestal, boom, crane, arc …
        error[M102]: "qqqq" is not a camera movement
          --> storyforge.yaml:18:38
             18 |         movement: [pan left, zom in, qqqq]
                |                                      ^^^^
          hint: it may be: static, pan, whip pan, tilt, roll, dolly, push, pull, truck, track, pedestal, boom, crane, arc …
        2 errors; nothing was made
        """,
    ),
    "time: dsk": (
        (("size: LS", "time: dsk"),),
        """
        error[M102]: "dsk" is not a time of day
          --> storyforge.yaml:18:15
             18 |         time: dsk
                |               ^^^
          hint: did you mean "dusk"? It may be: dawn, morning, day, noon, afternoon, golden hour, dusk, evening, night, continuous
        """,
    ),
    "weather: fogg": (
        (("size: LS", "weather: fogg"),),
        """
        error[M102]: "fogg" is not a weather
          --> storyforge.yaml:18:18
             18 |         weather: fogg
                |                  ^^^^
          hint: did you mean "foggy" (fog)? It may be: clear, cloudy, fog, rain, snow, storm, wind
        """,
    ),
    "transition: disolve": (
        (("size: LS", "transition: disolve"),),
        """
        error[M102]: "disolve" is not a transition
          --> storyforge.yaml:18:21
             18 |         transition: disolve
                |                     ^^^^^^^
          hint: did you mean "dissolve"? It may be: cut, match cut, smash cut, jump cut, dissolve, fade in, fade out, wipe, iris in, iris out, push, whip, intercut
        """,
    ),
    "duration: 0s": (
        (("size: LS", "duration: 0s"),),
        """
        error[M102]: "0s" is not a duration
          --> storyforge.yaml:18:19
             18 |         duration: 0s
                |                   ^^
          hint: it may be: 3s, 2.5s, 60f, 2+12, 00:00:02:12
        """,
    ),
    "duration: soon": (
        (("size: LS", "duration: soon"),),
        """
        error[M102]: "soon" is not a duration
          --> storyforge.yaml:18:19
             18 |         duration: soon
                |                   ^^^^
          hint: it may be: 3s, 2.5s, 60f, 2+12, 00:00:02:12
        """,
    ),
    "ratio: 16x9": (
        (("size: LS", "ratio: 16x9"),),
        """
        error[M102]: "16x9" is not a ratio
          --> storyforge.yaml:18:16
             18 |         ratio: 16x9
                |                ^^^^
          hint: did you mean "16:9"? It may be: 16:9, 9:16, 1:1, 4:3, 3:4, 21:9
        """,
    ),
    "resolution: 4k": (
        (("size: LS", "resolution: 4k"),),
        """
        error[M102]: "4k" is not a resolution
          --> storyforge.yaml:18:21
             18 |         resolution: 4k
                |                     ^^
          hint: it may be: 720p, 1080p
        """,
    ),
    "kind": (
        (("from: mara}", "from: mara, kind: porp}"),),
        """
        error[M102]: "porp" is not a kind of element
          --> storyforge.yaml:9:61
              9 |   lantern: {description: a brass lantern, from: mara, kind: porp}
                |                                                             ^^^^
          hint: did you mean "prop"? It may be: prop, garment, pose, expression, light, texture, composition
        """,
    ),
    "preset": (
        (("{prompt: soft pencil}", "{preset: watercolr}"),),
        """
        error[M102]: "watercolr" is not a style preset
          --> storyforge.yaml:11:18
             11 |   soft: {preset: watercolr}
                |                  ^^^^^^^^^
          hint: did you mean "watercolor" (watercolour)? It may be: pencil, ink, marker, blueprint, noir, watercolour, clean-line, cinematic, documentary, period-film, animation-3d, anime, comic, gouache …
        """,
    ),
    "height": (
        (("{description: a boy}", "{description: a boy, height: tall}"),),
        """
        error[M102]: "tall" is not a height
          --> storyforge.yaml:5:37
              5 |   tom: {description: a boy, height: tall}
                |                                     ^^^^
          hint: it may be: 175cm, 1.75m
        """,
    ),
    "mode": (
        (("size: LS", "dialogue: [{speaker: mara, text: hello, mode: VO}]"),),
        """
        error[M102]: "VO" is no "mode"
          --> storyforge.yaml:18:55
             18 |         dialogue: [{speaker: mara, text: hello, mode: VO}]
                |                                                       ^^
          hint: did you mean "V.O."? It may be: V.O., O.S., O.C., CONT'D
        """,
    ),
    "project": (
        (("provider: stub", "provider: stub\nfps: 23\ntradition: frnch\nbudget: {run: five}"),),
        """
        error[M102]: "23" is not a frame rate
          --> storyforge.yaml:3:6
              3 | fps: 23
                |      ^^
          hint: it may be: 23.976, 23.98, 29.97, 59.94, 12, 15, 24, 25, 30, 48, 50, 60
        error[M102]: "frnch" is no "tradition"
          --> storyforge.yaml:4:12
              4 | tradition: frnch
                |            ^^^^^
          hint: it may be: western, japanese
        error[M102]: "five" is not an amount of money
          --> storyforge.yaml:5:15
              5 | budget: {run: five}
                |               ^^^^
          hint: it may be: $5, $0.40
        3 errors; nothing was made
        """,
    ),
    "clip": (
        (("size: LS", "clip: {duration: long}"),),
        """
        note[N301]: a shot asks for a clip; stub makes stills only
          --> storyforge.yaml:18:9
             18 |         clip: {duration: long}
                |         ^^^^
          hint: the still is made as always; for the clip write `clip: {provider: runway/gen4_turbo}`
        error[M102]: "long" is not a whole number of seconds
          --> storyforge.yaml:18:26
             18 |         clip: {duration: long}
                |                          ^^^^
          hint: it may be: 5s, 10s
        """,
    ),
    "shorter than a frame of this film": (
        (
            ("provider: stub", "provider: stub\nfps: 12"),
            ("size: LS", "duration: 0.03s"),
        ),
        """
        error[M102]: "0.03s" is less than a frame or more than a day at 12 fps
          --> storyforge.yaml:19:19
             19 |         duration: 0.03s
                |                   ^^^^^
          hint: give it another length
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    edits, expected = CASES[case]
    assert told_of(world, *edits) == lines(expected)
