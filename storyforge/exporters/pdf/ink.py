"""Words put onto a page: which font sets which letters, which way they run, where they lead."""

from __future__ import annotations

from dataclasses import dataclass, field

from fpdf import FPDF

from storyforge.artist.letters import bidi
from storyforge.exporters.pdf.fonts import Fonts
from storyforge.exporters.pdf.leaf import Line, Place, Style, Words

_BLUE = (24, 74, 140)
_WEB = ("http://", "https://")


@dataclass(slots=True)
class Ink:
    """Sets lines on the page that is open, and remembers the places that links lead to."""

    pdf: FPDF
    fonts: Fonts
    _links: dict[str, int] = field(default_factory=dict)

    def words(self, item: Words) -> None:
        """One line, where it stands."""
        line, spare = item.line, item.wide - item.line.width
        shares = {"start": 0.0 if line.ltr else 1.0, "left": 0.0, "centre": 0.5, "right": 1.0}
        x = item.x + spare * shares[item.align]
        base = item.y + (line.style.tall - line.style.size) / 2 + line.style.size * 0.78
        if item.link.startswith(_WEB):
            self.pdf.set_text_color(*_BLUE)
        else:
            self.pdf.set_text_color(round(255 * line.style.grey))
        self._line(line, x, base)
        if item.link:
            self._link(item.link, x, item.y, line.width, line.tall)

    def _line(self, line: Line, x: float, base: float) -> None:
        style, fonts = line.style, self.fonts
        if fonts.plain(line.text, style.bold):
            self._letters(line.text, "body", style, x, base)
            return
        for stretch in bidi.stretches(line.text, line.ltr) if line.text else ():
            runs = fonts.runs(stretch.text, style.bold)
            for text, family in reversed(runs) if stretch.rtl else runs:
                wide = fonts.run_width(text, family, style.bold, not stretch.rtl)
                plain = family == "body" and fonts.plain(text, style.bold)
                if plain and not (stretch.rtl and bidi.MIRRORED.keys() & set(text)):
                    shown = text[::-1] if stretch.rtl else text
                    self._letters(shown, family, style, x, base)
                else:
                    self._shaped(text, family, style, (x, base, wide * style.size), stretch.rtl)
                x += wide * style.size

    def _letters(self, text: str, family: str, style: Style, x: float, base: float) -> None:
        self.pdf.set_font(family, "B" if style.bold and family == "body" else "", style.size)
        if text.strip():
            self.pdf.text(x, base, text)

    def _shaped(
        self, text: str, family: str, style: Style, at: tuple[float, float, float], rtl: bool
    ) -> None:
        """A run that needs shaping. FPDF sets a cell's baseline at 0.8 of the size below its top
        when the cell is as tall as the size."""
        x, base, wide = at
        self.pdf.set_font(family, "B" if style.bold and family == "body" else "", style.size)
        self.pdf.set_text_shaping(True, direction="rtl" if rtl else "ltr")
        self.pdf.set_xy(x, base - 0.8 * style.size)
        self.pdf.cell(wide, style.size, text, align="L")
        self.pdf.set_text_shaping(False)

    def _link(self, link: str, x: float, y: float, wide: float, tall: float) -> None:
        target: str | int = link
        if link.startswith("#"):
            target = self._links.get(link[1:], 0)
        elif not link.startswith(_WEB):
            target = 0
        if target:
            self.pdf.link(x, y, wide, tall, target)

    def place(self, place: Place, title: str, left: float) -> None:
        """What links and, from level 0 on, bookmarks lead to; `title` can be printed as it is."""
        y = max(0.0, place.y - 4)
        self._links[place.name] = self.pdf.add_link(y=y, page=self.pdf.page_no())
        if place.level >= 0:
            self.pdf.set_xy(left, y)
            self.pdf.start_section(title or "·", place.level, strict=False)
