"""The board as a site: pages that open from disk with the pictures beside them, or all of it
in one file. No page loads anything from anywhere else, and each names by digest the one style and
the one script that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from storyforge.core import imprint
from storyforge.core.board import Board, Panel, Plate
from storyforge.core.seams import Stock
from storyforge.exporters.page import Extras, credited, policy, printed
from storyforge.exporters.site_costs import costs, dollars
from storyforge.exporters.site_film import film
from storyforge.exporters.site_graph import chart
from storyforge.exporters.site_pictures import FOLDER, address, beside, carried
from storyforge.exporters.site_takes import SOURCES
from storyforge.exporters.site_words import fragment
from storyforge.exporters.templates import template, text

STYLES, SCRIPTS = ("site.css",), ("site_takes.js", "site_graph.js")
VIEWS = (("Board", "index.html"), ("Graph", "graph.html"), ("Costs and credits", "costs.html"))
PLACES = (("Board", "#"), ("Graph", "#graph"), ("Costs and credits", "#costs"))


class Site:
    """Renders a board as a folder of pages and pictures, or as one page (`one-file`)."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, bytes]]:
        """`index.html`, `graph.html`, `costs.html` and the pictures; or one page, named "".

        The same board and wishes give the same bytes. Clips stand in the folder alone: one page
        shows their stills. Raises UsageError when a picture cannot be made smaller.
        """
        return _one(board, stock) if wishes.get("one-file") else _many(board, stock)


def _one(board: Board, stock: Stock) -> Iterable[tuple[str, bytes]]:
    pictures = carried(board, stock)
    extras = Extras(
        picture=lambda _, digest: pictures[digest],
        takes=True,
        embedded=True,
        views=PLACES,
        below=(_graph(board, fragment, lambda _: ""), _costs(board)),
        styles=STYLES,
        scripts=SCRIPTS,
        film=film(board),
    )
    yield "", printed(board, extras)


def _many(board: Board, stock: Stock) -> Iterable[tuple[str, bytes]]:
    extras = Extras(
        picture=address,
        takes=True,
        views=VIEWS,
        styles=STYLES,
        scripts=SCRIPTS,
        film=film(board),
        clips=FOLDER,
    )
    yield "index.html", printed(board, extras)
    graph = _graph(board, lambda place: "index.html" + fragment(place), _image)
    yield "graph.html", _page(board, VIEWS[1][0], graph)
    yield "costs.html", _page(board, VIEWS[2][0], _costs(board))
    yield from beside(board, stock)


def _image(shown: Panel | Plate) -> str:
    return address(shown.file, "") if shown.picture else ""


def _graph(board: Board, href: Callable[[str], str], image: Callable[[Panel | Plate], str]) -> str:
    return template("site_graph.html.j2").render(chart=chart(board, href, image))


def _costs(board: Board) -> str:
    return template("site_costs.html.j2").render(
        board=board, costs=costs(board), dollars=dollars, sources=SOURCES, credits=credited(board)
    )


def _page(board: Board, name: str, section: str) -> bytes:
    style = "".join(map(text, ("page.css", "site_tools.css", *STYLES)))
    script = text("site_board.js") + text("site_graph.js")
    page = template("site_page.html.j2").render(
        board=board,
        name=name,
        views=VIEWS,
        section=section,
        said=imprint.of_whole(board),
        policy=policy(style, script, clips=False),
        style=style,
        script=script,
        credits=credited(board),
    )
    return page.encode("utf-8", "replace")
