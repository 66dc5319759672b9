"""References on their way: legal in shape and size, upright, in sRGB, without a word about where they were taken."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from darkroom_pictures import chunk, exif, noise, saved, scene, seen, with_chunks
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from storyforge.core.advice import scaled, shaped
from storyforge.core.coded import PictureFault
from storyforge.core.delivery import Fit
from storyforge.core.picture import dimensions, facts
from storyforge.core.seams import NotMade
from storyforge.darkroom.fit import fitted

FIT = Fit(0.5, 2.0, longest=1000, largest=3_000_000, smallest=512)
SECRET = b"52.5200 N 13.4050 E"


def _same(one: Image.Image, other: Image.Image) -> bool:
    return (
        one.size == other.size
        and not ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    )


def _hidden() -> dict[str, bytes]:
    """The same picture with a secret in every place where programs put words."""
    image, told = scene(), SECRET.decode()
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    png = with_chunks(
        saved(image),
        chunk(b"tEXt", b"Comment\0" + SECRET),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp),
        chunk(b"eXIf", exif(1, told)[6:]),
        chunk(b"prVt", SECRET),
    )
    jpeg = saved(image, "JPEG", quality=95, exif=exif(1, told), comment=SECRET, xmp=xmp)
    iptc = b"Photoshop 3.0\0" + SECRET
    jpeg = jpeg[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + jpeg[2:] + SECRET
    webp = saved(image, "WEBP", lossless=True, exif=exif(1, told), xmp=xmp)
    return {"png": png + SECRET, "jpeg": jpeg, "webp": webp}


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_a_legal_picture_keeps_its_coded_pixels_and_loses_its_luggage(form: str) -> None:
    data = _hidden()[form]
    assert SECRET in data
    done = fitted(data, FIT)
    assert SECRET not in done
    assert _same(seen(done), seen(data))
    assert facts(done).pixels == facts(data).pixels  # not a bit of what is coded was touched
    assert dimensions(done) == dimensions(data)
    assert fitted(done, FIT) == done


def test_a_picture_that_is_bare_already_is_sent_as_it_is() -> None:
    for data in (saved(scene()), saved(scene(), "WEBP", lossless=True)):
        assert fitted(data, FIT) == data


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_what_is_coded_anew_has_no_luggage_either(form: str) -> None:
    done = fitted(_hidden()[form], Fit(0.5, 1.0, 200, 3_000_000))
    assert (SECRET not in done, seen(done).size, seen(done).info) == (True, (200, 200), {})


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turn_that_exif_asks_for_is_made(turn: int) -> None:
    upright = scene(300, 200)
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]
    stored = upright if back is None else upright.transpose(Image.Transpose(back))
    for form in ("PNG", "WEBP"):
        options = {"lossless": True} if form == "WEBP" else {}
        data = saved(stored, form, exif=exif(turn), **options)
        assert _same(seen(fitted(data, FIT)), upright), form
    close = seen(fitted(saved(stored, "JPEG", quality=98, subsampling=0, exif=exif(turn)), FIT))
    assert close.size == upright.size
    assert max(ImageStat.Stat(ImageChops.difference(close, upright)).mean) < 3


def test_a_wide_picture_is_cropped_in_the_middle() -> None:
    wide = scene(528, 228)
    done = seen(fitted(saved(wide), FIT))
    assert _same(done, wide.crop((36, 0, 492, 228)))
    tall = scene(200, 500)
    assert _same(seen(fitted(saved(tall), FIT)), tall.crop((0, 50, 200, 450)))


@pytest.mark.parametrize(("size", "box"), [((528, 228), (0, 18)), ((200, 500), (25, 0))])
def test_padding_keeps_everything_and_adds_plain_bars(
    size: tuple[int, int], box: tuple[int, int]
) -> None:
    image = scene(*size)
    done = seen(fitted(saved(image), FIT, "pad"))
    assert done.size == (size[0] + 2 * box[0], size[1] + 2 * box[1])
    assert _same(done.crop((*box, box[0] + size[0], box[1] + size[1])), image)
    bars = [
        done.crop((0, 0, box[0] or done.width, box[1] or done.height)),
        done.crop(
            (
                done.width - box[0] if box[0] else 0,
                done.height - box[1] if box[1] else 0,
                *done.size,
            )
        ),
    ]
    colours = [bar.getcolors() for bar in bars]
    assert all(len(each or ()) == 1 for each in colours)
    assert colours[0] == colours[1]


def test_a_sheet_on_white_is_padded_with_white() -> None:
    sheet = Image.new("RGB", (900, 300), "white")
    sheet.paste((90, 20, 20), (300, 100, 600, 200))
    assert seen(fitted(saved(sheet), FIT, "pad")).getpixel((5, 5)) == (255, 255, 255)


@given(
    width=st.integers(1, 700),
    height=st.integers(1, 700),
    longest=st.integers(40, 600),
    how=st.sampled_from(["crop", "pad"]),
    range_=st.sampled_from([(0.5, 2.0), (0.4, 2.5), (1.0, 1.0), (0.01, 100.0)]),
)
def test_whatever_comes_what_goes_is_legal(
    width: int, height: int, longest: int, how: str, range_: tuple[float, float]
) -> None:
    fit = Fit(*range_, longest, 3_000_000)
    shape = shaped(width, height, fit, how)
    size = scaled(*shape, longest, fit)
    assert fit.low <= size[0] / size[1] <= fit.high
    assert max(size) <= longest
    kept = min(shape[0], width) * min(shape[1], height)
    assert how == "crop" or kept == width * height  # padding loses nothing
    if width * height < 40_000:
        data = saved(Image.new("RGB", (width, height), "teal"))
        done = fitted(data, fit, how)
        assert dimensions(done)[:2] == size
        assert fitted(done, fit, how) == done


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("RGBA", (80, 60), (10, 200, 30, 0)), (255, 255, 255)),
        (Image.new("LA", (80, 60), (40, 255)), (40, 40, 40)),
        (Image.new("L", (80, 60), 77), (77, 77, 77)),
        (Image.new("1", (80, 60), 1), (255, 255, 255)),
        (Image.new("I;16", (80, 60), 0x8080), (128, 128, 128)),
    ],
)
def test_every_sort_of_png_shows_what_people_see(image: Image.Image, expected: object) -> None:
    done = seen(fitted(saved(image), Fit(0.5, 2.0, 40, 3_000_000)))
    assert (done.mode, done.size, done.getpixel((20, 15))) == ("RGB", (40, 30), expected)


def test_transparency_is_never_left_to_the_service() -> None:
    image = scene().convert("RGBA")
    image.putalpha(0)
    for data in (saved(image), saved(image, "WEBP", lossless=True), saved(image.quantize(8))):
        done = seen(fitted(data, FIT))
        assert (done.mode, done.getextrema()) == ("RGB", ((255, 255),) * 3)


def test_of_a_moving_picture_the_first_is_sent() -> None:
    first, second = scene(seed=1), scene(seed=2)
    for form, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        data = saved(first, form, save_all=True, append_images=[second], **options)
        assert getattr(seen(data), "n_frames", 1) == 2
        done = seen(fitted(data, FIT))
        assert (getattr(done, "n_frames", 1), _same(done, first)) == (1, True), form


def test_printers_colours_become_ours() -> None:
    data = saved(Image.new("CMYK", (200, 200), (0, 255, 255, 0)), "JPEG", quality=98)
    done = seen(fitted(data, FIT))
    red, green, blue = done.getpixel((100, 100))  # type: ignore[misc]
    assert (done.mode, red > 180, green < 90, blue < 90) == ("RGB", True, True, True)


def test_a_profile_that_everybody_reads_alike_may_stay_and_another_is_applied() -> None:
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(scene(), icc_profile=ours)
    assert fitted(data, FIT) == data
    other = (
        ours.replace(b"s\0R\0G\0B", b"x\0R\0G\0B")
        .replace(b"sRGB", b"xRGB")
        .replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be"))
    )
    done = seen(fitted(saved(scene(), icc_profile=other), FIT))
    assert "icc_profile" not in done.info
    assert max(ImageStat.Stat(ImageChops.difference(done, scene())).mean) < 2
    broken = seen(fitted(saved(scene(), icc_profile=b"no profile at all"), FIT))
    assert _same(broken, scene())


def test_bytes_are_saved_by_another_way_of_coding_and_then_by_size() -> None:
    data = saved(noise(300, 300))
    assert len(data) > 250_000
    jpeg = fitted(data, Fit(0.5, 2.0, 1000, 200_000))
    assert (dimensions(jpeg), len(jpeg) <= 200_000) == ((300, 300, "image/jpeg"), True)
    smaller = fitted(data, Fit(0.5, 2.0, 1000, 60_000))
    assert len(smaller) <= 60_000
    assert 100 < dimensions(smaller)[0] < 300
    only = fitted(data, Fit(0.5, 2.0, 1000, 60_000, media=("image/png",)))
    assert (dimensions(only)[2], len(only) <= 60_000) == ("image/png", True)
    with pytest.raises(NotMade, match="cannot be brought below 2,000 bytes"):
        fitted(data, Fit(0.5, 2.0, 1000, 2_000))


def test_what_a_service_does_not_take_becomes_what_it_likes_best() -> None:
    fit = Fit(0.5, 2.0, 1000, 3_000_000, media=("image/jpeg", "image/png"))
    assert dimensions(fitted(saved(scene(), "WEBP"), fit))[2] == "image/jpeg"
    assert dimensions(fitted(saved(scene()), fit))[2] == "image/png"


def test_too_few_bytes_are_made_more_without_touching_pixels_or_refused() -> None:
    plain = Image.new("RGB", (16, 16), "navy")
    assert len(saved(plain)) < 512
    done = fitted(saved(plain), FIT)
    assert (len(done) >= 512, _same(seen(done), plain)) == (True, True)
    with pytest.raises(NotMade, match="4 × 4 pixels has less than the 512 bytes"):
        fitted(saved(Image.new("RGB", (4, 4))), Fit(0.5, 2.0, 99, 9_999, 512, ("image/png",)))


def _bomb_in_two_headers() -> bytes:
    """Ten pixels square, says the first header; the second asks for two gigabytes."""
    small = saved(Image.new("RGB", (10, 10)))
    header = (20_000).to_bytes(4, "big") * 2 + small[24:29]
    return with_chunks(small, chunk(b"IHDR", header))


PNG = saved(scene())
JPG = saved(scene(), "JPEG")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "I001"),
        (b"GIF89a" + bytes(40), "I001"),
        (b"PK\x03\x04" + bytes(40), "I001"),
        (PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:], "I003"),
        (PNG[: len(PNG) // 2], "I002"),
        (PNG[:60] + b"\x01" + PNG[61:], "I004"),
        (JPG[: len(JPG) // 2], "I002"),
        (saved(scene(), "WEBP")[:200], "I002"),
        (_bomb_in_two_headers(), "I004"),
    ],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes, code: str) -> None:
    with pytest.raises(PictureFault) as fault:
        fitted(data, Fit(0.5, 2.0, 30, 3_000_000))
    assert fault.value.code == code


@given(
    at=st.integers(0, 5_000),
    value=st.integers(0, 255),
    form=st.sampled_from(["PNG", "JPEG", "WEBP"]),
)
def test_a_damaged_byte_never_does_worse_than_a_fault(at: int, value: int, form: str) -> None:
    data = bytearray(saved(scene(60, 40), form))
    data[at % len(data)] = value
    try:
        done = fitted(bytes(data), Fit(0.5, 2.0, 30, 3_000_000))
    except PictureFault:
        return
    assert max(Image.open(io.BytesIO(done)).size) <= 30


def test_the_same_in_gives_the_same_out() -> None:
    for data in (saved(scene(900, 300), "JPEG"), saved(noise(90, 30))):
        for how in ("crop", "pad"):
            assert fitted(data, FIT, how) == fitted(data, FIT, how)


def test_shots_that_share_a_reference_share_the_work() -> None:
    data, fit = saved(scene(1200, 400)), Fit(0.5, 1.5, 700, 3_000_000)
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: fitted(data, fit), range(24)))
    assert len(set(map(id, done))) == 1
    assert fitted(data, fit, "pad") != done[0] != fitted(data, Fit(0.5, 1.5, 500, 3_000_000))
