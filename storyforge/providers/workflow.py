"""A workflow of ComfyUI as its user saved it: what it leaves open, what is wrong with it, and how
it is filled in.

A placeholder is a name in braces inside a text of a node's inputs: `{prompt}`, `{reference:mara}`.
A text that is one placeholder and nothing else becomes the value itself, so numbers stay numbers.
One more pair of braces makes it plain text again: `{{prompt}}` is sent as `{prompt}`. Other braces
(`{a|b}`, JSON) are left alone.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import ids
from storyforge.core.digest import LARGEST
from storyforge.core.recipe import Recipe
from storyforge.core.vocabulary import nearest

Graph = Mapping[str, Any]  # node id -> {class_type, inputs, _meta}

GIVEN = ("prompt", "seed", "width", "height", "take")
REFERENCES = 9  # the most that have a placeholder of their own
WORKFLOW = "workflow"  # the parameter that holds the graph
PREFIX = "filename_prefix"  # the input of a node that saves pictures
EXPORT = (
    "in ComfyUI, choose Workflow > Export (API), in older versions Save (API Format), put the file "
    "into the project, and name it: `parameters: {workflow: comfy/shot.json}`"
)
_NAME = r"[A-Za-z][A-Za-z0-9_-]*(?::[A-Za-z0-9][A-Za-z0-9_/-]*)?"
_HOLE = re.compile(rf"(\{{+)({_NAME})(\}}+)")
_TAGGED = "reference:"


@dataclass(frozen=True, slots=True)
class Hole:
    """One placeholder: the node it stands in, as people know it, the input, and its name."""

    node: str
    input: str
    name: str
    alone: bool  # nothing else stands in the text

    def __str__(self) -> str:
        return f"{self.node}, input `{self.input}`"


def read(data: bytes) -> Any:
    """The value in a workflow file; raises ValueError with a sentence."""
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_float)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise ValueError("the workflow is no UTF-8 text") from None
    except UnicodeEncodeError:
        raise ValueError("the workflow holds half of a character") from None
    except json.JSONDecodeError as error:
        sentence = f"the workflow is no JSON from line {error.lineno}, column {error.colno}"
        raise ValueError(sentence) from None
    except RecursionError:
        raise ValueError("the workflow is nested too deeply") from None
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"the workflow holds {name}, which is no number in JSON")


def _float(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def path_for(written: Any, references: int) -> str | None:
    """The file that `parameters: {workflow: …}` names for a picture with so many references.

    A list names one for none, for one, for two and so on; its last also serves for more.
    """
    if isinstance(written, list | tuple) and written:
        written = written[min(references, len(written) - 1)]
    return written if isinstance(written, str) else None


def holes(graph: Graph) -> tuple[Hole, ...]:
    """Every placeholder of a workflow, node by node."""
    found = []
    for number in ordered(graph):
        node = graph[number]
        for name, value in node["inputs"].items():
            for text in _texts(value):
                found += [
                    Hole(called(graph, number), name, plain(each[2]), each[0] == text)
                    for each in _HOLE.finditer(text)
                    if _braces(each) == 1
                ]
    return tuple(found)


def plain(name: str) -> str:
    """A placeholder's name with its tag as services know it: `reference:mara/coat` is
    `reference:maracoat`."""
    head, colon, tag = name.partition(":")
    return f"{head}:{ids.tags((tag,))[0]}" if colon else name


def ordered(numbers: Mapping[str, Any]) -> list[str]:
    """Node ids, numbers first and by size, as people count them."""
    return sorted(numbers, key=lambda each: (not each.isdecimal(), len(each), each))


def called(graph: Graph, number: str) -> str:
    """`node 3 (KSampler)`, or with the title its user gave it."""
    node = graph.get(number)
    if not isinstance(node, Mapping):
        return f"node {number}"
    meta = node.get("_meta")
    title = meta.get("title") if isinstance(meta, Mapping) else None
    name = title if isinstance(title, str) and title else node.get("class_type")
    return f"node {number} ({name})" if name else f"node {number}"


def known(recipe: Recipe) -> tuple[str, ...]:
    """Every name that a placeholder may have for this recipe."""
    labels = tuple(use.label for use in recipe.uses)
    return (
        *GIVEN,
        *(f"reference{number}" for number in range(1, min(len(labels), REFERENCES) + 1)),
        *(f"{_TAGGED}{tag}" for tag in ids.tags(labels)),
        *own(recipe),
    )


def own(recipe: Recipe) -> tuple[str, ...]:
    """The user's own parameters."""
    return tuple(name for name in recipe.parameters if name != WORKFLOW)


def complaints(recipe: Recipe) -> tuple[str, ...]:
    """Why the workflow in a recipe's parameters cannot make this picture, one sentence each."""
    graph = recipe.parameters.get(WORKFLOW)
    shape = _misshapen(graph)
    if shape:
        return (shape,)
    assert isinstance(graph, Mapping)
    return tuple(dict.fromkeys((*_great(graph), *_taken(recipe), *_unknown(graph, recipe))))


