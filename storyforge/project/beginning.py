"""What every new project has besides its manifest: the schema for editors, and what git leaves
out."""

from __future__ import annotations

import json

from storyforge.core.manifest import json_schema

SCHEMA = ".storyboard.v1.json"
"""Beside storyforge.yaml, so that editors need no network."""
IGNORED = ".storyforge/\nboard/\nexports/\n"
_MODELINE = "# yaml-language-server: $schema="


def schema_text() -> str:
    """The schema, as it stands in a project."""
    return json.dumps(json_schema(), indent=2) + "\n"


def pointed(path: str, text: str) -> str:
    """A new manifest file at `path` of a project, with an editor's pointer to the schema."""
    if _MODELINE in text:
        return text
    return f"{_MODELINE}{'../' * path.count('/')}{SCHEMA}\n{text}"
