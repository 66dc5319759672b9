"""Orphans taken in: pictures that a service made for this project and that nobody here remembers.

So it is after the private folder was lost. A task is ours when it was asked with the very
sentence and seed that a take of this project asks with; services that list tasks echo both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.delivery import Orphan, Request
from storyforge.core.digest import canonical
from storyforge.core.plan import Make
from storyforge.core.seams import Order, Service
from storyforge.delivery.courier import Courier
from storyforge.delivery.parcel import Parcel
from storyforge.making import Bench, no_service
from storyforge.workshop import Fetching, Workshop

_ENDPOINT = "adopted"


def adopt(shop: Workshop, courier: Courier, since: float) -> int:
    """Write down every orphan since then (seconds since the epoch) that is ours; how many.

    They are collected like all that was accepted. Raises NotServed.
    """
    orders = list(_orders(shop))
    services = {order.service.name: order.service for order, _ in orders}
    adopted = 0
    for service in services.values():
        claimed = courier.books.claimed()
        for orphan in service.orphans(since):
            ours = next((one for one in orders if _is(orphan, service, *one)), None)
            if ours and orphan.task not in claimed:
                orders.remove(ours)
                _take_in(courier, orphan, *ours)
                adopted += 1
    return adopted


def _orders(shop: Workshop) -> Iterator[tuple[Order, int]]:
    """Every take that would be bought now, with the seed that it would be sent with.

    A seed that the user wrote says nothing of the references, a derived one does: only what has one
    can be known again.
    """
    decider = shop.decider()
    bench = Bench(decider, shop.store, Fetching(shop, decider), no_service)
    for step in shop.plan().of(Make):
        assert isinstance(step, Make)
        if bench.can(step.node).delivery and bench.recipe(step.node).seed is None:
            for take in step.takes:
                making = bench.making(step, take)
                yield making.order(), making.seed()


def _is(orphan: Orphan, service: Service, order: Order, seed: int) -> bool:
    if order.service is not service:
        return False
    seeds = {seed, seed % 2**31}
    values = list(_values(orphan.body))
    return order.asked.sent in values and any(
        type(each) is int and each in seeds for each in values
    )


def _values(body: Any) -> Iterator[Any]:
    """Every plain value in a body."""
    if isinstance(body, Mapping):
        for each in body.values():
            yield from _values(each)
    elif isinstance(body, list | tuple):
        for each in body:
            yield from _values(each)
    else:
        yield body


def _take_in(courier: Courier, orphan: Orphan, order: Order, seed: int) -> None:
    books, asked = courier.books, order.asked
    # In the service's own words, so that it is found once more if this is cut short here.
    body = canonical(dict(orphan.body))
    request = Request(_ENDPOINT, body, seed, order.model)
    number = books.next_number(asked.key, asked.take)
    attempt = Attempt(
        token=rows.token(asked.key, asked.take, number),
        key=asked.key,
        take=asked.take,
        n=number,
        node=order.node,
        service=order.service.name,
        model=order.model,
        account=order.service.account(),
        endpoint=_ENDPOINT,
        order=courier.store.put(canonical(Parcel.of(order, request).to_json())),
        body=courier.store.put(body),
        reserve=order.price.high,
        at=orphan.at,
        until=orphan.at,
        witness={},
        state="intended",
    )
    books.purse.hold(attempt.token, attempt.reserve)  # spent already, whatever the ceilings say
    books.write(rows.intended(attempt))
    books.write(rows.accepted(attempt.token, orphan.task, "found", orphan.at))
