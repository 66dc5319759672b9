"""Manners: how much is asked of one account at once, shared by every build on this machine.

Three limits that know nothing of each other: how many pictures are in work (it adapts), how often
one is begun, and how often we look. Libraries for this count within one process, so two builds side
by side would each take the whole of it. Here what is counted lies in files: a place in work is a
lock that the system itself lets go when its holder dies, and the few numbers are one small file,
replaced whole under a lock. Whoever removes them while somebody builds loses the count, no more.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, TypeGuard

from storyforge.core.errors import DiskTrouble
from storyforge.delivery.clock import Clock
from storyforge.store import durable, exclusive

Heard = Literal["good", "throttled", "queued", "busy"]

CUT = 0.6  # what is left of the limit when the service says no
WINDOW = 10.0  # seconds in which several refusals are one
REST = 1.0  # seconds of pause when the service does not say how long; doubled for each in a row
LONGEST_REST = 60.0
FORGOTTEN = 600.0  # seconds of silence after which we begin carefully again
LOOKS = 40.0  # looks in a second, all builds together
AT_ONCE = 1.0  # seconds' worth of starts that may come without a gap
BEAT = 0.2  # seconds between two tries for a place
_GLANCE = 0.05  # seconds of real time between two looks whether the build is to end
_BREATH = 0.002  # seconds of real time between two tries, however fast the clock runs
# Seconds; a moment further ahead than this was written by a clock that went wrong.
_FAR = {"paused": 2 * 86400.0, "starts": 3600.0, "looks": 60.0}
_MODE = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of an account. Moments are seconds since the epoch, 0 for never.

    `limit`: most pictures in work now. `good`: the last limit at which one ended well. `slow`: it
    has not been cut yet, so it grows fast. `cut`: when it last was. `row`: refusals since anything
    went well. `paused`: nothing is asked before. `starts`, `looks`: when the next would come if all
    were evenly spread (GCRA). `heard`: when anything was. `edge`: the whole limit that was refused.
    """

    limit: float
    good: float = 0.0
    slow: bool = True
    cut: float = 0.0
    row: int = 0
    paused: float = 0.0
    starts: float = 0.0
    looks: float = 0.0
    heard: float = 0.0
    edge: float = 0.0

    def went_well(self, held: int, ceiling: int, now: float) -> Memory:
        """A picture was made while `held` were in work: the limit grows if it was felt."""
        if 2 * max(held, 1) < self.limit:
            return replace(self, row=0, heard=now)
        limit = max(self.limit, min(float(ceiling), self.limit + self._growth()))
        return replace(self, limit=limit, good=self.limit, row=0, heard=now)

    def _growth(self) -> float:
        """One for all in work; twice that on the way back, and hesitating where it failed."""
        if self.slow:
            return 1.0
        if self.limit + 1 <= self.edge:
            return 2.0 / self.limit
        return (0.25 if self.limit <= self.edge + 1 else 1.0) / self.limit

    def refused(self, retry_after: float | None, now: float) -> Memory:
        """The service said no: the limit is cut, once in a window, and everybody pauses."""
        row = self.row + 1 if now >= self.paused or not self.row else self.row
        pause = retry_after
        if pause is None or not 0 <= pause <= _FAR["paused"]:
            pause = min(LONGEST_REST, REST * 2.0 ** min(row - 1, 10))
        known = replace(self, row=row, paused=max(self.paused, now + pause), heard=now)
        if now - self.cut < WINDOW:
            return known
        limit, edge = max(1.0, self.limit * CUT), float(int(self.limit))
        return replace(known, limit=limit, slow=False, cut=now, edge=edge)

    def waited(self, held: int, now: float) -> Memory:
        """A picture was accepted but waits at the service: a little less, as soon as the last
        little less has come about."""
        if held > self.limit or now - self.cut < WINDOW:
            return replace(self, heard=now)
        limit = max(1.0, min(self.limit - 1.0, self.limit * 0.9))
        return replace(self, limit=limit, slow=False, cut=now, heard=now)

    def awake(self, slots: int, now: float) -> Memory:
        """The same at the beginning of a build: after a silence, half of what went well."""
        if not self.cut:
            return replace(self, limit=max(float(slots), self.limit))
        if now - self.heard <= FORGOTTEN:
            return self
        return replace(self, limit=max(1.0, self.good / 2), slow=True, row=0)


