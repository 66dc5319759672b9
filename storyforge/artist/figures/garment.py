"""How garments are cut: what makes one kind of clothes another by its outline alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.artist.body.look import Look


@dataclass(frozen=True, slots=True)
class Cut:
    """One kind of garment. Lengths are shares of the wearer's height.

    *fall* is where the hem hangs: 0 hip, 1 knee, 2 ankle; *flare* how far it stands off there.
    """

    fall: float = 0.2
    flare: float = 0.004
    ease: float = 0.006
    waist: float = 1.0  # how far it is drawn in, 1 is not at all
    sleeve: float = 0.005  # how far sleeves stand off the arm
    cuff: float = 0.0235  # half the width of the sleeve's mouth
    pads: float = 0.0  # how much wider the shoulders are built
    collar: str = "shirt"  # lapel, wide, shirt, stand, crew, round
    opening: bool = True
    belt: bool = False
    pockets: str = ""  # flap, patch, slant, breast
    rows: tuple[float, ...] = ()  # where rows of buttons stand, half widths from the middle


CUTS: dict[str, Cut] = {
    "coat": Cut(
        1.12,
        0.03,
        0.012,
        0.95,
        0.009,
        0.03,
        0.006,
        "wide",
        belt=True,
        pockets="slant",
        rows=(0.12,),
    ),
    "peacoat": Cut(
        0.44, 0.02, 0.013, 1.0, 0.01, 0.029, 0.01, "wide", pockets="slant", rows=(-0.4, 0.4)
    ),
    "jacket": Cut(
        0.2, 0.006, 0.009, 0.98, 0.007, 0.026, 0.004, "lapel", pockets="flap", rows=(0.1,)
    ),
    "jumper": Cut(0.1, -0.008, 0.008, 1.02, 0.009, 0.02, 0.0, "crew", opening=False),
    "shirt": Cut(0.12, 0.002, 0.005, 0.97, 0.006, 0.02, 0.0, "shirt", rows=(0.0,)),
    "dress": Cut(1.42, 0.05, 0.001, 0.92, 0.001, 0.019, 0.0, "round", opening=False, belt=True),
    "skirt": Cut(1.1, 0.03, 0.003, 0.94, 0.005, 0.02, 0.0, "shirt", opening=False, belt=True),
    "uniform": Cut(
        0.3,
        0.012,
        0.008,
        0.93,
        0.007,
        0.025,
        0.008,
        "stand",
        belt=True,
        pockets="breast",
        rows=(-0.3, 0.3),
    ),
    "cloak": Cut(0.25, 0.008, 0.006, 0.96, 0.006, 0.024, 0.0, "stand", belt=True),
    "robe": Cut(1.8, 0.035, 0.012, 1.0, 0.014, 0.042, 0.0, "crew", opening=False, belt=True),
    "apron": Cut(0.1, 0.002, 0.005, 0.97, 0.006, 0.02, 0.0, "shirt"),
    "suit": Cut(
        0.27, 0.008, 0.008, 0.94, 0.006, 0.024, 0.007, "lapel", pockets="flap", rows=(0.08,)
    ),
}
# how much paler than the cloth what is worn above a skirt or under an apron is, 0..1
PALER = {"apron": 0.35, "skirt": 0.82}
_BARE_BELOW = frozenset(("dress", "skirt"))


def garment(look: Look) -> Cut:
    """How somebody's upper garment is cut; a child's hangs straighter."""
    cut = CUTS.get(look.top, CUTS["jacket"])
    return replace(cut, waist=1.0, flare=cut.flare * 1.2) if look.child else cut


def bare_legs(look: Look) -> bool:
    """Whether stockings show below the hem instead of trousers."""
    return look.top in _BARE_BELOW
