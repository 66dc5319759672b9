"""One numbered die for every question: the same words always throw the same numbers."""

from __future__ import annotations

import hashlib
from random import Random


def stream(*parts: object) -> Random:
    """A generator seeded by the written form of *parts* alone: equal parts, equal numbers."""
    text = "\x1f".join(str(part) for part in parts)
    return Random(number(text))  # noqa: S311 - drawings, not secrets


def number(text: str) -> int:
    """The first eight bytes of the text's SHA-256 as an integer."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
