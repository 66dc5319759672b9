"""A planned document drawn, page after page."""

from __future__ import annotations

from dataclasses import dataclass, field

from storyforge.exporters.pdf.ahead import Prints
from storyforge.exporters.pdf.binding import Paper
from storyforge.exporters.pdf.ink import Ink
from storyforge.exporters.pdf.leaf import Block, Gap, Item, Leaf, Picture, Place, Rule, Words
from storyforge.exporters.pdf.running import SMALL, Running

_MAT = 0.93


@dataclass(slots=True)
class Press:
    """Draws leaves one after another."""

    pdf: Paper
    ink: Ink
    running: Running
    prints: Prints
    _known: dict[str, tuple[str, tuple[int, int]] | None] = field(default_factory=dict)

    def leaf(self, number: int, leaf: Leaf) -> None:
        """Draw one page; `number` counts from 1."""
        page = self.running.page
        self.pdf.add_page(format=(page.wide, page.tall))
        if words := self.running.across():
            with self.pdf.rotation(32, page.wide / 2, page.tall / 2):
                self.ink.words(words)
        head = [] if leaf.bare else self.running.header(number, leaf)
        for item in (*leaf.items, *head, *self.running.footer()):
            self._item(item)

    def _item(self, item: Item) -> None:
        if isinstance(item, Words):
            self.ink.words(item)
        elif isinstance(item, Picture):
            self._picture(item)
        elif isinstance(item, Gap):
            self._gap(item)
        elif isinstance(item, Block):
            self.pdf.set_fill_color(round(255 * item.grey))
            self.pdf.rect(item.x, item.y, item.wide, item.tall, style="F")
        elif isinstance(item, Rule):
            self.pdf.set_draw_color(round(255 * item.grey))
            self.pdf.set_line_width(item.thick)
            self.pdf.line(item.x, item.y, item.to_x, item.to_y)
        else:
            self._place(item)

    def _place(self, place: Place) -> None:
        title = " ".join(self.running.letters.said(place.title[:120]).split())
        self.ink.place(place, title, self.running.page.left)

    def _picture(self, item: Picture) -> None:
        if item.digest not in self._known:
            ready = self.prints.next(item.digest)
            found = None if ready is None else (self.pdf.shelf.put(self.pdf, ready[0]), ready[1])
            self._known[item.digest] = found
        found = self._known[item.digest]
        if found is None:
            self._gap(Gap(item.x, item.y, item.wide, item.tall))
            line = self.running.letters.short("cannot be read", SMALL, item.wide - 4)
            middle = item.y + item.tall / 2 - 5
            self.ink.words(Words(item.x, middle, item.wide, line, "centre"))
            return
        name, (wide, tall) = found
        share = min(item.wide / wide, item.tall / tall)
        size = wide * share, tall * share
        if abs(size[0] - item.wide) > 1 or abs(size[1] - item.tall) > 1:
            self.pdf.set_fill_color(round(255 * _MAT))
            self.pdf.rect(item.x, item.y, item.wide, item.tall, style="F")
        x, y = item.x + (item.wide - size[0]) / 2, item.y + (item.tall - size[1]) / 2
        self.pdf.image(name, x, y, *size)
        self.pdf.set_draw_color(60)
        self.pdf.set_line_width(0.5)
        self.pdf.rect(item.x, item.y, item.wide, item.tall)

    def _gap(self, item: Gap) -> None:
        self.pdf.set_fill_color(246)
        self.pdf.set_draw_color(150)
        self.pdf.set_line_width(0.5)
        self.pdf.rect(item.x, item.y, item.wide, item.tall, style="DF")
