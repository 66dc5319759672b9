"""`ls`: what a selector means."""

from __future__ import annotations

import click

from storyforge.cli.options import (
    Desk,
    data,
    data_json,
    exclude_option,
    json_option,
    selectors_argument,
)


@click.command()
@selectors_argument
@exclude_option
@json_option
@click.pass_obj
def ls(desk: Desk, selectors: tuple[str, ...], exclude: tuple[str, ...], as_json: bool) -> int:
    """List what a selector means, one name a line.

    \b
    s010            a shot, or anything else by name     sc1     a scene
    +s010  s010+    with all it needs, with all that needs it (2+s010: two steps)
    @mara           mara, all that needs her, and what those need
    kind:shot       character, look, location, view, element, style, group, shot
    scene:sc1  tag:night  uses:mara  provider:draft  path:'scenes/*'
    status:stale    current, stale, missing, absent, restorable, waiting, locked, given
    's0*'           a pattern        a,b  both        a b  either
    """
    shop = desk.workshop()
    found = shop.select(selectors, exclude)
    names = [node for node in shop.project.film.graph.nodes if node in found]
    if as_json:
        data_json(names)
    else:
        data(names)
    return 0
