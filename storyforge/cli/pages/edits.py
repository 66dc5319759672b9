"""Edits: from a difference of two actions to the author's edit that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from storyforge.cli.pages import segments
from storyforge.cli.pages.origins import Origins
from storyforge.core import film
from storyforge.core.errors import Spot
from storyforge.core.reason import Reason
from storyforge.core.recipe import Use

_FIELDS = {"provider": "provider", "model": "provider", "seed": "seed", "fit": "reference_fit"}
_UNITS = {"lens": "mm", "height_cm": "cm", "roll": "°"}
Reasons = tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """One edit: the reason's code, the author's word for what changed, its place, its values."""

    code: str
    what: str = ""
    spot: Spot | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """Tells the edits behind the reasons of one node."""

    at: Origins

    def whole(self, one: Reason) -> Cause:
        """A reason beside which nothing else counts."""
        if one.code == "provider_changed":
            return Cause(one.code, "provider", self.at.field("provider"), one.before, one.after)
        return Cause(one.code, "", self.at.here, one.before, one.after)

    def tell(self, one: Reason, reasons: Reasons) -> Iterator[Cause]:
        """The edits that one reason, among all these, stands for."""
        first, *rest = one.field.split(".")
        if first == "staging":
            yield self._staged(one, rest, reasons)
        elif first == "sentence":
            yield from self._sentence(one)
        elif first == "size":
            yield from self._size(one)
        elif first == "references":
            yield self._reference(one, rest)
        elif first == "parameters":
            here = self.at.field("parameters")
            yield Cause(one.code, ".".join(rest), here, one.before, one.after)
        else:
            field = _FIELDS.get(first, "")
            spot = self.at.field(field) if field else None
            yield Cause(one.code, field or first, spot, one.before, one.after)

    def _staged(self, one: Reason, path: list[str], reasons: Reasons) -> Cause:
        before, after = _worded(path[-1], one.before), _worded(path[-1], one.after)
        made = Cause(one.code, path[0], None, before, after)
        if path[0] == "style":
            return _found(made, *self.at.style(words=path[-1] == "words"))
        if not self.at.is_shot:
            return self._described(made, self.at.name, path[0])
        if path[0] in ("prompt", "root"):
            return self._prompt(made, path[0], reasons)
        if path[0] in ("cast", "elements", "place"):
            return self._part(made, path)
        return replace(made, spot=self.at.field(path[0]))

    def _described(self, made: Cause, name: str, field: str) -> Cause:
        what, spot = self.at.described(name, field, made.before, made.after)
        if spot and ("looks" in spot.path or "views" in spot.path):
            owner = self.at.words(name.partition("/")[0]) + ", "
            before, after = made.before.removeprefix(owner), made.after.removeprefix(owner)
            made = replace(made, before=before, after=after)
        return _found(made, what, spot)

    def _part(self, made: Cause, path: list[str]) -> Cause:
        """Something of somebody or something in a shot: `cast.0.description`, `place.view`."""
        shot, field = self.at.shot, path[-1]
        if path[0] == "place" and len(path) == 2:
            return self._described(made, shot["location"] or "", field)
        if len(path) == 3:
            number = int(path[1])
            cast, things = shot.cast, shot.entry.said.elements
            if path[0] == "elements" and number < len(things):
                return self._described(made, things[number], field)
            if path[0] == "cast" and number < len(cast):
                if field in ("description", "height_cm"):
                    return self._described(made, cast[number].who, field)
                return _found(made, *self.at.manner(number, field))
        whole = "location" if path[0] == "place" else path[0]
        return replace(made, what=whole, spot=self.at.field(whole), before="", after="")

    def _prompt(self, made: Cause, part: str, reasons: Reasons) -> Cause:
        """A prompt, in the author's words: the sentence has them, the stage knows only figures."""
        root = self.at.refined() if part == "root" else ""
        made = replace(made, code="prompt_changed", what="prompt", spot=self.at.field("prompt"))
        if root:
            spot = self.at.film.shots[root].entry.spot("prompt")
            return replace(made, what=f"prompt of {root}", spot=spot)
        for one in reasons:
            for field, before, after in segments.changed(one.before, one.after):
                if one.field == "sentence" and field == "prompt":
                    return replace(made, before=before, after=after)
        return made

    def _sentence(self, one: Reason) -> Iterator[Cause]:
        """What can be told of a sentence alone, for services that read nothing else."""
        if self.at.is_clip:
            yield Cause(one.code, "prompt", self.at.field("prompt"), one.before, one.after)
            return
        for field, before, after in segments.changed(one.before, one.after):
            made = Cause(one.code, field, None, before, after)
            if field == "style":
                yield _found(made, *self.at.style(words=True))
            elif self.at.is_shot:
                yield replace(made, spot=self.at.field(field))
            else:
                yield self._described(made, self.at.name, "description")

    def _size(self, one: Reason) -> Iterator[Cause]:
        old, new = _shape(one.before), _shape(one.after)
        for field, before, after in zip(("ratio", "resolution"), old, new, strict=True):
            if before != after:
                yield Cause(one.code, field, self.at.field(field), before, after)

    def _reference(self, one: Reason, rest: list[str]) -> Cause:
        use = self._use(int(rest[0])) if rest else None
        if use is None:
            what = one.before if one.code == "ref_removed" else ""
            return Cause(one.code, what, self.at.field("references"))
        if use.file:
            return Cause(one.code, use.file, self.at.file(use.file))
        return Cause(one.code, use.source, self.at.of(use.source))

    def _use(self, number: int) -> Use | None:
        graph = self.at.film.graph
        recipe = graph[self.at.node].recipe if graph else None
        return recipe.uses[number] if recipe and number < len(recipe.uses) else None


def _found(made: Cause, what: str, spot: Spot | None) -> Cause:
    return replace(made, what=what, spot=spot)


def _shape(pixels: str) -> tuple[str, str]:
    """`1280 × 720` -> `16:9`, `720p`."""
    for ratio, sizes in film.PIXELS.items():
        for resolution, (width, height) in sizes.items():
            if f"{width} × {height}" == pixels:
                return ratio, resolution
    return pixels, ""


def _worded(field: str, value: str) -> str:
    """A value as people write it: `85` -> `85mm`, `-60` -> `steep`."""
    if field == "angle" and value:
        return min(film.ANGLE_DEGREES, key=lambda each: abs(film.ANGLE_DEGREES[each] - int(value)))
    return value + _UNITS.get(field, "") if value else ""
