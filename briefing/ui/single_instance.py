"""One window for a person and a library: a second start hands its files and addresses to the first, and ends.

The first holds a lock file, which the system gives free when its process dies, and listens on a socket beside it in a
folder that only this person can enter (on Windows: a named pipe with the person in its name). The second start speaks
through plain sockets of the standard library before it makes a window; QtNetwork is imported by the first alone, after
its first paint. Nothing but files and web addresses to add can be said on this way.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QTimer, Signal, Slot

from briefing import paths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

SCHEME = "briefing"
LARGEST_MESSAGE = 64 * 1024
MOST_ENTRIES = 200
MOST_CALLERS = 8
ANSWER = b"ok\n"
PATIENCE = 8.0
"""Seconds that a second start waits for the first to answer before it opens a window of its own."""

STARTING_PATIENCE = 30.0
"""Seconds that it waits for a first that does not listen yet, since it is starting too, on a busy computer."""

CALLER_PATIENCE = 3000
"""Milliseconds after which the first hangs up on a caller that says nothing whole."""

LONGEST_TOKEN = 256


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start asks for.

    Attributes:
        add: web addresses and absolute paths of files.
        token: what a Wayland desktop gave the second start, so that the first may come to the front with it.
    """

    add: tuple[str, ...] = ()
    token: str = ""


class Instance(QObject):
    """The place of this process among all that were started by this person for this library.

    Signals:
        called(Request): another start asked to come up and to add something.
    """

    called = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._address = ""
        self._lock: QLockFile | None = None
        if (folder := paths.runtime_dir()) is not None:
            name = name_of(library)
            self._address = address_in(folder, name)
            self._lock = QLockFile(str(folder / f"{name}.lock"))
            self._lock.setStaleLockTime(0)  # never by its age; the lock of a dead process is stale at once

    def hand_over(self, texts: Sequence[str]) -> bool:
        """Give the arguments of this start to a window that is there already; True when it has taken them.

        False means that this process opens a window: it is the first, or the first is dead or does not answer.
        """
        if self._lock is None or self._lock.tryLock(0):
            return False
        add = [as_wanted(text) for text in texts]
        request = Request(tuple(filter(None, add)), os.environ.get("XDG_ACTIVATION_TOKEN", ""))
        deadline = time.monotonic() + STARTING_PATIENCE
        while time.monotonic() < deadline:
            taken = _tell(self._address, request, PATIENCE)
            if taken is not None:
                return taken
            if self._lock.tryLock(50):  # the first has ended meanwhile; or it is still on its way to its first paint
                return False
        return False

    def claim(self) -> None:
        """Be the first for this library if there is no other, and take its calls."""
        if self._lock is not None and self._lock.tryLock(0):
            self.listen()

    def listen(self) -> None:
        """Take calls from now on. A process that does not hold the lock leaves the calls to the one that does."""
        if self._lock is None or not self._lock.isLocked() or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MOST_CALLERS)
        server.newConnection.connect(self._answer)
        QLocalServer.removeServer(self._address)  # left by a first that crashed; the lock says that there is no other
        if server.listen(self._address):
            self._server = server
        else:
            server.deleteLater()

    def close(self) -> None:
        """Take no more calls and let another process be the first."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()

    @Slot()
    def _answer(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            _Caller(socket, self)


class _Caller(QObject):
    """A connection, until it has said one line, too much, or nothing for too long. It lives with its socket."""

    def __init__(self, socket: QLocalSocket, instance: Instance) -> None:
        super().__init__(socket)
        self._socket, self._instance = socket, instance
        socket.setReadBufferSize(LARGEST_MESSAGE + 1)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(self._read)
        QTimer.singleShot(CALLER_PATIENCE, self, self._hang_up)
        self._read()

    @Slot()
    def _read(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > LARGEST_MESSAGE:
                self._hang_up()
            return
        request = request_in(bytes(self._socket.readLine(LARGEST_MESSAGE).data()))
        if request is not None:
            self._socket.write(ANSWER)
            self._socket.flush()
        self._socket.disconnectFromServer()
        if request is not None:
            self._instance.called.emit(request)

    @Slot()
    def _hang_up(self) -> None:
        self._socket.abort()


def as_wanted(text: str) -> str:
    """A web address or the absolute path of a file that an argument of the program means; "" for neither.

    Understands `briefing://add?url=ADDRESS`, as web pages and desktops say it, and `file:` addresses.
    """
    from briefing.domain.urls import is_web_url  # most starts name nothing, and its patterns cost a start a millisecond

    text = text.strip()
    scheme = text.partition(":")[0].lower()
    if scheme in ("http", "https"):
        return text if is_web_url(text) else ""
    if scheme in (SCHEME, "file"):
        try:
            parts = urlsplit(text)
        except ValueError:
            return ""
        if scheme == "file":
            return _local_path(unquote(parts.path)) if parts.netloc in ("", "localhost") else ""
        named = parse_qs(parts.query).get("url", [""])[0].strip()
        return named if (parts.netloc or parts.path.strip("/")) == "add" and is_web_url(named) else ""
    return str(Path(text).expanduser().absolute()) if text and "\0" not in text else ""


def request_in(line: bytes) -> Request | None:
    """The request that a line of the socket makes; None when it says anything else."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict) or not set(said) <= {"add", "token"}:
        return None
    add, token = said.get("add", []), said.get("token", "")
    if not isinstance(add, list) or len(add) > MOST_ENTRIES or not all(isinstance(entry, str) for entry in add):
        return None
    if not isinstance(token, str) or not _is_token(token):
        return None
    return Request(tuple(_there(add)), token)


