"""What moves, drawn on the panel: people's arrows in the picture, the camera's round its edge.

No mark lies over a face: each is tried in the places that suit it, then smaller, then left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import cos, radians, sin

from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.arrows import Box, Shape, Sign, band, bounds, ellipse, touches
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB, luma
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import Manner
from storyforge.artist.letters.card import card_of, lay_caption, lay_card
from storyforge.artist.letters.glyphs import contours
from storyforge.artist.letters.lettering import block
from storyforge.artist.marks.going import AHEAD, arrow_of, track, way_of
from storyforge.artist.marks.moves import MOVES, read
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.moving import Frame
from storyforge.artist.staging import Shot

MOST = 3  # camera moves at once, and people with an arrow
FEW = 24  # more loose shapes than this are a frame of dashes, which others may cross
TILTED = 3.0  # degrees of roll from which on the frame is marked as tilted


def mark(canvas: Canvas, shot: Shot, lens: Camera, actors: Sequence[Actor]) -> None:
    """What is laid over a shot: its caption, and the marks of what moves, clear of all faces."""
    card = card_of(shot.prompt)
    if card is not None:
        lay_card(canvas, card)
        return
    avoid = faces(lens, actors)
    caption = lay_caption(canvas, shot.prompt, avoid)
    avoid += [caption] if caption else []
    for sign in signs(shot, lens, actors, avoid) if shot.marks else ():
        _draw(canvas, sign)


def signs(
    shot: Shot, lens: Camera, actors: Sequence[Actor], avoid: Sequence[Box] = ()
) -> tuple[Sign, ...]:
    """The marks of a shot in pixels, none of them over a box of *avoid*."""
    people = [*_people(lens, actors, avoid)]
    frame = Frame(lens.width, lens.height, _heading(lens, actors), _focus(lens, actors))
    found: list[Sign] = []
    taken = [bounds(shape) for sign in people for shape in sign.solid]
    for name in shot.movement[:MOST]:
        move = read(name)
        sign = _fitting(MOVES[move.verb](frame, move), frame, avoid, taken) if move else None
        if sign is not None:
            found.append(sign)
            thin = sign.loose if len(sign.loose) <= FEW else ()
            taken += [bounds(shape) for shape in (*sign.solid, *thin)]
    if abs(shot.roll) >= TILTED:
        sign = _fitting(_tilted(frame, shot.roll), frame, avoid, taken)
        found += [sign] if sign else []
    return (*people, *found)


def faces(lens: Camera, actors: Sequence[Actor]) -> list[Box]:
    """The boxes of the heads in the frame: what no mark may cover."""
    out: list[Box] = []
    for actor in actors:
        head = actor.joints()["head"]
        if lens.depth(head) > 0.2:
            x, y = lens.at(head)
            r = actor.body.head * 0.56 * lens.size(head)
            r = min(r, 0.41 * min(lens.width, lens.height))  # a margin is left to mark
            out.append((x - r, y - r, x + r, y + r))
    return out


def _people(lens: Camera, actors: Sequence[Actor], avoid: Sequence[Box]) -> Iterator[Sign]:
    """The arrows of the first few who go somewhere."""
    going = [(actor, way) for actor in actors if (way := way_of(actor)) is not None]
    for actor, way in going[:MOST]:
        for size in (1.0, 0.7, 0.5):
            shape = arrow_of(lens, actor, way, size)
            if shape is not None and not any(touches(shape, box) for box in avoid):
                yield Sign((shape,))
                break


def _heading(lens: Camera, actors: Sequence[Actor]) -> float:
    """-1 when the first who goes anywhere goes to the left of the frame, else 1."""
    for actor in actors:
        way = way_of(actor)
        if way is not None and way.how == AHEAD:
            path = track(lens, actor, way)
            return -1.0 if lens.at(path[-1])[0] < lens.at(path[0])[0] else 1.0
    return 1.0


def _focus(lens: Camera, actors: Sequence[Actor]) -> tuple[P2, P2] | None:
    """From the chest of the nearest to that of the furthest, if both can be seen."""
    if len(actors) < 2:
        return None
    order = sorted(actors, key=lambda a: lens.depth(a.joints()["chest"]))
    ends = [lens.at(a.joints()["hip"]) for a in (order[0], order[-1])]
    w, h = lens.width, lens.height
    if all(0.08 * w < x < 0.92 * w and 0.1 * h < y < 0.92 * h for x, y in ends):
        return ends[0], ends[1]
    return None


def _fitting(
    places: Iterable[Sign], frame: Frame, avoid: Sequence[Box], taken: Sequence[Box]
) -> Sign | None:
    """The first place that is free; else the first clear of faces; else what is left of it."""
    tried = [*places]
    smaller = [_scaled(sign, frame, share) for share in (0.7, 0.5) for sign in tried]
    for boxes in ((*avoid, *taken), tuple(avoid)):
        for sign in (*tried, *smaller):
            if not any(touches(shape, box) for shape in sign.solid for box in boxes):
                rest = _without(sign, boxes)
                if rest.solid or len(rest.loose) * 2 > len(sign.loose):
                    return rest
    return None


def _without(sign: Sign, boxes: Sequence[Box]) -> Sign:
    """The mark without its loose parts that lie over a box."""
    loose = tuple(s for s in sign.loose if not any(touches(s, box) for box in boxes))
    labels: list[tuple[str, tuple[P2, ...], float]] = []
    for letter, places, size in sign.labels:
        free = [at for at in places if not any(touches(_disc(at, size), box) for box in boxes)]
        labels += [(letter, (free[0],), size)] if free else []
    return replace(sign, loose=loose, labels=tuple(labels))


def _scaled(sign: Sign, frame: Frame, share: float) -> Sign:
    """A smaller mark that keeps to the side of the frame where it stands."""
    shapes = sign.solid or sign.loose
    boxes = [bounds(shape) for shape in shapes]
    x = (min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2
    y = (min(b[1] for b in boxes) + max(b[3] for b in boxes)) / 2
    x = frame.edge * 0.6 if x < frame.width * 0.2 else x
    x = frame.width - frame.edge * 0.6 if x > frame.width * 0.8 else x
    y = frame.edge * 0.5 if y < frame.height * 0.4 else y
    y = frame.height - frame.edge * 0.5 if y > frame.height * 0.6 else y

    def moved(shape: Shape) -> Shape:
        return tuple((x + (px - x) * share, y + (py - y) * share) for px, py in shape)

    return Sign(tuple(map(moved, sign.solid)), tuple(map(moved, sign.loose)))


def _tilted(frame: Frame, roll: float) -> Iterator[Sign]:
    """A small frame that stands as crooked as the camera, over a level line."""
    w, h, half = 0.062 * frame.size, 0.036 * frame.size, frame.half
    c, s = cos(radians(roll)), sin(radians(roll))
    corners = [(-w, -h), (w, -h), (w, h), (-w, h)]
    turned = [(x * c - y * s, x * s + y * c) for x, y in corners]
    for x in (frame.edge * 1.8, frame.width - frame.edge * 1.8):
        for y in (frame.edge * 1.5, frame.height - frame.edge * 1.5):
            spots = [(x + px, y + py) for px, py in turned]
            sides = [band([spots[k - 1], spots[k]], half * 0.36) for k in range(4)]
            level = band([(x - w * 0.85, y), (x + w * 0.85, y)], half * 0.22)
            yield Sign((*sides, level))


def _draw(canvas: Canvas, sign: Sign) -> None:
    """White within a dark contour; where the ink is light, the other way round."""
    body = body_of(canvas.manner)
    for shape in sign.solid:
        drop = 0.004 * canvas.height
        canvas.shadow([(x + drop, y + drop * 1.6) for x, y in shape], (16, 15, 18), 0.42)
    if sign.loose:
        canvas.union(sign.loose, body, 1.7)
    for shape in sign.solid:
        canvas.union([shape], body, 2.5)
    for letter, places, size in sign.labels:
        canvas.union([_disc(places[0], size)], body, 1.9)
        _letter(canvas, letter, places[0], size)


def body_of(manner: Manner) -> RGB:
    """What a mark is filled with: the opposite of the ink."""
    return (12, 20, 40) if luma(manner.ink) > luma(manner.paper) else (252, 251, 247)


def _disc(at: P2, size: float) -> Shape:
    return tuple(ellipse(at, size * 0.78, size * 0.78, 0, 1, 20)[:-1])


def _letter(canvas: Canvas, letter: str, at: P2, size: float) -> None:
    text = block(letter, size, size * 2, bold=True, align="centre", leading=1.0)
    x, y = at[0] - size, at[1] - size * 0.55
    for shape in contours(text, lambda px, py: (x + px, y + py)):
        canvas.blot(shape.points, 0 if shape.hole else 255)
