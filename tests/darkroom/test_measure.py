"""Pictures in figures: each figure moves as the thing it stands for is changed, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from darkroom_pictures import exif, noise, saved, scene
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from storyforge.core.advice import Measures, remarks
from storyforge.core.coded import PictureFault
from storyforge.darkroom.measure import measures, named, palette

HOUSE = Path(__file__).parents[2]
DRAWN = sorted((HOUSE / "tests" / "artist" / "golden").glob("*.png"))
GIVEN = sorted((HOUSE / "examples" / "lamplighter" / "refs").glob("*.[pj]*g"))


def of(image: Image.Image) -> Measures:
    return measures(saved(image, compress_level=1))


def codes(image: Image.Image, kind: str = "characters") -> list[str]:
    return [each.code for each in remarks(of(image), kind, sent=False)]


def opened(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def brighter(image: Image.Image, gain: float) -> Image.Image:
    return image.point([min(255, round(value * gain)) for value in range(256)] * 3)


def portrait(ground: str = "white") -> Image.Image:
    """Somebody on a plain ground, with soft tones and edges."""
    image = Image.new("RGB", (600, 800), ground)
    figure = scene(300, 560, seed=3)
    image.paste(figure, (150, 160))
    return image


def test_plain_figures_of_plain_pictures() -> None:
    half = Image.new("RGB", (400, 300), "black")
    half.paste("white", (200, 0, 400, 300))
    seen = of(half)
    assert (seen.width, seen.height) == (400, 300)
    assert (seen.low, seen.high, seen.contrast) == (0.0, 1.0, 1.0)
    assert (seen.black, seen.white, seen.brightness) == (0.5, 0.5, 0.5)
    grey = of(Image.new("L", (30, 30), 51))
    assert (grey.brightness, grey.contrast, grey.sharpness) == (0.2, 0.0, 0.0)


def test_figures_are_of_the_upright_picture() -> None:
    seen = measures(saved(scene(300, 200), "JPEG", exif=exif(6)))
    assert (seen.width, seen.height) == (200, 300)


def test_the_size_of_a_file_hardly_moves_its_figures() -> None:
    small = scene(512, 384)
    large = of(small.resize((2048, 1536), Image.Resampling.BICUBIC))
    seen = of(small)
    assert abs(large.brightness - seen.brightness) < 0.01
    assert abs(large.contrast - seen.contrast) < 0.03
    assert large.sharpness <= seen.sharpness + 0.05  # enlarging makes nothing sharper


def test_one_pixel_and_one_row_have_figures() -> None:
    for size in ((1, 1), (2, 1), (1, 700), (700, 2), (3, 3)):
        seen = of(Image.new("RGB", size, "teal"))
        assert (seen.sharpness, seen.contrast) == (0.0, 0.0), size


def test_a_plain_ground_is_left_out_of_light_and_shade() -> None:
    on_white, on_black = of(portrait("white")), of(portrait("black"))
    assert abs(on_white.figure - on_black.figure) < 0.05
    assert on_white.brightness - on_black.brightness > 0.4
    assert on_white.white < 0.02 < on_white.brightness
    assert on_black.black < 0.05


@pytest.mark.parametrize("path", [*DRAWN, *GIVEN], ids=lambda path: path.stem)
def test_what_was_drawn_with_care_is_not_criticised(path: Path) -> None:
    kind = {"line": "styles", "night-noir": "locations"}.get(path.stem, "characters")
    assert codes(opened(path), kind) == []


@pytest.mark.parametrize("path", [*DRAWN, *GIVEN], ids=lambda path: path.stem)
def test_a_blur_is_seen_in_everything_and_a_breath_of_softness_in_nothing(path: Path) -> None:
    image = opened(path)
    unit = max(image.size) / 512
    assert "W506" not in codes(image.filter(ImageFilter.GaussianBlur(0.7 * unit)))
    assert "W506" in codes(image.filter(ImageFilter.GaussianBlur(3 * unit)))


@pytest.mark.parametrize("path", [*DRAWN, *GIVEN], ids=lambda path: path.stem)
def test_light_that_is_taken_away_is_missed(path: Path) -> None:
    assert "W502" in codes(brighter(opened(path), 0.1))


def test_too_much_light_is_seen_too() -> None:
    pier = next(path for path in GIVEN if path.stem == "pier")
    assert codes(brighter(opened(pier), 2.2)) == ["W503"]
    assert codes(portrait("white")) == []  # a white ground is no glare


def test_hard_light_is_seen_and_ink_on_paper_is_not() -> None:
    image = ImageEnhance.Contrast(scene(600, 600)).enhance(4)
    assert "W504" in codes(image)
    assert "W504" not in codes(image, "styles")
    paper = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(paper)
    for x in range(0, 600, 20):
        draw.line((x, 60, 600 - x, 540), fill="black", width=2)
    assert codes(paper) == []


def test_a_wide_soft_sky_is_no_blur() -> None:
    sky = Image.linear_gradient("L").resize((900, 900)).convert("RGB")
    assert "W506" in codes(sky)
    sky.paste(scene(150, 150), (400, 500))
    assert "W506" not in codes(sky)
    assert "W506" in codes(sky.filter(ImageFilter.GaussianBlur(6)))


def test_edges_of_one_direction_are_enough() -> None:
    flag = Image.new("RGB", (600, 400), "navy")
    flag.paste("orange", (200, 0, 400, 400))
    assert of(flag).sharpness > 0.75
    assert of(flag.filter(ImageFilter.GaussianBlur(6))).sharpness < 0.2


def test_shaken_sideways_is_blurred() -> None:
    wide = ImageFilter.Kernel((5, 5), [0] * 10 + [1] * 5 + [0] * 10)
    image = scene(500, 400)
    for _ in range(6):
        image = image.filter(wide)
    assert "W506" in codes(image)


def test_nothing_to_see() -> None:
    assert codes(Image.new("RGB", (600, 600), (240, 240, 240))) == ["W507"]
    assert codes(Image.new("RGB", (600, 600), "black")) == ["W507"]


@settings(max_examples=30)
@given(
    st.integers(0, 5),
    st.floats(0, 8, allow_nan=False),
    st.floats(0, 8, allow_nan=False),
)
def test_more_blur_never_takes_the_note_away(seed: int, one: float, other: float) -> None:
    image = scene(400, 300, seed)
    little, much = (
        "W506" in codes(image.filter(ImageFilter.GaussianBlur(radius)))
        for radius in sorted((one, other))
    )
    assert much or not little


@settings(max_examples=30)
@given(st.integers(0, 5), st.floats(0.02, 1), st.floats(0.02, 1))
def test_less_light_never_takes_the_note_away(seed: int, one: float, other: float) -> None:
    image = scene(300, 300, seed)
    darker, lighter = (of(brighter(image, gain)) for gain in sorted((one, other)))

    def dark(seen: Measures) -> bool:
        return "W502" in [each.code for each in remarks(seen, "characters", sent=False)]

    gone = darker.most - darker.least <= 0.04  # then it is all one colour, and that is said
    assert gone or dark(darker) or not dark(lighter)


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(1, 40), st.randoms(use_true_random=False))
def test_every_figure_is_a_share(width: int, height: int, chance: object) -> None:
    raw = chance.randbytes(width * height * 3)  # type: ignore[attr-defined]
    seen = of(Image.frombytes("RGB", (width, height), raw))
    shares = (
        seen.brightness,
        seen.low,
        seen.high,
        seen.figure,
        seen.black,
        seen.white,
        seen.sharpness,
    )
    assert all(0 <= each <= 1 for each in shares)
    assert seen.least <= seen.low <= seen.high <= seen.most


def test_noise_and_faults() -> None:
    assert of(noise(200, 200)).sharpness > 0.6
    with pytest.raises(PictureFault):
        measures(b"no picture")


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((0, 0, 0), "black"),
        ((255, 255, 255), "white"),
        ((128, 128, 128), "grey"),
        ((200, 30, 30), "red"),
        ((90, 10, 10), "maroon"),
        ((20, 30, 80), "navy"),
        ((70, 110, 200), "blue"),
        ((240, 220, 60), "yellow"),
        ((110, 70, 30), "brown"),
        ((210, 170, 130), "tan"),
        ((230, 220, 200), "beige"),
        ((40, 140, 50), "green"),
        ((0, 130, 130), "teal"),
        ((120, 60, 190), "violet"),
        ((240, 130, 180), "pink"),
        ((240, 130, 20), "orange"),
    ],
)
def test_colours_have_plain_names(colour: tuple[int, int, int], name: str) -> None:
    assert named(*colour) == name


def test_a_palette_is_told_by_share() -> None:
    flag = Image.new("RGB", (90, 90), (20, 30, 80))
    flag.paste((200, 30, 30), (0, 0, 90, 27))
    flag.paste((255, 255, 255), (0, 27, 90, 36))
    found = palette(saved(flag))
    assert [(each.name, each.share) for each in found] == [
        ("navy", 0.6),
        ("red", 0.3),
        ("white", 0.1),
    ]
    assert [each.value for each in found] == ["#141e50", "#c81e1e", "#ffffff"]
    assert len(palette(saved(noise(64, 64)))) == 5
    assert palette(saved(noise(64, 64))) == palette(saved(noise(64, 64)))
