"""The planner of references: which pictures a shot takes along when a model takes too few.

First whoever is not in the frame gives way. Then the least important characters are drawn together
on one picture, a group plate. What still has no place is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from storyforge.core import ids
from storyforge.core.digest import sha256
from storyforge.core.manifest import Appearance
from storyforge.core.reading import Manifest
from storyforge.core.recipe import Role, Use
from storyforge.core.resolve import Resolved

# Who gives way first when a service takes fewer references than a shot has: what was asked for
# outright stays longest.
_RANK: dict[Role, int] = {
    "photo": 0,
    "from": 1,
    "character": 2,
    "group": 2,
    "location": 3,
    "element": 4,
    "style": 5,
}
# How many people a framing holds; those of an over-the-shoulder are the one who looks and the one
# who is looked at.
_HOLDS = {"single": 1, "two-shot": 2, "three-shot": 3}
_ALL = ("group", "crowd")
_OVER = ("ots-left", "ots-right")
_FEWEST = 2  # people on a group plate
_LONGEST = 96  # letters of a plate's name


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a picture is drawn from: the references, and the labels of what is said in words.

    `together`: the characters who share one more reference, their group plate.
    """

    uses: tuple[Use, ...]
    left_out: tuple[str, ...] = ()
    together: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wish:
    """One wanted reference; `place` is its rank by everything that counts, the first is dearest."""

    use: Use
    priority: int
    named: bool
    number: int

    @property
    def place(self) -> tuple[int, int, bool, int]:
        return -self.priority, _RANK[self.use.role], not self.named, self.number


@dataclass(slots=True)
class Wanted:
    """References as they are collected for one picture: each source once.

    What is dear: an explicit priority, then the part it plays, then whether the words name it,
    then the order in which it was wanted.
    """

    wishes: dict[str, _Wish] = field(default_factory=dict)

    def add(
        self, role: Role, source: str, label: str, priority: int = 0, named: bool = False
    ) -> None:
        """Want one more picture; the first role it was wanted in counts."""
        wish = _Wish(Use(role, source, label), priority, named, len(self.wishes))
        self.wishes.setdefault(source, wish)

    def over(self, limit: int) -> bool:
        """Whether these are more than `limit`."""
        return len(self.wishes) > limit

    def within(self, limit: int, grouping: bool = False) -> Fitted:
        """At most `limit` references. `grouping`: characters may share a plate rather than be
        said in words; the plate counts as one reference and takes at most `limit` of them. No
        plate is drawn only to make room for samples of a style.
        """
        if not self.over(limit):
            return self._fitted(list(self.wishes.values()), [])
        dear = sorted(self.wishes.values(), key=lambda each: each.place)
        scene = [each for each in dear if each.use.role != "style"] if grouping else []
        for kept in range(len(scene), limit, -1):
            people = [each for each in scene[:kept] if each.use.role == "character"]
            shared = kept - limit + 1
            if shared <= min(len(people), limit):
                together = people[-shared:]
                alone = [each for each in scene[:kept] if each not in together]
                return self._fitted(alone, together)
        return self._fitted(dear[:limit], [])

    def _fitted(self, alone: list[_Wish], together: list[_Wish]) -> Fitted:
        uses = ranked(tuple(each.use for each in self.wishes.values()))
        kept, shared = {each.use for each in alone}, {each.use for each in together}
        return Fitted(
            tuple(use for use in uses if use in kept),
            tuple(use.label for use in uses if use not in kept | shared),
            tuple(use for use in uses if use in shared),
        )


