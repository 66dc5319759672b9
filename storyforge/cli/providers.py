"""`providers`: who can make pictures, and what they can do."""

from __future__ import annotations

import click

from storyforge.cli.options import data, data_json, json_option
from storyforge.late import load


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are only for tests.")
@json_option
def providers(everything: bool, as_json: bool) -> int:
    """List who can make pictures, and what they can do."""
    registry = load("storyforge.providers.all:Registry")()
    names = registry.everything() if everything else tuple(registry)
    rows = [(registry[name], model) for name in names for model in registry[name].models]
    if as_json:
        data_json({f"{each.name}/{model}": each.capabilities(model) for each, model in rows})
        return 0
    for each, model in rows:
        can = each.capabilities(model)
        free = "free" if can.repeatable else "paid"
        data(
            f"{each.name + '/' + model:<16} {free} · up to {can.references} references"
            f" · {can.prompt_units} units of prompt"
        )
        data(f"{'':<16} {' '.join(can.ratios)} · {' '.join(can.resolutions)}")
    return 0
