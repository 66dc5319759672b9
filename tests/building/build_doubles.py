"""Doubles for the tests of the build: a provider that does as it is told and counts, and pictures to refer to."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from world import Said, World

from storyforge.build import Options, build
from storyforge.core.errors import StoryforgeError
from storyforge.core.picture import facts
from storyforge.core.seams import Job, Made, NotMade
from storyforge.providers.all import Registry
from storyforge.providers.stub import Stub
from storyforge.reporters.plain import Plain

RED, BLUE = b"\xff\0\0", b"\0\0\xff"


def png(colour: bytes = RED, level: int = 6, note: bytes = b"") -> bytes:
    """A 4 x 4 picture of one colour, packed at `level`, with a text chunk when there is a `note`."""
    rows = (b"\0" + colour * 4) * 4
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))]
    chunks += [(b"tEXt", b"Comment\0" + note)] if note else []
    chunks += [(b"IDAT", zlib.compress(rows, level)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def repacked(data: bytes) -> bytes:
    """The same pixels in other bytes: a text chunk before the end."""
    return data[:-12] + _chunk((b"tEXt", b"Comment\0again")) + data[-12:]


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, body = part
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@dataclass
class Double(Stub):
    """The stub, changed by `answer` (bytes instead of its own) and `fails`.

    It sees pixels, not bytes, of its references, and no names. `asked` holds every job it was given.
    """

    answer: Callable[[Job, bytes], bytes] = lambda _, data: data
    fails: Callable[[Job], bool] = lambda _: False
    revision: int = 1
    asked: list[Job] = field(default_factory=list)

    def make(self, job: Job) -> Made:
        self.asked.append(job)
        if self.fails(job):
            raise NotMade("the double was asked to fail", "ask it otherwise")
        seen = tuple(replace(one, data=facts(one.data).pixels.encode()) for one in job.references)
        words = str(job.recipe.sentence)  # as in the key: by number, not by name
        made = super().make(replace(job, prompt=words, references=seen))
        return Made(self.answer(job, made.data), made.seed, made.model_version)


def built(world: World, double: Double, *targets: str, **options: object) -> Said:
    """A build in which `double` stands for the stub: exit code, events as plain lines, and what was raised."""
    out = io.StringIO()
    registry = Registry({"stub": double})
    try:
        ended = build(str(world.root), Options(targets=targets, **options), registry, Plain(out))
    except StoryforgeError as error:
        sentences = "".join(f"[{one.code}] {one.sentence}\n" for one in error.problems)
        return Said(error.exit_code, "", out.getvalue() + sentences)
    return Said(ended.exit_code, "", out.getvalue())


def lines(said: Said, *words: str) -> list[str]:
    """The lines that begin with one of `words`, times left out, in alphabetical order."""
    found = [line for line in said.err.splitlines() if line.split(" ")[0] in words]
    return sorted(line.split("  0.")[0] for line in found)


def shot_state(world: World, shot: str) -> str:
    """What the board's page says of a shot."""
    page = world.read("board/index.html")
    part = page[page.index(f'id="{shot}"') :].partition("</li>")[0]
    found = re.search(r'class="mark (\w+)"', part)
    return found[1] if found else "current"
