"""Runs the real command line in forked children that can be killed before any call that writes.

A warmed-up process reads one request for each line of stdin, forks, and answers in one line of JSON.
Request: `cwd`, `steps` (command lines, run one after the other; a step that begins with `!` names a
function of crash_steps.py), `kill` (0: never; k: SIGKILL before the k-th writing call), `limit`
(RLIMIT_FSIZE in bytes, 0: none), `uid` (0: stay who you are). Answer: `signal`, and unless killed
`calls` (what kinds of writing calls there were, in order) and `said` (code, out, err of each step).

The standard library is what is counted: audit events where it has them, wrappers where it has none.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import crash_steps
from world import World

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_EVENTS = {
    "os.rename": "rename",
    "os.remove": "unlink",
    "os.mkdir": "mkdir",
    "os.rmdir": "rmdir",
    "os.link": "link",
    "os.symlink": "symlink",
    "os.truncate": "truncate",
    "os.chmod": "chmod",
    "fcntl.ioctl": "ioctl",
    "sqlite3.connect": "sqlite",
}
_BARE = ("write", "fsync", "copy_file_range")  # no audit event tells of these


class Counter:
    """Counts writing calls; kills this process immediately before number `kill`."""

    def __init__(self, kill: int) -> None:
        self.kill, self.calls, self.on = kill, [], True
        self._lock = threading.Lock()

    def count(self, kind: str) -> bool:
        """Whether this is the call to die at."""
        with self._lock:
            if self.on:
                self.calls.append(kind)
            return self.on and len(self.calls) == self.kill

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook."""
        kind = _EVENTS.get(event)
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            kind = "open"
        if kind and self.count(kind):
            self.die()

    def install(self) -> None:
        """From here on every call counts."""
        sys.addaudithook(self.heard)
        for name in _BARE:
            if hasattr(os, name):
                setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, kind: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*words: Any) -> Any:
            if self.count(kind):
                if kind == "write":
                    call(words[0], bytes(words[1])[: len(words[1]) // 2])  # torn in the middle
                self.die()
            return call(*words)

        return counted


def _steps(steps: list[list[str]], world: World) -> list[tuple[int, str, str]]:
    """What each step said; the first that fails is the last."""
    said = []
    for step in steps:
        if step[0].startswith("!"):
            said.append((0, json.dumps(getattr(crash_steps, step[0][1:])(world, *step[1:])), ""))
            continue
        one = world.run(*step)
        said.append((one.code, one.out, one.err))
        if one.code:
            break
    return said


def _limit(size: int, uid: int) -> None:
    if size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    if uid:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)


def _child(request: dict[str, Any], answer: Any) -> None:
    counter = Counter(request.get("kill", 0))
    world = World(Path(request["cwd"]))
    _limit(request.get("limit", 0), request.get("uid", 0))
    counter.install()
    said = _steps(request["steps"], world)
    counter.on = False
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)
    answer.write(json.dumps({"calls": counter.calls, "said": said}))
    answer.flush()


def _forked(request: dict[str, Any]) -> dict[str, Any]:
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        code = 70
        try:
            os.close(read)
            with os.fdopen(write, "w") as answer:
                _child(request, answer)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"signal": -min(status, 0), "broken": max(status, 0), **json.loads(text or "{}")}


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:  # everything is loaded before the first fork
        world = World(Path(folder))
        world.write(
            storyforge_yaml="storyforge: 1\nprovider: stub\nscenes: [{id: s, shots: [{id: a, prompt: x}]}]\n"
        )
        for verb in ("build", "plan", "status", "check", "show a", "verify", "gc"):
            said = world.run(*verb.split())
            assert said.code == 0, said.err
        crash_steps.state(world)
    gc.collect()
    _tell("ready")
    for line in sys.stdin:
        _tell(json.dumps(_forked(json.loads(line))))


if __name__ == "__main__":
    main()
