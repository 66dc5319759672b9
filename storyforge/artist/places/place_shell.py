"""The bare room: floor, walls with their stuff, ceiling, beams; cut away where one looks in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.furniture_blocks import DARK, IRON, WOOD
from storyforge.artist.places.place_walls import Wall
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid, box, courses, on, quad

Lines = tuple[tuple[V3, ...], ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """Half width, depth bounds, height in metres; *eaves* set: a pitched roof."""

    wide: float
    near: float
    far: float
    tall: float
    wall: RGB
    floor: RGB
    surface: str = "boards"
    stuff: str = "plaster"
    eaves: float = 0.0
    beams: float = 0.0  # metres between ceiling beams


def walls_of(shell: Shell) -> dict[str, Wall]:
    """The four walls as frames to hang things on."""
    w, n, f = shell.wide, shell.near, shell.far
    side = shell.eaves or shell.tall
    gable = side + (shell.tall - side) * 0.5
    m = (n + f) / 2
    return {
        "north": Wall("north", (0, 0, f), 0, 2 * w, gable),
        "east": Wall("east", (w, 0, m), 90, f - n, side),
        "west": Wall("west", (-w, 0, m), -90, f - n, side),
        "south": Wall("south", (0, 0, n), 180, 2 * w, gable),
    }


def shell_solids(shell: Shell, decor: Mapping[str, Sequence[Face]], rng: Random) -> list[Solid]:
    """Floor, ceiling and walls with what hangs on them; the walls face inwards only."""
    w, n, f = shell.wide, shell.near, shell.far
    floor = quad((-w, 0, n), (w, 0, n), (w, 0, f), (-w, 0, f), shell.floor, (0, 1, 0))
    floor = replace(floor, lines=FLOORS[shell.surface](floor, shell), decor=_checks(floor, shell))
    faces = [floor, *_ceiling(shell)]
    walls = walls_of(shell)
    for name, shade in (("north", 1.0), ("west", 0.93), ("east", 0.88), ("south", 0.95)):
        faces.append(_wall(walls[name], shell, scale(shell.wall, shade), decor.get(name, ()), rng))
    out = [Solid((face,), (0, 0, 0), 0, "wall") for face in faces]
    return [*out, *_beams(shell)]


def _wall(wall: Wall, shell: Shell, colour: RGB, decor: Sequence[Face], rng: Random) -> Face:
    half = wall.long / 2
    spots = [(-half, 0.0), (half, 0.0), (half, wall.tall), (-half, wall.tall)]
    if shell.eaves and wall.name in ("north", "south"):
        e = shell.eaves
        spots = [spots[0], spots[1], (half, e), (0.0, shell.tall), (-half, e)]
    face = replace(wall.shape(spots, colour, 1.0), lines=STUFFS[shell.stuff](wall, rng))
    return replace(face, decor=(*_foot(wall, shell), *decor))


def _foot(wall: Wall, shell: Shell) -> tuple[Face, ...]:
    """Skirting, or a dado of panels or tiles where the stuff has one."""
    half = wall.long / 2
    if shell.stuff == "panelled":
        dado = wall.rect((-half, half), (0, 1.0), scale(WOOD, 0.86), 0.9)
        count = max(3, round(wall.long / 0.5))
        dado = replace(dado, lines=courses(dado, count, True))
        return dado, wall.rect((-half, half), (1.0, 1.07), DARK, 0.7)
    if shell.stuff == "tiled":
        dado = wall.rect((-half, half), (0, 1.45), (222, 228, 226), 0.9)
        count = max(4, round(wall.long / 0.36))
        return (replace(dado, lines=courses(dado, count, True) + courses(dado, 5)),)
    if shell.stuff == "painted":
        return (wall.rect((-half, half), (0, 1.15), mix(shell.wall, (116, 138, 128), 0.55), 0.8),)
    if shell.stuff == "plaster":
        return (wall.rect((-half, half), (0, 0.12), scale(WOOD, 0.8), 0.7),)
    return ()


def _plaster(_wall: Wall, _rng: Random) -> Lines:
    return ()


def _patches(wall: Wall, rng: Random, wide: float, tall: float, clusters: int) -> Lines:
    """A few groups of stones drawn out of the many: the eye fills in the rest."""
    out: list[tuple[V3, ...]] = []
    for _ in range(clusters):
        u = (rng.random() - 0.5) * (wall.long - 3 * wide)
        row = int(rng.random() * (wall.tall - 3 * tall) / tall)
        for k in range(4):
            y = (row + k // 2) * tall
            x = u + (k % 2) * wide + (k // 2) * wide / 2
            spots = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
            out.append(tuple(wall.at(a, b) for a, b in spots))
    return tuple(out)


def _bricks(wall: Wall, rng: Random) -> Lines:
    return _patches(wall, rng, 0.26, 0.11, round(wall.long * 1.3))


def _stones(wall: Wall, rng: Random) -> Lines:
    return _patches(wall, rng, 0.6, 0.34, round(wall.long * 0.9))


def _levels(wall: Wall, step: float) -> Lines:
    half, out, y = wall.long / 2, [], step
    while y < wall.tall:
        out.append((wall.at(-half, y), wall.at(half, y)))
        y += step
    return tuple(out)


def _logs(wall: Wall, _rng: Random) -> Lines:
    return _levels(wall, 0.26)


def _metal(wall: Wall, _rng: Random) -> Lines:
    count = max(2, round(wall.long / 1.3))
    half = wall.long / 2
    seams = [-half + wall.long * (k + 1) / (count + 1) for k in range(count)]
    ribs = tuple((wall.at(u, 0), wall.at(u, wall.tall)) for u in seams)
    return (*ribs, *((a, b) for a, b in _levels(wall, max(0.8, wall.tall / 3))))


def _planks(wall: Wall, _rng: Random) -> Lines:
    half, count = wall.long / 2, max(6, round(wall.long / 0.32))
    seams = [-half + wall.long * k / count for k in range(1, count)]
    return tuple((wall.at(u, 0), wall.at(u, wall.tall)) for u in seams)


STUFFS: dict[str, Callable[[Wall, Random], Lines]] = {
    "plaster": _plaster,
    "panelled": _plaster,
    "tiled": _plaster,
    "painted": _plaster,
    "brick": _bricks,
    "stone": _stones,
    "log": _logs,
    "metal": _metal,
    "plank": _planks,
    "canvas": _planks,
}


def _boards(face: Face, shell: Shell) -> Lines:
    return courses(face, max(4, round(shell.wide * 2 / 0.36)), True)


def _grid(face: Face, shell: Shell) -> Lines:
    across, down = round(shell.wide * 2 / 0.8), round((shell.far - shell.near) / 0.8)
    return courses(face, max(2, across - 1), True) + courses(face, max(2, down - 1))


def _flags(face: Face, shell: Shell) -> Lines:
    """Flagstones: rows, each broken at its own places."""
    rows = max(4, round((shell.far - shell.near) / 0.9))
    across = max(3, round(shell.wide * 2 / 1.1))
    out = [*courses(face, rows - 1)]
    for row in range(rows):
        for k in range(across):
            u = (k + 0.5 * (row % 2) + 0.25) / across
            if u < 1:
                out.append((on(face, u, row / rows), on(face, u, (row + 1) / rows)))
    return tuple(out)


def _bare(_face: Face, _shell: Shell) -> Lines:
    return ()


FLOORS: dict[str, Callable[[Face, Shell], Lines]] = {
    "boards": _boards,
    "tiles": _grid,
    "checks": _bare,
    "stone": _flags,
    "plain": _bare,
}


def _checks(floor: Face, shell: Shell) -> tuple[Face, ...]:
    """Black and white squares, where a floor has them."""
    if shell.surface != "checks":
        return ()
    across = round(shell.wide * 2 / 0.7)
    down = round((shell.far - shell.near) / 0.7)
    dark = scale(shell.floor, 0.62)
    out = []
    for k in range(across):
        for j in range(down):
            if (k + j) % 2:
                a, b = (k / across, (k + 1) / across), (j / down, (j + 1) / down)
                spots = ((a[0], b[0]), (a[1], b[0]), (a[1], b[1]), (a[0], b[1]))
                out.append(Face(tuple(on(floor, *p) for p in spots), dark, floor.normal, 0.4))
    return tuple(out)


def _ceiling(shell: Shell) -> list[Face]:
    w, n, f, h = shell.wide, shell.near, shell.far, shell.tall
    pale = mix(shell.wall, (246, 243, 236), 0.45)
    if not shell.eaves:
        flat = quad((-w, h, f), (w, h, f), (w, h, n), (-w, h, n), pale, (0, -1, 0), 0.8)
        seams = {"metal": 5, "plank": 12, "log": 12}.get(shell.stuff, 0)
        return [replace(flat, lines=courses(flat, seams), hatch=-1)]
    e, rise = shell.eaves, h - shell.eaves
    long = (rise * rise + w * w) ** 0.5
    out = []
    for s in (-1.0, 1.0):
        tilt = (-s * rise / long, -w / long, 0.0)
        wood = scale(shell.wall, 0.8 if s > 0 else 0.88)
        slope = quad((s * w, e, n), (s * w, e, f), (0, h, f), (0, h, n), wood, tilt, 1.0)
        out.append(replace(slope, lines=courses(slope, 7) if shell.stuff != "canvas" else ()))
    return out


def _beams(shell: Shell) -> list[Solid]:
    """Timbers below the ceiling, or rafters with their ties below a pitched roof."""
    if not shell.beams:
        return []
    out, z = [], shell.near + shell.beams / 2
    wood = scale(WOOD, 0.72) if shell.stuff != "metal" else IRON
    while z < shell.far:
        if shell.eaves:
            out += _rafter(shell, z, wood)
        else:
            h = shell.tall
            out.append(box((-shell.wide, shell.wide), (h - 0.24, h), (z - 0.1, z + 0.1), wood, 0.9))
        z += shell.beams
    return [replace(b, name="beam") for b in out]


def _rafter(shell: Shell, z: float, wood: RGB) -> list[Solid]:
    w, e, h = shell.wide, shell.eaves, shell.tall
    faces = []
    for s in (-1.0, 1.0):
        a, b = (s * w, e), (0.0, h)
        drop = 0.24
        for dz in (-0.08, 0.08):
            spots = (
                (a[0], a[1], z + dz),
                (b[0], b[1], z + dz),
                (b[0], b[1] - drop, z + dz),
                (a[0], a[1] - drop, z + dz),
            )
            faces.append(Face(spots, wood, (0, 0, 1.0 if dz > 0 else -1.0), 0.8))
        low = (
            (a[0], a[1] - drop, z - 0.08),
            (b[0], b[1] - drop, z - 0.08),
            (b[0], b[1] - drop, z + 0.08),
            (a[0], a[1] - drop, z + 0.08),
        )
        faces.append(Face(low, scale(wood, 0.8), (-s * (h - e), -w, 0), 0.7))
    tie = e + (h - e) * 0.42
    if tie < 2.1:
        return [Solid(tuple(faces), (0, e, z))]
    half = w * 0.58 + 0.1
    return [
        Solid(tuple(faces), (0, e, z)),
        box((-half, half), (tie - 0.2, tie), (z - 0.08, z + 0.08), wood, 0.8),
    ]
