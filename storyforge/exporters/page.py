"""The board as a page: one HTML file that opens from disk and shows the film scene by scene.

All words on the page come from a manifest, so none of them is trusted: the template escapes every
value, and the page's own policy allows exactly one style and one script, named by digest. Nothing
else could run, whatever a title says. Pictures are linked beside the page, never embedded, so that
ten thousand panels stay a small file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from storyforge.core import film
from storyforge.core.board import Board, BoardScene, Panel, Plate, State
from storyforge.exporters.templates import digest, template, text

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

LONGEST_ALT = 160
"""Characters of a shot's words in its alternative text; the whole words stand below the picture."""

# Left and right, or j and k, walk from panel to panel; in a clip the arrows are the clip's own.
# A clip that was begun stays in sight. The page is complete without it.
SCRIPT = """
addEventListener("keydown", event => {
  const step = new Map([["ArrowRight", 1], ["j", 1], ["ArrowLeft", -1], ["k", -1]]).get(event.key);
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key.startsWith("Arrow") && document.activeElement.closest("video")) return;
  const panels = [...document.querySelectorAll(".panel")];
  const at = panels.indexOf(document.activeElement.closest(".panel"));
  const seen = panels.findIndex(panel => panel.getBoundingClientRect().bottom > 120);
  const panel = panels[at < 0 ? seen : at + step];
  if (!panel) return;
  event.preventDefault();
  panel.querySelector("h3 a").focus({preventScroll: true});
  panel.scrollIntoView({block: "center"});
});
addEventListener("play", event => event.target.classList.add("begun"), true);
"""


class Page:
    """Renders a board as `index.html`, to lie in the folder that `file` paths start from."""

    def render(
        self,
        board: Board,
        pictures: Callable[[str], bytes],  # noqa: ARG002  the page links, it does not embed
    ) -> Iterable[tuple[str, bytes]]:
        """Exactly one file. `pictures` is not called: pictures are linked by their relative path.

        The same board gives the same bytes. Text that Unicode cannot encode becomes `?`.
        """
        style = f"{text('page.css')}:root {{ {_measures(board)} }}\n"
        page = template("page.html.j2").render(
            board=board,
            scenes=[_scene(scene, position, board) for position, scene in enumerate(board.scenes)],
            groups=_groups(board.plates),
            figures=_figures(board),
            policy=_policy(style, SCRIPT, any(map(_moves, _panels(board)))),
            style=style,
            script=SCRIPT,
            gaps=GAPS,
            words=WORDS,
            credits=[(words, _outside(address)) for words, address in board.credits],
        )
        yield "index.html", page.encode("utf-8", "replace")


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


def _scene(scene: BoardScene, position: int, board: Board) -> _Scene:
    heading = scene.slug or scene.title or scene.id or "Shots outside any scene"
    frames = sum(panel.frames for panel in scene.panels)
    anchor = f"scene:{scene.id or f'-{position}'}"  # no id begins with a dash
    return _Scene(
        anchor=anchor,
        link=_fragment(anchor),
        number=scene.number,
        heading=heading,
        title=scene.title if scene.title != heading else "",
        length=_clock(frames, board.fps),
        count=len(scene.panels),
        shots=(_shot(panel, scene, board) for panel in scene.panels),
    )


