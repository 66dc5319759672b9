"""A model sheet: somebody from four sides on one ground line, studies of the head, colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.artist.body.head import head_at
from storyforge.artist.body.look import Look, look_for, recoloured
from storyforge.artist.body.pose import POSES
from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.actor import Actor, Drawn
from storyforge.artist.figures.creature_sheet import creature_figures, creature_study
from storyforge.artist.figures.figure import draw_actor
from storyforge.artist.figures.portrait import draw_head
from storyforge.artist.framing.framing import SIZES, Setup, set_camera, window_for
from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.hand import hull, ring
from storyforge.artist.ink.manner import Manner
from storyforge.artist.piece import ground
from storyforge.artist.sample import SWATCHES, Picture, person, row_on, standing
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.light import HOURS

LIGHT = replace(HOURS["day"], ambient=0.74, power=0.36, reach=900.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A character as asked for; *base* is the earlier sheet a look is drawn from."""

    description: str
    height_cm: int | None
    base: Picture | None
    photos: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Shares of the page: the box of the figures, and the studies as x, y, height of a head."""

    figures: tuple[float, float, float, float]
    turns: tuple[float, ...]
    studies: tuple[tuple[float, float, float], ...]


_ROUND = (0.0, 38.0, 90.0, 178.0)
_FEELINGS = ("", "happy", "angry", "sad")
_STUDY_TURNS = (26.0, -30.0, 12.0, 90.0)
_WIDE = Layout(
    (0.02, 0.06, 0.64, 0.93),
    _ROUND,
    ((0.815, 0.325, 0.4), (0.7, 0.725, 0.145), (0.815, 0.725, 0.145), (0.93, 0.725, 0.145)),
)
_PANORAMA = Layout(
    (0.03, 0.07, 0.6, 0.92),
    _ROUND,
    ((0.735, 0.4, 0.5), (0.89, 0.22, 0.17), (0.89, 0.46, 0.17), (0.89, 0.7, 0.17)),
)
_SQUARE = Layout(
    (0.03, 0.05, 0.97, 0.6),
    _ROUND,
    ((0.17, 0.8, 0.2), (0.42, 0.77, 0.13), (0.63, 0.77, 0.13), (0.84, 0.77, 0.13)),
)
_TALL = Layout(
    (0.02, 0.035, 0.98, 0.42),
    _ROUND,
    ((0.3, 0.64, 0.25), (0.77, 0.515, 0.1), (0.77, 0.645, 0.1), (0.77, 0.775, 0.1)),
)


def layout_for(width: int, height: int) -> Layout:
    """How the page of that shape is divided."""
    ratio = width / height
    return _PANORAMA if ratio > 2 else _WIDE if ratio > 1.25 else _SQUARE if ratio > 0.8 else _TALL


def look_on(sheet: Sheet) -> Look:
    """The look of the sheet: words, then photographs, then skin and hair of the base sheet."""
    look = look_for(sheet.description, sheet.height_cm)
    for photo in sheet.photos[:1]:
        if sheet.base is None or standing(photo):  # beside a base a picture may be of a thing
            look = recoloured(look, person(photo))
    if sheet.base is not None:
        seen = person(sheet.base)
        kept = ("skin", "hair") if not look.kind else tuple(seen)
        look = recoloured(look, {name: seen[name] for name in kept if name in seen})
    return look


def draw_sheet(sheet: Sheet, manner: Manner, size: tuple[int, int], seed: int) -> Drawing:
    """The sheet of exactly *size*; *seed* moves the line's tremble only."""
    look = look_on(sheet)
    canvas = Canvas(*size, manner, seed)
    canvas.stretch = 0.25
    ground(canvas)
    layout = layout_for(*size)
    if look.kind and SPECIES[look.kind].family:
        creature_figures(canvas, LIGHT, look, layout.figures, layout.turns)
        for k, spot in enumerate(layout.studies):
            creature_study(canvas, LIGHT, look, spot, _STUDY_TURNS[k], _FEELINGS[k])
        _colours(canvas, look)
        return canvas.drawing(sheet.description)
    _figures(canvas, look, layout)
    for k, spot in enumerate(layout.studies):
        _study(canvas, look, spot, _STUDY_TURNS[k], _FEELINGS[k])
    _colours(canvas, look)
    return canvas.drawing(sheet.description)


