"""Every verb in a small world: what it says, to the letter, on which stream, and how it ends."""

from __future__ import annotations

import pytest
from world import SMALL, Said, World


@pytest.fixture
def small(world: World) -> World:
    return world.write(storyforge_yaml=SMALL)


@pytest.fixture
def built(small: World) -> World:
    small.build()
    return small


def _lines(text: str) -> str:
    """Text as a test writes it: without the first line end and the indent."""
    lines = text.strip("\n").rstrip().split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "".join(f"{line[indent:]}\n" for line in lines)


def test_check_counts(small: World) -> None:
    assert small.run("check") == Said(0, "", "all is well: 1 scene, 3 shots, 7 pictures\n")


def test_check_tells_every_fault_with_its_place(small: World) -> None:
    small.edit("storyforge.yaml", "size: MCU", "size: MCV")
    small.edit("storyforge.yaml", "@mara and @tom", "@mara and @tim")
    said = small.run("check")
    assert (said.code, said.out) == (2, "")
    assert "storyforge.yaml:21:15\n" in said.err
    assert 'nothing is named "tim"' in said.err
    assert 'hint: did you mean "tom"?' in said.err
    assert said.err.endswith("2 errors; nothing was made\n")


def test_plan_of_a_new_project(small: World) -> None:
    assert small.run("plan") == Said(
        0,
        _lines("""
        make     3 pictures  new
                 characters  mara  tom
                 locations   pier
        wait     character:mara/coat  new; waits on character:mara
        wait     s010                 new; waits on character:mara/coat, location:pier
        wait     s020                 new; waits on character:mara/coat, character:tom, location:pier
        wait     s030                 new; waits on s020, character:mara/coat, character:tom, location:pier
        """),
        "3 to make, 4 waiting for what they are drawn from · free\nnext: `storyforge build`\n",
    )


def test_plan_of_a_part(small: World) -> None:
    assert small.run("plan", "--prompts", "pier") == Said(
        0,
        _lines("""
        make     location:pier  new
                 Establishing plate of one place, no people. a long wooden pier. Style: loose graphite
                 storyboard drawing, soft hatching, cream paper.
                 133 units
        """),
        "1 to make · free\nnext: `storyforge build`\n",
    )


def test_plan_of_a_board_that_is_current(built: World) -> None:
    assert built.run("plan") == Said(0, "", "nothing to make: 7 pictures current\n")
    said = built.run("plan", "--all")
    assert said.out.splitlines()[0] == "current  character:mara"
    assert len(said.out.splitlines()) == 7


def test_plan_and_dry_run_after_an_edit(built: World) -> None:
    built.edit("storyforge.yaml", "time: dusk", "time: dawn")
    said = built.run("plan")
    assert said == Said(
        0,
        _lines("""
        make     2 pictures  time changed
                 sc1  s010  s020
        wait     s030  time changed; waits on s020
        """),
        "2 to make, 1 waiting for what they are drawn from, 4 current · free\n"
        "next: `storyforge build`\n",
    )
    assert built.run("build", "--dry-run") == said
    assert built.run("plan").err == said.err, "a dry run makes nothing"


def test_a_long_plan_tells_what_waits_as_one(world: World) -> None:
    head, shots = SMALL.partition("        shots:")[0], "        shots:\n"
    for number in range(20):
        who = ("@mara", "@tom", "@mara and @tom", "@mara/coat")[number % 4]
        shots += f'          - {{id: s{number:03}, prompt: "{who} on step {number}"'
        shots += f", from: s{number - 1:03}}}\n" if number else "}\n"
    said = world.write(storyforge_yaml=head + shots).run("plan")
    assert said.out == _lines("""
        make     3 pictures  new
                 characters  mara  tom
                 locations   pier
        wait     21 pictures  new; waits on what it is drawn from
                 characters  mara/coat
                 sc1         s000  s001  s002  s003  s004  s005  s006  s007  s008  s009  s010  s011  s012
                             s013  s014  s015  s016  s017  s018  s019
    """)


def test_build_and_build_again(small: World) -> None:
    first = small.run("build", "-j", "1")
    assert (first.code, first.out) == (0, "")
    lines = first.err.splitlines()
    assert lines[0] == "7 pictures to make, 0 current"
    assert lines[-2].startswith("7 made · ")
    assert lines[-1] == "board: board/index.html"
    again = "nothing to make: 7 pictures are current · board/index.html\n"
    assert small.run("build") == Said(0, "", again)
    assert small.run("build", "-j", "1") == Said(0, "", again)


def test_a_picture_that_fails(small: World) -> None:
    small.edit("storyforge.yaml", "- id: s020", "- id: s020\n        parameters: {fail: true}")
    said = small.run("build")
    assert said.code == 1
    assert "failed    s020: the stub was asked to fail\n          hint: take `fail` out" in said.err
    assert "skipped   s030  (needs s020)\n" in said.err
    assert "5 made · 1 failed · 1 skipped · " in said.err
    assert said.err.endswith("next: mend what failed, then `storyforge build` makes only that\n")


def test_locked_refuses(built: World) -> None:
    assert built.run("build", "--locked").code == 0
    built.edit("storyforge.yaml", "time: dusk", "time: dawn")
    before = built.tree()
    said = built.run("build", "--locked")
    assert (said.code, said.out) == (4, "")
    assert said.err.startswith("error[B001]: --locked: not as storyforge.lock says: ")
    assert built.tree() == before


