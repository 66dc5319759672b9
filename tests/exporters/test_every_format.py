"""What holds for every format of the table: whole files, equal bytes, nothing else touched, and no trace of what was
stopped half-way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from world import SMALL, World

from storyforge.core.errors import DiskTrouble, Refused, UsageError
from storyforge.exporters.table import FORMATS, Format
from storyforge.exporting import asked, shown, written
from storyforge.providers.all import Registry
from storyforge.workshop import Workshop

NAMES = tuple(FORMATS)
# As it stands between double quotes in YAML.
HOSTILE = r"</script><img src=x onerror=1>\"'&]]> \u202e \U0001F3AC =1+1 \u0645\u0631\u062D\u0628\u0627 \u4F60\u597D"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A film of which one shot has no picture yet."""
    film = World(tmp_path_factory.mktemp("every") / "film").write(storyforge_yaml=SMALL)
    film.build()
    film.file(
        "storyforge.yaml",
        film.read("storyforge.yaml")
        + "shots: [{id: s900, prompt: a gap, dialogue: [{mara: Hm.}]}]\n",
    )
    return film


@pytest.fixture
def film(built: World, tmp_path: Path) -> World:
    shutil.copytree(built.root, tmp_path / "film", dirs_exist_ok=True)
    return World(tmp_path / "film")


def at(place: Path) -> dict[str, bytes]:
    """A file, or all files of a folder."""
    if place.is_file():
        return {"": place.read_bytes()}
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def wishes(known: Format) -> dict[str, Any]:
    return {wish.name: wish.default for wish in known.wishes}


def exported(film: World, name: str, told: shown.Told = lambda *_: None) -> written.Exported:
    shop = Workshop(str(film.root), Registry())
    said, _ = asked.formed(FORMATS[name], "", wishes(FORMATS[name]))
    board = shown.board(shop)
    path = asked.default_path(shop.root, name, board.title)
    return written.export(shop, name, board, said, path, told)


@pytest.mark.parametrize("name", NAMES)
def test_a_film_goes_out_twice_with_equal_bytes_and_nothing_else_is_touched(
    film: World, name: str
) -> None:
    before = film.tree()
    said = film.run("export", name)
    assert said.code == 0, said.err
    assert said.out == ""
    assert said.err.startswith("wrote exports/the-lamplighter")
    assert "1 shot has no picture yet" in said.err
    (place,) = (film.root / "exports").iterdir()
    first = at(place)
    assert first
    assert all(first.values())
    assert film.run("export", name).code == 0
    assert at(place) == first
    assert {k: v for k, v in film.tree().items() if not k.startswith("exports/")} == before


@pytest.mark.parametrize("name", NAMES)
def test_a_film_without_a_picture_and_one_without_a_shot_go_out(world: World, name: str) -> None:
    world.write(storyforge_yaml=SMALL)
    assert world.run("export", name).code == 0
    world.file("storyforge.yaml", "storyforge: 1\n")
    said = world.run("export", name, "-o", "empty" + FORMATS[name].ending)
    assert said.code in (0, 2), said.err  # a film of no frames cannot be a film file: it says so
    assert said.code == 0 or said.err.startswith("error"), said.err


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_go_out(world: World, name: str) -> None:
    world.write(storyforge_yaml=SMALL)
    text = world.read("storyforge.yaml").replace("title: The Lamplighter", f'title: "{HOSTILE}"')
    long = "word " * 2000
    world.file(
        "storyforge.yaml",
        text
        + f'shots: [{{id: s900, title: "{HOSTILE}", prompt: "{HOSTILE}", action: "{HOSTILE} {long}", notes: "{HOSTILE}",'
        f' dialogue: [{{speaker: "MAN </SCRIPT>&=1", text: "{HOSTILE} {long}"}}], sound: "{HOSTILE}"}}]\n',
    )
    said = world.run("export", name, "-o", "out" + FORMATS[name].ending)
    assert said.code == 0, said.err


