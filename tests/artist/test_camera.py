"""Cut lines, angles, lenses and ratios, held to by projecting joints."""

from itertools import pairwise

import pytest

from storyforge.artist.panel import seen_in, stage_shot
from storyforge.artist.stage.camera import camera
from storyforge.artist.staging import shot_of

FRAMES = {
    "16:9": (1280, 720),
    "9:16": (720, 1280),
    "1:1": (720, 720),
    "4:3": (960, 720),
    "3:4": (720, 960),
    "21:9": (1680, 720),
}
MAN = {"description": "man, suit, short hair", "height_cm": 175}
CHILD = {"description": "girl of nine, yellow raincoat", "height_cm": 128}
GIANT = {"description": "tall woman, red dress, long hair", "height_cm": 196}
WHO = {"man": MAN, "child": CHILD, "giant": GIANT}
# size: what the picture holds, and what lies below it
HOLDS = {
    "CU": ({"head", "crown", "neck"}, {"chest", "elbow_l", "elbow_r", "hip"}),
    "MCU": ({"head", "crown", "neck", "shoulder_l", "shoulder_r"}, {"hip"}),
    "MS": ({"crown", "chest"}, {"hip", "knee_l", "knee_r"}),
    "COW": ({"crown", "hip"}, {"knee_l", "knee_r", "ankle_l", "ankle_r"}),
    "MLS": ({"crown", "hip", "knee_l", "knee_r"}, {"ankle_l", "ankle_r"}),
}
WHOLE = {"FS": (0.7, 0.92), "LS": (0.38, 0.56), "ELS": (0.1, 0.334), "ES": (0.06, 0.25)}


def staged(size="MS", frame=(1280, 720), cast=(MAN,), place="a street", **more):
    given = {"subject": "shot", "size": size, "place": {"description": place}, "cast": list(cast)}
    return stage_shot(shot_of({**given, **more}), (), frame)


def where(view, joint, k=0):
    """A joint from the left and from the top, as shares of the frame."""
    x, y = view.lens.at(view.actors[k].joints()[joint])
    return x / view.lens.width, y / view.lens.height


@pytest.mark.parametrize("ratio", FRAMES)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("size", HOLDS)
def test_a_standing_figure_is_cut_where_the_table_says(size, who, ratio):
    view = staged(size, FRAMES[ratio], [{**WHO[who], "action": "stands still"}])
    heights = {name: where(view, name)[1] for name in view.actors[0].joints()}
    inside, below = HOLDS[size]
    assert inside - {"shoulder_l", "shoulder_r"} <= seen_in(view)[0]
    assert all(heights[name] > 1 for name in below)


@pytest.mark.parametrize("action", ["sits on a chair", "kneels", "stands"])
@pytest.mark.parametrize("angle", [-35, -15, 0, 15, 35])
@pytest.mark.parametrize("size", ["CU", "MCU", "MS", "COW"])
def test_the_cut_holds_in_other_postures_and_at_angles(size, angle, action):
    view = staged(size, cast=[{**MAN, "action": action}], angle=angle)
    assert {"head", "crown"} <= seen_in(view)[0]
    if size in ("CU", "MCU"):
        assert where(view, "hip")[1] > 1
    if size == "MS":
        assert where(view, "chest")[1] < 1 < where(view, "hip")[1] + 0.01


@pytest.mark.parametrize("ratio", FRAMES)
@pytest.mark.parametrize("angle", [-20, 0, 12])
@pytest.mark.parametrize("size", HOLDS)
def test_the_lower_edge_never_runs_through_a_joint(size, angle, ratio):
    view = staged(size, FRAMES[ratio], angle=angle)
    actor = view.actors[0]
    reach = 0.012 * actor.look.height * view.lens.size(actor.joints()["chest"])
    for name in ("neck", "knee_l", "knee_r", "ankle_l", "ankle_r"):
        y = where(view, name)[1] * view.lens.height
        assert abs(y - view.lens.height) > reach, name


