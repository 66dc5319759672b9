"""Surfaces of a head seen through a camera: their outline, and the part that is seen or shaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, ceil, cos, floor, hypot, pi, sin, sqrt

from storyforge.artist.body.head import Head
from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.camera import NEAR, V3

Row = tuple[V3, ...]
_BINS = 112
_PER_TURN = _BINS / (2 * pi)  # rays in a radian
CENTRE: V3 = (0.0, 0.02, 0.0)  # within every head, head units
_RAYS = tuple((cos(2 * pi * k / _BINS), sin(2 * pi * k / _BINS)) for k in range(_BINS))


@dataclass(frozen=True, slots=True)
class Mesh:
    """Rows of points in head units and their outward normals; *ring*: columns close up."""

    rows: tuple[Row, ...]
    normals: tuple[Row, ...]
    ring: bool = True


def mesh_of(rows: Sequence[Sequence[V3]], ring: bool = True) -> Mesh:
    """A mesh whose normals follow from its points; rows go down, columns to the head's right."""
    fixed = tuple(tuple(row) for row in rows)
    normals = []
    for i, row in enumerate(fixed):
        above, below = fixed[max(0, i - 1)], fixed[min(len(fixed) - 1, i + 1)]
        count = len(row)
        line = []
        for j in range(count):
            if ring:
                a, b = row[j - 1], row[(j + 1) % count]
            else:
                a, b = row[max(0, j - 1)], row[min(count - 1, j + 1)]
            line.append(_across(a, b, above[j], below[j], row[j]))
        normals.append(tuple(line))
    return Mesh(fixed, tuple(normals), ring)


def _across(a: V3, b: V3, up: V3, down: V3, at: V3) -> V3:
    ux, uy, uz = b[0] - a[0], b[1] - a[1], b[2] - a[2]
    vx, vy, vz = up[0] - down[0], up[1] - down[1], up[2] - down[2]
    n = (uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    length = sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2)
    if length < 1e-9:
        n, length = (0.0, 1.0 if at[1] > 0 else -1.0, 0.0), 1.0
    return n[0] / length, n[1] / length, n[2] / length


class Seen:
    """One mesh through one camera: pixels and, for each point, how it faces the camera."""

    def __init__(self, head: Head, mesh: Mesh) -> None:
        self.head, self.mesh = head, mesh
        lens, k = head.lens, head.tall
        base = lens.view(head.at)
        turned = [
            tuple(k * sum(v[n] * axis[n] for n in range(3)) for axis in lens.axes)
            for v in (head.right, head.up, head.ahead)
        ]
        (rx, ry, rz), (ux, uy, uz), (fx, fy, fz) = turned
        ex, ey, ez = head.inward(lens.eye)
        bx, by, bz = base
        (cx, cy), focal = lens.centre, lens.focal
        self.spots: list[list[P2]] = []
        self.facing: list[list[float]] = []
        for row, normals in zip(mesh.rows, mesh.normals, strict=True):
            spots, facing = [], []
            for (x, y, z), (nx, ny, nz) in zip(row, normals, strict=True):
                depth = bz + x * rz + y * uz + z * fz
                zoom = focal / (depth if depth > NEAR else NEAR)
                across, up = bx + x * rx + y * ux + z * fx, by + x * ry + y * uy + z * fy
                spots.append((cx + across * zoom, cy - up * zoom))
                vx, vy, vz = ex - x, ey - y, ez - z
                away = sqrt(vx * vx + vy * vy + vz * vz) or 1.0
                facing.append((nx * vx + ny * vy + nz * vz) / away)
            self.spots.append(spots)
            self.facing.append(facing)

    def lit(self, key: V3, bias: float) -> list[list[float]]:
        """For each point how far it lies in shadow of a light from *key*: positive is dark."""
        h = self.head
        k = [sum(v[n] * key[n] for n in range(3)) for v in (h.right, h.up, h.ahead)]
        return [
            [bias - (x * k[0] + y * k[1] + z * k[2]) for x, y, z in row]
            for row in self.mesh.normals
        ]

    def outline(self, centre: V3 = CENTRE) -> list[P2]:
        """The silhouette as one simple polygon round a point within it."""
        ox, oy = self.head.on(*centre)
        reach = [0.0] * _BINS
        last, cols = len(self.spots) - 1, len(self.spots[0])
        spots = [
            [(x - ox, y - oy, atan2(y - oy, x - ox) * _PER_TURN) for x, y in row]
            for row in self.spots
        ]
        edge = [[i in (0, last) or -0.5 < f < 0.5 for f in r] for i, r in enumerate(self.facing)]
        for i, row in enumerate(spots):
            for j, spot in enumerate(row):
                if edge[i][j] and (j + 1 < cols or self.mesh.ring):
                    _sweep(reach, spot, row[(j + 1) % cols])
                if i < last and (edge[i][j] or edge[i + 1][j]):
                    _sweep(reach, spot, spots[i + 1][j])
        return [(ox + c * r, oy + s * r) for (c, s), r in zip(_RAYS, reach, strict=True) if r > 0.0]

    def part(
        self,
        fields: Sequence[list[list[float]]] = (),
        rows: tuple[int, int] | None = None,
        cols: Callable[[int], bool] | None = None,
    ) -> list[list[P2]]:
        """Outlines of what faces the camera where every field is positive, largest first."""
        return _loops(self, (self.facing, *fields), rows or (0, len(self.spots) - 1), cols)


