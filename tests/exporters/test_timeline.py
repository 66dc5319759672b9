"""Timelines out: each read back by its reference library and compared with the board, frame by frame."""

from __future__ import annotations

import io
import re
import wave
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import opentimelineio as otio
import pytest
from small_board import board, filled, panel, scene
from small_cut import FORMATS, RATES, board_of, cut, manifest, nothing, project, written

from storyforge.core import film
from storyforge.core.board import Board, Choice, Made, Track
from storyforge.core.errors import UsageError
from storyforge.core.seams import Stock
from storyforge.core.timecode import frame_of, timecode
from storyforge.exporters.timeline.otio import OpenTimeline

LENGTHS = ("3s", "2.5s", "7f", "1+03", "1f", "4s", "90s", "")
STARTS = [(fps, "01:00:00:00") for fps in RATES] + [
    (fps, "00:59:58;00") for fps in ("29.97", "59.94")
]
HOSTILE = (
    "]]><script>&amp;\"'", "line\r\nbreak\x00\x1b[31m\ud800", "\u202eright to left \u2066", "漢字 שלום 🎬\ufeff", "* FROM CLIP NAME: x", "a" * 10_000, "",
)  # fmt: skip


def a_film(fps: str = "24", start: str = "01:00:00:00") -> Board:
    """Two scenes of lengths in every spelling."""
    shots = [(f"s{10 * number:03}", length) for number, length in enumerate(LENGTHS, 1)]
    read = manifest(main=project(("pier", shots[:3]), ("street", shots[3:]), fps=fps, start=start))
    return board_of(
        read, s020={"transition": "dissolve"}, s060={"picture": None, "state": "missing"}
    )


def names(what: Board) -> list[str]:
    return [each.id for each in what.panels()]


def clips(data: bytes) -> list[otio.schema.Clip]:
    return list(otio.adapters.read_from_string(data.decode(), "otio_json").find_clips())


@pytest.mark.parametrize(("fps", "start"), STARTS)
def test_otio_is_the_board_frame_by_frame(fps: str, start: str) -> None:
    shown = a_film(fps, start)
    read = otio.adapters.read_from_string(written("otio", shown).decode(), "otio_json")
    exact = float(film.RATES[fps])
    assert (read.global_start_time.value, read.global_start_time.rate) == (
        frame_of(start, fps),
        exact,
    )
    (track,) = read.tracks
    found = [each for each in track if isinstance(each, otio.schema.Clip)]
    assert [each.name for each in found] == names(shown)
    spans = [track.range_of_child(each) for each in found]
    assert [(int(each.start_time.value), int(each.duration.value)) for each in spans] == [
        (each.start, each.frames) for each in shown.panels()
    ]
    assert {each.duration.rate for each in spans} == {exact}


@pytest.mark.parametrize(("fps", "start"), STARTS)
def test_an_edit_list_is_the_board_frame_by_frame(fps: str, start: str) -> None:
    """Events as they stand, and at the rates that the reference library knows by that library too."""
    shown = a_film(fps, start)
    text = written("edl", shown).decode("ascii")
    events = re.findall(
        r"^(\d{3})  (\S+) +V +(C|D)    +(?:(\d{3}) )?(\S+) (\S+) (\S+) (\S+)\r$", text, re.M
    )
    half = min(
        round(film.RATES[fps]) // 2, shown.panels()[1].frames // 2, shown.panels()[2].frames // 2
    )
    places = [(each.start, each.start + each.frames) for each in shown.panels()]
    expected = [*places[:1], (places[1][0], places[1][1] - half), (places[1][1] - half,) * 2]
    expected += [(places[2][0] - half, places[2][1]), *places[3:]]
    begin = frame_of(start, fps)
    assert [
        (frame_of(each[6], fps) - begin, frame_of(each[7], fps) - begin) for each in events
    ] == expected
    assert events[3][2:4] == ("D", f"{2 * half:03}")
    assert events[0][6] == start
    assert ("FCM: DROP FRAME" if ";" in start else "FCM: NON-DROP FRAME") in text