class Stopped(KeyboardInterrupt):
    """Somebody pressed ^C."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stopped_leaves_what_was_there(film: World, name: str) -> None:
    exported(film, name)
    before = film.tree()
    film.edit("storyforge.yaml", "The Lamplighter", "The Lamplighter")  # the same place again
    calls = []

    def told(done: int, of: int) -> None:
        calls.append((done, of))
        raise Stopped

    try:
        exported(film, name, told)
    except Stopped:
        assert film.tree() == before
    assert not [path for path in film.root.rglob("*") if ".part" in path.name]
    assert not [path for path in film.root.rglob("*") if ".old" in path.name]
    assert film.tree() == before


@pytest.mark.parametrize("name", [name for name in NAMES if FORMATS[name].text])
def test_text_may_go_to_stdout(film: World, name: str) -> None:
    said = film.run("export", name, "-o", "-")
    assert (said.code, said.err) == (0, "")
    film.run("export", name, "-o", "file.txt")
    assert said.out == (film.root / "file.txt").read_bytes().decode("utf-8")
    assert not (film.root / "exports").exists()


def test_pictures_do_not_go_to_stdout(film: World) -> None:
    said = film.run("export", "images", "-o", "-")
    assert (said.code, said.out) == (2, "")
    assert "X003" in said.err


def test_selectors_choose_shots(film: World) -> None:
    whole = shown.board(Workshop(str(film.root), Registry()))
    one = shown.board(Workshop(str(film.root), Registry()), ("s010",))
    assert [panel.id for panel in one.panels()] == ["s010"]
    assert one.panels()[0] == whole.panels()[0]
    with pytest.raises(UsageError, match="no shot was selected"):
        shown.board(Workshop(str(film.root), Registry()), ("character:mara",))


def test_a_foreign_folder_is_not_touched(film: World) -> None:
    film.file("holiday/beach.txt", "sand")
    said = film.run("export", "images", "-o", "holiday")
    assert said.code == 4
    assert "X002" in said.err
    assert "holds what no export wrote: beach.txt" in said.err
    assert at(film.root / "holiday") == {"beach.txt": b"sand"}


def test_a_file_put_into_an_export_stops_the_next_one(film: World) -> None:
    assert film.run("export", "images").code == 0
    (folder,) = (film.root / "exports").iterdir()
    (folder / "mine.txt").write_text("keep me")
    assert film.run("export", "images").code == 4
    assert (folder / "mine.txt").read_text() == "keep me"
    (folder / "mine.txt").unlink()
    assert film.run("export", "images").code == 0


def test_what_is_no_folder_stops_it(film: World) -> None:
    film.file("file", "text")
    shop = Workshop(str(film.root), Registry())
    board = shown.board(shop)
    for path, fault in (("file/below/x", DiskTrouble), ("file", Refused)):
        with pytest.raises(fault):
            written.export(
                shop,
                "images",
                board,
                wishes(FORMATS["images"]),
                str(film.root / path),
                lambda *_: None,
            )
    assert (film.root / "file").read_text() == "text"


def test_a_file_needs_a_files_name(film: World) -> None:
    os.mkdir(film.root / "there")
    for place in ("there", "there/"):
        said = film.run("export", "csv", "-o", place)
        assert said.code == 2
        assert "X003" in said.err
    assert list((film.root / "there").iterdir()) == []


def test_what_is_not_installed_is_one_line(film: World) -> None:
    missing = Format("x:y", "A format.", ".x", needs=("no_such_library_anywhere",), extra="pdf")
    assert not asked.installed(missing)
    shop = Workshop(str(film.root), Registry())
    with pytest.raises(UsageError) as raised:
        asked.need("pdf", missing)
    (problem,) = raised.value.problems
    assert problem.advice == "pip install 'storyforge-build[pdf]'"
    assert shown.board(shop)


def test_the_nearest_format_is_proposed(film: World) -> None:
    said = film.run("export", "pfd")
    assert said.code == 2
    assert "did you mean `pdf`?" in said.err


def test_every_format_says_what_it_needs() -> None:
    extras = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    for name, known in FORMATS.items():
        assert bool(known.needs) == bool(known.extra), name
        assert not known.extra or f"\n{known.extra} = [" in extras, name
