"""`runway`: pictures and clips by Runway's own service, paid by its key.

Asked in the way of version 2024-11-06 of its interface. What a model takes is in
`runway_models.py`, how it is asked in `runway_asks.py`, what answers mean in `runway_answers.py`;
the order of the calls and every repeat is `delivery/`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Finding, Intent, Orphan, Progress, Request, Unknowable
from storyforge.core.failing import NotServed
from storyforge.core.price import Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities, Job, Made, NotMade, Unread, Uploads
from storyforge.providers import runway_models as models
from storyforge.providers.http import Answer, Http
from storyforge.providers.prices import CREDIT, tariff
from storyforge.providers.runway_answers import (
    COUNTERS,
    SITE,
    object_of,
    progress_of,
    refusal,
    task_of,
    verdict,
)
from storyforge.providers.runway_asks import Carrier, body_of, refusals

URL, VERSION = "https://api.dev.runwayml.com", "2024-11-06"
VARIABLE = "RUNWAYML_API_SECRET"
LARGEST = {"picture": 64 * 2**20, "clip": 512 * 2**20}  # bytes of a result
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


class Runway:
    """The service `runway`. Made without a key and without any call."""

    name = "runway"
    revision = 1
    models: tuple[str, ...] = tuple(models.MODELS)

    def __init__(self, access: Access, now: Callable[[], float] = time.time) -> None:
        self._access, self._now = access, now
        self._base = access.url or URL
        self._variable = access.variable or VARIABLE
        self._http = Http(access, self._base, self._headers)

    def capabilities(self, model: str) -> Capabilities:
        """A row of `runway_models`."""
        return models.capabilities(model)

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        """What it cannot take: parameters, references, a seed, a size."""
        return tuple(refusals(recipe))

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:  # noqa: ARG002
        """Nothing: it reads the sentence itself."""
        return ()

    def price(self, recipe: Recipe) -> Price:
        """By the table; a clip by the second."""
        size = models.written(recipe.model, recipe.width, recipe.height) or ""
        what = models.tier(recipe.model, size, recipe.parameters)
        row = tariff(self.name, recipe.model, what, self._access.prices)
        seconds = recipe.parameters.get("duration") if row.unit == "second" else 1
        return row.price.times(seconds if isinstance(seconds, int) else models.SECONDS[1])

    def make(self, job: Job) -> Made:  # noqa: ARG002
        """Not used: a paid picture is delivered step by step."""
        raise NotMade("runway is not asked in one step")

    def account(self) -> str:
        """A short digest of address and key."""
        key = self._access.secret.reveal() if self._access.secret else ""
        return hashlib.sha256(f"{self._base}\0{key}".encode()).hexdigest()[:16]

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:  # noqa: ARG002
        """The exact body. Small references travel in it, others are uploaded for a day.

        The token is of no use here: Runway knows no key by which a repeat could be told.
        """
        self._headers(self._access.secret)
        model = models.MODELS[job.recipe.model]
        carrier = Carrier(self._post, self._http.form, self.account(), self._now)
        uris = tuple(carrier.uri(each.data, uploads) for each in job.references)
        seed = job.seed % (models.SEEDS + 1) if model.seeds else None
        return Request(
            endpoint=f"POST {models.CLIPS if model.makes == 'clip' else models.PICTURES}",
            body=body_of(job, uris, seed),
            seed=seed,
            model_version=job.recipe.model,
            references=tuple(hashlib.sha256(each.data).hexdigest() for each in job.references),
        )

    def witness(self, model: str) -> Mapping[str, str]:
        """How many pictures the account made in a day with this model, its credits, and the day."""
        account = self._organization()
        made = _dig(account, "usage", "models", model, "dailyGenerations", otherwise=0)
        day = time.strftime("%Y-%m-%d", time.gmtime(self._now()))
        return {"generations": str(made), "credits": str(account["creditBalance"]), "day": day}

    def limits(self, model: str) -> int | None:
        """How many tasks of this model may run at once; None when Runway sets no limit. Free."""
        return _at_once(self._organization(), model)

    def balance(self) -> Decimal:
        """US dollars of credit that the account has left. Free, and a test of the key."""
        return CREDIT * int(self._organization()["creditBalance"])

    def standing(self) -> Iterable[str]:
        """What the account says of itself, in words. Free, and a test of the key."""
        return _standing(self._organization())

    def submit(self, request: Request) -> str:
        """Send it once. What may have been accepted without our learning of it is `in doubt`."""
        answer = self._http.submit(request.endpoint.partition(" ")[2], request.body)
        if 200 <= answer.status < 300:
            return task_of(answer)
        raise refusal(answer, self._variable, paid=True)

    def poll(self, task: str) -> Progress:
        """One look; `lost` for a task that Runway does not know (any more)."""
        answer = self._http.ask("GET", _task(task))
        if answer.status == 404:
            raise NotServed("lost", "Runway does not know this task", code="404")
        return progress_of(self._checked(answer).json())

    def collect(self, address: str) -> bytes:
        """The result's bytes, fetched without the key."""
        kind = "picture" if urlsplit(address).path.lower().endswith(_PICTURES) else "clip"
        return self._http.download(address, largest=LARGEST[kind])

    def find(self, intent: Intent) -> Finding:
        """Whether the account's counters prove that nothing was accepted.

        Runway has no list of tasks, so a submit without an answer is never found again. A create
        moves the count of the day and the credits; when neither has moved since the witness was
        taken, on the same day, it was not accepted. Anything else proves nothing: another program
        may share the account, old pictures leave the count, a refund moves the credits. The proof
        rests on the counters being moved by the time of the look, so the look should not come
        before `until`.
        """
        if not intent.witness.keys() >= COUNTERS:
            return Unknowable("Runway's counters were not read before it was sent")
        return verdict(intent.witness, self.witness(intent.model))

    def cancel(self, task: str) -> bool:
        """Cancel what still waits or runs; true when it had not begun, which costs nothing.

        What has ended is left alone: to Runway, the same call would delete the result.
        """
        answer = self._http.ask("GET", _task(task))
        status = object_of(answer).get("status") if answer.status == 200 else None
        if answer.status == 404 or status in ("SUCCEEDED", "FAILED", "CANCELLED"):
            return False
        self._checked(answer)
        gone = self._http.ask("DELETE", _task(task))
        if gone.status != 404:
            self._checked(gone)
        return gone.status != 404 and status in ("PENDING", "THROTTLED")

    def orphans(self, since: float) -> Iterable[Orphan]:  # noqa: ARG002
        """None: Runway cannot list tasks."""
        return ()

    def _headers(self, secret: Secret | None) -> Mapping[str, str]:
        if secret is None:
            advice = f"set {self._variable} (a key is made at {SITE})"
            raise NotServed("key", "there is no key for Runway", advice)
        return {"authorization": f"Bearer {secret.reveal()}", "x-runway-version": VERSION}

    def _organization(self) -> dict[str, Any]:
        found = self._checked(self._http.ask("GET", "/v1/organization")).json()
        if not isinstance(found.get("creditBalance"), int):
            raise NotServed("broken", "Runway's account has no balance of credits")
        return found

    def _post(self, path: str, body: bytes) -> Answer:
        return self._checked(self._http.ask("POST", path, body=body))

    def _checked(self, answer: Answer) -> Answer:
        if 200 <= answer.status < 300:
            return answer
        raise refusal(answer, self._variable)


def _task(task: str) -> str:
    return f"/v1/tasks/{quote(task, safe='')}"


def _standing(account: Mapping[str, Any]) -> Iterable[str]:
    """Credit left, and how many tasks of each model may run, in words."""
    yield f"${CREDIT * account['creditBalance']:.2f} of credit left"
    found = {model: _at_once(account, model) for model in models.MODELS}
    limits = {model: limit for model, limit in found.items() if limit is not None}
    if len(limits) > 1 and len(set(limits.values())) == 1:
        yield f"{next(iter(limits.values()))} of each model at once"
    elif limits:
        yield f"at once: {', '.join(f'{model} {limit}' for model, limit in limits.items())}"


def _at_once(account: Mapping[str, Any], model: str) -> int | None:
    found = _dig(account, "tier", "models", model, "maxConcurrentGenerations")
    return found if isinstance(found, int) else None


def _dig(found: Any, *names: str, otherwise: Any = None) -> Any:
    """What is in there at the end of `names`."""
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return otherwise if found is None else found
