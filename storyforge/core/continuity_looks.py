"""Looks within a scene: nobody changes clothes between two shots unless something says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyforge.core.errors import Trouble
from storyforge.core.panels import Panel, Strip, Where, bag, tokens, told
from storyforge.core.reading import Manifest
from storyforge.core.staging import described

# Words that say that somebody changes.
_CHANGES = re.compile(
    r"(?:un|re)?dress(?:es|ed|ing)?|chang(?:e|es|ed|ing)|wear(?:s|ing)?|wore|shed(?:s|ding)?"
    r"|strips?|stripped|remov(?:es?|ed|ing)|disguised?|don(?:s|ned|ning)|sheds|soak(?:s|ed)"
    r"|drench(?:es|ed)|unbutton(?:s|ed)|button(?:s|ed)|(?:un)?wraps?|(?:un)?wrapped"
)
_PLAIN = bag(
    """
    the and with her his their its from over under same man woman girl boy for too one all
    into out off now
    """
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Shots in a row in which somebody is in one look; none for what the scene itself says."""

    who: str
    shots: tuple[Panel, ...]


def changed_looks(strip: Strip) -> Iterator[Trouble]:
    """K103: a look that changes between two shots of a scene, and nothing says so."""
    for owner, runs in _worn(strip):
        number = 1
        while number < len(runs):
            before, now = runs[number - 1], runs[number]
            after = runs[number + 1] if number + 1 < len(runs) else None
            number += 1
            if _announced(strip, before, now):
                continue
            back = after is not None and after.who == before.who
            yield _changed(owner, before, now, after if back else None)
            number += back


def _worn(strip: Strip) -> Iterator[tuple[str, list[_Run]]]:
    """Everybody who has looks, with what they wear in one place, at one hour, in one style."""
    known = strip.film.manifest.characters
    worn: dict[tuple[str, Where], list[tuple[Panel, str]]] = {}
    for panel in strip.panels:
        for owner, one in panel.people.items():
            if known[owner].said.looks and not panel.apart:
                worn.setdefault((owner, panel.where), []).append((panel, one.who))
    for (owner, where), shots in worn.items():
        runs = _runs(shots)
        if (given := _given(strip, owner, where)) and runs[0].who == owner != given:
            runs.insert(0, _Run(given, ()))
        if len(runs) > 1:
            yield owner, runs


def _runs(shots: list[tuple[Panel, str]]) -> list[_Run]:
    runs: list[_Run] = []
    for panel, who in shots:
        if runs and runs[-1].who == who:
            runs[-1] = _Run(who, (*runs[-1].shots, panel))
        else:
            runs.append(_Run(who, (panel,)))
    return runs


def _given(strip: Strip, owner: str, where: Where) -> str | None:
    """The look that the scene itself puts somebody in, where the scene is."""
    scene = strip.scene.scene
    assert scene
    place = (scene.said.location or "").partition("/")[0]
    if (place, scene.said.time) != where[:2]:
        return None
    cast = scene.said.cast or ()
    return next((one.who for one in cast if one.who.partition("/")[0] == owner), None)


def _announced(strip: Strip, before: _Run, now: _Run) -> bool:
    """Whether the words, or the way from shot to shot, account for the change."""
    last, first = before.shots[-1] if before.shots else now.shots[0], now.shots[0]
    way = strip.between(last, first)
    if any(panel.ends_apart for panel in way[:-1]):
        return True
    said = frozenset[str]().union(*(panel.words for panel in way))
    manifest = strip.film.manifest
    garments = _garments(manifest, before.who) | _garments(manifest, now.who)
    return bool(garments & said) or any(_CHANGES.fullmatch(word) for word in said)


def _garments(manifest: Manifest, who: str) -> set[str]:
    """Words that speak of a look: those of its description, and its name."""
    words = (*tokens(described(manifest, who)), *tokens(who.partition("/")[2]))
    return {word for word in words if len(word) > 2 and word not in _PLAIN}


def _changed(owner: str, before: _Run, now: _Run, after: _Run | None) -> Trouble:
    here = now.shots[0]
    if not before.shots:
        sentence = f'the scene has {owner} in "{before.who}"; {here.id} shows "{now.who}"'
    else:
        last = before.shots[-1].id
        sentence = f'"{before.who}" in {last} is "{now.who}" in {here.id}'
        if after:
            sentence += f' and "{after.who}" again in {after.shots[0].id}'
        else:
            sentence += ", and nothing says how"
    advice = f"write `{before.who}` here, or say in a prompt what happens"
    also = [(f"{each.id} is here", each.here) for each in before.shots[-1:]]
    return told("K103", sentence, here.of(owner), advice, "warning", also)


def double_looks(strip: Strip) -> Iterator[Trouble]:
    """K103: a shot whose cast and prompt put somebody in two looks."""
    for panel in strip.panels:
        for name in panel.shot.mentions:
            owner, _, look = name.partition("/")
            one = panel.people.get(owner) if look else None
            if one and one.who != name:
                sentence = f'{panel.id} has {owner} as "{one.who}" in its cast and as "@{name}"'
                spot = panel.shot.entry.spot("prompt", text=f"@{name}")
                advice = f"write `{name}` in the cast too, or `@{owner}` in the prompt"
                yield told("K103", sentence, spot, advice, "warning")
