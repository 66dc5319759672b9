"""Cuts as edit suites write them, read line by line; and files that are broken or mean harm."""

from __future__ import annotations

import json

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cut import FORMATS, board_of, here, manifest, project, proposed, written

from storyforge.core.errors import UsageError
from storyforge.core.proposal import Order, Put

MAIN = project(("pier", [("s010", "3s"), ("s020", "2s"), ("s030", "2s")]), fps="24")
every_format = pytest.mark.parametrize("name", FORMATS)
SHOTS = ("scenes", 0, "shots")
FILE = "storyforge.yaml"


def edl(*lines: str) -> str:
    return "\r\n".join(("TITLE: cut 4", "FCM: NON-DROP FRAME", "", *lines)) + "\r\n"


def refused(name: str, data: bytes | str, main: str = MAIN) -> tuple[str, str]:
    with pytest.raises(UsageError) as caught:
        proposed(name, data, here(main=main))
    (problem,) = caught.value.problems
    assert problem.advice
    return problem.code, problem.sentence


def test_an_edit_list_of_an_edit_suite_with_sounds_remarks_and_a_fade() -> None:
    """Clip names are files; the first event fades up from black; sounds and speeds are told."""
    text = edl(
        "001  BL       V     C        00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00",
        "001  AX       V     D    024 00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00",
        "* FROM CLIP NAME: BL",
        "* TO CLIP NAME: S020.PNG",
        "* EFFECT NAME: CROSS DISSOLVE",
        "002  AX       AA    C        00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00",
        "* FROM CLIP NAME: rain.wav",
        "003  AX       B     C        00:00:00:00 00:00:01:12 01:00:04:00 01:00:05:12",
        "* FROM CLIP NAME: 0010_pier_s010.png",
        "M2   AX       012.0                00:00:00:00",
        "* mixed by Ada",
        "004  S030     V2    C        00:00:00:00 00:00:01:00 01:00:05:12 01:00:06:12",
    )
    found = proposed("edl", text, here(main=MAIN))
    assert set(found.edits) == {
        Order(FILE, SHOTS, (1, 2, 0)),
        Put(FILE, (*SHOTS, 1, "duration"), "4s"),
        Put(FILE, (*SHOTS, 0, "duration"), "1.5s"),
    }
    assert [(each.place, each.what) for each in found.left] == [
        ("line 5", "a fade in"),
        ("line 9", "sound: 1 event"),
        ("line 13", "speed 012.0 of AX"),
        ("line 14", "mixed by Ada"),
        ("line 15", "event 4 on V2"),
    ]


def test_a_fade_to_black_belongs_to_the_picture_that_fades() -> None:
    text = edl(
        "001  S010     V     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00",
        "002  S010     V     C        00:00:02:00 00:00:02:00 01:00:02:00 01:00:02:00",
        "002  BL       V     D    024 00:00:00:00 00:00:02:00 01:00:02:00 01:00:04:00",
        "003  BL       V     C        00:00:00:00 00:00:00:00 01:00:04:00 01:00:04:00",
        "003  S020     V     D    024 00:00:00:00 00:00:02:00 01:00:04:00 01:00:06:00",
    )
    faded = MAIN.replace("duration: 3s", "duration: 3s\n        transition: fade out")
    found = proposed("edl", text, here(main=faded))
    assert found.edits == ()
    assert [(each.place, each.what) for each in found.left] == [
        ("event 2", "a gap of 00:00:01:00"),
        ("line 8", "a fade in"),
    ]


def test_reels_name_shots_where_nothing_else_does() -> None:
    text = edl(
        "001  S020     V     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00",
        "002  S010     V     C        00:00:00:00 00:00:02:12 01:00:02:00 01:00:04:12",
        "003  BL       V     C        00:00:00:00 00:00:01:00 01:00:04:12 01:00:05:12",
        "004  S030     V     C        00:00:00:00 00:00:02:00 01:00:05:12 01:00:07:12",
    )
    found = proposed("edl", text, here(main=MAIN))
    assert set(found.edits) == {
        Order(FILE, SHOTS, (1, 0, 2)),
        Put(FILE, (*SHOTS, 0, "duration"), "2.5s"),
    }
    assert [(each.place, each.what) for each in found.left] == [("event 3", "a gap of 00:00:01:00")]


