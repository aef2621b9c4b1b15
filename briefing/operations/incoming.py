"""What came in and waits: looking at it, keeping it as an article, skipping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from briefing import paths, settings
from briefing.domain.articles import ArticleId, Capture, Origin, Outcome
from briefing.domain.changes import Done
from briefing.domain.errors import BriefingError, Cancelled, CaptureError
from briefing.domain.feeds import Incoming, IncomingId, IncomingState
from briefing.operations import network
from briefing.store import articles, feeds, incoming
from briefing.store.database import Store, Write

FULL_TEXT = "Fetch the full text of an item you keep"
"""Why a page is fetched, as the list of requests says it."""

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]

_FIELDS = ("title", "authors", "outlet", "published", "language")
_UNSURE = (Origin.GUESS, Origin.UNKNOWN)


@dataclass(frozen=True, slots=True)
class IncomingView:
    """An item with the text that its source gave. `capture` is None when it gave none."""

    item: Incoming
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the items that were to be kept.

    Attributes:
        article_ids: the articles, in the order of the items.
        failed: items that could not become articles, each with the reason; they wait on.
        short: items that were kept with what their source gave, because the full text could not be fetched.
    """

    article_ids: tuple[ArticleId, ...] = ()
    failed: tuple[tuple[IncomingId, str], ...] = ()
    short: tuple[tuple[IncomingId, str], ...] = ()


def view(store: Store, incoming_id: IncomingId) -> IncomingView:
    """An item with the text that its source gave.

    Raises:
        NotFoundError: the item is not there any more.
    """
    with store.read() as session:
        item = incoming.get(session, incoming_id)
        return IncomingView(item, incoming.draft(session, incoming_id) if item.has_text else None)


def keep(
    store: Store,
    ids: Sequence[IncomingId],
    *,
    full_text: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Kept]:
    """Make articles of items, in the inbox. One step of undo takes the articles to the trash and brings the items back.

    The page of an item is fetched when the person asks for it with `full_text`, when the feed is set to it, or when
    the source gave no text at all. What the feed said for certain stays, where the page only lets guess.

    Raises:
        Cancelled: `cancel` said so; nothing was kept.
        BriefingError: the only item could not become an article.
    """
    found: list[tuple[IncomingId, Capture | ArticleId]] = []
    failed: list[tuple[IncomingId, str]] = []
    short: list[tuple[IncomingId, str]] = []
    for number, one in enumerate(ids):
        if progress:
            progress(number, len(ids))
        if cancel and cancel():
            raise Cancelled("Cancelled. Nothing was kept.")
        try:
            result, note = _article_of(store, one, full_text, cancel)
        except Cancelled:
            raise
        except BriefingError as error:
            if len(ids) == 1:
                raise
            failed.append((one, str(error)))
            continue
        found.append((one, result))
        if note:
            short.append((one, note))
    return _keep(store, found, failed, short)


def skip(store: Store, ids: Sequence[IncomingId]) -> Done[None]:
    """Take items out of the list; they do not come again."""
    with store.write("Skip item" if len(ids) == 1 else f"Skip {len(ids)} items") as write:
        incoming.set_state(write.session, ids, IncomingState.SKIPPED)
    return Done(None, write.changes)


def unskip(store: Store, ids: Sequence[IncomingId]) -> Done[None]:
    """Bring skipped items back to the list."""
    with store.write("Bring item back" if len(ids) == 1 else f"Bring {len(ids)} items back") as write:
        incoming.set_state(write.session, ids, IncomingState.NEW)
    return Done(None, write.changes)


def _article_of(
    store: Store, incoming_id: IncomingId, full_text: bool, cancel: Cancel | None
) -> tuple[Capture | ArticleId, str]:
    """What an item becomes: the article of its address that is there already, or a capture; and what went wrong."""
    with store.read() as session:
        item = incoming.get(session, incoming_id)
        if item.url and (known := articles.find_by_url(session, item.url)) is not None:
            return known, ""
        draft = incoming.draft(session, incoming_id) if item.has_text else None
        by_rule = item.feed_id is not None and feeds.get(session, item.feed_id).full_text
    from briefing.sources import webpage  # brings the HTTP client, which looking at an item does not need

    has_text = draft is not None and bool(draft.text.readable.strip())
    if not item.url or (has_text and not (full_text or by_rule)):
        if draft is None:
            raise CaptureError(f"“{item.title}” has neither a text nor an address, so it cannot become an article.")
        return draft, ""
    try:
        agreed = urlsplit(item.url).hostname in settings.load(paths.config_dir()).private_hosts
        line = network.line(store, FULL_TEXT, allow_private=agreed)
        fetched = webpage.capture(item.url, line, cancel=cancel)
    except Cancelled:
        raise
    except CaptureError as error:
        if draft is None or not has_text:
            raise
        return draft, str(error)
    return merged(fetched, draft) if draft else fetched, ""


def merged(fetched: Capture, draft: Capture) -> Capture:
    """The page of an item, with what its feed says for certain where the page leaves it open.

    A page that holds no article does not replace a text of the feed.
    """
    if fetched.outcome is Outcome.NO_ARTICLE and draft.text.readable.strip():
        return draft
    values = {}
    origins = dict(fetched.origins)
    for name in _FIELDS:
        unsure = origins.get(name, Origin.UNKNOWN) in _UNSURE or not getattr(fetched, name)
        if unsure and getattr(draft, name) and draft.origins.get(name) is Origin.FEED:
            values[name] = getattr(draft, name)
            origins[name] = Origin.FEED
    return replace(fetched, origins=origins, **values)


def _keep(
    store: Store,
    found: Sequence[tuple[IncomingId, Capture | ArticleId]],
    failed: Sequence[tuple[IncomingId, str]],
    short: Sequence[tuple[IncomingId, str]],
) -> Done[Kept]:
    now = datetime.now(UTC)
    kept: list[ArticleId] = []
    with store.write("Keep item" if len(found) == 1 else f"Keep {len(found)} items") as write:
        for incoming_id, result in found:
            article_id = _added(write, result, now) if isinstance(result, Capture) else result
            if articles.summary(write.session, article_id).trashed:
                articles.restore(write.session, [article_id])
            incoming.set_state(write.session, [incoming_id], IncomingState.KEPT, article_id=article_id)
            kept.append(article_id)
    return Done(Kept(tuple(kept), tuple(failed), tuple(short)), write.changes)


def _added(write: Write, capture: Capture, now: datetime) -> ArticleId:
    """The article of a capture, unless its address came in while the network was slow."""
    known = articles.find_by_url(write.session, capture.url) if capture.url else None
    return known if known is not None else articles.add(write.session, capture, added_at=now)
