"""`comfyui`: pictures from a ComfyUI of one's own, by a workflow of one's own; see docs/comfyui.md.

The id of a job is ours, made from the attempt's token, so a lost answer is always looked up again.
The same token stands in the names of the files: posted twice, an equal graph would run nothing and
only name the files of before, even when they are gone.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from storyforge.core import film, picture
from storyforge.core.access import Access, Secret
from storyforge.core.delivery import (
    Absent,
    Delivery,
    Finding,
    Fit,
    Found,
    Intent,
    Orphan,
    Pending,
    Progress,
    Ready,
    Request,
)
from storyforge.core.digest import canonical, sha256
from storyforge.core.failing import NotServed
from storyforge.core.price import Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import (
    Capabilities,
    Job,
    Made,
    NotMade,
    ReferencePicture,
    Unread,
    Uploads,
)
from storyforge.providers import workflow
from storyforge.providers.comfyui_answers import (
    FORGOTTEN,
    GONE,
    THERE,
    as_object,
    outcome,
    pending,
    refused,
    strange,
)
from storyforge.providers.http import Answer, Http
from storyforge.providers.prices import tariff

HOME = "http://127.0.0.1:8188"
LARGEST = 64 * 2**20  # bytes of a picture
FOLDER = "storyforge"  # in ComfyUI's folders for inputs and outputs
_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_DELIVERY = Delivery(
    sort="exact",
    found_by="the id we chose, in its queue and history",
    retention=24.0 * 365,  # it deletes nothing by itself
    billed_on="never",
    refund="nothing is owed",
    first_poll=0.5,
    poll=1.0,
    patience=3600.0,
    slots=1,
)
_CAN = Capabilities(
    references=workflow.REFERENCES,
    prompt_units=100_000,
    ratios=film.RATIOS.canonical,
    resolutions=film.RESOLUTIONS.canonical,
    staging=False,
    works="wait",
    repeatable=False,
    fit=Fit(low=0.01, high=100.0, longest=16384, largest=100 * 10**6),
    delivery=_DELIVERY,
)


class ComfyUI:
    """The service `comfyui`. See `seams.Service`. Nothing there is ever owed to anybody."""

    name = "comfyui"
    revision = 1
    models: tuple[str, ...] = ("workflow",)

    def __init__(self, access: Access) -> None:
        self._base = access.url or HOME
        self._http = Http(access, self._base, _headers)
        self._machine = _Machine(self._http)
        self._price = tariff(self.name, self.models[0], "", access.prices).price
        billed = _DELIVERY if self._price.free else replace(_DELIVERY, billed_on="success")
        self._can = replace(_CAN, delivery=replace(billed, slots=access.slots or billed.slots))

    def capabilities(self, model: str) -> Capabilities:  # noqa: ARG002
        """What a workflow could do; what this one does is said by `refuses` and `unread`."""
        return self._can

    def attached(self, recipe: Recipe, read: Callable[[str], bytes]) -> Recipe:
        """The recipe with its workflow in place of the workflow's path. See `seams.Attaching`."""
        path = workflow.path_for(recipe.parameters.get("workflow"), len(recipe.uses))
        if path is None:
            return recipe
        graph = workflow.read(read(path))
        return replace(recipe, parameters={**recipe.parameters, "workflow": graph})

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        """A workflow that is none, or asks for what this picture does not have."""
        return workflow.complaints(recipe)

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:
        """What the workflow has no place for."""
        given, own = workflow.unused(recipe)
        return (*(_no_place(name) for name in given), *(_not_used(name) for name in own))

    def price(self, recipe: Recipe) -> Price:  # noqa: ARG002
        """Free, unless the user counts electricity."""
        return self._price

    def make(self, job: Job) -> Made:  # noqa: ARG002
        """Not used: see `seams.Service`."""
        raise NotMade("a picture of comfyui is delivered, not made at once")

    def account(self) -> str:
        """The machine."""
        parts = urlsplit(self._base)
        return f"comfyui {parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:  # noqa: ARG002
        """References are uploaded every time: whoever cleans ComfyUI's folders tells nobody."""
        complaints = self.refuses(job.recipe)
        if complaints:
            raise NotServed("invalid", f"ComfyUI cannot be asked: {complaints[0]}")
        graph = job.recipe.parameters[workflow.WORKFLOW]
        asked = {hole.name for hole in workflow.holes(graph)}
        sent, values = [], _values(job)
        for number, each in enumerate(job.references, 1):
            names = asked & {f"reference{number}", f"reference:{each.tag}"}
            if names:
                sent.append(sha256(each.data))
                values |= dict.fromkeys(names, self._machine.upload(each, sent[-1]))
        task = _task(token)
        nodes = workflow.filled(graph, values, f"{FOLDER}/{task}")
        return Request(
            endpoint="POST /prompt",
            body=_packed({"prompt": nodes, "prompt_id": task, "client_id": FOLDER}),
            seed=job.seed if "seed" in asked else None,
            model_version=f"workflow {sha256(canonical(graph))[:12]}",
            references=tuple(sent),
            task=task,
        )

    def witness(self, model: str) -> Mapping[str, str]:  # noqa: ARG002
        """None is needed: the id tells."""
        return {}

    def standing(self) -> Iterable[str]:
        """Which ComfyUI answers, and on what. Free."""
        said = self._machine.about()
        system, devices = said.get("system") or {}, said.get("devices") or []
        yield f"ComfyUI {system.get('comfyui_version', 'of an unknown version')} answers"
        yield from (f"on {each.get('name')}" for each in devices)

    def submit(self, request: Request) -> str:
        """Post the workflow. An older ComfyUI gives an id of its own; then that one counts."""
        with _advised():
            answer = self._http.submit("/prompt", request.body)
        if answer.status == 400:
            raise refused(answer)
        if answer.status != 200:
            raise strange(answer, "in doubt")
        found, task = as_object(answer), request.task
        if found is None or not isinstance(found.get("prompt_id"), str):
            raise NotServed("in doubt", "ComfyUI's answer cannot be read", THERE, "200")
        if found.get("node_errors"):
            with contextlib.suppress(NotServed):
                self.cancel(found["prompt_id"])
            raise refused(answer)
        return found["prompt_id"] or task

    def poll(self, task: str) -> Progress:
        """The history knows what is done, the queue what is not; in between a job can slip from one
        to the other, hence the second look.

        One that is in neither is over, as is one whose file is gone: not `lost`, for nothing was
        paid, and making it again is all that is called for.
        """
        entry = self._machine.entry(task)
        if entry is None:
            waiting = self._machine.pending(task)
            if waiting:
                return waiting
            entry = self._machine.entry(task)
        if entry is None:
            return FORGOTTEN
        done = outcome(entry)
        if isinstance(done, Ready) and not self._machine.has(done.addresses[0]):
            return GONE
        return done

    def collect(self, address: str) -> bytes:
        """The picture."""
        return self._http.download(address, largest=LARGEST, ours=True)

    def find(self, intent: Intent) -> Finding:
        """By our own id. First the queue, then the history: a job only moves in that direction."""
        task = json.loads(intent.body)["prompt_id"]
        if self._machine.pending(task) or self._machine.entry(task) is not None:
            return Found(task)
        return Absent("its queue and history do not know the id we chose")

    def cancel(self, task: str) -> bool:
        """Out of the queue, or stopped between two nodes."""
        self._machine.tell("/queue", {"delete": [task]})
        running = self._machine.pending(task)
        if running:  # an older ComfyUI would stop whatever runs, also what is not ours
            self._machine.tell("/interrupt", {"prompt_id": task})
        return True

    def orphans(self, since: float) -> Iterable[Orphan]:  # noqa: ARG002
        """None: nothing is owed for what nobody collects, and others may use the same machine."""
        return ()


