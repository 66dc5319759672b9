"""Reading YAML: what it means, what is refused with which words, and where everything stands."""

import gc
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core import guard
from storyforge.core.mark import Mark, Path, frame
from storyforge.core.parse import Fault, Unreadable, locate, parse


def _value(text: str) -> Any:
    return parse(text.encode(), "f.yaml").value


def _fault(text: str | bytes) -> Fault:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Unreadable) as caught:
        parse(data, "f.yaml")
    return caught.value.fault


def _told(text: str) -> str:
    """Code, sentence, frame and advice of a fault, as a person would see them."""
    fault = _fault(text)
    assert fault.mark is not None
    return f"{fault.code} {fault.sentence}\n{frame(text, fault.mark)}\n{fault.advice}"


# What it means


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("9007199254740991", 2**53 - 1),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-0.0", 0.0),
        ("1e3", 1000.0),
    ],
)
def test_bare_words_that_mean_something(text: str, value: object) -> None:
    found = _value(f"a: {text}\n")["a"]
    assert (type(found), found) == (type(value), value)


_WORDS = (
    "16:9 4:3 190:20:30.15 2.39:1 01:02:03 NO no on Off yes tRUE nUll 010 00.5 0x10 0o17 1_000 "
    "2024-01-02 2001-99-99 1.2.3 = + -a .a .. -.5.5 1e ١٢"
)


