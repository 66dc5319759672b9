"""Seven ways to hold a pen: each preset is one row of numbers, never a branch."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist.colour import RGB


@dataclass(frozen=True, slots=True)
class Manner:
    """How a style draws. Shares are 0..1; weights multiply line widths."""

    paper: RGB = (248, 245, 238)
    ink: RGB = (40, 38, 42)
    weight: float = 1.15
    wobble: float = 1.0
    double: bool = True  # a second, fainter searching line
    tooth: float = 0.62  # how much of the line the paper's grain breaks
    grain: float = 0.5
    colour: float = 0.8  # saturation kept
    lift: float = 0.1  # how far paint is lifted towards the paper
    hatch: float = 0.5  # opacity of hatching
    gap: float = 8.5  # pixels between hatching strokes at 720 lines
    steps: int = 0  # posterise to so many greys, 0 for none
    ramp: tuple[RGB, RGB] | None = None  # map brightness between two inks instead of colour
    bleed: float = 0.0  # blotches and soft edges, watercolour
    streaks: float = 0.0  # marker streaks
    edge: float = 0.0  # white, uneven border as a share of the height
    contrast: float = 1.04
    levels: float = 0.9  # how far the panel's values are stretched between graphite and paper
    deep: float = 96.0  # paint darker than this is hatched over, 0 for never
    accent: bool = False  # keep only strong reds and golds in colour


PRESETS: dict[str, Manner] = {
    "pencil": Manner(),
    "ink": Manner(
        paper=(248, 246, 240),
        ink=(18, 18, 22),
        weight=1.5,
        double=False,
        tooth=0.0,
        grain=0.18,
        colour=0.0,
        lift=0.3,
        hatch=0.95,
        gap=8.0,
        steps=5,
        accent=True,
    ),
    "marker": Manner(
        paper=(250, 248, 244),
        ink=(30, 28, 34),
        weight=1.9,
        wobble=0.8,
        double=False,
        tooth=0.12,
        grain=0.2,
        colour=1.3,
        lift=0.14,
        hatch=0.0,
        streaks=0.14,
        contrast=1.04,
        levels=0.8,
    ),
    "blueprint": Manner(
        paper=(30, 62, 122),
        ink=(226, 236, 250),
        weight=0.9,
        wobble=0.35,
        double=False,
        tooth=0.3,
        grain=0.35,
        colour=0.0,
        lift=0.0,
        hatch=0.42,
        gap=9.0,
        ramp=((20, 46, 98), (74, 118, 188)),
        deep=0.0,
    ),
    "noir": Manner(
        paper=(238, 238, 236),
        ink=(8, 8, 10),
        weight=1.7,
        wobble=0.8,
        double=False,
        tooth=0.1,
        grain=0.55,
        colour=0.0,
        lift=-0.06,
        hatch=1.0,
        gap=6.0,
        steps=4,
        contrast=1.4,
        deep=0.0,
    ),
    "watercolour": Manner(
        paper=(250, 247, 240),
        ink=(82, 66, 58),
        weight=0.8,
        wobble=1.2,
        double=False,
        tooth=0.5,
        grain=0.7,
        colour=1.15,
        lift=0.3,
        hatch=0.0,
        bleed=1.0,
        edge=0.028,
    ),
    "clean-line": Manner(
        paper=(252, 251, 248),
        ink=(34, 36, 44),
        weight=1.15,
        wobble=0.0,
        double=False,
        tooth=0.0,
        grain=0.0,
        colour=0.75,
        lift=0.4,
        hatch=0.0,
    ),
}

ALIASES = {
    "watercolor": "watercolour",
    "graphite": "pencil",
    "sketch": "pencil",
    "charcoal": "pencil",
    "cleanline": "clean-line",
    "clean": "clean-line",
    "line": "clean-line",
    "markers": "marker",
    "gouache": "marker",
    "cyanotype": "blueprint",
    "film-noir": "noir",
    "pen": "ink",
    "wash": "watercolour",
}


def manner_of(preset: str | None, words: str = "") -> Manner:
    """The preset by name, else the first style word that names one, else pencil."""
    for word in [preset or "", *words.replace(",", " ").split()]:
        name = word.strip().lower().replace("_", "-").replace(" ", "-")
        name = ALIASES.get(name, name)
        if name in PRESETS:
            return PRESETS[name]
    return PRESETS["pencil"]
