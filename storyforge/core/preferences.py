"""The user's settings file: its words become values, or sentences with a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from storyforge.core.budget import Ceilings
from storyforge.core.errors import ManifestError, Problem
from storyforge.core.fault import Unreadable
from storyforge.core.mark import Path, show
from storyforge.core.price import Price
from storyforge.late import load

CONFIRM_ABOVE = Decimal(1)
MOST_SLOTS = 500
LOCAL = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.ASCII | re.IGNORECASE)
"""Names of this machine, which nobody listens in on."""

_HOST = r"(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::([1-9]\d{0,4}))?"
_ADDRESS = re.compile(rf"(https?)://{_HOST}(/[!-~]*)?", re.ASCII | re.IGNORECASE)
_PROXY = re.compile(rf"(?:https?://)?(?:[!-.0-?A-~]*@)?{_HOST}/?", re.ASCII | re.IGNORECASE)
_NUMBER = r"\$?\s*(\d{1,6}(?:\.\d{1,6})?)"
_AMOUNT = re.compile(rf"\s*{_NUMBER}\s*(?:usd)?\s*", re.ASCII | re.IGNORECASE)
_PRICE = re.compile(rf"\s*{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?\s*", re.ASCII)
# What the services' keys look like, what people call a key, and a password in an address.
_KEY = re.compile(r"\bkey_[0-9a-f]{16}|\br8_\w{16}|\bsk-[\w-]{16}", re.IGNORECASE)
_CALLED = re.compile(r"(.*[-_ ])?(api_?key|key|secret|token|password|bearer)", re.IGNORECASE)
_TELLING = re.compile(
    rf"{_KEY.pattern}|://[^/\s]*@|(key|secret|token|password|bearer)\w*\s*:\s*\S", re.I
)
_SAID = re.compile(r"^(?!---\s*$)[ \t\ufeff]*[^#\s\ufeff]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """The settings file as read; what nothing is said about is as here.

    `services`: name -> what is said of it; `url`, `slots`, `pace`, `prices`, `model`, each of its
    kind. `proxy`: an address, `none` for none at all, empty when nothing is said.
    """

    confirm_above: Decimal = CONFIRM_ABOVE
    budget: Ceilings = Ceilings()  # noqa: RUF009 - a frozen value
    services: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    proxy: str = ""
    ca: str = ""


def page(data: bytes, file: str, services: tuple[str, ...]) -> Page:
    """The settings in the bytes of `file`, about any of `services`; raises ManifestError with all
    that is wrong. Never repeats what may be a key."""
    text = data.decode("utf-8", "replace")
    if not _SAID.search(text):
        return Page()
    try:
        value = load("storyforge.core.parse:parse")(data, file).value
    except Unreadable as error:
        problems = [Problem(one.code, one.sentence, one.mark, one.advice) for one in error.faults]
        raise ManifestError(*problems, texts=_fit(text, file)) from None
    reader = _Reader(services)
    read = reader.page(value)
    if reader.wrong:
        marks = load("storyforge.core.parse:locate")(data, file)
        problems = [one.problem(marks) for one in reader.wrong]
        raise ManifestError(*problems, texts=_fit(text, file))
    return read


def address(written: str) -> str:
    """An address of a service without a slash at its end.

    ValueError with a sentence that does not repeat it, since there may be a password in it.
    """
    if "@" in written:
        raise ValueError("no user and no password may stand in an address")
    if "?" in written or "#" in written:
        raise ValueError("an address ends before any ? or #")
    found = _ADDRESS.fullmatch(written)
    if found is None or "\\" in written or int(found[3] or 1) > 65535:
        raise ValueError("an address is written like https://api.example.com")
    if found[1].lower() == "http" and not LOCAL.fullmatch(found[2].strip("[]")):
        raise ValueError("without encryption only this machine is asked, such as http://127.0.0.1")
    return written.rstrip("/")


def host(written: str) -> str:
    """The host of an address or a proxy that was found good."""
    found = _ADDRESS.fullmatch(written)
    return found[2].strip("[]").lower() if found else ""


def proxy(written: str) -> str:
    """A proxy's address with its scheme, `none` as it is; ValueError as for `address`."""
    if written == "none":
        return written
    if not _PROXY.fullmatch(written):
        raise ValueError("a proxy is an address such as http://proxy.example:8080, or `none`")
    return (written if "://" in written else f"http://{written}").rstrip("/")


def price(written: str) -> Price:
    """What `$0.08` or `0.05-0.08` means in US dollars; ValueError with a sentence."""
    found = _PRICE.fullmatch(written)
    if found is None:
        raise ValueError("a price is written $0.08, or $0.05-0.08 when it is not certain")
    low, high = Decimal(found[1]), Decimal(found[2] or found[1])
    if high < low:
        raise ValueError("a price goes from low to high")
    return Price(low, high)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Something wrong at a path, or with the key there."""

    code: str
    sentence: str
    path: Path
    advice: str
    key: bool = False

    def problem(self, marks: Any) -> Problem:
        mark = marks.key(self.path) if self.key else marks.value(self.path)
        return Problem(self.code, self.sentence, mark, self.advice)


def _fit(text: str, file: str) -> dict[str, str]:
    """The file's text to be shown around a place; nothing of it when a key may be seen there."""
    return {} if _TELLING.search(text) else {file: text}


