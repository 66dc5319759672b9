"""Golden panels: a few boards kept as pictures, so that nobody changes the drawing without seeing it.

`python -m tests.artist.golden_panels` draws them anew. Look at them, and raise `REVISION` in
storyforge/artist/draw.py together with `Draft.revision` and providers/table.py when they changed after a release.
"""

from __future__ import annotations

from pathlib import Path

from storyforge.artist.draw import draw

FOLDER = Path(__file__).parent / "golden"
SIZE = (480, 270)
MARA = {"description": "lamplighter, sixty, white braid, oilskin coat, brass lantern"}
TOM = {"description": "young man, navy peacoat, dark curls, knitted cap", "height_cm": 183}
RUTH = {"description": "tall woman in a red dress, long black hair", "height_cm": 180}
JO = {"description": "girl of nine, yellow raincoat, red boots, two braids", "height_cm": 130}
STREET = {"description": "a narrow cobbled street of tall gabled houses, gas lamps, a bakery"}
KITCHEN = {"description": "a farmhouse kitchen, a stove, a long table, a window", "interior": True}
FOREST = {"description": "a pine forest, a path between the trunks, ferns"}
SQUARE = {"description": "a market square with a fountain, a church tower, market stalls"}


def _shot(prompt: str, style: str, **given: object) -> dict[str, object]:
    return {"subject": "shot", "prompt": prompt, "style": {"preset": style}, **given}


PANELS: dict[str, dict[str, object]] = {
    "close-pencil": _shot("she looks up", "pencil", size="CU", cast=[MARA], place=STREET),
    "walk-ink": _shot("he walks away", "ink", size="FS", cast=[TOM], place=FOREST),
    "table-marker": _shot(
        "they sit at the table",
        "marker",
        size="MS",
        framing="two-shot",
        cast=[RUTH, TOM],
        place=KITCHEN,
    ),
    "over-clean": _shot(
        "she speaks",
        "clean-line",
        size="MCU",
        perspective="ots left",
        cast=[RUTH, MARA],
        place=KITCHEN,
    ),
    "night-noir": _shot(
        "he runs", "noir", size="LS", time="night", weather="rain", cast=[TOM], place=STREET
    ),
    "above-blueprint": _shot(
        "they wait", "blueprint", size="FS", angle=-45, cast=[MARA, JO], place=SQUARE
    ),
    "dusk-watercolour": _shot(
        "alone", "watercolour", size="ELS", time="dusk", cast=[RUTH], place=SQUARE
    ),
    "group-pencil": _shot(
        "they wait", "pencil", size="LS", framing="group", cast=[MARA, TOM, RUTH, JO], place=SQUARE
    ),
    "sheet-pencil": {"subject": "character", "style": {"preset": "pencil"}, **RUTH},
    "plate-pencil": {"subject": "location", "style": {"preset": "pencil"}, **STREET},
}


def drawn(name: str) -> bytes:
    """The panel as the artist draws it today."""
    return draw(PANELS[name], [], *SIZE, 7)


def main() -> None:
    """Write every golden panel anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in PANELS:
        (FOLDER / f"{name}.png").write_bytes(drawn(name))


if __name__ == "__main__":
    main()
