"""`diff`: two states of the film side by side, for a terminal, a browser, a program, a pull
request."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from storyforge.cli.options import Desk, data, data_json, paint_on, registry, talk
from storyforge.cli.pages.layout import columns, hanging, listed
from storyforge.comparing.gallery import Small
from storyforge.comparing.states import Compared, compared
from storyforge.core.changed_words import Words
from storyforge.core.difference import Change, Shown
from storyforge.core.film import seconds
from storyforge.late import load
from storyforge.reporters import differences as say
from storyforge.reporters import plans
from storyforge.reporters.say import show, value
from storyforge.store.durable import write_durably

_SHORT = 24  # characters of values that stand on one line
_NAME = 12  # columns of a field's name
_LONGEST = 1280  # pixels of a picture in a page
_MANY, _LESS = 120, 720  # more pictures than this are smaller, so that the page can be opened


def page(
    desk: Desk,
    revisions: tuple[str, ...],
    html: str | None,
    as_json: bool,
    markdown: bool,
    link: str,
) -> int:
    """What `storyforge diff` does; returns the exit code."""
    found = compared(desk.root(), registry(), revisions)
    if html is not None:
        _write(html, found)
    elif markdown:
        data(load("storyforge.exporters.markdown:comment")(_told(found), link).splitlines())
    elif as_json:
        data_json(_json(found))
    else:
        data(lines(found))
    talk(f"note: {show(note)}" for note in found.notes)
    return 0


def _told(found: Compared) -> Any:
    """What exporters see of a comparison, but for pictures."""
    trees = [version.tree for version in found.gallery.versions]
    return load("storyforge.core.telling:Telling")(
        found.difference,
        (found.before.short, found.after.short),
        (found.before.subject, found.after.subject),
        (found.before.commit, found.after.commit),
        say.summary(found.difference),
        say.running_time(found.difference),
        say.cost(found.difference),
        found.notes,
        tuple(frozenset(tree.files) if tree else None for tree in trees),
    )


def _write(file: str, found: Compared) -> None:
    difference = found.difference
    found.gallery.gather(difference)
    many = sum(bool(each.before) + bool(each.after) for each in difference.changes)
    shrink = load("storyforge.darkroom.smaller:smaller")
    small = Small(found.gallery, shrink, _LONGEST if many <= _MANY else _LESS)

    def pictures(side: int, shown: Shown) -> tuple[bytes, str, str]:
        seen = small(side, shown)
        return seen.data, seen.media, seen.why

    text = load("storyforge.exporters.diff:page")(_told(found), pictures, say.about)
    if file == "-":
        data(text.splitlines())
        return
    write_durably(file, text.encode("utf-8", "replace"), 0o644)
    talk(f"the comparison is in {show(file)}")


def _json(found: Compared) -> dict[str, Any]:
    difference = found.difference
    rates = difference.rates
    length = [float(seconds(n, fps)) for n, fps in zip(difference.frames, rates, strict=True)]
    return {
        "from": found.before,
        "to": found.after,
        "running_time": {"before": length[0], "after": length[1]},
        "counts": {
            sort: difference.count(sort) for sort in ("added", "removed", "moved", "changed")
        },
        "cost": difference.cost,
        "changes": [_change(each) for each in difference.changes],
        "notes": found.notes,
    }


def _change(one: Change) -> dict[str, Any]:
    body = {name: getattr(one, name) for name in Change.__slots__}
    return {name: each for name, each in body.items() if each not in ("", (), None, ("", ""))}


def lines(found: Compared) -> Iterator[str]:
    """The page for people."""
    yield from _Page().lines(found)


class _Page:
    """A comparison laid out for a terminal."""

    def __init__(self) -> None:
        self.paint, self.width = paint_on(sys.stdout), min(columns(sys.stdout), 80)

    def lines(self, found: Compared) -> Iterator[str]:
        """Head, then group by group."""
        difference = found.difference
        yield self.paint("strong", show(difference.title or "Untitled"))
        for label, side in (("from", found.before), ("to", found.after)):
            subject = f"  {show(side.subject)}" if side.subject else ""
            yield self._row(label, self._cut(f"{show(side.short)}{subject}"))
        if not difference.changes:
            yield self._row("", say.NOTHING)
            return
        yield from self._rows("film", say.summary(difference))
        yield from self._rows("length", say.running_time(difference))
        yield from self._rows("cost", say.cost(difference))
        for heading, slug, members in say.grouped(difference):
            yield ""
            yield f"{self.paint('strong', show(heading))}{f'  {show(slug)}' if slug else ''}"
            width = min(max(len(say.called(one)) for one in members), 24)
            for one in members:
                yield from self._change(one, width)
        yield from self._touched(*say.touched(difference))

    def _touched(self, decided: list[str], others: list[str]) -> Iterator[str]:
        if decided or others:
            yield ""
            yield f"{self.paint('strong', 'touched')}  drawn from what changed"
        for label, names in (("decided", decided), ("", others)):
            rows = listed(map(show, names), 13, self.width) if names else []
            for number, row in enumerate(rows):
                lead = "" if number else label
                yield f"· {self.paint('quiet', f'{lead:<8}')}  {row}"

    def _cut(self, text: str) -> str:
        room = self.width - 10
        return text if len(text) <= room else f"{text[: room - 1]}…"

    def _row(self, label: str, text: str) -> str:
        return f"  {self.paint('quiet', f'{label:<6}')}  {text}"

    def _rows(self, label: str, text: str) -> Iterator[str]:
        first, *more = hanging(" " * 10, text, self.width)
        yield self._row(label, first[10:])
        yield from more

    def _change(self, one: Change, width: int) -> Iterator[str]:
        sign, name = say.SIGNS[one.sort], show(say.called(one))
        lead = f"{sign} {name:<{width}}  "
        first, *more = hanging(lead, say.about(one) or self._title(one), self.width)
        bold = self.paint("strong", f"{name:<{width}}")
        painted = self.paint(say.PAINTS.get(one.sort, "quiet"), sign)
        yield f"{painted} {bold}{first[2 + max(width, len(name)) :]}".rstrip()
        yield from more
        if one.sort in ("added", "removed"):
            yield from self._gist(one)
        else:
            for words in one.words:
                yield from self._words(words)
        if one.because:
            yield from hanging("    ", say.drawn_from(one), self.width)

    def _title(self, one: Change) -> str:
        return show(one.title) if one.kind != "project" and one.title != say.called(one) else ""

    def _gist(self, one: Change) -> Iterator[str]:
        """The first words of something new, or gone."""
        words = next((each for each in one.words if each.field in _TELLING), None)
        text = (words.after or words.before) if words else ""
        if text:
            yield from list(hanging("    ", value(" ".join(text.split())), self.width))[:3]

    def _words(self, one: Words) -> Iterator[str]:
        where = self.paint("quiet", f"  ({show(one.where)})") if one.where else ""
        field = f"    {show(one.field):<{_NAME}}  "
        if max(len(one.before), len(one.after)) <= _SHORT and "\n" not in one.before + one.after:
            both = f"{show(one.before) or '—'} → {show(one.after) or '—'}"
            yield f"{field}{both}{where}"
            return
        room = self.width - len(field)
        for number, line in enumerate(plans.difference(one.before, one.after, self.paint, room)):
            yield f"{' ' * len(field) if number else field}{line}{'' if number else where}"


_TELLING = ("prompt", "description", "slug", "title")
