"""The exported board in a real browser: its player keeps the film's time, its filters and keys work,
takes are compared, paper and darkness become it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from playwright.sync_api import Page
from small_board import board, filled, panel, scene
from test_site import FILM, STOCK, alone, taken

from storyforge.core.board import Board, Camera, Said
from storyforge.core.timecode import timecode
from storyforge.exporters.site import Site

TRIPWIRE = "document.documentElement.dataset.pwned = 'yes'"
HOSTILE = (
    f"<script>{TRIPWIRE}</script>"
    f'"><img src=x onerror="{TRIPWIRE}">'
    f"</style></title></script><script>{TRIPWIRE}</script>"
    f']]>--><svg onload="{TRIPWIRE}"> javascript:{TRIPWIRE} \u202e'
)
LONG = "W" * 300 + " " + "word " * 2000


def shown(frames: tuple[int, ...] = (24, 12, 36), **changes: Any) -> Board:
    """Shots of these lengths, the last of them in a scene of its own."""
    at = [sum(frames[:each]) for each in range(len(frames))]
    shots = [
        taken(
            f"s{number + 1:02}0",
            start=start,
            frames=length,
            cast=("Mara",) if number else ("Mara", "Tom"),
            cast_ids=("mara",) if number else ("mara", "tom"),
            location="pier" if number < 2 else "shop",
            place="The pier" if number < 2 else "The shop",
            dialogue=(Said("Mara", "", "", f"Line {number}"),) if number < 2 else (),
        )
        for number, (start, length) in enumerate(zip(at, frames, strict=True))
    ]
    last = scene(shots[-1], id="shop", number="2", slug="INT. SHOP - NIGHT")
    return board(scene(*shots[:-1]), last, **changes)


def site(browser: Browser, what: Board) -> Path:
    """An exported board on disk."""
    for name, data in Site().render(what, STOCK, {"one-file": False}):
        file = browser.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return browser.folder / "index.html"


def visited(browser: Browser, what: Board, width: int = 1280, **how: Any) -> Page:
    return browser.visited(site(browser, what), width, **how)


def state(page: Page) -> tuple[int, str, str, bool]:
    """Where the player is: frame, timecode, shot, whether it runs."""
    return (
        int(page.get_attribute(".player", "data-frame") or -1),
        page.inner_text(".player .code"),
        page.inner_text(".player .shot"),
        "playing" in (page.get_attribute(".player", "class") or ""),
    )


def ids(page: Page) -> list[str]:
    """Shots that are shown."""
    return [
        each.get_attribute("id") or "" for each in page.query_selector_all(".panel:not([hidden])")
    ]


# The player


def halted(browser: Browser, what: Board, width: int = 1280, **how: Any) -> Page:
    """The board, its clock stopped: nothing goes on while a test looks, however slow the machine."""
    page = visited(browser, what, width, **how)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page


def clocked(browser: Browser, what: Board) -> Page:
    page = visited(browser, what)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.reload()
    page.click(".begin")
    return page


def test_the_player_keeps_the_film_s_time_to_its_last_frame(browser: Browser) -> None:
    page = clocked(browser, shown(start=86400))
    assert state(page) == (0, "01:00:00:00", "1/10", True)
    seen = []
    for _ in range(6):
        page.clock.run_for(510)
        seen.append(state(page)[:3])
    assert [each[2] for each in seen] == ["1/10", "1/20", "2/30", "2/30", "2/30", "2/30"]
    wanted = [12, 24, 36, 48, 61, 71]
    assert all(abs(frame - wish) <= 1 for (frame, _, _), wish in zip(seen, wanted, strict=True))
    assert state(page) == (71, "01:00:02:23", "2/30", False)
    page.keyboard.press(" ")
    assert state(page)[0] == 0


def test_a_long_film_does_not_drift(browser: Browser) -> None:
    page = clocked(browser, shown((14400, 14400, 14400), fps="23.976"))
    page.clock.fast_forward(1_501_500)  # ms: 36,000 frames at 24000/1001
    page.clock.run_for(40)
    assert abs(state(page)[0] - 36_000) <= 2


def test_it_begins_again_when_it_is_to_loop(browser: Browser) -> None:
    page = clocked(browser, shown())
    page.click("[data-do=loop]")
    page.clock.run_for(3500)
    frame, _, shot, playing = state(page)
    assert (abs(frame - 12) <= 1, shot, playing) == (True, "1/10", True)


def test_speed_is_a_multiple_of_the_film_s_time(browser: Browser) -> None:
    page = clocked(browser, shown())
    page.select_option(".speed select", "2")
    page.clock.run_for(1000)
    assert abs(state(page)[0] - 48) <= 1


def test_the_player_walks_by_shot_by_scene_and_by_frame(browser: Browser) -> None:
    page = halted(browser, shown())
    page.keyboard.press("j")
    page.keyboard.press(" ")
    page.keyboard.press(" ")  # the button that plays has the focus: it pauses
    assert page.get_attribute(".play-pause", "aria-label") == "Play"
    page.keyboard.press("Home")
    found = []
    for key in ("ArrowRight", ".", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "End", ","):
        page.keyboard.press(key)
        found.append(state(page)[0])
    assert found == [24, 25, 36, 36, 24, 0, 71, 70]
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.id === 's030'")  # after it is closed
    assert not page.is_visible(".player")


def test_lines_are_captions_and_the_slate_stands_above(browser: Browser) -> None:
    page = visited(browser, shown())
    page.click("#s020 .picture")
    assert page.inner_text(".caption q") == "Line 1"
    assert page.inner_text(".player .camera") == "MS · low · 35 mm · dolly in slow"
    assert (page.get_attribute(".stage img", "src") or "").endswith("/pictures/sc01/s020.png")
    page.keyboard.press("ArrowRight")
    assert page.query_selector(".caption q") is None


def test_a_gap_is_played_as_long_as_its_shot(browser: Browser) -> None:
    gap = panel("s010", picture=None, state="failed", frames=24)
    page = visited(browser, board(scene(gap, taken("s020", start=24))))
    page.click(".begin")
    assert page.inner_text(".stage .gap") == "Could not be made"
    assert not page.is_visible(".stage img")


def test_a_swipe_goes_on_and_a_tap_stops(browser: Browser) -> None:
    page = halted(browser, shown(), 390, has_touch=True)
    page.click("#s010 .picture")
    swipe = """(way) => { const stage = document.querySelector(".stage");
      for (const [type, x] of [["pointerdown", 200], ["pointerup", 200 + way]])
        stage.dispatchEvent(new PointerEvent(type, {clientX: x, clientY: 300, bubbles: true})); }"""
    seen = []
    for way in (-120, -120, 120, 0):
        page.evaluate(swipe, way)
        seen.append(state(page)[2:])
    assert seen == [("1/20", False), ("2/30", False), ("1/20", False), ("1/20", True)]


@pytest.mark.parametrize(("fps", "drop"), [("24", False), ("29.97", True), ("59.94", True)])
def test_the_player_counts_as_the_film_does(browser: Browser, fps: str, drop: bool) -> None:
    page = visited(browser, shown(fps=fps, drop=drop))
    frames = [
        *range(0, 40),
        *range(1780, 1820),
        *range(3580, 3620),
        *range(17960, 18000),
        2_589_407,
    ]
    said = page.evaluate("all => all.map(document.querySelector('.player').timecode)", frames)
    assert said == [timecode(each, fps, drop) for each in frames]


def test_a_still_moves_as_its_camera_does_unless_somebody_wants_calm(browser: Browser) -> None:
    moved = taken("s010", taken=Camera(movement=("dolly in slow",)))
    for wish, moves in (("no-preference", True), ("reduce", False)):
        page = halted(browser, board(scene(moved)), reduced_motion=wish)
        page.click(".begin")
        page.keyboard.press("Home")
        page.click("[data-do=play]")
        page.keyboard.press("End")
        scaled = page.evaluate("document.querySelector('.stage img').style.transform")
        assert bool(scaled) == moves
        page.context.close()


# Filters, links and keys


def test_filters_stand_in_the_address_and_come_back_from_it(browser: Browser) -> None:
    page = visited(browser, shown())
    assert (ids(page), page.inner_text(".count")) == (["s010", "s020", "s030"], "3 shots")
    page.select_option("[data-filter=where]", "pier")
    page.select_option("[data-filter=who]", "tom")
    assert (ids(page), page.inner_text(".count")) == (["s010"], "1 of 3 shots")
    assert page.url.endswith("#?who=tom&where=pier")
    page.goto(page.url.replace("who=tom&", ""))
    page.reload()
    assert ids(page) == ["s010", "s020"]
    page.fill("[data-filter=words]", "1/20 LANTERN")
    assert ids(page) == ["s020"]
    page.fill("[data-filter=words]", "zebra")
    assert ids(page) == []
    assert page.is_visible(".nothing")
    assert page.is_disabled(".begin")
    page.click(".nothing button")
    assert (ids(page), "#" in page.url) == (["s010", "s020", "s030"], False)


def test_a_link_to_a_shot_that_is_filtered_away_shows_it(browser: Browser) -> None:
    page = visited(browser, shown())
    page.select_option("[data-filter=scene]", "shop")
    page.evaluate("location.hash = 's010'")
    page.wait_for_function("document.querySelector('#s010').hidden === false")
    assert len(ids(page)) == 3


def test_the_player_plays_what_is_shown(browser: Browser) -> None:
    page = visited(browser, shown())
    page.select_option("[data-filter=scene]", "shop")
    page.click(".begin")
    assert state(page)[2] == "2/30"
    assert page.get_attribute(".scrub input", "max") == "35"


def test_a_whole_walk_by_keyboard(browser: Browser) -> None:
    page = visited(browser, shown(), permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("?")
    assert page.is_visible(".keyboard")
    page.keyboard.press("Escape")
    page.wait_for_selector(".keyboard", state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.dataset.filter") == "words"
    page.keyboard.type("jk?")
    assert page.input_value("[data-filter=words]") == "jk?"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert len(ids(page)) == 3
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector(".toast.on")
    assert page.inner_text(".toast") == "Link copied: 1/20"


def test_darkness_is_kept_for_the_visit(browser: Browser) -> None:
    page = visited(browser, shown())
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("d")
    dark = page.evaluate(paper)
    page.reload()
    assert (light != dark, page.evaluate(paper)) == (True, dark)


# Takes


def test_two_takes_are_laid_over_one_another(browser: Browser) -> None:
    page = visited(browser, FILM)
    page.keyboard.press("j")
    page.keyboard.press("t")
    assert page.eval_on_selector_all(
        "[data-side]", "all => all.map(each => each.selectedOptions[0].textContent)"
    ) == ["Take 1 · chosen", "Take 0"]
    page.eval_on_selector(
        "input.wipe", "(each) => { each.value = 25; each.dispatchEvent(new Event('input')); }"
    )
    assert (
        page.evaluate("document.querySelector('.both .b').style.clipPath")
        == "inset(0px 0px 0px 25%)"
    )
    page.select_option("[data-side=b]", index=2)
    assert page.get_attribute(".both .b img", "src") is not None
    assert "42" in page.inner_text(".sides > div:last-child .facts")
    page.click("[data-way=flip]")
    assert not page.is_visible(".both .b img")
    page.keyboard.press("Enter")
    assert page.is_visible(".both .b img")
    page.click("[data-way=beside]")
    boxes = [page.locator(f".both .{each}").bounding_box() for each in "ab"]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


# The chart


def test_pointing_at_a_picture_shows_where_it_comes_from_and_leads(browser: Browser) -> None:
    site(browser, FILM)
    page = browser.visited(browser.folder / "graph.html")
    page.focus('[data-node="3"]')
    lit = "all => all.filter(each => each.classList.contains('on')).map(each => each.dataset.node)"
    assert page.eval_on_selector_all(".node", lit) == ["0", "2", "3"]
    page.focus('[data-node="0"]')
    assert page.eval_on_selector_all(".node", lit) == ["0", "1", "3"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#character:mara")


def test_one_file_shows_its_pictures_in_the_chart(browser: Browser) -> None:
    page = browser.opened(alone(FILM))
    assert page.locator(".chart image").count() == 3
    assert page.evaluate("refused") == []


# What holds everywhere

WORST = filled(HOSTILE)


@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html", ""])
@pytest.mark.parametrize("guarded", [True, False])
def test_hostile_text_runs_nothing_anywhere(browser: Browser, name: str, guarded: bool) -> None:
    site(browser, WORST)
    text = (browser.folder / name).read_text("utf-8") if name else alone(WORST)
    page = browser.opened(text if guarded else text.replace("Content-Security-Policy", "x-none"))
    for key in ("j", "t", "Escape", "j", " "):
        page.keyboard.press(key)
    assert page.evaluate("document.documentElement.dataset.pwned ?? null") is None
    assert page.evaluate("refused") == []


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html"])
def test_nothing_hangs_over_the_edge(browser: Browser, name: str, width: int) -> None:
    site(browser, filled(LONG, file="sc01/s010.png"))
    page = browser.visited(browser.folder / name, width)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


CONTRAST = """
() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const ground = each => {
    for (; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
  };
  const poor = [];
  for (const each of document.querySelectorAll("body *")) {
    const own = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || each.closest("script, style, dialog:not([open]), .unseen, svg, .toast")) continue;
    const [a, b] = [parse(getComputedStyle(each).color), ground(each)].map(light);
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${each.className || each.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "graph.html", "costs.html"])
def test_words_can_be_read_in_light_and_in_darkness(
    browser: Browser, name: str, scheme: str
) -> None:
    site(browser, FILM)
    page = browser.visited(browser.folder / name, color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


def test_paper_has_the_film_and_nothing_to_press(browser: Browser) -> None:
    page = visited(browser, shown(), color_scheme="dark")
    page.keyboard.press("d")
    page.emulate_media(media="print")
    seen = [page.is_visible(each) for each in (".tools", ".views", "nav", "#s010 .picture", "h2")]
    assert seen == [False, False, False, True, True]
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.panel')).breakInside") == "avoid"
    )


def test_a_page_without_scripts_is_complete(browser: Browser) -> None:
    site(browser, FILM)
    context = browser.chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((browser.folder / "index.html").as_uri())
    assert not page.is_visible(".tools")
    page.click("summary")
    assert page.is_visible("#s010 .choices li:last-child img")
    assert page.locator(".panel").count() == 3
    context.close()


def test_a_thousand_shots_are_sifted(browser: Browser) -> None:
    shots = [panel(f"s{each}", file="sc01/s010.png", words=f"word{each}") for each in range(1000)]
    page = visited(browser, board(scene(*shots)))
    page.fill("[data-filter=words]", "word999")
    assert ids(page) == ["s999"]
    assert page.inner_text(".count") == "1 of 1000 shots"


def test_pictures_come_from_beside_the_page(browser: Browser) -> None:
    page = visited(browser, FILM)
    widths = page.evaluate("[...document.images].map(each => each.naturalWidth)")
    assert set(widths) == {160}
    assert page.evaluate("refused") == []
