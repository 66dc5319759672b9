"""Clips lie over their stills, services are named where they ask for it, and trouble is said calmly."""

from __future__ import annotations

import re

import pytest
from browser import Browser
from film_of_boxes import film
from small_board import Element, board, filled, page, panel, scene, tree
from test_page_browser import paint

from storyforge.core.board import Panel, State

RUNWAY = ("Powered by Runway", "https://runwayml.com")


def moving(name: str = "s010", **changes: object) -> Panel:
    """A panel whose picture was made into a clip."""
    values = {
        "provider": "runway",
        "model": "gen4_image",
        "clip": "ef" * 32,
        "clip_file": f"sc01/{name}.mp4",
        "clip_state": "current",
        "clip_seconds": 5,
    }
    return panel(name, **(values | changes))


def shown(*panels: Panel, **changes: object) -> Element:
    return tree(page(board(scene(*panels), **changes)))


def time_of(root: Element) -> str:
    """The last line of the first panel."""
    return " ".join(root.all("p", "time")[0].text().split())


# Clips


def test_a_clip_lies_over_its_still() -> None:
    root = shown(moving("s010"))
    (picture,) = root.all("div", "moving")
    (still,), (clip,) = picture.all("img"), picture.all("video")
    assert (still["src"], still["loading"]) == ("sc01/s010.png", "lazy")
    assert still["alt"] == ("Shot 10, medium shot, Mara. EXT. PIER - DUSK. Mara lifts the lantern.")
    assert clip.attributes == {
        "src": "sc01/s010.mp4",
        "poster": "sc01/s010.png",
        "aria-label": "Clip of shot 10, 5 seconds",
        "controls": None,
        "preload": "none",
        "playsinline": None,
    }
    assert [each["href"] for each in root.all("a", "clip")] == ["sc01/s010.mp4"]
    assert not root.all("a", "picture")
    assert time_of(root) == "2.5 s 00:00:00:00 clip 5 s runway/gen4_image"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("missing", "clip: not made yet"),
        ("failed", "clip: could not be made"),
        ("refused", "clip: declined by the service"),
        ("in doubt", "clip: waits to be settled"),
    ],
)
def test_a_clip_that_is_not_there_leaves_the_still_as_it_is(state: State, words: str) -> None:
    root = shown(moving(clip=None, clip_state=state))
    assert not root.all("video")
    assert [each["href"] for each in root.all("a", "picture")] == ["sc01/s010.png"]
    assert time_of(root) == f"2.5 s 00:00:00:00 {words} runway/gen4_image"


def test_a_clip_of_an_older_still_says_so_and_plays() -> None:
    root = shown(moving(clip_state="stale"))
    assert [each["src"] for each in root.all("video")] == ["sc01/s010.mp4"]
    assert [each.text() for each in root.all("p", "time")[0].all("em", "stale")] == ["stale"]
    assert "stale" not in root.all("ul", "figures")[0].text()


def test_no_clip_plays_where_the_still_is_gone() -> None:
    root = shown(moving(picture=None, state="missing"))
    assert (root.all("video"), len(root.all("div", "gap"))) == ([], 1)


def test_clips_are_counted_when_there_are_any() -> None:
    figures = [
        " ".join(shown(*panels).all("ul", "figures")[0].text().split())
        for panels in ((panel(),), (moving(),), (moving("a"), moving("b"), moving("c", clip=None)))
    ]
    assert [re.findall(r"\d+ clips?", each) for each in figures] == [[], ["1 clip"], ["2 clips"]]


def test_only_a_page_with_clips_may_load_any() -> None:
    def policy(root: Element) -> str:
        return next(each["content"] for each in root.all("meta") if each["http-equiv"])

    assert "media-src" not in policy(shown(moving(clip=None)))
    assert "img-src 'self' file:; media-src 'self' file:; style-src" in policy(shown(moving()))


def test_a_panel_with_a_clip_costs_little() -> None:
    one, many = (
        len(page(board(scene(*(moving(f"s{each}") for each in range(count))))))
        for count in (1, 101)
    )
    assert (many - one) / 100 < 1300


@pytest.mark.parametrize("text", ['"><script>1</script>', "javascript:1", "//example.invalid/x"])
def test_the_name_of_a_clip_never_leads_away(text: str) -> None:
    root = shown(moving(clip_file=text, file=text))
    links = [each["src"] for each in root.all("video")] + [
        each["href"] for each in root.all("a", "clip")
    ]
    assert len(links) == 2
    assert not any(re.match(r"[a-z]+:|/", link) for link in links)
    assert len(root.all("script")) == 1


