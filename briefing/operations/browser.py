"""Capture from the person's own browser: a bookmark hands over the page as it is shown there, signed in or not.

The token that the bookmark carries is kept in a file beside the settings that only this person can read, not in the
key store: the browser keeps a copy of it in its bookmarks anyway, and the door has to open without asking for a
password. All it is good for is to add pages to the library while the program runs.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.domain.articles import ArticleId, Capture
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.operations import network, versions
from briefing.operations.capture import Captured, notes_on
from briefing.sources import documents, doorway, pictures
from briefing.sources.doorway import Doorway, Page
from briefing.store import articles
from briefing.store.database import Store, Write

TOKEN_FILE = "browser-token"
FETCH_PICTURES = "Fetch the pictures of a page from your browser"

Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What the person puts among the bookmarks of the browser."""

    address: str
    port: int


def bookmark(_store: Store | None, folder: Path, port: int, *, new: bool = False) -> Bookmark:
    """The bookmark for this installation; its token is made when there is none.

    Args:
        folder: where the token is kept. new: make another token; bookmarks with the old one work no longer.

    Raises:
        InvalidInputError: the token cannot be kept there.
    """
    return Bookmark(doorway.bookmarklet(port, _token(folder, new=new)), port)


def free_port(_store: Store | None) -> int:
    """A port of this computer that nobody uses now."""
    return doorway.free_port()


def keep_open(
    store: Store,
    folder: Path,
    port: int,
    arrived: Callable[[Done[Captured]], None],
    opened: Callable[[], None],
    *,
    cancel: Cancel,
) -> None:
    """Let pages in until `cancel` says so.

    Args:
        folder: where the token is kept.
        arrived: told of each page that was taken, from this thread. opened: told when the door is open.

    Raises:
        CaptureError: another program uses the port. InvalidInputError: there is no token and none can be made.
    """

    def take(page: Page) -> str:
        done = capture_page(store, page.url, page.html, cancel=cancel)
        arrived(Done(done.value[0], done.changes))
        return done.value[1]

    door = Doorway(port, _token(folder), take)
    opened()
    door.serve(cancel)


def capture_page(store: Store, url: str, html: str, *, cancel: Cancel | None = None) -> Done[tuple[Captured, str]]:
    """Keep a page as a browser shows it. A page that is in the library already gets this text as a new version.

    Returns:
        The article, and the sentence for the person in front of the browser.

    Raises:
        CaptureError: there is nothing on it that can be kept. Cancelled: `cancel` said so.
    """
    found = documents.capture_bytes(html.encode(), url=url, media_type="text/html; charset=utf-8", cancel=cancel)
    line = network.line(store, FETCH_PICTURES)
    return _kept(store, url, pictures.fetched(found, line, page_url=url, cancel=cancel))


def _kept(store: Store, url: str, capture: Capture) -> Done[tuple[Captured, str]]:
    """Add the article, or give the one that is there already the text that the person sees now."""
    with store.write(f"Add “{capture.title[:60]}” from your browser") as write:
        known = _known(write, dict.fromkeys(filter(None, (capture.url, url))))
        if known is None:
            added = articles.add(write.session, capture, added_at=datetime.now(UTC))
            captured = Captured(added, False, articles.summary(write.session, added), notes_on(capture))
        elif articles.summary(write.session, known).trashed:
            articles.restore(write.session, [known])
    if known is None:
        return Done((captured, f"Saved: “{captured.summary.title}”. {captured.note}".strip()), write.changes)
    carried = versions.recapture_with(store, known, capture)
    with store.read() as session:
        summary = articles.summary(session, known)
    sentence = f"“{summary.title}” is in your library already. {carried.value.sentence}".strip()
    return Done((Captured(known, True, summary), sentence), write.changes | carried.changes)


def _known(write: Write, addresses: Iterable[str]) -> ArticleId | None:
    """The article under the page's address, or under the one that the page gives itself."""
    found = (articles.find_by_url(write.session, address) for address in addresses)
    return next((article_id for article_id in found if article_id is not None), None)


def _token(folder: Path, *, new: bool = False) -> str:
    """The token of this installation; the file that keeps it belongs to this person alone."""
    path = folder / TOKEN_FILE
    try:
        kept = "" if new else path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"The token of the bookmark in {folder} cannot be read. Make a new one.") from error
    if kept:
        return kept
    token = secrets.token_urlsafe(24)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token)
        part.replace(path)
    except OSError as error:
        raise InvalidInputError(
            f"The token of the bookmark could not be kept in {folder}: {error.strerror}. Check its permissions."
        ) from error
    return token
