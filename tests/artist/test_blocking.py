"""Who stands where: the order on the line, pairs that touch, tables, faces that are all seen."""

from itertools import combinations, pairwise
from math import dist, hypot

import pytest

from storyforge.artist.blocking.blocking import TRUNKS, position_named
from storyforge.artist.blocking.cast import actors_for, looks_of
from storyforge.artist.blocking.pairs import PAIRS, pair_in
from storyforge.artist.blocking.spoken import words_of
from storyforge.artist.body.pose import pose_named
from storyforge.artist.ink.seed import stream
from storyforge.artist.panel import stage_shot
from storyforge.artist.staging import shot_of

PEOPLE = (
    "man, navy coat",
    "woman, red dress, long black hair",
    "girl of eight, yellow coat",
    "old man, bald, white beard",
    "tall man, green uniform, cap",
    "boy of ten, grey jumper",
)


def shot(count, prompt="", size="FS", **fields):
    cast = [{"description": words} for words in PEOPLE[:count]]
    for name, values in fields.items():
        for member, value in zip(cast, values, strict=False):
            if value is not None:
                member[name] = value
    return shot_of({"prompt": prompt, "size": size, "cast": cast})


def people(count, prompt="", azimuth=0.0, close=False, **fields):
    asked = shot(count, prompt, **fields)
    return actors_for(asked, looks_of(asked, {}), azimuth, stream("t"), 3.0, close, 4.0)


def turned(actor, azimuth=0.0):
    """Degrees from facing us, + to the right of the picture."""
    return (azimuth + 180 - actor.yaw + 180) % 360 - 180


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
@pytest.mark.parametrize("close", [False, True])
def test_left_and_right_follow_the_side(order, close):
    actors = people(3, side=order, close=close)
    ranked = sorted(range(3), key=lambda k: actors[k].at[0])
    assert [order[k] for k in ranked] == [0, 1, 2]
    assert turned(actors[ranked[0]]) > 10
    assert turned(actors[ranked[-1]]) < -10


@pytest.mark.parametrize(("side", "sign"), [(0, 1), (1, -1)])
@pytest.mark.parametrize("action", ["stands", "walks", "sits on a chair"])
def test_one_alone_looks_across_the_line(side, sign, action):
    (actor,) = people(1, side=[side], sides=[2], action=[action])
    assert turned(actor) * sign > 10


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("close", [False, True])
def test_nobody_stands_in_somebody_else(count, close):
    actors = people(count, close=close)
    for one, other in combinations(actors, 2):
        gap = hypot(one.at[0] - other.at[0], one.at[2] - other.at[2])
        assert gap > TRUNKS * 0.9


@pytest.mark.parametrize("size", ["LS", "FS", "MS", "MCU"])
@pytest.mark.parametrize("count", [4, 6])
def test_every_face_of_a_group_is_seen(size, count):
    asked = shot(count, "they stand in the street", size)
    staged = stage_shot(asked, (), (640, 360))
    lens = staged.lens
    heads = [(a, a.joints()["head"]) for a in staged.actors[:count]]
    for (a, p), (b, q) in combinations(heads, 2):
        near, far = ((a, p), (b, q)) if lens.depth(p) < lens.depth(q) else ((b, q), (a, p))
        (x, y), (u, v) = lens.at(near[1]), lens.at(far[1])
        wide = 0.3 * near[0].body.head * lens.size(near[1])
        assert abs(x - u) > wide or v < y - wide, (a.look.height, b.look.height)


def test_children_stand_before_adults():
    actors = people(6)
    back = [a.at[2] for a in actors if not a.look.child]
    assert max(a.at[2] for a in actors if a.look.child) < max(back)


HANDS = {
    "embraces him": "embrace",
    "kissed her": "kiss",
    "dances with him": "dance",
    "shakes hands with him": "handshake",
    "fights him": "fight",
    "struggles with him": "struggle",
    "whispers to him": "whisper",
    "carries the child": "cradle",
    "holds hands with him": "handinhand",
    "gives the book to him": "give",
    "hugs her knees": "",
    "carries a crate": "",
    "runs hugging a violin case": "",
    "stands": "",
}


@pytest.mark.parametrize("words", HANDS)
def test_what_two_do_together_is_heard(words):
    assert pair_in(words) == HANDS[words]


