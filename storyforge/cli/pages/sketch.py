"""What `sketch` does."""

from __future__ import annotations

import os

from storyforge.cli.options import Desk, talk
from storyforge.core.errors import Problem, UsageError
from storyforge.sketch import Sketcher
from storyforge.store.durable import replace_view


def page(desk: Desk, node: str, file: str, slate: bool) -> int:
    """What `storyforge sketch` does; returns the exit code."""
    ending = os.path.splitext(file)[1].lower()
    if slate and ending == ".svg":
        advice = "end the name in .png, or leave `--slate` away"
        raise UsageError(Problem("S005", "a slate is set below a PNG", advice=advice))
    if ending not in (".svg", ".png"):
        advice = "end the name in .svg to keep the strokes apart, in .png for pixels"
        raise UsageError(Problem("S005", f'"{file}" is no name for a sketch', advice=advice))
    shop = desk.workshop()
    chosen = sorted(shop.select((node,)))
    if len(chosen) != 1:
        sentence = f'"{node}" means {len(chosen)} pictures; a sketch is of one'
        raise UsageError(Problem("S005", sentence, advice="`storyforge ls` lists their names"))
    sketcher = Sketcher(shop)
    draw = sketcher.slated if slate else sketcher.svg if ending == ".svg" else sketcher.png
    data = draw(chosen[0])
    replace_view(os.path.abspath(file), data)
    if sketcher.unset:
        talk(f"no font here has {sketcher.unset}; a box with the code stands instead")
    talk(f"drew {chosen[0]} into {file}")
    return 0
