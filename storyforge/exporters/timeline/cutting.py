"""The board as an editor's cut: shots end to end on one track, with their places in the film, the
files they show, and the blends between them.

One flat track with marks at the scenes is what every edit suite reads; nested scenes are not. All
three timelines are written from this, so that they agree frame by frame.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from storyforge.core import film
from storyforge.core.board import Board, BoardScene, Panel
from storyforge.core.timecode import DROPPED

BLENDS = {"dissolve": "dissolve", "wipe": "wipe"}
"""Transitions of the board that a timeline has too; all others stand in the marks."""

_LONGEST_HALF = 127  # frames; an edit list has three digits, and no more than 255
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]+")
_BIDI = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Shot:
    """One panel in the cut. `at`: its first frame, from the cut's own first. `opens`: it is the
    first of its scene. `before`, `after`: frames that a blend takes from beyond its two ends.
    `blend`: how it ends, `dissolve` or `wipe`; empty for a cut. `file`: what it shows, relative to
    the board; empty where there is nothing yet. `length`: frames that file has; 0 for a still.
    """

    panel: Panel
    scene: BoardScene
    at: int
    opens: bool
    file: str = ""
    length: int = 0
    before: int = 0
    after: int = 0
    blend: str = ""

    @property
    def end(self) -> int:
        """The frame after its last."""
        return self.at + self.panel.frames


@dataclass(frozen=True, slots=True)
class Cut:
    """The whole cut. `start`: the timecode's frame of its first picture; `frames`: its length."""

    board: Board
    shots: tuple[Shot, ...]
    start: int
    frames: int
    drop: bool

    @property
    def fps(self) -> str:
        """The rate's name."""
        return self.board.fps


def cut_of(board: Board, stills: bool = False) -> Cut:
    """The cut of a board, or of a part of one: a part begins at its own timecode, and what lies
    between its shots is a gap, so that everything stays at the film's times.

    `stills`: pictures also where there are clips.
    """
    shots: list[Shot] = []
    first = next((panel.start for panel in board.panels()), 0)
    for scene in board.scenes:
        for number, panel in enumerate(scene.panels):
            end = shots[-1].end if shots else 0
            shot = Shot(panel, scene, max(panel.start - first, end), number == 0)
            shots.append(_showing(shot, board.fps, stills))
    _blend(shots, round(film.RATES[board.fps]))
    length = shots[-1].end if shots else 0
    drop = board.drop and board.fps in DROPPED
    return Cut(board, tuple(shots), board.start + first, length, drop)


def _showing(shot: Shot, fps: str, stills: bool) -> Shot:
    """With the best file there is: a clip that is long enough, else the picture."""
    panel = shot.panel
    length = int(panel.clip_seconds * film.RATES[fps])
    if panel.clip and panel.clip_file and length >= panel.frames and not stills:
        return replace(shot, file=panel.clip_file, length=length)
    return replace(shot, file=panel.file) if panel.picture else shot


def _blend(shots: list[Shot], second: int) -> None:
    """Blends of half a second, as in the animatic, centred on the cut; shorter between short
    shots, and where a clip has no more frames to give."""
    for number in range(len(shots) - 1):
        one, two = shots[number], shots[number + 1]
        kind = BLENDS.get(one.panel.transition, "")
        half = min(
            round(second / 2) // 2, one.panel.frames // 2, two.panel.frames // 2, _LONGEST_HALF
        )
        half = min((half, *(_spare(each) for each in (one, two) if each.length)))
        if kind and half and one.end == two.at:
            shots[number] = replace(one, blend=kind, after=half)
            shots[number + 1] = replace(two, before=half)


def _spare(shot: Shot) -> int:
    """Frames that a clip can give at each end."""
    return (shot.length - shot.panel.frames) // 2


def plain(text: str, most: int = 0) -> str:
    """Text on one line that is legal in any of the formats: no controls, no lone surrogates."""
    quick = text.isascii() and text.isprintable()
    words = " ".join((text if quick else _BIDI.sub("", _UNSAFE.sub(" ", text))).split())
    return words[: most - 1] + "…" if most and len(words) > most else words


