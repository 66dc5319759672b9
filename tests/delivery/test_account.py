"""Limits of an account: what builds side by side share, what is learned from a service, and who waits how long."""

from __future__ import annotations

import contextlib
import heapq
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.delivery.account import CUT, FORGOTTEN, LOOKS, WINDOW, Account, Memory
from storyforge.delivery.clock import Stopped, WallClock

EPOCH = 1_800_000_000.0


class Told(Exception):
    """Somebody would have to wait."""


class Hands:
    """A clock moved by hand: sleeping moves it at once, or asks `on_sleep` first."""

    def __init__(self, on_sleep: Callable[[float], None] = lambda seconds: None) -> None:
        self.at, self.slept, self.on_sleep = EPOCH, [], on_sleep

    def now(self) -> float:
        return self.at

    def passed(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.on_sleep(seconds)
        self.at += seconds

    def stop(self) -> None:
        raise AssertionError


def impatient() -> Hands:
    def refuse(seconds: float) -> None:
        raise Told

    return Hands(refuse)


def known(folder: Path) -> dict[str, float]:
    return json.loads((folder / "limits.json").read_text())


# What is learned: a service with limits that it does not tell


def played(
    seed: int, hidden: int, slots: int, halved: tuple[float, float] = (0, 0), per_minute: int = 0
) -> tuple[float, int]:
    """300 pictures of about 15 s against hidden limits: seconds they took, and refusals."""
    chance, at, memory = random.Random(seed), 0.0, Memory(float(slots)).awake(slots, EPOCH)
    ends: list[float] = []
    begun: list[float] = []
    refusals, left = 0, 300
    while left or ends:
        while ends and ends[0] <= at:
            heapq.heappop(ends)
            memory = memory.went_well(len(ends) + 1, 64, EPOCH + at)
        most = hidden // 2 if halved[0] <= at < halved[1] else hidden
        while left and len(ends) < int(memory.limit) and EPOCH + at >= memory.paused:
            minute = sum(1 for each in begun if each > at - 60)
            if len(ends) >= most or (per_minute and minute >= per_minute):
                refusals += 1
                memory = memory.refused(None, EPOCH + at)
            else:
                begun.append(at)
                heapq.heappush(ends, at + chance.lognormvariate(2.7, 0.3))
                left -= 1
        after = [memory.paused - EPOCH] if EPOCH + at < memory.paused else []
        at = max(at + 1e-6, min([*ends[:1], *after], default=at))
    return at, refusals


def test_hidden_limits_are_found_with_few_refusals() -> None:
    runs = [played(seed, 12, 8, halved=(120, 240), per_minute=60) for seed in range(20)]
    assert sum(seconds for seconds, _ in runs) / 20 < 560  # one at a time: 4 698; blind: 461
    assert max(refusals for _, refusals in runs) <= 15  # blind: 12 634


def test_a_service_of_few_places_is_not_pestered() -> None:
    runs = [played(seed, 3, 8) for seed in range(10)]
    assert max(refusals for _, refusals in runs) <= 45
    assert sum(seconds for seconds, _ in runs) / 10 < 1.12 * 300 * 15.6 / 3


def test_where_nothing_is_refused_all_places_are_used_from_the_start() -> None:
    seconds, refusals = played(1, 10**6, 20)
    assert refusals == 0
    assert seconds < 1.15 * 300 * 15.6 / 20


def test_a_limit_grows_only_when_it_was_felt() -> None:
    assert Memory(8.0).went_well(3, 64, EPOCH).limit == 8.0
    assert Memory(8.0).went_well(4, 64, EPOCH).limit == 9.0
    assert Memory(8.0, slow=False).went_well(4, 64, EPOCH).limit == 8.125
    assert Memory(8.0).went_well(8, 8, EPOCH).limit == 8.0
    assert Memory(9.0).went_well(9, 5, EPOCH).limit == 9.0  # another build's ceiling is higher


def test_several_refusals_are_one_cut() -> None:
    once = Memory(10.0).refused(None, EPOCH)
    assert (once.limit, once.paused) == (6.0, EPOCH + 1)
    assert once.refused(None, EPOCH + 0.5).limit == 6.0
    assert once.refused(None, EPOCH + 0.5).paused == EPOCH + 1.5  # the same refusal, heard twice
    later = once.refused(None, EPOCH + WINDOW)
    assert (later.limit, later.paused) == (6.0 * CUT, EPOCH + WINDOW + 2)
    assert Memory(1.0).refused(None, EPOCH).limit == 1.0


def test_what_the_service_asks_for_is_more_than_what_we_thought() -> None:
    assert Memory(4.0).refused(30.0, EPOCH).paused == EPOCH + 30
    assert Memory(4.0, paused=EPOCH + 90).refused(30.0, EPOCH).paused == EPOCH + 90
    assert Memory(4.0).refused(float("nan"), EPOCH).paused == EPOCH + 1
    assert Memory(4.0).refused(-3.0, EPOCH).paused == EPOCH + 1


def test_pauses_double_while_nothing_goes_well_and_end() -> None:
    memory, at, pauses = Memory(4.0), EPOCH, []
    for _ in range(9):
        memory = memory.refused(None, at)
        pauses.append(memory.paused - at)
        at = memory.paused
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert memory.went_well(4, 64, at).refused(None, at).paused == at + 1


def test_a_queue_at_the_service_leads_to_the_number_that_runs() -> None:
    """The service takes 12, runs 3 and lets the rest wait; each takes 10 s, and is looked at every 5."""
    memory, at, tasks = Memory(12.0), 0, [10] * 12
    for at in range(0, 900, 5):
        running, waiting = tasks[:3], tasks[3:]
        for _ in waiting:
            memory = memory.waited(len(tasks), EPOCH + at)
        left = [each - 5 for each in running]
        for _ in range(left.count(0)):
            memory = memory.went_well(len(tasks), 12, EPOCH + at)
        tasks = [each for each in left if each] + waiting
        tasks += [10] * (int(memory.limit) - len(tasks))
        assert len(tasks) >= 3  # gently: the service never lacks work
    assert 3 <= len(tasks) <= 5


def test_after_a_silence_half_of_what_went_well() -> None:
    memory = Memory(9.0, good=8.0, slow=False, cut=EPOCH - 5000, heard=EPOCH - FORGOTTEN - 1)
    assert memory.awake(20, EPOCH).limit == 4.0
    assert memory.awake(20, EPOCH).slow
    assert memory.awake(20, memory.heard + FORGOTTEN) == memory  # not silent yet
    assert Memory(6.0, good=6.0).awake(20, EPOCH).limit == 20.0  # never refused


# What is shared


def test_two_builds_share_the_places(tmp_path: Path) -> None:
    one = Account(str(tmp_path), 2, 2, Hands())
    two = Account(str(tmp_path), 2, 2, impatient())
    with one.slot(), two.slot(), pytest.raises(Told), two.slot():
        pass
    with two.slot(), two.slot():
        assert len(known_places(tmp_path)) == 2


def known_places(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("place-*"))


def test_a_build_waits_until_a_place_is_free(tmp_path: Path) -> None:
    held = contextlib.ExitStack()
    clock = Hands(lambda seconds: held.close() if len(clock.slept) == 3 else None)
    one = Account(str(tmp_path), 1, 1, Hands())
    held.enter_context(one.slot())
    with Account(str(tmp_path), 1, 1, clock).slot():
        assert clock.slept == [0.2, 0.2, 0.2]


HOLDER = """
import sys
from storyforge.delivery.account import Account
from storyforge.delivery.clock import WallClock
account = Account(sys.argv[1], 2, 2, WallClock())
with account.slot(), account.slot():
    print("held", flush=True)
    sys.stdin.readline()
print("left", flush=True)
sys.stdin.readline()
"""


@contextlib.contextmanager
def other_build(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds two places."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_processes_share_the_places(tmp_path: Path) -> None:
    with other_build(tmp_path) as other:
        mine = Account(str(tmp_path), 2, 2, impatient())
        with pytest.raises(Told), mine.slot():
            pass
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "left\n"
        with mine.slot(), mine.slot():
            pass


def test_a_killed_build_holds_nothing(tmp_path: Path) -> None:
    with other_build(tmp_path) as other:
        mine = Account(str(tmp_path), 2, 2, impatient())
        other.kill()
        other.wait()
        with mine.slot(), mine.slot():
            pass


def test_threads_never_hold_more_than_the_limit(tmp_path: Path) -> None:
    account = Account(str(tmp_path), 3, 3, WallClock(0))
    inside, most, counting = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with account.slot():
            with counting:
                inside += 1
                most = max(most, inside)
            account.heard("good")
            with counting:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert (inside, most <= 3, account.limit) == (0, True, 3.0)


def test_a_cut_limit_holds_for_all_although_places_are_free(tmp_path: Path) -> None:
    one, two = Account(str(tmp_path), 10, 10, Hands()), Account(str(tmp_path), 10, 10, impatient())
    with contextlib.ExitStack() as held:
        for _ in range(6):
            held.enter_context(one.slot())
        one.heard("throttled")
        assert two.limit == 6.0
        with pytest.raises(Told), two.slot():
            pass
        one.heard("good")
        one.heard("good")
        one.heard("good")
        assert two.limit == pytest.approx(6 + 3 * 2 / 6, abs=0.1)


def test_a_low_ceiling_is_ones_own(tmp_path: Path) -> None:
    many = Account(str(tmp_path), 8, 8, Hands())
    few = Account(str(tmp_path), 2, 2, impatient())
    with few.slot(), few.slot():
        few.heard("good")
        with pytest.raises(Told), few.slot():
            pass
    assert (few.limit, many.limit) == (2.0, 8.0)


def test_what_was_learned_is_remembered(tmp_path: Path) -> None:
    clock = Hands()
    one = Account(str(tmp_path), 8, 8, clock)
    one.heard("busy")
    assert Account(str(tmp_path), 8, 8, clock).limit == pytest.approx(4.8)


# Who waits how long


@pytest.mark.parametrize("what", ["throttled", "busy"])
def test_retry_after_pauses_everybody(tmp_path: Path, what: str) -> None:
    one, clock = Account(str(tmp_path), 4, 4, Hands()), Hands()
    two = Account(str(tmp_path), 4, 4, clock)
    one.heard(what, 40.0)
    two.begin()
    assert clock.slept == [40.0]
    two.begin()
    assert clock.slept == [40.0]  # it is over


def test_looks_wait_too_and_are_spread_behind_the_pause(tmp_path: Path) -> None:
    clock = Hands()
    account = Account(str(tmp_path), 4, 4, clock)
    account.heard("throttled", 40.0)
    account.look()
    account.look()
    assert clock.slept == [40.0, 1 / LOOKS]


def test_a_longer_pause_reaches_those_who_wait_already(tmp_path: Path) -> None:
    other = Account(str(tmp_path), 4, 4, Hands())
    clock = Hands(lambda seconds: other.heard("throttled", 70.0) if len(clock.slept) == 1 else None)
    account = Account(str(tmp_path), 4, 4, clock)
    other.heard("throttled", 30.0)
    account.begin()
    assert clock.slept == [30.0, 40.0]


def test_looks_are_evenly_spread_over_all_builds(tmp_path: Path) -> None:
    """Four builds look at the same moment; the clock stands still while they say how long they will wait."""
    clocks = [impatient() for _ in range(4)]
    for clock in clocks:
        with contextlib.suppress(Told):
            Account(str(tmp_path), 4, 4, clock).look()
    assert [clock.slept for clock in clocks] == [[], [1 / LOOKS], [2 / LOOKS], [3 / LOOKS]]


def test_starts_keep_their_distance(tmp_path: Path) -> None:
    clock = Hands()
    account = Account(str(tmp_path), 4, 4, clock, starts_per_minute=30)
    for _ in range(4):
        account.begin()
    assert clock.slept == [2.0, 2.0, 2.0]


def test_a_few_starts_may_come_together(tmp_path: Path) -> None:
    clock = Hands()
    account = Account(str(tmp_path), 4, 4, clock, starts_per_minute=240)  # four in a second
    for _ in range(6):
        account.begin()
    assert clock.slept == [0.25, 0.25]
    clock.at += 60
    account.begin()
    assert clock.slept == [0.25, 0.25]


def test_without_a_limit_starts_do_not_wait(tmp_path: Path) -> None:
    account = Account(str(tmp_path), 4, 4, impatient())
    for _ in range(50):
        account.begin()


def test_a_clock_without_waits_ends_every_wait(tmp_path: Path) -> None:
    account = Account(str(tmp_path), 4, 4, WallClock(0), starts_per_minute=1)
    account.heard("throttled", 3600.0)
    for _ in range(20):
        account.begin()
        account.look()


def test_leaving_wakes_all_who_wait(tmp_path: Path) -> None:
    clock = WallClock()
    account = Account(str(tmp_path), 1, 1, clock)
    account.heard("throttled", 1000.0)
    woken: list[str] = []

    def wait(name: str, ask: Callable[[], object]) -> None:
        try:
            ask()
        except Stopped:
            woken.append(name)

    asks = {
        "begin": account.begin,
        "look": account.look,
        "slot": lambda: account.slot().__enter__(),
        "another slot": lambda: account.slot().__enter__(),
    }
    with account.slot():
        threads = [threading.Thread(target=wait, args=each) for each in asks.items()]
        for each in threads:
            each.start()
        clock.stop()
        for each in threads:
            each.join(30)
    assert sorted(woken) == sorted(asks)


# What may lie in the file


@pytest.mark.parametrize("said", ["", "{", "[]", "null", '{"limit": "8"}', '{"limit": NaN}'])
def test_a_spoiled_file_is_as_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "limits.json").write_text(said)
    assert Account(str(tmp_path), 5, 8, Hands()).limit == 5.0


def test_moments_of_a_clock_that_went_wrong_do_not_count(tmp_path: Path) -> None:
    far = EPOCH + 10**7
    said = {"limit": 3, "cut": EPOCH, "heard": EPOCH, "paused": far, "starts": far, "looks": far}
    (tmp_path / "limits.json").write_text(json.dumps(said))
    account = Account(str(tmp_path), 5, 8, impatient(), starts_per_minute=1)
    account.begin()
    account.look()
    assert account.limit == 3.0


numbers = st.floats() | st.integers() | st.none() | st.booleans() | st.text()


@settings(max_examples=60, deadline=None)
@given(said=st.fixed_dictionaries({}, optional=dict.fromkeys(Memory.__slots__, numbers)))
def test_no_file_stops_a_build(
    said: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("account")
    (folder / "limits.json").write_text(json.dumps(said))
    account = Account(str(folder), 2, 4, Hands(), starts_per_minute=60)
    with account.slot():
        account.begin()
        account.look()
        for what in ("good", "queued", "throttled", "busy"):
            account.heard(what)
    assert 1.0 <= account.limit <= 4.0
    assert 1.0 <= known(folder)["limit"] < float("inf")


def test_a_disk_that_takes_nothing_does_not_stop_what_was_paid(tmp_path: Path) -> None:
    (tmp_path / "limits.json").mkdir()
    account = Account(str(tmp_path), 4, 4, Hands())
    with account.slot():
        account.heard("throttled", 5.0)
    assert account.limit == 4.0


def test_the_folder_is_made_for_the_user_alone(tmp_path: Path) -> None:
    account = Account(str(tmp_path / "accounts" / "runway-1"), 1, 1, Hands())
    account.heard("good")
    with account.slot():
        modes = {
            each.stat().st_mode & 0o777
            for each in (tmp_path / "accounts").rglob("*")
            if each.is_file()
        }
    assert modes == {0o600}
    assert (tmp_path / "accounts").stat().st_mode & 0o777 == 0o700
