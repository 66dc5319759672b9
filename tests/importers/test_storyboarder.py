"""Boards of Storyboarder, tidy and untidy, with their pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from storyforge.core.errors import UsageError
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.seams import Source
from storyforge.darkroom.layers import flattened
from storyforge.darkroom.reading import look, opened
from storyforge.importers.storyboarder import Storyboarder
from tests.importers.small_script import after, manifest_of
from tests.world import World


def png(colour: tuple[int, int, int, int], size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


def jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "JPEG")
    return out.getvalue()


def taken(
    board: object, files: dict[str, bytes] | None = None, here: Here | None = None
) -> Proposal:
    files = files or {}

    def beside(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    data = board if isinstance(board, bytes) else json.dumps(board).encode()
    return Storyboarder().propose(
        Source("Chase.storyboarder", data, beside), here or Here(None, {}), {}
    )


BOARD: dict[str, Any] = {
    "version": "3.0.0",
    "aspectRatio": 1.7777777777777777,
    "fps": 24,
    "defaultBoardTiming": 2000,
    "boards": [
        {
            "uid": "AAAAA",
            "url": "board-1-AAAAA.png",
            "newShot": False,
            "shot": "1A",
            "number": "1",
            "duration": "1500",
            "action": "Kit runs.",
            "dialogue": "KIT: Wait!\nno answer",
            "notes": "Rain.",
            "audio": None,
            "layers": {"ink": {"url": "board-1-AAAAA-ink.png", "opacity": 1}},
        },
        {
            "url": "board-2-BBBBB.png",
            "newShot": False,
            "shot": "1A",
            "audio": {"filename": "a.wav"},
        },
        {"url": "board-3-CCCCC.png", "newShot": True, "shot": "1B", "duration": 1},
    ],
}
PICTURES = {
    "images/board-1-AAAAA-posterframe.jpg": jpeg("red"),
    "images/board-2-BBBBB.png": png((0, 0, 255, 255)),
}


def test_boards_are_shots_to_the_letter() -> None:
    proposal = taken(BOARD, PICTURES)
    assert proposal.summary == "3 boards as shots, 2 with pictures"
    files = dict(proposal.files)
    assert files.pop("script/chase.boards.json").count("\n") == 9
    assert files == {
        "storyforge.yaml": """\
storyforge: 1
title: Chase
fps: 24
ratio: 16:9
provider: draft
style: pencil
include: [scenes/chase.yaml]
""",
        "scenes/chase.yaml": """\
scenes:
  - id: sc01
    title: chase
    shots:
      - id: s0010
        number: 1A
        duration: 36f
        action: Kit runs.
        dialogue:
          - {speaker: KIT, text: Wait!}
          - no answer
        notes: Rain.
        prompt: Kit runs.

      - id: s0020
        number: 1A-2
        duration: 48f
        prompt: panel 1A-2

      - id: s0030
        number: 1B
        duration: 1f
        prompt: panel 1B
