"""Letters on paper: how wide words are, where lines end, what is printed of a character that no
font has: its name or its code; it is never left away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from storyforge.artist.letters import bidi
from storyforge.artist.letters.lettering import clean, clusters, words
from storyforge.exporters.pdf.fonts import Fonts, turns
from storyforge.exporters.pdf.leaf import Line, Style

_TOKEN = re.compile(r"(\s*)([^\s\-–—/]*[\-–—/]+(?=[^\W\d])|[^\s\-–—/]*[\-–—/]+\S*|\S+)")


@dataclass(slots=True)
class Letters:
    """Text set in the fonts of one document. `lost`: what had no font, and what stands for it."""

    fonts: Fonts
    lost: dict[str, str] = field(default_factory=dict)
    _widths: dict[tuple[str, bool], float] = field(default_factory=dict)

    def said(self, text: str) -> str:
        """The text as it can be printed: composed, and by name or code where no font has it."""
        tidy = clean(text)
        if self.fonts.plain(tidy.replace("\n", ""), False):
            return tidy
        return "".join(map(self._printable, clusters(tidy)))

    def _printable(self, cluster: str) -> str:
        if cluster == "\n" or self.fonts.family(cluster, False):
            return cluster
        return "".join(self._one(char) for char in cluster if unicodedata.category(char) != "Cf")

    def _one(self, char: str) -> str:
        if char.isspace():
            return " "
        if "\ufe00" <= char <= "\ufe0f":
            return ""
        if self.fonts.family(char, False):
            return char
        name = unicodedata.name(char, "") if unicodedata.category(char) == "So" else ""
        self.lost[char] = f"[{name.lower() or f'U+{ord(char):04X}'}]"
        return self.lost[char]

    def width(self, text: str, style: Style) -> float:
        """How wide a text is on one line."""
        return self._word(text, style.bold) * style.size

    def _word(self, word: str, bold: bool) -> float:
        key = (word, bold)
        if key not in self._widths:
            self._widths[key] = sum(
                self.fonts.run_width(text, family, bold, not any(map(turns, text)))
                for text, family in self.fonts.runs(word, bold)
            )
        return self._widths[key]

    def wrap(self, text: str, style: Style, wide: float, gap: float = 0.0) -> list[Line]:
        """The lines of a text within `wide`; a word that is wider is cut between letters."""
        out: list[Line] = []
        for paragraph in self.said(text).split("\n"):
            ltr = bidi.rightward(paragraph)
            for line in self._broken(paragraph, style, wide):
                out.append(Line(line, ltr, self.width(line, style), style, 0.0 if out else gap))
        return out

    def _broken(self, text: str, style: Style, wide: float) -> Iterator[str]:
        room, space = wide / style.size, self._word(" ", style.bold)
        line, used = "", 0.0
        for gap, word in self._words(text, style.bold):
            own = self._word(word, style.bold)
            more = own + (space if gap and line else 0.0)
            if used + more <= room:
                line += f" {word}" if gap and line else word
                used += more
                continue
            if line:
                yield line
            *heads, line = self._cut(word, style.bold, room) if own > room else [word]
            yield from heads
            used = self._word(line, style.bold)
        if line:
            yield line

    def _words(self, text: str, bold: bool) -> Iterator[tuple[bool, str]]:
        """What stands together on a line; letters of the body face need no look at each."""
        if not self.fonts.plain(text, bold):
            yield from words(text)
            return
        for found in _TOKEN.finditer(text):
            yield bool(found[1]), found[2]

    def _cut(self, word: str, bold: bool, room: float) -> list[str]:
        """A word that is wider than a line, in parts that are not."""
        out, used = [""], 0.0
        for cluster in word if self.fonts.plain(word, bold) else clusters(word):
            own = self._word(cluster, bold)
            if out[-1] and used + own > room * 0.98:
                out.append("")
                used = 0.0
            out[-1] += cluster
            used += own
        return out

    def short(self, text: str, style: Style, wide: float) -> Line:
        """One line of a text that stands in full elsewhere, with an ellipsis where it is longer."""
        whole = " ".join(self.said(text[:400]).split())
        ltr = bidi.rightward(whole)
        if len(text) <= 400 and self.width(whole, style) <= wide:
            return Line(whole, ltr, self.width(whole, style), style)
        first = self.wrap(whole, style, max(style.size, wide - self.width("…", style)))
        cut = f"{first[0].text if first else ''}…"
        return Line(cut, ltr, self.width(cut, style), style)

    def line(self, text: str, style: Style) -> Line:
        """One line as it is, however wide."""
        tidy = " ".join(self.said(text).split())
        return Line(tidy, bidi.rightward(tidy), self.width(tidy, style), style)
