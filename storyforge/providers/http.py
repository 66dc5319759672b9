"""One service's way out: what may be asked of which address, and what trouble there is called.

Four calls, told apart by what a repeat would cost. A `submit` may cost money: a connection of its
own, nothing sent twice, and every doubt is said. The others are free. Nothing here repeats,
redirects, or reads the environment; each call ends within its time however slowly the other side
trickles. The key goes to the service's own address only, and stands in no sentence and in no value
of a traceback.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import unquote_to_bytes

from storyforge.core.access import Access, Secret
from storyforge.core.failing import NotServed
from storyforge.late import load

ANSWER = 32 * 2**20  # bytes: no answer that is not a picture is longer
DEADLINE, LONG = 60.0, 300.0  # seconds for a call, for a download or an upload
SAID = 300  # letters of a service's own words that are passed on
Headers = Callable[[Secret | None], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Names of `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; raises NotServed("broken") when it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        sentence = f"the service's answer ({self.status}) is no JSON object"
        advice = (
            "something between here and the service may have answered instead: a proxy, a login"
        )
        raise NotServed("broken", sentence, advice, str(self.status))

    def retry_after(self) -> float | None:
        """Seconds after which it asked to be tried again, at most an hour; None when it did not."""
        milliseconds, text = self.headers.get("retry-after-ms"), self.headers.get("retry-after", "")
        try:
            if milliseconds is not None:
                seconds = float(milliseconds) / 1000
            elif text.replace(".", "", 1).isdigit():
                seconds = float(text)
            else:
                date = self.headers.get("date")
                here = parsedate_to_datetime(date).timestamp() if date else time.time()
                seconds = parsedate_to_datetime(text).timestamp() - here
        except (ValueError, OverflowError):
            return None
        return min(max(seconds, 0.0), 3600.0) if math.isfinite(seconds) else None


class Trouble(Exception):
    """No answer. `sent`: whether anything may have arrived there. `name`: what it was. `nonsense`:
    what came was no answer that can be used, so that asking again soon is of little use."""

    def __init__(
        self, sentence: str, sent: bool, name: str = "", nonsense: bool = False, advice: str = ""
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.sent, self.name = sentence, sent, name
        self.nonsense, self.advice = nonsense, advice


def said(text: object) -> str:
    """A service's own words, fit to be shown: one line, not endless, nothing that steers a
    terminal."""
    words = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return words if len(words) <= SAID else words[: SAID - 1].rstrip() + "…"


class Http:
    """The way to the service at `base`; safe for many threads; nothing is loaded before the first
    call.

    `headers`: what goes with every call below `base`, made from the key; it may raise
    NotServed("key"). `deadline`, `long`: seconds of real time for a call, for a download or upload.
    """

    def __init__(
        self,
        access: Access,
        base: str,
        headers: Headers,
        deadline: float = DEADLINE,
        long: float = LONG,
    ) -> None:
        self._access, self._base, self._headers = access, base.rstrip("/"), headers
        self._deadline, self._long = deadline, long
        self._lock, self._made = threading.Lock(), None

    def __repr__(self) -> str:
        return f"Http({self._base!r})"

    def submit(self, path: str, body: bytes, media: str = "application/json") -> Answer:
        """POST that may cost money: once, on a connection of its own.

        Any status is an Answer. NotServed("not sent") when surely nothing of it arrived,
        NotServed("in doubt") when it may have.
        """
        wire = self._wire()
        headers = {"content-type": media, "connection": "close"}
        failed = None
        try:
            url = self._below(path)
            return Answer(
                *wire.fresh("POST", url, headers=headers, content=body, within=self._deadline)
            )
        except Trouble as error:
            failed = error
        if not failed.sent:
            raise NotServed("not sent", failed.sentence, failed.advice)
        raise NotServed("in doubt", failed.sentence, "", failed.name)

    def ask(
        self,
        method: str,
        path_or_url: str,
        *,
        body: bytes | None = None,
        media: str = "application/json",
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """A free call below `base`. Any status is an Answer; trouble on the way is `transient`."""
        url = self._below(path_or_url, query)
        headers = {} if body is None else {"content-type": media}
        return self._free(
            lambda wire: wire.pooled(
                method, url, headers=headers, content=body, within=self._deadline
            )
        )

    def form(
        self, url: str, fields: Mapping[str, str], file: tuple[str, str, bytes, str], *, ours: bool
    ) -> Answer:
        """A form in parts, the file (field, filename, bytes, media) last.

        `ours`: a path or address below `base`, with the key; else any address a download may
        have, and no key.
        """
        field, name, data, media = file
        target = self._below(url) if ours else self._abroad(url)
        return self._free(
            lambda wire: (wire.pooled if ours else wire.foreign)(
                "POST",
                target,
                data=dict(fields),
                files={field: (name, data, media)},
                within=self._long,
            )
        )

    def download(self, url: str, *, largest: int, ours: bool = False) -> bytes:
        """The bytes at an address of at most `largest`; a `data:` address holds its own.

        `ours`: with the key, below `base`. `lost` when they are gone (403, 404, 410).
        """
        if url[:5].lower() == "data:":
            return _held(url, largest)
        target = self._below(url) if ours else self._abroad(url)
        answer = self._free(
            lambda wire: (wire.pooled if ours else wire.foreign)(
                "GET", target, within=self._long, largest=largest, raw=True
            )
        )
        if answer.status == 200:
            return answer.body
        sentence = f"the result's address at {target.host} answers {answer.status}"
        kind = "broken" if answer.status < 400 else "transient"
        if answer.status in (403, 404, 410):
            kind, sentence = "lost", f"{sentence}: it has expired or was deleted"
        raise NotServed(kind, sentence, code=str(answer.status))

    def _free(self, call: Callable[[Any], tuple[int, Mapping[str, str], bytes]]) -> Answer:
        wire = self._wire()
        failed = None
        try:
            return Answer(*call(wire))
        except Trouble as error:
            failed = error
        kind = "broken" if failed.nonsense else "transient"
        raise NotServed(kind, failed.sentence, failed.advice, failed.name)

    def _wire(self) -> Any:
        with self._lock:
            if self._made is None:
                access = self._access
                _check_key(access)
                self._made = load("storyforge.providers.wire:Wire")(
                    self._base, access.proxy, access.ca, access.secret, self._headers, ANSWER
                )
        return self._made

    def _below(self, path_or_url: str, query: Mapping[str, str] | None = None) -> Any:
        """An address with the origin of `base`; raises NotServed("broken")."""
        whole = self._base + path_or_url if path_or_url.startswith("/") else path_or_url
        found = self._wire().address(whole, query)
        if found is None or not self._wire().own(found):
            sentence = "the service named an address that is not its own"
            raise NotServed("broken", sentence, "the key was not sent there")
        return found

    def _abroad(self, url: str) -> Any:
        """An address that anybody may be at; raises NotServed("broken")."""
        found = self._wire().address(url)
        why = self._wire().unfit(found) if found else "it is no address"
        if why:
            raise NotServed("broken", f"a result or upload has an address not to be used: {why}")
        return found


def _check_key(access: Access) -> None:
    """A key that cannot stand in a header is refused before any library could quote it."""
    key = access.secret.reveal() if access.secret else "-"
    if not key.isascii() or not key.isprintable() or key != key.strip() or not key:
        sentence = "the key is empty, or holds characters that no key has"
        raise NotServed("key", sentence, f"set {access.variable} anew" * bool(access.variable))


def _held(url: str, largest: int) -> bytes:
    """What a `data:` address holds."""
    head, comma, text = url[5:].partition(",")
    coded = head.lower().endswith(";base64")
    try:
        if not comma:
            raise ValueError
        if len(text) > largest * (4 if coded else 9) // 3 + 4:
            data = b"\0" * (largest + 1)
        else:
            data = base64.b64decode(text, validate=True) if coded else unquote_to_bytes(text)
    except (ValueError, binascii.Error):
        data = None
    if data is None:
        raise NotServed("broken", "the result is a `data:` address that cannot be read")
    if len(data) > largest:
        raise NotServed("broken", f"the result is larger than {largest} bytes")
    return data
