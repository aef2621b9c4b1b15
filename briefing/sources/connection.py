"""The connection under the HTTP client: goes only to checked addresses, keeps one deadline, can be cancelled.

httpx times each read by itself, so a server that sends a byte a second could hold it for ever; and it looks a host
up only when it connects, after any check made before. Both are settled here, where the socket is.
"""

from __future__ import annotations

import functools
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

import httpcore
import httpx

from briefing.domain.errors import BriefingError, Cancelled, FetchError
from briefing.sources.addresses import resolve

_POLL_SECONDS = 0.1
_CONNECT_SECONDS = 6.0
_TRUST = threading.Lock()

PATIENCE = 10.0
"""Seconds that an errand may take without bytes to show for them."""

LEAST_SPEED = 20_000
"""Bytes that give a server another second."""


class Limits:
    """The deadline and the Cancel button of one errand, whatever number of requests it takes.

    A server that sends nothing, or a byte a second, is left after the patience; one that keeps sending gets more
    time for what it sends, up to the whole time.
    """

    def __init__(self, seconds: float, cancel: Callable[[], bool] | None, patience: float = PATIENCE) -> None:
        """Begin to count.

        Args:
            seconds: the whole time, whatever comes. patience: seconds without anything to show for them.
            cancel: asked several times a second.
        """
        self._seconds = seconds
        self._patience = min(seconds, patience)
        self._cancel = cancel
        self.restart()

    def restart(self) -> None:
        """Begin to count anew, for the next errand over the same connections."""
        self._began = time.monotonic()
        self._earned = 0.0

    def earn(self, received: int) -> None:
        """Bytes came, and give more time for the next ones."""
        self._earned += received / LEAST_SPEED

    def remaining(self) -> float:
        """Seconds left.

        Raises:
            Cancelled: the person pressed Cancel. FetchError: there is no time left.
        """
        if self._cancel and self._cancel():
            raise Cancelled("Fetching was cancelled.")
        allowed = min(self._seconds, self._patience + self._earned)
        left = self._began + allowed - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"The server is too slow: it was left after {allowed:.0f} seconds. Try again later.", retryable=True
            )
        return left


class Transport(httpx.HTTPTransport):
    """httpx's transport over our connections."""

    def __init__(self, limits: Limits, *, allow_private: Callable[[str], bool]) -> None:
        """Make the pool of connections; nothing is connected yet.

        Args:
            allow_private: whether this host may be one of this computer or its local network.
        """
        with _TRUST:  # the callers of many hosts begin at once, and one of them is enough to read all certificates
            context = _trust()
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(limits, allow_private))


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked and to no others."""

    def __init__(self, limits: Limits, allow_private: Callable[[str], bool]) -> None:
        self._limits = limits
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._look_up(host, port)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port)

    def _look_up(self, host: str, port: int) -> list[str]:
        """The addresses of a host, in a thread: the system's look-up knows neither a deadline nor Cancel."""
        look_up = functools.partial(resolve, host, port, allow_private=self._allow_private(host))
        found: Future[list[str]] = Future()

        def run() -> None:
            try:
                found.set_result(look_up())
            except BriefingError as error:
                found.set_exception(error)
            finally:
                found.cancel()  # of no effect once it has an answer; a bug must not leave anybody waiting

        threading.Thread(target=run, name="look-up", daemon=True).start()
        while True:
            try:
                return found.result(timeout=min(_POLL_SECONDS, self._limits.remaining()))
            except TimeoutError:
                continue

    def _connect(self, address: str, port: int) -> httpcore.NetworkStream:
        seconds = min(_CONNECT_SECONDS, self._limits.remaining())
        return _Stream(self._plain.connect_tcp(address, port, timeout=seconds), self._limits)


class _Stream(httpcore.NetworkStream):
    """A connection that looks at the deadline and the Cancel button while it waits."""

    def __init__(self, inner: httpcore.NetworkStream, limits: Limits) -> None:
        self._inner = inner
        self._limits = limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                received = self._inner.read(max_bytes, timeout=min(_POLL_SECONDS, self._limits.remaining()))
            except httpcore.ReadTimeout:
                continue
            self._limits.earn(len(received))
            return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._limits.remaining())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._inner.start_tls(ssl_context, server_hostname, timeout=self._limits.remaining())
        return _Stream(secure, self._limits)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@functools.cache
def _trust() -> ssl.SSLContext:
    """The certificates the system trusts (a company's own among them) and those every browser does."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
