"""A screenplay of Final Draft (`.fdx`) as a Script, read with the standard library alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree

from storyforge.core.errors import Problem, UsageError
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.script import Script
from storyforge.core.seams import Source
from storyforge.importers import script, script_text
from storyforge.importers.script_writing import Writing

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTIONS: Final = frozenset({"Action", "General", "Shot", "Cast List", ""})
_OUTLINE: Final = re.compile(r"(?:Outline|Section|Synopsis|New Act|End [Oo]f Act|Act)\b")
_MOST_PARAGRAPHS: Final = 200_000
_TITLE = re.compile(r"^(?:(?P<key>[A-Za-z ]{2,24}):\s*)?(?P<value>.+)$")
_BY = re.compile(
    r"^(?:(?:screenplay|story|teleplay|written|created|script)\s+)*by\b:?", re.IGNORECASE
)


class FinalDraft:
    """Takes in `.fdx`."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:
        """The scenes of a screenplay as files, or what a new draft changes. Raises UsageError."""
        found = read(source.data, source.name)
        return script.propose(found, script_text.untouched(source), source.name, here, wishes)


def read(data: bytes, name: str) -> Script:
    """The script in a file; raises UsageError when it is none, or names entities."""
    root = _root(data, name)
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise _no(f"{name} is no screenplay of Final Draft", "save it as FDX again")
    writing = Writing()
    for number, paragraph in enumerate(_paragraphs(content), start=1):
        if number > _MOST_PARAGRAPHS:
            raise _no(f"{name} has too many paragraphs", "import its reels one by one")
        place = f"paragraph {number}"
        _paragraph(writing, paragraph, place)
        writing.left += _foreign(paragraph, place)
    left = [each for child in content if child.tag != "Paragraph" for each in _around(child)]
    notes = filter(None, map(_said, root.iterfind("ScriptNotes/ScriptNote")))
    left += (Left("the script", said, "a note that belongs to no place") for said in notes)
    return writing.script(_title(root), tuple(left))


_FOREIGN: Final = {"Table": "a board has no tables", "Image": "pictures within a script stay there"}


def _said(element: ElementTree.Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _foreign(paragraph: ElementTree.Element, place: str) -> Iterator[Left]:
    """What is no words: tables, pictures, and what a scene's card says of people."""
    for each in paragraph.iter():
        if each.tag in _FOREIGN:
            yield from _around(each, place)
        elif each.tag == "CharacterArcBeat" and (said := _said(each)):
            yield Left(place, f"{each.get('Name', '')}: {said}", "a board has no arcs")


def _around(element: ElementTree.Element, place: str = "the script") -> Iterator[Left]:
    """Something that no shot can be made of."""
    named = element.get("Name", "") or element.tag.casefold()
    what = named if element.tag == "Image" else _said(element) or named
    yield Left(place, what, _FOREIGN.get(element.tag, "no paragraph of a screenplay is so"))


def _root(data: bytes, name: str) -> ElementTree.Element:
    plain = data.replace(b"\0", b"")  # as UTF-16 has it
    if _DOCTYPE.search(plain):
        sentence = f"{name} declares a document type or entities, which Final Draft never does"
        raise _no(sentence, "save it as FDX again")
    try:
        return ElementTree.fromstring(data)  # noqa: S314  no document type, so no entities
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _no(f"{name} cannot be read as XML: {error}", "save it as FDX again") from None


def _no(sentence: str, advice: str) -> UsageError:
    return UsageError(Problem("F021", sentence, advice=advice))


def _paragraphs(content: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs in order; both columns of what is said together."""
    for each in content:
        if each.tag != "Paragraph":
            continue
        dual = each.find("DualDialogue")
        if dual is None:
            yield each
            continue
        second = False
        for inner in dual.iter("Paragraph"):
            if inner.get("Type") == "Character":
                if second:
                    inner.set("Together", "Yes")
                second = True
            yield inner


def _words(paragraph: ElementTree.Element) -> str:
    """Its words, but those that were taken out in a revision or stand in notes to it."""
    return "".join("".join(each.itertext()) for each in paragraph.findall("Text"))


def _paragraph(writing: Writing, paragraph: ElementTree.Element, place: str) -> None:
    kind, text = paragraph.get("Type", ""), _words(paragraph)
    for note in paragraph.iter("ScriptNote"):
        writing.note(" ".join("".join(note.itertext()).split()), place)
    if not text.strip():
        return
    if kind == "Scene Heading":
        writing.heading(text, paragraph.get("Number", ""), place)
        _summary(writing, paragraph, place)
    elif kind == "Character":
        writing.cue(text, place, dual=paragraph.get("Together") == "Yes")
    elif kind == "Parenthetical":
        writing.parenthetical(text, place)
    elif kind in ("Dialogue", "Singing", "Lyrics"):
        writing.spoken(text, place, sung=kind != "Dialogue")
    elif kind == "Transition":
        writing.transition(text, place)
    elif _OUTLINE.match(kind):
        writing.outline(text, place)
    elif kind in _ACTIONS:
        centred = paragraph.get("Alignment") == "Center" and kind != "Shot"
        (writing.card if centred else writing.action)(text, place)
    else:
        writing.left.append(Left(place, f"{kind}: {text}", "no paragraph of a screenplay is so"))


def _summary(writing: Writing, paragraph: ElementTree.Element, place: str) -> None:
    for each in paragraph.iterfind("SceneProperties/Summary/Paragraph"):
        writing.outline(_words(each), place)


def _title(root: ElementTree.Element) -> dict[str, str]:
    """The title page: its first line is the title; `by` goes before the author."""
    lines = [_words(each).strip() for each in root.iterfind("TitlePage/Content/Paragraph")]
    found: dict[str, str] = {}
    author = False
    for line in filter(None, lines):
        by = _BY.match(line)
        parts = _TITLE.match(line)
        key = (parts["key"] or "").strip().casefold() if parts else ""
        if by:
            author, rest = True, line[by.end() :].strip()
            if rest:
                found.setdefault("author", rest)
                author = False
        elif author:
            found.setdefault("author", line)
            author = False
        elif key and parts:
            found.setdefault(key, parts["value"])
        elif "title" not in found:
            found["title"] = line
        else:
            found["contact"] = " · ".join(filter(None, (found.get("contact"), line)))
    return found


read_bytes = read
