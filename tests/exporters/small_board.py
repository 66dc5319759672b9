"""Boards small enough to read at a glance, and a page read back as a tree, for the tests of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from storyforge.core.board import Board, BoardScene, Panel, Plate, Said
from storyforge.exporters.page import Page


def panel(name: str = "s010", **changes: object) -> Panel:
    """A plain panel of 2.5 seconds with a picture; `changes` replaces fields."""
    values = {
        "id": name,
        "number": name.lstrip("s0") or name,
        "title": "",
        "file": f"sc01/{name}.png",
        "picture": "ab" * 32,
        "width": 1280,
        "height": 720,
        "state": "current",
        "camera": "MS · low · 35 mm · dolly in slow",
        "words": "Mara lifts the lantern.",
        "action": "",
        "dialogue": (),
        "sound": "",
        "notes": "",
        "transition": "",
        "start": 0,
        "frames": 60,
        "cast": ("Mara",),
        "references": (),
        "takes": 1,
        "provider": "draft",
    }
    return Panel(**(values | changes))  # type: ignore[arg-type]


def scene(*panels: Panel, **changes: str) -> BoardScene:
    """The pier at dusk."""
    values = {"id": "pier", "number": "1", "slug": "EXT. PIER - DUSK", "title": ""}
    return BoardScene(**(values | changes), panels=panels)


def board(*scenes: BoardScene, **changes: object) -> Board:
    """A film of these scenes at 24 frames per second."""
    values = {
        "title": "The Lantern Pier",
        "logline": "",
        "director": "",
        "company": "",
        "draft": "",
        "fps": "24",
        "ratio": "16:9",
        "plates": (),
        "frames": sum(each.frames for one in scenes for each in one.panels),
    }
    return Board(**(values | changes), scenes=scenes)  # type: ignore[arg-type]


def filled(text: str, file: str = "sc01/s010.png") -> Board:
    """A board with `text` in every field that holds words: ids, names, numbers, the rate excepted."""
    said = Said(text, text, text, text)
    shown = panel(
        text,
        number=text,
        title=text,
        file=file,
        camera=text,
        words=text,
        action=text + ".",
        dialogue=(said, said),
        sound=text,
        notes=text,
        transition=text,
        cast=(text, text),
        references=(text,),
        takes=2,
        provider=text,
        state="stale",
    )
    gone = panel(text + "2", number=text, camera=text, words=text, state="missing", picture=None)
    plates = (
        Plate("character", text, text, text, file, "cd" * 32, "current"),
        Plate(text, text, text, text, file, None, "failed"),
    )
    scenes = (
        scene(shown, gone, id=text, number=text, slug=text, title=text + "!"),
        scene(id="", number=text, slug=text, title=text + "!"),
    )
    return board(
        *scenes,
        title=text,
        logline=text,
        director=text,
        company=text,
        draft=text,
        ratio=text,
        plates=plates,
    )


def page(what: Board) -> str:
    """The page of a board, as text; it must be one file."""
    ((path, data),) = Page().render(what)
    assert path == "index.html"
    return data.decode("utf-8")


@dataclass
class Element:
    """One element of a page read back."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> list[Element]:
        """This element and all below it, in the order of the document."""
        found = [self]
        for child in self.children:
            if isinstance(child, Element):
                found += child.walk()
        return found

    def all(self, tag: str, kind: str | None = None) -> list[Element]:
        """Elements below by tag, and by class if `kind` is given."""
        return [
            each
            for each in self.walk()
            if each.tag == tag and (kind is None or kind in (each["class"] or "").split())
        ]

    def text(self) -> str:
        """All text below."""
        return "".join(each if isinstance(each, str) else each.text() for each in self.children)

    def skeleton(self) -> tuple[object, ...]:
        """Tags and names of attributes, without any value."""
        below = [each.skeleton() for each in self.children if isinstance(each, Element)]
        return (self.tag, *self.attributes, *below)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


VOID = ("meta", "img", "path", "input", "rect", "image")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute twice on {tag}"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"{tag} closed out of turn"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(html: str) -> Element:
    """A page read back; every element must be closed, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"left open: {[each.tag for each in reader.open]}"
    return reader.open[0]
