"""What the user says outside any project: the one reader of the environment and of their settings.

Keys come from the environment or from private files, never from the settings file. What is wrong
in that file stops everything; what is wrong with one service stops that one, when it is asked for.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from storyforge.core import preferences
from storyforge.core.access import Access, Secret
from storyforge.core.budget import Ceilings
from storyforge.core.errors import Problem, UsageError
from storyforge.core.mark import show
from storyforge.core.preferences import LOCAL, Page
from storyforge.late import load

Files = Callable[[str], bytes | None]
_OPENAI = "api.openai.com"  # the only host that its key is shown to


class Closed(Exception):
    """A private file that others may read, or would be given: one sentence."""


@dataclass(frozen=True, slots=True)
class Known:
    """A service that has settings.

    `keys`: variables that may hold its key, the first is advised. `url`: the variable for its
    address. `host`: where it is when nobody says. `below`: what its address ends with.
    """

    keys: tuple[str, ...]
    url: str
    host: str = ""
    below: str = ""


SERVICES = {
    "runway": Known(("RUNWAYML_API_SECRET",), "RUNWAYML_BASE_URL", "api.dev.runwayml.com"),
    "replicate": Known(("REPLICATE_API_TOKEN",), "REPLICATE_BASE_URL", "api.replicate.com", "/v1"),
    "comfyui": Known(("STORYFORGE_COMFYUI_KEY",), "COMFYUI_URL", "127.0.0.1"),
    "describe": Known(("STORYFORGE_DESCRIBE_KEY", "OPENAI_API_KEY"), "STORYFORGE_DESCRIBE_URL"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be shown of how a service is reached. `looked`: where a key was looked for; `found`:
    where it was, empty when nowhere. `proxy`: without its password. `trouble`: why it cannot be
    used, if so."""

    service: str
    url: str
    looked: tuple[str, ...]
    found: str
    proxy: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `file`: where the settings file is looked for. `confirm_above`: ask before a build
    that may cost more US dollars. `cache`: the user's folder for what may be lost; not made by
    reading. `record`, `replay`: folders for recorded answers, empty for none. `pace`: factor on all
    waits."""

    file: str
    confirm_above: Decimal
    budget: Ceilings
    cache: str
    record: str
    replay: str
    pace: float
    seen: tuple[Seen, ...]
    _ways: Mapping[str, Access | Problem] = field(repr=False)

    def access(self, name: str) -> Access:
        """How to reach a service; raises UsageError when what is said about it cannot be."""
        way = self._ways.get(name, Access(pace=self.pace))
        if isinstance(way, Problem):
            raise UsageError(way)
        kept = {"record": self.record, "replay": self.replay}
        folders = {half: folder for half, folder in kept.items() if folder}
        return replace(way, settings={**way.settings, **folders}) if folders else way

    @property
    def describe(self) -> Access:
        """How to reach what describes pictures; its `settings` may name a `model`."""
        return self.access("describe")


def here(root: str = "") -> Settings:
    """The settings of who runs this. `root`: the project, in which no key may lie.

    Raises ManifestError for a settings file that cannot be used, UsageError for a variable.
    """
    environment = dict(os.environ)
    environment.setdefault("HOME", os.path.expanduser("~"))
    if sys.platform in ("win32", "darwin"):  # where the system itself knows of a proxy
        for scheme, address in load("urllib.request:getproxies")().items():
            environment.setdefault(f"{scheme}_proxy", address)
    return read(environment, _plain, lambda path: _private(path, root), sys.platform)


def read(
    environment: Mapping[str, str],
    files: Files,
    private: Files | None = None,
    platform: str = "linux",
) -> Settings:
    """The settings that follow from an environment and files.

    `files`: a file's bytes, None where none is. `private`: the same for a file that holds a key;
    raises Closed. Raises as `here` does.
    """
    file = place(environment, platform)
    data = files(file)
    page = preferences.page(data, file, tuple(SERVICES)) if data else Page()
    pace = _pace(environment)
    ways: dict[str, Access | Problem] = {}
    seen = []
    for name, known in SERVICES.items():
        way = _Way(name, known, page, environment, files, private or files)
        access = way.access(pace)
        ways[name] = access
        seen.append(way.seen(access))
    return Settings(
        file,
        page.confirm_above,
        page.budget,
        folder(environment, platform),
        environment.get("STORYFORGE_RECORD", ""),
        environment.get("STORYFORGE_REPLAY", ""),
        1.0 if pace is None else pace,
        tuple(seen),
        ways,
    )


def place(environment: Mapping[str, str], platform: str) -> str:
    """Where the settings file is looked for."""
    if named := environment.get("STORYFORGE_CONFIG"):
        return _at_home(named, environment)
    own = {"darwin": "~/Library/Application Support", "win32": "APPDATA"}
    return os.path.join(_below(environment, platform, "XDG_CONFIG_HOME", own), "config.yaml")


def folder(environment: Mapping[str, str], platform: str) -> str:
    """The user's folder for what may be lost."""
    own = {"darwin": "~/Library/Caches", "win32": "LOCALAPPDATA"}
    return _below(environment, platform, "XDG_CACHE_HOME", own)


def _below(env: Mapping[str, str], platform: str, variable: str, own: Mapping[str, str]) -> str:
    usual = "~/.config" if "CONFIG" in variable else "~/.cache"
    above = env.get(variable, "")
    if not os.path.isabs(above):  # its specification says that a relative one means nothing
        above = own.get(platform, usual)
        above = env.get(above, "~") if platform == "win32" else above
    return os.path.join(_at_home(above, env), "storyforge")


def _at_home(path: str, environment: Mapping[str, str]) -> str:
    if path == "~" or path.startswith("~/"):
        home = environment.get("HOME") or environment.get("USERPROFILE") or "/"
        return home.rstrip("/") + path[1:]
    return path


