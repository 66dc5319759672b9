"""`stub`: an honest double. A tiny deterministic picture at once, free; for tests and
measurements, never for boards."""

from __future__ import annotations

import hashlib
import struct
import zlib

from storyforge.core import film
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities, Job, Made, NotMade, Unread

_CAN = Capabilities(
    references=8,
    prompt_units=1000,
    ratios=film.RATIOS.canonical,
    resolutions=film.RESOLUTIONS.canonical,
    staging=False,
    works="wait",
    repeatable=True,
)


class Stub:
    """The provider `stub`. `parameters: {fail: true}` on a shot makes it fail, for tests of what
    follows."""

    name = "stub"
    revision = 1
    models: tuple[str, ...] = ("tiny",)

    def capabilities(self, model: str) -> Capabilities:  # noqa: ARG002
        """Takes what the draft takes, but reads only the sentence."""
        return _CAN

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:  # noqa: ARG002
        """Nothing: it looks at every letter of the sentence."""
        return ()

    def price(self, recipe: Recipe) -> Price:  # noqa: ARG002
        """Free."""
        return FREE

    def make(self, job: Job) -> Made:
        """Sixteen pixels that depend on the sentence, the seed and every reference."""
        if job.recipe.parameters.get("fail"):
            raise NotMade("the stub was asked to fail", "take `fail` out of `parameters`")
        digest = hashlib.sha256(f"{job.prompt}\0{job.seed}".encode())
        for reference in job.references:
            digest.update(reference.data)
        return Made(_png(digest.digest() + digest.digest()[:16]), job.seed, "tiny 1")


def _png(colours: bytes) -> bytes:
    """A 4 x 4 RGB picture of 48 bytes of colour."""
    rows = b"".join(b"\0" + colours[start : start + 12] for start in range(0, 48, 12))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
