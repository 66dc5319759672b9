"""Panels against their golden pictures: equal but for what another Pillow may round differently."""

from __future__ import annotations

import io
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import golden_panels
import pytest
from PIL import Image, ImageChops

MEAN = 1.5  # of 255, over the whole picture
FAR = 0.004  # share of pixels that may be off by more than 48


@pytest.mark.parametrize("name", golden_panels.PANELS)
def test_a_panel_looks_as_it_did(name: str) -> None:
    with Image.open(golden_panels.FOLDER / f"{name}.png") as kept:
        off = ImageChops.difference(
            kept.convert("RGB"), Image.open(io.BytesIO(golden_panels.drawn(name)))
        ).convert("L")
    histogram = off.histogram()
    pixels = sum(histogram)
    mean = sum(value * count for value, count in enumerate(histogram)) / pixels
    again = "look at it, then `python -m tests.artist.golden_panels`"
    assert mean <= MEAN, f"{name} changed; {again}"
    assert sum(histogram[49:]) / pixels <= FAR, f"{name} changed; {again}"


def test_no_golden_panel_is_left_over() -> None:
    assert {path.stem for path in golden_panels.FOLDER.glob("*.png")} == set(golden_panels.PANELS)


def test_threads_and_processes_draw_the_same_bytes() -> None:
    names = ["close-pencil", "sheet-pencil"]
    here = [golden_panels.drawn(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(golden_panels.drawn, names * 2)) == here * 2
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(golden_panels.drawn, names)) == here
