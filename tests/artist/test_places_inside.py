"""Rooms and other places within: the same set from every side, furnished by its words."""

import pytest

from storyforge.artist.ink.seed import stream
from storyforge.artist.panel import stage_shot
from storyforge.artist.places.furniture_catalog import ITEMS, furniture_named
from storyforge.artist.places.place import BUILDERS, place_for
from storyforge.artist.places.place_within import WITHIN
from storyforge.artist.stage.assembly import assembled, cut_away, placed, seen_from
from storyforge.artist.stage.stage import Solid, box
from storyforge.artist.staging import shot_of
from storyforge.artist.things.prop import THINGS, thing_named
from storyforge.artist.words import bag, tokens

SIZE = (640, 360)
FURNISHED = {
    "a kitchen with a stove, a sink and a table": ("stove", "sink", "table"),
    "a bedroom with a bed and a wardrobe": ("bed", "wardrobe"),
    "a living room with a piano and a fireplace": ("piano", "fireplace"),
    "a study with a desk and tall bookshelves": ("desk", "bookcase"),
    "a workshop with a workbench": ("workbench",),
    "a bathroom with a bathtub": ("bathtub",),
    "a laboratory with a microscope": ("lab bench",),
    "a log cabin with a bunk and a stove": ("bunk", "stove"),
    "an office with computers": ("screen desk",),
    "a church nave with pews and an altar": ("pew", "altar"),
    "a tavern with barrels and bottles": ("barrels", "bottles"),
}


def staged(description, view="", people=0, **more):
    place = {"description": description, "interior": True, "view": view}
    cast = [{"description": f"person {k}", "action": "stands"} for k in range(people)]
    given = {"subject": "shot", "place": place, "cast": cast, "size": "ES", **more}
    return stage_shot(shot_of(given), [None] * 9, SIZE)


def spread(solid):
    points = [p for face in solid.faces for p in face.points]
    xs, ys, zs = zip(*points, strict=True)
    return (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))


@pytest.mark.parametrize("description", FURNISHED)
def test_a_set_is_the_same_in_every_shot(description):
    one = staged(description).place
    other = staged(description, "reverse, low", 2, size="MS", time="night").place
    same = set(map(repr, one.solids)) & set(map(repr, other.solids))
    assert len(same) == len(one.solids)


@pytest.mark.parametrize(("description", "named"), FURNISHED.items())
def test_what_is_named_stands_there_and_is_seen(description, named):
    found = staged(description)
    for name in named:
        middles = []
        for solid in (s for s in found.place.solids if s.name == name):
            low, high = spread(solid)
            middle = tuple((a + b) / 2 for a, b in zip(low, high, strict=True))
            middles.append((found.lens.depth(middle), found.lens.at(middle)))
        assert any(d > 0.5 and 0 < x < SIZE[0] and 0 < y < SIZE[1] for d, (x, y) in middles), name


@pytest.mark.parametrize("name", WITHIN)
def test_every_kind_builds_with_a_bearable_number_of_faces(name):
    place = BUILDERS[name](stream("place", name), bag(name))
    faces = sum(len(s.faces) for s in place.solids)
    assert 10 < faces < 3500
    assert place.solids
    assert place == BUILDERS[name](stream("place", name), bag(name))


@pytest.mark.parametrize("description", FURNISHED)
def test_four_walls_stand_and_face_inwards(description):
    place = place_for(description, True)
    walls = [f for s in place.solids if s.name == "wall" for f in s.faces]
    upright = {f.normal for f in walls if f.normal and abs(f.normal[1]) < 0.1}
    assert len({tuple(round(c) for c in n) for n in upright}) == 4


@pytest.mark.parametrize("description", FURNISHED)
@pytest.mark.parametrize("people", [1, 2, 3])
def test_nobody_stands_inside_a_thing(description, people):
    found = staged(description, people=people, size="LS")
    for actor in found.actors:
        x, _, z = actor.at
        for solid in (s for s in found.place.solids if s.layer and s.name in ITEMS):
            for part in solid.parts or (solid,):
                low, high = spread(part)
                within = low[0] < x < high[0] and low[2] < z < high[2]
                assert not (within and low[1] < 1.5 and high[1] > 0.1), solid.name


def test_no_two_things_share_their_floor():
    place = place_for("a living room with a piano, a sofa, a fireplace and a clock", True)
    things = [s for s in place.solids if s.layer and s.name in ITEMS]
    for k, one in enumerate(things):
        for other in things[k + 1 :]:
            (a, b), (c, d) = spread(one), spread(other)
            apart = any(b[i] <= c[i] + 0.02 or d[i] <= a[i] + 0.02 for i in range(3))
            assert apart, (one.name, other.name)


def test_nearer_blocks_are_painted_last():
    thing = assembled([box((0, 1), (0, 1), (k, k + 1), (k, 0, 0)) for k in range(3)])
    first = [face.colour[0] for face in seen_from(thing, (0.5, 0.5, -9))]
    last = [face.colour[0] for face in seen_from(thing, (0.5, 0.5, 9))]
    assert (first[0], first[-1]) == (2, 0)
    assert (last[0], last[-1]) == (0, 2)


def test_a_thing_turned_twice_by_halves_is_where_it_was():
    sofa = ITEMS["sofa"].make(stream("x"))
    back = placed(placed(sofa, (0, 0, 0), 180), (0, 0, 0), 180)
    for a, b in zip(sofa.faces, back.faces, strict=True):
        for p, q in zip(a.points, b.points, strict=True):
            assert p == pytest.approx(q, abs=1e-9)


@pytest.mark.parametrize(
    ("description", "interior", "kind"),
    [
        ("the inside of a car", True, "vehicle"),
        ("cockpit of a small plane", True, "vehicle"),
        ("a train compartment", True, "carriage"),
        ("a white void", None, "limbo"),
        ("", None, "limbo"),
        ("a castle on a hill", None, "hill"),
        ("a cave with stalactites", None, "cave"),
        ("underground station platform", True, "platform"),
        ("hospital corridor", True, "corridor"),
        ("a theatre stage", None, "stage"),
    ],
)
def test_words_choose_the_place(description, interior, kind):
    assert place_for(description, interior).name == kind


def test_words_name_furniture():
    assert set(furniture_named(bag("an oven, two couches and tall bookshelves"))) == {
        "stove", "sofa", "bookcase",
    }  # fmt: skip


def test_every_insert_word_draws_something_else():
    words = tokens(
        "lantern letter key gun phone cup book sword hat coat door map watch photograph knife "
        "bottle rose mask money candle newspaper boots fist"
    )
    found = [thing_named(f"the {word}") for word in words] + [thing_named("the wedding ring")]
    assert len(set(found)) == len(found)
    outlines = {repr([part.shape for part in THINGS[name].parts]) for name in found}
    assert len(outlines) == len(found)


def test_a_wall_that_is_looked_through_takes_its_furniture_away():
    shelf = Solid(
        box((0, 1), (0, 2), (0, 1), (1, 1, 1)).faces, (0, 0, 0), backs=((0, 0, 1), (0, 0, -1))
    )
    from_room, from_behind = (0.5, 1.0, -4.0), (0.5, 1.0, 4.0)
    assert not cut_away(shelf, from_room)
    assert cut_away(shelf, from_behind)
