"""The preview: a film's panels one after another in one small moving picture."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Final

from PIL import Image

from storyforge.artist.letters.lettering import block, put
from storyforge.core import film
from storyforge.core.board import Board, Panel
from storyforge.core.errors import Problem, UsageError
from storyforge.core.imprint import Imprint, of_whole, packet
from storyforge.core.seams import Stock, Written
from storyforge.darkroom.imprint import imprinted
from storyforge.exporters.stills.frame import still
from storyforge.exporters.stills.many import ordered
from storyforge.exporters.stills.sheet import ratio_of

_WIDTHS: Final = range(96, 1921)
_LONG: Final = 60  # seconds that a preview lasts at most, unless asked
_READ: Final = Fraction(1, 4)  # seconds of a panel at least, unless asked
_SEEN: Final = Fraction(1, 25)  # seconds of a panel at least
_SIDE: Final = 4000  # pixels of a preview's height at most
_BAR, _INK, _QUIET = (20, 20, 22), (240, 238, 232), (165, 162, 158)
_CENT: Final = 10  # milliseconds: what a GIF counts in


@dataclass(frozen=True, slots=True)
class Preview:
    """One animated WebP or GIF that starts again when it ends."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """The one file; raises UsageError X034."""
        form, wide = wishes["as"] or "webp", int(wishes["width"])
        if wide not in _WIDTHS:
            sentence = f"a preview cannot be {wide} pixels wide"
            advice = f"say {_WIDTHS.start} to {_WIDTHS.stop - 1}"
            raise UsageError(Problem("X034", sentence, advice=advice))
        panels = [(scene.number, panel) for scene in board.scenes for panel in scene.panels]
        if not panels:
            advice = "declare shots: a preview shows them one after another"
            raise UsageError(Problem("X034", "there is no shot to preview", advice=advice))
        step = _CENT if form == "gif" else 1
        times = durations(board, [panel for _, panel in panels], int(wishes["seconds"]), step)
        size = (wide, min(_SIDE, max(1, round(wide / ratio_of(board)))))
        images = _frames(panels, stock, size, wishes["slate"], form == "gif")
        yield "", (_gif if form == "gif" else _webp)(images, times, of_whole(board))


def durations(board: Board, panels: list[Panel], wished: int, step: int = 1) -> list[int]:
    """How long each panel stands, in milliseconds and multiples of `step`; together they are
    exactly as long as the whole. `wished`: seconds of the whole, 0 for what suits the film."""
    own = [film.seconds(max(1, panel.frames), board.fps) for panel in panels]
    total = sum(own, Fraction(0))
    least = len(panels) * _SEEN
    if wished < 0 or (wished and wished < least):
        sentence = f"{len(panels)} shots cannot be seen in {wished} seconds"
        raise UsageError(Problem("X034", sentence, advice=f"say at least {-(-least // 1)}"))
    whole = Fraction(wished) or min(total, max(Fraction(_LONG), len(panels) * _READ))
    floor = min(_SEEN, whole / len(panels))
    free = whole - floor * len(panels)
    ends = accumulate((floor + free * each / total for each in own), initial=Fraction(0))
    marks = [round(1000 * end / step) * step for end in ends]
    return [max(step, after - before) for before, after in pairwise(marks)]


def _frames(
    panels: list[tuple[str, Panel]],
    stock: Stock,
    size: tuple[int, int],
    slate: bool,
    few: bool,
) -> Iterator[Image.Image]:
    """Every panel's picture; `few`: in the few colours that a GIF holds."""

    def make(each: tuple[str, Panel]) -> Image.Image:
        scene, panel = each
        image = still(panel, stock, size)
        image = _captioned(image, scene, panel) if slate else image
        return image.quantize(256, Image.Quantize.MEDIANCUT) if few else image

    for number, image in enumerate(ordered(make, panels, stock.cores), 1):
        stock.told(number, len(panels))
        yield image


def _captioned(image: Image.Image, scene: str, panel: Panel) -> Image.Image:
    """The picture with one line below it: scene and shot, and how it is taken."""
    size = min(max(9.0, image.width / 32), 28.0)
    pad, tall = round(size * 0.6), round(size * 1.9)
    sheet = Image.new("RGB", (image.width, image.height + tall), _BAR)
    sheet.paste(image)
    name = " · ".join(each for each in (scene, panel.number or panel.id) if each)
    y = image.height + round((tall - size * 1.28) / 2)
    number = block(name[:200], size, image.width * 0.55, bold=True, most=1)
    put(sheet, pad, y, number, _INK)
    left = pad + number.width + size
    camera = block(panel.camera[:200], size * 0.86, image.width - left - pad, most=1)
    put(sheet, left, y + size * 0.08, camera, _QUIET)
    return sheet


class _Reel(Image.Image):
    """Pictures that come one by one, for an encoder that wants them as one moving picture: so they
    are never all in memory."""

    def __init__(self, images: Iterator[Image.Image], count: int) -> None:
        super().__init__()
        self.n_frames = count
        self._rest = images
        self._at = -1
        self.seek(0)

    def seek(self, frame: int) -> None:
        """On to the next picture; the way back is not gone."""
        if frame == self._at + 1:
            image = next(self._rest)
            self.im, self._mode, self._size = image.im, image.mode, image.size
            self._at = frame

    def tell(self) -> int:
        """Where it begins."""
        return 0


def _webp(images: Iterator[Image.Image], times: list[int], said: Imprint) -> bytes:
    out = io.BytesIO()
    reel = _Reel(images, len(times))
    reel.save(out, "WEBP", save_all=True, duration=times, loop=0, quality=72, method=4)
    return imprinted(out.getvalue(), said)


def _gif(images: Iterator[Image.Image], times: list[int], said: Imprint) -> bytes:
    out = io.BytesIO()
    first = next(images)
    first.save(out, "GIF", save_all=True, append_images=images, duration=times, loop=0)
    return _marked(out.getvalue(), packet(said))


def _marked(gif: bytes, xmp: bytes) -> bytes:
    """A GIF with XMP in it, before its first picture (XMP Specification part 3, 1.1.2)."""
    table = 3 * (2 << (gif[10] & 7)) if gif[10] & 0x80 else 0
    at = 13 + table
    magic = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    block_of = struct.pack("BBB", 0x21, 0xFF, 11) + b"XMP DataXMP" + xmp + magic
    return b"GIF89a" + gif[6:at] + block_of + gif[at:]
