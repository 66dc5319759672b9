"""State written by earlier versions is read for ever; state of a newer one is refused politely."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from world import SMALL, World

from storyforge.core import attempt as rows
from storyforge.core import lockfile
from storyforge.core.action import key_of
from storyforge.store.disk import DiskStore
from storyforge.store.journal import Journal
from storyforge.store.layout import Layout
from storyforge.store.ledger import Ledger
from storyforge.store.refusals import Refusals
from storyforge.store.traces import seal
from storyforge.store.verify import absent, verify

# One folder for each format that was ever released. Add to them; never change one.
RELEASED = sorted((Path(__file__).parent / "data").iterdir())


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name)
def test_every_format_ever_released_is_read(tmp_path, released):
    folder = tmp_path / ".storyforge"
    shutil.copytree(released, folder)
    store = DiskStore(folder)
    assert list(verify(store, key_of)) == []
    ((key, take),) = store.traces.all()
    trace = store.trace(key, take)
    assert trace is not None
    assert trace.sent.startswith("@maracoat walks the length of the pier. ")
    assert (trace.output.width, trace.seed, trace.tool) == (4, 2151997140, "0.1.0")
    assert len(store.get(trace.output.sha256)) == trace.output.size
    locked = lockfile.read((released / "storyforge.lock").read_bytes())
    assert list(absent(store, locked)) == []
    assert locked.nodes["shot:s010"].key == key


@pytest.fixture
def built(world: World) -> World:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit("storyforge.yaml", "sixty", "seventy")
    return world


def _refused(world: World, verbs: tuple[str, ...], said: str) -> None:
    before = world.tree()
    for verb in verbs:
        one = world.run(verb)
        assert one.code == 4, (verb, one.err)
        assert said in one.err
        assert "hint: " in one.err
    assert world.tree() == before


def test_a_newer_layout_is_refused(built):
    built.file(".storyforge/VERSION", "2\n")
    verbs = ("build", "plan", "status", "check", "verify", "gc")
    _refused(built, verbs, "this storyforge knows up to 1")
    assert built.read(".storyforge/VERSION") == "2\n"


def test_a_newer_lockfile_is_refused(built):
    built.file("storyforge.lock", '{"lock": 2, "entries": []}\n')
    verbs = ("build", "plan", "status", "check", "verify", "gc")
    _refused(built, verbs, "storyforge.lock is in format 2; this storyforge reads format 1")


def test_a_newer_trace_is_refused_and_named(built):
    (built.root / "storyforge.lock").unlink()  # else nobody asks for it
    built.edit("storyforge.yaml", "seventy", "sixty")
    for path in (built.root / ".storyforge/traces").rglob("*.json"):
        path.chmod(0o600)
        path.write_bytes(seal(b'{"trace": 2, "new": "words"}'))
    _refused(built, ("build", "plan", "status", "gc"), "written by a newer storyforge")
    said = built.run("verify")
    assert said.code == 1
    assert said.err.count("A newer storyforge wrote it.") == 7


# The books of paid pictures, one folder for each format that was ever released.
MONEY = sorted((Path(__file__).parent / "money").iterdir())


@pytest.mark.parametrize("released", MONEY, ids=lambda path: path.name)
def test_books_of_every_format_ever_released_are_read(tmp_path, released):
    folder = tmp_path / ".storyforge"
    shutil.copytree(released, folder)
    attempts = rows.fold(Journal(folder).records())
    assert [(each.node, each.state) for each in attempts.values()] == [
        ("shot:s010", "closed"),
        ("shot:s020", "accepted"),
        ("shot:s030", "in doubt"),
    ]
    (line,) = Ledger(folder).lines()
    assert (line.charged, line.known, line.cast) == (Decimal("0.08"), "reported", ("mara", "tom"))
    refusal = Refusals(Layout(folder)).get("4" * 64, 0)
    assert refusal is not None
    assert refusal.code == "SAFETY.INPUT.TEXT"
