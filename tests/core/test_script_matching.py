"""Which scene and line of a new draft is which of the former one; what headings and cues say."""

from __future__ import annotations

import pytest

from storyforge.core import script_lines, script_match
from storyforge.core.errors import UsageError
from storyforge.core.script import Beat, ScriptScene, cue_of, length
from storyforge.core.script_lines import Kept, KeptScene, Lines
from storyforge.core.script_slug import Slug, slug_of


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("INT. KITCHEN - NIGHT", Slug(True, "KITCHEN", "night")),
        ("ext. olympia circus - Night", Slug(False, "olympia circus", "night")),
        ("INT./EXT. CAR - MOMENTS LATER", Slug(None, "CAR", "continuous")),
        ("I/E HOUSE / GARDEN - DAY - CONTINUOUS", Slug(None, "HOUSE / GARDEN", "day")),
        ("INT. HOTEL - NIGHT CLUB - LATER THAT NIGHT", Slug(True, "HOTEL - NIGHT CLUB", "night")),
        ("INT. HOTEL - NIGHT CLUB", Slug(True, "HOTEL - NIGHT CLUB", "")),
        ("EST. BUCKET LIST", Slug(False, "BUCKET LIST", "")),
        ("EXT. PIER – MAGIC HOUR (FLASHBACK)", Slug(False, "PIER", "golden hour", ("FLASHBACK",))),
        ("EXT. FIELD - SUNRISE", Slug(False, "FIELD", "dawn")),
        (".SNIPER SCOPE POV", Slug(None, "SNIPER SCOPE POV", "")),
        ("INTERIOR DESIGN", Slug(None, "INTERIOR DESIGN", "")),
        ("INT. X-RAY ROOM - DAY", Slug(True, "X-RAY ROOM", "day")),
        ("", Slug(None, "", "")),
    ],
)
def test_headings(heading: str, slug: Slug) -> None:
    assert slug_of(heading) == slug


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        ("MARA", ("MARA", "", "")),
        ("MARA (V.O.)", ("MARA", "V.O.", "")),
        ("MARA (CONT'D) (O.S.)", ("MARA", "O.S.", "")),
        ("MARA (CONT’D)", ("MARA", "CONT'D", "")),
        ("HANS (on the radio)", ("HANS", "", "on the radio")),
        ("BRICK ^", ("BRICK", "", "")),
    ],
)
def test_cues(cue: str, told: tuple[str, str, str]) -> None:
    assert cue_of(cue) == told


def test_lengths_are_estimated_in_half_seconds() -> None:
    assert length(Beat("speech", "one two three four five", "")) == 2.5
    assert length(Beat("action", "Nothing.", "")) == 2
    assert length(Beat("action", "word " * 1000, "")) == 60
    assert length(Beat("speech", "你好你好你好你好你好", "")) == 2.5


def scene(heading: str, *texts: str, number: str = "") -> ScriptScene:
    return ScriptScene(heading, number, "line 1", tuple(Beat("action", t, "line 2") for t in texts))


def former(*scenes: ScriptScene) -> Lines:
    rows, beats = [], []
    for number, each in enumerate(scenes, start=1):
        rows.append(KeptScene(f"sc{number}", each.number, each.heading))
        for beat in each.beats:
            name = f"b{len(beats) + 1}"
            beats.append(Kept(name, f"sc{number}", beat, (f"s{len(beats) + 1}",)))
    return Lines("film.fountain", {}, {}, tuple(rows), tuple(beats))


PIER = scene("EXT. PIER - DUSK", "Mara walks the length of the pier.", "A lamp comes on.")
SHOP = scene("INT. SHOP - NIGHT", "Shelves of glass chimneys.", "Tom sits by the stove.")


def found(lines: Lines, *now: ScriptScene) -> tuple[dict[int, int], dict[int, str]]:
    matched = script_match.scenes(lines, now)
    beats = script_match.beats(lines, now, matched)
    return matched, {number: kept.id for number, kept in beats.items()}


def test_scenes_that_change_places_are_the_same() -> None:
    matched, beats = found(former(PIER, SHOP), SHOP, PIER)
    assert matched == {0: 1, 1: 0}
    assert beats == {0: "b3", 1: "b4", 2: "b1", 3: "b2"}


def test_a_scene_inserted_into_a_numbered_script_shifts_nothing() -> None:
    one = scene("EXT. PIER - DUSK", "Mara walks the length of the pier.", number="1")
    two = scene("INT. SHOP - NIGHT", "Shelves of glass chimneys.", number="2")
    new = scene("EXT. STREET - DAY", "A cart goes by.", number="2")
    later = scene("INT. SHOP - NIGHT", "Shelves of glass chimneys.", number="3")
    assert found(former(one, two), one, new, later)[0] == {0: 0, 2: 1}


def test_a_renamed_heading_is_known_by_its_words() -> None:
    renamed = ScriptScene("EXT. JETTY - NIGHT", "", "line 1", PIER.beats)
    assert found(former(PIER, SHOP), renamed, SHOP)[0] == {0: 0, 1: 1}


def test_a_line_that_is_reworded_is_the_same_line_and_another_is_not() -> None:
    now = scene("EXT. PIER - DUSK", "Mara walks along the length of the pier.", "Gulls scream.")
    assert found(former(PIER), now)[1] == {0: "b1"}


def test_a_line_moved_to_another_scene_is_found_only_when_it_is_much_alike() -> None:
    empty = scene("EXT. PIER - DUSK", "A lamp comes on.")
    moved = scene("INT. SHOP - NIGHT", *(b.text for b in SHOP.beats), PIER.beats[0].text)
    assert found(former(PIER, SHOP), empty, moved)[1] == {0: "b2", 1: "b3", 2: "b4", 3: "b1"}


def test_equal_short_lines_are_matched_in_order() -> None:
    twice = scene("INT. A - DAY", "Yes.", "No.", "Yes.")
    assert found(former(twice), twice)[1] == {0: "b1", 1: "b2", 2: "b3"}


def test_the_side_file_is_read_back_as_it_was_written_one_beat_a_line() -> None:
    lines = former(PIER, SHOP)
    text = script_lines.written(lines)
    assert script_lines.written(script_lines.read(text, "x")) == text
    assert text.splitlines()[1:8] == [
        '"storyforge lines": 1,',
        '"script": "film.fountain",',
        '"people": {},',
        '"places": {},',
        '"scenes": [',
        '{"id": "sc1", "number": "", "heading": "EXT. PIER - DUSK", "hour": "", "shots": []},',
        '{"id": "sc2", "number": "", "heading": "INT. SHOP - NIGHT", "hour": "", "shots": []}',
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"storyforge lines": 2}', "[" * 9999])
def test_a_broken_side_file_is_told(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        script_lines.read(text, "script/film.lines.json")
    assert caught.value.problems[0].code == "F022"
