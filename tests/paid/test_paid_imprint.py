"""What services made says how it came to be: written between check and store, and worth no picture.

Every case goes through the real command line at a service that keeps a ledger; whatever is killed,
damaged or odd, what was paid is here, once, the same to the last byte but for the imprint.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from money_world import Purse, lamps, purse_at
from paid_world import HOUSES, Reaper, Studio, studio
from PIL import Image
from services.runway_fake import RunwayFake, png
from test_paid_sweep import NUMBERS, len_of
from unmarked import unmarked

from storyforge.core import attempt as rows
from storyforge.core.access import Access
from storyforge.core.attempt import Attempt
from storyforge.core.digest import sha256
from storyforge.core.imprint import TYPES, Imprint
from storyforge.core.outcome import output_of
from storyforge.core.picture import facts
from storyforge.core.seams import Service
from storyforge.core.trace import Asked
from storyforge.darkroom.imprint import imprinted, read
from storyforge.delivery.imprinting import marked
from storyforge.delivery.parcel import Parcel
from storyforge.providers.runway import Runway
from storyforge.store.disk import DiskStore
from storyforge.store.journal import Journal

Open = Callable[..., Studio]
AI = TYPES + "trainedAlgorithmicMedia"


@pytest.fixture
def at(quick_disk: Path) -> Iterator[Open]:
    """A studio of that service, entered and left."""
    opened: list[Studio] = []

    def made(service: str, film: str = "pair") -> Studio:
        opened.append(studio(quick_disk / f"{next(NUMBERS)}", service, film))
        opened[-1].fake.__enter__()
        return opened[-1]

    yield made
    for place in opened:
        place.fake.__exit__()


@pytest.fixture
def runway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Purse]:
    with RunwayFake(step=20.0) as fake:
        yield purse_at(fake, tmp_path, monkeypatch).film(lamps(1, "runway"))


def _pictures(place: Studio) -> dict[str, bytes]:
    """Every picture with a trace, by its digest."""
    store = DiskStore(place.state)
    return {name: store.get(name) for name in place.traces()}


def _stored(purse: Purse, node: str = "shot:s010") -> bytes:
    return DiskStore(purse.state).get(purse.trace(node).output.sha256)


# ------------------------------------------------------------------ what is told


@pytest.mark.parametrize("service", HOUSES)
def test_every_picture_tells_what_its_trace_knows(reaper: Reaper, at: Open, service: str) -> None:
    place = at(service, "refinement")
    reaper.finish(place)
    assert list(place.faults(len_of("refinement"))) == []
    store = DiskStore(place.state)
    credit = {"comfyui": ""}.get(service, "Powered by Runway")
    for key, take in store.traces.all():
        trace = store.trace(key, take)
        assert trace is not None
        stored = store.get(trace.output.sha256)
        assert read(stored) == Imprint(
            source=AI,
            maker=f"{service}/{trace.action['model']}",
            version=trace.model_version,
            seed=str(trace.seed),
            credit=credit,
            key=key,
        )
        assert facts(stored).pixels == trace.output.pixels
        assert len(stored) == trace.output.size


@pytest.mark.parametrize("service", HOUSES)
def test_two_projects_store_the_same_bytes(reaper: Reaper, at: Open, service: str) -> None:
    places = [at(service), at(service)]
    for place in places:
        reaper.finish(place)
    assert _pictures(places[0]) == _pictures(places[1])


@pytest.mark.parametrize("service", HOUSES)
@pytest.mark.parametrize("event", ["succeeded", "stored"])
def test_killed_between_fetching_and_booking_the_bytes_are_the_same(
    reaper: Reaper, at: Open, service: str, event: str
) -> None:
    """Also when what lay in the store is gone, and the picture is fetched and imprinted again."""
    whole, place = at(service), at(service)
    reaper.finish(whole)
    for when in ("before", "after"):
        reaper.run(place, "build --yes", at=[f"{when} write journal {event}", 1])
        for each in place.attempts().values():
            for name in each.outputs if each.open else ():
                path = Path(DiskStore(place.state).path(name))
                path.chmod(0o600)
                path.unlink()
    reaper.finish(place)
    assert list(place.faults(2)) == []
    assert _pictures(place) == _pictures(whole)


# ------------------------------------------------------------------ what was stored otherwise


def _finished(reaper: Reaper, place: Studio) -> tuple[Attempt, bytes]:
    """An attempt that the service has finished and of which nothing is here; its picture there."""
    assert reaper.run(place, "build --yes", at=["after write journal succeeded", 1]).signal == 9
    (attempt,) = place.attempts().values()
    return attempt, place.house.pictures(place.fake)[attempt.task]


def _written(place: Studio, record: rows.Record) -> None:
    """As another version of storyforge would have written it down."""
    journal = Journal(place.state)
    journal.open()
    journal.append(record)
    journal.close()


@pytest.mark.parametrize("service", HOUSES)
def test_what_an_older_version_stored_as_it_came_is_taken_for_what_it_is(
    reaper: Reaper, at: Open, service: str
) -> None:
    """Its journal says stored, the disk lost it: what comes again is stored as it was."""
    place = at(service)
    attempt, raw = _finished(reaper, place)
    _written(place, rows.stored(attempt.token, (sha256(raw),)))
    reaper.finish(place)
    assert list(place.faults(2)) == []
    assert _pictures(place)[sha256(raw)] == raw


@pytest.mark.parametrize("service", HOUSES)
def test_an_older_store_with_the_picture_in_it_stays_as_it_is(
    reaper: Reaper, at: Open, service: str
) -> None:
    place = at(service)
    attempt, raw = _finished(reaper, place)
    DiskStore(place.state).put(raw)
    _written(place, rows.stored(attempt.token, (sha256(raw),)))
    reaper.finish(place)
    assert list(place.faults(2)) == []
    assert sha256(raw) in _pictures(place)


@pytest.mark.parametrize("service", HOUSES)
def test_what_another_version_imprinted_otherwise_is_no_other_picture(
    reaper: Reaper, at: Open, service: str
) -> None:
    place = at(service)
    attempt, raw = _finished(reaper, place)
    theirs = sha256(imprinted(raw, Imprint(tool="another version")))
    _written(place, rows.stored(attempt.token, (theirs,), sha256(raw)))
    reaper.finish(place)
    assert list(place.faults(2)) == []
    assert unmarked(raw) in {unmarked(each) for each in _pictures(place).values()}


def test_another_picture_is_still_lost_and_said(reaper: Reaper, at: Open) -> None:
    place = at("replicate")
    attempt, raw = _finished(reaper, place)
    _written(place, rows.stored(attempt.token, ("ab" * 32,), sha256(raw + b"other")))
    (said,) = reaper.run(place, "build --yes s010").said
    assert said[0] == 1
    assert "what it hands out now is another picture" in said[2]
    assert len(place.house.charged(place.fake)) == 1


def test_a_line_of_the_journal_tells_what_came_only_where_it_differs(
    reaper: Reaper, at: Open
) -> None:
    place = at("replicate")
    reaper.run(place, "build --yes", at=["after write journal stored", 1])
    (attempt,) = place.attempts().values()
    raw = place.house.pictures(place.fake)[attempt.task]
    assert attempt.received == sha256(raw)
    assert attempt.outputs != (sha256(raw),)
    assert "received" not in rows.stored("t", ("ab" * 32,))


# ------------------------------------------------------------------ odd pictures


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _with(*chunks: bytes) -> Callable[[bytes], bytes]:
    """A picture with more chunks behind its first."""
    return lambda whole: whole[:33] + b"".join(chunks) + whole[33:]


def _coded(form: str, **how: Any) -> Callable[[bytes], bytes]:
    def coded(whole: bytes) -> bytes:
        out = io.BytesIO()
        Image.open(io.BytesIO(whole)).convert("RGB").save(out, form, **how)
        return out.getvalue()

    return coded


_XMP = b"XML:com.adobe.xmp"
_ELSEWHERE = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description
xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="https://example.org/m.c2pa"/>"""
ODD: dict[str, Callable[[bytes], bytes]] = {
    "XMP of its own": lambda whole: imprinted(whole, Imprint(title="theirs", credit="theirs")),
    "damaged XMP": _with(_chunk(b"iTXt", _XMP + b"\0\1\0\0\0no zlib")),
    "XMP cut short": _with(_chunk(b"iTXt", _XMP)),
    "two packets": _with(*[_chunk(b"iTXt", _XMP + b"\0\0\0\0\0<x:xmpmeta><rdf:")] * 2),
    "a workflow": _with(_chunk(b"tEXt", b"prompt\0" + b'{"1": {}}' * 20_000)),
    "EXIF that is none": _with(_chunk(b"eXIf", b"II*\0\xff\xff\xff\xff")),
    "unknown chunks": _with(_chunk(b"xxXx", bytes(range(256)))),
    "bytes behind its end": lambda whole: whole + b"and more" * 50,
    "JPEG": _coded("JPEG"),
    "JPEG with a comment": _coded("JPEG", comment=b"\xff\xe1\xff\xe1" * 99, progressive=True),
    "JPEG with EXIF that is none": _coded("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"),
    "WebP": _coded("WEBP"),
    "WebP with XMP": _coded("WEBP", xmp=b"<?xpacket?>" * 9, lossless=True),
}
SEALS: dict[str, Callable[[bytes], bytes]] = {
    "PNG": _with(_chunk(b"caBX", b"jumb" * 9)),
    "JPEG": lambda whole: _sealed_jpeg(_coded("JPEG")(whole)),
    "elsewhere": _with(_chunk(b"iTXt", _XMP + b"\0\0\0\0\0" + _ELSEWHERE)),
}