class Account:
    """The limits of one account. Safe for many threads, and for many processes on one machine.

    `folder`: where its files lie, the same for all. `slots`: where the limit begins when nothing is
    known. `ceiling`: where it ends. `starts_per_minute`: 0 for no such limit. Waits end with
    Stopped; a disk that says no is DiskTrouble.
    """

    def __init__(
        self, folder: str, slots: int, ceiling: int, clock: Clock, starts_per_minute: float = 0
    ) -> None:
        self._folder, self._clock = folder, clock
        self._ceiling = max(1, ceiling)
        self._places = _Places(folder, self._ceiling)
        self._slots = min(max(1, slots), self._ceiling)
        self._gap = 60.0 / starts_per_minute if starts_per_minute > 0 else 0.0
        self._offset = clock.now() - clock.passed()
        self._paused = 0.0
        self._turnstile, self._freed = threading.Lock(), threading.Event()
        with self._known() as book:
            book.memory = book.memory.awake(self._slots, self._time())

    @property
    def limit(self) -> float:
        """Most pictures in work, all builds together, as it is now."""
        with self._known() as book:
            return min(book.memory.limit, float(self._ceiling))

    @property
    def rest(self) -> float:
        """Seconds for which nothing may be begun, because the service said so; 0 for none.

        As of the last time that the book was open; whoever begins something looks again.
        """
        return max(0.0, self._paused - self._time())

    @contextlib.contextmanager
    def slot(self) -> Iterator[None]:
        """A place in work while the block runs; waits for one."""
        number = self._wait_for_place()
        try:
            yield
        finally:
            self._places.leave(number)
            self._freed.set()

    def begin(self) -> None:
        """Wait until one more may be begun."""
        burst = max(0.0, AT_ONCE - self._gap)
        self._in_turn("starts", self._gap, burst)

    def look(self) -> None:
        """Wait until one more look may be taken.

        A pause holds looks no longer than LONGEST_REST: what was paid for may not lie there for
        ever, while the service wants nothing new begun.
        """
        self._in_turn("looks", 1.0 / LOOKS, 0.0, LONGEST_REST)

    def heard(self, what: Heard, retry_after: float | None = None) -> None:
        """What the service answered; say so before leaving the place.

        `good`: a picture was made. `throttled`, `busy`: it refused to begin one, or to answer.
        `queued`: it accepted one and lets it wait. `retry_after`: seconds it asked for.
        """
        with self._known() as book:
            now, memory = self._time(), book.memory
            if what == "good":
                held = self._places.held(memory.limit / 2)
                book.memory = memory.went_well(held, self._ceiling, now)
            elif what == "queued":
                book.memory = memory.waited(self._places.held(memory.limit + 1), now)
            else:
                book.memory = memory.refused(retry_after, now)

    def _time(self) -> float:
        """Seconds since the epoch on the clock that never goes back, so that waits and moments
        agree; moved up when this machine slept meanwhile."""
        now, passed = self._clock.now(), self._clock.passed()
        self._offset = max(self._offset, now - passed)
        return self._offset + passed

    def _in_turn(
        self, row: Literal["starts", "looks"], gap: float, burst: float, most: float = math.inf
    ) -> None:
        """Take the next turn of an evenly spread row, and wait for it and for the pause, but for
        that no longer than `most` seconds.

        What was waited is counted by what was slept, so that a clock of another pace ends too.
        """
        with self._known() as book:
            now = self._time()
            paused = min(book.memory.paused, now + most)
            turn = max(now, paused, getattr(book.memory, row))
            if gap:
                book.memory = replace(book.memory, **{row: turn + gap})
            until = max(now, paused, turn - burst)
        served = now
        while until > served:
            self._clock.sleep(until - served)
            served = until
            with self._known() as book:  # somebody may have been told to wait longer
                until = max(until, min(book.memory.paused, now + most))

    def _wait_for_place(self) -> int:
        # One of our threads looks and the others stand behind it: many looking find no more.
        with self._turnstile:
            while True:
                self._freed.clear()
                with self._known() as book:
                    limit = int(book.memory.limit)
                    number = self._places.take(limit)
                if number is not None:
                    return number
                if self._places.ours(limit):  # only we can make room, and then we hear of it
                    while not self._freed.wait(_GLANCE):
                        self._clock.sleep(0.0)
                else:
                    self._clock.sleep(BEAT)
                    self._freed.wait(_BREATH)

    @contextlib.contextmanager
    def _known(self) -> Iterator[_Book]:
        """What is known, while nobody else changes it; written when the block changed it."""
        guard = _opened(self._folder, "guard")
        try:
            exclusive.take(guard, True)
            path = os.path.join(self._folder, "limits.json")
            before = _read(path, self._time())
            book = _Book(before or Memory(float(self._slots)))
            yield book
            self._paused = book.memory.paused
            if book.memory != before:
                with contextlib.suppress(DiskTrouble):  # a full disk must not stop what was paid
                    durable.replace_view(path, json.dumps(asdict(book.memory)).encode(), 0o600)
        finally:
            _let_go(guard)


