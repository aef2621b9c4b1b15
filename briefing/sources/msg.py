"""Outlook's messages (MSG, [MS-OXMSG]) to a Letter: properties as streams of an OLE2 file, read by their numbers."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import HeaderParser
from typing import Any

from briefing.domain.articles import Capture, Picture
from briefing.domain.errors import CaptureError
from briefing.domain.urls import safe_link
from briefing.sources import letter, mail, msg_rtf
from briefing.sources.letter import Letter, Part
from briefing.sources.letter_dates import iso, read_sent

MAX_STREAM = 30_000_000
"""Bytes of one property that are read."""

MAX_ATTACHMENTS = 500

_SUBJECT, _SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0037, 0x0C1A, 0x0C1F, 0x5D01
_BEHALF, _BEHALF_ADDRESS, _BEHALF_SMTP = 0x0042, 0x0065, 0x5D02
_TEXT, _HTML, _RTF, _HEADERS = 0x1000, 0x1013, 0x1009, 0x007D
_SUBMITTED, _DELIVERED, _CREATED, _MESSAGE_ID = 0x0039, 0x0E06, 0x3007, 0x1035
_MESSAGE_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID, _LOCATION = 0x3701, 0x3707, 0x3704, 0x3712, 0x3713
_UNICODE, _EIGHT_BIT, _BINARY, _TIME, _NUMBER = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003

_UTF_8 = 65001
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError)
_DAMAGED = "This Outlook message is damaged. Open it in Outlook, copy the text and paste it here."


@dataclass(frozen=True, slots=True)
class _Storage:
    """One message or attachment in the file.

    Attributes:
        streams: property number and type to the path of its stream. numbers: properties of fixed size, as integers.
        folders: the storages in it by name.
    """

    path: tuple[str, ...]
    streams: Mapping[tuple[int, int], tuple[str, ...]]
    numbers: Mapping[int, int] = field(default_factory=dict)
    folders: tuple[str, ...] = ()


def read(body: bytes, name: str = "") -> Capture:
    """The article in an Outlook message.

    Raises:
        CaptureError: it is damaged, or no message.
    """
    import olefile

    try:
        with olefile.OleFileIO(body) as file:
            found = _Outlook(file).letter((), letter.MAX_DEPTH)
    except _BROKEN as error:
        raise CaptureError(_DAMAGED) from error
    except RecursionError as error:
        raise CaptureError(_DAMAGED) from error
    return letter.capture(found, name)


class _Outlook:
    """An open file."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._entries: list[tuple[str, ...]] = [tuple(path) for path in file.listdir(streams=True, storages=True)]

    def letter(self, path: tuple[str, ...], depth: int) -> Letter:
        """The message in the storage at `path`; the file itself is the one at ()."""
        message = self._storage(path, 24 if path else 32)
        attachments = [
            self._storage((*path, folder), 8) for folder in message.folders if folder.startswith("__attach_version1.0_")
        ][:MAX_ATTACHMENTS]
        inner = [
            (*each.path, folder) for each in attachments for folder in each.folders if folder == "__substg1.0_3701000D"
        ]
        found = replace(
            self._headed(message),
            parts=self._parts(message),
            pictures=self._pictures(attachments),
            attachments=tuple(name for each in attachments if (name := self._file_name(each))),
        )
        if depth and inner:
            found = replace(found, enclosed=tuple(self.letter(folder, depth - 1) for folder in inner))
        return found

    def _storage(self, path: tuple[str, ...], header: int) -> _Storage:
        streams: dict[tuple[int, int], tuple[str, ...]] = {}
        folders: list[str] = []
        for entry in self._entries:
            if len(entry) != len(path) + 1 or entry[:-1] != path:
                continue
            name = entry[-1]
            if self._file.get_type(list(entry)) != 2:  # a stream
                folders.append(name)
            elif name.startswith("__substg1.0_") and len(name) == 20:
                streams[int(name[12:16], 16), int(name[16:20], 16)] = entry
        return _Storage(path, streams, self._numbers((*path, "__properties_version1.0"), header), tuple(folders))

    def _numbers(self, path: tuple[str, ...], header: int) -> dict[int, int]:
        """The properties of fixed size ([MS-OXMSG] 2.4.2)."""
        if path not in self._entries:
            return {}
        content = self._bytes(path)[header:]
        found: dict[int, int] = {}
        for kind, number, _, value in struct.iter_unpack("<HHIQ", content[: len(content) // 16 * 16]):
            if kind == _TIME:
                found[number] = value
            elif kind == _NUMBER:
                found[number] = value & 0xFFFFFFFF
        return found

    def _bytes(self, path: tuple[str, ...]) -> bytes:
        with self._file.openstream(list(path)) as stream:
            content = stream.read(MAX_STREAM)
        return content if isinstance(content, bytes) else b""

    def _text(self, storage: _Storage, *numbers: int) -> str:
        """The first of these properties that holds text."""
        for number in numbers:
            if path := storage.streams.get((number, _UNICODE)):
                text = self._bytes(path).decode("utf-16-le", "replace")
            elif path := storage.streams.get((number, _EIGHT_BIT)):
                text = mail.charset_decoded(self._bytes(path), _code_page(storage, _MESSAGE_CODE_PAGE))
            else:
                continue
            if text := text.strip("\0"):
                return text
        return ""

    def _headed(self, message: _Storage) -> Letter:
        headers = HeaderParser().parsestr(self._text(message, _HEADERS)[:200_000].lstrip())
        sender, address = mail.address_in(mail.header(headers, "From"))
        sender = self._text(message, _BEHALF, _SENDER) or sender
        address = (
            self._text(message, _BEHALF_SMTP, _SENDER_SMTP)
            or address
            or self._text(message, _BEHALF_ADDRESS, _SENDER_ADDRESS)
        )
        return Letter(
            subject=self._text(message, _SUBJECT),
            sender=sender.strip("'\" "),
            address=address if "@" in address else "",
            list_name=mail.list_name(mail.header(headers, "List-Id")),
            to_many=any(name in headers for name in ("List-Id", "List-Unsubscribe", "List-Post")),
            sent=_sent(message, headers),
            message_id=mail.message_id(headers) or self._text(message, _MESSAGE_ID).strip("<> "),
        )

    def _parts(self, message: _Storage) -> tuple[Part, ...]:
        html = ""
        if path := message.streams.get((_HTML, _BINARY)):
            html = mail.charset_decoded(self._bytes(path), _code_page(message, _INTERNET_CODE_PAGE))
        html = html or self._text(message, _HTML)
        if not html.strip() and (path := message.streams.get((_RTF, _BINARY))):
            content = msg_rtf.text_of(self._bytes(path))
            html = content.html
            if content.plain.strip() and not self._text(message, _TEXT).strip():
                return (Part(content.plain),)
        if html.strip("\0 \r\n\t"):
            return (Part(html, is_html=True),)
        text = self._text(message, _TEXT)
        return (Part(text),) if text.strip() else ()

    def _pictures(self, attachments: list[_Storage]) -> dict[str, Picture]:
        found: dict[str, Picture] = {}
        total = 0
        for each in attachments:
            content_id, location = self._text(each, _CONTENT_ID).strip("<> "), self._text(each, _LOCATION)
            path = each.streams.get((_DATA, _BINARY))
            if not path or not (content_id or location):
                continue
            content = self._bytes(path)
            total += len(content)
            if total > mail.MAX_PICTURE_BYTES:
                break
            if media_type := mail.picture_type(content):
                picture = Picture(content, media_type, safe_link(location))
                found |= {
                    address: picture for address in (f"cid:{content_id}", location) if address not in ("", "cid:")
                }
        return found

    def _file_name(self, attachment: _Storage) -> str:
        if self._text(attachment, _CONTENT_ID) or "__substg1.0_3701000D" in attachment.folders:
            return ""
        return self._text(attachment, _LONG_NAME, _SHORT_NAME)[:200]


def _sent(message: _Storage, headers: Message) -> str:
    if sent := read_sent(mail.header(headers, "Date")):
        return sent  # with the writer's own offset, which the property has not
    for number in (_SUBMITTED, _DELIVERED, _CREATED):
        if value := message.numbers.get(number, 0):
            try:
                return iso(_EPOCH + timedelta(microseconds=value // 10))
            except OverflowError:
                continue
    return ""


def _code_page(storage: _Storage, *numbers: int) -> str:
    page = next((value for number in numbers if (value := storage.numbers.get(number, 0))), 0)
    if page == _UTF_8:
        return "utf-8"
    named = {20127: "us-ascii", 28591: "iso-8859-1", 50220: "iso-2022-jp", 936: "gbk", 950: "big5", 20866: "koi8-r"}
    if 28592 <= page <= 28605:
        return f"iso-8859-{page - 28590}"
    return named.get(page, f"cp{page}" if page else "")
