"""Answers of a service, written into a folder while it works, and given again from there: without
network, without a key, for nothing.

Name and revision stay the service's own, so a project has the same keys in front of a recording as
in front of the service.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, NoReturn

from storyforge.core.access import Secret
from storyforge.core.delivery import (
    Absent,
    Ended,
    Finding,
    Found,
    Intent,
    Orphan,
    Progress,
    Ready,
    Request,
)
from storyforge.core.digest import canonical, sha256
from storyforge.core.errors import DiskTrouble
from storyforge.core.failing import POLICY, NotServed
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities, Job, Made, NotMade, Service, Unread, Uploads
from storyforge.providers.recording import FORMAT, Entry, Recording, ask_of, part, written

_HOME = "replay:"  # what the address of a recorded picture begins with
_TASK = "replay-"
_RECORD = "build once with STORYFORGE_RECORD naming the same folder"


def recorded(service: Service, folder: str, secret: Secret | None = None) -> Service:
    """The service, with its answers written into a folder as they come. `secret`: its key, which
    must not get there."""
    return _Recorded(service, Recording(folder, secret))


def replayed(service: Service, folder: str) -> Service:
    """What was recorded of a service, in its place; the service itself is never called upon."""
    return _Replayed(service, Recording(folder))


class _Behind:
    """What a wrapped service says of itself."""

    def __init__(self, service: Service, folder: Recording) -> None:
        self._service, self._folder = service, folder
        self.name: str = service.name
        self.revision: int = service.revision
        self.models: tuple[str, ...] = service.models

    def capabilities(self, model: str) -> Capabilities:
        """The service's own."""
        return self._service.capabilities(model)

    def attached(self, recipe: Recipe, read: Callable[[str], bytes]) -> Recipe:
        """The service's own, where it has files. See `seams.Attaching`."""
        attach = getattr(self._service, "attached", None)
        attached: Recipe = attach(recipe, read) if attach else recipe
        return attached

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        """The service's own."""
        return self._service.refuses(recipe)

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:
        """The service's own."""
        return self._service.unread(recipe)

    def price(self, recipe: Recipe) -> Price:
        """The service's own."""
        return self._service.price(recipe)

    def make(self, job: Job) -> Made:
        """The service's own."""
        return self._service.make(job)


class _Recorded(_Behind):
    """Passes every call on, and writes down what comes back."""

    def __init__(self, service: Service, folder: Recording) -> None:
        super().__init__(service, folder)
        self._lock = threading.Lock()
        self._asks: dict[str, str] = {}  # digest of a body or a task -> its ask
        self._ready: dict[str, tuple[str, int, Ready]] = {}  # address -> ask, place, all of it

    def account(self) -> str:
        """The service's own."""
        return self._service.account()

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:
        """Written down before anything is paid: a folder that cannot be written stops it here."""
        request = self._service.prepare(job, token, uploads)
        said = ask_of(job, self.name)
        ask = sha256(canonical(said))
        with self._lock:
            self._asks[sha256(request.body)] = ask
            self._folder.tie(request.body, ask)
            before = self._folder.entry(ask) or {}
            answer = {"answer": before["answer"]} if "answer" in before else {}
            sent = {"revision": self.revision, "request": written(request)}
            self._folder.write(ask, {"format": FORMAT, "ask": said, **sent, **answer})
        return request

    def witness(self, model: str) -> Mapping[str, str]:
        """The service's own."""
        return self._service.witness(model)

    def submit(self, request: Request) -> str:
        """Nothing may come between the answer and the journal, least of all trouble with a disk: a
        task is written down when it is polled, a refusal as far as that goes."""
        ask = self._asks.get(sha256(request.body), "")
        try:
            task = self._service.submit(request)
        except NotServed as refusal:
            with contextlib.suppress(DiskTrouble, NotServed):
                self._ended(ask, refusal.kind, "refused", _told(refusal))
            raise
        self._asks[sha256(task.encode())] = ask
        return task

    def poll(self, task: str) -> Progress:
        """An end without a picture is written down; one with, when it is collected."""
        ask = self._ask(task.encode())
        progress = self._service.poll(task)
        if ask and not self._folder.tied(task.encode()):
            self._folder.tie(task.encode(), ask)
        if isinstance(progress, Ready):
            places = enumerate(progress.addresses)
            self._ready |= {address: (ask, place, progress) for place, address in places}
        elif isinstance(progress, Ended):
            cost = None if progress.cost is None else str(progress.cost)
            self._ended(ask, progress.kind, "ended", {**asdict(progress), "cost": cost})
        return progress

    def collect(self, address: str) -> bytes:
        """Written down as it came."""
        data = self._service.collect(address)
        ask, place, ready = self._ready.get(address, ("", 0, Ready((), None)))
        with self._lock:
            entry = self._folder.entry(ask) if ask else None
            if entry is not None:
                made = entry.get("answer", {}).get("made", {})
                pictures = {**made.get("pictures", {}), str(place): self._folder.keep(data)}
                said = {"model_version": ready.model_version, "seed": ready.seed}
                entry["answer"] = {"made": {**said, "pictures": pictures}}
                self._folder.write(ask, entry)
        return data

    def find(self, intent: Intent) -> Finding:
        """The service's own; what it found belongs to the same ask."""
        finding = self._service.find(intent)
        if isinstance(finding, Found):
            self._asks[sha256(finding.task.encode())] = self._ask(intent.body)
        return finding

    def cancel(self, task: str) -> bool:
        """The service's own."""
        return self._service.cancel(task)

    def orphans(self, since: float) -> Iterable[Orphan]:
        """The service's own."""
        return self._service.orphans(since)

    def _ask(self, what: bytes) -> str:
        found = self._asks.get(sha256(what), "")
        with contextlib.suppress(DiskTrouble):
            found = found or self._folder.tied(what)
        return found

    def _ended(self, ask: str, kind: str, how: str, said: Mapping[str, Any]) -> None:
        """Only an end that would come again is worth recording, and never in place of a picture."""
        if not ask or not (POLICY[kind].remembered or kind == "unclear"):
            return
        with self._lock:
            entry = self._folder.entry(ask)
            if entry is not None and "made" not in entry.get("answer", {}):
                self._folder.write(ask, {**entry, "answer": {how: dict(said)}})


