"""The network ledger: every request the program makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Request:
    """A request: when, to whom, why, and what came of it.

    Attributes:
        purpose: why it was made, as the person would say it.
        method: "GET", or the protocol's own word, such as "IMAP".
        url: without user name and password.
        status: the server's answer; None when there was none.
        received: bytes of the answer's body.
        seconds: from the first byte sent to the last received.
        outcome: "ok", or a sentence that says what went wrong.
    """

    at: datetime
    purpose: str
    method: str
    url: str
    host: str
    status: int | None = None
    received: int = 0
    seconds: float = 0.0
    outcome: str = "ok"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some requests, newest first. `next` is given back to read on; None on the last page."""

    rows: tuple[Request, ...] = ()
    next: int | None = None
