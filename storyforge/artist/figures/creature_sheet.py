"""The model sheet of a creature: four sides on one ground line, and studies of the head."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.artist.body.look import Look
from storyforge.artist.body.posture import Pose
from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.actor import Actor, Inked
from storyforge.artist.figures.creature import draw_creature, draw_creature_head
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.hand import P2, ring
from storyforge.artist.stage.camera import Camera, camera
from storyforge.artist.stage.light import Light

Area = tuple[float, float, float, float]
Study = tuple[float, float, float]
_FAR = 60.0  # heights from the camera: a sheet has no perspective


def creature_figures(
    canvas: Canvas, light: Light, look: Look, area: Area, turns: Sequence[float]
) -> None:
    """The same creature turned, side by side as broad as each side of it is."""
    left, top, right, bottom = area
    wide, tall = (right - left) * canvas.width, (bottom - top) * canvas.height
    actors = [Actor(look, Pose(), (0.0, 0.0, 0.0), 180 - turn) for turn in turns]
    spans = [_across(actor) for actor in actors]
    edge = 0.06 * max(look.height, max(b - a for a, b in spans) * 0.5)
    high = max(p[1] for p in actors[0].joints().values()) + 0.08 * look.height
    total = sum(b - a + 2 * edge for a, b in spans)
    zoom = min(wide / total, tall * 0.94 / high)
    floor = top * canvas.height + (tall + high * zoom) / 2
    x = left * canvas.width + (wide - total * zoom) / 2
    _lines(canvas, (left * canvas.width, right * canvas.width), floor, zoom, look.height)
    for actor, (a, b) in zip(actors, spans, strict=True):
        spot = (x + (edge - a) * zoom, floor)
        reach = max(0.1 * look.height, (b - a) * 0.45) * zoom
        middle = x + (edge + (b - a) / 2) * zoom
        canvas.shadow(ring(middle, floor, reach, reach * 0.1), (70, 62, 60), 0.3)
        draw_creature(canvas, _lens(canvas, actor, spot, zoom), light, actor)
        x += (b - a + 2 * edge) * zoom


def creature_study(
    canvas: Canvas, light: Light, look: Look, spot: Study, turn: float, mood: str
) -> None:
    """A head alone: x, y of its middle and its height as shares of the page."""
    name = "bark" if mood == "angry" and SPECIES[look.kind].family != "effigy" else "stand"
    actor = Actor(look, Pose(name=name), (0.0, 0.0, 0.0), 180 - turn, mood)
    size = spot[2] * canvas.height * (0.8 if look.kind not in ("lion", "deer") else 0.5)
    zoom = size / actor.body.head
    at = actor.joints()["head"]
    lens = _lens(canvas, actor, (0.0, 0.0), zoom)
    x, y = lens.at(at)
    where = (spot[0] * canvas.width - x, spot[1] * canvas.height - y)
    lens = _lens(canvas, actor, where, zoom)
    draw_creature_head(
        Inked(canvas, lens, light, actor), lambda: _small(canvas, light, actor, spot)
    )


def _small(canvas: Canvas, light: Light, actor: Actor, spot: Study) -> None:
    """The whole of it where its head is not to be had alone."""
    a, b = _across(actor)
    ys = [p[1] for p in actor.joints().values()]
    tall = max(0.01, max(ys) - min(ys))
    size = spot[2] * canvas.height
    zoom = min(size / tall, 0.19 * canvas.width / max(0.01, b - a) * spot[2] / 0.2)
    x = spot[0] * canvas.width - (a + b) / 2 * zoom
    y = spot[1] * canvas.height + (max(ys) + min(ys)) / 2 * zoom
    draw_creature(canvas, _lens(canvas, actor, (x, y), zoom), light, actor)


def _across(actor: Actor) -> tuple[float, float]:
    """How far it reaches to the left and the right, seen along +z; metres."""
    xs = [p[0] for p in actor.joints().values()]
    side = 0.1 * actor.look.height
    return min(xs) - side, max(xs) + side


def _lens(canvas: Canvas, actor: Actor, foot: P2, zoom: float) -> Camera:
    """A lens square to the creature that puts the ground under it at a spot of the page."""
    far = _FAR * actor.look.height
    size = (canvas.width, canvas.height)
    lens = camera((0.0, 0.0, -far), 0.0, 0.0, 0.0, zoom * far, size)
    return Camera(lens.eye, 0.0, 0.0, 0.0, lens.focal, canvas.width, canvas.height, foot, lens.axes)


def _lines(canvas: Canvas, sides: P2, floor: float, zoom: float, tall: float) -> None:
    """The ground line, and fainter ones at each quarter of the height."""
    left, right = sides
    canvas.line([(left, floor), (right, floor)], 1.3, 170)
    for k in range(4):
        y = floor - tall * zoom * (k + 1) / 4
        canvas.line([(left, y), (right, y)], 0.6, 60 if k == 3 else 34)
        canvas.line([(left, y), (left + 10 * canvas.unit, y)], 1.0, 150)
    canvas.line([(left, floor), (left, floor - tall * zoom)], 1.0, 150)
