"""What a script says of its people: the words that introduce them, and whom `she` means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

Sex = Literal["woman", "man"]
_SENTENCE = re.compile(r"[.;!?]+\s")
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|both)\b", re.IGNORECASE)
_SINGLE: Final[tuple[tuple[Sex, re.Pattern[str]], ...]] = (("woman", _SHE), ("man", _HE))
_ROLE = re.compile(
    r"\b(?:man|woman|boy|girl|child|kid|baby|lady|gentleman|guard|officer|cop|policeman|constable|"
    r"soldier|captain|sergeant|sailor|doctor|nurse|priest|nun|judge|teacher|student|waiter|waitress|"
    r"driver|pilot|clerk|barman|bartender|barmaid|cook|chef|butler|maid|reporter|detective|farmer|"
    r"fisherman|fishwife|conductor|porter|postman|shopkeeper|merchant|king|queen|prince|princess|"
    r"knight|witch|thief|robot|dog|cat|horse|mother|father|grandmother|grandfather|bride|groom|"
    r"old|young|crowd|passenger|villager|neighbour|neighbor|stranger|keeper|master|mechanic)\b",
    re.IGNORECASE,
)
_MARGIN: Final = 2  # of one sort of pronoun there are so many times more


def sexes(texts: Iterable[str], named: Callable[[str], Sequence[str]]) -> Mapping[str, Sex]:
    """Who is `she` and who `he`, where sentences about one person alone say so."""
    votes: dict[str, Counter[Sex]] = defaultdict(Counter)
    for text in texts:
        if not (_SHE.search(text) or _HE.search(text)):
            continue
        who: Sequence[str] = ()
        for sentence in _SENTENCE.split(text):
            said = [sex for sex, form in _SINGLE if form.search(sentence)]
            who = named(sentence) or who  # a sentence that names nobody goes on about the same
            if len(said) == len(who) == 1:
                votes[who[0]][said[0]] += 1
    found: dict[str, Sex] = {}
    for each, count in votes.items():
        (best, many), rest = count.most_common(1)[0], count.total()
        if many >= _MARGIN * (rest - many):
            found[each] = best
    return found


def meant(
    text: str, named: Sequence[str], before: Sequence[str], known: Mapping[str, Sex]
) -> tuple[str, ...]:
    """Whom the pronouns of a text mean besides those it names: of those seen `before`, the last
    first."""
    if not named and _THEY.search(text):
        return tuple(before)
    found: list[str] = []
    said = [sex for sex, form in _SINGLE if form.search(text)]
    for sex in said:
        own = [known.get(each, sex if len(said) == 1 else "") for each in named]
        if sex in own:  # it is of somebody who is named
            continue
        able = [e for e in before if e not in found and e not in named]
        sure = [e for e in able if known.get(e) == sex]
        found += (sure or ([] if named else [e for e in able if e not in known]))[:1]
    return tuple(found)


def looks(cue: str, sex: Sex | None) -> str:
    """What little a script says of somebody it never introduces: `harbour master`, `a woman`."""
    if _ROLE.search(cue):
        return " ".join(cue.casefold().split())[:200]
    return f"a {sex}" if sex else ""
