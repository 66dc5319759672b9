"""How the takes of one shot wander: a curated table of changes in lens, light, composition and
mood, chosen for each take always the same way.

The aesthetic range is 0 to 5. At 0 only the seed differs. Each step opens one more kind of change,
from the mildest to the boldest; a take gets one change of every kind that is open. Take 0 never
wanders, so that the range can be changed without making it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core.digest import sha256

VERSION = 1  # of the table: raised by hand when a row changes, for every changed row is another ask
_NORMAL_LENS = 50  # millimetres; what a shot without a lens counts as


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its words, and what it does to a staged scene: lens in per cent, angle and roll
    in degrees, light and mood in words.
    """

    words: str
    lens: int = 100
    angle: int = 0
    roll: int = 0
    light: str = ""
    mood: str = ""


TABLE: tuple[tuple[str, tuple[Change, ...]], ...] = (
    (
        "lens",
        (
            Change("a slightly longer lens", lens=125),
            Change("a slightly wider lens", lens=80),
            Change("a longer lens, the background drawn closer", lens=150),
            Change("a wider lens, more of the place in view", lens=66),
        ),
    ),
    (
        "light",
        (
            Change("softer, more even light", light="soft even light"),
            Change("a harder light from the side", light="hard side light"),
            Change("light from behind, rims bright", light="backlight"),
            Change("low key, one small source", light="low key, one source"),
        ),
    ),
    (
        "composition",
        (
            Change("seen from a little below", angle=8),
            Change("seen from a little above", angle=-8),
            Change("more air above the heads", angle=4),
            Change("the subject further from the centre", angle=-4, lens=90),
        ),
    ),
    (
        "mood",
        (
            Change("a quieter mood", mood="quiet"),
            Change("a tenser mood", mood="tense"),
            Change("a warmer mood", mood="warm"),
            Change("a lonelier mood", mood="lonely"),
        ),
    ),
    (
        "boldness",
        (
            Change("a bold diagonal composition", roll=10),
            Change("a bold low composition", angle=18),
            Change("a bold high composition", angle=-18),
            Change("a bold, tilted, close composition", roll=-8, lens=130),
        ),
    ),
)
LONGEST = 20 + sum(max(len(change.words) + 2 for change in changes) for _, changes in TABLE)


def changes(key: str, take: int, wander: int) -> tuple[Change, ...]:
    """The changes of one take: one of each kind that `wander` (0 to 5) opens, none for take 0.

    `key`: of the ask that does not wander. Neighbouring takes get different rows; with two kinds or
    more no combination comes again within 16 takes.
    """
    if not take or not wander:
        return ()
    start = int(sha256(f"{VERSION} {key}".encode())[:8], 16)
    rows = TABLE[:wander]
    return tuple(
        kind[(start // len(kind) ** place + take + place * (take // len(kind))) % len(kind)]
        for place, (_, kind) in enumerate(rows)
    )


def varied(action: Mapping[str, Any], key: str, take: int, wander: int) -> Mapping[str, Any]:
    """The action of one take: `action` itself when it does not wander, else with the changes in its
    sentence and its staging, and what was varied said in `varied`.
    """
    chosen = changes(key, take, wander)
    if not chosen:
        return action
    words = [change.words for change in chosen]
    other = {**action, "varied": {"table": VERSION, "range": wander, "words": words}}
    other["sentence"] = [*action["sentence"], f" Variation: {', '.join(words)}."]
    if "staging" in action:
        other["staging"] = _restaged(action["staging"], chosen)
    return other


def _restaged(staging: Mapping[str, Any], chosen: tuple[Change, ...]) -> dict[str, Any]:
    scene = dict(staging)
    lens = scene.get("lens") or _NORMAL_LENS
    for change in chosen:
        lens = lens * change.lens // 100
        for name in ("angle", "roll"):
            if getattr(change, name):
                turned = (scene.get(name) or 0) + getattr(change, name)
                scene[name] = max(-90, min(90, turned))
        for name in ("light", "mood"):
            if getattr(change, name):
                scene[name] = ", ".join(filter(None, (scene.get(name), getattr(change, name))))
    scene["lens"] = max(8, lens)
    return scene
