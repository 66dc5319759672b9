"""The page says everything a crew reads, in order, and nothing that a manifest says becomes markup."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from small_board import Element, board, filled, page, panel, scene, tree

from storyforge.core.board import Plate, Said

HOSTILE = (
    "<script>document.documentElement.dataset.pwned = 1</script>",
    '"><img src=x onerror="document.documentElement.dataset.pwned = 1">',
    "' onmouseover='alert(1)' x='",
    "</style></script></title><svg onload=alert(1)>",
    "<!-- --!> ]]> <![CDATA[",
    "javascript:alert(1)",
    "//example.invalid/x",
    "{{ 7*7 }}{% raw %}{# #}",
    "&lt;b&gt; &amp;lt; &#60;script&#62;",
    "\u202egnp.exe \u2066\u2067\u200f",
    "}</style><style>*{display:none}",
    "\x1b]8;;http://example.invalid\x07\x00\x0b`${alert(1)}`",
)


def lines(element: Element) -> list[str]:
    """What a reader sees, one line for each block, with links and pictures in brackets."""
    found = []
    for each in element.walk():
        if each.tag == "img":
            size = f" {each['width']}x{each['height']}" if each["width"] else ""
            found.append(f"[{each['src']}{size}] {each['alt']}")
        elif each["role"] == "img":
            found.append(f"[{each.text()} {each.all('svg')[0]['viewbox']}] {each['aria-label']}")
        elif each.tag in ("h1", "h2", "h3", "p", "dt", "dd") or "figures" in each["class"]:
            found.append(" ".join(each.text().split()))
        if each["id"]:
            found.append(f"#{each['id']}")
    return found


SMALL = board(
    scene(
        panel(
            "s010",
            action="She waits.",
            dialogue=(Said("Mara", "V.O.", "softly", "Hello?"), Said("", "", "", "(a bell)")),
            sound="A bell",
            notes="Left hand",
            transition="dissolve",
            takes=3,
            frames=96,
        ),
        panel(
            "s020", start=96, camera="35 mm", cast=(), state="missing", picture=None, title="Gone"
        ),
        title="The lantern",
    ),
    scene(panel("x1", start=156, state="stale"), id="", number="", slug=""),
    logline="A light that should be out.",
    director="Ines Okafor",
    draft="3rd",
    plates=(
        Plate("element", "lantern", "Lantern", "brass", "things/lantern.png", "cd" * 32, "current"),
        Plate("look", "mara/coat", "Mara, coat", "", "cast/mara-coat.png", None, "failed"),
    ),
)


def test_a_small_board_is_read_from_top_to_bottom() -> None:
    assert lines(tree(page(SMALL))) == [
        "The Lantern Pier",
        "A light that should be out.",
        "Director",
        "Ines Okafor",
        "Draft",
        "3rd",
        "1 scene 3 shots 0:09 running time 16:9 ratio 24 fps 1 stale 1 missing",
        "#scene:pier",
        "1 EXT. PIER - DUSK The lantern 0:06",
        "#s010",
        "1/10",
        "MS · low · 35 mm · dolly in slow",
        "[sc01/s010.png 1280x720] Shot 10, medium shot, Mara. EXT. PIER - DUSK."
        " Mara lifts the lantern.",
        "She waits.",
        "Mara lifts the lantern.",
        "MARA (V.O.) (softly) Hello?",
        "(a bell)",
        "Sound",
        "A bell",
        "Notes",
        "Left hand",
        "Transition",
        "dissolve",
        "4 s 00:00:00:00 3 takes",
        "#s020",
        "1/20",
        "35 mm",
        "[Not made yet 0 0 1280 720] Shot 20. EXT. PIER - DUSK. Mara lifts the lantern.",
        "Gone",
        "Mara lifts the lantern.",
        "2.5 s 00:00:04:00",
        "#scene:-1",
        "Shots outside any scene 0:02",
        "#x1",
        "x1",
        "MS · low · 35 mm · dolly in slow",
        "[sc01/x1.png 1280x720] Shot x1, medium shot, Mara. Mara lifts the lantern.",
        "Mara lifts the lantern.",
        "2.5 s 00:00:06:12",
        "#plates:",
        "Cast, places and things",
        "#plates:heading",
        "Cast",
        "#look:mara/coat",
        "[Could not be made 0 0 3 2] look: Mara, coat",
        "Mara, coat failed",
        "Things",
        "#element:lantern",
        "[things/lantern.png] element: Lantern",
        "Lantern",
        "brass",
    ]


def test_every_link_on_the_page_leads_somewhere() -> None:
    root = tree(page(SMALL))
    places = [each["id"] for each in root.walk() if each["id"]]
    inward = [unquote(each["href"][1:]) for each in root.all("a") if each["href"][0] == "#"]
    outward = [each["href"] for each in root.all("a", "picture")]
    assert len(places) == len(set(places))
    assert inward == ["scene:pier", "scene:-1", "plates:", "s010", "s020", "x1"]
    assert outward == [each["src"] for each in root.all("img")]


def test_state_marks_stand_only_where_something_is_amiss() -> None:
    marks = [
        (each["id"], [mark.text() for mark in each.all("em")])
        for each in tree(page(SMALL)).all("li", "panel")
    ]
    assert marks == [("s010", []), ("s020", ["missing"]), ("x1", ["stale"])]


def test_pictures_wait_until_they_are_near() -> None:
    images = tree(page(SMALL)).all("img")
    assert {(each["loading"], each["decoding"]) for each in images} == {("lazy", "async")}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_changes_the_shape_of_the_page(text: str) -> None:
    innocent, hostile = tree(page(filled("word"))), tree(page(filled(text, file=text)))
    assert hostile.skeleton() == innocent.skeleton()
    assert [each.text() for each in hostile.all("script")] == [
        each.text() for each in innocent.all("script")
    ]
    assert [each.text() for each in hostile.all("style")] == [
        each.text() for each in innocent.all("style")
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    html = page(filled(text))
    said = tree(html).all("p", "said")[0]
    assert [each.text() for each in said.all("q")] == [text]
    assert said.all("b")[0].text() == f"{text.upper()} ({text})"
    assert tree(html).all("title")[0].text() == text
    assert {each.text() for each in tree(html).all("dd")} == {text}


@pytest.mark.parametrize("text", HOSTILE)
def test_every_link_stays_beside_the_page(text: str) -> None:
    root = tree(page(filled(text, file=text)))
    for link in [each["href"] for each in root.all("a")] + [
        each["src"] for each in root.all("img")
    ]:
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.query) == ("", "", "")
        assert link.startswith("#") or not link.startswith("/")


@pytest.mark.parametrize("what", [SMALL, filled(HOSTILE[0]), board()])
def test_the_policy_names_the_one_style_and_the_one_script(what: object) -> None:
    root = tree(page(what))  # type: ignore[arg-type]
    policy = next(each["content"] for each in root.all("meta") if each["http-equiv"])
    (style,), (script,) = root.all("style"), root.all("script")
    assert policy == (
        f"default-src 'none'; img-src 'self' file:; style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in policy


def digest(element: Element) -> str:
    value = hashlib.sha256(element.text().encode()).digest()
    return f"sha256-{base64.b64encode(value).decode()}"


def test_no_attribute_carries_a_style_or_a_script() -> None:
    names = {name for each in tree(page(SMALL)).walk() for name in each.attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_the_same_board_gives_the_same_bytes_in_any_process() -> None:
    code = "from test_page import SMALL, page; print(page(SMALL), end='')"
    here = Path(__file__).parent
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(here), *sys.path]),
                "PYTHONIOENCODING": "utf-8",
            },
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert made == [page(SMALL)] * 2


def test_a_file_name_becomes_a_url() -> None:
    image = tree(page(board(scene(panel(file="sc 01/é#1?.png"))))).all("img")[0]
    assert image["src"] == "sc%2001/%C3%A9%231%3F.png"


def test_an_empty_board_says_so() -> None:
    root = tree(page(board(title="")))
    assert lines(root) == [
        "Untitled",
        "0 scenes 0 shots 0:00 running time 16:9 ratio 24 fps",
        "Nothing is boarded yet. Write a scene with a shot, then build again.",
    ]


def test_a_scene_without_shots_says_so() -> None:
    root = tree(page(board(scene())))
    assert lines(root)[-3:] == [
        "#scene:pier",
        "1 EXT. PIER - DUSK 0:00",
        "No shots in this scene yet.",
    ]
    assert not root.all("nav")


def test_a_gap_has_the_shape_of_its_picture() -> None:
    gaps = tree(
        page(
            board(
                scene(
                    panel("a", state="missing", picture=None, width=720, height=1280),
                    panel("b", state="failed", picture=None, width=0, height=0),
                    panel("c", picture=None),
                ),
                ratio="4:3",
            )
        )
    ).all("div", "gap")
    assert [(each.text(), each.all("svg")[0]["viewbox"]) for each in gaps] == [
        ("Not made yet", "0 0 720 1280"),
        ("Could not be made", "0 0 4 3"),
        ("No picture", "0 0 1280 720"),
    ]


def test_a_picture_that_failed_to_renew_is_still_shown() -> None:
    root = tree(page(board(scene(panel(state="failed")))))
    assert len(root.all("img")) == 1
    assert [each.text() for each in root.all("em")] == ["failed"]


@pytest.mark.parametrize(
    ("ratio", "size", "expected"),
    [
        ("16:9", (1280, 720), "--shape: 1280/720; --column: 21rem; --across: 4;"),
        ("9:16", (720, 1280), "--shape: 720/1280; --column: 13rem; --across: 6;"),
        ("21:9", (0, 0), "--shape: 21/9; --column: 22rem; --across: 4;"),
        ("1/1}", (0, 0), "--shape: 16/9; --column: 21rem; --across: 4;"),
    ],
)
def test_the_wall_takes_the_shape_of_the_film(
    ratio: str, size: tuple[int, int], expected: str
) -> None:
    what = board(scene(panel(width=size[0], height=size[1])), ratio=ratio)
    assert expected in tree(page(what)).all("style")[0].text()


@pytest.mark.parametrize(
    ("fps", "start", "frames", "shown", "running"),
    [
        ("24", 0, 60, "2.5 s 00:00:00:00", "0:02"),
        ("23.976", 86399, 60, "2.5 s 00:59:59:23", "0:03"),
        ("23.976", 86400, 86400, "3603.6 s 01:00:00:00", "1:00:04"),
        ("29.97", 1800, 30, "1 s 00:01:00:00", "0:01"),
        ("25", 24, 2, "0.08 s 00:00:00:24", "0:00"),
        ("60", 59, 1, "0.02 s 00:00:00:59", "0:00"),
    ],
)
def test_time_counts_frames_and_length_counts_seconds(
    fps: str, start: int, frames: int, shown: str, running: str
) -> None:
    root = tree(page(board(scene(panel(start=start, frames=frames)), fps=fps)))
    assert root.all("p", "time")[0].text() == shown
    assert f"{running} running time" in root.all("ul", "figures")[0].text()


@pytest.mark.parametrize(
    ("scene_number", "number", "shown"),
    [
        ("1", "10", "1/10"),
        ("12", "12A", "12A"),
        ("1", "12A", "1/12A"),
        ("", "7", "7"),
        ("3", "3", "3/3"),
        ("1", "1-2", "1-2"),
        ("2", "", "2/s010"),
    ],
)
def test_a_number_names_its_scene_once(scene_number: str, number: str, shown: str) -> None:
    root = tree(page(board(scene(panel(number=number), number=scene_number))))
    assert root.all("h3")[0].text() == shown


def test_words_of_every_script_arrive_whole() -> None:
    for text in ("台所、夜", "مطبخ، ليل", "Čeští přátelé", "👩‍🚀 e\u0301", "שלום\nעולם"):
        what = board(scene(panel(words=text), slug=text), title=text)
        root = tree(page(what))
        assert root.all("h1")[0].text() == text
        assert root.all("p", "words")[0].text() == text
        assert root.all("span", "slug")[0].text() == text


def test_text_that_unicode_cannot_encode_does_not_stop_the_page() -> None:
    assert '<h1 dir="auto">half ? a pair</h1>' in page(board(title="half \ud800 a pair"))
    assert 'src="%3F.png"' in page(board(scene(panel("\ud800", file="\ud800.png"))))


def test_long_words_are_cut_in_the_alternative_text_only() -> None:
    words = "a lantern  " * 60
    root = tree(page(board(scene(panel(words=words, cast=(), camera="")))))
    told = root.all("img")[0]["alt"].removeprefix("Shot 10. EXT. PIER - DUSK. ")
    assert len(told) <= 160
    assert re.fullmatch(r"(a lantern )+.*…", told)
    assert root.all("p", "words")[0].text() == words


def test_words_that_only_repeat_the_action_are_said_once() -> None:
    root = tree(page(board(scene(panel(action="Same.", words="Same.")))))
    assert (len(root.all("p", "action")), len(root.all("p", "words"))) == (1, 0)


def test_a_panel_costs_little() -> None:
    one, many = (
        len(page(board(scene(*(panel(f"s{each}") for each in range(count)))))) for count in (1, 101)
    )
    assert (many - one) / 100 < 700


def test_rendering_leaves_the_board_as_it_was_and_can_be_repeated() -> None:
    copy = replace(SMALL)
    assert page(SMALL) == page(SMALL)
    assert copy == SMALL
