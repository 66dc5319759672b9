"""Puts the examples and the schema into the wheel, for `storyforge init`; never a built board."""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = {"board", ".storyforge", "__pycache__"}


class Examples(BuildHookInterface[Any]):
    """Every file of `examples/` and `schemas/` that was written rather than built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files; an editable installation finds them where they are."""
        if version == "editable":
            return
        for folder in ("examples", "schemas"):
            for at, below, files in os.walk(os.path.join(self.root, folder)):
                below[:] = sorted(set(below) - MADE)
                for name in sorted(set(files) - {"storyforge.lock"}):
                    path = os.path.join(at, name)
                    build_data["force_include"][path] = os.path.join(
                        "storyforge", os.path.relpath(path, self.root)
                    )