def address(file: str, media: str) -> str:
    """Where an edit suite finds a file of the board, as a URL: relative to the timeline where
    `media` is, else `file://`."""
    if _ADDRESS.match(media):
        return media.rstrip("/") + "/" + quote(plain(file))
    if _DRIVE.match(media) or media.startswith("/"):
        whole = media.replace("\\", "/").lstrip("/").rstrip("/")
        return "file:///" + quote(plain(f"{whole}/{file}"), safe="/:")
    return quote(plain(posixpath.join(media.replace("\\", "/"), file)))


def spoken(panel: Panel) -> Iterator[str]:
    """Its dialogue, a line each: `Mara (V.O., low): You came back.`"""
    for line in panel.dialogue:
        how = ", ".join(plain(each) for each in (line.mode, line.parenthetical) if each)
        who = " ".join(filter(None, (plain(line.speaker), f"({how})" if how else "")))
        yield f"{who}: {plain(line.text)}" if who else plain(line.text)


def notes(panel: Panel) -> Iterator[tuple[str, str]]:
    """What a crew reads of a shot, under its name; nothing that is empty."""
    said = (
        ("title", panel.title),
        ("number", "" if panel.number == panel.id else panel.number),
        ("camera", panel.camera),
        ("action", panel.action),
        ("dialogue", " / ".join(spoken(panel))),
        ("sound", panel.sound),
        ("transition", panel.transition),
        ("notes", panel.notes),
    )
    yield from ((name, plain(text)) for name, text in said if plain(text))


def headed(scene: BoardScene) -> str:
    """A scene as people call it: `12 EXT. PIER - DUSK`; never empty."""
    words = (scene.number, scene.slug or scene.title or scene.id)
    return plain(" ".join(filter(None, words))) or "shots outside any scene"


def facts(shot: Shot) -> dict[str, Any]:
    """All that a timeline says of a shot under the one key `storyforge`; nothing that is empty."""
    panel, taken, made = shot.panel, shot.panel.taken, shot.panel.made
    said: dict[str, Any] = {
        "id": panel.id,
        "scene": shot.scene.id,
        "slug": shot.scene.slug,
        "size": taken.size,
        "framing": taken.framing,
        "perspective": taken.perspective,
        "angle": taken.angle,
        "level": taken.level,
        "roll": taken.roll or None,
        "lens": taken.lens or None,
        "movement": list(taken.movement),
        "prompt": panel.words,
        "cast": list(panel.cast),
        "place": panel.place,
        "time": panel.time,
        "labels": list(panel.labels),
        "frames": panel.frames,
        "state": panel.state,
        "decision": panel.decision,
        "take": panel.take,
        "picture": panel.picture or "",
        "file": panel.file,
    } | dict(notes(panel))
    if made:
        maker = {"provider": made.provider, "model": made.model, "version": made.version}
        said |= {"key": made.key, "source": made.source, **maker}
        said |= {"seed": made.seed}
    return {name: _clean(value) for name, value in said.items() if value not in ("", [], None)}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    return [plain(each) for each in value] if isinstance(value, list) else value


def facts_of_film(board: Board) -> dict[str, Any]:
    """What a timeline says of the whole film; nothing that is empty."""
    said = {
        "title": board.title,
        "director": board.director,
        "company": board.company,
        "draft": board.draft,
        "fps": board.fps,
        "ratio": board.ratio,
        "credits": "; ".join(f"{words} {link}" for words, link in board.credits),
    }
    return {name: plain(text) for name, text in said.items() if text}


def of_wishes(board: Board, wishes: Mapping[str, Any]) -> tuple[Cut, str]:
    """The cut that was wished for, and where its files are looked for."""
    return cut_of(board, bool(wishes.get("stills"))), str(wishes.get("media", ""))
