"""Which lines belong to whom: an item with the comments above it and at its end, and what stands
between items.

A comment directly above an item belongs to it, and so does one that stands further in than the
item, below it. What stands apart between blank lines belongs to nobody and keeps its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyforge.core.amend_spans import Node

_BREAK = re.compile(r"\r\n|\r|\n")
_COLON = re.compile(r"[ \t]*:")


@dataclass(frozen=True, slots=True)
class Core:
    """An item of a collection in the text, without what parts it from the next one: from the
    beginning of its first line, where it has its lines for itself. `first`: where the item itself
    begins, after the comments above it."""

    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The text of a document, by lines."""

    text: str

    def start(self, index: int) -> int:
        """Where the line of a character begins."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def end(self, index: int) -> int:
        """Where the line of a character ends, its break excluded."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def after(self, end: int) -> int | None:
        """Where the line after the one that ends at `end` begins; None after the last."""
        found = _BREAK.match(self.text, end)
        return found.end() if found else None

    def column(self, index: int) -> int:
        """Column of a character, from 0."""
        return index - self.start(index)

    def colon(self, key: Node) -> int | None:
        """Just after the colon of a key; None where there is none."""
        found = _COLON.match(self.text, key.end)
        return found.end() if found else None

    def content_end(self, node: Node) -> int:
        """Where the last thing that belongs to a value ends; comments after it excluded."""
        if node.block:
            last = self.content_end(node.items[-1])
            return max(last, self.dash(node, -1) + 1) if node.sort == "list" else last
        if node.style in ("|", ">"):
            return self._block_end(node)
        return node.end

    def _block_end(self, node: Node) -> int:
        whole = self.text[node.start : node.end]
        if "+" not in whole[: whole.find("\n") + 1]:
            return node.start + len(whole.rstrip())
        kept = whole.rstrip(" ")
        return node.start + len(kept) - (2 if kept.endswith("\r\n") else kept.endswith("\n"))

    def dash(self, node: Node, number: int) -> int:
        """Where the dash of an item of a block list stands."""
        item = node.items[number]
        if node.items[0] is item:
            return node.start
        column = self.column(node.start)
        line = self.start(item.start)
        while not self._dashed(line, column):
            line = self.start(line - 1)
        return line + column

    def _dashed(self, line: int, column: int) -> bool:
        at = line + column
        return self.text[at : at + 1] == "-" and not self.text[line:at].strip()

    def firsts(self, node: Node) -> list[int]:
        """Where the items of a collection begin: keys, dashes, or the values of a list in
        brackets."""
        if node.sort == "mapping":
            return [key.start for key in node.keys]
        if node.style:
            return [each.start for each in node.items]
        return [self.dash(node, number) for number in range(len(node.items))]

    def cores(self, node: Node, root: bool = False) -> list[Core]:
        """The items of a collection, with the comments that belong to them.

        `root`: it is the whole document, whose first comment is about the file.
        """
        firsts = self.firsts(node)
        if node.style:
            ends = [max(each.end, self._key_end(node, n)) for n, each in enumerate(node.items)]
            return [Core(*pair, pair[0]) for pair in zip(firsts, ends, strict=True)]
        column = self.column(firsts[0])
        cores: list[Core] = []
        for number, first in enumerate(firsts):
            low = cores[-1].end if cores else -1
            start = self._head(first, first if root and not cores else low)
            stop = firsts[number + 1] if number + 1 < len(firsts) else len(self.text)
            last = self.end(self.content_end(node.items[number]))
            cores.append(Core(start, self._tail(last, column, stop), first))
        return cores

    def _key_end(self, node: Node, number: int) -> int:
        return node.keys[number].end if node.keys else 0

    def _head(self, first: int, low: int) -> int:
        """Where the line of an item begins, or the comments directly above it, after `low`."""
        start = line = self.start(first)
        if self.text[line:first].strip():
            return first
        while line > 0:
            above = self.start(line - (2 if self.text[line - 2 : line] == "\r\n" else 1))
            if above <= low or not self.text[above:line].lstrip(" \t").startswith("#"):
                break
            start = line = above
        return start

    def _tail(self, last: int, column: int, stop: int) -> int:
        """Where the comments end that stand below an item, further in than it."""
        best = at = last
        while (line := self.after(at)) is not None and line < stop:
            at = self.end(line)
            bare = self.text[line:at].lstrip(" \t")
            if bare and (not bare.startswith("#") or at - line - len(bare) <= column):
                break
            best = at if bare else best
        return best
