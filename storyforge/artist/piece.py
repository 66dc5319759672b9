"""One thing on a plain ground: prop, garment, pose, face, light, texture or composition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from storyforge.artist import sample
from storyforge.artist.body.look import Look, look_for, recoloured
from storyforge.artist.body.pose import POSES, pose_for
from storyforge.artist.figures.actor import Actor
from storyforge.artist.figures.figure import draw_actor
from storyforge.artist.framing.framing import SIZES, Setup, set_camera, window_for
from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.ink.hand import ring, smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.letters.quoted import quoted
from storyforge.artist.sample import Picture
from storyforge.artist.stage import overlay
from storyforge.artist.stage.light import HOURS, Light, light_for
from storyforge.artist.staging import Shot, text
from storyforge.artist.things.desk import Ask
from storyforge.artist.things.prop import PARCEL, bounds, draw_prop, thing_named
from storyforge.artist.things.still_life import arranged, draw_insert, draw_still, known
from storyforge.artist.things.still_words import insert_named, of_a_face, thing_of
from storyforge.artist.words import bag, tokens

GROUND: RGB = (244, 241, 234)
WEARABLE = ("cap", "hat", "scarf", "boots", "glasses", "glove")
CLAY: RGB = (186, 178, 166)


@dataclass(frozen=True, slots=True)
class Piece:
    """An element as asked for, with the picture it is taken from."""

    kind: str
    description: str
    source: Picture | None


def ground(canvas: Canvas, colour: RGB = GROUND) -> None:
    """A plain studio ground with a floor a shade darker."""
    canvas.put(display.Flood(colour))


def draw_piece(canvas: Canvas, piece: Piece) -> None:
    """The element, isolated, filling a canvas."""
    ground(canvas)
    KINDS.get(piece.kind, _prop)(canvas, piece)


def _named_colour(description: str) -> RGB | None:
    return next((NAMES[w] for w in tokens(description) if w in NAMES), None)


def _prop(canvas: Canvas, piece: Piece) -> None:
    words = bag(piece.description)
    name = thing_of(piece.description) or thing_named(piece.description) or PARCEL
    dye = sample.accent(piece.source) if piece.source else _named_colour(piece.description)
    light = replace(HOURS["day"], lamps=bool({"lit", "burning", "glowing", "lantern"} & words))
    if known(name):
        ask = Ask(words, "\n".join(quoted(piece.description)), dye)
        draw_still(canvas, arranged(name, ask), replace(light, lamps=False), blank=True)
    else:
        _standing(canvas, name, light, 0.66, dye)


def _standing(
    canvas: Canvas, name: str, light: Light, share: float, dye: RGB | None, floor: float = 0.84
) -> None:
    x0, y0, x1, y1 = bounds(name)
    size = min(canvas.height * share / (y1 - y0), canvas.width * share / (x1 - x0))
    x = canvas.width / 2 - (x0 + x1) / 2 * size
    y = canvas.height * floor + y0 * size
    wide = (x1 - x0) * size
    canvas.shadow(
        ring(canvas.width / 2 + wide * 0.12, canvas.height * floor, wide * 0.56, wide * 0.07),
        (70, 62, 60),
        0.24,
    )
    draw_prop(canvas, name, (x, y), size, light, 1.9, dye=dye)


def insert_of(shot: Shot) -> str:
    """What an insert without elements is of: a thing, what a hand does with it, or hands alone."""
    found = insert_named(f"{shot.prompt}, {shot.place.get('view') or ''}")
    if not found and shot.cast and not of_a_face(shot.prompt):
        return "hands"
    return found


def still_life(canvas: Canvas, shot: Shot, light: Light, dyes: list[RGB | None]) -> None:
    """An insert: the shot's first thing large before the place out of focus, in a hand if said."""
    overlay.recede(canvas, 14 * canvas.unit)
    description = text(shot.elements[0], "description") if shot.elements else ""
    told = insert_of(shot)
    element = thing_of(description) or thing_named(description)
    name = (told if told.endswith(element) else element) or PARCEL
    dye = (dyes[0] if dyes else None) or (_named_colour(description) if description else None)
    if known(name):
        draw_insert(canvas, shot, light, name, dye)
    else:
        _standing(canvas, name.rpartition(":")[2], light, 0.7, dye, 0.87)


