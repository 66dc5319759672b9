"""Builders for the harness's own test: each leaves one precaution of a paid build out, but for the careful one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from storyforge.build import TREASURY, Options, _Building
from storyforge.cli.options import reach
from storyforge.core import attempt as rows
from storyforge.core.allowance import Allowance
from storyforge.core.attempt import Attempt
from storyforge.core.delivery import Absent, Finding, Intent, Request
from storyforge.core.digest import sha256
from storyforge.core.failing import NotServed
from storyforge.core.seams import Service, Store
from storyforge.core.trace import Trace
from storyforge.delivery.books import Books
from storyforge.delivery.courier import Courier
from storyforge.delivery.recovery import Recovery
from storyforge.late import load
from storyforge.project import folder
from storyforge.providers.all import Registry
from storyforge.reporters.plain import Plain
from storyforge.store.disk import DiskStore
from storyforge.store.exclusive import exclusive
from storyforge.treasury import Treasury


class Tardy(Books):
    """Writes some events down only together with the one that follows. `late`: which."""

    late: tuple[str, ...] = ()

    def __init__(self, books: Books) -> None:
        given = (books.journal, books.ledger, books.refusals, books.purse, books.clock)
        super().__init__(*given, books.attempts, books._spent)
        self.held: dict[str, list[Mapping[str, Any]]] = {}

    def write(self, record: Mapping[str, Any]) -> Attempt:
        token = record["attempt"]
        held = self.held.setdefault(token, [])
        held.append(record)
        if record["event"] not in self.late:
            self.journal.append(*held)
            held.clear()
        with self._lock:
            self.attempts[token] = rows.after(self.attempts.get(token), record)
            return self.attempts[token]


class NoIntent(Tardy):
    """Nothing is written down before it is sent."""

    late = ("intended",)


class NoAccepted(Tardy):
    """The task's id is written down only when the picture is finished."""

    late = ("accepted",)


class StoredFirst:
    """The journal says that a picture is in the store before it is: it comes with its trace."""

    def __init__(self, store: Store) -> None:
        self.inner, self.held = store, {}

    def put(self, data: bytes) -> str:
        if not data.startswith(b"\x89PNG"):
            return self.inner.put(data)
        self.held[sha256(data)] = data
        return sha256(data)

    def get(self, name: str) -> bytes:
        return self.held[name] if name in self.held else self.inner.get(name)

    def put_trace(self, trace: Trace) -> None:
        if trace.output.sha256 in self.held:
            self.inner.put(self.held[trace.output.sha256])
        self.inner.put_trace(trace)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class _Wrapped:
    """A service but for one call."""

    def __init__(self, service: Service) -> None:
        self.inner = service

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class Retried(_Wrapped):
    """A transport that sends a submit once more when its answer is lost."""

    def submit(self, request: Request) -> str:
        try:
            return self.inner.submit(request)
        except NotServed as trouble:
            if trouble.kind != "in doubt":
                raise
            return self.inner.submit(request)


class Resent(_Wrapped):
    """What is in doubt is taken for not accepted, and sent again."""

    def find(self, intent: Intent) -> Finding:
        return Absent("nobody looked")


BOOKS: dict[str, Callable[[Books], Books]] = {"no-intent": NoIntent, "no-accepted": NoAccepted}
STORES: dict[str, Callable[[Store], Any]] = {"stored-first": StoredFirst}
SERVICES: dict[str, type[_Wrapped]] = {"retried": Retried, "resent": Resent}
CAREFUL = "careful"  # the same builder, and nothing left out
NAMES = (CAREFUL, *BOOKS, *STORES, *SERVICES)


class _Careless(_Building):
    """A build whose books and courier are doubles."""

    double: str = CAREFUL

    def _settle(self, shop: Any) -> None:
        if self.treasury is None:
            treasury = load(TREASURY)(shop, self.options.allowance, self.report)
            self.treasury = doubled(treasury, self.double)
        super()._settle(shop)


def doubled(treasury: Treasury, name: str) -> Treasury:
    """The same treasury, with the doubles of that name in it."""
    old = treasury.courier
    if name in BOOKS:
        treasury.books = BOOKS[name](treasury.books)
    store = STORES[name](old.store) if name in STORES else old.store
    given = (store, treasury.books, old.clock, old.uploads, old.account, old.report)
    treasury.courier = Courier(*given)
    treasury.recovery = Recovery(treasury.courier, treasury._service, treasury.tell)
    return treasury


def build(root: str, name: str) -> int:
    """Build as the command line does, with the doubles of that name; the exit code."""
    providers: Any = Registry(reach=reach)
    if name in SERVICES:
        wrapped = {each: SERVICES[name](providers[each]) for each in ("replicate", "runway")}
        providers = Registry(wrapped, reach)
    options = Options(allowance=Allowance(agreed=True))
    store = DiskStore(f"{root}/{folder.STATE}")
    store.prepare()
    report = Plain(sys.stderr)
    with exclusive(f"{root}/{folder.STATE}/lock", True, lambda _: None):
        store.sweep()
        building = _Careless(root, options, providers, report, lambda *_: None, time.monotonic())
        building.double = name
        try:
            return building.go().exit_code
        except Exception as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            return 70
        finally:
            building.close()
