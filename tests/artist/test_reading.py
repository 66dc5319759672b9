"""What the artist says it could not read: true, calm, and gone as soon as the words are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from storyforge.artist import reading
from storyforge.artist.body.face import FEELINGS
from storyforge.artist.body.verbs import VERBS
from storyforge.artist.places.place import KINDS

SHOT: Mapping[str, Any] = {
    "subject": "shot",
    "prompt": "",
    "cast": [],
    "elements": [],
    "place": None,
    "from": None,
}
MARA = {"description": "woman, sixty, white braid", "reference": 0}
PIER = {"description": "a pier", "interior": None, "reference": 1}
NONSENSE = "the zorbly quoxes vimbled throstily"


def codes(**staging: Any) -> list[str]:
    return [note.code for note in reading.unread({**SHOT, **staging})]


def told(field: str, words: str) -> list[reading.Note]:
    member = {**MARA, "action": "waits", field: words}
    return list(reading.unread({**SHOT, "place": PIER, "cast": [member]}))


def test_a_prompt_that_gives_nothing() -> None:
    assert codes(prompt=NONSENSE) == ["W401", "W402"]
    assert codes() == ["W401", "W402"]


@pytest.mark.parametrize(
    ("staging", "expected"),
    [
        ({"place": PIER, "cast": [MARA], "prompt": "the figure walks"}, []),
        ({"place": PIER, "prompt": NONSENSE}, []),  # a view of the place
        ({"place": PIER, "prompt": NONSENSE, "size": "MCU"}, ["W402"]),  # but close to nobody
        ({"place": PIER, "prompt": "a woman waits", "size": "MCU"}, []),
        ({"prompt": "a woman in a kitchen"}, []),
        ({"prompt": "an empty forest"}, []),
        ({"prompt": "a woman and a man"}, ["W401"]),
        ({"cast": [MARA], "size": "CU"}, ["W401"]),
        ({"cast": [MARA], "size": "ECU"}, []),  # nothing of a place would be seen
        ({"framing": "insert", "prompt": "a letter"}, []),
        ({"framing": "insert", "prompt": NONSENSE}, ["W402"]),
        ({"framing": "insert", "elements": [{"kind": "prop"}]}, []),
        ({"framing": "crowd", "place": PIER}, []),
        ({"framing": "empty", "place": PIER, "size": "CU"}, []),
        ({"prompt": 'title card "The Zorbly Quoxe"'}, []),
        ({"from": 0, "prompt": NONSENSE}, []),  # told where the first of them stands
    ],
)
def test_where_and_who(staging: dict[str, Any], expected: list[str]) -> None:
    assert codes(**staging) == expected


@pytest.mark.parametrize(
    ("staging", "idle"),
    [
        ({"prompt": f"the figure, {NONSENSE}"}, True),
        ({"prompt": "the figure and the figure"}, False),  # two people, side by side
        ({"prompt": "the figure at last"}, False),
        ({"prompt": ""}, False),
        ({"prompt": f"the figure runs, {NONSENSE}"}, False),
        ({"prompt": f"the figure, afraid, {NONSENSE}"}, False),
        ({"prompt": f"the figure with a letter, {NONSENSE}"}, False),
        ({"prompt": NONSENSE, "size": "CU"}, False),  # a face says enough
        ({"prompt": NONSENSE, "cast": [{**MARA, "expression": "glad"}]}, False),
        ({"prompt": NONSENSE, "cast": [MARA, {**MARA, "action": "waits"}]}, False),
        ({"prompt": "静かな夜"}, False),
    ],
)
def test_what_they_do(staging: dict[str, Any], idle: bool) -> None:
    assert codes(**{"place": PIER, "cast": [MARA], **staging}) == ["W406"] * idle


@pytest.mark.parametrize("field", reading.VOCABULARY)
def test_declared_words(field: str) -> None:
    (note,) = told(field, "zorbled")
    assert (note.code, note.at) == ("W405", ("cast", 0, field))
    assert note.sentence == f'the {field} "zorbled" means nothing to the artist'
    _, words, usual = reading.VOCABULARY[field]
    for word in (*words, *usual.split(", ")):
        assert told(field, word) == [], word


def test_the_nearest_words_are_offered() -> None:
    assert told("facing", "rihgt")[0].advice == "near to it: right"
    assert told("expression", "angru")[0].advice.startswith("near to it: ang")
    assert told("position", "zorbled")[0].advice == "it knows, for example: left, right, background"
    assert told("action", "走る")[0].advice.startswith("the artist reads English words; ")


def test_a_long_text_is_cut_and_read_quickly() -> None:
    (note,) = told("action", "zorbled " * 20_000)
    assert note.sentence.endswith('zorbled zorb…" means nothing to the artist')
    assert len(note.sentence) < 120


def test_a_place_that_cannot_be_built() -> None:
    place = {"subject": "location", "interior": None, "photos": [], "description": NONSENSE}
    (note,) = reading.unread(place)
    assert (note.code, note.at) == ("W403", ("description",))
    for other in (
        {"description": "a narrow street"},
        {"description": ""},  # told by M208 for every provider
        {"photos": [0]},
        {"base": 0},
    ):
        assert reading.unread({**place, **other}) == ()


@pytest.mark.parametrize("word", [word for kind in KINDS.values() for word in kind.words.split()])
def test_every_place_of_the_table_is_read(word: str) -> None:
    words = f"an old {word.replace('_', ' ')}"
    told = [
        reading.unread({"subject": "location", "description": words, "interior": inside})
        for inside in (True, False, None)
    ]
    assert () in told  # some words name a place only on one side of a door


@pytest.mark.parametrize(
    ("description", "said"),
    [
        (NONSENSE, False),
        ("a mysterious stranger to everybody", False),
        ("a girl of eight", True),
        ("a man", True),
        ("a woman", True),
        ("a jumper", True),  # also what is drawn when nothing is said
        ("somebody with black hair", True),
        ("bald", True),
        ("an old soldier", True),
    ],
)
def test_a_look_that_cannot_be_drawn(description: str, said: bool) -> None:
    notes = reading.unread({"subject": "character", "description": description, "photos": []})
    assert [note.code for note in notes] == ([] if said else ["W404"])


@pytest.mark.parametrize(
    ("kind", "known"),
    [("prop", "a brass lantern"), ("pose", "kneels"), ("expression", "sad"), ("garment", "a coat")],
)
def test_a_thing_that_cannot_be_drawn(kind: str, known: str) -> None:
    element = {"subject": "element", "kind": kind, "description": known, "from": None}
    assert reading.unread(element) == ()
    (note,) = reading.unread({**element, "description": "zorbled"})
    assert (note.code, note.sentence) == (
        "W407",
        f"nothing in this description is a {kind} that the artist can draw",
    )
    assert reading.unread({**element, "description": "zorbled", "from": 0}) == ()


def test_light_and_texture_come_from_any_words() -> None:
    for kind in ("light", "texture", "composition"):
        assert reading.unread({"subject": "element", "kind": kind, "description": "zorbled"}) == ()


def test_it_asks_the_tables_of_the_drawing() -> None:
    known = {field: words for field, (_, words, _) in reading.VOCABULARY.items()}
    assert known["action"] == tuple(VERBS)
    assert known["expression"] == tuple(FEELINGS)


def test_whatever_is_missing_or_odd_is_no_trouble() -> None:
    assert reading.unread({}) == ()
    assert reading.unread({"subject": "poster"}) == ()
    assert codes(cast="mara", place=3, size=None, prompt=7) == ["W401", "W402"]
    odd = {**MARA, "action": 3, "facing": None}
    assert codes(place=PIER, cast=[odd, None]) == []
