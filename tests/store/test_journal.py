"""The journal: what was promised is there, what was torn is cut, what was damaged is said."""

from __future__ import annotations

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from store_world import files, python, said

from storyforge.core.attempt import DAMAGED
from storyforge.core.errors import DiskTrouble, Refused
from storyforge.store import journal as form
from storyforge.store.journal import Journal

ONE = {"event": "intended", "attempt": "a", "reserve": "0.08", "witness": {"credits": "100"}}
TWO = {"event": "doubted", "attempt": "a", "sentence": "“lost” ☂ \ud800 \u2028\n"}
THREE = {"event": "accepted", "attempt": "b", "task": "task-1"}
ALL = (ONE, TWO, THREE)


@pytest.fixture
def root(tmp_path) -> str:
    return str(tmp_path / ".storyforge")


@pytest.fixture
def written(root) -> str:
    """The path of a journal with three records."""
    journal = Journal(root)
    journal.open()
    journal.append(ONE, TWO)
    journal.append(THREE)
    journal.close()
    return path_of(root)


def path_of(root: str, epoch: int = 1) -> str:
    return f"{root}/journal/{epoch:06}.jsonl"


def content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def good(records) -> tuple:
    return tuple(each for each in records if each["event"] != DAMAGED)


def test_looking_touches_nothing(root, tmp_path):
    journal = Journal(root)
    assert (journal.records(), journal.damage) == ((), ())
    assert os.listdir(tmp_path) == []
    with pytest.raises(RuntimeError, match="not open"):
        journal.append(ONE)


def test_what_is_appended_is_there_for_everybody(root, written):
    assert Journal(root).records() == ALL
    assert stat.S_IMODE(os.stat(written).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(f"{root}/journal").st_mode) == 0o700
    lines = content(written).split(b"\n")
    assert lines[0] == b'{"crc": "f9f85b5b", "seq": 0, "journal": 1, "epoch": 1}'
    assert lines[3].endswith(b'"seq": 3, "event": "accepted", "attempt": "b", "task": "task-1"}')
    again = Journal(root)
    again.open()
    again.append(ONE)
    assert again.records() == Journal(root).records() == (*ALL, ONE)
    again.close()
    again.close()
    with pytest.raises(DiskTrouble, match="closed"):
        again.append(ONE)


def test_what_is_no_json_changes_nothing(root, written):
    journal = Journal(root)
    journal.open()
    for odd in ({"event": "x", "at": float("nan")}, {"event": {1, 2}}):
        with pytest.raises((TypeError, ValueError)):
            journal.append(ONE, odd)
    journal.append(THREE)
    assert journal.records() == (*ALL, THREE)


def test_reading_writes_nothing_and_needs_no_right_to(root, written, tmp_path):
    put(written, content(written)[:-9])
    os.chmod(written, 0o400)
    for folder in (f"{root}/journal", root):
        os.chmod(folder, 0o500)

    def state() -> list[tuple[str, int, int]]:
        paths = [
            written,
            f"{root}/journal",
            root,
            *(f"{tmp_path}/{each}" for each in files(tmp_path)),
        ]
        return [(path, os.stat(path).st_mtime_ns, os.stat(path).st_size) for path in paths]

    before = state()
    try:
        assert Journal(root).records() == ALL[:2]
        assert state() == before
    finally:
        for folder in (root, f"{root}/journal"):
            os.chmod(folder, 0o700)


# Torn tails.


def test_a_tail_torn_at_any_byte_is_passed_over_and_cut_once(root, written):
    data = content(written)
    head = data.index(b"\n") + 1
    for length in range(head, len(data)):
        put(written, data[:length])
        whole = ALL[: data[:length].count(b"\n") - 1]
        reader = Journal(root)
        assert (reader.records(), reader.damage) == (whole, ())
        assert content(written) == data[:length]
        for _ in range(2):
            writer = Journal(root)
            writer.open()
            writer.close()
            assert content(written) == data[: data[:length].rindex(b"\n") + 1]
        writer = Journal(root)
        writer.open()
        writer.append(THREE)
        assert writer.records() == (*whole, THREE)
        writer.close()


