"""Processes that draw: they load the artist and nothing else, and never outlive their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from typing import Any

_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Drawing processes load the artist, not the program that happens to use us (a script
    without a main guard).
    """
    main = sys.modules["__main__"]
    with _ONE_AT_A_TIME:
        file, spec = main.__dict__.pop("__file__", None), getattr(main, "__spec__", None)
        main.__spec__ = None
        try:
            yield
        finally:
            main.__spec__ = spec
            if file is not None:
                main.__file__ = file


_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT: Any = multiprocessing.get_context(_START)


class Painter(_CONTEXT.Process):  # type: ignore[misc]
    """A process that draws."""

    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802 - the library's name for starting one
        with _main_hidden():
            return _CONTEXT.Process._Popen(process)


@contextmanager
def painters(count: int) -> Iterator[ProcessPoolExecutor]:
    """An executor of `count` drawing processes. Left by an exception (a second ^C), it does not
    wait for what is being drawn.
    """
    pool = _pool(count)
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            if isinstance(process, Painter):
                process.kill()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _pool(count: int) -> ProcessPoolExecutor:
    context = type(_CONTEXT)()
    context.Process = Painter
    if _START == "forkserver":
        context.set_forkserver_preload(["storyforge.artist.draw", "storyforge.providers.draft"])
    return ProcessPoolExecutor(count, mp_context=context, initializer=_born)


def _born() -> None:
    """A drawing process leaves ^C to its parent, and goes when the parent is gone, however it
    went.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
