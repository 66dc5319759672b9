"""Exports measured against their limits: time by the clock, CPU and peak memory of each format.

A board of 1,000 panels of 1280x720 pixels (20 drawings by the embedded artist, each under 50 names
and with bytes of its own), and for the animatic one of 100 shots of 3 seconds, half of them with a
move. Every format is rendered in a process of its own, through the same table and seam as the
command line, into a temporary folder. Exit code 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from measure import Command, Failed, Sample, adopt_orphans, run
from panel import FILM, KINDS

PANELS, DRAWINGS, SCENE = 1000, 20, 25
SHOTS, SECONDS, RATE = 100, 3, 24
MEMORY = 400  # MB
WIDTH, HEIGHT = 1280, 720
MOVES = ("dolly in slow", "pan left", "tilt up", "zoom out", "truck right")
HEAD = ("export", "clock", "limit", "CPU", "memory", "limit", "written", "")


@dataclass(frozen=True)
class Case:
    """Formats that are measured together, with the seconds they may take; 0: nobody says."""

    formats: tuple[str, ...]
    limit: float
    shots: int = PANELS
    wishes: tuple[tuple[str, Any], ...] = ()


CASES = {
    "html": Case(("html",), 10),
    "pdf": Case(("pdf",), 30, wishes=(("layout", "3x2"),)),
    "contact": Case(("contact",), 15),
    "timelines": Case(("otio", "edl", "fcpxml"), 3),
    "xlsx": Case(("xlsx",), 0),
    "csv": Case(("csv",), 0),
    "animatic": Case(("animatic",), 60, SHOTS),
}


# ---------------------------------------------------------------- what is exported


def draw(folder: str) -> None:
    """The drawings, as PNG files of the folder: 0.png, 1.png …"""
    from storyforge.artist.draw import draw as drawn
    from storyforge.providers.all import Registry
    from storyforge.workshop import Workshop

    project = os.path.join(folder, "film")
    os.makedirs(project)
    with open(os.path.join(project, "storyforge.yaml"), "w", encoding="utf-8") as file:
        file.write(FILM)
    graph = Workshop(project, Registry()).project.film.graph
    sheets: dict[str, bytes] = {}

    def asked(node: str) -> tuple[object, list[bytes]]:
        recipe = graph[node].recipe
        for use in recipe.uses:
            if use.source not in sheets:
                sheets[use.source] = drawn(*asked(use.source), recipe.width, recipe.height, 7)
        return recipe.staging, [sheets[use.source] for use in recipe.uses]

    nodes = [node for node in KINDS.values() if node.startswith("shot:")]
    for number in range(DRAWINGS):
        wanted = asked(nodes[number % len(nodes)])
        with open(os.path.join(folder, f"{number}.png"), "wb") as file:
            file.write(drawn(*wanted, WIDTH, HEIGHT, number))


class Pictures:
    """Drawings under many names: each has bytes of its own, for a text in it that nobody sees."""

    def __init__(self, folder: str) -> None:
        self.drawings = []
        for number in range(DRAWINGS):
            with open(os.path.join(folder, f"{number}.png"), "rb") as file:
                self.drawings.append(file.read())

    def __call__(self, digest: str) -> bytes:
        number = int(digest[:8], 16)
        body = b"tEXtComment\0" + digest.encode()
        text = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        data = self.drawings[number % DRAWINGS]
        return data[:33] + text + data[33:]


def name_of(number: int) -> str:
    """A digest that leads back to its number."""
    return f"{number:08x}" + hashlib.sha256(str(number).encode()).hexdigest()[8:]


def board(shots: int) -> Any:
    """A film of so many shots, with everything a crew writes."""
    from storyforge.core.board import Board, BoardScene, Plate

    panels = [panel(number) for number in range(shots)]
    scenes = tuple(
        BoardScene(f"sc{at // SCENE + 1}", str(at // SCENE + 1), f"EXT. PIER {at} - DUSK", "",
                   tuple(panels[at : at + SCENE]))
        for at in range(0, shots, SCENE)
    )  # fmt: skip
    plates = tuple(
        Plate("character", name, name.title(), "in an oilskin coat", f"cast/{name}.png",
              name_of(number), "current")
        for number, name in enumerate(("mara", "tom", "ruth", "brandt"))
    )  # fmt: skip
    return Board(
        "The Lamplighter", "A light that should be out.", "Ines Calloway", "Slack Water", "third",
        str(RATE), "16:9", scenes, plates, shots * SECONDS * RATE,
        (("Powered by Runway", "https://runwayml.com"),),
    )  # fmt: skip


def panel(number: int) -> Any:
    """One shot; every other one with a move."""
    from storyforge.core.board import Camera, Choice, Made, Panel, Said

    digest, file = name_of(number), f"sc{number // SCENE + 1}/s{number:04}.png"
    made = Made(digest, "runway", "gen4_image", "", "trainedAlgorithmicMedia", "a pier at dusk, "
                "an old woman with a lantern", number, "0.08", "tariff")  # fmt: skip
    move = (MOVES[number // 2 % len(MOVES)],) if number % 2 else ()
    said = (Said("Mara", "", "softly", "You came back, and the lamps are out already."),)
    return Panel(
        id=f"s{number:04}", number=str(number), title="", file=file, picture=digest, width=WIDTH,
        height=HEIGHT, state="current", camera=" · ".join(("MS", "low", "35 mm", *move)),
        words="Mara lifts the lantern to see his face, and its light falls on hers.",
        action="She waits for the ferry that does not stop here in fog.",
        dialogue=said if number % 3 == 0 else (), sound="a bell, a long way off", notes="",
        transition="dissolve" if number % 10 == 9 else "", start=number * SECONDS * RATE,
        frames=SECONDS * RATE, cast=("Mara", "Tom"), references=("Mara", "Pier"), takes=1,
        provider="runway", model="gen4_image",
        taken=Camera("MS", angle=30, lens=35, movement=move), location="pier", place="Pier",
        time="dusk", cast_ids=("mara", "tom"), decision="picked", take=0,
        choices=(Choice(0, digest, file, True, False, "", made),), uses=("character:mara",),
    )  # fmt: skip


# ---------------------------------------------------------------- in a process of its own


def export(case: Case, folder: str) -> int:
    """Render a case; how many bytes were written."""
    from storyforge.core.seams import Stock
    from storyforge.exporters.table import FORMATS
    from storyforge.late import load

    stock = Stock(Pictures(folder), _silent, cores=os.cpu_count() or 1)
    shown, size = board(case.shots), 0
    for name in case.formats:
        known = FORMATS[name]
        wishes: Mapping[str, Any] = {w.name: w.default for w in known.wishes} | dict(case.wishes)
        with tempfile.TemporaryDirectory(dir=folder) as out:
            for number, (_, content) in enumerate(
                load(known.exporter)().render(shown, stock, wishes)
            ):
                size += _write(os.path.join(out, str(number)), content)
    return size


def _silent(path: str) -> bytes:
    raise FileNotFoundError(path)


def _write(path: str, content: bytes | Callable[[Any], None]) -> int:
    with open(path, "w+b") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)
        return file.seek(0, os.SEEK_END)


# ---------------------------------------------------------------- told


def measured(
    names: list[str], folder: str, log: Callable[[str], None]
) -> Iterator[tuple[str, ...]]:
    """A line for each case; the last cell is empty where it keeps its limits."""
    for name in names:
        case = CASES[name]
        log(f"measuring {name}")
        size = os.path.join(folder, f"{name}.size")
        arguments = [sys.executable, os.path.abspath(__file__), "--case", name, folder]
        try:
            sample = run(Command(arguments, os.getcwd()))
        except Failed as failed:
            log(str(failed))
            yield (name, "-", "", "-", "-", "", "-", "failed")
            continue
        with open(size, encoding="ascii") as file:
            yield _line(name, case, sample, int(file.read()))


def _line(name: str, case: Case, sample: Sample, size: int) -> tuple[str, ...]:
    late = bool(case.limit) and sample.wall > case.limit
    large = sample.memory > MEMORY
    verdict = " and ".join([*(["too slow"] if late else []), *(["too large"] if large else [])])
    limit = f"{case.limit:g} s" if case.limit else ""
    return (
        f"{name} ({case.shots})", f"{sample.wall:.1f} s", limit, f"{sample.cpu:.1f} s",
        f"{sample.memory:.0f} MB", f"{MEMORY} MB", f"{size / 1e6:.1f} MB", verdict,
    )  # fmt: skip


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows with their columns one below the other, numbers at the right."""
    widths = [max(len(row[at]) for row in (HEAD, *rows)) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at in (0, len(HEAD) - 1) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (HEAD, *rows)
    )


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", default=[], choices=list(CASES), metavar="NAME",
        help=f"One of: {', '.join(CASES)}. May be said again.",
    )  # fmt: skip
    parser.add_argument("--case", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.case:
        name, folder = wanted.case
        size = export(CASES[name], folder)
        with open(os.path.join(folder, f"{name}.size"), "w", encoding="ascii") as file:
            file.write(str(size))
        return 0
    adopt_orphans()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="storyforge-exports-") as folder:
        _log(f"drawing {DRAWINGS} pictures")
        draw(folder)
        rows = list(measured(wanted.only or list(CASES), folder, _log))
    print(table(rows))
    _log(f"{time.perf_counter() - began:.0f} s in all, {os.cpu_count()} cores")
    return int(any(row[-1] for row in rows))


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
