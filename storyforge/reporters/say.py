"""Every sentence a user can read about what happened. Words only; somebody else prints.

What would happen, and why, is told in plans.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from storyforge.core import event as e
from storyforge.core import ids
from storyforge.core.errors import Problem
from storyforge.core.mark import frame
from storyforge.core.mark import show as show
from storyforge.core.price import dollars, spread

Paint = Callable[
    [str, str], str
]  # (meaning, text) -> text, coloured or not; colour never carries meaning alone
_LONGEST = 400  # characters of a value that are shown whole


def plain(_: str, text: str) -> str:
    """The Paint that does nothing."""
    return text


def name(node: str) -> str:
    """A node as people write it: shots by id, everything else with its kind."""
    return ids.name_of(node) if node.startswith("shot:") else node


def started(folder: str, example: str, files: int) -> Iterator[str]:
    """A project was begun."""
    here = folder == "."
    at, way = ("here", "") if here else (show(folder), f"cd {show(folder)} && ")
    yield f'started {at} from the example "{example}": {count(files, "file")}'
    yield f"next: `{way}storyforge build`, then open board/index.html"


def taken(path: str) -> str:
    """`init` would have to overwrite something."""
    return f"{path} is already there"


def no_example(name: str) -> str:
    """An installation without its examples."""
    return f"the example {name} is not part of this installation"


def all_well(scenes: int, shots: int, made: int) -> str:
    """Nothing is wrong."""
    return (
        f"all is well: {count(scenes, 'scene')}, {count(shots, 'shot')}, {count(made, 'picture')}"
    )


def problem(one: Problem, text: str, paint: Paint) -> Iterator[str]:
    """A problem as lines: sentence, place, quoted line with a caret, advice. `text`: the file."""
    yield f"{paint(one.severity, one.severity)}[{one.code}]: {show(one.sentence)}"
    if one.mark:
        yield f"  {paint('quiet', '-->')} {show(one.mark.file)}:{one.mark.line}:{one.mark.column}"
        if text:
            yield from (f"  {line}" for line in frame(text, one.mark).splitlines())
    for words, mark in one.also:
        place = f"{show(mark.file)}:{mark.line}:{mark.column}"
        yield f"  {paint('quiet', 'and')} {show(words)}: {place}"
    if one.advice:
        yield f"  {paint('advice', 'hint:')} {show(one.advice)}"


def remarks(
    found: Sequence[Problem], texts: Mapping[str, str], paint: Paint, most: int, where: str = ""
) -> Iterator[str]:
    """Problems that stop nothing; of notes of one kind only the first `most`, then how many more
    there are, and `where` they are told.
    """
    many = Counter(one.code for one in found if one.severity == "note")
    told = Counter[str]()
    for one in found:
        told[one.code] += one.severity == "note"
        if told[one.code] <= most:
            yield from problem(one, texts.get(one.mark.file, "") if one.mark else "", paint)
        if told[one.code] == most < many[one.code] and one.severity == "note":
            rest = f"{many[one.code] - most} more of this kind"
            yield f"  {paint('quiet', 'and')} {rest}{f'; {where} tells all' if where else ''}"


def problems(found: Iterable[Problem], texts: Mapping[str, str], paint: Paint) -> Iterator[str]:
    """Problems that stopped everything, and how many they are when it is more than one."""
    errors = 0
    for one in found:
        yield from problem(one, texts.get(one.mark.file, "") if one.mark else "", paint)
        errors += one.severity == "error"
    if errors > 1:
        yield f"{errors} errors; nothing was made"


def no_command(written: str, close: str | None) -> str:
    """A verb that does not exist."""
    return f'there is no command "{written}"' + (f'; did you mean "{close}"?' if close else "")


def misused(message: str, path: str, paint: Paint) -> Iterator[str]:
    """The command line itself was wrong. `message` as the command-line library words it."""
    first, _, rest = message.partition("\n")
    sentence = show(" ".join((first + " " + rest).split())).rstrip(".")
    sentence = sentence.replace(". Did you mean", "; did you mean")
    yield f"{paint('error', 'error')}: {sentence[:1].lower()}{sentence[1:]}"
    yield f"  {paint('advice', 'hint:')} `{path} --help` shows what can be said"


def bug(version: str, python: str, system: str, trace: Iterable[str]) -> Iterator[str]:
    """Something nobody foresaw: say so, and give a log to paste."""
    yield "storyforge met something it does not understand; nothing that was stored is lost."
    yield "Please report this, with the lines below:"
    yield ""
    yield f"storyforge {version} · Python {python} · {system}"
    for line in "".join(trace).splitlines():
        yield show(line)


STOPPED = "stopped"


def value(text: str) -> str:
    """A value for a terminal, cut when it is very long."""
    safe = show(text)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]} … ({len(text)} characters)"


def count(number: int, thing: str) -> str:
    """`1 picture`, `3 pictures`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}".replace(",", " ")


def seconds(amount: float) -> str:
    """`0.4 s`, `12 s`, `3 min 20 s`."""
    if amount < 10:
        return f"{amount:.1f} s"
    if amount < 60:
        return f"{amount:.0f} s"
    return f"{int(amount) // 60} min {int(amount) % 60} s"


def take(number: int) -> str:
    """` take 2`; nothing for the first."""
    return f" take {number}" if number else ""