class _Machine:
    """The calls that cost nothing: files up, the queue, the history, telling it to stop."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def upload(self, reference: ReferencePicture, digest: str) -> str:
        """What LoadImage calls it there; named by its content, so that nothing is overwritten."""
        name, media = _file(reference, digest)
        fields = {"subfolder": FOLDER, "type": "input", "overwrite": "true"}
        file = ("image", name, reference.data, media)
        with _advised():
            answer = self._http.form("/upload/image", fields, file, ours=True)
        kept = _good(answer).json()
        folder, name = str(kept.get("subfolder") or ""), str(kept.get("name") or name)
        return f"{folder}/{name}" if folder else name

    def entry(self, task: str) -> Mapping[str, Any] | None:
        """The job in the history; None while it is not there."""
        found = self._get(f"/history/{quote(task, safe='')}").get(task)
        return found if isinstance(found, Mapping) else None

    def pending(self, task: str) -> Pending | None:
        """The job in the queue; None when it is not there."""
        return pending(self._get("/queue"), task)

    def about(self) -> dict[str, Any]:
        """What the machine says of itself."""
        return self._get("/system_stats")

    def has(self, address: str) -> bool:
        """Whether a file is there; one that does not know how to say so is believed."""
        with _advised():
            return self._http.ask("HEAD", address).status != 404

    def tell(self, path: str, body: Mapping[str, Any]) -> None:
        """Say something whose answer is empty."""
        with _advised():
            answer = self._http.ask("POST", path, body=_packed(body))
        _good(answer)

    def _get(self, path: str) -> dict[str, Any]:
        with _advised():
            answer = self._http.ask("GET", path)
        return _good(answer).json()


def _good(answer: Answer) -> Answer:
    if answer.status != 200:
        raise strange(answer, "transient")
    return answer


@contextlib.contextmanager
def _advised() -> Iterator[None]:
    """Says what to do when nobody is there."""
    try:
        yield
    except NotServed as error:
        if error.advice or error.kind not in ("not sent", "transient"):
            raise
        raise NotServed(error.kind, f"ComfyUI: {error.sentence}", THERE, error.code) from None


def _headers(secret: Secret | None) -> Mapping[str, str]:
    """Never an `Origin`. A key only for those who put a door of their own in front of it."""
    return {"authorization": f"Bearer {secret.reveal()}"} if secret else {}


def _values(job: Job) -> dict[str, Any]:
    """What fills the placeholders, but for the references."""
    own = {name: job.recipe.parameters[name] for name in workflow.own(job.recipe)}
    size = {"width": job.recipe.width, "height": job.recipe.height}
    return own | size | {"prompt": job.prompt, "seed": job.seed, "take": job.take}


def _task(token: str) -> str:
    """The attempt's id: a UUID that anybody with the token can work out again."""
    digest = sha256(f"storyforge comfyui {token}".encode())
    return str(uuid.UUID(digest[:32], version=5))


def _packed(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _file(reference: ReferencePicture, digest: str) -> tuple[str, str]:
    """The name of a reference's file there, and its media type."""
    try:
        media = picture.dimensions(reference.data)[2]
    except picture.PictureFault as fault:
        sentence = f"the reference {reference.tag} cannot be sent: {fault.sentence}"
        raise NotServed("invalid", sentence, fault.advice) from None
    return f"{digest}.{_SUFFIX[media]}", media


def _no_place(name: str) -> Unread:
    if name.startswith("reference:"):
        tag = name.partition(":")[2]
        return Unread(
            "W421",
            f"the workflow has no place for the reference {tag}; the picture is made without it",
            f"let a Load Image node load {{{name}}} or {{reference1}}, {{reference2}} …",
        )
    what = {"prompt": "the sentence", "seed": "a seed, so that all takes will be the same"}[name]
    advice = f"write {{{name}}} into the node that should have it"
    return Unread("W421", f"the workflow has no place for {what}", advice)


def _not_used(name: str) -> Unread:
    sentence = f"the workflow does not use the parameter {name}"
    return Unread("W422", sentence, f"write {{{name}}} into a node, or take the parameter away")
