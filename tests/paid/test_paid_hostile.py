"""What a service hands out, and where it says it is: broken pictures, foreign addresses, and words that would act.

Scenarios as in `test_paid_faults`; then every text a service can choose, made hostile, in every place that shows it.
"""

from __future__ import annotations

import gzip
import json
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from paid.fault_worlds import (
    COLLECTED,
    CURRENT,
    HOUSES,
    MADE,
    ONE,
    Scenario,
    Studio,
    failed,
    nothing,
    open_studio,
    play,
)
from PIL import Image
from services.fake import HTML, Answer, Asked, Fake
from services.runway_fake import png

EVER = 10**6
MEDIA = {"content-type": "image/png"}
GOOD = png(1280, 720, b"p" * 32)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def fail(on: str, what: Any, after: int = 0, times: int = 1) -> Callable[[Studio], None]:
    return lambda studio: studio.fake.fail(on, what, after, times)


def handed(data: bytes, times: int = EVER, **headers: str) -> Callable[[Studio], None]:
    """These bytes in place of the picture, for ever unless said otherwise."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return fail("output", Answer(200, data, {**MEDIA, **told}), times=times)


def dressed(dress: Callable[[bytes], bytes]) -> Callable[[Studio], None]:
    return lambda studio: setattr(studio.fake, "dress", dress)


def undressed(studio: Studio) -> None:
    studio.fake.dress = lambda data: data


def said_to_be_at(address: str) -> Callable[[Studio], None]:
    """A finished task of Runway's whose result is said to lie there."""
    task = {"id": "00000000-0000-4000-8000-000000000000", "createdAt": "2026-11-18T00:00:00.000Z"}
    told = {**task, "status": "SUCCEEDED", "output": [address], "cost": {"credits": 5}}
    return fail("task", Answer(200, told), times=EVER)


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]