def event(one: e.Event) -> str | None:
    """An event as a line, or None when it is not worth one."""
    teller = _EVENTS.get(type(one))
    return teller(one) if teller else None


def _planned(one: e.Planned) -> str | None:
    if not one.to_make:
        return None
    money = "" if one.price.free else f" · at most {dollars(one.price.high)}"
    return f"{count(one.to_make, 'picture')} to make, {one.current:,} current{money}".replace(
        ",", ","
    )


def _ended(one: e.Ended) -> str:
    parts = [f"{one.made} made"] if one.made else []
    parts += [f"{one.restored} restored"] if one.restored else []
    parts += [f"{one.current} current"] if one.current else []
    parts += [f"{one.failed} failed"] if one.failed else []
    parts += [f"{one.skipped} skipped"] if one.skipped else []
    parts += [f"{one.absent} absent"] if one.absent else []
    money = "" if Decimal(one.cost) == 0 else f" · {dollars(Decimal(one.cost))}"
    line = f"{' · '.join(parts) or 'no pictures'}{money} · {seconds(one.seconds)}"
    if one.interrupted:
        return f"stopped: {line}\nnext: `storyforge build` goes on from here"
    if one.absent and one.exit_code == 1 and not one.failed:
        return f"{line}\nnext: {_BRING}"
    if one.exit_code:
        return f"{line}\nnext: {_NEXT.get(one.exit_code, _MEND)}"
    if one.unchanged:
        return nothing_to_make(one.current, one.board)
    return f"{line}\nboard: {one.board}"


_BRING = "bring those pictures here, or `storyforge build --remake` makes them again"
_MEND = "mend what failed, then `storyforge build` makes only that"
_NEXT = {
    4: "say what becomes of the approved pictures, then `storyforge build` goes on from here",
    5: "raise the ceiling (`budget:`, `--max-cost`), then `storyforge build` goes on from here",
    6: "`storyforge recover` shows what is in doubt and settles it",
}


def nothing_to_make(pictures: int | str, board: str) -> str:
    """What an unchanged build says."""
    are = "picture is" if str(pictures) == "1" else "pictures are"
    return f"nothing to make: {pictures} {are} current · {board}"


def _some(nodes: Sequence[str]) -> str:
    """The first few of many names."""
    more = f" and {len(nodes) - _FEW} more" if len(nodes) > _FEW else ""
    return ", ".join(map(name, nodes[:_FEW])) + more


_FEW = 8
_WORTH_SAYING = 5.0  # seconds; shorter waits are nobody's business


def _money(cost: str) -> str:
    amount = Decimal(cost)
    return f" · {dollars(amount)}" if amount else ""


_EVENTS: dict[type, Callable[..., str | None]] = {
    e.Waiting: lambda one: f"waiting: {show(one.holder)}",
    e.Planned: _planned,
    e.Finished: lambda one: (
        f"made      {name(one.node)}{take(one.take)}  {seconds(one.seconds)}{_money(one.cost)}"
    ),
    e.Paused: lambda one: (
        f"waiting   {name(one.node)}{take(one.take)}: {seconds(one.seconds)}, {show(one.why)}"
        if one.seconds >= _WORTH_SAYING
        else None
    ),
    e.Noted: lambda one: f"note      {name(one.node)}{take(one.take)}: {show(one.sentence)}",
    e.Lacking: lambda one: (
        f"absent    {count(len(one.nodes), 'picture')} not here: {_some(one.nodes)}"
        f"\n          making them again costs {spread(one.price)}; none is made without `--remake`"
    ),
    e.Collected: lambda one: (
        f"collected {name(one.node)}{take(one.take)}  (paid for in an earlier build)"
    ),
    e.Withheld: lambda one: (
        f"{one.why:<9} {name(one.node)}: {show(one.sentence)}\n          hint: {show(one.advice)}"
    ),
    e.Restored: lambda one: f"restored  {name(one.node)}  (made before, used again)",
    e.Failed: lambda one: (
        f"failed    {name(one.node)}{take(one.take)}: {show(one.sentence)}"
        + (f"\n          hint: {show(one.advice)}" if one.advice else "")
    ),
    e.Skipped: lambda one: (
        f"skipped   {name(one.node)}  ({'as' if one.alike else 'needs'} {name(one.because)})"
    ),
    e.Drifted: lambda one: (
        f"differs   {name(one.node)}{take(one.take)}: drawn again it is not the picture that "
        "storyforge.lock names; another version of a library draws otherwise"
    ),
    e.HandEdited: lambda one: (
        f"by hand   {show(one.path)} was changed by hand and is left as it is"
        f"\n          hint: `storyforge adopt {show(one.path)}` makes it a take; "
        "moved away, the built picture comes back"
    ),
    e.Quarantined: lambda one: (
        f"damaged   {name(one.node)}: its stored picture was damaged; "
        "moved to quarantine, made again"
    ),
    e.Interrupted: lambda one: (
        f"stopping: {count(one.running, 'picture')} being finished; ^C again leaves now"
    ),
    e.Ended: _ended,
}

PLURALS = {
    "style": "styles",
    "character": "characters",
    "location": "locations",
    "element": "elements",
    "group": "groups",
    "shot": "shots",
    "clip": "clips",
}
