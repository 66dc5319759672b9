"""A board as rows and cells: what stands in a shot list for each shot, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from storyforge.core import film
from storyforge.core.board import Board, BoardScene, Panel, Said
from storyforge.core.imprint import maker
from storyforge.core.timecode import timecode

Cell = str | int | Fraction | Decimal | None
"""What stands in a cell: words, a whole number, seconds, an amount of money, or nothing."""

_IN_WORDS = re.compile(r"(?:^|; )in words only: ([^;]*)$")


def rows(board: Board) -> Iterator[tuple[BoardScene, Panel, dict[str, Cell]]]:
    """Every shot in the order of the film, with its cells by column."""
    for scene in board.scenes:
        for panel in scene.panels:
            yield scene, panel, cells(board, scene, panel)


def cells(board: Board, scene: BoardScene, panel: Panel) -> dict[str, Cell]:
    """A shot's cells by the names of `columns.COLUMNS`."""
    made, taken = panel.made, panel.taken
    notes, left_out = noted(panel.notes)
    return {
        "scene": scene.number or scene.id,
        "scene slug": scene.slug,
        "shot": panel.number,
        "id": panel.id,
        "title": panel.title,
        "size": taken.size,
        "framing": taken.framing,
        "perspective": taken.perspective,
        "angle": taken.angle,
        "level": taken.level,
        "roll": taken.roll or None,
        "lens": taken.lens or None,
        "movement": ", ".join(taken.movement),
        "location": panel.place,
        "time": panel.time,
        "weather": panel.weather,
        "light": panel.light,
        "mood": panel.mood,
        "cast": ", ".join(panel.cast),
        "description": panel.words,
        "action": panel.action,
        "dialogue": spoken(panel.dialogue),
        "sound": panel.sound,
        "notes": notes,
        "transition": panel.transition,
        "duration": film.seconds(panel.frames, board.fps) if board.fps in film.RATES else None,
        "frames": panel.frames,
        "start": _start(board, panel),
        "state": panel.state,
        "decision": panel.decision,
        "take": panel.take if panel.choices else None,
        "picture": panel.file if panel.picture else "",
        "maker": maker(made) if made else "",
        "seed": made.seed if made else None,
        "cost": _cost(panel),
        "labels": ", ".join(panel.labels),
        "camera line": panel.camera,
        "left out": left_out,
        "clip": panel.clip_file if panel.clip else "",
    }


def text_of(cell: Cell) -> str:
    """A cell as plain text: seconds with at most three places, money with at least two."""
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return f"{float(cell):.3f}".rstrip("0").rstrip(".")
    if isinstance(cell, Decimal):
        return f"{cell:f}" if -cell.as_tuple().exponent > 2 else f"{cell:.2f}"  # type: ignore[operator]
    return str(cell)


def noted(notes: str) -> tuple[str, str]:
    """A board's notes apart: what a person wrote, and what the picture has in words only."""
    found = _IN_WORDS.search(notes)
    return (notes[: found.start()], found[1]) if found else (notes, "")


def spoken(dialogue: tuple[Said, ...]) -> str:
    """Dialogue as one cell, a line a speech: `MARA (V.O.): (softly) You came back.`

    What goes on over several lines is indented.
    """
    return "\n".join(_speech(line).replace("\n", "\n  ") for line in dialogue)


def _speech(line: Said) -> str:
    mode = f" ({line.mode})" if line.mode else ""
    said = f"({line.parenthetical}) {line.text}" if line.parenthetical else line.text
    return f"{line.speaker.upper()}{mode}: {said}" if line.speaker or mode else said


def _start(board: Board, panel: Panel) -> str:
    if board.fps not in film.RATES:
        return ""
    return timecode(board.start + panel.start, board.fps, board.drop)


def _cost(panel: Panel) -> Decimal | None:
    """What all its takes cost that are known; None where nothing is."""
    known = [each.made for each in panel.choices if each.made and each.made.cost_known != "unknown"]
    try:
        return sum((Decimal(made.cost or "0") for made in known), Decimal()) if known else None
    except InvalidOperation:
        return None
