"""Back matter: plates of cast, places and things, the shot list, and what had no letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from storyforge.core.board import Board, Plate
from storyforge.core.timecode import timecode
from storyforge.exporters.pdf.flow import PAD, Column, Flow, Row
from storyforge.exporters.pdf.leaf import (
    Gap,
    Item,
    Leaf,
    Line,
    Picture,
    Place,
    Style,
    height,
    stacked,
)
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import Sheet
from storyforge.exporters.pdf.words import GAPS, heading, length, slate

GROUPS = {
    "character": "Cast",
    "look": "Cast",
    "group": "Cast",
    "location": "Places",
    "view": "Places",
    "element": "Things",
}
_SHAPE = 1.5


def plates(board: Board, page: Sheet, letters: Letters, scale: float) -> list[Leaf]:
    """Every plate with its name and its description, group by group."""
    flow = Flow(page, [], slug="Plates")
    across = 4 if page.wide > page.tall else 2
    wide = (page.room - 14 * (across - 1)) / across
    strong, text = Style(10 * scale, bold=True), Style(8.4 * scale, grey=0.15)
    groups: dict[str, list[Plate]] = {}
    for plate in board.plates:
        groups.setdefault(GROUPS.get(plate.kind, "Styles"), []).append(plate)
    for name, members in groups.items():
        mark = (Place(f"plates {name}", 0.0, name, 0),)
        lines = letters.wrap(name, Style(11 * scale, bold=True), page.room - 2 * PAD)
        shelves = [
            _shelf(members[k : k + across], page.left, wide, letters, strong, text)
            for k in range(0, len(members), across)
        ]
        flow.band(lines, mark, min(shelves[0].height, 0.6 * page.height) + PAD)
        for shelf in shelves:
            flow.row(shelf)
            flow.y += 6
    flow.end()
    return flow.leaves


def _shelf(
    members: list[Plate], left: float, wide: float, letters: Letters, strong: Style, text: Style
) -> Row:
    """Plates side by side, each above its words."""
    tall = wide / _SHAPE
    space = Line("", True, 0.0, Style(tall, leading=1.0 + 4 / tall))
    columns = []
    for k, plate in enumerate(members):
        said = [*letters.wrap(plate.name or plate.id, strong, wide)]
        said += letters.wrap(plate.description, text, wide, 1.5) if plate.description else []
        again = (letters.short(f"{plate.name[:80]} (cont.)", strong, wide),)
        columns.append(Column(left + k * (wide + 14), wide, (space, *said), again))

    def drawn(y: float) -> list[Item]:
        out: list[Item] = []
        for column, plate in zip(columns, members, strict=True):
            if plate.picture is not None:
                out.append(Picture(column.x, y, wide, tall, plate.picture))
                continue
            word = letters.wrap(GAPS.get(plate.state, "no picture"), text, wide - 8)
            top = y + (tall - height(word)) / 2
            out += [Gap(column.x, y, wide, tall)]
            out += stacked(word, column.x + 4, top, wide - 8, "centre")
        return out

    return Row(tuple(columns), tall, drawn)


_SHARES = (0.1, 0.2, 0.34, 0.14, 0.1, 0.07, 0.05)
_NAMES = ("Shot", "Camera", "Action", "Cast", "Timecode", "Length", "Page")


def shots(
    board: Board, page: Sheet, letters: Letters, pages: Mapping[str, int], scale: float
) -> list[Leaf]:
    """The shot list, each number a link to its panel. `pages`: where each shot is."""
    text = Style(8.2 * scale)
    strong, faint = replace(text, bold=True), replace(text, grey=0.38)

    def cells(values: tuple[str, ...], style: Style, link: str = "") -> Row:
        x, columns = page.left, []
        for k, (value, share) in enumerate(zip(values, _SHARES, strict=True)):
            wide = share * page.room - 6
            own = strong if k == 0 and style is text else style
            lines = tuple(letters.wrap(value, own, wide))
            columns.append(Column(x, wide, lines, link=link if k in (0, 6) else ""))
            x += share * page.room
        return Row(tuple(columns))

    def opened(flow: Flow) -> None:
        names = cells(_NAMES, faint)
        for each in names.columns:
            flow.put(*stacked(list(each.lines), each.x, flow.y, each.wide))
        flow.y += names.height + 4

    flow = Flow(page, [], slug="Shot list", opened=opened)
    flow.turn()
    flow.put(Place("list", page.top, "Shot list", 0))
    for scene in board.scenes:
        said = heading(scene)
        if said and scene.panels:
            flow.band(letters.wrap(said, strong, page.room - 2 * PAD), (), 3 * text.tall)
        for panel in scene.panels:
            code = timecode(board.start + panel.start, board.fps, board.drop)
            values = (
                *(slate(scene, panel), panel.camera, panel.action or panel.words),
                *(", ".join(panel.cast), code, length(panel.frames, board.fps)),
                str(pages.get(panel.id, "")),
            )
            flow.row(cells(values, text, f"#{panel.id}"), 0.3)
    flow.end()
    return flow.leaves


def lost(page: Sheet, letters: Letters, scale: float) -> list[Leaf]:
    """A note on characters that are printed by name or code; nothing when there are none."""
    if not letters.lost:
        return []
    flow = Flow(page, [], slug="Notes")
    said = (
        "No font on this machine has these characters. They are printed by name or by code; "
        "install a font that has them, or name one with --font."
    )
    style = Style(10 * scale)
    flow.turn()
    flow.put(Place("notes", page.top, "Notes", 0))
    shown = ", ".join(dict.fromkeys(letters.lost.values()))
    lines = (*letters.wrap(said, style, page.room), *letters.wrap(shown, style, page.room, 6.0))
    flow.row(Row((Column(page.left, page.room, lines),)))
    flow.end()
    return flow.leaves
