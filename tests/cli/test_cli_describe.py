"""`storyforge describe`: a model's words, else the file's own, else figures, and it always says which."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from services.describe_fake import DescribeFake
from services.fake import Answer
from world import World

from storyforge.cli.pages.describe import snippet
from storyforge.core import reading
from storyforge.core.parse import parse

UNSEEN = "nobody has looked at the picture: "
SETUP = "  a vision model can describe it, if your settings name one: docs/describe.md\n"
FIGURES = """\
size        320 × 180, 16:9
brightness  medium (0.36 of 1)
contrast    medium (0.35 of 1)
sharpness   sharp (0.80 of 1)
colours     navy 75 %, orange 25 %
"""
KEY = "sk-4242-very-secret"


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests."""
    for name in ("STORYFORGE_DESCRIBE_URL", "STORYFORGE_DESCRIBE_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.setenv("STORYFORGE_CONFIG", str(tmp_path / "no-settings.yaml"))


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DescribeFake]:
    with DescribeFake(
        "A woman of sixty with a white braid: she waits on a pier at dusk.", KEY
    ) as fake:
        settings = tmp_path / "settings.yaml"
        settings.write_text(
            f"services: {{describe: {{url: '{fake.url}/v1', model: llava}}}}\n", "utf-8"
        )
        monkeypatch.setenv("STORYFORGE_CONFIG", str(settings))
        monkeypatch.setenv("STORYFORGE_DESCRIBE_KEY", KEY)
        yield fake


def picture(**texts: str) -> bytes:
    image = Image.new("RGB", (320, 180), (40, 70, 150))
    image.paste((240, 140, 40), (100, 0, 180, 180))
    told = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        told.add_text(key, text)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=told)
    return file.getvalue()


@pytest.fixture
def film(world: World) -> World:
    world.write(storyforge_yaml="storyforge: 1\nshots: [{id: s010, prompt: a man waits}]\n")
    world.file("refs/Mara 1.png", picture())
    return world


def test_without_a_model_it_is_measured_and_says_so(film: World) -> None:
    before = film.tree()
    said = film.run("describe", "refs/Mara 1.png")
    assert (said.code, said.out) == (0, FIGURES)
    assert (
        said.err == f"{UNSEEN}this was measured\n  say in words of your own what is seen\n{SETUP}"
    )
    said = film.run("describe", "refs/Mara 1.png", "--as", "character")
    assert said.out == f'{FIGURES}\ncharacters:\n  mara-1:\n    references: ["refs/Mara 1.png"]\n'
    assert film.tree() == before
    assert not (film.root / ".storyforge").exists()


def test_a_palette_is_a_beginning_of_a_style(film: World) -> None:
    said = film.run("describe", "refs/Mara 1.png", "--as", "style")
    words = "palette of navy and orange; medium overall, medium contrast"
    assert said.out.startswith(f"{words}\n\nsize ")
    assert said.out.endswith(
        f'\n\nstyles:\n  mara-1:\n    prompt: >-\n      {words}\n    references: ["refs/Mara 1.png"]\n'
    )
    assert said.err == f"{UNSEEN}this was measured\n{SETUP}"


def test_words_in_the_file_come_before_figures(film: World) -> None:
    film.file(
        "a.png", picture(parameters="a pier at dusk\nSteps: 20", Description="on the old pier")
    )
    said = film.run("describe", "a.png")
    assert said.out == (
        f"a pier at dusk\n\ntext `Description`: on the old pier\n{FIGURES}\n"
        "shots:\n  - id: a\n    prompt: >-\n      a pier at dusk\n"
    )
    assert (
        said.err == f"{UNSEEN}the words are its prompt, the text `parameters` in the file\n{SETUP}"
    )
    film.file("a.png", picture(Description="on the old pier"))
    said = film.run("describe", "a.png")
    assert said.err == f"{UNSEEN}the words are the text `Description` in the file\n{SETUP}"


def test_a_model_describes_it(film: World, fake: DescribeFake) -> None:
    said = film.run("describe", "refs/Mara 1.png", "--as", "character")
    assert said.code == 0, said.err
    assert said.out == (
        "A woman of sixty with a white braid: she waits on a pier at dusk.\n\n"
        "characters:\n  mara-1:\n    description: >-\n"
        "      A woman of sixty with a white braid: she waits on a pier at dusk.\n"
        '    references: ["refs/Mara 1.png"]\n'
    )
    assert said.err == "described by llava; read it before you use it\n"
    assert "Describe only the person" in fake.asked[0].body.decode()


