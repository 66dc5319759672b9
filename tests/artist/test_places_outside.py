"""Places out of doors: the same set in every shot, furnished by its words, in sight and walkable."""

from math import hypot
from random import Random

import pytest

from storyforge.artist.panel import stage_shot
from storyforge.artist.places.place import KINDS, place_for, place_named
from storyforge.artist.places.place_marks import MARKS, marked, marks_said
from storyforge.artist.stage.camera import Camera
from storyforge.artist.staging import shot_of
from storyforge.artist.words import bag

SIZE = (640, 360)
SAID = {
    "a market square with stalls, a fountain and a church tower": ("fountain", "church"),
    "a wide avenue with tall office blocks, a parked car, a bus stop": ("car", "bus stop"),
    "a village lane with a well and a signpost": ("well", "signpost"),
    "a quiet suburb with a telephone box": ("telephone box",),
    "a forest clearing with a tent and a campfire": ("tent", "campfire"),
    "a wheat field with a scarecrow, a windmill and a barn": ("scarecrow", "windmill", "barn"),
    "a beach with a wrecked boat and a lighthouse": ("wreck", "lighthouse"),
    "a harbour with a crane and a ship": ("crane", "ship"),
    "a cliff above the sea with a lighthouse": ("lighthouse",),
    "a river with a stone bridge": ("bridge",),
    "a park with a statue": ("statue",),
    "a graveyard with an iron gate and a chapel": ("gate", "chapel"),
    "a car park with a billboard": ("billboard",),
    "the surface of mars with a rocket": ("rocket",),
    "a green hill with a castle": ("castle",),
}
NAMED = {
    "a narrow cobbled street of tall gabled houses, a bakery with a striped awning": "street",
    "a market square with a church tower": "square",
    "the edge of a forest": "forest",
    "a mountain path below snowy peaks": "mountain",
    "a stone bridge over a river": "bridge",
    "a river with a stone bridge": "river",
    "a beach with a wrecked boat": "shore",
    "a petrol station at night": "petrol station",
    "a railway platform": "station",
    "a workshop by the harbour": "workshop",
    "a road": "street",
    "the surface of mars": "planet",
    "the deck of a ship": "deck",
    "somewhere quiet": None,
    "": None,
}


def staged(description: str, **more):
    place = {"description": description, "interior": False}
    return stage_shot(
        shot_of({"subject": "shot", "place": place, **more}), (), more.pop("wh", SIZE)
    )


def outdoors() -> list[str]:
    return [
        kind.words.split()[0].replace("_", " ") for kind in KINDS.values() if kind.where == "out"
    ]


def middle(lens: Camera, solids, tufts) -> tuple[float, float]:
    """The middle, in shares of the frame, of what is before the camera."""
    points = [p for s in solids for f in s.faces for p in f.points]
    points += [(t.at[0], t.at[1] + t.tall / 2, t.at[2]) for t in tufts]
    assert points
    assert all(lens.depth(p) > 0.5 for p in points)
    seen = [lens.at(p) for p in points]
    x = (min(p[0] for p in seen) + max(p[0] for p in seen)) / 2 / lens.width
    y = (min(p[1] for p in seen) + max(p[1] for p in seen)) / 2 / lens.height
    return x, y


@pytest.mark.parametrize("words", SAID)
def test_one_set_for_every_shot_of_a_place(words):
    first = staged(words, size="ES", time="day", root="one")
    other = staged(
        words, size="MS", angle=-60, time="night", root="two", cast=[{"description": "man"}]
    )
    assert first.place.solids == other.place.solids[: len(first.place.solids)]
    assert first.place.tufts == other.place.tufts
    assert first.place.lamps == other.place.lamps


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("root", ["a", "b", "c"])
def test_named_landmarks_stand_in_the_wide_shot(words, root):
    shot = staged(words, size="ES", root=root, prompt=root)
    for name in SAID[words]:
        solids = [
            s
            for s in shot.place.solids
            if s.name == name or (name == "chapel" and s.name == "church")
        ]
        assert solids, name
        x, y = middle(shot.lens, solids[:1], ())
        assert 0.02 < x < 0.98, (name, x)
        assert 0.0 < y < 1.0, (name, y)


@pytest.mark.parametrize("name", MARKS)
def test_every_landmark_is_in_sight_where_its_word_is_said(name):
    word = {"tower": "tower", "water tower": "silo"}.get(name, MARKS[name].words[0])
    words = f"a wheat field with a {word}"
    assert marks_said(bag(words)) == [name]
    kit = marked(Random(1), bag(words))
    assert sum(len(s.faces) for s in kit.solids) < 400
    for root in ("a", "b", "c"):
        lens = staged(words, size="ES", root=root, prompt=root).lens
        x, y = middle(lens, kit.solids, kit.tufts)
        assert 0.0 < x < 1.0, root
        assert 0.0 < y < 1.0, root


@pytest.mark.parametrize("words", outdoors())
def test_every_kind_of_place_is_furnished_and_walkable(words):
    place = place_for(f"a {words}", False)
    faces = sum(len(s.faces) for s in place.solids)
    assert faces + len(place.tufts) >= 3
    assert faces < 4000
    assert not place.inside
    assert place.axes
    for solid in place.solids:
        if solid.layer <= 0 or min(p[1] for f in solid.faces for p in f.points) > 2.2:
            continue
        xs = [p[0] for f in solid.faces for p in f.points]
        zs = [p[2] for f in solid.faces for p in f.points]
        inside = min(xs) < 0.4 and max(xs) > -0.4 and min(zs) < 0.4 and max(zs) > -0.4
        assert not inside, solid.name
    assert all(
        t.at[1] > 1 or hypot(t.at[0], t.at[2]) > 0.9 for t in place.tufts if t.kind != "grass"
    )


@pytest.mark.parametrize("words", outdoors())
@pytest.mark.parametrize("angle", [-45, -60, -80])
def test_the_ground_fills_steep_views(words, angle):
    shot = staged(f"a {words}", size="FS", angle=angle, cast=[{"description": "a man"}])
    for x in (0.05, 0.5, 0.95):
        lens = shot.lens
        across, up = (
            (x * lens.width - lens.centre[0]) / lens.focal,
            (lens.centre[1] - 0) / lens.focal,
        )
        ray = [lens.axes[2][k] + lens.axes[0][k] * across + lens.axes[1][k] * up for k in range(3)]
        assert ray[1] < 0, "the upper edge still shows sky"


@pytest.mark.parametrize("words", NAMED)
def test_the_first_telling_phrase_names_the_place(words):
    assert place_named(words, "") == NAMED[words]


def test_the_prompt_names_the_place_when_the_description_does_not():
    assert place_named("", "He runs through the forest") == "forest"
    assert place_named("Eden", "two people talk") is None


def test_from_the_side_landmarks_stay_where_they_are():
    words = "a wheat field with a scarecrow and a barn"
    views = [
        stage_shot(
            shot_of(
                {"subject": "shot", "size": "ES", "place": {"description": words, "view": view}}
            ),
            (),
            SIZE,
        )
        for view in ("left", "right", "opposite")
    ]
    assert len({round(v.lens.azimuth) for v in views}) == 3
    assert all(v.place == views[0].place for v in views)
