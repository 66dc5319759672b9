"""What both portraits share: a face, its wrinkles, and the lantern in her hand."""

from __future__ import annotations

from paint import Colour, Gouache, Outline, mix, path


def head(sheet: Gouache, x: float, y: float, h: float, skin: Colour, hair: Colour) -> None:
    """A face turned a little to the right: `h` from chin to crown, (x, y) its middle."""

    def at(points: str, dx: float = 0) -> Outline:
        return path(points, x + dx * h, y, h)

    dark, deep = mix(skin, (70, 26, 30), 0.45), mix(skin, (36, 14, 24), 0.8)
    blush, lips = mix(skin, (206, 92, 78), 0.18), mix(skin, (158, 58, 56), 0.55)
    sheet.form(at("-.17,.2 .17,.2 .2,.72 -.2,.72"), mix(skin, (60, 30, 50), 0.22), h * 0.1)
    sheet.form(at("-.4,-.1 -.3,-.46 0,-.56 .32,-.44 .4,-.08 .35,.12 -.36,.12"), hair, h * 0.1)
    sheet.form(at("-.36,-.04 -.41,.02 -.36,.13 -.31,.1"), skin, h * 0.03)
    face = "-.33,-.16 -.2,-.36 .06,-.38 .28,-.3 .35,-.08 .31,.2 .2,.4 .05,.5 -.1,.46 -.26,.28"
    sheet.form(at(face), skin, h * 0.14)
    for side in (-0.15, 0.19):
        sheet.form(at("-.07,.14 .05,.12 .05,.2 -.05,.21", side), blush)
        sheet.form(at("-.1,-.07 0,-.11 .1,-.06 0,.02", side), mix(skin, dark, 0.4))
        sheet.form(at("-.07,-.025 0,-.062 .07,-.02 0,.012", side), (240, 236, 226))
        sheet.form(at("-.015,-.055 .04,-.05 .04,.005 -.012,.005", side), (58, 74, 84))
        sheet.line(at("-.085,-.02 -.02,-.068 .08,-.03", side), deep, h * 0.017)
        sheet.line(at("-.1,-.125 -.01,-.165 .1,-.13", side), mix(hair, deep, 0.5), h * 0.03)
    nose = at(".04,-.06 .075,.02 .105,.14 .05,.17 0,.15 .03,.04")
    sheet.form(nose, mix(skin, dark, 0.16), h * 0.035)
    sheet.line(at("0,.155 .045,.178 .1,.15"), dark, h * 0.015)
    sheet.form(at("-.06,.27 .045,.255 .14,.27 .045,.325"), lips)
    sheet.line(at("-.075,.272 .045,.284 .155,.268"), deep, h * 0.013)
    crown = "-.37,.02 -.39,-.22 -.24,-.48 .02,-.57 .28,-.49 .41,-.22 .37,.02"
    sheet.form(at(crown + " .31,-.2 .12,-.36 -.1,-.34 -.29,-.22"), hair, h * 0.09)
    for k in range(4):
        strand = mix(hair, (60, 50, 70), 0.25)
        sheet.line(at("-.06,-.37 -.24,-.38 -.35,-.13", 0.008 * k), strand, h * 0.009)
        sheet.line(at(".02,-.37 .24,-.38 .35,-.11", -0.008 * k), strand, h * 0.009)


def wrinkles(sheet: Gouache, x: float, y: float, h: float, tone: Colour) -> None:
    """Sixty years of wind: forehead, crow's feet and the folds beside the mouth."""
    folds = "-.12,-.27 .05,-.285 .2,-.26|-.09,-.235 .05,-.255 .17,-.23|-.06,-.2 .05,-.22 .14,-.2"
    feet = "-.25,-.02 -.29,-.03|-.25,.01 -.29,.015|-.25,.04 -.29,.06"
    mouth = "-.06,.15 -.11,.24 -.1,.29|.14,.15 .18,.24 .165,.29"
    for points in f"{folds}|{feet}|{mouth}".split("|"):
        sheet.line(path(points, x, y, h), tone, h * 0.009)


def lantern(sheet: Gouache, x: float, y: float, unit: float) -> None:
    """A brass hand lantern, lit."""
    brass = (196, 146, 58)
    ring = path("-.42,.3 -.34,-.3 0,-.5 .34,-.3 .42,.3", x, y, unit)
    sheet.line(ring, mix(brass, (40, 20, 10), 0.35), 2)
    glass = path("-.34,.1 .34,.1 .4,.95 -.4,.95", x, y, unit)
    sheet.form(glass, (255, 226, 150), unit * 0.1, sharp=True)
    sheet.form(path("0,.4 .1,.65 0,.8 -.1,.65", x, y, unit), (255, 250, 228))
    for k in (-0.37, 0, 0.33):
        bar = path("0,.08 .06,.08 .06,.96 0,.96", x + k * unit, y, unit)
        sheet.form(bar, brass, 2, sharp=True)
    for part in ("-.2,-.3 .2,-.3 .48,.14 -.48,.14", "-.5,.93 .5,.93 .5,1.16 -.5,1.16"):
        sheet.form(path(part, x, y, unit), brass, unit * 0.2, sharp=True)
    sheet.glow(x, y + unit * 0.5, unit * 2.1, (255, 190, 90), 0.4)
