"""Fountain as writers really write it: nothing is lost, and every line keeps its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storyforge.core.errors import UsageError
from storyforge.core.script import Script
from storyforge.importers.fountain import read, read_bytes
from tests.importers.small_script import proposed

LOOSE = """\
Title:
    _**BRICK & STEEL**_
    FULL RETIRED
Credit: Written by
Author: Stu

# Act One

= They meet.

EXT. PATIO - DAY #1A#

A gorgeous day. [[a note
over two lines]] MARA stands.

\tSTEEL
\t(beer raised)
Does a bear?
(beat)
In the woods?

@李雷 (V.O.)
你好 🙂

BRICK ^
Screw retirement.

~Willy Wonka!

> THE END <

!SCANNING THE AISLES...

.SNIPER SCOPE POV

McClane runs. /* cut */ On.

INT CAR - MOMENTS LATER
steel
hello there
cut to:

HANS (on the radio)
What?

> FADE OUT.
"""


def told(script: Script) -> Iterator[str]:
    """A script on a page, for comparing."""
    for scene in script.scenes:
        yield f"{scene.place} {scene.number}|{scene.heading}|{scene.hour}"
        for b in scene.beats:
            said = "".join(f" {each}" for each in (b.character, b.mode, b.parenthetical) if each)
            yield f"  {b.place} {b.sort}{said}{' dual' if b.dual else ''}: {b.text}"


def test_loose_forms_come_through() -> None:
    script = read(LOOSE, "loose.fountain")
    assert script.title == {
        "title": "BRICK & STEEL FULL RETIRED",
        "credit": "Written by",
        "author": "Stu",
    }
    assert list(told(script)) == [
        "line 11 1A|EXT. PATIO - DAY|day",
        "  line 7 outline: Act One",
        "  line 9 outline: They meet.",
        "  line 13 action: A gorgeous day. MARA stands.",
        "  line 13 note: a note over two lines",
        "  line 16 speech STEEL beer raised: Does a bear? (beat) In the woods?",
        "  line 22 speech 李雷 V.O.: 你好 🙂",
        "  line 25 speech BRICK dual: Screw retirement.",
        "  line 28 action: Willy Wonka!",
        "  line 30 card: THE END",
        "  line 32 action: SCANNING THE AISLES...",
        "line 34 |SNIPER SCOPE POV|",
        "  line 36 action: McClane runs. On.",
        "line 38 |INT CAR - MOMENTS LATER|day",
        "  line 39 speech STEEL: hello there",
        "  line 41 transition: cut to:",
        "  line 43 speech HANS on the radio: What?",
        "  line 46 transition: FADE OUT.",
    ]
    assert [(each.place, each.what) for each in script.left] == [("line 36", "cut")]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(end: str) -> None:
    other = read("\ufeff" + LOOSE.replace("\n", end), "x.fountain")
    assert other == read(LOOSE, "x.fountain")


def test_bytes_of_old_and_wide_encodings_are_read() -> None:
    text = "INT. CAFÉ - NIGHT\n\nRené waits – alone.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert read_bytes(text.encode(encoding), "x") == read(text, "x"), encoding


def test_the_writers_file_is_kept_byte_for_byte() -> None:
    text = LOOSE.replace("\n", "\r\n")
    assert proposed(text).files["script/ferry.fountain"] == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F020"),
        (b" \n\n", "F020"),
        (b"\x89PNG\r\n\x1a\n\0\0", "F020"),
        (b"Just a sentence.", ""),
    ],
)
def test_what_is_no_script_is_told(data: bytes, code: str) -> None:
    if not code:
        assert [scene.heading for scene in read_bytes(data, "x").scenes] == [""]
        return
    with pytest.raises(UsageError) as caught:
        read_bytes(data, "film.fountain")
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    "text",
    [
        "INT. A - DAY\n\nmail me@home or @nobody, @@x and \x1b[31mred\x07 \u202egnp\n",
        "INT. A - DAY\n\n" + "word " * 20_000,
        "INT. " + "LONG " * 4000 + "- DAY\n\nHe waits.\n",
        "INT. A - DAY\n\n@" + "名" * 3000 + "\nhello\n",
        "INT. - DAY\n\n" + "\n\n".join(f"NOBODY{n}\nhi" for n in range(300)),
        "INT. CON - DAY\n\nNUL\nhi\n\nSTYLE\nho\n\nTEXT\nhu\n",
        ". \n\n(((\n)))\n\n[[ unclosed\n\n/* unclosed\n",
        "INT. A - DAY\n\n> < >\n\n@\n\n^\n\n~\n\n#\n\n=\n",
    ],
)
def test_hostile_scripts_make_projects_that_are_read(text: str) -> None:
    from_nothing = proposed(text)
    again = proposed(text, dict(from_nothing.files))
    assert again.edits == ()


UNTIDY = {
    "no empty lines": (
        "INT. A - DAY\nMara sits.\nMARA\nHello.\nTOM\n(low)\nHi.\nEXT. B - DAY\nFog.\n",
        ["action: Mara sits.", "speech MARA: Hello.", "speech TOM low: Hi.", "action: Fog."],
    ),
    "old windows text": (
        "INT. CAF\xc9 \u2013 DAY\n\nREN\xc9\n\xc7a va \u2014 bien.\n",
        ["speech REN\xc9: \xc7a va \u2014 bien."],
    ),
    "tabs": (
        "\tINT. A - DAY\n\n\t\t\tMARA\n\t\t(softly)\n\t\tHello.\n\n\tShe sits.\n",
        ["speech MARA softly: Hello.", "action: She sits."],
    ),
    "capitals that shout": (
        "INT. A - DAY\n\nThe door.\nBANG!\nIt falls.\n",
        ["action: The door. BANG! It falls."],
    ),
    "numbers": (
        "INT. A - DAY #12A-#\n\nOne.\n\nEXT. B ##\n\nTwo.",
        ["action: One.", "action: Two."],
    ),
    "crossed out within": (
        "INT. A - DAY\n\nOne /* out /* in */ still */ two. [[open\n\nThree. /* to the end",
        ["action: One still */ two.", "action: [[open", "action: Three."],
    ),
    "small letters": ("int. a - day\n\nmara\nhello there\n", ["action: mara hello there"]),
    "nothing but prose": ("Once there was a man.", ["action: Once there was a man."]),
}


@pytest.mark.parametrize("name", UNTIDY)
def test_untidy_scripts_lose_nothing(name: str) -> None:
    text, wanted = UNTIDY[name]
    data = text.encode("cp1252" if name == "old windows text" else "utf-8")
    beats = [line for line in told(read_bytes(data, "x.fountain")) if line.startswith("  line")]
    assert [line.split(" ", 4)[-1] for line in beats] == wanted
    assert proposed(text).files
