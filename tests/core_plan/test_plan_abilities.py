"""What a model cannot do: sizes, seeds, pictures drawn from nothing, shapes of references."""

from __future__ import annotations

import pytest
from plan_little import MODELS, film, recipe, sentence, told, uses

from storyforge.core.film import PIXELS
from storyforge.core.recipe import spoken, units
from storyforge.core.sizes import fits, nearest_size, shape, size_of, sizes_told, span

WORLD = """
    storyforge: 1
    provider: little
    characters: {mara: a woman}
    locations: {pier: a pier}
    shots:
      - {id: s010, SHOT}
"""


def _told(fields: str, project: str = "provider: little") -> list[str]:
    text = WORLD.replace("SHOT", fields).replace("provider: little", project, 1)
    return [
        f"{each.severity} {each.code} {each.sentence} ({each.advice}) "
        f"{'.'.join(map(str, each.spot.path))}"
        for each in film(text).troubles
    ]


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("ratio", PIXELS)
def test_a_model_without_sizes_of_its_own_has_the_fields(ratio: str) -> None:
    for resolution, size in PIXELS[ratio].items():
        assert size_of(MODELS["three"], ratio, resolution) == size
        assert nearest_size(MODELS["three"], ratio, resolution) == size


def test_a_model_with_sizes_of_its_own_has_those() -> None:
    can = MODELS["figure"]
    assert size_of(can, "16:9", "720p") == (1376, 768)
    assert size_of(can, "16:9", "1080p") is None
    assert size_of(can, "21:9", "720p") is None
    assert nearest_size(can, "16:9", "1080p") == (1376, 768)
    assert nearest_size(can, "4:3", "720p") == (1024, 1024)
    assert sizes_told(can) == "16:9 at 720p; 1:1 at 720p or 1080p"
    text = WORLD.replace("SHOT", "prompt: '@mara', provider: little/figure, ratio: '1:1'")
    asked = recipe(film(text), "s010")
    assert (asked.width, asked.height) == (1024, 1024)


def test_a_size_that_a_model_does_not_make_is_an_error() -> None:
    fields = "prompt: '@mara', provider: little/figure"
    legal = "(it makes 16:9 at 720p; 1:1 at 720p or 1080p)"
    assert _told(f"{fields}, ratio: '9:16'") == [
        f"error M212 little/figure makes no 9:16 at 720p {legal} shots.0.ratio"
    ]
    assert _told(f"{fields}, resolution: 1080p") == [
        f"error M212 little/figure makes no 16:9 at 1080p {legal} shots.0.resolution"
    ]
    assert _told(fields, "provider: little\n    resolution: 1080p") == [
        f"error M212 little/figure makes no 16:9 at 1080p {legal} resolution"
    ]
    assert _told("prompt: '@mara', provider: little/small, ratio: '1:1'") == [
        "error M212 little/small makes no 1:1 at 720p (it makes 16:9 at 720p) shots.0.ratio"
    ]


# ---------------------------------------------------------------- seeds

SEEDS = {
    "one": ("seed: 65535, provider: little/small", []),
    "too large": (
        "seed: 65536, provider: little/small",
        [
            "error M213 little/small takes seeds up to 65535; this one is 65536 "
            "(write a smaller number) shots.0.seed"
        ],
    ),
    "none": (
        "seed: 0, provider: little/figure",
        [
            "error M213 little/figure takes no seed "
            "(take `seed:` out, or use little/three, which takes one) shots.0.seed"
        ],
    ),
}


@pytest.mark.parametrize("case", SEEDS)
def test_seeds(case: str) -> None:
    fields, expected = SEEDS[case]
    assert _told(f"prompt: '@mara', {fields}") == expected


def test_a_seed_of_the_project_is_told_once() -> None:
    assert _told("prompt: '@mara'", "provider: little/figure\n    seed: 5") == [
        "error M213 little/figure takes no seed "
        "(take `seed:` out, or use little/three, which takes one) seed"
    ]


# ---------------------------------------------------------------- models that draw from pictures


def test_a_model_that_wants_pictures_cannot_begin() -> None:
    advice = "(give `references:`, or `provider: little/three` for this one)"
    assert _told("prompt: '@mara'", "provider: little/turbo") == [
        f"error M211 little/turbo needs a picture to draw from; mara has none {advice} "
        "characters.mara",
        f"error M211 little/turbo needs a picture to draw from; pier has none {advice} "
        "locations.pier",
    ]
    assert _told("prompt: fog, provider: little/turbo") == [
        "error M211 little/turbo needs a picture to draw from; s010 has none (name somebody as "
        "`@name`, give `references:`, or `provider: little/three` for this one) shots.0.id"
    ]


