"""200 children killed while they write: 0 acknowledged changes lost, 0 inconsistent libraries.

Run: PYTHONPATH=. python tests/benchmarks/kill.py [--kills 200]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.kill.killing import kill_and_check

KILLS_A_LIBRARY = 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    done = promised = lost = problems = 0
    for seed in range(-(-kills // KILLS_A_LIBRARY)):
        with tempfile.TemporaryDirectory() as folder:
            outcome = kill_and_check(Path(folder) / "library", min(KILLS_A_LIBRARY, kills - done), seed)
        done += outcome.kills
        promised += outcome.promised
        lost += len(outcome.lost)
        problems += len(outcome.problems)
        print(f"{done} kills, {promised} acknowledged changes, {lost} lost, {problems} problems", flush=True)


if __name__ == "__main__":
    main()
