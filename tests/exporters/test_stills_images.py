"""Numbered pictures: names that sort and that every system takes, bytes that are kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from small_board import board, filled, scene
from stills_board import Shelf, coloured, drawn, film, opened

from storyforge.core.board import Board
from storyforge.core.errors import UsageError
from storyforge.core.picture import facts
from storyforge.darkroom.imprint import read
from storyforge.exporters.stills.images import Images

WISHES = {"as": "keep", "longest": 0, "slate": False, "takes": False, "plates": False}


def _files(shelf: Shelf, shown: Board, **wishes: object) -> dict[str, bytes]:
    found = list(Images().render(shown, shelf.stock(), WISHES | wishes))
    assert len({name.casefold() for name, _ in found}) == len(found)
    return {name: data for name, data in found if isinstance(data, bytes)}


def test_names_sort_in_the_order_of_the_film_and_a_gap_is_a_card() -> None:
    shelf = Shelf()
    found = _files(shelf, film(shelf))
    names = ["0010_pier_s010.png", "0020_pier_s020.png", "0030_street_s030.png"]
    assert list(found) == sorted(found) == names
    assert opened(found[names[1]]).getpixel((9, 9)) == (0, 255, 0)
    assert opened(found[names[2]]).size == (320, 180)


def test_what_is_kept_keeps_every_pixel_and_says_what_it_is() -> None:
    shelf = Shelf()
    photo = coloured("#336699", form="JPEG")
    shown = board(scene(drawn(shelf, "s010", photo)))
    ((name, data),) = _files(shelf, shown).items()
    assert name == "0010_pier_s010.jpg"
    assert facts(data).pixels == facts(photo).pixels
    said = read(data)
    assert said is not None
    assert (said.slate, said.seed, said.prompt) == ("1 · 10", "1", "a pier")


def test_all_takes_say_their_own_seed() -> None:
    shelf = Shelf()
    found = _files(shelf, film(shelf), takes=True)
    seeds = {name: said.seed for name, data in found.items() if (said := read(data))}
    assert seeds["0020_pier_s020_t0.png"] == "1"
    assert seeds["0020_pier_s020_t1.png"] == "2"
    assert "0030_street_s030.png" in found


def test_plates_come_in_a_folder_of_their_own() -> None:
    shelf = Shelf()
    shown = film(shelf)
    again = replace(shown.plates[0], id="MARA")
    found = _files(shelf, replace(shown, plates=(*shown.plates, again)), plates=True)
    assert [name for name in found if "/" in name] == [
        "plates/character_mara.png",
        "plates/character_MARA-2.png",
    ]


@pytest.mark.parametrize(
    ("form", "ending", "name"),
    [("jpeg", ".jpg", "JPEG"), ("webp", ".webp", "WEBP"), ("png", ".png", "PNG")],
)
def test_forms_and_lengths(form: str, ending: str, name: str) -> None:
    shelf = Shelf()
    for file, data in _files(shelf, film(shelf), **{"as": form}, longest=100).items():
        image = opened(data)
        assert file.endswith(ending)
        assert (image.format, image.size) == (name, (100, 56))
        assert read(data) is not None


def test_a_slate_makes_it_taller_and_leaves_the_picture() -> None:
    shelf = Shelf()
    data = _files(shelf, film(shelf), slate=True)["0010_pier_s010.png"]
    image = opened(data)
    assert image.width == 320
    assert image.height > 200
    assert image.getpixel((160, 90)) == (255, 0, 0)


@pytest.mark.parametrize("longest", [-1, 99_999])
def test_lengths_that_no_picture_has_are_refused(longest: int) -> None:
    shelf = Shelf()
    with pytest.raises(UsageError) as caught:
        _files(shelf, film(shelf), longest=longest)
    assert caught.value.problems[0].code == "X033"


@pytest.mark.parametrize(
    "text", ["../../etc", "a/b\\c:d*e?f", "CON", "漢字", "w" * 120, ". .", "\n"]
)
def test_names_are_safe_whatever_the_ids_are(text: str) -> None:
    shelf = Shelf()
    digest = shelf.add(coloured("#102030"))
    shelf.held["ab" * 32] = shelf.held["cd" * 32] = shelf.held[digest]
    for name in _files(shelf, filled(text), plates=True, slate=True, longest=64):
        assert re.fullmatch(r"(plates/)?[\w.-]+\.png", name)
        assert len(name.encode()) < 255
        assert ".." not in name