def _figures(canvas: Canvas, look: Look, layout: Layout) -> None:
    """The same figure turned, feet on one line, with its height marked in heads."""
    w, h = canvas.width, canvas.height
    left, top, right, bottom = layout.figures
    room = (right - left) * w / len(layout.turns)
    body = Actor(look, POSES["stand"], (0, 0, 0), 180).body
    crown = look.height * (1.0 + _hat_room(look))
    tall = min((bottom - top) * h * 0.97, room / 0.44 * crown / look.height)
    floor = top * h + ((bottom - top) * h + tall) / 2
    zoom = tall / crown  # pixels per metre
    _marks(canvas, (left * w, right * w), floor, zoom, look.height, body.head)
    for k, turn in enumerate(layout.turns):
        shown = look if k < 2 else replace(look, prop="")
        actor = Actor(shown, POSES["stand"], (0, 0, 0), 180 - turn)
        x = left * w + room * (k + 0.5)
        lens = _lens(canvas, actor, (x, floor), zoom)
        foot = lens.at((0, 0, 0))
        reach = 0.17 * look.height * zoom
        canvas.shadow(ring(foot[0] + reach * 0.2, floor, reach, reach * 0.12), (70, 62, 60), 0.3)
        draw_actor(canvas, lens, LIGHT, actor)


def _hat_room(look: Look) -> float:
    """How far hat or hair rises over the crown, as a share of the height."""
    share = {"wizard": 0.13, "top": 0.075, "chef": 0.07, "brim": 0.03, "cap": 0.025, "bubble": 0.03}
    bare = {"afro": 0.04, "mohawk": 0.045, "bun": 0.02, "curls": 0.015}
    return share.get(look.hat, 0.02) if look.hat else bare.get(look.cut, 0.01)


def _lens(canvas: Canvas, actor: Actor, foot: tuple[float, float], zoom: float) -> Camera:
    """A long lens square to the figure, its feet at a spot of the page."""
    w, h = canvas.width, canvas.height
    window = window_for(replace(SIZES["FS"], span=1.2), actor, actor.joints())
    lens = set_camera(Setup(0, 0, "chest", 0, 200, w, h), window)
    lens = replace(lens, focal=lens.focal * zoom / lens.size((0.0, 0.0, 0.0)))
    x, y = lens.at((0.0, 0.0, 0.0))
    cx, cy = lens.centre
    return replace(lens, centre=(cx + foot[0] - x, cy + foot[1] - y))


def _marks(
    canvas: Canvas,
    sides: tuple[float, float],
    floor: float,
    zoom: float,
    tall: float,
    head: float,
) -> None:
    """The ground line, faint lines a head apart and a staff at the left, none with a number."""
    left, right = sides
    canvas.line([(left, floor), (right, floor)], 1.3, 170)
    count = int(tall / head)
    for k in range(count + 1):
        y = floor - (tall - k * head) * zoom
        if y < floor - 4:
            canvas.line([(left, y), (right, y)], 0.6, 34 if k else 60)
            canvas.line([(left, y), (left + 10 * canvas.unit, y)], 1.0, 150)
    canvas.line([(left, floor), (left, floor - tall * zoom)], 1.0, 150)


def _study(
    canvas: Canvas, look: Look, spot: tuple[float, float, float], turn: float, mood: str
) -> None:
    """A head alone: x, y of its middle and its height as shares of the page."""
    w, h = canvas.width, canvas.height
    actor = Actor(replace(look, prop=""), POSES["stand"], (0, 0, 0), 180 - turn, mood)
    hangs = look.cut in ("braid", "long") and look.hat not in ("hood", "shawl")
    size = spot[2] * h * (0.72 if hangs or look.hat in ("top", "wizard", "chef") else 1.0)
    low = (0.25 if look.hat in ("top", "wizard", "chef") else -0.22 if hangs else 0.0) * size
    zoom = size / actor.body.head
    lens = _lens(canvas, actor, (spot[0] * w, 0.0), zoom)
    at = actor.joints()["head"]
    x, y = lens.at(at)
    lens = replace(
        lens, centre=(lens.centre[0] + spot[0] * w - x, lens.centre[1] + spot[1] * h + low - y)
    )
    drawn = Drawn(canvas, lens, LIGHT, actor)
    head = head_at(at, actor.yaw, 0.0, actor.body.head, lens)
    neck = hull([head.ball(0.0, -0.25, -0.07, 0.19), head.ball(0.0, -0.56, -0.1, 0.2)])
    canvas.union([neck], scale(drawn.paint["skin"], 0.9), max(0.7, size / 260))
    draw_head(canvas, head, actor.look, mood, LIGHT, drawn.paint)


def _colours(canvas: Canvas, look: Look) -> None:
    left, top, step, side = row_on(canvas.width, canvas.height)
    edge = max(4, round(side * canvas.width))
    for k, name in enumerate(SWATCHES):
        colour: RGB = getattr(look, name)
        x, y = round((left + k * step) * canvas.width), round(top * canvas.height)
        canvas.put(display.Swatch((x, y, x + edge, y + edge), colour))
