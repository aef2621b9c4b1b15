"""Subscriptions: finding a feed, subscribing to it, asking it for new items, and lists of feeds in files."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from briefing.domain.changes import Done
from briefing.domain.errors import CaptureError, ExportError, FetchError, InvalidInputError, OfflineError
from briefing.domain.feeds import Feed, FeedId, ParsedFeed, Subscription
from briefing.domain.urls import host_of, is_web_url, url_key
from briefing.operations import arrivals, network
from briefing.operations.feed_answers import Refreshed, Round
from briefing.sources import discovery, feed, feed_round, fetch, opml
from briefing.sources.discovery import FeedLink
from briefing.sources.feed_round import Check
from briefing.sources.network import Line
from briefing.sources.sniff import Kind, kind_of
from briefing.store import feeds, incoming
from briefing.store.database import Store

SUBSCRIBE = "Look for a feed you subscribe to"
"""Why requests are made, as the list of requests says it."""

MAX_LIST_BYTES = 20_000_000

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What an address led to.

    Attributes:
        feed_id: the feed; None when the person has to choose one first.
        title: the feed's title. existing: it was subscribed to already.
        choices: the feeds of the page, when it has several.
        new: how many items came with it.
    """

    feed_id: FeedId | None
    title: str = ""
    existing: bool = False
    choices: tuple[FeedLink, ...] = ()
    new: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list of feeds led to: `known` were subscribed to before or stood in the list more than once."""

    added: int
    known: int


def subscribe(
    store: Store,
    url: str,
    *,
    folder: str = "",
    guess: bool = False,
    allow_private: bool = False,
    cancel: Cancel | None = None,
) -> Done[Subscribed]:
    """Subscribe to the feed at an address, or to the one that the page at the address names.

    Args:
        guess: also try where sites usually keep a feed. That asks a few addresses that nobody gave.
        allow_private: the person agreed to reach this computer or its local network.

    Raises:
        InvalidInputError: this is no web address. CaptureError: there is no feed, or nothing could be fetched.
        Cancelled: `cancel` said so.
    """
    address = web_address(url)
    if known := _known(store, address):
        return Done(Subscribed(known.id, known.title, existing=True))
    line = network.line(store, SUBSCRIBE, allow_private=allow_private)
    page = fetch.fetch(address, line, accept=feed_round.ACCEPT, cancel=cancel)
    links: list[FeedLink] = []
    if kind_of(page.body) in (Kind.HTML, Kind.EMPTY):
        links = discovery.links(page.body, url=page.url, media_type=page.media_type, cancel=cancel)
        if len(links) > 1:
            return Done(Subscribed(None, choices=tuple(links)))
        page = _the_feed_of(page, links, line, guess=guess, cancel=cancel)
    found = feed.read(page.body, url=page.url, media_type=page.media_type, cancel=cancel)
    asked = address if not links and not page.moved_to else page.moved_to or links[0].url
    return _subscribed(store, page, asked if is_web_url(asked) else page.url, found, folder)


def web_address(text: str) -> str:
    """The address that a person typed; `https://` may be left out and `feed:` stand before it.

    Raises:
        InvalidInputError: it is none.
    """
    text = text.strip()
    if text.lower().startswith("feed:"):
        text = text[5:].removeprefix("//")
    address = text if "://" in text else f"https://{text}"
    if not is_web_url(address) or ("." not in (urlsplit(address).hostname or "") and "://" not in text):
        raise InvalidInputError(f"“{text[:200]}” is not a web address. Give the address of a feed, or of a page.")
    return address


def edit_feed(
    store: Store,
    feed_id: FeedId,
    *,
    title: str | None = None,
    folder: str | None = None,
    full_text: bool | None = None,
) -> Done[None]:
    """Rename a feed, put it in a folder, or say that the full page is to be fetched for each item that is kept.

    Raises:
        InvalidInputError: the title is empty.
    """
    values = {"title": title, "folder": folder, "full_text": full_text}
    if title is not None and not title.strip():
        raise InvalidInputError("A feed needs a title.")
    with store.write("Edit feed", merge_key=f"feed:{feed_id}") as write:
        feeds.set_fields(write.session, feed_id, **{name: value for name, value in values.items() if value is not None})
    return Done(None, write.changes)


def pause(store: Store, feed_ids: Sequence[FeedId], paused: bool) -> Done[None]:
    """Stop asking feeds, or ask them again."""
    with store.write("Pause feed" if paused else "Resume feed") as write:
        for feed_id in feed_ids:
            feeds.set_fields(write.session, feed_id, paused=paused)
    return Done(None, write.changes)


def unsubscribe(store: Store, feed_ids: Sequence[FeedId]) -> Done[None]:
    """Remove feeds with their items that wait. Articles that were kept stay."""
    with store.write("Unsubscribe" if len(feed_ids) == 1 else f"Unsubscribe from {len(feed_ids)} feeds") as write:
        for feed_id in feed_ids:
            feeds.remove(write.session, feed_id)
    return Done(None, write.changes)


def refresh(
    store: Store,
    feed_ids: Sequence[FeedId] | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Refreshed]:
    """Ask feeds for new items: these, or all that are neither paused nor asked to be left alone for a while.

    At most eight at a time, and a second between two feeds of one host. A feed that fails says why in its own row and
    is left alone for an hour, then two, up to a day, or for as long as its server asks. What has arrived when `cancel`
    says so is kept.

    Raises:
        OfflineError: the network is switched off. FetchError: none of several feeds could be reached.
    """
    if network.is_offline():
        raise OfflineError("You are working offline. Switch the network on to refresh feeds.", retryable=True)
    with store.read() as session:
        wanted = (
            feeds.due(session, datetime.now(UTC))
            if feed_ids is None
            else [feeds.get(session, feed_id) for feed_id in feed_ids]
        )
        known = feeds.validators(session, [one.id for one in wanted])
    checks = [Check(one.id, one.url, known[one.id]) for one in wanted]
    return Round(store, {one.id: one for one in wanted}).run(checks, progress, cancel)


def import_list(store: Store, path: Path, *, cancel: Cancel | None = None) -> Done[Imported]:
    """Subscribe to the feeds that an OPML file names, in its folders. Nothing is fetched yet.

    Raises:
        InvalidInputError: the file cannot be read or is no list of feeds.
    """
    entries, repeated = opml.read(_bytes_of(path), cancel=cancel)
    known = repeated
    with store.write(f"Import {len(entries)} feeds" if len(entries) > 1 else "Import feed") as write:
        existing = {url_key(one.url) for one in feeds.all_feeds(write.session)}
        for entry in entries:
            if url_key(entry.url) in existing:
                known += 1
                continue
            title = entry.title or host_of(entry.url) or entry.url
            feeds.add(write.session, entry.url, title, folder=entry.folder, site_url=entry.site_url)
    return Done(Imported(len(entries) + repeated - known, known), write.changes)


def export_list(store: Store, path: Path) -> int:
    """Write the subscriptions to an OPML file, which other feed readers open; gives how many there are.

    Raises:
        ExportError: the file cannot be written.
    """
    found = arrivals.all_feeds(store)
    body = opml.write(
        [Subscription(one.url, one.title, one.folder, one.site_url) for one in found],
        at=datetime.now(UTC),
    )
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise ExportError(f"“{path.name}” could not be written: {error.strerror}. Choose another place.") from error
    return len(found)


def _known(store: Store, url: str) -> Feed | None:
    key = url_key(url)
    with store.read() as session:
        return next((one for one in feeds.all_feeds(session) if url_key(one.url) == key), None)


def _the_feed_of(
    page: fetch.Fetched, links: Sequence[FeedLink], line: Line, *, guess: bool, cancel: Cancel | None
) -> fetch.Fetched:
    """The feed that a page names, or the one found where sites usually keep it."""
    if links:
        return fetch.fetch(links[0].url, line, accept=feed_round.ACCEPT, cancel=cancel)
    for address in discovery.guesses(page.url) if guess else ():
        with contextlib.suppress(FetchError):
            found = fetch.fetch(address, line, accept=feed_round.ACCEPT, cancel=cancel)
            if kind_of(found.body) in (Kind.FEED, Kind.JSON, Kind.XML):
                return found
    raise CaptureError(
        f"No feed was found on {host_of(page.url)}. Open the site in your browser, look for “RSS” or “Feed”, and give "
        "that address."
    )


def _subscribed(store: Store, page: fetch.Fetched, url: str, found: ParsedFeed, folder: str) -> Done[Subscribed]:
    if known := _known(store, url):
        return Done(Subscribed(known.id, known.title, existing=True))
    at = datetime.now(UTC)
    title = found.title or host_of(url)
    with store.write(f"Subscribe to “{title}”") as write:
        feed_id = feeds.add(write.session, url, title, folder=folder, site_url=found.site_url)
        new = incoming.put(write.session, feed_id, title, found.items, at=at)
        feeds.checked(write.session, feed_id, at=at, etag=page.etag, modified=page.modified, error="", next_at=None)
    return Done(Subscribed(feed_id, title, new=new), write.changes)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_LIST_BYTES + 1)
    except OSError as error:
        raise InvalidInputError(f"“{path.name}” could not be read: {error.strerror}. Choose another file.") from error
    if len(body) > MAX_LIST_BYTES:
        raise InvalidInputError(f"“{path.name}” is larger than 20 MB, which no list of feeds is.")
    return body
