"""Runs the real command line in forked children that can be killed at any boundary of a paid build.

A warmed-up process reads one request for each line of stdin, forks, and answers in one line of JSON.
Request: `cwd`, `environment`, `steps` (command lines, run one after the other whatever they come to;
`!build NAME` builds with a double of paid_doubles.py, `!files` tells what is in the project), `kill` (0: never; k: SIGKILL at boundary k) or
`at` (the name of a boundary and how manieth). Answer: `signal`, and unless killed `calls` (the
boundaries by name, in order) and `said` (code, out, err of each step).

Boundaries lie around everything that leaves the process: bytes into a file, forcing them down, names
that change, and what goes to a service or comes from it. `before` a write or a send half of it is
done: torn in the middle. What comes right after a name was changed is after it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import os
import re
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import paid_doubles
from services.replicate_fake import KEY, ReplicateFake
from world import World

LONGEST = 120  # seconds after which a child is taken for stuck
_NAMED = {"os.rename": "rename", "os.remove": "unlink", "os.link": "link"}
_EVENT = re.compile(rb'"event": "([a-z]+)"')
_CALL = re.compile(rb"([A-Z]+) (/\S*) HTTP/1\.1\r\n")
_NAMES = re.compile(r"\?.*|[0-9a-z]{20,}|[0-9a-f-]{36}|-?\d+")


class Counter:
    """Counts boundaries by name; kills this process at number `kill`, or at the one named `at`."""

    def __init__(self, kill: int, at: tuple[str, int] | None) -> None:
        self.kill, self.at, self.calls, self.on = kill, at, [], True
        self._met = 0
        self._places: dict[int, str] = {}  # open file -> where it lies
        self._lock = threading.Lock()

    def due(self, name: str) -> bool:
        """Whether this is the boundary to die at."""
        with self._lock:
            if not self.on:
                return False
            self.calls.append(name)
            self._met += bool(self.at) and self.at[0] == name
            return len(self.calls) == self.kill or bool(
                self.at and self.at[0] == name and self._met == self.at[1]
            )

    def here(self, name: str) -> None:
        """A boundary with nothing to tear."""
        if self.due(name):
            die()

    def install(self) -> None:
        """From here on everything counts."""
        os.open = self._opened(os.open)
        os.write = self._file_write(os.write)
        os.fsync = self._forced(os.fsync)
        sys.addaudithook(self._heard)
        socket.socket.connect = self._connected(socket.socket.connect)
        socket.socket.send = self._sent(socket.socket.send)
        socket.socket.recv = self._received(socket.socket.recv)

    def _opened(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, *words: Any, **how: Any) -> int:
            file = call(path, *words, **how)
            self._places[file] = _room(os.fsdecode(path))
            return file

        return opened

    def _file_write(self, call: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, data: Any) -> int:
            name = f"write {self._places.get(file, 'file')}{_events(data)}"
            if self.due(f"before {name}"):
                call(file, bytes(data)[: len(data) // 2])
                die()
            done = call(file, data)
            self.here(f"after {name}")
            return done

        return write

    def _forced(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def fsync(file: int) -> None:
            call(file)
            self.here(f"after fsync {self._places.get(file, 'file')}")

        return fsync

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        kind = _NAMED.get(event)
        if kind:
            self.here(f"before {kind} {_room(os.fspath(arguments[kind == 'rename']))}")

    def _connected(self, call: Callable[..., None]) -> Callable[..., None]:
        def connect(own: socket.socket, address: Any) -> None:
            call(own, address)
            self.here("after connect")

        return connect

    def _sent(self, call: Callable[..., int]) -> Callable[..., int]:
        def send(own: socket.socket, data: Any, *flags: int) -> int:
            name = f"send {_asked(bytes(data))}"
            if self.due(f"before {name}"):
                call(own, bytes(data)[: len(data) // 2])
                die()
            done = call(own, data, *flags)
            self.here(f"after {name}")
            return done

        return send

    def _received(self, call: Callable[..., bytes]) -> Callable[..., bytes]:
        def recv(own: socket.socket, *words: int) -> bytes:
            data = call(own, *words)
            if data:
                self.here("after recv")
            return data

        return recv


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    threading.Event().wait()  # the signal comes; no other thread's call is this one's affair


def _room(path: str) -> str:
    """Where in a project a file lies, in a word."""
    inside = path.rpartition("/.storyforge/")[2] if "/.storyforge/" in path else ""
    if inside:
        return inside.partition("/")[0].partition(".")[0]
    return "account" if "/accounts/" in path else "board" if "/board" in path else "project"


def _events(data: Any) -> str:
    """Which events of the journal are written."""
    found = [each.decode() for each in _EVENT.findall(bytes(data))]
    return f" {'+'.join(found)}" if found else ""


def _asked(data: bytes) -> str:
    """Which request begins here; the rest of one is `more`."""
    found = _CALL.match(data)
    if not found:
        return "more"
    return f"{found[1].decode()} {_NAMES.sub('', found[2].decode())}"


def _files(root: Path) -> str:
    """Every file of a project that counts, with its digest, as JSON."""
    idle = (".storyforge/memo/", ".storyforge/lock", ".storyforge/stamp")
    found = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
    return json.dumps(
        {
            name: hashlib.sha256(path.read_bytes()).hexdigest()
            for name, path in found.items()
            if not name.startswith(idle)
        }
    )


def _run(step: list[str], world: World) -> tuple[int, str, str]:
    if step[0] == "!files":
        return 0, _files(world.root), ""
    if step[0] != "!build":
        said = world.run(*step)
        return said.code, said.out, said.err
    err, before = io.StringIO(), os.getcwd()
    os.chdir(world.root)
    try:
        with contextlib.redirect_stderr(err):
            code = paid_doubles.build(str(world.root), step[1])
    finally:
        os.chdir(before)
    return code, "", err.getvalue()


def _child(request: dict[str, Any], answer: Any) -> None:
    signal.alarm(LONGEST)
    os.environ.update(request["environment"])
    at = request.get("at")
    counter = Counter(request.get("kill", 0), (at[0], at[1]) if at else None)
    world = World(Path(request["cwd"]))
    counter.install()
    said = [_run(step, world) for step in request["steps"]]
    counter.on = False
    answer.write(json.dumps({"calls": counter.calls, "said": said}))
    answer.flush()


def _forked(work: Callable[[Any], None]) -> tuple[int, str]:
    """What a child came to, and what it wrote."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        code = 70
        try:
            os.close(read)
            with os.fdopen(write, "w") as answer:
                work(answer)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text


