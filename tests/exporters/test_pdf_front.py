"""The board on paper: what stands before its panels and round about them."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from storyforge.core.imprint import imprint_of
from storyforge.exporters.pdf.wishes import LAYOUTS
from tests.exporters.paper import film, links, outline, poppler, read, text, written


def test_credits_are_a_live_link_on_every_page():
    credit = (("Powered by Runway", "https://runwayml.com"),)
    reader = read(written(film(20, credits=credit)))
    for page in reader.pages:
        uris = [each.get_object()["/A"]["/URI"] for each in page["/Annots"]]
        assert "https://runwayml.com" in uris
        assert "Powered by Runway" in page.extract_text()


def test_a_link_that_is_no_address_is_only_words():
    reader = read(written(film(1, credits=(("Nobody", "javascript:alert(1)"),))))
    assert links(reader) == []
    assert "Nobody" in reader.pages[0].extract_text()


def test_the_cover_counts():
    shown = replace(film(5), logline="Nobody comes.", director="I. C.", company="Slack")
    found = text(written(shown))
    for words in ("Nobody comes.", "I. C.", "Slack", "Scenes", "Shots", "0:12", "16:9, 24 fps"):
        assert words in found
    assert "Nobody comes." not in text(written(shown, cover=False))


def test_a_title_that_no_header_holds_and_no_page_of_panels_holds_has_pages_before_them():
    title = " ".join(f"t{n:03}" for n in range(400))
    found = set(text(written(film(1, title=title), cover=False)).split())
    assert set(title.split()) <= found


def test_pages_are_numbered_of_all():
    found = [page.extract_text() for page in read(written(film(13), cover=False)).pages]
    assert [f"{n} of 3" in each for n, each in enumerate(found, 1)] == [True] * 3


def test_what_the_document_says_of_itself():
    shown = film(1, director="Ines Calloway", draft="blue, 2026-03-04", logline="A night.")
    reader = read(written(shown))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("The Lantern Pier", "Ines Calloway")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-03-04"
    raw = reader.trailer["/Root"]["/Metadata"].get_data()
    said = imprint_of(raw)
    assert said is not None
    assert said.title == "The Lantern Pier"


def test_every_credit_is_on_every_page_however_many_and_however_long():
    credit = tuple(
        (f"Maker{n} " + "of pictures " * (n % 3) * 9, f"https://x{n}.org") for n in range(9)
    )
    shown = film(9, credits=credit, company="A company with a long name " * 3)
    for layout in LAYOUTS:
        reader = read(written(shown, layout=layout))
        for page in reader.pages:
            uris = {each.get_object()["/A"]["/URI"] for each in page["/Annots"]}
            assert uris == {link for _, link in credit}, layout


def test_a_title_that_the_header_cannot_hold_stands_whole_above_the_first_panels():
    title = " ".join(f"t{n:02}" for n in range(40))
    shown = film(4, title=title, draft="d" * 120)
    for layout in LAYOUTS:
        first, *_ = read(written(shown, cover=False, layout=layout)).pages
        found = first.extract_text()
        assert set(title.split()) <= set(found.split()), layout
        assert "1 · 0" in found, layout
        assert found.count("t39") == 1, layout
        assert "Cover" not in str(outline(read(written(shown, cover=False, layout=layout))))


def test_header_and_footer_never_run_into_each_other():
    long = "A very long line of words that goes on " * 9
    credit = ((long, "https://a.org"), ("Powered by Runway", "https://runwayml.com"))
    shown = film(3, title=long, company=long, draft=long, credits=credit)
    shown = replace(shown, scenes=tuple(replace(each, slug=long) for each in shown.scenes))
    for way in ("landscape", "portrait"):
        for page in poppler("pdftotext", written(shown, orientation=way), "-bbox").split("<page ")[
            2:
        ]:
            lines: dict[float, list[tuple[float, float]]] = {}
            for left, top, right in re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)"', page):
                lines.setdefault(round(float(top)), []).append((float(left), float(right)))
            for spans in lines.values():
                spans.sort()
                assert all(a[1] <= b[0] + 0.5 for a, b in itertools.pairwise(spans))


def test_a_cover_takes_any_words():
    words = [f"w{n:03}" for n in range(600)]
    for changes in ({}, {"logline": " ".join(words)}, {"company": " ".join(words)}):
        for ratio in ("16:9", "9:16", "2.39:1"):
            found = text(written(film(2, ratio=ratio, **changes), orientation="landscape"))
            assert found.count("Running time") == 1
            assert not changes or set(words) <= set(found.split())
