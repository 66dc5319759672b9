"""An import's way: a file read as a proposal, the project that it would lead to looked at as a
whole, and, when somebody has said yes, all of its files written or none.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

from storyforge import deciding
from storyforge.core import film
from storyforge.core.amend import CannotAmend, amended
from storyforge.core.board_of import DEFAULT_DURATION
from storyforge.core.coded import PictureFault
from storyforge.core.digest import sha256
from storyforge.core.errors import ManifestError, Problem, Refused, UsageError
from storyforge.core.outcome import output_of
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.seams import Importer, Providers, Reporter, Source
from storyforge.core.vocabulary import nearest
from storyforge.importers.table import KINDS, Kind
from storyforge.late import load
from storyforge.project import folder
from storyforge.project.alone import alone
from storyforge.project.beginning import IGNORED, SCHEMA, pointed, schema_text
from storyforge.project.loading import Loader, Project
from storyforge.store import durable
from storyforge.store.memo import Memo
from storyforge.store.together import write_together

LARGEST = 64 * 2**20
"""Bytes of a file that is taken in."""
IGNORE = ".gitignore"
_SIDES = ("**/*.lines.json", "**/*.boards.json")
_OWN = "script"  # the folder that imports keep their own files in

Kinds = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: all texts that it would write, by path in the project at `root`.

    `before`: the bytes of what is there now, by path; what is new is not in it. `begins`: there is
    no project yet. `proposal`: without what is the case already. `seconds`: how long the film would
    run before and after; None where there is none.
    """

    root: str
    kind: str
    proposal: Proposal
    texts: Mapping[str, str]
    before: Mapping[str, bytes]
    begins: bool
    seconds: tuple[float | None, float | None]

    @property
    def created(self) -> tuple[str, ...]:
        """Paths of files that are new."""
        return tuple(path for path in self.texts if path not in self.before)

    @property
    def changed(self) -> tuple[str, ...]:
        """Paths of files that are there and would be changed."""
        return tuple(path for path in self.texts if path in self.before)

    @property
    def empty(self) -> bool:
        """Whether nothing would happen."""
        return not self.texts and not self.proposal.adoptions


def installed(kind: Kind) -> bool:
    """Whether the libraries are here that a kind of file needs; nothing is imported."""
    return all(find_spec(name) is not None for name in kind.needs)


def kind_of(path: str, wanted: str = "", kinds: Kinds = KINDS) -> str:
    """The kind of a file: as `wanted`, else by its ending; raises UsageError."""
    if wanted in kinds:
        return wanted
    known = ", ".join(kinds)
    if wanted:
        close = nearest(wanted, tuple(kinds))
        advice = f"did you mean `{close}`?" if close else f"there are {known}"
        raise UsageError(Problem("F001", f'there is no kind of file "{wanted}"', advice=advice))
    name = os.path.basename(path).casefold()
    for each, kind in kinds.items():
        if name.endswith(kind.endings):
            return each
    sentence = f"{path} has no ending that tells what it is"
    raise UsageError(Problem("F001", sentence, advice=f"say it with `--as`: {known}"))


def read(path: str) -> bytes:
    """The bytes of a file to be taken in; raises UsageError."""
    try:
        if os.path.isfile(path) and os.path.getsize(path) > LARGEST:
            sentence = f"{path} is larger than {LARGEST // 2**20} MB"
            raise UsageError(Problem("F003", sentence, advice="take it in in parts"))
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        why = "it is a folder" if error.errno == errno.EISDIR else (error.strerror or "").lower()
        raise UsageError(Problem("F003", f"{path} cannot be read: {why}")) from None
    except ValueError:
        raise UsageError(Problem("F003", f"{path!r} names no file")) from None


def propose(
    home: str,
    root: str | None,
    path: str,
    providers: Providers,
    wanted: str = "",
    wishes: Mapping[str, Any] | None = None,
    kinds: Kinds = KINDS,
) -> Plan:
    """What importing the file at `path` would do; nothing is written. Raises StoryforgeError.

    `root`: the project, None where there is none: then one begins in `home`. `wanted`: the kind of
    the file, if its name does not tell.
    """
    name = kind_of(path, wanted, kinds)
    kind = kinds[name]
    _need(name, kind)
    if root is None and not kind.starts:
        sentence = f"there is no project here that `{os.path.basename(path)}` could change"
        advice = "go to the project's folder, or name it with `-C FOLDER`"
        raise UsageError(Problem("F004", sentence, advice=advice))
    data = read(path)
    project = _loaded(root, providers) if root is not None else None
    here = _here(project)
    importer: Importer = load(kind.importer)()
    source = Source(os.path.basename(path), data, _beside(os.path.dirname(os.path.abspath(path))))
    proposal = importer.propose(source, here, wishes or {})
    return _planned(root or os.path.abspath(home), name, proposal, project, here, providers)


