"""A recipe: all that a picture asks for, its references named but not yet known.

An *action* (see action.py) is a recipe whose references have become digests of pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal[
    "character", "location", "element", "from", "style", "photo", "group", "still", "vary"
]
FILE = "file:"  # a Use whose source begins so is a file of the project, else a node

# The words to send; a whole number stands for the reference of that index, to be said as its tag.
Sentence = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One reference: the part it plays, where it comes from (`shot:s010`,
    `file:refs/mara.jpg`), what people call it.
    """

    role: Role
    source: str
    label: str

    @property
    def file(self) -> str | None:
        """The project-relative path when the reference is a plain file."""
        return self.source.removeprefix(FILE) if self.source.startswith(FILE) else None


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one node asks of one model. Everything here but `takes`, `wander` and the labels
    reaches the key.

    `width`, `height` in pixels. `staging` only for providers that read it. `left_out`: references
    that did not fit, said to the user. `wander`: aesthetic range 0 to 5.
    """

    kind: str
    provider: str
    model: str
    revision: int
    sentence: Sentence
    width: int
    height: int
    uses: tuple[Use, ...] = ()
    seed: int | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    staging: Mapping[str, Any] | None = None
    takes: int = 1
    wander: int = 0
    left_out: tuple[str, ...] = ()
    fit: str = ""


def spoken(sentence: Sentence, names: tuple[str, ...], named: str = "tag") -> str:
    """The sentence as text, reference `n` said as `@names[n]`; or, for a model that has no tags
    (`named` is `figure`), by its place: `Figure 1`.
    """
    return "".join(
        part if isinstance(part, str) else _called(part, names, named) for part in sentence
    )


def _called(number: int, names: tuple[str, ...], named: str) -> str:
    return f"Figure {number + 1}" if named == "figure" else f"@{names[number]}"


def units(text: str) -> int:
    """Length in UTF-16 code units, as services count prompts (an emoji counts two)."""
    return len(text.encode("utf-16-le")) // 2
