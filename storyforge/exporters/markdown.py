"""A comparison as a comment for a pull request: one table, pictures by link, words as code.

Whatever a manifest says stands in code spans or is escaped: it makes no link, calls nobody by `@`,
and breaks no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from storyforge.core import ids
from storyforge.core.changed_words import pieces
from storyforge.core.difference import Change, Shown
from storyforge.core.mark import show
from storyforge.core.telling import Telling

MOST = 60  # changes in the table; what is more is counted, so that a comment stays one
_LONGEST = 300  # characters of a field's words
_WIDTH = 240  # of a picture, in the units of HTML
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~-])")
_SIGNS = {"added": "➕", "removed": "➖", "changed": "✏️", "moved": "↕️"}
_AROUND = 3  # words that are shown beside those that changed


def comment(telling: Telling, link: str = "") -> str:
    """The comment. `link`: what stands before a picture's path, `{commit}` in it is the commit's.

    Without it links are relative: only what the second tree holds at its path can be shown.
    """
    return "\n".join(_lines(telling, link)) + "\n"


def _lines(telling: Telling, link: str) -> Iterator[str]:
    difference = telling.difference
    before, after = (plain(name) for name in telling.names)
    yield f"### {plain(difference.title or 'Untitled')}: {before} → {after}"
    yield ""
    if not difference.changes:
        yield "Nothing differs."
        return
    for label, said in (
        ("", telling.summary),
        ("Running time: ", telling.length),
        ("Cost: ", telling.cost),
    ):
        yield f"- {label}{plain(said)}"
    for note in telling.notes:
        yield f"- ⚠️ {plain(note)}"
    shown = [one for one in difference.changes if one.sort != "touched"]
    if shown:
        yield ""
        yield "| | Before | After | What changed |"
        yield "|---|---|---|---|"
    for one in shown[:MOST]:
        yield _row(one, telling, link)
    if len(shown) > MOST:
        yield ""
        yield f"… and {len(shown) - MOST} more; `storyforge diff` tells all."
    yield from _touched(difference.changes)


def _touched(changes: tuple[Change, ...]) -> Iterator[str]:
    names = [code(ids.name_of(one.id)) for one in changes if one.sort == "touched"]
    if names:
        yield ""
        yield f"Drawn from what changed, and may be made again: {', '.join(names[:MOST])}" + (
            f" and {len(names) - MOST} more" if len(names) > MOST else ""
        )


def _row(one: Change, telling: Telling, link: str) -> str:
    name = code(ids.name_of(one.id) or one.kind)
    title = f"<br>{plain(one.title)}" if one.title and one.title != ids.name_of(one.id) else ""
    what = [_SIGNS[one.sort] + " " + one.sort] if one.sort in ("added", "removed") else []
    what += [f"was {code(ids.name_of(one.was))}"] if one.was else []
    what += [f"moved: {plain(one.moved[1])}, was {plain(one.moved[0])}"] if any(one.moved) else []
    what += ["redrawn"] if one.redrawn and one.before and one.after else []
    what += [f"{each.field} {code(f'{each.before} → {each.after}')}" for each in one.decisions]
    what += [_words(each.field, each.before, each.after) for each in one.words]
    if one.because:
        what.append("drawn from " + ", ".join(code(ids.name_of(each)) for each in one.because))
    old = _picture(0, one.before, telling, link)
    new = _picture(1, one.after, telling, link) if one.redrawn or not old else "as before"
    return f"| {name}{title} | {old} | {new} | {'<br>'.join(what)} |"


def _words(field: str, before: str, after: str) -> str:
    """A field's changed words with a few around them: gone struck out, new ones bold."""
    parts = pieces(before, after)
    told = []
    for number, (kind, text) in enumerate(parts):
        if kind == "same":
            text = _near(text, first=number == 0, last=number == len(parts) - 1)
        marks = {"gone": ("<del>", "</del>"), "come": ("<ins>", "</ins>")}.get(kind, ("", ""))
        told.append(f"{marks[0]}{plain(_cut(text))}{marks[1]}")
    return f"**{plain(field)}**: {''.join(told)}"


def _near(text: str, first: bool, last: bool) -> str:
    """Words that stayed, as far as they help to find the place."""
    words = text.split(" ")
    if len(words) <= 2 * _AROUND + 2:
        return text
    head = [] if first else words[: _AROUND + 1]
    tail = [] if last else words[-_AROUND - 1 :]
    return " ".join([*head, "…", *tail])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _picture(side: int, shown: Shown | None, telling: Telling, link: str) -> str:
    """A picture by link, where its tree holds it; else what can be said of it."""
    if shown is None:
        return ""
    files, commit = telling.files[side], telling.commits[side]
    held = files is None or shown.file in files
    alone = side == 0 and not link  # its path is the other side's too
    if shown.media.startswith("video/") or not held or alone or (link and not commit):
        return f"take {shown.take}" if shown.out else code(shown.file)
    path = quote(shown.file, safe="/", errors="replace")
    start = link.replace("{commit}", commit)
    address = quote(start, safe=":/?&=%.-_~") + path
    return f'<img src="{address}" alt="" width="{_WIDTH}">'


def code(text: str) -> str:
    """Text as code: nothing in it acts."""
    safe = show(" ".join(text.split())).replace("`", "'").replace("|", "¦")
    return f"`{safe}`" if safe else ""


def plain(text: str) -> str:
    """Text as text: no mark of Markdown or HTML in it acts, and it calls nobody."""
    safe = show(" ".join(text.split(" ")).replace("\n", " ⏎ "))
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _MARKS.sub(r"\\\1", safe).replace("@", "@\u2060").replace("://", ":\u2060//")
    return safe.replace("www.", "www\u2060.")
