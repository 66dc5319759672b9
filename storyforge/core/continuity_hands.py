"""What somebody holds: in hand in one shot and in the next but one, it is not gone between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyforge.core.errors import Trouble
from storyforge.core.ids import MENTION
from storyforge.core.panels import Panel, Strip, Where, bag, tokens, told
from storyforge.core.reading import Manifest
from storyforge.core.resolve import NOBODY

_HELD = re.compile(
    r"\b(?:holds?|holding|carr(?:y|ies|ying)|clutch(?:es|ing)?|cradl(?:es?|ing)|grip(?:s|ping)?"
    r"|hug(?:s|ging)|brandish(?:es|ing)?)\s+(?:up\s+|out\s+)?"
    r"(?:(?:an?|the|her|his|their|its|two|both)\s+)?(?P<thing>[\w'’ -]+)"
    r"|\b(?:with|,)?\s*(?:an?|the|her|his|their)\s+(?P<other>[\w'’ -]{2,40}?)\s+in\s+"
    r"(?:one|each|both|her|his|their|its)\s+(?:\w+\s+)?(?:hands?|arms?|fists?|fingers|palm)\b",
    re.IGNORECASE,
)
# One of these words is in whatever the pattern finds.
_HOLDS = bag(
    """
    hold holds holding carry carries carrying clutch clutches clutching cradle cradles cradling
    grip grips gripping hug hugs hugging brandish brandishes brandishing hand hands arm arms
    fist fists fingers palm
    """
)
# Where the name of a thing ends.
_ENDS = bag(
    """
    in on at to by of over under with and or against above across along up down towards
    toward through into out from behind before beside between high low close tight tightly
    like as while that which who for off back away it them him her his their its near aloft
    still is are both so then
    """
)
# No things: nobody drops a hand, a breath or somebody.
_NO_THINGS = bag(
    """
    hand hands breath arm arms head face gaze look way line ground rail railing pole wall
    door handle place position child baby each other one man woman boy girl nose chin knees
    side stomach chest shoulder shoulders himself herself still court
    """
)
_PARTS_WITH = bag(
    """
    drops drop dropped puts put sets lays throws threw tosses gives gave passes leaves left
    loses lost hangs hides hidden pockets places hands empty stows leans surrenders behind
    without
    """
)
_TAKES = bag(
    """
    picks takes grabs finds draws catches pulls lifts snatches gets fetches collects
    retrieves reaches receives
    """
)
_SHOWS_HANDS = bag("MS COW MLS FS LS MASTER")


def dropped(strip: Strip) -> Iterator[Trouble]:
    """K104: held in a shot and in the next but one of the same person, and not said between."""
    if sum(not panel.words.isdisjoint(_HOLDS) for panel in strip.panels) < 2:
        return
    manifest = strip.film.manifest
    rows: dict[tuple[str, Where], list[Panel]] = {}
    for panel in strip.panels:
        if panel.shot["framing"] in NOBODY or panel.shot["perspective"] == "pov":
            continue
        for owner in panel.people:
            rows.setdefault((owner, panel.where), []).append(panel)
    for (owner, _), row in rows.items():
        held = [_held(panel, owner) if len(row) > 2 else set() for panel in row]
        for k in range(1, len(row) - 1):
            for thing in sorted(held[k - 1] & held[k + 1]):
                if _missed(manifest, row[k - 1 : k + 2], owner, thing):
                    yield _gone(owner, thing, row[k - 1 : k + 2])


def _held(panel: Panel, owner: str) -> set[str]:
    """What somebody holds: by their own action, or by the prompt when nobody else is there."""
    said, one = panel.shot.entry.said, panel.people[owner]
    alone = len(panel.people) == 1
    text = " . ".join((one.action, *((said.prompt, said.action) if alone else ())))
    text = " ".join(MENTION.sub(lambda found: found[1].replace("-", " "), text).split())
    things = (found["thing"] or found["other"] for found in _HELD.finditer(text))
    return {head for thing in things if (head := _head(thing))}


def _head(thing: str) -> str:
    """The noun of a thing: `case` of `battered violin case across the road`."""
    kept: list[str] = []
    for word in tokens(thing)[:6]:
        if word in _ENDS:
            break
        kept.append(word)
    head = kept[-1] if kept else ""
    return "" if len(head) < 3 or head in _NO_THINGS or len(kept) > 4 else head


def _missed(manifest: Manifest, three: Sequence[Panel], owner: str, thing: str) -> bool:
    before, now, after = three
    shot = now.shot
    if shot["size"] not in _SHOWS_HANDS or shot.entry.said.source is not None or now.apart:
        return False
    if shot.entry.said.cast is None and owner not in {
        name.partition("/")[0] for name in shot.mentions
    }:
        return False  # only inherited: perhaps not even there
    if before.ends_apart or now.ends_apart or not _PARTS_WITH.isdisjoint(before.words | now.words):
        return False
    if not _TAKES.isdisjoint(after.words | now.words):
        return False
    return thing not in now.words and f"{thing}s" not in now.words and not _in(manifest, now, thing)


def _in(manifest: Manifest, panel: Panel, thing: str) -> bool:
    """Whether an element of a shot is the thing."""
    names = (*panel.shot.entry.said.elements, *panel.shot.mentions)
    for name in names:
        entry = manifest.elements.get(name)
        if entry and thing in tokens(f"{name} {entry.said.name} {entry.said.description}"):
            return True
    return False


def _gone(owner: str, thing: str, three: Sequence[Panel]) -> Trouble:
    before, now, after = three
    sentence = (
        f'{owner} holds "{thing}" in {before.id} and in {after.id}; '
        f"{now.id} between them does not have it"
    )
    advice = f"name it in {now.id}, or say where it goes"
    also = [(f"{each.id} is here", each.here) for each in (before, after)]
    return told("K104", sentence, now.of(owner), advice, also=also)
