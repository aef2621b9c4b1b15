"""The connection to a mail server under `imaplib`: looks only, keeps deadlines, can be cancelled, counts bytes.

`imaplib` waits as long as a socket does and takes every size a server announces. Both are settled where the socket is,
in the methods that it leaves to be overridden. What a server says never gets into a sentence: it may repeat a password.
"""

from __future__ import annotations

import imaplib
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from briefing.domain.errors import Cancelled, FetchError
from briefing.domain.mailboxes import Security
from briefing.sources.addresses import resolve

CONNECT_SECONDS = 8.0
COMMAND_SECONDS = 20.0
"""How long an answer may take as a whole; a longer text is given more by its size."""

SLOWEST = 20_000
"""Bytes a second below which a server counts as too slow."""

MAX_LINE = 1_000_000
_POLL_SECONDS = 0.1

Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Login:
    """Where a mailbox is, and its key. The password is in no representation of it."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """The server as an address, without user and password."""
        return f"{'imaps' if self.security is Security.TLS else 'imap'}://{self.host}:{self.port}"


class TooSlowError(Exception):
    """The server did not answer in time."""


class TooLargeError(Exception):
    """The server announced more than may be read."""


class Connection(imaplib.IMAP4):
    """A conversation with one server.

    Attributes:
        received: bytes that came, after decryption.
        largest: bytes that a text of the server may have.
    """

    sock: socket.socket

    def __init__(self, login: Login, cancel: Cancel | None) -> None:
        """Connect and read the greeting.

        Raises:
            FetchError: this server must not be talked to without encryption, or its name is unknown.
            OSError, imaplib.IMAP4.error, TooSlowError: as `told` explains them.
        """
        self._login, self._cancel = login, cancel
        self.received = 0
        self.largest = MAX_LINE
        self._buffer = bytearray()
        self._deadline = 0.0
        self.allow(COMMAND_SECONDS)
        super().__init__(login.host, login.port)

    def allow(self, seconds: float) -> None:
        """Give what comes next this many seconds."""
        self._deadline = time.monotonic() + seconds

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Connect to the first address that answers; with TLS from the first byte on where that is asked for."""
        self.host, self.port = host, port
        addresses = resolve(host, port, allow_private=True)  # the person typed this server's name
        if self._login.security is Security.NONE and not all(ipaddress.ip_address(a).is_loopback for a in addresses):
            raise FetchError(f"{host} can only be asked over an encrypted connection. Choose TLS or STARTTLS.")
        self.sock = _connected(addresses, port, self._remaining)
        if self._login.security is Security.TLS:
            self._encrypt()

    def secure(self) -> None:
        """Go on encrypted, as STARTTLS means it; everything said before counts no longer (RFC 3501 6.2.1)."""
        typ, _ = self.xatom("STARTTLS") if "STARTTLS" in self.capabilities else ("NO", [])
        if typ != "OK" or self._buffer:
            raise ssl.SSLError("no STARTTLS")
        self._encrypt()
        self.refresh()

    def refresh(self) -> None:
        """Ask again what the server can do; that changes with encryption and with the login."""
        _, found = self.capability()
        self.capabilities = tuple((found[-1] or b"").decode("ascii", "replace").upper().split())

    def readline(self) -> bytes:
        """A line from the server."""
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > MAX_LINE:
                raise TooLargeError
            if not self._more():
                return b""
        return self._taken(end + 1)

    def read(self, size: int) -> bytes:
        """A text of `size` bytes from the server."""
        if size > self.largest:
            raise TooLargeError
        self._deadline += size / SLOWEST
        while len(self._buffer) < size:
            if not self._more():
                raise self.abort("the connection ended")
        return self._taken(size)

    def send(self, data: Any) -> None:
        """Say something to the server."""
        self.sock.settimeout(self._remaining())
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Hang up."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the server was quicker
        finally:
            self.sock.close()

    def _encrypt(self) -> None:
        self.sock.settimeout(self._remaining())
        try:
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self._login.host)
        except OSError:
            self.sock.close()
            raise

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> bool:
        while True:
            self.sock.settimeout(min(_POLL_SECONDS, self._remaining()))
            try:
                chunk = self.sock.recv(65_536)
            except TimeoutError:
                continue
            self.received += len(chunk)
            self._buffer += chunk
            return bool(chunk)

    def _remaining(self) -> float:
        if self._cancel and self._cancel():
            raise Cancelled("Checking the mailbox was cancelled.")
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TooSlowError
        return left


def told(error: Exception, login: Login) -> FetchError:
    """The sentence for what went wrong on the way to a server or in talking with it."""
    host = login.host
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(
            f"The certificate of {host} is not valid ({error.verify_message}), so it may be an impostor. "
            "Your password was not sent. Check the name of the server."
        )
    if isinstance(error, ssl.SSLError):
        other = "STARTTLS on port 143" if login.security is Security.TLS else "TLS on port 993"
        return FetchError(f"No encrypted connection to {host} could be made on port {login.port}. Try {other}.")
    if isinstance(error, TooSlowError | TimeoutError):
        return FetchError(f"{host} did not answer in time. Try again later.", retryable=True)
    if isinstance(error, TooLargeError):
        return FetchError(f"{host} sent more than it was asked for, so the connection was ended.")
    if isinstance(error, ConnectionRefusedError):
        return FetchError(f"{host} takes no connections on port {login.port}. Check the server and the port.")
    if isinstance(error, imaplib.IMAP4.error) and not isinstance(error, imaplib.IMAP4.abort):
        return FetchError(f"{host} did not understand what it was asked. Check that it is an IMAP server.")
    return FetchError(f"The connection to {host} broke off. Try again.", retryable=True)


def _connected(addresses: list[str], port: int, remaining: Callable[[], float]) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), min(CONNECT_SECONDS, remaining()))
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), min(CONNECT_SECONDS, remaining()))


def _trust() -> ssl.SSLContext:
    """The certificates the system trusts (a company's own among them) and those every browser does."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