def _sweep(reach: list[float], p: V3, q: V3) -> None:
    """Lengthens the rays that a segment crosses; its ends are x, y and their bearing in rays."""
    px, py, a = p
    qx, qy, b = q
    turn = (b - a + _BINS / 2) % _BINS - _BINS / 2
    if abs(turn) > 2.4 * _PER_TURN:
        return
    low, high = (a, a + turn) if turn > 0 else (a + turn, a)
    first, after = ceil(low), floor(high) + 1
    if first == after:
        return
    ex, ey = qx - px, qy - py
    cross = px * ey - py * ex
    for k in range(first, after):
        c, s = _RAYS[k % _BINS]
        down = c * ey - s * ex
        if abs(down) > 1e-9 and cross / down > reach[k % _BINS]:
            reach[k % _BINS] = cross / down


Key = tuple[int, ...]
Corner = tuple[Key, tuple[float, ...]]


def _loops(
    seen: Seen,
    fields: Sequence[list[list[float]]],
    rows: tuple[int, int],
    cols: Callable[[int], bool] | None,
) -> list[list[P2]]:
    count = len(seen.spots[0])
    across = [j for j in range(count if seen.mesh.ring else count - 1) if cols is None or cols(j)]
    states = _states(fields, rows, across, count)
    nexts: dict[Key, dict[Key, None]] = {}
    places: dict[Key, P2] = {}
    for (i, j), state in states.items():
        after = (j + 1) % count
        if state > 0:  # edges to other whole cells would only cancel out
            a, b, c, d = (i, j), (i + 1, j), (i + 1, after), (i, after)
            beside = ((i, (j - 1) % count), (i + 1, j), (i, after), (i - 1, j))
            for (p, q), near in zip(((a, b), (b, c), (c, d), (d, a)), beside, strict=True):
                if states.get(near, 0) < 1:
                    places[p], places[q] = seen.spots[p[0]][p[1]], seen.spots[q[0]][q[1]]
                    _edge(nexts, p, q)
        elif state < 0:
            _cut_cell(seen, fields, (i, j, after), nexts, places)
    return _chained(nexts, places)


def _states(
    fields: Sequence[list[list[float]]], rows: tuple[int, int], across: Sequence[int], count: int
) -> dict[Key, int]:
    """1 for a cell wholly within all fields, 0 for one wholly outside one, -1 for one to be cut."""
    full = (1 << len(fields)) - 1
    bits = [_bits([f[i] for f in fields]) for i in range(rows[0], rows[1] + 1)]
    found: dict[Key, int] = {}
    for i in range(*rows):
        top, low = bits[i - rows[0]], bits[i - rows[0] + 1]
        for j in across:
            after = (j + 1) % count
            a, b, c, d = top[j], top[after], low[j], low[after]
            some = a | b | c | d
            found[i, j] = 0 if some != full else 1 if a & b & c & d == full else -1
    return found


def _bits(values: Sequence[list[float]]) -> list[int]:
    """For each column the fields that are positive there, one bit each."""
    found = [0] * len(values[0])
    for k, row in enumerate(values):
        bit = 1 << k
        found = [b | bit if v > 0 else b for b, v in zip(found, row, strict=True)]
    return found


