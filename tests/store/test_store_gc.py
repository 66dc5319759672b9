"""A collection takes what nobody needs, in two steps, and never what somebody needs."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_world import files, key, trace

from storyforge.core.errors import Refused
from storyforge.store import gc
from storyforge.store.disk import DiskStore

NOW = 2_000_000_000.0


@pytest.fixture
def store(tmp_path) -> DiskStore:
    return DiskStore(tmp_path / ".storyforge")


def aged(store: DiskStore, path: str, seconds: float) -> None:
    os.utime(path, (NOW - seconds, NOW - seconds))


def take(store: DiskStore, name: str, age: float) -> str:
    sha256 = store.put(name.encode())
    store.put_trace(trace(name, sha256))
    aged(store, store.path(sha256), age)
    aged(store, store.traces.path(key(name), 0), age)
    return sha256


def plan(store: DiskStore, live=(), kept=(), keep_younger: float = 100) -> gc.Sweep:
    return gc.plan(store, live, kept, now=NOW, keep_younger=keep_younger)


def test_a_plan_touches_nothing_and_counts_bytes(store):
    dead = take(store, "dead", 500)
    before = files(store.root)
    sweep = plan(store)
    assert files(store.root) == before
    assert sweep.traces == ((key("dead"), 0),)
    assert sweep.objects == (gc.Item(dead, 4),)
    assert sweep.size == 4 + os.path.getsize(store.traces.path(key("dead"), 0))
    assert (sweep.batches, sweep.freed) == ((), 0)


def test_live_young_and_referred_things_stay(store):
    named, kept, young = (
        take(store, "named", 500),
        take(store, "kept", 500),
        take(store, "young", 5),
    )
    loose = store.put(b"loose but young")
    aged(store, store.path(loose), 5)
    take(store, "dead", 500)
    gc.collect(store, plan(store, [named], [(key("kept"), 0)]))
    assert store.objects() == {named, kept, young, loose}
    assert [name for name, _ in store.traces.all()] == sorted([key("kept"), key("young")])


def test_the_trash_is_emptied_by_the_next_collection_only(store):
    take(store, "first", 500)
    assert gc.collect(store, plan(store)) == "batch-1"
    assert len(os.listdir(f"{store.layout.trash}/batch-1")) == 2
    take(store, "second", 500)
    sweep = plan(store)
    assert sweep.batches == ("batch-1",)
    assert sweep.freed == sum(
        os.path.getsize(f"{store.layout.trash}/batch-1/{name}")
        for name in os.listdir(f"{store.layout.trash}/batch-1")
    )
    gc.collect(store, sweep)
    (batch,) = os.listdir(store.layout.trash)
    assert sorted(os.listdir(f"{store.layout.trash}/{batch}")) == sorted(
        [store.put(b"second"), f"{key('second')}.0.json"]
    )


def test_odd_things_in_the_trash_do_not_stop_it(store, tmp_path):
    store.prepare()
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").touch()
    os.symlink(tmp_path / "precious", f"{store.layout.trash}/batch-7")
    with open(f"{store.layout.trash}/stray", "w") as file:
        file.write("stray")
    gc.collect(store, plan(store))
    assert os.listdir(store.layout.trash) == []
    assert (tmp_path / "precious" / "file").exists()


def test_a_damaged_record_stops_everything(store):
    take(store, "kept", 5)
    take(store, "dead", 500)
    path = store.traces.path(key("kept"), 0)
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(b"{}")
    aged(store, path, 5)
    with pytest.raises(Refused, match="nothing was removed"):
        plan(store)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.lists(st.integers(0, 5), min_size=6, max_size=6),
)
def test_nothing_alive_is_ever_removed(tmp_path_factory, takes, pictures):
    """Any mixture of live traces, live objects, young ones, and traces that share pictures."""
    store = DiskStore(tmp_path_factory.mktemp("gc") / ".storyforge")
    live, kept, needed = set(), set(), set()
    for n, (alive, named, young) in enumerate(takes):
        sha256 = store.put(b"%d" % pictures[n])
        store.put_trace(trace(n, sha256))
        aged(store, store.traces.path(key(n), 0), 5 if young else 500)
        aged(store, store.path(sha256), 500)
        kept |= {(key(n), 0)} if alive else set()
        live |= {sha256} if named else set()
        needed |= {sha256} if alive or named or young else set()
    gc.collect(store, plan(store, live, kept))
    assert store.objects() == needed
    assert set(store.traces.all()) >= kept
    assert all(store.has(store.trace(*named).output.sha256) for named in store.traces.all())


def paid(store: DiskStore, name: str, cost: str, known: str, age: float = 500) -> str:
    sha256 = store.put(name.encode())
    store.put_trace(replace(trace(name, sha256), cost=cost, cost_known=known))
    aged(store, store.path(sha256), age)
    aged(store, store.traces.path(key(name), 0), age)
    return sha256


def test_what_cost_money_or_may_have_stays_unless_it_is_named(store):
    bought = {
        paid(store, "reported", "0.05", "reported"),
        paid(store, "listed", "0.08", "tariff"),
        paid(store, "unknown", "0", "unknown"),
        paid(store, "odd", "many", "reported"),
    }
    free = {paid(store, "free", "0", "free"), paid(store, "nought", "0.00", "reported")}
    paid(store, "needed", "0.08", "tariff")
    paid(store, "young", "0.08", "tariff", age=5)
    kept = [(key("needed"), 0)]
    sweep = plan(store, (), kept)
    assert {item.name for item in sweep.objects} == free
    assert (sweep.paid, sweep.cost, sweep.unpriced) == (4, Decimal("0.13"), 2)
    everything = gc.plan(store, (), kept, now=NOW, keep_younger=100, paid=True)
    assert {item.name for item in everything.objects} == free | bought
    assert (everything.paid, everything.cost, everything.unpriced) == (4, Decimal("0.13"), 2)
    gc.collect(store, sweep)
    assert bought <= store.objects()
    gc.collect(store, gc.plan(store, (), kept, now=NOW, keep_younger=100, paid=True))
    assert not bought & store.objects()
    assert len(store.objects()) == 2


def test_requests_are_told_apart_from_pictures(store):
    for data in (b'{"prompt": "a lamp"}', b"\x89PNG"):
        aged(store, store.path(store.put(data)), 500)
    assert sorted((item.size, item.paper) for item in plan(store).objects) == [
        (4, False),
        (20, True),
    ]
