"""The line to the outside world: every request goes through one, so that it can be cut and is always written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

from briefing.domain.errors import BriefingError, Cancelled, OfflineError
from briefing.domain.network import Request

GOOD = "ok"
_BROKE_OFF = "It broke off."
_CANCELLED = "It was cancelled."


@dataclass(slots=True)
class Answer:
    """What came back so far; whoever makes the request fills it in.

    Attributes:
        status: the status code. received: bytes, as they were sent. outcome: see `Request.outcome`.
    """

    status: int | None = None
    received: int = 0
    outcome: str = GOOD


@dataclass(frozen=True, slots=True)
class Line:
    """Leave to talk to the network, for one purpose. Every function that talks takes one and opens it per request.

    Attributes:
        offline: whether the person has switched the network off; asked before each request.
        record: takes each request once it is over, from whatever thread it was made in.
        purpose: why the requests are made, as the person reads it in the list of requests.
        allow_private: the person agreed to reach this computer or its local network.
    """

    offline: Callable[[], bool]
    record: Callable[[Request], None]
    purpose: str
    allow_private: bool = False

    def for_purpose(self, purpose: str) -> Line:
        """The same line for another reason."""
        return replace(self, purpose=purpose)

    @contextmanager
    def request(self, method: str, url: str) -> Iterator[Answer]:
        """Make one request inside this block; it is recorded when the block ends, however it ends.

        Args:
            method: "GET", or the name of a protocol without methods. url: where it goes.

        Raises:
            OfflineError: the network is switched off. The block was not entered and nothing was recorded.
        """
        if self.offline():
            raise OfflineError("You are working offline. Switch the network on to fetch anything.", retryable=True)
        answer, at, began = Answer(), datetime.now(UTC), time.monotonic()
        over = False
        try:
            yield answer
            over = True
        except Cancelled:
            answer.outcome, over = _CANCELLED, True
            raise
        except BriefingError as error:
            answer.outcome, over = str(error), True
            raise
        finally:
            outcome = answer.outcome if over else _BROKE_OFF
            place, seconds = without_secrets(url), time.monotonic() - began
            host = urlsplit(place).hostname or ""
            self.record(
                Request(at, self.purpose, method, place, host, answer.status, answer.received, seconds, outcome)
            )


def without_secrets(url: str) -> str:
    """An address without user name, password and fragment, as it may be kept; "" for one that cannot be read."""
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))
    except ValueError:
        return ""
