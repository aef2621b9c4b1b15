"""The network ledger: what the program asked of whom. Nothing of it is logged or undone."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from briefing.domain.changes import Changes
from briefing.domain.network import LedgerPage, Request
from briefing.store import changelog
from briefing.store.schema import RequestRow

KEPT = 10_000
"""How many requests are kept, the newest ones."""

_COLUMNS = ("at", "purpose", "method", "url", "host", "status", "received", "seconds", "outcome")


def record(session: Session, requests: Iterable[Request]) -> None:
    """Write requests down, without the user names and passwords that their addresses may hold."""
    rows = [
        {**{name: getattr(request, name) for name in _COLUMNS}, "url": _without_credentials(request.url)}
        for request in requests
    ]
    if not rows:
        return
    session.execute(insert(RequestRow), rows)
    last = session.scalar(select(func.max(RequestRow.id))) or 0
    session.execute(delete(RequestRow).where(RequestRow.id <= last - KEPT))
    changelog.touch(session, Changes(network=True))


def page(session: Session, *, after: int | None = None, limit: int = 100) -> LedgerPage:
    """The next requests, newest first.

    Args:
        after: the `next` of the page before.
    """
    query = select(RequestRow.__table__).order_by(RequestRow.id.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(RequestRow.id < after)
    found = session.execute(query).all()
    shown = found[:limit]
    rows = tuple(Request(*(getattr(row, name) for name in _COLUMNS)) for row in shown)
    return LedgerPage(rows, shown[-1].id if len(found) > limit else None)


def clear(session: Session) -> None:
    """Forget every request."""
    session.execute(delete(RequestRow))
    changelog.touch(session, Changes(network=True))


def _without_credentials(url: str) -> str:
    """An address as it was, but for the part before the host that names a user."""
    try:
        authority = urlsplit(url).netloc
    except ValueError:
        authority = url.partition("//")[2].partition("/")[0]
    _, at, host = authority.rpartition("@")
    return url.replace(authority, host, 1) if at else url
