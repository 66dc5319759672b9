"""Draw the reference pictures: mara.png, tom.png, line.png and pier.jpg, beside this file.

Run it with Pillow installed: `python make_refs.py`. It draws the same pictures every time.
"""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

from figure import head, lantern, wrinkles
from paint import SCALE, Gouache, Pencil, Point, mix, path
from PIL import Image, ImageDraw

HERE = Path(__file__).parent


def mara() -> Image.Image:
    """Sixty, white braid, ochre oilskin, a lit lantern, on plain paper."""
    sheet = Gouache(480, 640, (233, 228, 216), seed=1)
    skin, hair, coat, cloth = (216, 164, 134), (236, 234, 230), (190, 134, 44), (52, 56, 66)
    legs = "172,470 308,470 318,660 250,660 242,530 232,660 164,660"
    sheet.form(path(legs), cloth, 14)
    sheet.form(path("310,262 344,290 362,390 356,470 322,474 316,390 296,300"), coat, 16)
    sheet.form(path("328,466 352,464 354,496 338,510 324,496"), skin, 7)
    body = "206,232 272,232 326,262 330,350 322,430 340,520 142,520 160,430 150,350 154,262"
    sheet.form(path(body), coat, 34)
    sheet.form(path("160,264 186,290 172,380 158,462 122,458 124,360 134,286"), coat, 14)
    sheet.form(path("126,454 154,456 156,486 140,500 124,486"), skin, 7)
    collar = "208,226 240,262 274,224 286,246 244,292 196,246"
    sheet.form(path(collar), mix(coat, (250, 220, 150), 0.25), 8)
    for seam in ("242,290 246,410 241,518", "170,430 180,470 172,514", "306,420 304,470 316,514"):
        sheet.line(path(seam), mix(coat, (60, 28, 20), 0.55), 2.2)
    for y in (322, 372, 422, 472):
        sheet.form(path("250,0 268,-3 268,5 250,8", 0, y), (74, 48, 30), 3)
    for k in range(9):
        x, w, lean = 292 + 8 * math.sin(k / 3.2), 17 - k, (-1) ** k
        strand = path(f"{-w},-6 {lean * w},-12 {w},8 0,20 {-w},8", x, 194 + 22 * k)
        sheet.form(strand, hair, 6)
    head(sheet, 240, 150, 138, skin, hair)
    wrinkles(sheet, 240, 150, 138, mix(skin, (90, 40, 40), 0.45))
    lantern(sheet, 140, 498, 62)
    return sheet.finished()


def tom() -> Image.Image:
    """Twenty-six, sea jacket and rust scarf, whole figure with his kit bag."""
    sheet = Gouache(480, 640, (230, 230, 222), seed=2)
    skin, hair, coat, cloth = (214, 162, 130), (122, 62, 34), (40, 54, 86), (112, 112, 96)
    boot, rust, brass = (44, 38, 38), (178, 78, 40), (204, 176, 104)
    sheet.form(path("110,598 250,588 400,600 390,616 250,622 120,616"), (206, 204, 196))
    bag = "304,458 338,446 372,462 380,540 370,604 318,604 302,540"
    sheet.form(path(bag), (178, 160, 124), 18)
    sheet.line(path("310,470 340,482 370,470"), (110, 92, 64), 3)
    limbs = (
        ("3,352 44,352 42,460 36,586 10,586 9,470", cloth, 11),
        ("8,576 37,576 46,602 40,612 8,610", boot, 8),
        ("46,158 70,176 82,260 78,344 56,346 52,270 42,200", coat, 10),
        ("56,342 78,340 77,364 66,376 57,362", skin, 6),
    )
    for side in (-1, 1):
        for points, colour, depth in limbs:
            sheet.form([(240 + side * x, y) for x, y in path(points)], colour, depth)
    body = "214,140 266,140 304,160 298,250 302,372 178,372 182,250 176,160"
    sheet.form(path(body), coat, 24)
    for lapel in ("214,152 236,176 242,214 206,196", "270,152 254,176 246,214 292,194"):
        sheet.form(path(lapel), mix(coat, (110, 124, 160), 0.3), 6)
    sheet.line(path("246,190 250,280 246,370"), mix(coat, (10, 10, 26), 0.6), 2)
    for x, y in path("232,232 264,230 232,274 264,272 233,316 265,314"):
        sheet.form(path("-5,0 0,-5 5,0 0,5", x, y), brass, 3)
    head(sheet, 240, 92, 78, skin, hair)
    beard = "-.33,.06 -.26,.17 -.09,.2 .05,.19 .19,.2 .29,.17 .33,.06 .31,.26 .2,.45 .05,.56"
    sheet.form(path(beard + " -.11,.5 -.27,.33", 240, 92, 78), hair, 8)
    sheet.form(path("-.05,.27 .045,.26 .13,.27 .045,.315", 240, 92, 78), (184, 108, 92))
    sheet.form(path("208,134 240,146 274,132 284,152 242,174 198,154"), rust, 8)
    sheet.form(path("250,160 276,156 272,226 256,230"), rust, 7)
    return sheet.finished()


