"""A shot list in, a whole proposal out: every family of headings, into a project and into none."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_shots import HERE, IDS, edits, here, listed, proposed, sheet
from world import World

from storyforge.core.columns import guarded
from storyforge.core.errors import UsageError
from storyforge.core.proposal import Drop, Here, Insert, Left, Order, Put, Row

NONE = Here(None, {})
FAMILIES: dict[str, tuple[str, str]] = {
    "scene numbers, in and out": (
        """
        scene_number,shot_number,shot_size,movement,description,start_time,end_time,notes
        1,1,WS,static,A pier at dusk,0,3.5,opening
        1,2,MCU,slow push in,Mara lifts the lantern,3.5,6,
        """,
        """
        scenes:
          - id: sc1
            number: "1"
            shots:
              - id: s001
                number: "1"
                size: LS
                movement: static
                prompt: A pier at dusk
                duration: 3.5s
                notes: opening

              - id: s002
                number: "2"
                size: MCU
                movement: push in slow
                prompt: Mara lifts the lantern
                duration: 2.5s
        """,
    ),
    "titles, statuses and seconds": (
        """
        Shot;Title;Scene;Status;Description;Shot type;Angle;Movement;Lens;Location;Action;Dialogue;Seconds;Transition
        1A;The pier;1;ok;Mara walks;MS / BS;low;dolly in slow;35mm;EXT. LONG PIER - DUSK;She waits;"MARA: You came back.
        TOM (V.O.): (softly) One night.";2,5;cut to
        """,
        """
        scenes:
          - id: sc1
            number: "1"
            shots:
              - id: s001a
                number: 1A
                title: The pier
                size: MS
                angle: low
                lens: 35mm
                movement: dolly in slow
                location: long-pier
                time: dusk
                prompt: Mara walks
                action: She waits
                dialogue:
                  - MARA: You came back.
                  - {speaker: TOM, text: One night., mode: V.O., parenthetical: softly}
                duration: 2.5s
                transition: cut
                notes: "Size: BS"
        """,
    ),
    "millimetres, seconds in and out": (
        """
        scene,shot,size,focal_length_mm,sensor_mm,aspect,height_m,distance_m,in_s,out_s,description
        2,3,CU,50,36,1.85,1.5,2,10,12.5,A hand
        """,
        """
        scenes:
          - id: sc2
            number: "2"
            shots:
              - id: s003
                number: "3"
                size: CU
                lens: 50mm
                prompt: A hand
                duration: 2.5s
                notes: |-
                  Sensor: 36
                  Aspect: 1.85
                  Camera height: 1.5
                  Distance: 2
        """,
    ),
    "lighting, pacing, palette": (
        """
        Scene\tShot\tDescription\tNotes\tCamera Angle\tLighting\tPacing\tColor Palette
        INT. ATTIC - NIGHT\t1\tDust\tquiet\tBird's-eye\tone candle\tslow\tamber
        """,
        """
        scenes:
          - id: int-attic-night
            slug: INT. ATTIC - NIGHT
            location: attic
            time: night
            shots:
              - id: s001
                number: "1"
                angle: overhead
                light: one candle
                prompt: Dust
                notes: |-
                  quiet
                  Pacing: slow
                  Colour palette: amber
        """,
    ),
    "bare rows are scenes": (
        """
        Done,Scene,Shot,Media,Set,Description,File,Script,Notes
        ,Rooftop,,,,,,,
        ,,1,video,Roof,Wide city,a.mov,l. 12,windy
        """,
        """
        scenes:
          - id: rooftop
            shots:
              - id: s001
                number: "1"
                location: roof
                prompt: Wide city
                notes: |-
                  windy
                  Media: video
                  File: a.mov
                  Script: l. 12
        """,
    ),
    "prompts for picture and motion": (
        """
        id,image_prompt,motion_prompt,caption,duration,status
        s1,a lighthouse in fog,the lamp turns,The light,4,done
        """,
        """
        shots:
          - id: s1
            prompt: a lighthouse in fog
            action: The light
            duration: 4s
            clip:
              prompt: the lamp turns
        """,
    ),
    "episodes, people joined by plus": (
        """
        episode,shot_id,scene,characters,action,dialogue,camera,shot_type,duration,outfit,emotion
        1,E1-01,1,Mara+Tom,they meet,You came back.,dolly in,MCU,3,oilskin coat,tender
        """,
        """
        scenes:
          - id: sc1
            number: "1"
            shots:
              - id: e1-01
                number: E1-01
                size: MCU
                movement: dolly in
                cast: [mara, tom]
                prompt: they meet
                dialogue:
                  - You came back.
                duration: 3s
                notes: |-
                  Outfit: oilskin coat
                  Emotion: tender
        """,
    ),
    "Japanese": (
        """
        撮影日,場所,企画,シーン,カットNo,ショット,画,音・演出,尺,被写体,機材,ステータス
        5/1,埠頭,本編,1,1,BIRD / ECU,霧の埠頭,鐘の音,3秒,マラ、トム,ドローン,済
        5/1,埠頭,本編,1,2,CU 寄り,手,足音,2+12,,,
        5/1,埠頭,本編,1,3,WS,歩く,,2.5,マラ,,
        """,
        """
        scenes:
          - id: sc1
            number: "1"
            location: place-1
            shots:
              - id: s001
                number: "1"
                size: ECU
                angle: overhead
                cast: [person-1, person-2]
                prompt: 霧の埠頭
                duration: 3s
                sound: 鐘の音
                notes: |-
                  Shoot date: 5/1
                  Project: 本編
                  Equipment: ドローン

              - id: s002
                number: "2"
                size: CU
                prompt: 手
                duration: 2.5s
                sound: 足音
                notes: |-
                  Shoot date: 5/1
                  Project: 本編
                  Size: 寄り

              - id: s003
                number: "3"
                size: MS
                cast: [person-1]
                prompt: 歩く
                duration: 2.5s
                notes: |-
                  Shoot date: 5/1
                  Project: 本編
        """,
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_headings_begins_a_film(family: str) -> None:
    table, wanted = FAMILIES[family]
    found = proposed(sheet(table), NONE)
    (scene,) = [text for name, text in found.files.items() if name != "storyforge.yaml"]
    assert [line.rstrip() for line in scene.split("\n") if line] == [
        line for line in textwrap.dedent(wanted).split("\n") if line
    ]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932"])
def test_a_japanese_list_is_read_in_any_coding(coding: str) -> None:
    table, _ = FAMILIES["Japanese"]
    found = proposed(textwrap.dedent(table).lstrip().encode(coding), NONE)
    assert found.files["storyforge.yaml"] == (
        "storyforge: 1\ntitle: Shots\ntradition: japanese\ninclude: [scenes/*.yaml]\n\n"
        "characters:\n  person-1:\n    name: マラ\n\n  person-2:\n    name: トム\n\n"
        "locations:\n  place-1:\n    name: 埠頭\n"
    )
    told = ("read as Shift_JIS: the file is not UTF-8",) if coding == "cp932" else ()
    assert found.notes == (*told, "WS was read as MS, as the japanese tradition has it")
    assert found.left == (
        Left("column L", "ステータス", "how far a shot is follows from its picture"),
        Left(
            "row 3",
            "寄り",
            "size: no word for this field, or one too many; it is kept in the notes",
        ),
    )


def test_western_europe_wrote_cp1252() -> None:
    found = proposed("Scene;Shot;Description\n1;1;Café à minuit\n".encode("cp1252"), NONE)
    assert "prompt: Café à minuit" in found.files["scenes/01-sc1.yaml"]
    assert found.notes == ("read as Windows-1252: the file is not UTF-8",)


def test_numbers_that_begin_anew_name_their_scene() -> None:
    table = "scene,shot,description\n1,1,a\n2,1,b\n2,2,\n"
    found = proposed(table.encode(), NONE)
    assert [(row.node, row.where) for row in found.rows] == [
        ("sc1-s001", "1"), ("sc2-s001", "2"), ("sc2-s002", "2"),
    ]  # fmt: skip
    assert found.summary == "3 shots in 2 scenes, as a new project"


# ------------------------------------------------------------------ into a project


def test_what_came_from_here_proposes_nothing() -> None:
    found = proposed(listed(HERE), HERE)
    assert (found.edits, found.rows, found.left, found.notes) == ((), (), (), ())
    assert found.summary == "the sheet says what the project says already: nothing would change"


@pytest.mark.parametrize("delimiter", ["comma", "semicolon", "tab"])
def test_delimiter_mark_and_line_ends_do_not_matter(delimiter: str) -> None:
    data = listed(HERE, delimiter=delimiter, bom=True)
    assert proposed(data, HERE).edits == ()
    assert proposed(data.replace(b"\r\n", b"\n"), HERE).edits == ()
    assert proposed(data.decode("utf-8-sig").encode("utf-16"), HERE).edits == ()


TEXT = st.text(
    st.characters(whitelist_categories=["L", "M", "N", "P", "S", "Zs", "So"])
    | st.sampled_from("=+-@'\",;\t\n|#:&*"),
    max_size=30,
).map(str.strip)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(
    ("prompt", "action", "sound", "notes", "title", "light", "mood"), TEXT)),
    st.lists(st.tuples(TEXT, TEXT.filter(bool)), max_size=3))  # fmt: skip
def test_hostile_words_come_back_as_they_went(
    fields: dict[str, str], said: list[tuple[str, str]]
) -> None:
    dialogue = [{"speaker": who, "text": text} for who, text in said]
    project = here({**fields, "id": "s010", "dialogue": dialogue})
    found = proposed(listed(project), project)
    assert (found.edits, found.left) == ((), ())


def test_only_cells_that_differ_become_edits() -> None:
    found = proposed(
        sheet("""
        id,size,angle,lens,movement,duration,transition,notes,sound,labels
        s010,BIRD / CU,,35 mm,"pan left, whirl",00:00:02:12,-,'=new,,"key, fire"
        s020,Medium Shot,low,,,2,,,"wind",
        """),
        HERE,
    )
    at = ("scenes", 0, "shots", 0)
    assert found.edits == (
        Put("storyforge.yaml", (*at, "size"), "CU"),
        Put("storyforge.yaml", (*at, "angle"), "overhead"),
        Put("storyforge.yaml", (*at, "lens"), "35mm"),
        Put("storyforge.yaml", (*at, "movement"), "pan left"),
        Put("storyforge.yaml", (*at, "duration"), "2.5s"),
        Put("storyforge.yaml", (*at, "labels"), ["key", "fire"]),
        Put("storyforge.yaml", (*at, "notes"), "=new\nMovement: whirl"),
        Drop("storyforge.yaml", (*at, "transition")),
        Put("storyforge.yaml", ("scenes", 0, "shots", 1, "angle"), "low"),
        Put("storyforge.yaml", ("scenes", 0, "shots", 1, "sound"), "wind"),
    )
    assert found.rows[1] == Row(
        "changed", "s020", "EXT. PIER - DUSK", (("angle", "", "low"), ("sound", "", "wind"))
    )
    assert found.left == (
        Left("row 2", "whirl", "movement: no word for this field, or one too many; "
             "it is kept in the notes"),
    )  # fmt: skip
    assert found.notes == ("1 shot is not in the sheet and stays as it is: s030",)


def test_a_prompt_keeps_its_references_and_people_their_looks() -> None:
    found = proposed(
        sheet("""
        id,description,cast
        s010,Mara Quill runs with the Lantern,"Tom, Mara Quill, Ferryman"
        """),
        HERE,
    )
    assert edits(found) == {
        ("characters", "ferryman"): {"name": "Ferryman"},
        (*IDS["s010"], "prompt"): "@mara runs with the @lantern",
        (*IDS["s010"], "cast"): ["tom", {"who": "mara/coat", "position": "left"}, "ferryman"],
    }
    assert found.notes[-1] == "names that nothing had are declared, to be described: ferryman"


def test_new_rows_become_shots_where_they_stand() -> None:
    found = proposed(
        sheet("""
        scene,shot,id,description,location,cast
        1,10,s010,,,
        1,15,,A new one @nobody,The Pier,mara quill
        1,20,s020,,,
        2,1,,Far away,INT. ATTIC - NIGHT,
        1,30,s030,,,
        """),
        HERE,
    )
    assert found.edits == (
        Put("storyforge.yaml", ("locations", "attic"), {"name": "Attic", "interior": True}),
        Insert("storyforge.yaml", ("scenes", 0, "shots"), 1, {
            "id": "s015", "number": "15", "cast": ["mara/coat"], "prompt": "A new one nobody"}),
        Insert("storyforge.yaml", ("scenes",), 1, {"id": "sc2", "number": "2", "shots": [
            {"id": "s001", "number": "1", "location": "attic", "time": "night",
             "prompt": "Far away"}]}),
    )  # fmt: skip
    assert found.left == (Left("row 3", "@nobody", "nothing is named so; as words"),)
    assert found.summary == "2 new"


def test_another_order_and_another_scene() -> None:
    found = proposed(sheet("id,scene\ns030,1\ns010,1\ns020,9"), HERE)
    assert found.edits == (Order("storyforge.yaml", ("scenes", 0, "shots"), (2, 0, 1)),)
    assert found.rows == (
        Row(
            "moved", "pier", "storyforge.yaml", (("order", "s010, s020, s030", "s030, s010, s020"),)
        ),
    )
    assert found.left == (
        Left("row 4", "s020", "the sheet has it in scene 9; move it there in the manifest"),
    )


def test_rows_without_ids_are_known_by_number_then_by_words() -> None:
    found = proposed(sheet("scene,shot,size\n1,20,CU"), HERE)
    assert edits(found) == {(*IDS["s020"], "size"): "CU"}
    found = proposed(sheet("description,size\nTom waits,CU"), HERE)
    assert edits(found) == {(*IDS["s020"], "size"): "CU"}


def test_the_same_shot_twice_and_columns_nobody_knows_are_told() -> None:
    found = proposed(sheet("id,size,Shutter,Size\ns020,CU,1/50,LS\ns020,LS,,"), HERE)
    assert edits(found) == {(*IDS["s020"], "size"): "CU"}
    assert found.left == (
        Left("column C", "Shutter", "no field of a shot is called so"),
        Left("column D", "Size", "another column says the same"),
        Left("row 3", "s020", "row 2 tells of the same shot"),
    )


def test_a_slugline_changes_once_for_its_scene() -> None:
    found = proposed(sheet("id,scene slug\ns010,EXT. PIER - DAWN\ns020,EXT. PIER - DAWN"), HERE)
    assert edits(found) == {("scenes", 0, "slug"): "EXT. PIER - DAWN"}


def test_frames_are_a_length_only_where_there_is_no_other() -> None:
    assert edits(proposed(sheet("id,frames\ns010,36\ns020,48"), HERE)) == {
        (*IDS["s010"], "duration"): "1.5s"
    }
    assert edits(proposed(sheet("id,duration,frames\ns010,4,36"), HERE)) == {}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2.5", "2.5s"), ("2,5 s", "2.5s"), ("3秒", "3s"), ("0:05", "5s"), ("00:02:12", "132s"),
     ("1 min 5 s", "65s"), ("60f", "2.5s"), ("2+12", "2.5s"), ("00:00:02:12", "2.5s"),
     ("ca. 3 sec.", "3s"), ("1m", "60s")],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text: str, seconds: str) -> None:
    found = proposed(f"id;duration\ns010;{text}\n".encode(), HERE)
    assert edits(found) == {(*IDS["s010"], "duration"): seconds}


@pytest.mark.parametrize("text", ["soon", "0", "-4", "9" * 500, "1:2:3:4:5", "=1+1"])
def test_what_is_no_length_stays_in_the_notes(text: str) -> None:
    found = proposed(f"id;duration\ns010;{guarded(text)}\n".encode(), HERE)
    assert edits(found) == {(*IDS["s010"], "notes"): f"Duration: {text}"}
    assert [each.what for each in found.left] == [text]


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0", b"hello", b"a,b,c\n1,2,3\n", "たぶん".encode("cp932"), b'"' * 99]
)
def test_what_is_no_shot_list_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        proposed(data, HERE)
    assert [each.code for each in caught.value.problems] == ["F060"]


def outcome(data: bytes, project: Here) -> str:
    """The code of what is wrong with a file; empty where it can be taken in."""
    try:
        proposed(data, project)
    except UsageError as error:
        return error.problems[0].code
    return ""


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["id,size\n", "シーン;尺\n", "Scene\tShot\n"]))
def test_no_bytes_can_break_it(data: bytes, heading: str) -> None:
    for project in (HERE, NONE):
        assert outcome(heading.encode() + data, project) in ("", "F060", "F061")


def test_totals_and_headings_said_again_are_no_shots() -> None:
    found = proposed(sheet("My film\n\nScene,Shot,Id\n1,10,s010\nScene,Shot,Id\nTotal,1,"), HERE)
    assert (found.edits, found.left) == ((), ())


def test_the_example_comes_back_from_its_own_export(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write(storyforge_yaml=HERE.files["storyforge.yaml"])
    said = world.run("export", "csv", "--columns", "all", "-o", str(tmp_path / "out.csv"))
    assert said.code == 0, said.err
    found: Any = proposed((tmp_path / "out.csv").read_bytes(), HERE)
    assert (found.edits, found.left) == ((), ())
