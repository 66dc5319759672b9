"""The codes that `allow:` may name: the rules of continuity, and what makes a reference weak."""

from __future__ import annotations

from storyforge.core.vocabulary import Vocabulary

# code -> what the rule watches; docs/continuity.md tells them in full
RULES: dict[str, str] = {
    "K101": "the hour within a scene, and across scenes that are continuous",
    "K102": "the weather, likewise",
    "K103": "looks within a scene",
    "K104": "what somebody holds",
    "K105": "whoever speaks is seen, or marked as not seen",
    "K106": "a prompt against the description of whom it speaks of",
    "K107": "the direction in which somebody moves over the screen",
    "K108": "the line between two people",
    "K109": "the same set-up twice in a row",
    "K110": "a scene without a wide view",
    "K111": "dialogue against the time there is for it",
    "K112": "a scene's running time against its length in script pages",
    "K113": "a slugline against the fields of its scene",
}
UNUSED = "K114"  # an `allow:` that excuses nothing
REFERENCES = tuple(f"W50{number}" for number in range(1, 8))
ALLOWED = Vocabulary("code that can be allowed", dict.fromkeys((*RULES, *REFERENCES), ()))
