"""A fake of Runway: creates, tasks, uploads, the organisation and its counters; as strict as `runway_contract.py`.

Routes for `fail`: `create`, `task`, `delete`, `upload`, `bucket` (where an upload's bytes go), `organization`, `output`.
Work takes its time on the fake's clock: a task waits for a place, is PENDING for two seconds, RUNNING until it ends.
Credits and the count of the day move when a create is accepted. What is scripted otherwise are plain attributes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import struct
import uuid
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from services import runway_contract as contract
from services.fake import Answer, Asked, Fake

KEY = "key_" + "0123456789abcdef" * 8
VERSION = "2024-11-06"
DAY = 86_400.0
PENDING = 2.0  # seconds before the work on a task begins
TAKES = {"gen4_image_turbo": 16.0, "gen4_turbo": 64.0, "gen4.5": 64.0}  # seconds of work
OTHERS = 40.0
DOCS = "https://docs.dev.runwayml.com/api"
ALLOWED = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8", "image/webp": b"RIFF"}
FAILED = {
    "SAFETY": "The input or the result was rejected by content moderation.",
    "ASSET": "One of the assets cannot be used.",
    "THIRD_PARTY": "The model's supplier is not available.",
}
NO_CREDIT = Answer(
    400, {"error": "You do not have enough credits to run this task.", "docUrl": DOCS}
)
FULL_DAY = Answer(429, {"error": "You have reached your daily task limit."})
SLOWLY = Answer(429, {"error": "Too many requests."})


@dataclass
class Task:
    """One accepted create."""

    id: str
    model: str
    body: Mapping[str, Any]
    credits: int
    created: float
    code: str | None  # what it fails with; None when it succeeds, empty for no code
    data: bytes
    started: float | None = None  # None while it waits for a place
    ended: bool = False
    cost: int = 0
    deleted: bool = False
    looks: list[float] = field(default_factory=list)


class RunwayFake(Fake):
    """`credits`: the purse. `concurrency`, `daily`: limits per model. `outcome`: the code of failure of a create,
    None for success, "" for a failure without a code. `refunds`: a failure costs nothing. `dress`: what becomes
    of a result's bytes on their way out. `quiet`: answers without estimates and costs, as old deployments gave."""

    ROUTES = (
        ("POST", r"/v1/(?:text_to_image|image_to_video)", "create"),
        ("GET", r"/v1/tasks/([^/]+)", "task"),
        ("DELETE", r"/v1/tasks/([^/]+)", "delete"),
        ("POST", r"/v1/uploads", "upload"),
        ("GET", r"/v1/organization", "organization"),
        ("POST", r"/bucket", "bucket"),
        ("GET", r"/out/([^/]+)", "output"),
    )

    def __init__(self, step: float = 0.0, purse: int = 4200) -> None:
        super().__init__(step)
        self.credits = purse
        self.concurrency: dict[str, int] = {}
        self.daily: dict[str, int] = {}
        self.outcome: Callable[[dict[str, Any]], str | None] = lambda body: None
        self.refunds = self.quiet = False
        self.dress: Callable[[bytes], bytes] = lambda data: data
        self.lifetime = DAY  # seconds for which an output's address is good
        self.tasks: dict[str, Task] = {}
        self.uploads: dict[
            str, tuple[bytes | None, float]
        ] = {}  # address -> bytes, and when they end
        self.said: list[tuple[str, Asked, Answer]] = []  # route, request, answer: for conformance
        self.leaks: list[
            str
        ] = []  # paths to which the key was sent though they are not the service's
        self.hasty: list[str] = []  # tasks that were looked at twice within five seconds

    def __enter__(self) -> RunwayFake:
        super().__enter__()
        return self

    def _route(self, asked: Asked) -> tuple[str, Callable[[], Answer]]:
        name, call = super()._route(asked)

        def checked() -> Answer:
            answer = self._door(asked) or call()
            self.said.append((name, asked, answer))
            return answer

        return name, checked

    def _door(self, asked: Asked) -> Answer | None:
        """Who may come in."""
        key = asked.headers.get("authorization")
        if not asked.path.startswith("/v1/"):
            if key:
                self.leaks.append(asked.path)
            return Answer(400, b"<Error><Code>InvalidArgument</Code></Error>") if key else None
        if asked.headers.get("x-runway-version") != VERSION:
            error = "This API version is not valid. Set the X-Runway-Version header."
            return Answer(400, {"error": error, "docUrl": DOCS})
        if key != f"Bearer {KEY}":
            return Answer(401, {"error": "Your API key is missing or not valid."})
        return None

    # Creating

    def create(self, asked: Asked) -> Answer:
        try:
            body = asked.json()
        except ValueError:
            return Answer(400, {"error": "The body is not JSON.", "docUrl": DOCS})
        found = contract.issues(asked.path, body) or list(self._finer(body))
        if found:
            return Answer(
                400, {"error": "Validation of body failed", "issues": found, "docUrl": DOCS}
            )
        model, price = body["model"], credits_of(body)
        if price > self.credits:
            return NO_CREDIT
        if self.generations(model) >= self.daily.get(model, math.inf):
            return FULL_DAY
        task = self._accepted(body, model, price)
        return Answer(200, {"id": task.id} | self._money("estimatedCost", price))

    def _accepted(self, body: dict[str, Any], model: str, price: int) -> Task:
        seed = hashlib.sha256(f"task {len(self.tasks)}".encode()).digest()
        number = str(uuid.UUID(bytes=seed[:16], version=4))
        task = Task(number, model, body, price, self.now, self.outcome(body), self._made(body))
        self.tasks[number] = task
        self.credits -= price
        self.charges.append((number, price / 100))
        self._advance()
        return task

    def _finer(self, body: Mapping[str, Any]) -> Any:
        """What a schema does not say: units of the prompt, unequal tags, bytes of references."""
        prompt = body.get("promptText", "")
        longest = contract.CREATES_BY_MODEL[body["model"]]["properties"]["promptText"]["maxLength"]
        if len(prompt.encode("utf-16-le")) // 2 > longest:
            yield _issue(
                "too_big", ["promptText"], f"Too long: at most {longest} UTF-16 code units"
            )
        tags = [each["tag"] for each in body.get("referenceImages", ()) if "tag" in each]
        if len(set(tags)) != len(tags):
            yield _issue("custom", ["referenceImages"], "Tags must be unique")
        for where, uri in _uris(body):
            why = self._unusable(uri)
            if why:
                yield _issue("custom", where, why)

    def _unusable(self, uri: str) -> str:
        if uri.startswith("https://"):
            host = urlsplit(uri).hostname or ""
            return "" if any(c.isalpha() for c in host) else "The host must be a domain name"
        try:
            media, data = self._reference(uri)
        except (ValueError, KeyError, binascii.Error):
            return "The asset cannot be read, or is gone"
        if media and (media not in ALLOWED or not data.startswith(ALLOWED[media])):
            return "The content does not match its media type"
        with Image.open(BytesIO(data)) as picture:
            width, height = picture.size
        if not 0.5 <= width / height <= 2.0 or max(width, height) > 7999:
            return f"Invalid asset aspect ratio or size: {width} by {height}"
        return ""

    def _reference(self, uri: str) -> tuple[str, bytes]:
        if uri.startswith("runway://"):
            data, until = self.uploads[uri]
            if data is None or until <= self.now:
                raise ValueError(uri)
            return "", data
        head, _, text = uri.partition(";base64,")
        return head.removeprefix("data:"), base64.b64decode(text, validate=True)

    def _made(self, body: Mapping[str, Any]) -> bytes:
        """The result, which follows from words, seed and references alone."""
        meaning = hashlib.sha256(f"{body.get('promptText')}\0{body.get('seed')}".encode())
        for _, uri in _uris(body):
            meaning.update(uri.encode() if uri.startswith("https:") else self._reference(uri)[1])
        ratio = body["ratio"] if ":" in body["ratio"] else "1024:1024"
        width, height = (int(side) for side in ratio.split(":"))
        if "duration" in body or "promptImage" in body:
            return clip(width, height, body.get("duration", 5), meaning.digest())
        data = png(width, height, meaning.digest())
        return jpeg(data) if body.get("outputFormat") == "jpeg" else data

    # Tasks

    def task(self, asked: Asked, number: str) -> Answer:
        self.now += self.step
        self._advance()
        task = self.tasks.get(number)
        if task is None or task.deleted:
            return Answer(404, {"error": "Could not find Task"})
        if task.looks and self.now - task.looks[-1] < 5.0:
            self.hasty.append(number)
        task.looks.append(self.now)
        created = datetime.fromtimestamp(task.created, UTC).isoformat(timespec="milliseconds")
        head = {"id": number, "createdAt": created.replace("+00:00", "Z")}
        return Answer(200, head | self._standing(task))

    def _standing(self, task: Task) -> dict[str, Any]:
        status, estimate = self.status(task), self._money("estimatedCost", task.credits)
        if status == "RUNNING":
            done = (self.now - (task.started or 0) - PENDING) / _takes(task.model)
            return {"status": status, "progress": round(done, 3)} | estimate
        if status in ("PENDING", "THROTTLED"):
            return {"status": status} | estimate
        cost = self._money("cost", task.cost)
        if status == "SUCCEEDED":
            return {"status": status, "output": [self._address(task)]} | cost
        words = FAILED.get((task.code or "").partition(".")[0], "An unexpected error occurred.")
        code = {"failureCode": task.code} if task.code else {}
        return {"status": "FAILED", "failure": words} | code | cost

    def status(self, task: Task) -> str:
        if task.started is None:
            return "THROTTLED"
        if self.now < task.started + PENDING:
            return "PENDING"
        if not task.ended:
            return "RUNNING"
        return "SUCCEEDED" if task.code is None else "FAILED"

    def _advance(self) -> None:
        """End what is due, give free places to those that wait, in order."""
        for task in self.tasks.values():
            due = (task.started or math.inf) + PENDING + _takes(task.model)
            if not task.ended and not task.deleted and self.now >= due:
                self._end(task)
        for task in self.tasks.values():
            limit = self.concurrency.get(task.model, 2)
            if task.started is None and not task.deleted and self.running(task.model) < limit:
                task.started = self.now

    def _end(self, task: Task) -> None:
        task.ended = True
        task.cost = 0 if task.code is not None and self.refunds else task.credits
        if task.cost != task.credits:
            self._refund(task)

    def _refund(self, task: Task) -> None:
        self.credits += task.credits
        self.charges.append((task.id, -task.credits / 100))

    def running(self, model: str) -> int:
        """How many tasks of a model have a place."""
        return sum(
            task.model == model and task.started is not None and not task.ended and not task.deleted
            for task in self.tasks.values()
        )

    def generations(self, model: str) -> int:
        """How many were accepted in the last 24 hours."""
        since = self.now - DAY
        return sum(task.model == model and task.created > since for task in self.tasks.values())

    def delete(self, asked: Asked, number: str) -> Answer:
        self._advance()
        task = self.tasks.get(number)
        if task is None or task.deleted:
            return Answer(404, {"error": "Could not find Task"})
        if self.status(task) in ("PENDING", "THROTTLED"):
            self._refund(task)
        task.deleted = True
        return Answer(204)

    # Uploads and results

    def upload(self, asked: Asked) -> Answer:
        found = contract.wrong("upload", contract.UPLOAD, asked.json())
        if found:
            return Answer(
                400, {"error": "Validation of body failed", "issues": found, "docUrl": DOCS}
            )
        token = hashlib.sha256(f"upload {len(self.uploads)}".encode()).hexdigest()
        self.uploads[f"runway://{token}"] = (None, self.now + DAY)
        fields = {"key": f"ephemeral/{token}", "policy": "e30=", "x-signature": token[:16]}
        body = {
            "uploadUrl": f"{self.url}/bucket",
            "fields": fields,
            "runwayUri": f"runway://{token}",
        }
        return Answer(200, body)

    def bucket(self, asked: Asked) -> Answer:
        kind = asked.headers["content-type"].encode()
        parts = BytesParser(policy=HTTP).parsebytes(
            b"content-type: " + kind + b"\r\n\r\n" + asked.body
        )
        names = [
            part.get_param("name", header="content-disposition") for part in parts.iter_parts()
        ]
        values = [part.get_payload(decode=True) for part in parts.iter_parts()]
        if sorted(names[:-1]) != ["key", "policy", "x-signature"] or names[-1:] != ["file"]:
            return Answer(400, b"<Error><Code>InvalidPolicyDocument</Code></Error>")
        form = dict(zip(names, values, strict=True))
        token, data = form["key"].decode().rpartition("/")[2], form["file"]
        held = self.uploads.get(f"runway://{token}")
        if held is None or form["x-signature"].decode() != token[:16] or len(data) < 512:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        self.uploads[f"runway://{token}"] = (data, held[1])
        return Answer(204)

    def _address(self, task: Task) -> str:
        until = self.now + self.lifetime
        kind = (
            "mp4" if task.data[4:8] == b"ftyp" else "jpg" if task.data[:2] == b"\xff\xd8" else "png"
        )
        return f"{self.url}/out/{task.id}.{kind}?_jwt={_signed(task.id, until)}&until={until}"

    def output(self, asked: Asked, name: str) -> Answer:
        number = name.rpartition(".")[0]
        task, until = self.tasks.get(number), float(asked.query.get("until", 0))
        honest = asked.query.get("_jwt") == _signed(number, until)
        if task is None or task.deleted or not honest or self.now >= until:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return Answer(200, self.dress(task.data), {"content-type": "application/octet-stream"})

    # The account

    def organization(self, asked: Asked) -> Answer:
        self._advance()
        limits = {
            model: {
                "maxConcurrentGenerations": self.concurrency.get(model, 2),
                "maxDailyGenerations": self.daily.get(model, 200),
            }
            for model in contract.MODELS
        }
        usage = {
            model: {"dailyGenerations": self.generations(model)}
            for model in sorted({task.model for task in self.tasks.values()})
        }
        tier = {"maxMonthlyCreditSpend": 10_000, "models": limits}
        return Answer(
            200, {"tier": tier, "creditBalance": self.credits, "usage": {"models": usage}}
        )

    def _money(self, name: str, count: int) -> dict[str, Any]:
        return {} if self.quiet else {name: {"credits": count}}


