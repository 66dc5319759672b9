"""The lockfile: the same entries are the same bytes, git can merge it, and what is wrong with it is said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core.errors import ManifestError, Refused
from storyforge.core.lockfile import STATES, LockEntry, Lockfile, LockTake, read, write

KEPT = Path(__file__).parent / "data/lock_format_1.lock"

digests = st.integers(0, 2**256 - 1).map("{:064x}".format)
takes = st.builds(LockTake, digests, digests, st.just("") | digests)
names = st.builds(
    "{}:{}".format,
    st.sampled_from(["shot", "character"]),
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}(/[a-z])?", fullmatch=True),
)


@st.composite
def entries(draw: st.DrawFn) -> LockEntry:
    shown = draw(st.dictionaries(st.integers(0, 12), takes, min_size=1, max_size=3))
    chosen = draw(st.sampled_from(sorted(shown)))
    return LockEntry(draw(digests), chosen, shown, draw(st.sampled_from(STATES)))


lockfiles = st.dictionaries(names, entries(), max_size=4).map(Lockfile)


@settings(max_examples=100, deadline=None)
@given(lockfiles)
def test_round_trip_and_sorted_in_whatever_order(lockfile: Lockfile) -> None:
    data = write(lockfile)
    assert read(data) == lockfile
    assert write(read(data)) == data
    backwards = Lockfile(
        {
            name: LockEntry(e.key, e.take, dict(reversed(e.takes.items())), e.state)
            for name, e in reversed(lockfile.nodes.items())
        }
    )
    assert write(backwards) == data
    body = json.loads(data)
    assert list(body["nodes"]) == sorted(body["nodes"])


def test_a_file_of_format_1_is_read_for_ever() -> None:
    data = KEPT.read_bytes()
    lockfile = read(data)
    assert read(write(lockfile)) == lockfile
    shot = lockfile.nodes["shot:s010"]
    assert (shot.key, shot.take, shot.state) == ("4" * 64, 1, "picked")
    assert shot.chosen == LockTake("7" * 64, "8" * 64, "9" * 64)
    assert sorted(lockfile.digests()) == ["2" * 64, "5" * 64, "7" * 64]


def test_an_empty_one() -> None:
    assert write(Lockfile()) == b'{\n  "lock": 1,\n  "nodes": {}\n}\n'
    assert read(write(Lockfile())) == Lockfile()


def _entry(digit: str, *more: str) -> LockEntry:
    return LockEntry(
        digit * 64, 0, {n: LockTake(each * 64, each * 64) for n, each in enumerate((digit, *more))}
    )


def test_git_merges_edits_of_different_nodes(tmp_path: Path) -> None:
    before = {f"shot:s0{n}0": _entry(str(n)) for n in range(1, 6)}
    ours = {**before, "shot:s010": _entry("a", "b"), "shot:s055": _entry("c")}
    theirs = {**before, "shot:s030": _entry("d", "e"), "character:mara": _entry("f")}
    files = []
    for name, nodes in (("ours", ours), ("base", before), ("theirs", theirs)):
        (tmp_path / name).write_bytes(write(Lockfile(nodes)))
        files.append(name)
    merged = subprocess.run(
        ["git", "merge-file", "-p", *files], cwd=tmp_path, capture_output=True, check=False
    )
    assert merged.returncode == 0
    assert read(merged.stdout) == Lockfile({**ours, **theirs, "shot:s010": ours["shot:s010"]})
    assert write(read(merged.stdout)) == merged.stdout


def test_git_merges_a_shot_removed_here_and_one_changed_there(tmp_path: Path) -> None:
    before = {f"shot:s0{n}0": _entry(str(n)) for n in range(1, 6)}
    ours = {name: entry for name, entry in before.items() if name != "shot:s050"}
    theirs = {**before, "shot:s020": _entry("d")}
    for name, nodes in (("ours", ours), ("base", before), ("theirs", theirs)):
        (tmp_path / name).write_bytes(write(Lockfile(nodes)))
    merged = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert merged.returncode == 0
    assert read(merged.stdout) == Lockfile({**ours, "shot:s020": theirs["shot:s020"]})


def test_a_conflict_is_refused() -> None:
    data = b"<<<<<<< ours\n" + KEPT.read_bytes() + b"=======\n>>>>>>> theirs\n"
    with pytest.raises(ManifestError) as caught:
        read(data)
    assert caught.value.problems[0].code == "L002"


def test_a_newer_format_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read(KEPT.read_bytes().replace(b'"lock": 1', b'"lock": 2'))
    assert caught.value.exit_code == 4
    assert caught.value.problems[0].sentence == (
        "storyforge.lock is in format 2; this storyforge reads format 1"
    )


def _with(**changes: object) -> bytes:
    body = json.loads(KEPT.read_bytes())
    body["nodes"]["shot:s010"] |= changes
    return json.dumps(body).encode()


BAD = {
    "nothing": b"",
    "no json": b"lock: 1",
    "not utf-8": b"\xff\xfe",
    "a list": b"[]",
    "no nodes": b'{"lock": 1}',
    "no version": b'{"nodes": {}}',
    "version 0": b'{"lock": 0, "nodes": {}}',
    "version true": b'{"lock": true, "nodes": {}}',
    "version text": b'{"lock": "1", "nodes": {}}',
    "nodes as a list": b'{"lock": 1, "nodes": []}',
    "deep": b'{"lock": ' + b"[" * 100_000,
    "an unknown state": _with(state="loved"),
    "a take that is not there": _with(take=7),
    "a take as text": _with(take="1"),
    "a take as true": _with(take=True),
    "no takes": _with(takes={}),
    "a take with no number": _with(takes={"x": {"out": "2" * 64, "pixels": "2" * 64}}, take=0),
    "a take below nothing": _with(
        takes={
            "0": {"out": "2" * 64, "pixels": "2" * 64},
            "-1": {"out": "2" * 64, "pixels": "2" * 64},
        },
        take=0,
    ),
    "a path for a digest": _with(takes={"0": {"out": "../../x", "pixels": "2" * 64}}, take=0),
    "a quote in a digest": _with(takes={"0": {"out": '"' * 64, "pixels": "2" * 64}}, take=0),
    "pixels that are none": _with(takes={"0": {"out": "2" * 64, "pixels": None}}, take=0),
    "a short key": _with(key="44"),
    "cut short": KEPT.read_bytes()[:-20],
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_said(data: bytes) -> None:
    with pytest.raises(ManifestError) as caught:
        read(data)
    assert caught.value.problems[0].sentence == "storyforge.lock cannot be read"
    assert caught.value.problems[0].code == "L001"


def test_moving_house_takes_parts_along() -> None:
    before = {
        "character:mara": _entry("1"),
        "character:mara/coat": _entry("2"),
        "shot:s010": _entry("3"),
        "shot:mara2": _entry("4"),
    }
    moved = Lockfile(before).moved({"mara": "nora", "s010": "a1"})
    assert moved == Lockfile(
        {
            "character:nora": _entry("1"),
            "character:nora/coat": _entry("2"),
            "shot:a1": _entry("3"),
            "shot:mara2": _entry("4"),
        }
    )
    assert moved.moved({"mara": "nora", "s010": "a1"}) == moved
    assert Lockfile(before).moved({}) == Lockfile(before)


def test_moving_never_takes_somebody_elses_place() -> None:
    before = {"shot:a": _entry("1"), "shot:b": _entry("2")}
    assert Lockfile(before).moved({"a": "b"}) == Lockfile(before)
