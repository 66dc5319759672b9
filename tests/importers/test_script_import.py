"""A screenplay becomes a project, whole texts to the letter; a new draft changes what it changed."""

from __future__ import annotations

from pathlib import Path

from storyforge.core.proposal import Left
from tests.importers.small_script import FERRY, after, manifest_of, proposed, shots
from tests.world import World

HARBOUR = """\
scenes:
  - id: sc01
    number: "1"
    slug: EXT. HARBOUR - NIGHT
    location: harbour
    time: night
    weather: fog
    cast: [mara, tom]
    shots:
      - id: s0010
        size: ES
        framing: empty
        prompt: "@harbour"
        cast: []
        duration: 3s
        labels: [proposal]

      - id: s0020
        size: FS
        prompt: Fog over black water. @mara, sixty, white braid, walks to the edge.
        cast: [mara]
        action: Fog over black water. MARA, sixty, white braid, walks to the edge.
        duration: 3s
        notes: A bell, far away.
        labels: [proposal]

      - id: s0030
        size: MS
        perspective: OTS L
        prompt: "@tom speaks to Mara, out of breath"
        cast:
          - {who: tom, position: left, facing: three-quarter right}
          - {who: mara, position: foreground right, facing: away}
        dialogue:
          - {speaker: tom, text: You waited., parenthetical: out of breath}
        duration: 1.5s
        labels: [proposal]

      - id: s0040
        size: MS
        perspective: OTS R
        prompt: "@mara speaks to Tom"
        cast:
          - {who: mara, position: right, facing: three-quarter left}
          - {who: tom, position: foreground left, facing: away}
        dialogue:
          - mara: I always wait.
        duration: 1.5s
        labels: [proposal]
"""
WORKSHOP = """\
scenes:
  - id: sc02
    number: "2"
    slug: INT. WORKSHOP - CONTINUOUS
    location: workshop
    time: night
    cast: [mara, tom]
    shots:
      - id: s0050
        size: ES
        framing: empty
        prompt: "@workshop"
        cast: []
        duration: 3s
        labels: [proposal]

      - id: s0060
        size: MS
        prompt: "@mara lights a lantern."
        cast: [mara]
        action: Mara lights a lantern.
        dialogue:
          - {speaker: tom, text: Is it warm in there?, mode: O.S.}
        duration: 4.5s
        transition: fade out
        labels: [proposal]
"""
PROJECT = """\
storyforge: 1
title: The Night Ferry
draft: 3 May
fps: 24
ratio: 16:9
provider: draft
style: pencil
notes: Written by A. Writer
include: [cast/people.yaml, places.yaml, scenes/01-harbour.yaml, scenes/02-workshop.yaml]
"""
PEOPLE = """\
characters:
  tom:
    name: Tom

  mara:
    name: Mara
    description: sixty, white braid
"""
PLACES = """\
locations:
  harbour:
    name: Harbour
    description: harbour
    interior: false
    time: night

  workshop:
    name: Workshop
    description: workshop
    interior: true
    time: night
"""


def test_a_fresh_project_to_the_letter() -> None:
    proposal = proposed(FERRY)
    files = dict(proposal.files)
    assert files.pop("script/ferry.fountain") == FERRY
    assert files.pop("script/ferry.lines.json").count("\n") == 20
    assert files == {
        "storyforge.yaml": PROJECT,
        "cast/people.yaml": PEOPLE,
        "places.yaml": PLACES,
        "scenes/01-harbour.yaml": HARBOUR,
        "scenes/02-workshop.yaml": WORKSHOP,
    }
    assert (
        proposal.summary == "a new project: 2 scenes, 6 shots proposed, 2 characters, 2 locations"
    )
    assert proposal.notes == ("shots cover 5 of 5 lines of the script",)
    assert (proposal.left, proposal.edits) == ((), ())


def test_the_same_script_again_changes_nothing() -> None:
    files = dict(proposed(FERRY).files)
    again = proposed(FERRY, files)
    assert (again.edits, again.rows) == ((), ())
    assert after(files, again) == files
    assert again.summary == "nothing that the board shows has changed in the script"