@pytest.mark.parametrize("ratio", FRAMES)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("size", WHOLE)
def test_whole_figures_have_the_height_of_their_size(size, who, ratio):
    view = staged(size, FRAMES[ratio], [WHO[who]])
    assert set(view.actors[0].joints()) <= seen_in(view)[0]
    low, high = WHOLE[size]
    feet = max(where(view, name)[1] for name in ("toe_l", "toe_r", "heel_l", "heel_r"))
    assert low <= feet - where(view, "head")[1] <= high


@pytest.mark.parametrize("size", ["LS", "ELS", "ES"])
@pytest.mark.parametrize("ratio", FRAMES)
def test_a_far_figure_stands_on_a_third(size, ratio):
    x = where(staged(size, FRAMES[ratio]), "head")[0]
    assert min(abs(x - 1 / 3), abs(x - 2 / 3)) < 0.06


@pytest.mark.parametrize("size", ["CU", "MCU", "MS", "MLS", "FS"])
@pytest.mark.parametrize(("facing", "sign"), [("left", 1), ("right", -1)])
def test_a_look_has_room(size, facing, sign):
    x = where(staged(size, cast=[{**MAN, "facing": facing}]), "head")[0]
    assert 0.02 < (x - 0.5) * sign < 0.22


@pytest.mark.parametrize("size", ["CU", "MCU", "MS", "COW", "MLS", "FS"])
def test_heads_have_a_little_room_above(size):
    view = staged(size)
    head = view.actors[0].joints()["head"]
    crown = (head[0], head[1] + view.actors[0].body.head / 2, head[2])
    assert 0.02 < view.lens.at(crown)[1] / view.lens.height < 0.16


def test_a_longer_lens_stands_further_back_and_keeps_the_size():
    views = [staged("MS", lens=mm) for mm in (24, 35, 50, 85, 200)]
    far = [v.lens.depth(v.actors[0].joints()["head"]) for v in views]
    tall = [where(v, "hip")[1] - where(v, "head")[1] for v in views]
    assert all(b > a * 1.25 for a, b in pairwise(far))
    assert max(tall) - min(tall) < 0.02


def test_straight_down_and_steeply_up_are_well_defined():
    down = staged("FS", angle=-90)
    assert down.lens.pitch == -90
    assert down.lens.eye[1] > 2.5
    right, up, ahead = camera((0, 5, 0), 30, -90, 0, 100, (100, 100)).axes
    assert ahead[1] == pytest.approx(-1)
    assert sum(u * a for u, a in zip(up, ahead, strict=True)) == pytest.approx(0, abs=1e-9)
    assert sum(u * r for u, r in zip(up, right, strict=True)) == pytest.approx(0, abs=1e-9)
    for size in ("MS", "FS"):
        worm = staged(size, angle=70)
        assert worm.lens.pitch > 30
        assert 0 < worm.lens.eye[1] < 0.5
        assert {"head", "crown"} <= seen_in(worm)[0]


def test_from_the_air_there_is_a_horizon():
    lens = staged("ELS", level="aerial").lens
    far = (lens.eye[0] + lens.axes[2][0] * 9e5, 0.0, lens.eye[2] + lens.axes[2][2] * 9e5)
    assert 0 < lens.at(far)[1] < 0.4 * lens.height


@pytest.mark.parametrize("size", ["MS", "FS", "LS"])
def test_the_horizon_is_off_the_neck(size):
    view = staged(size)
    assert abs(view.lens.eye[1] - view.actors[0].joints()["neck"][1]) > 0.04


def test_eye_level_is_the_subjects():
    low, high = staged("MCU", cast=[CHILD]), staged("MCU", cast=[GIANT])
    assert low.lens.eye[1] < 1.25
    assert high.lens.eye[1] > 1.75
    levels = [staged("FS", level=x).lens.eye[1] for x in ("ground", "knee", "hip", "chest")]
    assert levels == sorted(levels)


