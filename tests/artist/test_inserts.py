"""Inserts: every word draws its own thing, large, inside the frame, lying on its ground."""

from math import cos, hypot, pi

import pytest

from storyforge.artist.draw import drawing
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.display import Blot, Recede
from storyforge.artist.ink.hand import taut
from storyforge.artist.ink.manner import manner_of
from storyforge.artist.piece import insert_of
from storyforge.artist.reading import unread
from storyforge.artist.stage.light import HOURS
from storyforge.artist.staging import shot_of
from storyforge.artist.things.desk import Ask, box_of, fitted, spots_of
from storyforge.artist.things.desk_ground import WORDS as GROUNDS
from storyforge.artist.things.desk_ground import ground_of
from storyforge.artist.things.desk_hand import Hand
from storyforge.artist.things.desk_round import Turned
from storyforge.artist.things.desk_shapes import circle
from storyforge.artist.things.prop import THINGS
from storyforge.artist.things.still_life import LARGE, STILLS, arranged, draw_still, known
from storyforge.artist.things.still_words import WORDS, insert_named, thing_of

SIZE = (640, 360)
# prompt -> what is drawn
PROMPTS = {
    "a brass key on a table": "key",
    "a hand holding a letter": "flat:letter",
    "a fist closes round a coin": "close:coin",
    "boots on gravel": "boots",
    "a gun in a drawer": "gun",
    "a ringing telephone": "telephone",
    "a mobile phone": "phone",
    "a pocket watch": "watch",
    "a glass of wine": "glass",
    "a wine glass": "glass",
    "a knife on a plate": "knife",
    "a photograph of a woman with a rose": "photograph",
    "a candle": "candle",
    "a note that reads 'come home'": "note",
    "“RUN” in red ink": "note",
    "a hand on the door handle": "door-hand",
    "the door handle turns": "door",
    "a finger presses the button": "pressing",
    "a light switch": "switch",
    "a hand writing a letter": "writing",
    "two hands holding each other": "clasped",
    "a hand reaching for the key": "reach:key",
    "a hand holding a knife": "grip:knife",
    "her hand round a cup": "round:cup",
    "an open hand": "hand",
    "a clenched fist": "fist",
    "feet on wet cobbles": "boots",
    "a bottle of pills": "pills",
    "a key ring": "key",
    "a newspaper with the headline 'WAR'": "newspaper",
    "a quux": "",
}


