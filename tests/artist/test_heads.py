"""Heads in space: faces that act, eyes that look, hair and hats that sit on the skull."""

from itertools import combinations
from math import cos, radians, sin

import pytest
from PIL import Image, ImageDraw

from storyforge.artist.body.face import FEELINGS, acting_for
from storyforge.artist.body.head import Head, head_at
from storyforge.artist.body.look import Look, look_for
from storyforge.artist.body.mesh import Seen, clipped_to
from storyforge.artist.body.skull import surface
from storyforge.artist.body.wardrobe import HATS
from storyforge.artist.figures.eyes import gaze_of, iris_at, lids
from storyforge.artist.figures.glance import glance
from storyforge.artist.figures.hair import CUTS, cap
from storyforge.artist.figures.portrait import draw_head
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import PRESETS
from storyforge.artist.stage.camera import camera
from storyforge.artist.stage.light import HOURS

SIZE = 240
WHERE = (0.0, 1.6, 0.0)
EXPRESSIONS = (
    *("neutral", "happy", "laughing", "sad", "crying", "angry", "shouting", "afraid"),
    *("surprised", "tired", "determined", "disgusted", "thoughtful", "suspicious"),
    *("in love", "in pain", "asleep", "speaks"),
)
TURNS = [(yaw, pitch) for yaw in (0, 45, 90, 135, 180, -45) for pitch in (-45, -20, 0, 20, 45)]


def head_seen(yaw: float, pitch: float = 0.0, tall: float = 0.24) -> Head:
    """A head turned *yaw* degrees from us, seen by a camera that looks up by *pitch*."""
    p = radians(pitch)
    eye = (0.0, WHERE[1] - 3 * sin(p), -3 * cos(p))
    return head_at(WHERE, 180 - yaw, 0, tall, camera(eye, 0, pitch, 0, 1400, (SIZE, SIZE)))


class Traced(Canvas):
    """A canvas that keeps every opaque shape."""

    def __init__(self) -> None:
        super().__init__(SIZE, SIZE, PRESETS["pencil"], 1)
        self.shapes: list[list[P2]] = []
        self.colours: list[RGB] = []

    def fill(self, points, colour, code=0):
        self.shapes.append(list(points))
        self.colours.append(colour)
        super().fill(points, colour, code)

    def mask(self) -> Image.Image:
        image = Image.new("L", (SIZE, SIZE), 0)
        pen = ImageDraw.Draw(image)
        for shape in self.shapes:
            pen.polygon(shape, fill=255)
        return image


def paints(look: Look):
    return {
        **{name: getattr(look, name) for name in ("skin", "hair", "cloth", "accent", "bib")},
        "beard": look.hair,
        "hat": look.felt,
    }


def drawn(look: Look, head: Head, mood: str = "") -> Traced:
    canvas = Traced()
    draw_head(canvas, head, look, mood, HOURS["day"], paints(look))
    return canvas


def sitter(words: str, head: Head, mood: str = "") -> Sitter:
    look, act = look_for(words), acting_for(mood)
    gaze = glance(head, mood, act, None)
    canvas = Canvas(SIZE, SIZE, PRESETS["pencil"], 1)
    return Sitter(canvas, head, look, act, paints(look), gaze, (0.0, 1.0, 0.0), 1, 1.0, 120.0)


def parts_of(mask: Image.Image) -> int:
    """How many separate pieces of at least a few pixels a mask has."""
    left, found = mask.reduce(4).point([255 if v > 60 else 0 for v in range(256)]), 0
    while box := left.getbbox():
        row = left.crop((box[0], box[1], box[2], box[1] + 1)).tobytes()
        ImageDraw.floodfill(left, (box[0] + row.index(255), box[1]), 128)
        piece = left.point([255 if v == 128 else 0 for v in range(256)])
        found += piece.histogram()[255] > 2
        left = left.point([255 if v == 255 else 0 for v in range(256)])
    return found


WORN = [name[0] for name, _ in HATS]


@pytest.mark.parametrize("hat", WORN)
def test_hats_sit_on_the_head_from_everywhere(hat):
    look = look_for(f"woman, forty, {hat.replace('-', ' ')}")
    assert look.hat
    for yaw, pitch in TURNS[::2]:
        assert parts_of(drawn(look, head_seen(yaw, pitch)).mask()) == 1, (hat, yaw, pitch)


@pytest.mark.parametrize("cut", [*CUTS, "bald", "mohawk", "braid"])
def test_hair_grows_on_the_head_from_everywhere(cut):
    words = {"tail": "ponytail", "shoulder": "shoulder-length hair", "crop": "cropped hair"}
    look = look_for(f"somebody, {words.get(cut, cut + ' hair')}")
    assert look.cut == cut
    for yaw, pitch in TURNS[1::2]:
        assert parts_of(drawn(look, head_seen(yaw, pitch)).mask()) == 1, (cut, yaw, pitch)


