"""What the last build came to, picture by picture: so that `result:failed` can be done again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from storyforge.project import folder
from storyforge.store import durable

_NAME = "results.json"


def read(root: str) -> Mapping[str, str]:
    """Node -> result; nothing when no build was yet, or when the file cannot be read."""
    try:
        data = durable.read_plain(os.path.join(root, folder.STATE, _NAME))
        body = json.loads(data or b"{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(node): str(word) for node, word in body.items()} if isinstance(body, dict) else {}


def keep(root: str, results: Mapping[str, str]) -> None:
    """Remember results in place of the earlier ones. Raises DiskTrouble."""
    if dict(read(root)) == dict(results):
        return
    data = (json.dumps(dict(sorted(results.items())), indent=0) + "\n").encode()
    path = os.path.join(root, folder.STATE, _NAME)
    durable.replace_view(path, data, 0o600, root=root)
