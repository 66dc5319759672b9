"""The back end that writes: a display list becomes SVG text, to be taken on in a drawing program.

Every mark stays a shape of its own; hatching is written as real strokes. Paper, grain and the
tooth of the pencil are left out: they are textures, and this is line and tone.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, luma
from storyforge.artist.ink.display import Drawing, Mark
from storyforge.artist.ink.finish import border
from storyforge.artist.ink.grade import grade_of, graded_colours, held
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.raster import painted, veil_ramp
from storyforge.artist.ink.scratch import scratches


@dataclass(slots=True)
class Ink:
    """Strokes of one weight that may still be weakened: *width* None means filled shapes."""

    path: list[str]
    width: float | None
    value: float


class Sheet:
    """An SVG document in the making, back to front."""

    def __init__(self, drawing: Drawing, prefix: str) -> None:
        self.drawing, self.prefix = drawing, prefix
        grade = grade_of(painted(drawing).paint, drawing)
        colours = sorted(set(_colours(drawing.marks)))
        self.shown = graded_colours(colours, grade)
        self.on_figures = graded_colours(colours, held(grade))
        self.defs: list[str] = []
        self.body: list[str | Ink] = []
        self.floor = 0  # where the last opaque shape ends: washes go here, below younger ink
        self.ink = hexed(drawing.manner.ink)

    def add(self, text: str, opaque: bool = False) -> None:
        """Puts something on top, or, unless *opaque*, just below the ink of what is on top."""
        if opaque:
            self.body.append(text)
            self.floor = len(self.body)
        else:
            self.body.insert(self.floor, text)
            self.floor += 1

    def mark(self, path: str, width: float | None, value: float) -> None:
        """Adds ink, to the last strokes where weight and strength are the same."""
        last = self.body[-1] if len(self.body) > self.floor else None
        if isinstance(last, Ink) and (last.width, last.value) == (width, value):
            last.path.append(path)
        else:
            self.body.append(Ink([path], width, value))

    def named(self, definition: str) -> str:
        """Keeps a definition whose id is written `{}`; gives back how to refer to it."""
        name = f"{self.prefix}{len(self.defs)}"
        self.defs.append(definition.format(name))
        return f"url(#{name})"

    def text(self) -> str:
        """The content of the document."""
        lines = [_inked(e, self.ink) if isinstance(e, Ink) else e for e in self.body]
        return "\n".join([f"<defs>{''.join(self.defs)}</defs>", *lines])


def svg(drawing: Drawing) -> str:
    """The drawing as one SVG document of its size in pixels; equal drawings give equal text."""
    size = f'width="{drawing.width}" height="{drawing.height}"'
    box = f'viewBox="0 0 {drawing.width} {drawing.height}"'
    inner = _content(drawing, "d")
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>\n{inner}\n</svg>\n'


def _content(drawing: Drawing, prefix: str) -> str:
    sheet = Sheet(drawing, prefix)
    _play(sheet, drawing.marks)
    if drawing.manner.edge:
        edge = border(drawing.width, drawing.height, drawing.manner, drawing.grain)
        page = f"M0 0H{drawing.width}V{drawing.height}H0Z"
        paper = hexed(drawing.manner.paper)
        sheet.add(f'<path fill-rule="evenodd" fill="{paper}" d="{page}{path_of(edge)}"/>', True)
    return sheet.text()


def _play(sheet: Sheet, marks: Sequence[Mark]) -> None:
    for mark in marks:
        _HOW[type(mark)](sheet, mark)


def hexed(colour: RGB) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def path_of(points: Sequence[P2], closed: bool = True) -> str:
    """The outline as path data, tenths of pixels."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def _inked(ink: Ink, colour: str) -> str:
    clear = f"{ink.value / 255:.2f}"
    if ink.width is None:
        return f'<path fill="{colour}" fill-opacity="{clear}" d="{"".join(ink.path)}"/>'
    look = f'fill="none" stroke="{colour}" stroke-opacity="{clear}" stroke-width="{ink.width:.1f}"'
    return f'<path {look} stroke-linejoin="round" d="{"".join(ink.path)}"/>'


def _colours(marks: Iterable[Mark]) -> Iterable[RGB]:
    for mark in marks:
        if isinstance(mark, display.Group):
            yield from _colours(mark.marks)
        elif isinstance(mark, display.Bands):
            yield from mark.colours
        elif not isinstance(mark, display.Swatch) and getattr(mark, "colour", None) is not None:
            yield mark.colour  # type: ignore[union-attr,misc]


