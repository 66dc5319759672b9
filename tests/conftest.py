"""Trap doors: a test that touches the network, the home folder or the colours of a terminal unasked is told so by name."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from browser import browser as browser
from browser import chromium as chromium
from hypothesis import HealthCheck, settings
from world import World

# The same examples on every run and machine, and no verdict that depends on how busy it is.
settings.register_profile(
    "house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


class YouTouchedTheNetwork(RuntimeError):
    """Tests know loopback only."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family == socket.AF_UNIX or (
            isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1")
        ):
            return connect(self, address)  # type: ignore[arg-type]
        raise YouTouchedTheNetwork(str(address))

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home / "you-must-not-write-here"))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty project folder."""
    return World(tmp_path / "film")
