"""The front door. Finds out first, and cheaply, whether there is anything to do at all."""

import gc
import os
import sys
import time
from importlib import import_module

from storyforge.project import stamp
from storyforge.providers.table import revisions
from storyforge.version import VERSION


def main() -> int:
    """Run the command line; returns the exit code."""
    gc.set_threshold(200_000, 20, 100)  # a command builds trees of values and ends: look seldom
    quick = _nothing_changed(sys.argv[1:])
    if quick is not None:
        sys.stderr.write(quick)
        return 0
    return int(
        import_module("storyforge.cli.main").run(sys.argv[1:])
    )  # loaded only when there is something to do


def _nothing_changed(arguments: list[str]) -> str | None:
    """What to say when `build` has nothing to do by the last build's stamp; None when that must be
    found out."""
    folder = "."
    if len(arguments) == 3 and arguments[0] == "-C":
        folder, arguments = arguments[1], arguments[2:]
    if arguments != ["build"] or not os.path.isfile(os.path.join(folder, "storyforge.yaml")):
        return None
    columns = stamp.read(os.path.join(folder, ".storyforge", "stamp"))
    if columns is None or (columns.head.get("tool"), columns.head.get("providers")) != (
        VERSION,
        revisions(),
    ):
        return None
    here, looked = os.getcwd(), time.time_ns()
    os.chdir(folder)
    try:
        if not stamp.unchanged(columns):
            return None
        _keep(stamp.grown(columns, looked))
    finally:
        os.chdir(here)
    pictures = columns.head.get("pictures", "0")
    board = os.path.normpath(os.path.join(folder, "board", "index.html"))
    are = "picture is" if pictures == "1" else "pictures are"
    return f"nothing to make: {pictures} {are} current · {board}\n"


def _keep(data: bytes | None) -> None:
    """Put a stamp that trusts more files in place of the old one; if that cannot be done, nothing
    is lost but time."""
    if data is None:
        return
    temporary = os.path.join(".storyforge", "tmp", f".stamp-{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, os.path.join(".storyforge", "stamp"))
    except OSError:
        return


if __name__ == "__main__":
    sys.exit(main())
