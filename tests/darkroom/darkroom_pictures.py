"""Pictures for the darkroom's tests: drawn by arithmetic, saved in every way that programs save them."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw


def scene(width: int = 320, height: int = 240, seed: int = 1) -> Image.Image:
    """Something with edges, soft tones and a corner that is unlike the others, so that turns show."""
    image = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    draw, chance = ImageDraw.Draw(image), random.Random(seed)
    for _ in range(40):
        x, y = chance.randrange(width), chance.randrange(height)
        colour = tuple(chance.randrange(30, 230) for _ in range(3))
        draw.rectangle((x, y, x + width // 12 + 1, y + height // 10 + 1), fill=colour)
    draw.rectangle((0, 0, max(1, width // 8), max(1, height // 8)), fill=(200, 40, 40))
    return image


def noise(width: int, height: int) -> Image.Image:
    """A picture that no way of coding makes small."""
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))


def saved(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """The picture's bytes."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def seen(data: bytes) -> Image.Image:
    """The picture in the bytes, as they are."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """A PNG with more chunks after its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def exif(turn: int = 1, words: str = "") -> bytes:
    """EXIF as it stands in a JPEG, without its head."""
    made = Image.Exif()
    made[0x0112] = turn
    if words:
        made[0x010E] = words
    return made.tobytes()
