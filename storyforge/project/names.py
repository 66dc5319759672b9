"""The index of names that a shell completes from: one a line, left behind by a build.

Ids as people write them (`s010`, `mara/coat`), scenes (`sc1`, `scene:sc1`) and kinds (`kind:shot`).
"""

from __future__ import annotations

import os

from storyforge.core import ids
from storyforge.core.graph import Graph
from storyforge.project.folder import STATE
from storyforge.store import durable

_PARTS = {"character": "look", "location": "view"}


def index_of(graph: Graph) -> str:
    """The index of a graph, each name once, in the film's order."""
    scenes = list(dict.fromkeys(node.scene for node in graph.nodes.values() if node.scene))
    kinds: dict[str, None] = {}
    for node in graph.nodes:
        kind = ids.kind_of(node)
        kinds[kind] = None
        if "/" in node:
            kinds[_PARTS[kind]] = None
    lines = [
        *map(ids.name_of, graph.nodes),
        *scenes,
        *(f"scene:{name}" for name in scenes),
        *(f"kind:{kind}" for kind in kinds),
    ]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def keep(root: str, graph: Graph) -> None:
    """Bring the project's index up to date; raises DiskTrouble."""
    path, data = os.path.join(root, STATE, "names"), index_of(graph).encode()
    try:
        with open(path, "rb") as file:
            if file.read() == data:
                return
    except FileNotFoundError:
        pass
    durable.replace_view(path, data, 0o600, root=root)
