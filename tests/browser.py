"""A real browser for tests of pages: Debian's Chromium, driven until it answers, never for a span of time.

Needs Chromium. Without one the tests are skipped at home and fail where CI is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip
_REFUSALS = """
window.refused = [];
addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective));
"""
_SETTLE = """
async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
}
"""


@dataclass(frozen=True)
class Browser:
    """Chromium with a folder of its own, in which pages lie."""

    chromium: Chromium
    folder: Path

    def opened(self, text: str, width: int = 1280, height: int = 900, **how: Any) -> Page:
        """A page opened from disk, all its pictures decoded; `how`: as for a new context."""
        file = self.folder / "opened.html"
        file.write_text(text, encoding="utf-8", newline="")
        return self.visited(file, width, height, **how)

    def visited(self, file: Path, width: int = 1280, height: int = 900, **how: Any) -> Page:
        """The same of a file that lies on disk already."""
        context = self.chromium.new_context(viewport={"width": width, "height": height}, **how)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.add_init_script(_REFUSALS)
        page.goto(file.as_uri())
        page.evaluate(_SETTLE)
        return page

    def opens(self, text: str, width: int = 1280) -> str:
        """The document after its scripts ran."""
        page = self.opened(text, width)
        try:
            return page.content()
        finally:
            page.context.close()

    def probes(self, text: str, probe: str, width: int = 1280) -> Any:
        """What a function in the page's own world returns: `() => ...`, or one that waits."""
        page = self.opened(text, width)
        try:
            return page.evaluate(probe)
        finally:
            page.context.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One browser for the tests of a file."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have chromium: a page is not proved without a browser")
        pytest.skip("no chromium on this machine")
    with (
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=program, args=[*_QUIET]) as opened,
    ):
        yield opened


@pytest.fixture
def browser(chromium: Chromium, tmp_path: Path) -> Browser:
    """The browser, in this test's own folder."""
    return Browser(chromium, tmp_path)
