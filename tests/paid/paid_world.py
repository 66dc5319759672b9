"""Films that cost money, the services that make them, who kills the build, and what must hold afterwards.

A service lives here, in the test's own process, so its purse outlives every build that is killed
under it. `Studio` is one project at one service; `Reaper` runs the command line in children that die.
"""

from __future__ import annotations

import copy
import json
import os
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from services import replicate_fake, runway_fake
from services.comfyui_fake import ComfyFake
from services.fake import Fake
from services.replicate_fake import ReplicateFake, picture_of
from services.runway_fake import RunwayFake
from unmarked import unmarked
from world import World

import storyforge
from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.store.disk import DiskStore
from storyforge.store.journal import Journal
from storyforge.store.ledger import Ledger

HERE = Path(__file__).resolve().parent
ROOT = Path(storyforge.__file__).resolve().parent.parent
SOAK = bool(os.environ.get("STORYFORGE_SOAK"))
DOUBT = ("intended", "in doubt")
_LATER = 200.0  # seconds of a service's time that pass before somebody builds again

# ------------------------------------------------------------------ films

_HEAD = """\
storyforge: 1
title: The Lamplighter
provider: {provider}
resolution: 720p
ratio: "1:1"
{parameters}
"""
FILMS: dict[str, str] = {
    "chain": """
scenes:
  - id: sc1
    shots:
      - {id: s010, prompt: a long wooden pier}
      - {id: s020, from: s010, prompt: the lantern goes out}
      - {id: s030, from: s020, prompt: it is lit again}
      - {id: s040, from: s030, prompt: a boat comes in}
      - {id: s050, from: s040, prompt: the boat is gone}
""",
    "wide": """
characters:
  mara: {description: "lamplighter, sixty, white braid"}
scenes:
  - id: sc1
    cast: [mara]
    shots:
      - {id: s010, prompt: "@mara walks the pier"}
      - {id: s020, prompt: "@mara sits"}
      - {id: s030, prompt: "@mara climbs"}
      - {id: s040, prompt: "@mara looks down"}
      - {id: s050, prompt: "@mara smiles"}
      - {id: s060, prompt: "@mara sleeps"}
      - {id: s070, prompt: "@mara wakes"}
      - {id: s080, prompt: "@mara leaves"}
""",
    "refinement": """
locations:
  pier: {description: a long wooden pier, picture: art/pier.png}
characters:
  mara:
    description: lamplighter, sixty, white braid
    looks: {coat: oilskin coat}
scenes:
  - id: sc1
    location: pier
    cast: [mara/coat]
    shots:
      - {id: s010, takes: 2, prompt: "@mara walks the pier"}
      - {id: s020, from: s010, prompt: the lantern goes out}
""",
    "pair": """
scenes:
  - id: sc1
    shots:
      - {id: s010, prompt: a long wooden pier}
      - {id: s020, from: s010, prompt: the lantern goes out}
""",
    "three": """
scenes:
  - id: sc1
    shots:
      - {id: s010, prompt: a long wooden pier}
      - {id: s020, prompt: a boat at dawn}
      - {id: s030, from: s010, prompt: the lantern goes out}
""",
}


@lru_cache(1)
def pier() -> bytes:
    """A photograph of pure grain: too large to travel inside of a request."""
    width, height = 240, 180
    grain = Random(4).randbytes(3 * width * height)
    rows = (b"\0" + grain[3 * width * y : 3 * width * (y + 1)] for y in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows), 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _workflow(references: int) -> dict[str, Any]:
    """A graph for that many references."""
    loads = {
        f"{number}": {"class_type": "LoadImage", "inputs": {"image": f"{{reference{number}}}"}}
        for number in range(1, references + 1)
    }
    sampler = {"text": "{prompt}", "seed": "{seed}", "steps": 20, "sampler_name": "euler"}
    size = {"width": "{width}", "height": "{height}"}
    images = {f"image{number}": [number, 0] for number in loads}
    return {
        **loads,
        "8": {"class_type": "StorySampler", "inputs": {**sampler, **size, **images}},
        "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0], "filename_prefix": "x"}},
    }


