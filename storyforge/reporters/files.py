"""What is said of files that go out and come in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from storyforge.reporters import say


def size(count: int) -> str:
    """Bytes as people read them: `12 KB`, `3.4 MB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def exported(done: Any, seconds: float) -> list[str]:
    """Where an export lies, how large it is, and what is missing in it."""
    path = os.path.relpath(done.path)
    path = done.path if path.startswith("..") else path
    many = f"{done.files} files, " if done.files != 1 else ""
    lines = [f"wrote {say.show(path)}  {many}{size(done.size)}  {say.seconds(round(seconds, 1))}"]
    if done.gaps:
        which = "1 shot has" if done.gaps == 1 else f"{done.gaps} shots have"
        lines.append(f"{which} no picture yet: an empty frame stands there; `storyforge build`")
    return lines


def no_format(name: str, close: str | None, known: Sequence[str]) -> str:
    """There is no such format; which one was meant."""
    meant = f"did you mean `{close}`?" if close else f"there are {', '.join(known)}"
    return f'there is no format "{say.show(name)}"; {meant}'
