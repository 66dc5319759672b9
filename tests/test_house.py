"""The house stands: floors, doors, sizes and names, read from the code's own text. The plan is in ARCHITECTURE.md.

An arrow is an import, or a `"module:name"` string that `late.load` resolves: a late arrow is still an arrow.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PACKAGE = Path(__file__).parents[1] / "storyforge"

# From the roof to the ground; every room stands here, and a room imports only from lines below its own.
FLOORS = (
    ("__main__",),
    ("cli", "api"),
    ("importing",),
    ("build", "deciding", "recovering", "resolving", "sketch", "exporting"),
    ("treasury",),
    ("adopting", "comparing", "showing", "timing"),
    ("workshop",),
    ("providers", "project", "settings", "delivery"),
    ("run",),
    ("receiving",),
    ("making", "exporters", "importers"),
    ("artist", "darkroom", "store", "reporters"),
    ("core",),
    ("late", "version", "painters"),
)
# `__init__` stands on the first floor: it imports the version and nothing else.
FLOOR_OF = {room: height for height, floor in enumerate(reversed(FLOORS)) for room in floor}

# Outside library -> the rooms or files that may import it. What is not here may not be imported at all.
DOORS: dict[str, tuple[str, ...]] = {
    "yaml": ("core/parse.py",),
    "networkx": ("core/ways.py",),
    "rfc8785": ("core/digest.py",),
    "pydantic": ("core/manifest.py", "core/fields.py", "core/reading.py", "core/shape.py"),
    "pydantic_core": ("core/manifest.py", "core/fields.py", "core/reading.py", "core/shape.py"),
    "diskcache": ("store/memo.py",),
    "jinja2": ("exporters/templates.py",),
    "PIL": ("artist/", "darkroom/", "exporters/stills/", "exporters/animatic/"),
    "tenacity": ("delivery/again.py",),
    "rich": ("reporters/",),
    "click": ("cli/",),
    "httpx": ("providers/wire.py",),
    "fpdf": ("exporters/pdf/",),
    "fontTools": ("exporters/pdf/",),
    "av": ("exporters/animatic/",),
    "opentimelineio": ("exporters/timeline/", "importers/cut.py"),
    "fountain": ("importers/fountain.py",),
    "xlsxwriter": ("exporters/xlsx.py",),
}
WORLDLY_MODULES = _words("""
    asyncio concurrent datetime fcntl ftplib getpass glob http io locale logging mmap msvcrt
    multiprocessing os pathlib platform pty queue random resource sched secrets select selectors
    shelve shutil signal socket sqlite3 ssl subprocess sys tempfile threading time tty urllib uuid
    warnings webbrowser zoneinfo
