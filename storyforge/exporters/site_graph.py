"""What is drawn from what, laid out in layers from left to right: sheets and places first, each to
the right of what it is drawn from, then the shots in the order of the film, scene by scene.

A layer's nodes stand as near as they can to the middle of the shots that use them. Everything is
computed here in whole pixels, so that the chart is plain SVG and the same board gives the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from storyforge.core.board import Board, Panel, Plate

WIDE, TALL = 128, 104  # a plate's node
SHOT_WIDE, SHOT_TALL = 112, 86
ACROSS = 6  # shots in a row
LAYER, GAP, EDGE, HEAD = 96, 14, 24, 34
LABEL = 19  # characters of a label


@dataclass(frozen=True, slots=True)
class Node:
    """One picture in the chart. `at`: its number; `href`: where it leads; `uses`: numbers of what
    it is drawn from."""

    at: int
    id: str
    label: str
    name: str
    kind: str
    href: str
    image: str
    uses: tuple[int, ...]
    x: int = 0
    y: int = 0
    width: int = WIDE
    height: int = TALL


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole of it, in pixels. `headings`: x, y and words; `edges`: from, to and the path."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int, str], ...]
    headings: tuple[tuple[int, int, str], ...]


def chart(board: Board, href: Callable[[str], str], image: Callable[[Panel | Plate], str]) -> Chart:
    """The chart of a board. `href`: the address of a place on the board; `image`: of a picture."""
    plates, shots = _nodes(board, href, image)
    layers = _layers(plates)
    deep = max(layers.values(), default=-1) + 1
    left = EDGE + deep * (WIDE + LAYER)
    shots, headings, bottom = _film(board, shots, left)
    placed, lowest = _stacked(plates, layers, shots)
    nodes = (*placed, *shots)
    columns = tuple((EDGE + at * (WIDE + LAYER), HEAD - 14, _column(at)) for at in range(deep))
    return Chart(
        width=max((each.x + each.width for each in nodes), default=0) + EDGE,
        height=max(bottom, lowest) + EDGE,
        nodes=nodes,
        edges=tuple((use, each.at, _path(nodes[use], each)) for each in nodes for use in each.uses),
        headings=(*columns, *headings),
    )


def _nodes(
    board: Board, href: Callable[[str], str], image: Callable[[Panel | Plate], str]
) -> tuple[list[Node], list[Node]]:
    names = [each.id if ":" in each.id else f"{each.kind}:{each.id}" for each in board.plates]
    ids = [*names, *(f"shot:{each.id}" for each in board.panels())]
    at = {name: number for number, name in enumerate(ids)}

    def uses(each: Panel | Plate, own: str) -> tuple[int, ...]:
        return tuple(at[use] for use in dict.fromkeys(each.uses) if use in at and use != own)

    plates = [
        Node(
            number, name, _short(each.name), each.name, each.kind, href(name),
            image(each), uses(each, name),
        )
        for number, (name, each) in enumerate(zip(names, board.plates, strict=True))
    ]  # fmt: skip
    shots = [
        Node(
            number, each.id, _short(each.number or each.id), each.title or each.id,
            "shot", href(each.id), image(each), uses(each, f"shot:{each.id}"),
            width=SHOT_WIDE, height=SHOT_TALL,
        )
        for number, each in enumerate(board.panels(), len(plates))
    ]  # fmt: skip
    return plates, shots


def _layers(plates: list[Node]) -> dict[int, int]:
    """How deep each plate stands: one more than the deepest that it is drawn from. A circle, which
    no project has, ends where it began."""
    known = {each.at: each for each in plates}
    depth: dict[int, int] = {}
    for each in plates:
        todo = [each.at]
        while todo:
            below = [use for use in known[todo[-1]].uses if use in known]
            missing = [use for use in below if use not in depth and use not in todo]
            if missing:
                todo.append(missing[0])
            else:
                depth[todo.pop()] = max((depth.get(use, -1) + 1 for use in below), default=0)
    return depth


def _film(
    board: Board, shots: list[Node], left: int
) -> tuple[list[Node], tuple[tuple[int, int, str], ...], int]:
    """Shots in rows, under the heading of their scene."""
    rest = iter(shots)
    placed: list[Node] = []
    headings = []
    y = EDGE
    for scene in board.scenes:
        words = " ".join(filter(None, (scene.number, scene.slug or scene.title)))
        headings.append((left, y + 6, words[:64] or "Outside any scene"))
        y += HEAD - 14
        for at in range(len(scene.panels)):
            row, column = divmod(at, ACROSS)
            x = left + column * (SHOT_WIDE + GAP)
            placed.append(replace(next(rest), x=x, y=y + row * (SHOT_TALL + GAP)))
        y += -(-len(scene.panels) // ACROSS) * (SHOT_TALL + GAP) + GAP
    return placed, tuple(headings), y


def _stacked(
    plates: list[Node], layers: dict[int, int], shots: list[Node]
) -> tuple[list[Node], int]:
    """Plates in their layers, the last layer first: each near the middle of what is drawn from it,
    and none over another."""
    where = {each.at: each.y for each in shots}
    users: dict[int, list[int]] = {}
    for each in (*plates, *shots):
        for use in each.uses:
            users.setdefault(use, []).append(each.at)
    placed: dict[int, Node] = {}
    lowest = 0
    for layer in sorted(set(layers.values()), reverse=True):
        members = [each for each in plates if layers[each.at] == layer]
        wish = {
            each.at: median(where[use] for use in users.get(each.at, ()) if use in where)
            if any(use in where for use in users.get(each.at, ()))
            else 0.0
            for each in members
        }
        members.sort(key=lambda each: (wish[each.at], each.at))
        spread = _spread([int(wish[each.at]) for each in members])
        for each, y in zip(members, spread, strict=True):
            where[each.at] = y
            placed[each.at] = replace(each, x=EDGE + layer * (WIDE + LAYER), y=y)
            lowest = max(lowest, y + TALL)
    return [placed[each.at] for each in plates], lowest


def _spread(wishes: list[int]) -> list[int]:
    """The nearest places in this order that keep apart, and below the headings: blocks that touch
    move together to the mean of their wishes."""
    step = TALL + GAP
    blocks: list[tuple[float, int]] = []  # the sum of their first one's wishes, how many
    for number, wish in enumerate(wishes):
        total, count = float(wish - number * step), 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, many = blocks.pop()
            total, count = total + before, count + many
        blocks.append((total, count))
    firsts = [max(HEAD, round(total / count)) for total, count in blocks for _ in range(count)]
    return [first + number * step for number, first in enumerate(firsts)]


def _path(above: Node, below: Node) -> str:
    x, y = above.x + above.width, above.y + above.height // 2
    to_x, to_y = below.x, below.y + below.height // 2
    bend = max(24, abs(to_x - x) // 2)
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LABEL else flat[: LABEL - 1].rstrip() + "…"


def _column(layer: int) -> str:
    return ("Drawn from words", "Drawn from these", "And from these")[min(layer, 2)]
