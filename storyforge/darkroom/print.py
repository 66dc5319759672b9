"""A picture made ready for paper: no more pixels than ink can show, as JPEG, once."""

from __future__ import annotations

import io

from PIL import Image

from storyforge.darkroom.reading import look, opened

_QUALITY = 85


def printed(data: bytes, wide: int, tall: int, grey: bool = False) -> tuple[bytes, tuple[int, int]]:
    """The picture as JPEG within `wide` x `tall` pixels, and its size; never enlarged.

    The same bytes give the same bytes. Raises PictureFault for what is no whole picture.
    """
    seen = look(data)
    share = min(1.0, wide / seen.width, tall / seen.height)
    size = (max(1, round(seen.width * share)), max(1, round(seen.height * share)))
    image = opened(seen)
    if grey:
        image = image.convert("L")
    if size != image.size:
        image = image.resize(size, Image.Resampling.HAMMING)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return out.getvalue(), size
