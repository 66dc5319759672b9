"""Continuity, rule by rule: what is told of a small film, to the letter, and what is not."""

from __future__ import annotations

import pytest
from continuity_worlds import film, found, shots
from pier import lines
from world import World

BOTH = "location: pier;;cast: [mara, tom]"
COATED = "location: pier;;cast: [mara/coat, tom]"
RIGHT = "cast: [{who: mara, facing: right, action: walks}]"
LEFT = "cast: [{who: mara, facing: left, action: walks}]"
MARA_LEFT = "cast: [{who: mara, position: left}, {who: tom, position: right}], prompt: they talk"
TOM_LEFT = "cast: [{who: mara, position: right}, {who: tom, position: left}], prompt: they eat"


def two(first: str, second: str) -> str:
    """Two scenes of one shot each."""
    return (
        "scenes:\n"
        f"  - {{id: sc1, {first}, shots: [{{id: s010, cast: [mara]}}]}}\n"
        f"  - {{id: sc2, {second}, shots: [{{id: s020, cast: [mara]}}]}}\n"
    )


def sizes(*all_: str) -> str:
    """A scene of shots of these sizes, each of somebody doing something else."""
    acts = ("waits", "looks", "sits", "sleeps", "wakes")
    return shots(*(f'{size}prompt: "@mara {act}"' for size, act in zip(all_, acts, strict=False)))