def asked(prompt, **more):
    return {
        "subject": "shot", "prompt": prompt, "framing": "insert", "size": "ECU", "cast": [],
        "style": {"preset": "ink"}, "place": {"description": "a kitchen", "interior": True}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("prompt", PROMPTS)
def test_words_choose_the_insert(prompt):
    assert insert_named(prompt) == PROMPTS[prompt]
    assert not PROMPTS[prompt] or known(PROMPTS[prompt])


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_has_a_picture(word):
    name = thing_of(word)
    assert name == WORDS[word]
    assert known(name) or name in LARGE


def outline(name, size=SIZE):
    still = arranged(name, Ask())
    lens = fitted(still, size)
    return still, [lens.at(p) for p in spots_of(still.main)]


def area(points):
    ring = taut(points)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


FOUND = sorted({*STILLS, *(n for n in THINGS if known(n)), *filter(None, PROMPTS.values())})


@pytest.mark.parametrize("name", FOUND)
def test_the_thing_is_large_and_inside_the_frame(name):
    for size in (SIZE, (360, 640), (480, 480)):
        _, points = outline(name, size)
        x0, y0, x1, y1 = box_of(points)
        assert 0 <= x0 < x1 <= size[0]
        assert 0 <= y0 < y1 <= size[1]
    _, points = outline(name)
    x0, y0, x1, y1 = box_of(points)
    assert (x1 - x0) * (y1 - y0) > 0.08 * SIZE[0] * SIZE[1]
    assert 0.03 < area(points) / (SIZE[0] * SIZE[1]) < 0.72


@pytest.mark.parametrize("name", FOUND)
def test_nothing_sinks_into_what_it_lies_on(name):
    still, _ = outline(name)
    own = [s for s in still.main if not isinstance(s, Hand)]
    assert all(p[1] > -0.65 for p in spots_of(own))


def test_things_lie_and_ware_stands():
    for name in ("key", "knife", "gun", "letter", "photograph", "coin", "watch", "cards", "pen"):
        spots = spots_of(arranged(name, Ask()).main)
        wide = max(hypot(a[0] - b[0], a[2] - b[2]) for a in spots for b in spots[::7])
        assert max(p[1] for p in spots) < 0.45 * wide, name
        assert arranged(name, Ask()).pitch > 30
    for name in ("glass", "bottle", "candle", "lantern", "lamp"):
        spots = spots_of(arranged(name, Ask()).main)
        assert max(p[1] for p in spots) > max(p[0] for p in spots) - min(p[0] for p in spots), name


def marks(name):
    canvas = Canvas(*SIZE, manner_of("ink", ""), 1)
    draw_still(canvas, arranged(name, Ask()), HOURS["day"], blank=True)
    return canvas.drawing(1).marks


def test_every_still_life_is_another_picture():
    drawn = [repr(marks(name)) for name in FOUND]
    assert len(set(drawn)) == len(drawn)


def test_a_thing_is_drawn_the_same_every_time():
    assert marks("telephone") == marks("telephone")


def test_round_things_are_round():
    ring = circle(1.0)
    middle = cos(pi / len(ring))
    assert middle > 0.997  # how far a side lies inside the circle it stands for
    cup = next(s for s in arranged("cup", Ask()).main if isinstance(s, Turned))
    assert len(cup._ring(*cup.profile[0])) >= 40


def test_the_ground_is_said_or_found_at_the_place():
    place = frozenset(("a", "snow", "field"))
    assert ground_of(["boots", "on", "gravel"], place, "floor", False) == "gravel"
    assert ground_of(["a", "key"], place, "", True) == "table"
    assert ground_of(["a", "key"], frozenset(("meadow",)), "", False) == "grass"
    assert set(GROUNDS.values()) >= {"snow", "sand", "grass", "gravel", "drawer", "table", "cloth"}


@pytest.mark.parametrize("thing", ["note", "letter", "photograph", "newspaper", "sign", "phone"])
def test_what_is_quoted_stands_on_the_thing(thing):
    def inked(prompt):
        found = drawing(asked(prompt), [], *SIZE, 1).marks
        last = max(k for k, mark in enumerate(found) if isinstance(mark, Recede))
        return sum(isinstance(m, Blot) and m.value == 255 for m in found[last:])

    assert inked(f"a {thing} that reads 'come home now'") >= inked(f"a {thing} that reads 'i'") + 6


def test_a_hand_has_the_skin_and_the_sleeve_of_its_owner():
    owner = {"description": "old woman, dark skin, red coat"}
    plain = drawing(asked("a hand holding a key"), [], *SIZE, 1)
    hers = drawing(asked("a hand holding a key", cast=[owner]), [], *SIZE, 1)
    assert plain.marks != hers.marks


def test_hands_stand_for_what_nobody_knows():
    owner = {"description": "a sailor"}
    assert insert_of(shot_of(asked("a quux", cast=[owner]))) == "hands"
    assert insert_of(shot_of(asked("her eyes", cast=[owner]))) == ""


def test_an_unknown_thing_is_noted_and_a_known_one_is_not():
    assert [note.code for note in unread(asked("a quux"))] == ["W402"]
    assert not unread(asked("a pair of scissors"))
    assert not unread(asked("a light switch"))


def test_a_hand_has_four_fingers_that_taper_and_do_not_cross():
    hand = next(s for s in arranged("hand", Ask()).main if isinstance(s, Hand))
    tips = [hand.finger(k)[-1] for k in range(4)]
    assert all(r < hand.finger(k)[0][1] for k, (_, r) in enumerate(tips))
    aside = [sum((p[i] - hand.wrist[i]) * hand.thumb[i] for i in range(3)) for p, _ in tips]
    assert aside == sorted(aside, reverse=True)
