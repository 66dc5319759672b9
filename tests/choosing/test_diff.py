"""`diff`: two states of the small film, in words, in git repositories of every sort."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from choosing.repository import Kept
from world import World

FILE = "storyforge.yaml"


@pytest.fixture
def film(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "film").begun()


def differing(world: World, *words: str) -> dict[str, Any]:
    """What `diff --json` says, changes by id."""
    said = world.run("diff", *words, "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    return {**found, "changes": {each["id"]: each for each in found["changes"]}}


def sorts(world: World, *words: str) -> dict[str, str]:
    return {node: each["sort"] for node, each in differing(world, *words)["changes"].items()}


def test_nothing_differs(film: Kept) -> None:
    said = film.run("diff")
    short = film.git("rev-parse", "HEAD")[:8]
    assert said.out == (
        f"The Lamplighter\n  from    HEAD ({short})  first cut\n"
        "  to      working tree\n          nothing differs\n"
    )


def test_the_page_in_a_terminal(film: Kept) -> None:
    film.edit(FILE, "oilskin coat", "red wool coat")
    film.edit(FILE, "size: MCU", "size: CU")
    film.edit(FILE, "title: The", "director: Ines\ntitle: The")
    lines = film.run("diff").out.splitlines()
    assert lines[3:] == [
        "  film    2 shots changed · 1 touched",
        "  length  0:06, as before",
        "  cost    free · 1 picture to make · 3 that may follow",
        "",
        "project",
        "~ the project",
        "    director      — → Ines",
        "",
        "cast, places and things",
        "~ character:mara/coat  would be made again",
        "    description   oilskin coat → red wool coat",
        "",
        "sc1",
        "~ s020  may be made again",
        "    size          MCU → CU",
        "    drawn from character:mara/coat",
        "~ s030  may be made again",
        "    size          MCU → CU  (shot s020)",
        "    drawn from character:mara/coat, s020",
        "",
        "touched  drawn from what changed",
        "·           s010",
    ]
    assert all(len(line) <= 80 for line in lines)


def test_what_was_built_is_redrawn(film: Kept) -> None:
    film.edit(FILE, "size: MCU", "size: CU")
    film.build()
    found = differing(film)
    assert {node: each.get("redrawn") for node, each in found["changes"].items()} == {
        "shot:s020": True,
        "shot:s030": True,
    }
    shot = found["changes"]["shot:s030"]
    assert shot["because"] == ["shot:s020"]
    assert shot["before"]["out"] != shot["after"]["out"]
    assert found["cost"]["done"] == ["shot:s020", "shot:s030"]


def test_added_removed_moved(film: Kept) -> None:
    text = film.read(FILE)
    end, start = text.index("      - id: s010"), text.index("      - id: s020")
    last = text.index("      - id: s030")
    film.file(FILE, text[:end] + text[start:last] + text[end:start] + text[last:])
    film.edit(FILE, "- id: s020", "- {id: s005, prompt: the sea}\n      - id: s020")
    found = differing(film)["changes"]
    assert {node: each["sort"] for node, each in found.items()} == {
        "shot:s005": "added",
        "shot:s010": "moved",
    }
    assert found["shot:s010"]["moved"] == ["first", "after s020"]
    film.build()
    film.commit("more")
    assert set(sorts(film, "HEAD", "HEAD~1").values()) == {"moved", "removed"}


def test_a_shot_in_another_scene(film: Kept) -> None:
    text = film.read(FILE)
    at = text.index("      - id: s030")
    film.file(FILE, text[:at] + "  - id: sc2\n    location: pier\n    shots:\n" + text[at:])
    found = differing(film)["changes"]
    assert found["scene:sc2"]["sort"] == "added"
    assert found["shot:s030"]["moved"] == ["after s020 in sc1", "first in sc2"]


def test_a_rename_is_one_thing(film: Kept) -> None:
    film.edit(FILE, "id: s010", "id: s011")
    film.edit(FILE, "title: The", "moved: {s010: s011}\ntitle: The")
    assert {n: e.get("was") for n, e in differing(film)["changes"].items()} == {
        "shot:s011": "shot:s010"
    }


def test_a_rename_that_nobody_told_is_seen_by_its_words(film: Kept) -> None:
    film.edit(FILE, "id: s010", "id: s011")
    found = differing(film)["changes"]
    assert (found["shot:s011"]["sort"], found["shot:s011"]["was"]) == ("changed", "shot:s010")


def test_inherited_words_say_where_they_stand(film: Kept) -> None:
    film.edit(FILE, "time: dusk", "time: night")
    words = differing(film)["changes"]["shot:s010"]["words"]
    assert words == [{"field": "time", "before": "dusk", "after": "night", "where": "scene sc1"}]


def test_running_time(film: Kept) -> None:
    film.edit(FILE, "size: LS", "duration: 5s\n        size: LS")
    found = differing(film)
    assert found["running_time"] == {"before": 6.0, "after": 9.0}
    assert "  length  0:06 → 0:09 (+3 s)" in film.run("diff").out


@pytest.mark.parametrize(
    "words", [("main", "cut"), ("main..cut",), ("main...cut",), ("..cut",), ("cut~1", "cut")]
)
def test_two_revisions(film: Kept, words: tuple[str, ...]) -> None:
    film.git("checkout", "-q", "-b", "cut")
    film.edit(FILE, "size: LS", "size: ELS")
    film.commit("wider")
    film.git("checkout", "-q", "main")
    assert sorts(film, *words) == {"shot:s010": "changed"}


def test_three_dots_leave_out_what_the_other_side_did(film: Kept) -> None:
    film.git("checkout", "-q", "-b", "cut")
    film.edit(FILE, "size: LS", "size: ELS")
    film.commit("wider")
    film.git("checkout", "-q", "main")
    film.edit(FILE, "size: MCU", "size: CU")
    film.commit("closer")
    assert set(sorts(film, "main..cut")) == {"shot:s010", "shot:s020", "shot:s030"}
    assert set(sorts(film, "main...cut")) == {"shot:s010"}


def test_a_detached_head_and_another_working_tree(film: Kept) -> None:
    film.edit(FILE, "size: LS", "size: ELS")
    film.commit("wider")
    film.git("checkout", "-q", "--detach", "HEAD~1")
    assert sorts(film, "main") == {"shot:s010": "changed"}
    film.git("worktree", "add", "-q", str(film.top.parent / "other"), "main")
    other = World(film.top.parent / "other")
    assert sorts(other, "HEAD~1") == {"shot:s010": "changed"}


def test_a_project_below_the_top_with_includes(tmp_path: Path) -> None:
    film = Kept(tmp_path / "top", "films/lamp lighter")
    film.write(
        storyforge_yaml="storyforge: 1\nprovider: stub\ninclude: [scenes/**/*.yaml, cast.yaml]\n",
        cast_yaml="characters: {mara: a woman}\n",
        scenes__one__sc1_yaml="scenes: [{id: sc1, shots: [{id: s010, prompt: '@mara'}]}]\n",
    )
    film.build()
    film.commit("first")
    film.edit("scenes/one/sc1.yaml", "'@mara'", "'@mara waits'")
    film.file("scenes/one/.hidden.yaml", "no: storyboard\n")
    film.commit("second")
    assert sorts(film, "HEAD~1", "HEAD") == {"shot:s010": "changed"}


def test_from_before_there_was_a_project(tmp_path: Path) -> None:
    film = Kept(tmp_path / "film")
    film.commit("empty")
    film.begun()
    said = film.run("diff", "HEAD~1")
    assert "note: there is no storyforge.yaml at HEAD~1" in said.err
    assert "3 shots added" in said.out


def test_an_older_state_with_faults_is_compared_all_the_same(film: Kept) -> None:
    film.edit(FILE, "size: LS", "sise: LS")
    film.commit("slip")
    film.edit(FILE, "sise: LS", "size: LS")
    said = film.run("diff")
    assert said.code == 0
    assert "note: the project at HEAD has faults:" in said.err
    assert "size          — → LS" in said.out


def test_a_state_that_cannot_be_read(film: Kept) -> None:
    film.file(FILE, "[no storyboard]\n")
    film.commit("broken")
    film.git("checkout", "-q", "HEAD~1", "--", FILE)
    said = film.run("diff")
    assert said.code == 2
    assert said.err.startswith("error[P012]: the project at HEAD cannot be read: ")


def test_two_commits_are_compared_in_the_midst_of_a_merge(film: Kept) -> None:
    film.edit(FILE, "size: LS", "size: ELS")
    film.commit("wider")
    film.file("storyforge.lock", "<<<<<<< ours\n=======\n>>>>>>> theirs\n")
    assert sorts(film, "HEAD~1", "HEAD") == {"shot:s010": "changed"}
    assert film.run("diff").code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), 'git knows no revision "nowhere" here'),
        (("--", "--output=x"), 'git knows no revision "--output=x" here'),
        (("HEAD\nHEAD",), 'git knows no revision "HEAD\\nHEAD" here'),
        (("HEAD:storyforge.yaml",), 'git knows no revision "HEAD:storyforge.yaml" here'),
        (("a", "b", "c"), '"a b c" does not name two revisions'),
        (("a..b", "c"), '"a..b c" does not name two revisions'),
    ],
)
def test_what_is_no_revision(film: Kept, words: tuple[str, ...], sentence: str) -> None:
    said = film.run("diff", *words)
    assert (said.code, said.err.splitlines()[0]) == (2, f"error[P010]: {sentence}")
    assert not (film.root / "x").exists()


def test_nothing_committed_yet(tmp_path: Path) -> None:
    film = Kept(tmp_path / "film")
    film.write(storyforge_yaml="storyforge: 1\n")
    said = film.run("diff")
    assert "nothing is committed here yet" in said.err


def test_no_repository(world: World) -> None:
    world.write(storyforge_yaml="storyforge: 1\n")
    said = world.run("diff")
    assert (said.code, said.err.splitlines()[0]) == (
        2,
        "error[P011]: this project is in no git repository, so it has no revisions",
    )


def test_no_git(film: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = film.run("diff")
    assert (said.code, said.err.splitlines()[0]) == (
        2,
        "error[P011]: git is not installed, or not on the PATH",
    )


def test_a_hook_of_another_repository_leads_nowhere(
    film: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert film.run("diff").code == 0


def test_few_processes(film: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    film.edit(FILE, "size: LS", "size: ELS")
    film.build()
    film.commit("wider")
    count, real = tmp_path / "count", shutil.which("git")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$@" >> {count}\nexec {real} "$@"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert sorts(film, "HEAD~1", "HEAD") == {"shot:s010": "changed"}
    assert len(count.read_text().splitlines()) <= 6


def test_hostile_words_are_inert(film: Kept) -> None:
    evil = r"\e]0;owned\a|`x`<b>[a](http://e.example)@everyone"
    film.edit(FILE, 'prompt: "@mara and @tom"', f'prompt: "@mara and @tom {evil}"')
    film.git("checkout", "-q", "-b", "e|vil`x")
    film.commit("\x1b]0;owned\x07 <b> | @everyone")
    for words in (("HEAD~1", "HEAD"), ("HEAD~1", "e|vil`x")):
        for form in ((), ("--json",), ("--markdown",)):
            said = film.run("diff", *words, *form)
            assert said.code == 0
            assert "\x1b" not in said.out
    comment = film.run("diff", "HEAD~1", "HEAD", "--markdown").out
    assert "<b>" not in comment
    assert "@everyone" not in comment
    assert "](http" not in comment
    rows = [line for line in comment.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5}


def test_a_comment_links_pictures_of_the_commit(film: Kept) -> None:
    film.edit(FILE, "size: LS", "size: ELS")
    film.build()
    one, two = film.git("rev-parse", "HEAD").strip(), film.commit("wider")
    plain = film.run("diff", "HEAD~1", "HEAD", "--markdown").out
    assert '<img src="board/sc1/s010.png"' in plain
    linked = film.run(
        "diff", "HEAD~1", "HEAD", "--markdown", "--link", "https://example.org/raw/{commit}/"
    ).out
    for commit in (one, two):
        assert f'<img src="https://example.org/raw/{commit}/board/sc1/s010.png"' in linked
    assert "**size**: <del>LS</del><ins>ELS</ins>" in linked


def test_a_renamed_scene_moves_nobody(film: Kept) -> None:
    film.edit(FILE, "- id: sc1", "- id: pier-1\n    slug: EXT. PIER")
    film.commit("slug")
    film.edit(FILE, "- id: pier-1", "- id: pier-one")
    found = differing(film)["changes"]
    assert {node: (each["sort"], each["was"]) for node, each in found.items()} == {
        "scene:pier-one": ("changed", "scene:pier-1")
    }


def test_what_was_approved_is_named(film: Kept) -> None:
    lock = json.loads(film.read("storyforge.lock"))
    for node in ("shot:s010", "shot:s020"):
        lock["nodes"][node]["state"] = "approved"
    film.file("storyforge.lock", json.dumps(lock))
    film.commit("approved")
    film.edit(FILE, "size: LS", "size: ELS")
    film.edit(FILE, "oilskin coat", "red wool coat")
    lines = film.run("diff").out.splitlines()
    assert "· decided   s020" in lines
    assert "·           s030" in lines


def test_an_edit_of_an_approved_picture(film: Kept) -> None:
    lock = json.loads(film.read("storyforge.lock"))
    lock["nodes"]["shot:s010"]["state"] = "approved"
    film.file("storyforge.lock", json.dumps(lock))
    film.commit("approved")
    film.edit(FILE, "size: LS", "size: ELS")
    said = film.run("diff").out
    assert "  cost    free · 1 stale but approved" in said
    assert "~ s010  approved · stale but approved" in said
    one = differing(film)
    assert one["cost"]["doing"] == {"shot:s010": "approved"}