def test_events_are_taken_in_the_order_of_the_film_not_of_the_list() -> None:
    text = edl(
        "001  S020     V     C        00:00:00:00 00:00:02:00 01:00:03:00 01:00:05:00",
        "002  S010     V     C        00:00:00:00 00:00:03:00 01:00:00:00 01:00:03:00",
        "003  S030     V     C        00:00:00:00 00:00:02:00 01:00:05:00 01:00:07:00",
    )
    assert proposed("edl", text, here(main=MAIN)).edits == ()


def test_drop_frame_lengths_are_counted_over_the_dropped_numbers() -> None:
    main = project(("pier", [("s010", "3s"), ("s020", "2s")]), fps="29.97", start="00:59:58;00")
    text = edl(
        "001  S010     V     C        00:00:00;00 00:01:00;02 00:59:58;00 01:00:58;00",
        "002  S020     V     C        00:00:00;00 00:00:04;00 01:00:58;00 01:01:02;02",
    )
    found = proposed("edl", text, here(main=main))
    assert [each.value for each in found.edits if isinstance(each, Put)] == ["60+00", "4s"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("001  S010     V     C        00:00:00:00 00:00:02:00 01:00:00:00", "this edit cannot be read"),
        ("001  S010     V     C        00:00:00:00 00:00:02:00 01:00:00:30 01:00:02:00", "01:00:00:30 is no timecode at 24"),
        ("001  S010     V     C        00:00:00:00 00:00:02:00 01:00:02:00 01:00:00:00", "it ends before it begins"),
        ("001  \0", "it is no text"),
    ],
)  # fmt: skip
def test_a_broken_edit_list_is_refused_with_its_line(line: str, told: str) -> None:
    code, sentence = refused("edl", edl(line))
    assert code == "F053"
    assert f"line 4: {told}" in sentence


def fcpxml(spine: str, head: str = "<!DOCTYPE fcpxml>") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{head}
<fcpxml version="1.11"><resources>
<format id="r1" frameDuration="100/2400s" width="1920" height="1080"/>
<asset id="r2" name="s010" start="0s" duration="0s" hasVideo="1"><media-rep src="file:///edit/s010.png"/></asset>
<asset id="r3" name="plate" duration="4s"><media-rep src="file:///edit/0020_pier_s020.png"/></asset>
</resources><library><event name="e"><project name="p"><sequence format="r1" tcStart="3600s"><spine>
{spine}
</spine></sequence></project></event></library></fcpxml>"""


def test_a_timeline_of_final_cut_with_all_that_hangs_on_it() -> None:
    """Stills, clips within clips, a length that only the asset has, connected clips, speeds, notes and markers."""
    text = fcpxml("""<asset-clip ref="r3" offset="3600s" name="B-roll">
