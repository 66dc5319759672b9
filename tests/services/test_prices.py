"""What pictures cost: every model has a row, the user's own prices come first, and a range is never narrower than what is known."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyforge.core.price import Price
from storyforge.providers.prices import CREDIT, NOT_VERIFIED, PRICES, YOURS, digest, tariff

STILLS = [
    "gen4_image",
    "gen4_image_turbo",
    "gemini_2.5_flash",
    "gemini_image3_pro",
    "gemini_image3.1_flash",
    "gpt_image_2",
    "seedream5_pro",
    "seedream5_lite",
]
SIZES = ["", "720p", "1080p", "1K", "2K", "4K", "auto", "1K low", "4K high"]


def dollars(low: str, high: str = "") -> Price:
    return Price(Decimal(low), Decimal(high or low))


@pytest.mark.parametrize(
    ("model", "what", "price", "count"),
    [
        ("gen4_image", "1080p", dollars("0.08"), 8),
        ("gen4_image", "720p", dollars("0.05"), 5),
        ("gen4_image", "1K", dollars("0.05", "0.08"), None),
        ("gen4_image", "", dollars("0.05", "0.08"), None),
        ("gen4_image_turbo", "1080p", dollars("0.02"), 2),
        ("gen4_image_turbo", "720p", dollars("0.02"), 2),
        ("gemini_2.5_flash", "1K", dollars("0.05"), 5),
        ("gemini_image3_pro", "2K", dollars("0.20"), 20),
        ("gemini_image3_pro", "4K", dollars("0.40"), 40),
        ("gemini_image3.1_flash", "1K", dollars("0.05", "0.16"), None),
        ("gpt_image_2", "1K high", dollars("0.20"), 20),
        ("gpt_image_2", "4K low", dollars("0.02"), 2),
        ("gpt_image_2", "2K", dollars("0.01", "0.20"), None),
        ("gpt_image_2", "", dollars("0.01", "0.41"), None),
        ("seedream5_pro", "2K", dollars("0.09"), 9),
        ("seedream5_lite", "4K", dollars("0.04"), 4),
        ("gen4_turbo", "", dollars("0.05"), 5),
        ("gen4.5", "", dollars("0.12"), 12),
    ],
)
def test_what_runway_asks(model: str, what: str, price: Price, count: int | None) -> None:
    row = tariff("runway", model, what)
    assert (row.price, row.credits, row.model, row.what) == (price, count, model, what)


def test_replicate_is_a_range_that_nobody_verified() -> None:
    row = tariff("replicate", "runwayml/gen4-image", "1080p")
    assert (row.price, row.source) == (dollars("0.05", "0.08"), NOT_VERIFIED)
    assert tariff("replicate", "runwayml/gen4-image-turbo").price == dollars("0.02", "0.05")


def test_ones_own_machine_costs_nothing_until_one_says_so() -> None:
    assert tariff("comfyui", "workflow").price.free
    assert tariff("comfyui", "workflow", "", {"workflow": "0.01"}).price == dollars("0.01")


def test_stills_are_counted_by_picture_and_clips_by_second() -> None:
    assert {tariff("runway", model).unit for model in STILLS} == {"picture"}
    assert {tariff("runway", model).unit for model in ("gen4_turbo", "gen4.5")} == {"second"}


def test_every_row_has_a_source_and_a_date() -> None:
    assert all(row.source and (row.as_of or row.service == "comfyui") for row in PRICES)
    assert all(0 <= row.low <= row.high for row in PRICES)
    names = [(row.service, row.model, row.what) for row in PRICES]
    assert len(set(names)) == len(names)


def test_credits_and_dollars_agree() -> None:
    exact = [row for row in PRICES if row.credits is not None]
    assert exact
    assert all(row.low == row.high == row.credits * CREDIT for row in exact)


@pytest.mark.parametrize(("service", "model"), [("runway", "gen5"), ("runway", ""), ("fal", "x")])
def test_a_model_without_a_price_is_no_guess(service: str, model: str) -> None:
    with pytest.raises(LookupError, match="no price is known"):
        tariff(service, model)


@pytest.mark.parametrize("model", STILLS)
def test_a_size_that_no_row_names_is_the_widest_range(model: str) -> None:
    rows = [row for row in PRICES if row.service == "runway" and row.model == model]
    for what in SIZES:
        found = tariff("runway", model, what)
        assert (
            min(row.low for row in rows) <= found.low <= found.high <= max(row.high for row in rows)
        )
    assert tariff("runway", model, "8K").high == max(row.high for row in rows)


# The user's own


def test_ones_own_prices_come_first() -> None:
    own = {"gen4_image": "$0.07", "gen4_image 1080p": "0.09-0.11", "seedream5_lite": "0"}
    row = tariff("runway", "gen4_image", "1080p", own)
    assert (row.price, row.credits, row.source, row.as_of) == (
        dollars("0.09", "0.11"),
        None,
        YOURS,
        "",
    )
    assert tariff("runway", "gen4_image", "720p", own).price == dollars("0.07")
    assert tariff("runway", "gen4_image", "", own).price == dollars("0.07")
    assert tariff("runway", "gen4_image_turbo", "", own).price == dollars("0.02")
    assert tariff("runway", "seedream5_lite", "4K", own).price.free


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("$0.08", dollars("0.08")),
        ("0.05-0.08", dollars("0.05", "0.08")),
        ("$0.05–$0.08", dollars("0.05", "0.08")),
        (" 0.05 - 0.08 ", dollars("0.05", "0.08")),
        ("1", dollars("1")),
    ],
)
def test_ways_to_write_a_price(written: str, price: Price) -> None:
    assert tariff("runway", "gen4_image", "", {"gen4_image": written}).price == price


@pytest.mark.parametrize(
    "written", ["", "cheap", "-1", "8 credits", "0.08-0.05", "1e3", "٣", "0.08 EUR"]
)
def test_what_is_no_price(written: str) -> None:
    with pytest.raises(ValueError, match="a price"):
        tariff("runway", "gen4_image", "", {"gen4_image": written})


# What a saved plan remembers


def test_the_digest_moves_with_every_price() -> None:
    own = [{}, {"runway": {"gen4_image": "0.07"}}, {"runway": {"gen4_image": "0.08"}}]
    own += [{"replicate": {"gen4_image": "0.07"}}, {"runway": {"gen4_image 720p": "0.07"}}]
    assert len({digest(each) for each in own}) == len(own)
    assert digest() == digest({}) == digest({"runway": {}})


@given(
    st.dictionaries(
        st.sampled_from([" ".join(each) for each in product(STILLS, SIZES[1:])]), st.just("0.5")
    )
)
def test_order_does_not_matter_to_the_digest(own: dict[str, str]) -> None:
    assert digest({"runway": own}) == digest({"runway": dict(reversed(own.items()))})
