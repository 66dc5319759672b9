"""The stack of trays: events come in one by one, and a plain value stands there at the end.

The busiest code of a first build (30 events for every shot), so the common cases stay short
and everything unusual is one call away. Nothing here recurses over what a user wrote.
"""

from collections.abc import Callable
from typing import Final

from storyforge.core import guard
from storyforge.core.fault import Fault, Unreadable
from storyforge.core.ids import LOST
from storyforge.core.mark import Mark, Marks, Path, show
from storyforge.core.scalars import NUMERIC, WORDS, OutOfRange, Scalar, composed, number
from storyforge.core.survey import ITEM, MAX_DEPTH, Token, mark_of

MAX_ALIASES = 1_000
MAX_WEIGHT = 1_000_000
MAX_FAULTS = 100
MAX_NODES = 500_000  # keys and values; more only in a file that is large for an honest reason
LEAN = 7  # bytes for each key and value of a larger file

_LONGEST_WORD = max(map(len, WORDS))
_QUOTE_IT = "If it is text, put the whole of it in double quotes."
_WRITE_OUT = "Write the values out, or name them by their ids."
_FAULTS: Final = {
    "tag": (
        "Y007",
        "A value that begins with ! would be a tag, and tags are not read here.",
        _QUOTE_IT,
    ),
    "deep": (
        "Y008",
        f"The nesting is deeper than {MAX_DEPTH} levels.",
        "Look for brackets that were opened and not closed.",
    ),
    "no word": (
        "Y006",
        "A key must be a plain word; a list, a mapping or an alias may not be one.",
        'If this is text that begins with {, [ or *, put it in quotes, such as "{…}".',
    ),
    "no key": (
        "Y006",
        "A colon stands here without a key before it.",
        "Write the key before the colon, or put the text in quotes.",
    ),
    "merge": (
        "Y010",
        "Merging with << is not read here.",
        "Write the keys out, or put what is shared into a style or a character.",
    ),
    "unknown": ("Y009", "This alias names no anchor above it.", _QUOTE_IT),
    "self": (
        "Y009",
        "This alias stands inside the very thing it names.",
        "Write out what is meant.",
    ),
    "many": ("Y009", f"More than {MAX_ALIASES} aliases stand in the file.", _WRITE_OUT),
    "bomb": ("Y009", f"Written out, the aliases make more than {MAX_WEIGHT} values.", _WRITE_OUT),
    "number": (
        "Y012",
        "This number cannot be kept exactly.",
        "Whole numbers go up to 9007199254740991; if it is text, put it in quotes.",
    ),
    "flood": (
        "Y016",
        "There are more values in this file than a storyboard of its size can have.",
        "Split it into several files, or look for what a program wrote without end.",
    ),
    "second": (
        "Y013",
        "A second document begins here; a file holds only one.",
        "Take the line --- away, or move what follows it into a file of its own.",
    ),
}
_NO_KEYS = {"<<": "merge", "": "no key"}


