"""Paper that lies on a table: letter, note, photograph, map, book, newspaper, money, tickets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi, sin

from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Ask, Shape, Still, placed
from storyforge.artist.things.desk_shapes import (
    Drawn,
    Lettered,
    Sheet,
    Slab,
    circle,
    drawn,
    oblong,
    rounded,
    sheet,
    slab,
)
from storyforge.artist.things.still_small import soft


def leaf(wide: float, tall: float, colour: RGB, y: float = 0.0) -> Slab:
    """A sheet of paper about the origin."""
    return slab(oblong(-wide / 2, -tall / 2, wide / 2, tall / 2), 0.05, colour, y, gloss=0.0,
                weight=1.3)  # fmt: skip


def scribble(x0: float, x1: float, rows: Sequence[float], y: float, what: object) -> Drawn:
    """Lines of handwriting that nobody can read."""
    rng, paths = stream("scribble", what), []
    step = (x1 - x0) / 84
    for row, z in enumerate(rows):
        x, end = x0, x1 - (x1 - x0) * (0.4 * rng.random() if row % 4 == 3 else 0.06 * rng.random())
        while x < end:
            word: list[V3] = []
            for k in range(round(4 + rng.random() * 9)):
                high = (2.2 if rng.random() < 0.22 else 1.1) if k % 2 else -0.2
                word.append((min(end, x), y, z + step * high * (0.8 + 0.4 * rng.random())))
                x += step * (0.62 + 0.3 * rng.random())
            paths.append(tuple(word))
            x += step * 1.7
    return Drawn(tuple(paths), 1.3, 200, True)


def words_on(x0: float, z0: float, x1: float, z1: float, y: float, text: str, largest: float = 0.24,
             bold: bool = False) -> Lettered:  # fmt: skip
    """Words on a lying sheet; its upper edge is *z1*."""
    return Lettered(((x0, y, z1), (x1, y, z1), (x1, y, z0), (x0, y, z0)), text, largest, bold)


def letter(ask: Ask) -> Still:
    """A letter on its torn-open envelope, folded twice, or the words that it is said to have."""
    page = ask.colour((246, 240, 224))
    envelope: list[Shape] = [
        leaf(19.0, 12.0, scale(page, 0.9)),
        drawn([[(-9.5, 6.0), (0.0, -0.6), (9.5, 6.0)]], 0.06, 1.2, 190),
        drawn([[(-9.5, -6.0), (-1.6, 0.4)], [(9.5, -6.0), (1.6, 0.4)]], 0.06, 0.9, 110),
    ]
    if ask.words & {"envelope", "sealed", "unopened", "seal"} and not ask.text:
        wax = sheet(soft([(0.0, 1.6), (-1.5, 0.9), (-1.6, -0.8), (0.1, -1.6), (1.6, -0.7),
                          (1.4, 1.0)]), 0.3, (150, 36, 40), 1.2)  # fmt: skip
        seal = (slab([(x, z - 0.6) for x, z in circle(1.5, (0, 0), 20)], 0.25, (150, 36, 40)), wax)
        return Still((*envelope, *seal), pitch=44, turn=-22, share=(0.7, 0.74))
    paper = _page(page, 14.0, 18.0, ask.text, "letter")
    below = placed(envelope, (-6.0, 0.0, -5.0), 38)
    return Still(
        tuple(placed(paper, (0.0, 0.08, 0.0))), tuple(below), 46, -14, (0.78, 0.92), (0.05, 0.02)
    )


def _page(paper: RGB, wide: float, tall: float, text: str, what: str) -> list[Shape]:
    """A page that was folded in three, lifting at its folds."""
    w, h, lift = wide / 2, tall / 2, tall * 0.045
    levels = ((-h, lift), (-h / 3, 0.12), (h / 3, 0.1 + lift * 0.5), (h, lift * 1.5))
    out: list[Shape] = []
    for (z0, y0), (z1, y1) in pairwise(levels):
        corners = ((-w, y0, z0), (w, y0, z0), (w, y1, z1), (-w, y1, z1))
        out.append(Sheet(corners, paper, 1.3, 0.4))
    out += [Sheet(tuple(part.spots()), paper) for part in out if isinstance(part, Sheet)]
    out.append(Drawn((((-w, 0.12, -h / 3), (w, 0.12, -h / 3)),
                      ((-w, 0.1 + lift * 0.5, h / 3), (w, 0.1 + lift * 0.5, h / 3))), 0.9,
                          120))  # fmt: skip
    if text:
        at = lift * 0.5
        corners = ((-w * 0.86, at * 2, h * 0.82), (w * 0.86, at * 2, h * 0.82),
                   (w * 0.86, at, -h * 0.8), (-w * 0.86, at, -h * 0.8))  # fmt: skip
        out.append(Lettered(corners, text, 0.17))
        return out
    for (z0, y0), (z1, y1) in pairwise(levels):
        rows = [z0 + (z1 - z0) * (k + 0.5) / 5 for k in range(5)][::-1]
        for z in rows:
            y = y0 + (y1 - y0) * (z - z0) / (z1 - z0) + 0.02
            out.append(scribble(-w * 0.82, w * 0.82, [z], y, (what, round(z, 1))))
    return out


def note(ask: Ask) -> Still:
    """A small torn-off sheet with its few words, a pencil across its corner."""
    paper = ask.colour((247, 240, 214))
    wide, tall = (13.0, 8.6) if len(ask.text) < 60 else (12.0, 14.0)
    torn = [(-wide / 2 + wide * k / 14, tall / 2 + 0.22 * (-1) ** k) for k in range(15)]
    edge = [(-wide / 2, -tall / 2), (wide / 2, -tall / 2), *reversed(torn)]
    text = ask.text
    body: list[Shape] = [slab(edge, 0.05, paper, gloss=0.0, weight=1.4)]
    body.append(drawn([[(-wide * 0.5, 0.02), (wide * 0.5, -0.05)]], 0.06, 0.8, 80))
    if text:
        at = (-wide * 0.43, -tall * 0.4, wide * 0.43, tall * 0.4)
        body.append(words_on(*at, 0.06, text, 0.36))
    else:
        rows = [tall * (0.34 - 0.13 * k) for k in range(6)]
        body.append(scribble(-wide * 0.42, wide * 0.42, rows, 0.06, "note"))
    return Still(tuple(body), pitch=52, turn=-11, share=(0.74, 0.78))


def photograph(ask: Ask) -> Still:
    """An old print with a white margin and a deckle edge: two people before a hill."""
    grey, w, h = (190, 174, 146), 7.2, 5.0
    body: list[Shape] = [
        leaf(2 * w, 2 * h, (246, 240, 226)),
        sheet(oblong(-w + 0.7, -h + 0.7, w - 0.7, h - 0.7), 0.06, grey, 0.8),
        sheet([(-w + 0.7, -1.4), (-3.0, 0.2), (1.0, -0.8), (w - 0.7, 1.0), (w - 0.7, -h + 0.7),
               (-w + 0.7, -h + 0.7)], 0.061, scale(grey, 0.78), 0.6),
    ]  # fmt: skip
    if ask.text:
        body = [leaf(2 * w, 2 * h, (240, 230, 204)),
                words_on(-w * 0.8, -h * 0.7, w * 0.8, h * 0.7, 0.06, ask.text, 0.3)]  # fmt: skip
        return Still(tuple(body), pitch=50, turn=-12, share=(0.74, 0.78))
    for x, dark, tall in ((-1.9, 0.44, 1.0), (1.3, 0.58, 0.9)):
        body += _sitter(x, tall, scale(grey, dark), scale(grey, 1.2))
    shine = sheet([(-6.5, 3.0), (-4.4, 4.3), (-1.2, 4.3), (-6.5, 0.4)], 0.066, scale(grey, 1.14))
    corner = [(w - 2.4, h), (w, h - 2.0), (w - 1.9, h - 1.7)]
    curl = (sheet(corner, 0.25, (226, 216, 196), 1.1),)
    return Still((*body[:2], shine, *body[2:], *curl), pitch=47, turn=-22, share=(0.72, 0.76))


def _sitter(x: float, tall: float, coat: RGB, skin: RGB) -> list[Shape]:
    """Head and shoulders of somebody in a photograph."""
    bust = [(x - 1.9, -4.3), (x - 1.8, -2.2), (x - 1.3, -1.2), (x - 0.5, -0.7), (x + 0.5, -0.7),
            (x + 1.3, -1.2), (x + 1.8, -2.2), (x + 1.9, -4.3)]  # fmt: skip
    head = [(x + a, z * tall + 0.7) for a, z in circle(1.0, (0, 0), 24, 1.24)]
    hair = [(x - 1.06, 0.6), (x - 1.0, 1.7), (x - 0.3, 2.3), (x + 0.6, 2.15), (x + 1.06, 1.5),
            (x + 1.02, 0.5), (x + 0.7, 1.2), (x - 0.3, 1.3), (x - 0.8, 1.1)]  # fmt: skip
    eyes = [[(x - 0.5, 0.7), (x - 0.2, 0.72)], [(x + 0.2, 0.72), (x + 0.5, 0.7)],
            [(x - 0.25, 0.0), (x + 0.05, -0.06), (x + 0.3, 0.02)]]  # fmt: skip
    return [sheet([bust[0], *soft(bust, 1)[1:-1], bust[-1]], 0.062, coat, 0.8),
            sheet(head, 0.063, skin, 0.8), sheet(soft(hair, 1), 0.064, scale(coat, 0.7), 0.6),
            drawn(eyes, 0.065, 0.9)]  # fmt: skip


def chart(ask: Ask) -> Still:
    """A map folded in eight, its coast, a road and a cross."""
    paper = ask.colour((234, 220, 182))
    w, h = 14.0, 9.5
    body: list[Shape] = []
    for k in range(4):
        x0, x1 = -w + k * w / 2, -w + (k + 1) * w / 2
        y0, y1 = (0.9, 0.05) if k % 2 == 0 else (0.05, 0.9)
        shade = 1.0 if k % 2 else 0.93
        body.append(Sheet(((x0, y0, -h), (x1, y1, -h), (x1, y1, h), (x0, y0, h)),
                          scale(paper, shade), 1.2, 0.4))  # fmt: skip

    def high(x: float) -> float:
        t = ((x + w) / (w / 2)) % 2
        return (0.9 - 0.85 * t if t < 1 else 0.05 + 0.85 * (t - 1)) + 0.03

    coast = [(-13.5 + k, 2.4 + 2.2 * sin(k * 0.5) + 0.7 * sin(k * 1.7)) for k in range(28)]
    sea = [*coast, (13.8, h - 0.2), (-13.6, h - 0.2)]
    body.append(Sheet(tuple((x, high(x), z) for x, z in sea), (170, 190, 190)))
    lines = [coast, *([(x, z + 0.5 * n) for x, z in coast] for n in (1, 2))]
    road = [(-12 + k, -6 + 0.32 * k + sin(k * 0.7)) for k in range(23)]
    river = [(-6 + 0.2 * k + 0.9 * sin(k * 0.8), 1.5 - 0.6 * k) for k in range(17)]
    body += [
        Drawn((_on(lines[0], high),), 1.5, 230),
        Drawn((_on(lines[1], high), _on(lines[2], high), _on(river, high)), 0.8, 120),
        Drawn(tuple(_on(road[k : k + 2], high) for k in range(0, 21, 2)), 1.6, 220),
        Drawn((_on([(8.2, -0.4), (10.6, 2.0)], high), _on([(8.2, 2.0), (10.6, -0.4)], high)), 3.4),
        *(Drawn((_on([(x - 0.9, z), (x, z + 1.5), (x + 0.9, z)], high),), 1.0, 190)
          for x, z in ((-10, -2), (-8.6, -2.6), (2, -7), (3.6, -6.4), (-3, -8))),
    ]  # fmt: skip
    return Still(tuple(body), pitch=44, turn=-20, share=(0.94, 0.96))


def _on(path: Sequence[P2], high: Callable[[float], float]) -> tuple[V3, ...]:
    return tuple((x, high(x), z) for x, z in path)


def book(ask: Ask) -> Still:
    """A book: open when the words say so or something is to be read in it, else shut."""
    cover = ask.colour((122, 52, 48))
    if not ask.text and not ask.words & {"open", "page", "opened", "read", "diary", "notebook"}:
        return _shut(cover)
    w, h = 13.0, 9.6
    body: list[Shape] = [slab(oblong(-w - 0.5, -h - 0.4, w + 0.5, h + 0.4), 0.3, cover)]
    curve = [(t, 0.4 + 2.1 * sin(pi * min(1.0, t * 1.1)) ** 0.8 * (1 - 0.45 * t)) for t in
             (0.0, 0.06, 0.14, 0.26, 0.4, 0.6, 0.8, 1.0)]  # fmt: skip
    for side in (-1, 1):
        edge = [(side * w * t, y, -h) for t, y in curve]
        front = Sheet(
            (*edge, (side * w, 0.3, -h), (0.0, 0.3, -h)), (226, 216, 192), 1.2, 0.0, tone(1, 0)
        )
        fore = Sheet(((side * w, 0.3, -h), (side * w, 0.3, h), (side * w, curve[-1][1], h),
                      (side * w, curve[-1][1], -h)), (222, 212, 188), 1.1)  # fmt: skip
        top = Sheet((*edge, *((x, y, h) for x, y, _ in reversed(edge))), (246, 241, 226), 1.4)
        gutter = [(side * w * t, y + 0.01, z) for z, row in ((-h, curve[:4]), (h, curve[3::-1]))
                  for t, y in row]  # fmt: skip
        body += [front, fore, top, Sheet(tuple(gutter), (212, 204, 186))]
        rows = [h * 0.78 - 1.15 * k for k in range(14)]
        if side == 1 and ask.text:
            y = 1.9
            corners = ((1.6, y, h * 0.84), (w * 0.93, y, h * 0.84), (w * 0.93, y, -h * 0.84),
                       (1.6, y, -h * 0.84))  # fmt: skip
            body.append(Lettered(corners, ask.text, 0.14))
            continue
        a, b = sorted((side * 1.9, side * w * 0.92))
        body.append(scribble(a, b, rows, 1.9, ("book", side)))
    return Still(tuple(body), pitch=42, turn=-18, share=(0.86, 0.9))


def _shut(cover: RGB) -> Still:
    w, h = 7.0, 10.0
    body: tuple[Shape, ...] = (
        slab(oblong(-w, -h, w, h), 0.35, scale(cover, 0.9)),
        slab(oblong(-w + 0.1, -h + 0.4, w - 0.4, h - 0.4), 2.6, (232, 222, 198), 0.35, gloss=0.0),
        Drawn(tuple(((-w, 0.6 + 0.34 * k, -h + 0.39), (w - 0.4, 0.6 + 0.34 * k, -h + 0.39))
                    for k in range(7)), 0.7, 120),
        slab(oblong(-w - 0.2, -h, -w + 0.3, h), 3.2, cover),
        slab(oblong(-w, -h, w, h), 0.4, cover, 2.9, floats=2.9),
        drawn([[*oblong(-w + 1.1, -h + 1.0, w - 1.0, h - 1.0), (-w + 1.1, -h + 1.0)]], 3.31, 1.2),
        sheet(rounded(-3.2, 2.6, 3.2, 6.0, 0.4), 3.31, (206, 168, 92), 1.0),
        drawn([[(-2.4, 4.8), (2.4, 4.8)], [(-1.8, 3.8), (1.8, 3.8)]], 3.32, 1.6),
    )  # fmt: skip
    return Still(body, pitch=38, turn=-32, share=(0.68, 0.8))


def newspaper(ask: Ask) -> Still:
    """A folded front page: headline, picture, columns."""
    w, h = 13.0, 10.0
    body: list[Shape] = [
        slab(oblong(-w, -h, w, h), 0.5, (232, 228, 216), gloss=0.0),
        slab(oblong(-w + 0.2, -h - 0.1, w - 0.1, h - 0.1), 0.12, (238, 234, 222), 0.5, gloss=0.0),
        drawn([[(-w + 1, 7.9), (w - 1, 7.9)], [(-w + 1, 7.6), (w - 1, 7.6)]], 0.63, 1.6),
        words_on(-w + 1, 8.1, w - 1, 9.6, 0.63, "" if ask.text else "THE DAILY NEWS", 0.9, True),
        words_on(-w + 1, 2.6, w - 1, 7.4, 0.63, ask.text or "EXTRA", 0.8, True),
        drawn([[(-w + 1, 2.2), (w - 1, 2.2)]], 0.63, 1.2),
        sheet(oblong(-w + 1, -6.2, -2.6, 1.6), 0.63, (150, 146, 138), 1.0),
        sheet([(-w + 1, -3.0), (-9, -0.4), (-6.6, -2.4), (-4, 0.2), (-2.6, -1.4), (-2.6, -6.2),
               (-w + 1, -6.2)], 0.631, (96, 92, 90), 0.7),
    ]  # fmt: skip
    rows = [[(x, z), (x + (6.4 if k % 6 else 3.6), z)] for x in (-1.8, 5.4) for k, z in
            enumerate([1.4 - 0.62 * n for n in range(17)])]  # fmt: skip
    low = [[(-w + 1, z), (-3.2, z)] for z in (-7.0, -7.6, -8.2, -8.8)]
    body.append(drawn([*rows, *low], 0.63, 1.5, 120))
    return Still(tuple(body), pitch=46, turn=-16, share=(0.86, 0.92))


def money(ask: Ask) -> Still:
    """Banknotes fanned over a banded bundle."""
    green = ask.colour((164, 180, 148))

    def bill(y: float) -> list[Shape]:
        return [
            slab(oblong(-8, -3.5, 8, 3.5), 0.06, green, y, gloss=0.0, weight=1.2),
            drawn([[*oblong(-7.4, -2.9, 7.4, 2.9), (-7.4, -2.9)]], y + 0.07, 1.0, 170),
            sheet(circle(2.2, (0.0, 0.0), 32), y + 0.07, scale(green, 1.14), 1.0),
            sheet(soft([(-0.9, -1.9), (-0.8, -0.6), (-0.5, 0.9), (0.2, 1.4), (0.8, 0.7), (0.7,
                -0.4),
                        (1.1, -1.9)], 1), y + 0.08, scale(green, 0.6)),
            *(drawn([[*circle(0.8, (x, z), 16), (x + 0.8, z)]], y + 0.08, 1.0, 170)
              for x in (-6.2, 6.2) for z in (-1.8, 1.8)),
        ]  # fmt: skip

    pile: list[Shape] = [
        slab(oblong(-8, -3.5, 8, 3.5), 2.0, scale(green, 1.05), gloss=0.0),
        Drawn(tuple(((-8, 0.25 * k, -3.51), (8, 0.25 * k, -3.51)) for k in range(1, 8)), 0.7, 130),
        *bill(2.0),
        slab(oblong(-1.3, -3.6, 1.3, 3.6), 0.05, (236, 228, 210), 2.08, gloss=0.0),
        Sheet(((-1.3, 0, -3.6), (1.3, 0, -3.6), (1.3, 2.1, -3.6), (-1.3, 2.1, -3.6)),
              (228, 218, 200), 1.0),
    ]  # fmt: skip
    loose = [*placed(bill(0.0), (5.0, 0.0, -5.6), 26), *placed(bill(0.07), (-5.0, 0.0, -5.2), -14)]
    return Still(tuple(pile), tuple(loose), 36, -24, (0.62, 0.66), (0.0, -0.05))


def ticket(ask: Ask) -> Still:
    """A ticket, its end to be torn off."""
    paper = ask.colour((222, 186, 132))
    bite = [(3.6 + 0.5 * cos(pi * k / 6), -2.6 + 0.5 * sin(pi * k / 6)) for k in range(6, -1, -1)]
    edge = [(-6.4, -2.6), *bite, (6.4, -2.6), (6.4, 2.6), (-6.4, 2.6)]
    body: list[Shape] = [
        slab(edge, 0.06, paper, gloss=0.0),
        drawn([[*oblong(-5.9, -2.1, 3.0, 2.1), (-5.9, -2.1)]], 0.07, 1.1),
        drawn([[(3.6, -2.0 + 0.8 * k), (3.6, -1.6 + 0.8 * k)] for k in range(6)], 0.07, 1.3),
        words_on(-5.5, -1.7, 2.6, 1.7, 0.07, ask.text or "TICKET", 0.5, True),
        words_on(4.1, -1.4, 6.1, 1.4, 0.07, "7", 0.8, True),
    ]
    return Still(tuple(body), pitch=48, turn=-24, share=(0.66, 0.66))


def passport(ask: Ask) -> Still:
    """A passport, shut."""
    dye = ask.colour((52, 60, 92))
    gold = (206, 172, 98)
    body: tuple[Shape, ...] = (
        slab(rounded(-6, -8.6, 6, 8.6, 0.6), 0.7, dye, side=(232, 224, 206)),
        sheet(oblong(-5.2, 4.4, 5.2, 7.4), 0.711, gold, 0.9),
        words_on(-5, 4.6, 5, 7.2, 0.72, ask.text or "PASSPORT", 0.8, True),
        drawn([[*circle(2.9), (2.9, 0.0)], [*circle(1.9), (1.9, 0.0)]], 0.71, 1.4),
        sheet(circle(2.6), 0.711, gold, 0.9),
        sheet(soft([(0, 1.9), (-1.6, 1.2), (-1.3, -0.8), (0, -2.0), (1.3, -0.8), (1.6, 1.2)], 1),
              0.712, dye, 0.9),
    )  # fmt: skip
    return Still(body, pitch=42, turn=-28, share=(0.62, 0.8))


def sign(ask: Ask) -> Still:
    """A board that stands before us, four nails in it."""
    if ask.words & {"poster", "notice", "placard", "plaque", "bill", "flyer"}:
        return _poster(ask)
    board = ask.colour((196, 164, 118))
    w, h = 12.0, 6.5
    face = ((-w, 1.0, 0.0), (w, 1.0, 0.0), (w, 2 * h, 0.0), (-w, 2 * h, 0.0))
    body: list[Shape] = [
        slab(oblong(-1.2, 0.4, 1.2, 1.6), 2 * h, scale(board, 0.7)),
        Sheet(face, board, 1.8, 0.4),
        Drawn(tuple(((-w, y, -0.05), (w, y, -0.05)) for y in (4.8, 8.9)), 1.1, 150),
        Lettered(((-w * 0.9, 12.2, -0.1), (w * 0.9, 12.2, -0.1), (w * 0.9, 1.8, -0.1),
                  (-w * 0.9, 1.8, -0.1)), ask.text or "", 0.34, True),
    ]  # fmt: skip
    return Still(tuple(body), pitch=6, turn=-14, share=(0.82, 0.78))


def _poster(ask: Ask) -> Still:
    """A sheet nailed to a wall."""
    paper = ask.colour((236, 226, 198))
    w, h = (12.0, 8.0) if ask.text else (8.0, 11.0)
    body: list[Shape] = [
        leaf(2 * w, 2 * h, paper),
        drawn([[*oblong(1 - w, 1 - h, w - 1, h - 1), (1 - w, 1 - h)]], 0.06, 1.8),
        words_on(1.6 - w, 1.4 - h, w - 1.6, h - 1.4, 0.06, ask.text or "NOTICE", 0.34, True),
        *(
            slab([(x + a, z + b) for a, b in circle(0.3, (0, 0), 12)], 0.3, (70, 70, 74))
            for x in (0.5 - w, w - 0.5)
            for z in (0.5 - h, h - 0.5)
        ),
    ]
    return Still(tuple(body), pitch=66, turn=-12, share=(0.8, 0.84), ground="wall")


PAPERS: dict[str, Callable[[Ask], Still]] = {
    "letter": letter,
    "note": note,
    "photograph": photograph,
    "map": chart,
    "book": book,
    "newspaper": newspaper,
    "money": money,
    "ticket": ticket,
    "passport": passport,
    "sign": sign,
}
