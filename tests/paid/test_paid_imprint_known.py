"""Pictures that services made and that tell of it, in front of the commands that look at bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from money_world import Purse, data, lamps, purse_at
from services.replicate_fake import ReplicateFake
from services.runway_fake import RunwayFake, png
from world import World

from storyforge.core.digest import sha256
from storyforge.core.imprint import TYPES, Imprint
from storyforge.darkroom.imprint import imprinted, read
from storyforge.store.disk import DiskStore


@pytest.fixture(params=[ReplicateFake, RunwayFake])
def purse(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Purse]:
    """Two paid pictures on a board."""
    with request.param(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch)
        purse.film(lamps(2, "runway" if isinstance(fake, RunwayFake) else "replicate"))
        assert purse.run("build", "--yes").code == 0
        yield purse


def _stored(purse: Purse, node: str = "shot:s010") -> bytes:
    return DiskStore(purse.state).get(purse.trace(node).output.sha256)


def _board(purse: Purse, shot: str) -> Path:
    (found,) = (purse.world.root / "board").rglob(f"{shot}.*")
    return found


def test_show_knows_a_picture_of_the_board(purse: Purse) -> None:
    body = data(purse.run("show", str(_board(purse, "s010")), "--json"))
    trace, service = purse.trace("shot:s010"), purse.trace("shot:s010").action["provider"]
    assert body["imprint"] == {
        "made": "made by a trained model (AI)",
        "iptc": TYPES + "trainedAlgorithmicMedia",
        "maker": f"{service}/{trace.action['model']}",
        "version": trace.model_version,
        "seed": str(trace.seed),
        "credit": "Powered by Runway",
        "key": trace.key,
    }
    known = body["project"]
    assert (known["node"], known["take"], known["found_by"]) == ("shot:s010", 0, "its bytes")
    assert known["prompt"] == trace.sent
    assert known["cost"].startswith("$0.0")
    said = purse.run("show", str(_board(purse, "s010"))).out
    assert "credit         Powered by Runway" in said


def test_verify_mends_nothing_and_finds_rot(purse: Purse) -> None:
    assert purse.run("verify").code == 0
    path = Path(DiskStore(purse.state).path(purse.trace("shot:s010").output.sha256))
    path.chmod(0o600)
    path.write_bytes(
        path.read_bytes().replace(b"trainedAlgorithmicMedia", b"digitalCreationXXXXXXXX")
    )
    assert purse.run("verify").code != 0


def test_gc_keeps_the_pictures_and_takes_only_old_requests(purse: Purse) -> None:
    names = {purse.trace(f"shot:{each}").output.sha256 for each in ("s010", "s020")}
    assert purse.run("gc", "--keep-days", "0", "--yes").code == 0
    store = DiskStore(purse.state)
    assert all(store.has(each) for each in names)
    made = purse.creates
    assert purse.run("build", "--yes").err.startswith("nothing to make")
    assert purse.creates == made


def test_a_board_file_without_its_imprint_is_the_same_picture(purse: Purse) -> None:
    """Somebody's program wrote its own metadata into a file of the board: set aside, made good."""
    board, before = _board(purse, "s010"), _stored(purse)
    board.unlink()
    board.write_bytes(imprinted(before, Imprint(title="retouched?")))
    found = data(purse.run("show", str(_board(purse, "s010")), "--json"))["project"]
    assert (found["node"], found["found_by"]) == ("shot:s010", "its pixels")
    assert purse.run("build", "--yes").code == 0
    assert purse.creates == 2
    assert purse.entry("shot:s010").takes[0].out == sha256(before)


def test_adopting_keeps_what_a_person_brings_as_it_is(purse: Purse) -> None:
    """Also the service's own picture under another shot: no claim of a model is added or lost."""
    purse.world.file("mine.png", imprinted(png(640, 360, bytes(range(32))), Imprint(title="mine")))
    mine = (purse.world.root / "mine.png").read_bytes()
    assert purse.run("adopt", "mine.png", "--as", "s010").code == 0
    entry = purse.entry("shot:s010")
    assert DiskStore(purse.state).get(entry.takes[entry.take].out) == mine
    shutil.copy(_board(purse, "s020"), purse.world.root / "copy.png")
    assert purse.run("adopt", "copy.png", "--as", "s010").code == 0
    entry = purse.entry("shot:s010")
    told = read(DiskStore(purse.state).get(entry.takes[entry.take].out))
    assert told is not None
    assert told.key == purse.trace("shot:s020").key
    assert purse.run("build", "--yes").code == 0
    assert purse.creates == 2


def test_behind_a_recording_the_bytes_are_the_same(
    purse: Purse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recording holds what the service handed out; what is stored of it tells the same."""
    text = purse.world.read("storyforge.yaml")
    monkeypatch.setenv("STORYFORGE_RECORD", str(tmp_path / "recorded"))
    first = replace(purse, world=World(tmp_path / "first")).film(text)
    assert first.run("build", "--yes").code == 0
    monkeypatch.delenv("STORYFORGE_RECORD")
    monkeypatch.setenv("STORYFORGE_REPLAY", str(tmp_path / "recorded"))
    again, made = replace(purse, world=World(tmp_path / "again")).film(text), purse.creates
    assert again.run("build", "--yes").code == 0
    assert purse.creates == made
    assert _stored(again) == _stored(first) == _stored(purse)
