"""What programs read: whole documents, and lines of events."""

from __future__ import annotations

import json
from typing import Any

import pytest
from world import SMALL, World


@pytest.fixture
def built(world: World) -> World:
    world.write(storyforge_yaml=SMALL).build()
    return world


def _asked(world: World, *arguments: str, code: int = 0) -> Any:
    said = world.run(*arguments)
    assert (said.code, said.err) == (code, "")
    return json.loads(said.out)


def test_status(built: World) -> None:
    built.edit("storyforge.yaml", "time: dusk", "time: dawn")
    assert _asked(built, "status", "--json", "sc1") == {
        "shot:s010": "stale",
        "shot:s020": "stale",
        "shot:s030": "waiting",
    }


def test_ls(built: World) -> None:
    assert (
        _asked(built, "ls", "--json", "+s010")
        == [
            "style:pencil",
            "character:mara",
            "character:mara/coat",
            "location:pier",
            "shot:s010",
        ][1:]
    )


def test_plan(built: World) -> None:
    built.edit("storyforge.yaml", "time: dusk", "time: dawn")
    told = _asked(built, "plan", "--json", "s030")
    steps = {step["node"]: step for step in told["steps"]}
    assert told["price"] == {"low": "0", "high": "0"}
    assert {node: step["verdict"] for node, step in steps.items()} == {
        "character:mara": "current",
        "character:mara/coat": "current",
        "character:tom": "current",
        "location:pier": "current",
        "shot:s020": "make",
        "shot:s030": "wait",
    }
    style = (
        " Medium close-up. Style: loose graphite storyboard drawing, soft hatching, cream paper."
    )
    made = steps["shot:s020"]
    assert len(made.pop("key")) == 64
    assert made == {
        "node": "shot:s020",
        "verdict": "make",
        "reasons": [
            {
                "code": "prompt_changed",
                "field": "sentence",
                "before": "@mara/coat and @tom. At @pier, dusk." + style,
                "after": "@mara/coat and @tom. At @pier, dawn." + style,
            }
        ],
        "price": {"low": "0", "high": "0"},
        "takes": [0],
        "prompt": "@maracoat and @tom. At @pier, dawn." + style,
        "provider": "stub",
        "model": "tiny",
        "references": ["mara/coat", "tom", "pier"],
        "left_out": [],
    }
    assert steps["shot:s030"]["waits_on"] == ["shot:s020"]


def test_why(built: World) -> None:
    built.edit("storyforge.yaml", "white braid", "grey braid")
    assert _asked(built, "why", "--json", "s010") == [
        {
            "node": "shot:s010",
            "verdict": "wait",
            "causes": [],
            "waits_on": ["character:mara/coat"],
            "because_of": [
                {
                    "way": ["character:mara/coat", "character:mara"],
                    "code": "prompt_changed",
                    "what": "description",
                    "before": "lamplighter, sixty, white braid",
                    "after": "lamplighter, sixty, grey braid",
                    "at": "storyforge.yaml:6:18",
                }
            ],
            "below": [],
        }
    ]


def test_show(built: World) -> None:
    told = _asked(built, "show", "--json", "s010")
    for varying in ("key", "picture", "seconds"):
        told.pop(varying)
    assert told == {
        "node": "shot:s010",
        "declared": "storyforge.yaml:17",
        "verdict": "current",
        "provider": "stub/tiny",
        "size": "1280 × 720",
        "prompt": "@mara/coat walks the length of the pier. At @pier, dusk. Long shot. "
        "Style: loose graphite storyboard drawing, soft hatching, cream paper.",
        "units": 137,
        "references": ["mara/coat (character)", "pier (location)"],
        "takes": 1,
        "take": 0,
        "state": "auto",
        "file": "board/sc1/s010.png",
        "seed": told["seed"],
        "made_by": "tiny 1",
        "cost": "free",
        "used_by": [],
    }


def test_check(built: World) -> None:
    assert _asked(built, "check", "--json") == {"ok": True, "problems": []}
    built.edit("storyforge.yaml", "@mara and @tom", "@mara and @tim")
    assert _asked(built, "check", "--json", code=2) == {
        "ok": False,
        "problems": [
            {
                "code": "M201",
                "severity": "error",
                "sentence": 'nothing is named "tim"',
                "advice": 'did you mean "tom"?',
                "mark": {"file": "storyforge.yaml", "line": 22, "column": 28, "length": 4},
                "also": [],
            }
        ],
    }


def test_check_resolved(built: World) -> None:
    told = _asked(built, "check", "--json", "--resolved", "s010")
    assert told["time"] == {"value": "dusk", "from": "storyforge.yaml:14"}
    assert told["ratio"] == {"value": "16:9", "from": "default"}


def test_graph(built: World) -> None:
    assert _asked(built, "graph", "--json", "tom", "s020") == {
        "nodes": [
            {"id": "character:tom", "kind": "character", "scene": ""},
            {"id": "shot:s020", "kind": "shot", "scene": "sc1"},
        ],
        "edges": [["character:tom", "shot:s020"]],
    }


def test_verify_and_providers(built: World) -> None:
    assert _asked(built, "verify", "--json") == {"ok": True, "findings": []}
    assert list(_asked(built, "providers", "--json")["draft"]["models"]) == ["artist"]


def test_events_one_a_line(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    said = world.run("build", "--report", "jsonl", "-j", "1")
    assert (said.code, said.err) == (0, "")
    events = [json.loads(line) for line in said.out.splitlines()]
    names = [event["event"] for event in events]
    assert names[0] == "planned"
    assert events[0] | {} == {
        "event": "planned",
        "nodes": 7,
        "current": 0,
        "to_make": 7,
        "price": {"low": "0", "high": "0"},
    }
    assert (names.count("started"), names.count("finished")) == (7, 7)
    ended = events[-1]
    ended.pop("seconds")
    assert ended == {
        "event": "ended",
        "made": 7,
        "restored": 0,
        "current": 0,
        "failed": 0,
        "skipped": 0,
        "cost": "0",
        "board": "board/index.html",
        "exit_code": 0,
        "unchanged": False,
        "interrupted": False,
        "in_doubt": 0,
        "absent": 0,
    }


def test_a_build_with_nothing_to_make_reports_too(built: World) -> None:
    events = [json.loads(line) for line in built.run("build", "--report", "jsonl").out.splitlines()]
    assert [event["event"] for event in events] == ["planned", "ended"]
    assert events[-1]["unchanged"] is True
