"""Where everything of a document begins and ends: a tree of spans, from the events of its YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from storyforge.core.survey import Token


@dataclass(slots=True)
class Node:
    """One value of a document, from `start` to `end` (characters of the text, end excluded).

    `style`: `"`, `'`, `|`, `>` of a scalar, `[` or `{` of what stands in brackets, else empty. The
    end of a block is that of the last line that can belong to it, comments after it included: it
    means little. `bound`: it has an anchor or a tag. `keys`: of a mapping, one for each item.
    """

    sort: Literal["scalar", "alias", "mapping", "list"]
    start: int
    end: int
    style: str = ""
    bound: bool = False
    name: str = ""
    items: list[Node] = field(default_factory=list)
    keys: list[Node] = field(default_factory=list)

    @property
    def block(self) -> bool:
        """A mapping or list without brackets."""
        return self.sort in ("mapping", "list") and not self.style

    def bounds(self) -> bool:
        """Whether it, or anything in it, has an anchor or a tag, or is an alias."""
        return self.bound or self.sort == "alias" or any(each.bounds() for each in self.items)


class Spans:
    """Hears the events of one document and keeps where each value stands."""

    __slots__ = ("stack", "top")

    def __init__(self) -> None:
        self.top = Node("list", 0, 0)
        self.stack = [self.top]

    def root(self) -> Node:
        """The value of the document."""
        return self.top.items[0]

    def document(self, _: Token) -> None:
        """A document begins."""

    def scalar(self, token: Token) -> None:
        """A key or a value."""
        style = token.style or ""
        self._add(_node("scalar", token, style, token.value))

    def alias(self, token: Token) -> None:
        """A value that stands elsewhere."""
        self._add(Node("alias", token.start_mark.index, token.end_mark.index))

    def mapping(self, token: Token) -> None:
        """A mapping begins."""
        self._open(_node("mapping", token, "{" if token.flow_style else ""))

    def sequence(self, token: Token) -> None:
        """A list begins."""
        self._open(_node("list", token, "[" if token.flow_style else ""))

    def close(self, token: Token) -> None:
        """A mapping or list has ended."""
        self.stack.pop().end = token.end_mark.index

    def _open(self, node: Node) -> None:
        self._add(node)
        self.stack.append(node)

    def _add(self, node: Node) -> None:
        above = self.stack[-1]
        waits = above.sort == "mapping" and len(above.keys) == len(above.items)
        (above.keys if waits else above.items).append(node)


def _node(
    sort: Literal["scalar", "mapping", "list"], token: Token, style: str, name: str = ""
) -> Node:
    tag = getattr(token, "tag", None)
    bound = bool(token.anchor) or bool(tag and tag != "!")
    return Node(sort, token.start_mark.index, token.end_mark.index, style, bound, name)
