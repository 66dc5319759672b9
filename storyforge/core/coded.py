"""What all coded pictures have in common: limits, ways to be broken, and which way is up."""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final

MAX_PIXELS: Final = 64_000_000
MAX_SIDE: Final = 65_535

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_RESAVE: Final = "Export it again as PNG, JPEG or WebP."


class PictureFault(Exception):
    """A picture that cannot be used: `code` (I001 to I004), one `sentence`, and `advice`."""

    def __init__(self, code: str, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Coded:
    """A picture as its container tells of it: size in pixels, and the digest of its meaning."""

    width: int
    height: int
    pixels: str


def truncated(name: str) -> PictureFault:
    """I002: the bytes end before the picture does."""
    return PictureFault(
        "I002",
        f"The {name} is cut short: its end is missing.",
        "Copy or download it again; the transfer did not finish.",
    )


def damaged(name: str, what: str) -> PictureFault:
    """I004: something inside contradicts the format."""
    return PictureFault("I004", f"The {name} is damaged: {what}.", _RESAVE)


def too_large(sentence: str) -> PictureFault:
    """I003: more pixels than we read, or more than the header promised."""
    return PictureFault("I003", sentence, f"Use a picture of at most {MAX_PIXELS:,} pixels.")


def sized(name: str, width: int, height: int) -> tuple[int, int]:
    """Width and height, if a picture may have them; otherwise raises I003 or I004."""
    if width < 1 or height < 1:
        raise damaged(name, "it says that it has no pixels")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise too_large(f"The {name} has {width} × {height} pixels, which is too many.")
    return width, height


def orientation(exif: bytes) -> int:
    """The EXIF orientation, 1 (upright) to 8; 1 where none is given or it cannot be read.

    `exif` begins with a TIFF header (EXIF 2.32, 4.6.4), with or without `Exif\\0\\0` before it.
    """
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        entries = (
            struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * i) for i in range(count)
        )
        value = next((value for tag, _, _, value in entries if tag == _ORIENTATION), _UPRIGHT)
    except struct.error:
        return _UPRIGHT
    return value if 1 <= value <= 8 else _UPRIGHT


class Meaning:
    """Collects what a model could see into one digest; each part is led by its name and length."""

    __slots__ = ("_hash",)

    def __init__(self, form: str) -> None:
        self._hash = hashlib.sha256(b"storyforge/picture\x001\0")
        self.add(b"form", form.encode())

    def add(self, name: bytes, part: bytes | memoryview) -> None:
        """One part more."""
        self._hash.update(struct.pack(">4sQ", name[:4], len(part)))
        self._hash.update(part)

    def flow(self, rows: bytes) -> None:
        """Pixels, in as many pieces as come; only the last part of all may be given so."""
        self._hash.update(rows)

    def digest(self) -> str:
        """64 hexadecimal digits."""
        return self._hash.hexdigest()
