"""Money as a user meets it: the question before, the ceilings meanwhile, the ledger after."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from money_world import Purse, data, fits, lamps, purse_at
from services.fake import Answer
from services.replicate_fake import ReplicateFake
from services.runway_fake import RunwayFake

from storyforge.core.spending import Spending
from storyforge.store.ledger import Ledger

DOLLAR = "budget: {%s: $1}\n"


@pytest.fixture
def purse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    with ReplicateFake(step=20.0) as fake:
        yield purse_at(fake, tmp_path, monkeypatch)


# ------------------------------------------------------------------ the question


def test_a_dear_build_asks_and_no_means_no(purse):
    purse.film(lamps(13))
    code, lines = purse.at_terminal("build", "--report", "plain", typed="n")
    assert (code, purse.creates, purse.spent) == (4, 0, ())
    assert lines == [
        "This build may cost $0.65–1.04. Go on? [y/N]: n",
        "error[B003]: nothing was made, and nothing spent",
        "  hint: `storyforge plan` shows what each picture costs",
    ]


def test_yes_means_yes(purse):
    purse.film(lamps(13))
    code, lines = purse.at_terminal("build", "--report", "plain", typed="y")
    assert (code, purse.creates) == (0, 13)
    assert lines[0] == "This build may cost $0.65–1.04. Go on? [y/N]: y"


def test_where_nobody_can_answer_it_is_refused_with_advice(purse):
    purse.film(lamps(13))
    said = purse.run("build")
    assert (said.code, purse.creates) == (4, 0)
    assert said.err == (
        "error[B003]: this may cost $0.65–1.04; more than $1.00 is not spent unasked, "
        "and nobody is here to be asked\n"
        "  hint: look at `storyforge plan`, then say `--yes`, or `--max-cost $5`\n"
    )


@pytest.mark.parametrize("words", [("--yes",), ("-y",), ("--max-cost", "$2"), ("--max-cost", "2")])
def test_said_beforehand_it_is_not_asked(purse, words):
    purse.film(lamps(13))
    assert purse.run("build", *words).code == 0
    assert purse.creates == 13


def test_up_to_the_amount_nothing_is_asked(purse):
    purse.film(lamps(12))
    assert purse.run("build").code == 0
    assert purse.creates == 12


def test_the_amount_is_the_users(purse):
    purse.film(lamps(13)).settings("confirm_above: $1.04\n")
    assert purse.run("plan").code == purse.run("build").code == 0
    purse.film(lamps(14)).settings("confirm_above: 0\n")
    said = purse.run("build")
    assert (said.code, purse.creates) == (4, 13)
    assert "more than $0.00 is not spent unasked" in said.err


def test_what_is_free_is_never_asked(purse):
    purse.settings("confirm_above: 0\n").film(lamps(2, "draft"))
    assert purse.run("build").code == 0
    purse.film(lamps(2)).settings("confirm_above: 0\n")
    assert purse.run("build", "--yes").code == 0
    purse.edit("lamp number 10", "lamp number ten")
    purse.run("build", "--yes")
    purse.edit("lamp number ten", "lamp number 10")
    restored = purse.run("build")
    assert (restored.code, purse.creates) == (0, 3)
    assert "restored  s010" in restored.err


def test_nothing_at_all_may_be_spent(purse):
    """`--max-cost 0` is a ceiling like any other."""
    purse.film(lamps(1))
    said = purse.run("build", "--max-cost", "0")
    assert (said.code, purse.creates) == (5, 0)


# ------------------------------------------------------------------ the ceilings


@pytest.mark.parametrize("which", ["run", "project", "month"])
def test_no_ceiling_is_passed_however_many_are_under_way(purse, which):
    purse.settings("services: {replicate: {slots: 16}}\n").film(lamps(30, head=DOLLAR % which))
    said = purse.run("build", "--yes")
    assert (said.code, purse.creates) == (5, 12)  # 12 of $0.08 are $0.96
    assert sum(line.counts for line in purse.spent) == Decimal("0.96")
    assert f"it would go past the ceiling for this {which} ($1.00)" in said.err
    assert "12 made · 18 failed · $0.96" in said.err
    assert said.err.endswith(
        "next: raise the ceiling (`budget:`, `--max-cost`), then `storyforge build` goes on from here\n"
    )
    assert purse.open == ()
    again = purse.run("build", "--yes")
    assert (again.code, purse.creates) == ((5, 24) if which == "run" else (5, 12))


def test_a_ceiling_may_be_reached_exactly(purse):
    purse.settings("services: {replicate: {slots: 16}}\n")
    purse.film(lamps(30, head="budget: {run: $0.80}\n"))
    assert (purse.run("build", "--yes").code, purse.creates) == (5, 10)
    purse.film(lamps(20, head="budget: {run: $0.80}\n"))
    assert (purse.run("build", "--yes").code, purse.creates) == (0, 20)


@pytest.mark.parametrize(
    ("manifest", "settings", "words", "made"),
    [
        ("$0.40", "$0.24", (), 3),
        ("$0.24", "$0.40", (), 3),
        ("$0.40", "$0.40", ("--max-cost", "$0.16"), 2),
        ("$0.16", "$0.40", ("--max-cost", "$0.32"), 2),
    ],
)
def test_the_strictest_ceiling_holds(purse, manifest, settings, words, made):
    purse.settings(f"budget: {{run: {settings}}}\n")
    purse.film(lamps(6, head=f"budget: {{run: {manifest}}}\n"))
    assert (purse.run("build", *words).code, purse.creates) == (5, made)


def test_a_new_month_frees_the_month(purse):
    purse.film(lamps(4, head="budget: {month: $0.16, project: $0.40}\n"))
    book = Ledger(purse.state)
    for n, at in enumerate(("2020-01-31T23:59:59Z", time.strftime("%Y-%m-01T00:00:00Z"))):
        book.append(_line(f"sf1-{n}", at))
    book.close()
    assert (purse.run("build").code, purse.creates) == (5, 1)


def test_attempts_in_doubt_count(tmp_path, monkeypatch):
    with RunwayFake(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch)
        purse.settings("services: {runway: {slots: 1}}\n")
        purse.film(lamps(4, "runway", "budget: {project: $0.10}\n"))
        fake.fail("create", "lost")
        said = purse.run("build")
        assert (said.code, purse.creates) == (6, 2)
        assert "it would go past the ceiling for this project ($0.10)" in said.err
        assert len(purse.open) == 1


def test_what_was_refused_is_given_back(purse):
    purse.settings("services: {replicate: {slots: 1}}\n")
    purse.film(lamps(3, head="budget: {run: $0.16}\n"))
    purse.fake.fail("create", Answer(422, {"detail": "- input.prompt: no\n"}))
    said = purse.run("build")
    assert (said.code, purse.creates, len(purse.spent)) == (1, 3, 2)


# ------------------------------------------------------------------ the ledger

FILM = """
    storyforge: 1
    provider: replicate
    characters:
      mara: {description: a lamplighter of sixty}
      tom: {description: a boy of twelve}
    locations:
      pier: {description: a long wooden pier}
    scenes:
      - id: sc1
        location: pier
        shots:
          - {id: s010, cast: [mara, tom], prompt: "@mara and @tom"}
          - {id: s020, takes: 2, cast: [mara], prompt: "@mara walks"}
