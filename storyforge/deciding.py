"""A decision's way: the project held, a block changed, lockfile and history written, the board
shown anew. Nothing is made here, and nothing is paid.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from storyforge import showing
from storyforge.core import decisions, outcome, takes
from storyforge.core.board_of import picture_file
from storyforge.core.coded import PictureFault
from storyforge.core.decisions import Decided, No
from storyforge.core.errors import Problem, Refused, StoryforgeError, UsageError
from storyforge.core.ids import NodeId, name_of
from storyforge.core.lockfile import HAND, LockEntry, Lockfile
from storyforge.core.lockfile import read as read_lockfile
from storyforge.core.lockfile import write as write_lockfile
from storyforge.core.plan import Decider, Make, Restore, Signed, Step, make_plan
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Missing, Providers, Reporter
from storyforge.core.takes import Extra
from storyforge.core.trace import Output, Trace
from storyforge.project import folder
from storyforge.project.alone import alone
from storyforge.receiving import Tally
from storyforge.store.history import Change, History
from storyforge.version import VERSION
from storyforge.workshop import Workshop

_PRESENT = ("pick", "approve")  # decisions about the picture that is asked for now


@dataclass(frozen=True, slots=True)
class Changed:
    """One node's block before and after a decision; equal where nothing had to change."""

    node: NodeId
    before: LockEntry | None
    after: LockEntry | None


@dataclass(frozen=True, slots=True)
class Done:
    """What a decision came to. `left`: nodes below that could not be kept as they are, for what
    they ask for is not known yet. `notes`: what is worth knowing besides. `verb`: what was undone.
    """

    changes: tuple[Changed, ...]
    left: tuple[NodeId, ...] = ()
    notes: tuple[str, ...] = ()
    verb: str = ""


def choose(
    root: str,
    providers: Providers,
    report: Reporter,
    verb: str,
    targets: tuple[str, ...],
    take: int | None = None,
    why: str = "",
) -> Done:
    """Decide about the pictures that `targets` select: all of them, or none. `take`: for verbs
    about one take. Raises StoryforgeError.
    """
    with _opened(root, providers, report, verb) as shop:
        nodes = _decidable(shop, targets)
        steps = shop.plan(frozenset(nodes)).steps
        found = {node: _decided(shop, verb, steps[node], take, why) for node in nodes}
        _raise(tuple(each for each in found.values() if isinstance(each, No)))
        return _keep(shop, report, verb, {n: e for n, e in found.items() if not isinstance(e, No)})


def _decided(shop: Workshop, verb: str, step: Step, take: int | None, why: str) -> Decided:
    node, name = step.node, _name(step.node)
    entry = shop.project.lockfile.nodes.get(node)
    if entry is None:
        return No(f"{name} has no picture yet", f"`storyforge build {name}` first")
    if verb in decisions.OF_TAKE:
        assert take is not None
        new = decisions.OF_TAKE[verb](name, entry, take, why)
    else:
        new = decisions.WHOLE[verb](name, entry, why)
    if isinstance(new, No) or verb in ("unlock", "reject"):
        return new
    if verb in _PRESENT and _stale(step):
        return No(
            f"{name} asks for another picture than the one that is there",
            f"`storyforge build {name}` first, or `storyforge accept {name} --why …`",
        )
    return new if _here(shop, new) else No(_absent(name, new.take), _BRING)


_BRING = "bring it here, or `storyforge build --remake` first"


def _absent(name: str, take: int) -> str:
    return f"the picture of {name} take {take} is not here, so nobody can look at it"


def _stale(step: Step) -> bool:
    """Whether another picture is known to be asked for."""
    return isinstance(step, Restore | Signed) or (isinstance(step, Make) and not step.expected)


def _here(shop: Workshop, entry: LockEntry) -> bool:
    try:
        shop.shelf.name_of(entry.takes[entry.take], entry.key, entry.take)
    except Missing:
        return False
    return True


