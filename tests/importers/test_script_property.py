"""Any script makes a project that is read; the same again changes nothing; any new draft keeps the
shots of what survives, and what people changed."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyforge.core import script_lines
from storyforge.core.film_graph import film_of
from tests.core_plan.plan_little import Draft
from tests.importers.small_script import after, manifest_of, proposed, shots

NAMES = ("MARA", "TOM", "@李雷", "MR. IVES", "ANNA-LEE", "O'NEIL (V.O.)", "CON", "SC01")
WORDS = [
    "lamp",
    "fog",
    "Mara",
    "walks",
    "@x",
    "tom's",
    "the",
    "boat",
    "TOM",
    "he",
    "runs",
    "#1",
    "a:",
    "b",
    "-",
    "'q'",
    "你好",
    "🙂",
    "(slow)",
    "{y}",
]
PLACES = ("PIER", "SHOP", "SHOP - BACK ROOM", "CAFÉ", "CON", "海")
HOURS = (" - NIGHT", " - DAY", " - CONTINUOUS", "", " - LATER")

sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join)
action = sentence.map(lambda text: f"They {text}.")
speech = st.tuples(st.sampled_from(NAMES), sentence).map("\n".join)
beat = st.one_of(action, speech, st.sampled_from(["CUT TO:", "[[a note]]", "> THE END <", "==="]))
heading = st.tuples(
    st.sampled_from(("INT. ", "EXT. ", "INT./EXT. ", ".")),
    st.sampled_from(PLACES),
    st.sampled_from(HOURS),
).map("".join)
scene = st.tuples(heading, st.lists(beat, max_size=6))
scripts = st.lists(scene, min_size=1, max_size=5)
steady = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Scenes = list[tuple[str, list[str]]]


def page(scenes: Scenes) -> str:
    return "\n\n".join(text for head, beats in scenes for text in (head, *beats)) + "\n"


@steady
@given(scripts)
def test_any_script_makes_a_film_without_errors(scenes: Scenes) -> None:
    files = dict(proposed(page(scenes)).files)
    film = film_of(manifest_of(files), {"draft": Draft()})
    assert [each for each in film.troubles if each.severity == "error"] == []
    assert len(set(shots(files))) == len(shots(files))
    again = proposed(page(scenes), files)
    assert (again.edits, again.rows, after(files, again)) == ((), (), files)


@dataclass(frozen=True)
class Draft2:
    """A script, and a new draft of it."""

    before: Scenes
    after: Scenes


@st.composite
def drafts(draw: st.DrawFn) -> Draft2:
    before = draw(scripts)
    now = [(head, list(beats)) for head, beats in before]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(now) - 1))
        what = draw(st.sampled_from(("add", "cut", "change", "move", "scene", "swap")))
        beats = now[at][1]
        if what == "add":
            beats.insert(draw(st.integers(0, len(beats))), draw(beat))
        elif what == "cut" and beats:
            beats.pop(draw(st.integers(0, len(beats) - 1)))
        elif what == "change" and beats:
            beats[draw(st.integers(0, len(beats) - 1))] = draw(beat)
        elif what == "move" and len(beats) > 1:
            beats.insert(0, beats.pop())
        elif what == "scene":
            now.insert(at, draw(scene))
        elif what == "swap":
            now.append(now.pop(at))
    return Draft2(before, now)


@steady
@given(drafts())
def test_a_new_draft_loses_no_shot_and_nothing_that_a_person_did(draft: Draft2) -> None:
    files = dict(proposed(page(draft.before)).files)
    old = shots(files)
    path = next(path for path in sorted(files) if path.startswith("scenes/"))
    files[path] = files[path].replace(
        "        labels: [proposal]", "        labels: [mine] # kept", 1
    )
    mine = files[path].count("# kept")
    made = after(files, proposed(page(draft.after), files))
    now = shots(made)
    assert set(old) <= set(now)
    assert len(set(now)) == len(now)
    assert sum(text.count("# kept") for text in made.values()) == mine
    film = film_of(manifest_of(made), {"draft": Draft()})
    assert [each for each in film.troubles if each.severity == "error"] == []
    lines = script_lines.read(made["script/ferry.lines.json"], "x")
    said = {each.beat.digest: each.shots for each in lines.beats}
    before = script_lines.read(files["script/ferry.lines.json"], "x")
    unique = [
        e for e in before.beats if sum(o.beat.digest == e.beat.digest for o in before.beats) == 1
    ]
    for each in unique:
        if each.beat.sort == "action" and each.beat.digest in said and len(each.beat.text) > 12:
            assert said[each.beat.digest] == each.shots
    again = proposed(page(draft.after), made)
    assert (again.edits, after(made, again)) == ((), made)
