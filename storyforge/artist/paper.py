"""Paper: its tooth breaks the pencil, its grain and stains stay under the paint."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageFilter

from storyforge.artist.seed import stream

_TILE = 256


@lru_cache(maxsize=2)
def _speckle(name: str) -> Image.Image:
    raw = Image.frombytes("L", (_TILE, _TILE), stream("paper", name).randbytes(_TILE * _TILE))
    return raw.filter(ImageFilter.SMOOTH)


@lru_cache(maxsize=8)
def _tiled(name: str, width: int, height: int, low: int, high: int) -> Image.Image:
    span = high - low
    tile = _speckle(name).point(
        [low + max(0, min(255, (v - 64) * 2)) // 52 * 52 * span // 255 for v in range(256)]
    )
    sheet = Image.new("L", (width, height))
    for y in range(0, height, _TILE):
        for x in range(0, width, _TILE):
            sheet.paste(tile, (x, y))
    return sheet


def tooth(width: int, height: int, strength: float) -> Image.Image:
    """A mask (L) that lets less of a line through where the paper is low; 255 lets all through."""
    return _tiled("tooth", width, height, round(255 * (1 - strength)), 255)


def grain(width: int, height: int, strength: float) -> Image.Image:
    """The paper's own unevenness as a factor picture (L), 255 is bare paper."""
    return _tiled("grain", width, height, round(255 - 26 * strength), 255)


def blotches(width: int, height: int, seed: object, low: int, cells: int = 14) -> Image.Image:
    """Large soft stains (L) between *low* and 255, as water leaves them."""
    rows = max(3, cells * height // max(1, width))
    noise = Image.frombytes("L", (cells, rows), stream("blot", seed).randbytes(cells * rows))
    soft = noise.resize((width, height), Image.Resampling.BICUBIC)
    return soft.point([low + v * (255 - low) // 255 for v in range(256)])


def streaks(width: int, height: int, seed: object, low: int) -> Image.Image:
    """Slightly slanted felt-pen bands (L) between *low* and 255."""
    count = 34
    noise = Image.frombytes("L", (count, 4), stream("streak", seed).randbytes(count * 4))
    flat = noise.resize((width * 5 // 4, height), Image.Resampling.BICUBIC)
    slant = flat.transform((width, height), Image.Transform.AFFINE, (1, 0.22, 0, 0, 1, 0))
    return slant.point([low + v * (255 - low) // 255 for v in range(256)])
