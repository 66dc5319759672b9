"""A user's program, checked by mypy --strict in test_api.py. It is never run."""

from __future__ import annotations

import sys
from decimal import Decimal

import storyforge.api as storyforge


def listen(event: storyforge.Event) -> None:
    """Say what is finished."""
    if isinstance(event, storyforge.Finished):
        sys.stdout.write(f"{event.node} {event.take} {event.seconds:.1f}\n")


def make(folder: str) -> int:
    """Build what is cheap enough."""
    try:
        project: storyforge.Project = storyforge.open_project(folder)
    except storyforge.ManifestError as error:
        for problem in error.problems:
            sys.stdout.write(f"{problem.mark.file if problem.mark else ''}: {problem.sentence}\n")
        return error.exit_code
    plan: storyforge.Plan = project.plan(["scene:sc1"], exclude=["s030"])
    ceiling: Decimal = plan.price.high
    for node, step in plan.steps.items():
        if isinstance(step, storyforge.Make):
            sys.stdout.write(f"{node}: {[reason.code for reason in step.reasons]}\n")
    if ceiling > 5:
        return 1
    ended: storyforge.Ended = project.build(["scene:sc1"], jobs=2, locked=False, report=listen)
    names: list[str] = [shot.id for shot in project.shots]
    return ended.exit_code + len(names) * 0
