"""The words around the product are true: generated pages are current, examples run, links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from storyforge.api import open_project
from storyforge.cli.main import VERBS, group
from storyforge.core import reading
from storyforge.core.event import Ended, Event, Failed
from storyforge.core.parse import parse
from storyforge.core.seams import Stock
from tests import docs_pages
from tests.docs_pages import DOCS, FENCE, HOUSE
from tests.world import World

PAGES = (*sorted(HOUSE.glob("*.md")), *sorted(DOCS.glob("*.md")))
AGAIN = "not current: run `make docs`"
CODE = re.compile(r'"([A-Z]\d{3})"')


def _name(page: Path) -> str:
    return page.name


@pytest.mark.parametrize("name", docs_pages.PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == docs_pages.PAGES[name](), AGAIN


@pytest.mark.parametrize("page", docs_pages.TOLD, ids=_name)
def test_console_blocks_are_what_the_commands_print(page: Path, tmp_path: Path) -> None:
    now = docs_pages.played(page, tmp_path)
    assert docs_pages.settled(page.read_text("utf-8")) == docs_pages.settled(now), AGAIN


def test_every_command_and_option_has_help() -> None:
    told = (DOCS / "commands.md").read_text("utf-8")
    for verb in (verb for verbs in VERBS.values() for verb in verbs):
        command = group.get_command(click.Context(group), verb)
        assert command
        assert command.help, verb
        assert f"\n### {verb}\n" in told
        silent = [
            one.name for one in command.params if isinstance(one, click.Option) and not one.help
        ]
        assert silent == [], verb


def test_every_code_of_the_source_is_told_and_no_other() -> None:
    files = (HOUSE / "storyforge").rglob("*.py")
    used = {code for file in files for code in CODE.findall(file.read_text("utf-8"))}
    told = re.findall(
        r"^\| `([A-Z]\d{3})` \|", (DOCS / "codes.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(told) == len(set(told))
    assert set(told) == used


def _blocks(sort: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for number, found in enumerate(FENCE.finditer(text)):
            if found["sort"] == sort:
                yield f"{page.name} {number}", found["body"]


def _manifests() -> list[Any]:
    """YAML blocks that are whole files; what is indented is a piece of one, and is read by playing the page."""
    return [
        pytest.param(body, id=name) for name, body in _blocks("yaml") if not body.startswith(" ")
    ]


@pytest.mark.parametrize("text", _manifests())
def test_manifests_in_the_docs_are_valid(text: str) -> None:
    value = parse(text.encode(), "page.yaml").value
    whole = isinstance(value, dict) and "storyforge" in value
    read = reading.read_project if whole else reading.read_include
    assert read(value, "page.yaml").troubles == []


def test_the_provider_of_the_guide_works(tmp_path: Path) -> None:
    text = (DOCS / "guide-provider.md").read_text("utf-8")
    first = next(found["body"] for found in FENCE.finditer(text) if found["sort"] == "python")
    names: dict[str, Any] = {"__name__": "card"}
    exec(compile(first, "guide-provider.md", "exec"), names)
    world = World(tmp_path / "film")
    world.write(storyforge_yaml=_CARDS)
    heard: list[Event] = []

    def built() -> Ended:
        film = open_project(str(world.root), {"card": names["Card"]()})
        return film.build(report=heard.append)

    ended = built()
    assert (ended.made, ended.failed) == (2, 1)
    assert [(one.node, one.sentence) for one in heard if isinstance(one, Failed)] == [
        ("shot:s030", "the card could not be written")
    ]
    world.edit("storyforge.yaml", ", parameters: {fail: 1}", "")
    assert built().made == 1
    again = built()
    assert (again.made, again.current) == (0, 3)


_CARDS = """
    storyforge: 1
    provider: card
    shots:
      - {id: s010, prompt: a lamp}
      - {id: s020, prompt: the lamp is lit}
      - {id: s030, prompt: the lamp goes out, parameters: {fail: 1}}
"""


def test_the_exporter_of_the_guide_works(tmp_path: Path) -> None:
    text = (DOCS / "guide-exporter.md").read_text("utf-8")
    first, row = (found["body"] for found in FENCE.finditer(text) if found["sort"] == "python")
    names: dict[str, Any] = {"__name__": "slates"}
    exec(compile(first, "guide-exporter.md", "exec"), names)
    world = World(tmp_path / "film")
    world.write(storyforge_yaml=_SPOKEN)
    exec(f"from storyforge.exporters.table import Format, Wish\nrow = {{{row}}}", names)
    known = names["row"]["slates"]
    shown = open_project(str(world.root)).board()
    heard: list[tuple[int, int]] = []
    stock = Stock(lambda _: b"", lambda _: b"", lambda *far: heard.append(far))
    wishes = {wish.name: wish.default for wish in known.wishes}
    ((name, content),) = names["Slates"]().render(shown, stock, wishes)
    assert (name, content) == (
        "",
        b"01:00:00:00  s010  MS  Ada\n01:00:02:00  s020  CU \xc2\xb7 empty\n",
    )
    assert heard == [(1, 2), (2, 2)]


_SPOKEN = """
    storyforge: 1
    start: "01:00:00:00"
    characters: {ada: {name: Ada, description: a pilot}}
    shots:
      - {id: s010, size: MS, prompt: "@ada looks up"}
      - {id: s020, size: CU, framing: empty, prompt: the sky}
"""


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    broken = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not _leads(page, link)]
    assert broken == []


def _leads(page: Path, link: str) -> bool:
    if link.startswith("https://"):
        return True
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.is_file() and (not anchor or anchor in _anchors(target.read_text("utf-8")))


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = {re.sub(r"[^\w -]", "", each.casefold()).replace(" ", "-") for each in headings}
    return plain | set(re.findall(r'<a id="([^"]+)">', text))


def test_every_page_is_reached_from_the_readme() -> None:
    text = (HOUSE / "README.md").read_text("utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"docs/{page.name}" not in text] == []


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_that_are_named_exist(name: str) -> None:
    named = re.findall(r"`([\w/.]+\.(?:py|md))`", (HOUSE / name).read_text("utf-8"))
    places = (
        HOUSE,
        HOUSE / "storyforge",
        HOUSE / "storyforge" / "project",
        HOUSE / "storyforge" / "providers",
    )
    assert [each for each in named if not any((place / each).is_file() for place in places)] == []


def test_the_readme_is_read_in_two_minutes() -> None:
    text = FENCE.sub("", (HOUSE / "README.md").read_text("utf-8"))
    assert len(text.split()) < 550


def test_the_picture_is_small() -> None:
    assert (DOCS / "board.jpg").stat().st_size < 150_000


def test_changes_are_told() -> None:
    assert re.search(
        r"^## \[Unreleased\]\n\n### \w+\n\n- ",
        (HOUSE / "CHANGELOG.md").read_text("utf-8"),
        re.MULTILINE,
    )


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_pages_name_no_machine(page: Path) -> None:
    words = re.compile(
        r"/work/|/home/|/root/|/tmp/|localhost|127\.0\.0\.1|pypi|http://", re.IGNORECASE
    )
    assert words.findall(page.read_text("utf-8")) == []