@pytest.mark.parametrize(
    "text",
    _WORDS.split(),
)
def test_bare_words_that_mean_themselves(text: str) -> None:
    assert _value(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("quoted", ["'12'", '"12"', "|-\n  12", ">-\n  12"])
def test_quoted_text_is_text(quoted: str) -> None:
    assert _value(f"a: {quoted}\n") == {"a": "12"}


def test_keys_stay_as_written() -> None:
    text = "010: a\nno: b\n1.50: c\n~: d\ntrue: e\n'<<': f\n"
    assert list(_value(text)) == ["010", "no", "1.50", "~", "true", "<<"]


def test_text_is_composed_wherever_it_stands() -> None:
    plain = unicodedata.normalize("NFD", "é: [é, 'é', \"é\"]\nn: |\n  é\n")
    assert _value(plain) == {"é": ["é", "é", "é"], "n": "é\n"}
    assert _value('a: "e\\u0301"\n') == {"a": "é"}


def test_newlines_and_tabs_may_stand_in_text() -> None:
    assert _value('a: "x\\n\\ty"\nb: |\n  x\n  \ty\n') == {"a": "x\n\ty", "b": "x\n\ty\n"}


def test_a_byte_order_mark_and_any_line_end_are_fine() -> None:
    assert _value("\ufeffa: 1\r\nb:\r\n  - x\r\n") == {"a": 1, "b": ["x"]}


def test_aliases_share_what_they_name() -> None:
    value = _value("a: &x {k: [1]}\nb: *x\n&k key: *k\n")
    assert value["b"] is value["a"]
    assert value["key"] == "key"


def test_depth_of_64_is_still_read() -> None:
    assert _value("[" * 64 + "]" * 64)


def test_the_collector_is_left_as_it_was() -> None:
    _value("a: 1")
    assert gc.isenabled()
    _fault("a: [")
    assert gc.isenabled()
    gc.disable()
    try:
        _value("a: 1")
        assert not gc.isenabled()
    finally:
        gc.enable()


# What is refused, to the letter


def test_a_second_colon() -> None:
    assert _told("title: Scene: the pier\n") == (
        "Y003 A second colon on this line looks like another key.\n"
        "    1 | title: Scene: the pier\n"
        "      |             ^\n"
        'Put the whole text in double quotes, such as title: "Pier: night".'
    )


def test_a_key_twice_names_both_places() -> None:
    text = "shots:\n- id: s1\n  size: WIDE\n  size: CLOSE\n"
    assert _told(text) == (
        "Y005 The key size stands twice in the same mapping.\n"
        "    4 |   size: CLOSE\n"
        "      |   ^^^^\n"
        "Keep one of the two."
    )
    assert _fault(text).also == Mark("f.yaml", 3, 3, 4)


def test_keys_are_twice_when_they_only_look_alike() -> None:
    assert _fault("\u00e9: 1\ne\u0301: 2\n").code == "Y005"
    assert _fault("a: 1\n'a': 2\n").code == "Y005"
    assert _fault("x: [{a: 1, a: 2}]\n").also == Mark("f.yaml", 1, 6, 1)


def test_a_tab_in_the_indentation() -> None:
    assert _told("a:\n  \tb: 1\n") == (
        "Y004 A tab stands where only spaces may.\n"
        "    2 |     b: 1\n"
        "      |   ^^\n"
        "Replace it by spaces; most editors can do so for the whole file."
    )


def test_a_quotation_mark_that_is_never_closed() -> None:
    assert _told('a: "never\nb: 2\n') == (
        "Y003 A quotation mark is opened here and never closed.\n"
        '    1 | a: "never\n'
        "      |    ^\n"
        "Close it with the same mark, or leave the quotes away."
    )


def test_text_after_the_closing_quote() -> None:
    assert _told('text: "she says "no" loudly"\n') == (
        "Y003 The value has ended, but more text follows on the same line.\n"
        '    1 | text: "she says "no" loudly"\n'
        "      |                  ^\n"
        'Put the whole text in one pair of quotes; inside them, write \\" for a quotation mark.'
    )


def test_a_value_that_begins_with_a_sign() -> None:
    assert _told("text: @mara walks\n") == (
        "Y003 A value may not begin with @.\n"
        "    1 | text: @mara walks\n"
        "      |       ^\n"
        'If it is text, put the whole of it in double quotes, such as "…".'
    )


def test_an_unfinished_merge() -> None:
    assert _told("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n") == (
        "Y014 An unfinished merge of git stands in the file.\n"
        "    2 | <<<<<<< HEAD\n"
        "      | ^^^^^^^\n"
        "Keep the lines of one side and delete the lines <<<<<<<, ======= and >>>>>>>."
    )
    assert _fault("a: 1\n=======\nb: 2\n").code == "Y014"
    assert _value("# =======\na: |\n  =======\n") == {"a": "=======\n"}


def test_a_word_in_another_encoding() -> None:
    fault = _fault(b"a: 1\nb: \xc3\xa9 caf\xe9\n")
    assert (fault.code, fault.mark) == ("Y001", Mark("f.yaml", 2, 9, 1))
    assert fault.sentence == "The file is not UTF-8: byte 14 (line 2, column 9) is 0xe9."
    assert _fault("a: 1".encode("utf-16")).sentence.startswith("The file is UTF-16: byte 0 ")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only this\n", "---\n", "~\n", "\ufeff", "---\n...\n"]
)
def test_an_empty_file(text: str) -> None:
    fault = _fault(text)
    assert (fault.code, fault.mark) == ("Y002", Mark("f.yaml", 1, 1, 1))
    assert fault.sentence == "The file f.yaml is empty."


