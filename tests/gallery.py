"""The gallery: `make gallery` builds the film in docs/gallery and lays each scene on one contact sheet.

`python -m tests.gallery [SCENE …] [--to FOLDER]`: only these scenes, written elsewhere. A folder of its own holds the
build, so that every picture is drawn anew by the artist of today.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import storyforge.api as storyforge
from storyforge.core.event import Event, Failed

FILM = Path(__file__).parents[1] / "docs" / "gallery"
FONTS = Path(__file__).parents[1] / "storyforge" / "artist" / "letters" / "fonts"
PAPER, INK = (250, 248, 243), (58, 55, 60)
CELL, GAP, LINE = 480, 18, 26  # pixels: width of a panel, space between, height of a caption


def main() -> int:
    """Build, lay out, say what failed; 1 when something did."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("scenes", nargs="*")
    ask.add_argument("--to", type=Path, default=FILM)
    asked = ask.parse_args()
    failed: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Failed):
            failed.append(f"{event.node}: {event.sentence}")

    with tempfile.TemporaryDirectory() as folder:
        film = Path(shutil.copytree(FILM, Path(folder) / "film", ignore=_made))
        selectors = [f"scene:{name}" for name in asked.scenes]
        storyforge.open_project(str(film)).build(selectors, report=hear)
        asked.to.mkdir(parents=True, exist_ok=True)
        for name, sheet in _sheets(film, asked.scenes):
            sheet.save(asked.to / f"{name}.jpg", quality=82, optimize=True)
    sys.stdout.write("\n".join(failed or [f"the gallery is in {asked.to}"]) + "\n")
    return 1 if failed else 0


def _made(_folder: str, names: list[str]) -> list[str]:
    return [
        n for n in names if n in (".storyforge", "board", "storyforge.lock") or n[-4:] == ".jpg"
    ]


def _sheets(film: Path, scenes: Sequence[str]) -> Iterator[tuple[str, Image.Image]]:
    pictures = {path.stem: path for path in sorted((film / "board").rglob("*.png"))}
    shots = storyforge.open_project(str(film)).shots
    for scene in scenes or dict.fromkeys(shot.scene for shot in shots):
        names = [shot.id for shot in shots if shot.scene == scene]
        yield scene, contact([(name, pictures[name]) for name in names if name in pictures])
    if not scenes:
        for kind, folder in (("cast", "cast"), ("plates", "places")):
            found = sorted((film / "board" / folder).rglob("*.png"))
            yield kind, contact([(path.stem, path) for path in found])


def contact(panels: Sequence[tuple[str, Path]]) -> Image.Image:
    """Panels in rows of three or four, each shape as it is, with its name below."""
    columns = 4 if len(panels) > 9 else 3
    rows = [panels[k : k + columns] for k in range(0, len(panels), columns)]
    opened = [[(name, _fitted(path)) for name, path in row] for row in rows]
    heights = [max(picture.height for _, picture in row) + LINE + GAP for row in opened]
    sheet = Image.new("RGB", (columns * (CELL + GAP) + GAP, sum(heights) + GAP), PAPER)
    pen, y = ImageDraw.Draw(sheet), GAP
    for row, tall in zip(opened, heights, strict=True):
        for k, (name, picture) in enumerate(row):
            x = GAP + k * (CELL + GAP)
            sheet.paste(picture, (x, y))
            pen.text((x, y + picture.height + 4), name, INK, _font())
        y += tall
    return sheet


def _fitted(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        share = min(CELL / picture.width, CELL / picture.height)
        size = (round(picture.width * share), round(picture.height * share))
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    found = sorted(FONTS.glob("*Regular.[ot]tf"))
    return ImageFont.truetype(str(found[0]), 18) if found else ImageFont.load_default(16)


if __name__ == "__main__":
    raise SystemExit(main())