def _mannequin(piece: Piece, clothed: bool) -> Look:
    look = look_for(piece.description or "person")
    if piece.source is not None:
        look = recoloured(look, sample.person(piece.source))
    if not clothed:
        return replace(
            look,
            skin=CLAY,
            hair=CLAY,
            cloth=CLAY,
            legs=scale(CLAY, 0.95),
            shoes=scale(CLAY, 0.9),
            cut="bald",
            top="shirt",
            beard="",
            hat="",
            scarf=False,
            prop="",
            buttons=False,
        )
    return replace(look, skin=CLAY, cut="bald", beard="", prop="")


def _whole(
    canvas: Canvas, look: Look, pose_name: str, size_name: str, mood: str = "", turn: float = 24
) -> None:
    actor = Actor(look, POSES.get(pose_name) or pose_for(pose_name), (0, 0, 0), 180 - turn, mood)
    spec = SIZES[size_name]
    window = window_for(spec, actor, actor.joints())
    xs = [p[0] for p in actor.joints().values()]
    lens = set_camera(
        Setup(0, 0, "chest" if not spec.close else "", 0, 85, canvas.width, canvas.height),
        window,
        (max(xs) - min(xs)) * 1.3,
    )
    feet = lens.at((sum(xs) / len(xs), 0.0, 0.0))
    canvas.shadow(
        ring(feet[0] + 12, feet[1] + 2, 0.45 * lens.size((0, 0, 0)), 0.06 * lens.size((0, 0, 0))),
        (70, 62, 60),
        0.3,
    )
    draw_actor(canvas, lens, HOURS["day"], actor)


def _garment(canvas: Canvas, piece: Piece) -> None:
    worn = thing_named(piece.description)
    if worn in WEARABLE:
        _prop(canvas, piece)
    else:
        _whole(canvas, _mannequin(piece, True), "stand", "FS", "", 12)


def _pose(canvas: Canvas, piece: Piece) -> None:
    _whole(canvas, _mannequin(piece, False), piece.description, "FS")


def _expression(canvas: Canvas, piece: Piece) -> None:
    look = look_for(piece.description or "person")
    if piece.source is not None:
        look = recoloured(look, sample.person(piece.source))
    _whole(canvas, replace(look, prop=""), "stand", "CU", piece.description, 16)


def _light(canvas: Canvas, piece: Piece) -> None:
    """A ball and a cube under the described light."""
    light = light_for(piece.description, piece.description, bag(piece.description))
    canvas.put(display.Flood(mix(light.low, light.top, 0.4)))
    w, h = canvas.width, canvas.height
    floor = light.on((176, 170, 160), (0.0, 1.0, 0.0), 2)
    canvas.fill([(0, h * 0.66), (w, h * 0.66), (w, h), (0, h)], floor, tone(light.dark, 2))
    size = min(w, h) * 0.2
    x, y = w * 0.34, h * 0.74 - size * 0.6
    canvas.shadow(
        ring(x + size * 0.7, h * 0.74 + size * 0.32, size * 1.4, size * 0.25),
        scale(floor, 0.4),
        0.55,
    )
    ball = light.on((206, 200, 190), (0.0, 0.4, 0.0), 1)
    canvas.union([_round(x, y, size)], ball, 1.6)
    away = -1 if light.key[0] > 0 else 1
    canvas.wash(
        _round(x + away * size * 0.24, y + size * 0.16, size * 0.76), scale(ball, 0.72), tone(2, 0)
    )
    canvas.glow(x - away * size * 0.42, y - size * 0.4, size * 0.55, (255, 250, 236), 0.8)
    _cube(canvas, light, w * 0.75, h * 0.8, size)


def _round(x: float, y: float, r: float) -> list[tuple[float, float]]:
    return smooth(smooth(ring(x, y, r * 1.02)))


