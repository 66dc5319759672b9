"""A sketch: one picture drawn at once by the embedded artist, beside the build and for nothing.

It is drawn from the pictures that were chosen, and where there are none from sketches of them.
Nothing is kept: no store, lockfile or board is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storyforge.core import film, ids
from storyforge.core.board import Panel
from storyforge.core.board_of import board_of
from storyforge.core.errors import Problem, UsageError
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry
from storyforge.core.recipe import FILE
from storyforge.core.seams import Corrupt, Missing
from storyforge.late import load
from storyforge.providers.draft import Draft, imprinted
from storyforge.workshop import Workshop


@dataclass(slots=True)
class Sketcher:
    """Draws pictures of one project; each reference is fetched or drawn once."""

    workshop: Workshop
    pictures: dict[str, bytes] = field(default_factory=dict)
    unset: str = ""  # characters of the last slate that no font of this machine has

    def svg(self, node: NodeId) -> bytes:
        """The picture as SVG text (UTF-8), its strokes still apart; raises UsageError."""
        drawn: str = load("storyforge.artist.draw:draw_svg")(*self._asked(node))
        return drawn.encode("utf-8")

    def png(self, node: NodeId) -> bytes:
        """The picture as the build would draw it; raises UsageError."""
        asked = self._asked(node)
        return imprinted(load("storyforge.artist.draw:draw")(*asked), Draft.models[0], asked[-1])

    def slated(self, node: NodeId) -> bytes:
        """The picture of a shot as PNG, with a slate below: number, camera, action, dialogue.

        Raises UsageError.
        """
        board = board_of(self.workshop.project.film, {})
        found = ((scene, p) for scene in board.scenes for p in scene.panels)
        scene, panel = next(
            ((s, p) for s, p in found if ids.node("shot", p.id) == node), (None, None)
        )
        if scene is None or panel is None:
            advice = "leave `--slate` away, or name a shot"
            raise UsageError(Problem("S002", f"{node} is no shot and has no slate", advice=advice))
        words = _words(panel, scene.number or scene.id, board.fps)
        spoken = (text for line in panel.dialogue for text in (line.speaker, line.text))
        told = " ".join((panel.number, panel.action or panel.words, *spoken, panel.sound))
        lost = load("storyforge.artist.letters.lettering:unset")(told)
        self.unset = " ".join(lost)
        asked = self._asked(node)
        drawn = load("storyforge.artist.draw:draw_slated")(*asked, words)
        return imprinted(drawn, Draft.models[0], asked[-1])

    def _asked(self, node: NodeId) -> tuple[object, list[bytes], int, int, int]:
        graph = self.workshop.project.film.graph
        recipe = graph[node].recipe if graph is not None else None
        if recipe is None or recipe.staging is None:
            advice = "only what has `provider: draft` can be sketched"
            sentence = f"{node} is not drawn by the embedded artist"
            raise UsageError(Problem("S004", sentence, advice=advice))
        references = [self._picture(use.source) for use in recipe.uses]
        entry = self.workshop.project.lockfile.nodes.get(node)
        staging = {**recipe.staging, "take": entry.take if entry else 0}
        return staging, references, recipe.width, recipe.height, self._seed(entry, recipe.seed)

    def _seed(self, entry: LockEntry | None, asked: int | None) -> int:
        """The seed of the picture that was built, so that the sketch is that very drawing."""
        trace = self.workshop.store.trace(entry.key, entry.take) if entry else None
        return trace.seed if trace and trace.seed is not None else asked or 0

    def _picture(self, source: str) -> bytes:
        if source not in self.pictures:
            self.pictures[source] = self._fetched(source)
        return self.pictures[source]

    def _fetched(self, source: str) -> bytes:
        graph = self.workshop.project.film.graph
        assert graph is not None
        if source.startswith(FILE):
            return self.workshop.fetch(source)
        if (given := graph[source].given) is not None:
            return self.workshop.fetch(FILE + given)
        entry = self.workshop.project.lockfile.nodes.get(source)
        if entry is not None and entry.chosen is not None:
            try:
                return self.workshop.store.get(entry.chosen.out)
            except (Missing, Corrupt):
                pass
        return self.png(source)


def _words(panel: Panel, scene: str, fps: str) -> dict[str, object]:
    """What a slate says of a panel."""
    said = tuple(
        (f"{line.speaker} ({line.mode})" if line.mode else line.speaker, line.text)
        for line in panel.dialogue
    )
    notes = (("Sound", panel.sound), ("Transition", panel.transition))
    return {
        "number": " · ".join(part for part in (scene, panel.number) if part),
        "camera": panel.camera,
        "duration": f"{float(film.seconds(panel.frames, fps)):.3g} s",
        "action": panel.action or panel.words,
        "dialogue": said,
        "notes": tuple(note for note in notes if note[1]),
    }
