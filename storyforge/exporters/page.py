"""The board as a page: one HTML file that opens from disk and shows the film scene by scene.

All words on the page come from a manifest, so none of them is trusted: the template escapes every
value, and the page's own policy allows exactly one style and one script, named by digest. Nothing
else could run, whatever a title says. Pictures are linked beside the page, never embedded, so that
ten thousand panels stay a small file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import film, imprint
from storyforge.core.board import Board, BoardScene, Panel, Plate, State
from storyforge.core.timecode import DROPPED, clock, timecode
from storyforge.exporters.site_filters import filters, status, token
from storyforge.exporters.site_takes import Taken, takes
from storyforge.exporters.site_words import (
    alt,
    fragment,
    link,
    outside,
    pixels,
    ratio,
    seconds,
)
from storyforge.exporters.templates import digest, inert, sealed, template, text

GAPS = {
    "current": "No picture",
    "stale": "No picture",
    "approved-stale": "No picture",
    "locked": "No picture",
    "draft": "No picture",
    "waiting": "Waits for another picture",
    "absent": "Not here",
    "missing": "Not made yet",
    "failed": "Could not be made",
    "refused": "Declined by the service",
    "in doubt": "Waits to be settled",
}
"""What stands in the place of a picture that is not there, by state."""

OPEN: tuple[State, ...] = (
    "stale",
    "approved-stale",
    "waiting",
    "missing",
    "absent",
    "failed",
    "refused",
    "in doubt",
    "draft",
)
"""States in which something is left to do, in the order in which they are counted."""

WORDS = {"approved-stale": "stale but approved"}
"""How a state is said, where that is not its own word."""

HOUSE = frozenset({"draft"})
"""Who draws here; only what comes from elsewhere says from where."""

GROUPS = {
    "character": "Cast",
    "look": "Cast",
    "group": "Cast",
    "location": "Places",
    "view": "Places",
}
"""Under which heading a plate hangs, by kind; everything else is among the things."""


STYLES = ("page.css", "site_tools.css")
SCRIPTS = ("site_board.js", "site_filter.js", "site_player.js")
"""What every page of a board is dressed in, and what it runs, in this order."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a page has besides the film itself.

    `picture`: the address of a picture, by its file and its digest. `takes`: all takes are shown
    and may be compared. `embedded`: pictures are within the page, not beside it. `views`: names and
    addresses of other pages. `below`: sections that stand under the plates, as safe markup.
    `styles`, `scripts`: more files of this room.
    """

    picture: Callable[[str, str], str] = lambda file, _: link(file)
    takes: bool = False
    embedded: bool = False
    views: tuple[tuple[str, str], ...] = ()
    below: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    film: Mapping[str, Any] | None = None
    clips: str = ""


class Page:
    """Renders a board as `index.html`, to lie in the folder that `file` paths start from."""

    def render(self, board: Board) -> Iterable[tuple[str, bytes]]:
        """Exactly one file, which links the pictures by their relative path.

        The same board gives the same bytes. Text that Unicode cannot encode becomes `?`.
        """
        yield "index.html", printed(board, Extras())


def printed(board: Board, extras: Extras) -> bytes:
    """The page of a board, in UTF-8."""
    style = "".join(map(text, STYLES + extras.styles)) + f":root {{ {_measures(board)} }}\n"
    script = "".join(map(text, SCRIPTS + extras.scripts))
    page = template("page.html.j2").render(
        board=board,
        extras=extras,
        scenes=[_scene(scene, at, board, extras) for at, scene in enumerate(board.scenes)],
        numbered=any(scene.number for scene in board.scenes),
        groups=_groups(board.plates, extras),
        figures=_figures(board),
        filters=filters(board),
        tempo=_tempo(board),
        said=imprint.of_whole(board),
        policy=policy(style, script, any(map(_moves, board.panels())), extras.embedded),
        style=style,
        script=script,
        gaps=GAPS,
        words=WORDS,
        credits=credited(board),
        film=inert(extras.film) if extras.film else "",
    )
    return page.encode("utf-8", "replace")


def credited(board: Board) -> list[tuple[str, str]]:
    """What must be said wherever the pictures are shown, and where it may lead."""
    return [(words, outside(address)) for words, address in board.credits]


@dataclass(frozen=True, slots=True)
class _Shot:
    """A panel as printed: its link, its size, its words for those who cannot see it, its times."""

    panel: Panel
    link: str
    scene: str
    number: str
    href: str
    width: int
    height: int
    alt: str
    length: str
    starts: str
    clip: str
    made_by: str
    who: str
    status: str
    moves: str
    takes: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene as printed. `shots` is made while the page is written, and read once."""

    anchor: str
    link: str
    number: str
    heading: str
    title: str
    length: str
    count: int
    shots: Iterator[_Shot]


