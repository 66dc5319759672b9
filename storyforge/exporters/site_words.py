"""How a page says things: times, sizes, links that stay where they belong, and what a picture shows
for those who cannot see it."""

from __future__ import annotations

import re
from urllib.parse import quote

from storyforge.core import film
from storyforge.core.board import BoardScene, Panel

LONGEST_ALT = 160
"""Characters of a shot's words in its alternative text; the whole words stand below the picture."""


def alt(panel: Panel, number: str, scene: BoardScene) -> str:
    """The picture in a sentence or two: which shot, how large, who, where, and what is seen."""
    size = film.SIZE_WORDS.get(panel.camera.partition(" · ")[0], "")
    first = ", ".join(part for part in (f"Shot {number}", size, *panel.cast) if part)
    words = " ".join((panel.words or panel.action).split())
    if len(words) > LONGEST_ALT:
        words = words[: LONGEST_ALT - 1].rstrip() + "…"
    return ". ".join(part for part in (first, scene.slug, words) if part)


def link(path: str) -> str:
    """A path as a URL that can only be relative: no scheme, no host, no root."""
    return quote(path.lstrip("/"), safe="/", errors="replace")


def outside(address: str) -> str:
    """An address elsewhere, if it is one that a page may lead to."""
    return address if address.startswith("https://") else ""


def fragment(anchor: str) -> str:
    """The link to a place on this page."""
    return "#" + quote(anchor, safe="/:", errors="replace")


def pixels(panel: Panel) -> tuple[int, int] | None:
    """Width and height of a panel's picture, if they are known."""
    return (panel.width, panel.height) if panel.width > 0 and panel.height > 0 else None


def ratio(written: str) -> tuple[int, int]:
    """Width and height of `16:9`; of anything that is no ratio, the same."""
    found = re.fullmatch(r"([1-9][0-9]{0,4}):([1-9][0-9]{0,4})", written)
    return (int(found[1]), int(found[2])) if found else (16, 9)


def seconds(frames: int, fps: str) -> str:
    """A duration as a crew says it: `2.5 s`, `3 s`, and `0.08 s` below a second."""
    exact = float(film.seconds(frames, fps))
    text = f"{exact:.1f}" if exact >= 0.95 or not frames else f"{exact:.2f}"
    return f"{text.removesuffix('.0')} s"