def accept(
    root: str,
    providers: Providers,
    report: Reporter,
    target: str,
    why: str,
    keep_downstream: bool = False,
) -> Done:
    """Declare the picture that is there right for what is asked for now; with `keep_downstream`
    also all that is drawn from it. Raises StoryforgeError.
    """
    with _opened(root, providers, report, "accept") as shop:
        node = _only(_decidable(shop, (target,)), target)
        decider, graph = shop.decider(), shop.project.film.graph
        assert graph is not None
        below = graph.below(node) if keep_downstream else frozenset()
        entries = dict(shop.project.lockfile.nodes)
        if node not in entries:
            name = _name(node)
            _raise((No(f"{name} has no picture yet", f"`storyforge build {name}` first"),))
        decider.lockfile = Lockfile(entries)
        left = list(_accepted(decider, entries, {node, *below}, why))
        if node in left:
            _raise((_unknown(decider, node),))
        before = shop.project.lockfile.nodes
        changed = {each: entries[each] for each in entries if entries[each] != before[each]}
        if not changed:
            rest = "nor can be kept what is drawn from it" if keep_downstream else _NOTHING
            _raise((No(f"{_name(node)} is not stale; {rest}", "`storyforge status` shows all"),))
        done = _keep(shop, report, "accept", changed)
        return replace(done, left=tuple(left))


_NOTHING = "nothing has to be accepted"


def _accepted(
    decider: Decider, entries: dict[NodeId, LockEntry], wanted: set[NodeId], why: str
) -> Iterator[NodeId]:
    """Accept `wanted` in `entries`, in order; those that cannot be, for what they ask for is not
    known.
    """
    needed = decider.graph.closed(wanted)
    for name in decider.graph.order:
        node = decider.graph[name]
        if name not in needed or not node.pictured:
            continue
        entry = entries.get(name)
        if name in wanted and node.recipe and entry and entry.state != "locked":
            if all(use.source in decider.pixels for use in node.recipe.uses):
                entries[name] = decisions.accept(entry, decider.ask(node).key, why)
            else:
                yield name
        decider.learn(decider.decide(node))


def _unknown(decider: Decider, node: NodeId) -> No:
    recipe = decider.graph[node].recipe
    uses = recipe.uses if recipe else ()
    waits = ", ".join(_name(use.source) for use in uses if use.source not in decider.pixels)
    return No(
        f"{_name(node)} waits on {waits}: nobody knows yet what it asks for",
        "`storyforge build` that first, or accept that with --keep-downstream",
    )