def test_programs_get_everything(film: World, fake: DescribeFake) -> None:
    told = json.loads(film.run("describe", "refs/Mara 1.png", "--json").out)
    assert (told["from"], told["model"], told["whole"], told["units"]) == (
        "model",
        "llava",
        True,
        65,
    )
    assert (told["measured"]["width"], told["colours"][0]["name"], told["embedded"]) == (
        320,
        "navy",
        [],
    )
    assert told["yaml"].startswith("shots:\n  - id: mara-1\n")


def test_a_long_answer_is_cut_and_that_is_said(film: World, fake: DescribeFake) -> None:
    fake.words = "A pier at dusk with many lanterns. " * 60
    said = film.run("describe", "refs/Mara 1.png")
    assert said.err.endswith("\n  cut to the 1000 units that a prompt may have\n")
    assert json.loads(film.run("describe", "refs/Mara 1.png", "--json").out)["units"] <= 1000
    assert max(map(len, said.out.splitlines())) <= 100


def test_trouble_of_the_model_is_told_calmly(film: World, fake: DescribeFake) -> None:
    fake.fail("chat", Answer(429, {"error": {"message": "slow down"}}))
    said = film.run("describe", "refs/Mara 1.png")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "error[V001]: the model that describes pictures answers 429: slow down\n"
        "  hint: wait a little, then run the same command again\n"
    )
    fake.key = "another"
    said = film.run("describe", "refs/Mara 1.png")
    assert "set STORYFORGE_DESCRIBE_KEY to a key that is valid there" in said.err
    assert KEY not in said.err + said.out


def test_an_address_without_a_model(film: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYFORGE_DESCRIBE_URL", "https://models.example.com/v1")
    said = film.run("describe", "refs/Mara 1.png")
    assert (said.code, said.err) == (
        1,
        "error[V001]: no model is named that could describe pictures\n"
        "  hint: name one in your settings: see docs/describe.md\n",
    )


def test_a_picture_anywhere_even_without_a_project(world: World) -> None:
    world.file("Öl auf Holz.PNG", picture())
    said = world.run("describe", "Öl auf Holz.PNG", "--as", "location")
    assert said.code == 0
    assert said.out.endswith(
        'locations:\n  ol-auf-holz:\n    references: ["refs/ol-auf-holz.png"]\n'
    )
    assert said.err.endswith("  copy the picture into the project as refs/ol-auf-holz.png first\n")


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("none.png", None, 2, "error[R301]: there is no file none.png\n"),
        (
            "a.txt",
            b"words",
            2,
            "error[I001]: a.txt: this is something else, not a PNG, JPEG or WebP picture\n",
        ),
        (
            "a.png",
            picture()[:90],
            2,
            "error[I002]: a.png: the PNG is cut short: its end is missing\n",
        ),
        (
            "a.png",
            picture()[:16] + b"\xff" * 8 + picture()[24:],
            2,
            "error[I003]: a.png: the PNG has",
        ),
    ],
)
def test_what_cannot_be_described(
    world: World, name: str, data: bytes | None, code: int, said: str
) -> None:
    if data is not None:
        world.file(name, data)
    told = world.run("describe", name)
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(said)


def test_a_folder_is_no_picture(world: World) -> None:
    (world.root / "refs").mkdir()
    said = world.run("describe", "refs")
    assert (said.code, "error" in said.err, "bug" in said.err) == (2, True, False)


@pytest.mark.parametrize("kind", ["shot", "character", "location", "style"])
@pytest.mark.parametrize(
    "prompt",
    ["- a: b # c", "'quoted' \"twice\" {x} [y] &z *w !v %u", "word " * 180 + "end", "später 😀"],
)
def test_what_is_pasted_is_a_valid_file(kind: str, prompt: str) -> None:
    text = snippet(prompt.strip(), kind, "mara-1", 'refs/a "b".png')
    value = parse(text.encode(), "page.yaml").value
    assert reading.read_include(value, "page.yaml").troubles == []
    assert isinstance(value, dict)
    (table,) = value.values()
    said = table[0] if kind == "shot" else table["mara-1"]
    field = "prompt" if kind in ("shot", "style") else "description"
    assert said[field] == prompt.strip()
    assert re.search(r"^\s*references", text, re.MULTILINE) or kind == "shot"
