"""Words that programs tied to a picture: the prompt it was made from, or what somebody wrote of it.

They are only read out, never believed to be true of the picture. Whatever cannot be read is passed
over: this is luggage, and a picture is whole without it.
"""

from __future__ import annotations

import html
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from storyforge.darkroom.reading import JPEG, PNG, Seen, look

_MOST: Final = 1 << 20  # bytes of one text that are unpacked and looked at
_LONGEST: Final = 8000  # characters of one text that are kept
_PACKET: Final = 1 << 16  # bytes of XMP that are searched
_DESCRIBED, _COMMENTED = 0x010E, 0x9286  # EXIF: ImageDescription, UserComment
_BY_HAND, _EXIF = 0x9C9C, 0x8769  # XPComment; where the second table is
_CAPTION: Final = b"\x1c\x02\x78"  # IPTC: the caption
_WIRES: Final = ("positive", "conditioning", "text", "prompt")  # ways back to a node's words
_UNREADABLE: Final = (
    *(ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError),
    *(struct.error, zlib.error),
)
# What programs write of themselves; it says nothing of the picture.
_OF_PROGRAMS: Final = re.compile(
    r"^(created|made|generated|edited|saved|processed|compressed)\s+(with|by|in|using)\b"
    r"|^(creator:|lavc|lead tech|intel\(r\)|file (source|written)|optimized|screenshot\b)",
    re.IGNORECASE,
)
_XMP: Final = re.compile(
    rb"<dc:description\b[^>]*>(.*?)</dc:description>|\bdc:description=\"([^\"]*)\"", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text found in a picture. `place`: where, in words. `prompt`: it was written for a model."""

    place: str
    text: str
    prompt: bool


def words(data: bytes) -> tuple[Words, ...]:
    """All texts worth reading, prompts first; raises PictureFault only for what is no picture."""
    found: list[Words] = []
    for each in _found(look(data)):
        tidy = Words(each.place, _tidy(each.text), each.prompt)
        fits = tidy.prompt or (len(tidy.text.split()) > 1 and not _OF_PROGRAMS.match(tidy.text))
        if tidy.text and fits and tidy.text not in [other.text for other in found]:
            found.append(tidy)
    return tuple(sorted(found, key=lambda each: not each.prompt))


def _tidy(text: str) -> str:
    plain = "".join(each if each.isprintable() or each == "\n" else " " for each in text[:_LONGEST])
    return "\n".join(" ".join(line.split()) for line in plain.strip().splitlines()).strip()


def _found(seen: Seen) -> Iterator[Words]:
    for kind, body, _ in seen.parts:
        try:
            if seen.media == PNG:
                yield from _in_png(kind, body)
            elif seen.media == JPEG:
                yield from _in_jpeg(kind, body)
            elif kind == b"EXIF":
                yield from _in_exif(body)
            elif kind == b"XMP ":
                yield from _in_xmp(body)
        except _UNREADABLE:
            continue


def _in_png(kind: bytes, body: bytes) -> Iterator[Words]:
    key, _, rest = body.partition(b"\0")
    if kind == b"tEXt":
        yield from _keyed(key.decode("latin-1"), _text(rest))
    elif kind == b"zTXt":
        yield from _keyed(key.decode("latin-1"), _text(_unpacked(rest[1:])))
    elif kind == b"iTXt":
        packed, rest = rest[0], rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        rest = _unpacked(rest) if packed else rest
        if key == b"XML:com.adobe.xmp":
            yield from _in_xmp(rest)
        else:
            yield from _keyed(key.decode("latin-1"), _text(rest))
    elif kind == b"eXIf":
        yield from _in_exif(body)


def _in_jpeg(kind: bytes, body: bytes) -> Iterator[Words]:
    if kind == b"\xe1" and body.startswith(b"Exif\0\0"):
        yield from _in_exif(body[6:])
    elif kind == b"\xe1" and body.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        yield from _in_xmp(body)
    elif kind == b"\xed" and (at := body.find(_CAPTION)) >= 0:
        (length,) = struct.unpack_from(">H", body, at + 3)
        yield Words("the IPTC caption", _text(body[at + 5 : at + 5 + length]), prompt=False)
    elif kind == b"\xfe":
        yield Words("the comment", _text(body), prompt=False)


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompressobj().decompress(packed, _MOST)


def _text(raw: bytes) -> str:
    """UTF-8 where it is that, as programs write it whatever the format says; else Latin-1."""
    try:
        return raw[:_MOST].decode("utf-8")
    except UnicodeDecodeError:
        return raw[:_MOST].decode("latin-1")


# ---------------------------------------------------------------- texts with a key


def _keyed(key: str, text: str) -> Iterator[Words]:
    low = key.casefold()
    if low in _PROMPTS:
        name, read = _PROMPTS[low]
        yield Words(name.format(key=key), read(text), prompt=True)
    elif low in ("description", "title", "comment", "caption"):
        told = _novel(text) if low == "comment" else ""
        place = f"the text `{key}`"
        yield Words(place, told or text, prompt=bool(told))


def _parameters(text: str) -> str:
    """The prompt alone: what follows is a negative prompt and settings."""
    return re.split(r"\n\s*(?:Negative prompt:|Steps: \d)", f"\n{text}")[0]


def _own(text: str) -> str:
    """Our own note: JSON with a prompt, or the sentence itself."""
    found = json.loads(text) if text.lstrip().startswith("{") else None
    if not isinstance(found, dict):
        return text
    return next((str(found[key]) for key in ("prompt", "sentence") if found.get(key)), "")


def _novel(text: str) -> str:
    found = json.loads(text) if text.lstrip().startswith("{") else None
    return str(found.get("prompt", "")) if isinstance(found, dict) else ""


def _graph(text: str) -> str:
    """The words that lead to a picture in a ComfyUI graph: what its samplers want, not what they
    avoid; without a sampler, the longest words of all."""
    nodes = json.loads(text)
    if not isinstance(nodes, dict):
        return ""
    wanted = (_back(nodes, name, set()) for name in nodes if "positive" in _inputs(nodes[name]))
    told = next(filter(None, wanted), "")
    said = [each for node in nodes.values() if isinstance(each := _inputs(node).get("text"), str)]
    return told or max(said, key=len, default="")


def _back(nodes: dict[str, Any], name: str, been: set[str]) -> str:
    """Follow the wires of a node back to words; graphs may be deep, and may be circles."""
    if name in been:
        return ""
    been.add(name)
    inputs = _inputs(nodes.get(name))
    for wire in _WIRES:
        value = inputs.get(wire)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, list) and value and (told := _back(nodes, str(value[0]), been)):
            return told
    return ""


def _inputs(node: Any) -> dict[str, Any]:
    found = node.get("inputs") if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def _workflow(text: str) -> str:
    """The longest words of a ComfyUI workflow as its editor saves it."""
    nodes = json.loads(text).get("nodes", [])
    texts = (
        value
        for node in nodes
        if isinstance(node, dict) and "TextEncode" in str(node.get("type"))
        for value in node.get("widgets_values") or ()
        if isinstance(value, str)
    )
    return max(texts, key=len, default="")


_PROMPTS: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "storyforge": ("its own note (`{key}`)", _own),
    "parameters": ("the text `{key}`", _parameters),
    "prompt": ("the ComfyUI graph (`{key}`)", _graph),
    "workflow": ("the ComfyUI workflow (`{key}`)", _workflow),
    "dream": ("the text `{key}`", str),
}


# ---------------------------------------------------------------- EXIF and XMP


def _in_exif(tiff: bytes) -> Iterator[Words]:
    tiff = tiff.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}[tiff[:4]] if tiff[:4] in (b"II*\0", b"MM\0*") else ""
    if not order:
        return
    first = dict(_entries(tiff, order, struct.unpack_from(order + "I", tiff, 4)[0]))
    more = first.get(_EXIF, b"")
    second = dict(_entries(tiff, order, struct.unpack(order + "I", more)[0])) if more else {}
    if comment := second.get(_COMMENTED):
        text = _commented(comment, order)
        made = "\nSteps: " in text or "\nNegative prompt:" in text
        yield Words("the EXIF comment", _parameters(text) if made else text, prompt=made)
    if told := first.get(_DESCRIBED):
        yield Words("the EXIF description", _text(told.split(b"\0")[0]), prompt=False)
    if told := first.get(_BY_HAND):
        yield Words("the EXIF comment", told.decode("utf-16-le", "replace"), prompt=False)


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, bytes]]:
    """The texts and addresses of one table of EXIF."""
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for number in range(count):
        at = start + 2 + 12 * number
        tag, form, length = struct.unpack_from(order + "HHI", tiff, at)
        if tag == _EXIF:
            yield tag, tiff[at + 8 : at + 12]
        elif form in (1, 2, 7) and length <= _MOST:
            near = length <= 4
            place = at + 8 if near else struct.unpack_from(order + "I", tiff, at + 8)[0]
            yield tag, tiff[place : place + length]


def _commented(raw: bytes, order: str) -> str:
    """A UserComment: eight bytes say how the rest is written."""
    head, body = raw[:8], raw[8:]
    if head == b"UNICODE\0":
        big = body[:1] == b"\0" or (order == ">" and body[1:2] != b"\0")
        return body.decode("utf-16-be" if big else "utf-16-le", "replace")
    return _text(body if head in (b"ASCII\0\0\0", bytes(8)) else raw)


def _in_xmp(packet: bytes) -> Iterator[Words]:
    found = _XMP.search(packet[:_PACKET])
    if found:
        inner = re.sub(rb"<[^>]*>", b" ", found[1] or found[2] or b"")
        yield Words("the XMP description", html.unescape(_text(inner)), prompt=False)
