"""Hour and weather within a scene and over a continuous cut, and what a slugline says of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from storyforge.core import film as words_of
from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.panels import Panel, Strip, bag, told
from storyforge.core.reading import Entry
from storyforge.core.vocabulary import folded

# The hours round the clock; neighbours pass into each other while a scene lasts.
_CLOCK = {
    "dawn": 0,
    "morning": 1,
    "noon": 2,
    "afternoon": 3,
    "golden hour": 4,
    "dusk": 5,
    "evening": 5,
    "night": 6,
}
_ROUND = 7
_DAY = frozenset(("morning", "day", "noon", "afternoon", "golden hour"))
# Two of these are never out of doors together in one place.
_APART = (
    bag("clear rain"),
    bag("clear snow"),
    bag("clear storm"),
    bag("clear fog"),
    bag("rain snow"),
)
# Words by which a shot says itself that the weather turns.
_TURNS = bag(
    """
    rain rains raining drizzle drops snow snows snowing flakes fog mist storm thunder
    lightning clears clearing lifts sun sunlight sunshine stops begins starts wet weather
    sky clouds
    """
)
# And that the hour goes by.
_PASSES = bag(
    """
    sunrise sunset nightfall daybreak midnight falls breaks fades hour hours passes passed
    sets rises lapse grows turns
    """
)
_CONTINUOUS = frozenset(("continuous", "same time", "same", "moments later", "cont'd", "cont"))
_HOURS = {folded(each): folded(each) for each in words_of.TIMES.spellings}
_SLUG = re.compile(r"\s*(INT|EXT)\b(?!\.?\s*/)", re.IGNORECASE)
_END = re.compile(r".*\s[-–—]+\s*(?P<hour>[^-–—()]+)", re.DOTALL)

Differs = Callable[[str, str], bool]


def hours_apart(one: str, other: str) -> bool:
    """Whether two hours cannot be minutes apart: `day` is any hour of daylight."""
    if "continuous" in (one, other) or one == other:
        return False
    if "day" in (one, other):
        return not _DAY.issuperset((one, other))
    steps = abs(_CLOCK[one] - _CLOCK[other])
    return min(steps, _ROUND - steps) > 1


def _weather_apart(one: str, other: str) -> bool:
    return frozenset((one, other)) in _APART


def hours(strip: Strip) -> Iterator[Trouble]:
    """K101: another hour in the same place of the same scene, or over a continuous cut."""
    yield from _jumps(strip, "time", hours_apart, _PASSES, "K101")
    cut = _continuous(strip)
    if cut:
        last, first = cut
        one, other = last.shot["time"], first.shot["time"]
        if one and other and hours_apart(one, other):
            yield _over_cut("K101", "it is", "time", strip, last, first)


def weathers(strip: Strip) -> Iterator[Trouble]:
    """K102: other weather in the same place of the same scene, or over a continuous cut."""
    yield from _jumps(strip, "weather", _weather_apart, _TURNS, "K102")
    cut = _continuous(strip)
    if cut and all(_outdoors(strip, panel) for panel in cut):
        last, first = cut
        one, other = last.shot["weather"], first.shot["weather"]
        if one and other and _weather_apart(one, other) and _TURNS.isdisjoint(first.words):
            yield _over_cut("K102", "the weather is", "weather", strip, last, first)


def _jumps(
    strip: Strip, field: str, apart: Differs, turns: frozenset[str], code: str
) -> Iterator[Trouble]:
    """Shots that differ in a field from those around them in the same place.

    A shot that goes and one that comes back are told once, at the first.
    """
    last: dict[tuple[str, str], Panel] = {}
    left: dict[tuple[str, str], str] = {}
    for number, panel in enumerate(strip.panels):
        value, key = panel.shot[field], (panel.place, panel.shot["style"])
        if not value or value == "continuous":
            continue
        if panel.apart or not panel.place:
            continue
        before = last.get(key)
        last[key] = panel
        if before is None or not apart(before.shot[field], value):
            continue
        way, away = strip.panels[before.number : number + 1], left.pop(key, None)
        said = not turns.isdisjoint(panel.words | before.words)
        if said or any(each.ends_apart for each in way[:-1]) or _otherwise(before, panel):
            continue
        if away is not None and not apart(away, value):
            continue  # back again
        left[key] = before.shot[field]
        yield _jump(code, field, before, panel)


def _otherwise(before: Panel, now: Panel) -> bool:
    """Whether somebody is in another look too: then this is another day on purpose."""
    both = before.people.keys() & now.people.keys()
    return any(before.people[owner].who != now.people[owner].who for owner in both)


def _jump(code: str, field: str, before: Panel, panel: Panel) -> Trouble:
    one, other = before.shot[field], panel.shot[field]
    sentence = f'it is "{one}" in {before.id} and "{other}" in {panel.id}, in one place and scene'
    advice = f"give both the same `{field}:`, or end {before.id} with a dissolve"
    spot = panel.spot(field)
    return told(code, sentence, spot, advice, also=[(f"{before.id} is here", before.here)])


def _continuous(strip: Strip) -> tuple[Panel, Panel] | None:
    """The last shot before and the first of a scene that goes on from the one before it."""
    scene, before = strip.scene.scene, strip.before
    if not scene or not before or not before.panels or not strip.panels:
        return None
    if before.panels[-1].ends_apart:
        return None
    goes_on = scene.said.time == "continuous" or _end(scene.said.slug) in _CONTINUOUS
    return (before.panels[-1], strip.panels[0]) if goes_on else None


def _over_cut(
    code: str, it_is: str, field: str, strip: Strip, last: Panel, first: Panel
) -> Trouble:
    scene = strip.scene.scene
    assert scene
    sentence = (
        f'scene "{scene.id}" is continuous, but {it_is} "{first.shot[field]}" in {first.id} '
        f'and "{last.shot[field]}" in {last.id} before it'
    )
    spot = first.spot(field) if getattr(first.shot.entry.said, field) else scene.spot(field)
    advice = f"give both the same `{field}:`, or another slugline"
    return told(code, sentence, spot, advice, also=[(f"{last.id} is here", last.here)])


def _outdoors(strip: Strip, panel: Panel) -> bool:
    """Whether something says that a shot is under the open sky."""
    known = strip.film.manifest.locations.get(panel.place)
    return known is not None and known.said.interior is False


def _end(slug: str) -> str:
    found = _END.fullmatch(" ".join(slug.split()))
    return folded(found["hour"]) if found else ""


def slugs(strip: Strip) -> Iterator[Trouble]:
    """K113: a slugline that says another hour than its scene, or inside for outside."""
    scene = strip.scene.scene
    if not scene or not scene.said.slug:
        return
    said = _end(scene.said.slug)
    hour = words_of.TIMES.read(said) if said in _HOURS else None
    given = scene.said.time
    if hour and given and hours_apart(hour, given):
        sentence = f'the slugline of "{scene.id}" says "{said}", its `time:` says "{given}"'
        yield _against(scene, sentence, scene.spot("time"))
    found = _SLUG.match(scene.said.slug)
    place = strip.film.manifest.locations.get((scene.said.location or "").partition("/")[0])
    inside = place.said.interior if place else None
    if found and place and inside is not None and inside != (found[1].upper() == "INT"):
        there = "indoors" if inside else "outdoors"
        sentence = (
            f'the slugline of "{scene.id}" says {found[1].upper()}, '
            f'and location "{place.id}" is {there}'
        )
        yield _against(scene, sentence, scene.spot("location"))


def _against(scene: Entry[m.Scene], sentence: str, spot: Spot) -> Trouble:
    also = [("the slugline is here", scene.spot("slug"))]
    return told("K113", sentence, spot, "make them say the same", "warning", also)
