"""What one build may spend, and how a person is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from storyforge.core.price import Price

Agree = Callable[[Price], bool]  # whether the person at the terminal wants to spend that


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most`: a ceiling for this build in US dollars; it stands for an agreement, as `agreed` does.

    `agree`: how to ask a person, None where nobody is there to be asked.
    """

    most: Decimal | None = None
    agreed: bool = False
    agree: Agree | None = None
