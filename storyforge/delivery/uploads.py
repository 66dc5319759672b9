"""Which references a service holds already: remembered until they end, and a little less."""

from __future__ import annotations

from storyforge.delivery.clock import Clock
from storyforge.store.memo import Memo

_KIND = "uploads 1"
_MARGIN = 600.0  # seconds before its end from which an address is not used any more


class RememberedUploads:
    """`seams.Uploads` in a project's memo. What is forgotten is uploaded anew, for nothing."""

    def __init__(self, memo: Memo, clock: Clock) -> None:
        self._memo, self._clock = memo, clock

    def find(self, account: str, sha256: str) -> str | None:
        """The address of those bytes at that account, unless it is about to end."""
        row = self._memo.get(_KIND, f"{account} {sha256}")
        if not isinstance(row, dict) or row.get("until", 0) < self._clock.now() + _MARGIN:
            return None
        return str(row.get("address", "")) or None

    def keep(self, account: str, sha256: str, address: str, until: float) -> None:
        """Remember an address until `until`, seconds since the epoch."""
        self._memo.put(_KIND, f"{account} {sha256}", {"address": address, "until": until})
