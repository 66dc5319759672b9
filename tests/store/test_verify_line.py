"""`verify` on the command line: names every damage, and with `--quarantine` one build mends all of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from world import SMALL, World, made_in

Damage = Callable[[list[Path]], list[Path]]  # hurts some of the files; which


def _rewritten(path: Path, data: bytes) -> list[Path]:
    path.chmod(0o600)
    path.write_bytes(data)
    return [path]


def _flipped(paths: list[Path]) -> list[Path]:
    for at, path in enumerate(paths):
        data = bytearray(path.read_bytes())
        data[at * (len(data) - 1) // (len(paths) - 1)] ^= 1 << at % 8
        _rewritten(path, bytes(data))
    return paths


def _truncated(paths: list[Path]) -> list[Path]:
    return _rewritten(paths[0], paths[0].read_bytes()[:-1])


def _zeroed(paths: list[Path]) -> list[Path]:
    return _rewritten(paths[1], bytes(paths[1].stat().st_size))


def _emptied(paths: list[Path]) -> list[Path]:
    return _rewritten(paths[2], b"")


def _swapped(paths: list[Path]) -> list[Path]:
    first, second = paths[0].read_bytes(), paths[-1].read_bytes()
    return _rewritten(paths[0], second) + _rewritten(paths[-1], first)


def _linked(paths: list[Path]) -> list[Path]:
    away = paths[3].with_name("away")
    paths[3].rename(away)
    paths[3].symlink_to(away.name)
    return [paths[3]]


DAMAGES = (_flipped, _truncated, _zeroed, _emptied, _swapped, _linked)


@pytest.fixture
def built(world: World) -> World:
    world.write(storyforge_yaml=SMALL)
    world.build()
    return world


def _files(world: World, below: str) -> list[Path]:
    found = [path for path in (world.root / ".storyforge" / below).rglob("*") if path.is_file()]
    assert len(found) == 7
    return sorted(found)


def _told(world: World, path: Path) -> str:
    return f" {path.relative_to(world.root / '.storyforge')}: "


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("below", ["objects", "traces"])
@pytest.mark.parametrize("board", [True, False])
def test_every_damage_is_named_and_one_build_mends_it(built, damage, below, board):
    before = built.tree()
    hurt = damage(_files(built, below))
    said = built.run("verify")
    assert said.code == 1
    assert [path for path in hurt if _told(built, path) not in said.err] == []
    assert "next: `storyforge verify --quarantine`" in said.err
    aside = built.run("verify", "--quarantine")
    assert aside.code == 1
    assert "next: `storyforge build` makes them again" in aside.err
    if not board:  # else the pictures are taken back from there
        for path in sorted((built.root / "board").rglob("*.png")):
            path.unlink()
    built.build()
    for stray in (built.root / ".storyforge" / below).rglob("away"):
        stray.unlink()
    well = built.run("verify")
    assert (well.code, well.err) == (0, "all is well: 7 objects read and right\n")
    assert built.tree() == before
    assert "nothing to make" in built.build().err


def test_a_picture_that_is_gone_is_named_by_the_lockfiles_name_too(built):
    entries = json.loads(built.read("storyforge.lock"))["nodes"]
    out = entries["shot:s020"]["takes"]["0"]["out"]
    (built.root / ".storyforge/objects" / out[:2] / out[2:]).unlink()
    (built.root / "board/sc1/s020.png").unlink()
    said = built.run("verify")
    assert said.code == 1
    assert " s020: The lockfile names this picture and it is not here" in said.err
    assert "no_picture " in said.err
    assert said.err.endswith("next: `storyforge build` makes them again\n")
    assert made_in(built.build().err) == ["s020"]
    assert built.run("verify").code == 0


def test_a_record_that_is_gone_costs_nothing_while_the_lockfile_knows(built):
    for path in _files(built, "traces"):
        path.unlink()
    assert built.run("verify").code == 0
    built.edit("storyforge.yaml", "lighter, sixty", "lighter, seventy")
    built.build()
    built.edit("storyforge.yaml", "lighter, seventy", "lighter, sixty")
    said = built.build()
    assert "current" in said.err


def test_a_fresh_copy_without_pictures_names_them_all(built, tmp_path):
    copy = World(tmp_path / "copy")
    for name in ("storyforge.yaml", "storyforge.lock"):
        copy.file(name, (built.root / name).read_bytes())
    said = copy.run("verify")
    assert said.code == 1
    assert said.err.count("absent ") == 7
    assert not (copy.root / ".storyforge").exists()
    copy.build()
    assert copy.run("verify").code == 0


@pytest.mark.parametrize(
    ("text", "said"), [("{", "cannot be read"), ("<<<<<<< a\n>>>>>>> b", "holds a merge conflict")]
)
def test_a_lockfile_that_cannot_be_read_is_named(built, text, said):
    built.file("storyforge.lock", text)
    verified = built.run("verify")
    assert verified.code == 1
    assert f"lockfile       storyforge.lock: storyforge.lock {said}: " in verified.err


def test_strangers_are_named_and_left_alone(built):
    stranger = built.file(".storyforge/objects/notes.txt", "mine")
    said = built.run("verify", "--quarantine")
    assert said.code == 1
    assert "foreign        objects/notes.txt: This was not put here by storyforge" in said.err
    assert stranger.read_text() == "mine"


def test_a_file_where_the_pictures_belong_is_named(built):
    os.rename(built.root / ".storyforge/objects", built.root / ".storyforge/away")
    built.file(".storyforge/objects", "x")
    assert "foreign        objects: " in built.run("verify").err


def test_findings_as_json(built):
    assert json.loads(built.run("verify", "--json").out) == {"findings": [], "ok": True}
    (hurt,) = _truncated(_files(built, "objects"))
    said = built.run("verify", "--json")
    assert said.code == 1
    body = json.loads(said.out)
    assert body["ok"] is False
    assert [each["kind"] for each in body["findings"]] == ["corrupt", "no_picture"]
    assert body["findings"][0]["name"] == str(hurt.relative_to(built.root / ".storyforge"))
