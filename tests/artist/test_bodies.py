"""Bodies: what overlaps what, hands in their sleeves, garments told apart by outline, nothing loose."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from storyforge.artist.body.look import Look, look_for
from storyforge.artist.body.pose import POSES, Pose, pose_for
from storyforge.artist.figures.actor import Actor, Drawn
from storyforge.artist.figures.figure import arm_place, crosses, draw_actor
from storyforge.artist.figures.fingers import gesture, palm_of
from storyforge.artist.figures.garment import CUTS
from storyforge.artist.figures.limbs import arm_sections
from storyforge.artist.figures.torso import bent, from_below
from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.manner import manner_of
from storyforge.artist.stage.camera import Camera, camera
from storyforge.artist.stage.light import HOURS
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import length, minus
from storyforge.artist.stage.volume import tube

W, H = 150, 150
MAN = replace(look_for("man, grey jacket, short hair"), prop="")
NAMED = (
    *("head", "chest", "hip", "neck"),
    *(part + side for side in "lr" for part in ("shoulder_", "elbow_", "hip_", "knee_", "ankle_")),
)


def lens(pitch: float = 0.0, size: tuple[int, int] = (W, H), span: float = 2.6) -> Camera:
    """A camera that looks at the middle of somebody who stands at the origin."""
    far, eye = span * 2.4, camera((0, 0.9, 0), 0, pitch, 0, 1, size)
    forward = eye.axes[2]
    at = (-forward[0] * far, 0.9 - forward[1] * far, -forward[2] * far)
    return camera(at, 0, pitch, 0, size[1] * far / span, size)


def seen(pose: Pose, yaw: float = 180.0, look: Look = MAN, pitch: float = 0.0) -> Drawn:
    """Somebody through that camera, facing it at yaw 180."""
    board = Canvas(W, H, manner_of("pencil"), 1)
    return Drawn(board, lens(pitch), HOURS["day"], Actor(look, pose, (0, 0, 0), yaw))


def shape(pose: Pose, yaw: float = 180.0, look: Look = MAN, pitch: float = 0.0) -> Image.Image:
    """The silhouette of somebody: white where any paint of theirs is."""
    board = Canvas(W, H, manner_of("pencil"), 1)
    draw_actor(board, lens(pitch), HOURS["day"], Actor(look, pose, (0, 0, 0), yaw))
    mask = Image.new("L", (W, H), 0)
    pen = ImageDraw.Draw(mask)
    for group in board.drawing("x").marks:
        assert isinstance(group, display.Group)
        for mark in group.marks:
            if isinstance(mark, display.Fill):
                pen.polygon(mark.points, fill=255)
    return mask


def pieces(mask: Image.Image) -> list[int]:
    """The areas of the parts of a mask that do not touch, largest first."""
    left, found = mask.copy(), []
    while (box := left.getbbox()) is not None:
        row = left.crop((box[0], box[1], box[2], box[1] + 1)).tobytes()
        ImageDraw.floodfill(left, (box[0] + row.index(255), box[1]), 128)
        found.append(left.histogram()[128])
        left = left.point([0 if v == 128 else v for v in range(256)])
    return sorted(found, reverse=True)


@pytest.mark.parametrize("name", sorted(POSES))
def test_no_part_of_a_figure_comes_off(name):
    k = sorted(POSES).index(name)
    for turn, pitch in ((k % 8, 0), ((k + 3) % 8, (-45, 40)[k % 2])):
        parts = pieces(shape(POSES[name], 45.0 * turn, MAN, pitch))
        assert sum(parts[1:]) < 6, (turn, pitch, parts)


@pytest.mark.parametrize("name", ["stand", "walk", "run", "sit", "kneel", "point", "crossed"])
def test_the_outline_holds_every_joint(name):
    for yaw in (180.0, 130.0, 90.0, 10.0):
        mask, d = shape(POSES[name], yaw), seen(POSES[name], yaw)
        grown = mask.resize((W, H))
        for joint in NAMED:
            x, y = d.lens.at(d.joints[joint])
            near = grown.crop((int(x) - 1, int(y) - 1, int(x) + 2, int(y) + 2))
            assert near.getbbox() is not None, (joint, yaw)


def test_the_far_arm_is_behind_and_the_near_one_before():
    stand = POSES["stand"]
    for yaw, far, near in ((90.0, "l", "r"), (270.0, "r", "l"), (120.0, "l", "r")):
        d = seen(stand, yaw)
        assert d.nearer("shoulder_" + near) > d.nearer("shoulder_" + far)
        assert (arm_place(d, far), arm_place(d, near)) == ("behind", "before")
    facing = seen(stand, 180.0)
    assert {arm_place(facing, side) for side in "lr"} == {"before"}


def test_crossed_arms_lie_on_the_chest_and_never_on_the_back():
    front, back = seen(POSES["crossed"], 180.0), seen(POSES["crossed"], 0.0)
    assert {arm_place(front, side) for side in "lr"} == {"before"}
    assert any(crosses(front, side) for side in "lr")
    assert "before" not in {arm_place(back, side) for side in "lr"}
    assert not any(crosses(back, side) for side in "lr")


@pytest.mark.parametrize("name", ["stand", "run", "point", "wave", "crossed", "carry", "sit"])
def test_hands_come_out_of_their_sleeves(name):
    d = seen(POSES[name], 150.0)
    for side in "lr":
        end = arm_sections(d, side)[-1]
        wrist = palm_of(d, side).wrist
        assert length(minus(wrist, end.at)) < 0.02 * d.tall
        assert length(end.across) > 0.0125 * d.tall  # wider than the wrist it covers


def test_a_pointing_hand_points_and_a_fighting_one_is_closed():
    d = seen(pose_for("she points at the door"))
    index, *others = gesture(d, "r", False).bends
    assert sum(index) < 10
    assert all(sum(bend) > 150 for bend in others)
    assert all(sum(bend) > 150 for bend in gesture(seen(POSES["fight"]), "l", False).bends)
    assert all(sum(bend) > 100 for bend in gesture(seen(POSES["stand"]), "r", True).bends)


def test_thumbs_lie_ahead_of_hanging_hands_and_palms_face_the_thighs():
    d = seen(POSES["stand"], 180.0)
    right, _, ahead = d.trunk.frame(0.6)
    for side, sign in (("l", 1.0), ("r", -1.0)):
        palm = palm_of(d, side)
        assert sum(palm.thumb[k] * ahead[k] for k in range(3)) > 0.6
        assert sum(palm.inner[k] * right[k] for k in range(3)) * sign > 0.6


def test_garments_are_told_apart_by_their_outline():
    kinds = ("coat", "peacoat", "jumper", "dress", "robe", "cloak")
    masks = {kind: shape(POSES["stand"], 180.0, replace(MAN, top=kind)) for kind in kinds}
    for one, two in combinations(kinds, 2):
        apart = ImageStat.Stat(ImageChops.difference(masks[one], masks[two])).sum[0] / 255
        whole = ImageStat.Stat(masks[one]).sum[0] / 255
        assert apart > 0.03 * whole, (one, two)


def test_hems_hang_where_their_cut_says():
    drops = {}
    for kind in CUTS:
        d = seen(POSES["stand"], 180.0, replace(MAN, top=kind))
        drops[kind] = d.joints["hip"][1] - d.skirt[0].at[1]
    assert drops["jumper"] < drops["jacket"] < drops["peacoat"] < drops["coat"] < drops["dress"]
    assert drops["dress"] < drops["robe"]


def test_a_hem_swings_wide_enough_for_a_stride():
    look = replace(MAN, top="coat")
    stand, walk = (seen(POSES[name], 90.0, look).skirt[0] for name in ("stand", "walk"))
    assert length(walk.along) > 1.3 * length(stand.along)


def test_one_looks_into_a_coat_only_from_below():
    look = replace(MAN, top="coat")
    assert from_below(seen(POSES["stand"], 180.0, look, 40))
    assert not from_below(seen(POSES["stand"], 180.0, look, 0))
    assert not from_below(seen(POSES["stand"], 180.0, look, -40))
    assert not from_below(seen(POSES["sit"], 180.0, look, 40))
    assert bent(seen(POSES["sit"]))
    assert not bent(seen(POSES["walk"]))


def test_builds_differ():
    def wide(words: str, t: float) -> float:
        look = look_for(words)
        d = seen(POSES["stand"], 180.0, replace(look, top="shirt", height=1.75, prop=""))
        return length(d.trunk.section(t).across)

    man, woman = "man of thirty, grey shirt", "woman of thirty, grey shirt"
    assert wide(woman, 0.44) / wide(woman, 0.02) < 0.9 * wide(man, 0.44) / wide(man, 0.02)
    assert wide("fat man, grey shirt", 0.3) > 1.15 * wide(man, 0.3)
    assert wide("girl of nine, grey shirt", 0.8) < wide(woman, 0.8)


def test_an_outline_is_one_line_unless_the_limb_folds():
    view = lens()
    straight = tube(view.eye, [((0, 1.4 - 0.2 * k, 0), 0.05) for k in range(5)])
    folded = tube(view.eye, [((0, 1.4, 0), 0.05), ((0, 1.0, 0), 0.05), ((0.4, 1.1, 0), 0.05)])
    ahead = tube(view.eye, [((0, 1.2, 0.02 * k), 0.05) for k in range(4)])
    assert len(loft(view, straight)) == 1
    assert len(loft(view, folded)) == 2
    assert len(loft(view, ahead)) >= 3
    left = min(x for x, _ in loft(view, straight)[0])
    assert left == pytest.approx(view.at((-0.05, 1.0, 0))[0], abs=0.6)
