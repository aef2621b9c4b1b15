"""What is loaded for writing is no work for the garbage collector, and certificates are read once."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.sources import connection

FULL_COLLECTIONS = """
import gc, sys, time
from pathlib import Path
from briefing.operations import browse
from briefing.store.database import Store
store = Store.open(Path(sys.argv[1]))
browse.get_ready(store)
left = len(gc.get_objects())
browse.get_ready(store)
print(gc.get_freeze_count(), left)
store.close()
"""


def test_a_full_collection_does_not_go_through_what_writing_loaded(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL_COLLECTIONS, str(tmp_path / "a.briefing-library")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    frozen, left = map(int, done.stdout.split())
    assert frozen > 50_000, "the modules and mapped classes"
    assert left < 5_000


def test_callers_that_begin_at_once_read_the_certificates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    begin = threading.Barrier(8)
    context = connection.ssl.create_default_context()

    def slow() -> object:
        made.append(threading.current_thread())
        threading.Event().wait(0.05)
        return context

    def call(_number: int) -> None:
        begin.wait()
        limits = connection.Limits(5, None)
        connection.Transport(limits, allow_private=lambda _host: False).close()

    connection._trust.cache_clear()
    monkeypatch.setattr(connection.ssl, "create_default_context", slow)
    try:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(call, range(8)))
    finally:
        connection._trust.cache_clear()
    assert len(made) == 1
