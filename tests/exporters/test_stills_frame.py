"""A panel at any size: whole, in the middle, in its shape; a card where there is no picture."""

from __future__ import annotations

from typing import get_args

import pytest
from small_board import panel
from stills_board import Shelf, coloured, drawn

from storyforge.core.board import State
from storyforge.exporters.page import GAPS
from storyforge.exporters.stills.frame import inside, shown, still

GROUND = (1, 2, 3)


@pytest.mark.parametrize(
    ("size", "bar", "middle"),
    [((640, 360), None, True), ((400, 400), (200, 10), True), ((640, 90), (10, 45), True)],
)
def test_a_picture_is_fitted_whole(
    size: tuple[int, int], bar: tuple[int, int] | None, middle: bool
) -> None:
    shelf = Shelf()
    image = still(drawn(shelf, "s010", coloured("#ff0000")), shelf.stock(), size, GROUND)
    assert image.size == size
    assert (image.getpixel((size[0] // 2, size[1] // 2)) == (255, 0, 0)) is middle
    assert bar is None or image.getpixel(bar) == GROUND


@pytest.mark.parametrize("state", get_args(State))
def test_every_state_has_a_card(state: str) -> None:
    assert state in GAPS
    image = shown(panel(picture=None, state=state), Shelf().stock(), (320, 180))
    assert image.size == (320, 180)
    assert len(image.getcolors(100_000) or ()) > 3  # something is written on it


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (23, 23), (4000, 30)])
def test_no_size_breaks_a_card(size: tuple[int, int]) -> None:
    found = still(panel(picture=None, state="missing", number="漢" * 400), Shelf().stock(), size)
    assert found.size == size


def test_a_shape_is_kept_and_never_nothing() -> None:
    assert inside((16, 9), (320, 320)) == (320, 180)
    assert inside((10_000, 1), (50, 50)) == (50, 1)
