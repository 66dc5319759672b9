"""Names of things: what an id may be, how a node is called, and the tags a service accepts."""

from __future__ import annotations

import re
import unicodedata

NodeId = str  # "kind:name", "kind:name/part": `character:mara/coat`, `shot:s010`

LOST = "\0"
"""Stands for what could not be read and was told already: no text of a document holds a NUL."""

KINDS = ("style", "character", "location", "element", "group", "shot", "clip")
_LONGEST = 64
ID = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{_LONGEST - 1}}}")
# Names that Windows keeps for devices: a project must stay checkable-out everywhere.
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)?)", re.IGNORECASE)


def is_id(text: str) -> bool:
    """Whether `text` may name something: a-z, 0-9, `_`, `-`, at most 64, no device name."""
    return ID.fullmatch(text) is not None and text not in RESERVED


def folded(text: str) -> str:
    """The form under which two ids count as one: compatibility-normalised, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def complaint(text: str) -> str | None:
    """Why `text` may not name something, as the end of a sentence; None when it may."""
    if is_id(text):
        return None
    if not text:
        return "an id has at least one character"
    if text in RESERVED:
        return "some systems keep that name for a device"
    if len(text) > _LONGEST:
        return f"an id has at most {_LONGEST} characters"
    if ID.fullmatch(text.casefold()):
        return "an id is written in small letters"
    if ID.fullmatch(text.lstrip("_-")):
        return "an id begins with a letter or a digit"
    return "an id is made of a-z, 0-9, `_` and `-`"


def proposal(text: str) -> str:
    """The legal id nearest to `text`, for advice; may be empty."""
    plain = unicodedata.normalize("NFKD", text[: 4 * _LONGEST].casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    near = re.sub(r"[^a-z0-9_-]+", "-", letters).strip("-_")[:_LONGEST]
    return f"{near}-1" if near in RESERVED else near


def node(kind: str, name: str, part: str | None = None) -> NodeId:
    """The id of a node: `node("character", "mara", "coat")` is `character:mara/coat`."""
    return f"{kind}:{name}/{part}" if part else f"{kind}:{name}"


def kind_of(node_id: NodeId) -> str:
    """`character:mara/coat` -> `character`."""
    return node_id.partition(":")[0]


def name_of(node_id: NodeId) -> str:
    """`character:mara/coat` -> `mara/coat`."""
    return node_id.partition(":")[2]


def tags(names: tuple[str, ...], longest: int = 15) -> tuple[str, ...]:
    """A service's tags for `names`, in order: all different, 3 to `longest` letters and digits.

    The first is a letter.
    Stable: a name alone decides its tag as long as no other name in the call wants the same one.
    """
    taken: dict[str, str] = {}
    result = []
    for name in names:
        stem = re.sub(r"[^a-z0-9]", "", name.casefold()) or "ref"
        stem = stem if stem[0].isalpha() else "n" + stem
        stem = (stem + "ref" if len(stem) < 3 else stem)[:longest]
        result.append(_free(stem, name, taken, longest))
    return tuple(result)


def _free(stem: str, name: str, taken: dict[str, str], longest: int) -> str:
    tag, number = stem, 2
    while taken.setdefault(tag, name) != name:
        tag = stem[: longest - len(str(number))] + str(number)
        number += 1
    return tag
