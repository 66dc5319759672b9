"""A studio for scenarios of trouble: a project, a fake service with scripted faults, and what must hold after each build.

Everything goes through the real command line. Keys are canaries: no file and no output may ever hold one.
"""

from __future__ import annotations

import base64
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from services import replicate_fake, runway_fake
from services.comfyui_fake import ComfyFake
from services.fake import Fake
from services.replicate_fake import ReplicateFake, picture_of
from services.runway_fake import RunwayFake
from unmarked import unmarked
from world import Said, World

COMFY_KEY = "comfy-door-9f1b7c3e5a2d4860"
Answered = tuple[int, str]  # exit code, and the whole of what the plain reporter said


@dataclass(frozen=True)
class House:
    """How one service is reached, and what its fake calls things."""

    fake: Callable[[], Fake]
    key: str
    variable: str
    address: str
    below: str = ""


HOUSES = {
    "runway": House(
        lambda: RunwayFake(step=20.0), runway_fake.KEY, "RUNWAYML_API_SECRET", "RUNWAYML_BASE_URL"
    ),
    "replicate": House(
        lambda: ReplicateFake(step=20.0),
        replicate_fake.KEY,
        "REPLICATE_API_TOKEN",
        "REPLICATE_BASE_URL",
    ),
    "comfyui": House(
        lambda: ComfyFake(step=1.0, key=COMFY_KEY),
        COMFY_KEY,
        "STORYFORGE_COMFYUI_KEY",
        "COMFYUI_URL",
    ),
}
_HEAD = "storyforge: 1\ntitle: The Lamplighter\nresolution: 720p\n"
ONE = "shots:\n  - {id: s010, prompt: a pier at night}\n"
TAKES = "shots:\n  - {id: s010, takes: 4, prompt: a pier at night}\n"
PAIR = ONE + "  - {id: s020, prompt: a boat at dawn}\n"
EIGHT = "shots:\n" + "".join(f"  - {{id: s0{n}0, prompt: pier number {n}}}\n" for n in range(1, 9))
CHAIN = (
    "characters:\n  mara: {description: lamplighter of sixty}\n"
    'shots:\n  - {id: s010, prompt: "@mara walks"}\n'
)
FOLLOWS = ONE + "  - {id: s020, from: s010, prompt: the lantern goes out}\n"
SEQUEL = "  - {id: s090, prompt: the lantern at noon}\n"  # a shot more, nothing else
GRAPH: dict[str, Any] = {
    "1": {
        "class_type": "StorySampler",
        "inputs": {
            "text": "{prompt}",
            "seed": "{seed}",
            "steps": 20,
            "sampler_name": "euler",
            "width": "{width}",
            "height": "{height}",
        },
    },
    "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "{take}"}},
}
_SECONDS = re.compile(r"\b(?:\d+ min \d+ s|\d+(?:\.\d)? s)\b")
_ERROR = re.compile(r"\[(Errno|SSL)[^\n]*")  # its number and words are the system's own
_SHOT = re.compile(r"s0\d0(?: take \d)?")
_PURSE = re.compile(r"\$\d\.\d\d spent, \$\d\.\d\d under way")
_SIGNED = re.compile(rb"_jwt=|X-Amz-Signature=|x-signature")