def _shot(panel: Panel, scene: BoardScene, board: Board) -> _Shot:
    number = panel.number or panel.id
    width, height = _size(panel) or _ratio(board.ratio)
    return _Shot(
        panel=panel,
        link=_fragment(panel.id),
        scene="" if _names_scene(number, scene.number) else scene.number,
        number=number,
        href=_link(panel.file) if panel.picture else "",
        width=width,
        height=height,
        alt=_alt(panel, number, scene),
        length=_seconds(panel.frames, board.fps),
        starts=_timecode(panel.start, board.fps),
        clip=_link(panel.clip_file) if _moves(panel) else "",
        made_by=_made_by(panel),
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


def _alt(panel: Panel, number: str, scene: BoardScene) -> str:
    """The picture in a sentence or two: which shot, how large, who, where, and what is seen."""
    size = film.SIZE_WORDS.get(panel.camera.partition(" · ")[0], "")
    first = ", ".join(part for part in (f"Shot {number}", size, *panel.cast) if part)
    words = " ".join((panel.words or panel.action).split())
    if len(words) > LONGEST_ALT:
        words = words[: LONGEST_ALT - 1].rstrip() + "…"
    return ". ".join(part for part in (first, scene.slug, words) if part)


def _link(path: str) -> str:
    """A path as a URL that can only be relative: no scheme, no host, no root."""
    return quote(path.lstrip("/"), safe="/", errors="replace")


def _outside(address: str) -> str:
    """An address elsewhere, if it is one that a page may lead to."""
    return address if address.startswith("https://") else ""


def _fragment(anchor: str) -> str:
    """The link to a place on this page."""
    return "#" + quote(anchor, safe="/:", errors="replace")


def _groups(plates: tuple[Plate, ...]) -> list[tuple[str, list[tuple[Plate, str, str]]]]:
    """Plates under their headings, each with its anchor and its link (empty: no picture)."""
    groups: dict[str, list[tuple[Plate, str, str]]] = {"Cast": [], "Places": [], "Things": []}
    for plate in plates:
        anchor = plate.id if ":" in plate.id else f"{plate.kind}:{plate.id}"
        href = _link(plate.file) if plate.picture else ""
        groups[GROUPS.get(plate.kind, "Things")].append((plate, anchor, href))
    return [(name, members) for name, members in groups.items() if members]


def _figures(board: Board) -> _Figures:
    panels = _panels(board)
    states = Counter(panel.state for panel in panels)
    return _Figures(
        scenes=sum(1 for scene in board.scenes if scene.id),
        shots=len(panels),
        length=_clock(board.frames, board.fps),
        clips=sum(map(_moves, panels)),
        states=tuple((state, states[state]) for state in OPEN if states[state]),
    )


def _panels(board: Board) -> list[Panel]:
    return [panel for scene in board.scenes for panel in scene.panels]


def _measures(board: Board) -> str:
    """The shape of the film's frames and the columns that suit it: digits only, safe in a style."""
    sizes = Counter(
        size for scene in board.scenes for panel in scene.panels if (size := _size(panel))
    )
    width, height = sizes.most_common(1)[0][0] if sizes else _ratio(board.ratio)
    column, across = (
        (13, 5) if width < 0.9 * height else (26, 3) if width > 2.1 * height else (21, 3)
    )
    return f"--shape: {width}/{height}; --column: {column}rem; --across: {across};"


def _size(panel: Panel) -> tuple[int, int] | None:
    return (panel.width, panel.height) if panel.width > 0 and panel.height > 0 else None


def _ratio(ratio: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9][0-9]{0,4}):([1-9][0-9]{0,4})", ratio)
    return (int(found[1]), int(found[2])) if found else (16, 9)


def _seconds(frames: int, fps: str) -> str:
    """A duration as a crew says it: `2.5 s`, `3 s`, and `0.08 s` below a second."""
    exact = float(film.seconds(frames, fps))
    text = f"{exact:.1f}" if exact >= 0.95 or not frames else f"{exact:.2f}"
    return f"{text.removesuffix('.0')} s"


def _clock(frames: int, fps: str) -> str:
    """Running time by the clock on the wall, to the second: `1:24`, `1:00:04`."""
    total = round(film.seconds(frames, fps))
    hours, minutes, rest = total // 3600, total // 60 % 60, total % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _timecode(frame: int, fps: str) -> str:
    """Where a frame stands, `hh:mm:ss:ff`, without dropping: 23.976 counts 24 to the second."""
    nominal = round(film.RATES[fps])
    total, rest = divmod(frame, nominal)
    return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}:{rest:02}"


def _policy(style: str, script: str, clips: bool) -> str:
    """What the page may load: pictures (`file:` is 'self' on disk), clips where there are any, its
    own style and script."""
    moving = "media-src 'self' file:; " if clips else ""
    return (
        f"default-src 'none'; img-src 'self' file:; {moving}style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