def _cube(canvas: Canvas, light: Light, x: float, y: float, s: float) -> None:
    stone = (196, 188, 178)
    left = [(x - s, y - s * 0.2), (x, y), (x, y - s * 1.1), (x - s, y - s * 1.25)]
    right = [(x, y), (x + s * 0.8, y - s * 0.28), (x + s * 0.8, y - s * 1.3), (x, y - s * 1.1)]
    top = [
        (x - s, y - s * 1.25),
        (x, y - s * 1.1),
        (x + s * 0.8, y - s * 1.3),
        (x - s * 0.2, y - s * 1.42),
    ]
    for shape, normal, code in (
        (left, (-1.0, 0.0, -0.2), 1),
        (right, (1.0, 0.0, -0.2), 0),
        (top, (0.0, 1.0, 0.0), 0),
    ):
        canvas.fill(
            shape, light.on(stone, normal, 1), tone(2 if light.facing(normal) < 0.1 else 0, code)
        )
        canvas.edges(shape, 1.4)


def _texture(canvas: Canvas, piece: Piece) -> None:
    """A cloth of the named colour, brushed in bands and hatched."""
    colour = (
        sample.accent(piece.source) if piece.source else _named_colour(piece.description) or CLAY
    )
    rng = stream("texture", piece.description)
    w, h = canvas.width, canvas.height
    canvas.fill(
        [(w * 0.12, h * 0.12), (w * 0.88, h * 0.12), (w * 0.88, h * 0.88), (w * 0.12, h * 0.88)],
        colour,
        tone(1, 2),
    )
    for k in range(90):
        x, y = w * (0.13 + 0.68 * rng.random()), h * (0.14 + 0.72 * rng.random())
        long = w * (0.02 + 0.06 * rng.random())
        bend = h * 0.02 * (rng.random() - 0.5)
        canvas.stroke(
            [(x, y), (x + long / 2, y + bend), (x + long, y)], 1.2 + (k % 3) * 0.5, 90 + k % 5 * 26
        )
    canvas.edges(
        [(w * 0.12, h * 0.12), (w * 0.88, h * 0.12), (w * 0.88, h * 0.88), (w * 0.12, h * 0.88)],
        1.4,
    )


def _composition(canvas: Canvas, piece: Piece) -> None:
    """A frame with its thirds and two masses, a director's thumbnail."""
    w, h = canvas.width, canvas.height
    x0, y0, x1, y1 = w * 0.1, h * 0.1, w * 0.9, h * 0.9
    frame = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    canvas.fill(frame, (240, 236, 228))
    side = 2 if "left" not in bag(piece.description) else 1
    low = y0 + (y1 - y0) * (0.62 if "low" not in bag(piece.description) else 0.8)
    canvas.fill([(x0, low), (x1, low), (x1, y1), (x0, y1)], (190, 184, 174), tone(1, 2))
    x = x0 + (x1 - x0) * side / 3
    s = (y1 - y0) * 0.1
    canvas.union(
        [
            ring(x, low - s * 3.2, s * 0.7),
            [
                (x - s, low - s * 2.4),
                (x + s, low - s * 2.4),
                (x + s * 0.7, low + s * 2),
                (x - s * 0.7, low + s * 2),
            ],
        ],
        (96, 92, 94),
        1.3,
        tone(2, 0),
    )
    for k in (1, 2):
        canvas.line([(x0 + (x1 - x0) * k / 3, y0), (x0 + (x1 - x0) * k / 3, y1)], 0.7, 110)
        canvas.line([(x0, y0 + (y1 - y0) * k / 3), (x1, y0 + (y1 - y0) * k / 3)], 0.7, 110)
    canvas.edges(frame, 1.6)


KINDS: dict[str, Callable[[Canvas, Piece], None]] = {
    "prop": _prop,
    "garment": _garment,
    "pose": _pose,
    "expression": _expression,
    "light": _light,
    "texture": _texture,
    "composition": _composition,
}
