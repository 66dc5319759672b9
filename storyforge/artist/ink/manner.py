"""Seven ways to hold a pen: each preset is one row of numbers, never a branch."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist.ink.colour import RGB


@dataclass(frozen=True, slots=True)
class Manner:
    """How a style draws. Shares are 0..1; weights multiply line widths; greys are 0..255."""

    paper: RGB = (249, 246, 238)
    ink: RGB = (38, 37, 42)
    weight: float = 1.3
    wobble: float = 1.0
    double: bool = True  # a second, fainter searching line
    smudge: float = 0.0  # graphite rubbed into the paper beside its lines
    tooth: float = 0.0  # how much of the line the paper's grain breaks
    grain: float = 0.0
    colour: float = 0.8  # saturation kept
    tints: float = 0.0  # weak colours: 0 become greys, 1 stay
    lift: float = 0.1  # how far paint is lifted towards the paper; below 0 darkened
    hatch: float = 0.0  # opacity of hatching
    gap: float = 8.5  # pixels between hatching strokes at 720 lines
    bands: tuple[int, int, int] = (0, 0, 0)  # greys below which to hatch lightly, densely, crossed
    patchy: float = 0.0  # how much hatching comes and goes, as a hand leaves off
    steps: int = 0  # tones cut into so many greys, 0 for none
    ramp: tuple[RGB, RGB] | None = None  # map brightness between two inks instead of colour
    bleed: float = 0.0  # blotches, soft edges and dark rims, as water leaves them
    streaks: float = 0.0  # felt-pen streaks
    edge: float = 0.0  # white, uneven border as a share of the height
    contrast: float = 1.04
    levels: float = 0.9  # how far the panel's values are stretched between graphite and paper
    value: float = 0.0  # added to how light the middle of a panel should be
    hold: float = 0.65  # how far figures keep their own colours when the panel is stretched
    accent: bool = False  # keep only strong reds and golds in colour


PRESETS: dict[str, Manner] = {
    "pencil": Manner(
        weight=1.5,
        smudge=0.28,
        tooth=0.36,
        grain=0.45,
        colour=0.85,
        tints=0.35,
        hatch=0.62,
        bands=(92, 58, 0),
        patchy=0.6,
        contrast=1.1,
        value=0.06,
    ),
    "ink": Manner(
        hold=0.0,
        paper=(250, 248, 243),
        ink=(16, 16, 20),
        weight=1.6,
        double=False,
        colour=0.0,
        lift=0.12,
        hatch=1.0,
        gap=6.6,
        bands=(138, 96, 62),
        steps=2,
        contrast=1.25,
        value=0.06,
        accent=True,
    ),
    "marker": Manner(
        paper=(252, 250, 246),
        ink=(24, 22, 28),
        weight=2.1,
        wobble=0.8,
        double=False,
        grain=0.15,
        colour=1.5,
        tints=0.8,
        lift=0.1,
        streaks=0.36,
        edge=0.012,
        contrast=1.06,
        levels=0.8,
        value=0.04,
    ),
    "blueprint": Manner(
        hold=0.0,
        paper=(28, 58, 118),
        ink=(228, 238, 252),
        weight=0.95,
        wobble=0.3,
        double=True,
        tooth=0.25,
        grain=0.35,
        colour=0.0,
        lift=0.0,
        hatch=0.4,
        gap=9.0,
        patchy=0.3,
        ramp=((16, 40, 90), (84, 130, 200)),
    ),
    "noir": Manner(
        hold=0.3,
        paper=(240, 240, 238),
        ink=(6, 6, 8),
        weight=1.7,
        wobble=0.7,
        double=False,
        grain=0.6,
        colour=0.0,
        lift=-0.08,
        steps=4,
        contrast=1.55,
        levels=1.0,
        value=-0.14,
    ),
    "watercolour": Manner(
        paper=(252, 249, 242),
        ink=(66, 50, 46),
        weight=1.15,
        wobble=1.3,
        double=True,
        tooth=0.4,
        grain=0.8,
        colour=1.6,
        tints=0.8,
        lift=0.12,
        bleed=1.0,
        edge=0.03,
        contrast=1.12,
        value=0.15,
    ),
    "clean-line": Manner(
        paper=(255, 254, 252),
        ink=(26, 28, 36),
        weight=1.5,
        wobble=0.0,
        double=False,
        colour=1.25,
        tints=0.75,
        lift=0.22,
        contrast=1.0,
        levels=0.7,
        value=0.1,
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

# Presets that are for services which paint -> the hand that draws them here.
STANDS_IN = {
    "cinematic": "marker",
    "documentary": "pencil",
    "period-film": "watercolour",
    "animation-3d": "clean-line",
    "anime": "clean-line",
    "comic": "ink",
    "gouache": "marker",
    "oil-paint": "watercolour",
    "claymation": "marker",
}


def manner_of(preset: str | None, words: str = "") -> Manner:
    """The preset by name, else the first style word that names one, else pencil."""
    for word in [STANDS_IN.get(preset or "", preset or ""), *words.replace(",", " ").split()]:
        name = word.strip().lower().replace("_", "-").replace(" ", "-")
        name = ALIASES.get(name, name)
        if name in PRESETS:
            return PRESETS[name]
    return PRESETS["pencil"]
