"""One shot from asking to drawing: place, cast, camera, then the stage through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from storyforge.artist import sample
from storyforge.artist.blocking import cast, shoulder
from storyforge.artist.blocking.occupied import occupied
from storyforge.artist.blocking.riding import beside_driver, fitted, within
from storyforge.artist.blocking.settling import turned_to
from storyforge.artist.blocking.tabled import tabled
from storyforge.artist.body.species import kind_of
from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.compose import Wish, composed
from storyforge.artist.framing.framing import SIZES, Setup, Size
from storyforge.artist.framing.line_of_action import azimuth_of, dirty, nudges, otherwise
from storyforge.artist.framing.point_of_view import eyes_of, without_looker
from storyforge.artist.framing.rows import parted, tightened
from storyforge.artist.framing.sight import (
    Bounds,
    bounds_of,
    cleared,
    joints_seen,
    kept,
    posts_behind,
)
from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import Manner
from storyforge.artist.ink.seed import stream
from storyforge.artist.letters.card import card_of, draw_card
from storyforge.artist.marks import marks
from storyforge.artist.piece import insert_of, still_life
from storyforge.artist.places.place import place_for
from storyforge.artist.sample import Hues, Picture
from storyforge.artist.scenery.backdrop import paint_backdrop
from storyforge.artist.scenery.scene import View, paint_stage
from storyforge.artist.stage import overlay
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.light import FALLING, Light, indoors, light_for
from storyforge.artist.stage.source import shine, sourced
from storyforge.artist.stage.stage import Place
from storyforge.artist.staging import Member, Shot, flag, index, text
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
    dye: float = 0.5  # how far the picture of the place recolours its surfaces
    shown: int = 0  # so many of the actors, the first, are the cast: they must be seen


def seen_in(staged: Staged) -> tuple[frozenset[str], ...]:
    """The joints of each actor that lie inside the picture and before the camera, also "crown"."""
    return tuple(joints_seen(staged.lens, actor) for actor in staged.actors)


def draw_shot(
    shot: Shot, pictures: Pictures, manner: Manner, size: tuple[int, int], seed: int
) -> Drawing:
    """The panel of exactly *size*; *seed* moves the line's tremble only."""
    if (card := card_of(shot.prompt)) is not None:
        return draw_card(card, manner, size, seed)
    shot = _peopled(shot)
    staged = stage_shot(shot, pictures, size)
    canvas = Canvas(*size, manner, seed)
    canvas.value = staged.light.value + (0.09 if staged.size.close else 0.0)
    paint(canvas, staged)
    if _is_insert(shot):
        still_life(canvas, shot, staged.light, _dyes(shot, pictures))
    shine(canvas, staged.light)
    overlay.weather(canvas, staged.light, shot.root)
    overlay.vignette(canvas, staged.light, staged.place.inside)
    marks.mark(canvas, shot, staged.lens, staged.actors[: staged.shown])
    return canvas.drawing(shot.root)


def seen(pictures: Pictures, which: int | None) -> Picture | None:
    """The reference picture of that number, if it exists and could be read."""
    return pictures[which] if which is not None and which < len(pictures) else None


def _peopled(shot: Shot) -> Shot:
    """A shot without cast whose words speak of somebody gets a nameless actor."""
    if shot.cast or shot.framing in ("empty", "insert", "cutaway"):
        return shot
    if said(bag(shot.prompt), *cast.PEOPLE) or kind_of(shot.prompt):
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
        bare = replace(place, solids=(), tufts=(), lamps=(), stands=())
        place = replace(bare, far="", surface="plain", inside=False)
    over = shoulder.side_of(shot)
    eyes = eyes_of(shot)
    shot = _trimmed(shoulder.ordered(shot) if over is not None else without_looker(shot))
    shot = within(shot, place)
    colours = {
        k: sample.person(p) for k, p in enumerate(pictures) if p is not None and _is_member(shot, k)
    }
    scouted = _scouted(shot, colours, place, size, over, eyes)
    lens, actors = scouted.lens, list(scouted.actors)
    light = sourced(light, bag(_light_words(shot)), bag(shot.prompt, shot.mood), lens.azimuth)
    place = fitted(place, actors)
    taken = {id(solid) for solid in occupied(place, actors)}
    boxes = tuple(box for box in scouted.boxes if id(box.solid) not in taken)
    stands = cleared(place, boxes, lens, actors)
    place = replace(place, solids=stands.solids, tufts=stands.tufts)
    keep, shown = kept(lens, actors), len(actors)
    if not (shot.framing == "group" and len(actors) > 2):
        actors += cast.crowd(shot, lens.azimuth, scouted.middle, place.span)
    if over is not None and actors and dirty(shot):
        actors = shoulder.joined(shot, colours, lens, actors, over)
    dye = _OWN_DYE if flag(shot.place, "drawn") else 0.5
    return Staged(place, light, lens, tuple(actors), keep, hues, photo, _spec(shot), dye, shown)


