"""`show FILE`: what a picture says of itself, and what the project knows of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from storyforge.cli.options import Desk, data, data_json, paint_on
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core.coded import PictureFault
from storyforge.core.digest import sha256
from storyforge.core.errors import Problem, StoryforgeError, UsageError
from storyforge.core.imprint import Imprint
from storyforge.core.lockfile import HAND
from storyforge.core.picture import dimensions, facts
from storyforge.core.price import dollars
from storyforge.darkroom.imprint import read, sealed
from storyforge.darkroom.luggage import words
from storyforge.reporters import say
from storyforge.reporters.files import size

_MOST: Final = 1 << 30  # bytes of a file that is looked at
_SOURCES: Final = {
    "trainedAlgorithmicMedia": "made by a trained model (AI)",
    "compositeWithTrainedAlgorithmicMedia": "made in part by a trained model (AI)",
    "algorithmicMedia": "drawn by a program without a trained model",
    "digitalCreation": "made by hand",
    "compositeSynthetic": "put together from pictures made by programs and by hand",
    "digitalCapture": "photographed",
    "digitalArt": "made by hand",
}
"""IPTC's digital source types, as people say them."""

_SAYS: Final = (
    *("made", "title", "slate", "description", "prompt", "maker", "version", "seed", "credit"),
    *("tool", "key", "iptc"),
)
_KNOWS: Final = (
    *("node", "file", "take", "state", "found_by", "prompt", "made_by", "version", "seed"),
    *("cost", "key"),
)


def page(desk: Desk, file: str, as_json: bool) -> int:
    """What `storyforge show FILE` does; returns the exit code."""
    content = _read(desk, file)
    body = _described(file, content)
    known = _known(desk, content, read(content))
    if known:
        body["project"] = known
    if as_json:
        data_json(body)
    else:
        data(_lines(body))
    return 0


def _read(desk: Desk, file: str) -> bytes:
    """The file's bytes: as seen from here, else from the folder the call is about."""
    for path in (file, os.path.join(desk.folder, file)):
        try:
            with open(path, "rb") as opened:
                return opened.read(_MOST)
        except FileNotFoundError:
            continue
        except OSError as error:
            sentence = f"{say.show(file)} cannot be read: {error.strerror or error}"
            raise UsageError(Problem("X035", sentence)) from error
    advice = "name a file that is there, or a node: `storyforge ls` lists them"
    raise UsageError(Problem("X035", f"there is no file {say.show(file)}", advice=advice))


def _described(file: str, content: bytes) -> dict[str, Any]:
    body: dict[str, Any] = {"file": file, "bytes": len(content)}
    try:
        wide, tall, media = dimensions(content)
        body |= {"media": media, "width": wide, "height": tall}
        body["sealed"] = sealed(content)
    except PictureFault:
        pass  # a document or a film
    said = read(content)
    if said:
        body["imprint"] = _said(said)
    if "media" in body and not (said and said.prompt):
        own = said.description if said else ""
        found = [each for each in _words(content) if each["text"] != own]
        if found:
            body["words"] = found
    return body


def _said(said: Imprint) -> dict[str, str]:
    body = {name: value for name, value in asdict(said).items() if value}
    kind = body.pop("source", "")
    if kind:
        word = kind.rstrip("/").rpartition("/")[2]
        body |= {"made": _SOURCES.get(word, word), "iptc": kind}
    return body


def _words(content: bytes) -> list[dict[str, Any]]:
    try:
        return [asdict(each) for each in words(content)]
    except PictureFault:
        return []


# ---------------------------------------------------------------- what the project knows


def _known(desk: Desk, content: bytes, said: Imprint | None) -> dict[str, Any]:
    """What the project knows of the picture; nothing outside a project, or in one that is torn."""
    try:
        shop = desk.workshop()
    except StoryforgeError:
        return {}
    try:
        pixels = facts(content).pixels
    except PictureFault:
        pixels = ""
    key = said.key if said else ""
    wanted = {"its bytes": sha256(content), "its pixels": pixels, "its key": key}
    for by, value in wanted.items():
        for node, entry, number in _takes(shop) if value else ():
            take = entry.takes[number]
            its = {"its bytes": take.out, "its pixels": take.pixels}
            its["its key"] = take.key or entry.key
            if its[by] == value and (by != "its key" or _seeded(shop, value, number, said)):
                return _of_take(shop, node, entry, number, by)
    return _of_the_past(shop, key, pixels, said)


