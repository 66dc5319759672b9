"""The word lists of docs/artist.md, from the tables that the artist draws by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from storyforge.artist.blocking.blocking import FACINGS, POSITIONS
from storyforge.artist.blocking.cast import PEOPLE
from storyforge.artist.body.creature_pose import DEEDS
from storyforge.artist.body.face import FEELINGS
from storyforge.artist.body.person import AGED, CUTS
from storyforge.artist.body.species import KINDS as KINDS_OF_CREATURE
from storyforge.artist.body.verbs import VERBS
from storyforge.artist.body.wardrobe import HATS, TOPS, TRADES
from storyforge.artist.framing.framing import SIZES
from storyforge.artist.framing.line_of_action import VIEWS
from storyforge.artist.ink.colour import NAMES
from storyforge.artist.ink.manner import STANDS_IN
from storyforge.artist.places.place import FAINT, KINDS
from storyforge.artist.stage.light import HOURS
from storyforge.artist.stage.source import NAMED, QUALITIES, WAYS
from storyforge.artist.things.prop import ALIASES, THINGS
from storyforge.artist.things.still_words import WORDS
from storyforge.core import film

PAGE = Path(__file__).parents[1] / "docs" / "artist.md"
_BLOCK = re.compile(r"(?<=<!-- words: )(?P<name>\w+) -->\n.*?<!-- end -->", re.DOTALL)
_WIDTH = 118


def artist_page() -> str:
    """docs/artist.md with every list as the program has it now."""
    return _BLOCK.sub(_block, PAGE.read_text("utf-8"))


def _block(found: re.Match[str]) -> str:
    return f"{found['name']} -->\n{LISTS[found['name']]()}<!-- end -->"


def _plain(words: Iterable[str]) -> str:
    """Words in a row, broken to the width of the page."""
    lines = [""]
    for word in words:
        piece = f"{word}, "
        if len(lines[-1]) + len(piece) > _WIDTH:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines).rstrip(",") + ".\n"


def _rows(groups: Iterable[Iterable[str]]) -> str:
    """One line for each group, its first word strong."""
    told = []
    for first, *more in groups:
        told.append(", ".join([f"**{first}**", *more]))
    return "".join(f"- {row}\n" for row in told)


def _alike(table: Mapping[str, object]) -> list[list[str]]:
    """Words that mean the same, in the order of the table."""
    groups: dict[str, list[str]] = {}
    for word, meaning in table.items():
        groups.setdefault(repr(meaning), []).append(word)
    return list(groups.values())


def _things() -> str:
    named: dict[str, list[str]] = {name: [name] for name in THINGS}
    for alias, name in ALIASES.items():
        named.setdefault(name, [name]).append(alias)
    return _plain(
        " / ".join(dict.fromkeys(words)).replace("-", " ") for _, words in sorted(named.items())
    )


_HOLDS = {
    "ECU": "a detail: eyes, a mouth, a hand",
    "BCU": "the face, cut at brow and chin",
    "CU": "head and a little of the shoulders",
    "MCU": "down to the chest",
    "MS": "down to the waist",
    "COW": "down to the middle of the thigh",
    "MLS": "down to the knees",
    "FS": "head to toe, filling the frame",
    "LS": "people whole, about half the frame high",
    "ELS": "people small in the place",
    "ES": "the place; people are marks in it",
    "MASTER": "everybody and the place they act in",
}


def _sizes() -> str:
    head = "| `size` | Holds | Usual lens |\n|---|---|---|\n"
    return head + "".join(
        f"| `{size}` | {_HOLDS[size]} | {SIZES[size].lens:g} mm |\n" for size in film.SIZES.words
    )


def _places() -> str:
    """Kinds that are built alike stand together; underscores join words that follow each other."""
    groups: dict[str, list[str]] = {}
    for name, kind in KINDS.items():
        faint = FAINT.get(name, ("", ""))[0]
        words = [word.replace("_", " ") for word in f"{kind.words} {faint}".split()]
        groups[name] = sorted(dict.fromkeys(words), key=lambda word, first=name: word != first)
    return _rows(groups.values())


def _looks() -> str:
    """One line for each part of a look."""
    tops: dict[str, list[str]] = {}
    for word, kind in TOPS:
        tops.setdefault(kind, []).append(word)
    lines = {
        "Hair": [word for words, _ in CUTS for word in words],
        "Clothes": [word for words in tops.values() for word in words],
        "On the head": [word for words, _ in HATS for word in words],
        "Age": ["a number, in letters or digits", "child", "boy", "girl", *AGED],
        "Trades, with what they wear": list(TRADES),
    }
    told = ""
    for head, words in lines.items():
        plain = dict.fromkeys(word.replace("-", " ") for word in words)
        told += f"- **{head}**: {', '.join(plain)}\n"
    return told


LISTS: dict[str, Callable[[], str]] = {
    "places": _places,
    "views": lambda: _plain(VIEWS),
    "looks": _looks,
    "colours": lambda: _plain(sorted(NAMES)),
    "people": lambda: _plain(PEOPLE),
    "verbs": lambda: _rows(_alike(VERBS)),
    "positions": lambda: _plain(POSITIONS),
    "facings": lambda: _plain(FACINGS),
    "feelings": lambda: _rows(_alike(FEELINGS)),
    "things": _things,
    "sizes": _sizes,
    "hours": lambda: _plain(HOURS),
    "creatures": lambda: _rows(_alike(KINDS_OF_CREATURE)),
    "deeds": lambda: _plain(DEEDS),
    "inserts": lambda: _plain(sorted(dict.fromkeys(WORDS))),
    "sources": lambda: _rows(_alike(NAMED)),
    "ways": lambda: _plain((*WAYS, *QUALITIES)),
    "styles": lambda: "".join(
        f"- `{name}`: {words}{f' *({STANDS_IN[name]})*' if name in STANDS_IN else ''}\n"
        for name, words in film.PRESET_WORDS.items()
    ),
}
