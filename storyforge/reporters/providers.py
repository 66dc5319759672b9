"""Sentences about providers: what a model takes and costs, and how a service is reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from storyforge.core.price import Price, spread
from storyforge.core.seams import Capabilities
from storyforge.reporters.money import SORTS

DESCRIBES = "puts pictures into words (`storyforge describe`)"
_ALL = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9")


def sort(sorts: Collection[str]) -> str:
    """How a service delivers, by its delivery classes; none for what is made here."""
    return "; ".join(f"{each}: {SORTS[each]}" for each in sorted(sorts)) or "made here, free"


def key(found: str, looked: Sequence[str]) -> str:
    """Where a key is, or was looked for."""
    return f"key from {found}" if found else f"no key; looked for {', '.join(looked)}"


def no_key_needed(variable: str) -> str:
    """A service that has no door unless its user built one."""
    return f"needs no key (unless you set {variable})"


def address(url: str) -> str:
    """A service that is not where it usually is."""
    return f"at {url}"


def proxy(through: str) -> str:
    """The way out."""
    return f"through the proxy {through}"


def model(name: str, width: int, can: Capabilities, price: Price | None, unit: str) -> str:
    """One model in a line: what it takes, and what it costs."""
    many = f"{can.least}–{can.references}" if can.references != can.least else f"{can.least}"
    references = f"{many} reference{'' if many == '1' else 's'}"
    missing = [each for each in _ALL if each not in can.ratios]
    clip = "clip" if can.makes == "clip" else ""
    less = f"no {' '.join(missing)}" if missing else ""
    rest = ", ".join(filter(None, [clip, less]))
    takes = f"{references:<15}  {can.prompt_units:>6} units"
    return f"  {name:<{width}}  {takes}  {_cost(price, unit):<10}  {rest}".rstrip()


def _cost(price: Price | None, unit: str) -> str:
    if price is None:
        return "price not known"
    return spread(price) if unit == "picture" else f"{spread(price)} a {unit}"
