"""The pages that write themselves: `make docs` writes them, tests/test_docs.py fails when one is not current.

Four sorts: whole pages made from the program (fields, commands); word lists in a hand-written page (the artist);
`console` blocks in hand-written pages, whose output is what the commands really print; and the picture of the README, drawn anew by `python -m tests.docs_pages picture`.
A console block keeps its text as long as only times and digests differ.
"""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
import tempfile
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from PIL import Image, ImageDraw
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from storyforge.cli.main import VERBS, group
from storyforge.core import fields as f
from storyforge.core import film
from storyforge.core import manifest as m
from storyforge.core.resolve import DEFAULTS
from tests.docs_artist import artist_page
from tests.world import World

HOUSE = Path(__file__).parents[1]
DOCS = HOUSE / "docs"
PAGES = ("tutorial.md", "recover.md", "money.md", "choosing.md")
TOLD = (HOUSE / "README.md", *(DOCS / page for page in PAGES))  # pages with console blocks


# ---------------------------------------------------------------- console blocks

FENCE = re.compile(
    r"^```(?P<sort>[a-z]+)(?P<flags>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
EDIT = re.compile(r"^<!-- (?P<file>\S+): (?P<old>.+?) => (?P<new>.*?) -->$", re.MULTILINE)
APPEND = re.compile(r"^<!-- append to (?P<file>\S+) -->\n", re.MULTILINE)
_VARIES = (
    (re.compile(r"\b\d+(\.\d+)? s\b"), "0.0 s"),
    (re.compile(r"^(  (?:seconds|seed) +)\S+$", re.MULTILINE), r"\1…"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "…"),
    (re.compile(r"\b\d+\.\d MB"), "0.0 MB"),
)
_MADE = re.compile(r"(?:^(?:made|restored) .*\n)+", re.MULTILINE)


def settled(output: str) -> str:
    """Output without what differs from run to run: times, digests, sizes, and the order in which pictures came."""
    for pattern, instead in _VARIES:
        output = pattern.sub(instead, output)
    return _MADE.sub(lambda found: "".join(sorted(found[0].splitlines(keepends=True))), output)


@dataclass
class Teller:
    """Plays a page in a world: edits files where the page says so, runs its commands, tells what they print."""

    world: World

    def play(self, text: str) -> str:
        """The page with the output of every console block as it is now."""
        told, end = [], 0
        for found in sorted(
            [*FENCE.finditer(text), *EDIT.finditer(text), *APPEND.finditer(text)],
            key=lambda one: one.start(),
        ):
            if found.re is EDIT:
                self.world.edit(found["file"], found["old"], found["new"].replace("\\n", "\n"))
            elif found.re is APPEND:
                self._append(found["file"], text[found.end() :])
            elif found["sort"] == "console":
                told += [text[end : found.start("body")], self._block(found["body"])]
                end = found.end("body")
        return "".join([*told, text[end:]])

    def _append(self, file: str, rest: str) -> None:
        block = FENCE.match(rest)
        assert block, "an `append to` must stand right above a code block"
        path = self.world.root / file
        path.write_text((path.read_text("utf-8") if path.exists() else "") + block["body"], "utf-8")

    def _block(self, body: str) -> str:
        lines = []
        for old in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
            command, _, output = old.partition("\n")
            if command.startswith("$ "):
                new = self._said(command[2:])
                lines.append(f"{command}\n{output if settled(output) == settled(new) else new}")
        return "".join(lines)

    def _said(self, command: str) -> str:
        words = shlex.split(command)
        if words[0] == "cd":
            self.world = World(self.world.root / words[1])
            return ""
        if words[0] != "storyforge":
            subprocess.run(command, shell=True, check=True, cwd=self.world.root)
            return ""
        said = self.world.run(*words[1:])
        assert said.code != 3, said.err  # a bug is no output to be shown
        return said.out + said.err


def played(page: Path, folder: Path) -> str:
    """A page with console output as it is now; its project grows in `folder`."""
    return Teller(World(folder / page.stem)).play(page.read_text("utf-8"))


# ---------------------------------------------------------------- fields

_MODELS: tuple[tuple[type[BaseModel], str, str], ...] = (
    (
        m.Project,
        "The project",
        "`storyforge.yaml`, at its top level. Included files may not hold these.",
    ),
    (m.Contents, "What any file may hold", "The project's file and every included file."),
    (
        m.Wishes,
        "Settings of project, scene and shot",
        "Each may stand in the project, in a scene or in a shot; the nearest wins.",
    ),
    (
        m.Setting,
        "Settings of scene and shot",
        "Each may stand in a scene or in a shot; the nearest wins.",
    ),
    (m.Scene, "Scene", "An item of `scenes`. Also takes the settings above."),
    (
        m.Shot,
        "Shot",
        "An item of `shots`. Also takes the settings above.",
    ),
    (
        m.Appearance,
        "Member of the cast",
        "An item of `cast`. A plain name is short for `{who: name}`.",
    ),
    (
        m.Line,
        "Line of dialogue",
        "An item of `dialogue`. `mara: You came back.` is short for speaker and text.",
    ),
    (
        m.Sound,
        "Sound",
        "An item of `audio`. A plain path is short for `{file: path}`, one item for a list of one.",
    ),
    (m.Clip, "Clip", "The `clip` of a shot. Read and checked; no clip is made yet."),
    (
        m.Character,
        "Character",
        "An entry of `characters`. Plain text is short for `{description: text}`.",
    ),
    (
        m.Look,
        "Look",
        "An entry of a character's `looks`. Plain text is short for `{description: text}`.",
    ),
    (
        m.Location,
        "Location",
        "An entry of `locations`. Plain text is short for `{description: text}`.",
    ),
    (
        m.View,
        "View",
        "An entry of a location's `views`. Plain text is short for `{description: text}`.",
    ),
    (
        m.Element,
        "Element",
        "An entry of `elements`. Plain text is short for `{description: text}`.",
    ),
    (m.Style, "Style", "An entry of `styles`. Plain text is short for `{prompt: text}`."),
    (m.Budget, "Budget", "The `budget` of the project. Read and checked; nothing costs money yet."),
)
_INTRO = """\
# The manifest

Every field that may stand in `storyforge.yaml` and in the files it includes. *This page is made from the program by
`make docs`; edit the models in `storyforge/core/manifest.py` instead.*

Unknown fields and unknown words are errors, with the nearest legal spelling. Paths are relative to the file that names
them and may not leave the project's folder. An editor that reads JSON Schema completes and checks all of this: write
the schema with `storyforge schema > storyboard.v1.json` and name it in the first line of each file:

```yaml
# yaml-language-server: $schema=storyboard.v1.json
storyforge: 1
```

Words are compared without case, and a space, `-` and `_` count the same: `two shot` is `two-shot`.

"""
_FORMS = """\
## Forms

<a id="id"></a>**id**: a to z, 0 to 9, `_` and `-`; begins with a letter or digit; at most 64. Two ids may not differ in
case only, and names that some systems keep for devices (`con`, `aux`, `com1` …) are refused.

<a id="duration"></a>**duration**: `3s`, `2.5s`, `60f` (frames), `2+12` (seconds + frames), `00:00:02:12` (timecode),
or seconds as a number.

<a id="offset"></a>**span or timecode**: a duration, `0s`, or earlier with `-` before it: `-12f`; of the film's own sounds also
a timecode of the film: `01:00:05:00`.

<a id="money"></a>**money**: US dollars: `$5`, `$0.40`, `5`.

<a id="height"></a>**height**: `175cm`, `1.75m`, or centimetres as a number.

<a id="reference"></a>**list of references**: files relative to this one, or `@name` for another picture of the project.

<a id="mention"></a>**`@name` in a prompt**: `@mara` is Mara in the look that the scene or shot put her in; `@mara/coat`
says the look outright; `@pier/above` is a view; `@lantern` an element; `@s020` the chosen picture of another shot.

"""


def manifest_page() -> str:
    """docs/manifest.md."""
    parts = [_INTRO]
    for model, title, where in _MODELS:
        parts.append(f"## {title}\n\n{_sentence(model)}{where}\n\n" + _fields_table(model))
    return "".join([*parts, _FORMS, "## Words\n\n", *_vocabularies()])


def _sentence(model: type[BaseModel]) -> str:
    abstract = (m.Contents, m.Wishes, m.Setting, m.Project)
    return "" if model in abstract else f"{inspect.getdoc(model)} "


def _fields_table(model: type[BaseModel]) -> str:
    rows = ["| Field | Value | Default | Meaning |", "|---|---|---|---|"]
    hints = typing.get_type_hints(model, include_extras=True)
    inherited = _inherited(model)
    for name, field in model.model_fields.items():
        if name not in inherited:
            said = _described(field, hints[name])
            assert said, f"{model.__name__}.{name} has no description"
            rows.append(
                f"| `{field.alias or name}` | {_kind(field, hints[name], name)} | {_default(field, name)} | {said} |"
            )
    return "\n".join(rows) + "\n\n"


def _described(field: FieldInfo, hint: Any) -> str:
    """A field's own description, else that of the kind of value it holds."""
    inner = (part.description for part in _parts(hint) if isinstance(part, FieldInfo))
    return (field.description or next(filter(None, inner), "")).replace("|", "\\|")


def _inherited(model: type[BaseModel]) -> set[str]:
    """Fields told on the page under a heading of their own."""
    shared = (m.Contents, m.Wishes, m.Setting)
    return {name for base in model.__mro__[1:] if base in shared for name in base.model_fields}


def _default(field: FieldInfo, name: str) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    value = DEFAULTS.get(name) if value is None else value
    value = str(value).lower() if isinstance(value, bool) else value
    return "" if value in (None, "", (), {}) else f"`{value}`"


_KINDS: tuple[tuple[Any, str], ...] = (
    (f.Size, "[size](#shot-size)"),
    (f.Framing, "[framing](#framing)"),
    (f.Perspective, "[perspective](#perspective)"),
    (f.Level, "[level](#camera-level)"),
    (f.Time, "[time of day](#time-of-day)"),
    (f.Weather, "[weather](#weather)"),
    (f.Transition, "[transition](#transition)"),
    (f.ElementKind, "[kind](#kind-of-element)"),
    (f.Preset, "[preset](#style-preset)"),
    (f.Ratio, "[ratio](#ratio)"),
    (f.Resolution, "[resolution](#resolution)"),
    (f.Angle, "[angle](#camera-angle)"),
    (f.Lens, "[lens](#lens)"),
    (f.Movement, "[movement](#camera-movement), or a list"),
    (f.Rate, "[frame rate](#frame-rate)"),
    (f.Duration, "[duration](#duration)"),
    (f.Offset, "[span or timecode](#offset)"),
    (f.Gain, "decibels, -60 to 24"),
    (f.Money, "[money](#money)"),
    (f.Height, "[height](#height)"),
    (m.References, "[list of references](#reference)"),
    (m.Cast, "list of [members](#member-of-the-cast)"),
    (m.Parameters, "table of any values"),
)
_PLURALS = {
    m.Line: "lines",
    m.Shot: "shots",
    m.Scene: "scenes",
    m.Look: "looks",
    m.View: "views",
    m.Style: "styles",
    m.Sound: "sounds",
    m.Character: "characters",
    m.Location: "locations",
    m.Element: "elements",
}


def _kind(field: FieldInfo, hint: Any, name: str) -> str:
    """What may be written for a field, in a few words."""
    hint = _without_none(hint)
    limits = {type(each).__name__: each for each in field.metadata}
    if {"Ge", "Le"} <= limits.keys():
        return f"{limits['Ge'].ge} to {limits['Le'].le}"
    for known, words in _KINDS:
        if hint == known:
            return words
    for model, title, _ in _MODELS:
        if model in _models_in(hint):
            anchor = title.lower().replace(" ", "-")
            listed = "tuple" in str(hint)
            many = "list of " if listed else "table of " if model in _PLURALS else ""
            return f"{many}[{_PLURALS.get(model, title.lower()) if many else title.lower()}](#{anchor})"
    return _plain_kind(hint, name)


def _plain_kind(hint: Any, name: str) -> str:
    choices = [
        each
        for part in _parts(hint)
        if typing.get_origin(part) is typing.Literal
        for each in typing.get_args(part)
    ]
    if choices:
        return ", ".join(f"`{each}`" for each in choices if each)
    if name == "moved":
        return "table of old to new names"
    if name == "allow":
        return "table of [codes](continuity.md) to why"
    if any(part is tuple or typing.get_origin(part) is tuple for part in _parts(hint)):
        return {"include": "list of paths", "elements": "list of names"}.get(name, "list of words")
    if name == "id":
        return "[id](#id)"
    for kind, words in ((bool, "`true`, `false`"), (int, "whole number"), (str, "text")):
        if kind in _parts(hint):
            return words
    raise AssertionError(f"no words for {name}: {hint}")


def _without_none(hint: Any) -> Any:
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    return parts[0] if type(None) in typing.get_args(hint) and len(parts) == 1 else hint


def _parts(hint: Any) -> Iterator[Any]:
    """A hint and everything inside it."""
    yield hint
    if typing.get_origin(hint) is not typing.Literal:
        for inner in typing.get_args(hint):
            yield from _parts(inner)


def _models_in(hint: Any) -> list[Any]:
    return [part for part in _parts(hint) if isinstance(part, type) and issubclass(part, BaseModel)]


def _vocabularies() -> Iterator[str]:
    for vocabulary in (
        film.SIZES,
        film.FRAMINGS,
        film.PERSPECTIVES,
        film.LEVELS,
        film.TIMES,
        film.WEATHERS,
        film.TRANSITIONS,
        film.ELEMENT_KINDS,
        film.PRESETS,
        film.RESOLUTIONS,
    ):
        yield _words(vocabulary.what, vocabulary.words)
        if vocabulary is film.SIZES:
            yield _TRADITIONS
    yield _words(
        "camera angle",
        film.ANGLES.words,
        {word: f"{degrees}°" for word, degrees in film.ANGLE_DEGREES.items()},
    )
    yield "Or whole degrees from -90 to 90; + looks up.\n\n"
    yield "### Lens\n\nWhole millimetres on a 36 × 24 mm frame (`85mm`, `85`), or a class:\n\n"
    yield (
        ", ".join(f"`{word}` ({length} mm)" for word, length in film.LENS_CLASSES.items()) + ".\n\n"
    )
    yield "### Camera movement\n\nA verb, its direction, and if wanted a speed: `dolly in slow`, `pan left`, `static`.\n\n"
    yield _moves() + f"\nSpeeds: {', '.join(f'`{each}`' for each in film.SPEEDS)}.\n\n"
    yield "### Ratio\n\n| Ratio | at 720p | at 1080p |\n|---|---|---|\n"
    for ratio, sizes in film.PIXELS.items():
        yield (
            f"| `{ratio}` | "
            + " | ".join(f"{wide} × {high}" for wide, high in sizes.values())
            + " |\n"
        )
    rates = dict.fromkeys(film.rate(each) for each in film.RATES)
    yield f"\n### Frame rate\n\n{', '.join(f'`{each}`' for each in sorted(rates, key=float))}.\n"


_TRADITIONS = (
    "`WS` and `FS` are read by the project's `tradition`: western `WS` is a long shot and `FS` a full shot; "
    "Japanese `WS` is a waist shot (`MS`) and `FS` a far one (`LS`).\n\n"
)


def _words(what: str, words: dict[str, tuple[str, ...]], more: dict[str, str] | None = None) -> str:
    head = f"### {what[:1].upper()}{what[1:]}\n\n"
    if not any(words.values()) and not more:
        return head + ", ".join(f"`{word}`" for word in words) + ".\n\n"
    rows = [
        "| Word | Also read |" + (" Means |" if more else ""),
        "|---|---|" + ("---|" if more else ""),
    ]
    for word, aliases in words.items():
        row = f"| `{word}` | {', '.join(f'`{each}`' for each in aliases)} |"
        rows.append(row + (f" {more[word]} |" if more else ""))
    return head + "\n".join(rows) + "\n\n"


def _moves() -> str:
    rows = ["| Verb | Directions |", "|---|---|"]
    for verb, ways in film.MOVES.items():
        rows.append(f"| `{verb}` | {', '.join(f'`{way}`' if way else 'none' for way in ways)} |")
    return "\n".join(rows) + "\n"


# ---------------------------------------------------------------- commands


def commands_page() -> str:
    """docs/commands.md."""
    parts = [
        "# Commands\n\nWhat every command says about itself. *This page is made from the program by `make docs`.*\n\n",
        "What was asked for goes to stdout, words about it to stderr. Exit codes are in [codes](codes.md#exit-codes).\n\n",
        _help(group, "storyforge", None),
    ]
    for heading, verbs in VERBS.items():
        parts.append(f"## {heading}\n\n")
        for verb in verbs:
            parts.append(f"### {verb}\n\n")
            command = group.get_command(click.Context(group), verb)
            assert command, verb
            above = click.Context(group, info_name="storyforge")
            parts.append(_help(command, verb, above))
            if isinstance(command, click.Group):
                below = click.Context(command, info_name=verb, parent=above)
                parts += [
                    f"#### {verb} {name}\n\n{_help(each, name, below)}"
                    for name in command.list_commands(below)
                    if (each := command.get_command(below, name))
                ]
    return "".join(parts).rstrip("\n") + "\n"


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=88,
        help_option_names=["-h", "--help"],
    )
    return f"```text\n{context.get_help().rstrip()}\n```\n\n"


