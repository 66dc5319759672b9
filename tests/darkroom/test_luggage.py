"""Words in pictures: found where programs put them, best first, and never a reason to stumble."""

from __future__ import annotations

import json
import time
import zlib
from typing import Any

import pytest
from darkroom_pictures import chunk, saved, scene, with_chunks
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storyforge.core.coded import PictureFault
from storyforge.darkroom.luggage import words

PNG = saved(scene(40, 30))
GRAPH = {
    "3": {"class_type": "KSampler", "inputs": {"positive": ["6", 0], "negative": ["7", 0]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a pier at dusk", "clip": ["4", 1]}},
    "7": {
        "class_type": "CLIPTextEncode",
        "inputs": {"text": "blurred, text, bad hands, and much more"},
    },
}
WIRED = {
    "1": {"inputs": {"positive": ["2", 0]}},
    "2": {"inputs": {"conditioning": ["3", 0], "strength": 1}},
    "3": {"inputs": {"text": ["4", 0]}},
    "4": {"inputs": {"text": "words from far away"}},
}


def text(key: str, value: str, how: str = "tEXt") -> bytes:
    raw = value.encode()
    if how == "zTXt":
        return chunk(b"zTXt", key.encode() + b"\0\0" + zlib.compress(raw))
    if how == "iTXt":
        return chunk(b"iTXt", key.encode() + b"\0\0\0en\0\0" + raw)
    if how == "packed":
        return chunk(b"iTXt", key.encode() + b"\0\1\0\0\0" + zlib.compress(raw))
    return chunk(b"tEXt", key.encode() + b"\0" + raw)


def told(*chunks: bytes) -> list[tuple[str, str, bool]]:
    return [(each.place, each.text, each.prompt) for each in words(with_chunks(PNG, *chunks))]


@pytest.mark.parametrize("how", ["tEXt", "zTXt", "iTXt", "packed"])
def test_texts_of_a_png_however_packed(how: str) -> None:
    assert told(text("Description", "Mara, später", how)) == [
        ("the text `Description`", "Mara, später", False)
    ]


@pytest.mark.parametrize(
    ("key", "value", "place", "prompt"),
    [
        (
            "parameters",
            "a pier\nat dusk\nNegative prompt: people\nSteps: 20, Seed: 5",
            "the text `parameters`",
            "a pier\nat dusk",
        ),
        ("parameters", "a pier\nSteps: 20, Sampler: Euler", "the text `parameters`", "a pier"),
        ("prompt", json.dumps(GRAPH), "the ComfyUI graph (`prompt`)", "a pier at dusk"),
        ("prompt", json.dumps(WIRED), "the ComfyUI graph (`prompt`)", "words from far away"),
        (
            "prompt",
            json.dumps({"1": GRAPH["7"], "2": GRAPH["6"]}),
            "the ComfyUI graph (`prompt`)",
            "blurred, text, bad hands, and much more",
        ),
        (
            "workflow",
            json.dumps({"nodes": [{"type": "CLIPTextEncode", "widgets_values": ["a long pier"]}]}),
            "the ComfyUI workflow (`workflow`)",
            "a long pier",
        ),
        (
            "storyforge",
            json.dumps({"prompt": "@mara waits"}),
            "its own note (`storyforge`)",
            "@mara waits",
        ),
        ("storyforge", "@mara waits", "its own note (`storyforge`)", "@mara waits"),
        ("Comment", json.dumps({"prompt": "a fox", "steps": 28}), "the text `Comment`", "a fox"),
    ],
)
def test_prompts_of_programs(key: str, value: str, place: str, prompt: str) -> None:
    assert told(text(key, value)) == [(place, prompt, True)]


def test_prompts_come_first_and_each_text_once() -> None:
    found = told(
        text("Description", "a caption of some length"),
        text("parameters", "a pier"),
        text("Title", "a caption of some length"),
    )
    assert found == [
        ("the text `parameters`", "a pier", True),
        ("the text `Description`", "a caption of some length", False),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Created with GIMP",
        "Made with love and ImageMagick",
        "CREATOR: gd-jpeg v1.0",
        "Screenshot",
        "x",
        "",
    ],
)
def test_what_programs_say_of_themselves_is_no_caption(said: str) -> None:
    assert told(text("Comment", said)) == []


def test_texts_of_a_photograph() -> None:
    exif = Image.Exif()
    exif[0x010E] = "the old pier"
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "a woman waits\nSteps: 20".encode("utf-16-be")
    caption = b"on the pier at nine"
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x20" + b"\x1c\x02\x78\0\x13" + caption
    data = saved(scene(40, 30), "JPEG", exif=exif, comment=b"taken by hand")
    data = data[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + data[2:]
    assert [(each.place, each.text, each.prompt) for each in words(data)] == [
        ("the EXIF comment", "a woman waits", True),
        ("the IPTC caption", "on the pier at nine", False),
        ("the EXIF description", "the old pier", False),
        ("the comment", "taken by hand", False),
    ]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_xmp_in_every_format(form: str) -> None:
    packet = (
        b"<x:xmpmeta><rdf:RDF><dc:description><rdf:Alt><rdf:li xml:lang='x-default'>"
        b"Mara &amp; Tom &#8212; dusk</rdf:li></rdf:Alt></dc:description></rdf:RDF></x:xmpmeta>"
    )
    data = (
        with_chunks(PNG, text("XML:com.adobe.xmp", packet.decode(), "iTXt"))
        if form == "PNG"
        else saved(scene(40, 30), form, xmp=packet)
    )
    assert [(each.place, each.text) for each in words(data)] == [
        ("the XMP description", "Mara & Tom — dusk")
    ]


def test_terminal_magic_and_endless_texts_are_tamed() -> None:
    (found,) = told(text("parameters", "a \x1b[31mpier\x07\u202e " + "very " * 9_000, "iTXt"))
    assert found[1].startswith("a [31mpier very very")
    assert len(found[1]) <= 8_000


def test_a_text_that_unpacks_without_end_is_cut() -> None:
    bomb = chunk(b"zTXt", b"parameters\0\0" + zlib.compress(b"a " * 50_000_000, 9))
    start = time.perf_counter()
    (found,) = told(bomb)
    assert len(found[1]) <= 8_000
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "value",
    [
        "[" * 50_000,
        "{",
        "[]",
        "null",
        '{"1": 5}',
        '{"1": {"inputs": []}}',
        '{"1": {"inputs": {"positive": ["1", 0]}}}',
    ],
)
@pytest.mark.parametrize("key", ["prompt", "workflow", "storyforge", "Comment"])
def test_graphs_that_are_none(key: str, value: str) -> None:
    assert all(each[1] for each in told(text(key, value)))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"tEXt", b"zTXt", b"iTXt", b"eXIf"]),
    st.sampled_from(
        [
            b"",
            b"prompt\0",
            b"Exif\0\0II*\0",
            b"II*\0\x08\0\0\0",
            b"XML:com.adobe.xmp\0\0\0\0\0<dc:description",
        ]
    ),
)
def test_whatever_stands_there(raw: bytes, kind: bytes, head: bytes) -> None:
    for each in words(with_chunks(PNG, chunk(kind, head + raw))):
        assert each.text


def test_a_circle_in_a_graph_ends() -> None:
    circle: dict[str, Any] = {
        str(number): {"inputs": {"positive": [str(number + 1), 0], "text": [str(number), 0]}}
        for number in range(4)
    }
    assert told(text("prompt", json.dumps(circle))) == []


def test_no_picture_is_a_fault() -> None:
    with pytest.raises(PictureFault):
        words(b"no picture")
