"""A board written to paper, and the document read back by other programs: pypdf and poppler."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from functools import cache

import pypdf
from PIL import Image

from storyforge.core.board import Board
from storyforge.core.seams import Stock
from storyforge.exporters.pdf.document import Document
from tests.exporters.small_board import board, panel, scene


@cache
def picture(shade: int = 90) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 360), (shade, 120, 160)).save(out, "PNG")
    return out.getvalue()


def written(shown: Board, stock: Stock | None = None, **wishes: object) -> bytes:
    told: Mapping[str, object] = {key.replace("_", "-"): value for key, value in wishes.items()}
    ((name, write),) = Document().render(shown, stock or pictures(), told)
    assert name == ""
    assert callable(write)
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def pictures() -> Stock:
    return Stock(lambda _: picture(), lambda _: b"", cores=2)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def poppler(tool: str, data: bytes, *more: str) -> str:
    done = subprocess.run([tool, *more, "-", "-"][: 3 + len(more)], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def text(data: bytes) -> str:
    return poppler("pdftotext", data)


def fonts(data: bytes) -> list[str]:
    done = subprocess.run(["pdffonts", "-"], input=data, capture_output=True)
    assert done.returncode == 0
    return done.stdout.decode().splitlines()[2:]


def boxes(data: bytes) -> list[tuple[float, float, tuple[float, float, float, float]]]:
    """Width and height of the page, and the box of every word on it."""
    out = []
    for page in poppler("pdftotext", data, "-bbox").split("<page ")[1:]:
        wide, tall = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', page
        )
        out += [(wide, tall, tuple(map(float, each))) for each in words]
    return out  # type: ignore[return-value]


def outline(reader: pypdf.PdfReader) -> list[object]:
    def titles(items: list[object]) -> list[object]:
        return [titles(each) if isinstance(each, list) else each["/Title"] for each in items]  # type: ignore[index]

    return titles(reader.outline)  # type: ignore[arg-type]


def links(reader: pypdf.PdfReader) -> list[str]:
    """Addresses that pages lead to."""
    found = (each.get_object() for page in reader.pages for each in page.get("/Annots", ()))
    return [each["/A"]["/URI"] for each in found if "/A" in each and "/URI" in each["/A"]]


def film(count: int, **changes: object) -> Board:
    shots = [panel(f"s{n:03}", number=str(n), action=f"Deed{n:03} happens.") for n in range(count)]
    half = count // 2
    second = scene(*shots[half:], id="b", number="2", slug="INT. HOUSE - NIGHT")
    return board(scene(*shots[:half]), second, **changes)
