"""What came back, looked at: whether it is what was asked for, and how it is kept."""

from __future__ import annotations

from storyforge.core import mp4, picture
from storyforge.core.trace import Output


def output_of(kind: str, sha256: str, data: bytes) -> Output:
    """The facts of a result. `kind`: of its node; a `clip` is moving pictures.

    Raises PictureFault for what is no whole picture, or no whole film.
    """
    known = mp4.facts(data) if kind == "clip" else picture.facts(data)
    return Output(sha256, known.pixels, known.media, known.width, known.height, len(data))


def unlike(output: Output, size: tuple[int, int]) -> str:
    """How a picture's size differs from the one asked for, in words; empty when it does not."""
    if (output.width, output.height) == size:
        return ""
    return (
        f"{output.width} × {output.height} pixels came back, "
        f"{size[0]} × {size[1]} were asked for; it is kept as it is"
    )
