"""The pen that both readers of scripts write with: elements in, scenes and beats out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from storyforge.core.proposal import Left
from storyforge.core.script import Beat, Script, ScriptScene, cue_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST: Final = 20_000  # characters of one paragraph; a page has some 1500


@dataclass(slots=True)
class Writing:
    """A script as far as it is read. `ahead`: beats before the first heading."""

    scenes: list[ScriptScene] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    ahead: list[Beat] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def heading(self, text: str, number: str, place: str) -> None:
        """A scene begins."""
        self._close()
        carried = [each for each in self.beats if each.sort in ("outline", "note")]
        self.ahead += [each for each in self.beats if each not in carried]
        self.scenes.append(ScriptScene(_clean(text), _clean(number), place))
        self.beats = carried

    def _close(self) -> None:
        if not self.scenes:
            return
        last = self.scenes[-1]
        tail: list[Beat] = []
        while self.beats and self.beats[-1].sort == "outline":  # it speaks of the next scene
            tail.insert(0, self.beats.pop())
        self.scenes[-1] = replace(last, beats=tuple(self.beats))
        self.beats = tail

    def action(self, text: str, place: str) -> None:
        """A paragraph of what is seen."""
        self._add(Beat("action", self._short(text, place), place))

    def cue(self, text: str, place: str, dual: bool = False) -> None:
        """Somebody begins to speak."""
        name, mode, rest = cue_of(_clean(text))
        self.beats.append(Beat("speech", "", place, name, mode, rest, dual))

    def parenthetical(self, text: str, place: str) -> None:
        """How it is said; a later one stays within the words, as scripts have it."""
        said = _clean(text).strip("() ")
        if not self._speaks():
            self.action(f"({said})", place)
        elif not said:
            return
        elif self.beats[-1].text:
            self._say(f"({said})", place)
        else:
            known = self.beats[-1].parenthetical
            self.beats[-1] = replace(
                self.beats[-1], parenthetical=", ".join(filter(None, (known, said)))
            )

    def spoken(self, text: str, place: str, sung: bool = False) -> None:
        """Words of a speech; of nobody's speech they are action."""
        if self._speaks():
            self._say(_clean(text), place)
            if sung and "sung" not in self.beats[-1].parenthetical:
                known = self.beats[-1].parenthetical
                said = ", ".join(filter(None, (known, "sung")))
                self.beats[-1] = replace(self.beats[-1], parenthetical=said)
        else:
            self.action(text, place)

    def transition(self, text: str, place: str) -> None:
        """How a scene ends, or a shot."""
        self._add(Beat("transition", _clean(text), place))

    def card(self, text: str, place: str) -> None:
        """Words in the middle of the page: a title."""
        self._add(Beat("card", self._short(text, place), place))

    def note(self, text: str, place: str) -> None:
        """A note among the lines."""
        self._add(Beat("note", self._short(text, place), place))

    def outline(self, text: str, place: str) -> None:
        """A section or a synopsis: about the story, not in it."""
        self._add(Beat("outline", self._short(text, place), place))

    def pause(self, what: str, place: str) -> None:
        """Something that belongs to paper."""
        self.left.append(Left(place, what, "a board has pages of its own"))

    def script(self, title: Mapping[str, str], left: tuple[Left, ...] = ()) -> Script:
        """The whole of it. What stood before the first heading becomes a scene of its own."""
        self._close()
        if self.scenes and self.beats:  # outline at the very end
            last = self.scenes[-1]
            self.scenes[-1] = replace(last, beats=(*last.beats, *self.beats))
        ahead = [*self.ahead, *([] if self.scenes else self.beats)]
        scenes = tuple(_told(self.scenes))
        if any(each.sort in ("action", "speech", "card") for each in ahead):
            scenes = (ScriptScene("", "", ahead[0].place, _whole(tuple(ahead))), *scenes)
        else:
            why = "it stands before the first scene"
            self.left += [Left(each.place, each.text, why) for each in ahead]
        told = {_clean(key).casefold(): _clean(value) for key, value in title.items()}
        return Script(told, scenes, tuple(sorted((*self.left, *left), key=_line)))

    def _speaks(self) -> bool:
        return bool(self.beats) and self.beats[-1].sort == "speech"

    def _say(self, text: str, place: str) -> None:
        last = self.beats[-1]
        said = " ".join(filter(None, (last.text, text)))
        self.beats[-1] = replace(last, text=self._short(said, place))

    def _add(self, beat: Beat) -> None:
        if beat.text:
            self.beats.append(beat)

    def _short(self, text: str, place: str) -> str:
        told = _clean(text)
        if len(told) <= LONGEST:
            return told
        why = f"a paragraph has at most {LONGEST:,} characters"
        self.left.append(Left(place, f"{len(told) - LONGEST:,} characters", why))
        return told[:LONGEST].rstrip()


def _told(scenes: Iterable[ScriptScene]) -> Iterator[ScriptScene]:
    """Scenes with their hours: what is CONTINUOUS goes on at that of the scene before."""
    hour = ""
    for each in scenes:
        said = each.slug.time
        hour = said if said not in ("", "continuous") else hour
        yield replace(each, beats=_whole(each.beats), hour=(hour or said) if said else "")


def _whole(beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
    """Beats, but cues that nobody follows: those were action in capitals."""
    return tuple(
        replace(each, sort="action", text=each.character, character="", mode="", parenthetical="")
        if each.sort == "speech" and not each.text
        else each
        for each in beats
        if each.text or each.character
    )


def _clean(text: str) -> str:
    """One line, without what no terminal and no file should hold."""
    kept = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(_CONTROL.sub(" ", kept).split())


def _line(left: Left) -> int:
    found = re.search(r"\d+", left.place)
    return int(found[0]) if found else 0
