"""Templates, styles and scripts of pages, and the policy that lets a page run its own and no other.

Every value is escaped where a template puts it, whatever it says.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

_UNSAFE = {ord(each): f"\\u{ord(each):04x}" for each in "<>&'\u2028\u2029"}


@cache
def text(name: str) -> str:
    """A file of this room."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


@cache
def _world() -> Environment:
    return Environment(
        loader=FunctionLoader(text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


def template(name: str) -> Template:
    """A template of this room, compiled once in a process; it may include others."""
    return _world().get_template(name)


def digest(what: str) -> str:
    """How a policy names a style or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(what.encode()).digest()).decode()


def sealed(style: str, script: str) -> str:
    """The policy of a page that carries all it shows: nothing is loaded from anywhere."""
    return (
        f"default-src 'none'; img-src data:; style-src '{digest(style)}'; "
        f"script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    )


def inert(value: Any) -> str:
    """A value as JSON to stand in a script element that is never run: no sign in it can close the
    element, begin a comment, or be read as markup."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_UNSAFE)