def adopt(
    root: str, providers: Providers, report: Reporter, path: str, target: str | None, why: str = ""
) -> Done:
    """Make a picture from a file a take of a node, and use it. Without `target` the file must be
    one of the board's. Raises StoryforgeError.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise UsageError(_problem(f"{path} cannot be read: {error.strerror}", "")) from None
    with _opened(root, providers, report, "adopt") as shop:
        node = _only(_decidable(shop, (target,)), target) if target else _on_board(shop, path)
        recipe, output = _recipe(shop, node), _output(shop, node, path, data)
        decider = shop.decider()
        make_plan(decider, frozenset({node}))
        if any(use.source not in decider.pixels for use in recipe.uses):
            _raise((_unknown(decider, node),))
        output = replace(output, sha256=shop.store.put(data))
        entry = _taken(shop, decider, node, output, why)
        differs = _size(output, (recipe.width, recipe.height))
        done = _keep(shop, report, "adopt", {node: entry})
        return replace(done, notes=(differs,) if differs else ())


def _recipe(shop: Workshop, node: NodeId) -> Recipe:
    graph = shop.project.film.graph
    assert graph is not None
    recipe = graph[node].recipe
    assert recipe is not None
    return recipe


def _output(shop: Workshop, node: NodeId, name: str, data: bytes) -> Output:
    """What a picture is, as one that was made for a node; raises UsageError when it is none."""
    try:
        return outcome.output_of(_recipe(shop, node).kind, "", data)
    except PictureFault as fault:
        problem = Problem(fault.code, f"{name}: {fault.sentence}", advice=fault.advice)
        raise UsageError(problem) from None


def adopt_many(
    root: str,
    providers: Providers,
    report: Reporter,
    pictures: Sequence[tuple[NodeId, str, bytes]],
    told: Callable[[int, int], None],
) -> tuple[int, tuple[str, ...]]:
    """Make pictures (node, name, bytes) takes, and use them: how many were, and sentences on the
    others.

    Nothing is made for it: a node that is drawn from what nobody has made yet cannot have one.
    """
    waiting, count, left = list(pictures), 0, list[str]()
    while waiting:
        with _opened(root, providers, report, "import") as shop:
            decider, entries = shop.decider(), dict[NodeId, LockEntry]()
            again: list[tuple[NodeId, str, bytes]] = []
            make_plan(decider, frozenset(node for node, _, _ in waiting))
            for node, name, data in waiting:
                known = all(use.source in decider.pixels for use in _recipe(shop, node).uses)
                if node in entries or not known:
                    again.append((node, name, data))
                    continue
                try:
                    output = _output(shop, node, name, data)
                    kept = replace(output, sha256=shop.store.put(data))
                    entries[node] = _taken(shop, decider, node, kept, "")
                except (UsageError, Refused) as error:
                    left.append(str(error))
                told(count + len(entries), len(pictures))
            _keep(shop, report, "adopt", entries)
            if not entries:
                left += [_unknown(decider, node).sentence for node, _, _ in again]
            waiting, count = again if entries else [], count + len(entries)
    return count, tuple(left)


def _size(output: Output, wanted: tuple[int, int]) -> str:
    """How a picture's size differs from the one asked for, in words."""
    if not outcome.unlike(output, wanted):
        return ""
    size = f"{output.width} × {output.height}"
    return f"it has {size} pixels, {wanted[0]} × {wanted[1]} are asked for; it is kept as it is"


def _taken(shop: Workshop, decider: Decider, node: NodeId, output: Output, why: str) -> LockEntry:
    """The block with a picture made by hand, whose trace is kept."""
    entry, ask = shop.project.lockfile.nodes.get(node), decider.ask(decider.graph[node])
    same = ask.same
    number = max((*same.takes, ask.recipe.takes - 1)) + 1 if same else 0
    extra = Extra(HAND, output.sha256, output.pixels)
    action = takes.ask(ask.action, ask.key, number, ask.recipe.wander, extra, ask.limit)
    own = takes.own_key(ask.action, ask.key, action)
    new = decisions.adopt(_name(node), entry, ask.key, own, number, output, why)
    if isinstance(new, No):
        _raise((new,))
    trace = Trace(
        own, number, action, output, "", None, showing.BY_HAND, "0", "free", (), 0.0, VERSION
    )
    shop.store.put_trace(trace)
    assert isinstance(new, LockEntry)
    return new


def _on_board(shop: Workshop, path: str) -> NodeId:
    """The node that a file on the board shows."""
    graph, entries = shop.project.film.graph, shop.project.lockfile.nodes
    assert graph is not None
    home = os.path.join(os.path.realpath(shop.root), folder.BOARD)
    file = os.path.relpath(os.path.realpath(path), home).replace(os.sep, "/")
    for node in graph.nodes.values():
        entry = entries.get(node.id)
        shown = {picture_file(node, media=entry.chosen.media if entry and entry.chosen else "")}
        for number, take in (entry.takes if entry else {}).items():
            shown.add(picture_file(node, number, take.media))
        if node.recipe and file in shown:
            return node.id
    raise UsageError(_problem(f"{path} is no file of the board", "say which picture: `--as NAME`"))


