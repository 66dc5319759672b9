"""Our side of Runway for tests: a service at a fake, recipes and jobs, and what a call came to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from services.runway_fake import KEY, RunwayFake, png

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Intent, Pending, Progress, Request
from storyforge.core.failing import NotServed
from storyforge.core.recipe import Recipe, Use
from storyforge.core.seams import Job, ReferencePicture
from storyforge.providers.runway import Runway

MARA = png(640, 640, b"m" * 32)
PIER = png(1280, 720, b"p" * 32)


def large(data: bytes) -> bytes:
    """The same picture with so many bytes that it does not travel in a request."""
    return data + bytes(200_000)


class Held:
    """What uploads are remembered, in memory; forgotten when they end."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.rows: dict[tuple[str, str], tuple[str, float]] = {}

    def find(self, account: str, sha256: str) -> str | None:
        address, until = self.rows.get((account, sha256), (None, 0.0))
        return address if self.now() < until else None

    def keep(self, account: str, sha256: str, address: str, until: float) -> None:
        self.rows[account, sha256] = (address, until)


def service(fake: RunwayFake, key: str | None = KEY, **more: Any) -> Runway:
    secret = Secret(key) if key is not None else None
    access = Access(url=fake.url, secret=secret, variable="RUNWAYML_API_SECRET", pace=0, **more)
    return Runway(access, now=lambda: fake.now)


def recipe(model: str = "gen4_image", width: int = 1280, height: int = 720, **more: Any) -> Recipe:
    kind = "clip" if model in ("gen4_turbo", "gen4.5") else "shot"
    return Recipe(kind, "runway", model, 1, ("a pier at dusk",), width, height, **more)


def clip_recipe(model: str = "gen4_turbo", **more: Any) -> Recipe:
    given: dict[str, Any] = {"parameters": {"duration": 5}, "uses": uses(1)} | more
    return recipe(model, **given)


def uses(count: int) -> tuple[Use, ...]:
    return tuple(Use("character", f"character:c{n}", f"c{n}") for n in range(count))


def job(
    of: Recipe | None = None, *references: bytes, prompt: str = "a pier at dusk", seed: int = 7
) -> Job:
    tags = ("mara", "pier", "lamp", *(f"tag{n:02}" for n in range(20)))
    pictures = tuple(
        ReferencePicture("character", tag, data)
        for tag, data in zip(tags, references, strict=False)
    )
    return Job(of or recipe(), 0, seed, prompt, pictures)


def prepared(fake: RunwayFake, of: Job | None = None, runway: Runway | None = None) -> Request:
    return (runway or service(fake)).prepare(of or job(), "t0ken", Held(lambda: fake.now))


def sent(fake: RunwayFake, of: Job | None = None) -> str:
    """An accepted task."""
    return service(fake).submit(prepared(fake, of))


def body(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.body)
    return found


def ended(fake: RunwayFake, task: str) -> Progress:
    """What a task comes to, looked at every six seconds."""
    for _ in range(100):
        progress = service(fake).poll(task)
        if not isinstance(progress, Pending):
            return progress
        fake.tick(6.0)
    raise AssertionError("it never ends")


def intent(
    request: Request, witness: Mapping[str, str], model: str = "gen4_image", at: float = 0.0
) -> Intent:
    return Intent("t0ken", model, request.endpoint, request.body, at, at + 60, witness)


def trouble(call: Callable[[], object]) -> NotServed:
    with pytest.raises(NotServed) as caught:
        call()
    assert KEY not in caught.value.sentence + caught.value.advice + caught.value.code
    return caught.value
