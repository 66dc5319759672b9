"""The command line: a table of verbs, and the one place where trouble becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from storyforge.cli.options import Desk, Unheard, paint_on, talk
from storyforge.late import load
from storyforge.version import VERSION

# heading -> verb -> (where it is, what it does). Help is printed from here, no verb is loaded.
VERBS: dict[str, dict[str, tuple[str, str]]] = {
    "Every day": {
        "init": ("storyforge.cli.init:init", "Start a project in a folder."),
        "check": (
            "storyforge.cli.check:check",
            "Read the project and tell everything that is wrong.",
        ),
        "plan": (
            "storyforge.cli.plan:plan",
            "Show what a build would make, why, and for how much.",
        ),
        "build": ("storyforge.cli.build:build", "Make what is missing or stale, and nothing else."),
        "status": ("storyforge.cli.status:status", "Show where every picture stands."),
    },
    "Ask": {
        "why": ("storyforge.cli.why:why", "Tell why a picture would be made again, or why not."),
        "show": ("storyforge.cli.show:show", "Tell everything about one picture."),
        "diff": (
            "storyforge.cli.diff:diff",
            "Show what differs between two revisions.",
        ),
        "log": ("storyforge.cli.log:log", "Tell the life of one picture."),
        "ls": ("storyforge.cli.ls:ls", "List what a selector means."),
        "graph": ("storyforge.cli.graph:graph", "Show what is drawn from what."),
        "sketch": ("storyforge.cli.sketch:sketch", "Draw one picture at once, as SVG or PNG."),
        "describe": ("storyforge.cli.describe:describe", "Put a picture into words."),
        "coverage": (
            "storyforge.cli.coverage:coverage",
            "Show which lines of the script no shot covers.",
        ),
    },
    "Choose": {
        "takes": ("storyforge.cli.takes:takes", "List the takes of a picture."),
        "reroll": ("storyforge.cli.reroll:reroll", "Make further takes of a picture."),
        "vary": ("storyforge.cli.vary:vary", "Make a new set from one chosen picture."),
        "pick": ("storyforge.cli.choose:pick", "Use another take."),
        "approve": ("storyforge.cli.choose:approve", "Say yes: not replaced without asking."),
        "reject": ("storyforge.cli.choose:reject", "Never use this take."),
        "lock": ("storyforge.cli.choose:lock", "Keep a picture, whatever changes."),
        "unlock": ("storyforge.cli.choose:unlock", "End a lock or an approval."),
        "adopt": ("storyforge.cli.adopt:adopt", "Make a picture of your own a take."),
        "accept": ("storyforge.cli.accept:accept", "Keep a stale picture: it is right as it is."),
        "undo": ("storyforge.cli.undo:undo", "Take the last decision back."),
        "resolve": ("storyforge.cli.resolve:resolve", "Settle a merge of two lockfiles."),
    },
    "Hand over": {
        "export": (
            "storyforge.cli.export:export",
            "Write the board as PDF, page, film, timeline or list.",
        ),
        "import": (
            "storyforge.cli.imports:bring",
            "Take in a script, a shot list, an edit or a board.",
        ),
    },
    "Money": {
        "ledger": ("storyforge.cli.ledger:ledger", "Show what was spent, and for what."),
        "recover": (
            "storyforge.cli.recover:recover",
            "Collect what was paid for; settle what is in doubt.",
        ),
    },
    "Keep": {
        "verify": (
            "storyforge.cli.verify:verify",
            "Read every stored byte and name what is wrong.",
        ),
        "gc": ("storyforge.cli.gc:gc", "Show what nothing needs any more; remove it when told."),
    },
    "More": {
        "providers": ("storyforge.cli.providers:providers", "List who can make pictures."),
        "schema": ("storyforge.cli.schema:schema", "Print the schema for editors."),
        "completion": (
            "storyforge.cli.completion:completion",
            "Print the completion script of a shell.",
        ),
    },
}
_ALL = {verb: row for verbs in VERBS.values() for verb, row in verbs.items()}


class Verbs(click.Group):
    """The group of all verbs; loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the table."""
        return list(_ALL)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A verb, loaded."""
        if cmd_name not in _ALL:
            return None
        verb: click.Command = load(_ALL[cmd_name][0])
        return verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A verb by name, or advice about the nearest one."""
        if args[0] not in _ALL and not args[0].startswith("-"):
            close = load("storyforge.core.film:nearest")(args[0], tuple(_ALL))
            ctx.fail(load("storyforge.reporters.say:no_command")(args[0], close))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, heading by heading."""
        for heading, verbs in VERBS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{verb:<10}", row[1]) for verb, row in verbs.items()])


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option(
    "-C",
    "--project",
    default=".",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    help="The project's folder (default: the nearest from here up that has a storyforge.yaml).",
)
@click.version_option(VERSION, "--version", message="storyforge %(version)s")
@click.pass_context
def group(context: click.Context, project: str) -> None:
    """A build system for storyboards.

    Write shots in YAML, then `storyforge build`. Nothing is made twice.
    """
    context.obj = Desk(project)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code. The only place that catches everything."""
    _speak_utf8()
    try:
        result = group.main(list(arguments), prog_name="storyforge", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        return _misused(error)
    except (click.Abort, KeyboardInterrupt):
        talk(load("storyforge.reporters.say:STOPPED"))
        return 130
    except (Unheard, BrokenPipeError) as error:
        return _unheard(getattr(error, "code", 0))
    except Exception as error:
        return _trouble(error)


def _speak_utf8() -> None:
    """A pipe in an old code page must not turn a check mark into a crash."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (stream.encoding or "").lower().replace("-", "")
        if encoding != "utf8" and not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _unheard(code: int) -> int:
    """Nobody listens (`storyforge ls | head -1`): the rest goes nowhere, silently."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    return code


def _misused(error: click.ClickException) -> int:
    """The command was written wrong: one line, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "storyforge"
    talk(
        load("storyforge.reporters.say:misused")(error.format_message(), path, paint_on(sys.stderr))
    )
    return 2


def _trouble(error: Exception) -> int:
    """Expected trouble says what it is; anything else is a bug of ours."""
    if isinstance(error, load("storyforge.core.errors:StoryforgeError")):
        _tell(error)
        return int(error.exit_code)
    lines = load("traceback:format_exception")(error)
    talk(
        load("storyforge.reporters.say:bug")(
            VERSION, load("platform:python_version")(), sys.platform, lines
        )
    )
    return 3


def _tell(error: Any) -> None:
    talk(say_problems(error.problems, error.texts))


def say_problems(problems: Iterable[Any], texts: Any) -> list[str]:
    """Problems for the terminal, and how many there are when it is more than one."""
    return list(load("storyforge.reporters.say:problems")(problems, texts, paint_on(sys.stderr)))
