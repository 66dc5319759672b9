"""A folder of recorded answers: the files of a recording, whole, readable, and without any key.

    answers/<ask>.json      what was asked, what was sent (for people to read), and what came back
    pictures/<sha256>.png   what came back, as bytes
    threads/<digest>        which ask a body or a task belongs to; of use while recording only

An ask is told from others by what the service would see of it: model, sentence, seed, size,
parameters, and the pixels of its references.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from storyforge.core.access import Secret
from storyforge.core.delivery import Request
from storyforge.core.digest import sha256
from storyforge.core.failing import NotServed
from storyforge.core.picture import PictureFault, dimensions, facts
from storyforge.core.seams import Job
from storyforge.store.durable import read_plain, replace_view
from storyforge.store.trouble import trouble

FORMAT = 1
_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_PICTURE = re.compile(r"([0-9a-f]{64})\.(png|jpg|webp|mp4|bin)")
_QUERY = re.compile(r"(https?://[^\s?#\"']+)[?#][^\s\"']*")
_TICKET = re.compile(r"\b(?!https?:|data:)([a-z][a-z0-9+.-]{2,}://)[^\s\"']+")
_INLINE = re.compile(r"(data:[\w/+.-]*)[;,][^\s\"']*")
Entry = dict[str, Any]


def ask_of(job: Job, name: str) -> Entry:
    """What tells a job from others, as plain values."""
    recipe = job.recipe
    return {
        "service": name,
        "model": recipe.model,
        "prompt": job.prompt,
        "seed": job.seed,
        "size": [recipe.width, recipe.height],
        "parameters": dict(recipe.parameters),
        "references": [
            {"role": each.role, "tag": each.tag, "pixels": _pixels(each.data)}
            for each in job.references
        ],
    }


def _pixels(data: bytes) -> str:
    try:
        return facts(data).pixels
    except PictureFault:
        return sha256(data)


class Recording:
    """The files of a recording. Each is whole or not there; none holds the key."""

    def __init__(self, path: str, secret: Secret | None = None) -> None:
        self.path, self._secret = path, secret

    def entry(self, ask: str) -> Entry | None:
        """What is known of an ask; None when nothing is, or nothing that can be read."""
        data = self._read("answers", f"{ask}.json")
        try:
            entry = json.loads(data) if data else None
        except (ValueError, RecursionError):
            return None
        return entry if isinstance(entry, dict) and entry.get("format") == FORMAT else None

    def write(self, ask: str, entry: Entry) -> None:
        """Keep what is known of an ask, without the key and without signatures."""
        clean = self._scrubbed(entry)
        data = json.dumps(clean, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self._write(data.encode(), "answers", f"{ask}.json")

    def keep(self, data: bytes) -> str:
        """Keep a picture; the name of its file."""
        name = f"{sha256(data)}.{_suffix(data)}"
        self._write(data, "pictures", name)
        return name

    def picture(self, name: str) -> bytes | None:
        """A picture that is what its name says; None when it is not there or damaged."""
        found = _PICTURE.fullmatch(name)
        data = self._read("pictures", name) if found else None
        return data if found and data is not None and sha256(data) == found[1] else None

    def tie(self, what: bytes, ask: str) -> None:
        """Remember which ask a body or a task belongs to."""
        self._write(ask.encode(), "threads", sha256(what))

    def tied(self, what: bytes) -> str:
        """The ask that a body or a task belongs to; empty when that is not known."""
        found = (self._read("threads", sha256(what)) or b"").decode("ascii", "replace")
        return found if re.fullmatch(r"[0-9a-f]{64}", found) else ""

    def _read(self, *parts: str) -> bytes | None:
        path = os.path.join(self.path, *parts)
        try:
            return read_plain(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise trouble(error, path, self.path, "read") from error

    def _write(self, data: bytes, *parts: str) -> None:
        if any(form in data for form in self._forms()):
            raise NotServed(
                "unclear",
                "what would be recorded holds the key, so nothing was written",
                "build without STORYFORGE_RECORD; what was paid for is collected then",
            )
        replace_view(os.path.join(self.path, *parts), data, root=self.path)

    def _forms(self) -> tuple[bytes, ...]:
        """The key as it might stand in a text: as it is, in an address, in base64 at any offset."""
        if self._secret is None:
            return ()
        key = self._secret.reveal().encode()
        coded = (base64.b64encode(b" " * pad + key)[4:-4] for pad in range(3))
        return tuple(form for form in (key, quote(key, safe="").encode(), *coded) if len(form) > 3)

    def _scrubbed(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(self._secret.reveal(), "(key)") if self._secret else value
        if isinstance(value, Mapping):
            return {self._scrubbed(name): self._scrubbed(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._scrubbed(each) for each in value]
        return value


def _suffix(data: bytes) -> str:
    try:
        return _SUFFIX[dimensions(data)[2]]
    except PictureFault:
        return "mp4" if data[4:8] == b"ftyp" else "bin"


def readable(value: Any) -> Any:
    """A body for people to read: without signatures, tickets for uploads, and pictures inside."""
    if isinstance(value, str):
        short = _INLINE.sub(lambda found: f"{found[1]},…", value)
        return _TICKET.sub(r"\1…", _QUERY.sub(r"\1?…", short))
    if isinstance(value, Mapping):
        return {name: readable(each) for name, each in value.items()}
    return [readable(each) for each in value] if isinstance(value, list) else value


def written(request: Request) -> Entry:
    """A request as it is recorded."""
    try:
        body = readable(json.loads(request.body))
    except ValueError:
        body = None
    return {
        "endpoint": request.endpoint,
        "seed": request.seed,
        "model_version": request.model_version,
        "references": list(request.references),
        "body": body,
    }


def part(entry: Any, name: str, **sorts: type) -> Entry | None:
    """A part of an entry, if it is there and has these fields."""
    found = entry.get(name)
    sound = isinstance(found, dict) and all(
        isinstance(found.get(each), sort) for each, sort in sorts.items()
    )
    return found if sound else None
