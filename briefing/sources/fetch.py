"""One page from the network, within limits, and a plain sentence for everything that can go wrong.

Only http and https. Every hop of a redirect is looked up, checked and connected to by the checked address. Nothing
is sent but the request itself: no cookies, no proxies or passwords from the environment, no referrer.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from briefing import __version__
from briefing.domain.errors import FetchError
from briefing.domain.urls import is_web_url
from briefing.sources.connection import Limits, Transport

MAX_BYTES = 20_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 10
USER_AGENT = f"Briefing/{__version__} (desktop reading app; one page at its reader's request)"

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = ("", "identity", "gzip", "deflate")
"""Only these, and only one at a time: a chunk of 64 KB grows to 66 MB at most, where brotli knows no bound."""

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. `url` is where it was in the end; `media_type` the server's label, charset included."""

    body: bytes
    media_type: str
    url: str


def fetch(
    url: str, *, allow_private: bool = False, cancel: Cancel | None = None, progress: Progress | None = None
) -> Fetched:
    """Fetch a page.

    Args:
        allow_private: the person agreed to reach this computer or its local network.
        cancel: asked before every request and between chunks.
        progress: called with bytes so far and bytes in all (0 when the server does not say).

    Raises:
        FetchError: with a sentence for the person. PrivateAddressError: consent is needed.
        Cancelled: `cancel` said so.
    """
    return _Errand(allow_private, cancel, progress).run(url.strip())


class _Errand:
    """One fetch with its redirects and its limits."""

    def __init__(self, allow_private: bool, cancel: Cancel | None, progress: Progress | None) -> None:
        self._allow_private = allow_private
        self._progress = progress
        self._limits = Limits(MAX_SECONDS, cancel)

    def run(self, url: str) -> Fetched:
        """Follow the redirects to the page."""
        transport = Transport(self._limits, allow_private=self._allow_private)
        with httpx.Client(transport=transport, trust_env=False, headers=_HEADERS) as client:
            for _ in range(MAX_REDIRECTS + 1):
                found = self._hop(client, url)
                if isinstance(found, Fetched):
                    return found
                url = found
        raise FetchError("This address only leads from one redirect to the next. Open it in your browser instead.")

    def _hop(self, client: httpx.Client, url: str) -> Fetched | str:
        """The page, or the address it redirects to."""
        if not is_web_url(url):
            raise FetchError(f"“{url[:200]}” is not a web address. It has to begin with https:// or http://.")
        self._limits.remaining()
        host = urlsplit(url).hostname or url
        try:
            address = httpx.URL(url).copy_with(fragment=None, userinfo=b"")
            client.cookies.clear()
            with client.stream("GET", address) as response:
                return self._answer(response, url, host)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"“{url[:200]}” is not a web address that can be opened.") from error
        except (httpx.HTTPError, ssl.SSLError, OSError) as error:
            raise _told(error, host) from error

    def _answer(self, response: httpx.Response, url: str, host: str) -> Fetched | str:
        if response.has_redirect_location:
            return urljoin(url, response.headers["location"])
        if response.status_code >= 300:
            raise _refused(response, host)
        if response.headers.get("content-encoding", "identity").strip().lower() not in _ENCODINGS:
            raise FetchError(f"{host} sent a page packed in a way that was not asked for. Try again later.")
        return Fetched(self._body(response), response.headers.get("content-type", ""), url)

    def _body(self, response: httpx.Response) -> bytes:
        length = response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() else 0
        if total > MAX_BYTES:
            raise _too_large()
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BYTES:
                raise _too_large()
            self._limits.remaining()
            if self._progress:
                self._progress(size, max(total, size) if total else 0)
        return b"".join(chunks)


def _too_large() -> FetchError:
    return FetchError("This page is larger than 20 MB. Save the article from your browser and open the file instead.")


def _refused(response: httpx.Response, host: str) -> FetchError:
    code = response.status_code
    if code in (404, 410):
        return FetchError(f"There is no such page on {host} (error {code}). Check the address.")
    if code in (401, 402, 403, 407, 451):
        return FetchError(
            f"{host} does not give this page to us (error {code}). Open it in your browser and paste the text."
        )
    if code == 429:
        return FetchError(f"{host} asks to slow down (error 429). Try again in a few minutes.", retryable=True)
    if code >= 500:
        return FetchError(f"{host} has a problem of its own (error {code}). Try again later.", retryable=True)
    return FetchError(f"{host} answered with error {code}. Open the page in your browser and paste the text.")


def _told(error: Exception, host: str) -> FetchError:
    """The sentence for what the HTTP client ran into."""
    if isinstance(error, httpx.TimeoutException):
        return FetchError(f"{host} did not answer in time. Try again later.", retryable=True)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(
                f"The certificate of {host} is not valid ({cause.verify_message}), so the page may be an impostor’s. "
                "It was not fetched."
            )
        if isinstance(cause, ssl.SSLError):
            return FetchError(f"No secure connection to {host} could be made. Try again later.", retryable=True)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return FetchError(
            f"{host} could not be reached. Check the address and the internet connection.", retryable=True
        )
    if isinstance(error, httpx.DecodingError):
        return FetchError(f"{host} sent a page that cannot be unpacked. Try again later.", retryable=True)
    return FetchError(f"The connection to {host} broke off. Try again.", retryable=True)
