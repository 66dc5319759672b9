"""Marks of movement: every move has its own, people's arrows point where they go, faces stay free."""

from __future__ import annotations

from math import cos, hypot, radians, sin

import pytest

from storyforge.artist.body.look import look_for
from storyforge.artist.body.pose import POSES
from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.arrows import Box, Sign, bounds, ellipse, ribbon, touches
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.display import Blot, Fill
from storyforge.artist.ink.manner import PRESETS, manner_of
from storyforge.artist.letters.card import caption_of, card_of, draw_card, lay_caption
from storyforge.artist.marks.going import WAYS, arrow_of, heading_of, track, way_of
from storyforge.artist.marks.marks import body_of, faces, mark, signs
from storyforge.artist.marks.moves import MOVES, read
from storyforge.artist.stage.camera import Camera, camera
from storyforge.artist.stage.moving import Move
from storyforge.artist.staging import Shot, shot_of
from storyforge.core import film

ALL = [" ".join((verb, way)).strip() for verb, ways in film.MOVES.items() for way in ways]
RATIOS = {"16:9": (640, 360), "9:16": (360, 640), "1:1": (360, 360), "21:9": (840, 360),
          "4:3": (480, 360), "3:4": (360, 480)}  # fmt: skip


def _shot(*moves: str, **more: object) -> Shot:
    return shot_of({"subject": "shot", "movement": list(moves), **more})


def _lens(size: tuple[int, int] = (640, 360), pitch: float = -6.0) -> Camera:
    return camera((0.0, 1.6, -6.0), 0.0, pitch, 0.0, 0.9 * size[1] * 1.4, size)


def _actor(pose: str = "stand", yaw: float = 90.0, x: float = 0.0, z: float = 0.0) -> Actor:
    return Actor(look_for("a man in a grey coat", 178), POSES[pose], (x, 0.0, z), yaw)


def _marks(shot: Shot, lens: Camera, *actors: Actor, avoid: tuple[Box, ...] = ()) -> list[Sign]:
    return list(signs(shot, lens, actors, avoid))


def _drawn(sign: Sign) -> list[tuple[tuple[float, float], ...]]:
    return [*sign.solid, *sign.loose]


@pytest.mark.parametrize("move", ALL)
@pytest.mark.parametrize("ratio", RATIOS)
def test_every_move_has_a_mark_that_lies_in_the_frame(move: str, ratio: str) -> None:
    lens = _lens(RATIOS[ratio])
    (sign,) = _marks(_shot(move), lens)
    assert _drawn(sign)
    for shape in _drawn(sign):
        x0, y0, x1, y1 = bounds(shape)
        assert x0 > -2
        assert y0 > -2
        assert x1 < lens.width + 2
        assert y1 < lens.height + 2


def test_different_moves_have_different_marks() -> None:
    found = {move: _marks(_shot(move), _lens())[0] for move in ALL}
    assert len({repr((sign.solid, sign.loose, sign.labels)) for sign in found.values()}) == len(ALL)


@pytest.mark.parametrize("speed", film.SPEEDS)
def test_every_speed_can_be_read(speed: str) -> None:
    assert read(f"pan left {speed}") == Move("pan", "left", speed)
    (sign,) = _marks(_shot(f"pan left {speed}"), _lens())
    assert sign.solid


def test_quicker_is_longer() -> None:
    def reach(speed: str) -> float:
        (sign,) = _marks(_shot(f"tilt up {speed}"), _lens())
        ys = [y for shape in _drawn(sign) for _, y in shape]
        return max(ys) - min(ys)

    lengths = [reach(speed) for speed in film.SPEEDS]
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0] * 1.5


