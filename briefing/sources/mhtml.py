"""Pages packed with their pictures into one file: MHTML (RFC 2557), as browsers save it, and Safari's webarchive."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Mapping
from dataclasses import replace
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from briefing.domain.articles import Capture, Origin, Picture
from briefing.domain.errors import CaptureError
from briefing.domain.text import ArticleText, Block
from briefing.domain.urls import is_web_url, safe_link
from briefing.sources import article, mail

_PAGES = ("text/html", "application/xhtml+xml")
_CID = re.compile(r"""(\ssrc\s*=\s*["']?\s*)(cid:[^"'\s>]{1,300})""", re.IGNORECASE)
_STAND_IN = "https://enclosed.invalid/"
_SAVE_AGAIN = "Save the page again in your browser and open that file."


def read(body: bytes, name: str = "") -> Capture:
    """The article in an MHTML file.

    Raises:
        CaptureError: there is no page in it.
    """
    try:
        message = mail.message_of(body)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        raise CaptureError(f"This saved page is packed into too many layers. {_SAVE_AGAIN}") from error
    if not message.is_multipart() and message.get_content_maintype() == "multipart":
        raise CaptureError(f"This saved page does not say where its parts begin and end. {_SAVE_AGAIN}")
    root = _root(message, parts)
    if root is None:
        raise CaptureError(f"There is no page in this saved page. {_SAVE_AGAIN}")
    url = _address(message, root)
    pictures = {
        key if key.startswith("cid:") else safe_link(key, url): picture
        for key, picture in mail.pictures_of(parts).items()
    }
    html = mail.charset_decoded(mail.payload(root), root.get_content_charset() or "")
    if not html.strip():
        raise CaptureError(f"The page in this saved page is empty. {_SAVE_AGAIN}")
    return _captured(html, url, pictures, mail.header(message, "Subject"))


def read_webarchive(body: bytes, name: str = "") -> Capture:
    """The article in a web archive of Safari.

    Raises:
        CaptureError: it is another property list, or there is no page in it.
    """
    try:
        archive = plistlib.loads(body)
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        OverflowError,
        RecursionError,
        AttributeError,
    ) as error:
        raise CaptureError("This web archive is damaged. Save the page again in Safari and open that file.") from error
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    content = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(content, bytes):
        raise CaptureError(
            "This file is a list of settings and no web archive. Save the page in Safari and open that file."
        )
    if not content.strip():
        raise CaptureError("The page in this web archive is empty. Save the page again in Safari and open that file.")
    url = _text(main, "WebResourceURL")
    html = mail.charset_decoded(content, _text(main, "WebResourceTextEncodingName"))
    return _captured(html, url if is_web_url(url) else "", _subresources(archive), "")


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page: the one the header names (RFC 2387 3.2), else the first that is HTML."""
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "").strip("<> ")
    location = mail.header(message, "Snapshot-Content-Location")
    for page in pages:
        if (start and mail.content_id(page) == start) or (location and _location(page) == location):
            return page
    return pages[0] if pages else None


def _address(message: Message, root: Message) -> str:
    for address in (mail.header(message, "Snapshot-Content-Location"), _location(root), _location(message)):
        if is_web_url(address):
            return address
    return ""


def _location(part: Message) -> str:
    return "".join(mail.header(part, "Content-Location").split())


def _subresources(archive: Mapping[str, Any]) -> dict[str, Picture]:
    found: dict[str, Picture] = {}
    resources = archive.get("WebSubresources")
    total = 0
    for resource in resources[: mail.MAX_PARTS] if isinstance(resources, list) else []:
        content = resource.get("WebResourceData") if isinstance(resource, dict) else None
        if not isinstance(content, bytes) or not (media_type := mail.picture_type(content)):
            continue
        total += len(content)
        if total > mail.MAX_PICTURE_BYTES or len(found) >= mail.MAX_PICTURES:
            break
        if url := safe_link(_text(resource, "WebResourceURL")):
            found[url] = Picture(content, media_type, url)
    return found


def _text(resource: Mapping[str, Any], key: str) -> str:
    value = resource.get(key)
    return value if isinstance(value, str) else ""


def _captured(html: str, url: str, pictures: Mapping[str, Picture], subject: str) -> Capture:
    """The page's article with the pictures that came along."""
    by_address = dict(pictures)

    def stand_in(match: re.Match[str]) -> str:
        picture = pictures.get(match[2])
        if picture is None:
            return match[0]
        address = _STAND_IN + picture.sha256
        by_address[address] = picture
        return match[1] + address

    found = article.read(_CID.sub(stand_in, html), url)
    blocks = [_with_picture(block, by_address) for block in found.text.blocks]
    used = {block.sha256 for block in blocks if block.sha256}
    kept = {picture.sha256: picture for picture in by_address.values() if picture.sha256 in used}
    found = replace(found, text=ArticleText(tuple(blocks)), pictures=tuple(kept.values()))
    if not found.text.blocks:
        raise CaptureError(f"The page in this file breaks off before its text begins. {_SAVE_AGAIN}")
    if subject and found.origins.get("title") is Origin.GUESS:
        found = replace(found, title=subject, origins={**found.origins, "title": Origin.PAGE})
    return found


def _with_picture(block: Block, pictures: Mapping[str, Picture]) -> Block:
    picture = pictures.get(block.source)
    if picture is None:
        return block
    source = "" if block.source.startswith(_STAND_IN) else block.source
    return replace(block, source=source, sha256=picture.sha256)
