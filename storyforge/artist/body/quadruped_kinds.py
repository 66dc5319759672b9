"""The proportions of every kind that goes on four legs."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Frame:
    """Proportions in heights at the withers, angles in degrees."""

    long: float = 0.6  # from the fore to the hind legs
    deep: float = 0.47  # of the chest
    wide: float = 0.28
    waist: float = 0.7  # depth of the loin, share of the chest's
    neck: float = 0.29
    rise: float = 48.0
    thick: float = 0.24  # of the neck at its root
    head: float = 0.42  # from the back of the skull to the nose
    skull: float = 0.25  # its radius, share of the head
    snout: float = 0.12  # radius of the muzzle, share of the head
    droop: float = 16.0  # how far the nose points down
    leg: float = 0.052  # radius of a leg at the elbow
    foot: float = 0.075  # length of the foot
    hoof: bool = False
    ear: str = "prick"  # prick, flop, long, round, side
    ears: float = 0.34  # length, share of the head
    tail: float = 0.55
    brush: float = 0.035  # radius of the tail
    carried: float = -20.0  # angle of the tail at its root, + is up
    curl: float = 30.0  # degrees by which each stretch of the tail bends up
    extra: str = ""  # mane, lionmane, horns, antlers, wool, trunk, wings, beard
    squat: bool = False  # its hind legs stay folded: rabbit, mouse, frog


# fmt: off
_CAT = Frame(0.76, 0.46, 0.38, 0.92, 0.22, 42, 0.26, 0.42, 0.35, 0.17, 8, 0.064, 0.09, ears=0.4,
    tail=0.78, brush=0.036, carried=30, curl=20)
_HORSE = Frame(0.64, 0.46, 0.32, 0.88, 0.46, 50, 0.26, 0.41, 0.2, 0.11, 52, 0.045, 0.05, True,
    ear="leaf", ears=0.22, tail=0.62, brush=0.055, carried=-48, curl=-9, extra="mane")
_COW = Frame(0.84, 0.54, 0.42, 0.95, 0.36, 16, 0.3, 0.4, 0.22, 0.17, 42, 0.054, 0.055, True,
    ear="side", ears=0.3, tail=0.66, brush=0.018, carried=-80, curl=-1, extra="horns")
_MOUSE = Frame(1.25, 0.86, 0.74, 1.08, 0.12, 20, 0.5, 0.82, 0.27, 0.09, 14, 0.085, 0.2,
    ear="round", ears=0.42, tail=1.7, brush=0.03, carried=-20, curl=12, squat=True)
_BIG = replace(_CAT, long=0.84, deep=0.44, neck=0.3, rise=24, thick=0.27, head=0.36, snout=0.2,
    ear="round", ears=0.24, carried=-45, curl=24, tail=0.86, leg=0.062)
FRAMES: dict[str, Frame] = {
    "dog": Frame(carried=24, curl=18, ear="flop", ears=0.42, tail=0.42, brush=0.042, snout=0.16,
        head=0.4, skull=0.29),
    "puppy": Frame(0.6, 0.48, 0.36, 0.9, 0.26, 46, 0.26, 0.54, 0.31, 0.16, 12, 0.075, 0.11,
        ear="flop", ears=0.44, tail=0.36, carried=45, curl=16),
    "wolf": Frame(0.66, 0.5, 0.32, 0.74, 0.33, 32, 0.34, 0.46, 0.25, 0.12, 14, 0.05, 0.085,
        ears=0.32, tail=0.56, brush=0.075, carried=-58, curl=5, extra="ruff"),
    "fox": Frame(0.8, 0.4, 0.3, 0.8, 0.32, 36, 0.24, 0.46, 0.27, 0.085, 14, 0.045, 0.08,
        ears=0.42, tail=0.86, brush=0.12, carried=-34, curl=14, extra="ruff"),
    "cat": _CAT,
    "kitten": replace(_CAT, head=0.52, neck=0.2, leg=0.075, tail=0.7, deep=0.44, long=0.7),
    "horse": _HORSE,
    "pony": replace(_HORSE, deep=0.5, wide=0.38, neck=0.44, head=0.43, leg=0.055, thick=0.3),
    "donkey": replace(_HORSE, deep=0.46, neck=0.42, rise=42, head=0.46, ears=0.52, tail=0.6,
        brush=0.02, carried=-78, curl=-1, snout=0.13),
    "zebra": replace(_HORSE, deep=0.46, wide=0.34, neck=0.44, thick=0.28, brush=0.03),
    "cow": _COW,
    "bull": replace(_COW, deep=0.6, wide=0.46, thick=0.42, waist=0.8, leg=0.062),
    "goat": replace(_COW, long=0.72, deep=0.46, wide=0.34, neck=0.36, rise=48, thick=0.22,
        droop=34, leg=0.045, ears=0.4, tail=0.2, carried=30, curl=20, brush=0.03, snout=0.12,
        extra="horns beard"),
    "sheep": replace(_COW, long=0.72, deep=0.56, wide=0.5, neck=0.26, rise=36, thick=0.3,
        head=0.36, droop=34, leg=0.045, ears=0.4, tail=0.2, brush=0.05, snout=0.14, extra="wool"),
    "lamb": replace(_COW, long=0.6, deep=0.46, wide=0.4, neck=0.28, rise=46, thick=0.24,
        head=0.42, droop=24, leg=0.055, ears=0.42, tail=0.32, brush=0.05, snout=0.13,
        extra="wool"),
    "deer": replace(_HORSE, deep=0.38, wide=0.25, neck=0.46, rise=60, thick=0.19, head=0.34,
        droop=24, leg=0.034, ear="side", ears=0.5, tail=0.14, brush=0.035, carried=10, snout=0.1,
        skull=0.23, extra="antlers"),
    "fawn": replace(_HORSE, deep=0.36, wide=0.25, neck=0.4, rise=60, thick=0.17, head=0.38,
        droop=18, leg=0.038, ear="side", ears=0.55, tail=0.14, brush=0.035, carried=10, snout=0.1,
        skull=0.26, extra=""),
    "bear": Frame(0.74, 0.6, 0.52, 0.98, 0.26, 14, 0.4, 0.44, 0.29, 0.14, 12, 0.105, 0.16,
        ear="round", ears=0.2, tail=0.1, brush=0.05, carried=-30),
    "lion": replace(_BIG, extra="lionmane tuft"),
    "lioness": replace(_BIG, extra="tuft"),
    "tiger": _BIG,
    "leopard": replace(_BIG, leg=0.055, head=0.34),
    "rabbit": Frame(0.9, 0.66, 0.56, 1.16, 0.24, 50, 0.34, 0.58, 0.32, 0.19, 18, 0.07, 0.22,
        ear="long", ears=0.95, tail=0.16, brush=0.11, carried=40, squat=True),
    "rat": replace(_MOUSE, ears=0.26, head=0.74, long=1.45),
    "mouse": _MOUSE,
    "squirrel": replace(_MOUSE, ear="prick", ears=0.3, tail=1.9, brush=0.26, carried=80, curl=10,
        head=0.56, skull=0.34, snout=0.12),
    "pig": Frame(0.8, 0.6, 0.5, 1.0, 0.16, 6, 0.44, 0.46, 0.28, 0.17, 22, 0.06, 0.06, True,
        ear="prick", ears=0.34, tail=0.26, brush=0.018, carried=20, curl=70),
    "boar": Frame(0.78, 0.6, 0.42, 0.82, 0.2, -4, 0.46, 0.5, 0.26, 0.13, 26, 0.055, 0.055, True,
        ear="prick", ears=0.26, tail=0.26, brush=0.018, carried=-60, curl=4, extra="tusks ruff"),
    "elephant": Frame(0.62, 0.58, 0.5, 0.98, 0.16, 14, 0.36, 0.36, 0.44, 0.2, 40, 0.105, 0.1,
        True, ear="fan", ears=0.85, tail=0.42, brush=0.014, carried=-76, curl=-2,
        extra="trunk tusks"),
    "frog": Frame(0.95, 0.72, 0.86, 0.9, 0.04, 10, 0.6, 0.78, 0.42, 0.34, 4, 0.08, 0.3, ear="",
        tail=0.0, squat=True),
    "dragon": Frame(0.86, 0.48, 0.38, 0.8, 0.78, 54, 0.27, 0.5, 0.22, 0.13, 26, 0.07, 0.13,
        ear="", tail=1.5, brush=0.12, carried=-32, curl=14, extra="wings horns spikes"),
}
# fmt: on