@dataclass
class Studio:
    """One project that is made by one service."""

    root: Path
    service: str
    fake: Any
    world: World
    set_variable: Callable[[str, str | None], None]
    heard: list[str] = field(default_factory=list)

    @property
    def house(self) -> House:
        return HOUSES[self.service]

    def film(self, text: str) -> None:
        """Write the film, made by the service."""
        more = "parameters: {workflow: two.json}\n" if self.service == "comfyui" else ""
        self.world.file("storyforge.yaml", f"{_HEAD}provider: {self.service}\n{more}{text}")
        if self.service == "comfyui":
            self.world.file("two.json", json.dumps(GRAPH))

    def settings(self, text: str) -> None:
        (self.root / "config.yaml").write_text(text)

    def run(self, *arguments: str) -> Said:
        """A command, its output with every time taken out and listened to for secrets."""
        said = self.world.run(*arguments)
        self.heard += [said.out, said.err]
        return Said(said.code, _SECONDS.sub("_ s", said.out), _SECONDS.sub("_ s", said.err))

    def build(self, *arguments: str) -> Answered:
        """`storyforge build --yes`: its exit code and all that it said; what was waited for is
        left out, since how long that is rests with chance."""
        said = self.run("build", "--yes", *arguments)
        assert said.out == ""
        lines = [line for line in said.err.splitlines() if not line.startswith("waiting ")]
        return said.code, _ERROR.sub(r"[\1 _]", "\n".join(lines))

    def waited(self) -> list[str]:
        """What waits were announced, in all builds, with their times."""
        return [
            line for text in self.heard for line in text.splitlines() if line.startswith("waiting ")
        ]

    # What must hold after every build

    def holds(self, kept: int) -> None:
        """Nothing is half-written, all that was paid for is here, and no secret is anywhere.

        `kept`: of the pictures that the service finished, how many must be in the store.
        """
        verified = self.run("verify")
        assert (verified.code, verified.out) == (0, ""), verified.err
        assert self.leftovers() == []
        assert len(self.finished() & self.stored()) == kept
        assert list(self.secrets()) == []
        assert getattr(self.fake, "leaks", []) == []

    def leftovers(self) -> list[str]:
        """Temporary files."""
        found = [*self.world.root.rglob("*.tmp"), *(self.world.root / ".storyforge/tmp").glob("*")]
        return [path.name for path in found if path.is_file()]

    def stored(self) -> set[str]:
        """Digests of every object in the store but for imprints, by its bytes and not its name."""
        objects = self.world.root / ".storyforge" / "objects"
        return {unmarked(path.read_bytes()) for path in objects.rglob("*") if path.is_file()}

    def finished(self) -> set[str]:
        """Digests of every picture that the service finished."""
        fake = self.fake
        if isinstance(fake, RunwayFake):
            done = (each for each in fake.tasks.values() if each.ended and each.code is None)
            return {unmarked(fake.dress(each.data)) for each in done}
        if isinstance(fake, ReplicateFake):
            done = (
                each for each in fake.predictions.values() if each.status(fake.now) == "succeeded"
            )
            return {unmarked(picture_of(each.input)) for each in done}
        return {unmarked(data) for (sort, *_), data in fake.files.items() if sort == "output"}

    def secrets(self) -> Iterator[str]:
        """Where a key is, in any form; and where a signed address is, in whatever is handed on."""
        needles = list(_forms(self.house.key))
        for text in self.heard:
            if any(needle.decode() in text for needle in needles):
                yield f"said: {text[:80]}"
        for path in self.root.rglob("*"):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if any(needle in data for needle in needles):
                yield str(path)
            if _SIGNED.search(data):
                yield f"{path} (a signed address)"

    def ledger(self) -> list[tuple[str, str, str | None]]:
        """Node, outcome and what was charged, of every line."""
        lines = json.loads(self.run("ledger", "--json").out)["lines"]
        return [(each["node"], each["outcome"], each["charged"]) for each in lines]

    @property
    def creates(self) -> int:
        """How many submits the service heard, whatever it said to them."""
        return int(self.fake.calls.get("prompt" if self.service == "comfyui" else "create", 0))

    @property
    def charged(self) -> int:
        """How many pictures are owed for; of ComfyUI, how many it ran."""
        if self.service == "comfyui":
            return len(self.fake.ran)
        return sum(1 if amount > 0 else -1 for _, amount in self.fake.charges)


