"""Everything that can be wrong in a store is found and named; nothing that is well is."""

from __future__ import annotations

import os

import pytest
from store_world import files, key, trace

from storyforge.core.action import key_of
from storyforge.store.disk import DiskStore
from storyforge.store.traces import seal
from storyforge.store.verify import verify


@pytest.fixture
def store(tmp_path) -> DiskStore:
    return DiskStore(tmp_path / ".storyforge")


def rewrite(path: str, data: bytes) -> None:
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(data)


def kinds(store: DiskStore, **how) -> list[str]:
    return [finding.kind for finding in verify(store, **how)]


def test_a_sound_store_has_no_findings(store):
    assert kinds(store) == []
    store.put_trace(trace("pier", store.put(b"picture")))
    assert kinds(store) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("corrupt", b"qicture"),
        ("corrupt", b"pidture"),
        ("corrupt", b"picturf"),
        ("corrupt", b"pict"),
        ("corrupt", bytes(7)),
        ("empty", b""),
    ],
)
def test_every_damage_of_a_picture_is_found(store, kind, data):
    sha256 = store.put(b"picture")
    store.put_trace(trace("pier", sha256))
    rewrite(store.path(sha256), data)
    assert kinds(store) == [kind, "no_picture"]
    assert store.has(sha256)
    first = next(iter(verify(store)))
    assert first.name == f"objects/{sha256[:2]}/{sha256[2:]}"
    assert first.sentence.endswith(".")
    assert kinds(store, quarantine=True) == [kind, "no_picture"]
    assert not store.has(sha256)
    assert len(os.listdir(store.layout.quarantine)) == 1
    assert kinds(store) == ["no_picture"]


def test_links_swaps_and_strangers_are_found(store, tmp_path):
    one, two, three = (store.put(data) for data in (b"one", b"two", b"three"))
    rewrite(store.path(one), b"two")
    rewrite(store.path(two), b"one")
    (tmp_path / "three").write_bytes(b"three")
    os.unlink(store.path(three))
    os.symlink(tmp_path / "three", store.path(three))
    strangers = ("objects/readme", f"objects/{one[:2]}/note.txt", "objects/zz", "traces/x.json")
    for name in strangers:
        with open(f"{store.root}/{name}", "w"):
            pass
    found = {(finding.kind, finding.name) for finding in verify(store, quarantine=True)}
    assert found == {
        ("corrupt", os.path.relpath(store.path(one), store.root)),
        ("corrupt", os.path.relpath(store.path(two), store.root)),
        ("link", os.path.relpath(store.path(three), store.root)),
        *(("foreign", name) for name in strangers),
    }
    assert set(strangers) <= set(files(store.root))
    assert store.objects() == frozenset()


def test_every_damage_of_a_trace_is_found(store):
    store.put_trace(trace("pier", store.put(b"picture")))
    path = store.traces.path(key("pier"), 0)
    with open(path, "rb") as file:
        whole = file.read()
    for at in (0, 20, 80, 300, len(whole) - 1):
        rewrite(path, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kinds(store) == ["damaged_trace"]
    rewrite(path, whole[:-9])
    assert kinds(store) == ["damaged_trace"]
    rewrite(path, seal(b'{"trace": 2}'))
    assert kinds(store, quarantine=True) == ["newer"]
    rewrite(path, b"")
    assert kinds(store, quarantine=True) == ["empty"]
    assert kinds(store) == []


def test_a_key_that_is_not_its_actions_digest_is_found(store):
    store.put_trace(trace("pier", store.put(b"picture")))
    assert kinds(store, key_of=lambda action: key("pier")) == []
    assert kinds(store, key_of=key_of) == ["wrong_key"]
