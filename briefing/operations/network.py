"""The network as the person controls it: the offline switch, and the list of every request that was made."""

from __future__ import annotations

import logging

from briefing import paths, settings
from briefing.domain.changes import Done
from briefing.domain.errors import LibraryError
from briefing.domain.network import LedgerPage, Request
from briefing.sources.network import Line
from briefing.store import ledger
from briefing.store.database import Store

_log = logging.getLogger(__name__)


def line(store: Store, purpose: str, *, allow_private: bool = False) -> Line:
    """Leave to talk to the network.

    Each request is written down in a short transaction of its own as soon as it is over, so that it stands in the
    list even when the rest of the errand fails. Never use the line while a transaction is open.

    Args:
        purpose: why, as the person reads it in the list of requests, such as "Fetch the page you added".
        allow_private: the person agreed to reach this computer or its local network.
    """

    def record(request: Request) -> None:
        try:
            with store.unlogged() as session:
                ledger.record(session, [request])
        except LibraryError:
            _log.warning("a request to %s is missing from the list of requests", request.host, exc_info=True)

    return Line(is_offline, record, purpose, allow_private)


def requests(store: Store, after: int | None = None, limit: int = 100) -> LedgerPage:
    """The requests that were made, newest first; `after` is the `next` of the page before."""
    with store.read() as session:
        return ledger.page(session, after=after, limit=limit)


def clear(store: Store) -> Done[None]:
    """Forget every request. This cannot be undone."""
    with store.write("") as write:
        ledger.clear(write.session)
    return Done(None, write.changes)


def is_offline() -> bool:
    """Whether the person has switched the network off, in this or another window or in the settings file."""
    return settings.load(paths.config_dir()).offline