@pytest.mark.parametrize("pitch", [20, 35, 45])
def test_from_below_no_brim_or_peak_hides_the_eyes(pitch):
    for words in ("sergeant, peaked cap", "man, flat cap", "detective", "farmer", "bowler hat"):
        head = head_seen(0, pitch)
        look = look_for(words)
        face = sitter(words, head)
        canvas = drawn(look, head)
        skin = max(k for k, colour in enumerate(canvas.colours) if colour == look.skin)
        felt = [shape for shape in canvas.shapes[skin + 1 :] if _over(shape, face)]
        assert not felt, words


def _over(shape: list[P2], face: Sitter) -> bool:
    """Whether a shape laid after the last of the skin covers both pupils."""
    image = Image.new("1", (SIZE, SIZE), 0)
    ImageDraw.Draw(image).polygon(shape, fill=1)
    spots = [face.head.on(*iris_at(face, side)) for side in (-1, 1)]
    return all(image.getpixel((round(x), round(y))) for x, y in spots)


def test_every_expression_differs_from_every_other():
    for a, b in combinations(EXPRESSIONS, 2):
        first, second = (measured(mood) for mood in (a, b))
        assert max(abs(p - q) for p, q in zip(first, second, strict=True)) > 0.012, (a, b)


def measured(mood: str) -> tuple[float, ...]:
    """What one sees of an expression: lids, brows, mouth, tears and the turn of the head."""
    act = acting_for(mood)
    seen = (act.open * 0.05, act.inner, act.outer, act.smile, act.gape, act.wide * 0.1)
    return (*seen, act.squint * 0.03, act.skew, act.roll / 300, act.aside / 300, 0.1 * act.tears)


def test_every_feeling_has_words_and_calm_is_the_default():
    assert len({FEELINGS[w] for w in FEELINGS}) >= 18
    assert acting_for("") == acting_for("a lamp on a table")
    assert acting_for("in love").blush > 0.5 > acting_for("happy").blush
    assert acting_for("he is crying").tears
    assert acting_for("sadly says nothing").gape > 0.02


@pytest.mark.parametrize("yaw", [0, 30, -30, 55])
def test_the_iris_follows_the_gaze(yaw):
    head = head_seen(yaw)
    for side in (-1, 1):
        ahead, left, right = (
            sitter("woman", head, mood) for mood in ("", "looks left", "looks right")
        )
        xs = [s.head.on(*iris_at(s, side))[0] for s in (left, ahead, right)]
        assert xs[0] < xs[1] < xs[2]
        up, down = (sitter("woman", head, mood) for mood in ("looks up", "looks down"))
        assert up.head.on(*iris_at(up, side))[1] < down.head.on(*iris_at(down, side))[1]


def test_who_looks_at_us_has_the_pupil_nearer_to_the_lens():
    head = head_seen(25)
    ahead, us = sitter("man", head), sitter("man", head, "stares at us")
    assert abs(head.toward(*us.gaze)) > abs(head.toward(*ahead.gaze))
    met = glance(head, "", acting_for(""), head.lens.eye)
    assert head.toward(*ahead.gaze) < head.toward(*met) <= head.toward(*us.gaze)


def test_an_eye_stays_between_its_lids():
    for mood in EXPRESSIONS:
        s = sitter("woman, thirty", head_seen(20), mood)
        upper, lower = lids(s, 1)
        high, low = min(y for _, y in upper), max(y for _, y in lower)
        assert high <= low + 0.5
        if s.act.open > 0.2:
            x, y = s.head.on(*iris_at(s, 1))
            assert high - 4 < y < low + 4, mood
            assert min(x for x, _ in upper) < x < max(x for x, _ in upper)


def test_gazes_stay_within_what_eyes_can_do():
    assert gaze_of(90, 0) == gaze_of(36, 0)
    assert gaze_of(0, -90) == gaze_of(0, -26)


def test_faces_differ_and_stay():
    people = ["young man, dark curls", "man, fifty, short beard", "girl of nine", "old woman"]
    faces = [look_for(words).face for words in people]
    assert len(set(faces)) == len(people)
    assert look_for(people[0]).face == look_for(people[0] + ", green coat, straw hat").face
    man, woman, child = (look_for(w).face for w in ("a man", "a woman", "a girl of eight"))
    assert child.eye > man.eye
    assert woman.brow < man.brow


def test_the_outline_of_a_head_is_one_simple_shape_with_a_nose_in_profile():
    look = look_for("man, forty")
    for yaw, pitch in TURNS:
        head = head_seen(yaw, pitch)
        seen = Seen(head, cap(look.face, CUTS["short"], False))
        for shape in seen.part():
            assert len(shape) > 2
    head = head_seen(90)
    tip = head.on(*surface(look.face, 0.0, -0.115))
    brow = head.on(*surface(look.face, 0.0, 0.1))
    assert abs(tip[0] - head.on(0, 0, 0)[0]) > abs(brow[0] - head.on(0, 0, 0)[0]) + 3


def test_a_shape_is_cut_to_a_convex_window():
    window = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    cut = clipped_to([(5.0, 5.0), (20.0, 5.0), (20.0, 8.0), (5.0, 8.0)], window)
    assert max(x for x, _ in cut) == pytest.approx(10.0)
    assert min(x for x, _ in cut) == pytest.approx(5.0)
    assert clipped_to([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], window) == []
