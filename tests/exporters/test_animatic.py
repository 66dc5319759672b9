"""The animatic is a film of exact frames that every player shows."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from storyforge.core.board import Camera, Said, Track
from storyforge.core.errors import UsageError
from storyforge.core.film import RATES
from storyforge.core.imprint import imprint_of
from storyforge.exporters.animatic.film import Animatic
from storyforge.exporters.animatic.reel import size_of
from tests.exporters.animatic_films import (
    PLAIN,
    USUAL,
    Shelf,
    boxes,
    drawn,
    frames,
    heard,
    level,
    near,
    probed,
    stream,
    tone,
)
from tests.exporters.small_board import board, filled, panel, scene
from tests.world import World

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 40), (30, 40, 190)


def _film(shelf: Shelf, *lengths: int, **changes: object) -> object:
    """Shots of red, green and blue, one after the other."""
    panels, now = [], 0
    for number, length in enumerate(lengths):
        picture = shelf.colour((RED, GREEN, BLUE)[number % 3])
        panels.append(panel(f"s{number + 1}", picture=picture, start=now, frames=length))
        now += length
    return board(scene(*panels), **changes)


@pytest.mark.parametrize("fps", ["23.976", "24", "25", "29.97", "30", "59.94"])
def test_every_rate_has_its_exact_frames(fps: str, tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.sounds["tone.wav"] = tone(5)
    film = drawn(_film(shelf, 17, 1, 30, fps=fps, tracks=(Track("tone.wav", 0),)), shelf)
    told = probed(film, tmp_path)
    video, audio = stream(told, "video"), stream(told, "audio")
    rate = RATES[fps]
    assert Fraction(video["r_frame_rate"]) == Fraction(video["avg_frame_rate"]) == rate
    assert int(video["nb_frames"]) == int(video["nb_read_packets"]) == 48
    assert float(video["duration"]) == pytest.approx(float(48 / rate), abs=1e-5)
    assert float(audio["duration"]) == pytest.approx(float(48 / rate), abs=0.025)
    assert float(told["format"]["duration"]) == pytest.approx(float(48 / rate), abs=0.025)
    with av.open(io.BytesIO(film)) as source:
        times = [frame.pts * frame.time_base for frame in source.decode(video=0)]
    assert times == [n / rate for n in range(48)]


def test_a_cut_lands_on_its_frame() -> None:
    shelf = Shelf()
    shown = frames(drawn(_film(shelf, 5, 1, 7), shelf))
    expected = [RED] * 5 + [GREEN] + [BLUE] * 7
    assert len(shown) == len(expected)
    for image, colour in zip(shown, expected, strict=True):
        assert near(image, (image.width // 2, image.height // 2), colour)


def test_it_is_made_for_every_player(tmp_path: Path) -> None:
    shelf = Shelf()
    film = drawn(_film(shelf, 12, 12), shelf, USUAL)
    told = probed(film, tmp_path)
    video = stream(told, "video")
    assert (video["codec_name"], video["pix_fmt"], video["codec_tag_string"]) == (
        "h264",
        "yuv420p",
        "avc1",
    )
    assert (video["width"], video["height"]) == (1280, 720)
    assert video["color_space"] == video["color_primaries"] == "bt709"
    assert video["color_range"] == "tv"
    assert video["has_b_frames"] == 0
    names = boxes(film)
    assert names.index("moov") < names.index("mdat")
    kinds = {each["codec_type"] for each in told["streams"]}
    assert kinds == {"video", "data"}  # nobody speaks, nothing sounds; data: the timecode


def test_the_same_board_gives_the_same_bytes() -> None:
    shelf = Shelf()
    shelf.sounds["a.wav"] = tone(1)
    moved = panel(
        picture=shelf.colour(RED), frames=20, taken=Camera(movement=("handheld", "pan left"))
    )
    film = board(scene(moved), tracks=(Track("a.wav", 2),))
    wishes = USUAL | {"height": "480"}
    assert drawn(film, shelf, wishes) == drawn(film, shelf, wishes)


def test_chapters_words_and_timecode(tmp_path: Path) -> None:
    shelf = Shelf()
    one = panel("a", picture=shelf.colour(RED), frames=24)
    two = panel("b", picture=shelf.colour(BLUE), start=24, frames=36)
    film = board(
        scene(one),
        scene(two, id="lane", number="2", slug="INT. LANE - NIGHT"),
        director="Ines Calloway",
        start=86400,
        credits=(("Powered by Runway", "https://runwayml.com"),),
    )
    data = drawn(film, shelf, PLAIN | {"leader": 2})
    told = probed(data, tmp_path)
    chapters = [
        (each["tags"]["title"], float(each["start_time"]), float(each["end_time"]))
        for each in told["chapters"]
    ]
    assert chapters == [
        ("Leader", 0.0, 2.0),
        ("1 · EXT. PIER - DUSK", 2.0, 3.0),
        ("2 · INT. LANE - NIGHT", 3.0, 4.5),
    ]
    tags = told["format"]["tags"]
    assert tags["title"] == "The Lantern Pier"
    assert tags["artist"] == "Ines Calloway"
    assert "Powered by Runway" in tags["comment"]
    assert stream(told, "video")["tags"]["timecode"] == "00:59:58:00"
    assert int(stream(told, "video")["nb_frames"]) == 48 + 60
    assert boxes(data)[-1] == "uuid"
    said = imprint_of(data[data.index(b"<?xpacket") :])
    assert said is not None
    assert (said.title, said.credit) == ("The Lantern Pier", "Powered by Runway")


def test_soft_captions_are_a_track_and_burn_nothing(tmp_path: Path) -> None:
    shelf = Shelf()
    lines = (Said("Mara", "V.O.", "", "One more."), Said("", "", "", "שלום & <b>"))
    said = panel(picture=shelf.colour(GREEN), frames=96, dialogue=lines)
    film = drawn(board(scene(said)), shelf)
    assert stream(probed(film, tmp_path), "subtitle")["codec_name"] == "mov_text"
    with av.open(io.BytesIO(film)) as source:
        words = [
            (float(packet.pts * packet.time_base), bytes(packet)[2:].decode())
            for packet in source.demux(source.streams.subtitles[0])
            if packet.size > 2
        ]
    assert [text for _, text in words] == ["MARA (V.O.): One more.", "שלום & <b>"]
    assert words[0][0] == 0.0 < words[1][0] < 4.0
    silent = drawn(board(scene(said)), shelf, PLAIN | {"captions": "none"})
    assert all(each["codec_type"] != "subtitle" for each in probed(silent, tmp_path)["streams"])
    assert [each.tobytes() for each in frames(silent)] == [each.tobytes() for each in frames(film)]


def test_sounds_are_where_they_belong_and_as_loud(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.sounds |= {"long.wav": tone(30, 0.5), "short.wav": tone(0.5, 0.5, pitch=900.0)}
    tracks = (Track("long.wav", 24), Track("short.wav", 0, -20.0))
    film = drawn(_film(shelf, 24, 48, tracks=tracks), shelf)
    sound = heard(film)
    assert len(sound) == pytest.approx(3 * 48_000, abs=1100)
    assert level(sound, 0.1, 0.4) == pytest.approx(0.5 * 0.1 / 2**0.5, rel=0.1)
    assert level(sound, 0.6, 0.95) < 0.001
    assert level(sound, 1.05, 2.9) == pytest.approx(0.5 / 2**0.5, rel=0.05)


def test_a_sum_that_is_too_loud_is_held_below_full_scale() -> None:
    shelf = Shelf()
    shelf.sounds["loud.wav"] = tone(2, 0.9)
    tracks = tuple(Track("loud.wav", 0, 6.0, name=str(n)) for n in range(3))
    sound = heard(drawn(_film(shelf, 24, tracks=tracks), shelf))
    assert level(sound, 0.2, 0.9) > 0.55
    assert max(map(abs, sound[4800:-4800])) < 1.1  # coding itself may pass a little over


def test_sound_before_the_film_is_not_heard_and_shots_left_out_take_theirs() -> None:
    shelf = Shelf()
    shelf.sounds |= {"late.wav": tone(1.0), "whole.wav": tone(10)}
    early = heard(drawn(_film(shelf, 48, tracks=(Track("late.wav", -12),)), shelf))
    assert level(early, 0.05, 0.45) > 0.3
    assert level(early, 0.6, 1.9) < 0.001
    picture = shelf.colour(RED)
    first, last = (
        panel("a", picture=picture, frames=24),
        panel("c", picture=picture, start=72, frames=24),
    )
    tracks = (Track("late.wav", 48, shot="b"), Track("late.wav", 72, shot="c"))
    cut = heard(drawn(board(scene(first, last), tracks=tracks), shelf))
    assert level(cut, 0.05, 0.95) < 0.001
    assert level(cut, 1.05, 1.9) > 0.3


def test_no_sound_when_none_is_wished(tmp_path: Path) -> None:
    shelf = Shelf()
    film = _film(shelf, 12, tracks=(Track("gone.wav", 0),))
    told = probed(drawn(film, shelf, PLAIN | {"audio": False}), tmp_path)
    assert all(each["codec_type"] != "audio" for each in told["streams"])
    with pytest.raises(UsageError) as caught:
        drawn(film, shelf)
    assert caught.value.problems[0].code == "X041"
    shelf.sounds["gone.wav"] = b"these are no sounds at all"
    with pytest.raises(UsageError) as caught:
        drawn(film, shelf)
    assert caught.value.problems[0].code == "X040"
    assert "gone.wav" in caught.value.problems[0].sentence


def test_a_clip_is_played_and_its_last_frame_held() -> None:
    shelf = Shelf()
    clip = drawn(_film(shelf, 6, 6, fps="12"), shelf)  # half a second of red, half of green
    played = panel(picture=shelf.colour(BLUE), frames=36, clip=shelf.add(clip))
    shown = frames(drawn(board(scene(played)), shelf))
    middle = (shown[0].width // 2, shown[0].height // 2)
    assert [near(each, middle, RED) for each in shown] == [True] * 12 + [False] * 24
    assert all(near(each, middle, GREEN) for each in shown[12:])
    still = frames(drawn(board(scene(played)), shelf, PLAIN | {"clips": False}))
    assert all(near(each, middle, BLUE) for each in still)
    spoilt = panel(picture=shelf.colour(BLUE), frames=3, clip=shelf.add(b"no film"))
    assert near(frames(drawn(board(scene(spoilt)), shelf))[0], middle, BLUE)


def test_a_missing_picture_is_a_card_and_another_shape_has_bars() -> None:
    shelf = Shelf()
    gone = panel("gone", picture=None, state="missing", frames=6)
    tall = panel("tall", picture=shelf.colour(GREEN, (180, 320)), start=6, frames=6, width=720)
    shown = frames(drawn(board(scene(gone, tall)), shelf))
    assert len(shown) == 12
    assert len(shown[0].getcolors(1 << 20) or ()) > 20  # letters on paper
    wide, high = shown[8].size
    assert near(shown[8], (wide // 2, high // 2), GREEN)
    assert near(shown[8], (wide // 8, high // 2), (0, 0, 0))


@pytest.mark.parametrize(
    ("ratio", "height", "size"),
    [
        ("16:9", 720, (1280, 720)),
        ("9:16", 720, (404, 720)),
        ("1:1", 480, (480, 480)),
        ("21:9", 1080, (2520, 1080)),
        ("21:9", 2160, (4096, 1756)),
        ("4:3", 480, (640, 480)),
        ("nonsense", 720, (1280, 720)),
    ],
)
def test_sizes_are_even(ratio: str, height: int, size: tuple[int, int]) -> None:
    assert size_of(ratio, height) == size


def test_an_odd_shape_is_coded_whole() -> None:
    shelf = Shelf()
    film = board(scene(panel(picture=shelf.colour(RED, (90, 160)), frames=3)), ratio="9:16")
    (image, *_) = frames(drawn(film, shelf))
    assert image.size == (270, 480)
    assert near(image, (2, 240), RED)
    assert near(image, (267, 477), RED)


HOSTILE = "\x00\x07 --> {\\an8}<b>שלום</b> 🎬 " + "w" * 300


def test_hostile_words_break_nothing(tmp_path: Path) -> None:
    wishes = USUAL | {
        **dict.fromkeys(("frame", "left", "camera", "draft", "state", "bar"), True),
        **{"watermark": HOSTILE, "leader": 1, "height": "480", "captions": "burned"},
    }
    shelf = Shelf()
    shelf.pictures["ab" * 32] = b"no picture"
    film = drawn(filled(HOSTILE), shelf, wishes)
    assert int(stream(probed(film, tmp_path), "video")["nb_frames"]) == 24 + 120


def test_a_board_without_shots_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        list(Animatic().render(board(), Shelf().stock(), PLAIN))
    assert caught.value.problems[0].code == "X004"


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    shelf = Shelf()
    film = _film(shelf, 60)
    drawn(film, shelf)
    assert shelf.told == [(0, 60), (24, 60), (48, 60), (60, 60)]

    def stop(done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    ((_, write),) = Animatic().render(film, shelf.stock(stop), PLAIN)
    assert not isinstance(write, bytes)
    with pytest.raises(KeyboardInterrupt):
        write(io.BytesIO())


FILM = """
storyforge: 1
title: Two
ratio: "16:9"
shots:
  - {id: a, prompt: a hill, duration: 10f, audio: tone.wav}
  - {id: b, prompt: a tree, duration: 14f}
"""


def test_the_command_writes_it_whole_or_not_at_all(world: World, tmp_path: Path) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("tone.wav", tone(0.4))
    world.build()
    said = world.run("export", "animatic", "-o", "out/two.mp4", "--height", "480", "--no-moves")
    assert said.code == 0, said.err
    told = probed((world.root / "out/two.mp4").read_bytes(), tmp_path)
    assert int(stream(told, "video")["nb_frames"]) == 24
    assert stream(told, "audio")["codec_name"] == "aac"
    world.file("tone.wav", b"noise")
    failed = world.run("export", "animatic", "-o", "out/other.mp4", "--height", "480")
    assert failed.code != 0
    assert "X040" in failed.err
    assert [each.name for each in (world.root / "out").iterdir()] == ["two.mp4"]


def test_a_picture_of_the_film_is_in_the_middle_of_the_frame() -> None:
    shelf = Shelf()
    halves = Image.new("RGB", (320, 180), RED)
    halves.paste(BLUE, (160, 0, 320, 180))
    (image,) = frames(drawn(board(scene(panel(picture=shelf.add(halves), frames=1))), shelf))
    assert near(image, (image.width // 2 - 12, 200), RED)
    assert near(image, (image.width // 2 + 12, 200), BLUE)
