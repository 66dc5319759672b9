"""`replicate`: Runway's Gen-4 Image at Replicate, where a lost answer is found again by listing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from storyforge.core import film
from storyforge.core.access import Access, Secret
from storyforge.core.delivery import (
    Delivery,
    Finding,
    Fit,
    Intent,
    Orphan,
    Progress,
    Request,
    Unknowable,
)
from storyforge.core.digest import sha256
from storyforge.core.failing import NotServed
from storyforge.core.picture import PictureFault, dimensions
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
from storyforge.providers.http import Answer, Http
from storyforge.providers.prices import tariff
from storyforge.providers.replicate_answers import (
    KINDS,
    clock,
    finding,
    model_of,
    moment,
    progress,
    refusal,
    results,
    task_of,
    told,
    trouble,
    written,
)

HOME = "https://api.replicate.com/v1"
HOST = "replicate.delivery"  # results lie there and at its subdomains
OWNER = "runwayml/"
SEEDS = 2**31  # how many there are; the service states no bounds, these fit everywhere
# A page of the listing repeats a hundred inputs whole. Larger references are uploaded, so that
# such a page stays below the most that is read of any answer.
SMALL = 80_000
LARGEST = 64 * 2**20  # bytes of a picture
EARLY, LATE = 120.0, 600.0  # seconds around an intent in which its prediction was made
SPARE = 900.0  # seconds that an upload must live on when it is named again
PAGES = 100

SHAPES = {
    size: (ratio, resolution)
    for ratio, sizes in film.PIXELS.items()
    for resolution, size in sizes.items()
}
QUANTITIES = frozenset(
    ("quantity", "n", "count", "num_images", "num_outputs", "outputCount", "batch_size")
)
_CAN = Capabilities(
    references=3,
    prompt_units=1000,
    ratios=film.RATIOS.canonical,
    resolutions=film.RESOLUTIONS.canonical,
    staging=False,
    works="wait",
    repeatable=False,
    largest_seed=SEEDS - 1,
    # Files may have 100 MB here; Runway, who is asked behind it, takes 16 MB.
    fit=Fit(low=0.5, high=2.0, longest=7999, largest=16_000_000),
    delivery=Delivery(
        sort="recoverable",
        found_by="listing its predictions",
        retention=1.0,
        billed_on="success",
        refund="a cancelled prediction makes no picture to pay for (not verified)",
        first_poll=2.0,
        poll=1.0,
        slots=10,
    ),
    credit=("Powered by Runway", "https://runwayml.com"),
)
MODELS = {"gen4-image": _CAN, "gen4-image-turbo": replace(_CAN, least=1)}


class Replicate:
    """The provider `replicate`. See `seams.Service`."""

    name = "replicate"
    revision = 1
    models: tuple[str, ...] = tuple(MODELS)

    def __init__(self, access: Access) -> None:
        self._access, self._way = access, _Way(access)

    def capabilities(self, model: str) -> Capabilities:
        """Both are alike, but the turbo model cannot do without a reference."""
        return MODELS[model]

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        """Sizes and seeds it does not have, parameters that it would pass over, turbo without a
        reference."""
        seed = recipe.seed or 0
        rules = (
            ((recipe.width, recipe.height) in SHAPES, "Gen-4 makes no pictures of this size"),
            (
                len(recipe.uses) >= MODELS[recipe.model].least,
                f"{recipe.model} needs at least one reference; gen4-image does not",
            ),
            (seed < SEEDS, f"Replicate takes seeds up to {SEEDS - 1}; this one is {seed}"),
        )
        unknown = (_no_parameter(name) for name in sorted(recipe.parameters))
        return (*(sentence for good, sentence in rules if not good), *unknown)

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:  # noqa: ARG002
        """Nothing: it reads the sentence itself."""
        return ()

    def price(self, recipe: Recipe) -> Price:
        """A range: what Replicate asks for these models is not verified."""
        resolution = SHAPES.get((recipe.width, recipe.height), ("", ""))[1]
        own = self._access.prices.items()
        prices = {OWNER + model.removeprefix(OWNER): amount for model, amount in own}
        return tariff(self.name, OWNER + recipe.model, resolution, prices).price

    def make(self, job: Job) -> Made:  # noqa: ARG002
        """Not used: `delivery/` has it made."""
        raise NotMade("pictures of Replicate are delivered, not made at once")

    def account(self) -> str:
        """Address and key, digested."""
        return self._way.account()

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:  # noqa: ARG002
        """Small references go in the body, larger ones are uploaded and named there."""
        self._way.headers(self._access.secret)
        shape = SHAPES.get((job.recipe.width, job.recipe.height))
        if shape is None or len(job.references) < MODELS[job.recipe.model].least:
            raise trouble("invalid", "; ".join(self.refuses(job.recipe)))
        seed, (ratio, resolution) = job.seed % SEEDS, shape
        wanted: dict[str, Any] = {"prompt": job.prompt, "aspect_ratio": ratio}
        wanted |= {"resolution": resolution, "seed": seed}
        if job.references:
            addresses = [self._way.address(each, uploads) for each in job.references]
            wanted["reference_images"] = addresses
            wanted["reference_tags"] = _tags(job.references)
        model = OWNER + job.recipe.model
        body = json.dumps({"input": wanted}, separators=(",", ":")).encode()
        sent = tuple(sha256(each.data) for each in job.references)
        return Request(f"POST /models/{model}/predictions", body, seed, model, sent)

    def witness(self, model: str) -> Mapping[str, str]:  # noqa: ARG002
        """What the service's clock says: `find` looks at the right time even if ours is wrong."""
        answer = self._way.read("GET", "/account")
        now = clock(answer) if told(answer) else None
        return {} if now is None else {"clock": f"{now:.0f}"}

    def standing(self) -> Iterable[str]:
        """Whose account the key opens. Free, and a test of the key."""
        yield f"the account of {told(self._way.read('GET', '/account')).get('username')}"

    def submit(self, request: Request) -> str:
        """The new prediction's id."""
        answer = self._way.http.submit(request.endpoint.removeprefix("POST "), request.body)
        if 200 <= answer.status < 300:
            return task_of(answer)
        raise self._way.refused(answer, KINDS.get(answer.status, "in doubt"), "in doubt")

    def poll(self, task: str) -> Progress:
        """Also `lost` when the service has removed the result."""
        return progress(told(self._way.read("GET", _path(task))))

    def collect(self, address: str) -> bytes:
        """From the service's own hosts only; without the key wherever it is not the API's own."""
        home, host = self._way.home, urlsplit(address).hostname or ""
        ours = address.startswith(home + "/")
        known = ours or host == HOST or host.endswith("." + HOST) or address.startswith("data:")
        if home == HOME and not known:
            raise trouble("broken", f"the picture is said to be at {host}, which is no host of its")
        return self._way.http.download(address, largest=LARGEST, ours=ours)

    def find(self, intent: Intent) -> Finding:
        """Looks for the same input in the list of predictions of that time."""
        ahead = float(intent.witness.get("clock", intent.at)) - intent.at
        since, until = intent.at + ahead - EARLY, intent.until + ahead
        try:
            now, entries = self._way.listing(since, until + LATE)
        except NotServed as error:
            if error.kind != "broken":
                raise
            return Unknowable(f"the list of predictions cannot be read: {error.sentence}")
        return finding(intent, OWNER + intent.model, now, until, entries)

    def cancel(self, task: str) -> bool:
        """Nothing is owed for what made no picture."""
        answer = self._way.read("POST", _path(task) + "/cancel")
        return told(answer).get("status") in ("canceled", "aborted", "failed")

    def orphans(self, since: float) -> Iterable[Orphan]:
        """All predictions of our models since then, newest first: model, status and input."""
        for each in self._way.listing(since)[1]:
            if model_of(each).removeprefix(OWNER) in MODELS:
                asked = {name: each.get(name) for name in ("model", "status", "input")}
                yield Orphan(each["id"], moment(each) or since, asked)