def _pace(environment: Mapping[str, str]) -> float | None:
    written = environment.get("STORYFORGE_PACE", "")
    if not written:
        return None
    if re.fullmatch(r"\d{1,4}(\.\d{1,6})?", written, re.ASCII):
        return float(written)
    raise UsageError(
        _wrong("STORYFORGE_PACE is a factor on all waits, such as 0.01", "unset it for real time")
    )


class _Way:
    """The way to one service: its settings, its variables, and what is wrong with them."""

    def __init__(
        self,
        name: str,
        known: Known,
        page: Page,
        environment: Mapping[str, str],
        files: Files,
        private: Files,
    ) -> None:
        self._name, self._known, self._page = name, known, page
        self._own = page.services.get(name, {})
        self._environment, self._files, self._private = environment, files, private
        self._found, self._proxy = "", ""

    def access(self, pace: float | None) -> Access | Problem:
        """How it is reached, or why it cannot be."""
        try:
            url = self._url()
            self._proxy = self._way_out(url)
            return Access(
                url,
                self._secret(url),
                self._known.keys[0],
                self._proxy,
                self._certificates(),
                self._own.get("pace", 1.0) if pace is None else pace,
                self._own.get("slots", 0),
                self._own.get("prices", {}),
                {name: self._own[name] for name in ("model",) if name in self._own},
            )
        except _Wrong as wrong:
            return wrong.problem

    def seen(self, access: Access | Problem) -> Seen:
        """What may be shown of it."""
        looked = tuple(each for key in self._known.keys for each in (key, f"{key}_FILE"))
        shown = re.sub(r"//[^/]*@", "//…@", self._proxy)
        url = access.url if isinstance(access, Access) else ""
        trouble = access.sentence if isinstance(access, Problem) else ""
        return Seen(self._name, url, looked, self._found, shown, trouble)

    def _url(self) -> str:
        written = self._environment.get(self._known.url, "").strip()
        try:
            url = preferences.address(written) if written else self._own.get("url", "")
        except ValueError as error:
            raise _Wrong(f"{self._known.url}: {error}", "mend or unset the variable") from None
        return url + self._known.below if url and not url.endswith(self._known.below) else url

    def _host(self, url: str) -> str:
        return preferences.host(url) if url else self._known.host

    def _secret(self, url: str) -> Secret | None:
        for variable in self._known.keys:
            if variable == "OPENAI_API_KEY" and self._host(url) != _OPENAI:
                continue
            for name in (variable, f"{variable}_FILE"):
                given = self._environment.get(name, "").strip()
                key = self._from_file(name, given) if given and name != variable else given
                if not key:
                    continue
                if not key.isascii() or not key.isprintable() or " " in key:
                    raise _Wrong(
                        f"{name} holds characters that no key has",
                        "copy the key again, without spaces and line breaks",
                    )
                self._found = name
                return Secret(key)
        return None

    def _from_file(self, name: str, path: str) -> str:
        try:
            data = self._private(_at_home(path, self._environment))
        except Closed as closed:
            raise _Wrong(f"{name}: {closed}", "see docs/settings.md") from None
        if data is None:
            raise _Wrong(f"{name} names {show(path)}, and no file is there", "mend the path")
        return data.decode("utf-8", "replace").strip()

    def _way_out(self, url: str) -> str:
        """The proxy for this service; none for this machine."""
        host = self._host(url)
        if LOCAL.fullmatch(host):
            return ""
        if self._page.proxy:
            return self._page.proxy.removeprefix("none")
        if not_through_proxy(host, _either(self._environment, "no_proxy")):
            return ""
        for name in ("https_proxy", "all_proxy"):
            if written := _either(self._environment, name):
                try:
                    return preferences.proxy(written).removeprefix("none")
                except ValueError as error:
                    advice = "write `proxy: none` in your settings to go without it"
                    raise _Wrong(f"{name.upper()}: {error}", advice) from None
        return ""

    def _certificates(self) -> str:
        named = {"ca": self._page.ca} | {
            name: self._environment.get(name, "")
            for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
        }
        for name, path in named.items():
            if path:
                path = _at_home(path, self._environment)
                if self._files(path) is None:
                    sentence = f"{name} names {show(path)}, and no file is there"
                    raise _Wrong(sentence, "it is a file of certificates (PEM)")
                return path
        return ""


class _Wrong(Exception):
    def __init__(self, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.problem = _wrong(sentence, advice)


def _wrong(sentence: str, advice: str) -> Problem:
    return Problem("C004", sentence, advice=advice)


def _either(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name) or environment.get(name.upper()) or "").strip()


def not_through_proxy(host: str, exceptions: str) -> bool:
    """Whether `host` is one of those that NO_PROXY lists: names with all below them, or `*`."""
    names = [each.strip().lower().partition(":")[0] for each in exceptions.split(",")]
    tidy = [each.lstrip("*").lstrip(".") for each in names]
    host = host.lower()
    return "*" in names or any(
        each and (host == each or host.endswith(f".{each}")) for each in tidy
    )


def _plain(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise UsageError(_wrong(f"{show(path)} cannot be read: {error.strerror}", "")) from error


def _private(path: str, root: str) -> bytes | None:
    """The bytes of a file that only its owner can read, outside the project."""
    real = os.path.realpath(path)
    if root and f"{real}{os.sep}".startswith(os.path.join(os.path.realpath(root), "")):
        raise Closed(f"{show(path)} lies in the project, where it would be handed on with it")
    try:
        mode = os.stat(real).st_mode
    except OSError:
        return None
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise Closed(f"others may read {show(path)}; make it yours alone with `chmod 600`")
    return _plain(real)
