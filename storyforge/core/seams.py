"""Every seam of the house on one page: who makes pictures, where they are kept, who renders
boards, who listens.

To add a provider: one file in `providers/`, one line in `providers/table.py`, one test file. To add
an exporter: the same in `exporters/`. A seam's implementation is handed all it needs; it never
reads the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, Protocol

from storyforge.core.board import Board
from storyforge.core.board import Source as PictureSource
from storyforge.core.delivery import (
    Delivery,
    Finding,
    Fit,
    Intent,
    Orphan,
    Progress,
    Request,
)
from storyforge.core.event import Event
from storyforge.core.price import Price
from storyforge.core.proposal import Here, Proposal
from storyforge.core.recipe import Recipe
from storyforge.core.trace import Asked, Trace


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one model can do, as data.

    `references`: the most it takes. `prompt_units`: longest sentence in UTF-16 units. `ratios`:
    legal shapes. `staging`: it reads the declared scene besides the sentence. `works`: `draw` is
    work for a process, `wait` for a thread. `repeatable`: asking again costs nothing and gives the
    same pixels. `least`: the fewest references it takes. `largest_seed`: 0 when it takes none.
    `named`: whether the sentence calls a reference by its tag (`@mara`) or by its place (`figure`).
    `sizes`: `"16:9 720p"` -> width and height in pixels, None for the field's own. `fit`: what a
    reference must be. `delivery`: how a paid submit is delivered, None for what is made here.
    `makes`: a picture, or a clip of moving pictures. `credit`: words and link that boards show.
    `source`: how its pictures come to be, in IPTC's words.
    """

    references: int
    prompt_units: int
    ratios: tuple[str, ...]
    resolutions: tuple[str, ...]
    staging: bool
    works: Literal["draw", "wait"]
    repeatable: bool
    least: int = 0
    largest_seed: int = 2**32 - 1
    named: Literal["tag", "figure"] = "tag"
    sizes: Mapping[str, tuple[int, int]] | None = None
    fit: Fit | None = None
    delivery: Delivery | None = None
    makes: Literal["picture", "clip"] = "picture"
    source: PictureSource = "trainedAlgorithmicMedia"
    credit: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReferencePicture:
    """A reference as it is used: its part, its tag, and the very bytes whose digest is in the
    key."""

    role: str
    tag: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to make. Crosses into another process, so it is plain data."""

    recipe: Recipe
    take: int
    seed: int
    prompt: str
    references: tuple[ReferencePicture, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What came back: the picture's bytes, and what the provider said about them."""

    data: bytes
    seed: int | None
    model_version: str
    cost: str = "0"
    cost_known: str = "free"


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a recipe that a provider has no use for: a note's code, sentence and advice.

    `at`: the path of the words in the recipe's staging; empty when it is about the whole of them.
    """

    code: str
    sentence: str
    advice: str
    at: tuple[str | int, ...] = ()


class NotMade(Exception):
    """A provider could not make the picture: one sentence, and advice when there is any."""

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.advice = sentence, advice

    def __reduce__(self) -> tuple[type[NotMade], tuple[str, str]]:
        """Survive the way back from another process whole."""
        return NotMade, (self.sentence, self.advice)


class Provider(Protocol):
    """A service, or the embedded artist. `make` is the only effect; it may be called from many
    threads or processes."""

    name: str
    revision: int  # part of every key; raised by hand when it would ask or draw differently
    models: tuple[str, ...]  # the first is the default

    def capabilities(self, model: str) -> Capabilities:
        """What `model` (one of `models`) can do."""

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        """Sentences why this recipe cannot be made, before anything is spent. Pure."""

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:
        """What of this recipe it cannot use, for notes; nothing when it reads the sentence itself.

        Pure; asked only when somebody looks (`check`, `plan`).
        """

    def price(self, recipe: Recipe) -> Price:
        """What one take costs. Pure."""

    def make(self, job: Job) -> Made:
        """Make one picture; raises NotMade."""


@dataclass(frozen=True, slots=True)
class Order:
    """One picture to be delivered by a service: what is asked, for whom, and what it may cost.

    `job` is made only when something is to be sent: what was accepted already needs no references.
    `size`: as asked, in pixels. `scene`, `cast`: for the ledger.
    """

    service: Service
    asked: Asked
    job: Callable[[], Job]
    node: str
    kind: str
    model: str
    size: tuple[int, int]
    price: Price
    scene: str = ""
    cast: tuple[str, ...] = ()


class Attaching(Protocol):
    """What a provider also is when its recipes name files of the project besides pictures."""

    def attached(self, recipe: Recipe, read: Callable[[str], bytes]) -> Recipe:
        """The recipe with what those files hold in place of their names: so it reaches the key.

        `read`: the bytes of a file of the project, by its path from the project's folder; raises
        OSError. Raises ValueError with a sentence when a file cannot be used.
        """


class Uploads(Protocol):
    """References that a service holds already, by account and content; forgotten when they end."""

    def find(self, account: str, sha256: str) -> str | None:
        """The service's own address of those bytes, if it still holds them."""

    def keep(self, account: str, sha256: str, address: str, until: float) -> None:
        """Remember an address until then (seconds since the epoch)."""