# Who made it


def test_a_service_is_named_below_its_pictures() -> None:
    made = [
        (each["id"], [by.text() for by in each.all("span", "by")])
        for each in shown(
            moving("a"),
            panel("b", provider="replicate", model="runwayml/gen4-image"),
            panel("c", provider="plugged", model=""),
            panel("d", provider="draft", model="artist"),
            panel("e", provider="runway", model="gen4_image", picture=None, state="missing"),
        ).all("li", "panel")
    ]
    assert made == [
        ("a", ["runway/gen4_image"]),
        ("b", ["replicate/runwayml/gen4-image"]),
        ("c", ["plugged"]),
        ("d", []),
        ("e", []),
    ]


def test_the_credit_stands_at_the_foot_and_leads_to_its_service() -> None:
    (foot,) = shown(panel(), credits=(RUNWAY,)).all("footer")
    (link,) = foot.all("a")
    assert (foot.text(), link.text()) == ("Powered by Runway", "Powered by Runway")
    assert link.attributes == {"href": "https://runwayml.com", "rel": "noopener"}


def test_two_services_are_named_both() -> None:
    other = ("Drawn with Other", "https://example.invalid/a?b=1&c=2")
    links = shown(panel(), credits=(RUNWAY, other)).all("footer")[0].all("a")
    assert [(each.text(), each["href"]) for each in links] == [RUNWAY, other]


def test_a_board_that_owes_nothing_has_no_foot() -> None:
    assert not shown(panel()).all("footer")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://runwayml.com", "//x", "", "https:x"]
)
def test_a_credit_leads_only_where_a_page_may_lead(address: str) -> None:
    (foot,) = shown(panel(), credits=(("<b>Words</b>", address),)).all("footer")
    assert (foot.text(), foot.all("a"), foot.all("b")) == ("<b>Words</b>", [], [])


# What is open


def test_refused_and_doubtful_pictures_say_so() -> None:
    root = shown(
        panel("a", state="refused", picture=None),
        panel("b", state="in doubt", picture=None),
        panel("c", state="in doubt"),
    )
    assert [each.text() for each in root.all("div", "gap")] == [
        "Declined by the service",
        "Waits to be settled",
    ]
    assert [(each["class"], each.text()) for each in root.all("em")] == [
        ("mark refused", "refused"),
        ("mark in-doubt", "in doubt"),
        ("mark in-doubt", "in doubt"),
    ]
    figures = " ".join(root.all("ul", "figures")[0].text().split())
    assert figures.endswith("24 fps 1 refused 2 in doubt")


def test_a_filled_board_closes_every_element() -> None:
    assert len(tree(page(filled("word"))).all("span", "by")) == 1


# In a real browser

PROBE = """
async () => {
  const same = (...both) => new Set(both.map(each =>
    JSON.stringify(each.getBoundingClientRect()))).size === 1;
  const film = document.querySelector("video");
  const press = key => {
    dispatchEvent(new KeyboardEvent("keydown", {key, cancelable: true}));
    return document.activeElement.closest(".panel")?.id ?? null;
  };
  const untouched = film.networkState;
  film.focus();
  const walk = ["ArrowRight", "j", "k"].map(press);
  film.focus();
  await film.play().catch(() => null);
  return {
    untouched, walk, refused,
    over: same(film, film.previousElementSibling),
    overflow: document.documentElement.scrollWidth - innerWidth,
  };
}
"""

SHOWN = board(
    scene(moving("s010", width=160, height=90), panel("s020", width=160, height=90)),
    credits=(RUNWAY,),
)


def test_a_clip_loads_from_disk_when_somebody_wants_it_and_keeps_its_keys(browser: Browser) -> None:
    paint(browser.folder, SHOWN)
    (browser.folder / "sc01/s010.mp4").write_bytes(film())  # nothing that a decoder could show
    nothing_loaded = 1
    assert browser.probes(page(SHOWN), PROBE) == {
        "untouched": nothing_loaded,
        "walk": ["s010", "s020", "s010"],
        "refused": [],
        "over": True,
        "overflow": 0,
    }
    text, count = re.subn("media-src .*?; ", "", page(SHOWN))
    assert (count, browser.probes(text, PROBE)["refused"]) == (1, ["media-src"]), "the wire is dead"
