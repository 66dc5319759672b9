"""The store on disk: its layout, its damage, and disks that say no."""

from __future__ import annotations

import os
import stat

import pytest
from store_world import files, key, python, said, trace

from storyforge.core.errors import DiskTrouble, Refused
from storyforge.core.seams import Corrupt, Missing
from storyforge.store import durable, gc
from storyforge.store.disk import DiskStore
from storyforge.store.traces import seal


@pytest.fixture
def store(tmp_path) -> DiskStore:
    return DiskStore(tmp_path / ".storyforge")


def test_looking_makes_nothing_and_the_first_write_makes_all(store, tmp_path):
    assert (store.objects(), store.takes(key(1)), store.has(key(1))) == (frozenset(), (), False)
    assert store.sweep() == 0
    assert os.listdir(tmp_path) == []
    sha256 = store.put(b"picture")
    store.put_trace(trace("pier", sha256))
    named = key("pier")
    assert files(store.root) == [
        ".gitignore",
        "VERSION",
        f"objects/{sha256[:2]}/{sha256[2:]}",
        f"traces/{named[:2]}/{named[2:]}.0.json",
    ]
    assert sorted(next(os.walk(store.root))[1]) == [
        "journal",
        "objects",
        "quarantine",
        "refusals",
        "tmp",
        "traces",
        "trash",
    ]
    assert stat.S_IMODE(os.stat(store.root).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(store.path(sha256)).st_mode) == 0o444
    with open(f"{store.root}/.gitignore") as ignored, open(f"{store.root}/VERSION") as version:
        assert (ignored.read(), version.read()) == ("*\n", "1\n")


def test_a_link_or_a_folder_in_a_pictures_place_is_not_followed(store, tmp_path):
    sha256 = store.put(b"picture")
    (tmp_path / "same").write_bytes(b"picture")
    for put_there in (lambda path: os.symlink(tmp_path / "same", path), os.mkdir, os.mkfifo):
        os.unlink(store.path(sha256))
        put_there(store.path(sha256))
        assert not store.has(sha256)
        with pytest.raises(Corrupt):
            store.get(sha256)
        assert not os.path.lexists(store.path(sha256))
        put_there(store.path(sha256))
        assert store.get(store.put(b"picture")) == b"picture"
    assert len(os.listdir(store.layout.quarantine)) == 6


def test_damage_is_kept_aside(store):
    sha256 = store.put(b"picture")
    os.chmod(store.path(sha256), 0o644)
    with open(store.path(sha256), "wb") as file:
        file.write(b"pictura")
    with pytest.raises(Corrupt):
        store.get(sha256)
    (name,) = os.listdir(store.layout.quarantine)
    assert name.startswith(sha256)
    with open(os.path.join(store.layout.quarantine, name), "rb") as file:
        assert file.read() == b"pictura"


def test_foreign_names_are_passed_over(store):
    sha256 = store.put(b"picture")
    store.put_trace(trace("pier", sha256))
    os.mkdir(f"{store.layout.objects}/zz")
    for path in (
        "objects/ab",
        "objects/README",
        "traces/README",
        f"traces/{key('pier')[:2]}/x.json",
    ):
        if not os.path.exists(f"{store.root}/{path}"):
            with open(f"{store.root}/{path}", "w"):
                pass
    with open(f"{store.layout.objects}/{sha256[:2]}/.DS_Store", "w"):
        pass
    assert store.objects() == {sha256}
    assert list(store.traces.all()) == [(key("pier"), 0)]


@pytest.mark.parametrize("version", ["2\n", "999999", "nonsense", ""])
def test_a_newer_or_unreadable_layout_is_refused(store, version):
    store.put(b"picture")
    before = files(store.root)
    with open(f"{store.root}/VERSION", "w") as file:
        file.write(version)
    with pytest.raises(Refused) as caught:
        DiskStore(store.root)
    assert caught.value.exit_code == 4
    assert caught.value.problems[0].advice
    assert files(store.root) == before


def test_a_newer_trace_is_refused_and_left_alone(store):
    store.put_trace(trace("pier", store.put(b"picture")))
    path = store.traces.path(key("pier"), 0)
    os.chmod(path, 0o644)
    for newer in (seal(b'{"trace": 2, "new": 1}'), b'{"trace": 7, "shape": "unheard of"}'):
        with open(path, "wb") as file:
            file.write(newer)
        with pytest.raises(Refused) as caught:
            store.trace(key("pier"), 0)
        assert caught.value.exit_code == 4
        assert os.path.exists(path)


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "linked" / ".storyforge")
    with pytest.raises(Refused, match="symbolic link"):
        DiskStore(tmp_path / "linked" / ".storyforge").put(b"x")
    store = DiskStore(tmp_path / ".storyforge")
    store.prepare()
    os.rmdir(store.layout.objects)
    os.symlink(tmp_path / "elsewhere", store.layout.objects)
    with pytest.raises(Refused, match=r"\.storyforge/objects"):
        DiskStore(store.root).put(b"x")
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_shard_that_leads_elsewhere_is_not_followed(store, tmp_path):
    sha256 = store.put(b"x")
    (tmp_path / "elsewhere").mkdir()
    os.unlink(store.path(sha256))
    os.rmdir(os.path.dirname(store.path(sha256)))
    os.symlink(tmp_path / "elsewhere", os.path.dirname(store.path(sha256)))
    with pytest.raises(DiskTrouble) as caught:
        store.put(b"x")
    assert caught.value.problems[0].code == "D010"
    assert os.listdir(tmp_path / "elsewhere") == []
    assert os.listdir(store.layout.tmp) == []