""",
    }
    assert [(each.node, each.name) for each in proposal.adoptions] == [
        ("shot:s0010", "board-1-AAAAA-posterframe.jpg"),
        ("shot:s0020", "board-2-BBBBB.png"),
    ]
    assert proposal.adoptions[0].data == PICTURES["images/board-1-AAAAA-posterframe.jpg"]
    assert proposal.left == (
        Left("board 1", "newShot: false", "the first board begins a shot anyway"),
        Left("board 2", "sound a.wav", "this sound is not in `images`"),
        Left("board 3", "board-3-CCCCC.png", "no picture of it was found"),
    )
    assert proposal.notes == ("boards of one shot are shots of their own here: 1A, 1A-2 …",)


def test_layers_are_put_one_on_another_with_their_opacity() -> None:
    data = flattened([(png((255, 0, 0, 255)), 1.0), (png((0, 0, 255, 255), (20, 10)), 0.5)])
    assert data == flattened([(png((255, 0, 0, 255)), 1.0), (png((0, 0, 255, 255), (20, 10)), 0.5)])
    picture = opened(look(data))
    assert picture.size == (40, 20)
    assert picture.getpixel((20, 10)) == (127, 0, 128)
    board = {
        "boards": [
            {
                "url": "b.png",
                "layers": {"ink": {"url": "i.png"}, "fill": {"url": "f.png", "opacity": "0.5"}},
            }
        ]
    }
    files = {"images/i.png": png((0, 0, 0, 0)), "images/f.png": png((0, 0, 0, 255))}
    (adopted,) = taken(board, files).adoptions
    assert opened(look(adopted.data)).getpixel((0, 0)) == (127, 127, 127)


@pytest.mark.parametrize(
    ("given", "ratio"),
    [
        (2.39, "21:9"),
        ("2.00", "16:9"),
        (1.85, "16:9"),
        (0.5625, "9:16"),
        (1, "1:1"),
        (1.33333, "4:3"),
        (None, "16:9"),
        (-3, "16:9"),
        ("x", "16:9"),
    ],
)
def test_the_nearest_shape(given: object, ratio: str) -> None:
    proposal = taken({"aspectRatio": given, "boards": [{}]})
    assert f"ratio: {ratio}\n" in proposal.files["storyforge.yaml"]


@pytest.mark.parametrize(
    "url", ["../secret.png", "/etc/passwd", "a/../../b.png", "C:\\x.png", "a\\..\\b", "\0"]
)
def test_no_path_leads_out_of_the_folder(url: str) -> None:
    asked: list[str] = []

    def beside(path: str) -> bytes:
        asked.append(path)
        return png((0, 0, 0, 255))

    board = {"boards": [{"url": url, "layers": {"ink": {"url": url}}}]}
    source = Source("x.storyboarder", json.dumps(board).encode(), beside)
    assert Storyboarder().propose(source, Here(None, {}), {}).adoptions == ()
    assert asked == []


@pytest.mark.parametrize(
    "board",
    [
        b"",
        b"{",
        b"[]",
        {"boards": []},
        {"boards": {}},
        b"\0\1",
        b"[" * 100_000,
        {"boards": [{}] * 5001},
    ],
)
def test_what_is_no_board_is_told(board: object) -> None:
    with pytest.raises(UsageError) as caught:
        taken(board)
    assert caught.value.problems[0].code in ("F020", "F030")


def test_odd_values_make_a_project_that_is_read() -> None:
    boards = [
        None,
        7,
        {"duration": "1e999", "shot": {"a": 1}, "dialogue": ["x"], "layers": [1]},
        {"duration": -1, "fps": []},
        {"action": "@nobody \x1b[1m\u202e", "newShot": "yes", "url": 5},
    ]
    proposal = taken({"fps": "29.97", "defaultBoardTiming": "soon", "boards": boards})
    manifest = manifest_of(dict(proposal.files))
    assert manifest.project.fps == "29.97"
    assert [shot.said.duration for _, shot in manifest.shots()] == ["60f", "60f", "60f"]


OTHER = """\
storyforge: 1
provider: draft
scenes:
  - id: sc01
    shots: [{id: s0010, prompt: a pier}]
