"""An answer that was lost at a service that cannot say: what is seen, and the three ways to settle it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from money_world import Purse, data, fits, lamps, purse_at
from services.fake import Answer
from services.replicate_fake import ReplicateFake
from services.runway_fake import RunwayFake

FILM = """
    storyforge: 1
    provider: runway
    shots:
      - {id: s010, prompt: the first lamp}
      - {id: s020, from: s010, prompt: the second lamp}
      - {id: s030, prompt: the third lamp}
"""


class Losing(RunwayFake):
    """Loses the first answer to a create whose prompt holds `words`."""

    words = ""

    def _fault(self, name: str, number: int) -> Any:
        if name == "create" and self.words and self.words.encode() in self.asked[-1].body:
            self.words = ""
            return "lost"
        return super()._fault(name, number)


@pytest.fixture
def purse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    with Losing(step=20.0) as fake:
        yield purse_at(fake, tmp_path, monkeypatch).film(FILM)


@pytest.fixture
def doubtful(purse: Purse) -> Purse:
    """The answer to s010 was lost."""
    purse.fake.words = "the first lamp"
    said = purse.run("build")
    assert said.code == 6
    assert "made      s030" in said.err  # siblings go on
    assert "skipped   s020  (needs s010)" in said.err
    assert said.err.endswith("next: `storyforge recover` shows what is in doubt and settles it\n")
    assert (purse.creates, len(purse.open)) == (2, 1)
    return purse


def task_of(purse: Purse, words: str) -> str:
    tasks = purse.fake.tasks.items()
    return next(name for name, task in tasks if words in task.body["promptText"])


def test_where_nothing_is_open(purse):
    for words in ((), ("--since", "2h")):
        said = purse.run("recover", *words)
        assert (said.code, said.out) == (0, "")
        assert said.err == "nothing is open: every picture that was paid for is here\n"


def test_it_is_held_and_shown(doubtful):
    said = doubtful.run("recover")
    attempt = doubtful.open[0]
    assert said.code == 6
    first, second = said.out.splitlines()[:2]
    assert first == "in doubt  s010 · runway/gen4_image · up to $0.05"
    assert second.startswith("          sent 20")
    assert said.err == (
        "next: look at the account's own page, then say what became of it:\n"
        "  storyforge recover s010 --not-accepted  not accepted: send it again\n"
        "  storyforge recover s010 --task ID       accepted under this id: collect it\n"
        "  storyforge recover s010 --drop          give it up: its price counts as spent\n"
    )
    told = data(doubtful.run("recover", "--json"))
    assert [each["attempt"]["token"] for each in told["doubts"]] == [attempt.token]
    code, lines = doubtful.at_terminal("recover")
    assert (code, fits(lines)) == (6, True)


def test_nothing_is_sent_again_meanwhile(doubtful):
    before = doubtful.creates
    said = doubtful.run("build")
    assert (said.code, doubtful.creates) == (6, before)
    assert "in doubt  s010: nobody knows whether runway accepted it" in said.err
    plan = doubtful.run("plan")
    assert "hold     s010" in plan.out
    assert "1 attempt in doubt, up to $0.05; `storyforge recover` settles that\n" in (
        doubtful.run("ledger").err
    )


def test_not_accepted_it_is_sent_again(doubtful):
    said = doubtful.run("recover", "s010", "--not-accepted")
    assert (said.code, said.err) == (0, "next: `storyforge build`\n")
    assert said.out == "settled   s010: not accepted; the next build may send it again\n"
    assert doubtful.open == ()
    assert [line.node for line in doubtful.spent] == ["shot:s030"]
    assert (doubtful.run("build").code, doubtful.creates) == (0, 4)
    assert sum(line.counts for line in doubtful.spent) == Decimal("0.15")


def test_accepted_under_an_id_it_is_collected(doubtful):
    task = task_of(doubtful, "the first lamp")
    said = doubtful.run("recover", "s010", "--task", task)
    assert said.code == 0
    assert said.out.splitlines()[0] == "settled   s010: accepted; it will be collected"
    assert "collected s010" in said.out
    assert doubtful.open == ()
    assert (doubtful.run("build").code, doubtful.creates) == (0, 3)  # only s020 is bought
    assert doubtful.fake.charged == 0.15
    assert sum(line.counts for line in doubtful.spent) == Decimal("0.15")


def test_given_up_it_counts_and_may_be_bought_again(doubtful):
    said = doubtful.run("recover", "s010", "--drop")
    assert said.out == "settled   s010: given up; its price counts as spent\n"
    assert doubtful.open == ()
    (line,) = [each for each in doubtful.spent if each.outcome == "dropped"]
    assert (line.charged, line.counts) == (None, Decimal("0.05"))
    assert "      $0.05\n" in doubtful.run("ledger").out
    assert (doubtful.run("build").code, doubtful.creates) == (0, 4)
    assert sum(line.counts for line in doubtful.spent) == Decimal("0.20")


@pytest.mark.parametrize(
    ("way", "left"), [("--not-accepted", "0.05"), ("--task", "0.00"), ("--drop", "0.00")]
)
def test_what_is_settled_moves_the_budget(purse, way, left):
    """With $0.10 for the project, and $0.05 of it in doubt."""
    purse.film(lamps(3, "runway", "budget: {project: $0.10}\n"))
    purse.fake.fail("create", "lost")
    assert (purse.run("build").code, purse.creates) == (6, 2)
    attempt = purse.open[0]
    words = [way, task_of(purse, attempt.node[-2:])] if way == "--task" else [way]
    assert purse.run("recover", attempt.node, *words).code == 0
    said = purse.run("build")
    assert (said.code, purse.creates) == (5, 3 if left == "0.05" else 2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("s030", "--drop"), "nothing of s030 is in doubt"),
        (("s010", "--task", "nonsense"), "runway was asked for nonsense: "),
        (("s010", "--drop", "--take", "3"), "nothing of s010 is in doubt"),
    ],
)
def test_a_slip_changes_nothing(doubtful, words, told):
    before = doubtful.open
    said = doubtful.run("recover", *words)
    assert said.code == 2
    assert said.err.startswith(f"error[S007]: {told}")
    assert "hint: " in said.err
    assert doubtful.open == before


def test_the_task_of_another_picture_is_not_taken(doubtful):
    said = doubtful.run("recover", "s010", "--task", task_of(doubtful, "the third lamp"))
    assert said.code == 2
    assert "is another picture's" in said.err
    assert len(doubtful.open) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("s010",),
        ("--drop",),
        ("s010", "--drop", "--not-accepted"),
        ("s010", "--task", "1", "--drop"),
    ],
)
def test_half_a_word_is_told_how_to_say_it(doubtful, words):
    said = doubtful.run("recover", *words)
    assert said.code == 2
    assert "name one NODE together with one of --task ID, --not-accepted and --drop" in said.err


@pytest.mark.parametrize("since", ["yesterday", "2", "-1h", "2w"])
def test_a_span_that_is_none(purse, since):
    said = purse.run("recover", "--since", since)
    assert said.code == 2
    assert "is no span of time; write `30m`, `2h` or `1d`" in said.err


def test_takes_are_told_apart(purse):
    purse.film(lamps(1, "runway").replace("prompt: lamp", "takes: 2, prompt: lamp"))
    purse.fake.fail("create", "lost", times=2)
    assert purse.run("build").code == 6
    assert len(purse.open) == 2
    said = purse.run("recover")
    assert "storyforge recover s010 --take " in said.err
    assert "say which: --take " in purse.run("recover", "s010", "--drop").err
    assert purse.run("recover", "s010", "--take", "0", "--not-accepted").code == 6
    assert purse.run("recover", "s010", "--not-accepted").code == 0
    assert (purse.run("build").code, purse.creates) == (0, 4)


def test_what_was_accepted_is_collected_when_it_is_there(purse):
    """A build that could not wait: `recover` brings it home, and the next build only shows it."""
    purse.film(lamps(1, "runway"))
    purse.fake.fail("task", Answer(500, {}), times=1000)
    said = purse.run("build")
    assert said.code == 1
    assert [each.state for each in purse.open] == ["accepted"]
    left = purse.run("recover")
    assert left.code == 1
    assert left.out.startswith("accepted  s010 · runway has it as ")
    assert left.err == "next: `storyforge build`\n"
    assert "1 picture accepted and not here yet; the next build collects\n" in (
        purse.run("ledger").err
    )
    purse.fake.faults.clear()
    got = purse.run("recover")
    assert (got.code, got.out) == (0, "collected s010  (paid for in an earlier build)\n")
    built = purse.run("build")
    assert (built.code, purse.creates) == (0, 1)
    assert "restored  s010" in built.err


def test_pictures_that_nobody_here_remembers(tmp_path, monkeypatch):
    """The private folder is gone; Replicate still lists what it made."""
    with ReplicateFake(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch).film(lamps(2))
        assert purse.run("build").code == 0
        for name in (".storyforge", "board", "storyforge.lock"):
            (purse.world.root / name).rename(tmp_path / f"gone{name}")
        fake.now += 60
        said = purse.run("recover", "--since", "30d")
        assert said.code == 0, said.err
        assert "2 pictures found at the service that nobody here remembered\n" in said.out
        assert (purse.run("build").code, purse.creates) == (0, 2)


def test_a_service_that_does_not_answer_is_no_bug(tmp_path, monkeypatch):
    with ReplicateFake(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch).film(lamps(1))
        fake.fail("list", Answer(500, {}), times=1000)
        said = purse.run("recover", "--since", "2h")
        assert said.code == 4
        assert said.err.startswith("error[S007]: ")


def test_a_damaged_line_is_set_aside_when_a_person_says_so(purse: Purse) -> None:
    assert purse.run("build").code == 0
    state = purse.world.root / ".storyforge"
    (journal,) = (state / "journal").iterdir()
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], lines[2].replace(b'"', b"'"), *lines[3:]]))
    (state / "stamp").unlink()
    said = purse.run("build")
    assert (said.code, "error[D017]" in said.err) == (4, True), said.err
    said = purse.run("recover", "--damaged")
    assert "set aside " in said.err
    assert len(list((state / "quarantine").iterdir())) == 1
    assert "D017" not in purse.run("build").err
    assert purse.creates == 3  # nothing was bought again