def test_nothing_is_swept_or_set_aside_through_a_link(store, tmp_path):
    sha256 = store.put(b"x")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    for folder in (store.layout.tmp, store.layout.quarantine, store.layout.trash):
        os.rmdir(folder)
        os.symlink(elsewhere, folder)
    os.chmod(store.path(sha256), 0o644)
    with open(store.path(sha256), "w") as file:
        file.write("y")
    assert store.sweep() == 0
    with pytest.raises(Corrupt):
        store.get(sha256)
    with pytest.raises(Refused):
        store.blobs.remove(sha256, "batch-1")
    with pytest.raises(Refused):
        gc.collect(store, gc.plan(store, (), (), now=4e9, keep_younger=0))
    assert os.listdir(elsewhere) == ["precious"]


def test_a_store_that_was_removed_under_us_comes_to_be_again(store):
    store.put(b"x")
    os.rename(store.root, store.root + ".gone")
    sha256 = store.put(b"y")
    assert store.get(sha256) == b"y"
    assert os.path.exists(f"{store.root}/.gitignore")


def test_left_over_files_are_ignored_and_swept(store):
    store.put(b"x")
    for name in (f".{os.getpid()}-1.tmp", ".1-1.tmp"):
        with open(f"{store.layout.tmp}/{name}", "w") as file:
            file.write("half a pict")
    assert len(store.objects()) == 1
    assert store.sweep() == 2
    assert os.listdir(store.layout.tmp) == []


PUTTER = """
import sys
from store_world import trace
from storyforge.store.disk import DiskStore
store = DiskStore(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for n in range(60):
    sha256 = store.put(b"%d" % (n % 30) * 500)
    store.put_trace(trace(n % 30, sha256, n // 30))
"""


def test_four_processes_put_the_same_pictures_at_once(store):
    processes = [python(PUTTER, store.root) for _ in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        said(process)
    assert len(store.objects()) == 30
    assert all(store.get(sha256) for sha256 in store.objects())
    assert all(store.trace(*named) for named in store.traces.all())
    assert len(list(store.traces.all())) == 60
    assert os.listdir(store.layout.tmp) == os.listdir(store.layout.quarantine) == []


LIMITED = """
import resource, sys
from storyforge.core.errors import DiskTrouble
from storyforge.store.disk import DiskStore
store = DiskStore(sys.argv[1])
kept = store.put(b"small")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    store.put(bytes(10_000))
except DiskTrouble as trouble:
    print(trouble.problems[0].code, trouble.problems[0].sentence)
assert store.get(kept) == b"small"
"""


def test_a_file_that_may_not_grow_is_one_sentence(store):
    assert said(python(LIMITED, store.root)).startswith(
        "D001 A limit on the size of files was reached: .storyforge/objects/"
    )
    assert os.listdir(store.layout.tmp) == []
    assert len(store.objects()) == 1


UNPRIVILEGED = """
import os, sys
from store_world import trace
from storyforge.core.errors import DiskTrouble
from storyforge.store.disk import DiskStore
from storyforge.store.memo import Memo
if os.geteuid() == 0:
    os.seteuid(65534)
store = DiskStore(sys.argv[1])
(sha256,) = store.objects()
named = next(iter(store.traces.all()))
assert store.get(sha256) == b"picture" and store.trace(*named).output.sha256 == sha256
assert store.put(b"picture") == sha256
for write in (lambda: store.put(b"more"), lambda: store.put_trace(trace("new", sha256))):
    try:
        write()
    except DiskTrouble as trouble:
        print(trouble.problems[0].code, trouble.problems[0].sentence)
memo = Memo(sys.argv[1] + "/memo")
memo.put("digest", "a", 1)
print(memo.get("digest", "a"))
"""


def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written(store, tmp_path):
    sha256 = store.put(b"picture")
    store.put_trace(trace("pier", sha256))
    before = files(tmp_path)
    folders = [where for where, _, _ in os.walk(store.root)]
    above = [tmp_path, *list(tmp_path.parents)[:3]]
    modes = [(path, stat.S_IMODE(os.stat(path).st_mode)) for path in (*above, *folders)]
    try:
        for path, mode in modes:
            os.chmod(path, 0o555 if path in folders else mode | 0o111)
        lines = said(python(UNPRIVILEGED, store.root)).splitlines()
    finally:
        for path, mode in modes:
            os.chmod(path, mode)
    assert [line[:38] for line in lines] == [
        "D002 Permission denied: .storyforge/ob",
        "D002 Permission denied: .storyforge/tr",
        "None",
    ]
    assert files(tmp_path) == before


def test_a_full_disk_is_one_sentence_and_leaves_nothing(store):
    error = OSError(28, "No space left on device")
    problem = durable.trouble(error, f"{store.root}/objects/ab/cd", store.layout.project).problems[
        0
    ]
    assert problem.sentence == ("The disk is full: .storyforge/objects/ab/cd could not be written.")
    assert "Make room" in problem.advice


def test_removed_things_are_missing_and_in_the_trash(store):
    sha256 = store.put(b"picture")
    store.blobs.remove(sha256, "batch-1")
    store.blobs.remove(sha256, "batch-1")
    with pytest.raises(Missing):
        store.get(sha256)
    assert os.listdir(f"{store.layout.trash}/batch-1") == [sha256]
