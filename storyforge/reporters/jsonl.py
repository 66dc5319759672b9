"""Events as JSON, one a line: for programs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, TextIO

from storyforge.core.event import Event
from storyforge.core.mark import show


class JsonLines:
    """A Reporter that writes each event as `{"event": "finished", …}`, as long as it is read."""

    def __init__(self, out: TextIO) -> None:
        self._out: TextIO | None = out

    def __call__(self, event: Event) -> None:
        """Write it."""
        if self._out is None:
            return
        try:
            self._out.write(dumps({"event": type(event).__name__.lower(), **plain(event)}) + "\n")
            self._out.flush()
        except BrokenPipeError:
            self._out = None

    def close(self) -> None:
        """Nothing is held."""


def dumps(value: Any, indent: int | None = None) -> str:
    """A value of ours as JSON: exact, yet inert on a terminal, for what could act is escaped."""
    text = json.dumps(plain(value), indent=indent, ensure_ascii=False, sort_keys=bool(indent))
    return text if text.isascii() and "\x7f" not in text else "".join(map(_inert, text))


def _inert(char: str) -> str:
    return char if char == "\n" or show(char) == char else f"\\u{ord(char):04x}"


def plain(value: Any) -> Any:
    """Values of ours as JSON values: dataclasses by field, tuples as lists, money as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value