def test_directions_point_where_they_say() -> None:
    def tip(move: str) -> tuple[float, float]:
        """The arrow's point against the middle of its shape; it is half way round a ribbon."""
        shape = _marks(_shot(move), _lens())[0].solid[0]
        x0, y0, x1, y1 = bounds(shape)
        x, y = shape[len(shape) // 2]
        return x - (x0 + x1) / 2, y - (y0 + y1) / 2

    assert tip("pan left")[0] < 0 < tip("pan right")[0]
    assert tip("truck left")[0] < 0 < tip("truck right")[0]
    assert tip("tilt up")[1] < 0 < tip("tilt down")[1]
    assert tip("dolly in")[1] < 0 < tip("dolly out")[1]


def test_words_that_are_no_move_have_no_mark() -> None:
    assert read("wibble") is None
    assert read("") is None
    assert read("slow push") == Move("push", "", "slow")
    assert _marks(_shot("wibble", ""), _lens()) == []
    assert set(MOVES) == set(film.MOVES)


def test_three_moves_at_most_and_they_do_not_overlap() -> None:
    found = _marks(_shot("pan left", "tilt up", "crane up", "dolly in"), _lens())
    assert len(found) == 3
    for k, sign in enumerate(found):
        for other in found[:k]:
            boxes = [bounds(shape) for shape in _drawn(other)]
            assert not any(touches(shape, box) for shape in sign.solid for box in boxes)


@pytest.mark.parametrize("move", ALL)
@pytest.mark.parametrize("ratio", ["16:9", "9:16"])
def test_no_mark_lies_over_a_face(move: str, ratio: str) -> None:
    w, h = RATIOS[ratio]
    boxes = (
        (w * 0.1, h * 0.1, w * 0.3, h * 0.4),
        (w * 0.55, h * 0.3, w * 0.75, h * 0.97),
        (w * 0.3, h * 0.8, w * 0.45, h * 1.0),
        (w * 0.9, h * 0.4, w * 1.0, h * 0.6),
    )
    for sign in _marks(_shot(move), _lens((w, h)), _actor("run"), avoid=boxes):
        assert not any(touches(shape, box) for shape in _drawn(sign) for box in boxes)


def test_faces_are_the_heads_that_the_camera_sees() -> None:
    lens, actor = _lens(), _actor()
    (box,) = faces(lens, [actor, _actor(z=-9.0)])
    x, y = lens.at(actor.joints()["head"])
    assert box[0] < x < box[2]
    assert box[1] < y < box[3]


@pytest.mark.parametrize("yaw", [0, 45, 90, 135, 180, 225, 270, 315])
@pytest.mark.parametrize("pose", ["walk", "run"])
def test_an_arrow_points_the_way_somebody_goes(pose: str, yaw: int) -> None:
    lens, actor = _lens(), _actor(pose, yaw)
    way = way_of(actor)
    assert way is not None
    path = track(lens, actor, way)
    along = path[-1][0] - path[0][0], path[-1][2] - path[0][2]
    assert along[0] * sin(radians(yaw)) + along[1] * cos(radians(yaw)) > 0.95 * hypot(*along)
    shape = arrow_of(lens, actor, way)
    assert shape is not None
    (ax, _), (bx, _) = lens.at(actor.at), lens.at((actor.at[0] + sin(radians(yaw)), 0.0, 0.0))
    x0, _, x1, _ = bounds(shape)
    if abs(bx - ax) > 0.5 * lens.size(actor.at):
        assert ((x0 + x1) / 2 - ax) * (bx - ax) > 0


def test_falling_points_down_and_climbing_up() -> None:
    lens = _lens()
    for pose, down in (("fall", True), ("climb", False)):
        actor = _actor(pose)
        path = [lens.at(p) for p in track(lens, actor, WAYS[pose])]
        assert (path[-1][1] > path[0][1]) == down


def test_those_who_stay_have_no_arrow() -> None:
    assert _marks(_shot(), _lens(), _actor("stand"), _actor("sit", x=1.0)) == []
    assert len(_marks(_shot(), _lens(), _actor("walk"), _actor("sit", x=1.0))) == 1
    assert heading_of(_actor(yaw=0)) == pytest.approx((0, 1))


def test_close_frames_raise_the_arrow_into_sight() -> None:
    lens = camera((0.0, 1.6, -1.8), 0.0, 0.0, 0.0, 700, (640, 360))
    shape = arrow_of(lens, _actor("walk"), WAYS["walk"])
    assert shape is not None
    assert bounds(shape)[3] < 360


def test_a_crooked_camera_is_told() -> None:
    assert _marks(_shot(), _lens()) == []
    assert len(_marks(_shot(roll=12), _lens())) == 1


def test_marks_can_be_switched_off() -> None:
    def drawn(**more: object) -> int:
        canvas = Canvas(640, 360, manner_of("pencil"), 1)
        mark(canvas, _shot("pan left", **more), _lens(), [_actor("run")])
        return len(canvas.drawing(0).marks)

    assert drawn(marks=False) == 0
    assert drawn(marks=True) == drawn() > 0


def test_marks_are_light_in_dark_and_dark_where_the_ink_is_light() -> None:
    for name, manner in PRESETS.items():
        assert (sum(body_of(manner)) > 600) == (name != "blueprint")


def test_a_ribbon_has_its_point_at_the_end_of_its_path() -> None:
    shape = ribbon([(0.0, 0.0), (100.0, 0.0)], 3, 4, 10)
    assert max(shape, key=lambda p: p[0]) == (100.0, 0.0)
    assert bounds(shape)[1] == pytest.approx(-10)
    assert touches(shape, (90, -1, 95, 1))
    assert not touches(shape, (95, 6, 99, 9))
    assert bounds(ellipse((5, 5), 5, 3, 0, 1)) == pytest.approx((0, 2, 10, 8))


@pytest.mark.parametrize(
    ("prompt", "kind", "words"),
    [
        ('title card "THE LAMPLIGHTER"', "title", ("THE LAMPLIGHTER",)),
        ("Intertitle: “That night”", "inter", ("That night",)),
        ("an end card, on paper, that says «Fin» and 'the end'", "end", ("Fin", "the end")),
        ('black screen with text "Three years later"', "plain", ("Three years later",)),
        ("title card: A Long Way", "title", ("A Long Way",)),
    ],
)
def test_a_prompt_can_ask_for_a_card(prompt: str, kind: str, words: tuple[str, ...]) -> None:
    card = card_of(prompt)
    assert card is not None
    assert (card.kind, card.words) == (kind, words)
    assert card.paper == ("paper" in prompt)


def test_other_prompts_ask_for_none() -> None:
    assert card_of('a man reads "THE END" on a title page') is None
    assert card_of("a title card") is None
    assert caption_of('super: "Bergen, 1911"') == ("super", "Bergen, 1911")
    assert caption_of("a street without a caption") is None
    assert caption_of('title card "A"') is None


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_a_card_keeps_to_the_title_safe_area(preset: str, ratio: str) -> None:
    w, h = RATIOS[ratio]
    card = card_of('title card "Die Donaudampfschifffahrtsgesellschaft" "a film"')
    assert card is not None
    drawing = draw_card(card, manner_of(preset), (w, h), 1)
    shapes = [m.points for m in drawing.marks if isinstance(m, Fill | Blot)]
    letters = [b for b in map(bounds, shapes) if b[2] - b[0] < w]
    assert letters
    assert min(b[0] for b in letters) > 0.05 * w
    assert max(b[2] for b in letters) < 0.95 * w
    assert min(b[1] for b in letters) > 0.05 * h
    assert max(b[3] for b in letters) < 0.95 * h


def test_a_caption_leaves_the_face_free() -> None:
    canvas = Canvas(640, 360, manner_of("ink"), 1)
    low = lay_caption(canvas, 'caption "Bergen"')
    assert low is not None
    assert low[1] > 180
    high = lay_caption(canvas, 'caption "Bergen"', [(0, 200, 640, 360)])
    assert high is not None
    assert high[3] < 180
    assert lay_caption(canvas, "Bergen") is None