@pytest.mark.parametrize("size", ["MS", "FS", "LS"])
@pytest.mark.parametrize("place", ["a kitchen", "a hotel corridor", "an office"])
def test_a_free_lens_stays_inside_the_walls(place, size):
    view = staged(size, place=place)
    walls = [p for s in view.place.solids if s.name == "wall" for f in s.faces for p in f.points]
    for axis in (0, 2):
        low, high = min(p[axis] for p in walls), max(p[axis] for p in walls)
        assert low < view.lens.eye[axis] < high


@pytest.mark.parametrize("size", ["MCU", "MS", "MLS", "LS"])
@pytest.mark.parametrize("ratio", FRAMES)
def test_in_a_group_every_face_is_seen(size, ratio):
    cast = [MAN, CHILD, GIANT, MAN, {**CHILD, "height_cm": 110}, MAN]
    view = staged(size, FRAMES[ratio], cast, framing="group", prompt="they wait")
    assert len(view.actors) == 6
    assert all("head" in seen for seen in seen_in(view))
    faces = sorted((*view.lens.at(a.joints()["head"]), k) for k, a in enumerate(view.actors))
    for (ax, ay, a), (bx, by, b) in pairwise(faces):
        wide = 0.3 * view.lens.size(view.actors[a].joints()["head"]) * view.actors[a].body.head
        assert abs(bx - ax) > wide or abs(by - ay) > wide * 2, (a, b)


def test_a_two_shot_in_an_upright_frame_stacks_in_depth():
    wide, tall = (
        staged("MS", FRAMES[r], [MAN, GIANT], framing="two-shot") for r in ("16:9", "9:16")
    )
    for view in (wide, tall):
        assert all({"head", "neck"} <= seen for seen in seen_in(view))

    def apart(view):
        (a, b) = (view.lens.view(x.joints()["head"]) for x in view.actors)
        return abs(a[0] - b[0])

    assert apart(tall) < apart(wide)


@pytest.mark.parametrize("ratio", FRAMES)
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("size", ["CU", "MCU", "MS"])
def test_over_the_shoulder_the_near_head_leaves_the_face_free(size, side, ratio):
    view = staged(size, FRAMES[ratio], [GIANT, MAN], perspective=f"ots-{side}")
    (x, y), (nx, ny) = (view.lens.at(a.joints()["head"]) for a in view.actors)
    own, near = (0.36 * a.body.head * view.lens.size(a.joints()["head"]) for a in view.actors)
    across, down = abs(nx - x) / (own + near), max(0.0, ny - y) / (1.3 * (own + near))
    assert across**2 + down**2 > 1
    assert -0.1 * view.lens.width < nx < 1.1 * view.lens.width
    assert ny < view.lens.height


def test_through_the_eyes_of_somebody_small_the_camera_is_low_and_they_are_not_seen():
    view = staged("MS", cast=[CHILD, MAN], perspective="pov", prompt="the figure looks up at him")
    assert len(view.actors) == 1
    assert view.actors[0].look.height == pytest.approx(1.75)
    assert view.lens.eye[1] == pytest.approx(1.28 * 0.935, abs=0.02)


@pytest.mark.parametrize(
    ("words", "joint"), [("her eyes", "head"), ("his lips", "head"), ("a trembling hand", "hand_r")]
)
def test_an_extreme_close_up_shows_what_the_words_name(words, joint):
    view = staged("ECU", prompt=words)
    x, y = where(view, joint)
    assert 0.2 < x < 0.8
    assert -0.2 < y < 0.8


def test_nothing_stands_before_a_face_and_the_camera_in_nothing():
    for root in ("one", "two", "three", "four", "five"):
        view = staged("MLS", place="a forest", prompt=root)
        lens, head = view.lens, view.actors[0].joints()["head"]
        x, y = lens.at(head)
        for tuft in view.place.tufts:
            if 0.15 < lens.depth(tuft.at) < lens.depth(head) - 0.3:
                tx, ty = lens.at(tuft.at)
                assert max(abs(tx - x), abs(ty - y)) > tuft.radius * lens.size(tuft.at)
