"""Who swims, creeps or crawls as numbers: fish and whales, snakes, spiders and insects."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, plus, times


@dataclass(frozen=True, slots=True)
class Hull:
    """A swimmer in its own lengths: *spans* are way from nose to tail, half height, half width."""

    spans: tuple[tuple[float, float, float], ...]
    dorsal: tuple[float, float, float]  # way, length, height
    fluke: float  # half span of the tail fin
    flat: bool = False  # the tail fin lies flat: whales
    fin: float = 0.14  # length of the fins at the side
    beak: bool = False
    teeth: bool = False
    gills: int = 0
    head: float = 0.26


_FISH = (
    (0.0, 0.03, 0.02),
    (0.08, 0.11, 0.055),
    (0.26, 0.18, 0.08),
    (0.5, 0.17, 0.075),
    (0.72, 0.09, 0.04),
    (0.84, 0.045, 0.02),
)
_SHARK = (
    (0.0, 0.015, 0.02),
    (0.07, 0.055, 0.06),
    (0.24, 0.105, 0.1),
    (0.44, 0.115, 0.1),
    (0.66, 0.065, 0.055),
    (0.86, 0.025, 0.025),
)
_WHALE = (
    (0.0, 0.06, 0.06),
    (0.06, 0.115, 0.1),
    (0.22, 0.14, 0.13),
    (0.42, 0.135, 0.125),
    (0.68, 0.07, 0.065),
    (0.88, 0.03, 0.035),
)
_DOLPHIN = (
    (0.1, 0.06, 0.05),
    (0.16, 0.085, 0.075),
    (0.3, 0.115, 0.1),
    (0.48, 0.115, 0.1),
    (0.72, 0.06, 0.05),
    (0.88, 0.025, 0.025),
)
SWIMMERS: dict[str, Hull] = {
    "fish": Hull(_FISH, (0.36, 0.34, 0.1), 0.14, fin=0.13, gills=1),
    "shark": Hull(_SHARK, (0.42, 0.14, 0.13), 0.15, fin=0.2, teeth=True, gills=4, head=0.22),
    "whale": Hull(_WHALE, (0.68, 0.06, 0.025), 0.16, True, 0.17, head=0.28),
    "dolphin": Hull(_DOLPHIN, (0.46, 0.12, 0.1), 0.13, True, 0.15, beak=True, head=0.24),
}
_TILT = {"jump": 34.0, "rear": 30.0}


def swimmer(kind: str, name: str, nod: float, look: float, long: float) -> Joints:
    """The joints, nose ahead, metres; it floats a little above the ground, or lies on it."""
    f = SWIMMERS[kind]
    deep = max(h for _, h, _ in f.spans)
    lying = name in ("lie", "sleep")
    low = deep if lying else deep + 0.12 + (0.5 if name == "jump" else 0.0)
    a = radians(_TILT.get(name, 0.0) + nod * 0.3)
    lift = (0.35 if long < 1 and not lying else 0.0) + low * long
    sway = radians(look * 0.3)

    def at(way: float, up: float = 0.0, aside: float = 0.0) -> V3:
        z, bend = 0.5 - way, sin(way * 2.6) * (0.05 if not f.flat else 0.0)
        return aside + bend + sin(sway) * z, up * cos(a) + z * sin(a), z * cos(a) - up * sin(a)

    j: Joints = {
        "nose": at(0.0),
        "head": at(f.head * 0.46),
        "ears": at(f.head * 0.5, deep * 0.6),
        "neck": at(f.head),
        "chest": at(0.36),
        "hip": at(0.72),
        "tail0": at(0.84),
        "dorsal": at(f.dorsal[0] + f.dorsal[1] * 0.7, deep * 0.9 + f.dorsal[2]),
    }
    for name_, side in (("l", -1.0), ("r", 1.0)):
        root, wide = at(0.32, -deep * 0.45, side * 0.05), f.fluke
        tip = at(0.32 + f.fin * 0.8, -deep * 0.6, side * (0.06 + f.fin * 0.7))
        fluke = at(0.99, 0.0, side * wide) if f.flat else at(0.99, -side * wide)
        for part, share in (("shoulder_", 0.0), ("elbow_", 0.4), ("wrist_", 0.8), ("hand_", 1.0)):
            j[part + name_] = between(root, tip, share)
        for part, share in (("hip_", 0.0), ("knee_", 0.3), ("ankle_", 0.7), ("toe_", 1.0)):
            j[part + name_] = between(at(0.84), fluke, share)
        j["heel_" + name_] = j["ankle_" + name_]
    return {key: plus(times(p, long), (0.0, lift, 0.0)) for key, p in j.items()}


SNAKE = 26  # stretches of its body


def snake(name: str, nod: float, look: float, long: float) -> Joints:
    """A snake: it winds over the ground, or lies in a coil with its head raised."""
    creeps = name in ("walk", "run", "crouch", "swim", "sneak", "fly")
    low = 0.022 * long
    points: list[V3] = []
    for k in range(SNAKE):
        t = k / (SNAKE - 1)  # 0 is the neck, 1 the tip of the tail
        if creeps:
            points.append((sin(t * 11.0) * (0.09 - 0.03 * t), low / long, 0.34 - t * 0.72))
        else:
            turn, r = t * 3.6 * pi + 0.6, 0.05 + 0.085 * (1 - abs(2 * t - 0.9))
            up = low / long + max(0.0, 0.36 - t) * 0.12
            points.append((sin(turn) * r, up, cos(turn) * r))
    rise = 0.05 if creeps or name in ("lie", "sleep") else 0.18
    rise = 0.02 if name == "sleep" else rise
    neck = plus(points[0], (0.0, rise * 0.72, 0.03 if not creeps else 0.06))
    turn = radians(look)
    head = plus(neck, (sin(turn) * 0.05, rise * 0.34 + nod * 0.0012, cos(turn) * 0.05))
    j: Joints = {f"coil{k}": p for k, p in enumerate(points)}
    j |= {"head": head, "neck": neck, "chest": between(neck, points[2], 0.8), "hip": points[12]}
    j["nose"] = plus(head, (sin(turn), 0.0, cos(turn)), 0.045)
    j["ears"] = plus(head, (0.0, 0.025, 0.0))
    for side in "lr":
        for part, k in _ALONG:
            j[part + side] = points[k]
    return {key: times(p, long) for key, p in j.items()}


_ALONG = (
    ("shoulder_", 1),
    ("elbow_", 2),
    ("wrist_", 3),
    ("hand_", 4),
    ("hip_", 12),
    ("knee_", 16),
    ("ankle_", 20),
    ("heel_", 22),
    ("toe_", 24),
)


@dataclass(frozen=True, slots=True)
class Bug:
    """An insect or spider in its own lengths: parts are ahead, half length, half width, height."""

    parts: tuple[tuple[float, float, float, float], ...]  # head last
    legs: int = 3  # pairs
    reach: float = 0.5
    stand: float = 0.2
    wings: float = 0.0
    feelers: float = 0.25


BUGS: dict[str, Bug] = {
    "spider": Bug(((-0.2, 0.27, 0.22, 0.2), (0.14, 0.17, 0.15, 0.13)), 4, 0.72, 0.2, 0, 0.0),
    "beetle": Bug(((-0.1, 0.36, 0.27, 0.2), (0.34, 0.12, 0.14, 0.1)), 3, 0.42, 0.16, 0, 0.2),
    "ant": Bug(
        ((-0.3, 0.2, 0.13, 0.13), (0.02, 0.13, 0.07, 0.08), (0.3, 0.12, 0.1, 0.1)),
        3,
        0.42,
        0.2,
        0,
        0.26,
    ),
    "bee": Bug(
        ((-0.22, 0.27, 0.18, 0.18), (0.12, 0.15, 0.15, 0.15), (0.33, 0.1, 0.12, 0.11)),
        3,
        0.3,
        0.22,
        0.62,
        0.16,
    ),
    "butterfly": Bug(
        ((-0.22, 0.26, 0.05, 0.05), (0.1, 0.1, 0.07, 0.07), (0.24, 0.06, 0.06, 0.06)),
        3,
        0.2,
        0.22,
        0.95,
        0.3,
    ),
}


def bug(kind: str, name: str, nod: float, long: float) -> Joints:
    """The joints of something small with many legs, metres; legs are leg0l0 (knee), leg0l1 …"""
    f = BUGS[kind]
    flies = f.wings > 0 and name in ("fly", "jump", "stand", "swim")
    lift = 0.9 if flies and name == "fly" else 0.0
    j: Joints = {}
    for k, (z, _, _, _) in enumerate(f.parts):
        j[f"part{k}"] = (0.0, f.stand, z)
    front, half = f.parts[-1][0], f.parts[-1][1]
    j["head"] = (0.0, f.stand + nod * 0.002, front)
    j["nose"] = (0.0, f.stand, front + half)
    j["neck"], j["chest"], j["hip"] = (0, f.stand, front - half), (0, f.stand, 0), j["part0"]
    j["ears"] = (0.0, f.stand + f.parts[-1][3], front)
    for side, x in (("l", -1.0), ("r", 1.0)):
        for k in range(f.legs):
            spread = (k - (f.legs - 1) / 2) * (1.9 / f.legs)
            root = (x * 0.08, f.stand, 0.1 - spread * 0.12)
            out = (x * cos(spread) * f.reach, -sin(spread) * f.reach)
            j[f"leg{k}{side}0"] = root
            j[f"leg{k}{side}1"] = (out[0] * 0.55, f.stand + 0.2 * f.reach / 0.5, out[1] * 0.6)
            j[f"leg{k}{side}2"] = (out[0], 0.0, out[1])
        if f.wings:
            j[f"wing{side}"] = (x * f.wings * 0.8, f.stand + f.wings * 0.62, -0.1)
        for part, k in (("shoulder_", 0), ("elbow_", 1), ("wrist_", 1), ("hand_", 2)):
            j[part + side] = j[f"leg0{side}{k}"]
        last = f.legs - 1
        for part, k in (("hip_", 0), ("knee_", 1), ("ankle_", 1), ("heel_", 2), ("toe_", 2)):
            j[part + side] = j[f"leg{last}{side}{k}"]
    return {key: plus(times(p, long), (0.0, lift, 0.0)) for key, p in j.items()}
