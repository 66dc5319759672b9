"""A model sheet: the same person from three sides, a close look, and a row of their colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from storyforge.artist.actor import Actor
from storyforge.artist.canvas import Canvas
from storyforge.artist.colour import RGB
from storyforge.artist.figure import draw_actor
from storyforge.artist.finish import finished
from storyforge.artist.framing import SIZES, Setup, set_camera, window_for
from storyforge.artist.hand import ring
from storyforge.artist.light import HOURS
from storyforge.artist.look import Look, look_for, recoloured
from storyforge.artist.manner import Manner
from storyforge.artist.piece import GROUND, ground
from storyforge.artist.pose import POSES
from storyforge.artist.sample import ROW, SWATCHES, Picture, person, standing

LIGHT = replace(HOURS["day"], ambient=0.74, power=0.36, reach=900.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A character as asked for; *base* is the earlier sheet a look is drawn from."""

    description: str
    height_cm: int | None
    base: Picture | None
    photos: tuple[Picture, ...]


def look_on(sheet: Sheet) -> Look:
    """The look of the sheet: words, then photographs, then skin and hair of the base sheet."""
    look = look_for(sheet.description, sheet.height_cm)
    for photo in sheet.photos[:1]:
        if sheet.base is None or standing(photo):  # beside a base a picture may be of a thing
            look = recoloured(look, person(photo))
    if sheet.base is not None:
        seen = person(sheet.base)
        look = recoloured(look, {name: seen[name] for name in ("skin", "hair") if name in seen})
    return look


def draw_sheet(sheet: Sheet, manner: Manner, size: tuple[int, int], seed: int) -> Image.Image:
    """The finished sheet of exactly *size*; *seed* moves the line's tremble only."""
    look = look_on(sheet)
    canvas = Canvas(*size, manner, seed)
    canvas.stretch = 0.25
    ground(canvas)
    _figures(canvas, look)
    page = finished(canvas, sheet.description)
    _close(page, look, manner, size)
    _colours(page, look, manner)
    return page


def _figures(canvas: Canvas, look: Look) -> None:
    """As many of front, three-quarter and back as the width allows, left of the close look."""
    w, h = canvas.width, canvas.height
    room = w * 0.68
    count = 3 if room / h > 0.95 else 2 if room / h > 0.55 else 1
    turns = (0.0, 38.0, 176.0)[:count] if count != 2 else (0.0, 176.0)
    tall = min(h * 0.84, room / count / 0.46)
    for k, turn in enumerate(turns):
        actor = Actor(
            look if k < 2 else replace(look, prop=""), POSES["stand"], (0, 0, 0), 180 - turn
        )
        window = window_for(
            replace(SIZES["FS"], span=h / tall * 1.02, foot=(h - tall) / 2 / h),
            actor,
            actor.joints(),
        )
        lens = set_camera(Setup(0, 0, "chest", 0, 200, w, h), window)
        lens = replace(lens, centre=(room * (k + 0.5) / count + w * 0.01, lens.centre[1]))
        foot = lens.at((0, 0, 0))
        canvas.shadow(
            ring(foot[0] + tall * 0.03, foot[1], tall * 0.16, tall * 0.018), (70, 62, 60), 0.3
        )
        draw_actor(canvas, lens, LIGHT, actor)


def _close(page: Image.Image, look: Look, manner: Manner, size: tuple[int, int]) -> None:
    """The head large in its own frame on the right."""
    left, right = round(ROW[0] * size[0]), round((ROW[0] + 0.252) * size[0])
    top, bottom = round(0.1 * size[1]), round(0.84 * size[1])
    bottom = min(bottom, top + round((right - left) * 1.5))
    canvas = Canvas(right - left, bottom - top, manner, "close")
    canvas.stretch = 0.25
    canvas.unit = (size[0] * size[1] / (1280 * 720)) ** 0.5
    ground(canvas, (232, 228, 220))
    actor = Actor(replace(look, prop=""), POSES["stand"], (0, 0, 0), 180 - 22)
    window = window_for(replace(SIZES["MCU"], span=1.9), actor, actor.joints())
    lens = set_camera(
        Setup(0, 0, "", 0, 90, canvas.width, canvas.height), window, actor.body.head * 1.25
    )
    draw_actor(canvas, lens, LIGHT, actor)
    canvas.edges(
        [
            (1, 1),
            (canvas.width - 2, 1),
            (canvas.width - 2, canvas.height - 2),
            (1, canvas.height - 2),
        ],
        1.6,
    )
    page.paste(finished(canvas, "close"), (left, top))


def _colours(page: Image.Image, look: Look, manner: Manner) -> None:
    left, top, step, side = ROW
    pen = ImageDraw.Draw(page)
    edge = max(4, round(side * page.width))
    for k, name in enumerate(SWATCHES):
        colour: RGB = getattr(look, name)
        x, y = round((left + k * step) * page.width), round(top * page.height)
        pen.rectangle((x, y, x + edge, y + edge), fill=colour, outline=manner.ink)


__all__ = ["GROUND", "Sheet", "draw_sheet", "look_on"]
