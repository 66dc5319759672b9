"""A finished picture as a file's bytes: the same picture gives the same bytes."""

from __future__ import annotations

import io
from typing import Any, Final

from PIL import Image

ENDINGS: Final = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
"""What a file of each form is called at its end."""

_WAYS: Final[dict[str, dict[str, Any]]] = {
    "png": {"compress_level": 1},
    "jpeg": {"quality": 92, "subsampling": 0},
    "webp": {"quality": 90, "method": 4},
}


def coded(image: Image.Image, form: str) -> bytes:
    """An RGB picture as `png`, `jpeg` or `webp`."""
    out = io.BytesIO()
    image.save(out, form.upper(), **_WAYS[form])
    return out.getvalue()
