"""One shot from asking to drawing: place, cast, camera, then the stage through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from storyforge.artist import cast, overlay, sample, shoulder
from storyforge.artist.actor import Actor
from storyforge.artist.backdrop import paint_backdrop
from storyforge.artist.camera import Camera
from storyforge.artist.canvas import Canvas
from storyforge.artist.colour import RGB
from storyforge.artist.compose import fitted, frame_window, kept
from storyforge.artist.finish import finished
from storyforge.artist.framing import SIZES, Setup, Size
from storyforge.artist.furniture import ladder
from storyforge.artist.hand import P2
from storyforge.artist.light import Light, indoors, light_for
from storyforge.artist.manner import Manner
from storyforge.artist.piece import insert_of, still_life
from storyforge.artist.place import place_for
from storyforge.artist.pose import POSES
from storyforge.artist.sample import Hues, Picture
from storyforge.artist.scene import View, paint_stage
from storyforge.artist.seed import stream
from storyforge.artist.stage import Place, Solid
from storyforge.artist.staging import Member, Shot, flag, index, text
from storyforge.artist.tabled import table_between
from storyforge.artist.words import bag, said

Pictures = Sequence[Picture | None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A shot ready to be painted."""

    place: Place
    light: Light
    lens: Camera
    actors: tuple[Actor, ...]
    keep: tuple[P2, ...]
    hues: Hues | None
    photo: Picture | None
    size: Size


def draw_shot(
    shot: Shot, pictures: Pictures, manner: Manner, size: tuple[int, int], seed: int
) -> Image.Image:
    """The finished panel of exactly *size*; *seed* moves the line's tremble only."""
    shot = _peopled(shot)
    staged = stage_shot(shot, pictures, size)
    canvas = Canvas(*size, manner, seed)
    canvas.value = staged.light.value + (0.09 if staged.size.close else 0.0)
    paint(canvas, staged)
    if _is_insert(shot):
        still_life(canvas, shot, staged.light, _dyes(shot, pictures))
    overlay.weather(canvas, staged.light, shot.root)
    overlay.vignette(canvas, staged.light, staged.place.inside)
    overlay.movement(canvas, shot.movement)
    return finished(canvas, shot.root)


def seen(pictures: Pictures, which: int | None) -> Picture | None:
    """The reference picture of that number, if it exists and could be read."""
    return pictures[which] if which is not None and which < len(pictures) else None


def _peopled(shot: Shot) -> Shot:
    """A shot without cast whose words speak of somebody gets a nameless actor."""
    if shot.cast or shot.framing in ("empty", "insert", "cutaway"):
        return shot
    if said(bag(shot.prompt), *cast.PEOPLE):
        return replace(shot, cast=(Member(shot.prompt, None, None, "", "", shot.prompt, ""),))
    return shot


def _is_insert(shot: Shot) -> bool:
    close = shot.size in ("ECU", "BCU", "CU") and not shot.cast
    if shot.framing == "insert" and not shot.elements:
        return bool(insert_of(shot))
    return bool(shot.elements) and (shot.framing in ("insert", "cutaway") or close)


def _dyes(shot: Shot, pictures: Pictures) -> list[RGB | None]:
    found = [seen(pictures, index(e, "reference")) for e in shot.elements]
    return [sample.accent(p) if p else None for p in found]


def stage_shot(shot: Shot, pictures: Pictures, size: tuple[int, int]) -> Staged:
    """Place, light, camera and cast of a shot: all from its words and its pictures' pixels."""
    described = text(shot.place, "description")
    place = place_for(described, flag(shot.place, "interior"), shot.prompt)
    light, hues, photo = _light(shot, place, pictures, described)
    if photo is not None:
        place = replace(place, solids=(), tufts=(), lamps=(), far="", surface="plain", inside=False)
    rng = stream("staging", shot.root)
    over = shoulder.side_of(shot)
    shot = _trimmed(shoulder.ordered(shot) if over is not None else shot)
    azimuth, tilt = viewpoint(place, text(shot.place, "view"), rng)
    azimuth += _otherwise(shot)
    spec = _spec(shot)
    colours = {
        k: sample.person(p) for k, p in enumerate(pictures) if p is not None and _is_member(shot, k)
    }
    actors = (
        []
        if _is_insert(shot) or shot.framing == "empty"
        else _cast(shot, colours, azimuth, rng, spec, size, place)
    )
    setup = Setup(azimuth, shot.angle or tilt, shot.level, shot.roll, shot.lens or spec.lens, *size)
    window, wide = frame_window(spec, actors, place, size, azimuth)
    lens = fitted(setup, spec, window, wide, actors)
    keep = kept(lens, actors)
    place = replace(place, solids=(*place.solids, *_ladders(actors), *table_between(shot, actors)))
    actors += cast.crowd(shot, azimuth, (window.middle[0], 0.0, window.middle[2]), place.span)
    if over is not None and actors:
        lens = shoulder.beside(lens, over)
        keep = kept(lens, actors[:1])
        actors.append(shoulder.near_one(shot, colours, lens, actors[0], over))
    return Staged(place, light, lens, tuple(actors), keep, hues, photo, spec)


def _ladders(actors: list[Actor]) -> list[Solid]:
    """A ladder for everybody who climbs."""
    climbing = POSES["climb"]
    return [ladder(a.at, a.yaw) for a in actors if a.pose is climbing]


def _otherwise(shot: Shot) -> float:
    """How far another take walks round the scene, degrees; the first stays where it is."""
    if not shot.take:
        return 0.0
    turn = stream("take", shot.root, shot.take).random() * 16 + 6
    return turn if shot.take % 2 else -turn


def _is_member(shot: Shot, k: int) -> bool:
    return any(member.reference == k for member in shot.cast)


