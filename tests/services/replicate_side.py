"""Our side of Replicate for tests: what is asked, what is remembered, and how an answer gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from services.fake import Answer
from services.replicate_fake import KEY, ReplicateFake, png

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Intent, Request
from storyforge.core.failing import NotServed
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Job, ReferencePicture
from storyforge.providers.replicate import Replicate

MODEL = "gen4-image"
SMALL = png(64, 64, b"s" * 32)
LARGE = png(64, 64, b"l" * 32) + bytes(100_000)  # only its head is looked at on the way


class Held:
    """What uploads are remembered, in memory."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, float]] = {}

    def find(self, account: str, sha256: str) -> str | None:
        return self.rows.get((account, sha256), (None, 0.0))[0]

    def keep(self, account: str, sha256: str, address: str, until: float) -> None:
        self.rows[account, sha256] = (address, until)


def service_at(fake: ReplicateFake, key: str = KEY, **more: Any) -> Replicate:
    return Replicate(
        Access(fake.base, Secret(key) if key else None, "REPLICATE_API_TOKEN", pace=0, **more)
    )


def recipe(model: str = MODEL, size: tuple[int, int] = (1280, 720), **more: Any) -> Recipe:
    return Recipe("shot", "replicate", model, 1, ("a pier",), *size, **more)


def job(*references: bytes, prompt: str = "a pier at dusk", seed: int = 7, **more: Any) -> Job:
    tags = ("mara", "pier", "lamp")
    pictures = tuple(
        ReferencePicture("character", tag, data)
        for tag, data in zip(tags, references, strict=False)
    )
    return Job(recipe(**more), 0, seed, prompt, pictures)


def request_of(service: Replicate, *references: bytes, **more: Any) -> Request:
    return service.prepare(job(*references, **more), "token", Held())


def trouble_of(call: Any, *given: Any) -> NotServed:
    with pytest.raises(NotServed) as caught:
        call(*given)
    return caught.value


def problem(status: int, detail: str = "said so") -> Answer:
    return Answer(
        status, {"detail": detail, "status": status}, {"content-type": "application/problem+json"}
    )


def lose(
    fake: ReplicateFake, service: Replicate, *references: bytes, what: str = "lost", **more: Any
) -> Intent:
    """A submit whose answer does not come, as the journal would tell of it."""
    request = request_of(service, *references, **more)
    witness, at = service.witness(MODEL), fake.now
    fake.fail("create", what)
    assert trouble_of(service.submit, request).kind == "in doubt"
    return Intent("token", MODEL, request.endpoint, request.body, at, at + 60, witness)


def only(fake: ReplicateFake) -> str:
    (task,) = fake.predictions
    return task
