"""A picture made small enough to stand in a page that carries its pictures within itself."""

from __future__ import annotations

import io

from storyforge.darkroom.reading import WEBP, look, opened

_AS_IT_IS = 60_000  # bytes; a picture of no more is taken as it was stored
_QUALITY = 82


def smaller(data: bytes, longest: int) -> tuple[bytes, str]:
    """The picture with at most `longest` pixels on its longer side, and its media type.

    The same bytes give the same bytes. Raises PictureFault for what is no whole picture.
    """
    seen = look(data)
    if len(data) <= _AS_IT_IS and max(seen.width, seen.height) <= longest and seen.turn == 1:
        return data, seen.media
    image = opened(seen, longest)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue(), WEBP


def thumbnail(data: bytes, longest: int) -> tuple[bytes, int, int]:
    """The picture as a JPEG of at most `longest` pixels on its longer side, and its width and
    height, for documents that hold no WebP.

    The same bytes give the same bytes. Raises PictureFault.
    """
    image = opened(look(data), longest)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), image.width, image.height
