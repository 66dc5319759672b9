"""What a board may be filtered by: scenes, who is in it, where it is, how its pictures stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyforge.core.board import Board, Panel

DECIDED = ("picked", "approved", "locked")
"""Decisions that a person made about a picture."""

_SAID = {
    "current": "Current",
    "picked": "Picked",
    "approved": "Approved",
    "locked": "Locked",
    "no-picture": "No picture yet",
    "clip": "With a clip",
    "takes": "Several takes",
    "approved-stale": "Stale but approved",
}
_ORDER = (*DECIDED, "takes", "clip", "no-picture", "current")

Offer = tuple[str, str]  # its word in an address, and how it is said


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be chosen, each in the order of the film."""

    scene: tuple[Offer, ...]
    who: tuple[Offer, ...]
    where: tuple[Offer, ...]
    status: tuple[Offer, ...]


def filters(board: Board) -> Filters:
    """What the panels of this board have to offer; nothing that none of them has."""
    who: dict[str, str] = {}
    where: dict[str, str] = {}
    stands: dict[str, None] = {}
    for panel in board.panels():
        names = zip(panel.cast_ids or panel.cast, panel.cast, strict=False)
        who.update((token(each), name) for each, name in names)
        if panel.location:
            where[token(panel.location)] = panel.place or panel.location
        stands.update(dict.fromkeys(status(panel) or ("current",)))
    rest = [each for each in stands if each not in _ORDER]
    order = [each for each in _ORDER if each in stands] + rest
    return Filters(
        scene=tuple(
            (each.id or f"-{at}", " ".join(filter(None, (each.number, each.slug or each.title))))
            for at, each in enumerate(board.scenes)
        ),
        who=tuple(who.items()),
        where=tuple(where.items()),
        status=tuple((each, _SAID.get(each) or _said(each)) for each in order),
    )


def _said(word: str) -> str:
    return word.replace("-", " ").capitalize()


def status(panel: Panel) -> tuple[str, ...]:
    """How a panel stands, in single words; nothing where all is as it should be."""
    words = [panel.state.replace(" ", "-")] if panel.state != "current" else []
    if panel.decision in DECIDED and panel.decision not in words:
        words.append(panel.decision)
    if panel.picture is None:
        words.append("no-picture")
    if panel.clip and panel.picture:
        words.append("clip")
    if panel.takes > 1:
        words.append("takes")
    return tuple(words if panel.state != "current" or not words else ("current", *words))


def token(name: str) -> str:
    """An id as one word of a list of words."""
    return re.sub(r"\s+", "-", name)
