"""People use the set they are in: its seats, tables, beds, windows, rails, stairs and cars."""

from functools import lru_cache
from math import dist, hypot

import pytest

from storyforge.artist.blocking.occupied import layered, occupied
from storyforge.artist.framing.sight import heads
from storyforge.artist.panel import stage_shot
from storyforge.artist.places.place import place_for
from storyforge.artist.staging import shot_of

SIZE = (640, 360)
MAN, WOMAN, GIRL = (
    {"description": "man, navy coat"},
    {"description": "tall woman, red dress, long black hair", "height_cm": 180},
    {"description": "girl of nine, yellow coat", "height_cm": 130},
)
ROOMS = {
    "a kitchen with a table": True,
    "a bedroom": True,
    "a small bar": True,
    "a cafe": True,
    "an office": True,
    "a study with a desk": True,
    "a living room with a sofa": True,
    "a prison cell": True,
    "a hospital ward": True,
    "a church": True,
    "inside a car": True,
    "a lorry cab": True,
    "an aircraft cockpit": True,
    "inside a tram": True,
    "a staircase": True,
    "a hotel corridor": True,
    "a long wooden pier": False,
    "a stone bridge": False,
    "the deck of a sailing ship": False,
    "a railway station platform": False,
    "a park with a bench": False,
}


@lru_cache(maxsize=64)
def _staged(place, actions, size, prompt, sides, view):
    people = (MAN, WOMAN, GIRL)
    cast = [dict(people[k], action=action) for k, action in enumerate(actions)]
    for member, side in zip(cast, sides, strict=False):
        member |= {"side": side, "sides": max(2, len(cast))}
    where = {"description": place, "interior": ROOMS[place], "view": view}
    asked = {"prompt": prompt, "size": size, "place": where, "cast": cast}
    return stage_shot(shot_of(asked), (), SIZE)


def staged(place, *actions, size="MS", prompt="", sides=(), view=""):
    return _staged(place, actions, size, prompt, tuple(sides), view)


def seat_height(actor):
    """The top of what carries the body, from the floor of the spot."""
    joints = actor.joints()
    names = ("hip", "chest", "hip_l", "hip_r") if actor.pose.lying else ("hip",)
    flesh = 0.058 if actor.pose.lying else 0.05
    return min(joints[n][1] for n in names) - actor.at[1] - flesh * actor.look.height


SEATED = [
    ("a kitchen with a table", "sits at the table", "table"),
    ("a cafe", "drinks at the table", "table"),
    ("a study with a desk", "writes at the desk", "desk"),
    ("an office", "sits at the desk", "desk"),
    ("a bedroom", "sits on the bed", "bedside"),
    ("a living room with a sofa", "sits on the sofa", "seat"),
    ("a small bar", "sits at the bar", "stool"),
    ("a prison cell", "sits on the bunk", "bedside"),
    ("a railway station platform", "sits on the bench", "seat"),
    ("a park with a bench", "sits on the bench", "seat"),
    ("inside a tram", "sits", "seat"),
    ("a church", "sits in a pew", "seat"),
    ("a staircase", "sits on the stairs", "step"),
    ("inside a car", "drives", "wheel"),
]
STANDING = [
    ("a living room with a sofa", "looks out of the window", "window"),
    ("a kitchen with a table", "stands at the window", "window"),
    ("a living room with a sofa", "stands in the doorway", "door"),
    ("a hotel corridor", "leans against the wall", "wall"),
    ("a living room with a sofa", "leans against the wall", "wall"),
    ("a small bar", "leans on the bar", "counter"),
    ("a small bar", "stands behind the bar", "behind"),
    ("a long wooden pier", "leans on the railing", "rail"),
    ("a stone bridge", "leans on the parapet", "rail"),
    ("the deck of a sailing ship", "leans on the rail", "rail"),
    ("a staircase", "climbs the stairs", "stair"),
    ("a staircase", "stands on the stairs", "stair"),
]
LYING = [
    ("a bedroom", "sleeps in the bed", "bed"),
    ("a hospital ward", "lies in bed", "bed"),
    ("a living room with a sofa", "lies on the sofa", "couch"),
    ("a prison cell", "sleeps", "bed"),
]


@pytest.mark.parametrize(("place", "action", "kind"), [*SEATED, *STANDING, *LYING])
def test_words_find_the_spot_of_the_place(place, action, kind):
    (actor,) = staged(place, action).actors
    assert actor.spot is not None
    assert actor.spot.kind == kind
    assert hypot(actor.at[0] - actor.spot.at[0], actor.at[2] - actor.spot.at[2]) < 0.01
    assert actor.pose.front is None  # no second table, desk, rail or counter
    assert actor.pose.seat in ("", "place", "chair", actor.spot.chair)


