"""The three films that ship: all is well, they are drawn, and the second build makes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from world import World, made_in

from storyforge.core import manifest as m
from storyforge.core.film import PIXELS
from storyforge.core.parse import parse
from storyforge.core.picture import facts

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# film -> scenes, shots, pictures
FILMS = {"minimal": (1, 3, 6), "lamplighter": (3, 15, 31), "chase": (5, 60, 89)}
# What a film of ours has no honest use for: raw wishes of one provider.
UNUSED = {"parameters"}


@pytest.fixture
def film(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A copy of an example, as a fresh checkout has it."""
    made = shutil.ignore_patterns("board", ".storyforge", "storyforge.lock")
    shutil.copytree(EXAMPLES / request.param, tmp_path / "film", ignore=made)
    return World(tmp_path / "film")


@pytest.mark.parametrize(("film", "name"), [(each, each) for each in FILMS], indirect=["film"])
def test_it_is_drawn_once(film: World, name: str) -> None:
    scenes, shots, pictures = FILMS[name]
    said = film.run("check")
    assert said.code == 0
    counts = f"{scenes} scene{'s' * (scenes > 1)}, {shots} shots, {pictures} pictures"
    assert f"all is well: {counts}" in said.err
    first = film.build().err
    assert len(set(made_in(first))) == len(made_in(first)) >= pictures
    before = film.tree()
    again = film.build()
    assert again.err.startswith("nothing to make: ")
    assert film.tree() == before
    drawn = [
        facts(data)
        for path, data in before.items()
        if path.startswith("board/") and path.endswith(".png")
    ]
    assert len(drawn) == len(made_in(first))
    legal = {size for sizes in PIXELS.values() for size in sizes.values()}
    assert {(each.width, each.height) for each in drawn} <= legal
    assert len({each.pixels for each in drawn}) == len(drawn)  # no two pictures are the same


def _said(model: BaseModel) -> Iterator[tuple[type[BaseModel], str]]:
    """Every field that is written anywhere in a model."""
    for name in model.model_fields_set:
        yield type(model), name
        yield from _below(getattr(model, name))


def _below(value: object) -> Iterator[tuple[type[BaseModel], str]]:
    if isinstance(value, BaseModel):
        yield from _said(value)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _below(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _below(each)


def test_the_lamplighter_uses_every_field_of_the_manifest() -> None:
    used: set[tuple[type[BaseModel], str]] = set()
    for path in (EXAMPLES / "lamplighter").rglob("*.yaml"):
        model = m.Project if path.name == "storyforge.yaml" else m.Include
        used |= set(_said(model.model_validate(parse(path.read_bytes(), path.name).value)))
    names = {name for _, name in used}
    parts = (
        m.Project,
        m.Scene,
        m.Shot,
        m.Character,
        m.Look,
        m.Location,
        m.View,
        m.Element,
        m.Style,
    )
    parts += (m.Budget, m.Appearance, m.Line, m.Clip, m.Sound)
    wanted = {name for part in parts for name in part.model_fields}
    assert wanted - names == UNUSED