def _cut_cell(
    seen: Seen,
    fields: Sequence[list[list[float]]],
    where: tuple[int, int, int],
    nexts: dict[Key, dict[Key, None]],
    places: dict[Key, P2],
) -> None:
    i, j, after = where
    cell: list[Corner] = [
        ((a, b), (*seen.spots[a][b], *(f[a][b] for f in fields)))
        for a, b in ((i, j), (i + 1, j), (i + 1, after), (i, after))
    ]
    for k in range(len(fields)):
        cell = _clipped(cell, 2 + k)
    for (a_key, values), (b_key, _) in zip(cell, [*cell[1:], *cell[:1]], strict=True):
        places[a_key] = (values[0], values[1])
        _edge(nexts, a_key, b_key)


def _clipped(cell: list[Corner], k: int) -> list[Corner]:
    """The cell cut to where its *k*th value is positive."""
    if all(values[k] > 0 for _, values in cell):
        return cell
    out: list[Corner] = []
    for n, (key, values) in enumerate(cell):
        before, earlier = cell[n - 1]
        if (earlier[k] > 0) != (values[k] > 0):
            t = earlier[k] / (earlier[k] - values[k])
            ends = (before, key) if before < key else (key, before)
            at = tuple(p + (q - p) * t for p, q in zip(earlier, values, strict=True))
            out.append(((k, *ends[0], -1, *ends[1]), at))
        if values[k] > 0:
            out.append((key, values))
    return out


def _edge(nexts: dict[Key, dict[Key, None]], a: Key, b: Key) -> None:
    if b in nexts and a in nexts[b]:
        del nexts[b][a]
    else:
        nexts.setdefault(a, {})[b] = None


def _chained(nexts: dict[Key, dict[Key, None]], places: dict[Key, P2]) -> list[list[P2]]:
    found: list[tuple[float, list[P2]]] = []
    for start in list(nexts):
        while nexts[start]:
            path, at = [places[start]], start
            while nexts.get(at):
                onward = next(iter(nexts[at]))
                del nexts[at][onward]
                at = onward
                if at == start:
                    break
                path.append(places[at])
            path = _distinct(path)
            if len(path) > 2:
                found.append((_area(path), path))
    found.sort(key=lambda pair: -abs(pair[0]))
    if not found:
        return []
    most = found[0][0]
    kept = [path for size, path in found if size / most > 0.02]
    for size, hole in found:
        if size / most < -0.06:
            kept[0] = _keyed(kept[0], hole)
    return kept


def _keyed(shape: list[P2], hole: list[P2]) -> list[P2]:
    """The shape with a hole in it, as one path that crosses to the hole and back."""
    x, y = hole[0]
    at = min(range(len(shape)), key=lambda k: (shape[k][0] - x) ** 2 + (shape[k][1] - y) ** 2)
    return [*shape[: at + 1], *hole, hole[0], *shape[at:]]


def _distinct(path: list[P2]) -> list[P2]:
    return [
        p for k, p in enumerate(path) if hypot(p[0] - path[k - 1][0], p[1] - path[k - 1][1]) > 0.05
    ]


def _area(path: Sequence[P2]) -> float:
    return sum(path[k - 1][0] * p[1] - p[0] * path[k - 1][1] for k, p in enumerate(path)) / 2


def clipped_to(shape: Sequence[P2], window: Sequence[P2]) -> list[P2]:
    """The shape cut to a convex window."""
    out = list(shape)
    turn = 1.0 if _area(window) >= 0 else -1.0
    for k, (bx, by) in enumerate(window):
        ax, ay = window[k - 1]
        given, out = out, []
        for n, (x, y) in enumerate(given):
            px, py = given[n - 1]
            now = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) * turn
            then = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) * turn
            if (now < 0) != (then < 0):
                t = then / (then - now)
                out.append((px + (x - px) * t, py + (y - py) * t))
            if now >= 0:
                out.append((x, y))
    return out


@lru_cache(maxsize=64)
def turn_table(count: int) -> tuple[P2, ...]:
    """Sine and cosine of *count* even turns."""
    return tuple((sin(2 * pi * k / count), cos(2 * pi * k / count)) for k in range(count))
