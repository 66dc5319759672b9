"""A fake of Replicate as far as two models of it go: predictions, files, listing, cancel; strict where the contract is.

Work takes `seconds` of the fake's clock; results and inputs are removed an hour later. Nothing is charged before a
picture is finished, unless `bill` is `accept`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from services.fake import Answer, Asked, Fake, _Hearing

KEY = "r8_0123456789abcdefghijklmnopqrstuvwxyz"
PRICES = {"runwayml/gen4-image": 0.05, "runwayml/gen4-image-turbo": 0.02}
VERSIONS = {model: hashlib.sha256(model.encode()).hexdigest() for model in PRICES}
SIZES = {
    "16:9": ((1280, 720), (1920, 1080)),
    "9:16": ((720, 1280), (1080, 1920)),
    "4:3": ((960, 720), (1440, 1080)),
    "3:4": ((720, 960), (1080, 1440)),
    "1:1": ((720, 720), (1080, 1080)),
    "21:9": ((1680, 720), (2112, 912)),
}
INPUTS = frozenset(
    ["prompt", "aspect_ratio", "resolution", "seed", "reference_images", "reference_tags"]
)
BODY = frozenset(["input", "webhook", "webhook_events_filter", "stream"])
SMALL = 256_000  # bytes that a data URI may carry; the service's advice, held strictly here
STARTING = 2.0  # seconds


@dataclass
class Prediction:
    """One prediction; what it is now follows from the clock."""

    id: str
    model: str
    input: Mapping[str, Any]
    created: float
    takes: float  # seconds of work
    error: str = ""  # what it fails with, empty when it succeeds
    deadline: float | None = None
    stopped: float | None = None  # when it was cancelled
    charged: bool = False
    looks: int = 0  # listings since it was made

    @property
    def ends(self) -> float:
        ends = self.created + self.takes
        return min(moment for moment in (ends, self.stopped, self.deadline) if moment is not None)

    def status(self, now: float) -> str:
        if now < self.ends:
            return "starting" if now - self.created < STARTING else "processing"
        if self.ends < self.created + self.takes:
            dead = self.stopped is None and self.ends - self.created < STARTING
            return "aborted" if dead else "canceled"
        return "failed" if self.error else "succeeded"


@dataclass
class Held:
    """One uploaded file."""

    id: str
    name: str
    media: str
    content: bytes
    metadata: Mapping[str, Any]
    created: float
    expires: float
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        self.etag = hashlib.md5(self.content).hexdigest()


class _Dated(_Hearing):
    """Answers carry the fake's time, not the machine's."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        fake = self.server.fake
        return super().date_time_string(timestamp or fake.now) if fake.dated else ""


