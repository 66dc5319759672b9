"""What pictures cost at each service: data with a date and a source, and the user's own figures
above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from storyforge.core.digest import canonical, sha256
from storyforge.core.preferences import price as read_price
from storyforge.core.price import Price

CREDIT = Decimal("0.01")  # US dollars of one credit of Runway's
NOT_VERIFIED = "not verified"
YOURS = "your settings"


@dataclass(frozen=True, slots=True)
class Row:
    """One price in US dollars, from `low` to `high`; equal when it is certain.

    `model`: empty for every model of the service. `what`: `1080p`, `720p`, `1K`, `4K`, with the
    quality behind it where that matters (`1K low`); empty for every size. `credits`: the same as
    the service counts it, None for a range or where it counts in dollars. `as_of`: the year and
    month when the source said so; empty for the user's own.
    """

    service: str
    model: str
    what: str
    unit: Literal["picture", "second"]
    low: Decimal
    high: Decimal
    credits: int | None
    as_of: str
    source: str

    @property
    def price(self) -> Price:
        """For one unit."""
        return Price(self.low, self.high)


_DOCS = "docs.dev.runwayml.com, pricing"


def _credits(
    model: str,
    what: str,
    low: int,
    high: int | None = None,
    *,
    unit: Literal["picture", "second"] = "picture",
    source: str = _DOCS,
) -> Row:
    """A row of Runway's."""
    most = low if high is None else high
    exact = low if most == low else None
    return Row("runway", model, what, unit, low * CREDIT, most * CREDIT, exact, "2026-10", source)


def _by_quality(model: str, sizes: tuple[str, ...], *each: tuple[str, int]) -> tuple[Row, ...]:
    return tuple(_credits(model, f"{size} {how}", many) for size in sizes for how, many in each)


def _replicate(model: str, low: str, high: str) -> Row:
    bounds = Decimal(low), Decimal(high)
    return Row("replicate", model, "", "picture", *bounds, None, "2026-08", NOT_VERIFIED)


PRICES: tuple[Row, ...] = (
    _credits("gen4_image", "1080p", 8),
    _credits("gen4_image", "720p", 5),
    # Which of the two the sizes between them cost is written nowhere.
    _credits("gen4_image", "1K", 5, 8, source=NOT_VERIFIED),
    _credits("gen4_image_turbo", "", 2),
    _credits("gemini_2.5_flash", "", 5),
    _credits("gemini_image3_pro", "1K", 20),
    _credits("gemini_image3_pro", "2K", 20),
    _credits("gemini_image3_pro", "4K", 40),
    # Runway's pages leave this one out; others report 5 credits for the smallest, 16 for 4K.
    _credits("gemini_image3.1_flash", "", 5, 16, source=NOT_VERIFIED),
    *_by_quality("gpt_image_2", ("1K", "2K"), ("low", 1), ("medium", 5), ("high", 20)),
    *_by_quality("gpt_image_2", ("4K", "auto"), ("low", 2), ("medium", 11), ("high", 41)),
    _credits("seedream5_pro", "1K", 5),
    _credits("seedream5_pro", "2K", 9),
    _credits("seedream5_lite", "", 4),
    _credits("gen4_turbo", "", 5, unit="second"),
    _credits("gen4.5", "", 12, unit="second"),
    _replicate("runwayml/gen4-image", "0.05", "0.08"),
    _replicate("runwayml/gen4-image-turbo", "0.02", "0.05"),
    Row("comfyui", "", "", "picture", Decimal(0), Decimal(0), None, "", "your own machine"),
)


def tariff(
    service: str, model: str, what: str = "", overrides: Mapping[str, str] | None = None
) -> Row:
    """The price of one picture, or of one second of a clip.

    Asked for a size without a quality, or for nothing in particular, it answers with the widest
    range of what that may be. `overrides`: the user's own prices, under `model` or `model what`;
    ValueError with a sentence when one of them cannot be read. LookupError for a model without any
    row.
    """
    row = _widest(_rows(service, model, what))
    for key in (f"{model} {what}".strip(), model):
        written = (overrides or {}).get(key)
        if written is not None:
            return _own(replace(row, model=model, what=what), read_price(written))
    return replace(row, model=model, what=what)


def digest(overrides: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """A digest of the whole table with the user's own prices (service -> overrides): two plans
    with the same one were priced alike."""
    table = [
        [row.service, row.model, row.what, row.unit, str(row.low), str(row.high)] for row in PRICES
    ]
    own = {service: dict(prices) for service, prices in (overrides or {}).items() if prices}
    return sha256(canonical({"prices": table, "own": own}))


def _rows(service: str, model: str, what: str) -> tuple[Row, ...]:
    """The rows that may apply, the nearest kind only."""
    ours = [row for row in PRICES if row.service == service]
    rows = [row for row in ours if row.model == model] or [row for row in ours if not row.model]
    for fits in (
        [row for row in rows if row.what == what],
        [row for row in rows if what and row.what.startswith(f"{what} ")],
        [row for row in rows if not row.what],
        rows,
    ):
        if fits:
            return tuple(fits)
    raise LookupError(f"no price is known for {service} {model}")


def _widest(rows: tuple[Row, ...]) -> Row:
    """One row for all of them."""
    if len(rows) == 1:
        return rows[0]
    low, high = min(row.low for row in rows), max(row.high for row in rows)
    exact = rows[0].credits if low == high else None
    sources = {row.source for row in rows}
    source = rows[0].source if len(sources) == 1 else NOT_VERIFIED
    return replace(rows[0], low=low, high=high, credits=exact, source=source)


def _own(row: Row, price: Price) -> Row:
    return replace(row, low=price.low, high=price.high, credits=None, as_of="", source=YOURS)
