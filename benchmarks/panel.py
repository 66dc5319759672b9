"""One panel by the embedded artist: prints CPU seconds of the first and a later one, and peak MB.

`python benchmarks/panel.py sheet|plate|close|wide`: 1280 x 720, in this process. The scene comes
from a small film, in the same way as in a build.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time

FILM = """
storyforge: 1
title: Two on a pier
characters:
  mara: {description: "lamplighter, sixty, white braid, oilskin coat, brass pole", height: 178cm}
  tom: {description: "a boy of twelve, red scarf, too large cap, satchel", height: 150cm}
locations:
  pier: {description: a long wooden pier with iron lamps and ropes, time: dusk, weather: fog}
shots:
  - {id: close, size: CU, location: pier, time: dusk, prompt: "@mara looks up at the lamp, worried"}
  - {id: wide, size: ELS, location: pier, time: dusk, weather: rain,
     prompt: "@mara walks left along the pier, @tom runs after her with a lantern"}
"""
KINDS = {
    "sheet": "character:mara",
    "plate": "location:pier",
    "close": "shot:close",
    "wide": "shot:wide",
}
AGAIN = 3


def main(kind: str) -> None:
    """Draw what the panel is drawn from, then the panel itself, timed."""
    from storyforge.artist.draw import draw
    from storyforge.build import Workshop
    from storyforge.providers.all import Registry

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "storyforge.yaml"), "w", encoding="utf-8") as file:
            file.write(FILM)
        graph = Workshop(folder, Registry()).project.film.graph

    def drawn(node: str) -> tuple[bytes, float]:
        recipe = graph[node].recipe
        references = [drawn(use.source)[0] for use in recipe.uses]
        started = time.process_time()
        data = draw(recipe.staging, references, recipe.width, recipe.height, 7)
        return data, time.process_time() - started

    first = drawn(KINDS[kind])[1]
    again = statistics.median(drawn(KINDS[kind])[1] for _ in range(AGAIN))
    print(first, again, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1])
