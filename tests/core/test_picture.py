"""Pictures: what they are, whether they are whole, and when two mean the same."""

import io
import random
import struct
import time
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from storyforge.core.coded import MAX_PIXELS
from storyforge.core.picture import PictureFacts, PictureFault, dimensions, facts
from storyforge.core.scanlines import BAND_ROWS, BadFilter, unfiltered

_RNG = random.Random(7)


def _image(mode: str = "RGB", size: tuple[int, int] = (37, 23)) -> Image.Image:
    soft = [Image.linear_gradient("L").rotate(30 * i).resize(size) for i in range(4)]
    bands = {"RGB": 3, "RGBA": 4, "LA": 2}
    if mode in bands:
        return Image.merge(mode, soft[: bands[mode]])
    return soft[0].convert(mode)


def _saved(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _exif(orientation: int | None = None, words: str = "") -> Image.Exif:
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    if words:
        exif[0x010E] = words
    return exif


def _fault(data: bytes) -> PictureFault:
    with pytest.raises(PictureFault) as caught:
        facts(data)
    assert caught.value.advice.endswith(".")
    return caught.value


_OUTCOMES = ("facts", "I001", "I002", "I003", "I004")


def _outcome(data: bytes) -> str:
    try:
        facts(data)
    except PictureFault as fault:
        return fault.code
    return "facts"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(
    width: int,
    height: int,
    rows: bytes,
    *extra: bytes,
    depth: int = 8,
    colour: int = 2,
    lace: int = 0,
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lace)
    parts = (
        _chunk(b"IHDR", head),
        *extra,
        _chunk(b"IDAT", zlib.compress(rows)),
        _chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _filtered(pixels: bytes, width: int, step: int, kinds: list[int]) -> bytes:
    """The textbook filters, byte by byte, to hold the fast way against."""
    out, above = bytearray(), bytes(width)
    for row, kind in enumerate(kinds):
        line = pixels[row * width : (row + 1) * width]
        out.append(kind)
        for i, value in enumerate(line):
            a, b = (line[i - step] if i >= step else 0), above[i]
            c = above[i - step] if i >= step else 0
            p = a + b - c
            nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            out.append(value - (0, a, b, (a + b) // 2, nearest)[kind] & 0xFF)
        above = line
    return bytes(out)


# Rows


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_rows_come_back_from_any_filters(data: st.DataObject) -> None:
    step = data.draw(st.sampled_from([1, 2, 3, 4, 6, 8]))
    width = step * data.draw(st.integers(1, 12))
    kinds = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=12))
    pixels = data.draw(st.binary(min_size=width * len(kinds), max_size=width * len(kinds)))
    assert unfiltered(_filtered(pixels, width, step, kinds), bytes(width), step) == pixels


def test_a_band_goes_on_from_the_one_above() -> None:
    width, step = 30, 3
    pixels = _RNG.randbytes(width * 20)
    rows = _filtered(pixels, width, step, [4, 3, 2, 1, 0] * 4)
    cut = 7 * (width + 1)
    top = unfiltered(rows[:cut], bytes(width), step)
    assert top + unfiltered(rows[cut:], top[-width:], step) == pixels


def test_a_filter_that_does_not_exist() -> None:
    with pytest.raises(BadFilter):
        unfiltered(b"\x05\x00", bytes(1), 1)


# Facts


@pytest.mark.parametrize(
    ("form", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_facts(form: str, media: str) -> None:
    data = _saved(_image(), form)
    found = facts(data)
    assert found == PictureFacts(media, 37, 23, found.pixels, True)
    assert len(found.pixels) == 64
    assert dimensions(data) == (37, 23, media)


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 50}])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_webp_of_every_kind(mode: str, options: dict[str, Any]) -> None:
    assert dimensions(_saved(_image(mode, (300, 5)), "WEBP", **options)) == (300, 5, "image/webp")
    moving = _saved(_image(mode), "WEBP", save_all=True, append_images=[_image(mode).rotate(90)])
    assert facts(moving).width == 37
    assert facts(_saved(_image("RGB", (1, 1)), "WEBP", lossless=True)).height == 1


@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_of_every_kind(progressive: bool) -> None:
    data = _saved(
        _image("RGB", (300, 200)), "JPEG", progressive=progressive, restart_marker_blocks=2
    )
    assert facts(data).width == 300
    start = data[: data.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 10]
    assert dimensions(start) == (300, 200, "image/jpeg")


# The same and not the same


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_packed_otherwise_means_the_same(mode: str) -> None:
    image = _image(mode, (41, BAND_ROWS + 9))
    words = PngImagePlugin.PngInfo()
    words.add_text("prompt", "a pier at night")
    one = _saved(image, compress_level=0)
    two = _saved(image, compress_level=9, pnginfo=words, dpi=(300, 300), exif=_exif(1, "words"))
    assert one != two
    assert facts(one).pixels == facts(two).pixels


def test_a_png_filtered_otherwise_means_the_same() -> None:
    pixels = _RNG.randbytes(30 * 6)
    digests = {facts(_png(10, 6, _filtered(pixels, 30, 3, [kind] * 6))).pixels for kind in range(5)}
    assert len(digests) == 1


def test_colour_chunks_in_another_order_mean_the_same() -> None:
    rows = bytes(4)
    gamma, space = _chunk(b"gAMA", struct.pack(">I", 45455)), _chunk(b"sRGB", b"\0")
    digests = [
        facts(_png(1, 1, rows, *extra)).pixels
        for extra in ((gamma, space), (space, gamma), (gamma,))
    ]
    assert digests[0] == digests[1] != digests[2]


def test_a_profile_packed_otherwise_means_the_same() -> None:
    profile = bytes(range(256)) * 8
    digests = [
        facts(
            _png(1, 1, bytes(4), _chunk(b"iCCP", name + b"\0\0" + zlib.compress(body, level)))
        ).pixels
        for name, level, body in ((b"a", 1, profile), (b"b", 9, profile), (b"a", 1, profile[1:]))
    ]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_a_changed_pixel_means_something_else(mode: str) -> None:
    image = _image(mode)
    before = facts(_saved(image)).pixels
    old = image.getpixel((36, 22))
    new = tuple(255 - part for part in old) if isinstance(old, tuple) else int(old or 0) ^ 255
    image.putpixel((36, 22), new)
    assert facts(_saved(image)).pixels != before


def test_a_changed_palette_and_transparency_mean_something_else() -> None:
    image = _image("P")
    digests = {facts(_saved(image)).pixels, facts(_saved(image, transparency=3)).pixels}
    image.putpalette(list(reversed(image.getpalette() or [])))
    digests.add(facts(_saved(image)).pixels)
    assert len(digests) == 3


def test_the_size_is_part_of_the_meaning() -> None:
    assert facts(_png(1, 2, bytes(8))).pixels != facts(_png(2, 1, bytes(7))).pixels


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_only_metadata_changed(form: str) -> None:
    image = _image()
    plain = facts(_saved(image, form)).pixels
    assert facts(_saved(image, form, exif=_exif(words="by me"), xmp=b"<x/>")).pixels == plain
    assert facts(_saved(image, form, exif=_exif(1, "upright"))).pixels == plain
    assert facts(_saved(image, form, exif=_exif(6))).pixels != plain
    assert facts(_saved(image, form, icc_profile=b"profile")).pixels != plain
    assert facts(_saved(image, form, quality=30)).pixels != plain


def test_only_the_comment_of_a_jpeg_changed() -> None:
    image = _image()
    assert facts(_saved(image, "JPEG", comment="x")).pixels == facts(_saved(image, "JPEG")).pixels


def test_a_turned_png() -> None:
    image = _image()
    assert facts(_saved(image, exif=_exif(6))).pixels != facts(_saved(image)).pixels


def _laced(pixels: bytes, side: int) -> bytes:
    """An Adam7 PNG of one grey byte a pixel."""
    rows = bytearray()
    for x, y, across, down in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        for top in range(y, side, down):
            if line := pixels[top * side + x : (top + 1) * side : across]:
                rows += b"\0" + line
    return _png(side, side, bytes(rows), colour=0, lace=1)


@pytest.mark.parametrize("side", [1, 3, 5, 8, 13])
def test_an_interlaced_png(side: int) -> None:
    pixels = _RNG.randbytes(side * side)
    data = _laced(pixels, side)
    with Image.open(io.BytesIO(data)) as image:
        assert image.tobytes() == pixels
    changed = bytes([pixels[0] ^ 1]) + pixels[1:]
    assert facts(data).pixels != facts(_laced(changed, side)).pixels


def test_golden_meanings() -> None:
    """These must never change: they are part of every key made from a picture."""
    assert facts(_png(1, 1, b"\0\1\2\3")).pixels == (
        "45ef21a8ebcf7692bf5ed7a17cdcddc2de8f53cb24c2659cc8007944d07dcb2e"
    )


# What is refused


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (b"", "I001", "The picture is empty."),
        (b"GIF89a....", "I001", "This is a GIF, not a PNG, JPEG or WebP picture."),
        (b"\n<svg xmlns=", "I001", "This is an SVG drawing, not a PNG, JPEG or WebP picture."),
        (b"<!DOCTYPE html>", "I001", "This is a web page, not a PNG, JPEG or WebP picture."),
        (b"%PDF-1.7", "I001", "This is a PDF, not a PNG, JPEG or WebP picture."),
        (b"II*\0....", "I001", "This is a TIFF, not a PNG, JPEG or WebP picture."),
        (b"\0\0\0\x18ftypheic", "I001", "This is a HEIC photo, not a PNG, JPEG or WebP picture."),
        (b"\0\0\0\x18ftypavif", "I001", "This is an AVIF, not a PNG, JPEG or WebP picture."),
        (b"\0\0\0\x18ftypisom", "I001", "This is a film, not a PNG, JPEG or WebP picture."),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "I001",
            "This is the pointer of a file that git LFS has not fetched, not a PNG, JPEG or WebP picture.",
        ),
        (b"hello", "I001", "This is something else, not a PNG, JPEG or WebP picture."),
        (b"\x89PN", "I002", "The picture is cut short: its end is missing."),
    ],
)
def test_strangers(data: bytes, code: str, sentence: str) -> None:
    fault = _fault(data)
    assert (fault.code, fault.sentence, str(fault)) == (code, sentence, sentence)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_cut_anywhere(form: str) -> None:
    data = _saved(_image(), form)
    for end in range(1, len(data) - 1):
        assert _fault(data[:end]).code in ("I002", "I001")
    name = {"WEBP": "WebP"}.get(form, form)
    assert (
        _fault(data[: len(data) // 2]).sentence == f"The {name} is cut short: its end is missing."
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_follows_the_end_does_not_matter(form: str) -> None:
    data = _saved(_image(), form)
    assert facts(data + b"trailer").pixels == facts(data).pixels


def test_pixels_that_are_missing_or_too_many() -> None:
    assert _fault(_png(4, 4, bytes(13 * 3))).code == "I002"
    fault = _fault(_png(4, 4, bytes(13 * 4 + 1)))
    assert (fault.code, fault.sentence) == (
        "I003",
        "The PNG unpacks to more pixels than its header says.",
    )


def test_a_bomb_is_not_unpacked() -> None:
    data = _png(4, 4, bytes(60_000_000))
    start = time.process_time()
    assert _fault(data).code == "I003"
    assert time.process_time() - start < 0.5


def test_too_many_pixels_are_refused_from_the_header() -> None:
    fault = _fault(_png(10_000, 10_000, b""))
    assert (fault.code, fault.sentence) == (
        "I003",
        "The PNG has 10000 × 10000 pixels, which is too many.",
    )
    assert fault.advice == f"Use a picture of at most {MAX_PIXELS:,} pixels."
    assert _fault(_png(1, 70_000, b"")).code == "I003"
    jpeg = bytearray(_saved(_image(), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    assert _fault(bytes(jpeg)).code == "I003"


def test_damage() -> None:
    data = bytearray(_saved(_image()))
    data[60] ^= 1
    fault = _fault(bytes(data))
    assert (fault.code, fault.sentence) == ("I004", "The PNG is damaged: a checksum does not fit.")
    assert _fault(_png(0, 4, b"")).code == "I004"
    assert _fault(_png(1, 1, b"\x07\0\0\0")).code == "I004"
    assert _fault(_png(1, 1, bytes(4), depth=3)).code == "I004"
    assert (
        _fault(_png(1, 1, bytes(2), colour=3)).sentence
        == "The PNG is damaged: its palette is missing."
    )
    good = _png(1, 1, bytes(4))
    broken = good.replace(_chunk(b"IDAT", zlib.compress(bytes(4))), _chunk(b"IDAT", b"xxxx"))
    assert _fault(broken).code == "I004"
    assert _fault(b"\xff\xd8\xff\xe0\0\2zz").code == "I004"
    assert _fault(b"\xff\xd8\xff\xd9").code == "I004"
    assert _fault(b"RIFF\x0c\0\0\0WEBPABCD\0\0\0\0").code == "I004"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.data())
def test_mutations_give_facts_or_a_fault(form: str, data: st.DataObject) -> None:
    picture = bytearray(_saved(_image("RGB", (9, 7)), form, exif=_exif(3)))
    for _ in range(data.draw(st.integers(1, 4))):
        picture[data.draw(st.integers(0, len(picture) - 1))] = data.draw(st.integers(0, 255))
    assert _outcome(bytes(picture)) in _OUTCOMES


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF....WEBPVP8L", b""]),
    st.binary(max_size=60),
)
def test_random_bytes_give_facts_or_a_fault(sign: bytes, data: bytes) -> None:
    assert _outcome(sign + data) in _OUTCOMES
