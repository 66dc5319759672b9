"""`import`: a script, a shot list, an edit or a board from elsewhere becomes manifest files."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option
from storyforge.importers.table import KINDS
from storyforge.late import load


class Bring(click.Command):
    """The command, whose help ends with the table of kinds."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Every kind of file with its endings, and what it needs."""
        rows = [
            (f"{name:<12}  {' '.join(kind.endings)}", kind.sentence) for name, kind in KINDS.items()
        ]
        with formatter.section("Kinds of file"):
            formatter.write_dl(rows)
        for extra in dict.fromkeys(kind.extra for kind in KINDS.values() if kind.extra):
            names = " and ".join(name for name, kind in KINDS.items() if kind.extra == extra)
            formatter.write_text(f"{names}: pip install 'storyforge-build[{extra}]'")


@click.command("import", cls=Bring)
@click.argument("file", required=False, type=click.Path())
@click.option(
    "--as",
    "kind",
    default="",
    metavar="KIND",
    help="What kind of file it is, if its name does not tell.",
)
@click.option("--yes", "-y", is_flag=True, help="Change files that are there without being asked.")
@click.option("--dry-run", is_flag=True, help="Only show what would happen.")
@click.option("--all", "whole", is_flag=True, help="Show every line of a long preview.")
@json_option
@click.pass_context
def bring(
    context: click.Context,
    /,
    file: str | None,
    kind: str,
    yes: bool,
    dry_run: bool,
    whole: bool,
    as_json: bool,
) -> int:
    """Take in FILE: new files are written, changes of what is there are shown first.

    Where no project is yet, a screenplay, a shot list or a board begins one in this folder.
    Comments, order and layout of your files stay as they are, and so do pictures. What was not
    carried over is told, with its place. A second import of the same file changes nothing.

    Where nobody can be asked, changes need --yes: without it nothing is written, and the exit code
    is 4.
    """
    if file is None:
        click.echo(context.get_help())
        return 0
    page = load("storyforge.cli.pages.imports:page")
    desk: Desk = context.obj
    return int(page(desk, file, kind, yes, dry_run, whole, as_json))
