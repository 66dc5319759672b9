"""Several faults of several kinds in several files: all at once, in order, without consequences."""

import pytest
from pier import lines, told
from world import World

CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "four files": (
        {
            "storyforge.yaml": """
            storyforge: 1
            provider: stub
            fsp: 25
            style: soft
            include: [cast/*.yaml, scenes/*.yaml, more/*.yaml]
            """,
            "cast/people.yaml": """
            characters:
              mara: {description: lamplighter, looks: {coat: {descripton: oilskin}}, references: [mara.png]}
              tom: [a boy]
              Nell: a girl
            """,
            "cast/places.yaml": """
            locations:
              pier: {description: a pier, time: dsk}
              mara: a house of that name
            """,
            "scenes/1.yaml": """
            scenes:
              - id: sc1
                location: peer
                cast: [mara/coat, tom, Nell]
                shots:
                  - id: s010
                    size: LSS
                    prompt: "@mara and @tom on the pier, @nell far away"
                  - size: MS
                    prompt: "@marra"
                  - id: s020
                    from: s010
                    takes: 99
                  - id: s030
                    from: s020
                    prompt: "@s030 again"
                    dialogue: [{tomm: hello}]
            """,
            "scenes/2.yaml": """
            scenes:
              - id: sc1
                shots:
                  - {id: s010, location: tom}
            """,
        },
        """
        error[M101]: "descripton" is not a field of a look
          --> cast/people.yaml:2:51
              2 | …: {description: lamplighter, looks: {coat: {descripton: oilskin}}, references: [mara.png]}
                |                                              ^^^^^^^^^^
          hint: did you mean "description"?
        error[R301]: there is no file "cast/mara.png"
          --> cast/people.yaml:2:87
              2 | …: {description: lamplighter, looks: {coat: {descripton: oilskin}}, references: [mara.png]}
                |                                                                                  ^^^^^^^^
          hint: put the file there
        error[M103]: "tom" wants a mapping of fields, not a list
          --> cast/people.yaml:3:8
              3 |   tom: [a boy]
                |        ^^^^^^^
          hint: write `a boy`, without brackets
        error[M107]: "Nell" cannot name a character: an id is written in small letters
          --> cast/people.yaml:4:3
              4 |   Nell: a girl
                |   ^^^^
          hint: did you mean "nell"?
        error[M102]: "dsk" is not a time of day
          --> cast/places.yaml:2:37
              2 |   pier: {description: a pier, time: dsk}
                |                                     ^^^
          hint: did you mean "dusk"? It may be: dawn, morning, day, noon, afternoon, golden hour, dusk, evening, night, continuous
        error[M108]: "mara" is already the id of a character
          --> cast/places.yaml:3:3
              3 |   mara: a house of that name
                |   ^^^^
          and the character is here: cast/people.yaml:2:3
          hint: give one of them another id; a name must mean one thing
        error[M201]: nothing is named "peer"
          --> scenes/1.yaml:3:15
              3 |     location: peer
                |               ^^^^
          hint: did you mean "pier"?
        error[M102]: "LSS" is not a shot size
          --> scenes/1.yaml:7:15
              7 |         size: LSS
                |               ^^^
          hint: did you mean "LS"? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        error[M104]: a shot needs "id"
          --> scenes/1.yaml:9:9
              9 |       - size: MS
                |         ^^^^
          hint: give it a short name of its own, such as `id: s010`
        error[M201]: nothing is named "marra"
          --> scenes/1.yaml:10:18
             10 |         prompt: "@marra"
                |                  ^^^^^^
          hint: did you mean "mara"?
        error[M105]: "takes" must be at most 16, not 99
          --> scenes/1.yaml:13:16
             13 |         takes: 99
                |                ^^
          hint: write a number from 1 to 16
        error[M203]: s030 is drawn from itself
          --> scenes/1.yaml:16:18
             16 |         prompt: "@s030 again"
                |                  ^^^^^
          hint: take this link away: something cannot be drawn before itself
        error[M201]: no character is named "tomm"
          --> scenes/1.yaml:17:21
             17 |         dialogue: [{tomm: hello}]
                |                     ^^^^
          hint: did you mean "tom"?
        error[M108]: "sc1" is already the id of a scene
          --> scenes/2.yaml:2:9
              2 |   - id: sc1
                |         ^^^
          and the scene is here: scenes/1.yaml:2:9
          hint: give one of them another id; a name must mean one thing
        error[M108]: "s010" is already the id of a shot
          --> scenes/2.yaml:4:14
              4 |       - {id: s010, location: tom}
                |              ^^^^
          and the shot is here: scenes/1.yaml:6:13
          hint: give one of them another id; a name must mean one thing
        error[M202]: "tom" is a character; a location is wanted here
          --> scenes/2.yaml:4:30
              4 |       - {id: s010, location: tom}
                |                              ^^^
          hint: known: pier
        error[M101]: "fsp" is not a field of a project
          --> storyforge.yaml:3:1
              3 | fsp: 25
                | ^^^
          hint: did you mean "fps"?
        error[M201]: no style is named "soft"
          --> storyforge.yaml:4:8
              4 | style: soft
                |        ^^^^
          hint: known: pencil, ink, marker, blueprint, noir, watercolour, clean-line, cinematic, documentary, period-film, animation-3d, anime, comic, gouache, oil-paint, claymation
        warning[M111]: no file matches "more/*.yaml"
          --> storyforge.yaml:5:39
              5 | include: [cast/*.yaml, scenes/*.yaml, more/*.yaml]
                |                                       ^^^^^^^^^^^
          hint: paths are relative to storyforge.yaml
        18 errors; nothing was made
        """,
    ),
    "a lockfile and a manifest at once": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots: [{id: s010, siez: LS}]
            """,
            "storyforge.lock": """
            {
              "lock": 1,
            <<<<<<< HEAD
              "nodes": {}
            =======
              "nodes": {"a": 1}
            >>>>>>> other
            }
            """,
        },
        """
        error[L002]: storyforge.lock holds a merge conflict
          --> storyforge.lock:3:1
              3 | <<<<<<< HEAD
                | ^^^^^^^
          hint: `storyforge resolve` shows both pictures and settles it; nothing is paid
        error[M101]: "siez" is not a field of a shot
          --> storyforge.yaml:2:20
              2 | shots: [{id: s010, siez: LS}]
                |                    ^^^^
          hint: did you mean "size"?
        2 errors; nothing was made
        """,
    ),
    "a lockfile that git left in two": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots: [{id: s010}]
            """,
            "storyforge.lock": """
            {
              "lock": 1,
            <<<<<<< HEAD
              "nodes": {}
            =======
              "nodes": {"a": 1}
            >>>>>>> other
            }
            """,
        },
        """
        error[L002]: storyforge.lock holds a merge conflict
          --> storyforge.lock:3:1
              3 | <<<<<<< HEAD
                | ^^^^^^^
          hint: `storyforge resolve` shows both pictures and settles it; nothing is paid
        """,
    ),
    "a lockfile that is cut": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots: [{id: s010}]
            """,
            "storyforge.lock": """
            {
              "lock": 1,
              "nodes": {
            """,
        },
        """
        error[L001]: storyforge.lock cannot be read
          --> storyforge.lock:4:1
              4 |
                | ^
          hint: restore it (`git checkout -- storyforge.lock`), or delete it and build: pictures that are here are found again
        """,
    ),
    "a shot with a bad field is checked otherwise, and known to others": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots:
              - id: s010
                size: [LS]
                lens: 3mm
                location: nowhere
              - id: s020
                from: s010
                prompt: "@s010 again"
            """,
        },
        """
        error[M103]: "size" wants a word, not a list
          --> storyforge.yaml:4:11
              4 |     size: [LS]
                |           ^^^^
          hint: write `LS`, without brackets
        error[M102]: "3mm" is not a lens
          --> storyforge.yaml:5:11
              5 |     lens: 3mm
                |           ^^^
          hint: it may be: 85mm, fisheye, ultra-wide, wide, normal, portrait, long, super long, macro, anamorphic
        error[M201]: nothing is named "nowhere"
          --> storyforge.yaml:6:15
              6 |     location: nowhere
                |               ^^^^^^^
          hint: this project declares no location yet
        3 errors; nothing was made
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
