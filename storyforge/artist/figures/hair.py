"""Hair as a mass that grows on the skull: its edge, its lie, its strands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, radians, sin

from storyforge.artist.body.mesh import Mesh, Seen, mesh_of
from storyforge.artist.body.skull import Face, round_spot
from storyforge.artist.figures.nape import behind, edge_light
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, Circle, hull, ring, smooth, taper
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3

Edge = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """*edge*: lowest hair by degrees round the head; *thick*: off the skull; *hang*: falls free."""

    edge: Edge
    thick: float
    hang: float = 0.0  # share by which hair below the ears hangs straight instead of hugging
    top: Edge = ()  # where it begins, for a bald crown
    quiff: float = 0.0  # more over the forehead
    curl: float = 0.0  # size of curls at the edge
    tufts: float = 0.05  # how far locks reach over the edge
    ears: bool = True  # seen


_BROW: Edge = ((0, 0.33), (18, 0.335), (34, 0.29), (46, 0.22), (58, 0.16))
_BACK: Edge = ((106, 0.05), (116, -0.06), (130, -0.2), (155, -0.25), (180, -0.255))
_NEAT: Edge = (*_BROW, (66, 0.06), (74, -0.06), (82, -0.02), (92, 0.06), *_BACK)
_OVER: Edge = (
    *_BROW,
    (64, 0.08),
    (72, -0.06),
    (84, -0.16),
    (106, -0.2),
    (140, -0.26),
    (180, -0.28),
)
_FRINGE: Edge = ((0, 0.165), (20, 0.16), (38, 0.15), (50, 0.13), (60, 0.1))
_BOB: Edge = (*_BROW, (66, 0.04), (74, -0.2), (82, -0.38), (110, -0.4), (180, -0.4))
_LONG: Edge = (
    *_BROW,
    (66, 0.04),
    (76, -0.5),
    (84, -0.78),
    (104, -0.88),
    (140, -0.94),
    (180, -0.95),
)
_MID: Edge = (*_BROW, (62, 0.04), (68, -0.22), (76, -0.5), (110, -0.56), (180, -0.56))
_FAR: Edge = ((0, 0.25), (56, 0.25), (64, 0.08), (74, -0.06), (82, -0.01), (92, 0.06), *_BACK)
_CROWN: Edge = ((0, 0.25), (56, 0.25), (75, 0.26), (110, 0.3), (180, 0.31))
_HIGH: Edge = ((0, 0.37), (22, 0.39), (36, 0.37), (48, 0.25), (58, 0.16), *_NEAT[5:])
CUTS: dict[str, Cut] = {
    "short": Cut(_NEAT, 0.042, quiff=0.035, tufts=0.055),
    "crop": Cut(_NEAT, 0.018, tufts=0.02),
    "bob": Cut(_BOB, 0.062, 1.0, tufts=0.03, ears=False),
    "shoulder": Cut(_MID, 0.058, 1.0, tufts=0.04, ears=False),
    "long": Cut(_LONG, 0.055, 1.0, tufts=0.03, ears=False),
    "braid": Cut(_OVER, 0.034, tufts=0.0, ears=False),
    "bun": Cut(_NEAT, 0.03, tufts=0.0),
    "tail": Cut(_NEAT, 0.03, tufts=0.0),
    "curls": Cut(_OVER, 0.085, curl=0.075, quiff=0.03, tufts=0.06, ears=False),
    "afro": Cut(_OVER, 0.2, curl=0.06, tufts=0.0, ears=False),
    "balding": Cut(_FAR, 0.03, top=_CROWN, tufts=0.0),
    "receding": Cut(_HIGH, 0.03, tufts=0.02),
}
_EARS = 102  # degrees round the head
_OPEN = ("crown", "nurse", "bubble")  # hats that leave the crown of the head bare
_TURNS = (0, 8, 18, 28, 38, 48, 58, 66, 73, 80, 90, 102, 116, 132, 150, 166)
TURNS = (*_TURNS, 180, *(-t for t in _TURNS[:0:-1]))
_ROWS = (0.0, 0.1, 0.22, 0.36, 0.5, 0.64, 0.78, 0.9, 1.0)


def along(edge: Edge, turn: float) -> float:
    """The height of an edge at some degrees round the head."""
    turn = abs(turn)
    for (a, p), (b, q) in pairwise(edge):
        if turn <= b:
            return p + (q - p) * (turn - a) / (b - a)
    return edge[-1][1]


def edge_of(cut: Cut, fringe: bool) -> Edge:
    """The cut's edge, with a fringe over the brow when there is one."""
    return (*_FRINGE, *(e for e in cut.edge if e[0] > 60)) if fringe else cut.edge


@lru_cache(maxsize=64)
def cap(face: Face, cut: Cut, fringe: bool) -> Mesh:
    """The surface of the hair, from the crown to its edge."""
    edge = edge_of(cut, fringe)
    rows = []
    for share in _ROWS:
        row = []
        for turn in TURNS:
            top = along(cut.top, turn) if cut.top else 0.52
            low = along(edge, turn)
            y = top - (top - low) * share**1.25
            row.append(_spot(face, cut, turn, y, share))
        rows.append(row)
    return mesh_of(rows)