class ReplicateFake(Fake):
    """Replicate. All switches may be turned at any time.

    `bill`: `success` or `accept`. `lag`: seconds before a prediction shows in the listing; `lag_looks`: listings
    before it does. `blocking`: `Prefer: wait` answers with `processing`, yet with output, as a `data:` URI.
    `bare`: no `output` and no `data_removed` while starting. `echo`: whether listings repeat references as they
    came, or as addresses of the service's own. `failing`: what the next predictions fail with, one each.
    `dated`: whether answers say what time it is. `credit`: US dollars, None for plenty. `creates`: most of them in a minute.
    """

    ROUTES = (
        ("GET", r"/v1/account", "account"),
        ("POST", r"/v1/models/([\w-]+/[\w.-]+)/predictions", "create"),
        ("POST", r"/v1/predictions", "create_by_version"),
        ("GET", r"/v1/predictions", "list"),
        ("GET", r"/v1/predictions/(\w+)", "get"),
        ("POST", r"/v1/predictions/(\w+)/cancel", "cancel"),
        ("POST", r"/v1/files", "upload"),
        ("GET", r"/v1/files", "files_list"),
        ("GET", r"/v1/files/(\w+)", "file"),
        ("DELETE", r"/v1/files/(\w+)", "forget"),
        ("GET", r"/out/(\w+)/out-0\.png", "output"),
    )

    def __init__(self, step: float = 0.0, seconds: float = 20.0, bill: str = "success") -> None:
        super().__init__(step)
        self._server.RequestHandlerClass = _Dated
        self.seconds, self.bill = seconds, bill
        self.lag, self.lag_looks, self.page = 0.0, 0, 100
        self.blocking = self.bare = False
        self.echo = self.dated = True
        self.failing: list[str] = []
        self.credit: float | None = None
        self.creates: int | None = None
        self.kept, self.file_life, self.largest_file = 3600.0, 86400.0, 100_000_000
        self.predictions: dict[str, Prediction] = {}
        self.files: dict[str, Held] = {}
        self.said: list[tuple[Asked, Answer]] = []  # every exchange whose answer was worked out
        self.leaks: list[str] = []  # results that were asked for with a key
        self._recent: list[float] = []

    @property
    def base(self) -> str:
        """What a client is given as its base address."""
        return f"{self.url}/v1"

    def answer(self, asked: Asked) -> Any:
        said = super().answer(asked)
        first = said[0] if isinstance(said, tuple) else said
        if isinstance(first, Answer):
            with self.lock:
                self.said.append((asked, first))
        return said

    def tick(self, seconds: float) -> None:
        with self.lock:
            super().tick(seconds)
            self._settle()

    def drop(self, task: str) -> None:
        """Forget a prediction wholly."""
        with self.lock:
            del self.predictions[task]

    # ------------------------------------------------------------------ predictions

    def create(self, asked: Asked, model: str) -> Answer:
        if trouble := self._stranger(asked) or self._limited() or self._poor(model):
            return trouble
        if model not in PRICES:
            return _problem(404, "The requested resource could not be found.")
        body = _object(asked.body)
        if body is None or set(body) - BODY or not isinstance(body.get("input"), dict):
            return _problem(
                422,
                "body: input is required, other keys are not allowed",
                "Input validation failed",
            )
        if trouble := self._invalid(model, body["input"]):
            return _problem(422, f"- {trouble}\n", "Input validation failed")
        return self._begin(asked, model, body["input"])

    def create_by_version(self, asked: Asked) -> Answer:
        body = _object(asked.body)
        version = str((body or {}).get("version", ""))
        model = next((name for name in PRICES if version in (name, VERSIONS[name])), "")
        if body is None or not model:
            return self._stranger(asked) or _problem(
                422,
                "The specified version does not exist (or perhaps you don't have permission to use it?)",
                "Invalid version or not permitted",
            )
        rest = json.dumps(
            {name: value for name, value in body.items() if name != "version"}
        ).encode()
        return self.create(Asked(asked.method, asked.path, asked.query, asked.headers, rest), model)

    def get(self, asked: Asked, task: str) -> Answer:
        if trouble := self._stranger(asked):
            return trouble
        self.tick(self.step)
        found = self.predictions.get(task)
        return self._ok(self._shown(found)) if found else _missing()

    def cancel(self, asked: Asked, task: str) -> Answer:
        if trouble := self._stranger(asked):
            return trouble
        found = self.predictions.get(task)
        if not found:
            return _missing()
        if found.status(self.now) in ("starting", "processing"):
            found.stopped = self.now
        return self._ok(self._shown(found))

    def list(self, asked: Asked) -> Answer:
        if trouble := self._stranger(asked):
            return trouble
        if "cursor" not in asked.query:
            self.tick(self.step)
            for each in self.predictions.values():
                each.looks += 1
        after, before = (
            _moment(asked.query.get(name, "")) for name in ("created_after", "created_before")
        )
        seen = [
            each
            for each in reversed(self.predictions.values())
            if (after is None or each.created >= after)
            and (before is None or each.created < before)
            and self.now - each.created >= self.lag
            and each.looks > self.lag_looks
        ]
        seen.sort(key=lambda each: -each.created)
        start = int(asked.query.get("cursor", "0"))
        page = {
            "previous": self._page(asked, start - self.page) if start else None,
            "next": self._page(asked, start + self.page) if start + self.page < len(seen) else None,
            "results": [self._shown(each, listed=True) for each in seen[start : start + self.page]],
        }
        return self._ok(page)

    # ------------------------------------------------------------------ files and the rest

    def account(self, asked: Asked) -> Answer:
        return self._stranger(asked) or self._ok(
            {"type": "user", "username": "studio", "name": "Studio"}
        )

    def upload(self, asked: Asked) -> Answer:
        if trouble := self._stranger(asked):
            return trouble
        media = asked.headers.get("content-type", "")
        head = f"content-type: {media}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + asked.body)
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in message.iter_parts()
        }
        content = parts.get("content")
        if content is None or not content.get_filename():
            return _problem(400, "Missing content", "Bad request")
        data = content.get_payload(decode=True)
        if len(data) >= self.largest_file:
            return _problem(413, "Files must be less than 100MB in size")
        metadata = json.loads(parts["metadata"].get_content()) if "metadata" in parts else {}
        name, number = content.get_filename(), len(self.files)
        held = Held(
            _id("file", number),
            name,
            content.get_content_type(),
            data,
            metadata,
            self.now,
            self.now + self.file_life,
        )
        self.files[held.id] = held
        return self._ok(self._file(held), 201)

    def files_list(self, asked: Asked) -> Answer:
        shown = [self._file(each) for each in self.files.values() if each.expires > self.now]
        return self._stranger(asked) or self._ok({"previous": None, "next": None, "results": shown})

    def file(self, asked: Asked, name: str) -> Answer:
        held = self.files.get(name)
        live = held and held.expires > self.now
        return self._stranger(asked) or (
            self._ok(self._file(held)) if held and live else _missing()
        )

    def forget(self, asked: Asked, name: str) -> Answer:
        if trouble := self._stranger(asked):
            return trouble
        return Answer(204) if self.files.pop(name, None) else _missing()

    def output(self, asked: Asked, task: str) -> Answer:
        """Results lie elsewhere, and no key belongs there."""
        if "authorization" in asked.headers:
            self.leaks.append(asked.path)
        found = self.predictions.get(task)
        if found is None or found.status(self.now) != "succeeded" or self._removed(found):
            return Answer(404, b"not found", {"content-type": "text/plain"})
        return Answer(200, picture_of(found.input), {"content-type": "image/png"})

    # ------------------------------------------------------------------ inside

    def _begin(self, asked: Asked, model: str, wanted: Mapping[str, Any]) -> Answer:
        prefer = asked.headers.get("prefer", "")
        if prefer and not re.fullmatch(r"wait(=([1-9]|[1-9][0-9]|60))?", prefer):
            return _problem(400, "Prefer: not understood", "Bad request")
        new = Prediction(
            _id("prediction", len(self._recent)), model, wanted, self.now, self.seconds
        )
        new.error = self.failing.pop(0) if self.failing else self._shape_fault(wanted)
        new.deadline = _deadline(asked.headers.get("cancel-after", ""), self.now)
        self._recent.append(self.now)
        self.predictions[new.id] = new
        if self.bill == "accept":
            self._charge(new)
        if not prefer or not self.blocking:
            return self._ok(self._shown(new), 201)
        self.tick(self.seconds)
        shown = {**self._shown(new), "status": "processing"}
        shown["output"] = "data:image/png;base64," + base64.b64encode(picture_of(wanted)).decode()
        answer = self._ok(shown, 201)
        return Answer(201, answer.body, {**answer.headers, "preference-applied": prefer})

    def _invalid(self, model: str, wanted: Mapping[str, Any]) -> str:
        """What is wrong with an input, by the model's own schema; empty when nothing is."""
        images, tags = wanted.get("reference_images", []), wanted.get("reference_tags", [])
        seed = wanted.get("seed")
        rules = (
            (not set(wanted) - INPUTS, "input: Additional property is not allowed"),
            (
                isinstance(wanted.get("prompt"), str) and wanted["prompt"],
                "input: prompt is required",
            ),
            (len(str(wanted.get("prompt")).encode("utf-16-le")) <= 2000, "input.prompt: too long"),
            (
                wanted.get("aspect_ratio", "16:9") in SIZES,
                "input.aspect_ratio: must be one of the enumerated values",
            ),
            (
                wanted.get("resolution", "1080p") in ("720p", "1080p"),
                "input.resolution: must be one of 720p, 1080p",
            ),
            (
                seed is None or (type(seed) is int and 0 <= seed < 2**31),
                "input.seed: must be an integer",
            ),
            (isinstance(images, list) and len(images) <= 3, "input.reference_images: at most 3"),
            (images or not model.endswith("turbo"), "input.reference_images: at least 1"),
            (
                len(tags) == len(images) == len(set(tags)),
                "input.reference_tags: one for each image",
            ),
            (
                all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{2,14}", str(tag)) for tag in tags),
                "input.reference_tags: 3-15",
            ),
            (
                all(self._readable(each) for each in images),
                "input.reference_images: does not match format 'uri'",
            ),
        )
        return next((said for good, said in rules if not good), "")

    def _readable(self, address: Any) -> bool:
        return self._bytes(address) is not None

    def _bytes(self, address: Any) -> bytes | None:
        """The picture behind a reference's address."""
        if found := re.fullmatch(
            r"data:image/(?:png|jpeg|webp);base64,([A-Za-z0-9+/=]+)", str(address)
        ):
            data = base64.b64decode(found[1])
            return data if len(data) <= SMALL else None
        held = self.files.get(str(address).removeprefix(f"{self.base}/files/"))
        return held.content if held and held.expires > self.now else None

    def _shape_fault(self, wanted: Mapping[str, Any]) -> str:
        """What the model says of references of a shape it does not take."""
        for address in wanted.get("reference_images", []):
            data = self._bytes(address) or b""
            if data.startswith(b"\x89PNG"):
                width, height = struct.unpack(">II", data[16:24])
                if not 0.5 <= width / height <= 2.0:
                    return "Reference image aspect ratio (width / height) must be between 0.5 and 2"
        return ""

    def _shown(self, each: Prediction, listed: bool = False) -> dict[str, Any]:
        """A prediction as it is told now."""
        status, removed = each.status(self.now), self._removed(each)
        over = status not in ("starting", "processing")
        shown: dict[str, Any] = {
            "id": each.id,
            "model": each.model,
            "version": VERSIONS[each.model],
            "input": {} if removed else self._echo(each.input, listed),
            "logs": "" if removed else self._logs(each, status),
            "output": f"{self.url}/out/{each.id}/out-0.png"
            if status == "succeeded" and not removed
            else None,
            "data_removed": removed,
            "error": each.error if status == "failed" else None,
            "status": status,
            "source": "api",
            "created_at": iso(each.created),
            "urls": {
                "get": f"{self.base}/predictions/{each.id}",
                "cancel": f"{self.base}/predictions/{each.id}/cancel",
                "web": f"https://replicate.com/p/{each.id}",
            },
        }
        if status != "starting":
            shown["started_at"] = iso(each.created + STARTING)
        if over:
            worked = max(0.0, each.ends - each.created - STARTING)
            shown["completed_at"] = iso(each.ends)
            shown["metrics"] = {"predict_time": worked, "total_time": each.ends - each.created}
        if each.deadline is not None:
            shown["deadline"] = iso(each.deadline)
        if self.bare and status == "starting":
            del shown["output"], shown["data_removed"], shown["urls"]["web"]
        return shown

    def _echo(self, wanted: Mapping[str, Any], listed: bool) -> dict[str, Any]:
        if self.echo or not listed or not wanted.get("reference_images"):
            return dict(wanted)
        own = [
            f"https://replicate.delivery/{number}.png"
            for number in range(len(wanted["reference_images"]))
        ]
        return {**wanted, "reference_images": own}

    def _logs(self, each: Prediction, status: str) -> str:
        if status == "starting":
            return ""
        done = min(1.0, (self.now - each.created) / each.takes) if each.takes else 1.0
        column = " ".join(f"{round(done * part * 25)}%" for part in range(5))
        seed = each.input.get("seed") or 1234567
        return f"Using seed: {seed}\nTags: {', '.join(each.input.get('reference_tags', []))}\nGenerating...\n{column}\n"

    def _removed(self, each: Prediction) -> bool:
        return self.now >= each.ends + self.kept

    def _settle(self) -> None:
        """Charge for what has been finished meanwhile."""
        for each in self.predictions.values():
            if each.status(self.now) == "succeeded":
                self._charge(each)

    def _charge(self, each: Prediction) -> None:
        if not each.charged:
            each.charged = True
            self.charges.append((each.id, PRICES[each.model]))
            if self.credit is not None:
                self.credit -= PRICES[each.model]

    def _stranger(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") == f"Bearer {KEY}":
            return None
        return _problem(401, "You did not pass a valid authentication token", "Unauthenticated")

    def _limited(self) -> Answer | None:
        recent = sum(1 for moment in self._recent if moment > self.now - 60)
        if self.creates is None or recent < self.creates:
            return None
        return throttled(30)

    def _poor(self, model: str) -> Answer | None:
        if self.credit is None or self.credit >= PRICES.get(model, 0):
            return None
        said = "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit."
        return _problem(402, said, "Insufficient credit")

    def _page(self, asked: Asked, start: int) -> str:
        return f"{self.base}/predictions?" + urlencode({**asked.query, "cursor": max(0, start)})

    def _file(self, held: Held) -> dict[str, Any]:
        sums = {"sha256": hashlib.sha256(held.content).hexdigest(), "md5": held.etag}
        return {
            "id": held.id,
            "name": held.name,
            "content_type": held.media,
            "size": len(held.content),
            "etag": held.etag,
            "checksums": sums,
            "metadata": dict(held.metadata),
            "created_at": iso(held.created),
            "expires_at": iso(held.expires),
            "urls": {"get": f"{self.base}/files/{held.id}"},
        }

    def _ok(self, body: Any, status: int = 200) -> Answer:
        remaining = "599" if status == 201 else "2999"
        return Answer(status, body, {"ratelimit-remaining": remaining, "ratelimit-reset": "1"})


def throttled(seconds: int, header: bool = True) -> Answer:
    """Too many at once; `header`: whether it says so in a header too, or in words only."""
    said = f"Request was throttled. Your rate limit resets in ~{seconds}s."
    more = {
        "retry-after": str(seconds),
        "ratelimit-remaining": "0",
        "ratelimit-reset": str(seconds),
    }
    return _problem(429, said, "Too many requests", more if header else {})


def picture_of(wanted: Mapping[str, Any]) -> bytes:
    """The picture of an input: its exact size, in four colours that depend on all of it."""
    sizes = SIZES[wanted.get("aspect_ratio", "16:9")]
    width, height = sizes[wanted.get("resolution", "1080p") == "1080p"]
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).digest()
    return png(width, height, digest)


