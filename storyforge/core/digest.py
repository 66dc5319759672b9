"""The scales: values that mean the same weigh the same, to the byte, on every machine.

Canonical JSON after RFC 8785. The standard library's encoder writes the same bytes eight times
faster for values without floats and with ASCII keys, and nearly all are such; the few others go
to the reference implementation.
"""

import hashlib
import json
from typing import Any, Final

import rfc8785

KEY_SCHEMA: Final = 1
"""Version of what the key of an action is made of; a change makes every key new."""

LARGEST: Final = 2**53 - 1

_ENCODER: Final = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,  # a cycle ends as RecursionError
)


def canonical(value: object) -> bytes:
    """`value` as the one JSON text that RFC 8785 allows for it, in UTF-8.

    Takes None, bool, int, float, str, lists, tuples, and dicts with str keys, without cycles.
    Raises `ValueError` for anything else: other types, keys that are no str, NaN and infinity,
    integers beyond ±(2**53 - 1), lone surrogates.
    """
    try:
        text = _ENCODER.encode(value)  # raises for a cycle, so the walk below ends
        return text.encode() if _simple(value) else _by_the_book(value)
    except (TypeError, RecursionError):
        return _by_the_book(value)


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def action_key(value: object) -> str:
    """The key of an action: SHA-256 over a tag, `KEY_SCHEMA` and the canonical value, in hex."""
    tag = b"storyforge/action\0%d\0" % KEY_SCHEMA
    return sha256(tag + canonical(value))


def _simple(value: object) -> bool:
    """Whether both encoders agree: no float, no great integer, no key beyond ASCII, no subclass.

    Code points and UTF-16, by which RFC 8785 sorts, order ASCII keys alike.
    """
    items: list[Any] = [value]
    for item in items:  # grows while it is walked
        kind = type(item)
        if kind is str or item is None or kind is bool:
            continue
        if kind is dict:
            if not all(map(str.isascii, item)):
                return False
            items.extend(item.values())
        elif kind is list or kind is tuple:
            items.extend(item)
        elif kind is not int or not -LARGEST <= item <= LARGEST:
            return False
    return True


def _by_the_book(value: object) -> bytes:
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except RecursionError:
        raise ValueError("the value is nested too deeply for canonical JSON") from None