def _spot(face: Face, cut: Cut, turn: float, y: float, share: float) -> V3:
    front = max(0.0, cos(radians(turn)))
    out = cut.thick * (
        1 - 0.65 * max(0.0, share - 0.75) / 0.25 * (cut.hang < 0.5 or abs(turn) < 60)
    )
    out += cut.quiff * front * max(0.0, min(1.0, (y - 0.18) / 0.2))
    level = max(y, 0.02 if cut.hang else -0.27)
    x, _, z = round_spot(face, level, turn, out)
    if cut.hang and y < 0.02:
        hug_x, _, hug_z = round_spot(face, max(y, -0.27), turn, out)
        x, z = hug_x + (x - hug_x) * cut.hang, hug_z + (z - hug_z) * cut.hang
        fall = (0.02 - y) * 0.06
        x, z = x * (1 + fall), z - fall * 0.5
    lift = cut.thick * max(0.0, min(1.0, (y - 0.12) / 0.36))
    if share == 0.0 and not cut.top:
        x, z = 0.0, -0.06
    return x, y + lift + (cut.quiff * front * 0.5 if y > 0.3 else 0.0), z


def draw_cap(s: Sitter, before: bool = False) -> None:
    """The mass of the hair over the skull; *before*: only what grows before the ears."""
    cut = CUTS.get(s.look.cut)
    if cut is None:
        return
    if s.look.hat and s.look.hat not in _OPEN:
        cut = replace(cut, thick=min(cut.thick, 0.05), quiff=0.0)
    seen = Seen(s.head, cap(s.look.face, cut, s.look.fringe))
    if before:
        _without_nape(seen)
    grown = _grown_cells(cut)
    shapes = [smooth(smooth(shape)) for shape in seen.part((), None, grown)[:2]]
    if not shapes:
        return
    colour = s.paint["hair"]
    parts = [*shapes, *_curls(s, cut, seen), *_tufts(s, cut, seen)]
    s.canvas.union(parts, colour, 0.85 * s.weight)
    if s.detail > 34:
        _shaded(s, seen, colour)
    if behind(s):
        edge_light(s, shapes[0], skin=False)
    if s.detail > 24 and not cut.curl:
        _strands(s, cut, seen, colour)
    if cut.curl and s.detail > 40:
        _whorls(s, cut, seen)


def _grown_cells(cut: Cut) -> Callable[[int], bool] | None:
    """Where hair grows at all on a bald crown."""
    if not cut.top:
        return None
    full = [along(cut.top, t) - along(cut.edge, t) > 0.01 for t in TURNS]
    return lambda j: full[j] or full[(j + 1) % len(full)]


def _without_nape(seen: Seen) -> None:
    for row in seen.facing:
        for j, turn in enumerate(TURNS):
            if abs(turn) > _EARS:
                row[j] = -1.0


def draw_fin(s: Sitter, near: bool) -> None:
    """The half of a crest from brow to nape that lies on this side or beyond the head."""
    if s.look.cut != "mohawk" or (s.look.hat and s.look.hat not in _OPEN):
        return
    stems = []
    for k in range(9):
        a = -0.72 + 2.7 * k / 8  # radians back from above the crown
        y, z = 0.1 + 0.395 * cos(a), -0.06 - 0.395 * sin(a)
        high = 0.25 - 0.015 * k
        tip = s.head.ball(0.0, y + high * cos(a + 0.2), z - high * sin(a + 0.2), 0.02)
        stems.append((s.head.toward(0, cos(a), -sin(a)), s.head.ball(0.0, y, z, 0.05), tip))
    parts = []
    for (fa, low_a, tip_a), (fb, low_b, _) in pairwise(stems):
        if (max(fa, fb) > -0.05) == near:
            parts += [hull([low_a, tip_a]), hull([low_a, low_b, _between(low_a, tip_a)])]
    s.canvas.union(parts, s.paint["hair"], 0.8 * s.weight)


def _between(a: Circle, b: Circle) -> Circle:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def _curls(s: Sitter, cut: Cut, seen: Seen) -> list[list[P2]]:
    """Round curls along the outline and the edge; under a hat only below its rim."""
    if not cut.curl:
        return []
    rng = stream("curls", s.look.face)
    limit = 0.16 if s.look.hat else 9.0
    last = len(_ROWS) - 1
    out = []
    for i in range(1, last + 1):
        for j in range(len(TURNS)):
            grow = 0.75 + 0.5 * rng.random()
            rim = (
                abs(seen.facing[i][j]) < 0.24
                and (abs(TURNS[j]) > 78 or seen.mesh.rows[i][j][1] > 0.36)
            ) or (i == last and seen.facing[i][j] > 0.2)
            if rim and seen.mesh.rows[i][j][1] < limit and (i + j) % 2 == 0:
                x, y = seen.spots[i][j]
                out.append(ring(x, y, cut.curl * grow * s.head.size))
    return out


