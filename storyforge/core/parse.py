"""The reading room: a storyboard's text goes in, plain values come out, with a finger on each line.

The only door to the YAML library. It is used as a tokenizer: one pass over its events, with a
stack of our own, builds dicts, lists and scalars. Nothing recurses, so depth cannot crash the
process; nothing is constructed by name, so a tag cannot run code.
"""

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from storyforge.core import guard
from storyforge.core.amend_spans import Node, Spans
from storyforge.core.construct import Builder
from storyforge.core.fault import Fault, Slip, Unreadable, retell
from storyforge.core.mark import Mark, Marks
from storyforge.core.survey import Enough, Surveyor

__all__ = ["Document", "Fault", "Unreadable", "locate", "parse"]


@dataclass(frozen=True, slots=True)
class Document:
    """The plain value of a file: dict, list, str, int, float, bool or None, all the way down."""

    value: object
    file: str


def parse(data: bytes, file: str) -> Document:
    """The value of one YAML document; `file` is only its name in messages.

    Strings are NFC and free of control characters but newline and tab; keys are always str;
    integers lie within ±(2**53 - 1), floats are finite; nesting is at most 64 deep. Parts
    named by an alias are shared, so treat the value as frozen. Raises `Unreadable`, and
    nothing else, for everything that cannot be read; where only single values are at fault, it
    has all of them and the rest.
    """
    text = guard.text_of(data, file)
    builder = Builder(file, text, lambda end: _survey(text[:end], file))
    try:
        _tell(text, builder)
    except yaml.YAMLError as error:
        raise Unreadable(*builder.scalars.faults, _retold(error, text, file)) from None
    except Unreadable as error:
        raise Unreadable(*builder.scalars.faults, *error.faults) from None
    value = builder.root()
    if builder.scalars.faults:
        raise Unreadable(*builder.scalars.faults, value=value)
    return Document(value, file)


def locate(data: bytes, file: str) -> Marks:
    """Where every key and value of a document stands, as far as it can be read; never raises.

    A value that is an alias is marked where the alias stands, and so is all within it. A
    block is marked at its first key or dash, a key that stands twice at the first place.
    """
    return _survey(guard.any_text_of(data), file)


def spans(text: str) -> Node:
    """Where everything of a document begins and ends, in characters of `text`.

    `text` must be one that `parse` has read, without its byte order mark.
    """
    listener = Spans()
    _tell(text, listener)
    return listener.root()


def _survey(text: str, file: str) -> Marks:
    surveyor = Surveyor(file, text)
    with suppress(yaml.YAMLError, Enough):  # what was noted until there is what can be told
        _tell(text, surveyor)
    return surveyor.marks()


def _tell(text: str, listener: Builder | Surveyor | Spans) -> None:
    """Tell the events of `text`, one by one, to who listens."""
    handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
        yaml.ScalarEvent: listener.scalar,
        yaml.MappingStartEvent: listener.mapping,
        yaml.SequenceStartEvent: listener.sequence,
        yaml.MappingEndEvent: listener.close,
        yaml.SequenceEndEvent: listener.close,
        yaml.AliasEvent: listener.alias,
        yaml.DocumentStartEvent: listener.document,
        yaml.DocumentEndEvent: _pass_over,
        yaml.StreamStartEvent: _pass_over,
        yaml.StreamEndEvent: _pass_over,
    }
    reader = yaml.CSafeLoader(text)
    was_on = gc.isenabled()
    gc.disable()  # all that is made here survives; looking for garbage would triple the time
    try:
        for event in iter(reader.get_event, None):
            handlers[type(event)](event)
    finally:
        if was_on:
            gc.enable()
        reader.dispose()


def _pass_over(_: object) -> None:
    """For the events that say nothing about the value."""


def _retold(error: yaml.YAMLError, text: str, file: str) -> Fault:
    """The fault behind an error of the YAML library; one without a mark is a hidden character."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return guard.hidden(text, file)
    began = _spot(error.context_mark, file)
    at = _spot(error.problem_mark, file) or began or Mark(file, 1, 1, 1)
    return retell(Slip(error.problem or "", error.context or "", at, began), text)


def _spot(mark: Any, file: str) -> Mark | None:
    return Mark(file, mark.line + 1, mark.column + 1, 1) if mark is not None else None
