"""The program outlives the references to None, True and False that PySide6 6.12.0 gives away."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import briefing.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(20_000):
    thing.setObjectName("name")
    thing.objectNameChanged.emit("name")
print("alive")
"""


def test_many_calls_into_qt_do_not_end_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