def test_status_before_and_after(small: World) -> None:
    assert small.run("status") == Said(
        0,
        _lines("""
        characters  ○◌○  0 of 3
        locations   ○  0 of 1
        sc1         ◌◌◌  0 of 3

        ◌ waiting  known when what it is drawn from is made
          mara/coat
          s010  s020  s030

        ○ missing  never made
          mara  tom
          pier
        """),
        "4 waiting · 3 missing\nnext: `storyforge plan` says why, `storyforge build` makes them\n",
    )
    small.build()
    assert small.run("status") == Said(
        0,
        _lines("""
        characters  ●●●  3
        locations   ●  1
        sc1         ●●●  3
        """),
        "7 current\n",
    )


def test_status_of_a_part(built: World) -> None:
    assert built.run("status", "scene:sc1", "--exclude", "s020").out == "sc1  ●●  2\n"


def test_ls(built: World) -> None:
    assert built.run("ls", "sc1") == Said(0, "shot:s010\nshot:s020\nshot:s030\n", "")
    assert (
        built.run("ls", "kind:shot,uses:tom", "pier").out == "location:pier\nshot:s020\nshot:s030\n"
    )
    assert built.run("ls", "s0*", "--exclude", "s020+").out == "shot:s010\n"
    assert built.run("ls", "status:stale").code == 2


def test_show(built: World) -> None:
    said = built.run("show", "s020")
    told = [
        line for line in said.out.splitlines() if not line.startswith(("  pic", "  key", "  sec"))
    ]
    assert "\n".join(told) + "\n" == _lines("""
        shot:s020
          declared       storyforge.yaml:20
          verdict        current

          provider       stub/tiny
          size           1280 × 720
          prompt         @mara/coat and @tom. At @pier, dusk. Medium close-up. Style: loose graphite
                         storyboard drawing, soft hatching, cream paper. (123 units)
          references     mara/coat (character), tom (character), pier (location)

          file           board/sc1/s020.png
          take           0 (auto)
          made by        tiny 1
          seed           1464443056
          cost           free

          used by        s030
    """)


def test_check_resolved(small: World) -> None:
    assert small.run("check", "--resolved", "s030").out == _lines("""
        provider         stub            storyforge.yaml:3
        style            pencil          default
        ratio            16:9            default
        resolution       720p            default
        takes            1               default
        aesthetic_range  0               default
        marks            true            default
        overflow         group           default
        reference_fit    crop            default
        location         pier            storyforge.yaml:13
        time             dusk            storyforge.yaml:14
        size             MCU             storyforge.yaml:21
        cast             mara/coat, tom  storyforge.yaml:22
    """)
    assert small.run("check", "--resolved", "tom").code == 2


def test_graph_as_a_tree(built: World) -> None:
    assert built.run("graph") == Said(
        0,
        _lines("""
        characters
          mara
          └─ coat
          tom
        locations
          pier
        sc1
          s010  ← mara/coat, pier
          s020  ← mara/coat, tom, pier
          └─ s030  ← mara/coat, tom, pier
        """),
        "",
    )


def test_graph_for_other_programs(small: World) -> None:
    assert small.run("graph", "--format", "mermaid", "+s010").out == _lines("""
        flowchart LR
          n0(["mara"])
          n1(["mara/coat"])
          n2[/"pier"/]
          n3["s010"]
          n0 --> n1
          n1 --> n3
          n2 --> n3
    """)
    assert small.run("graph", "--format", "dot", "tom").out == _lines("""
        digraph storyforge {
          rankdir=LR; node [shape=box, fontname=Helvetica];
          "character:tom" [label="tom"];
        }
    """)


def test_providers_and_schema(world: World) -> None:
    assert world.run("providers").out.startswith("draft        made here, free\n  artist ")
    assert '"storyforge"' in world.run("schema").out


def test_verify_and_gc(built: World) -> None:
    verified = built.run("verify")
    assert (verified.code, verified.out) == (0, "")
    assert verified.err.startswith("all is well: ")
    assert built.run("gc").code == 0


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "bild",
            'error: there is no command "bild"; did you mean "build"?\n  hint: `storyforge --help` shows',
        ),
        (
            "build --lockd",
            "error: no such option '--lockd'; did you mean '--locked'?\n  hint: `storyforge build --help`",
        ),
        ("why", "error: missing argument 'NODE'\n"),
        ("ls s01", 'error[S001]: nothing is named "s01"\n  hint: did you mean "s010"?\n'),
        ("ls kind:shoot", 'error[S001]: there is no kind "shoot"\n  hint: did you mean "shot"?\n'),
        (
            "ls knd:shot",
            'error[S001]: there is no selector "knd:"\n  hint: did you mean "kind:"?\n',
        ),
        (
            "ls status:stal",
            'error[S001]: there is no status "stal"\n  hint: did you mean "stale"?\n',
        ),
        ("ls s010,tom", "error[S001]: this selects nothing\n"),
        ("why s010 s020", "error[S003]: s010 and s020 do not depend on each other\n"),
    ],
)
def test_what_was_written_wrong_is_one_line_and_advice(
    small: World, written: str, told: str
) -> None:
    said = small.run(*written.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)
    assert len(said.err.splitlines()) == 2


def test_help_without_a_verb(world: World) -> None:
    said = world.run()
    assert (said.code, said.err) == (0, "")
    assert said.out == world.run("--help").out
    assert said.out.startswith("Usage: storyforge [OPTIONS]")
