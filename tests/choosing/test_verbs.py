"""The verbs of choosing as a person types them: what they say, what they write, what the board shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from choosing_world import FILE, LOCK, NODES, block, film_at, png, shows, words
from world import World


@pytest.fixture
def film(tmp_path: Path) -> World:
    return film_at(tmp_path)


def test_takes_lists_seed_cost_and_state(film: World) -> None:
    film.run("reject", "s010", "2")
    film.run("reroll", "s010")
    film.run("pick", "s010", "1", "--why", "the better walk")
    said = film.run("takes", "s010")
    assert re.sub(r"seed \d+ *", "seed … ", said.out) == (
        "○  0  seed … free  board/sc1/takes/s010.0.png\n"
        "●  1  seed … free  board/sc1/s010.png          used, picked\n"
        "✕  2  seed … free  board/sc1/takes/s010.2.png  rejected\n"
        "○  3  seed … free  board/sc1/takes/s010.3.png  one more\n"
    )
    assert (said.code, said.err) == (0, "why: the better walk\n")
    body = json.loads(film.run("takes", "s010", "--json").out)
    assert (body["node"], body["take"], body["state"]) == ("shot:s010", 1, "picked")
    assert [row["state"] for row in body["takes"]] == ["", "used, picked", "rejected", ""]
    assert len({row["seed"] for row in body["takes"]}) == 4


def test_pick_changes_one_block_and_the_board(film: World) -> None:
    before = film.read(LOCK)
    said = film.run("pick", "s010", "2")
    assert (said.code, said.out, said.err) == (0, "", "picked    s010 take 2\n")
    head, tail = before.split('"shot:s010"')
    auto, picked = '"take": 0,\n      "state": "auto"', '"take": 2, "state": "picked"'
    assert film.read(LOCK) == f'{head}"shot:s010"{tail.replace(auto, picked, 1)}'
    pictures = {name for name in film.tree("board/sc1") if "s010" in name}
    assert pictures == {f"board/sc1/{n}.png" for n in ("s010", "takes/s010.0", "takes/s010.1")}
    assert film.tree()["board/sc1/s010.png"] == shows(film, "shot:s010", 2)
    assert words(film)["shot:s020"] == "stale"
    assert film.made() == ["s020"]  # drawn from the other take; the cheapest way is back
    film.run("pick", "s010", "0")
    assert {name for name in film.tree("board/sc1") if "s010" in name} == {
        f"board/sc1/{n}.png" for n in ("s010", "takes/s010.1", "takes/s010.2")
    }
    assert film.made() == []


def test_said_again_it_is_so_already(film: World) -> None:
    film.run("approve", "s010")
    before = film.tree()
    said = film.run("approve", "s010")
    assert (said.code, said.err) == (0, "approved  s010 take 0: it was so already\n")
    assert film.tree() == before


@pytest.mark.parametrize("node", NODES)
def test_every_sort_of_picture_can_be_decided(film: World, node: str) -> None:
    name = node.removeprefix("shot:")
    for verb, done in (("approve", "approved"), ("lock", "locked"), ("unlock", "unlocked")):
        said = film.run(verb, node)
        assert (said.code, said.err) == (0, f"{done:<9} {name} take 0\n")
    number = len(block(film, node)["takes"])
    assert film.run("reroll", node).code == 0
    assert film.run("pick", node, str(number)).err == f"picked    {name} take {number}\n"
    said = film.run("reject", node, str(number))
    assert said.err == f"rejected  {name} take {number}; take 0 is used\n"
    film.file("mine.png", png())
    said = film.run("adopt", "mine.png", "--as", node)
    assert (said.code, said.err.splitlines()[0]) == (0, f"adopted   {name} take {number + 1}")
    assert block(film, node)["takes"][str(number + 1)]["asked"] == "hand"
    film.build()
    assert words(film)[node] == "current"
    assert film.build().err.startswith("nothing to make: ")


def test_several_at_once_are_all_or_none(film: World) -> None:
    film.run("lock", "s020")
    before = film.read(LOCK)
    said = film.run("approve", "scene:sc1")
    assert (said.code, film.read(LOCK)) == (4, before)
    assert said.err == (
        "error[T001]: s020 is locked, which holds more than an approval\n"
        "  hint: `storyforge unlock s020` first\n"
    )
    film.run("unlock", "s020")
    said = film.run("approve", "scene:sc1", "kind:character", "--why", "screened on Monday")
    assert said.err == (
        "approved  character:mara take 0 (screened on Monday)\n"
        "approved  character:mara/coat take 0 (screened on Monday)\n"
        "approved  s010 take 0 (screened on Monday)\n"
        "approved  s020 take 0 (screened on Monday)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("pick", "s010", "9"), 2, "s010 has no take 9"),
        (("pick", "s099", "0"), 2, 'nothing is named "s099"'),
        (("pick", "s010", "one"), 2, "invalid value for"),
        (("reject", "s020", "0"), 2, "s020 has no other take that is not rejected"),
        (("unlock", "s010"), 2, "s010 is neither locked nor approved"),
        (("accept", "s010", "--why", "so"), 2, "s010 is not stale; nothing has to be accepted"),
        (("accept", "s010"), 2, "missing option '--why'"),
        (("accept", "scene:sc1", "--why", "so"), 2, "scene:sc1 means 2 pictures"),
        (("adopt", "gone.png", "--as", "s010"), 2, "gone.png cannot be read"),
        (("adopt", FILE, "--as", "s010"), 2, "not a PNG, JPEG or WebP picture"),
        (("adopt", FILE), 2, "storyforge.yaml is no file of the board"),
        (("undo",), 4, "there is no decision to undo"),
        (("takes", "scene:sc1"), 2, "scene:sc1 means 2 things"),
    ],
)
def test_what_cannot_be_decided(
    film: World, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = film.tree()
    said = film.run(*arguments)
    assert said.code == code
    assert told in said.err
    assert film.tree() == before


def test_before_there_is_a_picture(film: World) -> None:
    film.edit(FILE, "- {id: s010,", "- {id: s005, prompt: a lamp}\n      - {id: s010,")
    for arguments in (("approve", "s005"), ("accept", "s005", "--why", "so"), ("takes", "s005")):
        said = film.run(*arguments)
        assert (said.code, said.err) == (
            2,
            "error[T001]: s005 has no picture yet\n  hint: `storyforge build s005` first\n",
        )
    film.file("mine.png", png())
    assert film.run("adopt", "mine.png", "--as", "s005").code == 0
    assert film.made() == []
    assert film.tree()["board/sc1/s005.png"] == png()


def test_an_approved_picture_is_not_replaced_silently(film: World) -> None:
    film.run("approve", "s010", "--why", "yes")
    before = film.tree()
    film.edit(FILE, "walks", "runs")
    assert words(film) | {"shot:s010": "approved-stale", "shot:s020": "current"} == words(film)
    said = film.run("build")
    assert (said.code, said.err) == (
        4,
        "error[B007]: s010 is approved, and asks for another picture now: “walks” → “runs”\n"
        "  hint: `storyforge build --refresh-approved` makes it anew (free); "
        "`storyforge accept s010 --why …` keeps it as it is; or take the edit back\n",
    )
    assert {name: data for name, data in film.tree().items() if name != FILE} == {
        name: data for name, data in before.items() if name != FILE
    }
    assert film.run("build", "element:lantern").code == 0  # what has nothing to do with it
    assert film.run("approve", "s010", "--why", "again").code == 2
    film.edit(FILE, "runs", "walks")
    assert film.made() == []
    film.edit(FILE, "walks", "runs")
    assert film.made("--refresh-approved")[:3] == ["s010", "s010 take 1", "s010 take 2"]
    assert (block(film, "shot:s010")["state"], "why" in block(film, "shot:s010")) == ("auto", False)


def test_one_below_something_new_is_not_called_stale(film: World) -> None:
    """Mara changes: what that means for the approved shot is known when she is made."""
    film.run("approve", "s010")
    film.edit(FILE, "a lamplighter", "an old lamplighter")
    assert words(film)["shot:s010"] == "waiting"
    said = film.run("build")
    assert said.code == 4
    assert "made      character:mara " in said.err
    assert "approved  s010: it is approved, and asks for another picture now: " in said.err
    assert block(film, "shot:s010")["state"] == "approved"
    page = film.read("board/index.html")
    assert '<em class="mark approved-stale">stale but approved</em>' in page
    assert film.run("build", "--refresh-approved").code == 0


def test_a_locked_picture_stays_and_says_nothing(film: World) -> None:
    film.run("lock", "s010")
    film.edit(FILE, "walks", "runs")
    assert film.made() == []
    film.run("unlock", "s010")
    assert film.made()[:1] == ["s010"]


def test_what_is_rejected_is_never_chosen_by_a_build(film: World) -> None:
    film.run("reject", "s010", "0")
    film.run("reject", "s010", "1")
    film.build()
    assert block(film, "shot:s010")["take"] == 2
    film.edit(FILE, "takes: 3", "takes: 1")
    film.build()
    found = block(film, "shot:s010")
    assert (found["take"], sorted(found["takes"])) == (2, ["0", "1", "2"])


def test_a_pick_survives_fewer_takes(film: World) -> None:
    film.run("pick", "s010", "2")
    film.build()
    film.edit(FILE, "takes: 3", "takes: 1")
    assert film.made() == []
    found = block(film, "shot:s010")
    assert (found["take"], found["state"], sorted(found["takes"])) == (2, "picked", ["0", "2"])


def test_accept_keeps_the_picture_for_the_new_words(film: World) -> None:
    film.run("pick", "s010", "1")
    film.build()
    film.run("approve", "s010")
    key = block(film, "shot:s010")["key"]
    film.edit(FILE, "walks", "strolls")
    said = film.run("accept", "s010", "--why", "it reads as a stroll")
    assert (said.code, said.err) == (0, "accepted  s010 take 1 (it reads as a stroll)\n")
    found = block(film, "shot:s010")
    assert (found["kept"], found["take"], found["state"]) == (key, 1, "approved")
    assert found["why"] == "it reads as a stroll"
    assert film.made() == []
    film.edit(FILE, "strolls", "walks")  # back to the words it was made for
    assert film.made() == []
    found = block(film, "shot:s010")
    assert (found["key"], found["take"], found["state"], "kept" in found) == (
        key,
        1,
        "approved",
        False,
    )


def test_accept_with_all_that_is_drawn_from_it(film: World) -> None:
    pictures = {name: data for name, data in film.tree("board").items() if "sc1" in name}
    film.run("reroll", "mara/coat")
    film.run("pick", "mara/coat", "1")
    assert (words(film)["shot:s010"], words(film)["shot:s020"]) == ("stale", "waiting")
    said = film.run("accept", "mara/coat", "--keep-downstream", "--why", "nobody sees it")
    assert (said.code, said.err) == (
        0,
        "accepted  s010 take 0 (nobody sees it)\naccepted  s020 take 0 (nobody sees it)\n",
    )
    assert film.made() == []
    assert {name: film.tree()[name] for name in pictures} == pictures
    assert film.run("undo").err == (
        "undone: accept\nrestored  s010 take 0\nrestored  s020 take 0\n"
    )
    assert film.made()[:1] == ["s010"]


def test_what_an_acceptance_leaves_alone(film: World) -> None:
    film.run("lock", "s010")
    film.edit(FILE, "- {id: s010,", "- {id: s005, prompt: a lamp}\n      - {id: s010,")
    film.edit(FILE, "from the roof", "from a boat")
    film.run("reroll", "mara/coat")
    film.run("pick", "mara/coat", "1")
    said = film.run("accept", "mara/coat", "--keep-downstream", "--why", "so")
    assert (said.code, said.err) == (
        2,
        "error[T001]: character:mara/coat is not stale; nor can be kept what is drawn from it\n"
        "  hint: `storyforge status` shows all\n",
    )
    film.build("location:pier/above")
    said = film.run("accept", "mara/coat", "--keep-downstream", "--why", "so")
    assert said.err == "accepted  s020 take 0 (so)\n"
    assert film.made() == ["s005"]


def test_accept_needs_to_know_what_is_asked_for(film: World) -> None:
    film.edit(FILE, "a lamplighter", "an old lamplighter")
    said = film.run("accept", "s010", "--why", "so")
    assert (said.code, said.err) == (
        2,
        "error[T001]: s010 waits on character:mara/coat: nobody knows yet what it asks for\n"
        "  hint: `storyforge build` that first, or accept that with --keep-downstream\n",
    )
    assert film.run("accept", "mara", "--keep-downstream", "--why", "so").code == 0
    assert film.made() == []


def test_a_file_changed_by_hand_is_offered_and_adopted(film: World) -> None:
    film.file("board/sc1/s010.png", png())
    said = film.run("build")
    assert (
        "by hand   board/sc1/s010.png was changed by hand and is left as it is\n"
        "          hint: `storyforge adopt board/sc1/s010.png` makes it a take; "
        "moved away, the built picture comes back\n"
    ) in said.err
    said = film.run("adopt", "board/sc1/s010.png", "--why", "the hat was wrong")
    assert said.err.splitlines()[0] == "adopted   s010 take 3 (the hat was wrong)"
    found = block(film, "shot:s010")
    assert (found["take"], found["state"]) == (3, "picked")
    assert film.tree()["board/sc1/s010.png"] == png()
    assert film.tree()["board/sc1/takes/s010.0.png"] == shows(film, "shot:s010", 0)
    film.build()
    assert "by hand" not in film.build().err
    body = json.loads(film.run("takes", "s010", "--json").out)["takes"][3]
    assert (body["asked"], body["seed"], body["cost"]) == ("hand", None, "0")
    assert json.loads(film.run("show", "s010", "--json").out)["made_by"] == "by hand"
    film.edit(FILE, "walks", "runs")
    said = film.run("build")
    assert (said.code, said.err.splitlines()[0]) == (
        4,
        "error[B007]: s010 was made by hand, and asks for another picture now: “walks” → “runs”",
    )
    film.build("--refresh-approved")
    film.edit(FILE, "runs", "walks")
    film.build()
    assert block(film, "shot:s010")["take"] == 0


def test_another_size_is_told(film: World) -> None:
    said = film.run("adopt", "board/cast/mara.png", "--as", "s020")
    assert said.err == (
        "adopted   s020 take 1\n"
        "note      it has 4 × 4 pixels, 1280 × 720 are asked for; it is kept as it is\n"
    )


def test_the_same_file_twice(film: World) -> None:
    film.file("mine.png", png())
    film.run("adopt", "mine.png", "--as", "s010")
    said = film.run("adopt", "mine.png", "--as", "s010")
    assert (said.code, said.err) == (
        2,
        "error[T001]: this is take 3 of s010 already\n  hint: `storyforge pick s010 3`\n",
    )


def test_undo_step_by_step(film: World) -> None:
    before = film.read(LOCK)
    film.run("pick", "s010", "1")
    film.run("approve", "mara", "s010")
    assert film.run("undo").err == (
        "undone: approve\nrestored  character:mara take 0\nrestored  s010 take 1, picked\n"
    )
    assert film.run("undo").err == "undone: pick\nrestored  s010 take 0\n"
    assert film.read(LOCK) == before
    assert film.tree()["board/sc1/s010.png"] == shows(film, "shot:s010", 0)
    assert film.run("undo").code == 4


def test_undo_refuses_what_changed_since(film: World) -> None:
    film.run("pick", "s010", "1")
    film.run("reroll", "s010")
    said = film.run("undo")
    assert (said.code, said.err) == (
        4,
        "error[T001]: pick cannot be undone: s010 changed since\n"
        "  hint: `git diff storyforge.lock` shows what is new\n",
    )


def test_undo_passes_over_what_was_taken_back_otherwise(film: World) -> None:
    film.run("approve", "mara")
    lock = film.read(LOCK)
    film.run("pick", "s010", "1")
    film.file(LOCK, lock)
    assert film.run("undo").err == "undone: approve\nrestored  character:mara take 0\n"


def test_adopted_first_picture_undone(film: World) -> None:
    film.edit(FILE, "- {id: s010,", "- {id: s005, prompt: a lamp}\n      - {id: s010,")
    film.file("mine.png", png())
    film.run("adopt", "mine.png", "--as", "s005")
    assert film.run("undo").err == "undone: adopt\nrestored  s005: no picture is used\n"
    assert "board/sc1/s005.png" not in film.tree()


def test_reroll_makes_another_and_keeps_the_choice(film: World) -> None:
    film.run("approve", "s010")
    assert film.run("reroll", "s010", "-n", "2").code == 0
    found = block(film, "shot:s010")
    assert (found["take"], found["state"]) == (0, "approved")
    assert [take.get("asked", "") for take in found["takes"].values()] == [
        "",
        "",
        "",
        *["reroll"] * 2,
    ]
    assert len({take["pixels"] for take in found["takes"].values()}) == 5
    film.run("lock", "s010")
    said = film.run("reroll", "s010")
    assert (said.code, said.err) == (
        2,
        "error[S006]: s010 is locked and takes no further pictures\n  hint: unlock it first\n",
    )


def test_decisions_wait_for_nobody_and_touch_only_their_block(film: World) -> None:
    before = json.loads(film.read(LOCK))["nodes"]
    film.run("approve", "s010")
    film.run("lock", "element:lantern")
    after = json.loads(film.read(LOCK))["nodes"]
    changed = {node for node in after if after[node] != before[node]}
    assert changed == {"element:lantern", "shot:s010"}
    assert after["shot:s010"] == before["shot:s010"] | {"state": "approved"}


def test_status_selects_by_these_words(film: World) -> None:
    film.run("approve", "s010")
    film.run("lock", "mara")
    film.edit(FILE, "walks", "runs")
    assert film.run("ls", "status:approved-stale").out == "shot:s010\n"
    assert film.run("ls", "status:locked").out == "character:mara\n"
    said = film.run("status", "s010")
    assert said.out == (
        "sc1  ◈  0 of 1\n\n"
        "◈ approved-stale  approved, and asked differently since; a build stops and asks\n"
        "  s010\n"
    )


def test_failed_is_said_until_it_is_made(film: World) -> None:
    film.edit(FILE, 'takes: 3, prompt: "@mara/coat walks"', "prompt: a, parameters: {fail: true}")
    film.run("build", "s010")
    assert words(film)["shot:s010"] == "failed"
    assert film.run("ls", "status:failed").out == "shot:s010\n"
    film.run("approve", "mara")  # the page still says so
    assert 'class="mark failed"' in film.read("board/index.html")
    film.edit(FILE, ", parameters: {fail: true}", "")
    film.build("s010")
    assert words(film)["shot:s010"] == "current"


def test_what_the_house_draws_in_a_film_of_others_is_a_draft(tmp_path: Path) -> None:
    world = World(tmp_path / "film").write(
        storyforge_yaml="""
        storyforge: 1
        provider: stub
        shots:
          - {id: s010, prompt: a lamp}
          - {id: s020, prompt: a pier, provider: draft}
        """
    )
    world.build()
    assert words(world) == {"shot:s010": "current", "shot:s020": "draft"}
    page = world.read("board/index.html")
    assert page.count('<em class="mark draft">draft</em>') == 1
    world.edit(FILE, "provider: stub", "provider: draft")
    world.build()
    assert set(words(world).values()) == {"current"}
