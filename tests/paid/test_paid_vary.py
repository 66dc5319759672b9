"""`vary`: a new set from one chosen picture, bought once, on the board, and gone when the ask is another."""

from __future__ import annotations

from pathlib import Path

import pytest
from money_world import Purse, lamps, purse_at
from services.fake import Answer
from services.replicate_fake import ReplicateFake

from storyforge.core.takes import _LIKE

FILM = """
    storyforge: 1
    provider: replicate
    characters:
      mara: {description: a lamplighter of sixty}
    elements:
      lantern: {description: an oil lantern}
    locations:
      pier: {description: a long wooden pier}
    scenes:
      - id: sc1
        cast: [mara]
        location: pier
        shots:
          - {id: s010, prompt: "@mara walks"}
          - {id: s020, from: s010, prompt: "@mara sits with @lantern"}
"""


@pytest.fixture
def purse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Purse:
    with ReplicateFake(step=20.0) as fake:
        purse = purse_at(fake, tmp_path, monkeypatch).film(lamps(2))
        yield purse


@pytest.fixture
def film(purse: Purse) -> Purse:
    assert purse.film(FILM).run("build").code == 0
    assert purse.creates == 5
    return purse


def asked(purse: Purse, node: str) -> dict[int, str]:
    return {number: take.asked for number, take in purse.entry(node).takes.items()}


def test_a_set_of_four_beside_the_one_that_is_used(purse):
    purse.run("build")
    chosen = purse.entry("shot:s010").takes[0]
    assert purse.run("vary", "s010").code == 0
    assert purse.creates == 6
    assert asked(purse, "shot:s010") == {0: "", **dict.fromkeys(range(1, 5), "vary 0")}
    assert purse.entry("shot:s010").take == 0
    bodies = purse.sent()[2:]
    assert len({body["seed"] for body in bodies}) == 4
    assert {body["prompt"] for body in bodies} == {
        f"lamp number 10. Style: loose graphite storyboard drawing, soft hatching, cream paper. Another take on @earlier{_LIKE}"
    }
    assert {tuple(body["reference_tags"]) for body in bodies} == {("earlier",)}
    (reference,) = purse.trace("shot:s010", 1).action["references"]
    assert reference == {"role": "vary", "pixels": chosen.pixels}
    shown = {path.name for path in (purse.world.root / "board").rglob("*.png")}
    assert shown >= {"s010.png", *(f"s010.{n}.png" for n in range(1, 5))}
    assert (purse.run("build").code, purse.creates) == (0, 6)
    assert purse.run("vary", "s010", "-n", "1").code == 0  # one more, not the same again
    assert (purse.creates, max(asked(purse, "shot:s010"))) == (7, 5)


def test_any_take_may_be_varied(purse):
    purse.run("build")
    purse.run("vary", "s010", "-n", "2")
    assert purse.run("vary", "s010", "--take", "2", "-n", "1").code == 0
    assert asked(purse, "shot:s010") == {0: "", 1: "vary 0", 2: "vary 0", 3: "vary 2"}
    (reference,) = purse.trace("shot:s010", 3).action["references"]
    assert reference["pixels"] == purse.entry("shot:s010").takes[2].pixels


def test_the_last_reference_gives_way_when_the_model_is_full(film):
    before = film.trace("shot:s020").action["references"]
    assert [each["role"] for each in before] == ["from", "character", "location"]
    assert film.run("vary", "s020", "-n", "1").code == 0
    after = film.trace("shot:s020", 1).action["references"]
    assert after[:2] == before[:2]
    assert after[2] == {"role": "vary", "pixels": film.entry("shot:s020").takes[0].pixels}
    assert film.sent()[-1]["reference_tags"] == ["s010", "mara", "earlier"]


@pytest.mark.parametrize("node", ["character:mara", "location:pier", "element:lantern"])
def test_sheets_and_plates_vary_too(film, node):
    assert film.run("vary", node, "-n", "1").code == 0
    assert asked(film, node) == {0: "", 1: "vary 0"}
    assert (film.run("build").code, film.creates) == (0, 6)


def test_the_artist_wanders_boldly_and_for_nothing(purse):
    purse.film(lamps(1, "draft")).run("build")
    assert purse.run("vary", "s010", "-n", "3").code == 0
    assert asked(purse, "shot:s010") == {0: "", **dict.fromkeys((1, 2, 3), "vary 0")}
    assert len({take.pixels for take in purse.entry("shot:s010").takes.values()}) == 4
    assert purse.trace("shot:s010", 1).action["varied"]["range"] == 5
    assert purse.run("build").err.startswith("nothing to make")
    assert purse.creates == 0


