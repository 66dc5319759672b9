"""The exported board under a finger and on paper: what is touched is large enough, the player fits a
telephone, and short shots are many on a page."""

from __future__ import annotations

import pytest
from browser import Browser
from small_board import board, scene
from test_site import FILM, taken
from test_site_browser import halted, shown, site

SMALL = """
() => [...document.querySelectorAll("button, select, input, summary, a:not(.picture)")]
  .filter(each => each.checkVisibility() && !each.closest(".chart, .unseen"))
  .filter(each => !document.querySelector("dialog[open]") || each.closest("dialog[open]"))
  .map(each => {
    const {width, height} = each.getBoundingClientRect();
    const [before, one] = [getComputedStyle(each, "::before"), getComputedStyle(each)];
    const around = before.content === "none" ? [0, 0]
      : [parseFloat(before.width), parseFloat(before.height)];
    return [`${each.tagName} ${each.className}`, Math.max(width, around[0]), Math.max(height, around[1])];
  })
  .filter(([, width, height]) => width < 43.5 || height < 43.5)
"""


@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html"])
def test_a_finger_hits_what_it_means(browser: Browser, name: str) -> None:
    site(browser, FILM)
    page = browser.visited(browser.folder / name, 390, 844, has_touch=True, is_mobile=True)
    assert page.evaluate(SMALL) == []


def test_the_player_fits_a_telephone(browser: Browser) -> None:
    page = halted(browser, shown(), 360, has_touch=True, is_mobile=True)
    page.click(".begin")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.querySelector('.player').scrollWidth - innerWidth") <= 0
    keys = page.evaluate("document.querySelector('.player .keys').getBoundingClientRect().right")
    code = page.evaluate("document.querySelector('.code').getClientRects().length")
    assert (keys <= 360, code) == (True, 1)


def test_a_touch_shows_what_belongs_together_and_a_second_goes_there(browser: Browser) -> None:
    site(browser, FILM)
    page = browser.visited(browser.folder / "graph.html", 390, 844, has_touch=True, is_mobile=True)
    node = page.locator(".chart .node").first
    node.tap()
    assert page.locator(".chart.lit .node.on").count() > 0
    assert page.url.endswith("graph.html")
    node.tap()
    page.wait_for_url("**/index.html#*")


def test_short_shots_are_many_on_a_printed_page(browser: Browser) -> None:
    shots = [taken(f"s{each:03}", start=each * 60) for each in range(1, 17)]
    page = browser.visited(site(browser, board(scene(*shots))), 1032, 703)  # A4 within its margins
    page.emulate_media(media="print")
    tops = page.evaluate(
        "[...document.querySelectorAll('.panel')].map(each => each.getBoundingClientRect())"
        ".filter((each, _, all) => each.bottom - all[0].top <= innerHeight - 120).length"
    )
    assert tops >= 8