class Service(Provider, Protocol):
    """A provider whose pictures are made elsewhere, for money or on another machine.

    `make` is not used: `delivery/` makes these calls in the order of the protocol, and repeats
    those that may be repeated. All raise NotServed; none repeats, keeps, or waits for anything.
    """

    def account(self) -> str:
        """A name for the account, the same in all builds, from which no key can be learned."""

    def prepare(self, job: Job, token: str, uploads: Uploads) -> Request:
        """The exact submit for a job whose references fit; uploads them where that is wanted.

        Costs nothing; may be repeated. Raises NotServed("key") without a key, before any call.
        """

    def witness(self, model: str) -> Mapping[str, str]:
        """What could later prove that nothing was accepted; empty where nothing could. Free."""

    def submit(self, request: Request) -> str:
        """Send it, once, on a connection of its own; the task's id.

        NotServed of kind `in doubt` whenever the service may have accepted it; any other kind says
        that it surely did not.
        """

    def poll(self, task: str) -> Progress:
        """How far a task is. Free. `lost` when the service no longer knows it."""

    def collect(self, address: str) -> bytes:
        """The bytes of a result, bounded; not yet verified. Free. `lost` when they are gone."""

    def find(self, intent: Intent) -> Finding:
        """What became of a submit whose answer was lost. Free."""

    def cancel(self, task: str) -> bool:
        """Cancel a task; whether it costs nothing."""

    def orphans(self, since: float) -> Iterable[Orphan]:
        """Tasks of this account since then (seconds since the epoch), where it can list them."""


class Missing(KeyError):
    """The store does not hold this digest."""


class Corrupt(Exception):
    """The store held other bytes than the digest says; they are in quarantine now and never
    served."""


class Store(Protocol):
    """Pictures by digest and traces by key. Disk and memory twins pass the same tests. Safe for
    many threads."""

    def put(self, data: bytes) -> str:
        """Keep bytes durably; returns their sha256. Putting them again changes nothing."""

    def get(self, sha256: str) -> bytes:
        """The bytes, verified; raises Missing or Corrupt."""

    def has(self, sha256: str) -> bool:
        """Whether an object of that name is there (not verified)."""

    def objects(self) -> frozenset[str]:
        """Names of all objects, in one listing."""

    def put_trace(self, trace: Trace) -> None:
        """Keep a trace durably; its picture must be in the store already."""

    def trace(self, key: str, take: int) -> Trace | None:
        """The trace of one take, or None (also when it is damaged: it is then in quarantine)."""

    def takes(self, key: str) -> tuple[int, ...]:
        """Which takes of `key` have traces, ascending."""


Written = bytes | Callable[[BinaryIO], None]
"""A file's bytes; or, for what is large, who writes them into a file that somebody else has opened
(binary, seekable, empty)."""


def _unheard(done: int, of: int) -> None:
    """Where nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What an exporter may draw on. `picture`: the bytes of a picture or clip by digest; a board is
    only handed to an exporter when all its digests are there. `sound`: the bytes of a sound file of
    the project, by its path; raises OSError. `told`: called now and then: so many done, of so many.
    `cores`: processors that may be used.
    """

    picture: Callable[[str], bytes]
    sound: Callable[[str], bytes]
    told: Callable[[int, int], None] = _unheard
    cores: int = 1


class Exporter(Protocol):
    """Renders a board as files of one format; somebody else writes them."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """(relative path, content) of each file; a format of one file names it `""`.

        `wishes`: every wish that the table has for this format, by name. The same board and wishes
        give the same bytes. Raises StoryforgeError.
        """


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be imported: its name, its bytes, and the bytes of files beside it by relative path
    (raises OSError; never leads out of the file's own folder)."""

    name: str
    data: bytes
    beside: Callable[[str], bytes]


class Importer(Protocol):
    """Reads a foreign file as a proposal; somebody else shows and carries it out."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:
        """What importing `source` would do to the project as it is (or to none). Raises
        UsageError, with the place, for what cannot be read."""


Reporter = Callable[[Event], None]
Providers = Mapping[str, Provider]
Json = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None
