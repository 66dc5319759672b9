"""How a service is reached: its address, the key to it, and the way there.

Made at the edge from the environment and the user's own settings; never from a manifest, never
written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Secret:
    """A key that does not show itself: not in `repr`, not in `str`, not in a traceback's values."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The key itself, for a header and for nothing else."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a secret does not leave its process")


@dataclass(frozen=True, slots=True)
class Access:
    """What a provider is given when it is constructed.

    `url`: base address without a slash at its end, empty for the service's own. `secret`: None when
    there is none. `variable`: the environment variable that would hold it, for advice. `proxy`,
    `ca`: a proxy's address and a file of certificates, empty for none. `pace`: factor on all waits
    (1 is real time). `slots`: most pictures in work at once, 0 for the service's own default.
    `prices`: the user's own prices, model -> US dollars as text. `settings`: whatever else the user
    wrote for this service.
    """

    url: str = ""
    secret: Secret | None = None
    variable: str = ""
    proxy: str = field(default="", repr=False)
    ca: str = ""
    pace: float = 1.0
    slots: int = 0
    prices: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
