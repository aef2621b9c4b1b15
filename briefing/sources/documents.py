"""A file to a Capture. What kind of file it is, its content says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from briefing.domain.articles import Capture, Snapshot
from briefing.domain.errors import CaptureError, FeedFoundError
from briefing.domain.urls import is_web_url
from briefing.sources import bitmaps, enclosed, extract, plaintext
from briefing.sources.sniff import NAMES, Kind, kind_of

Progress = Callable[[int, int], None]

MAX_BYTES = 50_000_000
"""A saved page carries its images; more than this is something else."""

SMALL_TEXT = 200_000
"""Characters of a text that are read in this process; longer ones may be built to keep their reader busy."""

WORKS_TODAY = (
    "Web pages (HTML, MHTML, Safari web archives), e-mail (EML, MSG), PDF, Word and OpenDocument texts, RTF, "
    "e-books (EPUB), plain text and Markdown can be opened today."
)

_MEDIA_TYPES = {Kind.HTML: "text/html", Kind.TEXT: "text/plain", Kind.MARKDOWN: "text/markdown"}
_FILE_TYPES: Mapping[Kind, str] = {
    Kind.MAIL: "message/rfc822",
    Kind.OUTLOOK: "application/vnd.ms-outlook",
    Kind.MHTML: "multipart/related",
    Kind.WEBARCHIVE: "application/x-webarchive",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.EPUB: "application/epub+zip",
    Kind.RTF: "application/rtf",
}
"""The media types of files that `files.READERS` reads in the worker process."""

_JSON_FEED = b"jsonfeed.org/version/"
_SAVED_DATE = re.compile(rb"^Date:[ \t]*([^\r\n]{10,60})", re.IGNORECASE | re.MULTILINE)
_SINGLE_FILE = re.compile(
    rb"<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\s*\n"
    rb"\s*url:\s*(\S+)(?:\s*\n\s*saved date:\s*([^\n]+))?"
)


def capture_file(
    path: Path, *, url: str = "", progress: Progress | None = None, cancel: Callable[[], bool] | None = None
) -> Capture:
    """The article in a file.

    Args:
        url: where the file came from; a file that SingleFile saved says so itself.
        progress: called with the pages that are read and all pages, where the file has some.

    Raises:
        CaptureError: the file cannot be read, or is of a kind that cannot become an article. Cancelled: `cancel`
            said so.
    """
    return capture_bytes(_read(path), name=path.name, url=url, path=path, progress=progress, cancel=cancel)


def capture_bytes(
    body: bytes,
    *,
    name: str = "",
    url: str = "",
    media_type: str = "",
    path: Path | None = None,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Capture:
    """The article in some bytes, from a file or a server.

    Args:
        name: the file name, for people. media_type: the server's label, for its charset.
        path: the file they are from; a saved page may have its pictures in a folder beside it.

    Raises:
        CaptureError: there is nothing in them that can become an article.
    """
    kind = kind_of(body, name)
    subject = f"“{name}”" if name else "The page"
    if kind is Kind.EMPTY:
        raise CaptureError(f"{subject} is empty. Check that it was saved or sent completely.")
    if kind is Kind.LOCKED:
        raise CaptureError(f"{subject} is locked with a password. Save it without one and add it again.")
    if kind in _FILE_TYPES:
        found = extract.capture_file(kind, body, name=name, cancel=cancel, progress=progress)
        return _with_snapshot(found, kind, body, name, url)
    if kind is Kind.FEED or (kind is Kind.JSON and _JSON_FEED in body[:4096]):
        raise FeedFoundError(f"{subject} is a feed. Subscribe to it, and its articles come in by themselves.")
    if kind not in _MEDIA_TYPES:
        raise CaptureError(f"{subject} is {NAMES[kind]}, which cannot become an article yet. {WORKS_TODAY}")
    now = datetime.now(UTC)
    if kind is Kind.HTML:
        return _page(body, name, url, media_type, path, now, cancel)
    text = _text(body, media_type)
    if len(text) > SMALL_TEXT:
        found = extract.capture_file(kind, text.encode("utf-8", "replace"), name=name, cancel=cancel)
    else:
        found = plaintext.of_file(text, now=now, is_markdown=kind is Kind.MARKDOWN)
    snapshot = Snapshot(body, media_type or _MEDIA_TYPES[kind], now, url, name)
    return replace(found, url=url if is_web_url(url) else "", snapshot=snapshot)


def _with_snapshot(found: Capture, kind: Kind, body: bytes, name: str, url: str) -> Capture:
    address = found.url or (url if is_web_url(url) else "")
    saved = _SAVED_DATE.search(body[:4096]) if kind is Kind.MHTML else None
    captured_at = _posted_at(saved[1]) if saved else None
    snapshot = Snapshot(body, _FILE_TYPES[kind], captured_at or datetime.now(UTC), address, name)
    return replace(found, url=address, snapshot=snapshot)


def _page(
    body: bytes,
    name: str,
    url: str,
    media_type: str,
    path: Path | None,
    now: datetime,
    cancel: Callable[[], bool] | None,
) -> Capture:
    saved = _SINGLE_FILE.search(body[:4096])
    address = url or (saved[1].decode("utf-8", "replace") if saved else "")
    page, inside = enclosed.set_aside(body, path, is_file=bool(name))
    found = extract.capture(page, url=address if is_web_url(address) else "", media_type=media_type, cancel=cancel)
    found = bitmaps.placed(found, inside)
    captured_at = _saved_at(saved[2] if saved else None) or now
    snapshot = Snapshot(body, media_type or "text/html", captured_at, address, name)
    return replace(found, snapshot=snapshot)


def _saved_at(date: bytes | None) -> datetime | None:
    """The moment in SingleFile's header, as JavaScript writes it: `Wed Jun 04 2025 10:12:13 GMT+0200 (...)`."""
    if not date:
        return None
    match = re.match(
        r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})", date.decode("ascii", "replace").strip()
    )
    try:
        return datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z") if match else None
    except ValueError:
        return None


def _posted_at(date: bytes) -> datetime | None:
    """The moment in an MHTML header, as in a letter's: `Tue, 3 Jun 2025 08:12:13 -0000`."""
    try:
        moment = parsedate_to_datetime(date.decode("ascii", "replace"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(body: bytes, media_type: str) -> str:
    from briefing.sources import markup

    return markup.decode(body, media_type)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise CaptureError(f"“{path.name}” is a folder. Choose the files in it.")
        if not path.is_file() and path.exists():
            raise CaptureError(f"“{path.name}” is not a file that can be read.")
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CaptureError(f"There is no file “{path}” (any more). Check the name, or choose it again.") from error
    except PermissionError as error:
        raise CaptureError(f"“{path.name}” may not be read by you. Change its permissions or copy it.") from error
    except (OSError, ValueError) as error:
        raise CaptureError(
            f"“{path.name}” could not be read: {error}. Copy it to another place and try again."
        ) from error
    if len(body) > MAX_BYTES:
        raise CaptureError(f"“{path.name}” is larger than 50 MB. Save the article alone and open that file.")
    return body
