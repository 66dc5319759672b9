"""What verbs that may cost money share: the options, and the question before anything is spent."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from storyforge.late import load


class Dollars(click.ParamType[Decimal]):
    """An amount: `$5`, `5`, `0.40`."""

    name = "dollars"

    def convert(self, value: Any, param: Any, ctx: Any) -> Decimal:
        """A Decimal, not negative."""
        try:
            amount = Decimal(str(value).strip().removeprefix("$"))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount < 0:
            self.fail(f'"{value}" is no amount in US dollars; write `$5` or `0.40`', param, ctx)
        return amount


yes_option = click.option(
    "-y", "--yes", is_flag=True, help="Spend what the plan says without being asked."
)
max_cost_option = click.option(
    "--max-cost",
    type=Dollars(),
    metavar="$N",
    help="Spend at most this, whatever happens; do not ask.",
)


def allowance(yes: bool, *most: Decimal | None) -> Any:
    """What a build may spend: the least of `most`. A person is asked where there is one."""
    asking = sys.stdin.isatty() and sys.stderr.isatty()
    ceiling = min((each for each in most if each is not None), default=None)
    return load("storyforge.core.allowance:Allowance")(ceiling, yes, _agree if asking else None)


def _agree(price: Any) -> bool:
    return click.confirm(load("storyforge.reporters.money:question")(price), err=True)