@pytest.mark.parametrize("words", [w for w in HANDS if HANDS[w]])
@pytest.mark.parametrize("azimuth", [0.0, 130.0])
def test_pairs_stand_close_and_do_not_interpenetrate(words, azimuth):
    a, b = people(2, azimuth=azimuth, action=[words])
    assert (a.pose.name, b.pose.name) == (HANDS[words], HANDS[words])
    ja, jb = a.joints(), b.joints()
    gap = dist(ja["chest"], jb["chest"])
    assert 0.2 < gap < 1.3, gap
    assert dist(ja["head"], jb["head"]) > 0.13


@pytest.mark.parametrize("words", ["shakes hands with him", "holds hands with him"])
def test_hands_meet(words):
    a, b = people(2, action=[words])
    ja, jb = a.joints(), b.joints()
    assert min(dist(ja["hand_" + s], jb["hand_" + t]) for s in "lr" for t in "lr") < 0.04


def test_arms_go_round_the_other_in_an_embrace():
    a, b = people(2, action=["embraces him"])
    for one, other in ((a.joints(), b.joints()), (b.joints(), a.joints())):
        for side in "lr":
            assert dist(one["hand_" + side], other["chest"]) < 0.2


def test_a_fist_reaches_the_jaw():
    a, b = people(2, action=["punches him"])
    assert dist(a.joints()["hand_r"], b.joints()["head"]) < 0.32


def test_the_one_who_is_carried_lies_in_the_arms():
    a, b = people(3, action=["carries the child"])[:2]
    assert b.pose.lying
    assert 0.5 < b.joints()["hip"][1] < a.joints()["neck"][1]


def test_every_pair_has_its_words():
    assert set(PAIRS) == {name for name in HANDS.values() if name}


def test_a_table_stands_between_two_who_sit_at_it():
    a, b = people(2, "they sit at a table")
    assert all(one.pose.seat for one in (a, b))
    fronts = [one.pose.front for one in (a, b) if one.pose.front]
    assert len(fronts) == 1
    for one in (a, b):
        for side in "lr":
            assert 0.6 < one.joints()["hand_" + side][1] < 1.0


def test_nobody_at_a_table_has_their_back_to_us():
    actors = people(5, "they sit around the table")
    assert all(abs(turned(a)) < 75 for a in actors)
    xs = sorted(a.at[0] for a in actors)
    assert min(b - a for a, b in pairwise(xs)) > 0.5


def test_the_verb_belongs_to_who_is_named_before_it():
    two = words_of(shot(2, "the figure points at the figure, who runs"))
    assert ("points" in two[0], "runs" in two[1]) == (True, True)
    both = words_of(shot(2, "the figure and the figure sit on the ground"))
    assert all("sit" in words for words in both)
    own = words_of(shot(2, "the figure waits", action=["kneels", "sits"]))
    assert own == ["kneels", "sits"]


@pytest.mark.parametrize("facing", ["", "left", "right", "away", "towards us"])
def test_who_lies_lies_across_the_frame(facing):
    (actor,) = people(1, action=["lies on her back"], facing=[facing])
    assert 60 < abs(turned(actor)) < 100


def test_who_walk_together_walk_the_same_way():
    a, b = people(2, action=["walks", "walks"])
    assert turned(a) * turned(b) > 0


def test_words_of_position_are_known():
    for words in ("left", "in the background", "next to her", "at the window", "in the distance"):
        assert position_named(words)
    assert not position_named("upside")


def test_a_verb_goes_to_whom_the_sentence_names() -> None:
    people = [{"description": d} for d in ("an old woman", "a girl", "a sergeant")]
    asked = {
        "prompt": "the figure points, the figure and the figure look up",
        "cast": people,
        "named": [2, 0, 1],
    }
    poses = [pose_named(words) for words in words_of(shot_of(asked))]
    assert poses[2] == pose_named("points")
    assert poses[0] == poses[1] == pose_named("look up")
    assert poses[0] != poses[2]
    one = {"prompt": "the figure kneels", "cast": people, "named": [1]}
    assert [pose_named(words) for words in words_of(shot_of(one))][1] == pose_named("kneels")


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("lifts the boat from the water", "paper-boat"),
        ("sails the boat home", ""),
        ("holds a lantern", "lantern"),
    ],
)
def test_a_boat_that_is_lifted_is_a_toy(words: str, held: str) -> None:
    asked = {"prompt": words, "size": "MS", "cast": [{"description": "an old man"}]}
    staged = stage_shot(shot_of(asked), [], (640, 360))
    assert staged.actors[0].look.prop == held
