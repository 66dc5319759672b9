"""Refusals on disk: remembered, forgotten, and never believed when one bit differs."""

from __future__ import annotations

import os
import stat
from dataclasses import replace

import pytest
from store_world import files, key

from storyforge.core.errors import Refused
from storyforge.core.refusal import Refusal
from storyforge.store.layout import Layout
from storyforge.store.refusals import Refusals
from storyforge.store.traces import seal

ONE = Refusal(
    key=key("pier"),
    take=2,
    kind="refused",
    code="SAFETY.INPUT",
    sentence="Runway refused the prompt: “naïve” ☂ \ud800",
    advice="say it otherwise",
    service="runway",
    at="2026-07-01T10:00:00Z",
)


@pytest.fixture
def refusals(tmp_path) -> Refusals:
    return Refusals(Layout(tmp_path / ".storyforge"))


def test_a_refusal_is_remembered_until_it_is_forgotten(refusals, tmp_path):
    refusals.forget(ONE.key, ONE.take)
    assert refusals.get(ONE.key, ONE.take) is None
    assert files(tmp_path) == []
    refusals.put(ONE)
    assert refusals.get(ONE.key, 2) == ONE
    assert (refusals.get(ONE.key, 0), refusals.get(key("roof"), 2)) == (None, None)
    path = refusals.path(ONE.key, 2)
    assert path.endswith(f"/refusals/{ONE.key[:2]}/{ONE.key[2:]}.2.json")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o444
    refusals.put(replace(ONE, code="OTHER"))
    assert refusals.get(ONE.key, 2).code == "OTHER"
    refusals.forget(ONE.key, 2)
    refusals.forget(ONE.key, 2)
    assert refusals.get(ONE.key, 2) is None


def _damaged(data: bytes):
    for place in range(len(data)):
        yield data[:place]
        yield data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]


def test_every_damage_is_found_and_set_aside(refusals):
    refusals.put(ONE)
    path = refusals.path(ONE.key, 2)
    with open(path, "rb") as file:
        data = file.read()
    os.chmod(path, 0o644)
    for count, damaged in enumerate(_damaged(data), 1):
        with open(path, "wb") as file:
            file.write(damaged)
        assert refusals.get(ONE.key, 2) is None
        assert not os.path.exists(path)
        assert len(os.listdir(refusals.layout.quarantine)) == count


def test_one_under_a_wrong_name_is_not_believed(refusals):
    refusals.put(ONE)
    os.rename(refusals.path(ONE.key, 2), refusals.path(ONE.key, 3))
    assert refusals.get(ONE.key, 3) is None
    assert refusals.get(ONE.key, 3) is None


def test_what_is_no_refusal_is_none_though_sealed(refusals):
    refusals.put(ONE)
    path = refusals.path(ONE.key, 2)
    for body in (b"{}", b'{"refusal": 1}', b'{"refusal": "x"}', b"{"):
        os.path.exists(path) and os.chmod(path, 0o644)
        with open(path, "wb") as file:
            file.write(seal(body))
        assert refusals.get(ONE.key, 2) is None


def test_a_newer_one_is_refused_and_left_alone(refusals):
    refusals.put(ONE)
    path = refusals.path(ONE.key, 2)
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(seal(b'{"refusal": 2, "new": 1}'))
    with pytest.raises(Refused, match="newer storyforge"):
        refusals.get(ONE.key, 2)
    assert os.path.exists(path)


def test_nothing_leads_elsewhere(refusals, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    refusals.put(ONE)
    shard = os.path.dirname(refusals.path(ONE.key, 2))
    os.rename(shard, f"{tmp_path}/elsewhere/shard")
    os.symlink(f"{tmp_path}/elsewhere/shard", shard)
    with pytest.raises(Refused, match="symbolic link"):
        refusals.forget(ONE.key, 2)
    assert len(os.listdir(f"{tmp_path}/elsewhere/shard")) == 1
    for bad in ("..", "../../x", "A" * 64, ""):
        assert refusals.get(bad, 0) is None
        refusals.forget(bad, 0)
        with pytest.raises(ValueError, match="no name"):
            refusals.put(replace(ONE, key=bad))
