"""Keys are nowhere but in the header of a call to their own service: not on the disk, not in what is said, not elsewhere.

The keys of the fakes are canaries; `Studio.secrets` reads every file below project, cache and home, and all that was said.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from paid.fault_worlds import CHAIN, EIGHT, HOUSES, ONE, Studio, open_studio
from services.fake import Answer

SERVICES = tuple(HOUSES)
EVER = 10**6
TOUR = (
    ("check",),
    ("plan",),
    ("plan", "--json"),
    ("plan", "-o", "plan.json"),
    ("build", "--yes", "--report", "jsonl"),
    ("status", "--json"),
    ("show", "s010"),
    ("show", "s010", "--json"),
    ("why", "s010"),
    ("ls",),
    ("graph",),
    ("ledger", "--lines"),
    ("ledger", "--json"),
    ("recover",),
    ("verify", "--json"),
    ("gc",),
    ("providers",),
    ("providers", "--json"),
    ("build", "--yes", "--report", "terminal"),
    ("nonsense", "--key"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Studio]]:
    """Opens a studio at a service; its fake runs until the test ends."""
    with ExitStack() as stack:

        def opened(service: str, film: str = ONE) -> Studio:
            fake = stack.enter_context(HOUSES[service].fake())
            return open_studio(tmp_path / "world", service, film, monkeypatch, fake)

        yield opened


def is_clean(studio: Studio) -> None:
    assert list(studio.secrets()) == []
    assert getattr(studio.fake, "leaks", []) == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_tour_of_all_commands_tells_no_key(place: Callable[..., Studio], service: str) -> None:
    studio = place(service, CHAIN)
    codes = {command: studio.run(*command).code for command in TOUR}
    assert {command for command, code in codes.items() if code} == {("nonsense", "--key")}
    is_clean(studio)
    studio.holds(kept=2)


@pytest.mark.parametrize("service", SERVICES)
def test_the_search_finds_a_key_in_every_form(place: Callable[..., Studio], service: str) -> None:
    """The control: what looks for keys does find them."""
    studio = place(service)
    key = studio.house.key
    forms = (key.encode(), base64.b64encode(key.encode()), key.encode().hex().encode())
    for number, form in enumerate(forms):
        (studio.root / f"planted-{number}").write_bytes(b"\0..." + form + b"...")
    (studio.root / "home" / "signed").write_bytes(b"https://x.example/a.png?_jwt=abc")
    studio.heard.append(f"Bearer {key}")
    assert len(list(studio.secrets())) == len(forms) + 2


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_out_of_a_file_is_told_no_more_than_one_of_the_environment(
    place: Callable[..., Studio], service: str, tmp_path: Path
) -> None:
    studio = place(service)
    file = tmp_path / "key"
    file.write_text(studio.house.key + "\n")
    file.chmod(0o600)
    studio.set_variable(studio.house.variable, None)
    studio.set_variable(f"{studio.house.variable}_FILE", str(file))
    assert studio.build()[0] == 0
    is_clean(studio)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500, 502])
def test_a_service_that_repeats_the_key_is_not_quoted(
    place: Callable[..., Studio], service: str, status: int
) -> None:
    """Gateways do quote the header that they do not like."""
    studio = place(service)
    words = f"Authorization: Bearer {studio.house.key} was not accepted"
    error = {"message": words, "type": words, "details": words}
    body = {"error": error if service == "comfyui" else words, "detail": words, "title": words}
    route = "prompt" if service == "comfyui" else "create"
    answer = Answer(status, body, {"location": studio.house.key, "retry-after": "1"})
    studio.fake.fail(route, answer, times=EVER)
    assert studio.build()[0] in (1, 6)
    for command in (("status",), ("show", "s010"), ("ledger", "--json"), ("recover",)):
        studio.run(*command)
    is_clean(studio)


def test_an_end_that_repeats_the_key_is_not_quoted(place: Callable[..., Studio]) -> None:
    studio = place("replicate")
    studio.fake.failing.append(f"RuntimeError: {studio.house.key}")
    assert studio.build()[0] == 1
    assert "RuntimeError: ..." in studio.heard[-1]
    is_clean(studio)


def test_the_password_of_a_proxy_is_not_told(place: Callable[..., Studio]) -> None:
    studio = place("runway")
    studio.set_variable(studio.house.address, "https://runway.example")
    studio.set_variable("HTTPS_PROXY", "http://mara:canary-4f1d@127.0.0.1:9")
    code, said = studio.build()
    assert (code, "through the proxy 127.0.0.1:9: " in said) == (1, True)
    for command in (("providers",), ("providers", "--json"), ("recover",)):
        studio.run(*command)
    assert not [text for text in studio.heard if "canary" in text]
    assert not [path for path in studio.root.rglob("*") if holds(path, b"canary")]
    is_clean(studio)


@pytest.mark.parametrize("service", SERVICES)
def test_a_recording_holds_neither_key_nor_signed_address(
    place: Callable[..., Studio], service: str
) -> None:
    studio = place(service, CHAIN)
    studio.set_variable("STORYFORGE_RECORD", str(studio.root / "recorded"))
    assert studio.build()[0] == 0
    assert len(list((studio.root / "recorded").rglob("*.json"))) == 2
    is_clean(studio)


@pytest.mark.parametrize("service", SERVICES)
def test_libraries_log_neither_key_nor_signed_address(
    place: Callable[..., Studio], service: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever uses storyforge as a library may log everything; what httpx would say has every address in whole."""
    caplog.set_level(logging.DEBUG)
    studio = place(service)
    assert studio.build()[0] == 0
    studio.heard.append(caplog.text)
    assert "_jwt=" not in caplog.text
    is_clean(studio)


