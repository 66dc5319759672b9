"""The ledger: every line once, for ever; a damaged one is counted and harms no other."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from store_world import files

from storyforge.core.errors import DiskTrouble, Refused
from storyforge.core.spending import Spending
from storyforge.store import journal as form
from storyforge.store.ledger import Ledger


def line(token: str, charged: str | None = "0.080") -> Spending:
    return Spending(
        at="2026-07-01T10:00:00Z",
        token=token,
        node="shot:s010",
        scene="pier “naïve”",
        cast=("mara", "tom"),
        service="runway",
        model="gen4_image",
        key="k" * 64,
        take=0,
        n=0,
        estimated=Decimal("0.08"),
        charged=None if charged is None else Decimal(charged),
        known="unknown" if charged is None else "tariff",
        outcome="made",
    )


THREE = (line("a"), line("b", None), line("c", "0"))


@pytest.fixture
def root(tmp_path) -> str:
    return str(tmp_path / ".storyforge")


@pytest.fixture
def path(root) -> str:
    """The path of a ledger with three lines."""
    ledger = Ledger(root)
    for each in THREE:
        ledger.append(each)
    ledger.close()
    return f"{root}/ledger.jsonl"


def content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def test_looking_touches_nothing(root, tmp_path):
    ledger = Ledger(root)
    assert (ledger.lines(), ledger.damage) == ((), 0)
    ledger.close()
    assert files(tmp_path) == []


def test_lines_come_back_as_they_were(root, path):
    ledger = Ledger(root)
    assert (ledger.lines(), ledger.damage) == (THREE, 0)
    assert str(ledger.lines()[0].charged) == "0.080"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert content(path).startswith(form.seal(0, {"ledger": 1}))


def test_an_attempt_has_one_line_the_first(root, path):
    before = content(path)
    ledger = Ledger(root)
    ledger.append(line("a", "9"))
    assert content(path) == before
    put(path, before + form.seal(4, line("a", "9").to_json()))
    assert Ledger(root).lines() == THREE


def test_a_torn_tail_is_cut(root, path):
    data = content(path)
    for length in range(data.index(b"\n") + 1, len(data), 13):
        put(path, data[:length])
        whole = THREE[: data[:length].count(b"\n") - 1]
        ledger = Ledger(root)
        assert (ledger.lines(), ledger.damage) == (whole, 0)
        assert content(path) == data[:length]
        ledger.append(line("d"))
        assert Ledger(root).lines() == (*whole, line("d"))
        ledger.close()


def test_a_damaged_line_is_counted_and_harms_no_other(root, path):
    data = content(path)
    ends = [place for place, byte in enumerate(data) if byte == ord("\n")]
    for place in (*range(0, len(data), 5), *ends):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        put(path, bytes(damaged))
        ledger = Ledger(root)
        left = ledger.lines()
        assert len(left) >= 2 - (data[place] == ord("\n"))
        assert set(left) <= set(THREE)
        assert ledger.damage
        ledger.append(line("d"))
        assert Ledger(root).lines() == (*left, line("d"))
        ledger.close()


def test_a_sealed_line_of_another_shape_is_counted(root, path):
    put(path, content(path) + form.seal(4, {"token": "x"}))
    ledger = Ledger(root)
    assert (ledger.lines(), ledger.damage) == (THREE, 1)


def test_an_emptied_ledger_takes_lines_again(root, path):
    put(path, b"")
    ledger = Ledger(root)
    assert (ledger.lines(), ledger.damage) == ((), 1)
    ledger.append(line("d"))
    ledger.append(line("e"))
    assert Ledger(root).lines() == (line("d"), line("e"))


def test_many_threads_write_each_line_once(root):
    ledger = Ledger(root)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.append(line(f"t{n % 40}")), range(160)))
    assert sorted(each.token for each in Ledger(root).lines()) == sorted(f"t{n}" for n in range(40))


def test_trouble_is_final(root):
    calls: list[int] = []

    def sync(file: int) -> None:
        calls.append(file)
        raise OSError(28, "No space left on device")

    ledger = Ledger(root, sync=sync)
    for _ in range(2):
        with pytest.raises(DiskTrouble, match="disk is full"):
            ledger.append(line("a"))
    assert len(calls) == 1


def test_a_link_is_not_followed(root, path, tmp_path):
    os.rename(path, tmp_path / "precious")
    os.symlink(tmp_path / "precious", path)
    before = content(str(tmp_path / "precious"))
    for use in (lambda: Ledger(root).lines(), lambda: Ledger(root).append(line("d"))):
        with pytest.raises(DiskTrouble) as caught:
            use()
        assert caught.value.problems[0].code == "D010"
    assert content(str(tmp_path / "precious")) == before


def test_a_newer_format_is_refused_politely(root, path):
    put(path, form.text({"ledger": 2}, ()))
    for use in (lambda: Ledger(root).lines(), lambda: Ledger(root).append(line("d"))):
        with pytest.raises(Refused, match="newer storyforge"):
            use()
