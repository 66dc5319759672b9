"""A board of Wonder Unit Storyboarder (`.storyboarder`), with its pictures.

Every board becomes a shot: the manifest has one picture a shot. What the program writes loosely
(numbers as text, no duration, no layers, a first board that begins no shot) is read as it is meant.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from storyforge.core import ids
from storyforge.core.coded import PictureFault
from storyforge.core.compose import composed
from storyforge.core.digest import sha256
from storyforge.core.errors import Problem, UsageError
from storyforge.core.film import PIXELS, RATES
from storyforge.core.picture import dimensions
from storyforge.core.proposal import (
    Adoption,
    Edit,
    Here,
    Insert,
    Left,
    Proposal,
    Row,
    Value,
)
from storyforge.core.reading import Manifest
from storyforge.core.seams import Source
from storyforge.darkroom.layers import flattened
from storyforge.importers import script_text, storyboarder_again
from storyforge.importers.script_draft import Ids, many, stem_of
from storyforge.importers.storyboarder_again import Brought

LAYERS: Final = ("shot-generator", "reference", "fill", "tone", "pencil", "ink", "notes")
"""From the ground up, as the program stacks them."""
_TIMING: Final = 2000  # ms of a board that says nothing
_MOST: Final = 5000
_SOUNDS: Final = (".wav", ".mp3", ".m4a", ".aac", ".ogg", ".flac", ".webm", ".aif", ".aiff")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_A_NUMBER: Final = (TypeError, ValueError, OverflowError, ZeroDivisionError)


class Storyboarder:
    """Takes in `.storyboarder`."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:
        """The boards as the shots of one scene, and their pictures as takes. Raises UsageError."""
        del wishes
        board = _board(source)
        taken = _taken(here)
        stem, _ = stem_of(source.name)
        former = storyboarder_again.former_of(stem, here)
        known = former.shots if former else {}
        taken |= set(known.values())
        bring = _Bringing(source, board, Ids(taken), _rate(board), stem, known)
        for number, each in enumerate(bring.boards, start=1):
            bring.shot(number, each)
        if former and here.manifest:
            found = storyboarder_again.changes(former, bring.brought, here.manifest)
            return replace(
                found,
                left=tuple(bring.left),
                notes=(*found.notes, *_told(bring)),
                adoptions=_of_shots(bring.adoptions, former, here.manifest),
                blobs=bring.blobs,
            )
        return _proposal(bring, here, taken)


def _no(source: Source, why: str) -> UsageError:
    advice = "import the `.storyboarder` file that lies beside its `images` folder"
    return UsageError(Problem("F030", f"{source.name} {why}", advice=advice))


