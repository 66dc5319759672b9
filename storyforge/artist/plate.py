"""A place by itself, seen as its words ask: the plate that shots take their light from."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist import sample
from storyforge.artist.framing.framing import SIZES, Setup, Window, set_camera
from storyforge.artist.framing.line_of_action import viewpoint
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.manner import Manner
from storyforge.artist.panel import Staged, paint
from storyforge.artist.places.place import place_for
from storyforge.artist.sample import Picture
from storyforge.artist.stage import overlay
from storyforge.artist.stage.light import FALLING, indoors, light_for
from storyforge.artist.words import bag


@dataclass(frozen=True, slots=True)
class Plate:
    """A location as asked for; *base* is an earlier view of it, *photos* supplied pictures.

    Of either the palette and the light are taken: the set is the one that later shots stand in.
    """

    description: str
    interior: bool | None
    view: str
    time: str
    weather: str
    base: Picture | None
    photos: tuple[Picture, ...]


def draw_plate(plate: Plate, manner: Manner, size: tuple[int, int], seed: int) -> Drawing:
    """The plate of exactly *size*; *seed* moves the line's tremble only."""
    staged = _staged(plate, size)
    canvas = Canvas(*size, manner, seed)
    canvas.value = staged.light.value
    paint(canvas, staged)
    overlay.weather(canvas, staged.light, plate.description)
    overlay.vignette(canvas, staged.light, staged.place.inside)
    return canvas.drawing(plate.description)


def _staged(plate: Plate, size: tuple[int, int]) -> Staged:
    place = place_for(plate.description, plate.interior)
    light = light_for(plate.time, plate.weather, bag(plate.description) - FALLING | bag(plate.view))
    light = indoors(light) if place.inside else light
    model = plate.base or next(iter(plate.photos), None)
    hues = sample.hues(model) if model is not None else None
    if hues is not None:
        light = sample.relit(light, hues, 0.5 if plate.base is None else 0.2)
    azimuth, tilt = viewpoint(place, plate.view)
    span = 3.0 if place.inside else 4.6
    low = -0.1 * span
    window = Window(low + span, low, (0.0, low + span / 2, 2.0), 1.6 if not place.inside else 1.5)
    lens = set_camera(Setup(azimuth, tilt, "", 0, 26 if size[0] > size[1] else 30, *size), window)
    return Staged(place, light, lens, (), (), hues, None, SIZES["ES"])
