"""All providers by name. A new one: one file, one line in table.py, one test file.

From another package: an entry point in the group `storyforge.providers` that names a provider
class.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from storyforge.core.access import Access
from storyforge.late import load
from storyforge.providers.table import TABLE

GROUP = "storyforge.providers"


class Registry(Mapping[str, Any]):
    """Providers by name, each loaded when first asked for. Iterating gives the names shown to
    users.

    `extra`: further ones. `reach`: how a service is reached, asked only when one is used.
    """

    def __init__(
        self,
        extra: Mapping[str, Any] | None = None,
        reach: Callable[[str], Access] = lambda _: Access(),
    ) -> None:
        self._made: dict[str, Any] = dict(extra or {})
        self._given = tuple(self._made)
        self._reach = reach

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._built(name) if name in TABLE else _plugged(name)
        return self._made[name]

    def _built(self, name: str) -> Any:
        target, _, _, served = TABLE[name]
        if not served:
            return load(target)()
        access = self._reach(name)
        service = load(target)(access)
        if folder := access.settings.get("replay"):
            return load("storyforge.providers.replay:replayed")(service, folder)
        if folder := access.settings.get("record"):
            return load("storyforge.providers.replay:recorded")(service, folder, access.secret)
        return service

    def __contains__(self, name: object) -> bool:
        try:
            self[name]  # type: ignore[index]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        yield from (name for name, row in TABLE.items() if row[2])
        yield from self._given

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def everything(self) -> tuple[str, ...]:
        """Every name, also those that are not shown."""
        return (*TABLE, *self._given)


def _plugged(name: str) -> Any:
    entry_points = load("importlib.metadata:entry_points")
    for point in entry_points(group=GROUP, name=name):
        return point.load()()
    raise KeyError(name)
