"""Starting fast: what a run does not need is not loaded. Seen in processes of their own, on `sys.modules`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from world import SMALL, World

HEAVY = ("networkx", "httpx", "PIL", "pydantic", "rich", "yaml", "diskcache", "jinja2", "rfc8785")
_PROBE = """
import sys
from storyforge import __main__ as front
sys.argv = ["storyforge", *sys.argv[1:]]
try:
    code = front.main()
except SystemExit as error:
    code = error.code
sys.stdout.flush()
tops = sorted({name.partition(".")[0] for name in sys.modules} | {m for m in sys.modules if m.startswith("storyforge")})
sys.stderr.write("\\n[loaded] " + " ".join(tops))
"""


def _loaded(folder: Path, *arguments: str, **environment: str) -> tuple[str, set[str]]:
    """(stdout, what was loaded) of one run."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in done.stderr
    return done.stdout, set(done.stderr.rpartition("[loaded] ")[2].split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = World(tmp_path_factory.mktemp("start") / "film")
    world.write(storyforge_yaml=SMALL).build()
    return world.root


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("completion", "bash"), ("completion", "zsh")]
)
def test_words_alone_load_click_and_nothing_heavy(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out, loaded = _loaded(tmp_path, *arguments)
    assert out
    assert loaded.isdisjoint(HEAVY)
    assert not {
        name
        for name in loaded
        if name.startswith(("storyforge.core", "storyforge.build", "storyforge.project.l"))
    }


def test_help_of_a_verb_loads_nothing_heavy_but_what_its_table_needs(tmp_path: Path) -> None:
    _, loaded = _loaded(tmp_path, "build", "--help")
    assert loaded.isdisjoint(HEAVY)


def test_completion_of_names_loads_nothing_heavy(built: Path) -> None:
    words = {
        "COMP_WORDS": "storyforge build s0",
        "COMP_CWORD": "2",
        "_STORYFORGE_COMPLETE": "bash_complete",
    }
    out, loaded = _loaded(built, **words)
    assert out.split() == ["plain,s010", "plain,s020", "plain,s030"]
    assert loaded.isdisjoint(HEAVY)


def test_an_unchanged_build_does_not_even_load_click(built: Path) -> None:
    _, loaded = _loaded(built, "build")
    assert loaded.isdisjoint((*HEAVY, "click", "json", "dataclasses", "typing"))
    assert {name for name in loaded if name.startswith("storyforge.cli")} == set()