class _Way:
    """The way to one account, and the free calls of more than one step."""

    def __init__(self, access: Access) -> None:
        self._access, self.home = access, access.url or HOME
        self.http = Http(access, self.home, self.headers)

    def headers(self, secret: Secret | None) -> Mapping[str, str]:
        """What goes with every call; raises NotServed("key")."""
        if secret is None:
            raise NotServed("key", "Replicate needs a key, and there is none", self._advice())
        return {"authorization": f"Bearer {secret.reveal()}"}

    def account(self) -> str:
        """Address and key, digested."""
        key = self._access.secret.reveal() if self._access.secret else ""
        return hashlib.sha256(f"{self.home}\n{key}".encode()).hexdigest()[:16]

    def read(self, method: str, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """A free call that has to succeed; `lost` when there is no such prediction."""
        answer = self.http.ask(method, path, query=query)
        if 200 <= answer.status < 300:
            return answer
        kind = KINDS.get(answer.status, "broken")
        if answer.status == 408 or answer.status >= 500:
            kind = "transient"
        elif kind == "invalid":
            kind = "lost" if answer.status == 404 and "/predictions/" in path else "broken"
        raise self.refused(answer, kind, "broken")

    def refused(self, answer: Answer, kind: str, doubtful: str) -> NotServed:
        """See `refusal`."""
        return refusal(answer, kind, doubtful, self._advice())

    def listing(
        self, since: float, until: float | None = None
    ) -> tuple[float | None, list[dict[str, Any]]]:
        """The service's clock, and every prediction since then; `broken` when they have no end."""
        query = {"created_after": written(since)}
        if until is not None:
            query["created_before"] = written(until)
        answer = self.read("GET", "/predictions", query)
        now, entries, seen = clock(answer), [], {""}
        while len(seen) <= PAGES:
            page = told(answer)
            found = results(page)
            entries += [each for each in found if _between(each, since, until)]
            past = any((moment(each) or since) < since for each in found)  # the newest come first
            address = str(page.get("next") or "")
            if past or address in seen:
                break
            seen.add(address)
            answer = self.read("GET", address)
        if past or not address:
            return now, entries
        raise trouble("broken", "a list of predictions that has no end")

    def address(self, picture: ReferencePicture, uploads: Uploads) -> str:
        """Where the service finds a reference: in the very text, or among its files."""
        media = _media(picture)
        if len(picture.data) <= SMALL:
            return f"data:{media};base64,{base64.b64encode(picture.data).decode()}"
        account, digest = self.account(), sha256(picture.data)
        return uploads.find(account, digest) or self._upload(picture, media, digest, uploads)

    def _upload(self, picture: ReferencePicture, media: str, digest: str, uploads: Uploads) -> str:
        name = f"{picture.tag}.{media.removeprefix('image/')}"
        answer = self.http.form("/files", {}, ("content", name, picture.data, media), ours=True)
        if not 200 <= answer.status < 300:
            raise self.refused(answer, KINDS.get(answer.status, "transient"), "broken")
        held = told(answer)
        urls, until = held.get("urls"), moment(held, "expires_at")
        address = urls.get("get") if isinstance(urls, dict) else None
        if not isinstance(address, str) or not address:
            raise trouble("broken", "an upload without an address")
        if until is not None:
            uploads.keep(self.account(), digest, address, until - SPARE)
        return address

    def _advice(self) -> str:
        return f"set {self._access.variable or 'REPLICATE_API_TOKEN'} to a key of your account"


def _path(task: str) -> str:
    return f"/predictions/{quote(task, safe='')}"


def _no_parameter(name: str) -> str:
    if name in QUANTITIES:
        return f"Replicate makes one picture a request and knows no `{name}`: write `takes` instead"
    return f"Gen-4 at Replicate has no parameter `{name}`"


def _tags(references: tuple[ReferencePicture, ...]) -> list[str]:
    """Their tags, none twice: two pictures of one person have one name, here each needs its own."""
    found: list[str] = []
    for number, each in enumerate(references, 1):
        found.append(f"{each.tag[:14]}{number}" if each.tag in found else each.tag)
    return found


def _media(picture: ReferencePicture) -> str:
    try:
        return dimensions(picture.data)[2]
    except PictureFault as fault:
        raise trouble("invalid", f"the reference {picture.tag}: {fault}") from None


def _between(entry: Mapping[str, Any], since: float, until: float | None) -> bool:
    """Whether it may have been made then; where that is not told, it may."""
    made = moment(entry)
    return made is None or (since <= made and (until is None or made < until))