def _answer(request: dict[str, Any]) -> str:
    status, text = _forked(lambda answer: _child(request, answer))
    died = {"signal": -min(status, 0), "broken": max(status, 0)}
    return json.dumps({**died, **json.loads(text or "{}")})


def _needed(answer: Any) -> None:
    """Build, plan and recover once, and tell which modules that took."""
    os.environ.update(REPLICATE_API_TOKEN=KEY, STORYFORGE_PACE="0")
    with tempfile.TemporaryDirectory() as folder, ReplicateFake(step=30.0) as fake:
        os.environ.update(
            REPLICATE_BASE_URL=f"{fake.url}/v1",
            STORYFORGE_CONFIG=f"{folder}/none.yaml",
            XDG_CACHE_HOME=f"{folder}/cache",
        )
        world = World(Path(folder) / "film").write(
            storyforge_yaml="""
                storyforge: 1
                provider: replicate
                resolution: 720p
                scenes: [{id: s, shots: [{id: a, prompt: x}, {id: b, from: a, prompt: y}]}]
            """
        )
        for command in ("build --yes", "recover", "build", "plan", "verify", "recover --since 2h"):
            said = world.run(*command.split())
            assert said.code == 0, said.err
    for module in ("runway", "comfyui"):
        import_module(f"storyforge.providers.{module}")
    answer.write(json.dumps(sorted(sys.modules)))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Load all that a paid build loads, but run nothing here: forked threads are trouble."""
    sys.dont_write_bytecode = True
    status, names = _forked(_needed)
    assert status == 0, status
    for name in json.loads(names):
        with contextlib.suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()
    _tell("ready")
    for line in sys.stdin:
        _tell(_answer(json.loads(line)))


if __name__ == "__main__":
    main()
