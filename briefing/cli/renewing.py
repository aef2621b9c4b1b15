"""The commands around what lies outside: capture again, the original, and the list of requests."""

from __future__ import annotations

from argparse import Namespace

from briefing.cli import output
from briefing.cli.opening import library
from briefing.domain.articles import ArticleId

_PAGE = 500


def recapture(arguments: Namespace) -> int:
    """Fetch the page of an article again."""
    from briefing.operations import versions

    with library(arguments) as store:
        article_id = ArticleId(arguments.article)
        carried = versions.recapture(store, article_id, allow_private=arguments.private, force=arguments.force).value
    if arguments.json:
        output.emit(
            {
                "id": article_id,
                "changed": carried.changed,
                "version": carried.version,
                "carried": carried.carried,
                "orphans": list(carried.orphans),
                "sentence": carried.sentence,
            }
        )
    else:
        print(carried.sentence)
    return 0


def original(arguments: Namespace) -> int:
    """Write the original of an article to a temporary file and say where."""
    from briefing.operations import originals

    with library(arguments) as store:
        path = originals.original_file(store, ArticleId(arguments.article))
    output.emit({"file": str(path)}) if arguments.json else print(path)
    return 0


def requests(arguments: Namespace) -> int:
    """List the requests that were made over the network, newest first, or forget them."""
    from briefing.operations import network

    with library(arguments) as store:
        if arguments.clear:
            network.clear(store)
            return 0
        page = network.requests(store, limit=min(arguments.limit, _PAGE))
    for row in page.rows:
        if arguments.json:
            output.emit(
                {
                    "at": row.at.isoformat(),
                    "purpose": row.purpose,
                    "method": row.method,
                    "url": row.url,
                    "host": row.host,
                    "status": row.status,
                    "received": row.received,
                    "seconds": round(row.seconds, 3),
                    "outcome": row.outcome,
                }
            )
        else:
            status = row.status or "–"
            print(f"{row.at:%Y-%m-%d %H:%M:%S}  {status}  {row.received:>9,} bytes  {row.url}")
            print(f"       {row.purpose}" + ("" if row.outcome == "ok" else f": {row.outcome}"))
    return 0