def _price(value: Any) -> str:
    written = price(_scalar(value))
    return f"{written.low}" if written.low == written.high else f"{written.low}-{written.high}"


def _money(value: Any) -> Decimal:
    found = _AMOUNT.fullmatch(_scalar(value))
    if found is None:
        raise ValueError("an amount of money is written $5 or $0.40")
    return Decimal(found[1])


def _slots(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_SLOTS:
        raise ValueError(f"the number of pictures in work is a whole number from 1 to {MOST_SLOTS}")
    return value


def _pace(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1000:
        raise ValueError("a pace is a factor on all waits, such as 1")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("some text is wanted here, on one line")
    return value.strip()


def _scalar(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and value is not True else ""


Kind = Callable[[Any], Any]
_BUDGET: dict[str, Kind] = {"run": _money, "project": _money, "month": _money}
_SERVICE: dict[str, Kind] = {
    "url": lambda value: address(_text(value)),
    "slots": _slots,
    "pace": _pace,
}
_MORE: dict[str, dict[str, Kind]] = {"describe": {"model": _text}}
_TOP: dict[str, Kind] = {
    "confirm_above": _money,
    "proxy": lambda value: proxy(_text(value)),
    "ca": _text,
}


class _Reader:
    """One reading; `wrong` is all that was met."""

    def __init__(self, services: tuple[str, ...]) -> None:
        self._services = services
        self.wrong: list[_Wrong] = []

    def page(self, value: Any) -> Page:
        """The page; not to be used when anything was wrong."""
        found = self._fields(value, (), _TOP, ("budget", "services"))
        said = value if isinstance(value, dict) else {}
        budget = self._fields(said.get("budget", {}), ("budget",), _BUDGET)
        services = {
            name: self._service(name, below)
            for name, below in self._mapping(said.get("services", {}), ("services",)).items()
            if self._is_known(name, self._services, ("services", name))
        }
        return Page(budget=Ceilings(**budget), services=services, **found)

    def _service(self, name: str, value: Any) -> dict[str, Any]:
        path = ("services", name)
        found = self._fields(value, path, _SERVICE | _MORE.get(name, {}), ("prices",))
        prices = value.get("prices", {}) if isinstance(value, dict) else {}
        if prices != {}:
            own = self._mapping(prices, (*path, "prices"))
            read = {
                key: self._read(one, (*path, "prices", key), _price) for key, one in own.items()
            }
            found["prices"] = {" ".join(key.split()): one for key, one in read.items() if one}
        return found

    def _fields(
        self, value: Any, path: Path, kinds: Mapping[str, Kind], more: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """The fields of a mapping, each by its kind; `more` are read elsewhere."""
        found = {}
        for key, one in self._mapping(value, path).items():
            if self._is_known(key, (*kinds, *more), (*path, key)) and key in kinds:
                found[key] = self._read(one, (*path, key), kinds[key])
        return found

    def _mapping(self, value: Any, path: Path) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        if not self._hides(value, path):
            name = f'"{path[-1]}"' if path else "the settings file"
            sentence = f"{name} is a mapping: names, each with a colon and a value"
            self.wrong.append(_Wrong("C002", sentence, path, "see docs/settings.md"))
        return {}

    def _is_known(self, key: str, legal: tuple[str, ...], path: Path) -> bool:
        if key in legal:
            return True
        if _CALLED.fullmatch(key) or _KEY.search(key):
            self._refuse_key(path)
            return False
        near = load("storyforge.core.vocabulary:nearest")(key, legal)
        advice = f"did you mean {near}?" if near else f"there are: {', '.join(legal)}"
        self.wrong.append(_Wrong("C001", f'there is no setting "{show(key)}"', path, advice, True))
        return False

    def _read(self, value: Any, path: Path, kind: Kind) -> Any:
        if self._hides(value, path):
            return None
        try:
            return kind(value)
        except ValueError as error:
            self.wrong.append(_Wrong("C002", str(error), path, "see docs/settings.md"))
            return None

    def _hides(self, value: Any, path: Path) -> bool:
        """Whether a value looks like a key; it is then refused."""
        if not isinstance(value, str) or not _KEY.search(value):
            return False
        self._refuse_key(path)
        return True

    def _refuse_key(self, path: Path) -> None:
        sentence = "a key does not belong into a file that is copied and shown around"
        advice = (
            "take it out, make a new one if anybody saw it, and set it in the environment"
            " (`storyforge providers` names the variable)"
        )
        self.wrong.append(_Wrong("C003", sentence, path, advice, True))
