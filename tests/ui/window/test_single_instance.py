"""One window a person and library: real second processes, crashes, and strangers on the socket."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from briefing import paths
from briefing.ui import single_instance
from briefing.ui.single_instance import (
    LARGEST_MESSAGE,
    MOST_ENTRIES,
    Instance,
    Request,
    address_in,
    as_wanted,
    name_of,
    request_in,
)

WAIT = 20_000
FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from briefing.ui import app

class Heard(app.App):
    told = False

    def _listen(self):
        super()._listen()
        if not self.told:
            print("listening", flush=True)
        self.told = True

    def add(self, *texts):
        for text in texts:
            print("add", text, flush=True)

app.App = Heard
from briefing.ui.main_window import MainWindow

def come_up(self, token=""):
    print("up", token, flush=True)

MainWindow.come_up = come_up
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets of this test alone, with a name short enough for one."""
    folder = Path(f"/tmp/briefing-test-{os.getpid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start(runtime: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the program as a double click does; whatever still runs is ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def start_one(*arguments: str, library: str = "mine", code: str = FIRST) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "--library", str(tmp_path / f"{library}.briefing-library"), *arguments],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_ACTIVATION_TOKEN": "token-1"},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.kill()
        process.communicate(timeout=10)


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_hands_over_and_ends(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note")
    first = start()
    assert _hear(first) == "listening"
    second = start("note.txt", "https://example.org/a?b=1", "briefing://add?url=https%3A%2F%2Fexample.org%2Fc")
    assert second.wait(20) == 0
    assert _hear(first) == "up token-1"
    assert [_hear(first) for _ in range(3)] == [
        f"add {tmp_path / 'note.txt'}",
        "add https://example.org/a?b=1",
        "add https://example.org/c",
    ]


def test_two_starts_at_once_make_one_window(start: Callable[..., subprocess.Popen[str]]) -> None:
    both = [start(), start("https://example.org/a")]
    deadline = time.monotonic() + 45
    while all(process.poll() is None for process in both) and time.monotonic() < deadline:
        select.select([], [], [], 0.05)
    ended = [process for process in both if process.poll() is not None]
    assert [process.returncode for process in ended] == [0]


def test_a_crashed_first_does_not_block(start: Callable[..., subprocess.Popen[str]], runtime: Path) -> None:
    first = start()
    assert _hear(first) == "listening"
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert list(runtime.rglob("*.socket")), "the crash leaves its socket behind"
    assert _hear(start()) == "listening"


def test_another_library_has_a_window_of_its_own(start: Callable[..., subprocess.Popen[str]]) -> None:
    assert _hear(start()) == "listening"
    assert _hear(start(library="other")) == "listening"


def test_a_first_that_does_not_answer_does_not_block(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 0.2)
    holder = Instance(tmp_path / "library")
    assert not holder.hand_over([])
    deaf = socket.socket(socket.AF_UNIX)
    deaf.bind(holder._address)
    deaf.listen()
    assert not Instance(tmp_path / "library").hand_over(["https://example.org"])
    deaf.close()
    holder.close()


@pytest.fixture
def listening(qtbot: QtBot, runtime: Path, tmp_path: Path) -> Iterator[Instance]:
    """A first that listens in this process."""
    instance = Instance(tmp_path / "library")
    assert not instance.hand_over([])
    instance.listen()
    yield instance
    instance.close()
    instance.deleteLater()


def _say(instance: Instance, words: bytes) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(instance._address)
    caller.sendall(words)
    return caller


def test_only_this_person_can_reach_the_socket(listening: Instance) -> None:
    place = Path(listening._address)
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"[]\n",
        b'{"add": "https://example.org"}\n',
        b'{"add": [1]}\n',
        b'{"run": "rm"}\n',
        b'{"add": [], "delete": ["1"]}\n',
        b'{"add": [], "token": "a b"}\n',
        b"\xff\xfe\n",
        b"x" * (LARGEST_MESSAGE + 2),
    ],
)
def test_strangers_are_not_answered(listening: Instance, qtbot: QtBot, words: bytes) -> None:
    with qtbot.assertNotEmitted(listening.called):
        caller = _say(listening, words)
        caller.setblocking(False)
        heard: list[bytes] = []

        def hung_up() -> bool:
            try:
                heard.append(caller.recv(16))
            except BlockingIOError:
                return False
            except ConnectionError:
                heard.append(b"")
            return True

        qtbot.waitUntil(hung_up, timeout=2000)
    assert heard == [b""]
    caller.close()


