"""A merge's conflicts as a page: both pictures of each side by side, in one file."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.exporters.diff import carried
from storyforge.exporters.templates import sealed, template, text

# (which side, what it decided, (bytes, media type, why none), the command that takes it)
Side = tuple[str, str, tuple[bytes, str, str], str]


def page(conflicts: Sequence[tuple[str, Sequence[Side]]]) -> str:
    """The page. Every word is escaped, nothing is loaded from anywhere."""
    style = text("page.css") + text("past.css")
    rows = [
        (name, [(side, said, carried(*shown), way) for side, said, shown, way in sides])
        for name, sides in conflicts
    ]
    return template("choice.html.j2").render(rows=rows, policy=sealed(style, ""), style=style)
