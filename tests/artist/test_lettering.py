"""Text: measured, wrapped, in the order it is read, and nothing of it lost."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storyforge.artist.letters import bidi
from storyforge.artist.letters.glyphs import contours
from storyforge.artist.letters.lettering import (
    block,
    clusters,
    fitted,
    pieces,
    put,
    unset,
    width,
    wrap,
)
from storyforge.artist.letters.quoted import quoted, unquoted
from storyforge.artist.letters.slate import Slate, slated
from storyforge.artist.letters.typeface import coverage, face_for, fitness, shipped

GERMAN = "Die Donaudampfschifffahrtsgesellschaftskapitänswitwe wartet am Landungssteg."
LATIN = st.text(
    st.sampled_from("aäeiou rstlnß MWil.,-–!?\n 0123456789éőŁ„“«»()"), min_size=0, max_size=120
)
WILD = st.text(
    st.sampled_from(
        "ab c\n\t1(2)…‘ ’é\u0301\u200f\u200dשלוםمرحبا漢字、。かな한글ЖяαΩกำ😀\U0010fffe\u0000"
    ),
    max_size=60,
)


def _bare(text: str) -> str:
    """The text as far as it is seen: without spaces, joiners and steering marks."""
    return re.sub(r"\s", "", "".join(c for c in text if unicodedata.category(c) != "Cc"))


@settings(max_examples=120, deadline=None)
@given(LATIN, st.floats(60, 500), st.floats(8, 40), st.booleans())
def test_no_line_is_wider_than_its_box_and_nothing_is_lost(
    text: str, wide: float, size: float, bold: bool
) -> None:
    lines = wrap(text, size, wide, bold)
    assert all(width(line, size, bold) <= wide + 1e-6 for line in lines)
    assert _bare("".join(lines)) == _bare(unicodedata.normalize("NFC", text))


@settings(max_examples=80, deadline=None)
@given(WILD, st.floats(40, 300))
def test_no_text_of_any_script_breaks_it(text: str, wide: float) -> None:
    found = block(text, 20, wide, align="centre")
    image = Image.new("L", (320, max(1, round(found.height))), 255)
    put(image, 4, 0, found, 0)
    kept = bidi.stripped(unicodedata.normalize("NFC", text))
    assert _bare("".join(line.text for line in found.lines)) == _bare(kept)


def test_words_stay_whole_while_they_can() -> None:
    wide = width("gesellschaft", 20) + 1
    assert wrap("die gesellschaft der", 20, wide) == ("die", "gesellschaft", "der")
    assert max(len(line) for line in wrap(GERMAN, 20, 700)) > 40
    first, *rest = wrap("Donaudampfschifffahrt", 20, 100)
    assert rest
    assert first + "".join(rest) == "Donaudampfschifffahrt"


def test_lines_of_the_far_east_may_end_anywhere_but_before_a_stop() -> None:
    text = "彼女は「もう帰らない」と言って、雨の中を歩き出した。"
    lines = wrap(text, 20, 110)
    assert "".join(lines) == text
    assert len(lines) > 3
    assert not any(line[0] in "、。」" or line[-1] in "「" for line in lines)


def test_an_ellipsis_only_where_asked() -> None:
    assert len(block(GERMAN, 20, 300).lines) == 4
    short = block(GERMAN, 20, 300, most=2)
    assert [line.text.endswith("…") for line in short.lines] == [False, True]
    assert all(line.width <= 300 for line in short.lines)


def test_fitted_text_fits() -> None:
    for text in ("Ende", GERMAN, GERMAN * 4):
        found = fitted(text, 420, 130, 90)
        assert found.height <= 130
        assert found.width <= 420
    assert fitted("Ende", 420, 130, 90).size == 90


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc שלום 12 def", ["abc ", "12", "שלום ", " def"]),
        ("שלום abc 12 (x) עולם", [" עולם", "abc 12 (x)", "שלום "]),
        ("السعر 25 درهم", [" درهم", "25", "السعر "]),
        ("plain", ["plain"]),
    ],
)
def test_lines_of_two_directions_are_seen_in_their_order(text: str, seen: list[str]) -> None:
    assert [each.text for each in bidi.stretches(text, bidi.rightward(text))] == seen


def test_hebrew_and_arabic_begin_at_the_right() -> None:
    for text in ("שלום", "مرحبا"):
        ((left, _, line),) = block(text, 20, 300).placed()
        assert left == pytest.approx(300 - line.width)
    ((left, _, _),) = block("hello", 20, 300).placed()
    assert left == 0


def test_arabic_letters_join() -> None:
    assert bidi.joined("سلام") == "\ufeb3\ufefc\ufee1"  # initial, lam with alef, apart
    assert bidi.joined("باب") == "\ufe91\ufe8e\ufe8f"
    assert bidi.joined("abc") == "abc"


def test_brackets_open_the_other_way_from_right_to_left() -> None:
    shown = "".join(piece.text for piece in pieces("א (ב) ג", 20, False, False) if piece.face)
    assert shown.count("(") == shown.count(")") == 1


def test_accents_stay_with_their_letters() -> None:
    assert clusters("x\u0302y") == ["x\u0302", "y"]
    assert width("e\u0301", 30) == width("é", 30)
    assert wrap("x\u0302" * 30, 20, 50)[0].endswith("\u0302")


def test_the_shipped_hand_comes_first_and_never_depends_on_the_machine() -> None:
    for bold in (False, True):
        assert shipped(bold).covers("ABCxyz ÄÖÜß éèêàçñ ŁőŘ €„“”‘’«»–—…·×°")
        assert all(p.face is shipped(bold) for p in pieces("Hello, Welt!", 20, bold, True))
    data = Path(shipped(False).path).read_bytes()
    firsts, lasts = coverage(data)
    assert list(firsts) == sorted(firsts)
    assert all(first <= last for first, last in zip(firsts, lasts, strict=True))
    assert shipped(False).font(20, shaped=True) is shipped(False).font(20)


def test_fonts_are_ordered_by_name_alone() -> None:
    names = [
        "/x/Zebra.ttf",
        "/x/DejaVuSans-Bold.ttf",
        "/x/DejaVuSans.ttf",
        "/y/NotoSans-Regular.ttf",
    ]
    assert sorted(names, key=fitness) == [names[3], names[2], names[0], names[1]]


def test_what_no_font_has_is_told_and_drawn_as_a_box() -> None:
    lost = "\U0010fffe"
    assert unset(f"a{lost}b{lost}\n") == (lost,)
    assert unset("Grüße") == ()
    assert face_for(lost, False) is None
    image = Image.new("L", (60, 40), 0)
    put(image, 4, 0, block(lost, 30, 50), 255)
    assert image.getbbox() is not None
    assert width(lost, 30) > 15


def test_the_same_text_gives_the_same_pixels() -> None:
    def pixels() -> bytes:
        image = Image.new("L", (300, 90), 255)
        put(image, 3, 2, block("Grüße aus der Gasse, 5:30", 26, 290), 0)
        return image.tobytes()

    assert pixels() == pixels()


def test_letters_become_shapes_where_they_are_set() -> None:
    words = block("Bo i", 60, 300)
    found = contours(words, lambda x, y: (x, y))
    assert sum(not shape.hole for shape in found) == 4  # B, o, the stem of i and its dot
    assert sum(shape.hole for shape in found) == 3  # two in B, one in o
    xs = [x for shape in found for x, _ in shape.points]
    assert min(xs) >= -1
    assert max(xs) <= words.width + 1
    moved = contours(words, lambda x, y: (x + 100, y))
    assert moved[0].points[0][0] == pytest.approx(found[0].points[0][0] + 100)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a note that reads "come home" twice', ("come home",)),
        ("“one” and „zwei“ and «trois»", ("one", "zwei", "trois")),
        ("he's got 'a dog's life' here", ("a dog's life",)),
        ("‘it’s late’", ("it’s late",)),
        ("the ships' bells and the men's hats", ()),
        ("「灯台守」", ("灯台守",)),
        ('an empty "" pair', ()),
    ],
)
def test_words_in_quotation_marks(text: str, found: tuple[str, ...]) -> None:
    assert quoted(text) == found
    assert not any(words in unquoted(text) for words in found)


def test_a_slate_grows_with_its_words_and_keeps_the_picture() -> None:
    panel = Image.new("RGB", (320, 180), (10, 200, 30))
    short = slated(panel, Slate("1 · 10", "MS", "2 s", "He waits."))
    long = slated(panel, Slate("1 · 10", "MS", "2 s", GERMAN * 3, (("mara", GERMAN),)))
    assert long.height > short.height > 180
    assert short.getpixel((160, 90)) == (10, 200, 30)
    assert slated((320, 180), Slate()).size == (320, 180)
    assert slated(panel, Slate(action="שלום", dialogue=(("دليلة", "مرحبا"),))).width == 320
