"""What was asked for, read with patience: unknown words and missing keys are simply not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Given = Mapping[str, object]


def text(given: Given, key: str) -> str:
    """The text under a key, or an empty string."""
    value = given.get(key)
    return value if isinstance(value, str) else ""


def number(given: Given, key: str, default: float, low: float, high: float) -> float:
    """The number under a key held between bounds, or the default."""
    value = given.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return min(high, max(low, float(value))) if value == value else default


def flag(given: Given, key: str) -> bool | None:
    """True, False or nothing said."""
    value = given.get(key)
    return value if isinstance(value, bool) else None


def part(given: Given, key: str) -> Given:
    """The mapping under a key, empty when there is none."""
    value = given.get(key)
    return value if isinstance(value, Mapping) else {}


def parts(given: Given, key: str) -> tuple[Given, ...]:
    """The mappings in a list under a key."""
    value = given.get(key)
    return (
        tuple(v for v in value if isinstance(v, Mapping)) if isinstance(value, list | tuple) else ()
    )


def texts(given: Given, key: str) -> tuple[str, ...]:
    """The texts in a list under a key."""
    value = given.get(key)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list | tuple) else ()


def index(given: Given, key: str) -> int | None:
    """The number of a reference picture, or None."""
    value = given.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def indices(given: Given, key: str) -> tuple[int, ...]:
    """The numbers of several reference pictures."""
    value = given.get(key)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(v for v in value if isinstance(v, int) and not isinstance(v, bool) and v >= 0)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast as the shot asks for them."""

    description: str
    height_cm: int | None
    reference: int | None
    position: str
    facing: str
    action: str
    expression: str
    side: int | None = None  # how many stand to the left along the scene's line; None: not said
    sides: int = 0  # how many stand on that line when this one is shown alone; 0: not said


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot as asked for. Angles in degrees, lens in millimetres or 0."""

    prompt: str
    size: str
    framing: str
    perspective: str
    angle: float
    level: str
    roll: float
    lens: float
    time: str
    weather: str
    light: str
    mood: str
    movement: tuple[str, ...]
    place: Given
    cast: tuple[Member, ...]
    elements: tuple[Given, ...]
    origin: int | None
    root: str  # words of the first shot in the chain of refinements: what its blocking hangs on
    take: int  # 0 is the first
    marks: bool = True  # whether what moves is marked
    named: tuple[int, ...] = ()  # whom of the cast the prompt means; empty: one after another


def shot_of(given: Given) -> Shot:
    """The shot in a staging; the cast is cut at nine, the rest would be a crowd."""
    return Shot(
        text(given, "prompt"),
        text(given, "size").upper(),
        text(given, "framing").lower(),
        text(given, "perspective").lower(),
        number(given, "angle", 0, -90, 80),
        text(given, "level").lower(),
        number(given, "roll", 0, -60, 60),
        number(given, "lens", 0, 0, 400),
        text(given, "time"),
        text(given, "weather"),
        text(given, "light"),
        text(given, "mood"),
        texts(given, "movement"),
        part(given, "place"),
        tuple(_member(m) for m in parts(given, "cast")[:9]),
        parts(given, "elements"),
        index(given, "from"),
        text(given, "root") or text(given, "prompt"),
        round(number(given, "take", 0, 0, 9999)),
        flag(given, "marks") is not False,
        indices(given, "named"),
    )


def _member(given: Given) -> Member:
    tall = number(given, "height_cm", 0, 0, 400)
    return Member(
        text(given, "description"),
        round(tall) or None,
        index(given, "reference"),
        text(given, "position"),
        text(given, "facing"),
        text(given, "action"),
        text(given, "expression"),
        index(given, "side"),
        round(number(given, "sides", 0, 0, 99)),
    )