@pytest.mark.parametrize("fps", ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"])
def test_the_reference_library_reads_an_edit_list_as_the_board(fps: str) -> None:
    shown = a_film(fps)
    read = otio.adapters.read_from_string(
        written("edl", shown).decode(), "cmx_3600", rate=float(film.RATES[fps])
    )
    (track,) = read.tracks
    found = [each for each in track if isinstance(each, otio.schema.Clip)]
    assert [each.name for each in found] == names(shown)
    half = min(round(film.RATES[fps]) // 2, 3)
    ends = {"s020": -half, "s030": half}
    assert [round(each.duration().value) for each in found] == [
        each.frames + ends.get(each.id, 0) for each in shown.panels()
    ]
    (blend,) = (each for each in track if isinstance(each, otio.schema.Transition))
    assert blend.in_offset.value + blend.out_offset.value == 2 * half


@pytest.mark.parametrize("fps", ["24", "25", "30", "50", "60"])
def test_the_reference_library_reads_final_cut_as_the_board(fps: str) -> None:
    """At the rates it knows. It reads neither stills on the storyline nor formats without a rate, so that both are
    spelled for it as clips; times and names are left as they are."""
    shown = a_film(fps, "00:00:00:00")
    root = ElementTree.fromstring(written("fcpxml", shown))
    frame = root.find("resources/format").get("frameDuration")  # type: ignore[union-attr]
    for each in root.iter():
        each.tag = "asset-clip" if each.tag == "video" else each.tag
        if each.tag == "format":
            each.set("frameDuration", frame or "")
    (read,) = otio.adapters.read_from_string(ElementTree.tostring(root, "unicode"), "fcpx_xml")
    (track,) = read.tracks
    spans = {
        each.name: track.range_of_child(each)
        for each in track
        if isinstance(each, otio.schema.Clip)
    }
    assert {
        name: (int(each.start_time.value), int(each.duration.value)) for name, each in spans.items()
    } == {each.id: (each.start, each.frames) for each in shown.panels() if each.picture}
    assert list(spans) == [each.id for each in shown.panels() if each.picture]


def test_a_shot_has_one_name_and_all_its_facts_under_one_key() -> None:
    made = Made("k" * 64, "draft", "artist", "artist 2", "algorithmicMedia", "sent", 7, "0", "free")
    chosen = Choice(2, "ab" * 32, "sc01/s010.png", True, False, "", made)
    one = panel(action="She lifts it.", dialogue=(), take=2, choices=(chosen,), decision="approved")
    (clip,) = clips(written("otio", board(scene(one))))
    said = clip.metadata["storyforge"]
    assert list(clip.metadata) == ["storyforge"]
    assert (said["id"], said["scene"], said["seed"], said["key"]) == ("s010", "pier", 7, "k" * 64)
    assert (said["take"], said["picture"], said["decision"]) == (2, "ab" * 32, "approved")
    assert clip.media_reference.target_url == "../board/sc01/s010.png"
    assert clip.source_range.duration.value < clip.media_reference.available_range.duration.value


def test_scenes_are_marks_on_one_flat_track() -> None:
    shown = a_film()
    read = otio.adapters.read_from_string(written("otio", shown).decode(), "otio_json")
    at = [(each.name, int(each.marked_range.start_time.value)) for each in read.tracks.markers]
    starts = [each.panels[0].start for each in shown.scenes]
    assert at == [("EXT. PIER - DUSK", starts[0]), ("EXT. STREET - DUSK", starts[1])]


def test_what_has_no_picture_keeps_its_place() -> None:
    shown = a_film()
    missing = next(each for each in clips(written("otio", shown)) if each.name == "s060")
    assert isinstance(missing.media_reference, otio.schema.MissingReference)
    gaps = ElementTree.fromstring(written("fcpxml", shown)).findall(".//gap")
    assert [each.get("name") for each in gaps] == ["s060"]
    assert "* COMMENT: NO PICTURE YET" in written("edl", shown).decode()


def test_a_clip_is_used_where_it_is_long_enough() -> None:
    clip = {"clip": "cd" * 32, "clip_file": "sc01/s010.mp4", "clip_seconds": 5}
    moving = board(scene(panel(**clip), panel("s020", start=60, frames=240, **clip)))
    urls = [each.media_reference.target_url for each in clips(written("otio", moving))]
    assert urls == ["../board/sc01/s010.mp4", "../board/sc01/s020.png"]
    (first, _) = clips(written("otio", moving))
    assert first.source_range.start_time.value == 30  # the middle of what was made
    root = ElementTree.fromstring(written("fcpxml", moving))
    assert [each.get("name") for each in root.iter("asset-clip")] == ["s010"]
    stills = [
        each.media_reference.target_url for each in clips(written("otio", moving, stills=True))
    ]
    assert stills[0] == "../board/sc01/s010.png"


def test_a_part_of_the_film_stays_at_the_times_of_the_film() -> None:
    shown = a_film()
    two, seven = (
        next(each for each in shown.panels() if each.id == name) for name in ("s020", "s070")
    )
    part = board(scene(two, seven), fps="24", start=shown.start)
    read = otio.adapters.read_from_string(written("otio", part).decode(), "otio_json")
    assert read.global_start_time.value == shown.start + two.start
    (track,) = read.tracks
    assert [type(each).__name__ for each in track] == ["Clip", "Gap", "Clip"]
    assert track.range_of_child_at_index(2).start_time.value == seven.start - two.start
    assert timecode(shown.start + seven.start, "24") in written("edl", part).decode()


@pytest.mark.parametrize(
    ("media", "url"),
    [
        ("../board", "../board/sc01/a%20b%23.png"),
        ("", "sc01/a%20b%23.png"),
        ("/Volumes/Edit Disk/", "file:///Volumes/Edit%20Disk/sc01/a%20b%23.png"),
        ("E:\\boards", "file:///E:/boards/sc01/a%20b%23.png"),
        ("https://host/board/", "https://host/board/sc01/a%20b%23.png"),
    ],
)
def test_links_are_relative_or_where_the_board_is_said_to_be(media: str, url: str) -> None:
    shown = board(scene(panel(file="sc01/a b#.png")))
    (clip,) = clips(written("otio", shown, media=media))
    assert clip.media_reference.target_url == url
    part = ElementTree.fromstring(written("fcpxml", shown, media=media)).find(".//media-rep")
    assert part is not None
    assert part.get("src") == url


def test_a_blend_takes_the_same_frames_in_every_format() -> None:
    read = manifest(main=project(("pier", [("a", "3s"), ("b", "10f"), ("c", "2s")])))
    shown = board_of(
        read, a={"transition": "dissolve"}, b={"transition": "wipe"}, c={"transition": "dissolve"}
    )
    (track,) = otio.adapters.read_from_string(written("otio", shown).decode(), "otio_json").tracks
    blends = [each for each in track if isinstance(each, otio.schema.Transition)]
    assert [
        (each.transition_type, each.in_offset.value, each.out_offset.value) for each in blends
    ] == [
        ("SMPTE_Dissolve", 5, 5),
        ("SMPTE_Wipe", 5, 5),
    ]
    lines = written("edl", shown).decode().splitlines()
    assert "002  B        V     D    010 00:00:00:00 00:00:00:10 01:00:02:19 01:00:03:05" in lines
    assert "003  C        V     W001 010 00:00:00:00 00:00:02:05 01:00:03:05 01:00:05:10" in lines
    found = ElementTree.fromstring(written("fcpxml", shown)).findall(".//transition")
    assert [(each.get("name"), each.get("offset"), each.get("duration")) for each in found] == [
        ("Cross Dissolve", f"{86467 * 100}/2400s", "1000/2400s"),
        ("Wipe", f"{86477 * 100}/2400s", "1000/2400s"),
    ]


def test_reels_are_legal_and_mean_one_shot_each() -> None:
    shots = [
        "bl",
        "ax",
        "a-very-long-name-1",
        "a-very-long-name-2",
        "a-very-long-name-3",
        "_-",
        "s010",
    ]
    shown = board(scene(*(panel(name, start=60 * at) for at, name in enumerate(shots))))
    reels = re.findall(r"^\d{3}  (\S+)", written("edl", shown).decode(), re.M)
    assert reels == ["BL2", "AX2", "AVERYLON", "AVERYLO2", "AVERYLO3", "SHOT", "S010"]


def test_an_edit_list_of_a_thousand_events_goes_on_counting() -> None:
    shown = board(scene(*(panel(f"s{at}", start=at, frames=1) for at in range(1001))))
    text = written("edl", shown).decode()
    assert "\r\n999  S998" in text
    assert "\r\n1000  S999" in text
    assert "\r\n1001  S1000" in text


def test_a_film_past_the_end_of_the_day_is_no_edit_list() -> None:
    late = board(scene(panel()), start=frame_of("23:59:59:00", "24"))
    with pytest.raises(UsageError) as caught:
        written("edl", late)
    (problem,) = caught.value.problems
    assert problem.code == "X050"
    assert "scene by scene" in problem.advice
    assert clips(written("otio", late))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_can_break_a_format(name: str, text: str) -> None:
    shown = filled(text)
    data = written(name, shown)
    if name == "edl":
        lines = data.decode("ascii").split("\r\n")
        assert sum(line.startswith("* FROM CLIP NAME") for line in lines) == 2
        assert all(line.isprintable() for line in lines)
        assert max(len(line) for line in lines if line.startswith("* COMMENT")) <= 80
    elif name == "fcpxml":
        assert (
            len(ElementTree.fromstring(data).findall("library/event/project/sequence/spine/video"))
            == 1
        )
    else:
        assert len(clips(data)) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_board_gives_the_same_bytes_and_nothing_of_this_machine(name: str) -> None:
    shown = a_film("29.97", "01:00:00;00")
    data = written(name, shown)
    assert data == written(name, a_film("29.97", "01:00:00;00"))
    assert b"modDate" not in data
    assert b"file:" not in data
    assert b"/home" not in data


@pytest.mark.parametrize("name", FORMATS)
def test_a_board_without_shots_is_an_empty_timeline(name: str) -> None:
    assert written(name, board())


@pytest.mark.parametrize("name", FORMATS)
def test_a_recut_board_is_laid_end_to_end(name: str) -> None:
    """The board of the tests of the way back says what it should."""
    edited = cut(a_film(), ["s030", "s010"], {"s010": 9})
    text = written(name, edited).decode()
    assert text.index("s030") < text.index("s010")


def test_drop_frame_times_are_those_of_the_clock() -> None:
    """An hour of 29.97 in drop-frame is an hour less 3.6 milliseconds: SMPTE ST 12-1."""
    shown = board(
        scene(panel("a", frames=107892), panel("b", start=107892, frames=1)), fps="29.97", drop=True
    )
    assert "00:00:00;00 01:00:00;00" in written("edl", shown).decode()
    assert abs(film.seconds(107892, "29.97") - 3600) == Fraction(36, 10000)


def wav(frames: int, rate: int = 48000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"\0\0" * frames)
    return file.getvalue()


def test_sounds_are_tracks_of_their_own_and_as_long_as_they_are() -> None:
    tracks = (
        Track("sound/sea.flac", -12, -6.0, "the sea"),
        Track("sound/bell.wav", 75, shot="s020"),
    )
    shown = replace(a_film(), tracks=(*tracks, Track("sound/gone.wav", 0, shot="cut")))
    stock = Stock(
        nothing, lambda path: wav(48000 * 2 + 7) if path.endswith("bell.wav") else nothing(path)
    )
    ((_, data),) = OpenTimeline().render(shown, stock, {"media": "../board", "stills": False})
    read = otio.adapters.read_from_string(bytes(data).decode(), "otio_json")
    sea, bell = (track for track in read.tracks if track.kind == "Audio")
    assert [(each.name, each.duration().value) for each in sea] == [("the sea", shown.frames)]
    assert sea[0].source_range.start_time.value == 12
    assert [each.duration().value for each in bell] == [75, 48]
    assert bell[1].media_reference.target_url == "../sound/bell.wav"
    assert bell[1].metadata["storyforge"] == {"sound_file": "sound/bell.wav", "shot": "s020"}