def _takes(shop: Any) -> Iterator[tuple[str, Any, int]]:
    """Every take that the lockfile has; those that are used before the others."""
    entries = shop.project.lockfile.nodes.items()
    yield from ((node, entry, entry.take) for node, entry in entries if entry.chosen)
    for node, entry in entries:
        yield from ((node, entry, number) for number in entry.takes if number != entry.take)


def _seeded(shop: Any, key: str, number: int, said: Imprint | None) -> bool:
    """Whether a take was made with the seed that the picture tells: takes of one ask share its
    key."""
    trace = shop.store.trace(key, number)
    seed = "" if trace is None or trace.seed is None else str(trace.seed)
    return not said or not said.seed or seed in ("", said.seed)


def _of_take(shop: Any, node: str, entry: Any, number: int, by: str) -> dict[str, Any]:
    take = entry.takes[number]
    used = "used" if number == entry.take else "rejected" if take.rejected else "not used"
    body = {"node": node, "take": number, "state": f"{used}, {entry.state}", "found_by": by}
    if take.asked == HAND:
        return body | {"made_by": "by hand"}
    key = take.key or entry.key
    return body | {"key": key} | _of_trace(shop.store.trace(key, number))


def _of_the_past(shop: Any, key: str, pixels: str, said: Imprint | None) -> dict[str, Any]:
    """A picture of this project that is not on its board any more."""
    for number in shop.store.takes(key) if key else ():
        trace = shop.store.trace(key, number)
        if trace and (trace.output.pixels == pixels or _seeded(shop, key, number, said)):
            state = "made here once; not on the board any more"
            return {"take": number, "state": state, "key": key} | _of_trace(trace)
    return {}


def _of_trace(trace: Any) -> dict[str, Any]:
    if trace is None:
        return {}
    free = trace.cost_known == "free"
    cost = "free" if free else f"{dollars(Decimal(trace.cost))} ({trace.cost_known})"
    return {
        "prompt": trace.sent,
        "made_by": f"{trace.action['provider']}/{trace.action['model']}",
        "version": trace.model_version,
        "seed": trace.seed,
        "cost": cost,
    }


# ---------------------------------------------------------------- printed


def _lines(body: dict[str, Any]) -> Iterator[str]:
    paint, said, known = paint_on(sys.stdout), body.get("imprint", {}), body.get("project", {})
    yield f"{paint('strong', say.show(body['file']))}  {_kind(body)}"
    if body.get("sealed"):
        yield "  It carries Content Credentials (C2PA); they are left as they are."
    if said:
        yield ""
        yield "It says of itself"
        yield from _rows(said, _SAYS)
    else:
        yield "  It says nothing of how it was made: it carries no XMP that tells."
    if known:
        yield ""
        yield "The project knows it"
        same = {name for name in ("prompt", "seed", "key") if _same(known, said, name)}
        yield from _rows({k: v for k, v in known.items() if k not in same}, _KNOWS)
    for each in body.get("words", ()):
        yield ""
        yield f"{'A prompt' if each['prompt'] else 'Words'} in {say.show(each['place'])}"
        yield from hanging("  ", say.show(each["text"].replace("\n", " ")), columns(sys.stdout))


def _same(known: dict[str, Any], said: dict[str, Any], name: str) -> bool:
    return name in said and str(known.get(name)) == said[name]


def _kind(body: dict[str, Any]) -> str:
    if "media" not in body:
        return size(body["bytes"])
    kind = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}[body["media"].partition("/")[2]]
    return f"{kind}, {body['width']} × {body['height']}, {size(body['bytes'])}"


def _rows(body: dict[str, Any], order: tuple[str, ...]) -> Iterator[str]:
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    for name in order:
        value = body.get(name)
        if value not in ("", None):
            text = say.show(str(value).replace("\n", " "))
            first, *more = hanging(f"  {name.replace('_', ' '):<13}  ", text, width)
            yield f"  {paint('quiet', first[2:15])}{first[15:]}"
            yield from more