def name_of(library: Path) -> str:
    """A short name that is equal for all ways to write the path of one library."""
    real = os.path.normcase(os.path.realpath(library))
    return _digest(os.fsencode(real))


def address_in(folder: Path, name: str, *, windows: bool = os.name == "nt") -> str:
    """Where the first listens: a socket in `folder`, or a pipe (the names of which all users share)."""
    if windows:
        import getpass

        person = _digest(getpass.getuser().casefold().encode())
        return rf"\\.\pipe\briefing-{person}-{name}"
    return str(folder / f"{name}.socket")


def _digest(data: bytes) -> str:
    # Qt's, since Python's hashlib brings OpenSSL into a start that has no other use for it.
    return bytes(QCryptographicHash.hash(data, QCryptographicHash.Algorithm.Sha256).toHex().data()).decode()[:16]


def _there(add: Iterable[str]) -> Iterable[str]:
    from briefing.domain.urls import is_web_url

    for entry in add:
        wanted = as_wanted(entry) if len(entry) <= 8192 else ""
        absolute = is_web_url(entry) or entry.startswith((f"{SCHEME}:", "file:")) or Path(entry).is_absolute()
        if wanted and absolute and (is_web_url(wanted) or _is_file(wanted)):
            yield wanted


def _is_token(text: str) -> bool:
    return len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable() and " " not in text


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:
        return False


def _local_path(path: str) -> str:
    drive = re.fullmatch(r"/[A-Za-z]:.*", path)  # file:///C:/notes.txt
    return str(Path(path[1:] if drive else path)) if "\0" not in path else ""


def _tell(address: str, request: Request, patience: float) -> bool | None:
    """Send a request; True when the first has taken it, False when it does not answer, None when nobody listens."""
    said: dict[str, Any] = {"add": list(request.add)}
    if _is_token(request.token):
        said["token"] = request.token
    line = json.dumps(said).encode() + b"\n"
    try:
        return (_tell_pipe if sys.platform == "win32" else _tell_socket)(address, line, patience)
    except TimeoutError:
        return False
    except OSError:
        return None


def _tell_socket(address: str, line: bytes, patience: float) -> bool | None:
    if not Path(address).exists():
        return None
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(patience)
        connection.connect(address)
        connection.sendall(line)
        return connection.recv(len(ANSWER)) == ANSWER or None  # it closes: it ends


def _tell_pipe(address: str, line: bytes, patience: float) -> bool | None:
    import ctypes
    import threading

    heard: list[bytes] = []

    def talk() -> None:
        # QLocalServer's pipes are byte streams, which any program opens like a file.
        with open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123  (a Path would lose the pipe's prefix)
            pipe.write(line)
            heard.append(pipe.read(len(ANSWER)))

    def try_to_talk() -> None:
        try:
            talk()
        except OSError:
            heard.append(b"")  # nobody listens

    user32 = getattr(ctypes, "windll").user32  # noqa: B009  (there on Windows alone)
    user32.AllowSetForegroundWindow(-1)  # this start has the right to come to the front; the first may use it
    thread = threading.Thread(target=try_to_talk, daemon=True)
    thread.start()
    thread.join(patience)
    return (heard[0] == ANSWER or None) if heard else False