# what is looked at -> a film, and what is told of it
TOLD: dict[str, tuple[str, list[str]]] = {
    "an hour that jumps and comes back": (
        shots(
            'time: dusk, prompt: "@mara waits"',
            'time: noon, prompt: "@mara waits on"',
            'time: dusk, prompt: "@mara goes"',
        ),
        ['K101: it is "dusk" in s010 and "noon" in s020, in one place and scene'],
    ),
    "hours that pass into each other": (
        shots('time: dusk, prompt: "@mara waits"', 'time: night, prompt: "@mara waits on"'),
        [],
    ),
    "an hour of the day by day": (
        shots('time: day, prompt: "@mara waits"', 'time: noon, prompt: "@mara waits on"'),
        [],
    ),
    "an hour that goes by in words": (
        shots('time: noon, prompt: "@mara waits"', 'time: night, prompt: "nightfall, @mara waits"'),
        [],
    ),
    "an hour behind a dissolve": (
        shots(
            'time: noon, prompt: "@mara waits", transition: dissolve',
            'time: night, prompt: "@mara waits on"',
        ),
        [],
    ),
    "an hour in another place": (
        shots('time: noon, prompt: "@mara"', 'time: night, location: shop, prompt: "@mara"'),
        [],
    ),
    "an hour long ago": (
        shots(
            'time: night, prompt: "@tom"',
            "time: noon, cast: [tom/boy]",
            'time: night, prompt: "@tom"',
        ),
        [],
    ),
    "a continuous cut": (
        two(
            "slug: EXT. PIER - DUSK, location: pier, time: dusk, weather: fog",
            "slug: EXT. PIER - CONTINUOUS, location: pier, time: noon, weather: clear",
        ),
        [
            'K101: scene "sc2" is continuous, but it is "noon" in s020 and "dusk" in s010 before it',
            'K102: scene "sc2" is continuous, but the weather is "clear" in s020 and "fog" in s010 '
            "before it",
        ],
    ),
    "a cut that is not continuous": (
        two("location: pier, time: dusk", "slug: EXT. PIER - NOON, location: pier, time: noon"),
        [],
    ),
    "a continuous cut to the inside": (
        two(
            "location: pier, time: night, weather: rain",
            "slug: INT. SHOP - CONTINUOUS, location: shop, time: night, weather: clear",
        ),
        [],
    ),
    "weather that turns": (
        shots('weather: rain, prompt: "@mara"', 'weather: clear, prompt: "@mara sits"'),
        ['K102: it is "rain" in s010 and "clear" in s020, in one place and scene'],
    ),
    "weather that turns in words": (
        shots('weather: rain, prompt: "@mara"', 'weather: clear, prompt: "the rain stops, @mara"'),
        [],
    ),
    "a look that is lost and found": (
        shots('prompt: "@mara"', 'cast: [mara], prompt: "@mara"', 'prompt: "@mara"', scene=COATED),
        ['K103: "mara/coat" in s010 is "mara" in s020 and "mara/coat" again in s030'],
    ),
    "a look that the scene has": (
        shots("cast: [{who: mara, position: left}]", 'prompt: "@mara"', scene=COATED),
        ['K103: the scene has mara in "mara/coat"; s010 shows "mara"'],
    ),
    "a look that is forgotten": (
        shots("cast: [mara/apron]", 'prompt: "@mara"', scene=COATED),
        ['K103: "mara/apron" in s010 is "mara/coat" in s020, and nothing says how'],
    ),
    "a look that changes in words": (
        shots(
            'prompt: "@mara"', 'cast: [mara], prompt: "@mara hangs up the oilskin"', scene=COATED
        ),
        [],
    ),
    "a look at another hour": (
        shots('prompt: "@tom"', "time: noon, cast: [tom/boy]", scene=BOTH + ";;time: night"),
        [],
    ),
    "a look behind a dissolve": (
        shots("cast: [mara], transition: dissolve", "cast: [mara/coat]"),
        [],
    ),
    "two looks in one shot": (
        shots('cast: [mara/coat], prompt: "@mara/apron waits"'),
        ['K103: s010 has mara as "mara/coat" in its cast and as "@mara/apron"'],
    ),
    "a thing that is gone between": (
        shots(
            'size: LS, prompt: "@mara walks, a brass lantern in one hand"',
            'size: MS, prompt: "@mara looks at the sea"',
            'size: FS, prompt: "@mara holds the lantern up"',
        ),
        ['K104: mara holds "lantern" in s010 and in s030; s020 between them does not have it'],
    ),
    "a thing in somebody's own action": (
        shots(
            "size: MS, cast: [{who: tom, action: carries a battered suitcase}, mara]",
            "size: FS, cast: [{who: tom, action: waits}, mara]",
            "size: LS, cast: [{who: tom, action: carries the suitcase down the steps}]",
        ),
        ['K104: tom holds "suitcase" in s010 and in s030; s020 between them does not have it'],
    ),
    "a thing that is put down": (
        shots(
            'size: LS, prompt: "@mara walks, a brass lantern in one hand"',
            'size: MS, prompt: "@mara puts it on a post"',
            'size: FS, prompt: "@mara holds the lantern up"',
        ),
        [],
    ),
    "a thing out of the frame": (
        shots(
            'size: LS, prompt: "@mara walks, a brass lantern in one hand"',
            'size: CU, prompt: "@mara looks at the sea"',
            'size: FS, prompt: "@mara holds the lantern up"',
        ),
        [],
    ),
    "a thing that is an element": (
        shots(
            "size: MS, cast: [{who: tom, action: carries a lantern}]",
            "size: FS, elements: [lantern], cast: [{who: tom, action: waits}]",
            "size: LS, cast: [{who: tom, action: carries the lantern on}]",
        ),
        [],
    ),
    "somebody unseen who speaks": (
        shots('prompt: "@mara", dialogue: [{tom: Hello.}]', scene=BOTH),
        ["K105: tom speaks in s010 and is not in the frame"],
    ),
    "somebody over an insert": (
        shots("framing: insert, prompt: a hand, dialogue: [{tom: Hello.}]", scene=BOTH),
        ["K105: tom speaks in s010 and is not in the frame"],
    ),
    "somebody who is not in the scene": (
        shots("prompt: she waits, dialogue: [{tom: Hello.}]", scene="cast: [mara]"),
        ["K105: tom speaks in s010 and is not in the frame"],
    ),
    "somebody else alone in the frame": (
        shots("framing: single, prompt: Mara waits, dialogue: [{tom: Hello.}]", scene=BOTH),
        ["K105: tom speaks in s010 and is not in the frame"],
    ),
    "voices that are marked, or nobody's": (
        shots(
            'prompt: "@mara", dialogue: [{speaker: tom, text: Hello., mode: O.S.}, {CLERK: Yes?}]',
            'prompt: "@mara sits", dialogue: [{speaker: tom, text: Hello., mode: V.O.}, Strokes.]',
            scene=BOTH,
        ),
        [],
    ),
    "voices of those who may be seen": (
        shots(
            "prompt: they wait, dialogue: [{tom: Hello.}]",
            "framing: single, prompt: close on a face, dialogue: [{tom: Hello.}]",
            'prompt: "@mara listens, Tom speaks", dialogue: [{tom: Hello.}]',
            "perspective: OTS, cast: [mara], dialogue: [{tom: Hello.}]",
            scene=BOTH,
        ),
        [],
    ),
    "voices where nobody is declared": (
        shots("prompt: they wait, dialogue: [{tom: Hello.}]"),
        [],
    ),
    "a turn on the screen": (
        shots(f"size: LS, {RIGHT}", f"size: MS, {LEFT}"),
        ["K107: mara goes right in s010 and left in s020: on the screen they turn round"],
    ),
    "a turn behind an insert": (
        shots(f"size: LS, {RIGHT}", "framing: insert, prompt: boots", f"size: MS, {LEFT}"),
        ["K107: mara goes right in s010 and left in s030: on the screen they turn round"],
    ),
    "a turn by words": (
        shots('size: LS, prompt: "@mara walks from left to right"', f"size: MS, {LEFT}"),
        ["K107: mara goes right in s010 and left in s020: on the screen they turn round"],
    ),
    "a turn in view": (
        shots(f"size: LS, {RIGHT}", f'size: MS, {LEFT}, prompt: "@mara turns"'),
        [],
    ),
    "a turn behind a neutral shot": (
        shots(
            f"size: LS, {RIGHT}",
            "size: CU, cast: [{who: mara, facing: towards us, action: walks}]",
            f"size: MS, {LEFT}",
        ),
        [],
    ),
    "a camera that goes round": (
        shots(f"size: LS, movement: arc left, {RIGHT}", f"size: MS, {LEFT}"),
        [],
    ),
    "two who walk towards each other": (
        shots(f"size: LS, {RIGHT}", "size: MS, cast: [{who: tom, facing: left, action: walks}]"),
        [],
    ),
    "the line": (
        shots(f"size: MS, {MARA_LEFT}", f"size: FS, {TOM_LEFT}"),
        [
            "K108: tom is left of mara in s020 and right of them in s010: the camera crosses the line"
        ],
    ),
    "the line with a single between": (
        shots(f"size: MS, {MARA_LEFT}", 'size: CU, prompt: "@mara"', f"size: FS, {TOM_LEFT}"),
        [
            "K108: tom is left of mara in s030 and right of them in s010: the camera crosses the line"
        ],
    ),
    "the line over shoulders": (
        shots(
            "size: MCU, perspective: OTS, cast: [{who: mara, position: foreground left}, tom]",
            "size: MCU, perspective: OTS R, cast: [{who: tom, position: foreground left}, mara]",
        ),
        [
            "K108: tom is left of mara in s020 and right of them in s010: the camera crosses the line"
        ],
    ),
    "the line, kept over shoulders": (
        shots(
            "size: MCU, perspective: OTS, cast: [{who: mara, position: foreground left}, tom]",
            "size: MCU, perspective: OTS R, cast: [{who: tom, position: foreground right}, mara]",
        ),
        [],
    ),
    "the line behind a master": (
        shots(f"size: MS, {MARA_LEFT}", "size: MASTER, cast: [mara, tom]", f"size: FS, {TOM_LEFT}"),
        [],
    ),
    "the line, crossed on foot": (
        shots(
            f"size: MS, {MARA_LEFT}",
            'size: CU, prompt: "@tom crosses behind her"',
            f"size: FS, {TOM_LEFT}",
        ),
        [],
    ),
    "looks that do not meet": (
        shots(
            "size: CU, cast: [{who: mara, facing: right}], dialogue: [{mara: Well?}]",
            "size: CU, cast: [{who: tom, facing: three-quarter right}], dialogue: [{tom: Well.}]",
        ),
        ["K108: mara in s010 and tom in s020 talk, and both face right: their looks do not meet"],
    ),
    "looks that meet": (
        shots(
            "size: CU, cast: [{who: mara, facing: right}], dialogue: [{mara: Well?}]",
            "size: CU, cast: [{who: tom, facing: left}], dialogue: [{tom: Well.}]",
        ),
        [],
    ),
    "a jump cut": (
        shots('size: MS, prompt: "@mara waits"', 'size: MS, angle: -10, prompt: "@mara sits"'),
        ["K109: s010 and s020 show mara as MS from the same side: a jump cut"],
    ),
    "a jump cut of two": (
        shots(
            "size: FS, lens: 35mm, framing: 2S, cast: [mara, tom], prompt: they dance",
            "size: FS, lens: 35mm, framing: 2S, cast: [mara, tom], prompt: they stop",
        ),
        ["K109: s010 and s020 show mara and tom as FS at 35 mm from the same side: a jump cut"],
    ),
    "no jump cuts": (
        shots(
            'size: MS, prompt: "@mara waits"',
            'size: MCU, prompt: "@mara waits"',
            'size: MCU, lens: 85mm, prompt: "@mara waits"',
            'size: MCU, lens: 85mm, angle: low, prompt: "@mara waits"',
            'size: MCU, lens: 85mm, angle: low, prompt: "@mara from behind"',
            'size: MCU, lens: 85mm, angle: low, prompt: "@tom waits"',
            'size: MCU, lens: 85mm, angle: low, from: s060, prompt: "@tom smiles"',
            'size: MCU, lens: 85mm, angle: low, location: shop, prompt: "@tom waits"',
            "size: MCU, lens: 85mm, angle: low, location: shop, cast: [{who: tom, facing: left}]",
            "prompt: they wait, cast: [tom]",
            "prompt: they go, cast: [tom]",
            'size: CU, prompt: "@tom", transition: jump cut',
            'size: CU, prompt: "@tom"',
        ),
        [],
    ),
    "no wide view": (
        sizes("size: MS, ", "size: CU, ", "size: MCU, ", "size: BCU, "),
        ['K110: scene "sc1" has 4 shots and none that shows where it is: all are MLS or closer'],
    ),
    "a wide view, late": (sizes("size: MS, ", "size: CU, ", "size: LS, ", "size: BCU, "), []),
    "a view of unknown size": (sizes("", "size: CU, ", "size: MCU, ", "size: BCU, "), []),
    "three shots": (sizes("size: MS, ", "size: CU, ", "size: MCU, "), []),
    "a scene that cannot be spoken": (
        shots(
            'duration: 2s, prompt: "@mara", dialogue: [{mara: one two three four five}]',
            'duration: 1s, prompt: "@mara", dialogue: [{mara: one two three four}]',
        ),
        ['K111: scene "sc1" lasts 3 s, and its 9 words of dialogue take 3.6 s'],
    ),
    "a scene that can": (
        shots(
            'duration: 2s, prompt: "@mara", dialogue: [{mara: one two three four five}]',
            'duration: 2s, prompt: "@mara", dialogue: [{mara: one two three four}, Six strokes.]',
        ),
        [],
    ),
    "a shot that cannot be spoken": (
        shots(
            'duration: 1s, prompt: "@mara", dialogue: [{mara: one two three four five six}]',
            "duration: 20s, prompt: the sea",
        ),
        ["K111: s010 lasts 1 s, and its 6 words of dialogue take 2.4 s"],
    ),
    "signs that are half words": (
        shots('duration: 1s, prompt: "@mara", dialogue: [{mara: 君は帰ってきたのか本当に}]'),
        ["K111: s010 lasts 1 s, and its 6 words of dialogue take 2.4 s"],
    ),
    "a length that nobody knows": (
        shots(
            'duration: 1s, prompt: "@mara", dialogue: [{mara: one two three four five}]',
            'prompt: "@mara", dialogue: [{mara: one two three four five}]',
        ),
        [],
    ),
    "a scene short of its pages": (
        shots(f'duration: 3s, prompt: "@mara", action: "{"word " * 60}"'),
        [
            'K112: scene "sc1" lasts 3 s; its dialogue and action are about 2/8 of a page of '
            "script, some 14.4 s"
        ],
    ),
    "a scene as long as its pages": (
        shots(f'duration: 8s, prompt: "@mara", action: "{"word " * 60}"'),
        [],
    ),
    "a slugline of another hour": (
        two(
            "slug: EXT. PIER - DUSK, location: pier, time: noon",
            "slug: EXT. PIER - DAY, time: noon",
        ),
        ['K113: the slugline of "sc1" says "dusk", its `time:` says "noon"'],
    ),
    "a slugline of another side of the door": (
        two(
            "slug: INT. PIER - DUSK, location: pier", "slug: INT./EXT. PIER - DUSK, location: pier"
        ),
        ['K113: the slugline of "sc1" says INT, and location "pier" is outdoors'],
    ),
    "shots outside any scene": (
        "shots:\n"
        "  - {id: s010, size: MS, location: pier, time: dusk, cast: [mara]}\n"
        "  - {id: s020, size: MS, location: pier, time: noon, cast: [mara/coat]}\n",
        [],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told(case: str, world: World) -> None:
    scenes, expected = TOLD[case]
    assert found(world, film(scenes)) == expected


# words of a prompt -> what of them contradicts a description
SAID: dict[str, str] = {
    "@mara pins up her black hair": 's010 says "her black hair" of mara, whose hair is described '
    "as white",
    "the black-haired @mara": 's010 says "black-haired @mara" of mara, whose hair is described as '
    "white",
    "young @mara smiles": 's010 says "young @mara" of mara, who is described as old',
    "old @tom sits": 's010 says "old @tom" of tom, who is described as young',
    "@tom, an old man, sits": 's010 says "@tom, an old man" of tom, who is described as young',
    "old @nell": 's010 says "old @nell" of nell, who is described as young',
    "bald @tom": 's010 says "bald @tom" of tom, who is described with hair',
    "@ives smooths his hair": 's010 says "his hair" of ives, who is described as bald',
    "@mara in a blue coat": 's010 says "a blue coat" of mara, whose coat is described as yellow',
    "@nell in a red raincoat": 's010 says "a red raincoat" of nell, whose coat is described as '
    "yellow",
    "@mara's long blue coat": 's010 says "@mara\'s long blue coat" of mara, whose coat is described as '
    "yellow",
    # what is true, or not certainly theirs
    "@mara pulls her white braid": "",
    "@mara, an old woman": "",
    "@tom in his blue jacket": "",
    "bald @ives": "",
    "@tom/boy, his beard": "",
    "young @tom/boy": "",
    "@mara/coat, her blue coat open": "",
    "her red scarf, @mara": "",
    "a man beside @mara with her black hair": "",
    "@mara and @tom, her black hair": "",
    "@mara stands by the black coat on its hook": "",
    "@mara, snow on her white coat": "",
    "@mara buttons her coat, white with snow": "",
    "@mara offers her black coat": "",
    "the old street, @tom": "",
    "@tom and the old man": "",
}


@pytest.mark.parametrize("prompt", SAID)
def test_what_a_prompt_says_against_a_description(prompt: str, world: World) -> None:
    expected = [f"K106: {SAID[prompt]}"] if SAID[prompt] else []
    assert found(world, film(shots(f'prompt: "{prompt}"'))) == expected


def test_an_action_is_certainly_of_whoever_does_it(world: World) -> None:
    line = "cast: [{who: mara, action: pins up her black hair}, tom]"
    assert found(world, film(shots(line))) == [
        'K106: s010 says "her black hair" of mara, whose hair is described as white'
    ]


def test_the_line_of_a_scene_counts_where_the_artist_draws_by_it(world: World) -> None:
    text = shots("size: MS, cast: [mara, tom], prompt: they wait", f"size: FS, {TOM_LEFT}")
    assert found(world, film(text)) == []
    told = found(world, film(text, ("provider: stub", "provider: draft")))
    assert told == [
        "K108: tom is left of mara in s020 and right of them in s010: the camera crosses the line"
    ]


PLACED = """\
warning[K103]: "mara/coat" in s010 is "mara" in s020 and "mara/coat" again in s030
  --> storyforge.yaml:24:27
     24 |       - {id: s020, cast: [mara], prompt: "@mara"}
        |                           ^^^^
  and s010 is here: storyforge.yaml:23:14
  hint: write `mara/coat` here, or say in a prompt what happens; if it is meant, say why: `allow: {K103: …}`
note[K105]: tom speaks in s030 and is not in the frame
  --> storyforge.yaml:25:55
     25 |       - {id: s030, prompt: "@mara waits", dialogue: [{tom: Hello.}]}
        |                                                       ^^^
  hint: add tom to its cast, or `mode: O.S.` (or V.O.) to the line; if it is meant, say why: `allow: {K105: …}`
all is well: 1 scene, 3 shots, 14 pictures
"""


def test_check_shows_the_place_and_a_way_out(world: World) -> None:
    rows = ('prompt: "@mara"', 'cast: [mara], prompt: "@mara"')
    last = 'prompt: "@mara waits", dialogue: [{tom: Hello.}]'
    world.file("storyforge.yaml", film(shots(*rows, last, scene=COATED)))
    said = world.run("check")
    assert (said.code, said.out, said.err) == (0, "", lines(PLACED))
    assert "K10" not in world.run("plan").err + world.build().err
