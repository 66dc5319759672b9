"""Who is no human, drawn by its family, with the shadow that holds it to the ground."""

from __future__ import annotations

from collections.abc import Callable

from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.actor import Actor, Inked
from storyforge.artist.figures.bird import draw_bird, draw_bird_bust
from storyforge.artist.figures.effigy import draw_effigy, draw_effigy_bust
from storyforge.artist.figures.lowly import draw_bug, draw_snake, draw_swimmer
from storyforge.artist.figures.quadruped import draw_beast_bust, draw_quadruped
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.light import Light

_DRAWN: dict[str, Callable[[Inked], None]] = {
    "quadruped": draw_quadruped,
    "bird": draw_bird,
    "swimmer": draw_swimmer,
    "snake": draw_snake,
    "insect": draw_bug,
    "effigy": draw_effigy,
}


def is_creature(actor: Actor) -> bool:
    """Whether somebody is drawn here rather than as a human."""
    return bool(actor.look.kind) and SPECIES[actor.look.kind].family in _DRAWN


def draw_creature(canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
    """The whole creature. Nothing is drawn of one behind the camera."""
    inked = Inked(canvas, lens, light, actor)
    if lens.depth(inked.joints["chest"]) < 0.16:
        return
    draw = _DRAWN[SPECIES[actor.look.kind].family]
    canvas.group(lambda: draw(inked), 0.8 * canvas.unit, 0.2 if light.dark else 0.3)


def draw_creature_head(d: Inked, otherwise: Callable[[], None]) -> None:
    """The head alone with the beginning of its neck; *otherwise* where there is no such thing."""
    paint = _HEADS.get(SPECIES[d.look.kind].family)
    if paint is None or d.look.kind == "ghost":
        otherwise()
    else:
        d.canvas.group(lambda: paint(d), 0.8 * d.canvas.unit, 0.3)


_HEADS: dict[str, Callable[[Inked], None]] = {
    "quadruped": draw_beast_bust,
    "bird": draw_bird_bust,
    "effigy": draw_effigy_bust,
}
