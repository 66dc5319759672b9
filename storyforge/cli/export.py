"""`export`: the board in another format. One command a format, made from the table of formats."""

from __future__ import annotations

from typing import Any

import click

from storyforge.cli.options import Desk, exclude_option, selectors_argument
from storyforge.exporters.table import FORMATS, Format, Wish
from storyforge.late import load


class Formats(click.Group):
    """The group of all formats; a command is made when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the table."""
        return list(FORMATS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A format as a command."""
        known = FORMATS.get(cmd_name)
        return _command(cmd_name, known) if known else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A format by name, or advice about the nearest one."""
        if args[0] not in FORMATS and not args[0].startswith("-"):
            close = load("storyforge.core.film:nearest")(args[0], tuple(FORMATS))
            ctx.fail(load("storyforge.reporters.files:no_format")(args[0], close, tuple(FORMATS)))
        return super().resolve_command(ctx, args)


@click.group("export", cls=Formats, invoke_without_command=True)
@click.pass_context
def export(context: click.Context) -> None:
    """Write the board in another format: for paper, a browser, an edit suite, a spreadsheet.

    Without SELECTORS the whole film. Nothing is made and nothing is spent; what has no picture yet
    is an empty frame.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _command(name: str, known: Format) -> click.Command:
    @click.pass_obj
    def go(
        desk: Desk,
        /,
        selectors: tuple[str, ...],
        exclude: tuple[str, ...],
        output: str,
        **said: Any,
    ) -> int:
        page = load("storyforge.cli.pages.export:page")
        return int(page(desk, name, selectors, exclude, output, said))

    place = "FILE" if known.ending else "FOLDER"
    where = f"exports/TITLE{known.ending or '-' + name}"
    also = " `-` writes to stdout." if known.text else ""
    options = [
        click.option(
            "-o",
            "--output",
            default="",
            metavar=place,
            type=click.Path(),
            help=f"Where to write it (default: {where} in the project).{also}",
        ),
        exclude_option,
        selectors_argument,
        *reversed([_option(wish) for wish in known.wishes]),
    ]
    for each in options:
        go = each(go)
    needs = f"\n\nNeeds: pip install 'storyforge-build[{known.extra}]'" if known.extra else ""
    return click.command(name, help=known.sentence + needs, short_help=known.sentence)(go)


def _option(wish: Wish) -> Any:
    flag = f"--{wish.name}"
    if isinstance(wish.default, bool):
        both = f"{flag}/--no-{wish.name}" if wish.default else flag
        return click.option(both, is_flag=True, default=wish.default, help=wish.help)
    shown = wish.default not in ("", 0)
    if wish.choices:
        kind: Any = click.Choice(wish.choices, case_sensitive=False)
    else:
        kind = int if isinstance(wish.default, int) else str
    unsaid = wish.default if shown or not wish.choices else None
    return click.option(flag, default=unsaid, type=kind, show_default=shown, help=wish.help)
