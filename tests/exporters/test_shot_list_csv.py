"""The shot list as CSV says what the board says, to the letter, and no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_board import board, filled, panel, scene

from storyforge.core.board import Board, Camera, Choice, Made, Said
from storyforge.core.columns import COLUMNS, column_of, guarded, unguarded
from storyforge.core.errors import UsageError
from storyforge.core.seams import Stock
from storyforge.exporters.csv_list import ShotList

STOCK = Stock(lambda digest: b"", lambda path: b"")


def exported(what: Board, **wishes: Any) -> bytes:
    ((name, content),) = ShotList().render(what, STOCK, wishes)
    assert name == ""
    assert isinstance(content, bytes)
    return content


def read(what: Board, **wishes: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(exported(what, **wishes).decode(), newline="")))


MADE = Made("k", "runway", "gen4_image", "", "trainedAlgorithmicMedia", "a", 7, "0.08", "tariff")
FULL = board(
    scene(
        panel(
            "s010",
            taken=Camera("MS", "two-shot", "pov", -30, "knee", 5, 35, ("dolly in slow", "tilt up")),
            place="The Pier",
            time="dusk",
            cast=("Mara", "Tom"),
            action="She waits.",
            dialogue=(Said("Mara", "V.O.", "softly", "Hello?\nTom?"), Said("", "", "", "(a bell)")),
            sound='A "bell"',
            notes="Left hand; in words only: Tom",
            transition="dissolve",
            frames=61,
            labels=("key", "fire"),
            decision="approved",
            take=2,
            choices=(
                Choice(1, "aa", "a.png", False, False, "", MADE),
                Choice(2, "ab", "b.png", True, False, "", MADE),
            ),
        ),
        panel("s020", start=61, picture=None, state="missing", words="=1+1"),
    ),
    start=86400,
)


def test_a_shot_is_one_row_to_the_letter() -> None:
    assert exported(FULL).decode() == (
        "scene,scene slug,shot,id,size,framing,perspective,angle,level,lens,movement,location,time,"
        "cast,description,action,dialogue,sound,notes,transition,duration,frames,start,state,"
        "decision,take,picture,maker,seed,cost,labels\r\n"
        "1,EXT. PIER - DUSK,10,s010,MS,two-shot,pov,-30,knee,35,"
        '"dolly in slow, tilt up",The Pier,dusk,"Mara, Tom",Mara lifts the lantern.,She waits.,'
        '"MARA (V.O.): (softly) Hello?\n  Tom?\n(a bell)","A ""bell""",Left hand,dissolve,'
        "2.542,61,01:00:00:00,current,approved,2,sc01/s010.png,runway/gen4_image,7,0.16,"
        '"key, fire"\r\n'
        "1,EXT. PIER - DUSK,20,s020,,,,,,,,,,Mara,'=1+1,,,,,,2.5,60,01:00:02:13,missing,auto,,,,,,"
        "\r\n"
    )


def test_columns_are_chosen_in_any_spelling() -> None:
    chosen = read(FULL, columns="Id, shot_size, Seconds,id")
    assert chosen == [["id", "size", "duration"], ["s010", "MS", "2.542"], ["s020", "", "2.5"]]
    assert read(FULL, columns="ALL")[0] == list(COLUMNS)
    assert read(FULL, columns="left out")[1:] == [["Tom"], [""]]


def test_a_column_that_nobody_knows_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        read(FULL, columns="id,lense")
    (problem,) = caught.value.problems
    assert (problem.code, problem.sentence) == ("X060", 'a shot list has no column "lense"')
    assert problem.advice.startswith('did you mean "lens"? columns: scene, ')


@pytest.mark.parametrize(("wish", "mark"), [("comma", ","), ("semicolon", ";"), ("tab", "\t")])
def test_the_delimiter_and_the_mark_are_as_wished(wish: str, mark: str) -> None:
    data = exported(FULL, delimiter=wish, bom=True, columns="id,notes")
    assert data.startswith(f"\ufeffid{mark}notes\r\n".encode())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("'=1", "''=1"),
        ("'twas", "'twas"),
        ("a=1", "a=1"),
        ("", ""),
        ("half \ud800\0", "half \ufffd\ufffd"),
    ],
)
def test_a_cell_is_never_a_formula(text: str, cell: str) -> None:
    assert guarded(text) == cell
    shown = exported(board(scene(panel(words=text))), columns="description").decode()
    assert next(csv.reader(io.StringIO(shown.partition("\r\n")[2], newline=""))) == [cell]


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
def test_what_was_guarded_is_given_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" '")[:1] or guarded(text)[0] not in "=+-@\t\r\n"


@pytest.mark.parametrize(
    "text", ["\x00\x1b\ud800", "a\r\nb", '"', "," * 50, "x" * 10_000, "שלום 👩‍🚀"]
)
def test_hostile_text_keeps_the_table_whole(text: str) -> None:
    what = board(*filled(text).scenes, start=0)
    found = read(what, columns="all")
    assert [len(row) for row in found] == [len(COLUMNS)] * 3


def test_every_heading_of_ours_is_read_as_its_column() -> None:
    spelt: Mapping[str, str] = {name: column_of(name) for name in COLUMNS}
    assert spelt == {name: name for name in COLUMNS}
    assert {column_of(each.title) for each in COLUMNS.values()} == set(COLUMNS)


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    stock = Stock(STOCK.picture, STOCK.sound, lambda done, of: heard.append((done, of)))
    ShotList().render(FULL, stock, {})
    assert heard == [(1, 2), (2, 2)]