def undo(root: str, providers: Providers, report: Reporter) -> Done:
    """Take the last decision back that was made here; raises Refused when what it changed was
    changed since.
    """
    with _opened(root, providers, report, "undo") as shop:
        history, nodes = History(shop.store.root), shop.project.lockfile.nodes
        for last in reversed(history.standing()):
            now = {one.node: _block(one.node, nodes.get(one.node)) for one in last.changes}
            if all(now[one.node] == one.before for one in last.changes):
                continue  # it never came to be, or was taken back by other means
            since = [one.node for one in last.changes if now[one.node] != one.after]
            if since:
                names = ", ".join(map(_name, since))
                sentence = f"{last.verb} cannot be undone: {names} changed since"
                raise Refused(_problem(sentence, "`git diff storyforge.lock` shows what is new"))
            before = {one.node: _entry(one.node, one.before) for one in last.changes}
            done = _keep(shop, report, "", before)
            history.undo(last.number)
            return replace(done, verb=last.verb)
    raise Refused(_problem("there is no decision to undo", "decisions made elsewhere are in git"))


@contextmanager
def _opened(root: str, providers: Providers, report: Reporter, verb: str) -> Iterator[Workshop]:
    """The project, held against builds and other decisions."""
    with alone(root, report, verb):
        yield Workshop(root, providers, rescue=True)


def _keep(
    shop: Workshop, report: Reporter, verb: str, after: Mapping[NodeId, LockEntry | None]
) -> Done:
    """Write a decision down and show it. `verb`: empty for what the history holds already."""
    before = shop.project.lockfile.nodes
    changes = tuple(Changed(node, before.get(node), entry) for node, entry in after.items())
    rows = tuple(
        Change(one.node, _block(one.node, one.before), _block(one.node, one.after))
        for one in changes
        if one.before != one.after
    )
    if not rows:
        return Done(changes)
    entries = {**before, **{node: entry for node, entry in after.items() if entry}}
    entries = {node: entry for node, entry in entries.items() if after.get(node, entry)}
    failed = [node for node, word in shop.statuses().items() if word == "failed"]
    if verb:
        History(shop.store.root).add(verb, int(time.time()), rows)
    showing.keep_lockfile(shop, entries, locked=False)
    tally = Tally(failed=[node for node in failed if node not in after])
    viewed = showing.show(shop, tally, entries, False, report)
    showing.stamp_down(shop, viewed, tally, good=False)
    return Done(changes)


def _block(node: NodeId, entry: LockEntry | None) -> str:
    return write_lockfile(Lockfile({node: entry})).decode() if entry else ""


def _entry(node: NodeId, block: str) -> LockEntry | None:
    return read_lockfile(block.encode()).nodes[node] if block else None


def _decidable(shop: Workshop, targets: tuple[str, ...]) -> list[NodeId]:
    """What is selected and can be decided, in the film's order; raises UsageError for nothing."""
    graph, found = shop.project.film.graph, shop.select(targets)
    assert graph is not None
    nodes = [node for node in graph.order if node in found and graph[node].recipe is not None]
    if not nodes:
        names = ", ".join(map(_name, sorted(found)))
        sentence = f"{names} is not made here, so there is nothing to decide"
        raise UsageError(_problem(sentence, "name another picture"))
    return nodes


def _only(nodes: list[NodeId], written: str) -> NodeId:
    if len(nodes) != 1:
        raise UsageError(_problem(f"{written} means {len(nodes)} pictures", "name one picture"))
    return nodes[0]


def _raise(nos: tuple[No, ...]) -> None:
    """Raise what stands against a decision, if anything does."""
    if nos:
        kind: type[StoryforgeError] = Refused if all(no.held for no in nos) else UsageError
        raise kind(*(_problem(no.sentence, no.advice) for no in nos))


def _problem(sentence: str, advice: str) -> Problem:
    return Problem("T001", sentence, advice=advice)


def _name(node: NodeId) -> str:
    """A node as people write it."""
    return name_of(node) if node.startswith("shot:") else node
