"""Beats as shots: what a storyboard artist would begin with, and no more.

One shot for each paragraph of action and for each speech; a place that is new is established first;
a voice nobody sees is heard over the shot before it. All of it follows from the words alone, so
that a new draft can tell what a person has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from storyforge.core.proposal import Left, Value
from storyforge.core.script import SEEN, Beat, length
from storyforge.importers import script_text
from storyforge.importers.script_names import Casting, several
from storyforge.importers.script_sizes import Seen, framed, is_title, over

LABEL: Final = "proposal"
_AT = re.compile(r"@(?=\w)")
_UNSEEN: Final = ("V.O.", "O.S.", "O.C.")
_MARKS: Final = 0xE000  # signs of nobody's script, one for each name while a text is rewritten
_MOST_NAMES: Final = 6000


@dataclass(frozen=True, slots=True)
class Drawn:
    """The beats that one shot is made of, in order. `before`: who was in the picture before it.
    `heading`: it establishes the place of its scene. `last`: the shot before it. `sides`: those who
    talk in its scene, in the order in which they began to: the first stays on the left."""

    beats: tuple[Beat, ...]
    before: tuple[str, ...] = ()
    heading: bool = False
    last: Seen = Seen()  # noqa: RUF009  frozen
    sides: tuple[str, ...] = ()


def grouped(beats: Sequence[Beat]) -> list[list[int]]:
    """Numbers of beats, one list a shot, those of notes and transitions with the shot they follow.

    Notes before the first shot belong to none.
    """
    groups: list[list[int]] = []
    for number, beat in enumerate(beats):
        first = beats[groups[-1][0]] if groups else beat
        if beat.sort in SEEN and not (groups and joins(beat, first, beats[number - 1])):
            groups.append([number])
        elif groups and beat.sort != "outline":
            groups[-1].append(number)
    return groups


def joins(beat: Beat, first: Beat, last: Beat) -> bool:
    """Whether a beat belongs to the shot that began with `first`, after the beat `last`: as words
    that are heard over it, or because it says what `INSERT - THE LETTER` shows."""
    if beat.sort == "action":
        return last is first and first.sort == "action" and is_title(first.text)
    if beat.sort != "speech":
        return False
    return (
        beat.dual
        or beat.mode in _UNSEEN
        or (first.sort == "speech" and first.character == beat.character)
    )


def fields(drawn: Drawn, cast: Casting, place: str) -> dict[str, Value]:
    """What a shot says, in the order in which it is written; without its id."""
    if drawn.heading:
        return {
            "size": "ES",
            "framing": "empty",
            "prompt": f"@{place}",
            "cast": [],
            "duration": "3s",
            "labels": [LABEL],
        }
    beats = [each for each in drawn.beats if each.sort in SEEN]
    who = seen_in(drawn, cast)
    others = _others(drawn, who)
    told = framed(beats[0], who, others, drawn.last) if beats else {}
    told["prompt"] = _prompt(drawn, cast, who, place)
    told["cast"] = list(who)
    if beats and over(beats[0], who, others, drawn.last):
        told |= _shoulder(who[0], others[0], drawn.sides)
    told |= heard(drawn.beats, cast)
    return told | {"labels": [LABEL]}


def _others(drawn: Drawn, who: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in drawn.before if each not in who)


def _shoulder(who: str, other: str, sides: Sequence[str]) -> dict[str, Value]:
    """Two in one picture, the listener's back near us; nobody ever changes sides."""
    left = min((who, other), key=lambda each: sides.index(each) if each in sides else len(sides))
    far, near = ("left", "right") if left == who else ("right", "left")
    pair: list[Value] = [
        {"who": who, "position": far, "facing": f"three-quarter {near}"},
        {"who": other, "position": f"foreground {near}", "facing": "away"},
    ]
    return {"perspective": "OTS L" if near == "right" else "OTS R", "cast": pair}


def shown(drawn: Drawn, cast: Casting) -> Seen:
    """What the shot after this one has to differ from."""
    beats = [each for each in drawn.beats if each.sort in SEEN]
    if not beats:
        return drawn.last
    who = seen_in(drawn, cast)
    others = _others(drawn, who)
    size = str(framed(beats[0], who, others, drawn.last).get("size", ""))
    talk = drawn.last.talk + (beats[0].sort == "speech")
    both = over(beats[0], who, others, drawn.last)
    return Seen((*who, others[0]) if both else who, size, talk)