def revised(*changes: tuple[str, str]) -> str:
    text = FERRY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_changed_line_changes_its_shot_and_no_other() -> None:
    files = dict(proposed(FERRY).files)
    proposal = proposed(revised(("You waited.", "You have waited for me.")), files)
    (row,) = proposal.rows
    assert (row.sort, row.node, row.where) == ("changed", "s0030", "sc01")
    assert row.fields == (
        (
            "dialogue",
            "tom (out of breath): You waited.",
            "tom (out of breath): You have waited for me.",
        ),
        ("duration", "1.5s", "2.5s"),
    )
    made = after(files, proposal)
    wanted = HARBOUR.replace("You waited.", "You have waited for me.").replace(
        "for me., parenthetical: out of breath}\n        duration: 1.5s",
        "for me., parenthetical: out of breath}\n        duration: 2.5s",
    )
    assert made["scenes/01-harbour.yaml"] == wanted
    assert made["scenes/02-workshop.yaml"] == WORKSHOP


def test_what_a_person_wrote_over_the_script_stays_and_is_told() -> None:
    files = dict(proposed(FERRY).files)
    files["scenes/01-harbour.yaml"] = HARBOUR.replace(
        "I always wait.", "Always. # not the script's"
    )
    proposal = proposed(revised(("I always wait.", "I always waited.")), files)
    assert proposal.edits == ()
    (row,) = proposal.rows
    assert (row.sort, row.node) == ("kept", "s0040")
    told = "s0040 keeps your words; dialogue of the script is now: mara: I always waited."
    assert told in proposal.notes


def test_new_lines_become_shots_between_and_cut_ones_are_kept_and_told() -> None:
    files = dict(proposed(FERRY).files)
    text = revised(
        ("TOM\n(out of breath)", "The lamp flickers.\n\nTOM\n(out of breath)"),
        ("MARA\nI always wait.\n\n", ""),
    )
    proposal = proposed(text, files)
    made = after(files, proposal)
    assert shots(made) == ["s0010", "s0020", "s0025", "s0030", "s0040", "s0050", "s0060"]
    assert [(row.sort, row.node) for row in proposal.rows] == [("new", "s0025"), ("gone", "s0040")]
    assert "no longer in the script, kept on the board: s0040" in proposal.notes
    assert "shots that cover no line: s0040" in proposal.notes
    again = proposed(text, made)
    assert (again.edits, again.rows, after(made, again)) == ((), (), made)


def test_a_new_scene_gets_a_file_and_its_place_among_the_others() -> None:
    files = dict(proposed(FERRY).files)
    new = "INT. FERRY - NIGHT\n\nIVES, fifty, bowler hat, reads.\n\nINT. WORKSHOP"
    proposal = proposed(revised(("INT. WORKSHOP", new)), files)
    made = after(files, proposal)
    include = "scenes/01-harbour.yaml, scenes/01a-ferry.yaml, scenes/02-workshop.yaml"
    assert include in " ".join(made["storyforge.yaml"].replace("\n  - ", ", ").split())
    manifest = manifest_of(made)
    assert [each.scene.id for each in manifest.scenes if each.scene] == ["sc01", "sc03", "sc02"]
    assert manifest.characters["ives"].said.description == "fifty, bowler hat"


def test_a_renamed_heading_renames_slug_and_place() -> None:
    files = dict(proposed(FERRY).files)
    proposal = proposed(revised(("EXT. HARBOUR - NIGHT", "EXT. QUAY - DAWN")), files)
    scene = manifest_of(after(files, proposal)).scenes[0].scene
    assert scene is not None
    assert (scene.id, scene.said.slug, scene.said.location, scene.said.time) == (
        *("sc01", "EXT. QUAY - DAWN", "quay", "dawn"),
    )


def test_scenes_and_lines_that_move_take_their_shots_along() -> None:
    files = dict(proposed(FERRY).files)
    head, one = FERRY.split("EXT. HARBOUR")
    one, two = one.split("INT. WORKSHOP")
    moved = f"{head}INT. WORKSHOP{two}\nEXT. HARBOUR{one}"
    made = after(files, proposed(moved, files))
    assert shots(made) == ["s0050", "s0060", "s0010", "s0020", "s0030", "s0040"]
    swapped = revised(
        (
            "TOM\n(out of breath)\nYou waited.\n\nMARA\nI always wait.",
            "MARA\nI always wait.\n\nTOM\n(out of breath)\nYou waited.",
        )
    )
    assert shots(after(files, proposed(swapped, files)))[:4] == ["s0010", "s0020", "s0040", "s0030"]


