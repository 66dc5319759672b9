"""FCPXML against the rules of its published DTD (1.10), and beyond them: whole frames, contiguous, every id known."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from small_board import board, filled, panel, scene
from small_cut import RATES, board_of, manifest, project, written

from storyforge.core import film
from storyforge.core.board import Board, Camera, Said, Track
from storyforge.core.timecode import frame_of

ANCHORED = "((audio|video|clip|title|asset-clip|spine) )*"
MARKS = "((marker|chapter-marker|rating|keyword|analysis-marker) )*"
PLACE = "lane offset name start duration enabled"
# element: (its children, as a pattern over their names; required attributes; allowed ones)
RULES = {
    "fcpxml": ("(resources )?(library )", "version", ""),
    "resources": ("((asset|effect|format|media|locator) )*", "", ""),
    "format": ("", "id", "name frameDuration fieldOrder width height paspH paspV colorSpace"),
    "asset": ("(media-rep )+(metadata )?", "id", "name uid start duration hasVideo format hasAudio videoSources audioSources"),
    "media-rep": ("(bookmark )?", "src", "kind sig suggestedFilename"),
    "metadata": ("(md )*", "", ""),
    "md": ("(array )?", "key", "value editable type displayName description source"),
    "effect": ("", "id uid", "name src"),
    "library": ("((event|smart-collection) )*", "", "location colorProcessing"),
    "event": ("((clip|asset-clip|project) )*", "", "name uid"),
    "project": ("(sequence )", "", "name uid id"),
    "sequence": ("(note )?(spine )(metadata )?", "format", "duration tcStart tcFormat audioLayout audioRate"),
    "spine": ("((audio|video|clip|title|mc-clip|ref-clip|sync-clip|asset-clip|audition|gap|transition) )*", "", ""),
    "video": (f"(param )*(note )?{ANCHORED}{MARKS}(reserved )?", "ref duration", f"{PLACE} srcID role"),
    "asset-clip": (
        f"(note )?(adjust-volume )?{ANCHORED}{MARKS}(metadata )?", "ref", f"{PLACE} srcEnable format tcStart tcFormat audioRole videoRole",
    ),
    "gap": (f"(note )?{ANCHORED}{MARKS}(metadata )?", "duration", "name offset start enabled"),
    "transition": (f"(filter-video )?(filter-audio )?{MARKS}(metadata )?", "duration", "name offset"),
    "filter-video": ("(data )*(param )*", "ref", "name enabled"),
    "marker": ("", "start value", "duration completed note"),
    "chapter-marker": ("", "start value", "duration note posterOffset"),
    "keyword": ("", "value", "start duration note"),
    "adjust-volume": ("", "", "amount"),
    "note": ("", "", ""),
}  # fmt: skip
TIMES = ("offset", "start", "duration", "tcStart", "posterOffset")
FINAL_CUT = ("23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60")


def seconds(text: str) -> Fraction:
    found = re.fullmatch(r"(\d+)(?:/(\d+))?s", text)
    assert found, text
    return Fraction(int(found[1]), int(found[2] or 1))


def valid(data: bytes) -> Element:
    """The document, which follows every rule above; all its times are whole frames."""
    assert data.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">'
    )
    root = ElementTree.fromstring(data)
    known = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(known) == len(set(known))
    frame = seconds(the(root, "resources/format").get("frameDuration", ""))
    for each in root.iter():
        children, required, allowed = RULES[each.tag]
        names = "".join(f"{child.tag} " for child in each)
        assert re.fullmatch(children, names), f"{each.tag}: {names}"
        assert set(required.split()) <= set(each.attrib) <= set(f"{required} {allowed}".split()), (
            each.attrib
        )
        for name in ("ref", "format"):
            assert each.get(name, known[0]) in known
        for name in TIMES:
            assert (seconds(each.get(name, "0s")) / frame).denominator == 1, (
                each.tag,
                name,
                each.get(name),
            )
        assert each.get("value") != "", f"{each.tag} says nothing"
    return root


def the(root: Element, path: str) -> Element:
    found = root.find(path)
    assert found is not None, path
    return found


def sequence(root: Element) -> Element:
    return the(root, "library/event/project/sequence")


def a_film(fps: str, start: str = "01:00:00:00") -> Board:
    shots = [("s010", "3s"), ("s020", "7f"), ("s030", "2.5s"), ("s040", "1+03"), ("s050", "1f")]
    read = manifest(main=project(("pier", shots[:2]), ("street", shots[2:]), fps=fps, start=start))
    clip = {"clip": "cd" * 32, "clip_file": "street/s040.mp4", "clip_seconds": 5}
    missing = {"picture": None, "state": "missing"}
    return board_of(read, s020={"transition": "dissolve"}, s030=missing, s040=clip)


@pytest.mark.parametrize(
    ("fps", "start"),
    [(fps, "01:00:00:00") for fps in RATES] + [("29.97", "00:59:58;00"), ("59.94", "00:59:58;00")],
)
def test_it_is_valid_and_exact_at_every_rate(fps: str, start: str) -> None:
    shown = a_film(fps, start)
    root = valid(written("fcpxml", shown))
    cut = sequence(root)
    rate, begin = film.RATES[fps], frame_of(start, fps)
    assert seconds(cut.get("tcStart", "")) * rate == begin
    assert cut.get("tcFormat") == ("DF" if ";" in start else "NDF")
    assert seconds(cut.get("duration", "")) * rate == sum(each.frames for each in shown.panels())
    items = [each for each in the(cut, "spine") if each.tag != "transition"]
    assert [each.get("name") for each in items] == [each.id for each in shown.panels()]
    assert [each.tag for each in items] == ["video", "video", "gap", "asset-clip", "video"]
    assert [
        (seconds(each.get("offset", "")) * rate - begin, seconds(each.get("duration", "")) * rate)
        for each in items
    ] == [(each.start, each.frames) for each in shown.panels()]
    frame = seconds(the(root, "resources/format").get("frameDuration", ""))
    assert frame == (1 / rate if fps in FINAL_CUT else 1 / rate / 2)


def test_stills_have_a_format_without_a_rate_and_no_length_of_their_own() -> None:
    root = valid(written("fcpxml", a_film("23.976")))
    formats = {each.get("id"): each for each in root.iter("format")}
    still = the(root, "resources/asset[@name='s010.png']")
    form = formats[still.get("format")]
    assert (form.get("name"), form.get("frameDuration")) == ("FFVideoFormatRateUndefined", None)
    assert (form.get("width"), form.get("height"), still.get("duration")) == ("1280", "720", "0s")
    assert the(root, "resources/format").attrib == {
        "id": "r1", "name": "FFVideoFormat720p2398", "frameDuration": "1001/24000s", "width": "1280", "height": "720",
    }  # fmt: skip


def test_a_clip_lies_within_what_was_made() -> None:
    root = valid(written("fcpxml", a_film("25")))
    made, used = the(root, "resources/asset[@name='s040.mp4']"), the(root, ".//asset-clip")
    assert seconds(made.get("duration", "")) == 5
    assert seconds(used.get("start", "")) + seconds(used.get("duration", "")) <= 5
    assert the(made, "media-rep").get("src") == "../board/street/s040.mp4"


def test_a_crew_reads_notes_chapters_markers_and_keywords() -> None:
    shot = panel(
        action="She lifts the lantern.", dialogue=(Said("Mara", "V.O.", "low", "You came back."),), notes="fog",
        taken=Camera(size="MS"), labels=("night, late",),
    )  # fmt: skip
    root = valid(written("fcpxml", board(scene(shot))))
    item = the(root, ".//video")
    assert the(item, "note").text == (
        "number: 10\ncamera: MS · low · 35 mm · dolly in slow\naction: She lifts the lantern.\n"
        "dialogue: Mara (V.O., low): You came back.\nnotes: fog"
    )
    assert the(item, "chapter-marker").get("value") == "1 EXT. PIER - DUSK"
    marker = the(item, "marker")
    assert marker.get("value") == "s010: MS · low · 35 mm · dolly in slow"
    assert "You came back." in marker.get("note", "")
    assert the(item, "keyword").get("value") == "pier, MS, Mara, night late"
    facts = {each.get("key"): each.get("value") for each in root.iter("md")}
    assert (facts["storyforge.id"], facts["storyforge.picture"]) == ("s010", "ab" * 32)


@pytest.mark.parametrize("text", ["", "\x00\ufffe]]>&\"'<x/>\r\n", "a" * 10_000, "\ud800🎬\u202e"])
def test_no_text_makes_it_invalid(text: str) -> None:
    valid(written("fcpxml", filled(text)))


def test_sounds_hang_on_the_shots_they_begin_with() -> None:
    tracks = (Track("sound/sea.flac", -12, -6.0), Track("sound/bell.wav", 75, shot="s020"))
    shown = replace(a_film("24"), tracks=tracks)
    root = valid(written("fcpxml", shown))
    heard = {each.get("name"): each for each in root.iter("asset-clip") if each.get("lane")}
    sea, bell = heard["sea.flac"], heard["bell.wav"]
    assert (sea.get("start"), sea.get("lane"), sea.get("audioRole")) == (
        "1200/2400s",
        "-1",
        "music",
    )
    assert the(sea, "adjust-volume").get("amount") == "-6dB"
    items = {each.get("name"): each for each in the(sequence(root), "spine")}
    assert list(items["s010"].iter("asset-clip")) == [sea]
    assert list(items["s020"].iter("asset-clip")) == [bell]
    assert seconds(bell.get("offset", "")) - seconds(items["s020"].get("start", "")) == Fraction(
        3, 24
    )
    links = [each.get("src") for each in root.iter("media-rep")]
    assert "../sound/sea.flac" in links


def test_an_empty_board_and_a_part_of_one_are_valid() -> None:
    assert len(the(sequence(valid(written("fcpxml", board()))), "spine")) == 0
    shown = a_film("24")
    part = replace(shown, scenes=(replace(shown.scenes[1], panels=shown.scenes[1].panels[::2]),))
    root = valid(written("fcpxml", part))
    assert [each.get("name") for each in the(sequence(root), "spine")] == ["s030", "Gap", "s050"]