def _need(name: str, kind: Kind) -> None:
    if not installed(kind):
        sentence = f"importing {name} needs a library that is not installed"
        advice = f"pip install 'storyforge-build[{kind.extra}]'"
        raise UsageError(Problem("F002", sentence, advice=advice))


def _loaded(root: str, providers: Providers, overlay: Mapping[str, bytes] | None = None) -> Project:
    memo = Memo(os.path.join(root, folder.STATE, "memo"))
    return Loader(root, providers, memo, time.time_ns(), overlay or {}).load()


def _here(project: Project | None) -> Here:
    if project is None:
        return Here(None, {})
    texts = {path: _text(data) for path, data in project.texts.data.items()}
    for path in (each for side in _SIDES for each in folder.matches(project.root, side)):
        texts[path] = _text(folder.read(project.root, path))
    return Here(project.film.manifest, texts)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _beside(home: str) -> Callable[[str], bytes]:
    """Files beside the one that is taken in: never out of its folder, never larger than it may
    be."""

    def read_beside(path: str) -> bytes:
        try:
            full = durable.inside(home, path)
        except (Refused, ValueError):
            raise OSError(errno.EPERM, "it leads out of the file's folder", path) from None
        real = os.path.realpath(full)
        if not real.startswith(os.path.realpath(home) + os.sep):
            raise OSError(errno.EPERM, "it leads out of the file's folder", path)
        if not os.path.isfile(real):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if os.path.getsize(real) > LARGEST:
            raise OSError(errno.EFBIG, "it is too large", path)
        with open(real, "rb") as file:
            return file.read()

    return read_beside


def _planned(
    root: str,
    name: str,
    proposal: Proposal,
    project: Project | None,
    here: Here,
    providers: Providers,
) -> Plan:
    begins = project is None
    texts = {**_new_texts(root, proposal, begins), **_amended(proposal, here)}
    before = {
        **_before(root, texts),
        **{p: _bytes(here.files[p]) for p in texts if p in here.files},
    }
    changed = {path: text for path, text in texts.items() if before.get(path) != _bytes(text)}
    for path in changed:
        if path in before and not _ours(path) and path not in here.files:
            sentence = f"{path} is already there, and the import would write a file of that name"
            raise Refused(Problem("F005", sentence, advice="move it away, then import again"))
    after = _checked(root, providers, changed, begins) if changed else project
    fresh = _with_pictures(proposal, project, after)
    known = {path: data for path, data in before.items() if path in changed}
    seconds = (_seconds(project), _seconds(after))
    return Plan(root, name, fresh, changed, known, begins, seconds)


def _with_pictures(proposal: Proposal, before: Project | None, after: Project | None) -> Proposal:
    """The proposal with those pictures only that are new and can be used."""
    adoptions, left = [], list(proposal.left)
    graph = after.film.graph if after else None
    for each in proposal.adoptions:
        if graph is None or each.node not in graph or (recipe := graph[each.node].recipe) is None:
            sentence = f"the import has a picture for {each.node}, which the project does not make"
            raise UsageError(Problem("F007", sentence, advice=_REPORT))
        if _adopted(before, each.node, each.data):
            continue
        try:
            output_of(recipe.kind, "", each.data)
        except PictureFault as fault:
            left.append(Left(each.name, "a picture", fault.sentence.rstrip(".")))
        else:
            adoptions.append(each)
    return replace(proposal, adoptions=tuple(adoptions), left=tuple(left))


_REPORT = "this is a fault of the importer; please report it with the file"


def _new_texts(root: str, proposal: Proposal, begins: bool) -> dict[str, str]:
    """Whole files that are written, with what a project has besides."""
    texts = {**proposal.files, **{path: _text(data) for path, data in proposal.blobs.items()}}
    if begins and texts:
        if folder.MANIFEST not in texts:
            sentence = f"the import would begin a project without a {folder.MANIFEST}"
            raise UsageError(Problem("F007", sentence, advice=_REPORT))
        texts[SCHEMA] = schema_text()
        if not os.path.lexists(os.path.join(root, IGNORE)):
            texts[IGNORE] = IGNORED
    for path in texts:
        durable.inside(root, path)
    if begins or os.path.isfile(os.path.join(root, SCHEMA)):
        manifests = (path for path in texts if path.endswith((".yaml", ".yml")))
        texts |= {path: pointed(path, texts[path]) for path in manifests}
    return texts


