"""What a few hundred plain words mean to someone who draws."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")


def tokens(text: str) -> list[str]:
    """Lower-case words in order; hyphens and apostrophes stay inside."""
    return _WORD.findall(text.lower())


def phrases(text: str) -> list[str]:
    """Lower-case words in order with a bare comma between the phrases of a list."""
    out: list[str] = []
    for phrase in text.lower().replace(";", ",").replace(" and ", ",").split(","):
        out += [*tokens(phrase), ","]
    return out[:-1]


def bag(*texts: str) -> frozenset[str]:
    """All words of the texts, also without their plural *s* and with hyphens opened."""
    found: set[str] = set()
    for text in texts:
        for word in tokens(text):
            found.update((word, *word.split("-")))
            if len(word) > 3 and word.endswith("s"):
                found.add(word[:-1])
    return frozenset(found)


def said(words: frozenset[str], *any_of: str) -> bool:
    """Whether any of the words was said."""
    return not words.isdisjoint(any_of)
