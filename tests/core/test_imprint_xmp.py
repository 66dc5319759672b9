"""What an imprint is in the words of IPTC and XMP, and what is read of packets of others."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from storyforge.core.board import Board, BoardScene, Choice, Made, Panel
from storyforge.core.imprint import (
    TYPES,
    Imprint,
    imprint_of,
    of_picture,
    of_whole,
    packet,
)

EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
OWN = "{https://storyforge.invalid/ns/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
MODEL = Imprint(
    source=TYPES + "trainedAlgorithmicMedia", prompt="a lamp", maker="runway/gen4", version="2"
)


def _described(imprint: Imprint) -> dict[str, ET.Element]:
    found = ET.fromstring(packet(imprint).decode()).find(f".//{RDF}Description")
    assert found is not None
    return {each.tag: each for each in found}


def _panel(name: str, made: Made | None) -> Panel:
    choice = Choice(0, "ab" * 32, "a.png", chosen=True, rejected=False, asked="", made=made)
    return Panel(
        id=name,
        number="12A",
        title="",
        file="a.png",
        picture="ab" * 32,
        width=16,
        height=9,
        state="current",
        camera="",
        words="words",
        action="action",
        dialogue=(),
        sound="",
        notes="",
        transition="",
        start=0,
        frames=24,
        cast=(),
        references=(),
        takes=1,
        provider="draft",
        choices=(choice,),
    )


def _board(*panels: Panel) -> Board:
    scene = BoardScene("sc1", "3", "EXT. PIER", "", panels)
    credits_ = (("Powered by Runway", "https://runwayml.com"),)
    return Board("Film", "Log.", "", "", "", "24", "16:9", (scene,), (), 24, credits_)


def _made(source: str, credit: tuple[str, str] | None = None) -> Made:
    return Made("cd" * 32, "p", "m", "m 1", source, "sent", 7, "0", "free", credit)  # type: ignore[arg-type]


def test_a_models_picture_has_the_fields_that_iptc_made_for_it() -> None:
    found = _described(MODEL)
    assert found[f"{EXT}AIPromptInformation"].text == "a lamp"
    assert found[f"{EXT}AISystemUsed"].text == "runway/gen4"
    assert found[f"{EXT}AISystemVersionUsed"].text == "2"


def test_a_drawing_has_none_of_these_for_they_would_call_it_a_models() -> None:
    drawn = Imprint(source=TYPES + "algorithmicMedia", prompt="a lamp", maker="draft/artist")
    found = _described(drawn)
    assert not [tag for tag in found if "}AI" in tag]
    assert found[f"{OWN}Prompt"].text == "a lamp"
    assert found[f"{EXT}DigitalSourceType"].text == TYPES + "algorithmicMedia"


@pytest.mark.parametrize("text", ["<b>&amp;", "\x00\x1b[31m", "]]>", "\ud800", "\u202eאב", "🕯️"])
def test_any_text_makes_whole_xml_and_comes_back(text: str) -> None:
    said = Imprint(source=TYPES + "algorithmicMedia", title=f"a{text}z", prompt=f"a{text}z")
    assert ET.fromstring(packet(said).decode()) is not None
    back = imprint_of(packet(said))
    assert back is not None
    assert (back.title[0], back.title[-1], back.title) == ("a", "z", back.prompt)


def test_packets_of_other_programs_are_read() -> None:
    theirs = (
        b'<x:xmpmeta><rdf:Description photoshop:Credit = "A &amp; B" '
        b"Iptc4xmpExt:DigitalSourceType='http://x/digitalCapture'><dc:title><rdf:Alt>"
        b'<rdf:li xml:lang="x-default">One</rdf:li><rdf:li xml:lang="de">Eins</rdf:li>'
        b"</rdf:Alt></dc:title><dc:description/></rdf:Description></x:xmpmeta>"
    )
    found = imprint_of(theirs)
    assert found == Imprint(source="http://x/digitalCapture", title="One", credit="A & B")
    assert imprint_of(b"<x:xmpmeta><dc:title>never closed") is None
    assert imprint_of(b"\xff\xfe\x00") is None


def test_a_picture_tells_its_own_makers_credit_and_no_other() -> None:
    drawn, bought = (
        _panel("s010", _made("algorithmicMedia")),
        _panel("s020", _made("trainedAlgorithmicMedia", ("Powered by Runway", "https://x"))),
    )
    board = _board(drawn, bought)
    assert of_picture(board, drawn, "3").credit == ""
    assert of_picture(board, bought, "3").credit == "Powered by Runway"
    assert of_picture(board, bought, "3").slate == "3 · 12A"
    assert of_picture(board, bought).seed == "7"


def test_of_what_nobody_knows_nothing_is_claimed() -> None:
    unknown = _panel("s010", None)
    found = of_picture(_board(unknown), unknown, "3")
    assert (found.source, found.prompt, found.maker) == ("", "", "")
    assert of_whole(_board(unknown)).source == ""


@pytest.mark.parametrize(
    ("sources", "together"),
    [
        (["algorithmicMedia"], "algorithmicMedia"),
        (["algorithmicMedia", "digitalCreation"], "compositeSynthetic"),
        (
            ["algorithmicMedia", "trainedAlgorithmicMedia"],
            "compositeWithTrainedAlgorithmicMedia",
        ),
    ],
)
def test_many_pictures_together_say_the_most_that_is_true(
    sources: list[str], together: str
) -> None:
    board = _board(*(_panel(f"s{n}", _made(each)) for n, each in enumerate(sources)))
    assert of_whole(board).source == TYPES + together
    assert of_whole(board).credit == "Powered by Runway"
