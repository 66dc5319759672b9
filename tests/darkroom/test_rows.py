"""The short way gives the very pixels of the general way, and steps aside for everything else."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from storyforge.core.coded import PictureFault
from storyforge.darkroom.reading import look, opened
from storyforge.darkroom.rows import unfiltered

SIZE = (37, 21)
PICTURE = Image.effect_mandelbrot(SIZE, (-2, -1.2, 1, 1.2), 60).convert("RGB")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def written(rows: bytes, header: bytes = b"\x08\x02\x00\x00\x00", *more: bytes) -> bytes:
    """A PNG of these rows, each with the number of its filter in front."""
    head = chunk(b"IHDR", struct.pack(">II", *SIZE) + header)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (head, *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )


def rows_of(image: Image.Image, number: int = 0) -> bytes:
    raw, wide = image.tobytes(), 3 * image.width
    return b"".join(bytes([number]) + raw[at : at + wide] for at in range(0, len(raw), wide))


def test_unfiltered_rows_are_taken_as_they_are() -> None:
    data = written(rows_of(PICTURE))
    short = unfiltered(look(data).parts)
    assert short is not None
    assert short.tobytes() == opened(look(data)).tobytes() == PICTURE.tobytes()
    small = opened(look(data), 10)
    assert small.tobytes() == PICTURE.resize(small.size, Image.Resampling.BOX).tobytes()
    assert small.info == {}


def test_what_stands_beside_the_pixels_changes_nothing() -> None:
    note = chunk(b"tEXt", b"Comment\0drawn")
    assert unfiltered(look(written(rows_of(PICTURE), b"\x08\x02\x00\x00\x00", note)).parts)


def saved(image: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **how)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        saved(PICTURE),  # its writer filters
        saved(PICTURE.convert("L")),
        saved(PICTURE.convert("P")),
        saved(PICTURE.convert("RGBA")),
        saved(PICTURE, icc_profile=b"not one"),
        written(
            rows_of(PICTURE), b"\x08\x02\x00\x00\x00", chunk(b"gAMA", struct.pack(">I", 45455))
        ),
        written(rows_of(PICTURE, 1)),
    ],
    ids=["filtered", "grey", "palette", "alpha", "profile", "gamma", "sub"],
)
def test_everything_else_goes_the_general_way(data: bytes) -> None:
    assert unfiltered(look(data).parts) is None
    with Image.open(io.BytesIO(data)) as image:
        expected = image.convert("RGBA")
    paper = Image.alpha_composite(Image.new("RGBA", SIZE, "white"), expected).convert("RGB")
    assert opened(look(data)).tobytes() == paper.tobytes()


@pytest.mark.parametrize("rows", [rows_of(PICTURE)[:-1], rows_of(PICTURE)[:-200], b""])
def test_too_few_rows_are_no_picture(rows: bytes) -> None:
    data = written(rows)
    assert unfiltered(look(data).parts) is None
    with pytest.raises(PictureFault):
        opened(look(data))


def test_more_than_its_size_is_never_unpacked() -> None:
    data = written(rows_of(PICTURE) + b"\0" * 50_000_000)
    assert unfiltered(look(data).parts) is None


def test_notes_of_a_writer_are_kept_out() -> None:
    info = PngInfo()
    info.add_text("parameters", "a prompt")
    assert opened(look(saved(PICTURE, pnginfo=info))).info == {}
