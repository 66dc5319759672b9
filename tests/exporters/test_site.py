"""The exported board: its pages and pictures, what they say, what they weigh, and whom they credit."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image
from small_board import Element, board, filled, panel, scene, tree
from test_page import HOSTILE

from storyforge.core.board import Board, Choice, Made, Panel, Plate, Said
from storyforge.core.errors import UsageError
from storyforge.core.seams import Stock
from storyforge.darkroom.imprint import read
from storyforge.exporters.site import Site
from storyforge.exporters.site_costs import costs, dollars
from storyforge.exporters.site_graph import chart

RUNWAY = ("Powered by Runway", "https://runwayml.com")


def picture(shade: int, width: int = 160, height: int = 90) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 90, 60)).save(out, "PNG")
    return out.getvalue()


STORED = {hashlib.sha256(data).hexdigest(): data for data in map(picture, range(8))}
NAMES = tuple(STORED)
STOCK = Stock(lambda digest: STORED.get(digest, STORED[NAMES[0]]), lambda _: b"", cores=2)


def made(number: int, cost: str = "0.08", known: str = "reported", **changes: object) -> Made:
    """How a paid picture came to be."""
    plain = Made(
        key=f"k{number}",
        provider="runway",
        model="gen4_image",
        version="2025-06",
        source="trainedAlgorithmicMedia",
        prompt=f"a lantern, {number}",
        seed=40 + number,
        cost=cost,
        cost_known=known,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def taken(name: str, count: int = 1, chosen: int = 0, **changes: object) -> Panel:
    """A panel with takes, the last of them rejected where there are three."""
    asked = ("", "reroll", "vary 2")
    choices = tuple(
        Choice(
            take=each,
            picture=NAMES[each],
            file=f"sc01/{name}.png" if each == chosen else f"sc01/{name}.take{each}.png",
            chosen=each == chosen,
            rejected=each == 2,
            asked=asked[each],
            made=made(each, key=f"{name}-{each}"),
        )
        for each in range(count)
    )
    own = {"picture": NAMES[chosen], "choices": choices, "takes": count, "width": 160}
    return panel(name, **(own | {"height": 90} | changes))


FILM = board(
    scene(
        taken("s010", 3, 1, decision="picked", dialogue=(Said("Mara", "V.O.", "", "שלום"),)),
        taken("s020", start=60, uses=("character:mara", "shot:s010"), state="stale"),
    ),
    scene(
        panel("s030", state="missing", picture=None, start=120),
        id="shop",
        number="2",
        slug="INT. SHOP",
    ),
    plates=(
        Plate(
            "character", "mara", "Mara", "a lamplighter", "cast/mara.png", NAMES[3], "current",
            (Choice(0, NAMES[3], "cast/mara.png", True, False, "", made(9, "0.045", "tariff")),),
        ),
        Plate("look", "mara/coat", "Mara, coat", "", "cast/coat.png", None, "missing",
              uses=("character:mara",)),
    ),
    director="Ines Okafor",
    credits=(RUNWAY,),
)  # fmt: skip


def folder(what: Board) -> dict[str, bytes]:
    """All files of an exported board."""
    found = list(Site().render(what, STOCK, {"one-file": False}))
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def page(what: Board, name: str = "index.html") -> Element:
    return tree(folder(what)[name].decode())


def alone(what: Board) -> str:
    """The one file that carries all."""
    ((name, data),) = Site().render(what, STOCK, {"one-file": True})
    assert name == ""
    return data.decode()


# What is written


def test_a_folder_holds_its_pages_and_every_take_under_its_name() -> None:
    assert list(folder(FILM)) == [
        "index.html",
        "graph.html",
        "costs.html",
        "pictures/sc01/s010.png",
        "pictures/sc01/s010.take0.png",
        "pictures/sc01/s010.take2.png",
        "pictures/sc01/s020.png",
        "pictures/cast/mara.png",
    ]


def test_every_picture_and_link_of_every_page_is_there() -> None:
    files = folder(FILM)
    for name in ("index.html", "graph.html", "costs.html"):
        root = tree(files[name].decode())
        links = [each["src"] for each in root.all("img")]
        links += [each["href"] for each in (*root.all("a"), *root.all("image"))]
        beside = [unquote(each) for each in links if not each.startswith(("#", "https:"))]
        assert {each.partition("#")[0] for each in beside} <= files.keys()
    places = {each["id"] for each in page(FILM).walk()}
    nodes = page(FILM, "graph.html").all("a", "node")
    assert [unquote(each["href"]).removeprefix("index.html#") in places for each in nodes] == (
        [True] * 5
    )


def test_clips_lie_beside_their_stills() -> None:
    moving = taken("s010", clip=NAMES[5], clip_file="sc01/s010.mp4", clip_state="current")
    files = folder(board(scene(moving)))
    assert files["pictures/sc01/s010.mp4"] == STORED[NAMES[5]]
    assert tree(files["index.html"].decode()).all("video")[0]["src"] == "pictures/sc01/s010.mp4"


def test_a_picture_says_what_it_is_wherever_it_goes() -> None:
    files = folder(FILM)
    chosen, other = (read(files[f"pictures/sc01/s010{end}.png"]) for end in ("", ".take0"))
    assert chosen is not None
    assert other is not None
    assert (chosen.seed, chosen.maker, chosen.slate) == ("41", "runway/gen4_image", "1 · 10")
    assert (other.seed, other.prompt) == ("40", "a lantern, 0")


def test_one_file_carries_its_pictures_and_loads_nothing() -> None:
    root = tree(alone(FILM))
    sources = [each["src"] for each in root.all("img")]
    assert all(each.startswith("data:image/") for each in sources)
    assert len(sources) == 2 + 3 + 1
    assert {"graph", "costs"} <= {each["id"] for each in root.walk()}
    (policy,) = (each["content"] for each in root.all("meta") if each["http-equiv"])
    assert "img-src data:; style-src" in policy
    assert "file:" not in policy
    outward = {each["href"] for each in root.all("a") if each["href"][0] != "#"}
    assert outward == {RUNWAY[1]}


def test_one_file_of_a_hundred_rich_panels_stays_below_15_megabytes() -> None:
    grain = Image.effect_noise((320, 180), 90).convert("RGB").resize((1280, 720))
    out = io.BytesIO()
    grain.save(out, "PNG")
    rich = Stock(lambda _: out.getvalue(), lambda _: b"", cores=2)
    panels = [panel(f"s{each}", picture=f"{each:064x}") for each in range(12)]
    ((_, data),) = Site().render(board(scene(*panels)), rich, {"one-file": True})
    assert len(data) < 12 * 15_000_000 / 40


def test_a_picture_that_is_none_is_refused_in_a_sentence() -> None:
    broken = Stock(lambda _: b"no picture", lambda _: b"")
    with pytest.raises(UsageError) as told:
        list(Site().render(board(scene(panel())), broken, {"one-file": True}))
    assert told.value.problems[0].code == "X010"


def test_progress_is_told_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    stock = replace(STOCK, told=lambda done, of: heard.append((done, of)))
    list(Site().render(FILM, stock, {"one-file": False}))
    assert (heard[0], heard[-1]) == ((0, 5), (5, 5))


@pytest.mark.parametrize("folded", [False, True])
def test_the_same_board_gives_the_same_bytes(folded: bool) -> None:
    first, again = (list(Site().render(FILM, STOCK, {"one-file": folded})) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("what", [board(), board(scene())])
def test_a_board_of_nothing_is_whole(what: Board) -> None:
    assert len(folder(what)) == 3
    assert "No picture has been made yet." in page(what, "costs.html").text()
    assert tree(alone(what))


# What no manifest can do


@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html", ""])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_changes_the_shape_of_a_page(text: str, name: str) -> None:
    def shaped(word: str) -> Element:
        shown = filled(word)
        told = made(1, version=word, provider=word, model=word, prompt=word, cost="1")
        choices = (
            Choice(0, NAMES[0], "a.png", True, False, word, told),
            Choice(1, NAMES[1], "b.png", False, True, word, replace(told, cost_known=word)),
        )
        scenes = [
            replace(each, panels=tuple(replace(p, choices=choices) for p in each.panels))
            for each in shown.scenes
        ]
        what = replace(shown, scenes=tuple(scenes), credits=((word, word),))
        return tree(alone(what)) if not name else page(what, name)

    innocent, hostile = shaped("word"), shaped(text)
    assert hostile.skeleton() == innocent.skeleton()
    for each in hostile.all("a"):
        assert urlsplit(each["href"]).scheme in ("", "data")
        assert not each["href"].startswith("//")


@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html"])
def test_each_policy_names_the_one_style_and_the_one_script(name: str) -> None:
    root = page(FILM, name)
    (policy,) = (each["content"] for each in root.all("meta") if each["http-equiv"])
    (style,) = root.all("style")
    script = next(each for each in root.all("script") if not each["type"])
    for kind, element in (("style", style), ("script", script)):
        value = base64.b64encode(hashlib.sha256(element.text().encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{value}'" in policy
    assert "unsafe" not in policy
    attributes = {each for element in root.walk() for each in element.attributes}
    assert not {each for each in attributes if each == "style" or each.startswith("on")}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_programs_read_cannot_be_left(text: str) -> None:
    root = page(replace(FILM, title=text, logline=text))
    (block,) = (each.text() for each in root.all("script") if each["type"])
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block)["name"] == text


# What it says


def test_the_page_tells_programs_what_it_is() -> None:
    (block,) = (each.text() for each in page(FILM).all("script") if each["type"])
    told = json.loads(block)
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert (told["name"], told["digitalSourceType"]) == ("The Lantern Pier", source)
    assert told["director"] == {"@type": "Person", "name": "Ines Okafor"}
    metas = {each["name"]: each["content"] for each in page(FILM, "graph.html").all("meta")}
    assert metas["Iptc4xmpExt:DigitalSourceType"] == source
    assert metas["photoshop:Credit"] == "Powered by Runway"


@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html"])
def test_whoever_must_be_credited_is_on_every_page_with_pictures(name: str) -> None:
    links = page(FILM, name).all("footer")[0].all("a")
    assert [(each.text(), each["href"]) for each in links] == [RUNWAY]


def test_takes_are_told_apart() -> None:
    (folded,) = page(FILM).all("details", "choices")
    lines = [" ".join(each.all("b")[0].text().split()) for each in folded.all("li")]
    marks = [[mark.text() for mark in each.all("em")] for each in folded.all("li")]
    assert lines == ["Take 0", "Take 1", "Take 2"]
    assert marks == [[], ["chosen"], ["rejected"]]
    first = folded.all("li")[2]
    told = dict(
        zip(
            (each.text() for each in first.all("dt")),
            (each.text() for each in first.all("dd")),
            strict=True,
        )
    )
    assert told == {
        "Why": "variation 2",
        "Made": "Made by AI",
        "By": "runway/gen4_image (2025-06)",
        "Seed": "42",
        "Cost": "$0.08, as reported",
        "Prompt": "a lantern, 2",
    }


def test_filters_offer_what_the_film_has() -> None:
    offers = {
        each["data-filter"]: [(one["value"], one.text()) for one in each.all("option")[1:]]
        for each in page(FILM).all("select")
        if each["data-filter"]
    }
    assert offers == {
        "scene": [("pier", "1 EXT. PIER - DUSK"), ("shop", "2 INT. SHOP")],
        "is": [
            ("picked", "Picked"),
            ("takes", "Several takes"),
            ("no-picture", "No picture yet"),
            ("current", "Current"),
            ("stale", "Stale"),
            ("missing", "Missing"),
        ],
    }


# What it cost


def test_money_is_summed_by_scene_by_half_and_by_model() -> None:
    found = costs(FILM)
    assert (found.whole.reported, found.whole.tariff) == (Decimal("0.32"), Decimal("0.045"))
    assert (found.whole.made, found.whole.used, found.whole.total) == (5, 3, "$0.365")
    assert [(each.name, each.reported) for each in found.scenes] == [
        ("1 EXT. PIER - DUSK", Decimal("0.32")),
        ("2 INT. SHOP", 0),
    ]
    assert [(each.name, each.made) for each in found.halves] == [
        ("Shots", 4),
        ("Sheets, places and things", 1),
    ]
    assert [(each.name, each.made, each.used) for each in found.models] == [
        ("runway/gen4_image", 5, 3)
    ]


@pytest.mark.parametrize(
    ("made_", "total"),
    [
        (made(1, "0.1"), "$0.10"),
        (made(1, "9", "free"), "$0.00"),
        (made(1, "0.1", "unknown"), "at least $0.00"),
        (made(1, "much"), "at least $0.00"),
        (made(1, "NaN"), "at least $0.00"),
        (made(1, "-3"), "at least $0.00"),
        (None, "at least $0.00"),
    ],
)
def test_what_is_not_known_is_never_counted_as_money(made_: Made | None, total: str) -> None:
    choice = Choice(0, NAMES[0], "a.png", True, False, "", made_)
    assert costs(board(scene(panel(choices=(choice,))))).whole.total == total


def test_what_two_shots_share_is_paid_once() -> None:
    same = Choice(0, NAMES[0], "a.png", True, False, "", made(1))
    shots = (panel("a", choices=(same,)), panel("b", choices=(same,)))
    assert costs(board(scene(*shots))).whole.total == "$0.08"


@pytest.mark.parametrize(
    ("money", "said"),
    [("0", "$0.00"), ("12.5", "$12.50"), ("0.045", "$0.045"), ("1E+3", "$1,000.00")],
)
def test_dollars_are_written_as_money(money: str, said: str) -> None:
    assert dollars(Decimal(money)) == said


# What is drawn from what


def test_the_chart_runs_from_left_to_right() -> None:
    drawn = chart(FILM, lambda place: place, lambda _: "")
    x = {each.id: each.x for each in drawn.nodes}
    assert x["character:mara"] < x["look:mara/coat"] < x["s010"]
    assert [(above, below) for above, below, _ in drawn.edges] == [(0, 1), (0, 3), (2, 3)]


@pytest.mark.parametrize("shots", [1, 7, 300])
def test_no_node_lies_over_another_or_outside(shots: int) -> None:
    plates = [Plate("character", f"c{n}", f"C{n}", "", "c.png", None, "missing") for n in range(20)]
    looks = [
        replace(each, kind="look", id=f"{each.id}/l", uses=(f"character:{each.id}",))
        for each in plates
    ]
    panels = [panel(f"s{n}", uses=(f"look:c{n % 20}/l", "style:none")) for n in range(shots)]
    scenes = [scene(*panels[at : at + 9], id=f"x{at}") for at in range(0, shots, 9)]
    drawn = chart(board(*scenes, plates=(*plates, *looks)), str, lambda _: "")
    boxes = [(each.x, each.y, each.x + each.width, each.y + each.height) for each in drawn.nodes]
    assert all(x > 0 and y > 0 and a < drawn.width and b < drawn.height for x, y, a, b in boxes)
    boxes.sort()
    for at, (_, y, a, b) in enumerate(boxes):
        for x2, y2, _, b2 in boxes[at + 1 :]:
            assert x2 >= a or y2 >= b or b2 <= y


def test_pictures_that_are_drawn_from_one_another_still_make_a_chart() -> None:
    circle = (
        Plate("look", "a", "A", "", "a.png", None, "missing", uses=("look:b",)),
        Plate("look", "b", "B", "", "b.png", None, "missing", uses=("look:a",)),
    )
    assert len(chart(board(plates=circle), str, lambda _: "").nodes) == 2


def test_a_node_is_read_aloud_with_what_it_is_drawn_from() -> None:
    node = page(FILM, "graph.html").all("a", "node")[3]
    assert re.sub(r"\s+", " ", node["aria-label"]) == "shot s020, drawn from Mara, s010"
