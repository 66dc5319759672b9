"""Edits of YAML: the one line changes, everything else keeps every byte."""

from __future__ import annotations

from typing import Any

import pytest

from storyforge.core.amend import CannotAmend, amended
from storyforge.core.amend_order import USUAL, place
from storyforge.core.compose import composed
from storyforge.core.manifest import json_schema
from storyforge.core.proposal import Commented, Drop, Edit, Insert, Order, Put

F = "f.yaml"
TEXT = """\
# yaml-language-server: $schema=x
title:   'The Lamp'   # working title

shots:
  # the first one
  - id: s010
    prompt: >-  # long
      a pier
      at dusk
    # lens: 35mm

  # ---- second reel ----

  - {id: s020, size: LS}   # quick
  - id: s030
    cast: [mara, tom]  # both
    dialogue:
      - mara: You came back.
# the end
moved:
"""


def edited(text: str, *edits: Edit) -> str:
    return amended(text, edits, F)


def change(text: str, *edits: Edit) -> list[str]:
    """The lines that went, with `-`, and those that came, with `+`; no others may differ."""
    old, new = text.splitlines(True), edited(text, *edits).splitlines(True)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    return [
        *("-" + line.rstrip("\n") for line in gone),
        *("+" + line.rstrip("\n") for line in come),
    ]


