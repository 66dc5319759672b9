"""YAML as a careful person writes it: bare words, short lists in brackets, a blank line between
shots, long text folded, no line longer than it must be.

A comment is a value of its own, `proposal.Commented`: above an item or key, or at its line's end.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final, cast

from storyforge.core.compose_scalar import WIDTH, Plain, block, cleaned, inline
from storyforge.core.proposal import Commented, Value

_APART: Final = frozenset(("scenes", "shots"))
_TABLES: Final = frozenset(("styles", "characters", "locations", "elements"))
_SHORT_ITEMS: Final = frozenset(("cast", "dialogue"))  # mappings in them stand on a line
_SHORT: Final = frozenset(("budget", "allow"))
_SPELT: Final = frozenset(("dialogue",))  # sentences, one below the other


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is written: `indent` is the column of its key or dash, `used` how much of that
    line is taken, `name` the key it belongs to, `hang` how far dashes stand in from their key."""

    indent: int = 0
    used: int = 0
    name: str = ""
    hang: int = 2


def composed(value: Value, indent: int = 0) -> str:
    """A whole file, or a part of one that stands `indent` columns in; ends with a newline.

    Lines of keys are in the order of the dict. What no storyboard may hold, such as control
    characters, is left out of texts.
    """
    bare, above, _ = parted(value)
    lead = comment(above, indent)
    if isinstance(bare, dict) and bare:
        return lead + mapping(bare, Place(indent)).removeprefix("\n") + "\n"
    if isinstance(bare, list) and bare:
        return lead + listed(bare, Place(indent, hang=0)).removeprefix("\n") + "\n"
    return lead + " " * indent + flow(bare) + "\n"


def plain(value: Value) -> Value:
    """The value as it is read back: without comments, texts cleaned."""
    if isinstance(value, Commented):
        return plain(value.value)
    if isinstance(value, dict):
        return {cleaned(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return cleaned(value) if isinstance(value, str) else value


def parted(value: Value) -> tuple[Value, str, str]:
    """A value, the comment above it, and the one beside it."""
    above, beside = "", ""
    while isinstance(value, Commented):
        above = "\n".join(filter(None, (value.above, above)))
        beside = " ".join(filter(None, (value.beside, beside)))
        value = value.value
    return value, above, beside


def comment(text: str, indent: int) -> str:
    """Lines of a comment, each with its newline; empty for none."""
    if not text:
        return ""
    lead = " " * indent + "# "
    lines: list[str] = []
    for line in cleaned(text).strip("\n").split("\n"):
        whole = "$schema=" in line  # an editor reads this one; it must stay on its line
        room = max(WIDTH - len(lead), len(lead))
        lines += [line] if whole else textwrap.wrap(line, room, break_long_words=False) or [""]
    return "".join(f"{lead}{line}".rstrip() + "\n" for line in lines)


def flow(value: Value) -> str:
    """A value on one line, in brackets where it has parts; comments are left away."""
    value = parted(value)[0]
    if isinstance(value, dict):
        parts = (f"{inline(key, True)}: {flow(each)}" for key, each in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return inline(cast(Plain, value), True)


def entry(value: Value, place: Place, style: str = "") -> str:
    """What stands after `key:` or `-`: a space and a line, or lines that begin with a newline.

    `style`: how the text was written that stood there before: in which quotes, as which block.
    """
    value, _, beside = parted(value)
    text = _entry(value, place, style)
    return noted(text, f"  {comment(beside, 0).splitlines()[0]}") if beside else text


def noted(text: str, note: str) -> str:
    """`text` with a comment at the end of its first line."""
    first, newline, rest = text.partition("\n")
    return first + note + newline + rest


def _entry(value: Value, place: Place, style: str) -> str:
    if isinstance(value, str):
        fold = style if style in ("|", ">") else ""
        if style not in ("'", '"') and (
            long := block(value, place.indent + 2, place.used + 1, fold)
        ):
            return " " + long
        return " " + inline(value, quote=style if style in ("'", '"') else "")
    if isinstance(value, list) and value:
        short = place.name not in _SPELT and not any(map(_has_parts, value))
        return _fitting(value, place) if short and _fitting(value, place) else listed(value, place)
    if isinstance(value, dict) and value:
        return (place.name in _SHORT and _fitting(value, place)) or mapping(
            value, Place(place.indent + 2, 0, place.name, place.hang)
        )
    return " " + flow(value)


def _fitting(value: Value, place: Place) -> str:
    """A value on the line in brackets; empty where it does not fit, or would hide a comment."""
    text = " " + flow(value)
    return text if place.used + len(text) <= WIDTH and not _has_comments(value) else ""


def _has_parts(value: Value) -> bool:
    value = parted(value)[0]
    return isinstance(value, dict | list) or (isinstance(value, str) and "\n" in value)


def _has_comments(value: Value) -> bool:
    if isinstance(value, Commented):
        return bool(value.above or value.beside) or _has_comments(value.value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_comments, parts))


def mapping(value: dict[str, Value], place: Place) -> str:
    """A mapping in lines, its keys in column `place.indent`; begins with a newline."""
    lines: list[str] = []
    for key, each in value.items():
        text = keyed(key, each, place)
        top = not place.indent and lines and ("\n" in text[1:] or "\n" in lines[-1][1:])
        apart = lines and place.name in _TABLES and "\n" in lines[-1][1:]
        lines.append(("\n" if top or apart else "") + text)
    return "".join(lines)


def keyed(key: str, value: Value, place: Place) -> str:
    """One key with its value in lines, comments first; begins with a newline."""
    value, above, beside = parted(value)
    lead = " " * place.indent + inline(key, True) + ":"
    told = Commented(value, beside=beside) if beside else value
    inside = Place(place.indent, len(lead), key, place.hang)
    return "\n" + comment(above, place.indent) + lead + entry(told, inside)


def listed(value: list[Value], place: Place) -> str:
    """A list in lines, its dashes `hang` columns in; begins with a newline."""
    column = place.indent + place.hang
    items = [item(each, Place(column, 0, place.name, place.hang)) for each in value]
    many = any("\n" in each[1:] for each in items)
    apart = "\n" if place.name in _APART and many else ""
    return apart.join(items)


def item(value: Value, place: Place, brackets: bool = False) -> str:
    """One item of a list in lines, its dash in column `place.indent`; begins with a newline.

    `brackets`: the items around it stand on a line each, in brackets.
    """
    value, above, beside = parted(value)
    lead = "\n" + comment(above, place.indent) + " " * place.indent + "-"
    note = f"  {comment(beside, 0).splitlines()[0]}" if beside else ""
    short = Place(place.indent, place.indent + 1, place.name)
    if isinstance(value, dict) and value:
        wanted = brackets or (place.name in _SHORT_ITEMS and len(value) > 1)
        text = (wanted and _fitting(value, short)) or _on_dash(value, place)
    elif isinstance(value, list) and value:
        text = _fitting(value, short) or listed(value, Place(place.indent, hang=2))
    else:
        text = entry(value, short)
    return lead + (noted(text, note) if note else text)


def _on_dash(value: dict[str, Value], place: Place) -> str:
    """A mapping whose first key stands on the line of the dash."""
    first = parted(next(iter(value.values())))[1]
    text = mapping(value, Place(place.indent + 2, 0, "", place.hang))
    return text if first else " " + text.lstrip("\n ")