def test_the_nearest_provider_makes_a_picture() -> None:
    made = film(
        """
        storyforge: 1
        provider: little/turbo
        characters:
          mara: {description: a woman, provider: little/three, looks: {coat: a coat}}
          tom: {description: a boy, references: [tom.png]}
          jo:
            description: a girl
            provider: little
            looks: {hat: {description: a hat, provider: little/figure}}
        locations: {pier: {description: a pier, provider: stub, views: {above: from above}}}
        elements: {rope: {description: a rope, provider: little/small}}
        shots: [{id: s010, prompt: "@mara/coat at @pier"}]
        """
    )
    assert told(made) == []
    assert made.graph is not None
    models = {node.id: node.recipe.model for node in made.graph.nodes.values() if node.recipe}
    assert models == {
        "character:mara": "three",
        "character:mara/coat": "three",
        "character:tom": "turbo",
        "character:jo": "three",
        "character:jo/hat": "figure",
        "location:pier": "tiny",
        "location:pier/above": "tiny",
        "element:rope": "small",
        "shot:s010": "turbo",
    }
    assert (recipe(made, "element:rope").width, recipe(made, "element:rope").height) == (1280, 720)


def test_a_provider_that_nobody_knows_is_told_where_it_is_written() -> None:
    made = film(
        "storyforge: 1\ncharacters: {mara: {description: a woman, looks: {a: {provider: drft}}}}\n"
    )
    (fault,) = [each for each in made.troubles if each.code == "M205"]
    assert fault.sentence == 'there is no provider "drft"'
    assert fault.spot.path == ("characters", "mara", "looks", "a", "provider")


# ---------------------------------------------------------------- shapes of references

WIDE = """
    storyforge: 1
    provider: little
    PROJECT
    shots:
      - {id: s010, prompt: fog, ratio: 21:9}
      - {id: s020, from: s010, prompt: later, ratio: 16:9SHOT}
"""


@pytest.mark.parametrize(
    ("project", "shot", "fit"),
    [
        ("title: x", "", ""),
        ("title: x", ", reference_fit: crop", ""),
        ("title: x", ", reference_fit: pad", "pad"),
        ("reference_fit: pad", "", "pad"),
        ("reference_fit: pad", ", reference_fit: crop", ""),
        ("reference_fit: pad", ", provider: stub", ""),
    ],
)
def test_what_becomes_of_a_wide_reference(project: str, shot: str, fit: str) -> None:
    made = film(WIDE.replace("PROJECT", project).replace("SHOT", shot))
    assert recipe(made, "s020").fit == fit
    assert recipe(made, "s010").fit == ""
    done = {"": "its sides are cut off", "pad": "bars are added above and below it"}[fit]
    note = f"N303 s020 refers to s010, which is 21:9: little takes 1:2 to 2:1, so {done}"
    assert told(made) == ([] if "stub" in shot else [note])


def test_a_picture_of_a_legal_shape_needs_no_note() -> None:
    assert (
        told(
            film(
                WIDE.replace("PROJECT", "title: x")
                .replace("ratio: 21:9", "ratio: 9:16")
                .replace("SHOT", "")
            )
        )
        == []
    )


def test_shapes_in_words() -> None:
    fit = MODELS["three"].fit
    assert fit is not None
    assert span(fit) == "1:2 to 2:1"
    assert [shape(*size) for size in ((2112, 912), (1808, 768), (720, 1280), (900, 300))] == [
        "21:9",
        "21:9",
        "9:16",
        "900 × 300",
    ]
    assert [fits(size, fit) for size in ((2, 1), (1, 2), (2001, 1000), (1000, 2001))] == [
        *(True, True),
        *(False, False),
    ]


# ---------------------------------------------------------------- figures instead of tags


def test_a_model_without_tags_hears_figures() -> None:
    made = film(WORLD.replace("SHOT", "prompt: '@mara on @pier', provider: little/figure"))
    assert uses(made, "s010") == ["mara", "pier"]
    assert sentence(made, "s010") == "Figure 1 on Figure 2."
    asked = recipe(made, "s010")
    assert asked.sentence[:3] == (0, " on ", 1)


def test_the_length_is_counted_as_it_is_sent() -> None:
    words = "x " * 480
    made = film(WORLD.replace("SHOT", f"prompt: '@mara {words}', provider: little/figure"))
    asked = recipe(made, "s010")
    (fault,) = told(made, "M204")
    assert f" {units(spoken(asked.sentence, (), 'figure'))} units" in fault