S = ("shots",)
CASES: list[tuple[Edit, list[str]]] = [
    (Put(F, ("title",), "Dusk"), ["-title:   'The Lamp'   # working title", "+title:   'Dusk'   # working title"]),
    (Put(F, ("title",), None), ["-title:   'The Lamp'   # working title", "+title:   null   # working title"]),
    (Put(F, (*S, 1, "size"), "a, b"), ["-  - {id: s020, size: LS}   # quick", '+  - {id: s020, size: "a, b"}   # quick']),
    (Put(F, (*S, 1, "lens"), "35mm"), ["-  - {id: s020, size: LS}   # quick", "+  - {id: s020, size: LS, lens: 35mm}   # quick"]),
    (Put(F, (*S, 0, "prompt"), "a lamp"), ["-    prompt: >-  # long", "-      a pier", "-      at dusk", "+    prompt: a lamp  # long"]),
    (Put(F, (*S, 0, "prompt"), "a\nb\n"), ["-    prompt: >-  # long", "-      a pier", "-      at dusk", "+    prompt: |  # long", "+      a", "+      b"]),
    (Put(F, (*S, 0, "size"), "LS"), ["+    size: LS"]),
    (Put(F, (*S, 2, "duration"), "3s"), ["+    duration: 3s"]),
    (Put(F, (*S, 2, "size"), "MCU"), ["+    size: MCU"]),
    (Put(F, (*S, 2, "cast"), ["tom"]), ["-    cast: [mara, tom]  # both", "+    cast: [tom]  # both"]),
    (Put(F, (*S, 2, "dialogue", 0, "mara"), "No: never."), ["-      - mara: You came back.", '+      - mara: "No: never."']),
    (Insert(F, (*S, 2, "cast"), 1, "ives"), ["-    cast: [mara, tom]  # both", "+    cast: [mara, ives, tom]  # both"]),
    (Drop(F, (*S, 2, "cast", 0)), ["-    cast: [mara, tom]  # both", "+    cast: [tom]  # both"]),
    (Drop(F, (*S, 2, "cast")), ["-    cast: [mara, tom]  # both"]),
    (Drop(F, (*S, 1)), ["-  - {id: s020, size: LS}   # quick"]),
    (Drop(F, (*S, 2, "dialogue", 0)), ["-    dialogue:", "-      - mara: You came back.", "+    dialogue: []"]),
    (Put(F, ("moved", "s1"), "s010"), ["-moved:", "+moved:", "+  s1: s010"]),
    (Insert(F, ("include",), 0, "cast/*.yaml"), ["+include: [cast/*.yaml]"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "lines"), CASES, ids=[f"{type(e).__name__} {e.path}" for e, _ in CASES]
)
def test_one_edit(edit: Edit, lines: list[str]) -> None:
    got = change(TEXT, edit)
    if isinstance(edit, Put) and edit.path == ("moved", "s1"):
        lines = lines[2:]
    assert got == lines
    crlf = TEXT.replace("\n", "\r\n")
    assert edited(crlf, edit) == edited(TEXT, edit).replace("\n", "\r\n")
    assert edited("\ufeff" + TEXT, edit) == "\ufeff" + edited(TEXT, edit)


def test_items_move_with_their_comments_and_what_stands_apart_stays() -> None:
    assert edited(TEXT, Order(F, S, (1, 0, 2))).splitlines()[3:14] == [
        "shots:",
        "  - {id: s020, size: LS}   # quick",
        "",
        "  # ---- second reel ----",
        "",
        "  # the first one",
        "  - id: s010",
        "    prompt: >-  # long",
        "      a pier",
        "      at dusk",
        "    # lens: 35mm",
    ]


def test_an_item_goes_with_its_comments_and_what_stands_apart_stays() -> None:
    assert edited(TEXT, Drop(F, (*S, 0))).splitlines()[3:7] == [
        "shots:",
        "  # ---- second reel ----",
        "",
        "  - {id: s020, size: LS}   # quick",
    ]


def test_edits_speak_of_the_file_as_it_was() -> None:
    text = "shots:\n  - id: a\n  - id: b\n  - id: c\n"
    edits = [
        Drop(F, (*S, 0)),
        Put(F, (*S, 2, "size"), "LS"),
        Insert(F, S, 1, {"id": "new"}),
        Order(F, S, (2, 0, 1)),
    ]
    wanted = "shots:\n  - id: c\n    size: LS\n  - id: new\n  - id: b\n"
    assert edited(text, *edits) == wanted
    assert edited(text, *reversed(edits)) == wanted


def test_a_new_shot_looks_like_its_neighbours() -> None:
    apart = "shots:\n  - id: a\n    size: LS\n\n  - id: b\n    size: LS\n"
    new = {"id": "new", "prompt": "x", "cast": ["mara", "tom"]}
    assert edited(apart, Insert(F, S, 1, new)) == apart.replace(
        "\n\n", "\n\n  - id: new\n    prompt: x\n    cast: [mara, tom]\n\n"
    )
    short = "shots:\n- {id: a}\n- {id: b}\n"
    assert (
        edited(short, Insert(F, S, 2, new)) == short + "- {id: new, prompt: x, cast: [mara, tom]}\n"
    )


def test_a_comment_comes_with_a_new_item() -> None:
    text = "shots:\n  - id: a\n"
    new = Commented({"id": "new"}, above="proposed from line 12", beside="look at it")
    assert edited(text, Insert(F, S, 0, new)) == (
        "shots:\n  # proposed from line 12\n  - id: new  # look at it\n  - id: a\n"
    )


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("cast: mara\n", ("cast",), "cast: [mara, tom]\n"),
        ("cast: []  # none\n", ("cast",), "cast: [tom]  # none\n"),
        ("cast:\n", ("cast",), "cast: [tom]\n"),
        ("id: a", ("cast",), "id: a\ncast: [tom]"),
    ],
)
def test_a_list_is_begun(text: str, path: tuple[str, ...], wanted: str) -> None:
    assert edited(text, Insert(F, path, 9, "tom")) == wanted


def test_a_text_that_is_short_for_a_thing_becomes_it() -> None:
    text = "characters:\n  tom: a boy  # ten\n"
    assert edited(text, Put(F, ("characters", "tom", "height"), "150cm")) == (
        "characters:\n  tom:  # ten\n    description: a boy\n    height: 150cm\n"
    )


ANCHORED = "a: &x {b: 1}\nc: *x\nd: plain\n"


