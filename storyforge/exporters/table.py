"""The table of all formats, by hand: what each is, where it is, what it needs, what may be wished.

A new format: one file in this room, one row here. The command line is made from these rows, so
nothing of an exporter is loaded before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Wish:
    """One option of a format. A `default` of False makes it a switch, a number a number; `choices`
    are all that may be said; `off`: the switch is on unless `--no-NAME` is said."""

    name: str
    help: str
    default: str | int | bool = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `exporter`: `module:name`. `ending`: of its file; empty for a folder. `needs`:
    modules of the extra `extra` that must be installed. `text`: may go to stdout (`-o -`).
    `forms`: endings that a file may have besides, each with the value of the wish `as` it means.
    `folds`: of a folder, the wish that makes it one file, and that file's ending."""

    exporter: str
    sentence: str
    ending: str = ""
    needs: tuple[str, ...] = ()
    extra: str = ""
    text: bool = False
    wishes: tuple[Wish, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    folds: tuple[str, str] = ("", "")

    def file(self, wishes: Mapping[str, Any]) -> str:
        """The ending of its file under these wishes; empty when it is a folder."""
        wish, ending = self.folds
        return ending if wish and wishes.get(wish) else self.ending


_PICTURES = ("png", "jpeg", "webp")
_FIELDS = Wish("fields", "Which fields to print, comma-separated; default: all that say something.")
_CUT = (
    Wish("media", "Where the board's folder is, seen from the file; a path or a URL.", "../board"),
    Wish("stills", "Pictures only, also where there are clips.", False),
)

_LAYOUTS = ("1up", "2x2", "3x2", "3x3", "rows", "ekonte", "contact", "strip")
_PAPER = (
    Wish("layout", "How panels stand on a page.", "3x2", _LAYOUTS),
    Wish("paper", "What it prints on.", "A4", ("A4", "Letter", "A3", "Tabloid", "Legal")),
    Wish("orientation", "Which way it lies.", "auto", ("auto", "landscape", "portrait")),
    _FIELDS,
    Wish("cover", "A first page: title, logline, people, length.", True),
    Wish("plates", "Pages of cast, places and things at the end.", False),
    Wish("list", "The shot list at the end.", False),
    Wish("states", "Mark what is draft, stale or missing; off for the client's copy.", True),
    Wish("scene-pages", "Every scene begins on a page of its own.", False),
    Wish("grey", "Pictures without colour.", False),
    Wish("watermark", "These words, pale across every page."),
    Wish("font", "A font file to set it in; default: Source Sans."),
)

_CAPTIONS = ("soft", "burned", "none")
_ANIMATIC = (
    Wish("height", "How high the picture is, in lines.", "720", ("480", "720", "1080", "2160")),
    Wish("moves", "The camera's moves, on stills.", True),
    Wish("transitions", "Dissolves, fades, wipes and the like; else plain cuts.", True),
    Wish("clips", "Clips where there are some; else their stills.", True),
    Wish("audio", "The sound files that the manifest names.", True),
    Wish("captions", "Dialogue: a track to switch on, burnt in, or none.", "soft", _CAPTIONS),
    Wish("slate", "Burn in: scene and shot.", True),
    Wish("timecode", "Burn in: the film's timecode.", True),
    Wish("frame", "Burn in: the frame's number.", False),
    Wish("left", "Burn in: seconds left in the shot.", False),
    Wish("camera", "Burn in: how the shot is taken.", False),
    Wish("draft", "Burn in: which draft of the film it is.", False),
    Wish("state", "Burn in: what is a draft drawing, out of date or missing.", False),
    Wish("watermark", "Burn in: these words, at the top."),
    Wish("bar", "Burn in: a thin bar that shows how far the film is.", False),
    Wish("clean", "Burn in nothing at all but captions that are asked for.", False),
    Wish("leader", "Seconds of a title card before the film.", 0),
)

FORMATS: Final[dict[str, Format]] = {
    "html": Format(
        "storyforge.exporters.site:Site",
        "A board to open in a browser, with player, takes, graph and costs.",
        wishes=(Wish("one-file", "One file that carries its pictures.", False),),
        folds=("one-file", ".html"),
    ),
    "pdf": Format(
        "storyforge.exporters.pdf.document:Document",
        "The board on paper: panels in a grid, in rows, as e-konte, as a contact sheet.",
        ".pdf",
        needs=("fpdf", "uharfbuzz", "font_source_sans_pro"),
        extra="pdf",
        wishes=_PAPER,
    ),
    "otio": Format(
        "storyforge.exporters.timeline.otio:OpenTimeline",
        "A timeline for any edit suite (OpenTimelineIO), which can come back.",
        ".otio",
        needs=("opentimelineio",),
        extra="timeline",
        text=True,
        wishes=_CUT,
    ),
    "edl": Format(
        "storyforge.exporters.timeline.edl:EditList",
        "An edit decision list (CMX 3600), which can come back.",
        ".edl",
        text=True,
        wishes=_CUT,
    ),
    "fcpxml": Format(
        "storyforge.exporters.timeline.fcpxml:FinalCut",
        "A timeline for Final Cut (FCPXML), which can come back.",
        ".fcpxml",
        text=True,
        wishes=_CUT,
    ),
    "animatic": Format(
        "storyforge.exporters.animatic.film:Animatic",
        "The board as a film (MP4): moves, transitions, captions, sound.",
        ".mp4",
        needs=("av", "PIL"),
        extra="video",
        wishes=_ANIMATIC,
    ),
    "srt": Format(
        "storyforge.exporters.captions:Srt",
        "The dialogue as captions (SubRip).",
        ".srt",
        text=True,
    ),
    "vtt": Format(
        "storyforge.exporters.captions:Vtt",
        "The dialogue as captions (WebVTT).",
        ".vtt",
        text=True,
    ),
    "contact": Format(
        "storyforge.exporters.stills.contact:Contact",
        "A contact sheet: all panels in a grid, as one picture.",
        ".png",
        forms=((".png", "png"), (".jpg", "jpeg"), (".jpeg", "jpeg"), (".webp", "webp")),
        wishes=(
            Wish("as", "How it is coded; default: by the file's ending.", "", _PICTURES),
            Wish("columns", "Panels side by side; 0: as many as suit the film.", 0),
            Wish("width", "How wide it is, in pixels.", 2400),
            Wish("paper", "The ground it is set on.", "light", ("light", "dark")),
            Wish("scenes", "Each scene's number and slugline above its panels.", True),
            Wish("words", "How each shot is taken and how long it is, below its panel.", True),
            Wish("page", "One of several sheets in a page's shape; 0: one sheet of all.", 0),
        ),
    ),
    "images": Format(
        "storyforge.exporters.stills.images:Images",
        "Numbered picture files that sort in the order of the film.",
        wishes=(
            Wish("as", "How they are coded; keep: as they are.", "keep", ("keep", *_PICTURES)),
            Wish("longest", "Pixels of the longer side at most; 0: as they are.", 0),
            Wish("slate", "A band below with number, camera, action and dialogue.", False),
            Wish("takes", "All takes, not only the chosen ones.", False),
            Wish("plates", "Pictures of cast, places and things as well.", False),
        ),
    ),
    "preview": Format(
        "storyforge.exporters.stills.preview:Preview",
        "A small moving picture of the whole film, for a chat or a page.",
        ".webp",
        forms=((".webp", "webp"), (".gif", "gif")),
        wishes=(
            Wish("as", "How it is coded; default: by the file's ending.", "", ("webp", "gif")),
            Wish("seconds", "How long it is in all; 0: as long as suits the film.", 0),
            Wish("width", "How wide it is, in pixels.", 480),
            Wish("slate", "Scene and shot below each picture.", True),
        ),
    ),
    "csv": Format(
        "storyforge.exporters.csv_list:ShotList",
        "A shot list for any spreadsheet; `import` takes it back.",
        ".csv",
        text=True,
        wishes=(
            Wish("columns", "Which columns, comma-separated, or `all`; default: the usual ones."),
            Wish("delimiter", "What stands between cells.", "comma", ("comma", "semicolon", "tab")),
            Wish("bom", "Begin with a byte order mark, by which Excel knows UTF-8.", False),
        ),
    ),
    "xlsx": Format(
        "storyforge.exporters.xlsx:Workbook",
        "A workbook with pictures: shots, scenes, cast and places.",
        ".xlsx",
        needs=("xlsxwriter",),
        extra="sheet",
        wishes=(
            Wish("columns", "Which columns, comma-separated, or `all`; default: those in use."),
            Wish("pictures", "Small pictures beside the shots.", True),
            Wish("paper", "What it prints on.", "A4", ("A4", "Letter", "A3", "Tabloid", "Legal")),
        ),
    ),
}
