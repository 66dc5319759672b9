"""A comparison as a page: one HTML file that carries its pictures, old beside new, and opens from
anywhere.

Like the board's page it trusts no word of a manifest: every value is escaped, and the policy allows
one style, one script, and pictures that are in the file itself.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from storyforge.core import ids
from storyforge.core.changed_words import Piece, Words, pieces
from storyforge.core.coded import PictureFault
from storyforge.core.difference import Change, Shown
from storyforge.core.picture import dimensions
from storyforge.core.telling import Telling
from storyforge.exporters.templates import sealed, template, text

# (side, picture) -> bytes, media type, and why there are none
Pictures = Callable[[int, Shown], tuple[bytes, str, str]]
MEDIA = frozenset({"image/png", "image/jpeg", "image/webp"})
SCRIPT = """
const root = document.documentElement;
root.classList.add("live");
const views = [...document.querySelectorAll("input[name=view]")];
const see = name => { root.dataset.view = name; };
views.forEach(each => each.addEventListener("change", () => see(each.value)));
const chosen = views.find(each => each.checked);
if (chosen) see(chosen.value);
document.querySelectorAll(".pair input").forEach(range => {
  const move = () => range.parentElement.style.setProperty("--at", range.value + "%");
  range.addEventListener("input", move);
  move();
});
addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const view = {1: "side", 2: "slide", 3: "apart"}[event.key];
  if (view) {
    const radio = views.find(each => each.value === view);
    if (radio) { radio.checked = true; see(view); }
    return;
  }
  const step = new Map([["j", 1], ["k", -1], ["ArrowDown", 1], ["ArrowUp", -1]]).get(event.key);
  const active = document.activeElement;
  if (!step || (event.key.startsWith("Arrow") && active.matches("input"))) return;
  const all = [...document.querySelectorAll(".change")];
  const at = all.indexOf(active.closest(".change"));
  const seen = all.findIndex(each => each.getBoundingClientRect().bottom > 120);
  const next = all[at < 0 ? seen : at + step];
  if (!next) return;
  event.preventDefault();
  next.querySelector("h3 a").focus({preventScroll: true});
  next.scrollIntoView({block: "start"});
});
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the page: its data in the page, its size, or the words in its place."""

    source: str
    width: int
    height: int
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field: both texts in pieces, and where it is inherited from."""

    field: str
    pieces: Sequence[Piece]
    where: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change as printed. `one`: the single picture of what is only on one
    side, or has the same on both."""

    id: str
    link: str
    name: str
    title: str
    sort: str
    about: tuple[str, ...]
    rows: tuple[Row, ...]
    because: str
    before: Picture | None
    after: Picture | None
    one: Picture | None


def page(telling: Telling, pictures: Pictures, about: Callable[[Change], str]) -> str:
    """The page. `about`: what became of a thing, in a line of parts that ` · ` keeps apart."""
    style = text("page.css") + text("past.css")
    difference = telling.difference
    touched = [one for one in difference.changes if one.sort == "touched"]
    return template("diff.html.j2").render(
        telling=telling,
        title=difference.title or "Untitled",
        groups=[
            (heading, _anchor(heading), slug, [_told(one, pictures, about) for one in members])
            for heading, slug, members in _groups(telling)
        ],
        touched=[(_called(one), one.after.state if one.after else "") for one in touched],
        policy=sealed(style, SCRIPT),
        style=style,
        script=SCRIPT,
    )


def _groups(telling: Telling) -> Iterator[tuple[str, str, list[Change]]]:
    groups: dict[str, list[Change]] = {}
    for one in telling.difference.changes:
        if one.sort != "touched":
            groups.setdefault(one.heading, []).append(one)
    for heading, members in groups.items():
        yield heading, telling.difference.headings.get(heading, ""), members


def _anchor(heading: str) -> str:
    return "#" + quote(f"group:{heading}", safe=":")


def _called(one: Change) -> str:
    return ids.name_of(one.id) or one.kind


def _told(one: Change, pictures: Pictures, about: Callable[[Change], str]) -> Told:
    before = _picture(0, one.before, pictures) if one.before else None
    after = _picture(1, one.after, pictures) if one.after else None
    alone = None
    same = one.before and one.after and not one.redrawn
    if same or one.sort in ("added", "removed"):
        alone = after if after and (after.source or not before) else before
        before = after = None
    return Told(
        id=one.id,
        link="#" + quote(one.id, safe="/:", errors="replace"),
        name=_called(one),
        title=one.title if one.title != _called(one) else "",
        sort=one.sort,
        about=tuple(filter(None, about(one).split(" · "))),
        rows=tuple(_row(each) for each in one.words),
        because=", ".join(map(ids.name_of, one.because)),
        before=before,
        after=after,
        one=alone,
    )


def _row(words: Words) -> Row:
    return Row(words.field, pieces(words.before, words.after), words.where)


def _picture(side: int, shown: Shown, pictures: Pictures) -> Picture:
    data, media, why = pictures(side, shown)
    return carried(data, media, why)


def carried(data: bytes, media: str, why: str) -> Picture:
    """A picture to be carried within a page; without bytes, the words in its place."""
    if not data or media not in MEDIA:
        return Picture("", 16, 9, why or "no picture")
    try:
        width, height, _ = dimensions(data)
    except PictureFault as fault:
        return Picture("", 16, 9, fault.sentence)
    packed = base64.b64encode(data).decode("ascii")
    return Picture(f"data:{media};base64,{packed}", width, height, "")
