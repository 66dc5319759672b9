"""What was drawn before in a process, or is drawn beside it, never shows in a panel."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from storyforge.artist.draw import draw
from storyforge.artist.ink.png import png
from storyforge.artist.sample import person, picture

MARA = {"description": "lamplighter, sixty, white braid, oilskin coat", "reference": 0}
TOM = {"description": "a boy of twelve, red scarf, too large cap"}
PIER = {"description": "a long wooden pier with gas lamps over grey water"}
KITCHEN = {"description": "a farmhouse kitchen, a stove, a long table", "interior": True}
SHOTS = (
    {"size": "CU", "place": PIER, "cast": [MARA], "time": "dusk", "weather": "fog"},
    {"size": "MS", "place": KITCHEN, "cast": [MARA, TOM], "style": {"preset": "ink"}},
    {"size": "LS", "place": PIER, "cast": [TOM], "style": {"preset": "watercolour"}},
)
SIZE = (320, 180)


def page(colour: tuple[int, int, int]) -> bytes:
    """A plain sheet with a figure-like block of one colour on it."""
    image = Image.new("RGB", (300, 200), (240, 238, 232))
    image.paste(colour, (120, 20, 170, 190))
    return png(image)


def panel(k: int, reference: bytes) -> bytes:
    return draw({"subject": "shot", **SHOTS[k]}, [reference], *SIZE, 7)


def test_a_panel_is_the_same_after_others_were_drawn() -> None:
    blue = page((30, 60, 200))
    first = [panel(k, blue) for k in range(len(SHOTS))]
    draw({"subject": "shot", **SHOTS[0]}, [page((200, 40, 30))], 200, 300, 3)
    assert [panel(k, blue) for k in reversed(range(len(SHOTS)))] == first[::-1]


def test_another_reference_of_the_same_shot_is_looked_at_anew() -> None:
    assert panel(1, page((30, 60, 200))) != panel(1, page((200, 40, 30)))


def test_threads_draw_the_same_panels() -> None:
    blue = page((30, 60, 200))
    wanted = [panel(k, blue) for k in range(len(SHOTS))]
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda k: panel(k % 3, blue), range(6)))
    assert made == wanted * 2


def test_what_is_known_of_a_picture_cannot_be_altered_by_who_asked() -> None:
    seen = picture(page((30, 60, 200)))
    assert seen is not None
    colours = person(seen)
    wanted = dict(colours)
    colours.clear()
    assert person(seen) == wanted


def test_more_pictures_than_are_kept_are_all_still_read() -> None:
    raws = [page((k, 60, 200)) for k in range(40)]
    for _ in range(2):
        seen = [picture(raw) for raw in raws]
        middles = [found.image.getpixel((145, 100)) for found in seen if found is not None]
        assert middles == [(k, 60, 200) for k in range(40)]
    assert picture(b"no picture") is picture(b"no picture") is None


def test_a_png_holds_the_pixels_and_nothing_else() -> None:
    image = Image.frombytes("RGB", (5, 3), bytes(range(45)))
    image.info["comment"] = "said of it"
    with Image.open(io.BytesIO(png(image))) as read:
        assert (read.mode, read.size, read.tobytes()) == ("RGB", (5, 3), image.tobytes())
        assert not read.info
