"""Style presets: words that never change, and a hand of the artist for each."""

from __future__ import annotations

import hashlib

import pytest
from plan_little import film, recipe, sentence
from world import World

from storyforge.artist.ink.manner import PRESETS, STANDS_IN, manner_of
from storyforge.core import film as words

# The words of a preset are in keys: another wording would make everything again that is drawn in
# it. A better one is another preset.
WORDED = {
    "pencil": "3d903fab4c4e",
    "ink": "ed76fd906a5b",
    "marker": "c9b9db3819c7",
    "blueprint": "d05a4b27dd1a",
    "noir": "8b2b5f606b16",
    "watercolour": "584f4c7d2452",
    "clean-line": "7eba17401e2d",
    "cinematic": "36885ade6335",
    "documentary": "f10bfed56f64",
    "period-film": "062a0a1b224d",
    "animation-3d": "a6896a95fc20",
    "anime": "02b6c8b89773",
    "comic": "bcdf35fb008b",
    "gouache": "ac93253a5ed2",
    "oil-paint": "cdddde1dcbc0",
    "claymation": "8c2ce3552649",
}
STYLED = """
    storyforge: 1
    provider: little
    styles: {anime: {prompt: rough}, ink: {prompt: rough}, warm: {preset: anime, prompt: warm}}
    shots: [{id: s010, prompt: fog, style: STYLE}]
"""


def test_the_words_of_a_preset_never_change() -> None:
    assert len(words.PRESETS.canonical) >= 12
    assert tuple(words.PRESET_WORDS) == words.PRESETS.canonical
    assert {
        name: hashlib.sha256(said.encode()).hexdigest()[:12]
        for name, said in words.PRESET_WORDS.items()
    } == WORDED


@pytest.mark.parametrize("name", words.PRESETS.canonical)
def test_every_preset_has_a_hand(name: str) -> None:
    assert (name in words.HANDS) == (name in PRESETS) == (name not in STANDS_IN)
    hand = STANDS_IN.get(name, name)
    assert manner_of(name, words.PRESET_WORDS[name]) is PRESETS[hand]


def test_a_preset_is_said_in_words() -> None:
    asked = recipe(film(STYLED.replace("STYLE", "claymation")), "s010")
    assert asked.sentence == (f"fog. Style: {words.PRESET_WORDS['claymation']}.",)
    assert sentence(film(STYLED.replace("STYLE", "stop motion")), "s010") == "fog."


@pytest.mark.parametrize(
    ("style", "preset", "said"),
    [
        ("comic", "comic", words.PRESET_WORDS["comic"]),
        ("warm", "anime", f"warm; {words.PRESET_WORDS['anime']}"),
        ("ink", "ink", "rough"),  # as ever: a style of a hand's name is drawn in that hand
        ("anime", None, "rough"),  # a style of one's own, which merely has that name
    ],
)
def test_a_style_and_its_preset(style: str, preset: str | None, said: str) -> None:
    text = STYLED.replace("STYLE", style).replace("provider: little", "provider: draft")
    staged = recipe(film(text), "s010").staging
    assert staged is not None
    assert staged["style"] == {"preset": preset, "words": said}


def test_who_stands_in_is_told_once_where_it_is_written(world: World) -> None:
    world.write(
        storyforge_yaml="""
        storyforge: 1
        style: cinematic
        styles: {warm: {preset: anime, prompt: warm}}
        characters: {mara: "woman, sixty"}
        locations: {pier: a pier}
        scenes:
          - id: sc1
            location: pier
            style: gouache
            shots:
              - {id: s010, prompt: "@mara waits"}
              - {id: s020, prompt: "@mara waits", style: warm}
              - {id: s030, prompt: "@mara waits", style: ink}
        """
    )
    said = [line for line in world.run("check").err.splitlines() if "W408" in line or "-->" in line]
    kind = "is for services; the artist draws it in its"
    assert said == [
        f'note[W408]: the preset "cinematic" {kind} marker hand',
        "  --> storyforge.yaml:2:8",
        f'note[W408]: the preset "anime" {kind} clean-line hand',
        "  --> storyforge.yaml:3:25",
        f'note[W408]: the preset "gouache" {kind} marker hand',
        "  --> storyforge.yaml:9:12",
    ]
