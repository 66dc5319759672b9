"""The letters at hand: the hand that ships with the product, then whatever the machine has.

The shipped hand is tried first for every character, so a picture lettered in it alone is the same
everywhere. Other scripts borrow an installed font, in an order that depends on names only.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# Plain faces that sit well beside the shipped hand, best first; every other name comes after.
PREFERRED = (
    "notosans-regular",
    "notosanshebrew-regular",
    "notosansarabic-regular",
    "notosanscjk-regular",
    "wqy-zenhei",
    "segoeui",
    "tahoma",
    "msgothic",
    "yugothr",
    "msyh",
    "malgun",
    "helvetica",
    "geezapro",
    "arialhb",
    "hiragino",
    "pingfang",
    "applesdgothicneo",
    "arial unicode",
    "dejavusans",
    "notosans",
    "liberationsans-regular",
    "arial",
)
_HEAVY = ("bold", "black", "italic", "oblique", "light", "thin", "mono", "serif", "condensed")
_SUFFIXES = (".otf", ".ttf", ".ttc")
_SHIPPED = Path(__file__).with_name("fonts")
RAQM = bool(features.check("raqm") and features.check("fribidi"))


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file and the characters it has, as rising first and last codes."""

    path: str
    shipped: bool
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def covers(self, text: str) -> bool:
        """Whether every character that is seen is there."""
        return all(self._has(ord(c)) for c in text if not _silent(c))

    def _has(self, code: int) -> bool:
        k = bisect_right(self.firsts, code) - 1
        return k >= 0 and code <= self.lasts[k]

    def font(self, size: float, shaped: bool = False) -> ImageFont.FreeTypeFont:
        """The face at so many pixels to the em; *shaped* by raqm, never for the shipped hand."""
        return _font(self.path, max(1.0, size), shaped and RAQM and not self.shipped)


@lru_cache(maxsize=64)
def _font(path: str, size: float, shaped: bool) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)


def _silent(char: str) -> bool:
    """Joiners, variation marks and direction marks: they are never seen themselves."""
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"


@lru_cache(maxsize=2)
def shipped(bold: bool) -> Face:
    """The hand that ships with the product."""
    face = face_of(str(_SHIPPED / f"ComicNeue-{'Bold' if bold else 'Regular'}.otf"), True)
    if face is None:
        raise FileNotFoundError(_SHIPPED)
    return face


@lru_cache(maxsize=512)
def face_of(path: str, is_shipped: bool = False) -> Face | None:
    """The face in a file, or None when it has no outlines or cannot be read."""
    try:
        firsts, lasts = coverage(Path(path).read_bytes())
    except (OSError, struct.error, ValueError, IndexError):
        return None
    return Face(path, is_shipped, firsts, lasts) if firsts else None


@lru_cache(maxsize=4096)
def face_for(cluster: str, bold: bool) -> Face | None:
    """The first face that has all of *cluster*; None when no font here has it."""
    own = shipped(bold)
    if own.covers(cluster):
        return own
    if cluster.isspace():
        return own
    for path in installed():
        face = face_of(path)
        if face is not None and face.covers(cluster):
            return _heavier(face, cluster) if bold else face
    return None


def _heavier(face: Face, cluster: str) -> Face:
    other = face_of(face.path.replace("-Regular", "-Bold")) if "-Regular" in face.path else None
    return other if other is not None and other.covers(cluster) else face


@lru_cache(maxsize=1)
def installed() -> tuple[str, ...]:
    """The font files of this machine, the fittest first."""
    found = {str(path) for folder in FOLDERS for path in _fonts_in(Path(folder))}
    return tuple(sorted(found, key=fitness))


def _fonts_in(folder: Path) -> Iterator[Path]:
    try:
        yield from (p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES)
    except OSError:
        return


def fitness(path: str) -> tuple[bool, int, str, str]:
    """What fonts are ordered by: plain weights, the preferred families, then their names."""
    stem = Path(path).stem.lower()
    heavy = any(word in stem for word in _HEAVY)
    rank = next((k for k, name in enumerate(PREFERRED) if stem.startswith(name)), len(PREFERRED))
    return heavy, rank, stem, path


def coverage(data: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last codes of the ranges in a font's character map; empty without outlines.

    Raises struct.error or ValueError for what is no font.
    """
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    tables = {
        data[start + 12 + 16 * k : start + 16 + 16 * k]: struct.unpack_from(
            ">I", data, start + 20 + 16 * k
        )[0]
        for k in range(count)
    }
    if b"cmap" not in tables or not tables.keys() & {b"glyf", b"CFF ", b"CFF2"}:
        return (), ()
    ranges = sorted(_ranges(data, tables[b"cmap"]))
    return tuple(r[0] for r in ranges), tuple(r[1] for r in ranges)


def _ranges(data: bytes, at: int) -> Sequence[tuple[int, int]]:
    """The richest table of the map that we can read."""
    found: dict[int, int] = {}
    for k in range(struct.unpack_from(">H", data, at + 2)[0]):
        platform, _, below = struct.unpack_from(">HHI", data, at + 4 + 8 * k)
        if platform in (0, 3):
            found[struct.unpack_from(">H", data, at + below)[0]] = at + below
    if 12 in found:
        here = found[12]
        groups = struct.unpack_from(">I", data, here + 12)[0]
        rows = struct.iter_unpack(">III", data[here + 16 : here + 16 + 12 * groups])
        return [(first, last) for first, last, glyph in rows if glyph or last > first]
    return _segments(data, found[4]) if 4 in found else []


def _segments(data: bytes, at: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    columns = [
        struct.unpack_from(f">{count}H", data, at + 14 + 2 * count * k + (2 if k else 0))
        for k in range(4)
    ]
    out: list[tuple[int, int]] = []
    for k, (last, first, _, offset) in enumerate(zip(*columns, strict=True)):
        if first == 0xFFFF:
            continue
        if not offset:
            out.append((first, last))
            continue
        here = at + 16 + 6 * count + 2 * k + offset
        glyphs = struct.unpack_from(f">{last - first + 1}H", data, here)
        out += [(first + n, first + n) for n, glyph in enumerate(glyphs) if glyph]
    return out
