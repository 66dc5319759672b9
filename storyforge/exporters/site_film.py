"""What a board says of itself to programs, in the words of schema.org and IPTC."""

from __future__ import annotations

from storyforge.core import imprint
from storyforge.core.board import Board

_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"


def film(board: Board) -> dict[str, object]:
    """The film as linked data; nothing that is not known."""
    said = imprint.of_whole(board)
    about: dict[str, object] = {
        "@context": ["https://schema.org", {"Iptc4xmpExt": _IPTC}],
        "@type": "CreativeWork",
        "name": board.title or "Untitled",
        "genre": "storyboard",
    }
    people = {"director": board.director, "sourceOrganization": board.company}
    kinds = {"director": "Person", "sourceOrganization": "Organization"}
    about |= {key: {"@type": kinds[key], "name": name} for key, name in people.items() if name}
    rest = {
        "description": board.logline,
        "version": board.draft,
        "creditText": said.credit,
        "digitalSourceType": said.source,
        "Iptc4xmpExt:DigitalSourceType": said.source,
    }
    return about | {key: words for key, words in rest.items() if words}
