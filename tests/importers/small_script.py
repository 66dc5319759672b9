"""Importers called as the program calls them: a file in, a proposal out, and the project it makes."""

from __future__ import annotations

from collections.abc import Mapping

from storyforge.core import reading
from storyforge.core.amend import amended
from storyforge.core.parse import parse
from storyforge.core.proposal import Here, Proposal
from storyforge.core.reading import Manifest
from storyforge.core.seams import Source
from storyforge.importers.fountain import Fountain

FERRY = """\
Title: The Night Ferry
Credit: Written by
Author: A. Writer
Draft date: 3 May

EXT. HARBOUR - NIGHT #1#

Fog over black water. MARA, sixty, white braid, walks to the edge.

[[A bell, far away.]]

TOM
(out of breath)
You waited.

MARA
I always wait.

CUT TO:

INT. WORKSHOP - CONTINUOUS #2#

Mara lights a lantern.

TOM (O.S.)
Is it warm in there?

> FADE OUT.
"""


def alone(path: str) -> bytes:
    """Beside the file there is nothing."""
    raise FileNotFoundError(path)


def proposed(
    text: str, files: Mapping[str, str] | None = None, name: str = "ferry.fountain"
) -> Proposal:
    """The import of a screenplay into a project of these files, or into none."""
    here = Here(manifest_of(files), files) if files else Here(None, {})
    return Fountain().propose(Source(name, text.encode("utf-8"), alone), here, {})


def manifest_of(files: Mapping[str, str]) -> Manifest:
    """The manifest of a project; asserts that nothing is wrong with it."""
    values = {
        path: parse(text.encode(), path).value
        for path, text in files.items()
        if path.endswith(".yaml")
    }
    project = reading.read_project(values["storyforge.yaml"], "storyforge.yaml")
    assert project.troubles == []
    assert project.said is not None
    includes = []
    for path in project.said.include:
        read = reading.read_include(values[path], path)
        assert read.troubles == [], path
        assert read.said is not None
        includes.append((path, read.said))
    manifest, troubles = reading.combine(project.said, "storyforge.yaml", includes)
    assert not troubles, troubles
    return manifest


def after(files: Mapping[str, str], proposal: Proposal) -> dict[str, str]:
    """The project's files when somebody has said yes."""
    texts = {**files, **proposal.files}
    for file in dict.fromkeys(edit.file for edit in proposal.edits):
        texts[file] = amended(files[file], proposal.edits, file)
    return texts


def shots(files: Mapping[str, str]) -> list[str]:
    """Ids of all shots in the order of the film."""
    return [shot.id for _, shot in manifest_of(files).shots()]