def _sealed_jpeg(whole: bytes) -> bytes:
    return whole[:2] + b"\xff\xeb" + struct.pack(">H", 14) + b"JP\0\1\0\0\0\1jumb" + whole[2:]


@pytest.mark.parametrize("dress", ODD.values(), ids=ODD)
def test_odd_metadata_breaks_nothing(runway: Purse, dress: Callable[[bytes], bytes]) -> None:
    fake: Any = runway.fake
    fake.dress = dress
    assert runway.run("build", "--yes").code == 0
    (task,) = fake.tasks.values()
    came, stored = dress(task.data), _stored(runway)
    told = read(stored)
    assert told is not None
    assert (told.maker, told.title) == ("runway/gen4_image", "")
    assert facts(stored).pixels == facts(came).pixels
    assert unmarked(stored) == unmarked(came)
    assert runway.run("build", "--yes").err.startswith("nothing to make")
    assert runway.run("verify").code == 0
    assert len(fake.charges) == 1


@pytest.mark.parametrize("dress", SEALS.values(), ids=SEALS)
def test_what_carries_content_credentials_is_stored_as_it_came(
    runway: Purse, dress: Callable[[bytes], bytes]
) -> None:
    fake: Any = runway.fake
    fake.dress = dress
    assert runway.run("build", "--yes").code == 0
    (task,) = fake.tasks.values()
    assert _stored(runway) == dress(task.data)
    (board,) = (runway.world.root / "board").rglob("s010.*")
    said = runway.run("show", str(board)).out
    assert "It carries Content Credentials (C2PA)" in said
    assert "made by        runway/gen4_image" in said


