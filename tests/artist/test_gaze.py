"""Where people look and sit when the words say so, and what a head shows from behind."""

import io

import pytest
from PIL import Image

from storyforge.artist.blocking.cast import actors_for, looks_of
from storyforge.artist.blocking.tabled import tabled
from storyforge.artist.body.pose import POSES, pose_for
from storyforge.artist.draw import draw
from storyforge.artist.ink.seed import stream
from storyforge.artist.panel import stage_shot
from storyforge.artist.staging import shot_of

GIRL = "girl of ten, yellow coat, black bob"


def actor(prompt, facing="", **more):
    shot = shot_of(
        {"prompt": prompt, "cast": [{"description": GIRL, "facing": facing}], "size": "MS", **more}
    )
    return actors_for(shot, looks_of(shot, {}), 0.0, stream("t"), 2.0, False, 4.0)[0]


def turned(degrees):
    return abs((degrees + 180) % 360 - 180)


def trunk(one):
    return turned(one.yaw - 180)


def face(one):
    return turned(one.yaw + one.pose.look - 180)


def test_looking_back_over_a_shoulder_turns_the_trunk_away_and_the_face_to_us():
    one = actor("the figure looks back over her shoulder, rain on her face")
    assert trunk(one) > 110
    assert face(one) < 45


@pytest.mark.parametrize("words", ["looks back at us", "stares at the camera", "smiles at us"])
def test_a_look_at_us_brings_the_face_round(words):
    assert face(actor(f"the figure stands and {words}")) < 1
    assert 40 < face(actor(f"the figure stands and {words}", "away")) < 100


def test_the_shoulder_one_looks_over_is_ones_own():
    one = actor("over the figure's shoulder the figure lifts a lantern")
    assert trunk(one) < 90


def test_from_far_below_a_face_bends_down_to_be_seen():
    assert actor("the figure reaches up", angle=60).pose.nod < -15
    assert actor("the figure reaches up and looks back at us", angle=60).pose.nod < -40


def test_sitting_on_the_ground_needs_no_stool():
    pose = pose_for("sits on the ground, hugging her knees")
    assert pose == POSES["hugknees"]
    assert pose_for("sits on the ground") == POSES["floor"]
    assert not pose.sitting
    assert pose_for("sits on a bench").sitting


PAIR = [{"description": "old woman, white braid"}, {"description": "man, short beard"}]


def test_a_table_stands_between_two_and_only_when_it_is_said():
    room = {"description": "a workshop", "interior": True}
    given = {"cast": PAIR, "size": "MS", "framing": "two-shot", "place": room}
    with_table = shot_of({"prompt": "they sit at a table, a lamp between them", **given})
    assert tabled(with_table)
    assert not tabled(shot_of({"prompt": "the old table against the wall", **given}))
    staged = stage_shot(with_table, (), (320, 180))
    (a, b), x = (one.at[0] for one in staged.actors), staged.place.solids[-1].at[0]
    assert min(a, b) < x < max(a, b)
    assert all(one.pose.sitting for one in staged.actors)


@pytest.mark.parametrize("hair", ["short red hair", "white braid", "silver hair in a bun", "bald"])
@pytest.mark.parametrize("worn", ["navy jacket, rust scarf", "grey jumper", "flat-cap"])
def test_heads_from_behind_differ_by_hair_and_clothes(hair, worn):
    def back(words):
        cast = [{"description": f"man, {words}", "facing": "away"}]
        png = draw({"subject": "shot", "size": "MCU", "cast": cast}, [], 160, 90, 1)
        return Image.open(io.BytesIO(png)).tobytes()

    assert back(f"{hair}, {worn}") != back("long black hair, hood")
