"""Templates, styles and scripts of pages, and the policy that lets a page run its own and no other.

Every value is escaped where a template puts it, whatever it says.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template


@cache
def template(name: str) -> Template:
    """A template of this room, compiled once in a process."""
    world = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    return world.from_string(text(name))


@cache
def text(name: str) -> str:
    """A file of this room."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def digest(what: str) -> str:
    """How a policy names a style or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(what.encode()).digest()).decode()


def sealed(style: str, script: str) -> str:
    """The policy of a page that carries all it shows: nothing is loaded from anywhere."""
    return (
        f"default-src 'none'; img-src data:; style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
