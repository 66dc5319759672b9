"""What is asked of a model that it cannot do, and what the planner of references had to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from storyforge.core import ids
from storyforge.core.asking import Asking
from storyforge.core.circle import Links
from storyforge.core.errors import Spot, Trouble
from storyforge.core.graph import Node
from storyforge.core.ids import NodeId
from storyforge.core.mending import is_lost
from storyforge.core.recipe import Recipe
from storyforge.core.resolve import Resolved, origin
from storyforge.core.seams import Capabilities
from storyforge.core.sizes import fits, shape, size_of, sizes_told, span

_FEW = 4  # shots that a sentence lists

Troubles = Iterator[Trouble]


def faults_of_models(
    asking: Asking, shots: Mapping[str, Resolved], nodes: Iterable[Node]
) -> Troubles:
    """Every size, seed and number of references that a model cannot do; notes on the rest."""
    asked = _Asked(asking, shots, {node.id: node for node in nodes})
    for name in shots:
        yield from asked.size(name)
    for node in asked.nodes.values():
        if node.recipe is not None:
            can = asking.providers[node.recipe.provider].capabilities(node.recipe.model)
            yield from asked.seed(node, node.recipe, can)
            yield from asked.least(node, node.recipe, can)
            yield from asked.shapes(node, node.recipe, can)
    yield from asked.unseen()
    yield from asked.groups()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One film's asks, and where they are written."""

    asking: Asking
    shots: Mapping[str, Resolved]
    nodes: Mapping[NodeId, Node]

    def size(self, name: str) -> Troubles:
        """M212: a ratio and resolution that the shot's model does not make."""
        shot = self.shots[name]
        chosen = self.asking.model(shot["provider"])
        if chosen is None or chosen[2].makes != "picture":
            return
        ratio, resolution = shot["ratio"], shot["resolution"]
        if size_of(chosen[2], ratio, resolution):
            return
        legal = sizes_told(chosen[2])
        never = not any(size_of(chosen[2], ratio, each) for each in ("720p", "1080p"))
        fields = ("ratio", "resolution") if never else ("resolution", "ratio")
        yield Trouble(
            "M212",
            f"{chosen[0].name}/{chosen[1]} makes no {ratio} at {resolution}",
            self._spot(name, *fields, "provider"),
            f"it makes {legal}" if legal else "use another model",
        )

    def _spot(self, shot: str, *fields: str) -> Spot:
        """Where the first of a shot's fields that is written anywhere stands, else the shot."""
        names, manifest = self.asking.names, self.asking.manifest
        found = (origin(manifest, self.shots, names, shot, field) for field in fields)
        return next((each for each in found if each), self.shots[shot].entry.spot("id"))

    def seed(self, node: Node, recipe: Recipe, can: Capabilities) -> Troubles:
        """M213: a seed for a model that takes none, or none so large."""
        if recipe.seed is None or (can.largest_seed and recipe.seed <= can.largest_seed):
            return
        model = f"{recipe.provider}/{recipe.model}"
        if can.largest_seed:
            sentence = f"{model} takes seeds up to {can.largest_seed}; this one is {recipe.seed}"
            yield Trouble("M213", sentence, self._seed(node), "write a smaller number")
            return
        other = self._other(recipe, lambda each: each.largest_seed > 0)
        advice = "take `seed:` out" + (f", or use {other}, which takes one" if other else "")
        yield Trouble("M213", f"{model} takes no seed", self._seed(node), advice)

    def _seed(self, node: Node) -> Spot:
        kind = ids.kind_of(node.id)
        if kind == "shot":
            return self._spot(ids.name_of(node.id), "seed")
        if kind == "clip":
            return Spot(node.spot.file, (*node.spot.path, "seed"))
        return Spot(self.asking.manifest.file, ("seed",))

    def least(self, node: Node, recipe: Recipe, can: Capabilities) -> Troubles:
        """M211: a picture drawn from words alone, by a model that wants pictures."""
        if len(recipe.uses) >= can.least:
            return
        one = can.least == 1
        wants = "a picture to draw from" if one else f"{can.least} pictures to draw from"
        other = self._other(recipe, lambda each: each.least <= len(recipe.uses))
        is_shot = ids.kind_of(node.id) == "shot"
        how = "name somebody as `@name`, give" if is_shot else "give"
        advice = f"{how} `references:`, or `provider: {other or 'draft'}` for this one"
        sentence = f"{recipe.provider}/{recipe.model} needs {wants}; {_named(node.id)} has "
        sentence += "none" if not recipe.uses else f"only {len(recipe.uses)}"
        yield Trouble("M211", sentence, node.spot, advice)

    def _other(self, recipe: Recipe, able: Callable[[Capabilities], bool]) -> str:
        """Another model of the same service that can."""
        provider = self.asking.providers[recipe.provider]
        for model in provider.models:
            can = provider.capabilities(model)
            if can.makes == "picture" and able(can):
                return f"{recipe.provider}/{model}"
        return ""

    def shapes(self, node: Node, recipe: Recipe, can: Capabilities) -> Troubles:
        """N303: a picture of this film that is too wide or too tall to be taken as it is."""
        if can.fit is None or recipe.kind == "clip":
            return
        links = Links(self.asking.manifest, self.asking.names, self.shots)
        for use in recipe.uses:
            other = self.nodes.get(use.source)
            size = (other.recipe.width, other.recipe.height) if other and other.recipe else None
            if size is None or fits(size, can.fit):
                continue
            done, advice = _DONE[recipe.fit == "pad", size[0] > size[1]]
            yield Trouble(
                "N303",
                f"{_named(node.id)} refers to {_named(use.source)}, which is {shape(*size)}: "
                f"{recipe.provider} takes {span(can.fit)}, so {done}",
                links.spot(node.id, use.source) if recipe.kind != "group" else node.spot,
                advice,
                severity="note",
            )

    def unseen(self) -> Troubles:
        """N304: whom the planner took to be outside the frame."""
        for shot, people in self.asking.unseen.items():
            node = self.nodes.get(ids.node("shot", shot))
            if node is None or node.recipe is None or is_lost(shot):
                continue
            recipe = node.recipe
            limit = self.asking.providers[recipe.provider].capabilities(recipe.model).references
            many = "are" if len(people) > 1 else "is"
            yield Trouble(
                "N304",
                f"{_list(people)} {many} in the scene but not in the frame of {shot}, which wants "
                f"more pictures than {recipe.provider} takes ({limit}); nothing of them is sent",
                node.spot,
                "name in the shot's `cast:`, or as `@name`, whoever is seen",
                severity="note",
            )

    def groups(self) -> Troubles:
        """N302: a plate of several characters that shots share."""
        for group, users in self.asking.groups.items():
            node = self.nodes.get(group.node)
            if node is None or node.recipe is None or any(map(is_lost, users)):
                continue
            limit = self.asking.providers[node.recipe.provider].capabilities(node.recipe.model)
            people = _list(ids.name_of(each.source) for each in group.members)
            wants = "want" if len(users) > 1 else "wants"
            yield Trouble(
                "N302",
                f"{people} are drawn together once, for {_list(users)}, which {wants} more "
                f"pictures than {node.recipe.provider} takes ({limit.references})",
                node.spot,
                "one more picture; `overflow: words` describes them instead, `priority:` says who "
                "keeps a picture of their own",
                severity="note",
            )


_DONE = {
    (False, True): ("its sides are cut off", "`reference_fit: pad` keeps all of it"),
    (False, False): ("its top and bottom are cut off", "`reference_fit: pad` keeps all of it"),
    (True, True): ("bars are added above and below it", "`reference_fit: crop` cuts its sides"),
    (True, False): ("bars are added beside it", "`reference_fit: crop` cuts its top and bottom"),
}


def _named(node: NodeId) -> str:
    name = ids.name_of(node)
    return "this" if is_lost(name) else name


def _list(names: Iterable[str]) -> str:
    """`mara`, `mara and tom`, `s010, s020, s030, s040 and 3 more`."""
    told = list(names)
    last = [f"{len(told) - _FEW} more"] if len(told) > _FEW else told[-1:]
    first = told[:_FEW] if len(told) > _FEW else told[:-1]
    return " and ".join(filter(None, (", ".join(first), *last)))
