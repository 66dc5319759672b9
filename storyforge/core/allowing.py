"""What is meant: `allow:` in a project, a scene or a shot, and what it excuses there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storyforge.core import rules
from storyforge.core.errors import Spot, Trouble
from storyforge.core.mark import Path
from storyforge.core.reading import Manifest

_Inside = tuple[str, Path]  # a file, and what stands below a path of it; ("", ()) is everything


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What stands below one place may be of this code."""

    code: str
    inside: _Inside
    spot: Spot
    owner: str


def kept(manifest: Manifest, troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """What nobody excuses, in order."""
    table = _table(manifest)
    for trouble in troubles:
        if not any(True for _ in _excusing(table, trouble)):
            yield trouble


def judged(manifest: Manifest, troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """What nobody excuses, and K114 for what excuses nothing. `troubles`: all that there are."""
    table = _table(manifest)
    used: set[_Allowed] = set()
    for trouble in troubles:
        excuse = list(_excusing(table, trouble))
        used.update(excuse[:1])
        if not excuse:
            yield trouble
    for each in table.values():
        if each not in used:
            yield _idle(each)


def _table(manifest: Manifest) -> Mapping[tuple[str, _Inside], _Allowed]:
    """Every `allow:` that is written, by code and place."""
    found: dict[tuple[str, _Inside], _Allowed] = {}
    for code in manifest.project.allow:
        spot = Spot(manifest.file, ("allow", code), key=True)
        found[code, ("", ())] = _Allowed(code, ("", ()), spot, "the project")
    for scene in manifest.scenes:
        for kind, entry in (("scene", scene.scene), *(("shot", each) for each in scene.shots)):
            for code in entry.said.allow if entry else ():
                assert entry
                inside = (entry.file, entry.path)
                spot = entry.spot("allow", code, key=True)
                found[code, inside] = _Allowed(code, inside, spot, f'{kind} "{entry.id}"')
    return found


def _excusing(
    table: Mapping[tuple[str, _Inside], _Allowed], trouble: Trouble
) -> Iterator[_Allowed]:
    """What excuses a trouble, the nearest first."""
    if not table:
        return
    path = trouble.spot.path
    places: list[_Inside] = [(trouble.spot.file, path[:end]) for end in range(len(path), 0, -1)]
    for inside in (*places, ("", ())):
        if (trouble.code, inside) in table:
            yield table[trouble.code, inside]


def _idle(each: _Allowed) -> Trouble:
    sentence = f"nothing in {each.owner} is of the kind that {each.code} tells of"
    watched = rules.RULES.get(each.code, "weak references")
    advice = f"delete the line ({each.code}: {watched})"
    return Trouble(rules.UNUSED, sentence, each.spot, advice, severity="note")
