"""What every test has: a place of its own, no network, no screen, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from briefing.store.database import Store

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0", "::ffff:127.")
JOIN_SECONDS = 2.0
"""How long a thread that is about to end is waited for before it counts as left behind."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the person's own secrets

# Two slow cores must not turn a property into a matter of luck.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    max_examples=60,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: no test reads or writes the data, settings or caches of the person who runs it."""
    folder = tmp_path_factory.mktemp("home", numbered=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def only_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another computer fails with a bug, not with an error that the code may handle."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library without articles, made once; tests work on copies of it."""
    from briefing.store.database import Store

    path = tmp_path_factory.mktemp("library") / "empty.briefing-library"
    Store.open(path).close()
    return path


@pytest.fixture
def library_path(empty_library: Path, tmp_path: Path) -> Path:
    """The path of a library file that belongs to this test."""
    path = tmp_path / "library.briefing-library"
    shutil.copyfile(empty_library, path)
    return path


@pytest.fixture
def store(library_path: Path) -> Iterator[Store]:
    """An open, empty library on a real file."""
    from briefing.store.database import Store

    store = Store.open(library_path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of third-party files. They are not part of this repository: without them the test is skipped."""
    folder = Path(os.environ.get("BRIEFING_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no corpora here: set BRIEFING_CORPORA to the folder that holds the third-party files")
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After a test with Qt: no thread, no running timer and no top-level window that was not there before."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from tests.leftovers import Leftovers

    leftovers = Leftovers(monkeypatch)
    yield
    if found := leftovers.found(JOIN_SECONDS):
        pytest.fail("left behind: " + "; ".join(found))


@pytest.fixture(autouse=True)
def threads_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """After any test: the threads it started have ended (daemon threads of libraries excepted)."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon:
            thread.join(JOIN_SECONDS)
            assert not thread.is_alive(), f"{request.node.name} left the thread {thread.name} running"
