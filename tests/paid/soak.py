"""Everything the tests of crashes and of money do a tenth of, done in full; what it came to in figures.

python tests/paid/soak.py [what pytest should be told besides]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
FOLDERS = ("crash", "paid")


def main() -> int:
    """pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally"
        tally.touch()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-n",
                "2",
                *(TESTS / each for each in FOLDERS),
                *sys.argv[1:],
            ],
            env={**os.environ, "STORYFORGE_SOAK": "1", "STORYFORGE_TALLY": str(tally)},
            cwd=TESTS.parent,
        )
        sys.stdout.write(figures(tally.read_text(encoding="utf-8")))
    return done.returncode


def figures(tally: str) -> str:
    """The sum of all rows, by service: killed builds, charges, pictures, answers a person settled."""
    sums: dict[str, Counter[str]] = {}
    for row in tally.splitlines():
        service, _, *numbers = row.split()
        names = ("kills", "charges", "pictures", "asked", "lost")
        sums.setdefault(service, Counter()).update(dict(zip(names, map(int, numbers), strict=True)))
        sums[service]["films"] += 1
    return "".join(
        f"{service:10} {each['films']:6} films {each['kills']:6} kills {each['charges']:7} charges "
        f"{each['pictures']:7} pictures {each['lost']:3} lost {each['asked']:4} settled by a person\n"
        for service, each in sorted(sums.items())
    )


if __name__ == "__main__":
    sys.exit(main())
