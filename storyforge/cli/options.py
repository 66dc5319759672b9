"""What all verbs share: the project, how they speak, options and arguments that many have.

Loaded for `--help` too, so it loads nothing but click.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

import click

from storyforge.late import load

_COLOURS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan"},
    "advice": {"fg": "green"},
    "quiet": {"dim": True},
    "strong": {"bold": True},
    "make": {"fg": "yellow"},
    "wait": {"fg": "cyan"},
    "restore": {"fg": "green"},
}


class Unheard(Exception):
    """The other end of a pipe was closed."""

    def __init__(self, code: int = 0) -> None:
        """`code`: the exit code of what was done all the same."""
        self.code = code
        super().__init__()


class Desk:
    """One call of the program: which folder it is about."""

    __slots__ = ("folder",)

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def root(self) -> str:
        """The project's root; raises UsageError."""
        return str(load("storyforge.project.folder:find_root")(self.folder))

    def workshop(self) -> Any:
        """The project, opened for reading; raises ManifestError."""
        return load("storyforge.build:Workshop")(self.root(), registry())


def registry() -> Any:
    """All providers; how a service is reached is read when one is used."""
    return load("storyforge.providers.all:Registry")(reach=reach)


def reach(name: str) -> Any:
    """How a service is reached, by the environment and the user's own settings."""
    return load("storyforge.settings:here")().access(name)


def colourful(stream: Any) -> bool:
    """Whether to colour what goes to `stream`: a terminal, and NO_COLOR not set."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def paint_on(stream: Any) -> Any:
    """The Paint for a stream."""
    if not colourful(stream):
        return lambda _, text: text
    return lambda meaning, text: (
        click.style(text, **_COLOURS[meaning]) if meaning in _COLOURS else text
    )


def talk(lines: Iterable[str] | str) -> None:
    """Words for people, to stderr."""
    _write(sys.stderr, lines)


def tell(event: Any) -> None:
    """A Reporter for verbs that only have a word or two to say: to stderr."""
    line = load("storyforge.reporters.say:event")(event)
    if line:
        talk(line)


def data(lines: Iterable[str] | str) -> None:
    """What was asked for, to stdout."""
    _write(sys.stdout, lines)


def _write(stream: Any, lines: Iterable[str] | str) -> None:
    try:
        for line in [lines] if isinstance(lines, str) else lines:
            stream.write(line + "\n")
    except BrokenPipeError:
        raise Unheard from None


def data_json(value: Any) -> None:
    """What was asked for, as JSON, to stdout."""
    data(load("storyforge.reporters.jsonl:dumps")(value, 2))


def complete_nodes(context: click.Context, _: click.Parameter, incomplete: str) -> list[Any]:
    """Names of pictures, for the shell."""
    found: list[Any] = load("storyforge.cli.completion:nodes")(context, incomplete)
    return found


def complete_selectors(context: click.Context, _: click.Parameter, incomplete: str) -> list[Any]:
    """Selectors, for the shell."""
    found: list[Any] = load("storyforge.cli.completion:selectors")(context, incomplete)
    return found


node_argument = click.argument("node", shell_complete=complete_nodes)
selectors_argument = click.argument("selectors", nargs=-1, shell_complete=complete_selectors)
why_option = click.option(
    "--why", default="", metavar="TEXT", help="The reason; kept with the decision."
)
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="SELECTOR",
    shell_complete=complete_selectors,
    help="Leave these out.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON to stdout.")