def test_a_line_that_moves_to_another_scene_is_told_and_its_shot_stays() -> None:
    files = dict(proposed(FERRY).files)
    line = "Fog over black water. MARA, sixty, white braid, walks to the edge."
    text = revised(
        (line, "Gulls."), ("Mara lights a lantern.", f"Mara lights a lantern.\n\n{line}")
    )
    proposal = proposed(text, files)
    row = next(row for row in proposal.rows if row.sort == "moved")
    assert (row.node, row.where) == ("s0020", "sc01")
    assert row.fields == (("script", "", "its line is now in sc02, INT. WORKSHOP - CONTINUOUS"),)
    assert any(
        note.startswith("s0020 stays in sc01; its line is now in") for note in proposal.notes
    )
    made = after(files, proposal)
    assert shots(made).index("s0020") < shots(made).index("s0050")
    assert proposed(text, made).rows == ()


def test_another_film_comes_after_the_one_that_is_there() -> None:
    files = dict(proposed(FERRY).files)
    scenes = "".join(f"INT. CABIN {n} - DAY\n\nOTTO wakes number {n}.\n\n" for n in range(30))
    made = after(files, proposed(scenes, files, "other.fountain"))
    new = [path for path in made if "cabin" in path]
    assert (new[0], new[-1]) == ("scenes/03-cabin-0.yaml", "scenes/32-cabin-29.yaml")
    assert shots(made)[: len(shots(files))] == shots(files)


def test_scenes_that_come_in_between_have_short_names() -> None:
    files = dict(proposed(FERRY).files)
    scenes = "".join(f"INT. CABIN {n} - DAY\n\nOTTO wakes number {n}.\n\n" for n in range(30))
    made = after(files, proposed(revised(("INT. WORKSHOP", f"{scenes}INT. WORKSHOP")), files))
    new = [path for path in made if "cabin" in path]
    assert (new[0], new[25], new[29]) == (
        "scenes/01a-cabin-0.yaml",
        "scenes/01z-cabin-25.yaml",
        "scenes/01zd-cabin-29.yaml",
    )
    assert new == sorted(new)


TALK = """\
EXT. PIER - DAY

Anna waits. She counts the boats.

Otto runs to her with his hat in the wind.

She smiles.

She listens.

ANNA
One.

OTTO
Two.

ANNA
Three.

OTTO
Four.

Otto shrugs. He yawns.

INSERT - A LETTER

It says that Anna must go.

GUARD (O.S.)
Closing time!
"""


def test_sizes_change_from_shot_to_shot_and_talk_goes_back_and_forth() -> None:
    files = dict(proposed(TALK).files)
    found = [
        (shot.said.size, shot.said.perspective, tuple(each.who for each in shot.said.cast or ()))
        for _, shot in manifest_of(files).shots()
    ]
    assert found == [
        ("ES", None, ()),
        ("MS", None, ("anna",)),
        ("fs", None, ("otto", "anna")),
        ("MCU", None, ("anna",)),
        ("MS", None, ("anna",)),
        ("MS", "ots-left", ("anna", "otto")),
        ("MS", "ots-right", ("otto", "anna")),
        ("MCU", None, ("anna",)),
        ("MCU", None, ("otto",)),
        ("MS", None, ("otto",)),
        ("CU", None, ()),
    ]
    last = manifest_of(files).scenes[0].shots[-1].said
    assert last.prompt == "INSERT - A LETTER: It says that Anna must go."
    assert last.framing == "insert"
    people = {who: each.said.description for who, each in manifest_of(files).characters.items()}
    assert people == {"anna": "a woman", "otto": "a man", "guard": "guard"}
    again = proposed(TALK, files)
    assert (again.edits, again.rows) == ((), ())


def test_the_first_check_of_a_script_is_calm(tmp_path: Path) -> None:
    world = World(tmp_path / "film")
    world.file("talk.fountain", TALK)
    assert world.run("import", "talk.fountain").code == 0
    told = [line for line in world.run("check").err.splitlines() if line[:4] in ("warn", "note")]
    assert [line for line in told if "K109" in line or "M208" in line] == []


