"""`show FILE`: what a picture says of itself, and what the project knows of it."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image, PngImagePlugin
from world import SMALL, World

from storyforge.core.imprint import TYPES, Imprint, packet
from storyforge.darkroom.imprint import imprinted


def _png(**texts: str) -> bytes:
    out, told = io.BytesIO(), PngImagePlugin.PngInfo()
    for key, text in texts.items():
        told.add_text(key, text)
    Image.new("RGB", (8, 6), "#204060").save(out, "PNG", pnginfo=told)
    return out.getvalue()


def _built(tmp_path: Path) -> World:
    world = World(tmp_path / "film").write(storyforge_yaml=SMALL)
    world.build()
    return world


def test_a_picture_of_the_board_is_known_by_its_bytes(tmp_path: Path) -> None:
    world = _built(tmp_path)
    known = json.loads(world.run("show", "board/sc1/s010.png", "--json").out)["project"]
    assert (known["node"], known["take"], known["state"]) == ("shot:s010", 0, "used, auto")
    assert (known["found_by"], known["made_by"], known["cost"]) == (
        "its bytes",
        "stub/tiny",
        "free",
    )
    assert "pier" in known["prompt"]


def test_an_exported_picture_tells_its_story_and_is_known_again(tmp_path: Path) -> None:
    world = _built(tmp_path)
    assert world.run("export", "images", "-o", "out").code == 0
    body = json.loads(world.run("show", "out/0010_sc1_s010.png", "--json").out)
    assert body["imprint"]["title"] == "The Lamplighter"
    assert body["project"]["found_by"] == "its pixels"
    assert world.run("export", "images", "-o", "small", "--as", "jpeg").code == 0
    smaller = json.loads(world.run("show", "small/0010_sc1_s010.jpg", "--json").out)
    assert smaller["project"]["found_by"] == "its key"
    assert smaller["project"]["node"] == "shot:s010"
    said = world.run("show", "small/0010_sc1_s010.jpg").out
    assert "It says of itself" in said
    assert "slate          s010" in said


def test_it_works_outside_of_any_project(tmp_path: Path) -> None:
    world = World(tmp_path / "elsewhere")
    told = Imprint(
        source=TYPES + "trainedAlgorithmicMedia",
        slate="3 · 12A",
        maker="runway/gen4_image",
        credit="Powered by Runway",
    )
    world.file("a.png", imprinted(_png(), told))
    said = world.run("show", "a.png")
    assert said.code == 0
    for each in ("made by a trained model (AI)", "3 · 12A", "runway/gen4_image", "Powered by"):
        assert each in said.out
    assert "project" not in said.out


def test_a_picture_that_says_nothing_says_so(tmp_path: Path) -> None:
    world = World(tmp_path / "w")
    world.file("a.png", _png())
    said = world.run("show", "a.png")
    assert said.code == 0
    assert "says nothing of how it was made" in said.out


def test_prompts_of_other_programs_are_read_out(tmp_path: Path) -> None:
    world = World(tmp_path / "w")
    world.file("a.png", _png(parameters="a harbour at night\nSteps: 20, Seed: 3"))
    body = json.loads(world.run("show", "a.png", "--json").out)
    assert [(each["text"], each["prompt"]) for each in body["words"]] == [
        ("a harbour at night", True)
    ]
    assert "A prompt in the text `parameters`" in world.run("show", "a.png").out


def test_a_document_is_read_and_damaged_files_are_not_feared(tmp_path: Path) -> None:
    world = World(tmp_path / "w")
    world.file("a.pdf", b"%PDF-1.7\n" + packet(Imprint(title="The Film")) + b"\n%%EOF")
    assert "The Film" in world.run("show", "a.pdf").out
    for name, content in (("b.png", b""), ("c.jpg", b"\xff\xd8\xff"), ("d.webp", b"RIFF")):
        world.file(name, content)
        assert world.run("show", name).code == 0


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    said = World(tmp_path / "w").run("show", "gone.png")
    assert said.code == 2
    assert "X035" in said.err
    assert "there is no file gone.png" in said.err


def test_control_characters_in_a_file_never_reach_the_terminal(tmp_path: Path) -> None:
    world = World(tmp_path / "w")
    world.file("a.png", imprinted(_png(), Imprint(title="x\x9b31my", prompt="a\u202eb")))
    out = world.run("show", "a.png").out
    assert "\x9b" not in out
    assert "\u202e" not in out
