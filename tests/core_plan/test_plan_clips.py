"""Clips are nodes of the graph: made from the chosen still, by whoever can, and stale only with what they are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from film_of_boxes import film
from world import World

from storyforge import api
from storyforge.cli.pages.causes import causes_of
from storyforge.core import mp4
from storyforge.core.board import Board, Panel
from storyforge.core.board_of import board_of, board_pictures, credits_of, picture_file
from storyforge.core.errors import ManifestError
from storyforge.core.graph import Graph
from storyforge.core.lockfile import LockEntry, LockTake
from storyforge.core.picture import facts
from storyforge.core.plan import Make, Plan, Wait
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe, Use
from storyforge.core.seams import Capabilities, Job, Made
from storyforge.providers.all import Registry
from storyforge.providers.stub import Stub
from storyforge.workshop import Workshop

PIER = """
    storyforge: 1
    provider: reel
    characters: {mara: {description: an old woman, looks: {coat: an oilskin coat}}}
    scenes:
      - id: sc1
        cast: [mara/coat]
        shots:
          - id: s010
            prompt: "@mara waits"
            labels: [key]
            clip: {duration: 4s, prompt: "@mara turns round"}
          - id: s020
            from: s010
            prompt: the lantern goes out
"""
CREDIT = ("Made with Reel", "https://reel.example")


@dataclass
class Reel(Stub):
    """A double that makes stills by one model and clips by two others; `asked` holds its jobs."""

    name: str = "reel"
    models: tuple[str, ...] = ("still", "move", "glide")
    asked: list[Job] = field(default_factory=list)
    answer: Callable[[Job, bytes], bytes] = lambda _, data: data

    def capabilities(self, model: str) -> Capabilities:
        can = replace(super().capabilities(model), credit=CREDIT)
        if model == "still":
            return can
        sizes = {"16:9 720p": (1280, 720), "16:9 1080p": (1280, 720)}
        return replace(can, makes="clip", references=1, prompt_units=50, sizes=sizes)

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        seconds = recipe.parameters.get("duration", 2)
        return () if 2 <= seconds <= 10 else ("clips are 2 to 10 seconds long",)

    def price(self, recipe: Recipe) -> Price:
        seconds = recipe.parameters.get("duration")
        cents = Decimal("0.05")
        return Price(cents, cents).times(seconds) if recipe.kind == "clip" and seconds else FREE

    def make(self, job: Job) -> Made:
        self.asked.append(job)
        if job.recipe.kind != "clip":
            made = super().make(job)
            return Made(self.answer(job, made.data), made.seed, made.model_version)
        (still,) = job.references
        digest = hashlib.sha256(facts(still.data).pixels.encode() + job.prompt.encode()).digest()
        size, seconds = (job.recipe.width, job.recipe.height), job.recipe.parameters["duration"]
        data = film((digest, b"second"), size, seconds=seconds)
        return Made(self.answer(job, data), job.seed, "reel 1")


def shop(world: World, reel: Reel | None = None) -> Workshop:
    return Workshop(str(world.root), Registry({"reel": reel or Reel()}))


def graph(world: World) -> Graph:
    found = shop(world).project.film.graph
    assert found is not None
    return found


def recipe(world: World, node: str = "clip:s010") -> Recipe:
    found = graph(world)[node].recipe
    assert found is not None
    return found


def build(world: World, reel: Reel, *targets: str) -> list[str]:
    """Builds, and says for which nodes the double was asked, by kind and words."""
    before = len(reel.asked)
    api.open_project(str(world.root), {"reel": reel}).build(targets)
    return [f"{job.recipe.kind}: {job.prompt}" for job in reel.asked[before:]]


def faults(world: World) -> list[str]:
    """Codes and sentences of everything that is said of a project."""
    try:
        found = shop(world).problems()
    except ManifestError as error:
        found = error.problems
    return [f"{each.code} {each.sentence}" for each in found]


# What is asked


def test_a_clip_asks_for_its_still_in_motion(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    assert recipe(world) == Recipe(
        kind="clip",
        provider="reel",
        model="move",
        revision=1,
        sentence=("an old woman, an oilskin coat turns round",),
        width=1280,
        height=720,
        uses=(Use("still", "shot:s010", "s010"),),
        parameters={"duration": 4},
    )
    node = graph(world)["clip:s010"]
    assert (node.needs, node.scene, node.labels) == (("shot:s010",), "sc1", ("key",))


def test_a_clip_stands_behind_its_shot(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    names = list(graph(world).nodes)
    assert names[-3:] == ["shot:s010", "clip:s010", "shot:s020"]
    assert graph(world).users("shot:s010") == ("clip:s010", "shot:s020")


@pytest.mark.parametrize(
    ("clip", "model"),
    [
        ("it moves", "move"),
        ("{provider: reel, prompt: it moves}", "move"),
        ("{provider: reel/glide, prompt: it moves}", "glide"),
        ("{provider: reel/move, prompt: it moves}", "move"),
    ],
)
def test_who_makes_a_clip(world: World, clip: str, model: str) -> None:
    world.write(
        storyforge_yaml=f"storyforge: 1\nprovider: reel\nshots:\n  - id: a\n    clip: {clip}\n"
    )
    assert recipe(world, "clip:a").model == model
    assert recipe(world, "shot:a").model == "still"


def test_a_clip_of_another_service_than_the_still(world: World) -> None:
    shots = "shots:\n  - id: a\n    clip: {provider: reel, seed: 7, duration: 10}\n"
    world.write(storyforge_yaml=f"storyforge: 1\nprovider: stub\nresolution: 1080p\n{shots}")
    found = recipe(world, "clip:a")
    assert (found.provider, found.seed, found.sentence) == ("reel", 7, ())
    assert (found.width, found.height, found.parameters) == (1280, 720, {"duration": 10})
    assert recipe(world, "shot:a").width == 1920


def test_a_size_that_the_model_does_not_state_is_the_stills_own(world: World) -> None:
    world.write(
        storyforge_yaml="storyforge: 1\nprovider: reel\nratio: 4:3\nshots:\n  - {id: a, clip: x}\n"
    )
    found, still = recipe(world, "clip:a"), recipe(world, "shot:a")
    assert (found.width, found.height) == (still.width, still.height)


def test_whoever_is_mentioned_is_described_and_a_clip_takes_nothing_else(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    before = recipe(world)
    world.edit("storyforge.yaml", '"@mara waits"', '"@mara sleeps"')
    for line in ("size: CU", "takes: 3", "seed: 9", "mood: calm", "style: ink"):
        world.edit("storyforge.yaml", "- id: s010\n", f"- id: s010\n        {line}\n")
    assert recipe(world) == before
    world.edit("storyforge.yaml", "an oilskin coat", "rags")
    assert recipe(world).sentence == ("an old woman, rags turns round",)


# What is made, and when again


def test_a_film_with_a_clip_is_built_and_then_current(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    made = [each.partition(":")[0] for each in build(world, reel)]
    assert sorted(made) == ["character", "character", "clip", "shot", "shot"]
    assert made.index("shot") < made.index("clip")
    assert build(world, reel) == []
    data = (world.root / "board/sc1/s010.mp4").read_bytes()
    known = mp4.facts(data)
    assert (known.media, known.width, int(mp4.duration(data))) == ("video/mp4", 1280, 4)


def test_other_motion_leaves_the_still_alone(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    build(world, reel)
    locked = shop(world, reel).project.lockfile.nodes["shot:s010"]
    world.edit("storyforge.yaml", "turns round", "sits down")
    assert build(world, reel) == ["clip: an old woman, an oilskin coat sits down"]
    assert shop(world, reel).project.lockfile.nodes["shot:s010"] == locked
    world.edit("storyforge.yaml", "sits down", "turns round")
    assert build(world, reel) == []  # made before, used again


def test_another_length_is_another_clip(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    build(world, reel)
    world.edit("storyforge.yaml", "duration: 4s", "duration: 6s")
    assert build(world, reel) == ["clip: an old woman, an oilskin coat turns round"]
    assert mp4.duration((world.root / "board/sc1/s010.mp4").read_bytes()) == 6


def test_another_still_makes_the_clip_stale(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    build(world, reel)
    world.edit("storyforge.yaml", "@mara waits", "@mara sleeps")
    plan = shop(world, reel).plan()
    assert [type(plan.steps[node]) for node in ("shot:s010", "clip:s010")] == [Make, Wait]
    assert shop(world, reel).statuses()["clip:s010"] == "waiting"
    build(world, reel, "s010")  # the still alone: the clip on the board is of the older one
    panel = _page_panel(world, "s010")
    assert '<em class="mark stale">' in panel.partition('class="clip"')[2]
    assert [each.partition(":")[0] for each in build(world, reel, "clip:s010")] == ["clip"]


def _page_panel(world: World, shot: str) -> str:
    page = world.read("board/index.html")
    return page[page.index(f'id="{shot}"') :].partition("</li>")[0]


def test_a_clip_that_is_no_film_is_not_kept(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel(answer=lambda job, data: data[:-9] if job.recipe.kind == "clip" else data)
    events: list[api.Event] = []
    project = api.open_project(str(world.root), {"reel": reel})
    ended = project.build(report=events.append)
    (failed,) = [each for each in events if isinstance(each, api.Failed)]
    assert (failed.node, ended.exit_code, ended.failed) == ("clip:s010", 1, 1)
    assert "cut short" in failed.sentence
    assert not (world.root / "board/sc1/s010.mp4").exists()
    assert "clip: could not be made" in _page_panel(world, "s010")


def test_a_clip_is_priced_by_the_second(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    assert shop(world).plan().price == Price(Decimal(0), Decimal("0.20"))
    world.edit("storyforge.yaml", "duration: 4s", "duration: 10s")
    assert shop(world).plan().price.high == Decimal("0.50")


def test_a_clip_gone_from_the_manifest_is_gone_from_the_board(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    build(world, reel)
    text = world.read("storyforge.yaml")
    line = next(each for each in text.splitlines() if "clip:" in each)
    world.edit("storyforge.yaml", line + "\n", "")
    assert build(world, reel) == []
    assert not (world.root / "board/sc1/s010.mp4").exists()
    assert (world.root / "board/sc1/s010.png").exists()
    world.edit("storyforge.yaml", "labels: [key]\n", f"labels: [key]\n{line}\n")
    assert build(world, reel) == []
    assert (world.root / "board/sc1/s010.mp4").exists()


# Selecting


@pytest.mark.parametrize(
    ("selector", "nodes"),
    [
        ("kind:clip", {"clip:s010"}),
        ("clip:s010", {"clip:s010"}),
        ("s010", {"shot:s010"}),
        ("s010+1", {"shot:s010", "clip:s010", "shot:s020"}),
        ("scene:sc1,kind:clip", {"clip:s010"}),
        ("tag:key", {"shot:s010", "clip:s010"}),
        ("uses:s010", {"clip:s010", "shot:s020"}),
        ("provider:reel/move", {"clip:s010"}),
        ("clip:*", {"clip:s010"}),
        ("1+clip:s010", {"shot:s010", "clip:s010"}),
    ],
)
def test_clips_are_selected_like_everything_else(
    world: World, selector: str, nodes: set[str]
) -> None:
    world.write(storyforge_yaml=PIER)
    assert shop(world).select((selector,)) == nodes


# What is wrong with one


def _spoiled(world: World, clip: str) -> list[str]:
    text = f"storyforge: 1\nprovider: reel\nshots:\n  - id: a\n    prompt: x\n    clip: {clip}\n"
    world.write(storyforge_yaml=text)
    return faults(world)


@pytest.mark.parametrize(
    ("clip", "sentence"),
    [
        ("{provider: nobody}", 'M205 there is no provider "nobody"'),
        ("{provider: reel/slide}", 'M206 reel has no model "slide"'),
        ("{provider: reel/still}", 'M206 "reel/still" makes no clips'),
        ("{provider: stub}", 'M206 "stub" makes no clips'),
        ("{duration: 12s}", "M207 the clip of a: clips are 2 to 10 seconds long"),
        ("{duration: 2.5s}", 'M102 "2.5s" is not a whole number of seconds'),
        ("{duration: 60f}", 'M102 "60f" is not a whole number of seconds'),
        ("{duration: 0}", 'M102 "0" is not a whole number of seconds'),
        ("{seed: -1}", 'M105 "seed" must be at least 0, not -1'),
        ("'@nobody walks'", 'M201 nothing is named "nobody"'),
        (
            "so many letters are certainly more than reel ever takes",
            "M204 the sentence for the clip of a has 55 units; reel takes 50",
        ),
    ],
)
def test_what_is_told(world: World, clip: str, sentence: str) -> None:
    assert _spoiled(world, clip) == [sentence]


def test_a_model_of_clips_draws_no_pictures(world: World) -> None:
    world.write(
        storyforge_yaml="storyforge: 1\nprovider: reel/move\nshots:\n  - {id: a, prompt: x}\n"
    )
    assert faults(world) == ['M206 "reel/move" makes clips, not pictures']
    world.edit("storyforge.yaml", "{id: a,", "{id: a, provider: stub, clip: {provider: reel/move},")
    world.edit("storyforge.yaml", "provider: reel/move", "provider: reel")
    assert faults(world) == []


def test_clips_that_nobody_makes_are_one_note(world: World) -> None:
    shots = "shots:\n  - {id: a, clip: x}\n  - {id: b, clip: {}}\n  - {id: c, provider: reel, clip: x}\n"
    world.write(storyforge_yaml=f"storyforge: 1\nprovider: stub\n{shots}")
    assert faults(world) == ["N301 2 shots ask for a clip; stub makes stills only"]
    assert [node for node in graph(world).nodes if node.startswith("clip:")] == ["clip:c"]


# The board


def _entry(media: str = "image/png", out: str = "a") -> LockEntry:
    return LockEntry("0" * 64, 0, {0: LockTake(out * 64, "b" * 64, media=media)})


def _board(world: World, entries: dict[str, LockEntry], **more: object) -> Board:
    return board_of(shop(world).project.film, entries, **more)  # type: ignore[arg-type]


def _panel(board: Board) -> Panel:
    return board.scenes[0].panels[0]


def test_a_panel_knows_its_clip(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    entries = {"shot:s010": _entry("image/jpeg"), "clip:s010": _entry("video/mp4", "c")}
    panel = _panel(_board(world, entries, stale={"clip:s010"}))
    assert (panel.file, panel.provider, panel.model) == ("sc1/s010.jpg", "reel", "still")
    assert (panel.clip, panel.clip_file, panel.clip_seconds) == ("c" * 64, "sc1/s010.mp4", 4)
    assert (panel.state, panel.clip_state) == ("current", "stale")
    other = _board(world, entries).scenes[0].panels[1]
    assert (other.clip, other.clip_file) == (None, "")


def test_a_clip_that_is_still_to_come_has_its_place(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    panel = _panel(_board(world, {}))
    assert (panel.clip, panel.clip_file, panel.clip_state) == (None, "sc1/s010.mp4", "missing")
    ends = {"shot:s010": "refused", "clip:s010": "in doubt"}
    panel = _panel(_board(world, {}, ends=ends))
    assert (panel.state, panel.clip_state) == ("refused", "in doubt")


def test_no_plate_is_a_clip(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    assert [plate.kind for plate in _board(world, {}).plates] == ["character", "character"]


@pytest.mark.parametrize(
    ("media", "file"),
    [
        ("image/png", "cast/mara.png"),
        ("image/jpeg", "cast/mara.jpg"),
        ("image/webp", "cast/mara.webp"),
        ("", "cast/mara.png"),
    ],
)
def test_a_file_is_named_by_what_is_in_it(world: World, media: str, file: str) -> None:
    world.write(storyforge_yaml=PIER)
    assert picture_file(graph(world)["character:mara"], media=media) == file
    assert picture_file(graph(world)["clip:s010"]) == "sc1/s010.mp4"
    assert picture_file(graph(world)["clip:s010"], 2, "video/mp4") == "sc1/takes/s010.2.mp4"


def test_every_take_is_shown_in_a_file_of_its_own_sort(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    takes = {
        0: LockTake("a" * 64, "b" * 64),
        1: LockTake("c" * 64, "d" * 64, media="image/jpeg"),
        2: LockTake("e" * 64, "f" * 64, media="image/webp"),
    }
    entries = {"shot:s010": LockEntry("0" * 64, 1, takes), "clip:s010": _entry("video/mp4")}
    assert list(board_pictures(shop(world).project.film, entries)) == [
        ("sc1/s010.jpg", "shot:s010", 1),
        ("sc1/takes/s010.0.png", "shot:s010", 0),
        ("sc1/takes/s010.2.webp", "shot:s010", 2),
        ("sc1/s010.mp4", "clip:s010", 0),
    ]


def test_a_service_that_answers_in_jpeg_is_shown_as_jpeg(world: World) -> None:
    world.write(storyforge_yaml="storyforge: 1\nprovider: reel\nshots:\n  - {id: a, prompt: x}\n")
    reel = Reel(answer=lambda _, data: _jpeg() if data else data)
    assert build(world, reel) != []
    assert (world.root / "board/shots/a.jpg").read_bytes() == _jpeg()
    assert not (world.root / "board/shots/a.png").exists()
    assert 'src="shots/a.jpg"' in world.read("board/index.html")
    assert build(world, reel) == []
    reel.answer = lambda _, data: data
    world.edit("storyforge.yaml", "prompt: x", "prompt: y")
    assert build(world, reel) != []
    assert [each.name for each in (world.root / "board/shots").iterdir()] == ["a.png"]


def _jpeg() -> bytes:
    """The smallest that is whole: a frame header, a scan, an end."""
    frame = b"\xff\xc0\x00\x0b\x08\x00\x04\x00\x04\x01\x01\x11\x00"
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\xd9"


# Who is to be named


def test_only_makers_of_what_is_shown_are_credited(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    world.edit("storyforge.yaml", "from: s010", "provider: stub")
    found, registry = shop(world).project.film, Registry({"reel": Reel()})
    assert credits_of(found, {}, registry) == ()
    assert credits_of(found, {"shot:s020": _entry()}, registry) == ()
    both = {"shot:s010": _entry(), "clip:s010": _entry("video/mp4"), "shot:s020": _entry()}
    assert credits_of(found, both, registry) == (CREDIT,)
    assert _board(world, both, credit=(CREDIT,)).credits == (CREDIT,)


def test_a_stale_picture_is_credited_to_who_made_it(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    world.edit("storyforge.yaml", "provider: reel", "provider: stub")
    found, entries = shop(world).project.film, {"shot:s010": _entry()}
    registry = Registry({"reel": Reel()})
    makers = {"shot:s010": ("reel", "still")}
    assert credits_of(found, entries, registry) == ()
    assert credits_of(found, entries, registry, makers) == (CREDIT,)
    assert credits_of(found, entries, Registry(), {"shot:s010": ("gone", "x")}) == ()
    panel = _panel(_board(world, entries, makers=makers))
    assert (panel.provider, panel.model) == ("reel", "still")


# On the command line


LAMP = """
    storyforge: 1
    provider: stub
    scenes:
      - id: sc1
        shots:
          - {id: s010, prompt: the lamp, clip: {provider: runway, prompt: it swings}}
    shots:
      - {id: end, prompt: the sea, clip: {provider: runway, duration: 10s}}
