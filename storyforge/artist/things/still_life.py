"""Inserts: one thing large in the frame, lying or standing where the words and the place say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from storyforge.artist.body.look import look_for
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.letters.quoted import quoted, unquoted
from storyforge.artist.stage import overlay
from storyforge.artist.stage.light import Light
from storyforge.artist.staging import Shot, flag, text
from storyforge.artist.things.desk import Ask, Desk, Still, box_of, fitted, lit_from_left, spots_of
from storyforge.artist.things.desk_ground import ground_of, lay
from storyforge.artist.things.prop import THINGS
from storyforge.artist.things.still_gear import GEAR
from storyforge.artist.things.still_hands import HANDS, gripped, on_palm, pinched, reaching, wrapped
from storyforge.artist.things.still_paper import PAPERS
from storyforge.artist.things.still_small import SMALL
from storyforge.artist.things.still_ware import WARE
from storyforge.artist.things.still_words import colour_of
from storyforge.artist.things.still_worn import WORN, flat
from storyforge.artist.words import bag, tokens

STILLS: Mapping[str, Callable[[Ask], Still]] = {**SMALL, **GEAR, **PAPERS, **WARE, **WORN, **HANDS}
DEEDS: Mapping[str, Callable[[Ask, Still], Still]] = {
    "reach": reaching,
    "palm": lambda ask, still: on_palm(ask, still, False),
    "close": lambda ask, still: on_palm(ask, still, True),
    "flat": pinched,
    "grip": gripped,
    "round": wrapped,
}
# too large to lie on anything: shown as they stand
LARGE = frozenset(("car", "tram", "boat", "bicycle", "bird", "coat", "wheel", "ladder"))


def arranged(name: str, ask: Ask) -> Still:
    """The still life of a name that `insert_named` gave."""
    deed, _, thing = name.rpartition(":")
    made = STILLS[thing](ask) if thing in STILLS else flat(thing, ask)
    return DEEDS[deed](ask, made) if deed else made


def known(name: str) -> bool:
    """Whether a still life of that name can be arranged."""
    thing = name.rpartition(":")[2]
    return thing in STILLS or (thing in THINGS and thing not in LARGE)


def ask_of(shot: Shot, name: str, dye: RGB | None) -> Ask:
    """What the shot says of the thing, and the colours of whom it belongs to."""
    words = bag(unquoted(shot.prompt))
    ask = Ask(words, "\n".join(quoted(shot.prompt)), dye or colour_of(shot.prompt))
    if name.rpartition(":")[2] in HANDS:
        ask = replace(ask, dye=dye)
    if not shot.cast:
        return replace(ask, skin=(96, 72, 56), dye=ask.dye) if "gloved" in words else ask
    look = look_for(shot.cast[0].description)
    return replace(ask, words=words | {"cast"}, skin=look.skin, sleeve=look.cloth, shoes=look.shoes,
                   legs=look.legs)  # fmt: skip


def draw_insert(canvas: Canvas, shot: Shot, light: Light, name: str, dye: RGB | None) -> None:
    """The insert of that name on what the prompt or the place gives it to lie on."""
    still = arranged(name, ask_of(shot, name, dye))
    place = bag(text(shot.place, "description"))
    inside = flag(shot.place, "interior")
    said = tokens(unquoted(shot.prompt))
    under = ground_of(said, place, still.ground, inside is not False)
    if under == "drawer":  # its walls are to be seen
        still = replace(still, share=(0.52, 0.56))
    draw_still(canvas, still, light, under)


def draw_still(
    canvas: Canvas, still: Still, light: Light, ground: str = "", blank: bool = False
) -> Desk:
    """A still life on its ground, or (*blank*) alone on the paper."""
    lens = fitted(still, (canvas.width, canvas.height))
    desk = Desk(canvas, lens, lit_from_left(light, still.turn))
    if not blank:
        canvas.stretch = min(canvas.stretch, 0.5)
        lay(desk, still, ground or still.ground)
        _kindle(desk, still)
    lower = (*still.under, *still.main) if still.stacked else still.under
    for shape in lower:
        shape.shade(desk)
        shape.draw(desk)
    upper = () if still.stacked else still.main
    for shape in upper:
        shape.shade(desk)
    for shape in upper:
        shape.draw(desk)
    if still.glow and not light.lamps:
        canvas.glow(*lens.at(still.glow), 0.2 * canvas.height, (255, 226, 150), 0.4)
    return desk


def _kindle(desk: Desk, still: Still) -> None:
    """The light of a flame on what lies round it, when the hour wants lamps."""
    if still.glow and desk.light.lamps:
        x0, y0, x1, y1 = box_of([desk.lens.at(p) for p in spots_of(still.main)])
        reach = 0.3 * min(desk.canvas.height, max(x1 - x0, y1 - y0))
        overlay.kindled(desk.canvas, desk.light, *desk.lens.at(still.glow), reach)