class _Places:
    """Places in work: locked files, of which at most as many are held as whoever asks allows.

    All but `leave` only while the book is open, so that nobody else counts.
    """

    def __init__(self, folder: str, ceiling: int) -> None:
        self._folder, self._ceiling = folder, ceiling
        self._mine: dict[int, int] = {}  # number of a place -> the open file that holds it

    def take(self, limit: int) -> int | None:
        """The number of a free place, ours from now on; None when `limit` are held."""
        limit = min(limit, self._ceiling)
        held, free = self._count(limit)
        if free and held < limit:
            number, file = free
            self._mine[number] = file
            return number
        if free:
            _let_go(free[1])
        return None

    def ours(self, limit: int) -> bool:
        """Whether we hold as many as anybody may."""
        return len(self._mine) >= min(limit, self._ceiling)

    def leave(self, number: int) -> None:
        """Give a place back."""
        _let_go(self._mine.pop(number))

    def held(self, enough: float) -> int:
        """How many places are held, by anybody; counts no further than `enough`."""
        held, free = self._count(math.ceil(enough))
        if free:
            _let_go(free[1])
        return held

    def _count(self, enough: int) -> tuple[int, tuple[int, int] | None]:
        """How many places are held, and a free one with its open file, locked by now.

        Stops when as many are held as `enough`, or surely fewer.
        """
        mine = frozenset(self._mine)
        held, seen, free = len(mine), 0, None
        for number in range(self._ceiling):
            if held >= enough or self._ceiling - seen < enough:
                break
            if number in mine:
                continue
            file = self._place(number)
            if file is None:
                held += 1
                continue
            seen += 1
            if free is None:
                free = number, file
            else:
                _let_go(file)
        return held, free

    def _place(self, number: int) -> int | None:
        """The open file of a place that is free, locked by now."""
        file = _opened(self._folder, f"place-{number}")
        if exclusive.take(file, False):
            return file
        os.close(file)
        return None


@dataclass(slots=True)
class _Book:
    """The page that is open."""

    memory: Memory


def _read(path: str, now: float) -> Memory | None:
    """What the file says; what it cannot mean is as if it were not there."""
    try:
        said = json.loads(durable.read_plain(path) or b"{}")
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not _is_number(said.get("limit")):
        return None
    empty = Memory(max(1.0, float(said["limit"])))
    known = {each.name: getattr(empty, each.name) for each in fields(Memory)}
    for name, was in known.items():
        given = said.get(name)
        if isinstance(was, bool):
            known[name] = given is not False
        elif _is_number(given) and 0 <= given <= now + _FAR.get(name, 0.0):
            known[name] = type(was)(given)
    return replace(Memory(**known), limit=empty.limit)


def _opened(folder: str, name: str) -> int:
    path = os.path.join(folder, name)
    try:
        try:
            return os.open(path, _MODE, 0o600)
        except FileNotFoundError:
            durable.make_folders(folder)
            return os.open(path, _MODE, 0o600)
    except OSError as error:
        raise durable.trouble(error, path, done="opened") from error


def _let_go(file: int) -> None:
    with contextlib.suppress(OSError):
        exclusive.let_go(file)
    os.close(file)


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and -1e15 < value < 1e15
