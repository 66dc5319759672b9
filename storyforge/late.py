"""Loading on use: the one way by which a table of `"module:name"` becomes a thing, so that nothing
unneeded is loaded."""

from importlib import import_module
from typing import Any


def load(target: str) -> Any:
    """What `"module:name"` names."""
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
