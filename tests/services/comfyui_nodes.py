"""The nodes that the fake ComfyUI knows: what each takes, what is wrong with a value, and what it makes.

Pictures are bands of colour that depend on everything that went into them.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import picture

Json = dict[str, Any]
Files = Mapping[tuple[str, str, str], bytes]  # by type, folder, name
SEEDS = 2**64 - 1
SAMPLERS = ("euler", "euler_ancestral", "dpmpp_2m")


@dataclass(frozen=True)
class Image:
    """A picture inside: its size and what it is made of."""

    width: int
    height: int
    made_of: bytes

    def png(self, prompt: Json) -> bytes:
        """Eight bands of colour, and the workflow in a text chunk, as ComfyUI writes it."""
        rows = []
        for y in range(self.height):
            band = 3 * (8 * y // self.height)
            rows.append(b"\0" + self.made_of[band : band + 3] * self.width)
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        text = b"prompt\0" + json.dumps(prompt).encode()
        chunks = (
            (b"IHDR", header),
            (b"tEXt", text),
            (b"IDAT", zlib.compress(b"".join(rows), 1)),
            (b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )


def image(width: int, height: int, *made_of: object) -> Image:
    return Image(width, height, hashlib.sha256(repr(made_of).encode()).digest())


@dataclass(frozen=True)
class Input:
    """What a node takes. `sort`: IMAGE (a link), INT, FLOAT, STRING, or a list of allowed words."""

    sort: Any
    low: float | None = None
    high: float | None = None
    optional: bool = False


@dataclass(frozen=True)
class Node:
    """A sort of node. `makes` is called with the files and the inputs' values."""

    inputs: Mapping[str, Input]
    makes: Callable[..., Any] | None = None  # None for one that only writes
    writes: str = ""  # `output` or `temp`


def _load(files: Files, image: str) -> Image:
    data = files["input", *posixpath.split(image)]
    width, height, _ = picture.dimensions(data)
    return Image(width, height, hashlib.sha256(data).digest())


SIDE = Input("INT", 1, 16384)
IMAGE = Input("IMAGE")
NODES: dict[str, Node] = {
    "LoadImage": Node({"image": Input("FILE")}, _load),
    "EmptyImage": Node(
        {
            "width": SIDE,
            "height": SIDE,
            "batch_size": Input("INT", 1, 4096),
            "color": Input("INT", 0, 0xFFFFFF),
        },
        lambda files, width, height, batch_size, color: image(width, height, "empty", color),
    ),
    "ImageScale": Node(
        {
            "image": IMAGE,
            "upscale_method": Input(["nearest-exact", "bilinear", "lanczos"]),
            "width": Input("INT", 0, 16384),
            "height": Input("INT", 0, 16384),
            "crop": Input(["disabled", "center"]),
        },
        lambda files, image, width, height, **_: Image(width, height, image.made_of),
    ),
    "ImageBlend": Node(
        {
            "image1": IMAGE,
            "image2": IMAGE,
            "blend_factor": Input("FLOAT", 0.0, 1.0),
            "blend_mode": Input(["normal", "multiply"]),
        },
        lambda files, image1, image2, blend_factor, blend_mode: image(
            image1.width, image1.height, image1.made_of, image2.made_of, blend_factor, blend_mode
        ),
    ),
    "StorySampler": Node(  # stands for a model: a sentence, a seed, a size, and what it should look like
        {
            "text": Input("STRING"),
            "seed": Input("INT", 0, SEEDS),
            "steps": Input("INT", 1, 10000),
            "sampler_name": Input(list(SAMPLERS)),
            "width": SIDE,
            "height": SIDE,
            **{f"image{number}": Input("IMAGE", optional=True) for number in range(1, 4)},
        },
        lambda files, width, height, **rest: image(
            width,
            height,
            sorted((name, getattr(each, "made_of", each)) for name, each in rest.items()),
        ),
    ),
    "SaveImage": Node({"images": IMAGE, "filename_prefix": Input("STRING")}, writes="output"),
    "PreviewImage": Node({"images": IMAGE}, writes="temp"),
}


_MESSAGES = {
    "required_input_missing": "Required input is missing",
    "bad_linked_input": "Bad linked input, must be a length-2 list of [node_id, slot_index]",
    "invalid_input_type": "Failed to convert an input value",
    "value_smaller_than_min": "Value smaller than min",
    "value_bigger_than_max": "Value bigger than max",
    "value_not_in_list": "Value not in list",
    "custom_validation_failed": "Custom validation failed for node",
}


def fault(sort: str, name: str, details: str = "") -> Json:
    told = f"{name}: {details}" if details else name
    if sort == "custom_validation_failed":
        told = f"{name} - {details}"
    return {
        "type": sort,
        "message": _MESSAGES[sort],
        "details": told,
        "extra_info": {"input_name": name},
    }


def faults_of(files: Files, name: str, wanted: Input, value: Any) -> list[Json]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if wanted.sort == "FILE":
        there = ("input", *posixpath.split(str(value))) in files
        return (
            []
            if there
            else [fault("custom_validation_failed", name, f"Invalid image file: {value}")]
        )
    if isinstance(wanted.sort, list):
        legal = value in wanted.sort
        return (
            [] if legal else [fault("value_not_in_list", name, f"'{value}' not in {wanted.sort}")]
        )
    if wanted.sort == "IMAGE" or (wanted.sort in ("INT", "FLOAT") and not number):
        return [fault("invalid_input_type", name, f"{value}")]
    if number and wanted.low is not None and value < wanted.low:
        return [fault("value_smaller_than_min", name, f"{value}")]
    if number and wanted.high is not None and value > wanted.high:
        return [fault("value_bigger_than_max", name, f"{value}")]
    return []