def _parameters(references: int) -> str:
    return f"parameters: {{workflow: {json.dumps(_workflow(references))}}}"


# ------------------------------------------------------------------ services


@dataclass(frozen=True)
class House:
    """What the harness must know of one service besides its fake.

    `charged`: tasks that cost money. `pictures`: what it has finished, by task. `bodies`: what each
    task was asked with. `create`: the route of a submit. `sure`: a lost answer is always settled
    without a person. `price`: what the ledger says of one picture; None: as the fake's ledger has it.
    """

    fake: Callable[[], Any]
    environment: Callable[[Any], dict[str, str]]
    charged: Callable[[Any], list[str]]
    pictures: Callable[[Any], Mapping[str, bytes]]
    bodies: Callable[[Any], Mapping[str, Any]]
    create: str
    sure: bool
    price: str | None


def _replicate(fake: ReplicateFake) -> dict[str, bytes]:
    done = (each for each in fake.predictions.values() if each.status(fake.now) == "succeeded")
    return {each.id: picture_of(each.input) for each in done}


def _runway(fake: RunwayFake) -> dict[str, bytes]:
    return {task.id: task.data for task in fake.tasks.values() if fake.status(task) == "SUCCEEDED"}


def _comfy(fake: ComfyFake) -> dict[str, bytes]:
    outputs = {task: done["outputs"]["9"]["images"][0] for task, done in fake.done.items()}
    return {
        task: fake.files[made["type"], made["subfolder"], made["filename"]]
        for task, made in outputs.items()
    }


def _all_charged(fake: Fake) -> list[str]:
    """Tasks for which more was charged than given back."""
    sums: dict[str, Decimal] = {}
    for task, amount in fake.charges:
        sums[task] = sums.get(task, Decimal(0)) + Decimal(str(amount))
    return [task for task, amount in sums.items() if amount]


HOUSES: dict[str, House] = {
    "replicate": House(
        fake=lambda: ReplicateFake(step=10.0, bill="accept"),
        environment=lambda fake: {
            "REPLICATE_BASE_URL": fake.base,
            "REPLICATE_API_TOKEN": replicate_fake.KEY,
        },
        charged=_all_charged,
        pictures=_replicate,
        bodies=lambda fake: {each.id: {"input": each.input} for each in fake.predictions.values()},
        create="create",
        sure=True,
        price="tariff",
    ),
    "runway": House(
        fake=lambda: RunwayFake(step=10.0),
        environment=lambda fake: {
            "RUNWAYML_BASE_URL": fake.url,
            "RUNWAYML_API_SECRET": runway_fake.KEY,
        },
        charged=_all_charged,
        pictures=_runway,
        bodies=lambda fake: {each.id: each.body for each in fake.tasks.values()},
        create="create",
        sure=False,
        price=None,
    ),
    "comfyui": House(
        fake=lambda: ComfyFake(step=10.0, takes=15.0),
        environment=lambda fake: {"COMFYUI_URL": fake.url},
        charged=lambda fake: [*fake.ran, *(each.id for each in _queued(fake))],
        pictures=_comfy,
        bodies=lambda fake: {task: done["prompt"][2] for task, done in fake.done.items()},
        create="prompt",
        sure=True,
        price="0",
    ),
}


def _queued(fake: ComfyFake) -> list[Any]:
    return [each for each in (fake.running, *fake.waiting) if each]


# ------------------------------------------------------------------ a project at a service


