"""The board on disk: what is ours is kept in order, what is somebody's is left alone."""

from __future__ import annotations

import shutil

from build_doubles import BLUE, Double, built, lines, png
from world import SMALL, World

FILE, PICTURE = "storyforge.yaml", "board/sc1/s010.png"
S010 = '      - id: s010\n        size: LS\n        prompt: "@mara walks the length of the pier"\n'


def _small(world: World) -> World:
    world.write(storyforge_yaml=SMALL)
    world.build()
    return world


def test_pictures_of_removed_shots_go(world: World) -> None:
    _small(world).edit(FILE, S010, "")
    assert world.made() == []
    assert PICTURE not in world.tree()
    assert "s010" not in world.read("storyforge.lock")


def test_they_go_also_after_builds_that_were_not_good(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    built(world, Double(fails=lambda job: "of twelve" in job.prompt))
    assert PICTURE in world.tree()
    world.edit(FILE, S010, "")
    world.build()
    assert PICTURE not in world.tree()


def test_a_scene_renamed_moves_its_pictures(world: World) -> None:
    _small(world).edit(FILE, "id: sc1", "id: opening")
    assert world.made() == []
    assert sorted(name for name in world.tree("board") if "/s0" in name) == [
        "board/opening/s010.png",
        "board/opening/s020.png",
        "board/opening/s030.png",
    ]
    assert not (world.root / "board/sc1").exists()


def test_what_we_did_not_write_stays(world: World) -> None:
    _small(world)
    world.file("board/sc1/notes.txt", "mine")
    world.file("board/mine.png", png())
    world.edit(FILE, S010, "")
    world.build()
    assert world.read("board/sc1/notes.txt") == "mine"
    assert (world.root / "board/mine.png").read_bytes() == png()


def test_a_folder_where_a_picture_belongs(world: World) -> None:
    _small(world)
    (world.root / PICTURE).unlink()
    world.file(PICTURE + "/mine.txt", "mine")
    for _ in range(2):
        assert lines(world.build(), "by") == [
            "by hand   board/sc1/s010.png was changed by hand and is left as it is"
        ]
    assert world.read(PICTURE + "/mine.txt") == "mine"


def test_a_link_where_a_picture_belongs(world: World) -> None:
    _small(world)
    data = (world.root / PICTURE).read_bytes()
    target = world.root.parent / "elsewhere.png"
    target.write_bytes(png(BLUE))
    (world.root / PICTURE).unlink()
    (world.root / PICTURE).symlink_to(target)
    assert len(lines(world.build(), "by")) == 1
    target.write_bytes(data)  # now it shows the right picture
    assert lines(world.build(), "by") == []
    target.write_bytes(png(BLUE))
    assert len(lines(world.build(), "by")) == 1
    assert len(lines(world.build("s010"), "by")) == 1
    target.unlink()  # leads nowhere: the link is replaced, nothing is written through it
    assert lines(world.build(), "by") == []
    assert not target.exists()
    assert (world.root / PICTURE).read_bytes() == data


def test_a_board_that_leads_out_of_the_project(world: World) -> None:
    _small(world)
    elsewhere = world.root.parent / "elsewhere"
    shutil.move(world.root / "board", elsewhere)
    (world.root / "board").symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*.png")}
    world.edit(FILE, "twelve", "ten")
    said = world.run("build")
    assert said.code == 4
    assert "board is a symbolic link; nothing is written through it" in said.err
    assert {path: path.read_bytes() for path in elsewhere.rglob("*.png")} == before
    (world.root / "board").unlink()
    assert world.made() == []  # what was made is not lost


def test_a_page_that_cannot_be_written(world: World) -> None:
    _small(world)
    (world.root / "board/index.html").unlink()
    (world.root / "board/index.html").mkdir()
    world.edit(FILE, "twelve", "ten")
    said = world.run("build")
    assert said.code == 1
    assert "board/index.html" in said.err
    assert "Traceback" not in said.err


def test_a_build_twice_changes_no_byte_and_no_time(world: World) -> None:
    _small(world)
    shutil.rmtree(world.root / ".storyforge" / "memo", ignore_errors=True)
    (world.root / ".storyforge" / "stamp").unlink()
    before = {
        p: p.stat().st_mtime_ns for p in world.root.rglob("*") if ".storyforge" not in p.parts
    }
    assert world.build().err.startswith("nothing to make")
    assert {
        p: p.stat().st_mtime_ns for p in world.root.rglob("*") if ".storyforge" not in p.parts
    } == before