def _board(source: Source) -> Mapping[str, Any]:
    try:
        told = json.loads(script_text.decoded(source).removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise _no(source, "cannot be read as JSON") from None
    boards = told.get("boards") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(boards, list):
        raise _no(source, "is no board of Storyboarder")
    if not boards:
        raise _no(source, "holds no boards")
    if len(boards) > _MOST:
        raise _no(source, f"holds more than {_MOST:,} boards")
    return told


def _taken(here: Here) -> set[str]:
    if here.manifest is None:
        return set()
    m = here.manifest
    tables: tuple[Mapping[str, object], ...] = (m.styles, m.characters, m.locations, m.elements)
    scenes = {each.scene.id for each in m.scenes if each.scene}
    return {n for table in tables for n in table} | scenes | {shot.id for _, shot in m.shots()}


def _rate(board: Mapping[str, Any]) -> str:
    """The nearest rate that a project may have."""
    told = _number(board.get("fps"))
    if told is None or told <= 0:
        return "24"
    return min(RATES, key=lambda each: (abs(RATES[each] - told), len(each)))


def _number(value: object) -> Fraction | None:
    """A number, also one written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return Fraction(str(value).strip()[:40]) if abs(float(value)) < 1e12 else None
    except _NOT_A_NUMBER:
        return None


def _text(value: object) -> str:
    """Words of a field, without what no file should hold."""
    told = value if isinstance(value, str) else "" if value is None else str(value)
    told = told.encode("utf-8", "replace").decode("utf-8")[:20_000]
    return _CONTROL.sub(" ", told.replace("\r\n", "\n")).strip()


@dataclass(slots=True)
class _Bringing:
    """Boards becoming shots. `part`: which board of its shot the last one was."""

    source: Source
    board: Mapping[str, Any]
    ids: Ids
    rate: str
    stem: str = "board"
    known: Mapping[str, str] = field(default_factory=dict)  # a board of a former import -> its shot
    shots: list[Value] = field(default_factory=list)
    brought: list[Brought] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    rows: list[tuple[str, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    adoptions: list[Adoption] = field(default_factory=list)
    name: str = ""
    part: int = 0
    opened: int = 0

    @property
    def boards(self) -> list[Any]:
        """As they stand in the file."""
        boards: list[Any] = self.board["boards"]
        return boards

    def shot(self, number: int, each: object) -> None:
        """One board."""
        place = f"board {number}"
        if not isinstance(each, dict):
            self.left.append(Left(place, _text(each)[:60] or "nothing", "it is no board"))
            return
        begins = each.get("newShot") is True or not self.opened
        if not self.opened and each.get("newShot") is not True:
            self.left.append(Left(place, "newShot: false", "the first board begins a shot anyway"))
        self.opened += begins
        self.part = 1 if begins else self.part + 1
        told = _text(each.get("shot")).replace("\n", " ")[:40]
        self.name = told or (self._letters() if begins else self.name)
        shown = self.name if self.part == 1 else f"{self.name}-{self.part}"
        known_as = self._key(each, number)
        shot = self.known.get(known_as) or self.ids.next()
        frames = self._frames(each)
        value: dict[str, Value] = {"id": shot, "number": shown, "duration": f"{frames}f"}
        for key in ("action", "dialogue", "notes"):
            words = _text(each.get(key))
            if words:
                value[key] = _lines(words) if key == "dialogue" else words
        value["prompt"] = _AT.sub("@ ", _text(each.get("action"))) or f"panel {shown}"
        value |= self._sound(each, place)
        self.shots.append(value)
        self.rows.append((shot, shown))
        self.brought.append(Brought(known_as, shot, {k: v for k, v in value.items() if k != "id"}))
        self._picture(each, shot, place)
        if each.get("link"):
            self.left.append(Left(place, _text(each["link"])[:80], "a drawing of another program"))

    def _key(self, each: Mapping[str, Any], number: int) -> str:
        """What a board is known by: its own id, else its number; no two the same."""
        told = _text(each.get("uid"))[:80] or f"#{number}"
        return told if all(told != one.key for one in self.brought) else f"{told}#{number}"

    def _letters(self) -> str:
        """The program's own counting: 1A, 1B …"""
        count, letters = self.opened, ""
        while count:
            count, rest = divmod(count - 1, 26)
            letters = chr(65 + rest) + letters
        return f"1{letters}"

    def _frames(self, each: Mapping[str, Any]) -> int:
        """A board's length in frames of its own rate: milliseconds, to the nearest frame."""
        usual = _number(self.board.get("defaultBoardTiming"))
        told = _number(each.get("duration"))
        span = told if told is not None and told > 0 else usual
        span = span if span is not None and span > 0 else Fraction(_TIMING)
        return max(1, min(round(span / 1000 * RATES[self.rate]), 3600 * round(RATES[self.rate])))

    def _sound(self, each: Mapping[str, Any], place: str) -> dict[str, Value]:
        """A board's sound, copied into the project; its name tells what is in it, so that another
        recording never takes its place."""
        audio = each.get("audio")
        name = _text(audio.get("filename")) if isinstance(audio, dict) else ""
        if not name:
            return {}
        stem, ending = posixpath.splitext(posixpath.basename(name))
        sound = self._read(name) if ending.casefold() in _SOUNDS else None
        if not sound:
            known = ending.casefold() in _SOUNDS
            why = "this sound is not in `images`" if known else "it is no sound file"
            self.left.append(Left(place, f"sound {name[:80]}", why))
            return {}
        what = ids.proposal(stem)[:40].strip("-_") or "sound"
        path = f"sound/{self.stem}/{what}-{sha256(sound)[:8]}{ending.casefold()}"
        self.blobs[path] = sound
        return {"audio": [f"../{path}"]}

    def _picture(self, each: Mapping[str, Any], shot: str, place: str) -> None:
        """The picture as the program shows it: its poster frame, else its layers."""
        url = _text(each.get("url"))
        stem = posixpath.splitext(url)[0]
        poster = self._read(f"{stem}-posterframe.jpg") if url else None
        if poster is not None and _is_picture(poster):
            self.adoptions.append(
                Adoption(_node(shot), posixpath.basename(f"{stem}-posterframe.jpg"), poster)
            )
            return
        told = each.get("layers")
        layers = told if isinstance(told, dict) else {}
        names = [(name, *_layer(layers.get(name))) for name in LAYERS if layers.get(name)]
        missing = []
        stack = []
        for name, file, opacity in names:
            data = self._read(file)
            if data is None:
                missing.append(file or name)
            else:
                stack.append((data, opacity))
        if not stack and url and (whole := self._read(url)) is not None:
            stack.append((whole, 1.0))
        try:
            picture = flattened(stack) if stack else None
        except PictureFault as error:
            self.left.append(Left(place, url or "picture", str(error)))
            return
        if missing:
            self.left.append(Left(place, ", ".join(missing)[:200], "this layer is not in `images`"))
        if picture is None:
            self.left.append(Left(place, url or "picture", "no picture of it was found"))
            return
        self.adoptions.append(
            Adoption(_node(shot), posixpath.basename(f"{stem or shot}.png"), picture)
        )

    def _read(self, name: str) -> bytes | None:
        """A file of the `images` folder; nothing that leads out of it is even asked for."""
        if not name or name.startswith(("/", "~")) or re.search(r"[\\:\x00]|(^|/)\.\.(/|$)", name):
            return None
        try:
            return self.source.beside(f"images/{name}")
        except (OSError, ValueError):
            return None


_AT = re.compile(r"@(?=\w)")
_SAYS = re.compile(r"^\s*([^\W\d_a-z][^a-z:]{0,40}?)\s*(?:\(([^)]*)\))?\s*:\s*(\S.*)$")


def _lines(words: str) -> list[Value]:
    """Dialogue as it is typed: a line each, `NAME: words` where somebody is named."""
    told: list[Value] = []
    for each in filter(None, (line.strip() for line in words.split("\n"))):
        found = _SAYS.match(each)
        if found:
            how = {"parenthetical": found[2]} if found[2] else {}
            told.append({"speaker": found[1], "text": found[3]} | how)
        else:
            told.append(each)
    return told


def _layer(value: object) -> tuple[str, float]:
    """A layer's file and how much of it is seen."""
    if isinstance(value, str):
        return _text(value), 1.0
    if not isinstance(value, dict):
        return "", 1.0
    told = _number(value.get("opacity"))
    return _text(value.get("url")), 1.0 if told is None else min(max(float(told), 0.0), 1.0)


def _proposal(bring: _Bringing, here: Here, taken: set[str]) -> Proposal:
    """A project of one scene, or one more scene of the project that is here."""
    stem, _ = stem_of(bring.source.name)
    title = stem.replace("-", " ").replace("_", " ")
    name = next(f"sc{n:02d}" for n in range(1, 10_000) if f"sc{n:02d}" not in taken)
    path = _free(f"scenes/{stem}.yaml", here.files)
    scene: dict[str, Value] = {"id": name, "title": title, "shots": list(bring.shots)}
    files = {path: composed({"scenes": [scene]})}
    files[storyboarder_again.side(stem)] = storyboarder_again.written(name, bring.brought)
    edits: tuple[Edit, ...] = ()
    ratio, notes = _ratio(bring)
    if here.manifest is None:
        head: dict[str, Value] = {
            "storyforge": 1,
            "title": title.title(),
            "fps": _fps(bring.rate),
        }
        head |= {"ratio": ratio, "provider": "draft", "style": "pencil", "include": [path]}
        files["storyforge.yaml"] = composed(head)
    else:
        included = here.manifest.project.include
        edits = (Insert(here.manifest.file, ("include",), len(included), path),)
        if bring.rate != here.manifest.project.fps:
            notes.append(
                f"its lengths are frames at {bring.rate}; this project runs at "
                f"{here.manifest.project.fps}"
            )
    notes += _told(bring)
    rows = tuple(Row("new", shot, name, (("number", "", shown),)) for shot, shown in bring.rows)
    return Proposal(
        summary=f"{many(len(bring.shots), 'board')} as shots, "
        f"{len(bring.adoptions):,} with pictures",
        files=files,
        edits=edits,
        rows=rows,
        left=tuple(bring.left),
        notes=tuple(notes),
        adoptions=tuple(bring.adoptions),
        blobs=bring.blobs,
    )


def _told(bring: _Bringing) -> Iterator[str]:
    parts = sum("-" in shown for _, shown in bring.rows)
    if parts:
        yield "boards of one shot are shots of their own here: 1A, 1A-2 …"
    fps = _number(bring.board.get("fps"))
    if fps is not None and fps > 0 and fps != RATES[bring.rate]:
        yield f"{_text(bring.board.get('fps'))} frames a second are none of ours: {bring.rate}"


def _ratio(bring: _Bringing) -> tuple[str, list[str]]:
    """The nearest shape that a project may have."""
    told = _number(bring.board.get("aspectRatio"))
    if told is None or told <= 0:
        return "16:9", []
    shapes = {name: Fraction(*map(int, name.split(":"))) for name in PIXELS}
    near = min(shapes, key=lambda each: abs(float(shapes[each]) / float(told) - 1))
    if abs(float(shapes[near]) / float(told) - 1) < 0.01:
        return near, []
    return near, [f"the board's shape is {float(told):.4g}; the nearest here is {near}"]


def _of_shots(
    adoptions: Iterable[Adoption], former: storyboarder_again.Former, manifest: Manifest
) -> tuple[Adoption, ...]:
    """Pictures, but those of shots that somebody took off the board."""
    here = {shot.id for _, shot in manifest.shots()}
    gone = {_node(shot) for shot in former.shots.values() if shot not in here}
    return tuple(each for each in adoptions if each.node not in gone)


def _node(shot: str) -> str:
    return ids.node("shot", shot)


def _is_picture(data: bytes) -> bool:
    try:
        dimensions(data)
    except PictureFault:
        return False
    return True


def _fps(rate: str) -> Value:
    return int(rate) if rate.isdigit() else float(rate)


def _free(path: str, files: Mapping[str, str]) -> str:
    stem, ending = posixpath.splitext(path)
    number, found = 2, path
    while found in files:
        found, number = f"{stem}-{number}{ending}", number + 1
    return found
