"""`log`: the life of a picture, by git's revisions and the store's traces."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from choosing.repository import Kept
from world import SMALL, World

FILE, LOCK = "storyforge.yaml", "storyforge.lock"
_VARIES = (
    (re.compile(r"^[0-9a-f]{8}  ", re.MULTILINE), "…  "),
    (re.compile(r"\d+\.\d s"), "0.0 s"),
)


@pytest.fixture
def film(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "film").begun()


def told(world: World, node: str) -> str:
    said = world.run("log", node)
    assert said.code == 0, said.err
    text = re.sub(r"seed \d+", "seed 7", said.out)
    for pattern, instead in _VARIES:
        text = pattern.sub(instead, text)
    return text


def life(world: World, node: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(world.run("log", node, "--json").out)
    return found[0]


def subjects(world: World, node: str) -> list[str]:
    return [each["subject"] for each in life(world, node)["chapters"]]


def decide(film: Kept, node: str, **facts: Any) -> None:
    """A decision as a verb would write it into the lockfile."""
    lock = json.loads(film.read(LOCK))
    lock["nodes"][node] |= facts
    film.file(LOCK, json.dumps(lock))


def test_a_life(film: Kept) -> None:
    film.edit(FILE, "title: The", "takes: 2\ntitle: The")
    film.build()
    film.commit("two to choose from")
    film.edit(FILE, "size: LS", "size: ELS")
    film.commit("words alone")
    film.build()
    film.commit("wider")
    decide(film, "shot:s010", take=1, state="approved", why="the lantern reads")
    assert told(film, "s010") == (
        "s010\n"
        "  2 takes · take 1 is used · approved\n"
        "\n"
        "not committed\n"
        "  take 0 → 1 · auto → approved · “the lantern reads”\n"
        "\n"
        "…  2026-03-04  Ada Byron  wider\n"
        "  asked anew · 2 new takes · 2 takes gone\n"
        "    take 0  used · seed 7 · free · 0.0 s · tiny 1\n"
        "    take 1  seed 7 · free · 0.0 s · tiny 1\n"
        "\n"
        "…  2026-03-04  Ada Byron  two to choose from\n"
        "  1 new take\n"
        "    take 1  seed 7 · free · 0.0 s · tiny 1\n"
        "\n"
        "…  2026-03-04  Ada Byron  first cut\n"
        "  made\n"
        "    take 0  used · seed 7 · free · 0.0 s · tiny 1\n"
    )


def test_revisions_of_other_pictures_are_not_told(film: Kept) -> None:
    film.edit(FILE, "size: MCU", "size: CU")
    film.build()
    film.commit("closer")
    assert subjects(film, "s010") == ["first cut"]
    assert subjects(film, "s020") == ["closer", "first cut"]


def test_branches_do_not_undo_each_other(film: Kept) -> None:
    film.git("checkout", "-q", "-b", "one")
    decide(film, "shot:s010", state="approved")
    film.commit("s010 is right")
    film.git("checkout", "-q", "main")
    film.file(LOCK, film.read(LOCK))
    decide(film, "shot:s020", state="approved")
    film.commit("s020 is right")
    film.git("merge", "-q", "-s", "ours", "--no-commit", "one")
    for node in ("shot:s010", "shot:s020"):
        decide(film, node, state="approved")
    film.commit("together")
    assert subjects(film, "s010") == ["s010 is right", "first cut"]
    assert subjects(film, "s020") == ["s020 is right", "first cut"]


def test_a_renamed_picture_keeps_its_past(film: Kept) -> None:
    film.edit(FILE, "id: s010", "id: s011")
    film.edit(FILE, "title: The", "moved: {s010: s011}\ntitle: The")
    film.build()
    film.commit("renamed")
    assert subjects(film, "s011") == ["first cut"]


def test_a_damaged_revision_is_passed_over(film: Kept) -> None:
    lock = film.read(LOCK)
    film.file(LOCK, '<<<<<<< \n>>>>>>> \n"shot:s010"')
    damaged = film.commit("torn")
    film.file(LOCK, lock)
    film.commit("mended")
    said = film.run("log", "s010")
    assert f"note: storyforge.lock cannot be read at {damaged[:8]}" in said.err
    assert "first cut" in said.out


def test_what_is_not_traced_here_is_said(film: Kept) -> None:
    shutil.rmtree(film.root / ".storyforge")
    assert "take 0  used · how it was made is not known here" in told(film, "s010")


def test_without_git(world: World) -> None:
    world.write(storyforge_yaml=SMALL).build()
    said = world.run("log", "mara/coat")
    assert said.code == 0
    assert said.out.startswith("character:mara/coat\n  1 take\n\nnot committed\n  made\n    take 0")
    assert said.err == (
        "note: this project is in no git repository, so it has no revisions: "
        "only what the store and storyforge.lock say is told\n"
    )


def test_no_git_at_all(film: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = film.run("log", "s010")
    assert said.code == 0
    assert "note: git is not installed, or not on the PATH" in said.err


def test_the_page_has_every_take(film: Kept) -> None:
    film.edit(FILE, "size: LS", "size: ELS")
    film.build()
    film.commit("wider <b>")
    film.run("log", "s010", "--html", "life.html")
    text = film.read("life.html")
    assert text.count('src="data:image/') == 2
    assert "wider &lt;b&gt;" in text
    shutil.rmtree(film.root / ".storyforge")
    film.run("log", "s010", "--html", "life.html")
    assert film.read("life.html").count("its bytes are not here") == 2
