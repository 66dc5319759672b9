"""Whatever is done to a manifest that is whole: it is read or refused, in words, with places."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pier import PIER
from world import World

from storyforge.core.mark import show

RICH = (
    PIER
    + """\
        cast: [{who: mara/coat, position: left}, tom]
        dialogue: [{mara: "You came back."}, {speaker: tom, text: "One night."}]
        movement: [pan left, dolly in slow]
        lens: 85mm
        duration: 2+12
        takes: 2
        clip: {duration: 3s, prompt: the lantern swings}
  - {id: sc2, shots: [{id: s030, elements: [lantern], style: soft, angle: -30, labels: [key]}]}
budget: {run: $5}
moved: {s005: s030}
"""
)
BITS = (
    *("", " ", "  ", "\t", "\n", ":", ": ", "- ", "[", "]", "{", "}", ",", '"', "'", "#", "@"),
    *("&a ", "*a", "!x ", "? ", "| ", "> ", "%", "`", "~", "null", "true", "-1", "1e9", "0"),
    *("mara", "s010", "@s020", "pier/above", "soft", "<<: *a", "---\n", "é", "e\u0301", "漢"),
    *("😀", "\u202e", "\u200b", "\ufeff", "\x1b[2J", "\x00", "\u2028", "'\\e'", "..", "/", "~/x"),
    *("references: [x.png]", "from: s030", "id: con", "size: WS", "storyforge: 2"),
)
PLACE = re.compile(r"^  (?:-->|and .*:) (\S+):(\d+):(\d+)$", re.MULTILINE)

Change = tuple[str, int, int, str]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("drop", "double", "swap", "insert", "replace", "indent")),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.one_of(st.sampled_from(BITS), st.text(max_size=8)),
    ),
    min_size=1,
    max_size=4,
)


def _changed(text: str, change: Change) -> str:
    """A line dropped, doubled, swapped with another, indented; or words put into one."""
    kind, one, other, bit = change
    rows = text.split("\n")
    at, to = one % len(rows), other % len(rows)
    row = rows[at]
    words = re.split(r"(\W+)", row)
    spot = other % len(words)
    column = other % (len(row) + 1)
    match kind:
        case "drop":
            del rows[at]
        case "double":
            rows.insert(to, row)
        case "swap":
            rows[at], rows[to] = rows[to], rows[at]
        case "indent":
            rows[at] = "  " + row if other % 2 else row.removeprefix("  ")
        case "insert":
            rows[at] = row[:column] + bit + row[column:]
        case _:
            rows[at] = "".join([*words[:spot], bit, *words[spot + 1 :]])
    return "\n".join(rows)


def _places_exist(err: str, text: str) -> None:
    rows = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for file, line, column in PLACE.findall(err):
        assert file == "storyforge.yaml"
        assert 1 <= int(line) <= len(rows)
        assert 1 <= int(column) <= len(rows[int(line) - 1]) + 1


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
def test_any_change_is_read_or_refused_in_words(tmp_path: Path, changes: list[Change]) -> None:
    text = RICH
    for change in changes:
        text = _changed(text, change)
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        world = World(Path(folder))
        world.file("storyforge.yaml", text.encode("utf-8", "surrogatepass"))
        said = world.run("check")
        assert said.code in (0, 2), said.err
        assert said.code or "all is well" in said.err
        assert "Traceback" not in said.err
        assert all(line == show(line) for line in said.err.split("\n"))
        _places_exist(said.err, text)
        assert [path.name for path in world.root.iterdir() if path.is_file()] == ["storyforge.yaml"]


@pytest.mark.parametrize("number", range(len(RICH.splitlines())))
def test_any_line_left_away(world: World, number: int) -> None:
    rows = RICH.splitlines(keepends=True)
    text = "".join(rows[:number] + rows[number + 1 :])
    world.file("storyforge.yaml", text.encode())
    said = world.run("check")
    assert said.code in (0, 2), said.err
    _places_exist(said.err, text)
