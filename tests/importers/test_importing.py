"""An import's way: proposed, looked at as a whole, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from storyforge.core.errors import DiskTrouble, ManifestError, Refused, StoryforgeError, UsageError
from storyforge.importing import Carried, Plan, carry_out, kind_of, propose
from storyforge.providers.all import Registry
from storyforge.store.together import write_together
from tests.importers.small_importer import KINDS
from tests.world import SMALL, World

PICTURE = next((Path(__file__).parents[2] / "examples/lamplighter/refs").glob("mara.png"))
FILM = {
    "storyforge.yaml": "storyforge: 1\ninclude: [scenes/*.yaml]\n",
    "scenes/01.yaml": "scenes:\n  - id: sc1\n    shots:\n      - id: s010\n        prompt: a pier\n",
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "film").write(storyforge_yaml=SMALL)


def told(world: World, ending: str = ".told", **said: Any) -> str:
    return str(world.file(f"in{ending}", json.dumps(said)))


def planned(world: World, ending: str = ".told", **said: Any) -> Plan:
    return propose(
        str(world.root), str(world.root), told(world, ending, **said), Registry(), kinds=KINDS
    )


def begun(world: World, **said: Any) -> Plan:
    return propose(str(world.root), None, told(world, **said), Registry(), kinds=KINDS)


def done(plan: Plan) -> Carried:
    return carry_out(plan, Registry(), lambda _: None, lambda *_: None)


def only(error: pytest.ExceptionInfo[StoryforgeError]) -> tuple[str, str]:
    problem = error.value.problems[0]
    return problem.code, problem.sentence


def test_an_edit_changes_its_line_and_no_other(world: World) -> None:
    before = world.read("storyforge.yaml")
    plan = planned(
        world, edits=[["put", "storyforge.yaml", ["scenes", 0, "shots", 1, "size"], "LS"]]
    )
    assert (plan.changed, plan.created, plan.begins) == (("storyforge.yaml",), (), False)
    assert world.read("storyforge.yaml") == before, "a proposal writes nothing"
    done(plan)
    assert world.read("storyforge.yaml") == before.replace("size: MCU", "size: LS")


def test_a_second_import_changes_nothing(world: World) -> None:
    said = {"edits": [["put", "storyforge.yaml", ["title"], "Dusk"]]}
    done(planned(world, **said))
    tree = world.tree()
    plan = planned(world, **said)
    assert plan.empty
    assert done(plan) == Carried()
    assert world.tree() == tree


def test_a_project_begins_with_what_init_gives(tmp_path: Path) -> None:
    world = World(tmp_path / "new")
    plan = begun(world, files=FILM)
    assert plan.begins
    assert set(world.tree()) == {"in.told"}
    done(plan)
    assert set(world.tree()) == {"in.told", *FILM, ".gitignore", ".storyboard.v1.json"}
    assert world.read("scenes/01.yaml").startswith(
        "# yaml-language-server: $schema=../.storyboard.v1.json\nscenes:"
    )
    assert world.run("check").code == 0


def test_a_project_begins_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    world = World(tmp_path / "at")
    home = tmp_path / "not" / "yet"
    done(propose(str(home), None, told(world, files=FILM), Registry(), kinds=KINDS))
    assert (home / "storyforge.yaml").is_file()


def test_faults_are_not_let_in(world: World) -> None:
    tree = world.tree()
    with pytest.raises(ManifestError) as error:
        planned(world, edits=[["put", "storyforge.yaml", ["scenes", 0, "location"], "nowhere"]])
    assert only(error) == (
        "F008",
        "the import would bring faults into the project; nothing was written",
    )
    assert [each.code for each in error.value.problems][1:] == ["M201"]
    assert "nowhere" in error.value.texts["storyforge.yaml"], "the text as it would be is shown"
    assert set(world.tree()) - set(tree) == {"in.told"}


def test_a_file_that_is_there_is_not_replaced(world: World) -> None:
    world.file("cast/people.yaml", "characters: {}\n")
    with pytest.raises(Refused) as error:
        planned(world, files={"cast/people.yaml": "characters: {ann: a girl}\n"})
    assert only(error)[0] == "F005"
    assert planned(world, files={"cast/people.yaml": "characters: {}\n"}).empty


def test_files_that_imports_keep_for_themselves_are_brought_up_to_date(world: World) -> None:
    done(planned(world, files={"script/a.lines.json": "{}\n"}))
    plan = planned(world, files={"script/a.lines.json": "[]\n"})
    assert plan.changed == ("script/a.lines.json",)
    done(plan)
    assert world.read("script/a.lines.json") == "[]\n"


@pytest.mark.parametrize(
    "path",
    ["../out.yaml", "/tmp/out.yaml", "a/../../out.yaml", "", "a\\..\\..\\out", "c:x", "a\0b"],
)
def test_a_hostile_name_leads_nowhere(world: World, path: str) -> None:
    with pytest.raises(Refused):
        planned(world, files={path: "x"})


def test_nothing_is_written_through_a_link(world: World, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (world.root / "scenes").symlink_to(tmp_path / "out")
    with pytest.raises(Refused):
        planned(world, files={"scenes/x.yaml": "scenes: []\n"})


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hostname", "link.png", "none.png"])
def test_files_beside_never_lead_out(world: World, name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (world.root / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(OSError, match=r"folder|No such file"):
        planned(world, pictures=[["shot:s010", name]])


def test_somebody_edits_meanwhile(world: World) -> None:
    plan = planned(world, edits=[["put", "storyforge.yaml", ["title"], "Dusk"]])
    world.edit("storyforge.yaml", "a boy of twelve", "a boy of ten")
    tree = world.tree()
    with pytest.raises(Refused) as error:
        done(plan)
    assert only(error)[0] == "F009"
    assert world.tree() == tree


def test_a_new_file_appears_meanwhile(world: World) -> None:
    plan = planned(world, files={"notes.yaml": "shots: []\n"})
    world.file("notes.yaml", "mine\n")
    with pytest.raises(Refused):
        done(plan)
    assert world.read("notes.yaml") == "mine\n"


def test_a_disk_that_says_no_leaves_everything_as_it_was(world: World) -> None:
    """The third of three files cannot be moved in: what was moved is put back."""
    world.file("a.txt", "old a\n")
    (world.root / "c").mkdir()
    (world.root / "c" / "inside").write_text("x")
    tree = world.tree()
    with pytest.raises(DiskTrouble) as error:
        write_together(str(world.root), [("a.txt", b"new"), ("n/b.txt", b"new"), ("c", b"new")])
    assert world.tree() == tree
    assert not (world.root / "n").exists()
    assert "c" in only(error)[1]
    assert sorted(os.listdir(world.root)) == ["a.txt", "c", "storyforge.yaml"]


def test_a_file_keeps_its_mode_and_a_link_its_name(world: World, tmp_path: Path) -> None:
    real = world.file("real.txt", "old\n")
    real.chmod(0o640)
    (world.root / "link.txt").symlink_to("real.txt")
    write_together(str(world.root), [("link.txt", b"new\n")])
    assert (world.root / "link.txt").is_symlink()
    assert real.read_bytes() == b"new\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_what_kind_a_file_is() -> None:
    assert kind_of("a.TOLD", kinds=KINDS) == "told"
    assert kind_of("a.txt", "told", kinds=KINDS) == "told"
    with pytest.raises(UsageError) as error:
        kind_of("a.txt", kinds=KINDS)
    assert only(error)[0] == "F001"
    with pytest.raises(UsageError) as error:
        kind_of("a.txt", "tolt", kinds=KINDS)
    assert error.value.problems[0].advice == "did you mean `told`?"


def test_a_missing_library_is_named(world: World) -> None:
    with pytest.raises(UsageError) as error:
        planned(world, ".far")
    assert error.value.problems[0].advice == "pip install 'storyforge-build[script]'"


def test_a_change_needs_a_project(world: World) -> None:
    with pytest.raises(UsageError) as error:
        propose(str(world.root), None, told(world, ".change"), Registry(), kinds=KINDS)
    assert only(error)[0] == "F004"


@pytest.mark.parametrize("name", ["none.told", ".", "a\0.told"])
def test_a_file_that_cannot_be_read(world: World, name: str) -> None:
    with pytest.raises(UsageError) as error:
        propose(str(world.root), None, str(world.root / name), Registry(), "told", kinds=KINDS)
    assert only(error)[0] == "F003"


def test_a_place_that_cannot_be_edited_is_named(world: World) -> None:
    world.edit("storyforge.yaml", "time: dusk", "time: &t dusk")
    world.edit("storyforge.yaml", "size: LS", "size: LS\n        time: *t")
    with pytest.raises(UsageError) as error:
        planned(world, edits=[["put", "storyforge.yaml", ["scenes", 0, "time"], "dawn"]])
    code, sentence = only(error)
    assert code == "F006"
    assert sentence.endswith("scenes[0].time")


def test_pictures_become_takes_of_a_project_that_was_never_built(tmp_path: Path) -> None:
    world = World(tmp_path / "new")
    world.file("panel.png", PICTURE.read_bytes())
    plan = begun(world, files=FILM, pictures=[["shot:s010", "panel.png"]])
    assert done(plan) == Carried(1, ())
    lock = world.read("storyforge.lock")
    assert '"asked": "hand"' in lock or "hand" in lock
    assert (world.root / "board" / "index.html").is_file()
    again = planned(world, pictures=[["shot:s010", "panel.png"]])
    assert again.empty, "a picture that is a take already is not adopted again"


def test_a_picture_that_waits_on_others_is_told_and_nothing_is_drawn(world: World) -> None:
    world.file("panel.png", PICTURE.read_bytes())
    plan = planned(world, pictures=[["shot:s020", "panel.png"], ["shot:s030", "panel.png"]])
    carried = done(plan)
    assert carried.adopted == 0
    assert [sentence.split(":")[0].split(" waits")[0] for sentence in carried.left] == [
        "s020",
        "s030",
    ]


def test_a_picture_refined_from_an_adopted_one_comes_after_it(tmp_path: Path) -> None:
    world = World(tmp_path / "new")
    world.file("panel.png", PICTURE.read_bytes())
    film = {**FILM, "scenes/02.yaml": "shots:\n  - {id: s020, from: s010, prompt: later}\n"}
    pictures = [["shot:s020", "panel.png"], ["shot:s010", "panel.png"]]
    assert done(begun(world, files=film, pictures=pictures)).adopted == 2


def test_a_damaged_picture_is_left_out_and_told(tmp_path: Path) -> None:
    world = World(tmp_path / "new")
    world.file("bad.png", b"\x89PNG no")
    plan = begun(world, files=FILM, pictures=[["shot:s010", "bad.png"]])
    assert plan.proposal.adoptions == ()
    assert [left.place for left in plan.proposal.left] == ["bad.png"]


def test_the_running_time_before_and_after(world: World) -> None:
    plan = planned(
        world, edits=[["put", "storyforge.yaml", ["scenes", 0, "shots", 0, "duration"], "5s"]]
    )
    assert plan.seconds == (6.0, 9.0)
