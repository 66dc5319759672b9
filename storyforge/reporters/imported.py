"""What is said of a file that is taken in: what would happen, what happened, what was left out."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from storyforge.core.proposal import Left, Row
from storyforge.reporters import say
from storyforge.reporters.say import Paint

_SORTS: Final = ("new", "changed", "moved", "gone", "kept")
_MEANING: Final[Mapping[str, str]] = {
    "new": "restore",
    "changed": "make",
    "moved": "wait",
    "gone": "error",
    "kept": "quiet",
}
_WIDEST: Final = 24  # columns of an id, or of a field's name
_NAMED: Final = 12  # files that are told by name
_VALUE: Final = 400  # characters of a value that are shown


def preview(plan: Any, width: int, most: int | None, paint: Paint) -> Iterator[str]:
    """What an import would do. `most`: how many rows are told; `width`: columns of the terminal."""
    found = plan.proposal
    yield say.show(found.summary) if found.summary else f"an import of {plan.kind}"
    rows = [row for row in found.rows if row.sort != "kept"]
    if rows:
        yield ""
        yield from _rows(rows[:most], width, paint)
        yield from _more(len(rows), most, paint)
    if not plan.empty:
        yield from _counts(plan, paint)
    if found.left:
        yield ""
        yield paint("warning", f"not carried over: {len(found.left)}")
        yield from _left(found.left[:most], width)
        yield from _more(len(found.left), most, paint)
    for note in found.notes:
        yield from _hung("note  ", note, width)


def _rows(rows: Sequence[Row], width: int, paint: Paint) -> Iterator[str]:
    ids = _column(_name(row.node) for row in rows)
    where = ""
    for row in rows:
        if row.where != where:
            where = row.where
            yield paint("strong", _value(where)) if where else ""
        sort = paint(_MEANING[row.sort], f"{row.sort:<8}")
        lead = f"  {_name(row.node):<{ids}}  "
        if not row.fields:
            yield f"  {sort}{lead}".rstrip()
            continue
        names = _column(_name(name) for name, _, _ in row.fields)
        for number, (name, before, after) in enumerate(row.fields):
            first = f"  {sort}{lead}" if not number else " " * (10 + len(lead))
            taken = 10 + len(lead) + names + 2
            text = _change(before, after, row.sort)
            yield from _field(f"{first}{_name(name):<{names}}  ", taken, text, width)


def _field(lead: str, taken: int, text: str, width: int) -> Iterator[str]:
    lines = textwrap.wrap(text, max(width - taken, 24), break_on_hyphens=False) or [""]
    yield f"{lead}{lines[0]}".rstrip()
    yield from (" " * taken + line for line in lines[1:])


def _change(before: str, after: str, sort: str) -> str:
    old, new = _value(before), _value(after)
    if sort in ("new", "gone") or (not old and not new):
        return new or old
    return f"{old or '(none)'} -> {new or '(none)'}"


def _value(text: str) -> str:
    shown = say.show(" ".join(text.split()))
    return shown if len(shown) <= _VALUE else f"{shown[: _VALUE - 2]} …"


def _name(text: str) -> str:
    """An id, a place or a field, cut where it would push everything else aside."""
    shown = say.show(text)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"


def _column(texts: Iterator[str]) -> int:
    return min(max(map(len, texts), default=0), _WIDEST)


def _more(count: int, most: int | None, paint: Paint) -> Iterator[str]:
    if most is not None and count > most:
        yield paint("quiet", f"  … and {count - most} more; --all shows them")


def _counts(plan: Any, paint: Paint) -> Iterator[str]:
    many = Counter(row.sort for row in plan.proposal.rows)
    parts = [f"{many[sort]:,} {sort}" for sort in _SORTS if many[sort]]
    pictures = len(plan.proposal.adoptions)
    if pictures:
        parts.append(f"{pictures:,} picture{'s' * (pictures != 1)} to adopt")
    if running := _running(plan.seconds):
        parts.append(running)
    if parts:
        yield ""
        yield paint("strong", "; ".join([", ".join(parts[: len(parts) - bool(running)]), running]
                                        if running and len(parts) > 1 else parts))  # fmt: skip


def _running(seconds: tuple[float | None, float | None]) -> str:
    before, after = seconds
    if after is None:
        return ""
    if before is None or before == after:
        return f"the film runs {_clock(after)}"
    sign = "longer" if after > before else "shorter"
    return f"the film runs {_clock(after)}, {_clock(abs(after - before))} {sign} than before"


def _clock(seconds: float) -> str:
    """`4.5s`, `2m 05s`, `1h 02m`."""
    if seconds < 60:
        return f"{round(seconds, 2):g}s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}m {whole % 60:02}s"
    return f"{whole // 3600}h {whole % 3600 // 60:02}m"


def _left(rows: Sequence[Left], width: int) -> Iterator[str]:
    places = _column(_name(row.place) for row in rows)
    for row in rows:
        what = _value(row.what)
        text = f"{what}: {_value(row.why)}" if what else _value(row.why)
        yield from _hung(f"  {_name(row.place):<{places}}  ", text, width)


def _hung(lead: str, text: str, width: int) -> Iterator[str]:
    lines = textwrap.wrap(say.show(text), max(width - len(lead), 24), break_on_hyphens=False)
    yield f"{lead}{lines[0] if lines else ''}".rstrip()
    yield from (" " * len(lead) + line for line in lines[1:])


def question(plan: Any) -> str:
    """Whether files that are there may be changed."""
    names = ", ".join(map(say.show, plan.changed[:3]))
    rest = len(plan.changed) - 3
    return f"change {names}{f' and {rest} more' if rest > 0 else ''}. Apply?"


def came_to(plan: Any, done: Any, settled: bool, folder: str) -> Iterator[str]:
    """What was written, or why nothing was, and what comes next.

    `settled`: that nothing is written is what somebody wanted."""
    if plan.empty:
        yield "nothing to change: the project says all of this already"
        return
    if done is None:
        files = _files(plan)
        yield f"nothing was written; it would write {', '.join(files)}"
        if not settled:
            yield "next: import again with `--yes` to apply it"
        return
    yield from _written(plan)
    if done.adopted:
        yield f"adopted {say.count(done.adopted, 'picture')}"
    for sentence in done.left:
        yield f"not adopted: {say.show(sentence)}"
    way = f"-C {say.show(folder)} " if folder != "." else ""
    yield f"next: `storyforge {way}check`, then `storyforge {way}build`"


def _written(plan: Any) -> Iterator[str]:
    """Every file by name, or, where there are many, how many lie in which folder."""
    if len(plan.texts) <= _NAMED:
        yield from (
            f"{'changed' if path in plan.before else 'wrote'} {say.show(path)}"
            for path in plan.texts
        )
        return
    folders = Counter(path.rpartition("/")[0] for path in plan.texts)
    for folder, many in folders.items():
        yield f"wrote {say.count(many, 'file')} in {say.show(folder) or 'the folder'}"


def _files(plan: Any) -> list[str]:
    files = list(map(say.show, plan.texts))
    return files if len(files) <= 6 else [*files[:5], f"{len(files) - 5} files more"]


def as_data(plan: Any, done: Any) -> dict[str, Any]:
    """An import as JSON."""
    found = plan.proposal
    return {
        "kind": plan.kind,
        "summary": found.summary,
        "applied": done is not None,
        "begins": plan.begins,
        "created": list(plan.created),
        "changed": list(plan.changed),
        "seconds": {"before": plan.seconds[0], "after": plan.seconds[1]},
        "rows": [
            {
                "sort": row.sort,
                "node": row.node,
                "where": row.where,
                "fields": [
                    {"field": name, "before": before, "after": after}
                    for name, before, after in row.fields
                ],
            }
            for row in found.rows
        ],
        "left": [{"place": row.place, "what": row.what, "why": row.why} for row in found.left],
        "notes": list(found.notes),
        "pictures": [{"node": each.node, "name": each.name} for each in found.adoptions],
        "adopted": done.adopted if done else 0,
        "not_adopted": list(done.left) if done else [],
    }
