"""The moment of stumbling: why a document cannot be read, where, and what to do about it.

The YAML library reports what its grammar wanted. People want to know what they typed; the table
below goes from the one to the other.
"""

from dataclasses import dataclass

from storyforge.core.mark import Mark, line_of, show


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a document is unreadable; `also` is the other place that belongs to it."""

    code: str
    sentence: str
    mark: Mark | None
    advice: str
    also: Mark | None = None


class Unreadable(Exception):
    """The document cannot be read; `.fault` says why, where, and how to mend it.

    `.faults` are all that were met. `.value` is what could be read all the same, with `LOST` for
    a value that could not; None when nothing could.
    """

    def __init__(self, fault: Fault, *more: Fault, value: object = None) -> None:
        super().__init__(fault.sentence)
        self.fault = fault
        self.faults = (fault, *more)
        self.value = value


@dataclass(frozen=True, slots=True)
class Slip:
    """What the YAML library said: its words, where it gave up, and where the thing began."""

    problem: str
    context: str
    at: Mark
    began: Mark | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A slip whose problem and context contain these words is told with this sentence."""

    problem: str
    context: str
    sentence: str
    advice: str
    at_beginning: bool = False


_QUOTE_IT = 'If it is text, put the whole of it in double quotes, such as "…".'
_CLOSE_IT = "Close it, or put the text in quotes if it was meant as text."

_ROWS = (
    _Row(
        "end of stream",
        "quoted",
        "A quotation mark is opened here and never closed.",
        "Close it with the same mark, or leave the quotes away.",
        at_beginning=True,
    ),
    _Row(
        "document indicator",
        "quoted",
        "A quotation mark is opened here and never closed.",
        "Close it before the line of dashes or dots.",
        at_beginning=True,
    ),
    _Row(
        "unknown escape",
        "",
        "After a backslash in double quotes only certain letters may follow.",
        "Write \\\\ for a backslash, or use single quotes, where it has no meaning.",
    ),
    _Row(
        "hexdec",
        "",
        "This escape needs hexadecimal digits after it.",
        "Write it out, such as \\u00e9, or type the character itself.",
    ),
    _Row(
        "invalid Unicode",
        "",
        "This escape does not name a character.",
        "Type the character itself.",
    ),
    _Row(
        "expected ':'",
        "",
        "This line has no colon, so it is neither a key nor part of the text before it.",
        "Write it as key: value, or indent it if it goes on with the text above.",
        at_beginning=True,
    ),
    _Row(
        "',' or ']'",
        "",
        "A list opened with [ is not closed, or a comma is missing in it.",
        _CLOSE_IT,
        at_beginning=True,
    ),
    _Row(
        "',' or '}'",
        "",
        "A mapping opened with { is not closed, or a comma is missing in it.",
        _CLOSE_IT,
        at_beginning=True,
    ),
    _Row(
        "block sequence entries are not allowed",
        "",
        "A list may not begin here.",
        "Put each - on a line of its own, below the key and indented.",
    ),
    _Row(
        "mapping keys are not allowed",
        "",
        "A question mark followed by a space may not stand here.",
        _QUOTE_IT,
    ),
    _Row(
        "'-' indicator",
        "",
        "This line stands among the entries of a list but does not begin with a dash.",
        "Begin it with - or indent it like the entry it belongs to.",
    ),
    _Row(
        "node content",
        "",
        "A value is missing here, or begins with a sign that has a meaning of its own.",
        _QUOTE_IT,
    ),
    _Row(
        "alphabetic or numeric",
        "anchor",
        "A value that begins with & would be an anchor, and this is no name for one.",
        _QUOTE_IT,
        at_beginning=True,
    ),
    _Row(
        "alphabetic or numeric",
        "alias",
        "A value that begins with * would be an alias, and this is no name for one.",
        _QUOTE_IT,
        at_beginning=True,
    ),
    _Row(
        "",
        "block scalar",
        "After | or > only + or - and a digit may stand on this line.",
        "Begin the text on the next line, indented.",
    ),
    _Row(
        "",
        "directive",
        "A line that begins with % is an instruction to YAML, and this one is not known.",
        "Take the line away, or indent it if it is text.",
    ),
    _Row(
        "%YAML",
        "",
        "The line %YAML stands here twice.",
        "Take the line away.",
    ),
    _Row(
        "incompatible YAML",
        "",
        "The line %YAML asks for a version of YAML that is not read here.",
        "Take the line away.",
    ),
)

