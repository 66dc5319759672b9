"""The size table, held to by projecting joints."""

import pytest

from storyforge.artist.panel import stage_shot
from storyforge.artist.places.place import place_for
from storyforge.artist.staging import shot_of

# size: the point of a standing figure, as a share of its height, on which the lower edge falls
CUTS = {
    "CU": (0.74, 0.87),
    "MCU": (0.62, 0.8),
    "MS": (0.46, 0.62),
    "COW": (0.28, 0.46),
    "MLS": (0.16, 0.34),
}
RATIOS = [(1280, 720), (720, 720), (960, 720), (1680, 720)]


def staged(size, frame=(1280, 720), **more):
    cast = [{"description": "man, suit", "height_cm": 175}]
    given = {"subject": "shot", "size": size, "place": {"description": "a street"}, "cast": cast}
    return stage_shot(shot_of({**given, **more}), (), frame)


def rows(view):
    actor = view.actors[0]
    joints = actor.joints()
    feet = min(joints.values(), key=lambda p: p[1])
    head = joints["head"]
    crown = (head[0], head[1] + actor.body.head / 2, head[2])
    return view.lens.at(crown)[1] / view.lens.height, view.lens.at(feet)[1] / view.lens.height


@pytest.mark.parametrize("frame", RATIOS)
@pytest.mark.parametrize("size", sorted(CUTS))
def test_the_lower_edge_cuts_where_the_table_says(size, frame):
    top, feet = rows(staged(size, frame))
    assert 0 <= top < 0.25
    cut = (feet - 1) / (feet - top)  # share of the figure below the frame
    low, high = CUTS[size]
    assert low <= cut <= high


@pytest.mark.parametrize("frame", [*RATIOS, (405, 720)])
@pytest.mark.parametrize(
    ("size", "low", "high"), [("FS", 0.6, 0.92), ("LS", 0.34, 0.6), ("ELS", 0.12, 0.34)]
)
def test_whole_figures_are_whole(size, low, high, frame):
    top, feet = rows(staged(size, frame))
    assert top > 0.01
    assert feet < 0.99
    assert low <= feet - top <= high


@pytest.mark.parametrize("angle", [-60, -30, 25, 45])
def test_whole_figures_stay_whole_from_above_and_below(angle):
    top, feet = rows(staged("FS", angle=angle))
    assert -0.02 < top < 1
    assert -0.02 < feet < 1.02


def test_ecu_holds_the_eyes():
    view = staged("ECU")
    actor = view.actors[0]
    x, y = view.lens.at(actor.joints()["head"])
    assert 0 < x < 1280
    assert 0.2 < y / 720 < 0.8


@pytest.mark.parametrize("frame", [*RATIOS, (405, 720)])
@pytest.mark.parametrize("size", ["MCU", "MS", "MLS", "FS"])
def test_a_two_shot_holds_both_heads(size, frame):
    cast = [{"description": "woman"}, {"description": "boy"}]
    view = staged(size, frame, cast=cast, framing="two-shot")
    assert len(view.actors) == 2
    for actor in view.actors:
        x, y = view.lens.at(actor.joints()["head"])
        assert 0 < x < frame[0]
        assert 0 < y < frame[1]


def across(view, actor):
    """Where a head is from the left edge (0) to the right (1) of the picture."""
    return view.lens.at(actor.joints()["head"])[0] / view.lens.width


def turned(view, actor):
    """Degrees between the way somebody faces and the way to the camera."""
    return abs((actor.yaw - view.lens.azimuth - 180 + 180) % 360 - 180)


WOMAN, MAN = {"description": "woman, red coat"}, {"description": "man, green coat"}
NEAR_MAN = {**MAN, "position": "foreground"}


@pytest.mark.parametrize("size", ["CU", "MCU", "MS", "COW"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("cast", [[WOMAN, MAN], [NEAR_MAN, WOMAN], [WOMAN, NEAR_MAN]])
def test_over_the_shoulder_the_near_one_is_cut_and_the_other_faces_us(cast, side, size):
    view = staged(size, cast=cast, perspective=f"ots-{side}")
    subject, near = view.actors
    (red, green, _), (dark, light, _) = subject.look.cloth, near.look.cloth
    assert red > 2 * green
    assert light > 1.2 * dark
    assert view.lens.depth(near.joints()["head"]) < view.lens.depth(subject.joints()["head"])
    assert (across(view, near) < 0.25) if side == "left" else (across(view, near) > 0.75)
    assert 0.25 < across(view, subject) < 0.75
    assert turned(view, subject) < 70 < 120 < turned(view, near)


def test_over_the_shoulder_a_position_says_at_which_edge():
    cast = [{**MAN, "position": "foreground right", "facing": "away"}, WOMAN]
    view = staged("MCU", cast=cast, perspective="ots-left")
    assert across(view, view.actors[1]) > 0.75


@pytest.mark.parametrize("size", ["CU", "MCU", "MS"])
def test_in_a_two_shot_both_faces_are_seen(size):
    cast = [{**WOMAN, "facing": "right"}, {**MAN, "facing": "left"}]
    for asked in (cast, [WOMAN, MAN]):
        view = staged(size, cast=asked, framing="two-shot")
        assert all(turned(view, actor) < 70 for actor in view.actors)
    away = staged(size, cast=[{**WOMAN, "facing": "away"}, MAN], framing="two-shot")
    assert turned(away, away.actors[0]) > 120


def test_nobody_stands_in_somebody_else():
    cast = [{**WOMAN, "position": "left background"}, {**MAN, "position": "left background"}]
    (ax, _, az), (bx, _, bz) = (a.at for a in staged("LS", cast=cast).actors)
    assert abs(ax - bx) + abs(az - bz) > 0.4


def test_the_first_words_decide_the_blocking_and_a_take_varies_it():
    first = staged("MS", prompt="she waits")
    later = staged("MS", prompt="a moment later", root="she waits")
    take = staged("MS", prompt="she waits", take=1)
    assert later.actors[0].at == first.actors[0].at
    assert later.lens.azimuth == first.lens.azimuth
    assert 3 < abs(take.lens.azimuth - first.lens.azimuth) < 30
    assert staged("MS", prompt="she waits", take=0).lens == first.lens


def test_the_place_is_the_same_from_every_side():
    near, far = staged("CU"), staged("ELS", angle=-30, perspective="pov")
    assert near.place == far.place == place_for("a street", None)
    assert near.lens.eye != far.lens.eye


def test_places_follow_their_words():
    names = {
        "a harbour street at dawn": "street",
        "a cluttered lamp workshop": "room",
        "a long wooden pier": "pier",
        "rooftops of the old town": "rooftop",
        "train station": "station",
        "a vast station hall of iron arches": "hall",
        "steep slate roofs and brick chimneys": "roofs",
        "inside of a small old tram, benches": "carriage",
        "a tram stop in a wet square behind the station": "tram stop",
        "a hotel corridor": "corridor",
        "": "limbo",
    }
    assert {words: place_for(words, None).name for words in names} == names
