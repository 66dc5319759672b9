"""The takes of a picture as a page tells them: what each was asked for, and what it cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storyforge.core.board import Choice, Made
from storyforge.core.imprint import maker

SOURCES = {
    "trainedAlgorithmicMedia": "Made by AI",
    "algorithmicMedia": "Drawn by an algorithm",
    "digitalCreation": "Made by hand",
}
"""How a picture came to be, in plain words, by IPTC's digital source type."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One take as printed; `rows` are labels and words, `mark` is `chosen`, `rejected` or empty."""

    number: int
    href: str
    mark: str
    rows: tuple[tuple[str, str], ...]


def takes(choices: tuple[Choice, ...], picture: Callable[[str, str], str]) -> tuple[Taken, ...]:
    """All takes of a picture that has more than one."""
    if len(choices) < 2:
        return ()
    return tuple(
        Taken(
            number=each.take,
            href=picture(each.file, each.picture),
            mark="chosen" if each.chosen else "rejected" if each.rejected else "",
            rows=tuple(_rows(each)),
        )
        for each in choices
    )


def _rows(choice: Choice) -> list[tuple[str, str]]:
    made = choice.made
    rows = [("Why", _asked(choice.asked))]
    if made is None:
        return [*rows, ("Made", "nothing is known of it")]
    rows += [
        ("Made", SOURCES[made.source]),
        ("By", " ".join(filter(None, (maker(made), made.version and f"({made.version})")))),
        ("Seed", "" if made.seed is None else str(made.seed)),
        ("Cost", cost(made)),
        ("Prompt", made.prompt),
    ]
    return [(label, words) for label, words in rows if words]


def cost(made: Made) -> str:
    """What one picture cost, and how that is known."""
    return {
        "free": "free",
        "reported": f"${made.cost}, as reported",
        "tariff": f"${made.cost}, by the price list",
    }.get(made.cost_known, "not known")


def _asked(asked: str) -> str:
    word, _, rest = asked.partition(" ")
    if word == "vary":
        return f"variation {rest}".strip()
    return {"": "the first ask", "reroll": "asked again", "hand": "brought by hand"}.get(
        asked, asked
    )
