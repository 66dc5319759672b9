"""Stored pictures held against what a service handed out: the same to the last byte, but for the imprint."""

from __future__ import annotations

from storyforge.core.digest import sha256
from storyforge.core.imprint import Imprint
from storyforge.darkroom.imprint import imprinted


def unmarked(data: bytes) -> str:
    """The digest of everything but the imprint: equal for a picture with and without one."""
    return sha256(imprinted(data, Imprint()))
