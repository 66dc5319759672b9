"""Who is no human: words name a kind, bodies hold together, stand, fit the frame, keep colours."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from storyforge.artist.body.anatomy import height_of
from storyforge.artist.body.creature_pose import deed_named, pose_of
from storyforge.artist.body.look import look_for, recoloured
from storyforge.artist.body.pose import POSES
from storyforge.artist.body.species import KINDS, SPECIES, kind_of
from storyforge.artist.draw import draw
from storyforge.artist.figures.actor import Actor
from storyforge.artist.figures.figure import draw_actor
from storyforge.artist.framing.sight import joints_seen
from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.manner import manner_of
from storyforge.artist.panel import stage_shot
from storyforge.artist.reading import unread
from storyforge.artist.sample import SWATCHES, person, picture
from storyforge.artist.stage.camera import Camera, camera
from storyforge.artist.stage.light import HOURS
from storyforge.artist.staging import shot_of

W = H = 140
DRAWN = sorted(kind for kind, row in SPECIES.items() if row.family)
BEASTS = [kind for kind in DRAWN if SPECIES[kind].family == "quadruped"]
STANDING = [kind for kind in DRAWN if SPECIES[kind].family in ("quadruped", "bird", "insect")]


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("old grey dog with a red collar", "dog"),
        ("a golden retriever puppy", "puppy"),
        ("German shepherd, one ear torn", "dog"),
        ("Rex, a big brown dog", "dog"),
        ("Rex the dog", "dog"),
        ("black and white cat", "cat"),
        ("wolves", "wolf"),
        ("chestnut mare, white blaze", "horse"),
        ("raven", "crow"),
        ("rusty robot, one eye dark", "robot"),
        ("robot girl", "robot"),
        ("ghost of a woman in white", "ghost"),
        ("giant, bald", "giant"),
        ("woman with a dog", ""),
        ("raven-haired woman", ""),
        ("man in a wolf mask", ""),
        ("cat burglar, black clothes", ""),
        ("fisherman, eagle tattoo", ""),
        ("girl of nine, yellow raincoat", ""),
        ("", ""),
    ],
)
def test_the_noun_at_the_head_names_the_kind(description, kind):
    assert kind_of(description) == kind
    assert look_for(description).kind == kind


def test_every_word_names_a_kind_that_can_be_drawn():
    assert set(KINDS.values()) <= set(SPECIES)
    for word, kind in KINDS.items():
        assert look_for(f"a {word}").kind == kind, word


def actor(kind: str, name: str = "stand", yaw: float = 180.0) -> Actor:
    look = look_for(kind)
    if SPECIES[kind].family == "effigy":
        return Actor(look, POSES.get(name, POSES["stand"]), (0, 0, 0), yaw)
    return Actor(look, replace(pose_of(kind, "", look.height), name=name), (0, 0, 0), yaw)


def lens_for(one: Actor, pitch: float) -> Camera:
    """A camera that looks at the middle of all joints and holds them."""
    spots = list(one.joints().values())
    low = [min(p[k] for p in spots) for k in range(3)]
    high = [max(p[k] for p in spots) for k in range(3)]
    span = 1.7 * max(high[k] - low[k] for k in range(3))
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    ahead, far = camera((0, 0, 0), 0, pitch, 0, 1, (W, H)).axes[2], max(1.0, span * 3)
    eye = (
        middle[0] - ahead[0] * far,
        middle[1] - ahead[1] * far,
        middle[2] - ahead[2] * far,
    )
    return camera(eye, 0, pitch, 0, H * far / span, (W, H))


def shape(one: Actor, pitch: float = 0.0) -> Image.Image:
    """The silhouette: white where there is paint."""
    board = Canvas(W, H, manner_of("pencil"), 1)
    draw_actor(board, lens_for(one, pitch), HOURS["day"], one)
    mask = Image.new("L", (W, H), 0)
    pen = ImageDraw.Draw(mask)
    for group in board.drawing("x").marks:
        assert isinstance(group, display.Group)
        for mark in group.marks:
            if isinstance(mark, display.Fill) or (isinstance(mark, display.Blot) and mark.value):
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


@pytest.mark.parametrize("kind", DRAWN)
def test_a_creature_is_one_shape_from_every_side(kind):
    for yaw, pitch in ((180, 0), (135, 0), (90, 0), (0, 0), (225, -45), (120, 30), (300, -20)):
        parts = pieces(shape(actor(kind, yaw=yaw), pitch))
        assert parts[0] > 250, (yaw, pitch)
        assert sum(parts[1:]) <= 0.012 * parts[0] + 4, (yaw, pitch, parts)


@pytest.mark.parametrize("name", ["walk", "run", "sit", "lie", "sleep", "howl", "eat", "jump"])
@pytest.mark.parametrize("kind", ["dog", "cat", "horse", "mouse", "crow", "swan"])
def test_postures_hold_together(kind, name):
    for yaw in (180, 120, 20):
        parts = pieces(shape(actor(kind, name, yaw)))
        assert sum(parts[1:]) <= 0.02 * parts[0] + 4, (yaw, parts)


@pytest.mark.parametrize("kind", STANDING)
def test_feet_are_on_the_ground_and_nothing_is_below_it(kind):
    one = actor(kind)
    joints, tall = one.joints(), one.look.height
    assert min(p[1] for p in joints.values()) > -0.02 * tall
    for foot in ("toe_l", "toe_r"):
        assert abs(joints[foot][1]) < 0.06 * tall + 0.005, foot


@pytest.mark.parametrize("kind", BEASTS)
def test_no_posture_sinks_into_the_ground(kind):
    for name in ("walk", "run", "sit", "lie", "sleep", "eat", "crouch", "rear", "jump"):
        joints = actor(kind, name).joints()
        assert min(p[1] for p in joints.values()) > -0.03 * look_for(kind).height, name


def test_sizes_are_ordered_and_follow_the_measure():
    tall = [look_for(w).height for w in ("mouse", "rat", "cat", "dog", "man", "horse", "giant")]
    assert tall == sorted(tall)
    assert 0.03 < tall[0] < 0.12
    assert height_of("dog", 80) > height_of("dog", None) > look_for("small dog").height
    assert look_for("horse", 170).height == height_of("horse", 170)


def given(size: str, *cast: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "subject": "shot", "prompt": "", "size": size, "cast": list(cast), "elements": [],
        "style": {"preset": "pencil"},
        "place": {"description": "a field with hills", "interior": False}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["mouse", "cat", "dog", "horse", "crow", "owl", "robot", "snake"])
def test_a_close_up_shows_the_head_and_a_full_shot_all_of_it(kind):
    one = {"description": kind}
    close = stage_shot(shot_of(given("CU", one)), (), (640, 360))
    assert {"head", "ears" if kind != "robot" else "crown"} <= joints_seen(
        close.lens, close.actors[0]
    )
    full = stage_shot(shot_of(given("FS", one)), (), (640, 360))
    assert set(full.actors[0].joints()) <= joints_seen(full.lens, full.actors[0])
    near = close.lens.size(close.actors[0].joints()["head"])
    far = full.lens.size(full.actors[0].joints()["head"])
    head = close.actors[0].body.head
    assert near > far
    assert near * head > 100, near * head


def test_child_and_dog_stand_on_one_ground_in_their_own_sizes():
    girl = {"description": "girl of nine, yellow raincoat", "height_cm": 130}
    staged = stage_shot(shot_of(given("FS", girl, {"description": "dog"})), (), (640, 360))
    child, dog = staged.actors
    assert child.look.height > 1.5 * dog.look.height
    assert {"head", "nose", "toe_l"} <= joints_seen(staged.lens, dog)
    assert {"head", "toe_l"} <= joints_seen(staged.lens, child)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("howls at the moon", "howl"), ("barks", "bark"), ("trots away", "walk"),
        ("gallops", "run"), ("flies over the pier", "fly"), ("is sleeping", "sleep"),
        ("grazes", "eat"), ("sits", "sit"), ("lies on the rug", "lie"), ("leaps", "jump"),
        ("", "stand"),
    ],
)  # fmt: skip
def test_verbs_of_creatures(words, name):
    assert pose_of("crow" if name == "fly" else "wolf", words, 0.5).name == name


def test_a_cat_gets_on_the_table_and_a_horse_does_not():
    assert pose_of("cat", "sits on the table", 0.3).perch > 0.5
    assert not pose_of("horse", "stands on the table", 2.0).perch
    assert deed_named("reads a book") == ""


@pytest.mark.parametrize("kind", ["dog", "crow", "robot", "shark", "snake", "bee", "ghost"])
def test_the_sheet_gives_every_colour_back(kind):
    words = f"blue {kind}"
    page = draw({"subject": "character", "description": words}, [], 960, 540, 1)
    seen = picture(page)
    assert seen is not None
    colours, look = person(seen), look_for(words)
    dyed = recoloured(look_for(kind), colours)
    assert dyed.cloth == colours["cloth"]
    for name in SWATCHES:
        wanted = getattr(look, name)
        assert max(abs(a - b) for a, b in zip(colours[name], wanted, strict=True)) < 40, name


def test_a_photograph_dyes_the_coat():
    page = Image.new("RGB", (300, 200), (244, 242, 236))
    ImageDraw.Draw(page).ellipse((60, 50, 240, 180), fill=(170, 40, 120))
    raw = io.BytesIO()
    page.save(raw, "PNG")
    plain, dyed = (
        Image.open(
            io.BytesIO(draw(given("FS", {"description": "dog", "reference": 0}), refs, 320, 180, 1))
        )
        for refs in ([], [raw.getvalue()])
    )
    assert plain.tobytes() != dyed.tobytes()
    seen = picture(raw.getvalue())
    assert seen is not None
    r, g, b = recoloured(look_for("dog"), person(seen)).cloth
    assert r > g + 60
    assert b > g + 30


def test_what_is_read_makes_no_note():
    for description in ("old grey dog", "crow", "robot", "a spider", "ghost"):
        assert not list(unread({"subject": "character", "description": description}))
    shot = given("FS", {"description": "wolf", "action": "howls"})
    assert "W405" not in {note.code for note in unread(shot)}


@pytest.mark.parametrize("kind", ["cow", "tiger", "fox", "penguin"])
def test_markings_on_a_sheet_are_not_taken_for_a_new_coat(kind):
    seen = picture(draw({"subject": "character", "description": kind}, [], 1280, 720, 1))
    assert seen is not None
    own, found = look_for(kind).cloth, person(seen)["cloth"]
    assert max(abs(a - b) for a, b in zip(own, found, strict=True)) < 40
