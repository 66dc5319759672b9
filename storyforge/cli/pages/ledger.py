"""`ledger`: what was spent, added up, and what is still open."""

from __future__ import annotations

import os
import sys

from storyforge.cli.options import Desk, data, data_json, paint_on, talk
from storyforge.core import spending
from storyforge.core.price import ZERO
from storyforge.delivery.past import Past
from storyforge.reporters import money
from storyforge.store.layout import Layout
from storyforge.store.ledger import Ledger

_DOUBT = ("intended", "in doubt")


def page(desk: Desk, by: spending.By, every: bool, as_json: bool) -> int:
    """What `storyforge ledger` does; returns the exit code."""
    state = os.path.join(desk.root(), ".storyforge")
    book = Ledger(state)
    lines, open_ = book.lines(), Past(Layout(state)).open
    rows, total = spending.totals(lines, by), spending.in_all(lines)
    if as_json:
        data_json({"lines": lines, "totals": rows, "in_all": total, "open": open_})
        return 0
    if lines:
        data(money.lines(lines) if every else money.table(rows, by, total, paint_on(sys.stdout)))
    elif not open_:
        talk(money.nothing_spent())
    held = [each.reserve for each in open_ if each.state in _DOUBT]
    talk(money.open_ones(len(open_) - len(held), len(held), sum(held, ZERO)))
    if book.damage:
        talk(money.damaged(book.damage))
    return 0