def _ours(path: str) -> bool:
    """Whether a file is one that imports keep for themselves."""
    return path.startswith(f"{_OWN}/") or path.endswith(".lines.json") or path == SCHEMA


def _amended(proposal: Proposal, here: Here) -> dict[str, str]:
    files = dict.fromkeys(edit.file for edit in proposal.edits)
    texts = {}
    for file in files:
        if file not in here.files:
            sentence = f"the import would change {file}, which is no file of the project"
            raise UsageError(Problem("F007", sentence, advice=_REPORT))
        try:
            texts[file] = amended(here.files[file], proposal.edits, file)
        except CannotAmend as error:
            advice = "write that place out plainly, then import again; nothing was changed"
            raise UsageError(Problem("F006", f"{file}: {error}", advice=advice)) from None
    return texts


def _before(root: str, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes of those files that are there."""
    found = {}
    for path in texts:
        if os.path.lexists(os.path.join(root, path)):
            try:
                found[path] = folder.read(root, path)
            except (OSError, folder.Outside) as error:
                raise Refused(
                    Problem("F005", f"{path} is in the way: it is no file of the project")
                ) from error
    return found


def _checked(root: str, providers: Providers, texts: Mapping[str, str], begins: bool) -> Project:
    """The project as it would be; raises ManifestError when it would not be whole."""
    try:
        return _loaded(root, providers, {path: _bytes(text) for path, text in texts.items()})
    except ManifestError as error:
        what = "begin a project that has faults" if begins else "bring faults into the project"
        first = Problem("F008", f"the import would {what}; nothing was written", advice=_MEND)
        raise ManifestError(first, *error.problems, texts=error.texts) from None


_MEND = "the places below are those of the files as they would be"


def _adopted(project: Project | None, node: str, data: bytes) -> bool:
    """Whether a picture is one of a node's takes already."""
    entry = project.lockfile.nodes.get(node) if project else None
    return entry is not None and sha256(data) in {take.out for take in entry.takes.values()}


def _seconds(project: Project | None) -> float | None:
    """How long a film runs, in seconds."""
    if project is None:
        return None
    manifest = project.film.manifest
    fps = manifest.project.fps
    shots = (shot.said.duration or DEFAULT_DURATION for _, shot in manifest.shots())
    return float(sum(film.frames(each, fps) for each in shots) / film.RATES[fps])


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done. `adopted`: how many pictures became takes; `left`: sentences on those that
    could not."""

    adopted: int = 0
    left: tuple[str, ...] = ()


def carry_out(
    plan: Plan, providers: Providers, report: Reporter, told: Callable[[int, int], None]
) -> Carried:
    """Write what a plan says, all of it or nothing, then make its pictures takes.

    Raises Refused when a file was changed since it was looked at, DiskTrouble when the disk says
    no.
    """
    if plan.texts:
        _rooted(plan.root)
        with alone(plan.root, report, "import"):
            _still(plan)
            ordered = sorted(plan.texts, key=lambda path: _rank(plan, path))
            rows = [(path, _bytes(plan.texts[path])) for path in ordered]
            write_together(plan.root, rows)
    if not plan.proposal.adoptions:
        return Carried()
    wanted = [(each.node, each.name, each.data) for each in plan.proposal.adoptions]
    count, left = deciding.adopt_many(plan.root, providers, report, wanted, told)
    return Carried(count, left)


def _rooted(root: str) -> None:
    try:
        os.makedirs(root, exist_ok=True)
    except OSError as error:
        raise durable.trouble(error, root) from error


def _still(plan: Plan) -> None:
    """Raises Refused when a file is not as it was when the plan was made."""
    for path in plan.texts:
        there = os.path.lexists(os.path.join(plan.root, path))
        try:
            now = folder.read(plan.root, path) if there else None
        except (OSError, folder.Outside):
            now = None
        if now != plan.before.get(path) or (there and path not in plan.before):
            sentence = f"{path} was changed while the import was looked at; nothing was written"
            raise Refused(Problem("F009", sentence, advice="import again"))


def _rank(plan: Plan, path: str) -> tuple[int, str]:
    """What is named is written before what names it, and the project's own file at the end."""
    if path == folder.MANIFEST:
        return 4, path
    if path in plan.before:
        return 3, path
    if not path.endswith((".yaml", ".yml")):
        return 0, path
    return (2 if "shots:" in plan.texts[path] else 1), path
