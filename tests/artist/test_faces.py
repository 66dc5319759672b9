"""What a face owes the board: nothing beyond its edge, eyes that meet, a throat, its own boots."""

from dataclasses import replace
from math import cos, radians, sin

import pytest
from PIL import Image, ImageDraw

from storyforge.artist.blocking.cast import actors_for, looks_of
from storyforge.artist.body.face import acting_for
from storyforge.artist.body.head import head_at
from storyforge.artist.body.look import look_for
from storyforge.artist.body.mesh import CENTRE, Seen
from storyforge.artist.body.skull import skull
from storyforge.artist.figures.eyes import iris_at
from storyforge.artist.figures.features import features
from storyforge.artist.figures.glance import glance
from storyforge.artist.figures.nape import behind, ear_behind
from storyforge.artist.figures.portrait import draw_head
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.figures.throat import under
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import NAMES, luma
from storyforge.artist.ink.manner import PRESETS
from storyforge.artist.ink.seed import stream
from storyforge.artist.ink.silhouette import Silhouette
from storyforge.artist.panel import stage_shot
from storyforge.artist.stage.camera import camera
from storyforge.artist.stage.light import HOURS
from storyforge.artist.staging import shot_of

SIZE = 320
WHERE = (0.0, 1.6, 0.0)


class Pen(Canvas):
    """A canvas that keeps every point laid on a face."""

    def __init__(self):
        super().__init__(SIZE, SIZE, PRESETS["pencil"], 1)
        self.spots = []
        self.shadows = []

    def stroke(self, points, weight=1.0, value=255):
        self.spots += points

    def fill(self, points, colour, code=0):
        self.spots += points

    def shadow(self, points, colour, alpha):
        self.shadows.append(colour)


def seen_from(yaw, pitch=0.0):
    p = radians(pitch)
    eye = (0.0, WHERE[1] - 3 * sin(p), -3 * cos(p))
    return head_at(WHERE, 180 - yaw, 0, 0.24, camera(eye, 0, pitch, 0, 2600, (SIZE, SIZE)))


def face_of(words, yaw, pitch=0.0, mood=""):
    """Somebody's face alone, ready to be drawn, with its mesh."""
    look, act, head = look_for(words), acting_for(mood), seen_from(yaw, pitch)
    paint = {name: getattr(look, name) for name in ("skin", "hair", "cloth", "accent", "bib")}
    paint |= {"beard": look.hair, "hat": look.felt}
    mesh = Seen(head, skull(look.face, act.gape))
    gaze = glance(head, mood, act, None)
    face = Sitter(Pen(), head, look, act, paint, gaze, (0.0, 1.0, 0.0), 1, 1.6, 260.0)
    return replace(face, edge=Silhouette(head.on(*CENTRE), mesh.outline())), mesh


@pytest.mark.parametrize("words", ["woman, forty, bald", "old man, bald", "boy of eight, bald"])
@pytest.mark.parametrize("mood", ["", "surprised", "angry", "speaks", "asleep"])
def test_no_feature_leaves_the_face(words, mood):
    for yaw in (*range(-90, 91, 18), 25, 35, 48, -66):
        face, mesh = face_of(words, yaw, 0.0, mood)
        features(face, mesh, mesh.lit((0.0, 1.0, 0.0), 0.0), 1)
        least = min((face.edge.room(spot) for spot in face.canvas.spots), default=0.0)
        assert least > -0.03 * face.head.size, yaw


def test_a_line_ends_before_the_edge_by_half_a_pen():
    face, _ = face_of("man, forty", 40)
    line = face.path([(side * 0.05, 0.12) for side in range(-7, 8)], 0.0, 6.0)
    assert min(face.edge.room(spot) for spot in line) >= 5.9
    assert len(line) > 3
    drawn_in = face.within([(-500.0, 160.0), (160.0, 160.0)])
    assert abs(face.edge.room(drawn_in[0])) < 0.01
    assert drawn_in[1] == (160.0, 160.0)


def test_who_speaks_opens_the_mouth_less_than_who_shouts():
    calm, speaks, shouts = (acting_for(mood) for mood in ("", "speaks", "shouts"))
    assert calm.gape < speaks.gape < 0.4 * shouts.gape
    assert speaks.wide < 0.8 * shouts.wide


def test_lines_on_dark_skin_have_a_light_beside_them():
    lights = {}
    for words in ("nigerian man", "scandinavian man"):
        face, mesh = face_of(words, 20)
        features(face, mesh, mesh.lit((0.0, 1.0, 0.0), 0.0), 1)
        skin = luma(face.paint["skin"])
        lights[words] = sum(luma(colour) > skin + 25 for colour in face.canvas.shadows)
    assert lights["nigerian man"] > 8
    assert lights["scandinavian man"] == 0