def bomb() -> bytes:
    """A header that promises a hundred thousand by a hundred thousand pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def as_other(form: str) -> Callable[[bytes], bytes]:
    def dress(data: bytes) -> bytes:
        made = BytesIO()
        with Image.open(BytesIO(data)) as picture:
            picture.convert("RGB").save(made, form)
        return made.getvalue()

    return dress


def shows(name: str) -> Callable[[Studio], None]:
    """A file of that name is on the board."""

    def check(studio: Studio) -> None:
        assert [path.name for path in studio.world.root.glob("board/**/s010*")] == [name]

    return check


def short_lived(studio: Studio) -> None:
    """An address is dead by the time it is told."""
    studio.fake.lifetime = 0.0


def living(studio: Studio) -> None:
    studio.fake.lifetime = 86_400.0


def looked_for_twice(studio: Studio) -> None:
    assert studio.fake.calls["output"] == 3


RESULTS = (
    Scenario(
        "a download stumbles",
        "runway",
        fail("output", Answer(503), times=2),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "downloads stumble for ever",
        "replicate",
        fail("output", Answer(500), times=EVER),
        code=1,
        says=failed(
            "the result's address at 127.0.0.1 answers 500",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "downloads hang up for ever",
        "runway",
        fail("output", "reset", times=EVER),
        code=1,
        says=failed(
            "127.0.0.1 hung up before its answer was complete",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "an address has died",
        "runway",
        fail("output", Answer(403), times=2),
        check=looked_for_twice,
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "addresses die at once",
        "runway",
        short_lived,
        mend=living,
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: the result's address at 127.0.0.1 answers 403: it has expired or was deleted",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a picture is not there, Replicate",
        "replicate",
        fail("output", Answer(404), times=EVER),
        code=1,
        says=failed(
            "replicate finished this, but what it hands out cannot be used: the result's address at 127.0.0.1 answers 404: it has expired or was deleted",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a download ends in the middle",
        "runway",
        fail("output", "cut"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "downloads end in the middle for ever",
        "replicate",
        fail("output", "cut", times=EVER),
        code=1,
        says=failed(
            "127.0.0.1 broke off before its answer was complete",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "the end of a picture is missing",
        "runway",
        dressed(lambda data: data[:-12]),
        mend=undressed,
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: The PNG is cut short: its end is missing.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "one bit is wrong",
        "runway",
        dressed(flipped),
        mend=undressed,
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: The PNG is damaged: a checksum does not fit.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "nothing at all",
        "runway",
        handed(b"", times=1),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a login page for a picture",
        "runway",
        fail("output", HTML, times=EVER),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: This is a web page, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a drawing that could act",
        "replicate",
        handed(SVG),
        code=1,
        says=failed(
            "replicate finished this, but what it hands out cannot be used: This is an SVG drawing, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a GIF",
        "runway",
        handed(b"GIF89a" + bytes(40)),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: This is a GIF, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a film",
        "replicate",
        handed(struct.pack(">I", 24) + b"ftypisom" + bytes(16)),
        code=1,
        says=failed(
            "replicate finished this, but what it hands out cannot be used: This is a film, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "more bytes than there may be",
        "replicate",
        handed(bytes(65 * 2**20), times=1),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "more pixels than there may be",
        "runway",
        handed(bomb()),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: The PNG has 100000 × 100000 pixels, which is too many.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "packed, unasked",
        "runway",
        handed(gzip.compress(GOOD), content_encoding="gzip"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: 127.0.0.1 sent the result compressed, unasked",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "packed bombs",
        "replicate",
        handed(gzip.compress(bytes(10**8), 1), content_encoding="gzip"),
        code=1,
        says=failed(
            "replicate finished this, but what it hands out cannot be used: 127.0.0.1 sent the result compressed, unasked",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "another size",
        "runway",
        dressed(lambda data: png(640, 360, b"q" * 32)),
        mend=nothing,
        check=shows("s010.png"),
        code=0,
        says="""
            1 picture to make, 0 current · at most $0.05
            note      s010: 640 × 360 pixels came back, 1280 × 720 were asked for; it is kept as it is
            made      s010  _ s · $0.05
            1 made · $0.05 · _ s
            board: board/index.html
        """,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a JPEG",
        "runway",
        dressed(as_other("JPEG")),
        mend=nothing,
        check=shows("s010.jpg"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a WebP",
        "runway",
        dressed(as_other("WEBP")),
        mend=nothing,
        check=shows("s010.webp"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a broken file of ComfyUI's",
        "comfyui",
        fail("view", Answer(200, b"<html>", MEDIA), times=EVER),
        code=1,
        says=failed(
            "comfyui finished this, but what it hands out cannot be used: This is a web page, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a file of ComfyUI's that is gone",
        "comfyui",
        fail("peek", Answer(404)),
        code=0,
        says=MADE,
        charges=2,
        kept=1,
        then=CURRENT,
        charges_then=2,
    ),
)
ADDRESSES = (
    Scenario(
        "a result at a plain address",
        "runway",
        said_to_be_at("http://cdn.example/a.png"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is not https",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result in a private network",
        "runway",
        said_to_be_at("https://10.0.0.7/a.png"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is a number, not a name",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result at the metadata service",
        "runway",
        said_to_be_at("http://169.254.169.254/latest/meta-data"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is not https",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result at this machine, spelled otherwise",
        "runway",
        said_to_be_at("https://[::ffff:127.0.0.1]/a.png"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is a number, not a name",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result as a number",
        "runway",
        said_to_be_at("https://2130706433/a.png"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is a number, not a name",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result in a file",
        "runway",
        said_to_be_at("file:///etc/passwd"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is no address",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result with a password",
        "runway",
        said_to_be_at("https://me:word@cdn.example/a.png"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is no address",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result that is no address",
        "runway",
        said_to_be_at("\x1b]8;;https://evil.example\x07"),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: a result or upload has an address not to be used: it is no address",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result redirected",
        "runway",
        fail("output", Answer(302, b"", {"location": "https://evil.example/a.png"}), times=EVER),
        code=1,
        says=failed(
            "runway finished this, but what it hands out cannot be used: the result's address at 127.0.0.1 answers 302",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a look redirected",
        "runway",
        fail("task", Answer(307, b"", {"location": "https://evil.example/v1/tasks/1"}), times=EVER),
        code=1,
        says=failed(
            "Runway answered with the unexpected status 307",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a look redirected, Replicate",
        "replicate",
        fail("get", Answer(302, b"", {"location": "https://evil.example/"}), times=EVER),
        code=1,
        says=failed(
            "Replicate gave an answer that cannot be used: status 302",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=0,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a result inside its own address",
        "replicate",
        fail(
            "get",
            Answer(200, {"id": "x", "status": "succeeded", "output": "data:image/png;base64,AAAA"}),
            times=EVER,
        ),
        code=1,
        says=failed(
            "replicate finished this, but what it hands out cannot be used: This is something else, not a PNG, JPEG or WebP picture.",
            "build again to fetch it once more; nothing is paid twice",
        ),
        charges=0,
        kept=0,
        then=COLLECTED,
    ),
)

ALL = (*RESULTS, *ADDRESSES)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Studio]]:
    """Opens a studio at a service; its fake runs until the test ends."""
    with ExitStack() as stack:

        def opened(service: str, film: str = ONE) -> Studio:
            fake = stack.enter_context(HOUSES[service].fake())
            return open_studio(tmp_path, service, film, monkeypatch, fake)

        yield opened


@pytest.mark.parametrize("scene", ALL, ids=lambda scene: scene.name)
def test_what_is_handed_out_is_kept_whole_or_not_at_all(
    place: Callable[[str], Studio], scene: Scenario
) -> None:
    play(scene, place(scene.service))


# Other hosts


class Elsewhere(Fake):
    """A host that is not the service's; it takes whatever comes."""

    ROUTES = (("GET", r".*", "anything"), ("POST", r".*", "anything"), ("HEAD", r".*", "anything"))

    def anything(self, asked: Asked) -> Answer:
        return Answer(200, GOOD, MEDIA)


