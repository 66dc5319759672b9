"""The document's file: written piece by piece, so that it never lies in memory as a whole.

FPDF keeps every picture until the end and then the file besides. Here pictures wait in a temporary
file, and the finished document goes straight into the file that is wanted.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from fpdf import FPDF
from fpdf.image_parsing import preload_image
from fpdf.output import OutputProducer, PDFXObject
from fpdf.syntax import Name

IN_MEMORY = 32 << 20  # bytes of pictures; what is more waits on the disk


class _Kept(PDFXObject):
    """A picture that is read back when its turn in the file has come."""

    def __init__(self, shelf: Shelf, picture: dict[str, object], at: tuple[int, int]) -> None:
        wide, tall = int(str(picture["w"])), int(str(picture["h"]))
        space = Name(str(picture["cs"]))
        super().__init__(b"", "Image", wide, tall, space, 8, img_filter=str(picture["f"]))
        self._shelf, self._at = shelf, at
        self.length = at[1]

    def content_stream(self) -> bytes:
        return self._shelf.read(*self._at)


@dataclass(slots=True)
class Shelf:
    """Pictures between the page that shows them and the end of the document."""

    _file: SpooledTemporaryFile[bytes]
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, pdf: FPDF, jpeg: bytes) -> str:
        """Give a document a picture, but keep its bytes here; returns its name."""
        name, _, told = preload_image(pdf.image_cache, io.BytesIO(jpeg))
        if name not in self.places:
            data = told["data"]
            assert isinstance(data, bytes)
            self.places[name] = self._file.seek(0, io.SEEK_END), len(data)
            self._file.write(data)
            told["data"] = b""
        return name

    def read(self, start: int, size: int) -> bytes:
        """The bytes of one picture."""
        self._file.seek(start)
        return self._file.read(size)


class _Sink(bytearray):
    """Takes the place of FPDF's buffer: what is added is written and not kept."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file, self._size = file, 0
        self.digest = hashlib.sha256()

    def __len__(self) -> int:
        return self._size

    def __bool__(self) -> bool:
        return self._size > 0

    def __iadd__(self, more: bytes) -> _Sink:  # type: ignore[override, misc]
        self._file.write(more)
        self.digest.update(more)
        self._size += len(more)
        return self


class Paper(FPDF):
    """A document of pages without margins of their own, measured in points. `waiting`: where
    its pictures are until it is written."""

    def __init__(self, waiting: SpooledTemporaryFile[bytes]) -> None:
        super().__init__(unit="pt", format=(612, 792))
        self.shelf = Shelf(waiting)
        self.sink: _Sink | None = None
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0

    def file_id(self) -> str:
        """The file's identity, from all of its content."""
        found = self.sink.digest.hexdigest()[:32].upper() if self.sink is not None else "0" * 32
        return f"<{found}><{found}>"

    def bind(self, file: BinaryIO) -> None:
        """Write the finished document; nothing can be added to it afterwards."""
        self.sink = _Sink(file)
        self.output(output_producer_class=_Producer)


class _Producer(OutputProducer):
    """FPDF's own writer, with pictures from the shelf and a file for its buffer."""

    def __init__(self, fpdf: Paper) -> None:
        super().__init__(fpdf)
        assert fpdf.sink is not None
        self._shelf = fpdf.shelf
        self._names = {id(told): name for name, told in fpdf.image_cache.images.items()}
        self.buffer = fpdf.sink

    def _add_image(self, info: dict[str, object]) -> PDFXObject:
        at = self._shelf.places[self._names[id(info)]]
        kept = _Kept(self._shelf, info, at)
        info["obj_id"] = self._add_pdf_obj(kept, "images")
        return kept