def _fill(sheet: Sheet, mark: display.Fill) -> None:
    colour = sheet.shown[mark.colour]
    sheet.add(f'<path fill="{hexed(colour)}" d="{path_of(mark.points)}"/>', True)
    light, dense, _ = sheet.drawing.manner.bands
    dark = tone(2) if luma(colour) < dense else tone(1) if luma(colour) < light else 0
    _hatch(sheet, mark.points, max(mark.code, dark))


def _wash(sheet: Sheet, mark: display.Wash) -> None:
    if mark.colour is not None:
        sheet.add(f'<path fill="{hexed(sheet.shown[mark.colour])}" d="{path_of(mark.points)}"/>')
    _hatch(sheet, mark.points, mark.code or 0)


def _hatch(sheet: Sheet, points: Sequence[P2], code: int) -> None:
    manner = sheet.drawing.manner
    if not manner.hatch or not code & 3:
        return
    strokes = scratches(points, code, manner.gap * sheet.drawing.unit)
    if strokes:
        path = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), (c, d) in strokes)
        sheet.mark(path, 1.1 * sheet.drawing.unit, round(200 * manner.hatch))


def _line(sheet: Sheet, mark: display.Line) -> None:
    sheet.mark(path_of(mark.points, False), round(max(0.5, mark.width), 1), mark.value)


def _blot(sheet: Sheet, mark: display.Blot) -> None:
    if mark.value:
        sheet.mark(path_of(mark.points), None, mark.value)
    else:  # ink scratched out shows the paper
        paper = hexed(sheet.drawing.manner.paper)
        sheet.add(f'<path fill="{paper}" d="{path_of(mark.points)}"/>', True)


def _tint(sheet: Sheet, mark: display.Tint) -> None:
    wound = [s if _area(s) > 0 else s[::-1] for s in mark.shapes]  # one way round: no holes
    path = "".join(path_of(s) for s in wound)
    colour = hexed(sheet.shown[mark.colour])
    sheet.add(f'<path fill="{colour}" fill-opacity="{mark.alpha:.2f}" d="{path}"/>')
    for shape in mark.shapes if mark.code else ():
        _hatch(sheet, shape, mark.code)


def _area(points: Sequence[P2]) -> float:
    return sum(points[k - 1][0] * y - x * points[k - 1][1] for k, (x, y) in enumerate(points))


def _round(sheet: Sheet, colour: RGB, stops: Sequence[tuple[float, float]]) -> str:
    shown = hexed(sheet.shown[colour])
    inner = "".join(
        f'<stop offset="{at}" stop-color="{shown}" stop-opacity="{alpha:.3f}"/>'
        for at, alpha in stops
    )
    return sheet.named(f'<radialGradient id="{{}}">{inner}</radialGradient>')


def _glow(sheet: Sheet, mark: display.Glow) -> None:
    stops = [(k / 4, mark.alpha * (1 - k / 4) ** 2) for k in range(5)]
    paint = _round(sheet, mark.colour, stops)
    spot = f'cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}"'
    sheet.add(f'<circle {spot} fill="{paint}"/>')


def _pool(sheet: Sheet, mark: display.Pool) -> None:
    stops = [(k / 5, mark.alpha * (1 - (k / 5) ** 2) ** 0.8) for k in range(6)]
    paint = _round(sheet, mark.colour, stops)
    x0, y0, x1, y1 = mark.box
    spot = f'cx="{(x0 + x1) / 2}" cy="{(y0 + y1) / 2}" rx="{(x1 - x0) / 2}" ry="{(y1 - y0) / 2}"'
    sheet.add(f'<ellipse {spot} fill="{paint}"/>')


def _rect(sheet: Sheet, paint: str, top: float, bottom: float, opacity: float = 1.0) -> str:
    box = f'y="{top:.0f}" width="{sheet.drawing.width}" height="{bottom - top:.0f}"'
    clear = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<rect {box} fill="{paint}"{clear}/>'


def _flood(sheet: Sheet, mark: display.Flood) -> None:
    paint = hexed(sheet.shown[mark.colour])
    sheet.add(_rect(sheet, paint, 0, sheet.drawing.height, mark.alpha), mark.alpha >= 1)