def _attempt() -> Attempt:
    blank = dict.fromkeys(("node", "account", "endpoint", "order", "body"), "")
    return Attempt(
        token="t",
        key="ab" * 32,
        take=0,
        n=0,
        service="runway",
        model="gen4_image",
        reserve=Decimal(1),
        at=0.0,
        until=0.0,
        witness={},
        state="succeeded",
        seed=7,
        **blank,
    )


def _parcel(kind: str = "shot") -> Parcel:
    asked = Asked("ab" * 32, 0, {}, "a pier", ())
    return Parcel(asked, "shot:s010", kind, (64, 36), 7, "gen4_image", (), "0.05", "", ())


class _Gone:
    """A service that knows its models no more."""

    def capabilities(self, model: str) -> Any:
        raise LookupError(model)


def test_a_picture_that_cannot_be_imprinted_is_kept_as_it_came() -> None:
    whole = png(64, 36, bytes(range(32)))
    came = (whole, output_of("shot", "", whole))
    service: Service = _Gone()  # type: ignore[assignment]
    assert marked(service, _attempt(), _parcel(), came) is came


def test_a_clip_is_left_alone() -> None:
    whole = png(64, 36, bytes(range(32)))
    came = (whole, output_of("shot", "", whole))
    assert marked(Runway(Access()), _attempt(), _parcel("clip"), came) is came
    assert marked(Runway(Access()), _attempt(), _parcel(), came)[0] != whole


def test_words_and_names_have_no_part_in_it() -> None:
    whole = png(64, 36, bytes(range(32)))
    came, parcel = (whole, output_of("shot", "", whole)), _parcel()
    renamed = replace(parcel, node="shot:other", scene="sc9", cast=("mara",), tariff="9")
    reworded = replace(renamed, asked=replace(parcel.asked, sent="other words", action={"a": 1}))
    one, two = (marked(Runway(Access()), _attempt(), each, came)[0] for each in (parcel, reworded))
    assert one == two
