"""What lies at a web address, within limits, and a plain sentence for everything that can go wrong.

Only http and https. Every hop of a redirect is looked up, checked and connected to by the checked address. Nothing
is sent but the request itself: no cookies, no proxies or passwords from the environment, no referrer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from briefing import __version__
from briefing.domain.errors import FetchError
from briefing.domain.urls import is_web_url
from briefing.sources.connection import PATIENCE, Limits, Transport
from briefing.sources.network import Line
from briefing.sources.refusals import host_in, refused, translated

MAX_BYTES = 20_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 10
USER_AGENT = f"Briefing/{__version__} (desktop reading app; fetches what its reader asks for)"
PAGES = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
"""What is asked for when nothing else is said."""

_ENCODINGS = ("", "identity", "gzip", "deflate")
"""Only these, and only one at a time: a chunk of 64 KB grows to 66 MB at most, where brotli knows no bound."""

_LONGEST_VALIDATOR = 1_000

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent.

    Attributes:
        media_type: the server's label, charset included.
        url: where it was in the end.
        etag, modified: give them to `fetch_if_changed` the next time (RFC 9110 8.8); "" when the server names none.
        moved_to: the address to use from now on, when every redirect said it is for good; else "".
    """

    body: bytes
    media_type: str
    url: str
    etag: str = ""
    modified: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the last time (304)."""

    url: str


def fetch(
    url: str,
    line: Line,
    *,
    accept: str = PAGES,
    max_bytes: int = MAX_BYTES,
    max_seconds: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch what lies at an address.

    Args:
        accept: the media types wanted, as in the HTTP header.
        max_bytes: of the unpacked body. max_seconds: instead of `MAX_SECONDS`; a server that sends next to nothing
            is left sooner (see `Limits`).
        cancel: asked before every request and several times a second.
        progress: called with bytes so far and bytes in all (0 when the server does not say).

    Raises:
        FetchError: with a sentence for the person. PrivateAddressError: consent is needed.
        OfflineError: the network is switched off. Cancelled: `cancel` said so.
    """
    with Caller(line, max_seconds=max_seconds, cancel=cancel) as caller:
        return caller.get(url, accept=accept, max_bytes=max_bytes, progress=progress)


def fetch_if_changed(
    url: str,
    line: Line,
    *,
    etag: str = "",
    modified: str = "",
    accept: str = PAGES,
    max_bytes: int = MAX_BYTES,
    max_seconds: float | None = None,
    cancel: Cancel | None = None,
) -> Fetched | NotModified:
    """Fetch what lies at an address unless it is what was fetched the last time.

    Args:
        etag, modified: those of the last `Fetched`.

    Raises:
        As for `fetch`.
    """
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {name: value for name, value in asked.items() if value and _is_header(value)}
    with Caller(line, max_seconds=max_seconds, cancel=cancel) as caller:
        found = caller.ask(url, accept=accept, max_bytes=max_bytes, headers=sent)
    if isinstance(found, NotModified) and not sent:
        raise FetchError(f"{host_in(url)} answered with nothing new although nothing was known. Try again later.")
    return found


class Caller:
    """Makes one request after the other over connections that are kept. To be used in one thread, and closed."""

    def __init__(
        self,
        line: Line,
        *,
        max_seconds: float | None = None,
        patience: float = PATIENCE,
        cancel: Cancel | None = None,
        private: Callable[[str], bool] | None = None,
    ) -> None:
        """Get ready; nothing is connected yet.

        Args:
            max_seconds, patience: the limits of each errand, redirects included.
            private: which hosts may be on this computer or its local network, when not all that `line` allows.
        """
        self._line = line
        self._limits = Limits(MAX_SECONDS if max_seconds is None else max_seconds, cancel, patience)
        allowed = private or (lambda _host: True)
        transport = Transport(self._limits, allow_private=lambda host: line.allow_private and allowed(host))
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
        self._client = httpx.Client(transport=transport, trust_env=False, headers=headers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self, url: str, *, accept: str = PAGES, max_bytes: int = MAX_BYTES, progress: Progress | None = None
    ) -> Fetched:
        """Follow the redirects to what lies at an address; the exceptions are those of `fetch`."""
        found = self.ask(url, accept=accept, max_bytes=max_bytes, progress=progress)
        if isinstance(found, NotModified):
            raise FetchError(f"{host_in(url)} sent nothing (error 304). Try again later.", status=304)
        return found

    def ask(
        self,
        url: str,
        *,
        accept: str = PAGES,
        max_bytes: int = MAX_BYTES,
        progress: Progress | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Fetched | NotModified:
        """As `get`, with further headers; among them may be the conditions that lead to `NotModified`."""
        self._limits.restart()
        errand = _Errand(self._client, self._line, self._limits, max_bytes, progress)
        return errand.run(url.strip(), {"Accept": accept, **(headers or {})})


@dataclass(slots=True)
class _Errand:
    """One fetch with its redirects and its limits."""

    client: httpx.Client
    line: Line
    limits: Limits
    max_bytes: int
    progress: Progress | None
    moved: bool = False
    for_good: bool = True

    def run(self, url: str, headers: Mapping[str, str]) -> Fetched | NotModified:
        """Follow the redirects to the page."""
        for _ in range(MAX_REDIRECTS + 1):
            found = self._hop(url, headers)
            if not isinstance(found, str):
                return found
            url = found
        raise FetchError("This address only leads from one redirect to the next. Open it in your browser instead.")

    def _hop(self, url: str, headers: Mapping[str, str]) -> Fetched | NotModified | str:
        """The page, or the address it redirects to."""
        if not is_web_url(url):
            raise FetchError(f"“{url[:200]}” is not a web address. It has to begin with https:// or http://.")
        self.limits.remaining()
        with self.line.request("GET", url) as answer, translated(url):
            address = httpx.URL(url).copy_with(fragment=None, userinfo=b"")
            self.client.cookies.clear()
            with self.client.stream("GET", address, headers=dict(headers)) as response:
                answer.status = response.status_code
                try:
                    return self._read(response, url)
                finally:
                    answer.received = response.num_bytes_downloaded

    def _read(self, response: httpx.Response, url: str) -> Fetched | NotModified | str:
        if response.has_redirect_location:
            self.for_good = self.for_good and response.status_code in (301, 308)
            self.moved = True
            return urljoin(url, response.headers["location"])
        if response.status_code == 304:
            return NotModified(url)
        if response.status_code >= 300:
            raise refused(response, host_in(url))
        if response.headers.get("content-encoding", "identity").strip().lower() not in _ENCODINGS:
            raise FetchError(f"{host_in(url)} sent a page packed in a way that was not asked for. Try again later.")
        return Fetched(
            self._body(response),
            response.headers.get("content-type", ""),
            url,
            etag=_validator(response, "etag"),
            modified=_validator(response, "last-modified"),
            moved_to=url if self.moved and self.for_good else "",
        )

    def _body(self, response: httpx.Response) -> bytes:
        length = response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
        if total > self.max_bytes:
            raise self._too_large()
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > self.max_bytes:
                raise self._too_large()
            self.limits.remaining()
            if self.progress:
                self.progress(size, max(total, size) if total else 0)
        return b"".join(chunks)

    def _too_large(self) -> FetchError:
        return FetchError(
            f"This page is larger than {self.max_bytes // 1_000_000} MB. "
            "Save the article from your browser and open the file instead."
        )


def _is_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR


def _validator(response: httpx.Response, name: str) -> str:
    value = str(response.headers.get(name, ""))
    return value if _is_header(value) else ""