def _light(
    shot: Shot, place: Place, pictures: Pictures, described: str
) -> tuple[Light, Hues | None, Picture | None]:
    words = bag(
        described,
        shot.prompt,
        shot.light,
        " ".join(str(e.get("description", "")) for e in shot.elements if e.get("kind") == "light"),
    )
    light = light_for(shot.time, shot.weather, words)
    light = indoors(light) if place.inside else light
    own = seen(pictures, index(shot.place, "reference"))
    model = own or seen(pictures, shot.origin)
    if model is None:
        return light, None, None
    hues, foreign = sample.hues(model), own is not None and not flag(shot.place, "drawn")
    same = foreign or shot.time in ("", text(shot.place, "time"))
    return sample.relit(light, hues, 0.5 if same else 0.12), hues, model if foreign else None


def _trimmed(shot: Shot) -> Shot:
    """Singles show one; over-the-shoulder keeps the second for the foreground."""
    alone = (
        shot.framing == "single"
        or shot.perspective in ("reaction",)
        or shot.perspective.startswith("ots")
    )
    alone = alone or (
        shot.size in ("ECU", "BCU", "CU")
        and shot.framing not in ("two-shot", "three-shot", "group")
    )
    return (
        replace(
            shot,
            cast=shot.cast[:1] + (shot.cast[1:2] if shot.perspective.startswith("ots") else ()),
        )
        if alone
        else shot
    )


def viewpoint(place: Place, view: str, rng: Random) -> tuple[float, float]:
    """Azimuth and pitch in degrees: a good direction of the place, changed by words of view."""
    words = bag(view)
    azimuth = (
        place.axes[int(rng.random() ** 1.3 * (len(place.axes) - 1))] + (rng.random() - 0.5) * 6
    )
    tilt = 0.0
    for word, (turn, pitch) in VIEWS.items():
        if word in words:
            azimuth = place.axes[0] + turn if turn else azimuth
            tilt = pitch or tilt
    return azimuth, tilt


VIEWS: dict[str, tuple[float, float]] = {
    "above": (0, -32),
    "overhead": (0, -80),
    "bird": (0, -60),
    "aerial": (0, -40),
    "high": (0, -24),
    "below": (0, 24),
    "low": (0, 16),
    "reverse": (176, 0),
    "behind": (176, 0),
    "back": (176, 0),
    "left": (-38, 0),
    "right": (38, 0),
    "side": (52, 0),
    "opposite": (180, 0),
    "east": (60, 0),
    "west": (-60, 0),
    "north": (8, 0),
    "south": (180, 0),
}


def _spec(shot: Shot) -> Size:
    default = "MLS" if shot.cast and shot.perspective != "reaction" else "CU" if shot.cast else "ES"
    default = "MS" if shot.perspective.startswith("ots") else default
    return SIZES.get(shot.size, SIZES[default])


def _cast(
    shot: Shot,
    colours: Mapping[int, dict[str, RGB]],
    azimuth: float,
    rng: Random,
    spec: Size,
    size: tuple[int, int],
    place: Place,
) -> list[Actor]:
    if not shot.cast:
        return []
    looks = cast.looks_of(shot, colours)
    span = spec.span * looks[0].height / (7.3 if spec.close else 1.0)
    people = replace(shot, cast=shot.cast[:1]) if shot.perspective.startswith("ots") else shot
    wide = span * size[0] / size[1]
    return cast.actors_for(
        people,
        looks[: len(people.cast)],
        azimuth,
        rng,
        wide,
        spec.close or spec.span < 0.7,
        place.span,
    )


def paint(canvas: Canvas, staged: Staged) -> None:
    """The stage through its camera onto the canvas."""
    view = View(canvas, staged.lens, staged.light, dye_for(staged.hues))
    if staged.photo is not None:
        _photo(canvas, staged.photo.image, staged)
    else:
        paint_backdrop(view, staged.place)
    soft = staged.size.close and staged.size.span < 4.2
    paint_stage(view, staged.place, staged.actors, staged.keep, soft)


def dye_for(hues: Hues | None) -> Callable[[RGB], RGB]:
    """How surfaces of the place are recoloured: not at all without a picture."""
    if hues is None:
        return lambda colour: colour
    known = hues
    return lambda colour: sample.surface(colour, known, 0.5)


def _photo(canvas: Canvas, image: Image.Image, staged: Staged) -> None:
    """A supplied photograph as backdrop: fitted, simplified, toned, softer for closer shots."""
    close = staged.size.span if not staged.size.close else staged.size.span / 7.3
    share = max(0.4, min(1.0, 0.4 + close * 0.22))
    fitted = ImageOps.fit(
        image, (canvas.width // 2, canvas.height // 2), Image.Resampling.BILINEAR, (1 - share) / 3
    )
    simple = fitted.filter(ImageFilter.MedianFilter(5))
    if close < 1:
        simple = simple.filter(ImageFilter.BoxBlur(3 * (1 - close)))
    toned = ImageEnhance.Brightness(ImageOps.posterize(simple, 5)).enhance(
        0.55 + 0.45 * min(1.0, staged.light.ambient + 0.4)
    )
    veil = Image.new("RGB", toned.size, staged.light.haze)
    canvas.paint.paste(
        Image.blend(toned, veil, 0.12).resize(canvas.paint.size, Image.Resampling.BICUBIC)
    )
    lines = (
        simple.convert("L")
        .filter(ImageFilter.FIND_EDGES)
        .point([0 if v < 26 else min(150, v * 2) for v in range(256)])
    )
    lines.paste(0, (0, 0, lines.width, 2))
    canvas.ink.paste(lines.resize(canvas.ink.size, Image.Resampling.BILINEAR))
