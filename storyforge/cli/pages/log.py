"""`log`: the life of one picture, for a terminal, a program, or as a page with every take."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from storyforge.cli.options import Desk, data, data_json, paint_on, talk
from storyforge.cli.pages.layout import columns, hanging
from storyforge.comparing.life import lives
from storyforge.core.life import Chapter, Life, Take
from storyforge.core.seams import Corrupt, Missing
from storyforge.late import load
from storyforge.reporters import lives as say
from storyforge.reporters.say import name, show
from storyforge.store.durable import write_durably

_LONGEST = 640  # pixels of a take in the page


def page(desk: Desk, node: str, html: str | None, as_json: bool) -> int:
    """What `storyforge log` does; returns the exit code."""
    shop = desk.workshop()
    chosen = shop.select((node,))
    graph = shop.project.film.graph
    found = lives(shop, [each for each in graph.nodes if each in chosen and graph[each].recipe])
    if html is not None:
        _write(html, shop, found)
    elif as_json:
        data_json([asdict(each) for each in found])
    else:
        for number, life in enumerate(found):
            data(["", *_lines(life)] if number else _lines(life))
    talk(f"note: {show(note)}" for note in dict.fromkeys(n for life in found for n in life.notes))
    return 0


def _lines(life: Life) -> Iterator[str]:
    paint, width = paint_on(sys.stdout), min(columns(sys.stdout), 80)
    title = f"  {show(life.title)}" if life.title else ""
    yield f"{paint('strong', name(life.node))}{title}"
    yield f"  {say.standing(life)}"
    for chapter in life.chapters:
        yield ""
        yield from _chapter(chapter, paint, width)


def _chapter(chapter: Chapter, paint: Any, width: int) -> Iterator[str]:
    head = say.when(chapter)
    first, *more = hanging(f"{head}  ", show(chapter.subject), width)
    yield f"{paint('strong', head)}{first[len(head) :]}"
    yield from more
    if chapter.steps:
        yield from hanging("  ", " · ".join(map(say.step, chapter.steps)), width)
    for each in chapter.came:
        yield from hanging(f"    take {each.number}  ", say.take(each), width)


def _write(file: str, shop: Any, found: list[Life]) -> None:
    shrink = load("storyforge.darkroom.smaller:smaller")

    def picture(take: Take) -> tuple[bytes, str, str]:
        if take.media.startswith("video/"):
            return b"", "", "a clip; play it from the board"
        try:
            return (*shrink(shop.store.get(take.out), _LONGEST), "")
        except (Missing, Corrupt):
            return b"", "", "its bytes are not here"

    told = [(life, say.standing(life), [_told(each) for each in life.chapters]) for life in found]
    text = load("storyforge.exporters.life:page")(told, picture, say.take)
    if file == "-":
        data(text.splitlines())
        return
    write_durably(file, text.encode("utf-8", "replace"), 0o644)
    talk(f"the life of {', '.join(name(each.node) for each in found)} is in {show(file)}")


def _told(chapter: Chapter) -> tuple[Chapter, str, list[str]]:
    return chapter, say.when(chapter), [say.step(each) for each in chapter.steps]
