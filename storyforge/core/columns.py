"""The columns of a shot list: what each is called here, what it is called elsewhere, and how a cell
is kept from being taken for a formula.

One table for whoever writes a sheet and whoever reads one, so that what was written is found again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from storyforge.core.errors import Problem, UsageError
from storyforge.core.vocabulary import folded, nearest

Sort = Literal["words", "whole", "seconds", "money"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `title`: over it in a workbook. `width`: in characters there. `computed`: worked
    out, so never read back. `usual`: written unless columns are chosen. `elsewhere`: what other
    shot lists call it."""

    title: str
    width: int
    elsewhere: tuple[str, ...] = ()
    sort: Sort = "words"
    computed: bool = False
    usual: bool = True


def _computed(title: str, width: int, sort: Sort = "words", usual: bool = True) -> Column:
    return Column(title, width, (), sort, computed=True, usual=usual)


COLUMNS: Final[dict[str, Column]] = {
    "scene": Column(
        "Scene", 8, ("scene number", "scene no", "scene id", "sc", "シーン", "szene", "scène")
    ),
    "scene slug": Column(
        "Slugline", 20, ("slug", "slugline", "scene heading", "heading", "scene name", "柱")
    ),
    "shot": Column(
        "Shot",
        7,
        (
            *("shot number", "shot no", "number", "no", "nr", "cut", "cut no", "cut number"),
            *("カットno", "カット", "カット番号", "c", "plan", "einstellung"),
        ),
    ),
    "id": Column("Id", 10, ("shot id", "uid", "shotid", "shot code")),
    "title": Column("Title", 20, ("shot title", "name", "shot name"), usual=False),
    "size": Column(
        "Size",
        7,
        ("shot size", "shot type", "type", "framing size", "field size", "ショット", "サイズ"),
    ),
    "framing": Column("Framing", 10, ("frame", "subjects in frame")),
    "perspective": Column("Perspective", 11, ("pov", "view")),
    "angle": Column("Angle", 7, ("camera angle", "アングル", "pitch"), sort="whole"),
    "level": Column("Level", 8, ("camera level", "camera height")),
    "roll": Column("Roll", 6, ("dutch", "dutch angle"), sort="whole", usual=False),
    "lens": Column(
        "Lens", 7, ("focal length", "focal length mm", "lens mm", "focal", "レンズ"), sort="whole"
    ),
    "movement": Column(
        "Movement",
        15,
        ("camera movement", "camera move", "move", "moves", "camera", "カメラワーク", "動き"),
    ),
    "location": Column(
        "Location", 17, ("set", "place", "setting", "場所", "ロケ地", "locale", "drehort", "lieu")
    ),
    "time": Column("Time", 10, ("time of day", "day night", "d n", "day/night", "時間帯")),
    "weather": Column("Weather", 9, ("天気",), usual=False),
    "light": Column("Light", 18, ("lighting", "照明"), usual=False),
    "mood": Column("Mood", 14, ("tone", "atmosphere"), usual=False),
    "cast": Column(
        "Cast",
        15,
        (
            *("characters", "character", "subject", "subjects", "actors", "talent", "who"),
            *("被写体", "登場人物", "キャラクター"),
        ),
    ),
    "description": Column(
        "Description",
        34,
        (
            *("prompt", "image prompt", "shot description", "desc", "visual", "画"),
            *("内容", "画面", "beschreibung", "画内容", "picture prompt"),
        ),
    ),
    "action": Column(
        "Action", 30, ("caption", "what happens", "アクション", "action notes", "handlung")
    ),
    "dialogue": Column("Dialogue", 30, ("dialog", "lines", "line", "セリフ", "台詞", "vo")),
    "sound": Column(
        "Sound", 17, ("audio", "sfx", "music", "sound music", "音・演出", "音", "音響", "sound fx")
    ),
    "notes": Column(
        "Notes", 22, ("note", "comment", "comments", "remarks", "備考", "メモ", "bemerkung")
    ),
    "transition": Column(
        "Transition", 11, ("transition out", "cut type", "トランジション", "to next")
    ),
    "duration": Column(
        "Seconds",
        9,
        (
            *("seconds", "secs", "sec", "length", "time s", "duration s", "duration sec", "尺"),
            *("秒数", "est duration", "estimated duration", "running time", "dauer", "durée"),
        ),
        sort="seconds",
    ),
    "frames": _computed("Frames", 8, "whole"),
    "start": _computed("Start", 13),
    "state": _computed("State", 11),
    "decision": _computed("Decision", 10),
    "take": _computed("Take", 6, "whole"),
    "picture": _computed("Picture file", 22),
    "maker": _computed("Made by", 18),
    "seed": _computed("Seed", 12, "whole"),
    "cost": _computed("Cost (US$)", 10, "money"),
    "labels": Column("Labels", 14, ("tags", "label", "keywords")),
    "camera line": _computed("Camera line", 20, usual=False),
    "left out": _computed("In words only", 18, usual=False),
    "clip": _computed("Clip", 20, usual=False),
}