def test_a_file_that_is_too_large() -> None:
    fault = _fault(b"#" * (guard.MAX_BYTES + 1))
    assert (fault.code, fault.sentence) == ("Y015", "The file f.yaml is larger than 64 MB.")


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "length", "sentence"),
    [
        (
            "a: 1\n  b: 2\n",
            "Y003",
            2,
            3,
            1,
            "This line looks like a key, but the text above it has not ended.",
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            "Y003",
            3,
            2,
            1,
            "This line is not indented like the lines around it.",
        ),
        (
            "a:\n  - x\n  y: 1\n",
            "Y003",
            3,
            3,
            1,
            "This line stands among the entries of a list but does not begin with a dash.",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "Y003",
            1,
            4,
            1,
            "A list opened with [ is not closed, or a comma is missing in it.",
        ),
        (
            "a: {x: 1\nb: 3\n",
            "Y003",
            1,
            4,
            1,
            "A mapping opened with { is not closed, or a comma is missing in it.",
        ),
        (
            "a: 1\nword\nb: 2\n",
            "Y003",
            2,
            1,
            1,
            "This line has no colon, so it is neither a key nor part of the text before it.",
        ),
        (
            "a: *bold*\n",
            "Y003",
            1,
            4,
            1,
            "A value that begins with * would be an alias, and this is no name for one.",
        ),
        ("a: - b\n", "Y003", 1, 4, 1, "A list may not begin here."),
        (
            'a: "\\q"\n',
            "Y003",
            1,
            5,
            1,
            "After a backslash in double quotes only certain letters may follow.",
        ),
        ('a: "\\ud800"\n', "Y003", 1, 7, 1, "This escape does not name a character."),
        ("\ta: 1\n", "Y004", 1, 1, 1, "A tab stands where only spaces may."),
        (
            "a: {{ x }}\n",
            "Y006",
            1,
            5,
            1,
            "A key must be a plain word; a list, a mapping or an alias may not be one.",
        ),
        (
            "? [a]\n: 1\n",
            "Y006",
            1,
            3,
            1,
            "A key must be a plain word; a list, a mapping or an alias may not be one.",
        ),
        (
            "a: &x 1\n*x : 2\n",
            "Y006",
            2,
            1,
            2,
            "A key must be a plain word; a list, a mapping or an alias may not be one.",
        ),
        (": 1\n", "Y006", 1, 1, 1, "A colon stands here without a key before it."),
        ("a: {: 1}\n", "Y006", 1, 5, 1, "A colon stands here without a key before it."),
        (
            "a: !important x\n",
            "Y007",
            1,
            4,
            12,
            "A value that begins with ! would be a tag, and tags are not read here.",
        ),
        (
            "!!python/object:os.system {}\n",
            "Y007",
            1,
            1,
            27,
            "A value that begins with ! would be a tag, and tags are not read here.",
        ),
        (
            "a: !<x\n",
            "Y007",
            1,
            4,
            1,
            "A value that begins with ! would be a tag, and tags are not read here.",
        ),
        (
            "!x k: 1\n",
            "Y007",
            1,
            1,
            4,
            "A value that begins with ! would be a tag, and tags are not read here.",
        ),
        ("a: *x\n", "Y009", 1, 4, 2, "This alias names no anchor above it."),
        ("a: &x [*x]\n", "Y009", 1, 8, 2, "This alias stands inside the very thing it names."),
        ("a: &a {b: 1}\nc: {<<: *a}\n", "Y010", 2, 5, 2, "Merging with << is not read here."),
        (
            'a: "\\e[2J"\n',
            "Y011",
            1,
            4,
            7,
            "The invisible character \\x1b may not stand in a storyboard.",
        ),
        (
            'a: "\\x00"\n',
            "Y011",
            1,
            4,
            6,
            "The invisible character \\x00 may not stand in a storyboard.",
        ),
        (
            '"\\a": 1\n',
            "Y011",
            1,
            1,
            4,
            "The invisible character \\x07 may not stand in a storyboard.",
        ),
        (
            "a: b\nc: x\x1b[2J\n",
            "Y011",
            2,
            5,
            1,
            "The invisible character \\x1b may not stand in a storyboard.",
        ),
        (
            "a: x\u2028y\n",
            "Y011",
            1,
            5,
            1,
            "The invisible character \\u2028 may not stand in a storyboard.",
        ),
        (
            "a: x\x85y\n",
            "Y011",
            1,
            5,
            1,
            "The invisible character \\x85 may not stand in a storyboard.",
        ),
        (
            "a: x\ufeffy\n",
            "Y011",
            1,
            5,
            1,
            "The invisible character \\ufeff may not stand in a storyboard.",
        ),
        (
            "a: x\uffffy\n",
            "Y011",
            1,
            5,
            1,
            "The invisible character U+FFFF may not stand in a storyboard.",
        ),
        ("a: 9007199254740992\n", "Y012", 1, 4, 16, "This number cannot be kept exactly."),
        ("a: " + "9" * 5000 + "\n", "Y012", 1, 4, 5000, "This number cannot be kept exactly."),
        ("a: -.inf\n", "Y012", 1, 4, 5, "This number cannot be kept exactly."),
        ("a: &x .nan\n", "Y012", 1, 7, 4, "This number cannot be kept exactly."),
        ("a: 1e999\n", "Y012", 1, 4, 5, "This number cannot be kept exactly."),
        (
            "a: 1\n---\nb: 2\n",
            "Y013",
            2,
            1,
            3,
            "A second document begins here; a file holds only one.",
        ),
        (
            "漢: 1\n漢字: 漢: x\n",
            "Y003",
            2,
            6,
            1,
            "A second colon on this line looks like another key.",
        ),
    ],
)
def test_refusals(text: str, code: str, line: int, column: int, length: int, sentence: str) -> None:
    fault = _fault(text)
    assert (fault.code, fault.sentence) == (code, sentence)
    assert fault.mark == Mark("f.yaml", line, column, length)
    assert fault.advice.endswith(".")