@pytest.mark.parametrize("cut", ["dark curls", "short hair", "balding", "black bob"])
def test_from_below_no_hair_of_the_nape_lies_under_the_chin(cut):
    look = look_for(f"man, thirty, {cut}")
    head = seen_from(10, 40)
    x, y = (round(v) for v in head.on(0.0, -0.5, 0.2))
    over = []

    class Last(Canvas):
        def fill(self, points, colour, code=0):
            image = Image.new("1", (SIZE, SIZE), 0)
            ImageDraw.Draw(image).polygon(points, fill=1)
            if image.getpixel((x, y + 6)):
                over.append(colour)

    paint = {name: getattr(look, name) for name in ("skin", "hair", "cloth", "accent", "bib")}
    paint |= {"beard": look.hair, "hat": look.felt}
    canvas = Last(SIZE, SIZE, PRESETS["pencil"], 1)
    draw_head(canvas, head, look, "", HOURS["day"], paint)
    assert over
    assert over[-1] != look.hair


@pytest.mark.parametrize("yaw", [40, 65, 90, -75])
def test_from_below_a_peak_lies_behind_the_eye_it_shades(yaw):
    face, _ = face_of("man, forty, flat cap", yaw, 30)
    side = 1 if yaw > 0 else -1
    x, y = (round(v) for v in face.head.on(*iris_at(face, side)))
    laid = []

    class Felt(Canvas):
        def union(self, parts, colour, weight=1.4, code=0):
            image = Image.new("1", (SIZE, SIZE), 0)
            for part in parts:
                ImageDraw.Draw(image).polygon(list(part), fill=1)
            if image.getpixel((x, y)):
                laid.append(colour)

    canvas = Felt(SIZE, SIZE, PRESETS["pencil"], 1)
    draw_head(canvas, face.head, face.look, "", HOURS["day"], face.paint)
    assert laid[-1] == face.look.skin


def test_a_throat_is_seen_from_below_before_the_face_only():
    assert under(face_of("man", 20, 30)[0])
    assert not under(face_of("man", 20, 0)[0])
    assert not under(face_of("man", 180, 30)[0])


def test_from_behind_both_ears_stand_off_the_head():
    face, _ = face_of("man, bald", 180)
    assert behind(face)
    for side in (-1, 1):
        out = -min(face.edge.room(spot) for spot in ear_behind(face, side))
        assert out > 0.03 * face.head.size


def cast_of(prompt, *members, **more):
    shot = shot_of({"prompt": prompt, "cast": list(members), "size": "MS", **more})
    return actors_for(shot, looks_of(shot, {}), 0.0, stream("t"), 2.6, False, 4.0)


MAN = {"description": "man, forty, grey coat"}
WOMAN = {"description": "woman, thirty, red dress"}


def test_two_who_stand_together_look_each_other_in_the_face():
    a, b = cast_of("the two talk", MAN, WOMAN)
    assert a.looks_at == b.joints()["head"]
    assert b.looks_at == a.joints()["head"]


def test_three_look_at_who_speaks():
    speaker = {**WOMAN, "description": "woman, fifty", "action": "tells a story"}
    actors = cast_of("three in a row", MAN, WOMAN, speaker)
    assert actors[1].looks_at == actors[2].joints()["head"]  # past the one between them


@pytest.mark.parametrize("action", ["looks at the clock", "runs", "peers through the window"])
def test_eyes_that_are_busy_do_not_meet(action):
    first, _ = cast_of("two people", {**MAN, "action": action}, WOMAN)
    assert first.looks_at is None


def test_words_win_over_company():
    head = seen_from(0)
    company = head.spot(2.0, 0.0, 4.0)
    calm = acting_for("")
    assert glance(head, "", calm, company)[0] > 0.1
    assert glance(head, "looks up", calm, company)[1] > 0.2
    assert glance(head, "looks away", calm, company)[0] < -0.1
    us = glance(head, "looks at us", calm, company)
    assert head.toward(*us) == pytest.approx(1.0, abs=0.01)


def test_over_a_shoulder_the_eyes_are_on_the_near_one():
    asked = {"cast": [WOMAN, {**MAN, "position": "foreground left"}], "perspective": "ots-left"}
    staged = stage_shot(shot_of({"prompt": "a talk", "size": "MCU", **asked}), (), (640, 360))
    assert staged.actors[0].looks_at == staged.actors[-1].joints()["head"]


def test_boots_have_shafts_and_shoes_have_none():
    tall = [
        look_for(f"girl, {worn}").boots
        for worn in ("red shoes", "black ankle boots", "red boots", "rubber boots", "riding boots")
    ]
    assert tall[0] == 0.0
    assert tall == sorted(set(tall))
    assert look_for("pirate").boots > 0.5
    assert look_for("pirate in black shoes").boots == 0.0


def test_what_is_worn_above_a_skirt_has_its_own_colour():
    for words in ("woman, red blouse and green skirt", "woman, green skirt, red blouse"):
        look = look_for(words)
        assert look.top == "skirt"
        assert (look.cloth, look.blouse) == (NAMES["green"], NAMES["red"])
    assert look_for("woman, green skirt").blouse is None
    assert look_for("woman, blue coat, green skirt").top == "coat"


def test_a_hood_has_the_colour_of_what_it_is_sewn_to_or_its_own():
    assert look_for("man in a brown cloak, hood").felt == look_for("man in a brown cloak").cloth
    assert look_for("girl, red hood").felt == NAMES["red"]
