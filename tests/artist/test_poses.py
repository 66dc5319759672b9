"""Verbs become bodies that stand on the ground, hold what they hold and sit where they sit."""

from itertools import pairwise
from math import dist

import pytest

from storyforge.artist.blocking.seats import front_of, seat_of
from storyforge.artist.body.look import look_for
from storyforge.artist.body.pose import (
    EMPTY_HANDED,
    POSES,
    natural,
    pose_for,
    pose_named,
    with_thing,
)
from storyforge.artist.body.posture import Spot, mirrored
from storyforge.artist.body.skeleton import Body, head_axes, skeleton
from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.seed import stream

ADULT, CHILD = Body(1.75), Body(1.3, child=True)
BODIES = {"adult": ADULT, "child": CHILD}

ASKED = {
    "stands": "stand",
    "waits": "wait",
    "walks": "walk",
    "strode": "walk",
    "is walking along the pier": "walk",
    "ran": "run",
    "running": "run",
    "sat": "sit",
    "is sitting down": "sit",
    "sits on the ground": "floor",
    "sits hugging her knees": "hugknees",
    "sits at a table": "sittable",
    "sitting at his desk": "sitdesk",
    "sits on the bed": "sitbed",
    "sits on a bench": "sitbench",
    "kneeling": "kneel",
    "knelt": "kneel",
    "crouches": "crouch",
    "ducks": "crouch",
    "crawling": "crawl",
    "lies on her back": "lie",
    "lying on his side": "lieside",
    "lies face down": "liefront",
    "asleep in bed": "liebed",
    "falls": "fall",
    "fell": "fall",
    "leapt": "jump",
    "hangs in mid-air over the street": "jump",
    "climbs a ladder": "climb",
    "climbs the stairs": "climbstairs",
    "swam": "swim",
    "points": "point",
    "reaches for the lamp": "reach",
    "reaches up": "raise",
    "picks up the letter": "pickup",
    "threw a stone": "throw",
    "pushes the door": "push",
    "pushes a cart": "pushload",
    "pulling a rope": "pull",
    "carries a crate": "carry",
    "lifts the lantern": "lift",
    "holds a cup": "hold",
    "drinks": "drink",
    "ate": "eat",
    "writes": "write",
    "writes at the desk": "sitdesk",
    "reads": "read",
    "drives": "drive",
    "steers": "steer",
    "rides a horse": "ride",
    "galloping": "gallop",
    "rides her bicycle": "cycle",
    "fights": "fight",
    "kicked": "kick",
    "shoots": "aim",
    "aims a rifle": "aimlong",
    "looks up": "lookup",
    "looks down": "lookdown",
    "turns away": "turnaway",
    "speaks": "speak",
    "said nothing": "speak",
    "shouts": "shout",
    "whispers": "whisper",
    "laughing": "laugh",
    "cries": "cry",
    "hands to her face": "cry",
    "praying": "pray",
    "waves": "wave",
    "saluted": "salute",
    "shrugs": "shrug",
    "stands with his arms crossed": "crossed",
    "hands in his pockets": "pockets",
    "stands with her hands on her hips": "hips",
    "leans against the wall": "leanwall",
    "leans on the counter": "leancounter",
    "leaning on the railing": "leanrail",
    "hides behind the crates": "hide",
    "sneaks past": "sneak",
    "danced": "dance",
    "plays the piano": "piano",
    "playing a guitar": "guitar",
    "plays the violin": "violin",
    "under a black umbrella": "umbrella",
    "one hand raised": "raise",
    "the old table against the wall": None,
    "the light falls on the water": None,
    "": None,
}


@pytest.mark.parametrize("words", ASKED)
def test_every_verb_is_heard_in_any_form(words):
    assert pose_named(words) == ASKED[words]


def test_a_stance_a_gesture_and_a_look_go_together():
    pose = pose_for("sits waving")
    assert (pose.name, pose.gesture) == ("sit", "wave")
    assert pose_for("runs with one arm raised").gesture == "raise"
    assert pose_for("kneels looking down").nod < POSES["kneel"].nod - 15
    assert pose_for("runs away").turned > 150
    assert pose_for("walks, speaking").mood == "speak"


def lowest(joints):
    return min(p[1] for p in joints.values())


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("name", sorted(POSES))
def test_nobody_floats_or_sinks(name, body):
    pose, joints = POSES[name], skeleton(BODIES[body], POSES[name])
    if pose.perch or pose.seat == "water":
        return
    low = lowest(joints) - pose.lift * BODIES[body].height
    assert -0.005 < low < 0.11, low


@pytest.mark.parametrize("name", sorted(POSES))
def test_bones_keep_their_length(name):
    joints = skeleton(ADULT, POSES[name])
    for side in "lr":
        assert dist(joints["shoulder_" + side], joints["elbow_" + side]) == pytest.approx(
            0.165 * 1.75, rel=0.01
        )
        assert dist(joints["elbow_" + side], joints["hand_" + side]) == pytest.approx(
            0.19 * 1.75, rel=0.01
        )
        assert dist(joints["hip_" + side], joints["knee_" + side]) == pytest.approx(
            ADULT.shin, rel=0.01
        )