@pytest.mark.parametrize("text", ["[" * 30_000, "- " * 30_000, "{a: " * 30_000, "? " * 30_000])
def test_deep_nesting_does_not_crash(text: str) -> None:
    assert _fault(text).code in ("Y008", "Y006")
    assert locate(text.encode(), "f.yaml").file == "f.yaml"


def test_too_many_aliases() -> None:
    fault = _fault("a: &a 1\nb: [" + "*a, " * 1001 + "]\n")
    assert (fault.code, fault.sentence) == ("Y009", "More than 1000 aliases stand in the file.")
    assert len(_value("a: &a 1\nb: [" + "*a, " * 1000 + "]\n")["b"]) == 1000


def test_an_alias_bomb() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    fault = _fault("\n".join(lines))
    assert (fault.code, fault.sentence) == (
        "Y009",
        "Written out, the aliases make more than 1000000 values.",
    )


def test_a_ladder_of_aliases_is_too_deep() -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 100))]
    assert _fault("\n".join(lines)).code == "Y008"


def test_large_honest_files_with_an_alias_are_read() -> None:
    text = "a: &a 1\nb: *a\nc: [" + "x, " * 300_000 + "]\n"
    assert len(_value(text)["c"]) == 300_000


# Whatever comes in, only Unreadable comes out

_SEED = (
    "title: The Pier\ncharacters:\n  mara: &m {looks: 'grey coat', age: 31}\nshots:\n"
    '  - id: s010\n    text: >-\n      She walks.\n      Tide: in.\n    who: [*m, "é\\n"]\n    lens: 35.5\n'
)
_BITS = st.sampled_from(
    [
        *"\t\n!|>'\"[]{},#%@`\x00\x1b\x85\u2028\ufeff\r",
        *("  ", "- ", ": ", "? ", "&a ", "*a", "\\x", "<<", "---\n", "...\n", "=======\n"),
    ]
)