def open_studio(
    root: Path, service: str, film: str, monkeypatch: pytest.MonkeyPatch, fake: Fake
) -> Studio:
    """A studio whose fake is running; the environment is that of its user."""

    def set_variable(name: str, value: str | None) -> None:
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)

    house = HOUSES[service]
    for name, value in (
        ("HOME", str(root / "home")),
        ("XDG_CACHE_HOME", str(root / "cache")),
        ("STORYFORGE_CONFIG", str(root / "config.yaml")),
        ("STORYFORGE_PACE", "0"),
        (house.variable, house.key),
        (house.address, fake.url + house.below),
        *((name, None) for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")),
    ):
        set_variable(name, value)
    (root / "home").mkdir(parents=True)
    made = Studio(root, service, fake, World(root / "film"), set_variable)
    made.film(film)
    return made


def _forms(key: str) -> Iterator[bytes]:
    """A key as it is, without its telling beginning, and packed in ways that are easily undone."""
    yield key[4:].encode()
    yield base64.b64encode(key.encode())[:-4]
    yield key.encode().hex().encode()


# Scenarios


def nothing(studio: Studio) -> None:
    """No change."""


def mended(studio: Studio) -> None:
    """All scripted faults are over."""
    studio.fake.faults.clear()


# What a build says, in whole; {most} and {cost} are the service's own prices

BOARD = "board: board/index.html"
MEND = "next: mend what failed, then `storyforge build` makes only that"
RECOVER = "next: `storyforge recover` shows what is in doubt and settles it"
MADE = f"1 picture to make, 0 current{{most}}\nmade      s010  _ s{{cost}}\n1 made{{cost}} · _ s\n{BOARD}"
COLLECTED = f"1 picture to make, 0 current\nmade      s010  _ s{{cost}}\n1 made · _ s\n{BOARD}"
RESTORED = f"restored  s010  (made before, used again)\n1 restored · _ s\n{BOARD}"
CURRENT = "nothing to make: 1 picture is current · board/index.html"
PRICES = {
    "runway": {"most": " · at most $0.05", "cost": " · $0.05"},
    "replicate": {"most": " · at most $0.08", "cost": " · $0.08"},
    "comfyui": {"most": "", "cost": ""},
}


def failed(sentence: str, hint: str = "", spent: str = "", then: str = MEND) -> str:
    """The report of a build whose only picture failed; `spent`: ` · $0.05`."""
    advice = f"\n          hint: {hint}" if hint else ""
    head = "1 picture to make, 0 current{most}\n"
    return f"{head}failed    s010: {sentence}{advice}\n1 failed{spent} · _ s\n{then}"


def withheld(sentence: str, hint: str, why: str = "refused", then: str = MEND) -> str:
    """The report of a build that did not ask for its only picture."""
    advice = f"          hint: {hint}"
    return f"{why:<9} s010: {sentence}\n{advice}\n1 failed · _ s\n{then}"


@dataclass(frozen=True)
class Scenario:
    """What goes wrong, what must be said, and what the next build does.

    `code`, `says`: of the first build, in whole. `charges`, `kept`: pictures owed for and pictures in the store
    then. `mend`: what happens before the next build, which has the arguments `again`, ends with `then_code` and says
    `then`. `charges_then`, `kept_then`: the same after it. `last`: whether a third build finds nothing to do.
    `chance`: several are made at once, and which of them comes first is left open.
    """

    name: str
    service: str
    wrong: Callable[[Studio], None]
    code: int
    says: str
    charges: int
    kept: int
    then: str
    then_code: int = 0
    charges_then: int = 1
    kept_then: int = 1
    mend: Callable[[Studio], None] = mended
    film: str = ONE
    last: bool = True
    again: tuple[str, ...] = ()
    check: Callable[[Studio], None] = nothing
    chance: bool = False

    def expected(self, text: str) -> str:
        """A report with the service's own prices in it."""
        for name, price in PRICES[self.service].items():
            text = text.replace(f"{{{name}}}", price)
        return textwrap.dedent(text).strip()

    def alike(self, answered: Answered) -> Answered:
        """An answer in which what is left to chance is not told."""
        if not self.chance:
            return answered
        text = _PURSE.sub("$… spent, $… under way", _SHOT.sub("s…", answered[1]))
        return answered[0], "\n".join(sorted(text.splitlines()))


def play(scene: Scenario, studio: Studio) -> None:
    """Both builds and everything that must hold after each."""
    scene.wrong(studio)
    assert scene.alike(studio.build()) == scene.alike((scene.code, scene.expected(scene.says)))
    assert (studio.charged, scene.name) == (scene.charges, scene.name)
    studio.holds(scene.kept)
    scene.check(studio)
    scene.mend(studio)
    said = studio.build(*scene.again)
    assert scene.alike(said) == scene.alike((scene.then_code, scene.expected(scene.then)))
    assert (studio.charged, scene.name) == (scene.charges_then, scene.name)
    studio.holds(scene.kept_then)
    if scene.last:
        sent = studio.creates
        code, text = studio.build()
        assert (code, text[:16], studio.creates) == (0, "nothing to make:", sent)