def heard(beats: Sequence[Beat], cast: Casting) -> dict[str, Value]:
    """What a script says outright: the words of action, dialogue, length, transition and notes."""
    seen = [each for each in beats if each.sort in SEEN]
    told: dict[str, Value] = {}
    action = " ".join(each.text for each in seen if each.sort != "speech")
    lines: list[Value] = [line(each, cast) for each in seen if each.sort == "speech"]
    notes = [each.text for each in beats if each.sort == "note"]
    if any(each.dual for each in seen):
        notes.insert(0, "Spoken at the same time.")
    told |= {"action": action} if action else {}
    told |= {"dialogue": lines} if lines else {}
    if seen:
        told["duration"] = f"{_plain(min(Fraction(60), sum(map(length, seen), Fraction(0))))}s"
    ways = (script_text.transition_of(each.text) for each in beats if each.sort == "transition")
    way = next((each for each in ways if each), "cut")
    told |= {"transition": way} if way != "cut" else {}
    return told | ({"notes": "\n".join(notes)} if notes else {})


def unheard(beats: Sequence[Beat]) -> list[Left]:
    """Transitions that no shot can say: unknown ones, and those that nothing stands before."""
    found = []
    groups = grouped(beats)
    first = groups[0][0] if groups else len(beats)
    for number, beat in enumerate(beats):
        if beat.sort != "transition":
            continue
        if script_text.transition_of(beat.text) is None:
            found.append(Left(beat.place, beat.text, "no transition has this name"))
        elif number < first:
            found.append(
                Left(beat.place, beat.text, "a transition ends a shot, and none is before it")
            )
    return found


def _plain(seconds: Fraction) -> str:
    return str(seconds.numerator) if seconds.denominator == 1 else f"{float(seconds):.1f}"


def line(beat: Beat, cast: Casting) -> Value:
    """A speech as the manifest has it, in the shortest form."""
    who = cast.who(beat.character)
    speaker = who[0] if len(who) == 1 else beat.character.upper()
    rest = {"mode": beat.mode, "parenthetical": beat.parenthetical}
    how: dict[str, Value] = {key: value for key, value in rest.items() if value}
    if not speaker:
        return {"text": beat.text, **how}
    if how or len(who) != 1 or speaker in ("text", "speaker"):
        return {"speaker": speaker, "text": beat.text, **how}
    return {speaker: beat.text}


def seen_in(drawn: Drawn, cast: Casting) -> tuple[str, ...]:
    """Who is in the picture: the speakers, or whom the words name; a pronoun means those before."""
    beats = [each for each in drawn.beats if each.sort in SEEN]
    if not beats:
        return ()
    first = beats[0]
    if first.sort == "card":
        return ()
    if first.sort == "speech":
        loud = [each for each in beats if each.mode not in _UNSEEN and each.sort == "speech"]
        spoken = tuple(dict.fromkeys(who for each in loud for who in cast.who(each.character)))
        return spoken or drawn.before[:1]
    if framed(first, (), (), Seen()).get("framing") == "insert":
        return ()
    named = cast.named(first.text)
    meant = cast.meant(first.text, named, drawn.before)
    return (*named, *meant)


def _prompt(drawn: Drawn, cast: Casting, who: tuple[str, ...], place: str) -> str:
    """What is seen, in words, with everybody who has a picture by `@name`."""
    beats = [each for each in drawn.beats if each.sort in SEEN]
    first = beats[0] if beats else Beat("action", "", "")
    if first.sort == "card":
        return f"a title: {_AT.sub('@ ', first.text)}"
    if first.sort == "action" and is_title(first.text):
        rest = " ".join(each.text for each in beats[1:] if each.sort == "action")
        told = f"{first.text.rstrip(' .:')}: {rest}" if rest else first.text
        return mentioned(told, cast) if who else _AT.sub("@ ", told)
    if first.sort == "action":
        return mentioned(first.text, cast)
    if not who:
        return f"@{place}, nobody in sight, while somebody speaks" if place else "somebody speaks"
    if all(each.mode in _UNSEEN for each in beats):
        return f"@{who[0]} listens"
    others = _others(drawn, who)
    other = cast.spelt.get(others[0], others[0]) if others else ""  # a name: nobody draws two
    to = f" to {_AT.sub('@ ', other)}" if other and len(who) == 1 else ""
    how = f", {_AT.sub('@ ', first.parenthetical)}" if first.parenthetical else ""
    speak = "speaks" if len(who) == 1 else "speak"
    return f"{several('@' + each for each in who)} {speak}{to}{how}"


def mentioned(text: str, cast: Casting) -> str:
    """A text with characters by `@name`; what else looks like a mention is none any more."""
    told = _AT.sub("@ ", text)
    marks: list[str] = []
    for who, form in cast.forms()[:_MOST_NAMES]:
        told = form.sub("\0" + chr(_MARKS + len(marks)), told)
        marks.append(who)

    def named(found: re.Match[str]) -> str:
        before, after = told[: found.start()][-1:], told[found.end() :][:1]
        lead = (
            " " if before and (before.isalnum() or before == "_" or ord(before) >= _MARKS) else ""
        )
        tail = " " if after and (after.isalnum() or after in "_-/") else ""
        return f"{lead}@{marks[ord(found[1]) - _MARKS]}{tail}"

    return re.sub("\0(.)", named, told)