def test_a_tail_of_noughts_is_torn_too(root, written):
    data = content(written)
    put(written, data + bytes(4096))
    assert Journal(root).records() == ALL
    journal = Journal(root)
    journal.open()
    assert content(written) == data


def test_a_file_cut_within_its_first_line_is_damage(root, written):
    """The first line comes with the file, so no crash of ours leaves half of it."""
    data = content(written)
    for length in range(data.index(b"\n") + 1):
        put(written, data[:length])
        reader = Journal(root)
        assert good(reader.records()) == ()
        assert reader.damage == ("journal/000001.jsonl:1",)
        with pytest.raises(Refused, match="damaged"):
            Journal(root).open()
        assert content(written) == data[:length]


# Damage.


def test_every_flipped_bit_is_found_and_nothing_is_forgotten(root, written):
    data = content(written)
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        put(written, bytes(damaged))
        reader = Journal(root)
        left = good(reader.records())
        ended = data[place] == ord("\n")  # then two lines have become one
        assert len(left) >= len(ALL) - 1 - ended
        assert [each for each in ALL if each in left] == list(left)
        (where,) = set(reader.damage[:1])
        line = data[:place].count(b"\n") + 1
        assert where == f"journal/000001.jsonl:{line}"
        writer = Journal(root)
        with pytest.raises(Refused) as caught:
            writer.open()
        (problem,) = caught.value.problems
        assert problem.code == "D017"
        assert f".storyforge/journal/000001.jsonl:{line}" in problem.sentence
        assert "still counts" in problem.sentence
        assert problem.advice
        with pytest.raises(RuntimeError):
            writer.append(ONE)
        assert content(written) == bytes(damaged)


def test_a_reader_is_told_where_a_line_was(root, written):
    lines = content(written).split(b"\n")
    lines[2] = lines[2].replace(b"doubted", b"doubtex")
    put(written, b"\n".join(lines))
    gap = {"event": DAMAGED, "where": "000001.jsonl:3"}
    records = Journal(root).records()
    assert records == (ONE, {**gap, "where": "journal/000001.jsonl:3"}, THREE)


def test_lines_that_vanish_or_come_twice_are_damage(root, written):
    head, one, two, three, _ = content(written).split(b"\n")
    for lines, left in (
        ((head, one, three), (ONE, THREE)),
        ((head, one, one, two, three), ALL),
        ((head, two, one, three), (TWO, THREE)),
        ((one, two, three), ALL),
    ):
        put(written, b"\n".join((*lines, b"")))
        reader = Journal(root)
        assert good(reader.records()) == left
        assert reader.damage
        with pytest.raises(Refused):
            reader.open()


def test_noise_is_never_more_than_damage():
    for noise in (b"\n", b"\n\n", b"{}\n", b"\xff\0\n", form.seal(0, {})[:-1] * 2 + b"\n"):
        assert form.read(noise).records[0]["event"] == DAMAGED
    for body in (b"[1]", b"{}", b'{"seq": null}', b"{" * 9000, b'{"seq": "x"}'):
        line = form._CRC % form.zlib.crc32(b"{" + body[1:]) + body[1:]
        assert form.unseal(line) is None


def test_who_says_so_goes_on_without_the_damaged_line(root, written):
    data = content(written)
    put(written, data.replace(b"doubted", b"doubtex"))
    journal = Journal(root)
    assert journal.mend() == ("journal/000001.jsonl:3",)
    journal.append(ONE)
    records = Journal(root).records()
    gap = {"event": DAMAGED, "where": "journal/000001.jsonl:3"}
    assert records == (ONE, gap, THREE, ONE)
    (aside,) = os.listdir(f"{root}/quarantine")
    assert aside.startswith("journal-000001.jsonl.")
    assert content(f"{root}/quarantine/{aside}") == data.replace(b"doubted", b"doubtex")
    assert os.listdir(f"{root}/journal") == ["000002.jsonl"]
    journal.close()
    assert Journal(root).mend() == ()
    assert Journal(root).records() == records


# Many threads.


class Forced:
    """Counts how often the disk is waited for; `at` may go wrong."""

    def __init__(self, at: int = 0) -> None:
        self.count, self.at = 0, at

    def __call__(self, file: int) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(5, "Input/output error")
        os.fsync(file)