def test_only_the_service_itself_hears_the_key(place: Callable[..., Studio]) -> None:
    """Every request of a whole build, by what it carries: results and object stores get no key."""
    studio = place("runway", EIGHT)
    assert studio.build()[0] == 0
    keyed = {
        asked.path.split("/")[1] for asked in studio.fake.asked if "authorization" in asked.headers
    }
    bare = {
        asked.path.split("/")[1]
        for asked in studio.fake.asked
        if "authorization" not in asked.headers
    }
    assert (keyed, bare) == ({"v1"}, {"out"})
    is_clean(studio)


# What goes wrong inside, at the worst moments


def told(self: Any, request: httpx.Request, **_: Any) -> Any:
    """An error that quotes the whole request, as libraries do."""
    raise RuntimeError(
        f"{request!r} {dict(request.headers)} {request.headers.get('authorization')}"
    )


def quoted(*given: Any, **named: Any) -> Any:
    """An error that quotes whatever it was given."""
    raise ValueError(f"cannot use {given!r} {named!r}")


FORCED: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    (httpx.HTTPTransport, "handle_request", told),
    (httpx.Client, "send", told),
    (httpx.Client, "stream", quoted),
    (httpx.Client, "build_request", quoted),
    (httpx.Response, "iter_bytes", quoted),
    (httpx.Response, "iter_raw", quoted),
    (httpx.Response, "close", quoted),
    (httpx.Headers, "update", quoted),
    (httpx, "Timeout", quoted),
    (httpx, "HTTPTransport", quoted),
    (json, "loads", quoted),
    (json, "dumps", quoted),
    (hashlib, "sha256", quoted),
    (base64, "b64encode", quoted),
    (os, "fsync", quoted),
    (os, "replace", quoted),
    (os, "write", quoted),
    (os, "fstat", quoted),
    (os, "ftruncate", quoted),
    (os, "unlink", quoted),
)


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("forced", FORCED, ids=[f"{each[0].__name__}.{each[1]}" for each in FORCED])
def test_an_error_of_a_library_tells_no_key(
    place: Callable[..., Studio], forced: tuple[Any, str, Any], after: int
) -> None:
    """One call of a library or of the system fails and quotes what it was given; then all is well again."""
    studio = place("runway", CHAIN)
    owner, name, error = forced
    real, calls = getattr(owner, name), []

    def once(*given: Any, **named: Any) -> Any:
        calls.append(1)
        return (error if len(calls) == after + 1 else real)(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, once)
        assert studio.run("build", "--yes").code in (0, 1, 3, 4, 6)
    is_clean(studio)
    assert studio.run("build", "--yes").code in (0, 6)
    is_clean(studio)
    assert studio.charged <= 3  # never more than a picture that was in doubt, and its two


def holds(path: Path, needle: bytes) -> bool:
    return path.is_file() and needle in path.read_bytes()
