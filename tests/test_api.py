"""The library as its users meet it: the names it gives, and a film loaded, planned and built from Python."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from world import SMALL, World

import storyforge.api as storyforge

NAMES = """
    Absent Board Collected Current DiskTrouble Drifted Ended Event Exported Failed Finished Given HandEdited Hold Interrupted Keep
    Lacking Make
    ManifestError Mark NodeId Noted Paused Plan Planned Price Problem Progressed Project Provider Quarantined Reason
    Refuse Refused Reporter Restore Restored Shot Signed Skipped Started Step StoryforgeError UsageError Wait Waiting Withheld
    check open_project
"""


@pytest.fixture
def film(world: World) -> World:
    return world.write(storyforge_yaml=SMALL)


def test_the_names_are_these_and_no_others() -> None:
    assert storyforge.__all__ == NAMES.split() == sorted(storyforge.__all__)
    assert all(hasattr(storyforge, name) for name in storyforge.__all__)
    own = {
        name
        for name, value in vars(storyforge).items()
        if getattr(value, "__module__", "") == "storyforge.api"
    }
    assert {name for name in own if not name.startswith("_")} == {
        "Project",
        "Shot",
        "check",
        "open_project",
    }


def test_everything_public_is_documented() -> None:
    for name in ("Project", "Shot", "check", "open_project"):
        assert inspect.getdoc(getattr(storyforge, name))
    for name, value in vars(storyforge.Project).items():
        if not name.startswith("_") and callable(value):
            assert inspect.getdoc(value), name


def test_a_film_from_python(film: World) -> None:
    project = storyforge.open_project(str(film.root))
    assert project.problems == ()
    assert [(shot.id, shot.scene) for shot in project.shots] == [
        ("s010", "sc1"),
        ("s020", "sc1"),
        ("s030", "sc1"),
    ]
    assert project.shots[1].prompt == "@mara and @tom"

    plan = project.plan(["s010"])
    assert [type(step).__name__ for step in plan.steps.values()] == ["Make", "Make", "Wait", "Wait"]
    assert plan.price == storyforge.Price()
    assert set(project.status().values()) == {"missing", "waiting"}

    heard: list[storyforge.Event] = []
    ended = project.build(["s010"], jobs=1, report=heard.append)
    assert (ended.made, ended.exit_code) == (4, 0)
    assert isinstance(heard[0], storyforge.Planned)
    assert heard[-1] == ended
    assert sum(isinstance(event, storyforge.Finished) for event in heard) == 4

    again = storyforge.open_project(str(film.root))
    assert again.plan(["s010"]).nothing_to_make
    assert again.status()["shot:s010"] == "current"


def test_a_board_is_seen_and_exported(film: World) -> None:
    storyforge.open_project(str(film.root)).build(jobs=1)
    project = storyforge.open_project(str(film.root))
    assert [panel.id for panel in project.board("s010").panels()] == ["s010"]
    heard: list[tuple[int, int]] = []
    done = project.export("images", longest=64, told=lambda *far: heard.append(far))
    assert (done.files, done.gaps) == (3, 0)
    assert Path(done.path) == film.root / "exports" / "the-lamplighter-images"
    assert heard[-1] == (3, 3)
    table = project.export("csv", str(film.root / "list.csv"), ["s020"], delimiter="semicolon")
    assert (table.files, (film.root / "list.csv").read_text("utf-8").count("\n")) == (1, 2)
    for wrong, words in (
        ({"format": "pfd"}, "did you mean `pdf`"),
        ({"format": "csv", "delimeter": "tab"}, "did you mean `delimiter`"),
        ({"format": "csv", "delimiter": "dots"}, "comma"),
        ({"format": "images", "longest": "wide"}, "a number"),
    ):
        with pytest.raises(storyforge.UsageError) as raised:
            project.export(**wrong)  # type: ignore[arg-type]
        (problem,) = raised.value.problems
        assert words in f"{problem.sentence} {problem.advice}"


def test_one_selector_in_a_string_is_one_selector(film: World) -> None:
    project = storyforge.open_project(str(film.root))
    assert project.select("sc1") == {"shot:s010", "shot:s020", "shot:s030"}
    assert project.select(["sc1"], ["s020"]) == {"shot:s010", "shot:s030"}
    with pytest.raises(storyforge.UsageError, match='nothing is named "nora"'):
        project.plan("nora")


def test_it_is_found_from_a_folder_below(film: World) -> None:
    (film.root / "scenes").mkdir()
    assert storyforge.open_project(str(film.root / "scenes")).root == str(film.root)
    with pytest.raises(storyforge.UsageError):
        storyforge.open_project(str(film.root.parent))


def test_what_is_wrong_is_told_all_at_once(film: World) -> None:
    assert storyforge.check(str(film.root)) == ()
    film.edit("storyforge.yaml", "@mara and @tom", "@mira and @tim")
    with pytest.raises(storyforge.ManifestError) as caught:
        storyforge.open_project(str(film.root))
    assert len(caught.value.problems) == 2
    problems = storyforge.check(str(film.root))
    assert [problem.code for problem in problems] == ["M201", "M201"]
    mark = problems[0].mark
    assert mark
    assert (mark.file, mark.line) == ("storyforge.yaml", 22)


def test_locked_raises_and_failures_are_counted(film: World) -> None:
    with pytest.raises(storyforge.Refused):
        storyforge.open_project(str(film.root)).build(locked=True)
    film.edit("storyforge.yaml", "- id: s010", "- id: s010\n        parameters: {fail: true}")
    ended = storyforge.open_project(str(film.root)).build(jobs=1)
    assert (ended.failed, ended.exit_code) == (1, 1)


def test_a_provider_of_ones_own(film: World) -> None:
    from storyforge.providers.stub import Stub

    class Mine(Stub):
        name = "mine"

    film.edit("storyforge.yaml", "provider: stub", "provider: mine")
    project = storyforge.open_project(str(film.root), {"mine": Mine()})
    assert project.build(jobs=1).made == 7


def test_nothing_is_printed(film: World, capfd: pytest.CaptureFixture[str]) -> None:
    storyforge.open_project(str(film.root)).build(jobs=1)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    not shutil.which("mypy", path=str(Path(sys.executable).parent)), reason="no mypy"
)
def test_a_typed_user_is_content() -> None:
    sample = Path(__file__).with_name("typing_sample.py")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--follow-imports=silent",
            "--config-file=",
            str(sample),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