def credits_of(body: Mapping[str, Any]) -> int:
    """What a create costs."""
    model, ratio = body["model"], body["ratio"]
    small = "720" in ratio.split(":")
    sides = [int(side) for side in ratio.split(":")] if ":" in ratio else [1024, 1024]
    count = math.prod(sides)
    fixed = {
        "gen4_image_turbo": 2,
        "gemini_2.5_flash": 5,
        "gemini_image3.1_flash": 5,
        "seedream5_lite": 4,
    }
    if model in ("gen4_turbo", "gen4.5"):
        return {"gen4_turbo": 5, "gen4.5": 12}[model] * int(body.get("duration", 5))
    if model == "gen4_image":
        return 5 if small else 8
    if model == "gpt_image_2":
        return {"low": 1, "medium": 5}.get(body.get("quality", "high"), 20)
    if model == "seedream5_pro":
        return 5 if count < 2_000_000 else 9
    if model == "gemini_image3_pro":
        return 20 if count < 9_000_000 else 40
    return fixed[model]


def _takes(model: str) -> float:
    return TAKES.get(model, OTHERS)


def _issue(code: str, path: list[Any], message: str) -> dict[str, Any]:
    return {"code": code, "path": path, "message": message}


def _signed(number: str, until: float) -> str:
    return hashlib.sha256(f"{number} {until}".encode()).hexdigest()[:24]


