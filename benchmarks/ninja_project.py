"""The same film for ninja: an edge for every picture, same needs, that writes a small file.

A command holds the digest of what is asked, so that ninja too would see an edit; the prompts
themselves stay outside, which makes `build.ninja` smaller and ninja as quick as it can be. Outputs
and log come from really running ninja, at every size; a command is one builtin of the shell, so
that it costs little more than starting the shell (100,000 take a minute or two).
`python benchmarks/ninja_project.py FOLDER N` writes it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator

import project

RULE = "rule make\n  command = echo $ask > $out\n  description = $out\n"


def text(count: int) -> Iterator[str]:
    """`build.ninja`, line by line."""
    yield RULE
    for name in (*project.characters(count), *project.locations(count)):
        yield from edge(name, (), name)
    for shot in project.shots(count):
        yield from edge(shot.id, shot.needs, shot.prompt)


def edge(name: str, needs: tuple[str, ...], asked: str) -> Iterator[str]:
    """One picture."""
    inputs = " ".join(map(output, needs))
    yield f"build {output(name)}: make {inputs}".rstrip()
    yield f"  ask = {hashlib.sha256(asked.encode()).hexdigest()[:32]}"


def output(name: str) -> str:
    """The file of a picture: as on the board, shots lie in one folder for each scene."""
    if name.startswith("s"):
        return f"board/sc{int(name[1:]) // project.SCENE:05d}/{name}.png"
    return f"board/cast/{name}.png" if name.startswith("c") else f"board/places/{name}.png"


def write(folder: str, count: int) -> None:
    """Write the project into `folder`."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "build.ninja"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in text(count))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
