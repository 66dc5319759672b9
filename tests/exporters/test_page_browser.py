"""A real browser opens the page from disk: pictures come, keys walk, and no stranger's script ever runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from PIL import Image
from small_board import board, filled, page, panel, scene

from storyforge.core.board import Board, Plate

TRIPWIRE = "document.documentElement.dataset.pwned = 'yes'"
HOSTILE = (
    f"<script>{TRIPWIRE}</script>"
    f'"><img src=x onerror="{TRIPWIRE}">'
    f'\'><svg onload="{TRIPWIRE}"></svg>'
    f"</style></title></script><script>{TRIPWIRE}</script>"
    "\u202e"
)

# Runs in the page's own world: what was refused, what was loaded, where the keys lead.
PROBE = """
() => {
  const press = key => {
    dispatchEvent(new KeyboardEvent("keydown", {key, cancelable: true}));
    return document.activeElement.closest(".panel")?.id ?? null;
  };
  return {
    pictures: [...document.images].map(image => [image.naturalWidth, image.naturalHeight]),
    paper: getComputedStyle(document.documentElement).backgroundColor,
    panels: [...document.querySelectorAll(".panel")].map(panel => {
      const {width, height} = panel.querySelector(".picture").getBoundingClientRect();
      return Math.round(100 * width / height) / 100;
    }),
    walk: ["j", "j", "ArrowRight", "ArrowRight", "k", "ArrowLeft", "x"].map(press),
    overflow: document.documentElement.scrollWidth - innerWidth,
    refused,
  };
}
"""


def probes(browser: Browser, what: Board, width: int = 1200) -> dict[str, Any]:
    """What the probe saw."""
    seen: dict[str, Any] = browser.probes(page(what), PROBE, width)
    return seen


def paint(folder: Path, what: Board) -> None:
    """Small pictures where the board says they lie."""
    panels = [(each.file, each.width, each.height) for one in what.scenes for each in one.panels]
    for file, width, height in panels + [(each.file, 60, 40) for each in what.plates]:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (width, height), (200, 60, 40)).save(folder / file)


SHOWN = board(
    scene(
        panel("s010", width=160, height=90, file="sc 01/é#1.png"),
        panel("s020", width=160, height=90),
        panel("s030", width=90, height=160),
    ),
    plates=(Plate("element", "lantern", "Lantern", "", "things/l.png", "cd" * 32, "current"),),
)


def test_pictures_style_and_keys_work_from_disk(browser: Browser) -> None:
    paint(browser.folder, SHOWN)
    assert probes(browser, SHOWN) == {
        "pictures": [[160, 90], [160, 90], [90, 160], [60, 40]],
        "paper": "rgb(247, 242, 232)",
        "panels": [1.78, 1.78, 1.78],
        "walk": ["s010", "s020", "s030", "s030", "s020", "s010", "s010"],
        "overflow": 0,
        "refused": [],
    }


@pytest.mark.parametrize("width", [500, 900])
def test_nothing_hangs_over_the_edge(browser: Browser, width: int) -> None:
    what = filled("W" * 90 + HOSTILE)
    assert probes(browser, what, width)["overflow"] <= 0


def test_hostile_text_runs_nothing(browser: Browser) -> None:
    seen = browser.opens(page(filled(HOSTILE)))
    assert "data-pwned" not in seen.partition(">")[0] + seen.partition("<head>")[0]
    assert probes(browser, filled(HOSTILE))["refused"] == []


def test_hostile_text_runs_nothing_even_without_the_policy(browser: Browser) -> None:
    text, count = re.subn(r"<meta http-equiv=[^>]*>", "", page(filled(HOSTILE)))
    assert count == 1
    assert "data-pwned" not in browser.opens(text).partition("<head>")[0]


def test_the_policy_alone_stops_a_script(browser: Browser) -> None:
    smuggled = f'<body><script>{TRIPWIRE}</script><img src="x" onerror="{TRIPWIRE}">'
    text = page(SHOWN).replace("<body>", smuggled)
    assert "data-pwned" not in browser.opens(text).partition("<head>")[0]
    open_door = re.sub(r"<meta http-equiv=[^>]*>", "", text)
    assert "data-pwned" in browser.opens(open_door).partition("<head>")[0], "the wire is dead"