def _tufts(s: Sitter, cut: Cut, seen: Seen) -> list[list[P2]]:
    """Locks that break the edge over brow and temples."""
    if not cut.tufts or s.detail < 22:
        return []
    rng = stream("tufts", s.look.face)
    out = []
    last = len(_ROWS) - 1
    lean = 0.6 if rng.random() < 0.5 else -0.6
    count = len(TURNS)
    for j in range(count):
        drop, sway = 0.35 + rng.random(), rng.random() - 0.5
        turn = TURNS[j]
        if 60 < abs(turn) < 112:
            continue
        a, b = seen.spots[last][j], seen.spots[last][(j + 1) % count]
        if min(seen.facing[last][j], seen.facing[last][(j + 1) % count]) < 0.05:
            continue
        root = seen.spots[last - 1][j], seen.spots[last - 1][(j + 1) % count]
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        dx, dy = (
            middle[0] - (root[0][0] + root[1][0]) / 2,
            middle[1] - (root[0][1] + root[1][1]) / 2,
        )
        long = (dx * dx + dy * dy) ** 0.5 or 1.0
        reach = cut.tufts * drop * s.head.size * (1 + cut.hang * (abs(turn) > 60))
        side = reach * (lean if abs(turn) < 60 else sway)
        tip = (middle[0] + dx / long * reach + side, middle[1] + dy / long * reach)
        out.append([root[0], a, tip, b, root[1]])
    return out


def _shaded(s: Sitter, seen: Seen, colour: RGB) -> None:
    """The side of the hair away from the light, and the light on the crown."""
    shade = seen.lit(s.key, 0.12)
    for shape in seen.part((shade,))[:1]:
        s.canvas.wash(smooth(shape), scale(colour, 0.8), s.code)
    bright = [[0.9 - v for v in row] for row in seen.lit(s.key, 0.0)]
    glow = [[-v for v in row] for row in bright]
    for shape in seen.part((glow,))[:1]:
        s.canvas.shadow(smooth(smooth(shape)), mix(colour, (250, 246, 238), 0.3), 0.5)


def _strands(s: Sitter, cut: Cut, seen: Seen, colour: RGB) -> None:
    """Strokes along the lie of the hair, bundled and uneven; dark hair shows it as lights."""
    rng = stream("strands", s.look.face)
    dark = luma(colour) < 95
    pale = mix(colour, (236, 232, 226), 0.3)
    count, last = len(TURNS), len(_ROWS) - 1
    step = 1 if s.detail > 90 else 2 if s.detail > 45 else 4
    grown = _grown_cells(cut)
    part = 2 if rng.random() < 0.5 else count - 2
    for n in range(0, count * (2 if s.detail > 160 else 1), step):
        j, shift, start, long = n % count, rng.random(), rng.random(), rng.random()
        first = 1 + int(start * start * (last - 3))
        stop = min(last, first + 3 + int(long * 5))
        path = _lie(seen, j, shift, (first, stop), part)
        if len(path) < 3 or (grown is not None and not grown(j)):
            continue
        value = (250 if dark else 150) - round(60 * long)
        s.canvas.stroke(path, (0.8 + 0.5 * shift) * s.weight, value)
        if dark and s.detail > 60 and start < 0.45:
            fine = smooth(smooth(path, False), False)
            s.canvas.shadow(taper(fine, 0.012 * s.head.size), pale, 0.55)


def _lie(seen: Seen, j: int, shift: float, rows: tuple[int, int], part: int) -> list[P2]:
    """A strand from row to row that leans away from the parting, while it faces the camera."""
    count = len(TURNS)
    side = 1 if (j - part) % count < count / 2 else -1
    path: list[P2] = []
    for i in range(rows[0], rows[1] + 1):
        lean = side * 1.6 * (1 - i / (len(_ROWS) - 1)) ** 1.4
        at = j + shift - lean
        k = int(at // 1)
        share = at - k
        a, b = k % count, (k + 1) % count
        if min(seen.facing[i][a], seen.facing[i][b]) < 0.05:
            if path:
                break
            continue
        p, q = seen.spots[i][a], seen.spots[i][b]
        path.append((p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share))
    return path


def _whorls(s: Sitter, cut: Cut, seen: Seen) -> None:
    """Curls inside the mass as small hooks."""
    rng = stream("whorls", s.look.face)
    r = cut.curl * s.head.size * 0.55
    value = 230 if luma(s.paint["hair"]) > 90 else 255
    pale = mix(s.paint["hair"], (236, 232, 226), 0.25)
    for i in range(1, len(_ROWS) - 1, 1):
        for j in range(i % 2, len(TURNS), 2):
            turn = rng.random() * 2 * pi
            if seen.facing[i][j] < 0.2 or (s.look.hat and seen.mesh.rows[i][j][1] > 0.2):
                continue
            x, y = seen.spots[i][j]
            hook = [(x + r * cos(turn + t), y + r * sin(turn + t)) for t in (0.0, 1.2, 2.4, 3.6)]
            if luma(s.paint["hair"]) < 90:
                s.canvas.shadow(taper(smooth(smooth(hook, False), False), r * 0.45), pale, 0.7)
            else:
                s.canvas.stroke(hook, s.weight, value - 60)
