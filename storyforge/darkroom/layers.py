"""Layers of a drawing, put one on another."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image

from storyforge.core.coded import damaged
from storyforge.darkroom.reading import bare, look

_MOST: Final = 40_000_000  # pixels of a layer; a panel has two or three million


def flattened(layers: Sequence[tuple[bytes, float]]) -> bytes:
    """One PNG of layers from the ground up, each with its opacity (0 to 1), on white paper.

    It has the size of the largest; smaller ones are stretched over it, as thumbnails of one drawing
    are. The same layers give the same bytes. Raises PictureFault.
    """
    seen = [look(data) for data, _ in layers]
    if not seen or any(each.width * each.height > _MOST for each in seen):
        raise damaged("PNG", "a layer has no sensible size")
    size = max(((each.width, each.height) for each in seen), key=lambda each: each[0] * each[1])
    paper = Image.new("RGBA", size, "white")
    for each, (_, opacity) in zip(seen, layers, strict=True):
        kind = each.media.partition("/")[2].upper()
        try:
            with Image.open(io.BytesIO(bare(each)), formats=[kind]) as image:
                layer = image.convert("RGBA")
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise damaged(kind, "its pixels cannot be unpacked") from error
        if layer.size != size:
            layer = layer.resize(size, Image.Resampling.LANCZOS)
        if opacity < 1:
            faint = layer.getchannel("A").point(lambda value, share=opacity: round(value * share))
            layer.putalpha(faint)
        paper = Image.alpha_composite(paper, layer)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "PNG")
    return out.getvalue()
