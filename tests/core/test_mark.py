"""Frames and safe text, to the letter."""

import pytest

from storyforge.core.mark import FRAME_CELLS, Mark, Marks, frame, show

PAGE = "title: Pier\n" * 11 + "    size: MEDIUM\n\t\tsize: WIDE\n漢字: é\u0301x\nbad: a\x1b[2Jb\n"


def _framed(line: int, column: int, length: int, text: str = PAGE) -> str:
    return frame(text, Mark("f.yaml", line, column, length))


def test_a_frame_quotes_the_line_and_points_under_it() -> None:
    assert _framed(12, 11, 6) == "   12 |     size: MEDIUM\n      |           ^^^^^^"


def test_tabs_are_expanded() -> None:
    assert _framed(13, 9, 4) == "   13 |         size: WIDE\n      |               ^^^^"


def test_wide_characters_take_two_cells_and_accents_none() -> None:
    assert _framed(14, 1, 2) == "   14 | 漢字: é\u0301x\n      | ^^^^"
    assert _framed(14, 7, 1) == "   14 | 漢字: é\u0301x\n      |        ^"


def test_control_characters_are_made_visible() -> None:
    assert _framed(15, 7, 1) == "   15 | bad: a\\x1b[2Jb\n      |       ^^^^"


def test_a_mark_beyond_the_line_or_the_text_points_at_the_end() -> None:
    assert _framed(1, 99, 5) == "    1 | title: Pier\n      |            ^"
    assert _framed(99, 4, 2) == "   99 |\n      | ^"
    assert _framed(1, 8, 999) == "    1 | title: Pier\n      |        ^^^^"


@pytest.mark.parametrize("char", ["y", "漢", "\x1b", "\t", "e\u0301"])
@pytest.mark.parametrize("column", [1, 90, 450, 900, 100_000])
@pytest.mark.parametrize("length", [1, 7, 5000])
def test_a_long_line_is_cut_to_a_window(char: str, column: int, length: int) -> None:
    quoted, carets = _framed(1, column, length, char * 1000 + "\n").split("\n")
    wide = sum(2 if char == "漢" else char != "\u0301" for char in quoted)
    assert wide <= FRAME_CELLS
    assert len(carets) <= FRAME_CELLS
    assert "^" in carets


def test_what_was_cut_is_marked() -> None:
    quoted, carets = _framed(1, 500, 3, "y" * 1000).split("\n")
    assert quoted == f"    1 | …{'y' * 90}…"
    assert carets == f"      | {' ' * 31}^^^"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_yaml_ends_them(end: str) -> None:
    assert _framed(2, 1, 1, f"\ufeffa: 1{end}b: 2{end}") == "    2 | b: 2\n      | ^"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢 \U0001f600 \\n", "plain é 漢 \U0001f600 \\n"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x1b[2J\x00\x7f\x9b", r"\x1b[2J\x00\x7f\x9b"),
        ("\u200b\u200f\u202a\u202e\u2066\u2069", r"\u200b\u200f\u202a\u202e\u2066\u2069"),
        ("\u2028\u061c\ufeff", r"\u2028\u061c\ufeff"),
        ("\ud800x\udfff", r"\ud800x\udfff"),
    ],
)
def test_show_makes_text_safe(text: str, shown: str) -> None:
    assert show(text) == shown
    show(text).encode()


def test_marks_know_the_nearest_thing_around() -> None:
    top, mara, key = (Mark("f", line, 1, 4) for line in (1, 2, 3))
    marks = Marks("f", {("cast", "mara"): key}, {(): top, ("cast", "mara"): mara})
    assert marks.value(("cast", "mara", "looks", 0)) == mara
    assert marks.value(("nobody",)) == top
    assert marks.key(("cast", "mara")) == key
    assert marks.key(("cast", "mara", "looks")) == mara
    assert Marks("f", {}, {}).key(("a",)) is None
