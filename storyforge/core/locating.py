"""From troubles to problems: paths in documents become lines and columns, when they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from storyforge.core import ids
from storyforge.core.errors import Problem, Spot, Trouble
from storyforge.core.mark import Mark, Marks

Read = Callable[[str], tuple[Marks, str]]  # file -> where things stand in it, and its text
_REACH = 60  # lines of a value in which a piece of it is looked for


def located(troubles: Iterable[Trouble], read: Read) -> list[Problem]:
    """Every trouble with its places looked up."""
    return [
        Problem(
            trouble.code,
            trouble.sentence,
            mark_of(trouble.spot, read),
            trouble.advice,
            trouble.severity,
            tuple((words, mark) for words, spot in trouble.also if (mark := mark_of(spot, read))),
        )
        for trouble in troubles
    ]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order of files and lines; what has no place comes last."""
    return sorted(problems, key=_place)


def _place(problem: Problem) -> tuple[bool, str, int, int, str]:
    mark = problem.mark
    place = (mark.file, mark.line, mark.column) if mark else ("", 0, 0)
    return (mark is None, *place, problem.code)


def mark_of(spot: Spot, read: Read) -> Mark | None:
    """Where a spot stands; None when its file cannot be read any more."""
    marks, text = read(spot.file)
    mark = marks.key(spot.path) if spot.key else marks.value(spot.path)
    if mark and spot.text:
        return _piece(mark, text, spot.text) or mark
    return mark


def _piece(mark: Mark, text: str, wanted: str) -> Mark | None:
    """The first place at or behind `mark` where `wanted` stands as a whole word, case aside."""
    word = wanted.casefold()
    lines = text.removeprefix("\ufeff").splitlines()[mark.line - 1 : mark.line - 1 + _REACH]
    for number, line in enumerate(lines, mark.line):
        start = mark.column - 1 if number == mark.line else 0
        found = _mention(line, word, start) if word.startswith("@") else _word(line, word, start)
        if found >= 0:
            return replace(mark, line=number, column=found + 1, length=len(wanted))
    return None


def _mention(line: str, word: str, start: int) -> int:
    places = (each.start() for each in ids.MENTION.finditer(line) if each[0].casefold() == word)
    return next((each for each in places if each >= start), -1)


def _word(line: str, word: str, start: int) -> int:
    whole = re.compile(rf"(?<![\w/-]){re.escape(word)}(?![\w/-])", re.IGNORECASE)
    found = whole.search(line, start)
    return found.start() if found else -1
