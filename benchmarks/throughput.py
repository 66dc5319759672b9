"""A service at a hundredth of its time: how long 500 pictures take at so many places, and what that
costs in memory. The fake runs in a process of its own, so it does not share our interpreter.

    python benchmarks/throughput.py [--slots 5 20] [--shots 500] [--in-flight 500] [--scale 100]

Latencies are lognormal with a median of 20 s (seeded), `--scale` times faster. The makespan runs
from the first picture begun to the last one kept; the bound is max(longest, work / slots).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEDIAN, SPREAD = 20.0, 0.3


def latencies(count: int) -> list[float]:
    """Seconds of service time, the same every time."""
    chance = random.Random(7)
    return [math.exp(math.log(MEDIAN) + chance.gauss(0.0, SPREAD)) for _ in range(count)]


def serve(count: int, scale: float) -> None:
    """The service's own process: prints its address and key, then works until its input ends."""
    sys.path.insert(0, str(ROOT / "tests"))
    from services import replicate_fake as replicate

    started, taken = time.monotonic(), latencies(count)

    class Hurried(replicate.ReplicateFake):
        """A fake whose clock runs by itself."""

        @property
        def now(self) -> float:
            return self._begun + (time.monotonic() - started) * scale

        @now.setter
        def now(self, value: float) -> None:
            self._begun = value - (time.monotonic() - started) * scale

        @property
        def seconds(self) -> float:
            return taken[len(self.predictions) % count]

        @seconds.setter
        def seconds(self, value: float) -> None:
            pass

    with Hurried() as fake:
        print(json.dumps({"url": fake.url, "key": replicate.KEY}), flush=True)
        sys.stdin.read()
        print(json.dumps({"charged": len(fake.charges), "calls": fake.calls}), flush=True)


def build(shots: int, slots: int, scale: float) -> dict[str, float]:
    """Build a film of so many shots; what it came to."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder, "film")
        film.mkdir()
        rows = "".join(f"  - {{id: s{n:04}, prompt: a lamp number {n}}}\n" for n in range(shots))
        (film / "storyforge.yaml").write_text(
            f"storyforge: 1\nprovider: replicate\nresolution: 720p\nshots:\n{rows}"
        )
        config = Path(folder, "config.yaml")
        config.write_text(f"services: {{replicate: {{slots: {slots}}}}}\n")
        server = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(shots), "--scale", str(scale)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout
        where = json.loads(server.stdout.readline())
        env = {
            **os.environ,
            "STORYFORGE_CONFIG": str(config),
            "STORYFORGE_PACE": str(1 / scale),
            "XDG_CACHE_HOME": folder,
            "REPLICATE_BASE_URL": where["url"],
            "REPLICATE_API_TOKEN": where["key"],
        }
        command = [sys.executable, "-m", "storyforge", "build", "--yes", "--report", "jsonl"]
        found = _run(command, film, env)
        said, _ = server.communicate()
        found["charges"] = json.loads(said.splitlines()[-1])["charged"]
        found["polls"] = json.loads(said.splitlines()[-1])["calls"].get("get", 0)
    taken = latencies(shots)
    bound = max(max(taken), sum(taken) / slots) / scale
    return {**found, "bound": bound, "ratio": found["makespan"] / bound}


def _run(command: list[str], film: Path, env: dict[str, str]) -> dict[str, float]:
    began, first, last = time.monotonic(), 0.0, 0.0
    with subprocess.Popen(command, cwd=film, env=env, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        for line in run.stdout:
            event = json.loads(line)["event"]
            if event == "started" and not first:
                first = time.monotonic()
            if event == "finished":
                last = time.monotonic()
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    return {
        "code": run.returncode,
        "makespan": last - first,
        "whole": time.monotonic() - began,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", type=int)
    parser.add_argument("--shots", type=int, default=500)
    parser.add_argument("--slots", type=int, nargs="*", default=[5, 20])
    parser.add_argument("--in-flight", type=int, default=0)
    parser.add_argument("--scale", type=float, default=100.0)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.serve, chosen.scale)
        return
    for slots in [*chosen.slots, *([chosen.in_flight] if chosen.in_flight else [])]:
        shots = max(chosen.shots, slots)
        found = build(shots, slots, chosen.scale)
        told = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
        print(f"{shots} shots, {slots} places: {told}")


if __name__ == "__main__":
    main()