@dataclass(frozen=True, slots=True)
class _Figures:
    """The line of numbers under the title."""

    scenes: int
    shots: int
    length: str
    clips: int
    states: tuple[tuple[str, int], ...]


def _scene(scene: BoardScene, position: int, board: Board, extras: Extras) -> _Scene:
    heading = scene.slug or scene.title or scene.id or "Shots outside any scene"
    frames = sum(panel.frames for panel in scene.panels)
    anchor = f"scene:{scene.id or f'-{position}'}"  # no id begins with a dash
    return _Scene(
        anchor=anchor,
        link=fragment(anchor),
        number=scene.number,
        heading=heading,
        title=scene.title if scene.title != heading else "",
        length=clock(frames, board.fps),
        count=len(scene.panels),
        shots=(_shot(panel, scene, board, extras) for panel in scene.panels),
    )


def _shot(panel: Panel, scene: BoardScene, board: Board, extras: Extras) -> _Shot:
    number = panel.number or panel.id
    width, height = pixels(panel) or ratio(board.ratio)
    return _Shot(
        panel=panel,
        link=fragment(panel.id),
        scene="" if _names_scene(number, scene.number) else scene.number,
        number=number,
        href=extras.picture(panel.file, panel.picture) if panel.picture else "",
        width=width,
        height=height,
        alt=alt(panel, number, scene),
        length=seconds(panel.frames, board.fps),
        starts=timecode(board.start + panel.start, board.fps, board.drop),
        clip=link(extras.clips + panel.clip_file) if _moves(panel) and not extras.embedded else "",
        made_by=_made_by(panel),
        who=" ".join(map(token, panel.cast_ids or panel.cast)),
        status=" ".join(status(panel)),
        moves=panel.taken.movement[0] if panel.taken.movement else "",
        takes=takes(panel.choices, extras.picture) if extras.takes else (),
    )


def _moves(panel: Panel) -> bool:
    """Whether there is a clip to be played, over the still that it was made from."""
    return bool(panel.clip and panel.picture)


def _made_by(panel: Panel) -> str:
    """The service and model that made a picture; empty for what was drawn here."""
    if not panel.picture or panel.provider in HOUSE:
        return ""
    return "/".join(filter(None, (panel.provider, panel.model)))


def _names_scene(number: str, scene: str) -> bool:
    """`12A` already says scene 12; `12` in scene 1, or in scene 12, does not."""
    rest = number.removeprefix(scene)
    return not scene or (rest != number and rest != "" and not rest[0].isdigit())


def anchor(plate: Plate) -> str:
    """The name of a plate's place on the page."""
    return plate.id if ":" in plate.id else f"{plate.kind}:{plate.id}"


def _groups(
    plates: tuple[Plate, ...], extras: Extras
) -> list[tuple[str, list[tuple[Plate, str, str]]]]:
    """Plates under their headings, each with its anchor and its link (empty: no picture)."""
    groups: dict[str, list[tuple[Plate, str, str]]] = {"Cast": [], "Places": [], "Things": []}
    for plate in plates:
        href = extras.picture(plate.file, plate.picture) if plate.picture else ""
        groups[GROUPS.get(plate.kind, "Things")].append((plate, anchor(plate), href))
    return [(name, members) for name, members in groups.items() if members]


def _figures(board: Board) -> _Figures:
    panels = board.panels()
    states = Counter(panel.state for panel in panels)
    return _Figures(
        scenes=sum(1 for scene in board.scenes if scene.id),
        shots=len(panels),
        length=clock(board.frames, board.fps),
        clips=sum(map(_moves, panels)),
        states=tuple((state, states[state]) for state in OPEN if states[state]),
    )


def _tempo(board: Board) -> tuple[str, int, int]:
    """What a clock on the page must know: frames to the second exactly, the count of timecode, and
    how many of its numbers a minute leaves out."""
    exact = film.RATES[board.fps]
    lost = DROPPED.get(board.fps, 0) if board.drop else 0
    return f"{exact.numerator}/{exact.denominator}", round(exact), lost


def _measures(board: Board) -> str:
    """The shape of the film's frames and the columns that suit it: digits only, safe in a style."""
    sizes = Counter(
        size for scene in board.scenes for panel in scene.panels if (size := pixels(panel))
    )
    width, height = sizes.most_common(1)[0][0] if sizes else ratio(board.ratio)
    column, across = (
        (13, 6) if width < 0.9 * height else (22, 4) if width > 2.1 * height else (21, 4)
    )
    return f"--shape: {width}/{height}; --column: {column}rem; --across: {across};"


def policy(style: str, script: str, clips: bool, embedded: bool = False) -> str:
    """What the page may load: pictures (`file:` is 'self' on disk), clips where there are any, its
    own style and script."""
    if embedded:
        return sealed(style, script)
    moving = "media-src 'self' file:; " if clips else ""
    return (
        f"default-src 'none'; img-src 'self' file:; {moving}style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
