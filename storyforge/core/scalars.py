"""The dictionary: what a bare word in YAML 1.2 means, a number, a yes or no, nothing, or itself.

Only what is plainly a number becomes one. `16:9`, `NO`, `010`, `0x10`, `1_000` and dates are
words, whatever YAML 1.1 made of them.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

Scalar = str | int | float | bool | None

LARGEST = 2**53 - 1
"""The largest integer, either way, that every reader of JSON keeps exactly (RFC 8785)."""

NUMERIC: Final = frozenset("0123456789+-.")
"""The characters with which a number can begin."""

WORDS: Final[Mapping[str, Scalar]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The bare words that mean a value (YAML 1.2.2, 10.3.2)."""

_WHOLE = r"(?:0|[1-9][0-9]*)"
_INTEGER = re.compile(rf"[-+]?{_WHOLE}")
_FLOAT = re.compile(rf"[-+]?(?:\.[0-9]+|{_WHOLE}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class OutOfRange(ValueError):
    """A number that cannot be kept exactly: too large an integer, infinite, or not a number."""


def number(text: str) -> Scalar:
    """The number that a bare word beginning with one of `NUMERIC` means, or the word itself.

    Raises `OutOfRange` for integers beyond ±(2**53 - 1), infinities and NaN.
    """
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        return _finite(float(text))
    if _ENDLESS.fullmatch(text):
        raise OutOfRange("not finite")
    return text


def composed(text: str) -> str:
    """`text` in Unicode's composed form (NFC), so that é is é however it was typed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _integer(text: str) -> int:
    value = int(text) if len(text) < 20 else LARGEST + 1
    if abs(value) > LARGEST:
        raise OutOfRange("too large")
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise OutOfRange("not finite")
    return value
