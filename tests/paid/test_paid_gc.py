"""`gc` and money: what was paid stays, needed or not, until somebody says otherwise by name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from money_world import Purse, data, fits, lamps, purse_at
from services.fake import Answer
from services.replicate_fake import ReplicateFake

from storyforge.store.journal import text

ALL = ("gc", "--keep-days", "0")


@pytest.fixture
def purse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    with ReplicateFake(step=20.0) as fake:
        yield purse_at(fake, tmp_path, monkeypatch).film(lamps(2))


@pytest.fixture
def edited(purse: Purse) -> Purse:
    """Two pictures that nothing names any more, and two that are current."""
    purse.run("build")
    purse.edit("lamp number", "candle number")
    assert purse.run("build").code == 0
    return purse


def files(purse: Purse, below: str) -> set[str]:
    root = Path(purse.state) / below
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def books(purse: Purse) -> dict[str, bytes]:
    root = Path(purse.state)
    found = [root / "ledger.jsonl", *(root / "journal").rglob("*"), *(root / "refusals").rglob("*")]
    return {str(path): path.read_bytes() for path in found if path.is_file()}


def test_paid_pictures_stay_and_old_requests_go(edited):
    traces, kept = files(edited, "traces"), books(edited)
    said = edited.run(*ALL)
    assert said.err == (
        "needed by 1 lockfile (this folder, local branches, working trees)\n"
        "2 paid pictures that nothing names are kept ($0.16); `--paid` lets them go too\n"
        "8 old requests could go · 0.0 MB; 0.0 MB in the trash\n"
        "next: `storyforge gc --yes` removes them\n"
    )
    assert edited.run(*ALL, "--yes").code == 0
    assert files(edited, "traces") == traces
    assert len(files(edited, "objects")) == 4
    assert books(edited) == kept
    edited.edit("candle number", "lamp number")
    restored = edited.run("build")
    assert (restored.code, edited.creates) == (0, 4)
    assert edited.run("verify").code == 0
    code, lines = edited.at_terminal(*ALL)
    assert (code, fits(lines)) == (0, True)


def test_with_paid_the_sum_is_shown_first(edited):
    before = files(edited, "objects")
    said = edited.run(*ALL, "--paid")
    assert said.err == (
        "needed by 1 lockfile (this folder, local branches, working trees)\n"
        "2 pictures, 2 traces, 8 old requests could go · 0.0 MB; 0.0 MB in the trash\n"
        "among them 2 pictures that cost $0.16\n"
        "next: `storyforge gc --paid --yes` removes them\n"
    )
    assert files(edited, "objects") == before
    told = data(edited.run(*ALL, "--paid", "--json"))
    assert (told["paid"], told["cost"], told["unpriced"]) == (2, "0.16", 0)
    assert edited.run(*ALL, "--paid", "--yes").code == 0
    assert len(files(edited, "objects")) == 2
    assert edited.run("verify").code == 0
    edited.edit("candle number", "lamp number")
    assert (edited.run("build").code, edited.creates) == (0, 6)  # bought again, as was asked for
    assert sum(line.counts for line in edited.spent) == Decimal("0.48")


def test_young_ones_are_not_even_counted(edited):
    said = edited.run("gc", "--paid")
    assert said.err.splitlines()[1:] == ["nothing to remove"]


def test_free_pictures_go_as_ever(purse):
    purse.film(lamps(2, "draft")).run("build")
    purse.edit("lamp number", "candle number")
    purse.run("build")
    said = purse.run(*ALL)
    assert "2 pictures, 2 traces could go" in said.err
    assert "paid" not in said.err


def test_a_set_that_was_varied_stays(purse):
    purse.film(lamps(1)).run("build")
    purse.run("vary", "s010", "-n", "2")
    purse.edit("lamp number", "candle number")
    purse.run("build")
    purse.run(*ALL, "--yes")
    purse.edit("candle number", "lamp number")
    purse.run("build")
    assert purse.run("vary", "s010", "-n", "2").code == 0
    assert purse.creates <= 6


def test_what_is_open_keeps_all_that_it_needs(purse):
    """Accepted, and not here yet: the request, and what was asked, are still read."""
    purse.fake.fail("get", Answer(500, {}), times=10_000)
    assert purse.run("build").code == 1
    (first, second) = purse.open
    needed = {digest for each in (first, second) for digest in (each.order, each.body)}
    for words in (ALL, (*ALL, "--yes"), (*ALL, "--paid", "--yes")):
        assert purse.run(*words).code == 0
        assert {name.replace("/", "") for name in files(purse, "objects")} >= needed
    purse.fake.faults.clear()
    assert (purse.run("build").code, purse.creates) == (0, 2)


def test_a_refusal_is_remembered_through_gc(purse):
    purse.fake.fail("create", Answer(422, {"detail": "- input.prompt: no\n"}), times=2)
    assert purse.run("build").code == 1
    before = books(purse)
    purse.run(*ALL, "--paid", "--yes")
    assert books(purse) == before
    purse.run("build")
    assert purse.creates == 2


def test_a_journal_of_a_newer_storyforge_stops_everything(edited):
    (file,) = (Path(edited.state) / "journal").rglob("*.jsonl")
    file.write_bytes(text({"journal": 99, "epoch": 1}, ()))
    before = files(edited, "objects")
    said = edited.run(*ALL, "--paid", "--yes")
    assert said.code == 4
    assert files(edited, "objects") == before
