"""A Fountain screenplay as a Script. The only door to fountain-py.

The library says what each line is; what it throws away (notes within a line, what the writer
crossed out) is found here by line, and what real drafts get wrong is put right: a cue or a heading
without its empty line, a cue in small letters, a transition without its colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fountain import ElementType as E
from fountain import FountainParser

from storyforge.core.errors import Problem, UsageError
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.script import Script
from storyforge.core.script_slug import HEADING
from storyforge.core.seams import Source
from storyforge.importers import script, script_text
from storyforge.importers.script_writing import Writing

_NOTE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_CROSSED = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_)(?=\S)(.+?)(?<=\S)\1")
_CUE = re.compile(r"^[^a-z]*$")
_NAME = re.compile(r"^[^\W\d_a-z][^a-z!?,;:\"]*(?:\([^()]*\))?$")  # a cue without its empty line
_LONGEST_NAME: Final = 32
_CROSSED_OUT: Final = "the writer crossed it out"


class Fountain:
    """Takes in `.fountain`."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:
        """The scenes of a screenplay as files, or what a new draft changes. Raises UsageError."""
        found = read(script_text.decoded(source), source.name)
        return script.propose(found, script_text.untouched(source), source.name, here, wishes)


def read(text: str, name: str) -> Script:
    """The script in a file's text; raises UsageError when there is nothing of one in it."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    crossed = [_crossed(plain, found) for found in _CROSSED.finditer(plain)]
    kept = _CROSSED.sub(_blank, plain)
    notes = _notes(kept)
    try:
        document = FountainParser().parse(_NOTE.sub(_blank, kept))
    except (ValueError, IndexError, KeyError, RecursionError) as error:
        sentence = f"{name} cannot be read as Fountain: {error}"
        advice = "open it in a screenwriting program and save it again"
        raise UsageError(Problem("F020", sentence, advice=advice)) from None
    cues = {_cue(each.text) for each in _flat(document.elements) if each.type == E.CHARACTER}
    reader = _Reader(Writing(), frozenset(cues), list(notes))
    for element in document.elements:
        reader.element(element)
    reader.notes_before(len(plain) + 1)
    title = {key: " ".join(_bare(str(value)).split()) for key, value in document.metadata.items()}
    return reader.writing.script(title, tuple(filter(None, crossed)))


def _blank(found: re.Match[str]) -> str:
    """Nothing, on as many lines: line numbers stay, and no empty line parts what is around it."""
    return "\n".join(["", *["  "] * found[0].count("\n")])


def _crossed(text: str, found: re.Match[str]) -> Left | None:
    said = " ".join(found[1].split())
    place = f"line {text.count(chr(10), 0, found.start()) + 1}"
    return Left(place, said, _CROSSED_OUT) if said else None


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for found in _NOTE.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, " ".join(found[1].split())


def _flat(elements: list[Any]) -> Iterator[Any]:
    """All elements; those of two columns one after another."""
    for each in elements:
        if each.type == E.DUAL_DIALOGUE:
            for column in each.dual_dialogue_columns():
                yield from column
        else:
            yield each


def _bare(text: str) -> str:
    """Words without the marks of bold, italic and underline."""
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    return text.replace("\\*", "*").replace("\\_", "_")


def _cue(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class _Reader:
    """Elements become beats. `cues`: who speaks anywhere in the script. `notes`: by line, those
    that are still to come."""

    writing: Writing
    cues: frozenset[str]
    notes: list[tuple[int, str]]
    spoken: int = 0  # the last line of a speech

    def notes_before(self, line: int) -> None:
        """Tell the notes that stand above a line."""
        while self.notes and self.notes[0][0] < line:
            at, said = self.notes.pop(0)
            if said:
                self.writing.note(said, f"line {at}")

    def element(self, element: Any) -> None:
        """One element of the library."""
        kind, line, text = element.type, element.line_number, element.text
        self.notes_before(line)
        place = f"line {line}"
        if kind == E.SCENE_HEADING:
            self.writing.heading(text, str(element.metadata.get("scene_number") or ""), place)
        elif kind == E.ACTION:
            self._action(text, line, forced=bool(element.metadata.get("forced")))
        elif kind == E.CHARACTER:
            self._cue(element, dual=bool(element.metadata.get("dual_dialogue")))
        elif kind == E.DUAL_DIALOGUE:
            self._dual(element)
        elif kind in (E.PARENTHETICAL, E.DIALOGUE, E.LYRICS):
            self._said(kind, text, line)
        else:
            self._around(kind, text, place)
        if kind in (E.CHARACTER, E.PARENTHETICAL, E.DIALOGUE, E.LYRICS):
            self.spoken = line + text.count("\n")

    def _said(self, kind: E, text: str, line: int) -> None:
        """Words of a speech; a song that follows none is seen."""
        place = f"line {line}"
        if kind == E.PARENTHETICAL:
            self.writing.parenthetical(text, place)
        elif kind == E.LYRICS and line > self.spoken + 1:
            self.writing.action(text, place)
        else:
            self.writing.spoken(text, place, sung=kind == E.LYRICS)

    def _around(self, kind: E, text: str, place: str) -> None:
        """What stands around the action."""
        if kind == E.TRANSITION:
            self.writing.transition(text, place)
        elif kind == E.CENTERED:
            self.writing.card(text, place)
        elif kind in (E.SECTION, E.SYNOPSIS):
            self.writing.outline(text, place)
        elif kind == E.PAGE_BREAK:
            self.writing.pause("page break", place)
        elif text.strip():
            self.writing.note(text.strip("[] \n"), place)

    def _cue(self, element: Any, dual: bool) -> None:
        extension = element.metadata.get("extension")
        said = f"{element.text} ({extension})" if extension else element.text
        self.writing.cue(said, f"line {element.line_number}", dual=dual)

    def _dual(self, element: Any) -> None:
        for number, column in enumerate(element.dual_dialogue_columns()):
            for each in column:
                if each.type == E.CHARACTER:
                    self._cue(each, dual=bool(number))
                else:
                    self.element(each)

    def _action(self, text: str, line: int, forced: bool) -> None:
        """A paragraph; where an empty line is missing in it, what it should have parted."""
        lines = text.split("\n")
        start = 0
        while not forced and start < len(lines):
            stop = next((n for n in range(start, len(lines)) if self._turns(lines, n)), None)
            if stop is None:
                break
            self._paragraph(lines, start, stop, line)
            start = self._turned(lines, stop, line)
        self._paragraph(lines, start, len(lines), line)

    def _paragraph(self, lines: list[str], start: int, stop: int, line: int) -> None:
        text = " ".join("\n".join(lines[start:stop]).split())
        if text:
            self.writing.action(_plain(text), f"line {line + start}")

    def _turns(self, lines: list[str], number: int) -> bool:
        """Whether a line of a paragraph begins something else."""
        text = lines[number].strip()
        if HEADING.match(text) and len(lines) > 1 and _CUE.match(text):
            return True
        if script_text.is_transition(text):
            return True
        name = _cue(re.sub(r"\([^)]*\)", "", text))
        follows = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if not follows:
            return False
        loose = _NAME.match(text) and not _CUE.match(follows) and len(text) < _LONGEST_NAME
        return name in self.cues or bool(loose and (number or not text.isascii()))

    def _turned(self, lines: list[str], number: int, line: int) -> int:
        """Read what begins at a line that turns; the first line after it."""
        text, place = lines[number].strip(), f"line {line + number}"
        if HEADING.match(text):
            self.writing.heading(text, "", place)
            return number + 1
        if script_text.is_transition(text):
            self.writing.transition(text, place)
            return number + 1
        self.writing.cue(text.upper(), place)
        for at in range(number + 1, len(lines)):
            if self._turns(lines, at):
                return at
            said, where = lines[at].strip(), f"line {line + at}"
            if said.startswith("(") and said.endswith(")"):
                self.writing.parenthetical(said, where)
            else:
                self.writing.spoken(said, where)
        return len(lines)


def _plain(text: str) -> str:
    return text.lstrip("!") if text.startswith("!") else text


def read_bytes(data: bytes, name: str) -> Script:
    """The script in a file's bytes; raises UsageError."""
    return read(script_text.decoded(Source(name, data, _alone)), name)


def _alone(path: str) -> bytes:
    raise FileNotFoundError(path)