"""


def test_clips_are_listed_below_their_shots(world: World) -> None:
    world.write(storyforge_yaml=LAMP)
    assert world.run("ls").out.split() == ["shot:s010", "clip:s010", "shot:end", "clip:end"]
    assert world.run("graph").out == "sc1\n  s010\n  └─ clip\nshots\n  end\n  └─ clip\n"
    assert (
        world.run("graph", "clip:end", "clip:s010").out
        == "sc1\n  clip:s010  ← s010\nclips\n  clip:end  ← end\n"
    )
    status = world.run("status").out
    assert "clip:s010" in status
    assert "clip:end" in status


def test_show_tells_what_a_clip_is_made_of(world: World) -> None:
    world.write(storyforge_yaml=LAMP)
    said = world.run("show", "clip:s010").out
    assert "runway/gen4_turbo" in said
    assert "s010 (still)" in said
    assert "clip:s010" in world.run("show", "s010").out.partition("used by")[2]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("turns round", "sits down", ("prompt", "storyforge.yaml:11:38")),
        ("4s", "6s", ("duration", "storyforge.yaml:11:26")),
        ("waits", "sleeps", ("shot:s010", "storyforge.yaml:8:13")),
        ("{duration", "{seed: 3, duration", ("seed", "storyforge.yaml:11:22")),
        ("{duration", "{provider: reel/glide, duration", ("provider", "storyforge.yaml:11:26")),
    ],
)
def test_why_leads_to_the_edit(world: World, old: str, new: str, told: tuple[str, str]) -> None:
    world.write(storyforge_yaml=PIER)
    reel = Reel()
    build(world, reel)
    world.edit("storyforge.yaml", old, new)
    if old == "waits":
        build(world, reel, "shot:*")
    one = shop(world, reel)
    plan: Plan = one.plan()
    (cause,) = causes_of(one, plan.steps["clip:s010"], dict(plan.steps))
    mark = one.project.texts.mark(cause.spot) if cause.spot else None
    assert mark is not None
    assert (cause.what, f"{mark.file}:{mark.line}:{mark.column}") == told


def test_a_built_board_names_who_made_it_as_long_as_it_shows_their_pictures(world: World) -> None:
    world.write(storyforge_yaml=PIER)
    reel, foot = Reel(), f'<footer><p><a href="{CREDIT[1]}" rel="noopener">{CREDIT[0]}</a>'
    build(world, reel)
    assert foot in world.read("board/index.html")
    assert '<span class="by">reel/still</span>' in _page_panel(world, "s010")
    world.edit("storyforge.yaml", "provider: reel", "provider: stub")
    build(world, reel, "character:mara")
    assert foot in world.read("board/index.html")  # the rest is reel's still
    assert '<span class="by">reel/still</span>' in _page_panel(world, "s010")
    build(world, reel)
    assert "<footer>" not in world.read("board/index.html")
    assert '<span class="by">stub/tiny</span>' in _page_panel(world, "s010")
