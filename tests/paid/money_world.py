"""A user with a purse: a film at a fake service, the real command line, settings of their own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from services import replicate_fake, runway_fake
from services.fake import Fake
from services.runway_fake import RunwayFake
from world import Said, World

from storyforge.core.attempt import Attempt
from storyforge.core.lockfile import LockEntry, Lockfile, read
from storyforge.core.spending import Spending
from storyforge.core.trace import Trace
from storyforge.delivery.past import Past
from storyforge.store.disk import DiskStore
from storyforge.store.layout import Layout
from storyforge.store.ledger import Ledger


def lamps(count: int, provider: str = "replicate", head: str = "") -> str:
    """A film of `count` shots that do not depend on each other."""
    shots = "".join(
        f"  - {{id: s{n:03d}, prompt: lamp number {n}}}\n" for n in range(10, 10 * count + 1, 10)
    )
    return f"storyforge: 1\nprovider: {provider}\n{head}shots:\n{shots}"


@dataclass
class Purse:
    """One film, one user, one service."""

    world: World
    fake: Fake
    environment: Mapping[str, str]

    def run(self, *words: str) -> Said:
        return self.world.run(*words)

    def film(self, text: str) -> Purse:
        self.world.file("storyforge.yaml", text)
        return self

    def settings(self, text: str) -> Purse:
        Path(self.environment["STORYFORGE_CONFIG"]).write_text(text, encoding="utf-8")
        return self

    def edit(self, old: str, new: str) -> None:
        self.world.edit("storyforge.yaml", old, new)

    @property
    def state(self) -> str:
        return str(self.world.root / ".storyforge")

    @property
    def creates(self) -> int:
        return self.fake.calls.get("create", 0)

    @property
    def spent(self) -> tuple[Spending, ...]:
        return Ledger(self.state).lines()

    @property
    def open(self) -> tuple[Attempt, ...]:
        return Past(Layout(self.state)).open

    @property
    def lock(self) -> Lockfile:
        return read(self.world.read("storyforge.lock").encode())

    def entry(self, node: str) -> LockEntry:
        return self.lock.nodes[node]

    def trace(self, node: str, take: int = 0) -> Trace:
        entry = self.entry(node)
        found = DiskStore(self.state).trace(entry.takes[take].key or entry.key, take)
        assert found is not None
        return found

    def sent(self) -> list[dict[str, Any]]:
        """Bodies of every create, in order."""
        asked = [each for each in self.fake.asked if each.method == "POST"]
        bodies = [each.json() for each in asked if _is_create(each.path)]
        return [body.get("input", body) for body in bodies]

    def at_terminal(self, *words: str, typed: str = "", columns: int = 80) -> tuple[int, list[str]]:
        """Run at a terminal, answering the first question with `typed`; exit code, and its lines."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        with subprocess.Popen(
            [sys.executable, "-m", "storyforge", *words],
            cwd=self.world.root,
            env={**os.environ, **self.environment, "TERM": "xterm", "NO_COLOR": "1"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        ) as process:
            os.close(slave)
            said = _heard(master, typed.encode())
            return process.wait(30), said


def _heard(master: int, typed: bytes) -> list[str]:
    said = b""
    while select.select([master], [], [], 30)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        said += piece
        if typed and b"[y/N]" in said:
            os.write(master, typed + b"\n")
            typed = b""
        if not piece:
            break
    os.close(master)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode())
    return [line.rstrip() for line in plain.replace("\r\n", "\n").split("\n") if line.strip()]


def _is_create(path: str) -> bool:
    return path.endswith("/predictions") or path in ("/v1/text_to_image", "/v1/image_to_video")


def purse_at(fake: Fake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    """A user of `fake`, by environment alone."""
    name = "runway" if isinstance(fake, RunwayFake) else "replicate"
    environment = {
        "STORYFORGE_CONFIG": str(folder / "config.yaml"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "STORYFORGE_PACE": "0",
        "REPLICATE_API_TOKEN": replicate_fake.KEY,
        "RUNWAYML_API_SECRET": runway_fake.KEY,
        f"{name.upper()}{'ML' if name == 'runway' else ''}_BASE_URL": fake.url,
    }
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    return Purse(World(folder / "film"), fake, environment)


def data(said: Said) -> Any:
    """What a command printed as JSON."""
    return json.loads(said.out)


def fits(lines: Sequence[str], columns: int = 80) -> bool:
    """Whether no line is longer than the terminal is wide."""
    return all(len(line) <= columns for line in lines)