def _survives(data: bytes) -> None:
    try:
        parse(data, "f.yaml")
    except Unreadable as error:
        fault = error.fault
        assert fault.code[0] == "Y"
        assert fault.sentence
        if fault.mark is not None:
            frame(data.decode(errors="replace"), fault.mark).encode()
    locate(data, "f.yaml")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    _survives(data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_random_text(text: str) -> None:
    _survives(text.encode("utf-8", errors="surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_SEED)), _BITS, st.integers(0, 3)), max_size=4))
def test_mutated_yaml(changes: list[tuple[int, str, int]]) -> None:
    text = _SEED
    for at, bit, cut in changes:
        text = text[:at] + bit + text[at + cut :]
    _survives(text.encode())


# Where it stands

_PLACES = """\
title: "Pier: night"
# a comment
characters:
  mara: &m {looks: 'grey coat', age: 31, tags: [a, b]}
  漢字: {looks: \U0001f600 smile}
  tom: *m
shots:
  - id: s010
    characters: [mara, tom]
    empty:
    nothing: {}
  - - x
    - 'quoted key': y
&k 010: &v yes it is
"""


def _leaves(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in _leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, part in enumerate(value) for leaf in _leaves(part, (*path, i))]
    return [(path, value)]


def _words(text: str, mark: Mark) -> str:
    line = text.removeprefix("\ufeff").splitlines()[mark.line - 1]
    return line[mark.column - 1 : mark.column - 1 + mark.length]


@pytest.mark.parametrize("page", [_PLACES, "\ufeff" + _PLACES, _PLACES.replace("\n", "\r\n")])
def test_every_value_is_found_in_the_source(page: str) -> None:
    marks = locate(page.encode(), "f.yaml")
    for path, value in _leaves(_value(page)):
        mark = marks.value(path)
        assert mark is not None
        words = _words(page, mark)
        if path[:2] == ("characters", "tom"):
            assert words == "*m"
        elif value is not None:
            assert path in marks.values
            assert words.strip("'\"") == str(value)


def test_every_key_is_found_in_the_source() -> None:
    marks = locate(_PLACES.encode(), "f.yaml")
    for path, mark in marks.keys.items():
        assert _words(_PLACES, mark).strip("'\"").removeprefix("&k ") == path[-1]
    assert marks.key(("shots", 1, 1, "quoted key")) == Mark("f.yaml", 13, 7, 12)


def test_containers_are_marked_where_they_begin() -> None:
    values = locate(_PLACES.encode(), "f.yaml").values
    assert values["characters",] == Mark("f.yaml", 4, 3, 4)
    assert values["characters", "mara"] == Mark("f.yaml", 4, 12, 43)
    assert values["shots",] == Mark("f.yaml", 8, 3, 1)
    assert values["shots", 0] == Mark("f.yaml", 8, 5, 2)
    assert values["shots", 0, "nothing"] == Mark("f.yaml", 11, 14, 2)
    assert values[()] == Mark("f.yaml", 1, 1, 5)


def test_a_long_text_is_marked_at_its_first_line() -> None:
    marks = locate(b"a: >-\n  one\n  two\nb: 'x\n  y'\n", "f.yaml")
    assert marks.value(("a",)) == Mark("f.yaml", 1, 4, 2)
    assert marks.value(("b",)) == Mark("f.yaml", 4, 4, 2)


def test_locate_goes_as_far_as_it_can() -> None:
    marks = locate(b"a: 1\nb: [x, y\nc: !t z\nd: caf\xe9: x", "f.yaml")
    assert marks.value(("a",)) == Mark("f.yaml", 1, 4, 1)
    assert marks.value(("b", 0)) == Mark("f.yaml", 2, 5, 1)
    first = locate(b"a: 1\na: {k: 2}\n---\nb: 1\n", "f.yaml")
    assert first.value(("a",)) == Mark("f.yaml", 1, 4, 1)
    assert first.keys.get(("b",)) is None


def test_locate_steps_over_keys_that_are_no_words() -> None:
    marks = locate(b"{x: 1}: {y: 2}\na: [1]\n", "f.yaml")
    assert marks.value(("a", 0)) == Mark("f.yaml", 2, 5, 1)
    assert ("y",) not in marks.keys


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-999, 999), st.text("ab é漢: #-'", max_size=6)
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abé", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{key}': {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return {None: "null", True: "true", False: "false"}.get(value, str(value))  # type: ignore[call-overload,no-any-return]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text("abé", min_size=1, max_size=3), _VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_and_found(value: dict[str, object]) -> None:
    text = "".join(f"{key}: {_flow(part)}\n" for key, part in value.items())
    marks = locate(text.encode(), "f.yaml")
    assert _value(text) == value
    for path, leaf in _leaves(value):
        assert _words(text, marks.values[path]) == _flow(leaf)


def test_a_thousand_shots_are_quick() -> None:
    shot = "  - id: s{0}\n    size: WIDE\n    who: [mara, tom]\n    text: She walks {0}.\n    lens: 35\n"
    data = ("shots:\n" + "".join(shot.format(i) for i in range(1000))).encode()
    start = time.process_time()
    parse(data, "f.yaml")
    assert time.process_time() - start < 1.0
