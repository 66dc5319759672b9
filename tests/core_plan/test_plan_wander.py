"""Takes that wander: in other words each, always the same, and recorded."""

from __future__ import annotations

import json
from itertools import pairwise

from world import SMALL, World

from storyforge.core import wander

KEY = "5c" * 32


def test_range_nought_and_take_nought_ask_the_same() -> None:
    action = {"sentence": ["@"], "staging": {"lens": 50}}
    assert wander.varied(action, KEY, 0, 5) is action
    assert wander.varied(action, KEY, 3, 0) is action


def test_each_step_of_the_range_opens_one_more_kind_of_change() -> None:
    found = [len(wander.changes(KEY, 1, step)) for step in range(6)]
    assert found == [0, 1, 2, 3, 4, 5]


def test_takes_differ() -> None:
    for step in range(1, 6):
        words = [wander.changes(KEY, take, step) for take in range(1, 17)]
        assert all(one != other for one, other in pairwise(words))
        assert len(set(words)) == (4 if step == 1 else 16)


def test_the_staging_is_changed_as_the_words_say() -> None:
    action = {"sentence": ["a pier"], "staging": {"lens": 50, "light": "dusk"}}
    for take in range(1, 5):
        other = wander.varied(action, KEY, take, 1)
        (change,) = wander.changes(KEY, take, 1)
        assert other["sentence"] == ["a pier", f" Variation: {change.words}."]
        assert other["staging"]["lens"] == 50 * change.lens // 100 != 50
        assert other["varied"] == {"table": 1, "range": 1, "words": [change.words]}
    assert action == {"sentence": ["a pier"], "staging": {"lens": 50, "light": "dusk"}}


def test_no_row_is_longer_than_it_says() -> None:
    for take in range(1, 17):
        words = ", ".join(change.words for change in wander.changes(KEY, take, 5))
        assert len(f" Variation: {words}.") <= wander.LONGEST


def test_every_take_records_what_was_varied_and_sent(world: World) -> None:
    wide = "size: MCU\n            takes: 4\n            aesthetic_range: 2"
    world.write(storyforge_yaml=SMALL.replace("size: MCU", wide))
    world.build()
    traces = [
        json.loads(path.read_bytes())
        for path in (world.root / ".storyforge/traces").rglob("*.json")
    ]
    found = {
        each["take"]: each
        for each in traces
        if "and" in each["sent"] and "varied" in each["action"]
    }
    assert sorted(found) == [1, 2, 3]
    for each in found.values():
        assert each["sent"].endswith(f" Variation: {', '.join(each['action']['varied']['words'])}.")
    world.edit("storyforge.yaml", "aesthetic_range: 2", "aesthetic_range: 3")
    assert world.made() == ["s020 take 1", "s020 take 2", "s020 take 3"]