@pytest.mark.parametrize(
    "edit",
    [
        Put(F, ("a",), 1),
        Drop(F, ("a",)),
        Put(F, ("c", "b"), 2),
        Put(F, (), 1),
        Put(F, ("d", "e"), 1),
        Drop(F, ("z",)),
        Drop(F, ("d", "e")),
        Insert(F, ("a",), 0, 1),
        Order(F, ("d",), (0,)),
        Put(F, ("d",), float("nan")),
        Put(F, ("d",), 2**60),
    ],
    ids=repr,
)
def test_what_cannot_be_done_safely_is_refused(edit: Edit) -> None:
    with pytest.raises(CannotAmend):
        edited(ANCHORED, edit)


def test_beside_an_anchor_all_is_well() -> None:
    assert edited(ANCHORED, Put(F, ("d",), "new")) == ANCHORED.replace("plain", "new")


def test_edits_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(CannotAmend, match=r"shots\[0\]"):
        edited(TEXT, Put(F, (*S, 0), {"id": "x"}), Put(F, (*S, 0, "size"), "LS"))
    with pytest.raises(CannotAmend, match="two edits"):
        edited(TEXT, Put(F, ("title",), "a"), Put(F, ("title",), "b"))


def test_edits_of_other_files_are_none_of_its_business() -> None:
    assert edited(TEXT, Put("other.yaml", ("title",), "x")) == TEXT


HOSTILE: list[Any] = [
    "\x1b[31m",
    "\u202e",
    "x" * 10_000,
    "a\x00b",
    "\ud800",
    "- - -",
    "'\"'\\",
    "# no",
    "\t",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_texts_are_written_as_texts(text: str) -> None:
    for path in (("title",), (*S, 1, "size"), (*S, 2, "dialogue", 0, "mara"), ("notes",)):
        lines = edited(TEXT, Put(F, path, text)).splitlines()
        assert len([line for line in lines if line.startswith("shots:")]) == 1
        assert not {"\x1b", "\x00", "\ud800"} & set("".join(lines))


def test_every_field_has_a_place_in_the_usual_order() -> None:
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    fields = {name for part in parts for name in part.get("properties", ())}
    assert fields - set(USUAL) == set()
    assert len(USUAL) == len(set(USUAL))


def test_a_field_goes_behind_the_nearest_that_comes_before_it() -> None:
    assert place(["id", "prompt", "size"], "lens") == 3
    assert place(["id", "size", "prompt"], "lens") == 2
    assert place(["prompt"], "id") == 0
    assert place(["id", "shots"], "of my own") == 2


def test_a_new_file_is_written_as_a_person_would() -> None:
    film = {
        "storyforge": 1,
        "title": "The Lamp: a film",
        "start": "01:00:00:00",
        "include": ["cast/*.yaml"],
        "characters": {"mara": {"name": "Mara", "description": "lamplighter " * 12 + "sixty"}},
        "scenes": [
            {
                "id": "sc1",
                "shots": [
                    Commented({"id": "s010", "cast": ["mara", "tom"]}, above="proposed"),
                    {"id": "s020", "dialogue": [{"mara": "You came back."}], "notes": "a\nb"},
                ],
            }
        ],
    }
    assert composed(Commented(film, above="yaml-language-server: $schema=s.json")) == (  # type: ignore[arg-type]
        "# yaml-language-server: $schema=s.json\n"
        "storyforge: 1\n"
        'title: "The Lamp: a film"\n'
        'start: "01:00:00:00"\n'
        "include: [cast/*.yaml]\n"
        "\n"
        "characters:\n"
        "  mara:\n"
        "    name: Mara\n"
        "    description: >-\n"
        "      lamplighter lamplighter lamplighter lamplighter lamplighter lamplighter lamplighter\n"
        "      lamplighter lamplighter lamplighter lamplighter lamplighter sixty\n"
        "\n"
        "scenes:\n"
        "  - id: sc1\n"
        "    shots:\n"
        "      # proposed\n"
        "      - id: s010\n"
        "        cast: [mara, tom]\n"
        "\n"
        "      - id: s020\n"
        "        dialogue:\n"
        "          - mara: You came back.\n"
        "        notes: |-\n"
        "          a\n"
        "          b\n"
    )