"""


def test_where_nothing_was_spent(purse):
    purse.film(FILM)
    said = purse.run("ledger")
    assert (said.code, said.out, said.err) == (0, "", "nothing was spent here yet\n")
    told = data(purse.run("ledger", "--json"))
    assert (told["lines"], told["totals"], told["open"]) == ([], [], [])
    assert not (purse.world.root / ".storyforge").exists()


def test_the_ledger_by_everything(purse):
    purse.film(FILM)
    purse.run("build")
    assert purse.run("ledger").out == (
        "                 pictures  estimated    charged    unknown\n"
        "outside scenes          3      $0.24      $0.24\n"
        "sc1                     3      $0.24      $0.24\n"
        "in all                  6      $0.48      $0.48\n"
    )
    assert purse.run("ledger", "--by", "character").out == (
        "         pictures  estimated    charged    unknown\n"
        "mara            4      $0.28      $0.28\n"
        "tom             2      $0.12      $0.12\n"
        "nobody          1      $0.08      $0.08\n"
        "in all          6      $0.48      $0.48\n"
    )
    month = time.strftime("%Y-%m", time.gmtime())
    assert f"{month}          6      $0.48" in purse.run("ledger", "--by", "month").out
    assert "replicate          6      $0.48" in purse.run("ledger", "--by", "service").out
    assert "s020                    2      $0.16" in purse.run("ledger", "--by", "node").out
    assert "made            6      $0.48" in purse.run("ledger", "--by", "outcome").out
    lines = purse.run("ledger", "--lines").out.splitlines()
    assert len(lines) == 6
    assert {line[18:].split("  replicate")[0].rstrip() for line in lines} == {
        *("character:mara", "character:tom", "location:pier", "s010", "s020", "s020 take 1")
    }
    assert len({line.index("$") for line in lines}) == 1
    told = data(purse.run("ledger", "--json", "--by", "character"))
    assert sum(Decimal(row["charged"]) for row in told["totals"]) == Decimal("0.48")
    assert (told["in_all"]["made"], len(told["lines"])) == (6, 6)
    code, shown = purse.at_terminal("ledger", "--lines")
    assert (code, fits(shown)) == (0, True)


def test_unknown_charges_and_lost_ones_are_seen(purse):
    purse.film(lamps(1))
    book = Ledger(purse.state)
    book.append(_line("sf1-a", "2026-03-01T10:00:00Z", charged=None, outcome="dropped"))
    book.append(_line("sf1-b", "2026-03-02T10:00:00Z", outcome="lost", node="character:mara"))
    book.close()
    assert purse.run("ledger").out == (
        "                 pictures  estimated    charged    unknown\n"
        "outside scenes          0      $0.16      $0.08      $0.08\n"
        "in all                  0      $0.16      $0.08      $0.08\n"
    )
    assert purse.run("ledger", "--lines").out == (
        "2026-03-01 10:00  s990            replicate/gen4-image  $0.08  given up, charge unknown\n"
        "2026-03-02 10:00  character:mara  replicate/gen4-image  $0.08  paid for and gone\n"
    )
    assert "given up" in purse.run("ledger", "--by", "outcome").out


def test_damaged_lines_are_counted(purse):
    purse.film(lamps(2)).run("build")
    path = purse.world.root / ".storyforge/ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-1], b'{"sum": "0000", "b": 1}\n']))
    said = purse.run("ledger")
    assert said.code == 0
    assert "1 line of the ledger cannot be read any more; the sums lack them\n" in said.err


# ------------------------------------------------------------------ quantity and seeds


def test_four_takes_are_four_requests_with_four_seeds(purse):
    purse.film(lamps(1).replace("prompt: lamp", "takes: 4, prompt: lamp"))
    assert purse.run("plan").out == "make     s010  $0.20–0.32  4 takes; new\n"
    assert purse.run("build").code == 0
    bodies = purse.sent()
    seeds = [body["seed"] for body in bodies]
    assert len(set(seeds)) == 4
    assert len({body["prompt"] for body in bodies}) == 1
    assert {purse.trace("shot:s010", take).seed for take in range(4)} == set(seeds)
    assert f"  seed           {purse.trace('shot:s010').seed}\n" in purse.run("show", "s010").out
    purse.edit("takes: 4", "takes: 1")
    assert (purse.run("build").code, purse.creates) == (0, 4)


def test_a_fixed_seed_counts_up_and_is_shown(purse):
    purse.film(lamps(1).replace("prompt: lamp", "takes: 2, seed: 7, prompt: lamp"))
    purse.run("build")
    assert sorted(body["seed"] for body in purse.sent()) == [7, 8]
    assert [purse.trace("shot:s010", take).seed for take in (0, 1)] == [7, 8]
    assert "  seed           7\n" in purse.run("show", "s010").out


def test_the_aesthetic_range_asks_in_other_words(purse):
    purse.film(lamps(1).replace("prompt: lamp", "takes: 3, aesthetic_range: 3, prompt: lamp"))
    purse.run("build")
    prompts = {body["prompt"] for body in purse.sent()}
    assert len(prompts) == 3
    assert sum("Variation:" in each for each in prompts) == 2
    before = purse.entry("shot:s010").takes[0]
    purse.edit("aesthetic_range: 3", "aesthetic_range: 5")
    assert purse.run("build").code == 0
    assert purse.creates == 5  # take 0 never wanders
    assert purse.entry("shot:s010").takes[0] == before


def _line(token: str, at: str, **more: object) -> Spending:
    said = {
        "charged": Decimal("0.08"),
        "outcome": "made",
        "node": "shot:s990",
        **more,
    }
    return Spending(
        at=at,
        token=token,
        scene="",
        cast=(),
        service="replicate",
        model="gen4-image",
        key="0" * 64,
        take=0,
        n=0,
        estimated=Decimal("0.08"),
        known="tariff" if said["charged"] is not None else "unknown",
        **said,  # type: ignore[arg-type]
    )


def test_json_of_a_ledger_keeps_every_digit(purse):
    purse.film(lamps(1))
    book = Ledger(purse.state)
    book.append(_line("sf1-a", "2026-03-01T10:00:00Z", charged=Decimal("0.0266670001")))
    book.close()
    assert json.loads(purse.run("ledger", "--json").out)["in_all"]["charged"] == "0.0266670001"
