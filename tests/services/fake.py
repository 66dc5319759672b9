"""The ground all fakes of services stand on: a loopback server with a log, a purse, a clock and scripted faults.

A fake keeps everything in memory of the process that made it, so it outlives the builds that are killed under it.
Its clock moves only when told (`tick`) or by `step` seconds with every look at a task: nothing here sleeps.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

START = 1_795_000_000.0  # where every fake's clock begins, seconds since the epoch


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str  # without query
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in small letters
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """One answer as it goes."""

    status: int = 200
    body: Any = None  # bytes as they are, None for nothing, anything else as JSON
    headers: Mapping[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()

    def media(self) -> str:
        return "application/octet-stream" if isinstance(self.body, bytes) else "application/json"


HTML = Answer(
    200, b"<html><body>Sign in to the network</body></html>", {"content-type": "text/html"}
)


@dataclass
class Fault:
    """What goes wrong on one route. `after`: how many calls of it go well first; `times`: how many go wrong then.

    `what`: `reset` (hung up, nothing done) · `lost` (done, then hung up) · an Answer (given, nothing done) ·
    `("done", Answer)` (done, but this is the answer) · `cut` (done, the answer ends in the middle).
    """

    on: str
    what: Any
    after: int = 0
    times: int = 1


class Fake:
    """A service. Subclasses give ROUTES: (method, pattern of the path) -> name of a method that takes
    (Asked, *groups) and returns an Answer; the name is also what faults are scripted by."""

    ROUTES: tuple[tuple[str, str, str], ...] = ()

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = START, step
        self.asked: list[Asked] = []  # everything, in order
        self.calls: dict[str, int] = {}  # route -> how often
        self.faults: list[Fault] = []
        self.charges: list[tuple[str, float]] = []  # task, US dollars
        self.lock = threading.RLock()
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Fake:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        with self.lock:
            self.now += seconds

    def fail(self, on: str, what: Any, after: int = 0, times: int = 1) -> None:
        """Script a fault; `after` counts from now."""
        with self.lock:
            self.faults.append(Fault(on, what, self.calls.get(on, 0) + after, times))

    @property
    def charged(self) -> float:
        """US dollars in all."""
        return round(sum(amount for _, amount in self.charges), 6)

    def answer(self, asked: Asked) -> Answer | str | tuple[Answer, str]:
        """An Answer, `reset`, or an Answer with `lost` or `cut`."""
        with self.lock:
            self.asked.append(asked)
            name, call = self._route(asked)
            number = self.calls[name] = self.calls.get(name, 0) + 1
            what = self._fault(name, number)
            if what == "reset" or isinstance(what, Answer):
                return what
            done = call()
            if isinstance(what, tuple):
                return what[1]
            return (done, what) if what else done

    def _fault(self, name: str, number: int) -> Any:
        for fault in self.faults:
            if fault.on == name and fault.after < number <= fault.after + fault.times:
                return fault.what
        return None

    def _route(self, asked: Asked) -> tuple[str, Callable[[], Answer]]:
        for method, pattern, name in self.ROUTES:
            found = re.fullmatch(pattern, asked.path)
            if found and method == asked.method:
                return name, partial(getattr(self, name), asked, *found.groups())
        return "unknown", lambda: Answer(404, {"error": "no such route"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, fake: Fake) -> None:
        self.fake = fake
        super().__init__(("127.0.0.1", 0), _Hearing)

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no news."""


class _Hearing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _hear(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
        said = self.server.fake.answer(asked)
        if said == "reset" or (isinstance(said, tuple) and said[1] == "lost"):
            self._hang_up()
        elif isinstance(said, tuple):
            self._say(said[0], cut=True)
        else:
            self._say(said)

    do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = _hear

    def _say(self, answer: Answer, cut: bool = False) -> None:
        body = answer.bytes()
        self.send_response(answer.status)
        headers = {
            "content-type": answer.media(),
            **{k.lower(): v for k, v in answer.headers.items()},
        }
        headers.setdefault("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True

    def _hang_up(self) -> None:
        """A reset: nothing of an answer reaches the other side."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The fake's own time."""
        return super().date_time_string(timestamp or self.server.fake.now)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Fine when the other side is gone."""
        with contextlib.suppress(OSError, ValueError):
            super().finish()
