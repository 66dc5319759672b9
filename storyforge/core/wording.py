"""The sentence sent for a picture: subject, place, light, camera, mood, style, always in this way.

The order follows the vendors' own guides: what is seen first, then where, in what light, how
framed, and in which hand.
References are left as numbers, so that the sentence does not change when somebody is renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storyforge.core import film, ids
from storyforge.core import manifest as m
from storyforge.core.recipe import Sentence
from storyforge.core.resolve import Resolved

# a name as written -> the reference's number, plain words for it, or both
Say = Callable[[str], str | int | Sentence]

_PERSPECTIVES = {
    "ots-left": "over the left shoulder",
    "ots-right": "over the right shoulder",
    "pov": "seen through the eyes of the character, point of view",
    "reaction": "a reaction",
}
_FRAMINGS = {
    "empty": "no people",
    "insert": "an insert of the detail alone",
    "group": "group shot",
    "crowd": "a crowd",
}


def joined(parts: list[str | int]) -> Sentence:
    """Parts with neighbouring texts merged."""
    merged: list[str | int] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def mentioned(text: str, say: Say) -> list[str | int]:
    """`text` with every `@name` replaced by what `say` gives for it."""
    parts: list[str | int] = []
    end = 0
    for found in ids.MENTION.finditer(text):
        parts += [text[end : found.start()], *_several(say(found[1].casefold()))]
        end = found.end()
    return [*parts, text[end:]]


def _several(said: str | int | Sentence) -> Sentence:
    return said if isinstance(said, tuple) else (said,)


def stop(text: str) -> str:
    """`text` as a sentence of its own, with a space behind; nothing for nothing."""
    text = " ".join(text.split())
    return f"{text}{'' if text[-1] in '.!?…' else '.'} " if text else ""


def shot_sentence(
    shot: Resolved,
    say: Say,
    unsaid: list[tuple[m.Appearance, str]],
    place: str | None,
    refines: str | None,
    style: str,
) -> Sentence:
    """A shot's sentence.

    `unsaid`: cast that its prompt does not mention, with their names; `place`, `refines`: names
    that it does not mention either, or None.
    """
    parts: list[str | int] = []
    if refines:
        parts += ["Continue from ", *_several(say(refines)), ". "]
    parts += mentioned(" ".join(shot.entry.said.prompt.split()), say)
    if shot.entry.said.prompt:
        parts.append(" " if shot.entry.said.prompt.rstrip()[-1:] in ".!?…" else ". ")
    for one, name in unsaid:
        parts += ["With ", *_several(say(name)), _manner(one), ". "]
    parts += _setting(shot, place, say)
    parts += [
        stop(", ".join(_camera(shot.values)).capitalize()),
        stop(_labelled("Mood", shot["mood"])),
    ]
    parts.append(stop(_labelled("Style", style)))
    return _trimmed(joined(parts))


def has_manner(one: m.Appearance) -> bool:
    """Whether somebody's place, direction, action or expression is declared."""
    return bool(_manner(one))


def _manner(one: m.Appearance) -> str:
    said = [one.position, one.facing and f"facing {one.facing}", one.action, one.expression]
    return "".join(f", {each}" for each in said if each)


def _setting(shot: Resolved, place: str | None, say: Say) -> list[str | int]:
    hour = ", ".join(
        each for each in (shot["time"] != "continuous" and shot["time"], shot["weather"]) if each
    )
    parts: list[str | int] = []
    if place:
        parts += ["At ", *_several(say(place)), f", {hour}. " if hour else ". "]
    elif hour:
        parts.append(stop(hour.capitalize()))
    return [*parts, stop(_labelled("Light", shot["light"]))]


def _labelled(label: str, text: str | None) -> str:
    return f"{label}: {text}" if text else ""


def _camera(values: Mapping[str, object]) -> list[str]:
    said = [
        film.SIZE_WORDS.get(str(values.get("size")), ""),
        _FRAMINGS.get(str(values.get("framing")), str(values.get("framing") or "")),
        _PERSPECTIVES.get(str(values.get("perspective")), ""),
        film.angle_words(angle) if isinstance(angle := values.get("angle"), int) else "",
        f"camera at {values['level']} level" if values.get("level") not in (None, "eye") else "",
        f"{values['lens']}mm lens" if values.get("lens") else "",
        f"dutch tilt of {values['roll']} degrees" if values.get("roll") else "",
    ]
    return [each for each in said if each]


def _trimmed(sentence: Sentence) -> Sentence:
    if sentence and isinstance(sentence[-1], str):
        return (*sentence[:-1], sentence[-1].rstrip())
    return sentence


def sheet_sentence(
    opening: list[str | int], description: str, extra: list[str], style: str
) -> Sentence:
    """The sentence of a picture that is referred to: what it is, what can be seen, which hand."""
    parts = [
        *opening,
        stop(description),
        *(stop(each) for each in extra),
        stop(_labelled("Style", style)),
    ]
    return _trimmed(joined(parts))


def camera_line(shot: Resolved) -> str:
    """The line a crew reads over a panel: `MS · two-shot · low · 35 mm · dolly in slow`."""
    values = shot.values
    angle = values.get("angle")
    word = (
        min(film.ANGLE_DEGREES, key=lambda each: abs(film.ANGLE_DEGREES[each] - angle))
        if angle
        else ""
    )
    said = [
        values.get("size"),
        values.get("framing"),
        {"ots-left": "OTS L", "ots-right": "OTS R", "pov": "POV"}.get(
            str(values.get("perspective")), ""
        ),
        word,
        f"{values['level']} level" if values.get("level") not in (None, "eye") else "",
        f"{values['lens']} mm" if values.get("lens") else "",
        f"dutch {values['roll']}°" if values.get("roll") else "",
        *(shot.entry.said.movement or ()),
    ]
    return " · ".join(str(each) for each in said if each)
