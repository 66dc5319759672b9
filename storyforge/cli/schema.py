"""`schema`: the JSON Schema that lets an editor complete and check a project file."""

from __future__ import annotations

import json

import click

from storyforge.cli.options import data
from storyforge.late import load


@click.command()
def schema() -> int:
    """Print the JSON Schema of storyforge.yaml, for editors."""
    data(json.dumps(load("storyforge.core.manifest:json_schema")(), indent=2, ensure_ascii=False))
    return 0
