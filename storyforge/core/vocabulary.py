"""A closed list of words, the spellings that mean them, and the guess at what a slip meant."""

from __future__ import annotations

import difflib
import heapq
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

_LONGEST_WORD = 200  # characters; nobody mistypes a word of that length
_MANY = 1000  # words that are compared letter by letter


class UnknownWord(ValueError):
    """A value that a vocabulary does not hold: what it should be, the word, and the legal ones.

    `near`: every spelling that may have been meant, with what it stands for.
    """

    def __init__(
        self, what: str, word: str, legal: tuple[str, ...], near: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{what}: {word[:_LONGEST_WORD]}")
        self.what, self.word, self.legal, self.near = what, word, legal, near or {}

    @property
    def nearest(self) -> str | None:
        """The spelling that was most likely meant; looked for only when somebody asks."""
        return nearest(self.word, tuple(self.near))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words: canonical values and the spellings that mean them, without case."""

    what: str
    words: dict[str, tuple[str, ...]]  # canonical -> aliases

    @property
    def canonical(self) -> tuple[str, ...]:
        """The canonical values, in the order of the table."""
        return tuple(self.words)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling: canonical values first, then aliases."""
        return (*self.words, *(alias for aliases in self.words.values() for alias in aliases))

    def read(self, word: str) -> str:
        """The canonical value of `word`; raises UnknownWord with the nearest legal spelling."""
        if word in self.words:
            return word
        found = _table(self).get(folded(word))
        if found is None:
            raise UnknownWord(self.what, word, self.canonical, _meanings(self))
        return found


def nearest(word: str, legal: tuple[str, ...]) -> str | None:
    """The legal spelling that `word` most likely meant, or None when nothing is near."""
    if len(word) > _LONGEST_WORD:
        return None
    if len(legal) > _MANY:  # a look at those that begin and end alike is enough
        legal = tuple(heapq.nlargest(_MANY, legal, key=lambda each: _alike(word, each)))
    by_fold = {folded(each): each for each in reversed(legal)}
    close = difflib.get_close_matches(folded(word), list(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _alike(one: str, other: str) -> int:
    """How many characters two words share at their beginning and at their end."""
    return len(posixpath.commonprefix((one, other))) + len(
        posixpath.commonprefix((one[::-1], other[::-1]))
    )


def folded(word: str) -> str:
    """The form under which two spellings are one: without case, white space and hyphens alike."""
    return re.sub(r"[\s_’'-]+", " ", word.strip().casefold())


_FOLDED: dict[str, dict[str, str]] = {}
_MEANINGS: dict[str, dict[str, str]] = {}


def _table(vocabulary: Vocabulary) -> dict[str, str]:
    """Every folded spelling with the canonical value that it stands for."""
    if vocabulary.what not in _FOLDED:
        spelt = _meanings(vocabulary).items()
        _FOLDED[vocabulary.what] = {folded(spelling): word for spelling, word in spelt}
    return _FOLDED[vocabulary.what]


def _meanings(vocabulary: Vocabulary) -> dict[str, str]:
    """Every accepted spelling with the canonical value that it stands for."""
    if vocabulary.what not in _MEANINGS:
        _MEANINGS[vocabulary.what] = {
            spelling: word
            for word, aliases in vocabulary.words.items()
            for spelling in (word, *aliases)
        }
    return _MEANINGS[vocabulary.what]
