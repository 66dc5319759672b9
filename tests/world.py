"""A test is a small world in text: files in, the real command line run on them, whole outputs out."""

from __future__ import annotations

import contextlib
import io
import os
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyforge import __main__ as front
from storyforge.cli import main as cli


@dataclass(frozen=True)
class Said:
    """What a command said: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


class World:
    """A project folder made of text. `run` is the whole program in this process, front door included."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def write(self, **files: str) -> World:
        """Files by name, `__` for `/` and `_yaml` for `.yaml`: `write(storyforge_yaml="…", cast__mara_yaml="…")`."""
        for name, text in files.items():
            self.file(re.sub(r"_(yaml|md|txt)$", r".\1", name).replace("__", "/"), text)
        return self

    def file(self, name: str, text: str | bytes) -> Path:
        """One file by its real name; text is dedented."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        """A file's text."""
        return (self.root / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace text that must be there."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str) -> Said:
        """Run `storyforge` in this world's folder: through the front door, so also by its short cut."""
        out, err = io.StringIO(), io.StringIO()
        before = os.getcwd()
        os.chdir(self.root)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                quick = front._nothing_changed(list(arguments))
                if quick is not None:
                    err.write(quick)
                code = 0 if quick is not None else cli.run(list(arguments))
        finally:
            os.chdir(before)
        return Said(code, out.getvalue(), err.getvalue())

    def build(self, *arguments: str) -> Said:
        """`storyforge build`, which must succeed."""
        said = self.run("build", *arguments)
        assert said.code == 0, said.err
        return said

    def made(self, *arguments: str) -> list[str]:
        """Build, and return what was made, in alphabetical order: `["character:mara", "s010", "s020 take 1"]`."""
        return made_in(self.build(*arguments).err)

    def tree(self, below: str = "") -> dict[str, bytes]:
        """Every file of the project but its private state, with its bytes."""
        return dict(self._files(below))

    def _files(self, below: str) -> Iterator[tuple[str, bytes]]:
        for path in sorted((self.root / below).rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if (
                path.is_file()
                and not name.startswith(".storyforge/")
                and not name.startswith(".git/")
            ):
                yield name, path.read_bytes()


def made_in(err: str) -> list[str]:
    """What a build's plain report says was made."""
    return sorted(re.findall(r"^made +(\S+(?: take \d+)?)  ", err, re.MULTILINE))


SMALL = """
    storyforge: 1
    title: The Lamplighter
    provider: stub
    characters:
      mara:
        description: lamplighter, sixty, white braid
        looks: {coat: oilskin coat}
      tom: {description: a boy of twelve}
    locations:
      pier: {description: a long wooden pier}
    scenes:
      - id: sc1
        location: pier
        time: dusk
        cast: [mara/coat]
        shots:
          - id: s010
            size: LS
            prompt: "@mara walks the length of the pier"
          - id: s020
            size: MCU
            prompt: "@mara and @tom"
          - id: s030
            from: s020
            prompt: the same moment, the lantern goes out
"""
