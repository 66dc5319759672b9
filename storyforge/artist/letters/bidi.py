"""Which way letters run: lines of mixed scripts in the order they are seen, Arabic joined.

The Unicode rules (annex 9) without explicit embeddings, which no board needs: marks that ask for
them are dropped. The joining forms are read from the character database itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_DROPPED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


_PAIRS = "()[]{}<>«»‹›⟨⟩「」『』《》〈〉【】"
MIRRORED = dict(
    zip(_PAIRS, "".join(_PAIRS[k + 1] + _PAIRS[k] for k in range(0, len(_PAIRS), 2)), strict=True)
)
_OPENS = frozenset(_PAIRS[::2])
_SIDED = ("L", "R", "EN", "AN")


def rightward(text: str) -> bool:
    """Whether the first letter that has a direction runs to the right; so do texts without any."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG:
            return kind == "L"
    return True


def stripped(text: str) -> str:
    """The text without marks that only steer directions."""
    return "".join(c for c in text if c not in _DROPPED)


def levels(text: str, ltr: bool) -> list[int]:
    """The embedding level of every character: even runs to the right, odd to the left."""
    base = 0 if ltr else 1
    kinds = _weak([unicodedata.bidirectional(c) or "L" for c in text], "L" if ltr else "R")
    kinds = _neutral(_brackets(text, kinds, "L" if ltr else "R"), "L" if ltr else "R")
    out = []
    for kind in kinds:
        if kind == "R":
            out.append(1)
        elif kind in ("EN", "AN"):
            out.append(2)
        else:
            out.append(base if base == 0 else 2)
    return _trailing(text, out, base)


def _weak(kinds: list[str], sor: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands between numbers."""
    last, strong = sor, sor
    for k, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[k] = kind = last
        last = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[k] = "AN"
    for k in range(1, len(kinds) - 1):
        before, kind, after = kinds[k - 1 : k + 2]
        same = before == after and before in ("EN", "AN")
        if same and (kind == "CS" or (kind == "ES" and before == "EN")):
            kinds[k] = before
    _terminators(kinds)
    strong = sor
    for k, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[k] = "L"
        elif kind in ("ES", "ET", "CS", "BN"):
            kinds[k] = "ON"
    return ["R" if kind == "AL" else kind for kind in kinds]


def _terminators(kinds: list[str]) -> None:
    """Rule W5: signs of currency and percent belong to the number that they touch."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        for k in order:
            near = kinds[k - order.step] if 0 <= k - order.step < len(kinds) else ""
            if kinds[k] == "ET" and near == "EN":
                kinds[k] = "EN"


def _brackets(text: str, kinds: list[str], base: str) -> list[str]:
    """Rule N0: both brackets of a pair go the way of what they hold, if the line lets them."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for k, char in enumerate(text):
        if char in _OPENS and kinds[k] == "ON":
            waiting.append((MIRRORED[char], k))
        elif any(char == closing for closing, _ in waiting) and kinds[k] == "ON":
            while waiting[-1][0] != char:
                waiting.pop()
            pairs.append((waiting.pop()[1], k))
    for first, last in sorted(pairs):
        within = {_side(kind) for kind in kinds[first + 1 : last] if kind in _SIDED}
        before = next((_side(kinds[k]) for k in range(first - 1, -1, -1) if kinds[k] in _SIDED), "")
        if within:
            kinds[first] = kinds[last] = (
                base if base in within or (before or base) == base else before
            )
    return kinds


def _neutral(kinds: list[str], base: str) -> list[str]:
    """Rules N1 and N2: what stands between takes the side of both neighbours, else the line's."""
    k = 0
    while k < len(kinds):
        if kinds[k] not in ("ON", "WS", "B", "S"):
            k += 1
            continue
        end = k
        while end < len(kinds) and kinds[end] in ("ON", "WS", "B", "S"):
            end += 1
        before = _side(kinds[k - 1]) if k else base
        after = _side(kinds[end]) if end < len(kinds) else base
        kinds[k:end] = [before if before == after else base] * (end - k)
        k = end
    return kinds


def _side(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L"


def _trailing(text: str, found: list[int], base: int) -> list[int]:
    """Rule L1: spaces at the end of a line stand at its end."""
    for k in range(len(text) - 1, -1, -1):
        if not text[k].isspace():
            break
        found[k] = base
    return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that run one way, in logical order; *rtl* is to be set from right to left."""

    text: str
    rtl: bool


def stretches(line: str, ltr: bool) -> list[Stretch]:
    """One line cut where the direction turns, the pieces in the order seen from left to right."""
    found = levels(line, ltr)
    cut: list[tuple[int, str]] = []
    for char, level in zip(line, found, strict=True):
        if cut and cut[-1][0] == level:
            cut[-1] = (level, cut[-1][1] + char)
        else:
            cut.append((level, char))
    for level in range(max(found, default=0), 0, -1):
        cut = _turned(cut, level)
    return [Stretch(text, level % 2 == 1) for level, text in cut]


def _turned(cut: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    """Rule L2: every row of pieces at *level* or above is reversed."""
    out: list[tuple[int, str]] = []
    row: list[tuple[int, str]] = []
    for piece in cut:
        if piece[0] >= level:
            row.append(piece)
        else:
            out += [*reversed(row), piece]
            row = []
    return [*out, *reversed(row)]


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, str], str]:
    """(letters, form) to the character that has this form: initial, medial, final, isolated."""
    table: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)):
        form, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        if form.startswith("<") and parts:
            letters = "".join(chr(int(p, 16)) for p in parts)
            table.setdefault((letters, form.strip("<>")), chr(code))
    return table


def joined(text: str) -> str:
    """Arabic letters in the form that their neighbours ask for, lam and alef as one sign."""
    forms, out = _forms(), []
    k, joins = 0, False  # whether the letter before reaches over to this one
    while k < len(text):
        if unicodedata.combining(text[k]):
            out.append(text[k])
            k += 1
            continue
        size = 2 if (text[k : k + 2], "isolated") in forms and text[k] == "\u0644" else 1
        letters = text[k : k + size]
        reaches = (letters, "initial") in forms and _takes(text, k + size)
        name = ("medial" if reaches else "final") if joins else "initial" if reaches else "isolated"
        out.append(forms.get((letters, name), letters))
        joins = reaches or (letters == "\u0640" and _takes(text, k + size))
        k += size
    return "".join(out)


def _takes(text: str, k: int) -> bool:
    """Whether the next letter lets itself be joined from before."""
    while k < len(text) and unicodedata.combining(text[k]):
        k += 1
    return k < len(text) and ((text[k], "final") in _forms() or text[k] == "\u0640")
