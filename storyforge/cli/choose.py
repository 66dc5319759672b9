"""`pick`, `approve`, `reject`, `lock`, `unlock`: decisions about pictures that are there."""

from __future__ import annotations

from typing import Any

import click

from storyforge.cli.options import Desk, complete_selectors, node_argument, why_option
from storyforge.late import load

_take_argument = click.argument("take", type=click.IntRange(0))
_many = click.argument(
    "nodes", nargs=-1, required=True, metavar="NODE...", shell_complete=complete_selectors
)


def _page(*words: Any) -> int:
    return int(load("storyforge.cli.pages.decided:page")(*words))


@click.command()
@node_argument
@_take_argument
@why_option
@click.pass_obj
def pick(desk: Desk, node: str, take: int, why: str) -> int:
    """Use take TAKE of NODE; `storyforge takes NODE` lists them."""
    return _page(desk, "pick", (node,), take, why)


@click.command()
@node_argument
@_take_argument
@why_option
@click.pass_obj
def reject(desk: Desk, node: str, take: int, why: str) -> int:
    """Never use take TAKE of NODE, unless somebody picks it.

    Where it is used, the first take that is not rejected takes its place.
    """
    return _page(desk, "reject", (node,), take, why)


@click.command()
@_many
@why_option
@click.pass_obj
def approve(desk: Desk, nodes: tuple[str, ...], why: str) -> int:
    """Say yes to the pictures of NODE... (names or selectors).

    An approved picture is never replaced silently: when another is asked for, `build` stops and
    says what it needs.
    """
    return _page(desk, "approve", nodes, None, why)


@click.command()
@_many
@why_option
@click.pass_obj
def lock(desk: Desk, nodes: tuple[str, ...], why: str) -> int:
    """Keep the pictures of NODE... (names or selectors), whatever is asked for."""
    return _page(desk, "lock", nodes, None, why)


@click.command()
@_many
@why_option
@click.pass_obj
def unlock(desk: Desk, nodes: tuple[str, ...], why: str) -> int:
    """End locks and approvals of NODE... (names or selectors); the chosen takes stay chosen."""
    return _page(desk, "unlock", nodes, None, why)
