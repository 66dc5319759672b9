"""Films to be drawn as animatics: pictures of one colour, sounds of one tone; and a film read back."""

from __future__ import annotations

import io
import json
import math
import os
import shutil
import struct
import subprocess
import wave
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from storyforge.core.seams import Stock
from storyforge.exporters.animatic.film import Animatic
from storyforge.exporters.table import FORMATS

USUAL = {wish.name: wish.default for wish in FORMATS["animatic"].wishes}
PLAIN = USUAL | {"clean": True, "height": "480"}


def png(image: Image.Image) -> bytes:
    """A picture's bytes."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def tone(seconds: float, level: float = 0.5, rate: int = 22_050, pitch: float = 441.0) -> bytes:
    """A sine as a wav file, mono."""
    out = io.BytesIO()
    count = round(seconds * rate)
    wave_ = [round(32767 * level * math.sin(2 * math.pi * pitch * n / rate)) for n in range(count)]
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", wave_).tobytes())
    return out.getvalue()


@dataclass
class Shelf:
    """Pictures by digest and sounds by path, as an exporter gets them."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)
    told: list[tuple[int, int]] = field(default_factory=list)

    def add(self, data: bytes | Image.Image) -> str:
        """Keep a picture or clip; its digest."""
        known = png(data) if isinstance(data, Image.Image) else data
        name = sha256(known).hexdigest()
        self.pictures[name] = known
        return name

    def colour(self, colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> str:
        """The digest of a picture of one colour."""
        return self.add(Image.new("RGB", size, colour))

    def stock(self, told: Callable[[int, int], None] | None = None) -> Stock:
        """What the exporter draws on."""

        def sound(path: str) -> bytes:
            if path not in self.sounds:
                raise FileNotFoundError(2, "there is none", path)
            return self.sounds[path]

        heard = told or (lambda done, of: self.told.append((done, of)))
        return Stock(self.pictures.__getitem__, sound, heard)


def drawn(board: Any, shelf: Shelf, wishes: Mapping[str, Any] = PLAIN) -> bytes:
    """A board's animatic."""
    ((name, write),) = Animatic().render(board, shelf.stock(), wishes)
    assert name == ""
    file = io.BytesIO()
    assert not isinstance(write, bytes)
    write(file)
    return file.getvalue()


def frames(film: bytes) -> list[Image.Image]:
    """Every frame of a film."""
    with av.open(io.BytesIO(film)) as source:
        return [frame.to_image() for frame in source.decode(video=0)]


def heard(film: bytes) -> list[float]:
    """The left channel of a film at 48 kHz."""
    out = array("f")
    with av.open(io.BytesIO(film)) as source:
        for frame in source.decode(audio=0):
            assert frame.sample_rate == 48_000
            out.frombytes(bytes(frame.planes[0])[: frame.samples * 4])
    return list(out)


def level(samples: list[float], start: float, end: float) -> float:
    """How loud it is between two times: root of the mean square."""
    part = samples[round(start * 48_000) : round(end * 48_000)]
    return math.sqrt(sum(each * each for each in part) / len(part))


def probed(film: bytes, folder: Path) -> dict[str, Any]:
    """What ffprobe says; without it no verdict at home, and a failure where all is checked."""
    found = shutil.which("ffprobe")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("ffprobe is not installed")
        pytest.skip("ffprobe is not installed")
    path = folder / "film.mp4"
    path.write_bytes(film)
    asked = ("-show_streams", "-show_format", "-show_chapters", "-count_packets", "-of", "json")
    run = subprocess.run(
        [found, "-v", "error", *asked, str(path)], capture_output=True, check=True, timeout=60
    )
    assert run.stderr == b""
    return dict(json.loads(run.stdout))


def stream(told: dict[str, Any], kind: str) -> dict[str, Any]:
    """The only stream of a kind."""
    (found,) = (each for each in told["streams"] if each["codec_type"] == kind)
    return dict(found)


def boxes(film: bytes) -> list[str]:
    """The names of a file's boxes, in order."""
    names, at = [], 0
    while at < len(film):
        size, name = struct.unpack_from(">I4s", film, at)
        names.append(name.decode())
        at += size
    assert at == len(film)
    return names


def near(
    image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int], by: int = 14
) -> bool:
    """Whether a pixel is of a colour, as near as coding keeps it."""
    pixel: Any = image.getpixel(at)
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))
