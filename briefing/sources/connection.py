"""The connection under the HTTP client: goes only to checked addresses, keeps one deadline, can be cancelled.

httpx times each read by itself, so a server that sends a byte a second could hold it for ever; and it looks a host
up only when it connects, after any check made before. Both are settled here, where the socket is.
"""

from __future__ import annotations

import functools
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from briefing.domain.errors import Cancelled, FetchError
from briefing.sources.addresses import resolve

_POLL_SECONDS = 0.1
_CONNECT_SECONDS = 6.0


class Limits:
    """The deadline and the Cancel button of one errand, whatever number of requests it takes."""

    def __init__(self, seconds: float, cancel: Callable[[], bool] | None) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._cancel = cancel

    def remaining(self) -> float:
        """Seconds left.

        Raises:
            Cancelled: the person pressed Cancel. FetchError: there is no time left.
        """
        if self._cancel and self._cancel():
            raise Cancelled("Fetching the page was cancelled.")
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"The server took longer than {self._seconds:.0f} seconds. Try again later.", retryable=True
            )
        return left


class Transport(httpx.HTTPTransport):
    """httpx's transport over our connections."""

    def __init__(self, limits: Limits, *, allow_private: bool) -> None:
        context = _trust()
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(limits, allow_private))


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked and to no others."""

    def __init__(self, limits: Limits, allow_private: bool) -> None:
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
        addresses = resolve(host, port, allow_private=self._allow_private)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port)

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
                return self._inner.read(max_bytes, timeout=min(_POLL_SECONDS, self._limits.remaining()))
            except httpcore.ReadTimeout:
                continue

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
