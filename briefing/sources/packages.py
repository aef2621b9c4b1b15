"""Documents that are zip archives (DOCX, ODT, EPUB): opened with limits, so that no archive made to burst does harm."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from briefing.domain.articles import Picture
from briefing.domain.errors import CaptureError

MAX_ENTRIES = 10_000
MAX_TOTAL = 400_000_000
MAX_PART = 40_000_000
MAX_RATIO = 200
"""Bytes that one byte of an archive may become. Word's own XML reaches about 40."""

MAX_PICTURE = 10_000_000
MAX_PICTURES = 40_000_000
"""Bytes of one picture, and of all pictures of a document, that are kept."""

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, IndexError),
    *(NotImplementedError, RuntimeError),
)
"""What zipfile lets through of an archive that is damaged or packed in a way of its own."""

_RATIO_FROM = 5_000_000
_PICTURES = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_SAVE_AGAIN = "Open it in the program that made it, save it again and add that file."


class Package:
    """An opened archive. Parts are read one by one, none of them larger than it says."""

    def __init__(self, body: bytes) -> None:
        """Open an archive.

        Raises:
            CaptureError: it is no archive, damaged, locked or made to burst.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _BROKEN as error:
            raise CaptureError(f"This file is damaged and cannot be opened. {_SAVE_AGAIN}") from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise CaptureError("This file unpacks to far more than a document holds, so it was not opened.")
        for entry in entries:
            if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
                raise CaptureError("This file unpacks to far more than a document holds, so it was not opened.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise CaptureError("This file is locked with a password. Save it without one and add it again.")
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, most: int = MAX_PART) -> bytes:
        """The bytes of a part; b"" when there is none, it is damaged, or larger than `most`."""
        entry = self._entries.get(name)
        if entry is None or entry.file_size > most:
            return b""
        try:
            with self._zip.open(entry) as part:
                body = part.read(most + 1)
        except _BROKEN:
            return b""
        return body if len(body) <= most else b""

    def xml(self, name: str) -> Any | None:
        """The root element of a part; None when there is none or it is no XML. Nothing outside it is looked at."""
        from lxml import etree

        body = self.read(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(body, parser) if body else None
        except (etree.LxmlError, ValueError):
            return None


class Pictures:
    """The pictures of a document, each kept once."""

    def __init__(self) -> None:
        self._kept: dict[str, Picture] = {}
        self._size = 0

    @property
    def kept(self) -> tuple[Picture, ...]:
        """The pictures in the order in which they came."""
        return tuple(self._kept.values())

    def keep(self, body: bytes) -> str:
        """The name under which a picture is kept, its SHA-256; "" for a kind that cannot be shown, or one too many."""
        media_type = next((kind for magic, kind in _PICTURES if body.startswith(magic)), "")
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            media_type = "image/webp"
        if not media_type or len(body) > MAX_PICTURE or self._size + len(body) > MAX_PICTURES:
            return ""
        picture = Picture(body, media_type)
        if picture.sha256 not in self._kept:
            self._kept[picture.sha256] = picture
            self._size += len(body)
        return picture.sha256


def target(base: str, address: str) -> str:
    """The part that `address` in the part `base` means; an absolute one begins at the root."""
    path = unquote(address.partition("#")[0])
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")


def local(node: Any) -> str:
    """The name of an element without its namespace: there are two of them for Word alone."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Any, name: str) -> str:
    """The value of an attribute whatever its namespace; "" when it is not there."""
    value = node.get(name)
    if value is not None:
        return str(value)
    ending = "}" + name
    return next((str(value) for key, value in node.items() if key.endswith(ending)), "")


def number(text: str, default: int = 0) -> int:
    """The whole number that a text is; `default` for all else and for numbers that no document has."""
    return int(text) if text.isdecimal() and len(text) <= 9 else default


def child(node: Any | None, *path: str) -> Any | None:
    """The first descendant along a path of element names."""
    for name in path:
        node = next((each for each in node if local(each) == name), None) if node is not None else None
    return node
