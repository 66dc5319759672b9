"""Films at random, for properties: plain values, edits of them, and ways to write them down."""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from world import World

Film = dict[str, Any]
words = st.sampled_from(["a red coat", "an old pier", "fog", "the lamp goes out", "two gulls"])


@st.composite
def films(draw: st.DrawFn) -> Film:
    """A film of a few characters, places, things and shots that are drawn from each other."""
    characters = {f"c{n}": _owner(draw, "looks") for n in range(draw(st.integers(1, 2)))}
    locations = {f"l{n}": _owner(draw, "views") for n in range(draw(st.integers(0, 2)))}
    elements: Film = {}
    for n in range(draw(st.integers(0, 2))):
        elements[f"e{n}"] = {"description": draw(words)}
        if draw(st.booleans()):
            elements[f"e{n}"]["from"] = draw(st.sampled_from(sorted(characters)))
    cast = [name for names in map(_names, characters.items()) for name in names]
    places = [name for names in map(_names, locations.items()) for name in names]
    scenes, shots = [], []
    for n in range(draw(st.integers(1, 2))):
        scene: Film = {"id": f"sc{n}", "shots": []}
        if places and draw(st.booleans()):
            scene["location"] = draw(st.sampled_from(places))
        if draw(st.booleans()):
            scene["cast"] = [draw(st.sampled_from(cast))]
        for _ in range(draw(st.integers(1, 3))):
            scene["shots"].append(_shot(draw, shots, [*cast, *places, *elements]))
            shots.append(scene["shots"][-1]["id"])
        scenes.append(scene)
    return {
        "storyforge": 1,
        "provider": "stub",
        "characters": characters,
        "locations": locations,
        "elements": elements,
        "scenes": scenes,
    }


def _owner(draw: st.DrawFn, parts: str) -> Film:
    owner: Film = {"description": draw(words)}
    if draw(st.booleans()):
        owner[parts] = {"p": {"description": draw(words)}}
    return owner


def _names(owner: tuple[str, Film]) -> Iterator[str]:
    name, said = owner
    yield name
    yield from (f"{name}/{part}" for part in (*said.get("looks", ()), *said.get("views", ())))


def _shot(draw: st.DrawFn, earlier: list[str], names: list[str]) -> Film:
    mentioned = draw(st.lists(st.sampled_from([*names, *earlier]), max_size=2, unique=True))
    shot: Film = {
        "id": f"s{len(earlier)}",
        "prompt": " ".join([draw(words), *(f"@{name}" for name in mentioned)]),
    }
    if earlier and draw(st.booleans()):
        shot["from"] = draw(st.sampled_from(earlier))
    if draw(st.booleans()):
        shot |= {"takes": draw(st.integers(1, 3)), "aesthetic_range": draw(st.integers(0, 2))}
    return shot


EDITS = (
    "description",
    "prompt",
    "takes",
    "range",
    "ratio",
    "size",
    "seed",
    "swap",
    "remove",
    "add",
)


@st.composite
def edited(draw: st.DrawFn, film: Film) -> Film:
    """`film` with one edit."""
    film = copy.deepcopy(film)
    shots = [shot for scene in film["scenes"] for shot in scene["shots"]]
    shot, kind = draw(st.sampled_from(shots)), draw(st.sampled_from(EDITS))
    if kind == "description":
        table = film[draw(st.sampled_from(["characters", "locations", "elements"]))]
        if table:
            table[draw(st.sampled_from(sorted(table)))]["description"] = draw(words)
    elif kind == "prompt":
        shot["prompt"] = draw(words)
    elif kind == "takes":
        shot["takes"] = draw(st.integers(1, 3))
    elif kind == "range":
        shot["aesthetic_range"] = draw(st.integers(0, 2))
    elif kind == "ratio":
        film["ratio"] = draw(st.sampled_from(["16:9", "1:1"]))
    elif kind == "size":
        shot["size"] = draw(st.sampled_from(["LS", "CU"]))
    elif kind == "seed":
        shot["seed"] = draw(st.integers(0, 3))
    elif kind == "swap":
        film["scenes"].reverse()
        film["scenes"][0]["shots"].reverse()
    elif kind == "remove":
        _remove(film, shots[-1]["id"])
    else:
        film["scenes"][0]["shots"].append(
            {"id": f"n{draw(st.integers(0, 2))}", "prompt": draw(words)}
        )
        _once(film)
    return film


def _remove(film: Film, shot: str) -> None:
    """Take out a shot that nothing is drawn from."""
    text = json.dumps(film)
    if f"@{shot}" not in text and f'"from": "{shot}"' not in text:
        for scene in film["scenes"]:
            scene["shots"] = [each for each in scene["shots"] if each["id"] != shot] or scene[
                "shots"
            ]


def _once(film: Film) -> None:
    """Of shots with one id, the first stays."""
    seen: set[str] = set()
    for scene in film["scenes"]:
        scene["shots"] = [
            each
            for each in scene["shots"]
            if each["id"] not in seen and not seen.add(each["id"])  # type: ignore[func-returns-value]
        ]


def distinct(film: Film) -> Film:
    """The film with no two things described alike."""
    numbers = itertools.count()
    return json.loads(
        re.sub(
            r'("(?:description|prompt)": ")',
            lambda m: f"{m[1]}no. {next(numbers)} ",
            json.dumps(film),
        )
    )


def write(world: World, film: Film) -> None:
    """The film as one file."""
    world.file("storyforge.yaml", json.dumps(film, indent=1))


@st.composite
def forms(draw: st.DrawFn, film: Film) -> dict[str, str]:
    """The same film as other files: other key order, comments, parts in files of their own."""
    parts = {name: film[name] for name in ("characters", "locations", "elements", "scenes")}
    away = draw(st.sets(st.sampled_from(sorted(parts))))
    head = {name: value for name, value in film.items() if name not in away}
    files = {f"parts/{name}.yaml": _text(draw, {name: parts[name]}) for name in away}
    if files:
        head["include"] = sorted(files) if draw(st.booleans()) else ["parts/*.yaml"]
    return {"storyforge.yaml": _text(draw, head), **files}


def _text(draw: st.DrawFn, value: Film) -> str:
    lines = json.dumps(_shuffled(draw, value), indent=draw(st.integers(0, 3))).splitlines()
    return "\n".join(
        f"{line} # {n}" if draw(st.booleans()) else line for n, line in enumerate(lines)
    )


def _shuffled(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, list):
        return [_shuffled(draw, each) for each in value]
    if not isinstance(value, dict):
        return value
    names = draw(st.permutations(list(value)))
    return {name: _shuffled(draw, value[name]) for name in names}
