"""Lists of feeds (OPML 2.0), read in the worker process and written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from briefing.domain.errors import Cancelled, InvalidInputError
from briefing.domain.feeds import FOLDER_SEPARATOR, Subscription
from briefing.sources import extract
from briefing.worker import WorkerError

TIMEOUT = 10.0


def read(body: bytes, *, cancel: Callable[[], bool] | None = None) -> tuple[list[Subscription], int]:
    """The feeds that a list names, each once, and how many it names again.

    Raises:
        InvalidInputError: it is no such list, or names no feed. Cancelled: `cancel` said so.
    """
    try:
        header, _ = extract.ask({"feed": "opml"}, body, timeout=TIMEOUT, cancel=cancel)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Reading the list was cancelled.") from error
        raise InvalidInputError("This list takes too long to read. Divide it into several files.") from error
    if "error" in header:
        raise InvalidInputError(header["error"])
    return [Subscription(*entry) for entry in header["entries"]], header["repeated"]


def write(entries: Sequence[Subscription], *, at: datetime) -> bytes:
    """The feeds as a list that every feed reader opens, folders as outlines within outlines."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = "Subscriptions of Briefing"
    ET.SubElement(head, "dateCreated").text = at.strftime("%a, %d %b %Y %H:%M:%S %z")
    folders: dict[tuple[str, ...], ET.Element] = {(): ET.SubElement(root, "body")}
    for entry in entries:
        parent = _folder(folders, tuple(filter(None, entry.folder.split(FOLDER_SEPARATOR))))
        title = _legal(entry.title or entry.url)
        outline = ET.SubElement(parent, "outline", type="rss", text=title, title=title, xmlUrl=_legal(entry.url))
        if entry.site_url:
            outline.set("htmlUrl", _legal(entry.site_url))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _folder(folders: dict[tuple[str, ...], ET.Element], path: tuple[str, ...]) -> ET.Element:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in folders:
            name = _legal(path[depth - 1])
            folders[path[:depth]] = ET.SubElement(folders[path[: depth - 1]], "outline", text=name, title=name)
    return folders[path]


def _legal(text: str) -> str:
    """The text without what XML cannot hold (XML 1.0 2.2)."""
    return "".join(
        c for c in text if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
