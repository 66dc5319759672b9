"""Edits of a YAML file that leave everything else as it is, byte for byte.

The text is spliced where its spans are. A library that reads YAML into a tree and writes it back,
such as ruamel.yaml, re-flows lines, quotes and indentation that nobody asked it to change. What
comes out is read again and compared with what was wished, so that no slip of this room gets by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storyforge.core import amend_order as order
from storyforge.core import compose
from storyforge.core.amend_lines import Core, Lines
from storyforge.core.amend_spans import Node
from storyforge.core.amend_wish import (
    CannotAmend,
    Inserted,
    Nothing,
    Wish,
    after,
    sequence,
    wished,
)
from storyforge.core.compose import Place
from storyforge.core.compose_scalar import WIDTH
from storyforge.core.mark import Path
from storyforge.core.parse import Unreadable, parse, spans
from storyforge.core.proposal import Edit, Value

__all__ = ["CannotAmend", "amended"]

_BOM = "\ufeff"


def amended(text: str, edits: Sequence[Edit], file: str) -> str:
    """`text`, which is that of `file`, with those of the `edits` that are for it.

    Paths and numbers of all edits are those of the text as it is. Raises CannotAmend, with the
    place, where they contradict each other or the text, and where they touch anchors or aliases.
    """
    own = [edit for edit in edits if edit.file == file]
    if not own:
        return text
    mark = _BOM if text.startswith(_BOM) else ""
    body = text[len(mark) :]
    try:
        value = parse(body.encode("utf-8", "surrogatepass"), file).value
    except Unreadable as error:
        raise CannotAmend(f"{file} cannot be read: {error.fault.sentence}") from None
    wish = wished(value, own)
    wanted = after(value, wish)
    page = _Page(Lines(body), spans(body))
    result = page.whole(_settled(value, wish))
    _check(result, wanted, file)
    return mark + result


def _settled(value: object, wish: Wish) -> Wish:
    """The same wish, where what loses all its parts is set to nothing in brackets."""
    if isinstance(value, dict | list) and value and isinstance(wish.put, Nothing):
        steps = list(value) if isinstance(value, dict) else range(len(value))
        fresh = wish.inserts or (isinstance(value, dict) and wish.new_keys(value))
        if not fresh and not wish.survivors(steps):
            return Wish(put={} if isinstance(value, dict) else [])
        for step, below in wish.below.items():
            if step in steps:
                wish.below[step] = _settled(value[step], below) if not below.drop else below  # type: ignore[index]
    return wish


def _check(text: str, wanted: object, file: str) -> None:
    try:
        value = parse(text.encode("utf-8", "surrogatepass"), file).value
    except Unreadable as error:
        sentence = f"{file} could not be read any more: {error.fault.sentence}"
        raise CannotAmend(sentence) from None
    found = _differing(value, wanted, ())
    if found is not None:
        raise CannotAmend("this place is written in a way that cannot be edited", found)


def _differing(one: object, other: object, path: Path) -> Path | None:
    """The path of the first difference of two values, types told apart; None for none."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs: Iterable[tuple[str | int, object]] = one.items()
        found = (_differing(each, other[key], (*path, key)) for key, each in pairs)
        return next((each for each in found if each is not None), None)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        both = enumerate(zip(one, other, strict=True))
        found = (_differing(left, right, (*path, n)) for n, (left, right) in both)
        return next((each for each in found if each is not None), None)
    same = type(one) is type(other) and one == other and not isinstance(one, dict | list)
    return None if same else path