def _told(refusal: NotServed) -> dict[str, str]:
    names = ("kind", "code", "sentence", "advice")
    return {name: getattr(refusal, name) for name in names}


class _Replayed(_Behind):
    """Gives the recorded answers. What was not recorded is not made; nothing is remembered of that,
    for the service itself may well make it."""

    def capabilities(self, model: str) -> Capabilities:
        """The service's own, delivered at once and for nothing."""
        can = self._service.capabilities(model)
        if can.delivery is None:
            return can
        free = replace(
            can.delivery,
            sort="exact",
            found_by="the recording",
            billed_on="never",
            refund="nothing is owed",
            first_poll=0.0,
            poll=0.0,
        )
        return replace(can, delivery=free)

    def price(self, recipe: Recipe) -> Price:  # noqa: ARG002
        """Free."""
        return FREE

    def make(self, job: Job) -> Made:  # noqa: ARG002
        """Not used: see `seams.Service`."""
        raise NotMade(f"a recorded picture of {self.name} is delivered, not made at once")

    def account(self) -> str:
        """None of the service's: what is owed there is not asked for here."""
        return f"{self.name} replayed"

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:  # noqa: ARG002
        """The recorded request, with a body that only names the ask."""
        ask = sha256(canonical(ask_of(job, self.name)))
        entry = self._entry(ask)
        said = part(entry, "request", endpoint=str, model_version=str, references=list)
        if said is None:
            self._unknown()
        return Request(
            endpoint=said["endpoint"],
            body=canonical({"replay": ask}),
            seed=said["seed"] if isinstance(said.get("seed"), int) else None,
            model_version=said["model_version"],
            references=tuple(map(str, said["references"])),
            task=_TASK + ask,
        )

    def witness(self, model: str) -> Mapping[str, str]:  # noqa: ARG002
        """None is needed."""
        return {}

    def submit(self, request: Request) -> str:
        """What the service said at once: no, or a task."""
        answer = self._entry(request.task.removeprefix(_TASK))["answer"]
        refused = part(answer, "refused", kind=str, sentence=str)
        if refused is not None and refused["kind"] in POLICY:
            sentence, advice = refused["sentence"], str(refused.get("advice", ""))
            raise NotServed(refused["kind"], sentence, advice, str(refused.get("code", "")))
        return request.task

    def poll(self, task: str) -> Progress:
        """How it ended."""
        if not task.startswith(_TASK):
            sentence = f"this task is {self.name}'s own, and a recording is in its place"
            raise NotServed("unfinished", sentence, "build without STORYFORGE_REPLAY")
        answer = self._entry(task.removeprefix(_TASK))["answer"]
        ended = part(answer, "ended", kind=str, code=str, sentence=str, advice=str)
        if ended is not None and ended["kind"] in POLICY:
            return Ended(*(ended[name] for name in ("kind", "code", "sentence", "advice")))
        made = part(answer, "made", pictures=dict, model_version=str)
        if made is None or not made["pictures"]:
            self._unknown()
        addresses = tuple(_HOME + str(made["pictures"][each]) for each in sorted(made["pictures"]))
        seed = made["seed"] if isinstance(made.get("seed"), int) else None
        return Ready(addresses, None, made["model_version"], seed)

    def collect(self, address: str) -> bytes:
        """The picture, checked against its name."""
        name = address.removeprefix(_HOME)
        data = self._folder.picture(name)
        if data is None:
            sentence = f"the recording has no picture {name}, or a damaged one"
            raise NotServed("lost", sentence, "restore the folder, or record it again")
        return data

    def find(self, intent: Intent) -> Finding:  # noqa: ARG002
        """Nothing is ever sent."""
        return Absent("a replay sends nothing")

    def cancel(self, task: str) -> bool:  # noqa: ARG002
        """Nothing to cancel."""
        return True

    def orphans(self, since: float) -> Iterable[Orphan]:  # noqa: ARG002
        """None."""
        return ()

    def _entry(self, ask: str) -> Entry:
        """A recorded ask that has an answer; raises NotServed."""
        entry = self._folder.entry(ask) if re.fullmatch(r"[0-9a-f]{64}", ask) else None
        if entry is None or not isinstance(entry.get("answer"), dict):
            self._unknown()
        return entry

    def _unknown(self) -> NoReturn:
        sentence = f"no answer of {self.name} to this ask is in the recording"
        raise NotServed("unclear", sentence, f"record it: {_RECORD}", "not recorded")
