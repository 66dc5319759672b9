"""One builder at a time: a lock that the system itself lets go when its holder dies, however it
dies.

The file is never removed and its text is only for the message; what holds is the lock on the open
file. A process forked while it is held shares it until it ends too, so the holder lets go in so
many words. The Windows branch has not been tried on a real one yet.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator

from storyforge.core.errors import Problem, Refused
from storyforge.store import durable

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_LONGEST = 2000  # bytes of a lock file that are worth reading
_FACTS = (
    ("pid", "process {}"),
    ("host", "on {}"),
    ("started", "since {}"),
    ("command", "running {}"),
)

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # the byte that is locked: far from the text, which others want to read

    def take(file: int, wait: bool) -> bool:
        """Lock an open file; false when another holds it and `wait` is false."""
        while True:
            os.lseek(file, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
                return True
            except OSError as error:
                if error.errno not in _BUSY:
                    raise
                if not wait:
                    return False

    def let_go(file: int) -> None:
        """Unlock it."""
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: int, wait: bool) -> bool:
        """Lock an open file; false when another holds it and `wait` is false."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError as error:
            if error.errno not in _BUSY:
                raise
            return False
        return True

    def let_go(file: int) -> None:
        """Unlock it."""
        fcntl.flock(file, fcntl.LOCK_UN)


@contextlib.contextmanager
def exclusive(
    path: str, wait: bool, on_wait: Callable[[str], None], *, started: str = "", command: str = ""
) -> Iterator[None]:
    """Hold the lock at `path` while the block runs.

    When another holds it: `on_wait` is told who in one line and the call waits; with `wait` false
    it raises Refused. `started` and `command` are what others will be told about us. Raises
    DiskTrouble when the file cannot be opened.
    """
    file = _acquire(path, wait, on_wait)
    try:
        _sign(file, started, command)
        yield
    finally:
        with contextlib.suppress(OSError):
            let_go(file)
        os.close(file)


def _acquire(path: str, wait: bool, on_wait: Callable[[str], None]) -> int:
    told = False
    while True:
        file = _open(path)
        try:
            if not take(file, False):
                if not wait:
                    raise Refused(_busy(file))
                if not told:
                    on_wait(holder(file))
                told = True
                take(file, True)
            if _is_still(file, path):
                return file
        except OSError as error:
            os.close(file)
            raise durable.trouble(error, path, done="locked") from error
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _open(path: str) -> int:
    try:
        try:
            return os.open(path, _OPEN, 0o600)
        except FileNotFoundError:
            durable.make_folders(os.path.dirname(path))
            return os.open(path, _OPEN, 0o600)
    except OSError as error:
        raise durable.trouble(error, path, done="opened") from error


def _is_still(file: int, path: str) -> bool:
    """Whether the locked file is the one others will open: somebody may have removed it while we
    waited.
    """
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _sign(file: int, started: str, command: str) -> None:
    facts = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started": started,
        "command": command,
    }
    with contextlib.suppress(
        OSError
    ):  # a full disk must not stop one who may be about to make room
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps(facts).encode())


def holder(file: int) -> str:
    """One line saying who holds the lock, from the text of the open lock file; any text is safe."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        facts = json.loads(os.read(file, _LONGEST))
        known = [words.format(_plain(facts[name])) for name, words in _FACTS if facts.get(name)]
    except (ValueError, AttributeError, RecursionError, OSError):
        known = []
    return "Another storyforge is at work in this project" + (
        f" ({', '.join(known)})." if known else "."
    )


def _plain(value: object) -> str:
    text = str(value)[:120]
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _busy(file: int) -> Problem:
    return Problem(
        "D013", holder(file), advice="Wait until it has ended, or stop it. Nothing was changed."
    )
