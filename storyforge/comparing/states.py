"""Two states of the project side by side: which are meant, how they are opened, what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from storyforge.comparing.gallery import Gallery
from storyforge.core import standing
from storyforge.core.change_price import by_status, cost_of, standing_plan
from storyforge.core.comparing import compare
from storyforge.core.declared import Side
from storyforge.core.difference import Difference
from storyforge.core.errors import Problem, UsageError
from storyforge.core.seams import Providers
from storyforge.project.folder import STATE
from storyforge.project.revisions import Repository, open_repository
from storyforge.project.versions import Reading, Version, read_ahead, told
from storyforge.store.disk import DiskStore
from storyforge.workshop import Workshop, collector_paused

HERE = "working tree"
_SHORT = 8  # digits of a commit that people read


@dataclass(frozen=True, slots=True)
class Named:
    """One of the two states as people see it. `commit`: empty for the working tree."""

    name: str
    commit: str = ""
    subject: str = ""
    date: str = ""

    @property
    def short(self) -> str:
        """`main (1a2b3c4d)`."""
        same = not self.commit or self.commit.startswith(self.name)
        return self.name if same else f"{self.name} ({self.commit[:_SHORT]})"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states, what differs, and what is worth saying about how they could be read."""

    before: Named
    after: Named
    difference: Difference
    notes: tuple[str, ...]
    gallery: Gallery


def meant(words: tuple[str, ...]) -> tuple[str, str, bool]:
    """Which two states some words mean; an empty one is the working tree. The last: from the commit
    at which the two went apart.

    Nothing: HEAD and the working tree. `A`: A and the working tree. `A B`, `A..B`, `A...B`. Raises
    UsageError.
    """
    if len(words) == 1 and ".." in words[0]:
        apart = "..." in words[0]
        first, _, second = words[0].partition("..." if apart else "..")
        if second.startswith("."):
            raise _too_many(words[0])
        return first or "HEAD", second or "HEAD", apart
    if any(".." in word for word in words):
        raise _too_many(" ".join(words))
    if len(words) > 2:
        raise _too_many(" ".join(words))
    return (*words, "HEAD")[0], (*words, "", "")[1] if words else "", False


def _too_many(words: str) -> UsageError:
    sentence = f'"{words}" does not name two revisions'
    return UsageError(Problem("P010", sentence, advice="write `A`, `A B`, `A..B` or `A...B`"))


@dataclass(frozen=True, slots=True)
class Looking:
    """What both states are looked at with: the project's folder, who makes pictures, the store."""

    root: str
    providers: Providers
    store: DiskStore
    repository: Repository


def compared(root: str, providers: Providers, words: tuple[str, ...]) -> Compared:
    """What differs between two states of the project at `root`; raises StoryforgeError.

    The working tree is read only when it is one of them: two commits can be compared in the midst
    of a merge.
    """
    first, second, apart = meant(words)
    repository = open_repository(root)
    looking = Looking(root, providers, DiskStore(os.path.join(root, STATE)), repository)
    commits = repository.commits([each for each in (first, second) if each])
    if apart:
        commits[0] = repository.base(*commits)
    facts = repository.described(commits)
    with collector_paused():
        trees = [repository.tree(commit) for commit in commits]
        read_ahead(repository, trees)
        before = Reading(repository, providers, trees[0], first).version()
        shop = None if second else Workshop(root, providers)
        after = _here(shop) if shop else Reading(repository, providers, trees[1], second).version()
        difference = _difference(looking, before, after, shop)
    names = [Named(HERE)] * 2
    for at, (name, commit) in enumerate(zip((first, second), commits, strict=False)):
        names[at] = Named(name, commit, *facts.get(commit, ("", "")))
    if apart:
        names[0] = Named(f"{second or HERE} since {first}", commits[0], *facts[commits[0]])
    notes = tuple(_notes(before, after, difference))
    gallery = Gallery(root, looking.store, repository, (before, after))
    return Compared(names[0], names[1], difference, notes, gallery)


def _here(shop: Workshop) -> Version:
    """The working tree, as every verb reads it."""
    project = shop.project
    pixels = {path: known.pixels for path, known in project.pictures.items()}
    return Version(HERE, "", Side(project.film, project.lockfile, pixels))


def _difference(
    looking: Looking, before: Version, after: Version, shop: Workshop | None
) -> Difference:
    traced = looking.store.trace
    cost = cost_of(before.side, after.side, looking.providers, traced)
    if shop:
        statuses = dict(shop.statuses())
    else:
        statuses = standing.words(standing_plan(after.side, looking.providers, traced))
    stands = by_status(statuses, statuses)
    return compare(before.side, after.side, cost, stands)


def _notes(before: Version, after: Version, difference: Difference) -> Iterator[str]:
    """What a reader must know to trust what is told."""
    for version in (before, after):
        if version.empty:
            yield f"there is no storyforge.yaml at {version.name}"
        elif version.faults:
            yield told(version.faults, version.name)
    unknown = difference.cost.unknown
    if unknown:
        names = ", ".join(unknown[:3]) + (" …" if len(unknown) > 3 else "")
        yield f"not priced, for a file they are drawn from is not here: {names}"
