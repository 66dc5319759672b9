"""A trace to keep, a process of its own to be hurt in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256

from storyforge.core.trace import Output, Trace

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def key(word: object) -> str:
    return sha256(str(word).encode()).hexdigest()


def trace(name: object, picture: str, take: int = 0, seed: int | None = 7) -> Trace:
    return Trace(
        key=key(name),
        take=take,
        action={"kind": "shot", "sentence": ["a pier, ", 0], "size": [1280, 720]},
        output=Output(picture, key("pixels"), "image/png", 1280, 720, 3),
        sent="a pier, @mara — “naïve” ☂",
        seed=seed,
        model_version="draft-1",
        cost="0",
        cost_known="free",
        parents=((key("parent"), 2),),
        seconds=0.25,
        tool="0.1.0",
    )


def python(code: str, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """A Python process that knows storyforge and these helpers; talk to it through its pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {}), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT}/tests/store"},
    )


def said(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def files(folder: object) -> list[str]:
    """Every file below, relative, sorted."""
    top = str(folder)
    return sorted(
        os.path.relpath(os.path.join(where, name), top)
        for where, _, names in os.walk(top)
        for name in names
    )
