"""The schedule: the most urgent first, never before its needs, and a failure takes along exactly what is below it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core.schedule import Schedule

Graph = dict[str, list[str]]  # node -> needs, needs first


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 9))
    names = [f"n{number}" for number in range(count)]
    return {
        name: draw(st.lists(st.sampled_from([*names[:place], "elsewhere"]), max_size=4))
        for place, name in enumerate(names)
    }


def _below(graph: Graph, node: str) -> set[str]:
    users = {name for name, needs in graph.items() if node in needs}
    return users | {each for user in users for each in _below(graph, user)}


def _urgency(graph: Graph, seconds: dict[str, float], node: str) -> float:
    users = [name for name, needs in graph.items() if node in needs]
    return seconds.get(node, 1.0) + max(
        (_urgency(graph, seconds, user) for user in users), default=0
    )


@settings(max_examples=150, deadline=None)
@given(graphs(), st.data())
def test_against_a_naive_model(graph: Graph, data: st.DataObject) -> None:
    seconds = data.draw(st.dictionaries(st.sampled_from(list(graph)), st.floats(0, 9)))
    schedule = Schedule(tuple(graph), graph, seconds)
    done: set[str] = set()
    lost: set[str] = set()
    running: set[str] = set()
    while True:
        ready = [
            node
            for node, needs in graph.items()
            if node not in done | lost | running and {*needs} & graph.keys() <= done
        ]
        assert schedule.left == len(graph) - len(done | lost)
        if running and (not ready or data.draw(st.booleans())):
            node = data.draw(st.sampled_from(sorted(running)))
            running.remove(node)
            if data.draw(st.booleans()):
                schedule.done(node)
                done.add(node)
            else:
                below = [each for each in graph if each in _below(graph, node) - lost]
                assert schedule.failed(node) == below
                lost |= {node, *below}
            continue
        taken = schedule.next()
        if not ready:
            assert taken is None
            break
        assert taken in ready
        most = max(_urgency(graph, seconds, node) for node in ready)
        assert abs(_urgency(graph, seconds, taken) - most) < 1e-9
        running.add(taken)
    assert not running
    assert done | lost == graph.keys()
    assert schedule.left == 0


def test_the_longest_way_comes_first_and_order_decides_between_equals() -> None:
    graph = {"a": [], "b": [], "c": ["b"], "d": [], "e": ["c"]}
    schedule = Schedule(tuple(graph), graph, {"d": 2.5})
    assert [schedule.next() for _ in range(4)] == ["b", "d", "a", None]
    schedule.done("b")
    assert schedule.next() == "c"
    assert schedule.urgency("b") < schedule.urgency("d") < schedule.urgency("a")
