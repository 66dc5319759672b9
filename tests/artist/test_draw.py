"""The artist's door from outside: bytes in, the same picture out."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PIL.PngImagePlugin import PngInfo

import storyforge
from storyforge.artist.draw import REVISION, draw

MARA = "lamplighter, sixty, white braid, oilskin coat, brass lantern"
PIER = "a long wooden pier with gas lamps over grey water"
W, H = 320, 180
ROOT = str(Path(storyforge.__file__).parents[1])


def shot(**more):
    cast = [{"description": MARA}]
    return {"subject": "shot", "size": "MS", "place": {"description": PIER}, "cast": cast, **more}


def picture(staging, references=(), width=W, height=H, seed=1):
    image = Image.open(io.BytesIO(draw(staging, list(references), width, height, seed)))
    image.load()
    return image


def apart(a, b):
    """Mean difference of two pictures, 0..255."""
    return sum(ImageStat.Stat(ImageChops.difference(a, b)).mean) / 3


def png(image, kind="PNG"):
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_same_pixels_in_another_process():
    code = (
        "import hashlib,json,sys;from storyforge.artist.draw import draw;"
        "print(hashlib.sha256(draw(json.loads(sys.argv[1]),[],320,180,7)).hexdigest())"
    )
    staging = shot(time="dusk", weather="fog")
    here = hashlib.sha256(draw(staging, [], 320, 180, 7)).hexdigest()
    for salt in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, json.dumps(staging)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ROOT},
        )
        assert done.stdout.strip() == here


def test_a_picture_does_not_depend_on_what_was_drawn_before():
    first = draw(shot(), [], W, H, 1)
    draw({"subject": "character", "description": "man, red coat"}, [], W, H, 3)
    assert draw(shot(), [], W, H, 1) == first


@pytest.mark.parametrize(
    "size",
    [(320, 180), (180, 320), (240, 240), (320, 240), (240, 320), (420, 180), (1, 1), (30, 700)],
)
def test_exactly_the_size_asked_for(size):
    image = picture(shot(), (), *size)
    assert image.size == size
    assert image.mode == "RGB"
    assert image.format == "PNG"


@pytest.mark.parametrize("subject", ["shot", "character", "location", "element"])
def test_every_subject_with_nothing_said(subject):
    assert picture({"subject": subject}).size == (W, H)


def test_the_seed_moves_the_line_and_nothing_else():
    assert draw(shot(), [], W, H, 1) != draw(shot(), [], W, H, 2)
    steady = shot(
        style={"preset": "clean-line"}, weather="rain", framing="crowd", movement=["pan left"]
    )
    assert draw(steady, [], W, H, 1) == draw(steady, [], W, H, 2)  # a hand that does not tremble


def test_another_take_is_another_picture():
    takes = [picture(shot(take=k, root="she waits")) for k in range(3)]
    assert min(apart(a, b) for k, a in enumerate(takes) for b in takes[:k]) > 2


def test_hours_and_weathers_differ():
    seen = [picture(shot(time=t)) for t in ("dawn", "day", "dusk", "night")]
    seen += [picture(shot(time="day", weather=w)) for w in ("fog", "rain", "snow")]
    assert min(apart(a, b) for k, a in enumerate(seen) for b in seen[:k]) > 3


def test_presets_differ():
    names = ("pencil", "ink", "marker", "blueprint", "noir", "watercolour", "clean-line")
    seen = [picture(shot(style={"preset": name, "words": ""})) for name in names]
    assert min(apart(a, b) for k, a in enumerate(seen) for b in seen[:k]) > 5
    assert draw(shot(style={"preset": "unheard-of"}), [], W, H, 1) == draw(shot(), [], W, H, 1)


def hue(image, box):
    red, _, blue = ImageStat.Stat(image.crop(box)).mean[:3]
    return red - blue


@pytest.mark.parametrize("strip", [False, True])
def test_the_pixels_of_a_character_decide_its_colours(strip):
    sheet = picture({"subject": "character", "description": "man, red coat"}, (), 640, 360)
    if strip:  # without swatches and notes: only the figure is left to look at
        sheet = sheet.crop((0, 0, 420, 360))
    r, g, b = sheet.split()
    turned = Image.merge("RGB", (b, g, r))
    staging = shot(cast=[{"description": "man, red coat", "reference": 0}], time="day")
    staging["references"] = [{"role": "character", "what": "man"}]
    red, blue = picture(staging, [png(sheet)]), picture(staging, [png(turned)])
    middle = (W * 3 // 10, H * 6 // 10, W * 7 // 10, H)
    assert hue(red, middle) - hue(blue, middle) > 20


def test_a_place_takes_the_palette_of_its_plate():
    plate = picture({"subject": "location", "description": PIER, "time": "day"}, (), 480, 270)
    red, green, blue = plate.split()
    cold = Image.merge("RGB", (red.point(lambda v: v // 3), green, blue))
    place = {"description": PIER, "reference": 0, "drawn": True, "time": "day"}
    staging = shot(place=place, time="day", size="LS")
    warm, chilly = picture(staging, [png(plate)]), picture(staging, [png(cold)])
    sky = (0, 0, W, H // 3)
    assert hue(warm, sky) - hue(chilly, sky) > 8


def test_only_a_foreign_picture_of_a_place_becomes_the_backdrop():
    photo = png(Image.effect_noise((480, 270), 90).convert("RGB"))
    place = {"description": PIER, "reference": 0, "drawn": False}
    foreign = picture(shot(place=place), [photo])
    own = picture(shot(place={**place, "drawn": True}), [photo])
    assert apart(foreign, own) > 8


def told(raw, **notes):
    """The same pixels in a PNG that says something."""
    info = PngInfo()
    for key, value in notes.items():
        info.add_text(key, value)
    out = io.BytesIO()
    with Image.open(io.BytesIO(raw)) as opened:
        opened.save(out, "PNG", pnginfo=info)
    return out.getvalue()


NOTES = {"storyforge-kind": "shot", "storyforge-root": "77", "storyforge-time": "night"}


@pytest.mark.parametrize("asked", ["shot", "character", "location", "element"])
def test_what_a_reference_says_of_itself_changes_nothing(asked):
    raw = draw({"subject": "location", "description": PIER, "time": "day"}, [], W, H, 1)
    with Image.open(io.BytesIO(raw)) as drawn:
        assert not drawn.text
    more = {"base": 0, "from": 0, "photos": [0], "kind": "garment", "description": "man, red coat"}
    place = {"description": PIER, "reference": 0}
    cast = [{"description": MARA, "reference": 0}]
    staging = {**shot(place=place, cast=cast, time="dusk"), **more, "subject": asked}
    plain = draw(staging, [raw], W, H, 1)
    for notes in ({}, NOTES, {**NOTES, "storyforge-kind": "location"}):
        assert draw(staging, [told(raw, **notes)], W, H, 1) == plain


def test_a_supplied_photograph_is_the_backdrop():
    photo = Image.new("RGB", (600, 400), (40, 160, 60))
    photo.paste((220, 60, 200), (0, 0, 600, 200))
    staging = shot(place={"description": PIER, "reference": 0}, size="LS", time="day", cast=[])
    seen = picture(staging, [png(photo, "JPEG")])
    r, g, b = ImageStat.Stat(seen.crop((0, 10, 60, 50))).mean
    assert r > g + 15
    assert b > g + 15


def test_a_refinement_keeps_its_staging():
    origin = picture(shot(prompt="she waits", root="she waits"))
    same, other = (picture(shot(prompt="later", root=words)) for words in ("she waits", "later"))
    assert apart(same, origin) < 1 < apart(other, origin)


ODD = {
    "one pixel": png(Image.new("RGB", (1, 1), (9, 9, 9))),
    "grey": png(Image.new("L", (40, 90), 120)),
    "glass": png(Image.new("RGBA", (90, 40), (200, 10, 10, 0))),
    "palette": png(Image.new("P", (50, 50), 3)),
    "press": png(Image.new("CMYK", (80, 60), (10, 90, 20, 5)), "JPEG"),
    "deep": png(Image.new("I;16", (30, 30), 4000)),
    "bits": png(Image.new("1", (64, 64), 1)),
    "wide": png(Image.new("RGB", (6000, 40), (90, 120, 40)), "JPEG"),
    "web": png(Image.new("RGB", (70, 70), (90, 120, 40)), "WEBP"),
    "cut off": png(Image.new("RGB", (300, 300), (1, 200, 3)))[:90],
    "no picture": b"not a picture",
    "nothing": b"",
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_pictures_are_survived(name):
    raw = [ODD[name]]
    cast = [{"description": "man", "reference": 0}]
    picture(shot(cast=cast, place={"description": "pier", "reference": 0}), raw, 240, 160)
    picture({"subject": "character", "description": "man", "photos": [0], "base": 0}, raw, 240, 160)
    picture({"subject": "location", "description": "pier", "photos": [0]}, raw, 240, 160)
    picture({"subject": "element", "kind": "garment", "from": 0}, raw, 240, 160)


STRANGE = [
    {},
    {"subject": "dragon"},
    shot(
        size="ZZ", framing="?", perspective="nowhere", angle=-9000, level="moon", lens=0, roll=720
    ),
    shot(lens=1),
    shot(lens=4000, size="ECU"),
    shot(angle=-90, size="ELS"),
    shot(angle=90, size="ECU"),
    shot(cast=[{}] * 30, framing="crowd"),
    shot(cast=[{"reference": 99, "height_cm": -4, "description": "猫 🎬"}], time="", weather=""),
    shot(cast=[{"height_cm": 100000}], elements=[{}], movement=["", "sideways", "tilt up"]),
    shot(
        cast=[],
        elements=[{"kind": "prop", "description": "quux", "reference": -1}],
        framing="insert",
    ),
    shot(place=None, cast=None, elements=None, prompt="", **{"from": 12}),
    shot(prompt="x" * 5000, mood="\x00"),
]


@pytest.mark.parametrize("staging", STRANGE, ids=range(len(STRANGE)))
def test_strange_stagings_are_survived(staging):
    assert picture(staging, (), 240, 135).size == (240, 135)


def test_revision_is_a_number():
    assert isinstance(REVISION, int)


def test_no_panel_is_empty_paper():
    for size in ("ECU", "BCU", "CU", "MCU", "MS", "COW", "MLS", "FS", "LS", "ELS", "ES", "MASTER"):
        grey = picture(shot(size=size), (), 240, 135).convert("L")
        assert ImageStat.Stat(grey).stddev[0] > 8, size


def test_lights_are_paper_and_darks_are_dark():
    for more in ({"time": "day"}, {"time": "night"}, {"weather": "fog"}):
        grey = picture(shot(size="LS", **more), (), 480, 270).convert("L")
        low, high = grey.getextrema()
        assert low < 70, more
        assert high > 225, more


def test_a_figure_stands_off_the_ground():
    grey = picture(shot(size="FS", time="night", place={"description": "a street"}), (), 480, 270)
    assert ImageStat.Stat(grey.convert("L").crop((180, 20, 300, 250))).stddev[0] > 30


def test_a_picture_of_a_thing_does_not_dye_who_wears_it():
    words = "man, navy jacket, peaked cap"
    base = png(picture({"subject": "character", "description": words}, (), 640, 360))
    cap = png(
        picture({"subject": "element", "kind": "prop", "description": "a white cap"}, (), 320, 320)
    )
    look = {"subject": "character", "description": words, "base": 0}
    assert draw({**look, "photos": [1]}, [base, cap], W, H, 1) == draw(look, [base], W, H, 1)
