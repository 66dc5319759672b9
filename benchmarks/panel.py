"""One panel by the embedded artist: prints CPU seconds of the first and of a later one, peak MB
and, when resvg is there, the seconds that resvg takes for the same panel's SVG.

`python benchmarks/panel.py KIND [720p|1080p]`: in this process. The scene comes from a small film,
in the same way as in a build.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

FILM = """
storyforge: 1
title: Two on a pier
characters:
  mara: {description: "lamplighter, sixty, white braid, oilskin coat, brass pole", height: 178cm}
  tom: {description: "a boy of twelve, red scarf, too large cap, satchel", height: 150cm}
  ruth: {description: "tall woman in a red dress, long black hair"}
  brandt: {description: "sergeant, green uniform, peaked cap, moustache"}
locations:
  pier: {description: a long wooden pier with iron lamps and ropes, time: dusk, weather: fog}
  street: {description: "a narrow cobbled street of tall houses, gas lamps, a bakery"}
  kitchen: {description: "a farmhouse kitchen, a stove, a long table, a window", interior: true}
shots:
  - {id: close, size: CU, location: pier, time: dusk, prompt: "@mara looks up, worried"}
  - {id: table, size: MS, location: kitchen, framing: two-shot,
     prompt: "@ruth and @brandt sit at the table"}
  - {id: over, size: MCU, location: kitchen, perspective: ots left, cast: [ruth, brandt],
     prompt: "@ruth speaks"}
  - {id: whole, size: FS, location: street, prompt: "@ruth walks down the street", movement: follow}
  - {id: group, size: LS, location: street, framing: group, cast: [mara, tom, ruth, brandt],
     prompt: "they wait"}
  - {id: wide, size: ELS, location: pier, time: dusk, weather: rain,
     prompt: "@mara walks left along the pier, @tom runs after her with a lantern"}
"""
KINDS = {
    "sheet": "character:mara",
    "plate": "location:street",
    **{name: f"shot:{name}" for name in ("close", "table", "over", "whole", "group", "wide")},
}
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
AGAIN = 3


def main(kind: str, size: str = "720p") -> None:
    """Draw what the panel is drawn from, then the panel itself, timed."""
    from storyforge.artist.draw import draw, draw_svg
    from storyforge.build import Workshop
    from storyforge.providers.all import Registry

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "storyforge.yaml"), "w", encoding="utf-8") as file:
            file.write(FILM)
        graph = Workshop(folder, Registry()).project.film.graph
    pictures: dict[str, bytes] = {}

    def asked(node: str) -> tuple[object, list[bytes]]:
        recipe = graph[node].recipe
        for use in recipe.uses:
            if use.source not in pictures:
                pictures[use.source] = draw(*asked(use.source), recipe.width, recipe.height, 7)
        return recipe.staging, [pictures[use.source] for use in recipe.uses]

    wanted = asked(KINDS[kind])
    first, again = _timed(lambda: draw(*wanted, *SIZES[size], 7))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(first, again, memory, _resvg(draw_svg(*wanted, *SIZES[size], 7)))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of the first time and the median of later ones."""
    spent = []
    for _ in range(1 + AGAIN):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return spent[0], statistics.median(spent[1:])


def _resvg(svg: str) -> float:
    """CPU seconds of resvg for an SVG; 0 where it is not installed."""
    try:
        import resvg_py
    except ImportError:
        return 0.0
    return _timed(lambda: resvg_py.svg_to_bytes(svg_string=svg))[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
