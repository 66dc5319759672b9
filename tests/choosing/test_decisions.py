"""Decisions alone: each verb a function from a block to a block, or to a No with its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storyforge.core import decisions
from storyforge.core.asked import returned
from storyforge.core.decisions import No
from storyforge.core.lockfile import LockEntry, Lockfile, LockTake, read, write
from storyforge.core.trace import Output

A, B, C = "a" * 64, "b" * 64, "c" * 64
TAKES = {number: LockTake(f"{number}" * 64, f"{number + 5}" * 64) for number in range(3)}
PLAIN = LockEntry(A, 0, TAKES)
HELD = {state: replace(PLAIN, state=state) for state in ("approved", "locked")}


def no(found: decisions.Decided) -> tuple[str, str, bool]:
    assert isinstance(found, No)
    return found.sentence, found.advice, found.held


def test_pick_chooses_and_says_so() -> None:
    assert decisions.pick("s010", PLAIN, 2, "better") == replace(
        PLAIN, take=2, state="picked", why="better"
    )
    picked = decisions.pick("s010", PLAIN, 0)
    assert picked == replace(PLAIN, state="picked")
    assert decisions.pick("s010", picked, 0) is picked  # type: ignore[arg-type]


def test_pick_takes_a_rejection_back() -> None:
    out = decisions.reject("s010", PLAIN, 2)
    assert isinstance(out, LockEntry)
    assert decisions.pick("s010", out, 2) == replace(PLAIN, take=2, state="picked")


@pytest.mark.parametrize("state", ["approved", "locked"])
def test_what_is_held_is_not_chosen_again(state: str) -> None:
    said = (f"s010 is {state} with take 0", "`storyforge unlock s010` first", True)
    assert no(decisions.pick("s010", HELD[state], 1)) == said
    assert no(decisions.reject("s010", HELD[state], 0)) == said
    assert decisions.pick("s010", HELD[state], 0) is HELD[state]
    rest = decisions.reject("s010", HELD[state], 1)
    assert isinstance(rest, LockEntry)
    assert (rest.take, rest.state, rest.takes[1].rejected) == (0, state, True)


def test_what_is_not_there() -> None:
    said = ("s010 has no take 7", "it has: 0, 1, 2; `storyforge takes s010` shows them", False)
    assert no(decisions.pick("s010", PLAIN, 7)) == said
    assert no(decisions.reject("s010", PLAIN, 7)) == said


def test_reject_gives_way_to_the_first_that_is_left() -> None:
    first = decisions.reject("s010", PLAIN, 0, "too dark")
    assert isinstance(first, LockEntry)
    assert (first.take, first.state, first.why) == (1, "auto", "too dark")
    second = decisions.reject("s010", first, 1)
    assert isinstance(second, LockEntry)
    assert (second.take, second.why) == (2, "")
    assert decisions.reject("s010", second, 0) is second
    assert no(decisions.reject("s010", second, 2)) == (
        "s010 has no other take that is not rejected",
        "`storyforge reroll s010` makes another one; then reject this",
        False,
    )


def test_approve_lock_unlock() -> None:
    approved = decisions.approve("s010", PLAIN, "yes")
    assert approved == replace(PLAIN, state="approved", why="yes")
    assert decisions.approve("s010", HELD["approved"]) is HELD["approved"]
    assert decisions.lock("s010", HELD["approved"]) == HELD["locked"]
    assert no(decisions.approve("s010", HELD["locked"])) == (
        "s010 is locked, which holds more than an approval",
        "`storyforge unlock s010` first",
        True,
    )
    for held in HELD.values():
        assert decisions.unlock("s010", held) == replace(PLAIN, state="picked")
    assert no(decisions.unlock("s010", PLAIN))[0] == "s010 is neither locked nor approved"


def output(sha256: str = C) -> Output:
    return Output(sha256, B, "image/png", 4, 4, 100)


def test_adopt_beside_the_others_or_alone() -> None:
    new = decisions.adopt("s010", PLAIN, A, B, 3, output(), "retouched")
    made = LockTake(C, B, B, "image/png", "hand")
    assert new == LockEntry(A, 3, {**TAKES, 3: made}, "picked", "retouched")
    alone = decisions.adopt("s010", None, A, B, 0, output(), "")
    assert alone == LockEntry(A, 0, {0: made}, "picked")
    assert decisions.adopt("s010", PLAIN, C, B, 0, output(), "") == replace(alone, key=C)
    assert no(decisions.adopt("s010", PLAIN, A, B, 3, output("1" * 64), "")) == (
        "this is take 1 of s010 already",
        "`storyforge pick s010 1`",
        False,
    )
    assert no(decisions.adopt("s010", HELD["locked"], A, B, 3, output(), ""))[2]


def test_accept_and_back() -> None:
    new = decisions.accept(PLAIN, B, " as \n it is ")
    assert (new.key, new.kept, new.why) == (B, A, "as it is")
    assert {take.key for take in new.takes.values()} == {A}
    again = decisions.accept(new, C, "still")
    assert (again.key, again.kept) == (C, A)
    assert decisions.accept(PLAIN, A, "") is PLAIN
    assert returned(new, A) == PLAIN
    assert returned(new, C) is new
    assert decisions.approve("s010", new) == replace(new, state="approved")  # its why stays


def test_words_are_one_line_that_can_be_kept() -> None:
    said = decisions.words("  <<<<<<< yes\x1b[0m\n\u202eno\ud800 >>>>>>> ")
    assert said == "<<<<<<< yes [0m no >>>>>>>"
    assert len(decisions.words("x" * 5000)) == 1000
    entry = replace(PLAIN, why=said + ' "ü"', kept=B, state="locked")
    body = write(Lockfile({"shot:s010": entry}))
    assert b"<<<<<<<" not in body
    assert read(body).nodes["shot:s010"] == entry


def test_the_lockfile_to_the_letter() -> None:
    takes = {0: replace(TAKES[0], rejected=True), 2: replace(TAKES[2], key=B, asked="hand")}
    entry = LockEntry(A, 2, takes, "approved", "the hat", C)
    body = write(Lockfile({"shot:s010": entry})).decode()
    assert (
        body
        == f"""{{
  "lock": 1,
  "nodes": {{
    "shot:s010": {{
      "key": "{A}",
      "kept": "{C}",
      "take": 2, "state": "approved",
      "why": "the hat",
      "takes": {{
        "0": {{"out": "{"0" * 64}", "pixels": "{"5" * 64}", "rejected": true}},
        "2": {{"out": "{"2" * 64}", "pixels": "{"7" * 64}", "key": "{B}", "asked": "hand"}}
      }}
    }}
  }}
}}
"""
    )
    assert read(body.encode()).nodes["shot:s010"] == entry


@pytest.mark.parametrize("old", ['"why": "the hat"', '"rejected": true', f'"kept": "{C}"'])
def test_a_damaged_member_is_a_damaged_lockfile(old: str) -> None:
    takes = {0: replace(TAKES[0], rejected=True), 2: TAKES[2]}
    body = write(Lockfile({"shot:s010": LockEntry(A, 2, takes, "locked", "the hat", C)}))
    name = old.partition(":")[0]
    with pytest.raises(Exception, match=r"storyforge\.lock cannot be read"):
        read(body.replace(old.encode(), f"{name}: 7".encode()))