@dataclass(frozen=True, slots=True)
class _Scouted:
    """A camera found for a cast on its spots; *middle* is where they stand."""

    lens: Camera
    actors: tuple[Actor, ...]
    boxes: tuple[Bounds, ...]
    middle: V3


def _scouted(
    shot: Shot,
    colours: Mapping[int, dict[str, RGB]],
    place: Place,
    size: tuple[int, int],
    over: float | None,
    eyes: float | None,
) -> _Scouted:
    """The first set-up, stepping aside by a few degrees, in which no post grows out of a head."""
    nobody = _is_insert(shot) or shot.framing == "empty"
    boxes = bounds_of(place)
    azimuth, tilt = azimuth_of(place, shot, over)
    azimuth += beside_driver(shot, place)
    if not nobody and place.spots:
        azimuth += turned_to(_cast(shot, colours, azimuth, size, place), azimuth)
    name = _size(shot)
    aside = shoulder.beside(over, size[0] / size[1]) if over is not None else None
    wish = Wish(name, shot.prompt, shot.root, aside, eyes, not shot.lens)
    best: tuple[int, _Scouted] | None = None
    for nudge in nudges(shot, over):
        turned = azimuth + otherwise(shot) + nudge
        actors = [] if nobody else _cast(shot, colours, turned, size, place)
        setup = Setup(
            turned, shot.angle or tilt, shot.level, shot.roll, shot.lens or SIZES[name].lens, *size
        )
        lens = composed(wish, setup, actors, place, boxes)
        if len(actors) > 2:
            actors = parted(lens, actors)
            lens = composed(wish, setup, actors, place, boxes)
        posts = posts_behind(boxes, lens, actors)
        if best is None or posts < best[0]:
            best = posts, _Scouted(lens, tuple(actors), boxes, _centre(actors))
        if not posts:
            break
    assert best is not None
    return best[1]


def _centre(actors: Sequence[Actor]) -> V3:
    count = max(1, len(actors))
    return sum(a.at[0] for a in actors) / count, 0.0, sum(a.at[2] for a in actors) / count


def _is_member(shot: Shot, k: int) -> bool:
    return any(member.reference == k for member in shot.cast)


def _light_words(shot: Shot) -> str:
    """What is said about light alone."""
    pieces = (str(e.get("description", "")) for e in shot.elements if e.get("kind") == "light")
    return " ".join((shot.light, *pieces))


def _light(
    shot: Shot, place: Place, pictures: Pictures, described: str
) -> tuple[Light, Hues | None, Picture | None]:
    words = (bag(described) - FALLING) | bag(shot.prompt, _light_words(shot))
    light = light_for(shot.time, shot.weather, words)
    light = indoors(light) if place.inside else light
    light = replace(light, value=place.value or light.value)
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


def _size(shot: Shot) -> str:
    """The size asked for, else one that suits who is there."""
    default = "MLS" if shot.cast and shot.perspective != "reaction" else "CU" if shot.cast else "ES"
    default = "MS" if shot.perspective.startswith("ots") else default
    return shot.size if shot.size in SIZES else default


def _spec(shot: Shot) -> Size:
    return SIZES[_size(shot)]


def _cast(
    shot: Shot,
    colours: Mapping[int, dict[str, RGB]],
    azimuth: float,
    size: tuple[int, int],
    place: Place,
) -> list[Actor]:
    if not shot.cast:
        return []
    spec = _spec(shot)
    looks = cast.looks_of(shot, colours)
    span = spec.span * looks[0].height / (7.3 if spec.close else 1.0)
    people = replace(shot, cast=shot.cast[:1]) if shot.perspective.startswith("ots") else shot
    wide = span * size[0] / size[1]
    actors = cast.actors_for(
        people,
        looks[: len(people.cast)],
        azimuth,
        stream("staging", shot.root),
        wide,
        spec.close or spec.span < 0.7,
        place.span,
        place,
    )
    return actors if tabled(people) else tightened(actors, azimuth, wide * 0.86)


def paint(canvas: Canvas, staged: Staged) -> None:
    """The stage through its camera onto the canvas."""
    view = View(canvas, staged.lens, staged.light, dye_for(staged.hues, staged.dye))
    if staged.photo is not None:
        _photo(canvas, staged.photo.image, staged)
    else:
        paint_backdrop(view, staged.place)
    soft = staged.size.close and staged.size.span < 4.2
    paint_stage(view, staged.place, staged.actors, staged.keep, soft)


_OWN_DYE = 0.2  # our own plate shows the colours of the set already, in the light of its hour


def dye_for(hues: Hues | None, share: float) -> Callable[[RGB], RGB]:
    """How surfaces of the place are recoloured: not at all without a picture."""
    if hues is None:
        return lambda colour: colour
    known = hues
    return lambda colour: sample.surface(colour, known, share)


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
    lines = (
        simple.convert("L")
        .filter(ImageFilter.FIND_EDGES)
        .point([0 if v < 26 else min(150, v * 2) for v in range(256)])
    )
    lines.paste(0, (0, 0, lines.width, 2))
    canvas.put(display.Photo(Image.blend(toned, veil, 0.12), lines))