<timeMap><timept time="0s" value="0s"/></timeMap>
<title ref="r9" lane="1" offset="0s" name="Lower third" duration="2s"/></asset-clip>
<transition name="Cross Dissolve" offset="86376/24s" duration="1s"/>
<clip name="A still" offset="3604s" duration="60/24s"><note>too long?</note><video ref="r2" offset="0s" duration="60/24s"/>
<marker start="0s" duration="1/24s" value="check the lamp"/></clip>
<gap name="Gap" offset="0s" duration="12/24s"/>
<video ref="r2" name="off" enabled="0" duration="24/24s"/>""")
    found = proposed("fcpxml", text, here(main=MAIN))
    assert set(found.edits) == {
        Order(FILE, SHOTS, (1, 2, 0)),
        Put(FILE, (*SHOTS, 0, "duration"), "2.5s"),
        Put(FILE, (*SHOTS, 1, "duration"), "4s"),
    }
    assert [(each.place, each.what) for each in found.left] == [
        ("line 8", "dissolve at the end of s020"),
        ("line 9", "another speed of B-roll"),
        ("line 10", "Lower third"),
        ("line 12", "note: too long?"),
        ("line 13", "marker: check the lamp"),
        ("line 14", "a gap of 00:00:00:12"),
        ("line 15", "off"),
        ("line 15", "a gap of 00:00:01:00"),
    ]
    assert found.notes == (
        "s030 is not in the cut, and stays on the board: delete it by hand if that is meant",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (fcpxml("", '<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "declares entities"),
        (fcpxml("", '<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (fcpxml('<gap duration="1/0s"/>'), "line 8: 1/0s is no time"),
        (fcpxml('<gap duration="soon"/>'), "line 8: soon is no time"),
        (fcpxml("<gap/>"), "line 8: a clip has no duration"),
        (fcpxml('<gap duration="-3s"/>'), "line 8: a clip ends before it begins"),
        (fcpxml("<clip>" * 300 + "</clip>" * 300), "nested too deeply"),
        (fcpxml("").replace('frameDuration="100/2400s"', ""), "no frame duration"),
        (fcpxml("").replace("100/2400s", "0s"), "its frames have no duration"),
        ("<fcpxml><b></fcpxml>", "line 1: mismatched tag"),
        ("<html/>", "it is <html>, not <fcpxml>"),
        ("", "no element found"),
        ("\0\0", "line 1: not well-formed"),
    ],
)
def test_a_broken_timeline_of_final_cut_is_refused_with_its_line(text: str, told: str) -> None:
    code, sentence = refused("fcpxml", text)
    assert code == "F054"
    assert told in sentence


def timeline(*tracks: otio.schema.Track) -> str:
    made = otio.schema.Timeline("cut")
    made.tracks.extend(tracks)
    return str(made.to_json_string())


def clip(name: str, frames: float = 48, rate: float = 24) -> otio.schema.Clip:
    time = otio.opentime.RationalTime
    return otio.schema.Clip(
        name, source_range=otio.opentime.TimeRange(time(0, rate), time(frames, rate))
    )


def test_an_otio_timeline_with_titles_sound_speeds_and_markers() -> None:
    first, second, off = clip("s010", 72), clip("renamed", 36), clip("s030")
    second.media_reference = otio.schema.ExternalReference("file:///edit/board/pier/s020.png")
    second.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))
    first.markers.append(otio.schema.Marker(name="too dark"))
    off.enabled = False
    titles = otio.schema.Track("V2", kind="Video", children=[otio.schema.Gap(), clip("Main title")])
    sound = otio.schema.Track("A1", kind="Audio", children=[clip("rain")])
    video = otio.schema.Track("V1", kind="Video", children=[first, second, off])
    found = proposed("otio", timeline(titles, video, sound), here(main=MAIN))
    assert found.edits == (Put(FILE, (*SHOTS, 1, "duration"), "1.5s"),)
    assert [(each.place, each.what) for each in found.left] == [
        ("clip 1", "marker: too dark"),
        ("clip 2", "speed 50 % on renamed"),
        ("clip 3", "s030"),
        ("clip 3", "a gap of 00:00:02:00"),
        ("track 1", "Main title"),
        ("track 3", "sound: 1 clip"),
    ]


def test_a_name_of_ours_counts_more_than_the_name_an_editor_gave() -> None:
    named = clip("s030", 24)
    named.metadata["storyforge"] = {"id": "s010"}
    found = proposed(
        "otio", timeline(otio.schema.Track("V1", kind="Video", children=[named])), here(main=MAIN)
    )
    assert found.edits == (Put(FILE, (*SHOTS, 0, "duration"), "1s"),)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: Expecting value"),
        (b'{"a":\n}', "line 2: Expecting value"),
        (b"\xff\xfe\x00", "it is no text"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "nested too deeply"),
        (b'{"OTIO_SCHEMA": "Timeline.1", "x": NaN}', "a number in it is no number"),
        (b'{"OTIO_SCHEMA": "Clip.1"}', "does not hold one timeline"),
        (b'{"OTIO_SCHEMA": "Timeline.999"}', "no OpenTimelineIO file"),
        (b"3", "does not hold one timeline"),
        (timeline().encode(), "no video track"),
        (
            timeline(otio.schema.Track("V1", kind="Video", children=[clip("s010", 1, 0)])).encode(),
            "no length",
        ),
    ],
)
def test_a_broken_otio_file_is_refused(data: bytes, told: str) -> None:
    code, sentence = refused("otio", data)
    assert code == "F051"
    assert told in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize("name", ["otio", "fcpxml"])  # times of an edit list are of one day
def test_a_length_of_nothing_or_of_days_is_told(name: str) -> None:
    if name == "otio":
        track = otio.schema.Track(
            "V1", kind="Video", children=[clip("s010", 1e12), clip("s020", 0.1), clip("s030")]
        )
        data = timeline(track)
    else:
        spine = "".join(
            f'<video ref="r2" name="{n}" duration="{d}s"/>'
            for n, d in [("s010", 10**12), ("s020", "1/999")]
        )
        data = (
            fcpxml(spine + '<video ref="x" name="s030" duration="2s"/>')
            .replace('name="s010" start', 'name="" start')
            .replace("s010.png", "x.png")
        )
    found = proposed(name, data, here(main=MAIN))
    assert [each.what for each in found.left] == ["s010", "s020"]
    assert found.edits == ()


@every_format
@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10_000), with_=st.binary(max_size=12), cut=st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused_but_never_a_crash(
    name: str, place: int, with_: bytes, cut: int
) -> None:
    whole = written(name, board_of(manifest(main=MAIN)))
    at = place % len(whole)
    codes: tuple[str, ...] = ()
    try:
        found = proposed(name, whole[:at] + with_ + whole[at + cut :], here(main=MAIN))
    except UsageError as error:
        codes = tuple(each.code for each in error.problems)
    assert codes in (("F051",), ("F052",), ("F053",), ("F054",)) or found.summary


def test_a_timeline_of_ours_is_plain_json_that_any_tool_can_edit() -> None:
    said = json.loads(written("otio", board_of(manifest(main=MAIN))))
    children = said["tracks"]["children"][0]["children"]
    children.reverse()
    found = proposed("otio", json.dumps(said), here(main=MAIN))
    assert found.edits == (Order(FILE, SHOTS, (2, 1, 0)),)


def test_a_shot_on_another_track_is_told_although_it_has_words_about_its_sound() -> None:
    below, above = clip("s010", 72), clip("s020")
    above.metadata["storyforge"] = {"id": "s020", "sound": "rain"}
    tracks = [
        otio.schema.Track("V1", kind="Video", children=[below, clip("s030")]),
        otio.schema.Track("V2", kind="Video", children=[above]),
    ]
    found = proposed("otio", timeline(*tracks), here(main=MAIN))
    assert [(each.place, each.what) for each in found.left] == [("track 2", "s020")]


@pytest.mark.parametrize("said", [3, "s010", None, ["id"], {"id": ["s010"]}, {"id": {"a": 1}}])
def test_what_stands_under_our_key_may_be_anything(said: object) -> None:
    odd, sound = clip("s010", 24), clip("rain")
    for each in (odd, sound):
        each.metadata["storyforge"] = said
    tracks = [
        otio.schema.Track("V1", kind="Video", children=[odd]),
        otio.schema.Track("A1", kind="Audio", children=[sound]),
    ]
    found = proposed("otio", timeline(*tracks), here(main=MAIN))
    assert found.edits == (Put(FILE, (*SHOTS, 0, "duration"), "1s"),)
    assert [each.what for each in found.left] == ["sound: 1 clip"]


def test_a_clip_whose_length_nobody_knows_is_refused() -> None:
    track = otio.schema.Track("V1", kind="Video", children=[otio.schema.Clip("s010")])
    assert refused("otio", timeline(track))[1].endswith("s010 has no length")


def test_a_nest_of_clips_is_known_by_its_name() -> None:
    nest = otio.schema.Stack(
        "s020",
        children=[otio.schema.Track("V1", kind="Video", children=[clip("a", 12), clip("b", 12)])],
    )
    found = proposed(
        "otio", timeline(otio.schema.Track("V1", kind="Video", children=[nest])), here(main=MAIN)
    )
    assert found.edits == (Put(FILE, (*SHOTS, 1, "duration"), "1s"),)