""")
WORLDLY_CALLS = frozenset({"print", "open", "input", "exec", "eval", "breakpoint", "__import__"})
BANNED_FILES = _words(
    "utils util helpers helper common misc manager handler info data base context"
)
BANNED_WORDS = re.compile(
    r"(Utils?|Helpers?|Common|Misc|Manager|Handler|Info|Data|Base|Context)(?![a-z])"
)
LATE = re.compile(r"storyforge(\.\w+)*:\w+")
Import = tuple[str, int]  # what is imported, dotted, and its line


@dataclass(frozen=True, eq=False)
class Source:
    """One file of the package."""

    name: str  # relative to the package: `core/parse.py`
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def module(self) -> str:
        parts = self.name.removesuffix(".py").removesuffix("__init__").strip("/").split("/")
        return ".".join(["storyforge", *filter(None, parts)])

    @property
    def room(self) -> str:
        return self.name.partition("/")[0].removesuffix(".py")

    @property
    def package(self) -> list[str]:
        return ["storyforge", *self.name.split("/")[:-1]]

    def imports(self) -> Iterator[Import]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((each.name, node.lineno) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                stem = self.package[: len(self.package) - node.level + 1] if node.level else []
                head = ".".join([*stem, *([node.module] if node.module else [])])
                yield from ((f"{head}.{each.name}", node.lineno) for each in node.names)

    def late(self) -> Iterator[Import]:
        """What `"module:name"` strings name."""
        for node in self.nodes:
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and LATE.fullmatch(node.value)
            ):
                yield node.value.replace(":", "."), node.lineno

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        for node in self.nodes:
            if isinstance(node, ast.ClassDef):
                yield node


@cache
def sources() -> tuple[Source, ...]:
    files = sorted(
        path for path in PACKAGE.rglob("*.py") if "examples" not in path.parts[len(PACKAGE.parts) :]
    )
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in files}
    return tuple(Source(name, text, ast.parse(text, name)) for name, text in texts.items())


def offenders(
    find: Callable[[Source], Iterator[str]], among: tuple[Source, ...] | None = None
) -> list[str]:
    """What `find` yields over all files, each with its file in front."""
    return [f"{each.name}: {said}" for each in among or sources() for said in find(each)]


def core() -> tuple[Source, ...]:
    return tuple(each for each in sources() if each.room == "core")


def room_of(target: str) -> str:
    """`storyforge.core.parse.parse` -> `core`; the empty text for the package itself and for the outside."""
    parts = target.split(".")
    return parts[1] if parts[0] == "storyforge" and len(parts) > 1 and parts[1] in FLOOR_OF else ""


def test_the_list_of_rooms_is_complete() -> None:
    found = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - {"__init__"} == set(FLOOR_OF)


def test_architecture_draws_these_floors() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    drawn = text.partition("```text\n__main__")[2].partition("```")[0]
    rooms = [re.split(r"  +", line)[0].split(" · ") for line in ("__main__" + drawn).splitlines()]
    assert [tuple(floor) for floor in rooms] == list(FLOORS)


def test_no_arrow_runs_up_and_siblings_do_not_know_each_other() -> None:
    def find(source: Source) -> Iterator[str]:
        for target, line in (*source.imports(), *source.late()):
            room = room_of(target)
            if room and room != source.room and FLOOR_OF[room] >= FLOOR_OF.get(source.room, 1):
                yield f"{line} imports {target}, which is not below"

    assert offenders(find) == []


def test_what_is_loaded_late_exists() -> None:
    modules = {each.module for each in sources()}

    def find(source: Source) -> Iterator[str]:
        for target, line in source.late():
            if target.rpartition(".")[0] not in modules:
                yield f"{line} names {target}"

    assert offenders(find) == []


def test_there_is_one_way_of_loading_late() -> None:
    def find(source: Source) -> Iterator[str]:
        for target, line in source.imports():
            if target.partition(".")[0] == "importlib" and target.endswith("import_module"):
                yield f"{line}"

    others = tuple(each for each in sources() if each.name not in ("late.py", "__main__.py"))
    assert offenders(find, others) == []


def test_no_file_is_part_of_a_circle() -> None:
    arrows = _arrows()
    reachable = {name: _reach(name, arrows) for name in arrows}
    assert sorted(name for name, found in reachable.items() if name in found) == []


def _arrows() -> dict[str, set[str]]:
    modules = {each.module for each in sources()}
    return {each.module: (_modules_in(each) & modules) - {each.module} for each in sources()}


def _modules_in(source: Source) -> set[str]:
    """Every imported name and what it stands in: one of the two is a module."""
    return {each for target, _ in source.imports() for each in (target, target.rpartition(".")[0])}


def _reach(start: str, arrows: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(arrows[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += arrows[name]
    return found


def test_each_outside_library_has_one_door() -> None:
    def find(source: Source) -> Iterator[str]:
        for target, line in source.imports():
            library = target.partition(".")[0]
            if _outside(library) and not source.name.startswith(DOORS.get(library, ())):
                yield f"{line} imports {library}; its doors: {DOORS.get(library, 'none')}"

    assert offenders(find) == []


def _outside(library: str) -> bool:
    ours = library == "storyforge" or library.startswith("_")  # _sha2 and its like are Python's own
    return not ours and library not in sys.stdlib_module_names


def test_every_door_is_used() -> None:
    used = {target.partition(".")[0] for source in sources() for target, _ in source.imports()}
    assert {library for library, doors in DOORS.items() if doors} - used == set()


def test_nothing_is_imported_inside_functions_or_for_types_only() -> None:
    def find(source: Source) -> Iterator[str]:
        for node in source.nodes:
            typed = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            if typed or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from (
                    f"{each.lineno}"
                    for each in ast.walk(node)
                    if isinstance(each, ast.Import | ast.ImportFrom)
                )

    assert offenders(find) == []


def test_nothing_is_pickled_by_us() -> None:
    def find(source: Source) -> Iterator[str]:
        for target, line in source.imports():
            if target.partition(".")[0] in (
                "pickle",
                "cPickle",
                "marshal",
                "shelve",
                "dill",
                "cloudpickle",
            ):
                yield f"{line} imports {target}"

    assert offenders(find) == []


def test_the_core_does_not_touch_the_world() -> None:
    def find(source: Source) -> Iterator[str]:
        for target, line in source.imports():
            if target.partition(".")[0] in WORLDLY_MODULES:
                yield f"{line} imports {target}"
        for node in source.nodes:
            if isinstance(node, ast.Name) and node.id in WORLDLY_CALLS:
                yield f"{node.lineno} names {node.id}"

    assert offenders(find, core()) == []


def test_nobody_prints() -> None:
    def find(source: Source) -> Iterator[str]:
        for node in source.nodes:
            if isinstance(node, ast.Name) and node.id == "print":
                yield f"{node.lineno} prints"

    assert offenders(find) == []


def test_only_the_top_init_says_anything() -> None:
    assert [
        each.name for each in sources() if each.name.endswith("/__init__.py") and each.text
    ] == []


def test_every_file_opens_with_its_caption() -> None:
    def find(source: Source) -> Iterator[str]:
        if source.text and not ast.get_docstring(source.tree):
            yield "no docstring"

    assert offenders(find) == []


def test_no_file_is_longer_than_400_lines() -> None:
    def find(source: Source) -> Iterator[str]:
        if source.text.count("\n") > 400:
            yield f"{source.text.count(chr(10))} lines"

    assert offenders(find) == []


def test_no_function_body_is_longer_than_60_lines() -> None:
    def find(source: Source) -> Iterator[str]:
        for each in source.functions():
            if (lines := _body(each)) > 60:
                yield f"{each.lineno} {each.name}: {lines} lines"

    assert offenders(find) == []


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its head and its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_class_is_longer_than_150_lines() -> None:
    def find(source: Source) -> Iterator[str]:
        for each in source.classes():
            if (lines := (each.end_lineno or 0) - each.lineno + 1) > 150:
                yield f"{each.lineno} {each.name}: {lines} lines"

    assert offenders(find) == []


def test_nothing_has_a_name_that_says_nothing() -> None:
    def find(source: Source) -> Iterator[str]:
        parts = [part.removesuffix(".py") for part in source.name.split("/")]
        yield from (
            f"{part} is no name for a file" for part in parts if part.strip("_") in BANNED_FILES
        )
        yield from (
            f"{each.lineno} class {each.name}"
            for each in source.classes()
            if BANNED_WORDS.search(each.name)
        )

    assert offenders(find) == []


def test_public_names_in_the_core_say_what_they_are() -> None:
    assert offenders(_undocumented, core()) == []


def _undocumented(source: Source) -> Iterator[str]:
    owners: list[ast.Module | ast.ClassDef] = [source.tree, *source.classes()]
    for owner in owners:
        private = isinstance(owner, ast.ClassDef) and owner.name.startswith("_")
        for node in owner.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            line = source.text.splitlines()[node.lineno - 1]
            excused = private or node.name.startswith("_") or "noqa: D102" in line
            if not excused and not ast.get_docstring(node):
                yield f"{node.lineno} {node.name}"
