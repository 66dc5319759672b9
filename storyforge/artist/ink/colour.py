"""Small arithmetic with paint: mixing, darkening, and what the names of colours mean."""

from __future__ import annotations

RGB = tuple[int, int, int]

NAMES: dict[str, RGB] = {
    "white": (232, 230, 224),
    "ivory": (235, 228, 205),
    "cream": (236, 224, 190),
    "silver": (190, 194, 200),
    "grey": (132, 134, 138),
    "gray": (132, 134, 138),
    "charcoal": (66, 68, 74),
    "black": (42, 42, 48),
    "red": (190, 52, 46),
    "crimson": (170, 36, 52),
    "scarlet": (204, 44, 36),
    "burgundy": (116, 34, 50),
    "maroon": (112, 38, 40),
    "rust": (168, 84, 46),
    "orange": (220, 128, 52),
    "ochre": (196, 148, 66),
    "mustard": (204, 162, 56),
    "yellow": (226, 194, 72),
    "gold": (204, 164, 70),
    "golden": (204, 164, 70),
    "brass": (190, 150, 72),
    "bronze": (150, 110, 66),
    "copper": (176, 104, 68),
    "green": (82, 128, 84),
    "olive": (112, 114, 62),
    "emerald": (44, 128, 92),
    "teal": (48, 122, 126),
    "turquoise": (72, 168, 168),
    "cyan": (80, 170, 190),
    "blue": (66, 102, 164),
    "navy": (40, 54, 96),
    "indigo": (66, 60, 124),
    "violet": (112, 78, 146),
    "purple": (108, 66, 130),
    "lilac": (172, 150, 194),
    "pink": (222, 152, 166),
    "rose": (206, 124, 136),
    "brown": (116, 82, 58),
    "tan": (188, 152, 112),
    "beige": (206, 188, 156),
    "khaki": (158, 146, 104),
    "sand": (208, 186, 142),
    "chestnut": (112, 66, 46),
    "auburn": (128, 62, 42),
    "ginger": (192, 106, 52),
    "blond": (216, 184, 118),
    "blonde": (216, 184, 118),
    "oilskin": (176, 148, 70),
    "leather": (104, 74, 54),
    "denim": (78, 100, 138),
    "tweed": (132, 118, 96),
    "linen": (214, 202, 176),
    "wooden": (138, 104, 74),
    "wood": (138, 104, 74),
    "iron": (84, 88, 94),
    "steel": (140, 148, 156),
    "stone": (150, 146, 138),
    "brick": (156, 92, 74),
    "dark": (62, 58, 60),
    "pale": (222, 212, 200),
}


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """*share* 0 gives the first colour, 1 the second; clamped."""
    t = 0.0 if share < 0 else 1.0 if share > 1 else share
    return (
        round(first[0] + (second[0] - first[0]) * t),
        round(first[1] + (second[1] - first[1]) * t),
        round(first[2] + (second[2] - first[2]) * t),
    )


def scale(colour: RGB, factor: float) -> RGB:
    """Lightens or darkens by multiplication; clamped to 0..255."""
    return (
        min(255, max(0, round(colour[0] * factor))),
        min(255, max(0, round(colour[1] * factor))),
        min(255, max(0, round(colour[2] * factor))),
    )


def tinted(colour: RGB, tint: tuple[float, float, float], factor: float = 1.0) -> RGB:
    """The colour under light of that tint (1, 1, 1 is white light)."""
    return (
        min(255, max(0, round(colour[0] * tint[0] * factor))),
        min(255, max(0, round(colour[1] * tint[1] * factor))),
        min(255, max(0, round(colour[2] * tint[2] * factor))),
    )


def luma(colour: RGB) -> float:
    """Perceived brightness, 0 to 255."""
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def dyed(colour: RGB, dye: RGB, share: float) -> RGB:
    """Gives a colour the hue of *dye* while it keeps most of its own brightness."""
    level = luma(colour) / max(24.0, luma(dye))
    return mix(colour, scale(dye, min(1.8, level)), share)