def test_an_order_that_a_person_chose_stays() -> None:
    files = dict(proposed(FERRY).files)
    parts = HARBOUR.split("      - id: ")
    files["scenes/01-harbour.yaml"] = "      - id: ".join(
        [parts[0], parts[2], parts[1], *parts[3:]]
    )
    before = shots(files)
    proposal = proposed(revised(("CUT TO:", "A gull laughs.")), files)
    assert [shot for shot in shots(after(files, proposal)) if shot in before] == before


def test_a_board_that_people_wrote_keeps_its_shots_and_gains_what_it_lacks() -> None:
    files = {
        "storyforge.yaml": """\
storyforge: 1
provider: draft
characters:
  mara: {name: Mara Quill, description: sixty}
  tom: {description: a boy}
locations:
  pier: {name: Harbour, description: a long pier}
scenes:
  - id: harbour
    slug: EXT. HARBOUR - NIGHT
    location: pier
    shots:
      - id: one   # ours
        prompt: "@mara at the edge"
        action: Fog over black water. Mara, sixty, white braid, walks to the edge.
      - id: two
        prompt: "@tom"
        dialogue: [{tom: You waited.}]
"""
    }
    proposal = proposed(FERRY, files)
    made = after(files, proposal)
    assert shots(made)[:3] == ["one", "two", "s0010"]
    assert "- id: one   # ours" in made["storyforge.yaml"]
    assert set(manifest_of(made).characters) == {"mara", "tom"}


def test_a_new_draft_under_another_name_replaces_the_former_one() -> None:
    files = dict(proposed(FERRY).files)
    proposal = proposed(FERRY, files, name="Ferry (draft 2).fountain")
    assert proposal.edits == ()
    assert proposal.notes[0] == (
        "taken for a new draft of script/ferry.fountain, which it replaces there"
    )
    assert "script/ferry.fountain" in proposal.files


def test_what_is_not_carried_over_is_told_with_its_place() -> None:
    text = (
        "FADE IN:\n\n/* old */\nINT. A - DAY\n\nHe waits.\n\n===\n\n> HYPERSPACE TO:\n\nShe goes.\n"
    )
    assert proposed(text).left == (
        Left("line 1", "FADE IN:", "it stands before the first scene"),
        Left("line 3", "old", "the writer crossed it out"),
        Left("line 8", "page break", "a board has pages of its own"),
        Left("line 10", "HYPERSPACE TO:", "no transition has this name"),
    )


def test_import_check_build_edit_import_build(tmp_path: Path) -> None:
    world = World(tmp_path / "film")
    script = tmp_path / "ferry.fountain"
    script.write_text(FERRY, encoding="utf-8")
    said = world.run("import", str(script), "--yes")
    assert said.code == 0, said.err
    assert world.run("check").code == 0
    world.edit("storyforge.yaml", "ratio: 16:9", "ratio: 16:9\nresolution: 720p")
    first = world.made()
    assert {"s0010", "s0060", "character:mara", "location:harbour"} <= set(first)
    script.write_text(revised(("CUT TO:", "A gull laughs at Tom.")), encoding="utf-8")
    assert world.run("import", str(script)).code == 4
    assert world.run("import", str(script), "--yes").code == 0
    assert world.made() == ["s0070"]
    before = world.tree()
    assert world.run("import", str(script), "--yes").code == 0
    assert world.tree() == before
    covered = world.run("coverage")
    assert covered.err.strip() == "every line is covered: 6 lines"
    world.edit("script/ferry.fountain", "Mara lights a lantern.", "Rain on the roof.")
    covered = world.run("coverage")
    assert covered.out.splitlines()[-2:] == [
        "○ sc02  1 of 2  2  INT. WORKSHOP - CONTINUOUS",
        "    line 23  Rain on the roof.",
    ]
    assert covered.err.strip() == "5 of 6 lines covered"
    assert '"covered": 5' in world.run("coverage", "--json").out


def test_coverage_without_a_script_says_what_to_do(tmp_path: Path) -> None:
    world = World(tmp_path).write(storyforge_yaml="storyforge: 1\nshots: [{id: a, prompt: b}]\n")
    said = world.run("coverage")
    assert said.code == 2
    assert "error[F025]: no script was imported into this project" in said.err