_TAGGED = _Row(
    "",
    "",
    "A value that begins with ! would be a tag, and tags are not read here.",
    _QUOTE_IT,
    at_beginning=True,
)
_INDENTED = _Row(
    "",
    "",
    "This line is not indented like the lines around it.",
    "Line it up with its neighbours; use two spaces for each step inwards.",
)
_TRAILING = _Row(
    "",
    "",
    "The value has ended, but more text follows on the same line.",
    'Put the whole text in one pair of quotes; inside them, write \\" for a quotation mark.',
)
_NAMELESS = _Row(
    "",
    "",
    "A colon stands here without a key before it.",
    "Write the key before the colon, or put the text in quotes.",
)
_SECOND_COLON = _Row(
    "",
    "",
    "A second colon on this line looks like another key.",
    'Put the whole text in double quotes, such as title: "Pier: night".',
)
_RUNNING_ON = _Row(
    "",
    "",
    "This line looks like a key, but the text above it has not ended.",
    "Line it up with the key above; if it goes on with that text, put the text in quotes.",
)
_OTHER = _Row(
    "",
    "",
    "The document cannot be read from here on.",
    "Look at this line and the one above it for a missing quote, colon or space.",
)
_MISPLACED = ("expected key", "<document start>")
_NODE_WANTED = "expected node content"


def retell(slip: Slip, text: str) -> Fault:
    """The fault behind a slip in `text`: Y004 for tabs, Y007 for tags, otherwise Y003."""
    line = line_of(text, slip.at.line)
    if (tab := _tab(slip, text)) is not None:
        return tab
    if "cannot start any token" in slip.problem:
        return _bad_start(slip, line)
    if "mapping values" in slip.problem:
        return _colon(slip, line)
    if "tag" in slip.problem + slip.context:
        return _told(_TAGGED, slip, "Y007")
    if _nameless(slip, line):
        return _told(_NAMELESS, slip, "Y006")
    if any(words in slip.problem for words in _MISPLACED):
        return _misplaced(slip, line)
    return _told(next((row for row in _ROWS if _fits(row, slip)), _OTHER), slip)


def _fits(row: _Row, slip: Slip) -> bool:
    return row.problem in slip.problem and row.context in slip.context


def _told(row: _Row, slip: Slip, code: str = "Y003") -> Fault:
    began = slip.began if slip.began != slip.at else None
    if row.at_beginning and began is not None:
        return Fault(code, row.sentence, began, row.advice)
    return Fault(code, row.sentence, slip.at, row.advice)


def _tab(slip: Slip, text: str) -> Fault | None:
    """Y004 when a tab stands in the indentation of the line, or is what was stumbled over."""
    line = line_of(text, slip.at.line)
    margin = line[: len(line) - len(line.lstrip())]
    column = margin.find("\t") + 1
    if not column and line[slip.at.column - 1 :][:1] == "\t":
        column = slip.at.column
    if not column:
        return None
    mark = Mark(slip.at.file, slip.at.line, column, 1)
    return Fault(
        "Y004",
        "A tab stands where only spaces may.",
        mark,
        "Replace it by spaces; most editors can do so for the whole file.",
    )


def _bad_start(slip: Slip, line: str) -> Fault:
    char = show(line[slip.at.column - 1 :][:1])
    sentence = f"A value may not begin with {char}." if char else _OTHER.sentence
    return Fault("Y003", sentence, slip.at, _QUOTE_IT)


def _nameless(slip: Slip, line: str) -> bool:
    """Whether a colon is what was stumbled over, with nothing before it to be its key."""
    if not line[slip.at.column - 1 :].startswith(":"):
        return False
    return _NODE_WANTED in slip.problem or not line[: slip.at.column - 1].strip()


def _misplaced(slip: Slip, line: str) -> Fault:
    """Something after the end of a value, or a line at the wrong depth."""
    return _told(_TRAILING if line[: slip.at.column - 1].strip() else _INDENTED, slip)


def _colon(slip: Slip, line: str) -> Fault:
    """A colon too many: on one line with another, or on a line that is indented too far."""
    before = line[: slip.at.column - 1]
    if ": " in before or not before.strip():
        return _told(_SECOND_COLON, slip)
    margin = len(before) - len(before.lstrip())
    mark = Mark(slip.at.file, slip.at.line, margin + 1, len(before) - margin)
    return Fault("Y003", _RUNNING_ON.sentence, mark, _RUNNING_ON.advice)