@pytest.mark.parametrize(("place", "action", "kind"), [*SEATED, *LYING])
def test_hips_rest_on_the_seat(place, action, kind):
    (actor,) = staged(place, action).actors
    assert abs(seat_height(actor) - actor.spot.high) < 0.06


@pytest.mark.parametrize("place", ROOMS)
def test_spots_lie_inside_their_place(place):
    built = place_for(place, ROOMS[place])
    spots = built.spots
    assert spots
    points = [p for s in built.solids for f in s.faces for p in f.points if s.name != "outside"]
    for spot in spots:
        if spot.kind == "water":
            assert spot.at[1] == built.level
            continue
        for k in (0, 2):
            assert min(p[k] for p in points) < spot.at[k] < max(p[k] for p in points)
        assert spot.at[1] > -0.01
        assert 0 <= spot.high < 1.1


@pytest.mark.parametrize(("place", "action"), [(p, a) for p, a, _ in (*SEATED, *STANDING, *LYING)])
def test_every_shot_of_a_place_has_the_same_spot(place, action):
    spots = {staged(place, action, size=size).actors[0].spot for size in ("LS", "FS", "MS", "CU")}
    assert len(spots) == 1


@pytest.mark.parametrize(("place", "action"), [(p, a) for p, a, _ in (*SEATED, *STANDING)])
def test_no_trunk_is_inside_anything(place, action):
    shot = staged(place, action)
    (actor,) = shot.actors
    joints = actor.joints()
    used = occupied(shot.place, shot.actors)
    solids = [s for s in shot.place.solids if s not in used and s.layer > 0 and len(s.faces) < 9]
    solids += [layer.solid for solid in used for layer in layered(solid, shot.actors, shot.lens)]
    for part in (part for solid in solids for part in solid.parts or (solid,)):
        points = [p for face in part.faces for p in face.points]
        low, high = ([f(p[k] for p in points) for k in range(3)] for f in (min, max))
        for name in ("chest", "neck", "head"):
            inside = all(low[k] + 0.02 < joints[name][k] < high[k] - 0.02 for k in range(3))
            assert not inside, (part.name, name)


@pytest.mark.parametrize("place", ["inside a car", "a lorry cab", "an aircraft cockpit"])
@pytest.mark.parametrize("size", ["LS", "MS", "CU"])
def test_who_drives_has_both_hands_on_the_wheel_and_the_head_below_the_roof(place, size):
    driver, beside = (
        staged(place, "drives", "talks", size=size).actors[:2]
        if size != "CU"
        else (
            *staged(place, "drives", size=size).actors,
            None,
        )
    )
    assert driver.spot.kind == "wheel"
    for side, hand in zip("lr", driver.spot.hands, strict=True):
        assert dist(driver.joints()["hand_" + side], hand) < 0.12
    tall = place_for(place, True).tall
    for one in (driver, beside):
        if one is not None:
            crown = one.joints()["head"][1] + one.body.head * 0.5
            assert crown < tall + 0.01
            assert one.pose.sitting


def test_everybody_in_a_car_has_a_seat_of_their_own():
    actors = staged("inside a car", "drives", "talks", "sits in the back").actors
    assert [a.spot.kind for a in actors] == ["wheel", "passenger", "back"]
    assert len({a.at for a in actors}) == 3


@pytest.mark.parametrize("sides", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("place", "actions"),
    [
        ("inside a car", ("drives", "talks")),
        ("a kitchen with a table", ("sits at the table", "sits at the table")),
        ("a cafe", ("sits at the table", "sits at the table")),
        ("a living room with a sofa", ("sits on the sofa", "sits on the sofa")),
        ("a small bar", ("leans on the bar", "leans on the bar")),
    ],
)
@pytest.mark.parametrize("view", ["", "reverse angle"])
def test_left_stays_left(place, actions, sides, view):
    shot = staged(place, *actions, sides=sides, prompt=view)
    x = [shot.lens.at(a.joints()["head"])[0] for a in shot.actors]
    assert (x[0] < x[1]) == (sides[0] < sides[1])


def test_a_driver_on_the_other_side_takes_the_wheel_along():
    for sides in ((0, 1), (1, 0)):
        shot = staged("inside a car", "drives", "talks", sides=sides)
        (wheel,) = [s for s in shot.place.solids if s.name == "wheel"]
        assert abs(wheel.at[0] - shot.actors[0].at[0]) < 0.05
        assert shot.actors[0].spot in wheel.spots


