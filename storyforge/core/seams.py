"""Every seam of the house on one page: who makes pictures, where they are kept, who renders
boards, who listens.

To add a provider: one file in `providers/`, one line in `providers/table.py`, one test file. To add
an exporter: the same in `exporters/`. A seam's implementation is handed all it needs; it never
reads the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from storyforge.core.board import Board
from storyforge.core.event import Event
from storyforge.core.price import Price
from storyforge.core.recipe import Recipe
from storyforge.core.trace import Trace


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one model can do, as data.

    `references`: the most it takes. `prompt_units`: longest sentence in UTF-16 units. `ratios`:
    legal shapes. `staging`: it reads the declared scene besides the sentence. `works`: `draw` is
    work for a process, `wait` for a thread. `repeatable`: asking again costs nothing and gives the
    same pixels.
    """

    references: int
    prompt_units: int
    ratios: tuple[str, ...]
    resolutions: tuple[str, ...]
    staging: bool
    works: Literal["draw", "wait"]
    repeatable: bool


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


class Exporter(Protocol):
    """Renders a board. `pictures` fetches a picture's bytes by digest; somebody else writes the
    files."""

    def render(self, board: Board, pictures: Callable[[str], bytes]) -> Iterable[tuple[str, bytes]]:
        """(relative path, bytes) of each file."""


Reporter = Callable[[Event], None]
Providers = Mapping[str, Provider]
Json = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None