@pytest.mark.parametrize("number", [302, 307])
@pytest.mark.parametrize(
    ("service", "route"),
    [
        *(("runway", route) for route in ("organization", "create", "task", "output")),
        *(("replicate", route) for route in ("account", "create", "get", "output")),
        *(("comfyui", route) for route in ("prompt", "history", "view")),
    ],
)
def test_no_redirect_is_followed_anywhere(
    place: Callable[[str], Studio], service: str, route: str, number: int
) -> None:
    """Whatever is redirected, the other host hears nothing: no key, no body, no look."""
    studio = place(service)
    with Elsewhere() as other:
        studio.fake.fail(route, Answer(number, b"", {"location": f"{other.url}/there"}), times=EVER)
        code, said = studio.build()
        assert code in (1, 6)
        assert other.asked == []
        assert other.url not in said
    studio.holds(kept=0)


@pytest.mark.parametrize("service", ["runway", "replicate"])
def test_a_result_on_another_host_is_fetched_without_the_key(
    place: Callable[[str], Studio], service: str
) -> None:
    """A service that stands on this machine may keep its results next door; the key stays home."""
    studio = place(service)
    with Elsewhere() as other:
        address = f"{other.url}/a.png?token=signed"
        if service == "runway":
            said_to_be_at(address)(studio)
        else:
            studio.fake.fail(
                "get", Answer(200, {"id": "x", "status": "succeeded", "output": address})
            )
        assert studio.build()[0] == 0
        assert [asked.path for asked in other.asked] == ["/a.png"]
        heard = other.asked[0].headers
    assert not {"authorization", "cookie", "x-runway-version"} & heard.keys()
    assert studio.house.key not in str(heard)
    assert not [path for path in studio.root.rglob("*") if holds(path, b"token=signed")]


def holds(path: Path, needle: bytes) -> bool:
    return path.is_file() and needle in path.read_bytes()


# Words

OSC = "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07"
HOSTILE = {
    "steers": f"\x1b[2J\x1b[31mall is well\x1b[0m {OSC} \x1b]52;c;cm0gLXJmIC8=\x07 \x9b2J\x9d8;;evil\x9c",
    "hides": "safe \u202etxt.exe\u202c \u2066hidden\u2069 \u200b\u200f\x08\x08\x7f\x00 half a pair \ud800",
    "forges": "no\nmade      s099  0.1 s\r\nall is well\x0b\x0c\x85\u2028\u2029made      s099\r",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>[bold red]x[/]{{7*7}}&amp;{0} %s %n",
    "drowns": "sorry " * 20_000,
}


def refused_words(words: str) -> Callable[[Studio], None]:
    return fail(
        "create", Answer(400, {"error": words, "issues": [{"path": [words], "message": words}]})
    )


