"""What a picture says of itself wherever it goes: how it came to be, of what, by whom.

One value, written into pictures, pages, documents and films in the words of IPTC Photo Metadata
(XMP), so that programs which know nothing of storyforge can read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from storyforge.core.board import Board, Made, Panel, Plate, Source

TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACE: Final = "https://storyforge.invalid/ns/1.0/"
COMPOSITE: Final = "compositeWithTrainedAlgorithmicMedia"
LONGEST: Final = 8000  # characters of a prompt that are written

_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_TAIL = '<?xpacket end="r"?>'
_TRAINED = ("trainedAlgorithmicMedia", COMPOSITE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is written into a picture; empty fields are left away.

    `source`: IPTC's digital source type, an address. `slate`: scene and shot. `prompt`: as it was
    sent. `maker`: provider and model. `version`: of the model, as reported. `credit`: the line
    that must be shown. `key`: of the ask that made it. `tool`: the program it was made with.
    """

    source: str = ""
    title: str = ""
    slate: str = ""
    description: str = ""
    prompt: str = ""
    maker: str = ""
    seed: str = ""
    credit: str = ""
    key: str = ""
    tool: str = ""
    version: str = ""

    @property
    def trained(self) -> bool:
        """Whether a trained model had a part in it."""
        return self.source.endswith(_TRAINED)


_FIELDS: Final[dict[str, tuple[str, str]]] = {
    "source": ("Iptc4xmpExt", "DigitalSourceType"),
    "title": ("dc", "title"),
    "slate": ("storyforge", "Slate"),
    "description": ("dc", "description"),
    "prompt": ("storyforge", "Prompt"),
    "maker": ("storyforge", "Maker"),
    "version": ("storyforge", "MakerVersion"),
    "seed": ("storyforge", "Seed"),
    "credit": ("photoshop", "Credit"),
    "key": ("storyforge", "Key"),
    "tool": ("xmp", "CreatorTool"),
}
"""Field -> the prefix and name under which XMP has it."""

_OF_MODELS: Final[dict[str, tuple[str, str]]] = {
    "prompt": ("Iptc4xmpExt", "AIPromptInformation"),
    "maker": ("Iptc4xmpExt", "AISystemUsed"),
    "version": ("Iptc4xmpExt", "AISystemVersionUsed"),
}
"""The same where a trained model made it: IPTC Photo Metadata 2025.1. Other pictures must not have
these, for programs take them as a sign of such a model."""

_SPACES: Final = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "storyforge": NAMESPACE,
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_LANGUAGES: Final = frozenset(("title", "description"))  # XMP has these in several languages


def of_picture(board: Board, panel: Panel | Plate, scene: str = "") -> Imprint:
    """What the chosen picture of a panel or plate says of itself. `scene`: its number."""
    made = panel.made
    lines = [made.credit] if made and made.credit else [] if made else board.credits
    number = panel.number if isinstance(panel, Panel) else ""
    words = panel.action or panel.words if isinstance(panel, Panel) else panel.description
    return Imprint(
        source=TYPES + made.source if made else "",
        title=board.title,
        slate=" · ".join(each for each in (scene, number) if each) or _name(panel),
        description=words,
        prompt=made.prompt if made else "",
        maker=maker(made) if made else "",
        seed="" if made is None or made.seed is None else str(made.seed),
        credit=" · ".join(words for words, _ in lines),
        key=made.key if made else "",
        version=made.version if made else "",
    )


def of_whole(board: Board) -> Imprint:
    """What a page, a document or a film of many pictures says of itself."""
    shown: tuple[Panel | Plate, ...] = (*board.panels(), *board.plates)
    sources = {made.source for each in shown if (made := each.made)}
    return Imprint(
        source=TYPES + _together(sources) if sources else "",
        title=board.title,
        description=board.logline,
        credit=" · ".join(words for words, _ in board.credits),
    )


def maker(made: Made) -> str:
    """Provider and model as one word: `runway/gen4_image`."""
    return "/".join(each for each in (made.provider, made.model) if each)


def _together(sources: set[Source]) -> str:
    if len(sources) == 1:
        return next(iter(sources))
    return COMPOSITE if "trainedAlgorithmicMedia" in sources else "compositeSynthetic"


def _name(panel: Panel | Plate) -> str:
    return panel.id if isinstance(panel, Panel) else f"{panel.kind} {panel.name}"


def packet(imprint: Imprint) -> bytes:
    """The XMP packet (UTF-8) of an imprint; the same imprint gives the same bytes."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    parts = "".join(
        _element(name, _tag(imprint, name), _legal(value))
        for name in _FIELDS
        if (value := getattr(imprint, name))
    )
    return (
        f'{_HEAD}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}>{parts}</rdf:Description></rdf:RDF></x:xmpmeta>'
        f"{_TAIL}"
    ).encode()


def _tag(imprint: Imprint, name: str) -> str:
    tags = _OF_MODELS if imprint.trained and name in _OF_MODELS else _FIELDS
    return ":".join(tags[name])


def _element(name: str, tag: str, value: str) -> str:
    text = escape(value, quote=False)
    if name in _LANGUAGES:
        text = f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'
    return f"<{tag}>{text}</{tag}>"


def _legal(value: str) -> str:
    return _ILLEGAL.sub("\ufffd", value[:LONGEST])


def imprint_of(packet: bytes) -> Imprint | None:
    """What a packet says, whoever wrote it; None when it says nothing of ours."""
    text = packet.decode("utf-8", "replace")
    found = {
        name: _found(text, _FIELDS[name]) or _found(text, _OF_MODELS.get(name)) for name in _FIELDS
    }
    return Imprint(**found) if any(found.values()) else None


def _found(text: str, tag: tuple[str, str] | None) -> str:
    """What stands in the first element or attribute of that name; its first language."""
    if tag is None:
        return ""
    name = re.escape(":".join(tag))
    inner = _between(text, name)
    if not inner:
        said = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", text)
        inner = (said[1] or said[2] or "") if said else ""
    item = _between(inner, "rdf:li") or inner
    return unescape(re.sub(r"<[^>]*>", "", item)).strip()


def _between(text: str, name: str) -> str:
    """What stands between the first start tag of `name` and its end tag."""
    start = re.search(rf"<{name}(?:\s[^>]*)?(?<!/)>", text)
    end = re.compile(rf"</{name}\s*>").search(text, start.end()) if start else None
    return text[start.end() : end.start()] if start and end else ""
