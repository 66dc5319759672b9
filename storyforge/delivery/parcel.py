"""What must be known of an order to bring its picture home when the build that sent it is gone.

Stored as an object before anything is sent; the journal names it by digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core.delivery import Request
from storyforge.core.seams import Order
from storyforge.core.trace import Asked, Unusable, asked_of


@dataclass(frozen=True, slots=True)
class Parcel:
    """An order without what only its own build had. `size`: width and height as asked, pixels."""

    asked: Asked
    node: str
    kind: str
    size: tuple[int, int]
    seed: int | None
    model_version: str
    references: tuple[str, ...]
    tariff: str
    scene: str
    cast: tuple[str, ...]

    @staticmethod
    def of(order: Order, request: Request) -> Parcel:
        """The parcel of an order that is about to be sent."""
        return Parcel(
            asked=order.asked,
            node=order.node,
            kind=order.kind,
            size=order.size,
            seed=request.seed,
            model_version=request.model_version,
            references=request.references,
            tariff=str(order.price.high),
            scene=order.scene,
            cast=order.cast,
        )

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        body = {name: getattr(self, name) for name in self.__slots__}
        return {**body, "asked": self.asked.to_json()}


def read(data: bytes) -> Parcel:
    """A parcel from its stored form; raises Unusable."""
    try:
        body: Mapping[str, Any] = json.loads(data)
        lists = {name: tuple(body[name]) for name in ("size", "references", "cast")}
        return Parcel(**{**body, **lists, "asked": asked_of(body["asked"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable("damaged order") from error
