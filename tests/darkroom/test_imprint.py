"""An imprint goes into a picture's file and comes out again, and not one pixel changes."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import pytest
from darkroom_pictures import chunk, exif, noise, saved, scene, with_chunks
from PIL import Image, ImageCms

from storyforge.core.imprint import TYPES, Imprint, packet
from storyforge.core.picture import facts
from storyforge.darkroom.imprint import imprinted, read, sealed
from storyforge.darkroom.reading import look, opened

SAID = Imprint(
    source=TYPES + "trainedAlgorithmicMedia",
    title="Das Licht & <die> Nacht",
    slate="12 · 12A",
    description='Mara says "come in".',
    prompt="A lamp — 灯り. One line\nand another.",
    maker="runway/gen4_image",
    seed="42",
    credit="Powered by Runway",
    key="ab" * 32,
    tool="storyforge",
    version="gen4_image 2",
)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _sixteen() -> bytes:
    return saved(Image.frombytes("I;16", (9, 7), bytes(range(126))))


def _moving() -> bytes:
    frames = [scene(40, 30, seed) for seed in (1, 2, 3)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=80)


PICTURES = {
    "png": saved(scene()),
    "palette": saved(scene().quantize(16)),
    "clear palette": saved(scene().quantize(8), transparency=0),
    "16 bit": _sixteen(),
    "png with alpha": saved(noise(8, 8).convert("RGBA")),
    "png with profile": saved(scene(), icc_profile=PROFILE, dpi=(72, 72)),
    "jpeg": saved(scene(), "JPEG"),
    "progressive": saved(scene(), "JPEG", progressive=True),
    "grey jpeg": saved(scene().convert("L"), "JPEG"),
    "cmyk jpeg": saved(scene().convert("CMYK"), "JPEG"),
    "turned jpeg": saved(scene(), "JPEG", exif=exif(6, "words"), icc_profile=PROFILE),
    "webp": saved(scene(), "WEBP"),
    "odd webp": saved(scene(31, 17), "WEBP"),
    "lossless webp": saved(scene(), "WEBP", lossless=True),
    "clear webp": saved(noise(20, 10).convert("RGBA"), "WEBP", lossless=True),
    "webp with luggage": saved(scene(), "WEBP", exif=exif(3), icc_profile=PROFILE),
    "moving webp": _moving(),
}


@pytest.fixture(params=PICTURES)
def picture(request: pytest.FixtureRequest) -> bytes:
    """One of every kind of picture."""
    return PICTURES[request.param]


def test_it_is_read_back_whole(picture: bytes) -> None:
    assert read(imprinted(picture, SAID)) == SAID


def test_no_pixel_and_no_colour_changes(picture: bytes) -> None:
    marked = imprinted(picture, SAID)
    assert facts(marked) == facts(picture)
    assert opened(look(marked)).tobytes() == opened(look(picture)).tobytes()
    ours, theirs = (Image.open(io.BytesIO(each)) for each in (marked, picture))
    assert (ours.size, ours.mode, getattr(ours, "n_frames", 1)) == (
        theirs.size,
        theirs.mode,
        getattr(theirs, "n_frames", 1),
    )
    assert ours.info.get("icc_profile") == theirs.info.get("icc_profile")
    assert dict(ours.getexif()) == dict(theirs.getexif())


def test_other_programs_find_it_where_it_belongs(picture: bytes) -> None:
    described = Image.open(io.BytesIO(imprinted(picture, SAID))).getxmp()
    found = described["xmpmeta"]["RDF"]["Description"]
    assert found["DigitalSourceType"] == TYPES + "trainedAlgorithmicMedia"
    assert found["title"]["Alt"]["li"]["text"] == SAID.title
    assert (found["Credit"], found["AISystemUsed"]) == (SAID.credit, SAID.maker)
    assert found["AIPromptInformation"] == SAID.prompt


def test_a_second_imprint_takes_the_place_of_the_first(picture: bytes) -> None:
    first = imprinted(picture, replace(SAID, title="before"))
    assert imprinted(first, SAID) == imprinted(picture, SAID) == imprinted(picture, SAID)


def test_what_is_sealed_is_left_as_it_is() -> None:
    jpeg, webp = PICTURES["jpeg"], PICTURES["webp with luggage"]
    seal = b"\xff\xeb" + struct.pack(">H", 2 + 12) + b"JP\0\1\0\0\0\1jumb"
    manifest = b"C2PA" + struct.pack("<I", 4) + b"jumb"
    grown = b"RIFF" + struct.pack("<I", len(webp) - 8 + len(manifest)) + webp[8:] + manifest
    sealed = (
        with_chunks(PICTURES["png"], chunk(b"caBX", b"jumb")),
        jpeg[:2] + seal + jpeg[2:],
        grown,
    )
    for each in sealed:
        assert imprinted(each, SAID) is each


def test_a_seal_that_is_kept_elsewhere_is_not_torn_off() -> None:
    """XMP may name the address of a manifest: other XMP in its place would lose it."""
    words = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description '
        b'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="https://example.org/m"/>'
    )
    text = with_chunks(PICTURES["png"], chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + words))
    packed = zlib.compress(words)
    hidden = with_chunks(PICTURES["png"], chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed))
    for each in (text, hidden):
        assert sealed(each)
        assert imprinted(each, SAID) is each


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7 ...", PICTURES["png"][:200]])
def test_what_is_no_whole_picture_is_left_as_it_is(data: bytes) -> None:
    assert imprinted(data, SAID) == data
    assert read(data) is None


def test_a_jpeg_with_very_long_words_keeps_the_short_ones() -> None:
    long = replace(SAID, prompt="灯<" * 9000, description="火&" * 9000, title="t" * 50_000)
    found = read(imprinted(PICTURES["jpeg"], long))
    assert found is not None
    assert (found.slate, found.seed, found.key) == (SAID.slate, SAID.seed, SAID.key)
    assert long.prompt.startswith(found.prompt.removesuffix("…"))
    assert len(found.prompt) > 500
    assert facts(imprinted(PICTURES["jpeg"], long)).pixels == facts(PICTURES["jpeg"]).pixels


def test_what_stands_behind_the_picture_stays_there() -> None:
    for name in ("png", "jpeg", "webp"):
        assert imprinted(PICTURES[name] + b"after", SAID).endswith(b"after")


def test_damaged_luggage_is_passed_over() -> None:
    packed = b"XML:com.adobe.xmp\0\1\0\0\0not zlib"
    short = b"XML:com.adobe.xmp\0"
    for body in (packed, short, b"XML:com.adobe.xmp\0\0\0\0\0<dc:title", b"XML:com.adobe.xmp"):
        assert read(with_chunks(PICTURES["png"], chunk(b"iTXt", body))) is None


def test_a_document_that_carries_a_packet_in_the_open_is_read() -> None:
    assert read(b"%PDF-1.7\n1 0 obj stream\n" + packet(SAID) + b"\nendstream") == SAID
