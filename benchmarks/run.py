"""The benchmarks: measures, prints a Markdown table, leaves every number in `benchmarks/results/`.

Ratios are taken in turns within one run against `ninja` on the same graph and against
`python -c pass`. Absolute times are those of this machine and this hour; only ratios and limits of
CPU and memory are judged: `reach` (what we reach for), `ok` (what must be), `short` (neither).
Nothing here ever fails a build.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator

from bench import HERE, Bench, Row
from cases import all_cases
from measure import Failed, adopt_orphans

HEAD = "| work | measured | judged | must | reach | verdict |\n|---|---|---|---|---|---|"


def lines(rows: list[Row]) -> Iterator[str]:
    """The table."""
    yield HEAD
    for row in rows:
        must, reach = (f"≤ {row.limit.must:g}", f"{row.limit.reach:g}") if row.limit else ("", "")
        judged = f"{row.value:.2f} {row.unit}"
        yield f"| {row.work} | {row.text} | {judged} | {must} | {reach} | {row.verdict} |"


def keep(name: str, rows: list[Row]) -> None:
    """Leave a case's numbers, with what is needed to read them."""
    folder = os.path.join(HERE, "results")
    os.makedirs(folder, exist_ok=True)
    numbers = [
        {
            "work": row.work,
            "measured": row.text,
            "value": row.value,
            "unit": row.unit,
            "must": row.limit.must if row.limit else None,
            "reach": row.limit.reach if row.limit else None,
            "verdict": row.verdict,
        }
        for row in rows
    ]
    about = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump(
            {"name": name, "at": time.strftime("%Y-%m-%d %H:%M"), **about, "rows": numbers},
            file,
            indent=2,
        )
        file.write("\n")


def measured(bench: Bench, only: list[str]) -> Iterator[Row]:
    """Every wanted case, kept as soon as it is done."""
    for name, case in all_cases(bench.quick).items():
        if only and not any(name == each or name.startswith(f"{each}-") for each in only):
            continue
        bench.log(f"measuring {name}")
        try:
            rows = list(case(bench))
        except Failed as failed:
            bench.log(str(failed))
            rows = [Row(name, "could not be measured", float("nan"), "")]
        keep(name, rows)
        yield from rows


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="Nothing above 1,000 shots: about two minutes."
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="A case, or all that begin so (see --list).",
    )
    parser.add_argument("--repeats", type=int, default=7, help="Runs of each command (default 7).")
    parser.add_argument("--list", action="store_true", help="Only name the cases.")
    wanted = parser.parse_args()
    if wanted.list:
        print("\n".join(all_cases(wanted.quick)))
        return
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="storyforge-bench-") as folder:
        bench = Bench(
            folder,
            wanted.quick,
            wanted.repeats,
            lambda text: print(text, file=sys.stderr, flush=True),
        )
        rows = list(measured(bench, wanted.only))
    print("\n".join(lines(rows)))


if __name__ == "__main__":
    main()
