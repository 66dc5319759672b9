"""The workbook read back: its words, numbers, pictures, and how it prints; nothing runs in it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from PIL import Image
from small_board import board, filled, panel, scene

from storyforge.core.board import Board, Camera, Choice, Made, Plate
from storyforge.core.seams import Stock
from storyforge.exporters.sheet_look import LONGEST
from storyforge.exporters.xlsx import Workbook


def png(colour: str, size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


PICTURES = {"ab" * 32: png("navy"), "cd" * 32: png("gold", (300, 900)), "ee" * 32: b"no picture"}
STOCK = Stock(lambda digest: PICTURES[digest], lambda path: b"", cores=2)
MADE = Made("k", "runway", "gen4_image", "", "trainedAlgorithmicMedia", "a", 7, "0.08", "tariff")
CAMERA = panel().camera
SMALL = board(
    scene(
        panel(
            taken=Camera(size="MS", angle=-30, lens=35),
            choices=(Choice(1, "ab" * 32, "a.png", True, False, "", MADE),),
            take=1,
        ),
        panel("s020", picture=None, state="missing", start=60, words="=HYPERLINK(1)"),
    ),
    scene(panel("s030", picture="ee" * 32, state="failed", frames=48), id="b", number="2", slug=""),
    director="Ines Okafor",
    draft="3rd",
    plates=(
        Plate("character", "mara", "Mara", "lamplighter", "m.png", "cd" * 32, "current"),
        Plate("element", "lamp", "Lamp", "", "l.png", None, "missing"),
    ),
    credits=(("Powered by Runway", "https://runwayml.com"),),
)


def written(what: Board, **wishes: Any) -> bytes:
    ((name, content),) = Workbook().render(what, STOCK, wishes)
    assert name == ""
    assert isinstance(content, bytes)
    return content


def opened(what: Board, **wishes: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(what, **wishes)))


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_shots_are_rows_of_typed_cells_with_totals() -> None:
    sheet = opened(SMALL)["Shots"]
    assert values(sheet) == [
        ["Picture", "Scene", "Shot", "Camera line", "Slugline", "Cast", "Description",
         "Seconds", "Id", "Size", "Angle", "Lens", "Frames", "Start", "State", "Decision", "Take",
         "Picture file", "Made by", "Seed", "Cost (US$)"],
        [None, "1", "10", CAMERA, "EXT. PIER - DUSK", "Mara", "Mara lifts the lantern.",
         2.5, "s010", "MS", -30, 35, 60, "00:00:00:00", "current", "auto", 1, "sc01/s010.png",
         "runway/gen4_image", 7, 0.08],
        ["This picture is not made yet", "1", "20", CAMERA, "EXT. PIER - DUSK", "Mara",
         "=HYPERLINK(1)", 2.5, "s020", None, None, None, 60, "00:00:02:12", "missing", "auto",
         None, None, None, None, None],
        ["This picture cannot be read", "2", "30", CAMERA, None, "Mara",
         "Mara lifts the lantern.", 2, "s030", None, None, None, 48, "00:00:00:00", "failed",
         "auto", None, "sc01/s030.png", None, None, None],
        ["Total", None, "=SUBTOTAL(103,C2:C4)", *[None] * 4, "=SUBTOTAL(109,H2:H4)",
         *[None] * 4, "=SUBTOTAL(109,M2:M4)", *[None] * 7, "=SUBTOTAL(109,U2:U4)"],
    ]  # fmt: skip
    formulas = [
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas == ["C5", "H5", "M5", "U5"]
    assert (sheet["H2"].number_format, sheet["U2"].number_format) == ("0.0##", "$#,##0.00##")


def test_totals_are_worked_out_already() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(SMALL)), data_only=True)
    assert [book["Shots"][at].value for at in ("C5", "H5", "M5", "U5")] == [3, 7, 168, 0.08]


def test_pictures_lie_within_their_rows() -> None:
    book = opened(SMALL)
    (shot,) = book["Shots"]._images
    (plate,) = book["Cast & places"]._images
    for image, sheet in ((shot, book["Shots"]), (plate, book["Cast & places"])):
        anchor = image.anchor
        assert (anchor._from.row, anchor._from.col, anchor.to.row, anchor.to.col) == (1, 0, 1, 0)
        assert Image.open(io.BytesIO(image._data())).format == "JPEG"
        assert sheet.row_dimensions[2].height >= 80


def test_it_reads_and_prints_as_a_crew_wants_it() -> None:
    for sheet in opened(SMALL):
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddHeader.left.text == "The Lantern Pier · 3rd"
        assert sheet.oddFooter.left.text == "Powered by Runway"
        assert sheet.oddFooter.right.text == "Page &P of &N"
    shots = opened(SMALL)["Shots"]
    assert (shots.freeze_panes, shots.auto_filter.ref) == ("D2", "A1:U4")
    assert shots.print_area == "'Shots'!$A$1:$H$5"
    wished = opened(SMALL, columns="scene, shot, size, seed")["Shots"]
    assert wished.print_area == "'Shots'!$A$1:$E$5"
    assert opened(SMALL, paper="Letter")["Scenes"].page_setup.paperSize == 1


def test_scenes_and_cast_are_summed_up() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(SMALL)), data_only=True)
    scenes = [[getattr(v, "total_seconds", lambda v=v: v)() for v in row]
              for row in values(book["Scenes"])]  # fmt: skip
    assert scenes == [
        ["Scene", "Slugline", "Shots", "Running time", "Cost (US$)", "Cast", "Locations"],
        ["1", "EXT. PIER - DUSK", 2, 5, 0.08, "Mara", ""],
        ["2", "Scene 2", 1, 2, None, "Mara", ""],
        ["Total", None, 3, 7, 0.08, None, None],
    ]
    assert values(book["Cast & places"]) == [
        ["Picture", "Name", "Kind", "Id", "Shots", "Description", "State", "Scenes"],
        [None, "Mara", "character", "mara", 0, "lamplighter", "current", ""],
        ["No picture yet", "Lamp", "element", "lamp", 0, "", "missing", ""],
    ]


def test_its_properties_carry_credits_and_the_source() -> None:
    about = opened(SMALL).properties
    assert (about.title, about.creator) == ("The Lantern Pier", "Ines Okafor")
    assert about.description == (
        "Powered by Runway (https://runwayml.com)\nDigital source type: "
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    )
    assert about.created.isoformat() == "2000-01-01T00:00:00"


def test_the_same_board_gives_the_same_bytes() -> None:
    assert written(SMALL) == written(SMALL)


def test_columns_and_pictures_may_be_left_away() -> None:
    sheet = opened(SMALL, columns="id,size", pictures=False)["Shots"]
    assert values(sheet)[:2] == [["Id", "Size"], ["s010", "MS"]]
    assert not sheet._images


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.invalid")',
        "<r><t>x</t></r>",
        "http://example.invalid",
        "mailto:a@example.invalid",
        "{=1+1}",
        "_x0041_",
        "\x00\x1b\x0b\ud800\ufffe\uffff]]>",
        "&P &[Page] &&" * 40,
        "שלום \u202e 👩‍🚀\n漢字",
        "y" * 100_000,
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    data = written(board(*filled(text).scenes, title=text, director=text, credits=((text, text),)))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "external" in name.lower()]
    book = openpyxl.load_workbook(io.BytesIO(data))
    links = [sheet._hyperlinks for sheet in book]
    assert links == [[], [], []]
    cells = [cell for row in book["Shots"].iter_rows(max_row=3) for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert max(len(cell.value) for cell in cells if isinstance(cell.value, str)) <= LONGEST


def test_an_empty_board_is_a_workbook_too() -> None:
    book = opened(board(title=""))
    assert book.sheetnames == ["Shots", "Scenes", "Cast & places"]
    assert values(book["Shots"])[-1][0] == "Total"
