"""A shot list's bytes as rows of named cells, whatever program, country or year they come from."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from storyforge.core.columns import ASIDE, COLUMNS, column_of
from storyforge.core.errors import Problem, UsageError
from storyforge.core.proposal import Left

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD: Final = {"cp932": "Shift_JIS", "cp1252": "Windows-1252"}
_DELIMITERS: Final = (",", ";", "\t", "|")
_DEPTH: Final = 20  # rows among which the heading stands
_WORDY: Final = frozenset(("description", "action", "dialogue", "id", "notes", "motion"))
_SUMS: Final = frozenset(("total", "totals", "sum", "合計"))
_LONGEST: Final = 1 << 24  # characters of a cell
_KANA: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_ADVICE: Final = "the heading names columns such as scene, shot, size, description, duration"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One shot of a sheet. `number`: of the row, from 1. `cells`: by column, as they stand there;
    of columns that the sheet has, also empty ones. `section`: the heading that it stands under."""

    number: int
    cells: Mapping[str, str]
    section: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet read. `left`: columns that nobody knows. `japanese`: its heading is."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    japanese: bool = False


def sheet_of(data: bytes, name: str) -> Sheet:
    """The rows of a shot list; raises UsageError where no heading can be made out."""
    best: tuple[int, Sheet] | None = None
    for text, note in _texts(data):
        score, found = _table(text, name)
        if found and (best is None or score > best[0]):
            best = score, replace(found, notes=(note,) if note else ())
        if best and not note:
            break
    if best is None or best[0] < 1:
        sentence = f"{name} has no heading of a shot list in its first {_DEPTH} rows"
        raise UsageError(Problem("F060", sentence, advice=_ADVICE))
    return best[1]


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    """What the bytes may say, the likeliest first, with what is worth knowing about it."""
    for mark, coding in _MARKS:
        if data.startswith(mark):
            yield data.decode(coding, "replace"), ""
            return
    if b"\0" in data:  # no text of eight bits has one
        yield data.decode("utf-16-le", "replace"), ""
        yield data.decode("utf-16-be", "replace"), ""
    try:
        yield data.decode(), ""
        return
    except UnicodeDecodeError:
        pass
    for coding, spoken in _OLD.items():
        try:
            yield data.decode(coding), f"read as {spoken}: the file is not UTF-8"
        except UnicodeDecodeError:
            continue
    yield data.decode("cp1252", "replace"), "some characters could not be read"


def _table(text: str, name: str) -> tuple[int, Sheet | None]:
    """The best way of taking a text apart, and how many headings it makes known."""
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    best: tuple[int, int, str] = (0, 0, ",")
    for delimiter in _DELIMITERS:
        for at, cells in enumerate(_rows(text, delimiter, name, _DEPTH)):
            known = len({column for each in cells if (column := column_of(each))})
            enough = known > 1 or (known == 1 and len([e for e in cells if e.strip()]) == 1)
            if enough and known > best[0]:
                best = known, at, delimiter
    score, at, delimiter = best
    if not score:
        return 0, None
    return score, _named([*_rows(text, delimiter, name)], at)


def _rows(text: str, delimiter: str, name: str, most: int = 0) -> Iterator[list[str]]:
    lines = text.splitlines(keepends=True) if most else None
    source = iter(lines[: 4 * most]) if lines else iter(re.findall(r"[^\n]*\n|[^\n]+", text))
    csv.field_size_limit(_LONGEST)  # of the whole process; the library's own limit is 128 KB
    read = csv.reader(source, delimiter=delimiter)
    try:
        for at, row in enumerate(read):
            if most and at >= most:
                return
            yield row
    except csv.Error as error:
        if most:
            return
        sentence = f"{name} cannot be read as a table near line {read.line_num}: {error}"
        advice = "look for a quote that is never closed"
        raise UsageError(Problem("F061", sentence, advice=advice)) from None


def _named(rows: list[list[str]], at: int) -> Sheet:
    headings = rows[at]
    columns: list[str] = []
    left: list[Left] = []
    for number, text in enumerate(headings):
        column = column_of(text)
        filled = [row for row in rows[at + 1 :] if number < len(row) and row[number].strip()]
        if column in columns and not column.startswith("note ") and column != "idle":
            left.append(Left(f"column {_letter(number)}", text, "another column says the same"))
            column = ""
        elif not column and text.strip() and filled:
            left.append(Left(f"column {_letter(number)}", text, "no field of a shot is called so"))
        elif column == "idle" and filled:
            why = "how far a shot is follows from its picture"
            left.append(Left(f"column {_letter(number)}", text, why))
        columns.append(column)
    japanese = sum(bool(_KANA.search(each)) for each in headings) * 2 > len(headings)
    found = tuple(_shots(rows, at, columns))
    return Sheet(tuple(filter(None, columns)), found, tuple(left), (), japanese)


def _letter(number: int) -> str:
    """A column as spreadsheets call it: A, B … AA."""
    letters = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters, number = chr(65 + rest) + letters, number - 1
    return letters


def _shots(rows: list[list[str]], at: int, columns: list[str]) -> Iterator[SheetRow]:
    section = ""
    for number, row in enumerate(rows[at + 1 :], at + 2):
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if not filled or row[filled[0]].strip().casefold() in _SUMS:
            continue
        if row == rows[at]:
            continue  # the heading again, where lists were put together
        if len(filled) == 1 and _is_section(filled[0], columns):
            section = row[filled[0]].strip()
            continue
        cells = {
            column: row[place] if place < len(row) else ""
            for place, column in enumerate(columns)
            if column and column != "idle"
        }
        if any(cell.strip() for cell in cells.values()):
            yield SheetRow(number, cells, section)


def _is_section(place: int, columns: list[str]) -> bool:
    """Whether a row of one cell, at that place, is a heading over shots."""
    column = columns[place] if place < len(columns) else ""
    if column in ("scene", "scene slug"):
        return True
    known = column in COLUMNS or column in ASIDE or column.startswith("note ")
    return column not in _WORDY and (not known or (place == 0 and column != "shot"))
