"""How one take of a picture is asked for: plainly, in other words, or as a variation of another.

A take is asked for by the manifest (`takes: 4`), or by a person besides those: `reroll`, and
`vary 2` for a new picture in the manner of take 2. What it asks is an action with its own key.
"""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.core.action import Action, key_of
from storyforge.core.lockfile import HAND, LockEntry
from storyforge.core.recipe import Recipe, Role, Use
from storyforge.core.wander import varied

_WIDE = 5  # how far a drawn variation may wander: it reads no reference
_LIKE = ": the same people, style, palette and light, in a clearly different composition."
ROLE: Role = "vary"
LABEL = "earlier"


@dataclass(frozen=True, slots=True)
class Extra:
    """A take that a person asked for. `asked`: as the lockfile says it; for a variation the take it
    is drawn from, by digest of bytes and of pixels; for one made by hand that very picture."""

    asked: str
    out: str = ""
    pixels: str = ""


PLAIN = Extra("")


def extra_of(asked: str, entry: LockEntry | None, own: int) -> Extra | None:
    """What `asked` means for take `own` of a node; None when the take it varies is not there any
    more."""
    word, _, number = asked.partition(" ")
    if word not in ("vary", HAND):
        return Extra(asked)
    source = entry.takes.get(own if word == HAND else int(number)) if entry else None
    return Extra(asked, source.out, source.pixels) if source else None


def ask(action: Action, key: str, take: int, wander: int, extra: Extra, limit: int) -> Action:
    """What take number `take` asks. `action`, `key`: of the plain ask; `limit`: most references."""
    if not extra.pixels:
        return varied(action, key, take, wander)
    if extra.asked == HAND:
        return {**action, "by_hand": extra.out}
    if "staging" in action:
        return varied(action, key, take, _WIDE)
    references = list(action.get("references", ()))
    place = position(len(references), limit)
    references[place : place + 1] = [{"role": ROLE, "pixels": extra.pixels}]
    sentence = [*action["sentence"], " Another take on ", place, _LIKE]
    return {**action, "references": references, "sentence": sentence}


def own_key(action: Action, key: str, own: Action) -> str:
    """The key of a take that asks `own`; `key` when that is the plain ask."""
    return key if own is action else key_of(own)


def position(count: int, limit: int) -> int:
    """Where the varied picture stands among the references: last, in the place of the last one when
    the model takes no more (what that one showed is in the varied picture too)."""
    return count if count < limit else max(0, limit - 1)


def uses_of(recipe: Recipe, extra: Extra, limit: int) -> tuple[Use, ...]:
    """The references of one take, in the order of its action."""
    if not extra.pixels or extra.asked == HAND or recipe.staging is not None:
        return recipe.uses
    place = position(len(recipe.uses), limit)
    return (*recipe.uses[:place], Use(ROLE, OBJECT + extra.out, LABEL), *recipe.uses[place + 1 :])


OBJECT = "object:"  # a Use whose source begins so is a stored picture, by its digest


_DESCRIBED = {"reroll": "one more", HAND: "made by hand"}


def described(asked: str) -> str:
    """The asked word as people read it: `a variation of take 2`."""
    word, _, number = asked.partition(" ")
    return f"a variation of take {number}" if word == "vary" else _DESCRIBED.get(word, "")