@dataclass(frozen=True, slots=True)
class _Splice:
    """`text` in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A document under the knife."""

    lines: Lines
    root: Node

    def whole(self, wish: Wish) -> str:
        """The whole text with a wish for its value."""
        if not isinstance(wish.put, Nothing):
            end = self.lines.content_end(self.root)
            made = [_Splice(self.root.start, end, compose.flow(wish.put))]
        else:
            made = self._made(self.root, wish, ())
        return self._within(0, len(self.lines.text), made)

    def _within(self, start: int, end: int, made: Sequence[_Splice]) -> str:
        """The text of a stretch, spliced."""
        parts, at = [], start
        for splice in sorted(made, key=lambda each: (each.start, each.end)):
            if start <= splice.start and splice.end <= end:
                parts += [self.lines.text[at : splice.start], splice.text]
                at = splice.end
        return "".join([*parts, self.lines.text[at:end]])

    def _made(self, node: Node, wish: Wish, path: Path) -> list[_Splice]:
        """The splices that a wish for a value comes to."""
        if node.sort not in ("mapping", "list"):
            raise CannotAmend("an alias stands here; write the value out first", path)
        steps: list[str | int] = [*(key.name for key in node.keys)] or [*range(len(node.items))]
        inner: list[_Splice] = []
        for number, step in enumerate(steps):
            below = wish.below.get(step)
            if below is not None:
                inner += self._inner(node, number, below, (*path, step))
        new = wish.new_keys(map(str, steps)) if node.sort == "mapping" else {}
        dropped = any(each.drop for each in wish.below.values())
        if not (new or dropped or wish.inserts or wish.order):
            return inner
        return [self._restrung(node, wish, new, inner, path)]

    def _inner(self, node: Node, number: int, wish: Wish, path: Path) -> list[_Splice]:
        item = node.items[number]
        if (wish.drop or not isinstance(wish.put, Nothing)) and item.bounds():
            raise CannotAmend("an anchor or alias (& or *) stands here; write it out first", path)
        if wish.drop:
            return []
        if isinstance(wish.put, Nothing):
            return self._made(item, wish, path)
        return [self._set(node, number, wish.put)]

    # One value in place of another

    def _set(self, node: Node, number: int, value: Value) -> _Splice:
        item, text = node.items[number], self.lines.text
        if node.style:
            lead = "" if item.start < item.end or text[item.start - 1 : item.start] == " " else " "
            if node.keys and self.lines.colon(node.keys[number]) is None:
                lead = ": "
            return _Splice(item.start, item.end, lead + compose.flow(value))
        at, place = self._place(node, number)
        end = self.lines.content_end(item)
        note, until = self._note(item, at, end)
        new = self._worded(value, place, item)
        if item.start > at and item.end > item.start and new.startswith(" "):
            gap = text[at : item.start]
            new = (gap if not gap.strip(" ") else " ") + new[1:]
        new = compose.noted(new, note) if note else new
        return _Splice(at, until, self._ended(new))

    def _worded(self, value: Value, place: Place, old: Node) -> str:
        """The text of a new value, in the manner of the old one."""
        bare = compose.parted(value)[0]
        if old.sort == "scalar":
            return compose.entry(value, place, old.style if isinstance(bare, str) else "")
        if old.style and old.items and isinstance(bare, dict | list):
            text = " " + compose.flow(value)
            if place.used + len(text) <= WIDTH:
                return text
        return compose.entry(value, place)

    def _place(self, node: Node, number: int) -> tuple[int, Place]:
        """Where a value is written: just after its colon or dash."""
        if node.sort == "mapping":
            key = node.keys[number]
            at = self.lines.colon(key)
            if at is None:
                raise CannotAmend("a key without a colon stands here", (key.name,))
            column = self.lines.column(key.start)
            return at, Place(column, self.lines.column(at), key.name, self._hang())
        dash = self.lines.dash(node, number)
        column = self.lines.column(dash)
        return dash + 1, Place(column, column + 1, "", self._hang())

    def _note(self, item: Node, at: int, end: int) -> tuple[str, int]:
        """The comment at the end of a value's first line, which stays, and where the value ends."""
        text, stop = self.lines.text, self.lines.end(end)
        first = self.lines.end(at)
        if item.style in ("|", ">"):
            _, sign, note = text[item.start : self.lines.end(item.start)].partition(" #")
            return (f"  #{note.rstrip()}" if sign else ""), end
        if item.block and item.start > first:
            return text[at:first].rstrip(), stop
        rest = text[end:stop]
        return (rest.rstrip(), stop) if rest.strip() and not item.block else ("", end)

    def _hang(self) -> int:
        """How far the dashes of lists stand in from their keys, here."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            for key, item in zip(node.keys, node.items, strict=False):
                if item.sort == "list" and item.block and node.block:
                    indent = self.lines.column(item.start) - self.lines.column(key.start)
                    return indent if indent in (0, 2, 4) else 2
            waiting += reversed([each for each in node.items if each.block])
        return 2

    def _ended(self, new: str) -> str:
        """A text with the line breaks of the file."""
        text = self.lines.text
        broken = text.find("\n")
        if broken > 0 and text[broken - 1] == "\r":
            return new.replace("\n", "\r\n")
        return new.replace("\n", "\r") if broken < 0 and "\r" in text else new

    # Items taken away, added, in another order

    def _restrung(
        self, node: Node, wish: Wish, new: dict[str, Value], inner: list[_Splice], path: Path
    ) -> _Splice:
        if node.bound and node.block and node.sort == "list":
            raise CannotAmend("an anchor (&) stands here; write it out first", path)
        cores = self.lines.cores(node, not path)
        if not cores:
            text = compose.flow({**new})
            return _Splice(node.start, node.end, text)
        plan = _keyed(node, wish, new) if node.sort == "mapping" else sequence(len(cores), wish)
        thread = _Thread(self, node, cores, inner, path)
        return _Splice(cores[0].start, cores[-1].end, thread.strung(plan))


def _keyed(node: Node, wish: Wish, new: dict[str, Value]) -> list[int | Inserted]:
    """The entries of a mapping as they will stand."""
    names = [key.name for key in node.keys]
    added: dict[int, list[Inserted]] = {}
    for key in sorted(new, key=order.rank):
        added.setdefault(order.place(names, key), []).append(Inserted({key: new[key]}))
    found: list[int | Inserted] = [*added.get(0, [])]
    for number, name in enumerate(names):
        if not (name in wish.below and wish.below[name].drop):
            found.append(number)
        found += added.get(number + 1, [])
    return found


@dataclass(frozen=True, slots=True)
class _Thread:
    """The items of a collection, strung anew."""

    page: _Page
    node: Node
    cores: list[Core]
    inner: list[_Splice]
    path: Path

    def strung(self, plan: Sequence[int | Inserted]) -> str:
        """The text of all items, in the order of `plan`."""
        gaps = self._gaps()
        usual = self._usual(gaps)
        kept = [each for each in plan if isinstance(each, int)]
        whole = len(kept) == len(plan) == len(self.cores)
        loose = {n: gap for n, gap in enumerate(gaps, 1) if n not in kept and "#" in gap}
        parts: list[str] = []
        for place, each in enumerate(plan):
            gap = usual
            if isinstance(each, int):
                gap = gaps[place - 1] if whole and place else gaps[each - 1] if each else usual
                gap = self._strays(each, loose, gap)
            if place:
                parts.append(gap)
            elif "#" in gap and not whole:
                parts.append(gap.lstrip("\r\n"))
            piece = self._text(each)
            parts.append(piece if place or not self._inline else piece.lstrip(" "))
        left = "".join(gap.rstrip() for gap in loose.values())
        return "".join(parts) + (left if self.node.block else "")

    def _strays(self, number: int, loose: dict[int, str], gap: str) -> str:
        """A gap, with the comments that stood before items that went, up to this one; they stay."""
        before = [loose.pop(n) for n in sorted(loose) if n < number]
        if not before or not self.node.block:
            return gap
        return "".join(map(str.rstrip, before)) + gap if "#" in gap else self._whole(before)

    def _whole(self, gaps: list[str]) -> str:
        return "".join(map(str.rstrip, gaps[:-1])) + gaps[-1]

    def _text(self, each: int | Inserted) -> str:
        if isinstance(each, int):
            core = self.cores[each]
            own = [s for s in self.inner if core.start <= s.start and s.end <= core.end]
            lead = self._indent if self.node.block and core.start == core.first else ""
            return lead + self.page._within(core.start, core.end, own)
        if not self.node.block:
            text = compose.flow(each.value)
            return text[1:-1] if self.node.sort == "mapping" else text
        return self.page._ended(self._fresh(each.value))

    def _fresh(self, value: Value) -> str:
        """A new entry of a block, as its neighbours are written."""
        lines, hang = self.page.lines, self.page._hang()
        column = lines.column(self.cores[0].first)
        name = next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")
        if self.node.sort == "mapping" and isinstance(value, dict):
            ((key, each),) = value.items()
            text = compose.keyed(key, each, Place(column, 0, name, hang))
        else:
            brackets = all(item.style == "{" for item in self.node.items)
            text = compose.item(value, Place(column, 0, name, hang), brackets)
        return text[1:]

    @property
    def _indent(self) -> str:
        return " " * self.page.lines.column(self.cores[0].first)

    @property
    def _inline(self) -> bool:
        """Whether the first item begins on a line that something else stands on."""
        return self.cores[0].start == self.cores[0].first

    def _gaps(self) -> list[str]:
        text = self.page.lines.text
        pairs = zip(self.cores, self.cores[1:], strict=False)
        return [text[one.end : two.start] for one, two in pairs]

    def _usual(self, gaps: list[str]) -> str:
        """What parts items here, mostly."""
        if not self.node.block:
            bare = [gap for gap in gaps if "#" not in gap and "," in gap]
            return max(bare, key=bare.count) if bare else ", "
        blanks = [gap.count("\n") > 1 for gap in gaps if "#" not in gap]
        if self.node.sort == "mapping":
            apart = not self.path and bool(blanks) and all(blanks)
        else:
            long = self.path[-1:] in (("shots",), ("scenes",)) and self._tall()
            apart = 2 * sum(blanks) > len(blanks) if blanks else long
        return self.page._ended("\n\n" if apart else "\n")

    def _tall(self) -> bool:
        first = self.cores[0]
        return "\n" in self.page.lines.text[first.first : first.end]
