"""A driver for all, and a disk on which forcing costs nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_world import Forge, give_away


@pytest.fixture(scope="session")
def forge() -> Iterator[Forge]:
    """One warmed-up driver for the whole session."""
    with Forge() as one:
        yield one


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a kill does not care. Others may pass through it."""
    memory = "/dev/shm"
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        Path(folder).chmod(0o711)
        give_away(Path(folder))
        yield Path(folder)
