"""The RTF body of an Outlook message: unpacked ([MS-OXRTFCP]), and the HTML or text that is wrapped in it.

Outlook writes the HTML of a letter into RTF and marks what it added for the wrapping ([MS-OXRTFEX]).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

MAX_LENGTH = 30_000_000
"""Bytes of RTF that are unpacked."""

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary of every compressed body begins with ([MS-OXRTFCP] 2.1.3.1.1)."""

_TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
_SIGNS = {
    b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\"}
_HIDDEN = frozenset(
    [b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"pntext", b"header", b"footer", b"mhtmltag"]
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the RTF carries: HTML, or text."""

    html: str = ""
    plain: str = ""


@dataclass(slots=True)
class _Group:
    hidden: bool = False
    wrapping: bool = False  # between \htmlrtf and \htmlrtf0: only for programs that read no HTML
    tag: bool = False  # in {\*\htmltag ...}: what it holds is HTML to the letter
    skip: int = 1  # characters that stand for one \u, for programs that know no Unicode


def text_of(body: bytes) -> Content:
    """What a compressed body holds; nothing when it is broken."""
    rtf = decompressed(body)
    wrapped = b"\\fromhtml" in rtf[:2000]
    text = _unwrapped(rtf, wrapped=wrapped)
    return Content(html=text) if wrapped else Content(plain=text)


def decompressed(body: bytes) -> bytes:
    """The RTF in a compressed stream, as far as it goes."""
    if len(body) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<II4sI", body)
    if kind == _PLAIN:
        return body[16 : 16 + size]
    return _expanded(body[16:], min(size, MAX_LENGTH)) if kind == _COMPRESSED else b""


def _expanded(packed: bytes, size: int) -> bytes:
    """LZ77 with a window of 4,096 bytes that begins filled."""
    window = bytearray(_START.ljust(4096, b"\0"))
    write = len(_START)
    result = bytearray()
    position = 0
    while position < len(packed) and len(result) < size:
        control = packed[position]
        position += 1
        for bit in range(8):
            if position >= len(packed):
                break
            if not control >> bit & 1:
                copied = bytearray(packed[position : position + 1])
                position += 1
            else:
                reference = int.from_bytes(packed[position : position + 2], "big")
                position += 2
                read, length = reference >> 4, (reference & 0xF) + 2
                if read == write % 4096:
                    return bytes(result)
                copied = bytearray()
                for offset in range(length):
                    byte = window[(read + offset) % 4096]
                    copied.append(byte)
                    window[(write + offset) % 4096] = byte
            for offset, byte in enumerate(copied):
                window[(write + offset) % 4096] = byte
            write = (write + len(copied)) % 4096
            result += copied
    return bytes(result)


def _unwrapped(rtf: bytes, *, wrapped: bool) -> str:
    """The HTML in RTF, or its text when it holds none."""
    found = re.search(rb"\\ansicpg(\d{1,5})", rtf[:2000])
    reader = _Reader(f"cp{int(found[1])}" if found else "cp1252", wrapped=wrapped)
    for match in _TOKEN.finditer(rtf):
        reader.take(match)
    return reader.finished()


class _Reader:
    """Follows groups and keeps what is text."""

    def __init__(self, encoding: str, *, wrapped: bool) -> None:
        try:
            "".encode(encoding)
        except LookupError:
            encoding = "cp1252"
        self._encoding = encoding
        self._wrapped = wrapped
        self._groups = [_Group()]
        self._bytes = bytearray()
        self._parts: list[str] = []
        self._to_skip = 0
        self._starred = False

    def take(self, match: re.Match[bytes]) -> None:
        """One token."""
        kind = match.lastgroup
        group = self._groups[-1]
        if kind == "brace":
            if match["brace"] == b"{":
                self._groups.append(_Group(group.hidden, group.wrapping, group.tag, group.skip))
            elif len(self._groups) > 1:
                self._groups.pop()
            self._starred = False
        elif kind == "hex":
            self._add_bytes(bytes([int(match["hex"], 16)]))
        elif kind == "text":
            self._add_bytes(match["text"])
        elif kind == "symbol":
            self._symbol(match["symbol"])
        elif match["word"]:
            self._word(match["word"], match["number"], group)

    def finished(self) -> str:
        """All that was kept."""
        self._flush()
        return "".join(self._parts)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])
        elif symbol in (b"\r", b"\n"):
            self._add("\r\n")

    def _word(self, word: bytes, number: bytes | None, group: _Group) -> None:
        starred, self._starred = self._starred, False
        if word == b"htmltag" and starred:
            group.tag, group.hidden = True, False
        elif word in _HIDDEN or (starred and word != b"htmltag"):
            group.hidden = True
        elif word == b"htmlrtf":
            group.wrapping = number != b"0"
        elif word == b"uc":
            group.skip = int(number or 1)
        elif word == b"u" and number:
            self._add(chr(int(number) % 0x10000))
            self._to_skip = group.skip
        elif word in _SIGNS and not (group.tag and word not in (b"par", b"tab", b"line")):
            self._add(_SIGNS[word])

    def _is_seen(self) -> bool:
        group = self._groups[-1]
        return not group.hidden and not (self._wrapped and group.wrapping)

    def _add_bytes(self, content: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(content))
            self._to_skip -= skipped
            content = content[skipped:]
        if content and self._is_seen():
            self._bytes += content

    def _add(self, text: str) -> None:
        if self._is_seen():
            self._flush()
            self._parts.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._parts.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()
