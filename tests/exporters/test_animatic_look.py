"""What is seen in an animatic: moves go the right way, joins mix both, marks stay in their corners."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from storyforge.core.board import Board, Camera, Panel, Said
from storyforge.core.film import MOVES, SPEEDS
from storyforge.exporters.animatic.moves import path
from tests.exporters.animatic_films import PLAIN, Shelf, drawn, frames, near
from tests.exporters.small_board import board, panel, scene

RED, BLUE = (200, 30, 30), (30, 40, 190)
WIDE, TALL = 854, 480


def _cross() -> Image.Image:
    """A white spot in the middle of the dark."""
    image = Image.new("RGB", (1280, 720), (20, 20, 20))
    ImageDraw.Draw(image).rectangle((600, 320, 679, 399), fill="white")
    return image


def _spot(image: Image.Image) -> tuple[float, float, int]:
    """Where the white spot is, and how wide."""
    box = image.convert("L").point(lambda value: 255 * (value > 128)).getbbox()
    assert box is not None
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0]


def _moved(movement: str) -> tuple[tuple[float, float, int], tuple[float, float, int]]:
    shelf = Shelf()
    taken = Camera(movement=(movement,))
    shown = frames(
        drawn(board(scene(panel(picture=shelf.add(_cross()), frames=9, taken=taken))), shelf)
    )
    return _spot(shown[0]), _spot(shown[-1])


def test_a_pan_to_the_left_shows_what_is_left() -> None:
    (before, _, _), (after, _, _) = _moved("pan left")
    assert after > before + 60


def test_a_tilt_up_shows_what_is_above() -> None:
    (_, before, _), (_, after, _) = _moved("tilt up")
    assert after > before + 30


def test_a_dolly_in_comes_closer_and_out_goes_away() -> None:
    (x, y, before), (_, _, after) = _moved("dolly in")
    assert after > before * 1.1
    assert (x, y) == pytest.approx((WIDE / 2, TALL / 2), abs=2)
    (_, _, before), (_, _, after) = _moved("zoom out")
    assert after < before / 1.1


@pytest.mark.parametrize("pace", ["", *SPEEDS])
@pytest.mark.parametrize("verb", MOVES)
def test_no_move_ever_shows_what_is_beyond_the_edge(verb: str, pace: str) -> None:
    for way in MOVES[verb]:
        found = path((" ".join(each for each in (verb, way, pace) if each),), 1.7)
        for n in range(101) if found else ():
            assert found is not None
            view = found.view(n / 100, n / 24, 16 / 9)
            half = 0.5 / view.zoom
            if not view.roll:
                assert half - 1e-9 <= view.x <= 1 - half + 1e-9
                assert half - 1e-9 <= view.y <= 1 - half + 1e-9
            assert view.zoom >= 1 - 1e-9


def test_a_move_is_smooth_and_rests_at_both_ends() -> None:
    way = path(("pan right",))
    assert way is not None
    places = [way.view(n / 100, 0, 1.5).x for n in range(101)]
    steps = [after - before for before, after in itertools.pairwise(places)]
    assert min(steps) > 0
    assert steps[0] < max(steps) / 5 > steps[-1]
    assert path(("static",)) is path(("rack focus",)) is path(()) is path(("nonsense",)) is None


def test_the_picture_stands_when_no_moves_are_wished() -> None:
    shelf = Shelf()
    one = panel(picture=shelf.add(_cross()), frames=9, taken=Camera(movement=("dolly in fast",)))
    shown = frames(drawn(board(scene(one)), shelf, PLAIN | {"moves": False}))
    assert _spot(shown[0]) == _spot(shown[-1])


def _two(transition: str, **changes: Any) -> tuple[Board, Shelf]:
    shelf = Shelf()
    first = panel("a", picture=shelf.colour(RED), frames=24, transition=transition, **changes)
    return board(scene(first, panel("b", picture=shelf.colour(BLUE), start=24, frames=24))), shelf


def _mean(image: Image.Image) -> tuple[float, float, float]:
    small: Any = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return tuple(small)


@pytest.mark.parametrize("kind", ["dissolve", "wipe", "push", "whip"])
def test_half_way_through_a_join_both_are_seen(kind: str) -> None:
    film, shelf = _two(kind)
    shown = frames(drawn(film, shelf))
    assert len(shown) == 48
    middle = _mean(shown[23])
    assert 80 < middle[0] < 150
    assert 80 < middle[2] < 150
    for n in (*range(18), *range(30, 48)):
        assert near(shown[n], (WIDE // 2, TALL // 2), RED if n < 24 else BLUE)
    cut = frames(drawn(film, shelf, PLAIN | {"transitions": False}))
    assert near(cut[23], (WIDE // 2, TALL // 2), RED)
    assert near(cut[24], (WIDE // 2, TALL // 2), BLUE)


@pytest.mark.parametrize(("kind", "dark"), [("fade out", 23), ("fade in", 24), ("iris out", 23)])
def test_fades_are_black_at_the_cut(kind: str, dark: int) -> None:
    film, shelf = _two(kind)
    shown = frames(drawn(film, shelf))
    assert max(_mean(shown[dark])) < 12
    other = 47 - dark
    assert near(shown[other], (WIDE // 2, TALL // 2), RED if other < 24 else BLUE)
    assert len(shown) == 48


def test_an_iris_opens_from_the_middle() -> None:
    film, shelf = _two("iris in")
    half = frames(drawn(film, shelf))[29]
    assert near(half, (WIDE // 2, TALL // 2), BLUE)
    assert near(half, (4, 4), (0, 0, 0))


def _changed(wishes: dict[str, Any], one: Panel, **film: Any) -> tuple[int, int, int, int] | None:
    """The box in which a wish changes the frame."""
    shelf = Shelf()
    shown = board(scene(one), **film)
    shelf.pictures[one.picture or ""] = shelf.pictures[shelf.colour((90, 120, 150))]
    without = frames(drawn(shown, shelf))[0]
    marked = frames(drawn(shown, shelf, PLAIN | {"clean": False, **_NONE, **wishes}))[0]
    apart = ImageChops.difference(without, marked).convert("L").point(lambda v: 255 * (v > 24))
    return apart.getbbox()


_NONE = dict.fromkeys(("slate", "timecode", "frame", "left", "camera", "draft", "state", "bar"))
_ONE = panel(frames=2, provider="draft")


@pytest.mark.parametrize(
    ("wish", "left", "top", "right", "bottom"),
    [
        ("slate", 0.0, 0.85, 0.5, 1.0),
        ("camera", 0.0, 0.85, 0.5, 1.0),
        ("timecode", 0.5, 0.85, 1.0, 1.0),
        ("frame", 0.5, 0.85, 1.0, 1.0),
        ("left", 0.5, 0.85, 1.0, 1.0),
        ("draft", 0.0, 0.0, 0.5, 0.15),
        ("state", 0.5, 0.0, 1.0, 0.15),
        ("bar", 0.0, 0.97, 1.0, 1.0),
    ],
)
def test_a_mark_is_in_its_corner_alone(
    wish: str, left: float, top: float, right: float, bottom: float
) -> None:
    found = _changed({wish: True}, _ONE, draft="second draft")
    assert found is not None
    assert left * WIDE <= found[0] < found[2] <= right * WIDE
    assert top * TALL <= found[1] < found[3] <= bottom * TALL


def test_a_watermark_and_captions_are_out_of_the_middle() -> None:
    found = _changed({"watermark": "CONFIDENTIAL"}, _ONE)
    assert found is not None
    assert found[3] < TALL * 0.15
    said = panel(frames=2, dialogue=(Said("Mara", "", "", "You came back."),))
    words = _changed({"captions": "burned"}, said)
    assert words is not None
    assert words[1] > TALL * 0.7
    assert abs(words[0] + words[2] - WIDE) < 16


def test_a_clean_film_has_no_marks() -> None:
    assert _changed({"slate": True, "timecode": True, "clean": True}, _ONE) is None
