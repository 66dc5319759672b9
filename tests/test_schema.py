"""The schema for editors: written from the models, true to them, and useful against typing errors.

Editors and check-jsonschema read YAML by rules of their own. What they make of a word (a number of
`010`, a date of `2024-03-04`) must not be called wrong where the models take it as text.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ruamel.yaml import YAML
from world import World

from storyforge.core.manifest import json_schema

ROOT = Path(__file__).parents[1]
FILE = ROOT / "schemas" / "storyboard.v1.json"
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
EVERYTHING = """
    storyforge: 1
    title: 2001
    draft: 4
    fps: 23.976
    ratio: 16:9
    resolution: 720p
    budget: {run: 5, project: $40, month: $0.50}
    parameters: {guidance: 7.5, nested: {list: [1, two, true, null]}}
    styles:
      soft: soft pencil
      hard: {preset: ink, prompt: hard ink}
    characters:
      mara: lamplighter
      tom: {description: a boy, height: 140, looks: {wet: wet through, dry: {description: dry}}}
    locations:
      pier: a long wooden pier
      quay: {description: a quay, interior: false, views: {above: from above, late: {time: night}}}
    elements:
      lantern: a brass lantern
      pole: {kind: prop, from: mara, description: a pole}
    scenes:
      - id: 1
        number: 12
        location: pier
        time: golden hour
        cast: [mara, tom/wet, {who: tom, position: left}]
        shots:
          - id: 010
            prompt: "@mara"
            size: close-up
            angle: -30
            roll: 5
            lens: 85mm
            level: eye level
            movement: dolly in slow
            duration: 3
            seed: 7
            dialogue:
              - mara: You came back.
              - A voice from the dark.
              - {speaker: tom, text: Only for the one night., mode: V.O.}
            clip: the lantern swings
          - id: 020
            from: "010"
            angle: low
            lens: 35
            movement: [pan left, dolly zoom out]
            duration: 00:00:04:00
            clip: {duration: 5s, prompt: it swings}
            cast: []
    shots:
      - {id: end, size: ~, duration: 2+12, elements: [lantern], labels: [key]}
"""
TYPING_ERRORS = {
    "unknown key of the project": ("title: 2001", "titel: 2001"),
    "unknown key of a shot": ('prompt: "@mara"', 'promt: "@mara"'),
    "unknown key of a scene": ("number: 12", "numbr: 12"),
    "unknown key of a character": ("height: 140", "hight: 140"),
    "unknown key of a look": ("dry: {description: dry}", "dry: {descripton: dry}"),
    "unknown key of a view": ("late: {time: night}", "late: {tim: night}"),
    "unknown key of a location": ("interior: false", "interor: false"),
    "unknown key of an element": ("kind: prop", "knd: prop"),
    "unknown key of a style": ("preset: ink", "prest: ink"),
    "unknown key of a budget": ("project: $40", "projct: $40"),
    "unknown key of a member of the cast": ("position: left", "postion: left"),
    "unknown key of a line": ("mode: V.O.", "mod: V.O."),
    "unknown key of a clip": ("{duration: 5s,", "{duraton: 5s,"),
    "bad size": ("size: close-up", "size: closeup-shot"),
    "bad time": ("time: golden hour", "time: golden our"),
    "bad ratio": ("ratio: 16:9", "ratio: 16x9"),
    "bad rate": ("fps: 23.976", "fps: 23"),
    "bad angle": ("angle: low", "angle: lwo"),
    "bad lens": ("lens: 85mm", "lens: 85cm"),
    "bad movement": ("movement: dolly in slow", "movement: doly in slow"),
    "bad level": ("level: eye level", "level: eyes"),
    "bad preset": ("preset: ink", "preset: inc"),
    "bad kind": ("kind: prop", "kind: porp"),
    "bad mode": ("mode: V.O.", "mode: VO"),
    "bad id": ("id: end", "id: The End"),
    "bad name of a character": ("  mara: lamplighter", "  Mara Q: lamplighter"),
    "bad name of a look": ("wet: wet through", "Wet!: wet through"),
    "too large a roll": ("roll: 5", "roll: 95"),
    "negative seed": ("seed: 7", "seed: -7"),
    "text for a list": ("labels: [key]", "labels: key"),
    "list for text": ("title: 2001", "title: [2001]"),
    "newer format": ("storyforge: 1", "storyforge: 2"),
    "shot without id": ("{id: end, ", "{"),
}


def _of_1_2(text: str) -> Any:
    """As check-jsonschema reads YAML: version 1.2."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def _of_1_1(text: str) -> Any:
    """As an old loader reads YAML: version 1.1, dates and all."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def _schemas(part: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object, with where it stands."""
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            yield where, part
        for name, below in part.items():
            yield from _schemas(below, f"{where}/{name}")


def test_the_file_is_what_the_models_give(world: World) -> None:
    assert FILE.read_text(encoding="utf-8") == world.run("schema").out
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_field_has_a_description_and_no_other_may_stand() -> None:
    found = list(_schemas(json_schema()))
    assert len(found) == 14
    for where, part in found:
        assert part["additionalProperties"] is False, where
        assert part["description"], where
        for name, field in part["properties"].items():
            assert field.get("description"), f"{where}: {name}"


def test_all_examples_are_right() -> None:
    assert len(EXAMPLES) >= 10
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(FILE), *EXAMPLES]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "ok -- validation done\n"), run.stdout


def test_every_short_form_is_right(world: World) -> None:
    text = world.file("storyforge.yaml", EVERYTHING).read_text(encoding="utf-8")
    jsonschema.validate(_of_1_2(text), json_schema())
    assert world.run("check").err.endswith("all is well: 1 scene, 3 shots, 13 pictures\n")


@pytest.mark.parametrize("case", TYPING_ERRORS)
def test_typing_errors_are_wrong_here_as_there(case: str, world: World) -> None:
    old, new = TYPING_ERRORS[case]
    assert EVERYTHING.count(old) == 1, old
    text = EVERYTHING.replace(old, new)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_of_1_2(text), json_schema())
    world.file("storyforge.yaml", text)
    assert world.run("check").code == 2


def test_what_an_old_loader_makes_of_plain_words_is_not_called_wrong() -> None:
    """`010` is eight to YAML 1.1, a date is a date, 00:00:04:00 a number: all are text to us.

    Only `16:9` is nobody's number: 969 is refused, and every editor of today reads 1.2.
    """
    text = (
        "storyforge: 1\ndraft: 2024-03-04\nshots: [{id: 010, duration: 00:00:04:00, number: 1e3}]\n"
    )
    jsonschema.validate(_of_1_1(text), json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_of_1_1("storyforge: 1\nratio: 16:9\n"), json_schema())
    assert _of_1_2("ratio: 16:9\n") == {"ratio": "16:9"}


def test_words_that_mean_a_value_elsewhere_are_words(world: World) -> None:
    world.file(
        "storyforge.yaml",
        """
        storyforge: 1
        provider: stub
        characters: {no: somebody of that name, yes: another, "on": a third, 010: a fourth}
        shots: [{id: off, cast: [no, yes, on, 010], ratio: 16:9, title: 2024-03-04}]
        """,
    )
    assert world.run("check").err == "all is well: 0 scenes, 1 shot, 5 pictures\n"