def test_sixteen_threads_share_one_wait_and_lose_nothing(root):
    forced = Forced()
    journal = Journal(root, sync=forced)
    journal.open()
    ready = threading.Barrier(16)

    def write(who: int) -> None:
        ready.wait()
        for n in range(50):
            journal.append({"event": "accepted", "attempt": f"{who}", "task": n})

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    records = Journal(root).records()
    assert len(records) == 800
    for who in range(16):
        assert [each["task"] for each in records if each["attempt"] == f"{who}"] == list(range(50))
    assert 50 <= forced.count < 800


def test_who_returns_from_append_is_on_the_disk(root):
    """What was forced down is what the file held then: looked at inside of the wait."""
    seen: list[bytes] = []
    journal = Journal(root, sync=lambda file: seen.append(content(path_of(root))))
    journal.open()
    for n in range(3):
        journal.append({"event": "accepted", "attempt": "a", "task": n})
        assert b'"task": %d}\n' % n in seen[-1]
        assert len(seen) == n + 1


def test_a_wait_that_fails_is_final(root):
    forced = Forced(at=2)
    journal = Journal(root, sync=forced)
    journal.open()
    journal.append(ONE)
    for _ in range(3):
        with pytest.raises(DiskTrouble, match="disk reports an error"):
            journal.append(TWO)
    assert forced.count == 2
    journal.close()
    again = Journal(root)
    again.open()
    again.append(THREE)
    assert again.records() == ALL  # it was written, though nobody could promise it


def test_everybody_who_waits_hears_of_the_trouble(root):
    journal = Journal(root, sync=Forced(at=1))
    journal.open()
    ready = threading.Barrier(8)

    def write(_: int) -> str:
        ready.wait()
        with pytest.raises(DiskTrouble) as caught:
            journal.append(ONE)
        return caught.value.problems[0].code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write, range(8))) == {"D003"}


def test_an_interruption_leaves_nobody_waiting(root):
    def interrupted(file: int) -> None:
        raise KeyboardInterrupt

    journal = Journal(root, sync=interrupted)
    journal.open()
    with pytest.raises(KeyboardInterrupt):
        journal.append(ONE)
    with pytest.raises(DiskTrouble, match="interrupted"):
        journal.append(ONE)


LIMITED = """
import resource, sys
from storyforge.core.errors import DiskTrouble
from storyforge.store.journal import Journal
journal = Journal(sys.argv[1])
journal.open()
journal.append({"event": "intended", "attempt": "a"})
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
for _ in range(2):
    try:
        journal.append({"event": "doubted", "attempt": "a", "sentence": "x" * 400})
    except DiskTrouble as trouble:
        print(trouble.problems[0].code)
"""


def test_a_file_that_may_not_grow_is_one_sentence_and_a_torn_tail(root):
    assert said(python(LIMITED, root)) == "D001\nD001\n"
    assert os.stat(path_of(root)).st_size == 200
    journal = Journal(root)
    journal.open()
    journal.append(THREE)
    assert journal.records() == ({"event": "intended", "attempt": "a"}, THREE)


def test_a_journal_that_was_removed_is_trouble_before_anything_is_sent(root, written):
    journal = Journal(root)
    journal.open()
    os.rename(written, f"{root}/elsewhere")
    with pytest.raises(DiskTrouble):
        journal.append(ONE)
    put(written, b"")
    with pytest.raises(DiskTrouble):
        journal.append(ONE)
    assert content(written) == b""


# Written anew.


def test_a_large_journal_is_written_anew_with_what_is_kept(root, written):
    before = content(written)
    small = Journal(root)
    small.open()
    small.compact(())
    assert content(written) == before
    small.close()
    journal = Journal(root, large=0)
    journal.open()
    journal.compact({"a"})
    assert os.listdir(f"{root}/journal") == ["000002.jsonl"]
    assert Journal(root).records() == (ONE, TWO)
    journal.append(THREE)
    journal.compact(["b"])
    assert Journal(root).records() == (THREE,)
    journal.compact(())
    journal.append(ONE)
    assert Journal(root).records() == (ONE,)
    assert os.listdir(f"{root}/journal") == ["000004.jsonl"]
    assert stat.S_IMODE(os.stat(path_of(root, 4)).st_mode) == 0o600