def pier() -> Image.Image:
    """The long pier at dusk: two rows of lamps going into the fog."""
    fog, dusk, sea, lamplight = (172, 176, 178), (92, 106, 126), (70, 84, 96), (255, 186, 96)
    sheet = Gouache(640, 360, fog, seed=3)
    draw = ImageDraw.Draw(sheet.image)
    for row in range(360 * SCALE):
        y = row / SCALE
        tone = mix(dusk, fog, y / 158) if y < 158 else mix(fog, sea, min(1, (y - 158) / 170))
        draw.line([(0, row), (sheet.size[0], row)], fill=tone)
    for _ in range(260):  # ripples, closer together in the distance
        near = sheet.random.random() ** 2
        x, y = sheet.random.uniform(0, 640), 160 + 200 * near
        tone = sheet.random.choice(((58, 72, 86), (58, 72, 86), (196, 192, 180)))
        ripple = [(x, y), (x + 8 + 70 * near, y + 0.5)]
        sheet.line(ripple, mix(fog, tone, 0.12 + 0.34 * near), 0.4 + 1.3 * near)

    def at(x: float, height: float, z: float) -> Point:
        return 330 + x * 620 / z, 158 + (1.7 - height) * 620 / z

    for far, near in pairwise(3.2 * 1.045**k for k in range(79, -1, -1)):
        clear = math.exp(-near / 16)
        board = mix((74, 66, 62), (104, 92, 82), sheet.random.random())
        ends = [at(-1.9, 0, far), at(1.9, 0, far), at(1.9, 0, near), at(-1.9, 0, near)]
        sheet.form(ends, mix(fog, board, clear), 0, sharp=True)
        sheet.line(ends[:2], mix(fog, (48, 45, 48), clear * 0.8), 1.6 * clear)
    for z in (70, 52, 40, 31, 24, 18.5, 14, 10.5, 7.8, 5.6):
        clear, iron = math.exp(-z / 22), mix(fog, (30, 34, 44), math.exp(-z / 17))
        for x in (-1.85, 1.85):
            sheet.line([at(x, 1, z), at(x, 1, z * 1.35)], iron, 22 / z)
            sheet.line([at(x, -0.2, z), at(x, 3.2, z)], iron, 46 / z)
            top, glass = at(x, 3.42, z), mix(fog, (255, 232, 170), 0.5 + 0.5 * clear)
            sheet.form(path("-1,-1 1,-1 .6,1 -.6,1", *top, 130 / z), glass, sharp=True)
            sheet.form(path("-1.3,-1 0,-2 1.3,-1", *top, 130 / z), iron, sharp=True)
            sheet.glow(*top, 60 + 500 / z, lamplight, 0.2 + 0.3 * clear)
            sheet.glow(*at(x * 0.8, 0, z), 16 + 200 / z, lamplight, 0.12)
    return sheet.finished()


LAMP = (
    "150,384 152,200 150,132|160,384 159,240 158,132|128,386 140,376 170,376 182,386"
    "|126,68 138,128 172,128 184,68|118,68 155,30 192,68|116,69 155,73 194,68|155,30 155,16"
    "|138,130 155,136 172,130|150,110 147,98 155,82 163,98 158,110|20,388 200,384 420,390"
)
WATCHER = (
    "284,176 262,220 250,300 246,356|300,176 326,214 334,300 340,356|246,356 292,362 340,356"
    "|276,360 274,386 262,390|310,360 312,386 324,390|272,126 276,106 306,104 311,124"
    "|277,146 276,126 292,116 306,126 304,150 292,164 279,156 277,146|256,132 272,126 311,125"
    "|276,200 244,228 197,240|286,226 252,256 203,270|214,326 192,216 169,104"
)
RAYS = "110,58 64,20|98,96 40,96|112,132 70,168|200,58 246,20|212,93 268,90|198,123 240,150"
HATCHED = (
    ("302,178 326,216 338,354 292,358 296,260", 62, 4, 80),
    ("286,180 304,190 298,356 258,354 270,250", 62, 7, 130),
    ("294,118 308,126 304,152 293,162", 62, 4, 110),
    ("156,140 161,140 161,376 156,376", 30, 4, 80),
    ("156,34 188,66 160,68", 62, 4, 90),
    ("280,388 420,382 430,400 310,402", 4, 4, 110),
    ("520,366 600,356 628,366 560,378", 4, 4, 110),
)


def line() -> Image.Image:
    """A sample of the hand: a lamp, its keeper, a ball, and the four tones of hatching."""
    sheet = Pencil(640, 420, seed=4)
    for shift in (0, 1.2):
        for points in f"{LAMP}|{WATCHER}".split("|"):
            sheet.stroke(path(points, shift, shift * 0.6), 70)
    for points in RAYS.split("|"):
        sheet.stroke(path(points), 170, 1)
    for points, angle, gap, tone in HATCHED:
        sheet.hatch(path(points), angle, gap, tone)
    for k, (gap, tone) in enumerate(((10, 170), (7, 130), (5, 90), (3.2, 60))):
        swatch = path("0,0 30,-3 60,2 63,60 30,63 2,62", 462 + 84 * (k % 2), 40 + 84 * (k // 2))
        sheet.hatch(swatch, 62, gap, tone)
    ball = path("1,0 .71,.71 0,1 -.71,.71 -1,0 -.71,-.71 0,-1 .71,-.71 1,0", 540, 300, 66)
    sheet.stroke(ball, 70)
    for inner, gap, tone in ((0.0, 9, 150), (0.3, 6, 110), (0.6, 4, 80)):
        shadow = f"0,-1 .71,-.71 1,0 .71,.71 0,1 {inner},.3 {inner + 0.1},-.5"
        sheet.hatch(path(shadow, 540, 300, 66), 62, gap, tone)
    return sheet.finished(paper=(244, 239, 226), lead=(58, 56, 60))


def main() -> None:
    """Draw and save them all."""
    for name, picture in (("mara", mara()), ("tom", tom()), ("line", line())):
        flat = picture.quantize(256, kmeans=1, dither=Image.Dither.NONE)
        flat.save(HERE / f"{name}.png", optimize=True)
    pier().save(HERE / "pier.jpg", quality=86, optimize=True)


if __name__ == "__main__":
    main()
