"""What a film's pictures cost and who made them: sums of all their takes, from their traces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from storyforge.core.board import Board, BoardScene, Choice, Made, Panel, Plate
from storyforge.core.imprint import maker

_KINDS = {
    "character": "Character sheets",
    "look": "Looks",
    "group": "Groups",
    "location": "Places",
    "view": "Views of places",
    "element": "Things",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One line. Money in US dollars: as reported by services, and by their price lists; `unknown`
    counts takes whose price nobody knows. `made` counts takes, `used` those that are chosen."""

    name: str
    made: int = 0
    used: int = 0
    reported: Decimal = Decimal(0)
    tariff: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def total(self) -> str:
        """All that is known of, as it is said; honest about what is not."""
        money = dollars(self.reported + self.tariff)
        return f"at least {money}" if self.unknown else money


@dataclass(frozen=True, slots=True)
class Maker:
    """One model at one version: how its pictures come to be, and how many of them there are."""

    name: str
    version: str
    source: str
    made: int
    used: int


@dataclass(frozen=True, slots=True)
class Costs:
    """All sums of a film."""

    whole: Sum
    scenes: tuple[Sum, ...]
    plates: tuple[Sum, ...]
    halves: tuple[Sum, ...]
    models: tuple[Sum, ...]
    makers: tuple[Maker, ...]


def costs(board: Board) -> Costs:
    """The sums of a board; the same key is paid once, wherever its picture stands."""
    scenes = [(_heading(each), each) for each in board.scenes]
    kinds = dict.fromkeys(each.kind for each in board.plates)
    shots, sheets = _takes(board.panels()), _takes(board.plates)
    every = shots + sheets
    models = dict.fromkeys(_model(each) for each in every)
    return Costs(
        whole=_sum("All pictures", every),
        scenes=tuple(_sum(name, _takes(each.panels)) for name, each in scenes),
        plates=tuple(
            _sum(_KINDS.get(kind, kind), _takes(p for p in board.plates if p.kind == kind))
            for kind in kinds
        ),
        halves=(_sum("Shots", shots), _sum("Sheets, places and things", sheets)),
        models=tuple(_sum(name, [c for c in every if _model(c) == name]) for name in models),
        makers=_makers(every),
    )


def _heading(scene: BoardScene) -> str:
    words = (scene.number, scene.slug or scene.title)
    return " ".join(filter(None, words)) or "Outside any scene"


def dollars(money: Decimal) -> str:
    """`$0.00`, `$12.50`; more places only where they say something: `$0.045`."""
    places = max(2, -int(money.normalize().as_tuple().exponent))
    return f"${money:,.{min(places, 4)}f}"


def _takes(shown: Iterable[Panel | Plate]) -> list[Choice]:
    return [choice for each in shown for choice in each.choices]


def _model(choice: Choice) -> str:
    return (maker(choice.made) if choice.made else "") or "nothing is known of them"


def _sum(name: str, choices: list[Choice]) -> Sum:
    reported = tariff = Decimal(0)
    unknown = 0
    seen: set[tuple[str, int]] = set()
    for each in choices:
        made = each.made
        if made is None:
            unknown += 1
            continue
        mark = (made.key, each.take)
        if made.key and mark in seen:
            continue
        seen.add(mark)
        money = _money(made)
        if money is None:
            unknown += 1
        elif made.cost_known == "reported":
            reported += money
        else:
            tariff += money
    used = sum(each.chosen for each in choices)
    return Sum(name, len(choices), used, reported, tariff, unknown)


def _money(made: Made) -> Decimal | None:
    if made.cost_known == "free":
        return Decimal(0)
    try:
        money = Decimal(made.cost)
    except InvalidOperation:
        return None
    known = made.cost_known in ("reported", "tariff") and money.is_finite() and money >= 0
    return money if known else None


def _makers(choices: list[Choice]) -> tuple[Maker, ...]:
    found: dict[tuple[str, str, str], list[Choice]] = {}
    for each in choices:
        if each.made:
            made = each.made
            found.setdefault((maker(made), made.version, made.source), []).append(each)
    return tuple(
        Maker(name, version, source, len(each), sum(one.chosen for one in each))
        for (name, version, source), each in found.items()
    )