def test_a_silent_caller_is_hung_up_on_and_blocks_nobody(
    listening: Instance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "CALLER_PATIENCE", 50)
    silent = _say(listening, b'{"add": [')
    with qtbot.waitSignal(listening.called, timeout=WAIT) as called:
        other = _say(listening, b'{"add": ["https://example.org"]}\n')
    assert called.args == [Request(("https://example.org",))]
    silent.setblocking(False)

    def ended() -> bool:
        try:
            return silent.recv(1) == b""
        except BlockingIOError:
            return False

    qtbot.waitUntil(ended, timeout=2000)
    silent.close()
    other.close()


def test_only_web_addresses_and_files_that_exist_are_taken(tmp_path: Path) -> None:
    note = tmp_path / "a note.txt"
    note.write_text("x")
    add = [
        "https://example.org/a",
        str(note),
        note.as_uri(),
        "briefing://add?url=http%3A%2F%2Fexample.org",
        "briefing://delete?url=http%3A%2F%2Fexample.org",
        "briefing://add?url=file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "a note.txt",
        str(tmp_path),
        str(tmp_path / "absent.txt"),
        "/nul\0byte",
        "",
        "https://" + "x" * 9000,
    ]
    request = request_in(json.dumps({"add": add}).encode())
    assert request == Request(("https://example.org/a", str(note), str(note), "http://example.org"))
    assert request_in(json.dumps({"add": ["https://example.org"] * (MOST_ENTRIES + 1)}).encode()) is None


def test_arguments_are_files_addresses_and_links() -> None:
    assert as_wanted(" https://example.org ") == "https://example.org"
    assert (
        as_wanted("briefing://add/?url=https%3A%2F%2Fexample.org%2F%3Fq%3D1%26r%3D2") == "https://example.org/?q=1&r=2"
    )
    assert as_wanted("briefing:add?url=https://example.org") == "https://example.org"
    assert as_wanted("BRIEFING://add?url=javascript:alert(1)") == ""
    assert as_wanted("briefing://") == ""
    assert as_wanted("http://") == ""
    assert as_wanted("http://[broken") == ""
    assert as_wanted("file://server/share") == ""
    assert as_wanted("notes.txt") == str(Path.cwd() / "notes.txt")


def test_a_library_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    library = tmp_path / "mine.briefing-library"
    library.touch()
    (tmp_path / "link").symlink_to(library)
    assert name_of(library) == name_of(tmp_path / "x" / ".." / library.name) == name_of(tmp_path / "link")
    assert name_of(library) != name_of(tmp_path / "other.briefing-library")


def test_on_windows_the_pipe_names_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    names = []
    for person in ("ann", "Ann", "bob"):
        monkeypatch.setattr("getpass.getuser", lambda person=person: person)
        names.append(address_in(Path("unused"), "0123", windows=True))
    assert names[0].startswith(r"\\.\pipe\briefing-")
    assert names[0] == names[1] != names[2]


def test_a_folder_that_others_can_enter_is_not_used(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = paths.runtime_dir()
    assert folder is not None
    folder.chmod(0o755)
    assert paths.runtime_dir() is None
    lonely = Instance(runtime / "library")
    assert not lonely.hand_over(["https://example.org"])
    lonely.listen()
    lonely.close()
    folder.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp/" + "long" * 30)
    monkeypatch.setattr("tempfile.tempdir", str(runtime))
    assert paths.runtime_dir() == runtime / f"briefing-{os.getuid()}"


def test_macos_opens_files_and_addresses_in_the_running_program(qtbot: QtBot) -> None:
    from briefing.ui.app import Application

    heard: list[str] = []

    class Listener:
        file_wanted = type("Signal", (), {"emit": staticmethod(heard.append)})

    for url in (QUrl.fromLocalFile("/tmp/note.txt"), QUrl("briefing://add?url=https://example.org")):
        assert Application.event(Listener, QFileOpenEvent(url))  # type: ignore[arg-type]
    assert heard == ["/tmp/note.txt", "briefing://add?url=https://example.org"]
    assert QFileOpenEvent(QUrl("x:y")).type() == QEvent.Type.FileOpen