def _uris(body: Mapping[str, Any]) -> list[tuple[list[Any], str]]:
    """Every reference's address with its path in the body."""
    first = body.get("promptImage", [])
    if isinstance(first, str):
        return [(["promptImage"], first)]
    named = (("referenceImages", body.get("referenceImages", [])), ("promptImage", first))
    return [([name, n, "uri"], each["uri"]) for name, held in named for n, each in enumerate(held)]


@lru_cache(256)
def png(width: int, height: int, digest: bytes) -> bytes:
    """A picture of two colours in bands, exactly that large, that follows from the digest."""
    stride = (width + 7) // 8
    rows = [b"\0" + bytes([digest[band]]) * stride for band in range(16)]
    raw = b"".join(rows[row * 16 // height] for row in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)),
        (b"PLTE", digest[16:22]),
        (b"IDAT", zlib.compress(raw, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def jpeg(data: bytes) -> bytes:
    """The same picture as JPEG."""
    made = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        picture.convert("RGB").save(made, "JPEG", quality=60)
    return made.getvalue()


def clip(width: int, height: int, seconds: int, digest: bytes) -> bytes:
    """A well-formed MP4 of one frame a second; its frames are not pictures, but they are there."""
    frames = [hashlib.sha256(digest + bytes([n])).digest() * 4 for n in range(seconds)]
    head = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2avc1mp41")
    store = _box(b"mdat", *frames)
    return head + store + _moov(width, height, frames, len(head) + 8)


def _moov(width: int, height: int, frames: list[bytes], start: int) -> bytes:
    unit, count = 1000, len(frames)
    square = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    length = unit * count
    mvhd = _full(
        b"mvhd",
        struct.pack(">IIIIIH10x", 0, 0, unit, length, 0x10000, 0x100),
        square,
        bytes(24) + b"\0\0\0\2",
    )
    tkhd = _full(
        b"tkhd",
        struct.pack(">IIIII8xhhhH", 0, 0, 1, 0, length, 0, 0, 0, 0),
        square,
        struct.pack(">II", width << 16, height << 16),
        flags=3,
    )
    mdhd = _full(b"mdhd", struct.pack(">IIIIHH", 0, 0, unit, length, 0x55C4, 0))
    hdlr = _full(b"hdlr", struct.pack(">I4s12x", 0, b"vide"), b"VideoHandler\0")
    coding = struct.pack(">6xH16xHHIIIH32xHh", 1, width, height, 0x480000, 0x480000, 0, 1, 24, -1)
    avcc = _box(b"avcC", bytes([1, 66, 0, 30, 255, 225, 0, 4, 103, 66, 0, 30, 1, 0, 2, 104, 206]))
    tables = (
        _full(b"stsd", struct.pack(">I", 1), _box(b"avc1", coding, avcc)),
        _full(b"stts", struct.pack(">III", 1, count, unit)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full(
            b"stsz",
            struct.pack(">II", 0, count),
            *(struct.pack(">I", len(each)) for each in frames),
        ),
        _full(b"stco", struct.pack(">II", 1, start)),
    )
    dinf = _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))
    minf = _box(b"minf", _full(b"vmhd", bytes(8), flags=1), dinf, _box(b"stbl", *tables))
    return _box(b"moov", mvhd, _box(b"trak", tkhd, _box(b"mdia", mdhd, hdlr, minf)))


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def _full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)
