"""A provider that draws only when it is let: it tells a pipe which process began, and waits for a byte of another."""

from __future__ import annotations

import os
from dataclasses import replace

from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities, Job, Made
from storyforge.providers.stub import Stub


class Gate(Stub):
    """`parameters: {gate: FOLDER}` names the folder of the two pipes, `begun` and `go`."""

    name = "gate"
    revision = 1

    def capabilities(self, model: str) -> Capabilities:
        return replace(super().capabilities(model), works="draw")

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        return ()

    def make(self, job: Job) -> Made:
        folder = str(job.recipe.parameters["gate"])
        with open(os.path.join(folder, "begun"), "wb", buffering=0) as begun:
            begun.write(b"%d\n" % os.getpid())
        with open(os.path.join(folder, "go"), "rb", buffering=0) as go:
            assert go.read(1) == b"."
        return super().make(job)
