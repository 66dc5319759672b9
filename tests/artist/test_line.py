"""The line of the scene: who stands left stays left, and the camera keeps to one side."""

from itertools import pairwise

import pytest

from storyforge.artist.framing.cuts import facing_of
from storyforge.artist.panel import stage_shot
from storyforge.artist.places.place import place_for
from storyforge.artist.staging import shot_of

TOM = {"description": "man, navy coat", "height_cm": 183}
RUTH = {"description": "woman, red dress", "height_cm": 170}
PLACE = "a narrow street of gabled houses"


def staged(cast, size="MS", prompt="they talk", **more):
    given = {"subject": "shot", "size": size, "place": {"description": PLACE}, "cast": cast}
    return stage_shot(shot_of({**given, "prompt": prompt, "root": prompt, **more}), (), (1280, 720))


def away(view):
    """Degrees by which the camera is turned from the place's own direction."""
    own = place_for(PLACE, None).axes[0]
    return (view.lens.azimuth - own + 180) % 360 - 180


def look(view, k=0):
    return facing_of(view.actors[k], view.lens.azimuth)


@pytest.mark.parametrize("prompt", ["they talk", "he laughs", "a door slams", "she waits", "rain"])
@pytest.mark.parametrize("cast", [[TOM], [TOM, RUTH], [TOM, RUTH, TOM]])
def test_every_set_up_of_a_place_is_on_one_side(cast, prompt):
    assert abs(away(staged(cast, prompt=prompt))) <= 35


@pytest.mark.parametrize("prompt", ["one", "two", "three", "four"])
def test_singles_of_two_look_at_each_other(prompt):
    left = staged([{**TOM, "side": 0, "sides": 2}], "CU", prompt)
    right = staged([{**RUTH, "side": 1, "sides": 2}], "CU", prompt)
    assert look(left) > 0 > look(right)
    assert 20 < away(right) - away(left) < 70


@pytest.mark.parametrize("prompt", ["one", "two", "three", "four"])
@pytest.mark.parametrize("flip", [False, True])
def test_in_a_two_shot_the_order_is_the_lines(prompt, flip):
    cast = [{**TOM, "side": 0}, {**RUTH, "side": 1}]
    view = staged(cast[::-1] if flip else cast, prompt=prompt, framing="two-shot")
    xs = {a.look.height: view.lens.at(a.joints()["head"])[0] for a in view.actors}
    assert xs[1.83] < xs[1.7]


def test_shot_and_reverse_over_the_shoulder_keep_the_sides():
    shot = staged([{**RUTH, "side": 1}, {**TOM, "side": 0}], "MCU", perspective="ots-left")
    back = staged([{**TOM, "side": 0}, {**RUTH, "side": 1}], "MCU", perspective="ots-right")
    for view, left in ((shot, 1), (back, 0)):
        subject, near = (view.lens.at(a.joints()["head"])[0] for a in view.actors)
        assert (near < subject) == bool(left)
    assert look(shot) < 0 < look(back)
    assert 30 < away(shot) - away(back) < 75
    assert abs(away(shot)) <= 35
    assert abs(away(back)) <= 35


def test_only_words_cross_the_line():
    plain = staged([TOM], prompt="he waits")
    turned = staged([TOM], prompt="reverse angle, he waits")
    assert abs(away(plain)) <= 35 < 140 < abs(away(turned))
    behind = {"description": PLACE, "view": "from behind"}
    assert abs(away(staged([TOM], place=behind))) > 140


def test_a_scene_of_three_is_fanned_along_the_line():
    turns = [away(staged([{**TOM, "side": k, "sides": 3}], "CU", "one")) for k in range(3)]
    assert all(a < b for a, b in pairwise(turns))
