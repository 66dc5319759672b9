"""The board on paper: its pages, its words, its pictures."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
from typing import Any

import pypdf
import pytest
from PIL import Image

from storyforge.core.board import Plate, Said
from storyforge.core.errors import UsageError
from storyforge.core.seams import Stock
from storyforge.exporters.pdf.document import Document
from storyforge.exporters.pdf.wishes import LAYOUTS
from tests.exporters.paper import (
    boxes,
    film,
    fonts,
    outline,
    picture,
    poppler,
    read,
    text,
    written,
)
from tests.exporters.small_board import board, filled, panel, scene

SIZES = {
    "A4": (595, 842),
    "Letter": (612, 792),
    "A3": (842, 1191),
    "Tabloid": (792, 1224),
    "Legal": (612, 1008),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 50])
def test_every_layout_takes_any_number_of_panels(layout, count):
    data = written(film(count), layout=layout, cover=False)
    pages = read(data).pages
    said = text(data)
    many = {"1up": 1, "2x2": 4, "3x2": 6, "3x3": 9, "contact": 20, "strip": 4}
    if layout in many:
        assert len(pages) == max(1, -(-count // many[layout]))
    if count == 0:
        assert "No shots" in said
    elif layout != "contact":
        assert all(f"Deed{n:03}" in said for n in range(count))
    assert len(pages) >= 1


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("way", ["landscape", "portrait"])
def test_paper_and_the_way_it_lies(paper, way):
    size = SIZES[paper] if way == "portrait" else SIZES[paper][::-1]
    for page in read(written(film(7), paper=paper, orientation=way)).pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == size


def test_every_field_is_printed():
    said = (Said("Mara", "V.O.", "softly", "Good night."), Said("Tom", "", "", "Wait!"))
    shot = panel(
        title="The first lamp",
        action="She turns away.",
        dialogue=said,
        sound="a ferry bell",
        notes="keep the fog low",
        transition="dissolve",
        cast=("Mara", "Tom"),
        place="Pier",
        time="dusk",
        labels=("night", "crane"),
        state="stale",
        takes=3,
        take=2,
        model="artist",
    )
    fields = "slate,title,scene,camera,action,dialogue,sound,notes,cast,duration,transition,state"
    also = ",words,place,labels,timecode,maker,take"
    found = text(written(board(scene(shot)), fields=fields + also, layout="1up", cover=False))
    for words in (
        *("1 · 10", "The first lamp", "EXT. PIER - DUSK", "MS · low · 35 mm · dolly in slow"),
        *("She turns away.", "MARA (V.O.) (softly)", "Good night.", "TOM", "Wait!"),
        *("Sound: a ferry bell", "Notes: keep the fog low", "DISSOLVE", "Cast: Mara, Tom"),
        *("Place: Pier, dusk", "Labels: night, crane", "TC 00:00:00:00", "2.5 s", "stale"),
        *("Made by: draft/artist", "Take: 2 of 3", "Prompt: Mara lifts the lantern."),
    ):
        assert words in found, words


def test_only_the_fields_that_are_asked_for():
    shot = panel(action="She turns.", sound="bell", notes="fog", state="stale")
    found = text(written(board(scene(shot)), fields="action, Sound", cover=False))
    assert "She turns." in found
    assert "bell" in found
    for words in ("fog", "stale", "35 mm", "2.5 s", "Cast"):
        assert words not in found


def test_an_unknown_field_is_said_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        written(film(1), fields="dialog")
    (problem,) = caught.value.problems
    assert (problem.code, problem.advice) == ("X020", "did you mean `dialogue`?")


def test_states_are_off_in_the_clients_copy():
    shot = panel(picture=None, state="missing")
    ours = text(written(board(scene(shot)), cover=False))
    theirs = text(written(board(scene(shot)), cover=False, states=False))
    assert "missing" in ours
    assert "not made yet" in ours
    assert "no picture" in theirs
    assert "missing" not in theirs


def test_no_word_of_a_long_speech_is_lost():
    words = [f"w{n:04}" for n in range(2000)]
    shot = panel(dialogue=(Said("Mara", "", "", " ".join(words)),))
    for layout in LAYOUTS:
        shown = board(scene(panel("s000"), shot, panel("s020")))
        data = written(shown, layout=layout, fields="dialogue,action")
        found = text(data)
        assert set(words) - set(found.split()) == set(), layout
        assert "(cont.)" in found


def test_a_word_wider_than_a_cell_is_cut_and_nothing_of_it_lost():
    shot = panel(action="x" * 4_000, cast=())
    for layout in LAYOUTS:
        data = written(board(scene(shot)), layout=layout, fields="action", cover=False)
        assert text(data).count("x") == 4_000, layout


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ratio", ["16:9", "9:16", "2.39:1", "1:1"])
def test_nothing_stands_in_the_margins(layout, ratio):
    talk = (Said("Mara", "", "", "Never again will anybody see it burn. " * 12),)
    shots = [panel(f"s{n}", dialogue=talk * (n % 3), action="y" * 40 * n) for n in range(9)]
    shown = board(
        scene(*shots), ratio=ratio, credits=(("Powered by Runway", "https://runwayml.com"),)
    )
    data = written(shown, layout=layout, list=True)
    found = boxes(data)
    assert found
    for wide, tall, (left, top, right, bottom) in found:
        assert 28 <= left <= right <= wide - 28
        assert 24 <= top <= bottom <= tall - 24


def test_panels_and_what_follows_of_them_stay_together():
    long = panel("s005", number="5", action="word " * 260)
    shots = [panel(f"s00{n}", number=str(n)) for n in range(1, 6)]
    reader = read(written(board(scene(*shots, long)), cover=False, layout="3x2"))
    first, second = (page.extract_text() for page in reader.pages)
    assert "(cont.)" not in first
    assert second.startswith("1 · 5 2.5 s")
    assert "1 · 5 (cont.)" in second


def test_fonts_are_embedded_and_subset():
    shown = board(scene(panel(action="Привет, 世界, שלום, سلام, नमस्ते")), title="Zażółć gęślą")
    for row in fonts(written(shown)):
        assert re.search(r"\byes +yes +yes\b", row), row
        assert re.match(r"[A-Z]{6}\+", row), row


def test_every_script_can_be_found_by_its_words():
    words = ("Привет", "東京駅", "안녕하세요", "Ελλάδα", "Zażółć")
    found = text(written(board(scene(panel(action=" ".join(words)))), cover=False))
    for word in words:
        assert word in found, word


def test_hebrew_and_arabic_run_from_the_right():
    shot = panel(action="שלום עולם", camera="", cast=())
    data = written(board(scene(shot)), cover=False, fields="action")
    assert "שלום" in text(data)
    lines = poppler("pdftotext", data, "-bbox").splitlines()
    first = next(each for each in lines if "שלום" in each or "שלום"[::-1] in each)
    second = next(each for each in lines if "עולם" in each or "עולם"[::-1] in each)
    left = [float(re.search(r'xMin="([\d.]+)"', each)[1]) for each in (first, second)]  # type: ignore[index]
    assert left[0] > left[1]
    assert "مرحبا" in text(written(board(scene(panel(action="مرحبا بكم"))), cover=False))


def test_brackets_of_words_from_the_right_are_found_as_they_were_written():
    found = text(written(board(scene(panel(action="שלום (טוב) [כן] עוד"))), cover=False))
    assert "(טוב)" in found
    assert "[כן]" in found


def test_what_no_font_has_is_printed_by_name_or_code_and_noted():
    shot = panel(action="before \U0010fffd after \U0001fae8 end")
    found = text(written(board(scene(shot)), cover=False))
    assert "[U+10FFFD]" in found
    assert "No font on this machine has these characters." in found
    assert "before" in found
    assert "end" in found


def test_bookmarks_are_a_tree_of_scenes_and_shots():
    plates = (Plate("character", "mara", "Mara", "a keeper", "m.png", "cd" * 32, "current"),)
    reader = read(written(film(4, plates=plates), plates=True, list=True))
    assert outline(reader) == [
        "Cover",
        "1 EXT. PIER - DUSK",
        ["0", "1"],
        "2 INT. HOUSE - NIGHT",
        ["2", "3"],
        "Cast",
        "Shot list",
    ]


def test_a_panel_over_many_pages_counts_where_it_begins():
    shots = (panel("a", frames=48, action="word " * 2_000), panel("b", frames=24))
    pages = read(written(board(scene(*shots)), layout="ekonte", cover=False)).pages
    found = [re.search(r"Page (\S+) · Total (\S+)", each.extract_text()) for each in pages]
    sums = [each.groups() for each in found if each]
    assert len(sums) == len(pages) > 2
    assert (sums[0], sums[-1]) == (("2+00", "2+00"), ("1+00", "3+00"))


def test_the_shot_list_leads_to_panels():
    reader = read(written(film(8), list=True, layout="3x2"))
    page = reader.pages[-1]
    found = [each.get_object() for each in page["/Annots"]]
    targets = [each["/Dest"][0].get_object() for each in found if "/Dest" in each]
    assert len(targets) == 16
    numbers = [reader.get_page_number(pypdf.PageObject(reader, None)) for _ in ()]
    assert numbers == []
    ids = [each.indirect_reference.idnum for each in reader.pages]
    assert {each["/Dest"][0].idnum for each in found} == set(ids[1:3])


def test_equal_boards_give_equal_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib, sys; from tests.exporters import paper as t; "
        "sys.stdout.write(hashlib.sha256(t.written(t.film(12, draft='x'), list=True)).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=dict(os.environ, PYTHONHASHSEED=seed),
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert len(found.pop()) == 64


@pytest.mark.parametrize(
    "hostile",
    [
        "\x00\x07\x1b[31m\u202e\ufeff\ud800",
        "<b>(\\)</b> %%EOF endstream ]] >>",
        "مرحبا\u200f (abc) \u200d\u0301",
        "9" * 3_000,
        "   ",
    ],
)
@pytest.mark.parametrize("layout", ["3x2", "rows", "ekonte"])
def test_hostile_words_break_nothing(hostile, layout):
    data = written(filled(hostile), layout=layout, plates=True, list=True, watermark=hostile)
    assert len(read(data).pages) >= 1


def test_lengths_of_zero_and_of_days():
    shots = (panel("a", frames=0), panel("b", frames=10**8))
    for layout in ("3x2", "ekonte"):
        assert len(read(written(board(scene(*shots)), layout=layout, list=True)).pages) >= 2


def test_an_ekonte_sums_its_pages():
    shots = [panel(f"s{n:03}", frames=36) for n in range(12)]
    reader = read(written(board(scene(*shots)), layout="ekonte", cover=False))
    found = [re.search(r"Page (\S+) · Total (\S+)", each.extract_text()) for each in reader.pages]
    sums = [each.groups() for each in found if each]
    assert len(sums) == len(reader.pages)
    assert sums[-1][1] == "18+00"
    assert sum(24 * int(a[: a.index("+")]) + int(a[-2:]) for a, _ in sums) == 12 * 36


def test_scenes_may_begin_on_pages_of_their_own():
    assert len(read(written(film(4), cover=False)).pages) == 1
    for layout in LAYOUTS:
        found = read(written(film(4), cover=False, scene_pages=True, layout=layout)).pages
        assert "Deed002" not in found[0].extract_text()
        assert len(found) >= 2


def test_pictures_are_jpeg_within_what_paper_shows_and_grey_when_asked():
    for grey, space in ((False, "/DeviceRGB"), (True, "/DeviceGray")):
        reader = read(written(film(1), layout="contact", grey=grey, cover=False))
        (found,) = reader.pages[0]["/Resources"]["/XObject"].values()
        image = found.get_object()
        assert image["/Filter"] in ("/DCTDecode", ["/DCTDecode"])
        assert image["/ColorSpace"] == space
        assert image["/Width"] <= 640


def test_a_picture_that_cannot_be_read_is_a_labelled_frame():
    broken = Stock(lambda _: b"no picture", lambda _: b"")
    assert "cannot be read" in text(written(film(2), broken))


def test_progress_is_told_page_by_page():
    told: list[tuple[int, int]] = []
    stock = Stock(lambda _: picture(), lambda _: b"", lambda a, b: told.append((a, b)))
    written(film(13), stock, cover=False)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_pictures_wait_on_the_disk_and_the_file_is_written_piece_by_piece():
    noise = random.Random(7)
    seen: dict[str, bytes] = {}

    def one(digest: str) -> bytes:
        if digest not in seen:
            out = io.BytesIO()
            Image.frombytes("RGB", (160, 90), noise.randbytes(160 * 90 * 3)).save(out, "PNG")
            seen[digest] = out.getvalue()
        return seen[digest]

    sizes: list[int] = []

    class Told(io.BytesIO):
        def write(self, data: Any, /) -> int:
            sizes.append(memoryview(data).nbytes)
            return super().write(data)

    shots = [panel(f"s{n}", picture=f"{n:064x}") for n in range(40)]
    ((_, write),) = Document().render(board(scene(*shots)), Stock(one, lambda _: b""), {})
    assert callable(write)
    out = Told()
    write(out)
    assert max(sizes) < 0.1 * sum(sizes)
    kept = [
        image
        for page in read(out.getvalue()).pages
        for image in page["/Resources"]["/XObject"].values()
    ]
    assert len({each.idnum for each in kept}) == 40
