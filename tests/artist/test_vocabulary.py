"""The whole vocabulary of the camera: whatever is asked for stages, and who should be seen is."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storyforge.artist.draw import draw
from storyforge.artist.framing.framing import LEVELS, SIZES
from storyforge.artist.panel import seen_in, stage_shot
from storyforge.artist.staging import shot_of
from storyforge.core import film

PEOPLE = (
    {"description": "woman of sixty, white braid, oilskin coat"},
    {"description": "man, navy peacoat, knitted cap", "height_cm": 192},
    {"description": "girl of nine, yellow raincoat", "height_cm": 128},
    {"description": "old man, bald, beard, tweed jacket", "height_cm": 168},
    {"description": "tall woman in a red dress", "height_cm": 180},
    {"description": "boy of five, striped shirt", "height_cm": 108},
)
PLACES = ("a narrow street", "a kitchen", "a forest", "a long pier", "a hotel corridor", "")
ACTIONS = ("", "stands", "sits on a chair", "kneels", "walks", "points", "lies on the ground")
FRAMES = tuple((w // 4, h // 4) for w, h in (p["720p"] for p in film.PIXELS.values()))

asked = st.fixed_dictionaries(
    {
        "size": st.sampled_from(["", *SIZES]),
        "angle": st.integers(-90, 80),
        "level": st.sampled_from(["", "eye", "overhead", "aerial", *LEVELS]),
        "lens": st.sampled_from([0, 14, 24, 35, 50, 85, 135, 200, 400]),
        "roll": st.integers(-45, 45),
        "framing": st.sampled_from(["", *film.FRAMINGS.canonical]),
        "perspective": st.sampled_from(["", *film.PERSPECTIVES.canonical]),
        "cast": st.integers(0, 6),
        "action": st.sampled_from(ACTIONS),
        "place": st.sampled_from(PLACES),
        "prompt": st.sampled_from(["", "they wait", "the figure looks at the door"]),
        "frame": st.sampled_from(FRAMES),
    }
)


def staging(given_):
    cast = [{**p, "action": given_["action"]} for p in PEOPLE[: given_["cast"]]]
    place = {"description": given_["place"]}
    return {**given_, "subject": "shot", "cast": cast, "place": place}


@settings(max_examples=400)
@given(asked)
def test_everybody_who_should_be_seen_is(given_):
    view = stage_shot(shot_of(staging(given_)), (), given_["frame"])
    assert view.lens.eye[1] > 0
    assert view.lens.focal > 0
    for joints in seen_in(view)[: view.shown]:
        assert joints & ({"head", "hand_r"} if given_["size"] == "ECU" else {"head"})


@settings(max_examples=8)
@given(asked)
def test_whatever_is_asked_for_is_drawn(given_):
    png = draw(staging(given_), [], 128, 72, 1)
    assert Image.open(io.BytesIO(png)).size == (128, 72)
