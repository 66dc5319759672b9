"""The fonts of one document: which has which character, and how wide a run of letters is.

The body face is tried first for every character, so a document in Latin, Greek or Cyrillic looks
the same on every machine; other scripts borrow an installed font, shaped by HarfBuzz.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTLibError  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.errors import FPDFException
from fpdf.fonts import TTFFont

from storyforge.artist.letters.lettering import clusters
from storyforge.artist.letters.typeface import face_of, installed, shipped
from storyforge.core.errors import Problem, UsageError

BODY, HOUSE = "font_source_sans_pro", ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_UNIT = 1000.0  # widths are measured at this size
_BAD = (  # what a broken font raises, from within its reader too
    *(FPDFException, OSError, LookupError, ValueError, AttributeError, AssertionError),
    *(NotImplementedError, TypeError, struct.error, TTLibError),
)
_RIGHT_TO_LEFT = ("R", "AL", "AN")
Run = tuple[str, str]
"""Characters, and the family of the font that has them."""


@dataclass(slots=True)
class Fonts:
    """The body face of one document, and the installed faces that it borrows as it needs them."""

    pdf: FPDF
    _plain: dict[bool, frozenset[str]] = field(default_factory=dict)
    _families: dict[tuple[str, bool], str | None] = field(default_factory=dict)
    _opened: dict[str, str | None] = field(default_factory=dict)

    def open(self, path: str = "") -> None:
        """Take the body face in hand: the user's file, else ours; raises UsageError (X021)."""
        files = (path, path) if path else _house()
        for style, name in zip(("", "B"), files, strict=True):
            try:
                self.pdf.add_font("body", style, name)
            except _BAD as error:
                sentence = f"{name} is no font that can be printed"
                advice = "name a TrueType or OpenType file (.ttf, .otf)"
                raise UsageError(Problem("X021", sentence, advice=advice)) from error
            held = frozenset(map(chr, self._font(f"body{style}").cmap))
            self._plain[style == "B"] = frozenset(c for c in held if _simple(c))
            for char in held:
                self._families[char, style == "B"] = "body"

    def close(self) -> None:
        """Let go of the fonts' files."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def family(self, cluster: str, bold: bool) -> str | None:
        """The family that has a whole cluster, None when no font here has."""
        key = (cluster, bold)
        if key not in self._families:
            self._families[key] = self._found(cluster, bold)
        return self._families[key]

    def _found(self, cluster: str, bold: bool) -> str | None:
        cmap = self._font("bodyB" if bold else "body").cmap
        if all(ord(c) in cmap or unicodedata.category(c) == "Cf" for c in cluster):
            return "body"
        for path in (*installed(), shipped(bold).path):
            face = face_of(path)
            if face is None or not face.covers(cluster):
                continue
            family = self._borrowed(_heavier(path, cluster) if bold else path)
            if family is not None:
                return family
        return None

    def _borrowed(self, path: str) -> str | None:
        """An installed font, opened; None when it cannot be embedded."""
        if path not in self._opened:
            family = f"borrowed{len(self._opened)}"
            try:
                self.pdf.add_font(family, "", path)
                self._opened[path] = family
            except _BAD:
                self._opened[path] = None
        return self._opened[path]

    def _font(self, key: str) -> TTFFont:
        font = self.pdf.fonts[key]
        assert isinstance(font, TTFFont)
        return font

    def runs(self, text: str, bold: bool) -> list[Run]:
        """The text cut where the font changes, in logical order."""
        if self._plain[bold].issuperset(text):
            return [(text, "body")] if text else []
        out: list[Run] = []
        for cluster in clusters(text):
            family = self.family(cluster, bold) or "body"
            if out and cluster.isspace():
                family = out[-1][1]
            if out and out[-1][1] == family:
                out[-1] = (out[-1][0] + cluster, family)
            else:
                out.append((cluster, family))
        return out

    def plain(self, text: str, bold: bool) -> bool:
        """Whether the body face sets this letter by letter, left to right."""
        return self._plain[bold].issuperset(text)

    def run_width(self, text: str, family: str, bold: bool, ltr: bool) -> float:
        """How wide one run is at one point to the em."""
        emphasis = "B" if bold and family == "body" else ""
        font = self._font(family + emphasis)
        if family == "body" and self._plain[bold].issuperset(text):
            return float(sum(font.cw[ord(c)] for c in text)) / _UNIT
        self.pdf.set_font(family, emphasis, _UNIT)
        self.pdf.set_text_shaping(True, direction="ltr" if ltr else "rtl")
        wide = float(self.pdf.get_string_width(text)) / _UNIT
        self.pdf.set_text_shaping(False)
        return wide


def _house() -> tuple[str, str]:
    found = find_spec(BODY)
    folder = Path((found.submodule_search_locations or [""])[0]) / "files" if found else None
    if folder is None or not (folder / HOUSE[0]).exists():
        return shipped(False).path, shipped(True).path
    return str(folder / HOUSE[0]), str(folder / HOUSE[1])


def _heavier(path: str, cluster: str) -> str:
    """The bold of a family, where it is installed and has the letters too."""
    other = path.replace("-Regular", "-Bold")
    face = face_of(other) if other != path else None
    return other if face is not None and face.covers(cluster) else path


def _simple(char: str) -> bool:
    """Whether a letter stands alone: it neither joins, nor turns, nor sits on another."""
    kind = unicodedata.category(char)
    return kind not in ("Mn", "Me", "Mc", "Cf", "Cc") and not turns(char)


def turns(char: str) -> bool:
    """Whether a letter runs from the right to the left."""
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
