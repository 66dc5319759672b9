"""The film that is killed, and the one who kills it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from world import World

import storyforge
from storyforge.providers import stub

HERE = Path(__file__).resolve().parent
ROOT = Path(storyforge.__file__).resolve().parent.parent
TEMPLATE: dict[str, str] = {
    "storyforge.yaml": """
        storyforge: 1
        title: The Lamplighter
        provider: stub
        include: [cast/*.yaml, scenes.yaml]
        locations:
          pier: {description: a long wooden pier}
          tower: {description: a lamp room, picture: art/tower.png}
    """,
    "cast/mara.yaml": """
        characters:
          mara:
            description: lamplighter, sixty, white braid
            looks: {coat: oilskin coat}
    """,
    "cast/tom.yaml": """
        characters:
          tom: {description: a boy of twelve}
    """,
    "scenes.yaml": """
        scenes:
          - id: sc1
            location: pier
            time: dusk
            cast: [mara/coat]
            shots:
              - {id: s010, size: LS, prompt: "@mara walks the length of the pier"}
              - {id: s020, size: MCU, prompt: "@mara and @tom", takes: 3}
              - {id: s030, from: s020, prompt: the lantern goes out}
              - {id: s040, from: s030, prompt: it is lit again}
          - id: sc2
            location: tower
            cast: [tom]
            shots:
              - {id: t010, prompt: "@tom climbs"}
              - {id: t020, prompt: "@tom looks down"}
              - {id: t030, from: t020, prompt: he smiles}
    """,
}


def picture() -> bytes:
    """A small picture that somebody drew by hand."""
    return stub._png(bytes(range(48)))


NOBODY = 65534 if os.geteuid() == 0 else 0  # who obeys permissions: the driver's child becomes it


def give_away(root: Path) -> None:
    """Let NOBODY own a folder and all that is in it."""
    if NOBODY:
        for path in (root, *root.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def film(root: Path) -> World:
    """The film of twelve nodes, one of them three times, and one picture by hand."""
    world = World(root)
    for name, text in TEMPLATE.items():
        world.file(name, text)
    world.file("art/tower.png", picture())
    return world


@dataclass(frozen=True)
class Ran:
    """What a child came to: the signal it died of, its writing calls, what its steps said."""

    signal: int
    calls: list[str]
    said: list[tuple[int, str, str]]

    @property
    def codes(self) -> list[int]:
        return [code for code, _, _ in self.said]

    def state(self, step: int) -> dict[str, Any]:
        """What a `!` step returned."""
        return json.loads(self.said[step][1])


class Forge:
    """A warmed-up driver process; `run` has it fork a child. Use as a context."""

    def __enter__(self) -> Forge:
        paths = os.pathsep.join(map(str, (ROOT, HERE.parent, HERE.parent / "store", HERE)))
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "crash_driver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        if self._line() != "ready\n":
            self._process.communicate(timeout=30)
            raise RuntimeError("the driver did not start; its words are above")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def run(self, root: Path, *steps: str, **how: int) -> Ran:
        """Run command lines, one after the other, in a forked child; `how`: kill, limit, uid."""
        assert self._process.stdin is not None
        self._process.stdin.write(
            json.dumps({"cwd": str(root), "steps": [step.split() for step in steps], **how}) + "\n"
        )
        self._process.stdin.flush()
        answer = json.loads(self._line())
        assert not answer["broken"], answer
        return Ran(answer["signal"], answer.get("calls", []), answer.get("said", []))
