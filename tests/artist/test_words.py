"""What words of a description come to: people, things, faces."""

import pytest

from storyforge.artist.blocking.blocking import faced
from storyforge.artist.body.face import acting_for
from storyforge.artist.body.look import look_for
from storyforge.artist.body.pose import POSES, pose_for
from storyforge.artist.things.prop import thing_in, thing_named
from storyforge.artist.words import tokens

LOOKS = {
    "her son, twenty-six, red-brown hair, short beard": ("short", "short", "", ""),
    "her son, twenty-six, short beard, sixteen, clean-shaven, a cream jersey": (
        "short",
        "",
        "",
        "",
    ),
    "boy of nine with a beard drawn on": ("short", "", "", ""),
    "man, grey moustache, bowler hat": ("short", "moustache", "bowler", ""),
    "clerk, fifty, silver hair in a knot, black umbrella": ("bun", "", "", "umbrella"),
    "clerk, silver hair in a knot, black umbrella, no umbrella": ("bun", "", "", ""),
    "man in his mother's peaked cap": ("short", "", "cap", ""),
    "her grandfather, seventy, white beard, flat cap": ("short", "full", "flat", ""),
    "woman, grey shirt, no cap": (None, "", "", ""),
    "fishmonger, broad, blue headscarf": (None, "", "shawl", ""),
    "porter, forty, bald, camel overcoat": ("bald", "", "", ""),
}


@pytest.mark.parametrize("words", LOOKS)
def test_a_look_follows_its_words(words):
    cut, beard, hat, prop = LOOKS[words]
    look = look_for(words)
    assert (look.cut if cut else None, look.beard, look.hat, look.prop) == (cut, beard, hat, prop)


THINGS = {
    "a battered black violin case with one brass clasp": "violin-case",
    "a violin bow of reddish wood, white hair": "bow",
    "a small brass hand lantern with a ring handle, alone on a plain ground": "lantern",
    "the navy peaked cap with a brass lamp badge": "cap",
    "a lamplighter's long pole, brass hook and wick": "pole",
    "a small green and cream tram, one round headlamp": "tram",
    "a paper boat": "paper-boat",
    "an old leather satchel": "satchel",
    "a red bicycle": "bicycle",
    "a quux": "",
}


@pytest.mark.parametrize("words", THINGS)
def test_a_thing_is_what_its_first_phrase_names(words):
    assert thing_named(words) == THINGS[words]


def test_a_hand_is_not_a_thing_to_hold():
    assert thing_in(tokens("sits with one hand on the handle")) == ""
    assert thing_in(tokens("stands holding a pocket watch")) == "watch"


def test_faces_act_by_the_first_feeling_named():
    assert acting_for("she smiles").smile > 0.02
    assert acting_for("angry, then sad").inner < 0
    assert acting_for("sad, then angry").inner > 0.03
    assert acting_for("surprised").gape > 0.05
    assert acting_for("afraid").open > 1.2
    assert acting_for("stern").smile < 0
    assert acting_for("upholstered") == acting_for("")


def test_where_somebody_faces():
    assert faced("three-quarter left") == -faced("three-quarter right") == -38
    assert faced("towards us") == 0
    assert faced("away") > 120
    assert faced("right", near=True) == 44
    assert faced("") is None


def test_verbs_become_bodies():
    assert pose_for("is sitting down") == POSES["sit"]
    assert pose_for("lifts the lantern") == POSES["lift"]
    assert pose_for("hangs in mid-air over the street") == POSES["jump"]
