"""One suite for every Store: what the disk promises, its double promises too."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import pytest
from store_world import key, trace

from storyforge.core import seams
from storyforge.core.seams import Corrupt, Missing
from storyforge.store.disk import DiskStore
from storyforge.store.memory import MemoryStore

HARMS: dict[str, Callable[[bytes], bytes]] = {
    "first byte": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "middle byte": lambda data: data[:50] + bytes([data[50] ^ 128]) + data[51:],
    "last byte": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "cut short": lambda data: data[:-12],
    "longer": lambda data: data + b"\0",
    "emptied": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
}


@pytest.fixture(params=["disk", "memory"])
def store(request, tmp_path) -> seams.Store:
    return MemoryStore() if request.param == "memory" else DiskStore(tmp_path / ".storyforge")


def harm(store: seams.Store, how: Callable[[bytes], bytes], sha256: str = "", named=None) -> None:
    if isinstance(store, MemoryStore):
        if named:
            store.sealed[named] = how(store.sealed[named])
        else:
            store.blobs[sha256] = how(store.blobs[sha256])
        return
    path = store.traces.path(*named) if named else store.path(sha256)
    with open(path, "rb") as file:
        data = file.read()
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(how(data))


def test_what_was_put_comes_back(store):
    data = bytes(range(256)) * 9
    sha256 = store.put(data)
    assert store.put(data) == sha256
    assert (store.get(sha256), store.has(sha256)) == (data, True)
    assert store.objects() == {sha256}
    assert store.put(b"") in store.objects()


def test_what_was_never_put_is_missing(store):
    for name in (key("nothing"), "", "../../etc/passwd", "A" * 64, key("x")[:-1] + "/"):
        assert not store.has(name)
        assert store.trace(name, 0) is None
        assert store.takes(name) == ()
        with pytest.raises(Missing):
            store.get(name)
    assert store.objects() == frozenset()


def test_a_trace_comes_back_as_it_was_in_every_take(store):
    picture = store.put(b"picture")
    for take in (10, 0, 2):
        store.put_trace(trace("pier", picture, take))
    assert store.takes(key("pier")) == (0, 2, 10)
    assert store.trace(key("pier"), 10) == trace("pier", picture, 10)
    assert store.trace(key("pier"), 1) is None
    assert store.takes(key("other")) == ()


def test_a_trace_may_be_made_again(store):
    first, second = store.put(b"first"), store.put(b"second")
    store.put_trace(trace("pier", first))
    store.put_trace(trace("pier", second, seed=None))
    assert store.trace(key("pier"), 0) == trace("pier", second, seed=None)


def test_a_trace_needs_its_picture_and_a_proper_name(store):
    with pytest.raises(Missing):
        store.put_trace(trace("pier", key("nowhere")))
    wrong = trace("pier", store.put(b"x"), take=-1)
    with pytest.raises(ValueError):
        store.put_trace(wrong)
    assert store.takes(key("pier")) == ()


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_picture_is_never_served_and_can_be_made_again(store, how):
    data = b"\x89PNG" + bytes(range(200))
    sha256 = store.put(data)
    harm(store, HARMS[how], sha256)
    with pytest.raises(Corrupt):
        store.get(sha256)
    assert not store.has(sha256)
    with pytest.raises(Missing):
        store.get(sha256)
    assert store.get(store.put(data)) == data


def test_bytes_of_another_size_are_replaced_by_putting_again(store):
    sha256 = store.put(b"whole picture" * 20)
    harm(store, HARMS["cut short"], sha256)
    store.put(b"whole picture" * 20)
    assert store.get(sha256) == b"whole picture" * 20


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_trace_is_none_and_can_be_made_again(store, how):
    whole = trace("pier", store.put(b"picture"))
    store.put_trace(whole)
    harm(store, HARMS[how], named=(key("pier"), 0))
    assert store.trace(key("pier"), 0) is None
    assert store.takes(key("pier")) == ()
    store.put_trace(whole)
    assert store.trace(key("pier"), 0) == whole


def test_no_bit_of_a_trace_may_differ(store):
    """Every byte of the file, not only those that break its grammar."""
    whole = trace("pier", store.put(b"picture"))
    store.put_trace(whole)
    for at in range(0, len(whole.to_bytes()) + 70, 7):
        harm(store, lambda data, at=at: data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :],
             named=(key("pier"), 0))  # fmt: skip
        assert store.trace(key("pier"), 0) is None
        store.put_trace(whole)


def test_two_pictures_that_changed_places_are_both_noticed(store):
    one, two = store.put(b"one"), store.put(b"two")
    harm(store, lambda _: b"two", one)
    harm(store, lambda _: b"one", two)
    for sha256 in (one, two):
        with pytest.raises(Corrupt):
            store.get(sha256)


def test_two_traces_that_changed_places_are_both_noticed(store):
    picture = store.put(b"picture")
    kept = {}
    for take in (0, 1):
        store.put_trace(trace("pier", picture, take))
        harm(store, lambda data, take=take: kept.setdefault(take, data), named=(key("pier"), take))
    for take in (0, 1):
        harm(store, lambda _, take=take: kept[1 - take], named=(key("pier"), take))
    assert [store.trace(key("pier"), take) for take in (0, 1)] == [None, None]


def test_many_threads_put_the_same_and_different_bytes(store):
    datas = [bytes([n]) * 1000 for n in range(12)]
    faults: list[BaseException] = []

    def work() -> None:
        try:
            for data in datas:
                sha256 = store.put(data)
                store.put_trace(trace(data[0], sha256))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(store.objects()) == len(datas)
    assert all(store.get(sha256) for sha256 in store.objects())
    assert all(store.takes(key(data[0])) == (0,) for data in datas)
