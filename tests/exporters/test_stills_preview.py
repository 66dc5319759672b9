"""The preview: every panel once, exactly as long as is said, in order, again from the start."""

from __future__ import annotations

import pytest
from PIL import Image, ImageSequence
from small_board import board, filled, scene
from stills_board import Shelf, coloured, drawn, film, opened

from storyforge.core.errors import UsageError
from storyforge.darkroom.imprint import read
from storyforge.exporters.stills.preview import Preview, durations

WISHES = {"as": None, "seconds": 0, "width": 160, "slate": False}


def _preview(shelf: Shelf, shown: object, **wishes: object) -> bytes:
    ((name, data),) = Preview().render(shown, shelf.stock(), WISHES | wishes)  # type: ignore[arg-type]
    assert name == ""
    assert isinstance(data, bytes)
    return data


def _frames(image: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    """How long each frame stands, and the colour in its middle."""
    found = []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        found.append((frame.info["duration"], frame.convert("RGB").getpixel((80, 45))))
    return found


@pytest.mark.parametrize(("form", "name"), [(None, "WEBP"), ("gif", "GIF")])
def test_it_shows_every_panel_as_long_as_it_is(form: str | None, name: str) -> None:
    shelf = Shelf()
    data = _preview(shelf, film(shelf), **{"as": form})
    image = opened(data)
    assert (image.format, image.size, image.info["loop"]) == (name, (160, 90), 0)
    times, colours = zip(*_frames(image), strict=True)
    assert times == (2500, 2500, 2500)
    assert colours[0][0] > 220 > 40 > colours[0][1]
    assert colours[1][1] > 220 > 40 > colours[1][0]
    said = read(data)
    assert said is not None
    assert said.title == "The Lantern Pier"


@pytest.mark.parametrize("form", ["webp", "gif"])
def test_the_same_board_gives_the_same_bytes(form: str) -> None:
    shelf = Shelf()
    shown = film(shelf)
    first = _preview(shelf, shown, **{"as": form}, slate=True)
    assert first == _preview(shelf, shown, **{"as": form}, slate=True)
    assert opened(first).height > 90


@pytest.mark.parametrize(("seconds", "step"), [(0, 1), (1, 1), (7, 10), (600, 10)])
def test_together_the_panels_are_exactly_as_long_as_is_said(seconds: int, step: int) -> None:
    shelf = Shelf()
    panels = [drawn(shelf, f"s{n}", frames=1 + n * 37 % 90) for n in range(23)]
    shown = board(scene(*panels), fps="23.976")
    times = durations(shown, panels, seconds, step)
    own = sum(panel.frames for panel in panels) * 1001 / 24
    assert abs(sum(times) - (seconds * 1000 or own)) <= step
    assert min(times) >= 30
    assert all(time % step == 0 for time in times)


def test_a_long_film_is_made_short_enough_to_be_looked_at() -> None:
    shelf = Shelf()
    panels = [drawn(shelf, f"s{n}", frames=2400) for n in range(40)]
    assert sum(durations(board(scene(*panels)), panels, 0)) == 60_000


@pytest.mark.parametrize("wishes", [{"width": 5}, {"width": 9000}, {"seconds": -1}])
def test_what_cannot_be_is_refused(wishes: dict[str, int]) -> None:
    shelf = Shelf()
    with pytest.raises(UsageError) as caught:
        _preview(shelf, film(shelf), **wishes)
    assert caught.value.problems[0].code == "X034"


def test_no_shot_is_no_preview() -> None:
    with pytest.raises(UsageError) as caught:
        _preview(Shelf(), board())
    assert caught.value.problems[0].code == "X034"


@pytest.mark.parametrize("text", ["שלום", "漢" * 300, "\x00\ud800", "👩‍👧", ""])
def test_no_text_breaks_it(text: str) -> None:
    shelf = Shelf()
    digest = shelf.add(coloured("#102030"))
    shelf.held["ab" * 32] = shelf.held[digest]
    assert opened(_preview(shelf, filled(text), slate=True)).size[0] == 160


def test_one_panel_alone_is_a_still() -> None:
    shelf = Shelf()
    one = board(scene(drawn(shelf, "s010", coloured("#ff0000"))))
    assert opened(_preview(shelf, one)).getpixel((80, 45))[0] > 220