"""


def test_into_a_project_it_is_one_more_scene() -> None:
    files = {"storyforge.yaml": OTHER}
    made = after(files, taken(BOARD, here=Here(manifest_of(files), files)))
    ids = [shot.id for _, shot in manifest_of(made).shots()]
    assert ids == ["s0010", "s0020", "s0030", "s0040"]
    assert "scenes/chase.yaml" in made


def again(files: dict[str, str], board: object) -> tuple[Proposal, dict[str, str]]:
    proposal = taken(board, PICTURES, Here(manifest_of(files), files))
    return proposal, after(files, proposal)


def test_the_same_board_again_changes_nothing() -> None:
    files = dict(taken(BOARD, PICTURES).files)
    proposal, made = again(files, BOARD)
    assert (proposal.edits, proposal.rows, made) == ((), (), files)
    assert proposal.summary == "the boards say the same"


def test_a_changed_board_changes_its_shot_and_no_words_of_yours() -> None:
    files = dict(taken(BOARD, PICTURES).files)
    files["scenes/chase.yaml"] = files["scenes/chase.yaml"].replace(
        "notes: Rain.", "notes: Rain, thin. # mine"
    )
    board = json.loads(json.dumps(BOARD))
    one, two, three = board["boards"]
    one |= {"action": "Kit walks.", "notes": "Snow.", "duration": 3000}
    new = {"uid": "NEW", "shot": "1A", "action": "He falls."}
    board["boards"] = [one, new, three]
    for number, each in enumerate(board["boards"][2:], start=3):
        each["uid"] = f"U{number}"
    former = {**BOARD, "boards": [BOARD["boards"][0], two | {"uid": "U2"}, three | {"uid": "U3"}]}
    files |= {k: v for k, v in taken(former, PICTURES).files.items() if k.endswith(".json")}
    proposal, made = again(files, board)
    assert [(row.sort, row.node) for row in proposal.rows] == [
        ("changed", "s0010"),
        ("new", "s0040"),
        ("gone", "s0020"),
    ]
    text = made["scenes/chase.yaml"]
    for words in (
        "duration: 72f",
        "action: Kit walks.",
        "prompt: Kit walks.",
        "Rain, thin. # mine",
    ):
        assert words in text
    order = [shot.id for _, shot in manifest_of(made).shots()]
    assert order == ["s0010", "s0040", "s0020", "s0030"]
    assert again(made, board)[0].rows == ()


def test_boards_in_another_order_take_their_shots_along() -> None:
    boards = [{"uid": name, "action": name} for name in "ABC"]
    files = dict(taken({"boards": boards}).files)
    proposal, made = again(files, {"boards": [boards[2], boards[0], boards[1]]})
    assert [shot.id for _, shot in manifest_of(made).shots()] == ["s0030", "s0010", "s0020"]
    assert "moved" in {row.sort for row in proposal.rows}


@pytest.mark.parametrize("text", ["", "[]", '{"storyforge boards": 2}', '{"boards": 1}'])
def test_a_broken_side_file_is_told(text: str) -> None:
    files = dict(taken(BOARD).files)
    files["script/chase.boards.json"] = text
    with pytest.raises(UsageError) as caught:
        again(files, BOARD)
    assert caught.value.problems[0].code == "F022"


def test_sounds_come_along_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    source = World(tmp_path / "source")
    sound = b"RIFF\x00\xff\xfe not a text"
    source.file("images/a.wav", sound)
    path = source.file("Chase.storyboarder", json.dumps(BOARD).encode())
    world = World(tmp_path / "film")
    said = world.run("import", str(path))
    assert said.code == 0, said.err
    (name,) = [name for name in world.tree() if name.startswith("sound/")]
    assert world.tree()[name] == sound
    assert f"audio: [../{name}]" in world.read("scenes/chase.yaml")
    assert world.run("check").code == 0
    tree = world.tree()
    assert "nothing to change" in world.run("import", str(path)).err
    assert world.tree() == tree
    source.file("images/a.wav", b"another")
    assert world.run("import", str(path), "--yes").code == 0
    assert len([name for name in world.tree() if name.startswith("sound/")]) == 2
    assert name not in world.read("scenes/chase.yaml")


def test_pictures_become_takes(tmp_path: Path) -> None:
    source = World(tmp_path / "source")
    for name, data in PICTURES.items():
        source.file(name, data)
    path = source.file("Chase.storyboarder", json.dumps(BOARD).encode())
    world = World(tmp_path / "film")
    said = world.run("import", str(path), "--yes")
    assert said.code == 0, said.err
    assert world.made() == ["s0030"]
    assert world.run("check").code == 0