ASIDE: Final[dict[str, tuple[str, ...]]] = {
    "in": ("start time", "in s", "in", "tc in", "timecode in", "in point", "start tc"),
    "out": ("end time", "out s", "out", "tc out", "timecode out", "out point", "end", "end tc"),
    "motion": ("motion prompt", "video prompt", "clip prompt", "motion"),
    "episode": ("episode", "ep", "話数"),
}
"""Columns of other lists that become more than a field: name -> what they are called."""

KEPT: Final[dict[str, tuple[str, ...]]] = {
    "Pacing": ("pacing",),
    "Colour palette": ("color palette", "colour palette", "palette", "colors", "colours"),
    "Outfit": ("outfit", "wardrobe", "costume", "衣装"),
    "Emotion": ("emotion", "expression"),
    "Props": ("props", "prop", "小道具"),
    "Equipment": ("equipment", "gear", "rig", "support", "機材"),
    "VFX": ("vfx", "fx", "effects"),
    "Media": ("media",),
    "Script": ("script", "script line", "script page"),
    "File": ("file", "filename", "file name"),
    "Shoot date": ("shoot date", "date", "shooting date", "撮影日"),
    "Project": ("企画", "project"),
    "Sensor": ("sensor mm", "sensor"),
    "Camera height": ("height m",),
    "Distance": ("distance m", "distance"),
    "Aspect": ("aspect", "aspect ratio"),
}
"""Columns that have no field here: they become lines of a shot's notes, `Pacing: slow`."""

IDLE: Final = frozenset(("done", "status", "ステータス", "checked", "complete", "completed", "✓"))
"""Columns that tell how far somebody's work is: no shot has such a field."""

_DANGER = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NOTHING = dict.fromkeys((0, *range(55296, 57344)), "�")


def held(text: str) -> str:
    """Words as any file can hold them: NUL and halves of surrogate pairs become U+FFFD."""
    return text.translate(_NOTHING)


def guarded(text: str) -> str:
    """Words as a cell that no spreadsheet takes for a formula: with an apostrophe in front where
    one could (`=`, `+`, `-`, `@`, tab or line end first, and full-width forms).

    `unguarded` gives exactly the words back. What no file can hold becomes U+FFFD.
    """
    plain = held(text)
    return f"'{plain}" if _DANGER.match(plain) else plain


def unguarded(cell: str) -> str:
    """The words of a cell that `guarded` made; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell


def heading(text: str) -> str:
    """A heading in the form in which two spellings are one: without case, stops and brackets."""
    plain = unicodedata.normalize("NFKC", text).replace("\ufeff", "")
    return folded(re.sub(r"[\s._:#()\[\]\"*]+", " ", plain))


def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    ours = {name: (name, each.title) for name, each in COLUMNS.items()}
    theirs = {name: each.elsewhere for name, each in COLUMNS.items()}
    for table in (ours, theirs, ASIDE, {f"note {key}": said for key, said in KEPT.items()}):
        for name, said in table.items():
            for each in said:
                found.setdefault(heading(each), name)
    return found | {heading(each): "idle" for each in IDLE}


_READ: Final = _spellings()


def column_of(text: str) -> str:
    """The column that a heading means: of `COLUMNS`, of `ASIDE`, `note` and a name of `KEPT`,
    or `idle`; empty when nobody knows."""
    return _READ.get(heading(text), "")


def chosen(wish: str) -> tuple[str, ...]:
    """Names of the columns to write: comma-separated, `all`, or the usual ones; raises UsageError.

    Any spelling is read that an import reads.
    """
    if not wish.strip():
        return tuple(name for name, each in COLUMNS.items() if each.usual)
    if wish.strip().casefold() == "all":
        return tuple(COLUMNS)
    return tuple(dict.fromkeys(_named(each) for each in wish.split(",") if each.strip()))


def _named(word: str) -> str:
    name = column_of(word)
    if name in COLUMNS:
        return name
    close = nearest(word, tuple(COLUMNS))
    meant = f'did you mean "{close}"? ' if close else ""
    advice = f"{meant}columns: {', '.join(COLUMNS)}; or `all`"
    sentence = f'a shot list has no column "{word.strip()[:40]}"'
    raise UsageError(Problem("X060", sentence, advice=advice))
