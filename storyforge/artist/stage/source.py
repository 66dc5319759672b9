"""A light that was asked for in words: what burns, from where, how hard; laid over the hour's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sin, sqrt

from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.light import Light

Way = tuple[float, float, float]  # to the camera's right, up, towards the camera


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of light. *dim*: share of the hour's own light that stays; *value* is the lightest
    the middle of the panel may be; *way* is where it stands unless words say otherwise; *spill*
    is how much of its glow is seen at the edge of the frame.
    """

    tint: tuple[float, float, float]
    glare: RGB
    way: Way
    dim: float = 0.6
    power: float = 0.6
    value: float = 0.46
    spill: float = 0.5


_FLAME = Source((1.16, 0.97, 0.74), (255, 184, 96), (0.45, -0.3, 0.6), spill=0.38)
SOURCES: dict[str, Source] = {
    "fire": _FLAME,
    "torch": replace(_FLAME, way=(0.7, 0.35, 0.5)),
    "candle": replace(_FLAME, way=(0.4, -0.1, 0.7), dim=0.45, value=0.36, spill=0.3),
    "lantern": replace(_FLAME, way=(0.5, 0.1, 0.7), spill=0.34),
    "lamp": Source((1.1, 0.98, 0.82), (255, 222, 160), (0.55, 0.7, 0.3), 0.7, 0.55, 0.5, 0.35),
    "window": Source((1.0, 1.0, 1.0), (246, 248, 244), (-0.95, 0.35, 0.1), 0.62, 0.66, 0.52, 0.55),
    "moon": Source((0.8, 0.9, 1.14), (206, 220, 250), (-0.6, 0.7, -0.2), 0.5, 0.5, 0.34, 0.2),
    "sun": Source((1.05, 1.0, 0.92), (255, 240, 204), (-0.6, 0.6, 0.3), 0.85, 0.66, 0.7, 0.3),
    "neon": Source((1.06, 0.84, 1.12), (240, 96, 190), (0.9, 0.25, 0.1), 0.55, 0.6, 0.36, 0.5),
    "screen": Source((0.86, 0.98, 1.16), (170, 212, 255), (0.0, -0.15, 0.95), 0.5, 0.6, 0.38, 0.25),
    "headlights": Source(
        (1.04, 1.0, 0.92), (255, 246, 220), (0.3, -0.1, -0.9), 0.5, 0.7, 0.36, 0.7
    ),
    "spotlight": Source((1.03, 1.0, 0.94), (255, 248, 226), (0.1, 0.95, 0.2), 0.4, 0.8, 0.3, 0.55),
    "lightning": Source((0.9, 0.96, 1.1), (236, 242, 255), (-0.4, 0.6, -0.7), 0.6, 0.85, 0.5, 0.6),
}
_SAID = {
    "fire": "fire firelight campfire hearth fireplace flames bonfire embers stove",
    "torch": "torch torchlight torches",
    "candle": "candle candlelight candles candlelit",
    "lantern": "lantern lanterns",
    "lamp": "lamp gaslight lamplight lamps bulb chandelier practical practicals streetlight",
    "window": "window windows skylight doorway",
    "moon": "moon moonlight moonlit",
    "sun": "sun sunlight sunlit sunbeam sunbeams",
    "neon": "neon",
    "screen": "screen monitor television phone",
    "headlights": "headlights headlight",
    "spotlight": "spotlight spotlights spot limelight footlights",
    "lightning": "lightning",
}
NAMED: dict[str, str] = {word: name for name, words in _SAID.items() for word in words.split()}
# words that speak of light by themselves, also outside a field for light
_ALONE = frozenset(
    (
        *("firelight", "torchlight", "candlelight", "candlelit", "lamplight", "moonlight"),
        *("moonlit", "sunlit", "spotlight", "spotlights", "headlights", "lightning", "neon"),
        *("limelight", "footlights"),
    )
)
WAYS: dict[str, Way] = {
    "left": (-0.95, 0.3, 0.15),
    "right": (0.95, 0.3, 0.15),
    "side": (0.95, 0.25, 0.1),
    "below": (0.1, -0.75, 0.6),
    "under": (0.1, -0.75, 0.6),
    "underneath": (0.1, -0.75, 0.6),
    "above": (0.1, 0.95, 0.15),
    "top": (0.1, 0.95, 0.15),
    "overhead": (0.1, 0.95, 0.15),
    "behind": (0.3, 0.4, -0.85),
    "back": (0.3, 0.4, -0.85),
    "backlight": (0.3, 0.4, -0.85),
    "backlit": (0.3, 0.4, -0.85),
    "rim": (-0.5, 0.4, -0.75),
    "silhouette": (0.0, 0.25, -0.95),
    "silhouetted": (0.0, 0.25, -0.95),
    "front": (0.15, 0.35, 0.9),
    "frontal": (0.15, 0.35, 0.9),
}
# share of the ambient light, of the key, and what is added to the panel's value
QUALITIES: dict[str, tuple[float, float, float]] = {
    "hard": (0.8, 1.25, -0.03),
    "harsh": (0.8, 1.3, -0.03),
    "stark": (0.75, 1.3, -0.06),
    "soft": (1.12, 0.75, 0.03),
    "diffuse": (1.15, 0.65, 0.04),
    "flat": (1.2, 0.5, 0.05),
    "low-key": (0.65, 1.1, -0.16),
    "dim": (0.7, 0.85, -0.14),
    "dark": (0.65, 0.9, -0.16),
    "high-key": (1.2, 0.9, 0.1),
    "bright": (1.12, 1.05, 0.08),
}


def sourced(light: Light, asked: frozenset[str], told: frozenset[str], azimuth: float) -> Light:
    """*light* as the words want it, for a camera looking along *azimuth* (degrees).

    *asked* are words about light; of all that is *told* only words that mean nothing else count.
    """
    words = asked | (told & _ALONE)
    name = next((NAMED[w] for w in sorted(words) if w in NAMED), "")
    way = next((WAYS[w] for w in sorted(words) if w in WAYS), None)
    if name:
        source = SOURCES[name]
        way = way or source.way
        light = _lit(light, source, way)
    if way is not None:
        light = replace(light, key=_turned(way, azimuth), disc=light.disc if not name else "")
    for word in sorted(words & set(QUALITIES)):
        ambient, power, value = QUALITIES[word]
        light = replace(
            light,
            ambient=light.ambient * ambient,
            power=light.power * power,
            value=max(0.24, min(0.84, light.value + value)),
        )
    return light


def _lit(light: Light, source: Source, way: Way) -> Light:
    return replace(
        light,
        tint=source.tint,
        ambient=light.ambient * source.dim,
        power=max(light.power, source.power),
        value=min(light.value, source.value),
        glare=source.glare,
        spill=source.spill if way[2] > -0.5 or source.power >= 0.7 else 0.0,
        spot=(0.5 + 0.62 * way[0], 0.5 - 0.62 * way[1]),
    )


def _turned(way: Way, azimuth: float) -> V3:
    """A way as the camera sees it, on the stage; a unit vector."""
    a = radians(azimuth)
    right, up, near = way
    x, z = cos(a) * right - sin(a) * near, -sin(a) * right - cos(a) * near
    long = sqrt(x * x + up * up + z * z) or 1.0
    return x / long, up / long, z / long


def shine(canvas: Canvas, light: Light) -> None:
    """The glow that a source throws into the frame from where it stands."""
    if not light.spill:
        return
    x, y = light.spot[0] * canvas.width, light.spot[1] * canvas.height
    reach = 0.75 * max(canvas.width, canvas.height)
    canvas.glow(x, y, reach, light.glare, light.spill)