def test_that_lines_were_lost_is_kept_as_long_as_anything_is(root, written):
    put(written, content(written).replace(b"doubted", b"doubtex"))
    journal = Journal(root, large=0)
    journal.mend()
    journal.compact({"b"})
    assert [each["event"] for each in journal.records()] == [DAMAGED, "accepted"]
    journal.compact(())
    assert journal.records() == ()


def test_a_crash_at_any_point_of_writing_anew_loses_nothing(root, written):
    """Every left-over of it: half a temporary file; both files; half a newer file."""
    old = content(written)
    new = form.text({"journal": 1, "epoch": 2}, (THREE,))
    half = f"{root}/tmp/.1-1.tmp"
    for left, records in (
        ({half: new[:30]}, ALL),
        ({half: new}, ALL),
        ({path_of(root, 2): b""}, ALL),
        ({path_of(root, 2): new[:30]}, ALL),
        ({path_of(root, 2): new}, (THREE,)),
    ):
        for name in os.listdir(f"{root}/journal"):
            os.unlink(f"{root}/journal/{name}")
        put(written, old)
        for path, data in left.items():
            put(path, data)
        reader = Journal(root)
        assert (reader.records(), reader.damage) == (records, ())
        journal = Journal(root)
        journal.open()
        assert len(os.listdir(f"{root}/journal")) == 1
        journal.append(ONE)
        assert Journal(root).records() == (*records, ONE)
        journal.close()


def test_a_newer_file_that_is_damaged_is_not_passed_over_for_an_older_one(root, written):
    new = form.text({"journal": 1, "epoch": 2}, (THREE,))
    put(path_of(root, 2), new.replace(b"epoch", b"epocx"))
    journal = Journal(root)
    assert good(journal.records()) == (THREE,)
    assert journal.damage == ("journal/000002.jsonl:1",)
    with pytest.raises(Refused):
        journal.open()
    assert len(os.listdir(f"{root}/journal")) == 2


def test_appending_goes_on_while_it_is_written_anew(root):
    journal = Journal(root, large=0)
    journal.open()
    ready = threading.Barrier(5)

    def write(who: int) -> None:
        ready.wait()
        for n in range(40):
            journal.append({"event": "accepted", "attempt": f"{who}", "task": n})

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(write, who) for who in range(4)]
        ready.wait()
        for _ in range(10):
            journal.compact({"0", "1", "2", "3"})
        for each in done:
            each.result()
    records = Journal(root).records()
    for who in range(4):
        assert [each["task"] for each in records if each["attempt"] == f"{who}"] == list(range(40))


# Where it lies, and who wrote it.


def test_a_link_is_not_followed(root, written, tmp_path):
    put(f"{tmp_path}/precious", b"precious")
    os.unlink(written)
    os.symlink(f"{tmp_path}/precious", written)
    for use in (lambda: Journal(root).records(), lambda: Journal(root).open()):
        with pytest.raises(DiskTrouble) as caught:
            use()
        assert caught.value.problems[0].code == "D010"
    os.unlink(written)
    os.rmdir(f"{root}/journal")
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", f"{root}/journal")
    for use in (lambda: Journal(root).records(), lambda: Journal(root).open()):
        with pytest.raises(Refused, match="symbolic link"):
            use()
    assert os.listdir(tmp_path / "elsewhere") == []
    assert content(f"{tmp_path}/precious") == b"precious"


def test_a_newer_format_is_refused_politely(root, written):
    put(written, form.text({"journal": 2, "epoch": 1, "shape": "unheard of"}, ()) + b"new form\n")
    before = content(written)
    for use in (lambda: Journal(root).records(), lambda: Journal(root).open()):
        with pytest.raises(Refused) as caught:
            use()
        assert caught.value.problems[0].code == "D011"
    assert content(written) == before


def test_foreign_names_are_passed_over(root, written):
    for name in ("README", "1.jsonl", "000002.jsonl.bak", "0000002.jsonl"):
        put(f"{root}/journal/{name}", b"x")
    journal = Journal(root)
    journal.open()
    assert journal.records() == ALL
    assert len(os.listdir(f"{root}/journal")) == 5
