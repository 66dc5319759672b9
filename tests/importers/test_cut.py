"""An edited timeline back in: exactly its changes of order and length, nothing touched besides, nothing lost unsaid."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cut import (
    FORMATS,
    RATES,
    board_of,
    carried_out,
    cut,
    here,
    manifest,
    order,
    project,
    proposed,
    written,
)

from storyforge.core import film
from storyforge.core.board import Track
from storyforge.core.errors import UsageError
from storyforge.core.proposal import Order, Put

PIER = [("s010", "3s"), ("s020", "2.5s"), ("s030", ""), ("s040", "1+03")]
STREET = [("s110", "60f"), ("s120", "00:00:02:00")]
MAIN = project(("pier", PIER), ("street", STREET))
STARTS = [(fps, "01:00:00:00") for fps in RATES] + [
    (fps, "00:59:58;00") for fps in ("29.97", "59.94")
]
every_format = pytest.mark.parametrize("name", FORMATS)


def shots_of(text: str) -> list[str]:
    return [shot for shot, _ in order(manifest(main=text))]


@every_format
@pytest.mark.parametrize(("fps", "start"), STARTS)
def test_an_untouched_timeline_changes_nothing(name: str, fps: str, start: str) -> None:
    main = project(("pier", PIER), ("street", STREET), fps=fps, start=start)
    shown = board_of(manifest(main=main), s010={"transition": "dissolve"})
    shown = replace(
        shown, tracks=(Track("sound/sea.flac", 0), Track("sound/bell.wav", 9, shot="s010"))
    )
    main = main.replace("duration: 3s", "duration: 3s\n        transition: dissolve")
    found = proposed(name, written(name, shown), here(main=main))
    assert (found.edits, found.rows, found.left, found.notes) == ((), (), (), ())
    assert re.fullmatch(r"a cut of 6 shots, (\S+) long; the board runs \1", found.summary)


@every_format
def test_a_recut_scene_is_reordered_and_trimmed_and_its_comments_go_along(name: str) -> None:
    shown = board_of(manifest(main=MAIN))
    edited = cut(shown, ["s030", "s010", "s020", "s040", "s110", "s120"], {"s020": 33, "s110": 72})
    found = proposed(name, written(name, edited), here(main=MAIN))
    assert set(found.edits) == {
        Order("storyforge.yaml", ("scenes", 0, "shots"), (2, 0, 1, 3)),
        Put("storyforge.yaml", ("scenes", 0, "shots", 1, "duration"), "1+09"),
        Put("storyforge.yaml", ("scenes", 1, "shots", 0, "duration"), "3s"),
    }
    assert [(row.sort, row.node, row.where, row.fields) for row in found.rows] == [
        ("moved", "s030", "pier", (("place", "3", "1"),)),
        ("changed", "s020", "pier", (("duration", "2.5s", "1+09"),)),
        ("changed", "s110", "street", (("duration", "60f", "3s"),)),
    ]
    assert found.summary == (
        "a cut of 6 shots, 00:00:12:12 long; the board runs 00:00:13:03 now, 00:00:12:12 then"
    )
    after = carried_out(found, main=MAIN)["main"]
    assert order(manifest(main=after)) == [
        ("s030", 48), ("s010", 72), ("s020", 33), ("s040", 27), ("s110", 72), ("s120", 48),
    ]  # fmt: skip
    assert "      # why there is s030\n      - id: s030\n" in after
    assert proposed(name, written(name, edited), here(main=after)).edits == ()


@every_format
def test_a_length_written_in_another_way_stays_as_it_is_written(name: str) -> None:
    found = proposed(name, written(name, board_of(manifest(main=MAIN))), here(main=MAIN))
    assert found.edits == ()
    assert "00:00:02:00" in MAIN


@every_format
def test_whole_scenes_change_places(name: str) -> None:
    main = project(
        ("a", [("a1", "1s"), ("a2", "2s")]),
        ("b", [("b1", "1s")]),
        ("c", [("c1", "1s"), ("c2", "1s")]),
    )
    edited = cut(board_of(manifest(main=main)), ["c2", "c1", "a1", "a2", "b1"])
    found = proposed(name, written(name, edited), here(main=main))
    assert set(found.edits) == {
        Order("storyforge.yaml", ("scenes",), (2, 0, 1)),
        Order("storyforge.yaml", ("scenes", 2, "shots"), (1, 0)),
    }
    assert [(row.sort, row.node, row.fields) for row in found.rows] == [
        ("moved", "c", (("place", "scene 3", "scene 1"),)),
        ("moved", "c1", (("place", "1", "2"),)),
    ]
    after = carried_out(found, main=main)["main"]
    assert shots_of(after) == ["c2", "c1", "a1", "a2", "b1"]
    assert found.left == ()


@every_format
def test_scenes_of_other_files_stay_where_their_files_put_them(name: str) -> None:
    files = {
        "main": "storyforge: 1\nscenes:\n  - id: a\n    shots: [{id: a1}]\n",
        "more": "scenes:\n  - id: b\n    shots: [{id: b1}, {id: b2}]\n",
    }
    edited = cut(board_of(manifest(**files)), ["b2", "b1", "a1"])
    found = proposed(name, written(name, edited), here(**files))
    assert found.edits == (Order("more.yaml", ("scenes", 0, "shots"), (1, 0)),)
    assert [each.what for each in found.left] == ["a1 of a beside b1"]
    after = carried_out(found, **files)
    assert [shot for shot, _ in order(manifest(**after))] == ["a1", "b2", "b1"]


@every_format
def test_a_shot_among_those_of_another_scene_stays_in_its_own_and_is_told(name: str) -> None:
    edited = cut(board_of(manifest(main=MAIN)), ["s010", "s110", "s020", "s030", "s040", "s120"])
    found = proposed(name, written(name, edited), here(main=MAIN))
    assert found.edits == ()
    (left,) = found.left
    assert left.what == "s110 of street beside s010 and s020"
    assert "its scene's place and hour" in left.why


@every_format
def test_a_shot_that_is_not_in_the_cut_is_kept_behind_the_one_before_it(name: str) -> None:
    edited = cut(board_of(manifest(main=MAIN)), ["s030", "s010", "s110", "s120"])
    found = proposed(name, written(name, edited), here(main=MAIN))
    assert shots_of(carried_out(found, main=MAIN)["main"]) == [
        "s030",
        "s040",
        "s010",
        "s020",
        "s110",
        "s120",
    ]
    assert found.notes == (
        "s020, s040 are not in the cut, and stay on the board: delete them by hand if that is meant",
    )


@every_format
def test_a_shot_that_was_cut_in_two_is_one_and_a_second_use_is_told(name: str) -> None:
    shown = board_of(manifest(main=MAIN))
    panels = {each.id: each for each in shown.panels()}
    now, pieces = 0, []
    for shot, frames in (("s010", 30), ("s010", 12), ("s020", 60), ("s010", 9), ("s030", 48)):
        pieces.append(replace(panels[shot], start=now, frames=frames))
        now += frames
    edited = replace(shown, scenes=(replace(shown.scenes[0], panels=tuple(pieces)),))
    found = proposed(name, written(name, edited), here(main=MAIN))
    assert found.edits == (Put("storyforge.yaml", ("scenes", 0, "shots", 0, "duration"), "1+18"),)
    assert [each.what for each in found.left] == ["s010 again"]


@every_format
def test_gaps_and_foreign_clips_are_told_with_their_length(name: str) -> None:
    shown = board_of(manifest(main=MAIN))
    one, two, *_ = shown.panels()
    foreign = replace(two, id="logo_v2", file="logo_v2.png", frames=50)
    late = replace(two, start=one.frames + 50 + 25)
    panels = (one, replace(foreign, start=one.frames), late)
    edited = replace(shown, scenes=(replace(shown.scenes[0], panels=panels),))
    found = proposed(name, written(name, edited), here(main=MAIN))
    assert [each.what for each in found.left] == ["logo_v2 (00:00:02:02)", "a gap of 00:00:01:01"]
    assert all(each.place for each in found.left)
    assert found.edits == ()


@every_format
def test_a_blend_that_the_board_does_not_have_is_told(name: str) -> None:
    shown = board_of(
        manifest(main=MAIN), s010={"transition": "dissolve"}, s020={"transition": "wipe"}
    )
    found = proposed(name, written(name, shown), here(main=MAIN))
    assert [each.what for each in found.left] == [
        "dissolve at the end of s010",
        "wipe at the end of s020",
    ]
    assert found.edits == ()


@every_format
def test_a_shot_that_was_renamed_since_is_known(name: str) -> None:
    data = written(
        name, cut(board_of(manifest(main=MAIN)), ["s020", "s010", "s030", "s040", "s110", "s120"])
    )
    renamed = MAIN.replace("id: s020", "id: pier-wide") + "moved: {s020: s021, s021: pier-wide}\n"
    found = proposed(name, data, here(main=renamed))
    assert found.left == ()
    assert shots_of(carried_out(found, main=renamed)["main"])[:2] == ["pier-wide", "s010"]


@pytest.mark.parametrize("name", ["otio", "fcpxml"])  # an edit list does not say its rate
@pytest.mark.parametrize(
    ("theirs", "fps"),
    [("25", "24"), ("30", "23.976"), ("48", "24"), ("24", "60"), ("23.976", "24")],
)
def test_a_cut_at_another_rate_is_converted_without_drift(name: str, theirs: str, fps: str) -> None:
    shots = [(f"s{number:03}", "7f") for number in range(90)]
    data = written(name, board_of(manifest(main=project(("pier", shots), fps=theirs))))
    main = project(("pier", shots), fps=fps)
    found = proposed(name, data, here(main=main))
    after = order(manifest(main=carried_out(found, main=main)["main"]))
    alike = (theirs, fps) == ("23.976", "24")  # counted alike: frame for frame
    exact = 630 if alike else 630 * film.RATES[fps] / film.RATES[theirs]
    assert abs(sum(frames for _, frames in after) - exact) <= 1
    assert any("rounded" in each for each in found.notes) != alike


@every_format
def test_a_cut_of_another_film_is_refused(name: str) -> None:
    other = project(("x", [("x1", "1s"), ("x2", "1s")]))
    with pytest.raises(UsageError) as caught:
        proposed(name, written(name, board_of(manifest(main=other))), here(main=MAIN))
    assert [each.code for each in caught.value.problems] == ["F052"]


@every_format
def test_a_cut_needs_a_project(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        proposed(name, b"", replace(here(main=MAIN), manifest=None))
    assert [each.code for each in caught.value.problems] == ["F004"]


@st.composite
def films(draw: st.DrawFn) -> tuple[str, dict[str, int], list[str]]:
    """A project, new lengths, and an order of the cut in which scenes stay whole."""
    fps = draw(st.sampled_from(RATES))
    lengths = st.one_of(
        st.just(""), st.integers(1, 400).map("{}f".format), st.integers(1, 9).map("{}s".format)
    )
    scenes, trims, whole = [], {}, []
    for scene in range(draw(st.integers(1, 4))):
        shots = [(f"s{scene}-{number}", draw(lengths)) for number in range(draw(st.integers(1, 5)))]
        scenes.append((f"sc{scene}", shots))
        names = [shot for shot, _ in shots]
        trims |= {shot: draw(st.integers(1, 400)) for shot in names if draw(st.booleans())}
        whole.append(draw(st.permutations(names)))
    cut_of = [shot for scene in draw(st.permutations(whole)) for shot in scene]
    return project(*scenes, fps=fps), trims, cut_of


@every_format
@settings(max_examples=40, deadline=None)
@given(film=films())
def test_whatever_was_cut_is_what_the_project_says_afterwards(
    name: str, film: tuple[str, dict[str, int], list[str]]
) -> None:
    main, trims, wanted = film
    shown = board_of(manifest(main=main))
    edited = cut(shown, wanted, trims)
    found = proposed(name, written(name, edited), here(main=main))
    after = carried_out(found, main=main)["main"]
    assert order(manifest(main=after)) == [(each.id, each.frames) for each in edited.panels()]
    assert found.left == ()
    assert found.notes == ()
    changed = [
        each
        for each in edited.panels()
        if each.frames != {p.id: p.frames for p in shown.panels()}[each.id]
    ]
    assert sum(isinstance(each, Put) for each in found.edits) == len(changed)
    again = proposed(name, written(name, edited), here(main=after))
    assert again.edits == ()
    assert main.count("# why") == after.count("# why")
