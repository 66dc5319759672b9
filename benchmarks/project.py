"""A storyboard of any length, the same one every time: what every measurement is made of.

N shots, N/50 characters, N/100 locations; every shot has one or two characters, one location and
about 200 letters of prompt, and every fifth is drawn `from` the one before.
`python benchmarks/project.py FOLDER N` writes it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

MANIFEST = "storyforge.yaml"
PROMPT = 200  # characters, about
SCENE = 20  # shots
_MADE = (".storyforge", "board", "storyforge.lock")
_WORDS = re.findall(
    r"\w+",
    """
    lantern harbour window copper shadow gravel morning ribbon engine whistle paper ladder
    orchard velvet thunder bridge quietly slowly turns lifts carries watches forgets remembers
    towards beneath between beside against across through old narrow silver broken patient
    distant warm crooked empty bright hollow gentle
    """,
)
_SIZES = ("LS", "MS", "MCU", "CU", "ELS")


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot of the shape: whom it shows, where, and the shot it refines (or "")."""

    id: str
    cast: tuple[str, ...]
    location: str
    source: str
    prompt: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Ids of everything that it is drawn from."""
        return (*self.cast, self.location, *([self.source] if self.source else []))


def characters(count: int) -> list[str]:
    """Ids of the characters of a project of `count` shots."""
    return [f"c{number:05d}" for number in range(max(1, count // 50))]


def locations(count: int) -> list[str]:
    """Ids of its locations."""
    return [f"l{number:05d}" for number in range(max(1, count // 100))]


def size(count: int) -> int:
    """How many pictures a project of `count` shots has."""
    return count + len(characters(count)) + len(locations(count))


def shots(count: int) -> Iterator[Shot]:
    """The shots, in order."""
    chance, people, places = random.Random(count), characters(count), locations(count)
    for number in range(count):
        cast = tuple(dict.fromkeys(chance.choice(people) for _ in range(1 + number % 2)))
        source = shot_id(number - 1) if number % 5 == 4 else ""
        prompt = f"@{cast[0]} {sentence(chance, PROMPT)}"
        yield Shot(shot_id(number), cast, chance.choice(places), source, prompt)


def shot_id(number: int) -> str:
    """The id of shot `number`, from 0."""
    return f"s{number:06d}"


def sentence(chance: random.Random, length: int) -> str:
    """Words of about `length` characters together."""
    words: list[str] = []
    left = length
    while left > 0:
        words.append(chance.choice(_WORDS))
        left -= len(words[-1]) + 1
    return " ".join(words)


def text(count: int) -> Iterator[str]:
    """The manifest, line by line."""
    chance = random.Random(-count)
    yield from ("storyforge: 1", f"title: A film of {count} shots", "provider: stub", "characters:")
    yield from (f"  {name}: somebody in a {sentence(chance, 60)}" for name in characters(count))
    yield "locations:"
    yield from (f"  {name}: a place of {sentence(chance, 60)}" for name in locations(count))
    yield "scenes:"
    for number, shot in enumerate(shots(count)):
        if number % SCENE == 0:
            yield from (f"  - id: sc{number // SCENE:05d}", "    shots:")
        yield f"      - id: {shot.id}"
        yield f'        prompt: "{shot.prompt}"'
        yield f"        size: {_SIZES[number % len(_SIZES)]}"
        yield f"        cast: [{', '.join(shot.cast)}]"
        yield f"        location: {shot.location}"
        if shot.source:
            yield f"        from: {shot.source}"


def write(folder: str, count: int) -> None:
    """Write the project into `folder`."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, MANIFEST), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in text(count))


def forget(folder: str) -> None:
    """Remove all that was made: pictures, lockfile and private state."""
    for name in _MADE:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


class Edit:
    """Edits of one place of the manifest, each different from all before, and the way back."""

    def __init__(self, folder: str, mark: str) -> None:
        """`mark`: text before which a word is put; must stand exactly once."""
        self.path, self.mark, self.done = os.path.join(folder, MANIFEST), mark, 0
        with open(self.path, encoding="utf-8") as file:
            self.original = file.read()
        assert self.original.count(mark) == 1, mark

    def once(self) -> None:
        """One more edit."""
        self.done += 1
        self._write(self.original.replace(self.mark, f"{self.mark}edited{self.done} "))

    def undo(self) -> None:
        """As it was."""
        self._write(self.original)

    def _write(self, content: str) -> None:
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(content)


def edit_shot(folder: str, count: int) -> Edit:
    """Edits of the prompt of the shot in the middle, which no other is drawn from."""
    number = count // 2
    return Edit(folder, f'      - id: {shot_id(number)}\n        prompt: "')


def edit_character(folder: str, count: int) -> Edit:
    """Edits of the description of a character."""
    return Edit(folder, f"  {characters(count)[-1]}: ")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