def test_it_costs_and_asks_like_a_build(purse):
    purse.run("build")
    purse.settings("confirm_above: $0.10\n")
    said = purse.run("vary", "s010")
    assert (said.code, purse.creates) == (4, 2)
    assert said.err.startswith("error[B003]: this may cost $0.20–0.32; more than $0.10 is not")
    assert (purse.run("vary", "s010", "--max-cost", "$0.16").code, purse.creates) == (5, 4)
    code, lines = purse.at_terminal("vary", "s010", "--report", "plain", typed="y")
    assert (code, purse.creates) == (0, 6)
    assert lines[0] == "This build may cost $0.10–0.16. Go on? [y/N]: y"


def test_what_broke_off_goes_on_without_paying_twice(purse):
    purse.settings("services: {replicate: {slots: 1}}\n").film(lamps(1)).run("build")
    purse.fake.fail("create", Answer(402, {"detail": "no credit"}), after=2)
    said = purse.run("vary", "s010")
    assert said.code == 1
    assert asked(purse, "shot:s010") == {0: ""}  # a set is whole or not there
    made = len(purse.fake.charges)
    assert made == 3
    assert purse.run("build").err.startswith("nothing to make") or purse.run("build").code == 0
    again = purse.run("vary", "s010")
    assert again.code == 0
    assert len(purse.fake.charges) == 5
    assert asked(purse, "shot:s010") == {0: "", **dict.fromkeys(range(1, 5), "vary 0")}


def test_a_lost_answer_in_the_middle_is_found(purse):
    purse.film(lamps(1)).run("build")
    purse.fake.fail("create", "lost", after=2)
    assert purse.run("vary", "s010").code == 0
    assert len(purse.fake.charges) == 5
    assert len(asked(purse, "shot:s010")) == 5


def test_another_ask_drops_the_set_and_the_same_again_finds_it(purse):
    """Nothing paid goes: the set is in the store, and asking for it again costs nothing."""
    purse.film(lamps(1)).run("build")
    purse.run("vary", "s010", "-n", "2")
    before = purse.entry("shot:s010").takes
    purse.edit("lamp number 10", "candle number 10")
    assert purse.run("build").code == 0
    assert asked(purse, "shot:s010") == {0: ""}
    purse.edit("candle number 10", "lamp number 10")
    assert (purse.run("build").code, purse.creates) == (0, 4)
    if len(purse.entry("shot:s010").takes) == 1:
        assert purse.run("vary", "s010", "-n", "2").code == 0
    assert purse.creates == 4
    assert purse.entry("shot:s010").takes == before


@pytest.mark.parametrize(
    ("words", "sentence", "advice"),
    [
        (("s010", "--take", "7"), "s010 has no take 7", "it has: 0"),
        (("s030",), 'nothing is named "s030"', "did you mean"),
        (("all",), 'nothing is named "all"', ""),
        (("kind:shot",), "kind:shot means 2 things", "name one picture"),
    ],
)
def test_what_cannot_be_varied(purse, words, sentence, advice):
    purse.run("build")
    said = purse.run("vary", *words)
    assert (said.code, purse.creates) == (2, 2)
    assert sentence in said.err
    assert advice in said.err


def test_what_is_not_there_or_not_current(purse):
    said = purse.run("vary", "s010")
    assert (said.code, said.err) == (
        2,
        "error[S006]: s010 has no picture to vary\n  hint: `storyforge build s010` first\n",
    )
    purse.run("build")
    purse.edit("lamp number 10", "candle number 10")
    said = purse.run("vary", "s010")
    assert said.code == 2
    assert "s010 asks for another picture than the one that is there" in said.err
    assert "hint: `storyforge build s010` first, then vary what you see\n" in said.err
    assert purse.creates == 2


def test_what_is_locked(purse):
    purse.film(
        """
        storyforge: 1
        provider: replicate
        shots:
          - {id: s010, prompt: a lamp}
        """
    )
    purse.run("build")
    lock = purse.world.read("storyforge.lock").replace('"state": "auto"', '"state": "locked"')
    purse.world.file("storyforge.lock", lock)
    assert "s010 is locked and takes no further pictures" in purse.run("vary", "s010").err
    assert purse.creates == 1