def _bands(sheet: Sheet, mark: display.Bands) -> None:
    last = max(1, len(mark.colours) - 1)
    stops = "".join(
        f'<stop offset="{k / last:.3f}" stop-color="{hexed(sheet.shown[c])}"/>'
        for k, c in enumerate(mark.colours)
    )
    paint = sheet.named(
        f'<linearGradient id="{{}}" x2="0" y2="1">{stops}</linearGradient>'  # downwards
    )
    sheet.add(_rect(sheet, paint, mark.top, mark.bottom), True)


def _veil(sheet: Sheet, mark: display.Veil) -> None:
    shown = hexed(sheet.shown[mark.colour])
    stops = "".join(
        f'<stop offset="{k / 32:.3f}" stop-color="{shown}" stop-opacity="{v / 255:.3f}"/>'
        for k, v in enumerate(veil_ramp(mark.alpha))
        if not k % 4
    )
    paint = sheet.named(f'<linearGradient id="{{}}" x2="0" y2="1">{stops}</linearGradient>')
    sheet.add(_rect(sheet, paint, mark.y - mark.spread, mark.y + mark.spread), True)


def _vignette(sheet: Sheet, mark: display.Vignette) -> None:
    stops = [(0, 0.0), (0.5, 0.0), (0.75, mark.strength * 0.2), (1, mark.strength * 0.45)]
    paint = _round(sheet, mark.colour, stops)
    w, h = sheet.drawing.width, sheet.drawing.height
    spot = f'cx="{w / 2}" cy="{h / 2}" rx="{w * 0.85:.0f}" ry="{h * 0.85:.0f}"'
    sheet.add(f'<ellipse {spot} fill="{paint}"/>')


def _recede(sheet: Sheet, mark: display.Recede) -> None:
    """Only the paint is blurred, by one filter over all of it; the ink thins as on paper."""
    blur = sheet.named(
        f'<filter id="{{}}" x="0" y="0" width="1" height="1">'
        f'<feGaussianBlur stdDeviation="{mark.blur * 0.6:.1f}"/></filter>'
    )
    for entry in sheet.body:
        if isinstance(entry, Ink):
            entry.value *= mark.ink
    sheet.body.insert(0, f'<g filter="{blur}">')
    sheet.add("</g>", True)


def _photo(sheet: Sheet, mark: display.Photo) -> None:
    out = io.BytesIO()
    mark.picture.convert("RGB").save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode("ascii")
    size = f'width="{sheet.drawing.width}" height="{sheet.drawing.height}"'
    href = f'href="data:image/png;base64,{data}"'
    sheet.add(f'<image {size} preserveAspectRatio="none" {href}/>', True)


def _group(sheet: Sheet, mark: display.Group) -> None:
    shapes = "".join(path_of(m.points) for m in mark.marks if isinstance(m, display.Fill))
    if mark.light > 0 and shapes:
        look = f'fill="none" stroke="#fffdf6" stroke-opacity="{mark.light:.2f}"'
        wide = mark.rim * 2.9
        sheet.add(f'<path {look} stroke-width="{wide:.1f}" d="{shapes}"/>', True)
    sheet.shown, sheet.on_figures = sheet.on_figures, sheet.shown
    _play(sheet, mark.marks)
    sheet.shown, sheet.on_figures = sheet.on_figures, sheet.shown


def _swatch(sheet: Sheet, mark: display.Swatch) -> None:
    x0, y0, x1, y1 = mark.box
    box = f'x="{x0}" y="{y0}" width="{x1 - x0}" height="{y1 - y0}"'
    sheet.add(f'<rect {box} fill="{hexed(mark.colour)}" stroke="{sheet.ink}"/>', True)


def _inset(sheet: Sheet, mark: display.Inset) -> None:
    inner = mark.drawing
    box = f'x="{mark.x}" y="{mark.y}" width="{inner.width}" height="{inner.height}"'
    text = _content(inner, f"{sheet.prefix}{len(sheet.body)}_")
    sheet.add(f"<svg {box}>\n{text}\n</svg>", True)


_HOW: dict[type[Mark], Callable[[Sheet, Any], None]] = {
    display.Fill: _fill,
    display.Wash: _wash,
    display.Line: _line,
    display.Blot: _blot,
    display.Tint: _tint,
    display.Glow: _glow,
    display.Pool: _pool,
    display.Flood: _flood,
    display.Bands: _bands,
    display.Veil: _veil,
    display.Vignette: _vignette,
    display.Recede: _recede,
    display.Photo: _photo,
    display.Group: _group,
    display.Swatch: _swatch,
    display.Inset: _inset,
}
