"""Paper: its tooth breaks the pencil, its grain and stains stay under the paint."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageFilter

from storyforge.artist.ink.seed import stream

_TILE = 256


@lru_cache(maxsize=4)
def _speckle(name: str) -> Image.Image:
    raw = Image.frombytes("L", (_TILE, _TILE), stream("paper", name).randbytes(_TILE * _TILE))
    return raw.filter(ImageFilter.SMOOTH)


def tiled(tile: Image.Image, width: int, height: int) -> Image.Image:
    """A sheet covered with a tile: made anew each time, for that is quick and sheets are large."""
    sheet = Image.new(tile.mode, (width, height))
    for y in range(0, height, tile.height):
        for x in range(0, width, tile.width):
            sheet.paste(tile, (x, y))
    return sheet


@lru_cache(maxsize=8)
def _rough(name: str, low: int) -> Image.Image:
    """A tile of speckles between *low* and 255 in a few steps."""
    span = 255 - low
    return _speckle(name).point(
        [low + max(0, min(255, (v - 64) * 2)) // 52 * 52 * span // 255 for v in range(256)]
    )


def tooth(width: int, height: int, strength: float) -> Image.Image:
    """A mask (L) that lets less of a line through where the paper is low; 255 lets all through."""
    return tiled(_rough("tooth", round(255 * (1 - strength))), width, height)


def grain(width: int, height: int, strength: float) -> Image.Image:
    """The paper's own unevenness as a factor picture (L), 255 is bare paper."""
    return tiled(_rough("grain", round(255 - 26 * strength)), width, height)


def unrest(width: int, height: int) -> Image.Image:
    """A few values of noise (RGB, 0..7) that keep soft passages from breaking into bands."""
    tile = _speckle("unrest").point([v // 32 for v in range(256)])
    return tiled(Image.merge("RGB", (tile, tile, tile)), width, height)


@lru_cache(maxsize=4)
def patches(width: int, height: int, strength: float) -> Image.Image:
    """Large soft places (L) where a hatching hand bears down (255) and leaves off."""
    columns, rows = max(4, width // 90), max(4, height // 90)
    noise = Image.frombytes("L", (columns, rows), stream("patch").randbytes(columns * rows))
    soft = noise.resize((width, height), Image.Resampling.BICUBIC)
    low = 255 * (1 - strength)
    return soft.point([round(min(255, low + max(0, v - 70) * 2.2 * strength)) for v in range(256)])


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