@pytest.mark.parametrize("size", ["FS", "MS", "MCU"])
@pytest.mark.parametrize("place", ["a kitchen with a table", "a cafe"])
def test_two_at_a_table_show_their_faces_and_hands(place, size):
    shot = staged(place, "sits at the table", "sits at the table", size=size, sides=(0, 1))
    lens, actors = shot.lens, shot.actors
    assert actors[0].spot.name == actors[1].spot.name
    faces = heads(lens, actors)
    assert faces[0].right < faces[1].left
    assert all(face.left > 0 and face.right < SIZE[0] and face.top > 0 for face in faces)
    (table,) = occupied(shot.place, actors)
    for layer in layered(table, actors, lens):
        spots = [lens.at(p) for f in layer.solid.faces for p in f.points if lens.depth(p) > 0.2]
        for k in layer.covers:
            inside = [p for p in spots if faces[k].left < p[0] < faces[k].right]
            assert all(p[1] > faces[k].bottom for p in inside)
    for actor in actors:
        hands = [actor.joints()["hand_" + side] for side in "lr"]
        assert all(0.7 < hand[1] < 0.86 for hand in hands)


def test_a_table_of_the_place_is_the_only_one():
    shot = staged("a kitchen with a table", "sits at the table", "sits at the table")
    assert sum(s.name == "table" for s in shot.place.solids) == 1
    assert all(a.pose.front is None for a in shot.actors)


def test_a_place_without_a_table_is_lent_one():
    shot = staged("a stone bridge", "sits at the table")
    (actor,) = shot.actors
    assert actor.spot is None
    assert actor.pose.front is not None


@pytest.mark.parametrize("action", ["", "walks", "waves", "speaks", "lies dead on the floor"])
def test_who_asks_for_nothing_stays_on_the_acting_spot(action):
    (actor,) = staged("a kitchen with a table", action).actors
    assert actor.spot is None
    assert hypot(actor.at[0], actor.at[2]) < 1.0


@pytest.mark.parametrize(
    ("place", "action"),
    [("a kitchen with a table", "sits at the table"), ("a stone bridge", "leans on the parapet")],
)
def test_who_has_no_spot_comes_along(place, action):
    one, other = staged(place, action, "stands", size="FS").actors
    assert one.spot is not None
    assert other.spot is None
    assert 0.5 < hypot(one.at[0] - other.at[0], one.at[2] - other.at[2]) < 2.4
    if place == "a stone bridge":
        assert abs(other.at[0]) < 3.4  # on the road, not in the river


@pytest.mark.parametrize("action", ["climbs the stairs", "stands on the stairs"])
def test_feet_stand_on_steps(action):
    (actor,) = staged("a staircase", action).actors
    joints = actor.joints()
    treads = [0.18 * k + 0.18 for k in range(12)]
    assert actor.at[1] > 0.3
    for side in "lr":
        low = min(joints["heel_" + side][1], joints["toe_" + side][1])
        assert min(abs(low - tread) for tread in treads) < 0.07


def test_rows_that_look_away_are_seen_from_the_front():
    shot = staged("a church", "sits in a pew")
    (actor,) = shot.actors
    away = (actor.yaw - shot.lens.azimuth + 180) % 360 - 180
    assert abs(away) > 110


@pytest.mark.parametrize("words", ["raises the lantern", "raises a glass", "lifts the lantern"])
def test_the_hand_that_holds_the_thing_is_the_one_that_is_raised(words):
    (actor,) = staged("a stone bridge", words).actors
    joints = actor.joints()
    assert actor.look.prop
    assert joints["hand_r"][1] > joints["shoulder_r"][1]
    assert joints["hand_l"][1] < joints["shoulder_l"][1]


def test_who_listens_keeps_the_hands_down():
    (actor,) = staged("a stone bridge", "listens").actors
    joints = actor.joints()
    assert all(joints["hand_" + s][1] < joints["chest"][1] for s in "lr")


@pytest.mark.parametrize("words", ["waves", "raises his hand", "raises the lantern"])
def test_a_raised_hand_is_in_the_picture(words):
    shot = staged("a stone bridge", words)
    joints = shot.actors[0].joints()
    x, y = shot.lens.at(max((joints["hand_l"], joints["hand_r"]), key=lambda p: p[1]))
    assert 0 < x < SIZE[0]
    assert 0 < y < SIZE[1]


def test_a_swimmer_is_in_the_water_of_the_place():
    shot = staged("a long wooden pier", "swims")
    (actor,) = shot.actors
    assert actor.at[1] == shot.place.level
    assert abs(actor.at[0]) > 2.3  # beside the pier


def test_a_street_lends_its_walls():
    where = {"description": "a narrow street of tall houses", "interior": False}
    cast = [dict(MAN, action="leans against the wall")]
    asked = {"prompt": "", "size": "FS", "place": where, "cast": cast}
    (actor,) = stage_shot(shot_of(asked), (), SIZE).actors
    assert actor.spot is not None
    assert actor.spot.kind == "wall"
    assert actor.pose.seat == "place"  # no pillar is brought
