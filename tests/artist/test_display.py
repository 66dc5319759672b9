"""The display list and its two back ends: what hides what, and that both show the same picture."""

from __future__ import annotations

import io
import typing
import xml.etree.ElementTree as ElementTree

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageStat

from storyforge.artist.draw import draw, draw_svg
from storyforge.artist.ink import display, raster, svg
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.finish import finished
from storyforge.artist.ink.manner import PRESETS
from storyforge.artist.ink.raster import FINE, painted
from storyforge.artist.ink.scratch import scratches

SQUARE = [(10.0, 10.0), (50.0, 10.0), (50.0, 50.0), (10.0, 50.0)]
RED, BLUE = (200, 40, 30), (30, 60, 190)


def board(preset: str = "clean-line") -> Canvas:
    return Canvas(64, 64, PRESETS[preset], "test")


def test_every_mark_is_known_to_both_back_ends() -> None:
    marks = set(typing.get_args(display.Mark))
    assert set(raster._HOW) == marks
    assert set(svg._HOW) == marks


def test_a_fill_hides_ink_and_hatching_below_it() -> None:
    canvas = board()
    canvas.wash(SQUARE, None, tone(2))
    canvas.line([(0, 30), (64, 30)], 3)
    canvas.fill(SQUARE, RED)
    layers = painted(canvas.drawing(0))
    assert layers.paint.getpixel((30, 30)) == RED
    assert layers.ink.getpixel((30 * FINE, 30 * FINE)) == 0
    assert layers.ink.getpixel((5 * FINE, 30 * FINE)) == 255
    assert layers.tones.getpixel((30, 30)) == 0


def test_a_wash_leaves_the_ink() -> None:
    canvas = board()
    canvas.line([(0, 30), (64, 30)], 3)
    canvas.wash(SQUARE, BLUE, tone(1, 2))
    layers = painted(canvas.drawing(0))
    assert layers.paint.getpixel((30, 30)) == BLUE
    assert layers.ink.getpixel((30 * FINE, 30 * FINE)) == 255
    assert layers.tones.getpixel((30, 30)) == tone(1, 2)


def test_a_tint_of_overlapping_shapes_is_one_tone() -> None:
    canvas = board()
    canvas.put(display.Flood((200, 200, 200)))
    canvas.tint([SQUARE, [(30, 30), (60, 30), (60, 60), (30, 60)]], (0, 0, 0), 0.5)
    paint = painted(canvas.drawing(0)).paint
    assert paint.getpixel((20, 20)) == paint.getpixel((40, 40)) == paint.getpixel((55, 55))
    assert paint.getpixel((5, 5)) == (200, 200, 200)


def test_a_group_bares_the_paper_just_outside_its_shape() -> None:
    canvas = board()
    canvas.put(display.Flood((60, 60, 60)))
    canvas.group(lambda: canvas.fill(SQUARE, RED), 3, 1.0)
    paint = painted(canvas.drawing(0)).paint
    assert paint.getpixel((30, 30)) == RED
    assert paint.getpixel((53, 30)) == (255, 253, 246)
    assert paint.getpixel((62, 30)) == (60, 60, 60)


def test_the_ring_bares_what_lies_below_and_leaves_the_group_its_own_ink() -> None:
    canvas = board()
    stroke = [(53.0, 0.0), (54.0, 0.0), (54.0, 90.0), (53.0, 90.0)]
    canvas.blot(stroke)
    canvas.group(lambda: canvas.fill(SQUARE, RED), 3, 1.0)
    assert painted(canvas.drawing(0)).ink.getpixel((107, 60)) == 0
    canvas.group(lambda: canvas.blot(stroke), 3, 1.0)
    assert painted(canvas.drawing(0)).ink.getpixel((107, 60)) == 255


def test_what_is_painted_over_a_figure_is_no_figure() -> None:
    canvas = board()
    canvas.group(lambda: canvas.fill(SQUARE, RED), 3, 1.0)
    canvas.fill([(30, 0), (80, 0), (80, 80), (30, 80)], RED)
    figures = painted(canvas.drawing(0)).figures
    assert figures.getpixel((20, 30)) == 255
    assert figures.getpixel((40, 30)) == figures.getpixel((5, 5)) == 0


def test_a_swatch_is_exactly_its_colour() -> None:
    canvas = board("noir")
    canvas.put(display.Swatch((20, 20, 40, 40), RED))
    assert finished(canvas.drawing(0)).getpixel((30, 30)) == RED


@pytest.mark.parametrize("direction", range(4))
def test_scratches_stay_inside_and_double_with_the_level(direction: int) -> None:
    few = scratches(SQUARE, tone(1, direction), 5)
    many = scratches(SQUARE, tone(2, direction), 5)
    assert 5 <= len(few) <= 20
    assert 1.6 * len(few) <= len(many) <= 2.4 * len(few)
    assert all(9.9 <= v <= 50.1 for stroke in many for point in stroke for v in point)
    assert scratches(SQUARE, tone(0, direction), 5) == []


SHOT = {
    "subject": "shot",
    "prompt": "she walks down the street",
    "size": "FS",
    "style": {"preset": "clean-line"},
    "cast": [{"description": "a woman in a red coat, black hair"}],
    "place": {"description": "a cobbled street, gas lamps"},
    "movement": ["dolly in slow"],
}


@pytest.mark.parametrize("preset", PRESETS)
def test_the_svg_of_a_panel_is_sound_and_always_the_same(preset: str) -> None:
    asked = {**SHOT, "style": {"preset": preset}}
    text = draw_svg(asked, [], 320, 180, 1)
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == "0 0 320 180"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    used = {part.split(")")[0] for part in text.split("url(#")[1:]}
    assert used <= set(ids)
    assert text == draw_svg(asked, [], 320, 180, 1)


def test_both_back_ends_show_the_same_picture() -> None:
    """Measured on the flattest style: what differs is the paper's grain and the ends of strokes."""
    text = draw_svg(SHOT, [], 640, 360, 1)
    one = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text)))).convert("RGB")
    other = Image.open(io.BytesIO(draw(SHOT, [], 640, 360, 1))).convert("RGB")
    small = [picture.reduce(8) for picture in (one, other)]
    off = ImageStat.Stat(ImageChops.difference(*small).convert("L"))
    assert off.mean[0] < 9
    black = Image.new("RGB", small[0].size)
    assert ImageStat.Stat(ImageChops.difference(small[1], black).convert("L")).mean[0] > 60
