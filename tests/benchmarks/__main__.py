"""Run every benchmark in turn: `python -m tests.benchmarks [--quick]`. Each gets the arguments that it knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = frozenset({"__main__", "started_window"})
"""Modules of this folder that measure nothing by themselves."""


def main() -> int:
    """Run the scripts in the order of their names; the exit code is 1 when one of them failed."""
    failed = []
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.stem in PARTS or 'if __name__ == "__main__"' not in source:
            continue
        known = [argument for argument in sys.argv[1:] if f'"{argument}"' in source]
        print(f"\n=== {path.stem} " + "=" * (76 - len(path.stem)), flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{path.stem}", *known]
        if subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode != 0:
            failed.append(path.stem)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
