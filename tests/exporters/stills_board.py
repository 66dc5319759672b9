"""A board with real little pictures, for the tests of what is exported as pictures."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

from PIL import Image
from small_board import board, panel, scene

from storyforge.core.board import Board, Choice, Made, Panel, Plate
from storyforge.core.seams import Stock


def coloured(colour: str, size: tuple[int, int] = (320, 180), form: str = "PNG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


class Shelf:
    """Pictures by digest, as exporters are handed them."""

    def __init__(self, *pictures: bytes) -> None:
        self.held = {hashlib.sha256(each).hexdigest(): each for each in pictures}
        self.told: list[tuple[int, int]] = []

    def add(self, data: bytes) -> str:
        """Its digest."""
        digest = hashlib.sha256(data).hexdigest()
        self.held[digest] = data
        return digest

    def stock(self) -> Stock:
        """What an exporter draws on."""
        return Stock(
            self.held.__getitem__,
            self.held.__getitem__,
            lambda *done: self.told.append(done),
            cores=2,
        )


def made(seed: int, source: str = "algorithmicMedia") -> Made:
    """How a picture came to be."""
    return Made("cd" * 32, "draft", "artist", "artist 2", source, "a pier", seed, "0", "free")  # type: ignore[arg-type]


def drawn(shelf: Shelf, name: str, *pictures: bytes, **changes: object) -> Panel:
    """A panel whose takes are these pictures; the last is chosen."""
    choices = tuple(
        Choice(
            number,
            shelf.add(data),
            f"{name}.png",
            chosen=number == len(pictures) - 1,
            rejected=False,
            asked="",
            made=made(number + 1),
        )
        for number, data in enumerate(pictures)
    )
    chosen = choices[-1].picture if choices else None
    return panel(
        name, **{"choices": choices, "picture": chosen, "width": 320, "height": 180, **changes}
    )


def film(shelf: Shelf) -> Board:
    """Two scenes: red; green in two takes and one that is missing; a character's sheet."""
    red = drawn(shelf, "s010", coloured("#ff0000"))
    green = drawn(shelf, "s020", coloured("#0000ff"), coloured("#00ff00"), state="stale")
    gone = drawn(shelf, "s030", state="missing")
    sheet = Plate("character", "mara", "Mara", "a keeper", "cast/mara.png", None, "missing")
    held = drawn(shelf, "x", coloured("#ffffff"))
    plate = replace(sheet, picture=held.picture, choices=held.choices, state="current")
    return board(
        scene(red, green),
        scene(gone, id="street", number="2", slug="INT. STREET - DAY"),
        plates=(plate,),
        logline="A log line.",
        director="I. Calloway",
        credits=(("Powered by Runway", "https://runwayml.com"),),
    )


def opened(data: bytes) -> Image.Image:
    """The picture in the bytes."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
