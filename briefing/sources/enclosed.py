"""Pictures that a saved page brings along: written into it as `data:` addresses, or in the folder beside it.

They are taken out before the page is read, so that no parser has to carry them, and put back into the text by
`bitmaps.placed`. Nothing is fetched here, and of the folder nothing is read but what the page shows.
"""

from __future__ import annotations

import base64
import binascii
import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from briefing.domain.articles import Picture
from briefing.sources.bitmaps import MAX_BYTES, MAX_TOTAL, STAND_IN, is_counter, measured

MAX_IMAGES = 300
MAX_LOOKED_AT = 10_000
MAX_ATTRIBUTES = 200
"""Pictures kept, images of a page that are looked at for them, and attributes of one of those."""


_IMAGE = re.compile(rb"<img(?=[\s/])", re.IGNORECASE)
_NAME = re.compile(rb"[\s/]*([^\s=<>/\"']{1,100})")
_EQUALS = re.compile(rb"\s{0,50}=\s{0,50}")
_UNQUOTED = re.compile(rb"[^\s>]*")
_DATA = re.compile(rb"\s*data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_SHARED = re.compile(
    rb"--sf-img-(\d{1,6}):\s*url\(\s*[\"']?(data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=%\s]+)"
)
_USES_SHARED = re.compile(rb"var\(\s*--sf-img-(\d{1,6})\s*\)")
_LATER = (
    b"data-src",
    b"data-lazy-src",
    b"data-original",
    b"data-hi-res-src",
    b"data-image",
    b"data-url",
    b"data-full-src",
    b"data-srcset",
    b"data-lazy-srcset",
    b"srcset",
)
"""Attributes that would win over `src`; the first of two of the same name counts, so they are named empty first."""


def set_aside(body: bytes, page: Path | None = None, *, is_file: bool) -> tuple[bytes, dict[str, Picture | None]]:
    """A page with stand-ins where its own pictures are, and these pictures by the address that stands in for them.

    Args:
        page: the file it is, when pictures may lie in a folder beside it.
        is_file: nothing will be fetched, so a picture that is here is better than the address of a finer one.

    Returns:
        Pictures too small to show anything are None.
    """
    if b"<img" not in body.lower():
        return body, {}
    return _Errand(body, page, is_file, _shared(body) if is_file else {}).run()


@dataclass(slots=True)
class _Errand:
    body: bytes
    page: Path | None
    is_file: bool
    shared: dict[bytes, bytes]
    total: int = 0
    found: dict[str, Picture | None] = field(default_factory=dict)
    known: dict[bytes, str] = field(default_factory=dict)

    def run(self) -> tuple[bytes, dict[str, Picture | None]]:
        """Go through the images of the page."""
        kept: list[bytes] = []
        position = 0
        for start, attributes in itertools.islice(_images(self.body), MAX_LOOKED_AT):
            if len(self.known) >= MAX_IMAGES:
                break
            if address := self._address(attributes):
                empty = b"".join(b" " + name + b'=""' for name in _LATER)
                kept += [self.body[position:start], b' src="', address.encode(), b'"', empty]
                position = start
        kept.append(self.body[position:])
        return b"".join(kept), self.found

    def _address(self, attributes: dict[bytes, bytes]) -> str:
        """The stand-in for the picture of an image; "" when it brings none along."""
        source = attributes.get(b"src", b"")
        if uses := _USES_SHARED.search(attributes.get(b"style", b"")[:20_000]):
            source = self.shared.get(uses[1], b"")
        has_other = any(not _DATA.match(attributes[name]) for name in _LATER if attributes.get(name, b"").strip())
        if not source or (has_other and not self.is_file):
            return ""
        if source not in self.known:
            self.known[source] = self._kept(_decoded(source) if _DATA.match(source) else self._beside(source))
        return self.known[source]

    def _kept(self, content: bytes) -> str:
        media_type, width, height = measured(content) if 0 < len(content) <= MAX_BYTES else ("", 0, 0)
        if not media_type or self.total + len(content) > MAX_TOTAL:
            return ""
        self.total += len(content)
        picture = Picture(content, media_type)
        address = STAND_IN + picture.sha256
        self.found[address] = None if is_counter(width, height) else picture
        return address

    def _beside(self, source: bytes) -> bytes:
        """The bytes of a picture in the folder that a browser saved beside the page, such as `page_files/a.png`."""
        if self.page is None or len(source) > 1000:
            return b""
        place = unquote(html.unescape(source.decode("utf-8", "replace")).strip().partition("?")[0]).removeprefix("./")
        first = place.replace("\\", "/").partition("/")[0]
        if not first.startswith(self.page.stem) or first == place or "\0" in place:
            return b""
        try:
            folder = (self.page.parent / first).resolve()
            file = (self.page.parent / place).resolve()
            if not file.is_relative_to(folder) or not file.is_file() or file.stat().st_size > MAX_BYTES:
                return b""
            return file.read_bytes()
        except (OSError, ValueError):
            return b""


def _images(body: bytes) -> Iterator[tuple[int, dict[bytes, bytes]]]:
    """Where the attributes of each `img` begin, and what they say. Linear: every byte is looked at once or twice."""
    position = 0
    while match := _IMAGE.search(body, position):
        attributes: dict[bytes, bytes] = {}
        position = match.end()
        for _ in range(MAX_ATTRIBUTES):
            if not (name := _NAME.match(body, position)):
                break
            position = name.end()
            equals = _EQUALS.match(body, position)
            value = b""
            if equals:
                value, position = _value(body, equals.end())
                if position < 0:
                    return
            attributes.setdefault(name[1].lower(), value)
        yield match.end(), attributes


def _value(body: bytes, position: int) -> tuple[bytes, int]:
    """An attribute's value and where it ends; -1 when its quote is never closed."""
    quote = body[position : position + 1]
    if quote in (b'"', b"'"):
        end = body.find(quote, position + 1)
        return (body[position + 1 : end], end + 1) if end >= 0 else (b"", -1)
    match = _UNQUOTED.match(body, position)
    return (match[0], match.end()) if match else (b"", position)


def _decoded(address: bytes) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes(address.partition(b",")[2]))
    except (binascii.Error, ValueError):
        return b""


def _shared(body: bytes) -> dict[bytes, bytes]:
    """Pictures that SingleFile writes once, as variables of a style sheet, and uses by number."""
    return {match[1]: match[2] for match in _SHARED.finditer(body)}
