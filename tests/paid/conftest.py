"""A driver for all that kill, and a disk on which forcing costs nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from paid_world import Reaper


@pytest.fixture(scope="session")
def reaper() -> Iterator[Reaper]:
    """One warmed-up driver for the whole session."""
    with Reaper() as one:
        yield one


@pytest.fixture
def quick_disk() -> Iterator[Path]:
    """A folder in memory where there is one: a kill does not care."""
    memory = "/dev/shm"
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)
