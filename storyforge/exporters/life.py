"""The life of a picture as a page: every revision of it, with the takes that came in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storyforge.core import ids
from storyforge.core.life import Chapter, Life, Take
from storyforge.exporters.diff import carried
from storyforge.exporters.templates import sealed, template, text

Told = tuple[Life, str, Sequence[tuple[Chapter, str, Sequence[str]]]]


def page(
    lives: Sequence[Told],
    pictures: Callable[[Take], tuple[bytes, str, str]],
    said: Callable[[Take], str],
) -> str:
    """One file that carries its pictures. `said`: what a take is, in a line."""
    style = text("page.css") + text("past.css")
    return template("life.html.j2").render(
        lives=[
            (
                ids.name_of(life.node),
                life.title,
                standing,
                [(when, chapter, steps, _takes(chapter.came, pictures, said))
                 for chapter, when, steps in chapters],
            )
            for life, standing, chapters in lives
        ],
        policy=sealed(style, ""),
        style=style,
    )  # fmt: skip


def _takes(
    takes: Sequence[Take],
    pictures: Callable[[Take], tuple[bytes, str, str]],
    said: Callable[[Take], str],
) -> list[tuple[Take, object, str]]:
    return [(one, carried(*pictures(one)), said(one)) for one in takes]
