"""Sentences for what a fetch ends with when it does not end with a page."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from briefing.domain.errors import FetchError

_LONGEST_WAIT = 86_400.0


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Say in a sentence what the HTTP client ran into."""
    try:
        yield
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"“{url[:200]}” is not a web address that can be opened.") from error
    except (httpx.HTTPError, ssl.SSLError, OSError) as error:
        raise _told(error, host_in(url)) from error


def host_in(url: str) -> str:
    """The host of an address, for a sentence; the address itself when it names none."""
    try:
        return urlsplit(url).hostname or url[:200]
    except ValueError:
        return url[:200]


def refused(response: httpx.Response, host: str) -> FetchError:
    """The sentence for an answer that is no page."""
    code = response.status_code
    if code in (404, 410):
        return FetchError(f"There is no such page on {host} (error {code}). Check the address.", status=code)
    if code in (401, 402, 403, 407, 451):
        return FetchError(
            f"{host} does not give this page to us (error {code}). Open it in your browser and paste the text.",
            status=code,
        )
    wait = _wait_seconds(response.headers.get("retry-after", ""))
    if code == 429:
        sentence = f"{host} asks to slow down (error 429). Try again in a few minutes."
        return FetchError(sentence, retryable=True, status=code, wait_seconds=wait)
    if code >= 500:
        sentence = f"{host} has a problem of its own (error {code}). Try again later."
        return FetchError(sentence, retryable=True, status=code, wait_seconds=wait)
    return FetchError(
        f"{host} answered with error {code}. Open the page in your browser and paste the text.", status=code
    )


def _wait_seconds(header: str) -> float:
    """How long a server asks to wait: seconds or a date (RFC 9110 10.2.3); 0 for neither."""
    header = header.strip()
    if header.isascii() and header.isdigit() and len(header) < 10:
        return min(float(header), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(header)
        until = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), _LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


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