@dataclass
class Studio:
    """One film at one service. `asked`: how often a person had to say what became of a submit.
    `pace`: factor on all waits of the builds."""

    folder: Path
    service: str
    film: str
    fake: Any
    asked: int = 0
    pace: str = "0"
    odd: list[str] = field(default_factory=list)  # what a build should not have said

    @property
    def house(self) -> House:
        return HOUSES[self.service]

    @property
    def world(self) -> World:
        return World(self.folder / "film")

    @property
    def state(self) -> Path:
        return self.folder / "film" / ".storyforge"

    @property
    def environment(self) -> dict[str, str]:
        """What a build must be told."""
        return {
            "STORYFORGE_PACE": self.pace,
            "STORYFORGE_CONFIG": str(self.folder / "none.yaml"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "HOME": str(self.folder / "home"),
            "NO_COLOR": "1",
            **self.house.environment(self.fake),
        }

    def written(self) -> Studio:
        """With its film in it."""
        parameters, text = "", FILMS[self.film]
        if self.service == "comfyui":  # a graph that shows a reference where there is one
            parameters, shown = (_parameters(count) for count in (0, 1))
            for mark in ("from: ", 'prompt: "@'):
                text = text.replace(mark, f"{shown}, {mark}")
        head = _HEAD.format(provider=self.service, parameters=parameters)
        self.world.file("storyforge.yaml", head + text)
        if "art/" in FILMS[self.film]:
            self.world.file("art/pier.png", pier())
        return self

    def attempts(self) -> dict[str, Attempt]:
        """As the journal has them."""
        return rows.fold(Journal(self.state).records())

    def traces(self) -> dict[str, int]:
        """Digest of every picture that has a trace and is in the store -> how many traces."""
        store, found = DiskStore(self.state), {}
        for key, take in store.traces.all():
            trace = store.trace(key, take)
            if trace and store.has(trace.output.sha256):
                found[trace.output.sha256] = found.get(trace.output.sha256, 0) + 1
        return found

    def pending(self) -> None:
        """Wait until the service has heard all that was sent to it by those who are dead now.

        Connections are accepted in the order in which they were made, each by a thread of its own.
        """
        with socket.create_connection(self.fake._server.server_address) as mine:
            mine.sendall(b"GET /quiet HTTP/1.0\r\n\r\n")
            while mine.recv(65536):
                pass
        for thread in list(self.fake._server._threads):
            thread.join(30)
            assert not thread.is_alive()

    def remembered(self) -> dict[str, Any]:
        """All that the service knows now."""
        fixed = ("_server", "lock", "url")
        return copy.deepcopy({k: v for k, v in vars(self.fake).items() if k not in fixed})

    def put_back(self, known: dict[str, Any]) -> None:
        """Make the service know what it knew then."""
        vars(self.fake).update(copy.deepcopy(known))

    def tick(self) -> None:
        """Somebody comes back a while later."""
        self.fake.tick(_LATER)

    def doubtful(self) -> list[tuple[Attempt, str]]:
        """Attempts of which the journal does not say whether they were accepted, and the task that
        the service has for them; empty when it has none."""
        found, claimed = [], {each.task for each in self.attempts().values()}
        for each in self.attempts().values():
            if each.state in DOUBT:
                body = json.loads(DiskStore(self.state).get(each.body))
                alike = (task for task, one in self.house.bodies(self.fake).items() if one == body)
                found.append((each, next((one for one in alike if one not in claimed), "")))
                claimed.add(found[-1][1])
        return found

    def words(self) -> list[str]:
        """What a person, looking at the service's own pages, says of each attempt in doubt."""
        said = []
        for each, task in self.doubtful():
            word = f"--task {task}" if task else "--not-accepted"
            said.append(f"recover {each.node} --take {each.take} {word}")
        return said

    def lost(self) -> list[str]:
        """Tasks that the service finished and whose picture is not here."""
        store, made = DiskStore(self.state), self.house.pictures(self.fake)
        here = {unmarked(store.get(name)) for name in self.traces()}
        return [task for task, data in made.items() if unmarked(data) not in here]

    def tell(self, kills: int) -> None:
        """One line for who counts: STORYFORGE_TALLY names the file."""
        name = os.environ.get("STORYFORGE_TALLY")
        if name:
            paid, here = len(self.house.charged(self.fake)), sum(self.traces().values())
            row = (self.service, self.film, kills, paid, here, self.asked, len(self.lost()))
            with open(name, "a", encoding="utf-8") as file:
                file.write(" ".join(map(str, row)) + "\n")

    def faults(self, pictures: int) -> Iterator[str]:
        """What is not as promised, when all is built that was to be."""
        yield from self.odd
        charged, traces = self.house.charged(self.fake), self.traces()
        if len(charged) != pictures or len(set(charged)) != len(charged):
            yield f"paid for {len(charged)} pictures, and not for {pictures}"
        if sum(traces.values()) != pictures:
            yield f"{sum(traces.values())} pictures are here, and not {pictures}"
        yield from (f"the picture of {task} was made and is lost" for task in self.lost())
        left = [f"{each.node} {each.state}" for each in self.attempts().values() if each.open]
        if left:
            yield f"still open: {left}"
        yield from self._sums(charged)

    def _sums(self, charged: list[str]) -> Iterator[str]:
        lines = [line for line in Ledger(self.state).lines() if line.outcome == "made"]
        said = sum((line.charged or Decimal(0) for line in lines), Decimal(0))
        if len(lines) != len(charged):
            yield f"the ledger has {len(lines)} pictures, and {len(charged)} were charged"
        if self.house.price is None and said != Decimal(str(self.fake.charged)):
            yield f"the ledger says {said}, and the service {self.fake.charged}"


def studio(folder: Path, service: str, film: str) -> Studio:
    """A new one; its fake must be entered as a context."""
    fake = HOUSES[service].fake()
    fake._server.daemon_threads = False  # so that they can be waited for
    return Studio(folder, service, film, fake).written()


# ------------------------------------------------------------------ who kills


@dataclass(frozen=True)
class Ran:
    """What a child came to: the signal it died of, its boundaries, what its steps said."""

    signal: int
    calls: list[str]
    said: list[tuple[int, str, str]]

    @property
    def codes(self) -> list[int]:
        return [code for code, _, _ in self.said]


class Reaper:
    """A warmed-up driver process; `run` has it fork a child. Use as a context."""

    def __enter__(self) -> Reaper:
        paths = os.pathsep.join(map(str, (ROOT, HERE.parent, HERE)))
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "paid_driver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        if self._line() != "ready\n":
            self._process.communicate(timeout=30)
            raise RuntimeError("the driver did not start; its words are above")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def run(self, place: Studio, *steps: str, **how: Any) -> Ran:
        """Run command lines, one after the other, in a forked child; `how`: `kill` or `at`.

        When this returns, the service has heard whatever was sent.
        """
        assert self._process.stdin is not None
        request = {
            "cwd": str(place.world.root),
            "environment": place.environment,
            "steps": [step.split() for step in steps],
            **how,
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        assert answer["broken"] == 0, answer
        assert answer["signal"] in (0, 9), answer
        place.pending()
        return Ran(answer["signal"], answer.get("calls", []), answer.get("said", []))

    def finish(self, place: Studio, build: str = "build --yes") -> None:
        """Build as often as a person would, who also settles what only a person can; and once
        more, which must make nothing and change no byte."""
        for _ in range(4):
            said, before, again, after = self.run(
                place, build, "!files", "build --yes", "!files"
            ).said
            if said[0] == 0:
                place.odd += _differ(json.loads(before[1]), json.loads(after[1]))
                if again[0] or "nothing to make" not in again[2]:
                    place.odd.append(f"one more build came to {again}")
                break
            if said[0] != 6:
                place.odd.append(f"a build came to {said[0]}: {said[2]}")
                break
            place.tick()
            if not place.house.sure:
                words = place.words()
                place.asked += len(words)
                codes = self.run(place, *words).codes
                place.odd += [f"{words}: {codes}"] if any(codes) else []
        else:
            place.odd.append("it does not come to an end")


def _differ(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"one more build changed {name}"