@lru_cache(maxsize=64)
def png(width: int, height: int, digest: bytes) -> bytes:
    """A whole PNG, two bits a pixel: bands and stripes in colours from a digest of 32 bytes."""
    across, line = (width + 3) // 4, digest[12:28]
    rows = bytearray()
    for band in range(height):
        shift = digest[band * 8 // height] % 16
        pattern = line[shift:] + line[:shift]
        rows += b"\0" + bytes(pattern * (across // 16 + 1))[:across]
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 2, 3, 0, 0, 0)),
        (b"PLTE", digest[:12]),
        (b"IDAT", zlib.compress(bytes(rows), 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def iso(moment: float) -> str:
    """`2026-11-21T08:00:00.000Z`"""
    return (
        datetime.fromtimestamp(moment, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def _moment(text: str) -> float | None:
    return datetime.fromisoformat(text.replace(" ", "+")).timestamp() if text else None


def _deadline(text: str, now: float) -> float | None:
    found = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", text)
    if not text or not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return now + max(5, hours * 3600 + minutes * 60 + seconds)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(body)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _id(kind: str, number: int) -> str:
    digest = hashlib.sha256(f"{kind} {number}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:26]


def _missing() -> Answer:
    return _problem(404, "The requested resource could not be found.")


def _problem(
    status: int, detail: str, title: str = "", headers: Mapping[str, str] | None = None
) -> Answer:
    body: dict[str, Any] = {"detail": detail, "status": status}
    if title:
        body["title"] = title
    return Answer(status, body, {"content-type": "application/problem+json", **(headers or {})})