def _misshapen(graph: Any) -> str:
    """Why this is no workflow at all; empty when it is one."""
    if graph is None:
        return f"no workflow is named; {EXPORT}"
    if isinstance(graph, str):
        return f"the workflow {graph} was not read; is it a file of the project?"
    if isinstance(graph, Mapping) and isinstance(graph.get("nodes"), list):
        return f"the workflow is saved for ComfyUI's own page, not for its API; {EXPORT}"
    if not isinstance(graph, Mapping) or not graph:
        return f"the workflow is not in ComfyUI's API format; {EXPORT}"
    for number, node in graph.items():
        if not _is_node(node):
            said = f"the workflow is not in ComfyUI's API format: `{number}` is no node"
            return f"{said} with `class_type` and `inputs`; {EXPORT}"
    if not savers(graph):
        return "the workflow saves no picture; end it in a Save Image node and export it again"
    return ""


def _is_node(node: Any) -> bool:
    return (
        isinstance(node, Mapping)
        and isinstance(node.get("class_type"), str)
        and isinstance(node.get("inputs"), Mapping)
    )


def _great(graph: Graph) -> Iterator[str]:
    for number in ordered(graph):
        for name, value in graph[number]["inputs"].items():
            if any(abs(each) > LARGEST for each in _whole(value)):
                at = f"{called(graph, number)}, input `{name}`"
                yield f"{at}: a number beyond 2^53 is not kept exactly; write {{seed}} there"


def _taken(recipe: Recipe) -> Iterator[str]:
    for name in own(recipe):
        if name in GIVEN or re.fullmatch(r"reference\d*", name):
            yield f"every workflow is given `{name}`; call the parameter otherwise"


def _unknown(graph: Graph, recipe: Recipe) -> Iterator[str]:
    names = known(recipe)
    for hole in holes(graph):
        if hole.name not in names:
            yield f"{hole} asks for {{{hole.name}}}, and {_lack(hole.name, names, recipe)}"
        elif not hole.alone and isinstance(recipe.parameters.get(hole.name), list | dict):
            yield f"{hole}: {{{hole.name}}} is a list, so nothing else may stand beside it"


def _lack(name: str, names: tuple[str, ...], recipe: Recipe) -> str:
    if re.fullmatch(r"reference\d+", name):
        count = len(recipe.uses)
        return f"this picture has {count or 'no'} reference{'s' * (count != 1)}"
    if name.startswith(_TAGGED):
        tags = [f"{{{each}}}" for each in names if each.startswith(_TAGGED)]
        return f"this picture has {', '.join(tags) or 'no references'}"
    near = nearest(name, names)
    if near:
        return f"nothing has that name; did you mean {{{near}}}?"
    return (
        "nothing has that name; give it under `parameters`, "
        f"or write {{{{{name}}}}} if those braces are plain text"
    )


def unused(recipe: Recipe) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a workflow has no place for: among what every workflow is given (the prompt, the seed
    when there are several takes, references by tag), and among the user's own parameters."""
    graph = recipe.parameters.get(WORKFLOW)
    if _misshapen(graph):
        return (), ()
    assert isinstance(graph, Mapping)
    asked = {hole.name for hole in holes(graph)}
    tags = ids.tags(tuple(use.label for use in recipe.uses))
    references = [
        f"{_TAGGED}{tag}"
        for number, tag in enumerate(tags, 1)
        if not asked & {f"{_TAGGED}{tag}", f"reference{number}"}
    ]
    given = ["prompt"] + ["seed"] * (recipe.takes > 1)
    return (
        (*(name for name in given if name not in asked), *references),
        tuple(name for name in own(recipe) if name not in asked),
    )


def savers(graph: Graph) -> tuple[str, ...]:
    """The nodes that write pictures to be kept, in order."""
    return tuple(
        number
        for number in ordered(graph)
        if graph[number]["class_type"] == "SaveImage" or PREFIX in graph[number]["inputs"]
    )


def filled(graph: Graph, values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The workflow with every placeholder replaced and every saved file's name beginning with
    `prefix`; the given one stays as it is.

    `values` must hold a value for the name of each hole.
    """
    keep = savers(graph)
    nodes = {}
    for number, node in graph.items():
        inputs = _filled(node["inputs"], values)
        nodes[number] = {**node, "inputs": {**inputs, PREFIX: prefix} if number in keep else inputs}
    return nodes


def escaped(text: str) -> str:
    """`text` written so that a workflow sends exactly it."""
    return _HOLE.sub(lambda found: f"{{{found[0]}}}", text)


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        alone = _HOLE.fullmatch(value)
        if alone and len(alone[1]) == len(alone[3]) == 1:
            return values[plain(alone[2])]
        return _HOLE.sub(lambda found: _said(found, values), value)
    if isinstance(value, Mapping):
        return {name: _filled(each, values) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(each, values) for each in value]
    return value


def _said(found: re.Match[str], values: Mapping[str, Any]) -> str:
    name = found[2]
    if _braces(found) == 1:
        value = values[plain(name)]
        name = value if isinstance(value, str) else json.dumps(value)
    return f"{found[1][1:]}{name}{found[3][1:]}"


def _braces(found: re.Match[str]) -> int:
    """How many pairs stand around a name."""
    return min(len(found[1]), len(found[3]))


def _texts(value: Any) -> Iterator[str]:
    return (each for each in _leaves(value) if isinstance(each, str))


def _whole(value: Any) -> Iterator[int]:
    return (each for each in _leaves(value) if isinstance(each, int))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    else:
        yield value
