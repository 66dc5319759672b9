"""The contact sheet: every panel in its place, in any form, for any film; what cannot be is refused."""

from __future__ import annotations

import pytest
from PIL import Image
from small_board import board, filled, scene
from stills_board import Shelf, coloured, drawn, film, opened

from storyforge.core.errors import UsageError
from storyforge.core.imprint import TYPES
from storyforge.darkroom.imprint import read
from storyforge.exporters.stills.contact import Contact

WISHES = {
    "as": None,
    "columns": 0,
    "width": 900,
    "paper": "light",
    "scenes": True,
    "words": True,
    "page": 0,
}


def _sheet(shelf: Shelf, shown: object, **wishes: object) -> bytes:
    ((name, data),) = Contact().render(shown, shelf.stock(), WISHES | wishes)  # type: ignore[arg-type]
    assert name == ""
    assert isinstance(data, bytes)
    return data


def _boxes(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """Where pixels of nearly that colour are."""
    far = [
        band.point(lambda v, c=c: 255 if abs(v - c) < 40 else 0)
        for band, c in zip(image.convert("RGB").split(), colour, strict=True)
    ]
    both = Image.composite(far[0], Image.new("L", image.size), far[1])
    return Image.composite(both, Image.new("L", image.size), far[2]).getbbox()


@pytest.mark.parametrize(("form", "name"), [(None, "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_every_form_shows_the_chosen_pictures_side_by_side(form: str | None, name: str) -> None:
    shelf = Shelf()
    image = opened(_sheet(shelf, film(shelf), **{"as": form}))
    assert (image.format, image.width) == (name, 900)
    red, green = _boxes(image, (255, 0, 0)), _boxes(image, (0, 255, 0))
    assert red is not None
    assert green is not None
    assert abs(red[1] - green[1]) <= 2  # on one line
    assert red[2] < green[0]
    assert abs((red[2] - red[0]) * 9 - (red[3] - red[1]) * 16) <= 48  # its shape
    assert _boxes(image, (0, 0, 255)) is None  # a take that is not used
    assert shelf.told[-1] == (3, 3)


def test_the_same_board_gives_the_same_bytes() -> None:
    shelf = Shelf()
    shown = film(shelf)
    assert _sheet(shelf, shown) == _sheet(shelf, shown)


def test_it_says_what_it_is_made_of() -> None:
    shelf = Shelf()
    said = read(_sheet(shelf, film(shelf)))
    assert said is not None
    assert said.source == TYPES + "algorithmicMedia"
    assert (said.title, said.credit) == ("The Lantern Pier", "Powered by Runway")


def test_paper_may_be_dark_and_words_and_scenes_away() -> None:
    shelf = Shelf()
    shown = film(shelf)
    light, dark = opened(_sheet(shelf, shown)), opened(_sheet(shelf, shown, paper="dark"))
    assert light.getpixel((0, 0)) == (252, 250, 245)
    assert dark.getpixel((0, 0)) == (24, 24, 27)
    plain = opened(_sheet(shelf, shown, scenes=False, words=False))
    assert plain.height < light.height


def test_pages_together_hold_every_panel_once() -> None:
    shelf = Shelf()
    panels = [drawn(shelf, f"s{n:03}", coloured("#c00000")) for n in range(40)]
    shown = board(scene(*panels[:25]), scene(*panels[25:], id="b", number="2"))
    counts = []
    page = 1
    while True:
        shelf.told.clear()
        try:
            image = opened(_sheet(shelf, shown, columns=3, page=page))
        except UsageError:
            break
        assert image.height <= 900 * 1.4142 + 1
        counts.append(shelf.told[-1][0])
        page += 1
    with pytest.raises(UsageError, match="there is no page"):
        _sheet(shelf, shown, columns=3, page=page)
    assert len(counts) > 2
    assert sum(counts) == 40


@pytest.mark.parametrize(
    "wishes", [{"width": 3}, {"width": 99_999}, {"columns": -1}, {"columns": 999}]
)
def test_what_no_sheet_can_be_is_refused(wishes: dict[str, int]) -> None:
    shelf = Shelf()
    with pytest.raises(UsageError) as caught:
        _sheet(shelf, film(shelf), **wishes)
    assert caught.value.problems[0].code == "X030"


def test_a_sheet_too_tall_for_its_columns_is_refused_and_else_finds_its_own() -> None:
    shelf = Shelf()
    gone = [drawn(shelf, f"s{n}", state="missing") for n in range(60)]
    shown = board(scene(*gone))
    with pytest.raises(UsageError) as caught:
        _sheet(shelf, shown, columns=1, width=8000)
    assert caught.value.problems[0].code == "X030"
    assert opened(_sheet(shelf, shown)).height < 30_000


@pytest.mark.parametrize(
    "text",
    [
        "<script>",
        "שלום עולם",
        "漢" * 300,
        "w" * 10_000,
        "\x00\x07\u202e\ud800",
        "👩‍👩‍👧 e\u0301",
        "",
    ],
)
def test_no_text_breaks_it(text: str) -> None:
    shelf = Shelf()
    digest = shelf.add(coloured("#102030"))
    shelf.held["ab" * 32] = shelf.held["cd" * 32] = shelf.held[digest]
    image = opened(_sheet(shelf, filled(text)))
    assert image.width == 900


def test_a_film_without_shots_is_its_title() -> None:
    assert opened(_sheet(Shelf(), board())).width == 900


def test_a_picture_that_cannot_be_opened_is_a_card() -> None:
    shelf = Shelf()
    torn = drawn(shelf, "s010", coloured("#ff0000")[:60])
    assert _boxes(opened(_sheet(shelf, board(scene(torn)))), (255, 0, 0)) is None


@pytest.mark.parametrize(("ratio", "size"), [("9:16", (90, 160)), ("21:9", (210, 90))])
def test_a_sheet_keeps_its_shape_whatever_the_film_s(ratio: str, size: tuple[int, int]) -> None:
    shelf = Shelf()
    panels = [drawn(shelf, f"s{n:03}", coloured("#c00000", size)) for n in range(66)]
    image = opened(_sheet(shelf, board(scene(*panels), ratio=ratio)))
    assert 0.9 < image.height / image.width < 1.6


def test_a_title_from_right_to_left_begins_where_the_panels_do() -> None:
    shelf = Shelf()
    shown = board(scene(drawn(shelf, "s010", coloured("#c00000"))), title="حارس المنارة")
    image = opened(_sheet(shelf, shown)).convert("L")
    title = image.crop((0, 0, 600, 60)).point(lambda v: 255 if v < 90 else 0).getbbox()
    assert title is not None
    assert title[0] < 60
