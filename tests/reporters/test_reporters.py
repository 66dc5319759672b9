"""Reporters: what each says about the same run; and the words that several of them share."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal

import pytest

from storyforge.core import event as e
from storyforge.core.price import Price
from storyforge.reporters import plans, say
from storyforge.reporters.jsonl import JsonLines, dumps
from storyforge.reporters.plain import Plain
from storyforge.reporters.terminal import Terminal

ENDED = e.Ended(2, 0, 1, 1, 1, "0.40", 3.2, "board/index.html", 1)
RUN: list[e.Event] = [
    e.Planned(5, 1, 4, Price(Decimal("0.20"), Decimal("1.60"))),
    e.Started("character:mara", 0, ()),
    e.Finished("character:mara", 0, 1.25, "0.20"),
    e.Started("shot:s010", 1, ()),
    e.Finished("shot:s010", 1, 1.5, "0.20"),
    e.Restored("shot:s015", True),
    e.Started("shot:s020", 0, ()),
    e.Failed("shot:s020", 0, "the service said\x1b[2J no", "wait a little"),
    e.Skipped("shot:s030", "shot:s020"),
    e.HandEdited("shot:s040", "board/s040.png"),
    ENDED,
]
SAID = """\
4 pictures to make, 1 current · at most $1.60
made      character:mara  1.2 s · $0.20
made      s010 take 1  1.5 s · $0.20
restored  s015  (made before, used again)
failed    s020: the service said\\x1b[2J no
          hint: wait a little
skipped   s030  (needs s020)
by hand   board/s040.png was changed by hand and is left as it is
          hint: `storyforge adopt board/s040.png` makes it a take; moved away, the built picture comes back
2 made · 1 current · 1 failed · 1 skipped · $0.40 · 3.2 s
next: mend what failed, then `storyforge build` makes only that
"""


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_plain_lines() -> None:
    out = io.StringIO()
    reporter = Plain(out)
    for event in RUN:
        reporter(event)
    reporter.close()
    assert out.getvalue() == SAID


def test_lines_for_machines() -> None:
    out = io.StringIO()
    reporter = JsonLines(out)
    for event in RUN:
        reporter(event)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [each["event"] for each in told] == [type(event).__name__.lower() for event in RUN]
    assert told[0]["price"] == {"low": "0.20", "high": "1.60"}
    assert told[7]["sentence"] == "the service said\x1b[2J no", "exact"
    assert "\x1b" not in out.getvalue(), "and inert"


def test_nobody_reads_the_lines() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    reporter = JsonLines(Closed())
    for event in RUN:
        reporter(event)


@pytest.mark.parametrize("columns", [60, 100])
def test_a_terminal_keeps_what_matters_and_the_bar_goes(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm-256color")
    out = Screen()
    reporter = Terminal(out, color=False)
    for event in RUN:
        reporter(event)
    reporter.close()
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue())
    assert "\x1b[3" not in out.getvalue(), "no colours were wanted"
    for kept in (
        "failed    s020: the service said\\x1b[2J no",
        "skipped   s030",
        "2 made · 1 current",
        "next: mend",
    ):
        assert kept in text
    assert "made      s010" not in text, "that is the bar's to say"


def test_a_terminal_without_anything_to_make_has_no_bar() -> None:
    out = Screen()
    reporter = Terminal(out, color=False)
    reporter(e.Planned(3, 3, 0, Price()))
    reporter(e.Ended(0, 0, 3, 0, 0, "0", 0.1, "board/index.html", 0, unchanged=True))
    assert out.getvalue() == "nothing to make: 3 pictures are current · board/index.html\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("dusk", "dawn", ["- dusk", "+ dawn"]),
        ("", "dawn", ["+ dawn"]),
        ("dusk", "", ["- dusk"]),
        ("a b c", "a c", ["- a b c", "+ a c"]),
        (
            "one " * 40 + "two",
            "one " * 40 + "three",
            ["- … one one one one one two", "+ … one one one one three"],
        ),
        ("x" * 90, "y", ["- xxxxxxxxxxx … xxxxxxxxxxx", "+ y"]),
        ("a \x1b b", "a c b", ["- a \\x1b b", "+ a c b"]),
    ],
)
def test_differences_are_short(before: str, after: str, told: list[str]) -> None:
    assert list(plans.difference(before, after, say.plain, 32)) == told


def test_the_changed_words_are_marked() -> None:
    def mark(meaning: str, text: str) -> str:
        return f"<{text}>" if meaning == "strong" else text

    assert list(plans.difference("a white braid", "a grey braid", mark)) == [
        "- a <white> braid",
        "+ a <grey> braid",
    ]


def test_amounts() -> None:
    assert [say.seconds(each) for each in (0.04, 9.94, 12.4, 200)] == [
        "0.0 s",
        "9.9 s",
        "12 s",
        "3 min 20 s",
    ]
    assert [say.count(each, "shot") for each in (0, 1, 12_000)] == [
        "0 shots",
        "1 shot",
        "12 000 shots",
    ]


def test_json_is_inert_and_exact() -> None:
    hostile = "\x1b[2J\x7f\x9b31m\u202e ◐"
    text = dumps({"a": hostile})
    assert json.loads(text) == {"a": hostile}
    assert text == '{"a": "\\u001b[2J\\u007f\\u009b31m\\u202e ◐"}'