class Builder:
    """The value under construction: the open container, and the key that waits for its value.

    `key` is `ITEM` in a list, None while a mapping waits for its next key.
    """

    __slots__ = (
        *("aliases", "anchors", "file", "here", "key", "known", "left", "locate", "scalars"),
        *("spare", "stack", "text"),
    )

    def __init__(self, file: str, text: str, locate: Callable[[int], Marks]) -> None:
        self.file = file
        self.text = text
        self.locate = locate  # up to an index of the text: for the first of two equal keys
        self.here: dict[str, object] | list[object] = []
        self.key: str | None = ITEM
        self.stack: list[tuple[dict[str, object] | list[object], str]] = []
        self.known: dict[str, str] = {}  # keys found good: one string object for each name
        self.anchors: dict[str, object] = {}
        self.aliases = _Aliases()
        self.left = max(MAX_NODES, len(text) // LEAN)  # keys and values that may still come
        self.scalars = _Scalars(file, text)
        self.spare: list[tuple[dict[str, object], str]] = []  # what stands under a key at fault

    def root(self) -> object:
        """The value of the document; raises `Unreadable` (Y002) when there is none."""
        value = self.here[0] if isinstance(self.here, list) and self.here else None
        if value is None:
            raise Unreadable(*self.scalars.faults, _empty(self.file))
        for mapping, key in self.spare:
            mapping.pop(key, None)
        return value

    def document(self, token: Token) -> None:
        """A document begins, and must be the first."""
        if self.here:
            raise self.scalars.unreadable(token, "second")

    def scalar(self, token: Token) -> None:
        """A key, where a mapping waits for one; otherwise a value."""
        self.left -= 1
        if self.left < 0:
            raise self.scalars.unreadable(token, "flood")
        key = self.key
        if key is None:
            self.key = self._name(token)
            return
        value = self._meaning(token)
        if key is ITEM:
            self.here.append(value)  # type: ignore[union-attr]
        else:
            self.here[key] = value  # type: ignore[call-overload]
            self.key = None

    def mapping(self, token: Token) -> None:
        """A mapping begins."""
        self._open({}, None, token)

    def sequence(self, token: Token) -> None:
        """A list begins."""
        self._open([], ITEM, token)

    def close(self, _: Token) -> None:
        """A container has ended."""
        self.here, key = self.stack.pop()
        self.key = ITEM if key is ITEM else None

    def alias(self, token: Token) -> None:
        """A value that stands above is meant here too; it is shared, not copied."""
        if token.anchor not in self.anchors:
            raise self.scalars.unreadable(token, "unknown")
        value = self.anchors[token.anchor]
        if value is self.here or any(value is here for here, _ in self.stack):
            raise self.scalars.unreadable(token, "self")
        if (trouble := self.aliases.trouble(value, len(self.stack))) is not None:
            raise self.scalars.unreadable(token, trouble)
        self._put(value, token)

    def _open(self, child: dict[str, object] | list[object], key: str | None, token: Token) -> None:
        if token.tag is not None or token.anchor is not None:
            self._anchor(child, token)
        self.left -= 1
        self.stack.append((self.here, self._put(child, token)))
        if len(self.stack) > MAX_DEPTH or self.left < 0:
            trouble = "flood" if self.left < 0 else "deep"
            raise self.scalars.unreadable(token, trouble)
        self.here, self.key = child, key

    def _put(self, value: object, token: Token) -> str:
        """Put a container where the next value belongs; the key it got there."""
        key = self.key
        if key is None:
            raise self.scalars.unreadable(token, "no word")
        if key is ITEM:
            self.here.append(value)  # type: ignore[union-attr]
        else:
            self.here[key] = value  # type: ignore[call-overload]
            self.key = None
        return key

    def _name(self, token: Token) -> str:
        """The key that this scalar is, in the mapping that is open."""
        name = self.known.get(token.value)
        if name is None or token.tag is not None or token.anchor is not None:
            name = self._new_name(token)
        if name in self.here:
            return self._spare(self._twice(token, name))
        return name

    def _spare(self, fault: Fault) -> str:
        """Note a fault of a key; a key under which its value can be left aside."""
        key = self.scalars.lost(fault)
        self.spare.append((self.here, key))  # type: ignore[arg-type]
        return key

    def _new_name(self, token: Token) -> str:
        trouble = _NO_KEYS.get(token.value)
        if trouble == "merge" and not token.style:
            return self._spare(self.scalars.unreadable(token, trouble).fault)
        if trouble and not token.style:
            raise self.scalars.unreadable(token, trouble)
        name = self.scalars.quoted(token)
        self._anchor(name, token)
        if not trouble:
            self.known[token.value] = name
        return name

    def _meaning(self, token: Token) -> Scalar:
        """What a scalar says: quoted text is text, a bare word is looked up."""
        value = self.scalars.quoted(token) if token.style else self.scalars.bare(token)
        if token.tag is not None or token.anchor is not None:
            self._anchor(value, token)
        return value

    def _anchor(self, value: object, token: Token) -> None:
        """Remember the value of an anchor; refuse a tag."""
        if token.tag is not None:
            raise self.scalars.unreadable(token, "tag")
        if token.anchor is not None:
            self.anchors[token.anchor] = value

    def _twice(self, token: Token, name: str) -> Fault:
        """Y005, with the place of the first."""
        steps = (*self.stack[1:], (self.here, name))
        path: Path = tuple(len(here) - 1 if key is ITEM else key for here, key in steps)
        sentence = f"The key {show(name)} stands twice in the same mapping."
        first = self.locate(token.start_mark.index).keys.get(path)
        second = mark_of(token, self.text, self.file)
        return Fault("Y005", sentence, second, "Keep one of the two.", first)


class _Scalars:
    """What single scalars say, and what is wrong with them while the rest is read."""

    __slots__ = ("faults", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.faults: list[Fault] = []

    def bare(self, token: Token) -> Scalar:
        """What a word without quotes means."""
        text = token.value
        if len(text) <= _LONGEST_WORD and text in WORDS:
            return WORDS[text]
        if text[0] not in NUMERIC:
            return text if text.isascii() else composed(text)
        try:
            return number(text)
        except OutOfRange:
            return self.lost(self.unreadable(token, "number").fault)

    def quoted(self, token: Token) -> str:
        """Composed text; refuses what an escape in double quotes has smuggled in."""
        if token.style == '"' and (char := guard.hidden_in(token.value)):
            return self.lost(guard.hidden_at(char, mark_of(token, self.text, self.file)))
        return composed(token.value)

    def lost(self, fault: Fault) -> str:
        """Note a fault; what stands for the value. Gives up when there are too many."""
        if len(self.faults) >= MAX_FAULTS:
            raise Unreadable(fault)
        self.faults.append(fault)
        return f"{LOST}{len(self.faults)}"

    def unreadable(self, token: Token, trouble: str) -> Unreadable:
        """One of the faults of the table, at a token."""
        code, sentence, advice = _FAULTS[trouble]
        return Unreadable(Fault(code, sentence, mark_of(token, self.text, self.file), advice))


class _Aliases:
    """The account of aliases: how many, and how large the value would be with all written out."""

    __slots__ = ("count", "sizes", "weight")

    def __init__(self) -> None:
        self.count = 0
        self.weight = 0
        self.sizes: dict[int, tuple[int, int]] = {}

    def trouble(self, value: object, depth: int) -> str | None:
        """Book one more alias of `value` at `depth`; why it may not be, if so."""
        weight, height = _size(value, self.sizes)
        self.count += 1
        self.weight += weight
        if self.count > MAX_ALIASES:
            return "many"
        if self.weight > MAX_WEIGHT:
            return "bomb"
        return "deep" if depth + height > MAX_DEPTH else None


def _size(value: object, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """How many values it holds, itself counted, and how deep; no deeper than `MAX_DEPTH`."""
    if not isinstance(value, dict | list):
        return 1, 0
    if id(value) not in known:
        parts = value.values() if isinstance(value, dict) else value
        sizes = [_size(part, known) for part in parts]
        weight = 1 + sum(weight for weight, _ in sizes)
        known[id(value)] = weight, 1 + max((height for _, height in sizes), default=0)
    return known[id(value)]


def _empty(file: str) -> Fault:
    return Fault(
        "Y002",
        f"The file {show(file)} is empty.",
        Mark(file, 1, 1, 1),
        "Begin with a title and a first shot, or let storyforge init write an example.",
    )