def ranked(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """References in the order in which they are sent: by the part they play, else as wanted."""
    return tuple(sorted(uses, key=lambda each: _RANK[each.role]))


@dataclass(frozen=True, slots=True)
class Group:
    """Characters who are drawn together on one plate, for every shot that wants just them.

    `members`: from the left, in an order that follows from how they look, so that neither a new
    name nor another order in the file makes another plate. `model`: who draws it.
    """

    node: ids.NodeId
    label: str
    members: tuple[Use, ...]
    model: str

    @property
    def use(self) -> Use:
        """The plate as a shot takes it along."""
        return Use("group", self.node, self.label)

    def where(self, source: str) -> str | None:
        """Which of them somebody is, seen from the left; None for who is not among them."""
        sources = [each.source for each in self.members]
        return side(sources.index(source), len(sources)) if source in sources else None


def group_of(together: tuple[Use, ...], looks: Mapping[str, str], model: str, usual: str) -> Group:
    """The group of these characters. `looks`: source -> description. `usual`: the project's model,
    which is not part of a plate's name.
    """
    names = sorted(ids.name_of(each.source) for each in together)
    members = sorted(together, key=lambda each: (looks[each.source], each.source))
    node = ids.node("group", _row(names, "" if model == usual else model))
    return Group(node, "+".join(names), tuple(members), model)


def _row(names: list[str], model: str) -> str:
    """The name of a plate: `mara.coat~tom`, `mara~tom=runway-gen4_image_turbo`; a file is named so.

    No id holds a `.`, `~` or `=`, so two groups never share a name.
    """
    row = "~".join(name.replace("/", ".") for name in names)
    row += f"={re.sub('[^a-z0-9_-]+', '-', model.casefold())}" if model else ""
    return row if len(row) <= _LONGEST else f"{row[: _LONGEST - 13]}~{sha256(row.encode())[:12]}"


_SIDES = {
    2: ("the person on the left", "the person on the right"),
    3: ("the person on the left", "the person in the middle", "the person on the right"),
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def side(index: int, count: int) -> str:
    """Somebody in a row of `count`: `the person on the left`, `the third person from the left`."""
    if count in _SIDES:
        return _SIDES[count][index]
    nth = _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}th"
    return f"the {nth} person from the left"


def in_frame(manifest: Manifest, shot: Resolved) -> tuple[Appearance, ...]:
    """Those of a shot's cast who are seen in it.

    A cast that the shot declares, or names with `@`, is seen. Of an inherited one, those are whom
    the shot's prompt or action names in plain words, and as many as its framing holds; everybody
    when nothing tells.
    """
    if shot.entry.said.cast is not None or len(shot.cast) < _FEWEST or _mentioned(shot):
        return shot.cast
    called, framing = _called(manifest, shot), shot["framing"]
    room = _HOLDS.get(str(framing))
    if room is None and framing is None and shot["perspective"] in _OVER:
        room = 2
    if room is None:
        everybody = not called or framing in _ALL or shot.entry.said.source is not None
        return shot.cast if everybody else tuple(one for one in shot.cast if one.who in called)

    def place(one: Appearance) -> tuple[bool, int]:
        return one.who not in called, -_priority(manifest, one.who)

    seen = sorted(shot.cast, key=place)[: max(room, len(called))]
    return tuple(one for one in shot.cast if one in seen)


def _mentioned(shot: Resolved) -> bool:
    here = {one.who.partition("/")[0] for one in shot.cast}
    return not here.isdisjoint(name.partition("/")[0] for name in shot.mentions)


def _priority(manifest: Manifest, who: str) -> int:
    owner = manifest.characters.get(who.partition("/")[0])
    return int(owner.said.priority) if owner else 0


def _called(manifest: Manifest, shot: Resolved) -> set[str]:
    """Who of the cast is named in plain words, by prompt or action."""
    text = f"{shot.entry.said.prompt} {shot.entry.said.action}"
    words = {one.who: _names(manifest, one.who) for one in shot.cast}
    common = [name for names in words.values() for name in names]
    return {
        who
        for who, names in words.items()
        if any(common.count(name) == 1 and _says(text, name) for name in names)
    }


def speaks_of(manifest: Manifest, who: str, text: str) -> bool:
    """Whether a text names somebody in plain words."""
    return any(_says(text, name) for name in _names(manifest, who))


def _names(manifest: Manifest, who: str) -> set[str]:
    """What somebody may be called: by id, by the whole name, by a part of it that is no title."""
    owner = who.partition("/")[0]
    entry = manifest.characters.get(owner)
    name = " ".join(entry.said.name.split()) if entry else ""
    parts = {part for part in name.split() if part[:1].isupper() and len(part) > 3}
    found = {re.sub(r"[-_]+", " ", owner), name, *parts, *name.split()[:1] * (name != "")}
    return {each.casefold() for each in found if each and each.casefold() not in _TITLES}


_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "madame", "herr", "frau", "the")
)


def _says(text: str, name: str) -> bool:
    """Whether a text speaks of somebody: with a capital, `@`, or as `the boy`; `will` is a verb."""
    found = re.finditer(rf"(?<!\w)(?:(the)\s+|@)?({re.escape(name)})(?!\w)", text, re.IGNORECASE)
    return any(each[1] or each[0][:1] == "@" or each[2][:1].isupper() for each in found)
