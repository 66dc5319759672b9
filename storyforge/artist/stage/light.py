"""The hour and the weather: where light comes from, what it tints, how far one can see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, exp, radians, sin

from storyforge.artist.ink.colour import RGB, mix, scale, tinted
from storyforge.artist.stage.camera import V3


@dataclass(frozen=True, slots=True)
class Light:
    """One light on the stage. *reach* is how many metres one can see before haze wins."""

    key: V3
    power: float
    ambient: float
    tint: tuple[float, float, float]
    top: RGB
    low: RGB
    haze: RGB
    reach: float = 90.0
    lamps: bool = False
    dark: int = 0
    disc: str = ""
    stars: bool = False
    cloud: float = 0.3
    fall: str = ""  # rain or snow
    value: float = 0.7  # how light the middle of a panel is, 0..1
    glare: RGB = (255, 255, 255)  # the glow of a source that was asked for
    spill: float = 0.0  # how much of it is seen, 0..1
    spot: tuple[float, float] = (0.5, 0.5)  # where it stands, shares of the frame

    def on(self, colour: RGB, normal: V3 | None, depth: float) -> RGB:
        """The colour of a surface with that outward normal at *depth* metres."""
        facing = 0.55 if normal is None else self.facing(normal)
        shone = tinted(colour, self.tint, self.ambient + self.power * facing)
        return mix(shone, self.haze, 1 - exp(-max(0.0, depth) / self.reach))

    def facing(self, normal: V3) -> float:
        """How squarely the light meets a surface, 0..1."""
        k = self.key
        return max(0.0, normal[0] * k[0] + normal[1] * k[1] + normal[2] * k[2])


def _from(azimuth: float, height: float) -> V3:
    a, h = radians(azimuth), radians(height)
    return sin(a) * cos(h), sin(h), cos(a) * cos(h)


_DAY = Light(
    _from(215, 48), 0.44, 0.74, (1.0, 0.99, 0.96), (150, 186, 214), (222, 228, 226), (214, 220, 222)
)
_DAWN = Light(
    _from(100, 18),
    0.46,
    0.7,
    (1.06, 0.98, 0.92),
    (150, 170, 206),
    (255, 214, 176),
    (240, 220, 206),
    42.0,
    False,
    0,
    "sun",
    False,
    0.5,
    "",
    0.66,
)
_DUSK = Light(
    _from(262, 16),
    0.5,
    0.66,
    (1.08, 0.94, 0.86),
    (96, 104, 150),
    (252, 178, 118),
    (196, 160, 152),
    55.0,
    True,
    0,
    "sun",
    False,
    0.5,
    "",
    0.47,
)
_NIGHT = Light(
    _from(150, 50),
    0.46,
    0.42,
    (0.78, 0.87, 1.1),
    (24, 30, 54),
    (78, 86, 114),
    (60, 68, 94),
    46.0,
    True,
    1,
    "moon",
    True,
    0.25,
    "",
    0.33,
)

HOURS: dict[str, Light] = {
    "day": _DAY,
    "noon": replace(_DAY, key=_from(190, 76), power=0.58),
    "midday": replace(_DAY, key=_from(190, 76), power=0.58),
    "morning": replace(_DAY, key=_from(110, 28), tint=(1.04, 0.99, 0.92), low=(244, 230, 204)),
    "afternoon": replace(_DAY, key=_from(250, 36), tint=(1.04, 0.98, 0.92)),
    "dawn": _DAWN,
    "sunrise": _DAWN,
    "dusk": _DUSK,
    "sunset": replace(_DUSK, low=(248, 150, 92), top=(112, 100, 140)),
    "twilight": replace(
        _DUSK, value=0.46, ambient=0.4, top=(58, 68, 112), low=(178, 138, 142), disc=""
    ),
    "evening": replace(_DUSK, value=0.5, ambient=0.42),
    "golden": replace(_DUSK, ambient=0.58, top=(150, 168, 190), low=(252, 206, 132), lamps=False),
    "night": _NIGHT,
    "midnight": replace(_NIGHT, ambient=0.3, value=0.26),
}


# what a place's description may say without its falling today: snowy peaks, a rain-worn wall
FALLING = frozenset(
    ("rain", "rainy", "storm", "stormy", "drizzle", "snow", "snowing", "snowy", "blizzard")
)


def light_for(time: str | None, weather: str | None, words: frozenset[str]) -> Light:
    """The light of an hour in a weather; *words* (of place and prompt) help when both are empty."""
    said = (time or "").lower().replace("-", " ").split()
    light = next((HOURS[w] for w in said if w in HOURS), None)
    if light is None:
        light = next((HOURS[w] for w in sorted(words) if w in HOURS and w != "day"), _DAY)
    sky = {*(weather or "").lower().replace(",", " ").split(), *(words & set(_WEATHER))}
    for word in sorted(sky & set(_WEATHER)):
        light = _WEATHER[word](light)
    return light


def _misty(light: Light, reach: float, share: float) -> Light:
    grey = mix(light.low, (206, 214, 222) if not light.stars else (70, 80, 102), 0.5)
    return replace(
        light,
        reach=min(light.reach, reach),
        haze=mix(grey, light.low, 0.16),
        top=mix(light.top, grey, share),
        low=mix(light.low, grey, share * 0.8),
        power=light.power * (1 - share * 0.5),
        disc="",
        stars=False,
        cloud=0.0,
        value=min(0.8, light.value + 0.1) if not light.dark else light.value + 0.04,
    )


def _overcast(light: Light) -> Light:
    grey = mix(scale(light.low, 0.8), (150, 156, 164), 0.4)
    night = light.dark > 0  # clouds over a town hold its light; masses stay apart before them
    return replace(
        light,
        top=mix(light.top, grey, 0.6),
        low=mix(light.low, grey if not night else (156, 146, 140), 0.5),
        haze=mix(light.haze, grey, 0.5),
        power=light.power * (0.5 if not night else 0.9),
        disc="",
        stars=False,
        cloud=1.0,
        value=light.value - 0.04,
    )


def _rain(light: Light) -> Light:
    return replace(_overcast(light), fall="rain", ambient=light.ambient * 0.88, reach=38.0)


def _snow(light: Light) -> Light:
    return replace(_overcast(light), fall="snow", ambient=light.ambient * 1.06, reach=34.0)


_WEATHER = {
    "fog": lambda light: _misty(light, 16.0, 0.5),
    "foggy": lambda light: _misty(light, 16.0, 0.5),
    "mist": lambda light: _misty(light, 26.0, 0.35),
    "misty": lambda light: _misty(light, 26.0, 0.35),
    "haze": lambda light: _misty(light, 34.0, 0.4),
    "smoke": lambda light: _misty(light, 22.0, 0.5),
    "overcast": _overcast,
    "cloudy": _overcast,
    "grey": _overcast,
    "storm": _rain,
    "stormy": _rain,
    "rain": _rain,
    "rainy": _rain,
    "drizzle": _rain,
    "snow": _snow,
    "snowing": _snow,
    "snowy": _snow,
    "blizzard": _snow,
}


def indoors(light: Light) -> Light:
    """The same hour seen inside a room: lit from a side and above, no haze, lamps at night."""
    night = light.dark > 0
    return replace(
        light,
        key=(-0.5, 0.62, -0.6),
        power=0.42 if not night else 0.44,
        ambient=0.7 if not night else 0.56,
        tint=light.tint if not night else (1.08, 0.96, 0.8),
        dark=0,
        haze=mix(light.haze, (120, 112, 104), 0.5),
        reach=70.0,
        fall="",
        lamps=light.lamps,
        value=0.6 if not night else 0.47,
    )