# ---------------------------------------------------------------- the README's picture

PANELS = ("sc1/s020", "sc1/s050", "sc1/s060", "sc2/s070", "sc3/s110", "sc3/s120")
_WIDE, _GAP = 420, 10


def draw_picture(folder: Path) -> None:
    """docs/board.jpg: two rows of panels of the example film, drawn anew in `folder`."""
    world = World(folder)
    world.run("init", ".", "--from", "lamplighter")
    world.build(*(name.rpartition("/")[2] for name in PANELS))
    panels = [Image.open(folder / "board" / f"{name}.png").convert("RGB") for name in PANELS]
    high = round(_WIDE * panels[0].height / panels[0].width)
    across, down = 3, len(panels) // 3
    size = (across * (_WIDE + _GAP) + _GAP, down * (high + _GAP) + _GAP)
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    for number, panel in enumerate(panels):
        left = _GAP + number % across * (_WIDE + _GAP)
        top = _GAP + number // across * (high + _GAP)
        page.paste(panel.resize((_WIDE, high), Image.Resampling.LANCZOS), (left, top))
        pen.rectangle((left, top, left + _WIDE - 1, top + high - 1), outline="#444444")
    page.save(DOCS / "board.jpg", quality=80, optimize=True)


# ---------------------------------------------------------------- all of them

PAGES: dict[str, Callable[[], str]] = {
    "manifest.md": manifest_page,
    "commands.md": commands_page,
    "artist.md": artist_page,
}


def main(arguments: list[str]) -> int:
    """Write what is not current; with `picture`, the README's picture too."""
    with tempfile.TemporaryDirectory() as folder:
        made = {DOCS / name: page() for name, page in PAGES.items()}
        made |= {page: played(page, Path(folder)) for page in TOLD}
        for path, text in made.items():
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")
                sys.stdout.write(f"written: {path.relative_to(HOUSE)}\n")
        if "picture" in arguments:
            draw_picture(Path(folder) / "picture")
            sys.stdout.write("written: docs/board.jpg\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