@pytest.mark.parametrize("name", sorted(n for n in POSES if POSES[n].planted))
@pytest.mark.parametrize("body", BODIES)
def test_planted_feet_are_flat_unless_the_seat_is_too_high(name, body):
    joints = skeleton(BODIES[body], POSES[name])
    tall = BODIES[body].height
    for side in "lr":
        if not POSES[name].perch:
            assert joints["ankle_" + side][1] == pytest.approx(0.04 * tall, abs=0.012)


def test_weight_on_one_leg_tips_hips_and_shoulders_against_each_other():
    joints = skeleton(ADULT, POSES["stand"])
    hips = joints["hip_r"][1] - joints["hip_l"][1]
    shoulders = joints["shoulder_r"][1] - joints["shoulder_l"][1]
    assert hips > 0.005
    assert shoulders < -0.005


def test_six_who_stand_stand_six_ways():
    seen = [
        skeleton(ADULT, natural(POSES["stand"], stream("bearing", words)))
        for words in ("a baker", "a clerk", "a nun", "a porter", "a cook", "a smith")
    ]
    for one, other in pairwise(seen):
        assert max(dist(one[n], other[n]) for n in one) > 0.05


def test_a_mirrored_pose_is_the_same_one_from_the_other_side():
    one, other = skeleton(ADULT, POSES["run"]), skeleton(ADULT, mirrored(POSES["run"]))
    for part in ("hand_", "knee_", "toe_"):
        x, y, z = one[part + "l"]
        assert other[part + "r"] == pytest.approx((-x, y, z), abs=1e-6)


@pytest.mark.parametrize("name", ["sit", "sitstool", "sitbench", "sitsofa", "sitbed", "sittable"])
@pytest.mark.parametrize("words", ["man", "girl of eight", "tall man"])
def test_a_sitter_sits_on_the_seat(name, words):
    actor = Actor(look_for(words), POSES[name], (1.0, 0.0, 2.0), 30.0)
    built = seat_of(actor, (0.0, 1.5, -6.0))
    tops = [max(p[1] for f in s.faces for p in f.points) for s in (*built.under, *built.over)]
    seat = actor.joints()["hip"][1] - 0.052 * actor.look.height
    assert any(abs(top - seat) < 0.02 for top in tops)
    assert all(p[1] >= -1e-6 for s in built.under for f in s.faces for p in f.points)


def test_a_chairs_back_is_before_who_is_seen_from_behind():
    actor = Actor(look_for("man"), POSES["sit"], (0.0, 0.0, 0.0), 0.0)
    assert seat_of(actor, (0.0, 1.5, -5.0)).over
    assert not seat_of(actor, (0.0, 1.5, 5.0)).over


@pytest.mark.parametrize("name", ["sittable", "sitdesk", "leancounter"])
def test_hands_lie_on_what_is_before_them(name):
    actor = Actor(look_for("man", 178), POSES[name], (0.0, 0.0, 0.0), 0.0)
    top = max(p[1] for s in front_of(actor) for f in s.faces for p in f.points)
    for side in "lr":
        assert abs(actor.joints()["hand_" + side][1] - top) < 0.16


def test_a_rider_sits_in_the_saddle_astride():
    joints = skeleton(ADULT, POSES["ride"])
    assert joints["hip"][1] == pytest.approx(1.52 + 0.05 * 1.75)
    assert joints["knee_r"][0] - joints["knee_l"][0] > 0.4
    assert joints["toe_l"][1] > 0.5


@pytest.mark.parametrize("name", ["drink", "eat", "phone", "cry", "pray"])
def test_hands_are_where_the_gesture_needs_them(name):
    joints = skeleton(ADULT, POSES[name])
    reach = 0.24 if name == "pray" else 0.2
    assert dist(joints["hand_r"], joints["head"]) < reach + 0.12


def test_hands_meet_in_prayer_and_both_hold_a_crate():
    joints = skeleton(ADULT, POSES["pray"])
    assert dist(joints["hand_l"], joints["hand_r"]) < 0.08
    joints = skeleton(ADULT, POSES["carry"])
    assert 0.3 < dist(joints["hand_l"], joints["hand_r"]) < 0.5
    assert abs(joints["hand_l"][1] - joints["hand_r"][1]) < 0.05


def test_a_thing_leaves_busy_hands_alone():
    for name in sorted(EMPTY_HANDED & set(POSES)):
        assert with_thing(POSES[name], "lantern") == POSES[name]
    pose = with_thing(POSES["point"], "lantern")
    assert isinstance(pose.arm_r, Spot)
    assert pose.arm_l == POSES["point"].arm_r


@pytest.mark.parametrize("name", ["lie", "lieside", "liefront"])
def test_a_lying_body_is_long_and_low(name):
    joints = skeleton(ADULT, POSES[name])
    assert max(p[1] for p in joints.values()) < 0.75
    assert joints["head"][1] < 0.35
    assert dist(joints["head"], joints["toe_l"]) > 1.0


def test_a_heads_axes_are_square_and_follow_the_pose():
    for name in ("lookup", "lie", "crawl", "stand"):
        right, up, ahead = head_axes(POSES[name], 30.0)
        for a, b in pairwise((right, up, ahead, right)):
            assert abs(sum(x * y for x, y in zip(a, b, strict=True))) < 1e-6
    assert head_axes(POSES["lookup"], 0)[2][1] > 0.2
    assert head_axes(POSES["lookdown"], 0)[2][1] < -0.2
    assert head_axes(POSES["lie"], 0)[2][1] > 0.8
