"""Whose verb it is: which words of a shot tell what each member of the cast does."""

from __future__ import annotations

import re

from storyforge.artist.body.pose import pose_named
from storyforge.artist.staging import Shot
from storyforge.artist.words import tokens

_WHO = re.compile(r"\bthe figure\b")
_ALL = frozenset(
    ("they", "both", "all", "everyone", "everybody", "together", "two", "three", "each")
)


def words_of(shot: Shot) -> list[str]:
    """The words of every member's doing: declared, else from the shot's own sentence."""
    asked = " ".join(
        str(e.get("description", "")) for e in shot.elements if e.get("kind") == "pose"
    )
    said = _shared(shot)
    out = []
    for k, member in enumerate(shot.cast):
        own = asked if k == 0 else ""
        out.append(member.action or own or said[k])
    return out


def _shared(shot: Shot) -> list[str]:
    """The sentence cut at everybody it names; who is named with "and" shares the verb."""
    count = len(shot.cast)
    # a refinement that says nothing of postures keeps those of the shot it refines
    sentence = shot.prompt if pose_named(shot.prompt) else shot.root
    if count < 2:
        return [sentence] * count
    parts = _WHO.split(sentence)
    clauses = parts[1:]
    owners = shot.named or tuple(range(len(clauses)))
    if len(clauses) < 2 or len(owners) != len(clauses) or max(owners) >= count:
        shared = bool(_ALL & set(tokens(sentence)))
        first = owners[0] if owners and owners[0] < count else 0
        return [sentence if k == first or shared else "" for k in range(count)]
    for k in range(len(clauses) - 2, -1, -1):
        if not pose_named(clauses[k]) and {"and", "with"} & {
            *tokens(clauses[k]),
            *_comma(clauses[k]),
        }:
            clauses[k] = clauses[k + 1]
    if pose_named(parts[0]) and not pose_named(clauses[0]):
        clauses[0] = f"{clauses[0]}, {parts[0]}"
    return [
        ", ".join(c for c, owner in zip(clauses, owners, strict=True) if owner == k)
        for k in range(count)
    ]


def _comma(clause: str) -> tuple[str, ...]:
    return ("and",) if clause.strip() in (",", "") else ()