def ended_words(words: str) -> Callable[[Studio], None]:
    task = {"id": "00000000-0000-4000-8000-000000000000", "createdAt": words}
    ended = {"status": "FAILED", "failure": words, "failureCode": f"SAFETY.{words}"}
    return fail("task", Answer(200, {**task, **ended, "cost": {"credits": 5}}))


def status_words(words: str) -> Callable[[Studio], None]:
    """A status that is never done; nobody waits for it."""

    def wrong(studio: Studio) -> None:
        studio.fake.fail("task", Answer(200, {"id": "x", "status": words}), times=EVER)
        studio.set_variable("STORYFORGE_PACE", "0.0001")

    return wrong


def doubted_words(words: str) -> Callable[[Studio], None]:
    """An answer that is no answer, then counters that are no numbers."""

    def wrong(studio: Studio) -> None:
        studio.fake.fail("create", ("done", Answer(502, {"error": words})))

    return wrong


def listed_words(words: str) -> Callable[[Studio], None]:
    return fail("create", Answer(422, {"title": words, "detail": words}))


def failing_words(words: str) -> Callable[[Studio], None]:
    return fail("get", Answer(200, {"id": "x", "status": "failed", "error": words, "logs": words}))


def throttled_words(words: str) -> Callable[[Studio], None]:
    return fail("create", Answer(429, {"detail": words, "retry_after": words}), times=EVER)


def node_words(words: str) -> Callable[[Studio], None]:
    error = {"type": words, "message": words, "details": words}
    return fail(
        "prompt",
        Answer(
            400, {"error": error, "node_errors": {"1": {"errors": [error], "class_type": words}}}
        ),
    )


def raised_words(words: str) -> Callable[[Studio], None]:
    return lambda studio: studio.fake.raises.update(StorySampler=(words, words))


SAYINGS: tuple[tuple[str, str, Callable[[str], Callable[[Studio], None]]], ...] = (
    ("a refusal", "runway", refused_words),
    ("an end", "runway", ended_words),
    ("a status", "runway", status_words),
    ("a doubt", "runway", doubted_words),
    ("a problem", "replicate", listed_words),
    ("an error", "replicate", failing_words),
    ("a throttle", "replicate", throttled_words),
    ("a node", "comfyui", node_words),
    ("an exception", "comfyui", raised_words),
)
COMMANDS = (
    ("status",),
    ("show", "s010"),
    ("why", "s010"),
    ("plan",),
    ("plan", "--json"),
    ("ledger", "--lines"),
    ("ledger", "--json"),
    ("recover",),
    ("recover", "--json"),
    ("build", "--yes", "--report", "plain"),
    ("build", "--yes", "--report", "terminal"),
    ("build", "--yes", "--report", "jsonl"),
)


def acts(text: str) -> list[str]:
    """Characters that a terminal would act on, or a reader would not see."""
    return [
        c
        for c in text
        if c != "\n" and (not c.isprintable() or unicodedata.category(c) in ("Cf", "Cs", "Cc"))
    ]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("what", "service", "saying"), SAYINGS, ids=[each[0] for each in SAYINGS])
def test_words_of_a_service_only_ever_say(
    place: Callable[[str], Studio], what: str, service: str, saying: Any, words: str
) -> None:
    studio = place(service)
    saying(words)(studio)
    first = studio.run("build", "--yes")
    assert first.code in (1, 6)
    said = [first, *(studio.run(*command) for command in COMMANDS)]
    for each in said:
        assert acts(each.out + each.err) == []
        assert not re.search(r"^(made      s099|all is well)", each.err + each.out, re.MULTILINE)
        assert len(each.err) < 5_000
        assert "Traceback" not in each.err
        assert each.code in (0, 1, 6)
    for line in said[-1].out.splitlines():
        json.loads(line)
    board = b"".join(path.read_bytes() for path in studio.world.root.glob("board/*.html"))
    lock = (studio.world.root / "storyforge.lock").read_bytes()
    for needle in (b"<script>alert", b"<img src=x", b"\x1b", "\u202e".encode()):
        assert needle not in board
        assert needle not in lock
    assert list(studio.secrets()) == []
    assert studio.leftovers() == []
