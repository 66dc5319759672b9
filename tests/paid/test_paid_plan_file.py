"""A plan kept in a file: exactly that is built, or nothing; and what a plan says at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from money_world import Purse, data, fits, lamps, purse_at
from services.replicate_fake import ReplicateFake
from services.runway_fake import RunwayFake

CHAIN = """
    storyforge: 1
    provider: replicate
    characters:
      mara: {description: a lamplighter of sixty}
    scenes:
      - id: sc1
        cast: [mara]
        shots:
          - {id: s010, prompt: "@mara walks"}
          - {id: s020, from: s010, takes: 2, prompt: "@mara sits"}
"""


@pytest.fixture
def purse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    with ReplicateFake(step=20.0) as fake:
        yield purse_at(fake, tmp_path, monkeypatch).film(CHAIN)


def test_a_plan_prices_every_picture_and_says_how_it_is_delivered(purse):
    said = purse.run("plan")
    assert said.out == (
        "make     character:mara  $0.05–0.08  new\n"
        "wait     s010            $0.05–0.08  new; waits on character:mara\n"
        "wait     s020            $0.10–0.16  new; waits on s010, character:mara\n"
    )
    assert said.err == (
        "replicate  recoverable: a lost answer is found as long as the service remembers\n"
        "1 to make, 2 waiting for what they are drawn from · $0.05–0.32\n"
        "next: `storyforge build`\n"
    )
    told = data(purse.run("plan", "--json"))
    assert told["price"] == {"low": "0.05", "high": "0.32"}
    assert told["delivery"] == {"replicate": "recoverable"}
    assert {row["node"]: row["price"]["high"] for row in told["steps"]} == {
        "character:mara": "0.08",
        "shot:s010": "0.08",
        "shot:s020": "0.16",
    }


def test_free_pictures_say_so_only_beside_paid_ones(purse):
    purse.film(
        """
        storyforge: 1
        provider: draft
        shots:
          - {id: s010, prompt: a lamp}
          - {id: s020, provider: replicate, prompt: a lamp}
        """
    )
    assert purse.run("plan", "--all").out == (
        "make     s010        free  new\nmake     s020  $0.05–0.08  new\n"
    )
    purse.edit("provider: replicate, ", "")
    assert purse.run("plan", "--all").out == "make     s010  new\nmake     s020  new\n"


def test_a_wide_plan_fits_a_terminal_and_adds_up(purse):
    purse.film(lamps(12))
    code, lines = purse.at_terminal("plan")
    assert (code, fits(lines)) == (0, True)
    assert lines[0] == "make     12 pictures  $0.60–0.96  new"
    assert lines[-2] == "12 to make · $0.60–0.96"


def test_a_kept_plan_is_built_exactly(purse):
    said = purse.run("plan", "-o", "plan.json")
    assert said.err.endswith(
        "kept in plan.json\nnext: `storyforge build plan.json` does exactly this, or refuses\n"
    )
    before = (purse.world.root / "plan.json").read_bytes()
    purse.run("plan", "-o", "plan.json")
    assert (purse.world.root / "plan.json").read_bytes() == before
    built = purse.run("build", "plan.json")
    assert (built.code, purse.creates) == (0, 4)
    again = purse.run("build", "plan.json")
    assert (again.code, purse.creates) == (4, 4)
    assert "the price was $0.05–0.32 and is free; character:mara was to be made and is current" in (
        again.err
    )


def test_a_kept_plan_may_be_of_some_pictures(purse):
    purse.run("plan", "s010", "-o", "plan.json")
    assert purse.run("build", "plan.json").code == 0
    assert sorted(purse.lock.nodes) == ["character:mara", "shot:s010"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("of sixty", "of seventy", "character:mara asks for something else"),
        ("@mara sits", "@mara stands", "s020 asks for something else"),  # known only later
        ("takes: 2", "takes: 3", "the price was $0.05–0.32 and is $0.05–0.40; s020 differs in"),
        ("from: s010, ", "", "s020 asks for something else"),
        ("s010", "s015", "s010 is gone"),
        ("provider: replicate", "provider: replicate\nresolution: 1080p", "asks for something"),
    ],
)
def test_an_edited_manifest_is_refused(purse, old, new, told):
    purse.run("plan", "-o", "plan.json")
    purse.edit(old, new)
    said = purse.run("build", "plan.json")
    assert (said.code, purse.creates, purse.spent) == (4, 0, ())
    assert said.err.startswith("error[B006]: the plan does not hold any more: ")
    assert told in said.err
    assert "hint: plan anew with `storyforge plan -o FILE` and look at it\n" in said.err


def test_what_changes_no_ask_is_not_refused(purse):
    purse.run("plan", "-o", "plan.json")
    purse.edit("storyforge: 1", "storyforge: 1\ntitle: The Lamplighter")
    assert purse.run("build", "plan.json").code == 0


def test_another_price_is_refused(purse):
    purse.run("plan", "-o", "plan.json")
    purse.settings("services: {replicate: {prices: {runwayml/gen4-image: $0.09}}}\n")
    said = purse.run("build", "plan.json")
    assert (said.code, purse.creates) == (4, 0)
    assert "the price was $0.05–0.32 and is $0.09–0.36" in said.err


def test_another_tool_is_refused(purse):
    purse.run("plan", "-o", "plan.json")
    plan = json.loads(purse.world.read("plan.json"))
    purse.world.file("plan.json", json.dumps({**plan, "tool": "0.0.9"}))
    said = purse.run("build", "plan.json")
    assert (said.code, purse.creates) == (4, 0)
    assert "it was planned with storyforge 0.0.9, this is " in said.err


def test_another_lockfile_or_store_is_refused(purse):
    assert purse.run("build").code == 0
    purse.edit("@mara sits", "@mara stands")
    purse.run("plan", "-o", "plan.json")
    lock = purse.world.read("storyforge.lock")
    purse.world.file("storyforge.lock", lock.replace('"take": 0', '"take": 1'))
    purse.world.file("storyforge.lock", '{"lock": 1, "nodes": {}}')
    said = purse.run("build", "plan.json")
    assert (said.code, purse.creates) == (4, 4)
    assert "s010 was current and is to be used again" in said.err
    purse.world.file("storyforge.lock", lock)
    for name in ("objects", "../board"):
        (purse.world.root / ".storyforge" / name).rename(purse.world.root / f"away-{name[-5:]}")
    said = purse.run("build", "plan.json")
    assert (said.code, purse.creates) == (4, 4)
    assert "character:mara was current and is not here" in said.err


def test_a_kept_plan_never_costs_more_than_it_said(tmp_path, monkeypatch):
    """A task that fails and is charged is asked for anew, but not with money nobody agreed to."""
    with RunwayFake(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch).film(lamps(3, "runway"))
        purse.run("plan", "-o", "plan.json")
        codes = iter(["INTERNAL", None, None, None])
        fake.outcome = lambda body: next(codes)
        said = purse.run("build", "plan.json")
        assert (said.code, purse.creates, fake.charged) == (5, 3, 0.15)
        assert "past the ceiling for this run ($0.15): " in said.err


def test_the_stricter_of_plan_and_max_cost_holds(purse):
    purse.run("plan", "-o", "plan.json")
    said = purse.run("build", "plan.json", "--max-cost", "0.10")
    assert (said.code, purse.creates) == (5, 1)
    assert "the ceiling for this run ($0.10): $0.08 spent, $0.00 under way" in said.err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "nothing",
        '{"plan": "1"}',
        '{"plan": 1}',
        "[" * 50_000,
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"low": "0", "high": "NaN"}, "steps": {}}',
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"high": "1"}, "steps": {}}',
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"low": "0", "high": "-1"}, "steps": {}}',
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"low": "x", "high": "1"}, "steps": {}}',
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"low": "0", "high": "1"}, "steps": {"a": 5}}',
        '{"plan": 1, "tool": "", "targets": [], "exclude": [], "price": {"low": "0", "high": "1"}, "steps": []}',
        '{"plan": 1, "tool": "", "targets": 7, "exclude": [], "price": {"low": "0", "high": "1"}, "steps": {}}',
    ],
)
def test_what_is_no_plan_is_said_to_be_none(purse, text):
    purse.world.file("plan.json", text)
    said = purse.run("build", "plan.json")
    assert said.code == 2
    assert said.err.startswith("error[S008]: plan.json is no plan of storyforge\n")
    assert purse.creates == 0


def test_a_plan_of_a_newer_storyforge_is_refused(purse):
    purse.world.file("plan.json", '{"plan": 2, "more": true}')
    said = purse.run("build", "plan.json")
    assert said.code == 4
    assert said.err.startswith("error[B005]: plan.json was written by a newer storyforge\n")


def test_a_plan_that_is_not_there(purse):
    said = purse.run("build", "plan.json")
    assert said.code == 2
    assert "plan.json cannot be read: No such file or directory" in said.err


def test_a_plan_with_names_that_would_move_a_cursor(purse):
    purse.run("plan", "-o", "plan.json")
    text = purse.world.read("plan.json").replace("shot:s010", "shot:\\u001b[2J")
    purse.world.file("plan.json", text)
    said = purse.run("build", "plan.json")
    assert said.code == 4
    assert "\x1b" not in said.err
