"""What kind of file some bytes are, by their content. A name or a server's label is only a hint."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds that are told apart."""

    EMPTY = "empty"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    OFFICE = "office"
    EPUB = "epub"
    MAIL = "mail"
    OUTLOOK = "outlook"
    MHTML = "mhtml"
    WEBARCHIVE = "webarchive"
    RTF = "rtf"
    FEED = "feed"
    XML = "xml"
    JSON = "json"
    IMAGE = "image"
    MEDIA = "media"
    ARCHIVE = "archive"
    LOCKED = "locked"
    PROGRAM = "program"
    DATABASE = "database"
    BINARY = "binary"


NAMES = {
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document",
    Kind.ODT: "an OpenDocument text",
    Kind.OFFICE: "an office document",
    Kind.EPUB: "an e-book",
    Kind.MAIL: "an e-mail message",
    Kind.OUTLOOK: "an Outlook message",
    Kind.MHTML: "a web archive (MHTML)",
    Kind.WEBARCHIVE: "a Safari web archive",
    Kind.RTF: "a rich text (RTF) file",
    Kind.FEED: "a feed",
    Kind.XML: "an XML file",
    Kind.JSON: "a JSON file",
    Kind.IMAGE: "an image",
    Kind.MEDIA: "a sound or video file",
    Kind.ARCHIVE: "a compressed archive",
    Kind.LOCKED: "a document that is locked with a password",
    Kind.PROGRAM: "a program",
    Kind.DATABASE: "a database",
    Kind.BINARY: "a file without readable text",
}
"""How each kind that cannot become an article is called in a sentence."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document that it has encrypted (MS-OFFCRYPTO 1.3.3)."""

_LETTER = "__substg1.0_".encode("utf-16-le")

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
    (b"\0\0\1\0", Kind.IMAGE),
    (b"ID3", Kind.MEDIA),
    (b"OggS", Kind.MEDIA),
    (b"fLaC", Kind.MEDIA),
    (b"\x1aE\xdf\xa3", Kind.MEDIA),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"MZ", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"SQLite format 3\0", Kind.DATABASE),
    (_COMPOUND, Kind.OUTLOOK),
    (b"bplist00", Kind.WEBARCHIVE),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|div|p|h[1-6]|article|section|main|table|ul|ol|br|a|span|img|script|style|center|font|frameset|b|i|em|strong|blockquote|pre|nav|header|form|svg)(?=[\s>/])",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"^\s*<(?:\?xml|!DOCTYPE|!--|[a-zA-Z][\w:.-]*[\s>/])")
_MAIL = re.compile(
    rb"\A(?:\d{1,9}[ \t]*\r?\n(?=[!-9;-~]+:))?(?:>?From [^\n]*\r?\n)?"  # Apple's length line, a mailbox's first line
    rb"((?:[!-9;-~]+[ \t]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+)"
)
_MAIL_FIELDS = re.compile(
    rb"^(from|to|cc|sender|subject|date|message-id|received|mime-version|return-path|delivered-to|content-type"
    rb"|content-transfer-encoding|reply-to|list-id|dkim-signature|references|in-reply-to)[ \t]*:",
    re.I | re.M,
)
_PACKED = re.compile(rb"^content-type[ \t]*:\s*(?:multipart/|message/rfc822)", re.I | re.M)
_POSTED = re.compile(rb"^(?:to|cc|bcc|message-id|received|delivered-to|return-path)[ \t]*:", re.I | re.M)
_SAVED = re.compile(rb"^(?:snapshot-content-location[ \t]*:|from[ \t]*:[ \t]*[\"<]*saved by )", re.I | re.M)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd)$", re.IGNORECASE)
_HEAD = 4096
_POSTED_HEAD = 65_536


def kind_of(body: bytes, name: str = "") -> Kind:
    """The kind of some bytes. `name` only tells Markdown from plain text."""
    head = body[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    start = head.lstrip()
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Kind.EMPTY
    if found := _posted(body[:_POSTED_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()):
        return found
    if found := _binary(body, head, start):
        return found
    if found := _marked_up(body, start):
        return found
    if start[:1] in b"{[" and re.match(rb"[{\[]\s*[\"{\[\]}]", start):
        return Kind.JSON
    return Kind.MARKDOWN if _MARKDOWN_NAME.search(name) else Kind.TEXT


def _binary(body: bytes, head: bytes, start: bytes) -> Kind | None:
    if head.startswith(_COMPOUND) and _ENCRYPTED in body and _LETTER not in body:
        return Kind.LOCKED
    for magic, kind in _MAGIC:
        if start.startswith(magic) and not (magic in (b"BM", b"MZ") and b"\0" not in head):
            return _compound(body) if kind is Kind.OUTLOOK else kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head[:4] == b"PK\3\4":
        return _zipped(body)
    if head[4:8] == b"ftyp":
        return Kind.IMAGE if head[8:12] in (b"avif", b"heic", b"mif1") else Kind.MEDIA
    if head[:4] == b"RIFF":
        return Kind.IMAGE if head[8:12] == b"WEBP" else Kind.MEDIA
    return Kind.BINARY if _is_binary(head) else None


def _compound(body: bytes) -> Kind:
    """What an OLE2 file is: an Outlook message has streams with names of its own, old Office files have not."""
    return Kind.OUTLOOK if "__substg1.0_".encode("utf-16-le") in body else Kind.OFFICE


def _zipped(body: bytes) -> Kind:
    names = body[:100_000]
    if b"mimetypeapplication/epub+zip" in names:
        return Kind.EPUB
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in names:
        return Kind.ODT
    if b"word/" in names or b"word/" in body[-100_000:]:
        return Kind.DOCX
    office = (b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis", b"[Content_Types].xml")
    return Kind.OFFICE if any(part in names for part in office) else Kind.ARCHIVE


def _is_binary(head: bytes) -> bool:
    """More than a few control characters, and not UTF-16 either."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    if zeros > len(head) * 0.3 and (not any(head[1::2]) or not any(head[::2]) or _is_utf16(head)):
        return False
    control = sum(1 for byte in head if byte < 9 or (13 < byte < 32 and byte != 27))
    return control > max(8, len(head) * 0.02)


def _is_utf16(head: bytes) -> bool:
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.6 * len(head) / 2 and min(even, odd) < 0.05 * len(head) / 2


def _posted(start: bytes) -> Kind | None:
    """A message, or a page that a browser packed as one: such a page was never posted."""
    match = _MAIL.match(start)
    fields = match[1] if match else b""
    if len({name.lower() for name in _MAIL_FIELDS.findall(fields)}) < 2 and not _PACKED.search(fields):
        return None
    if _SAVED.search(fields) or (b"multipart/related" in fields.lower() and not _POSTED.search(fields)):
        return Kind.MHTML
    return Kind.MAIL


def _marked_up(body: bytes, start: bytes) -> Kind | None:
    text = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"").lstrip()
    html = _HTML.search(text) or (_HTML.search(body[:200_000]) if text.startswith(b"<") else None)
    if b"WebResourceURL" in text or b"WebMainResource" in text:
        return Kind.WEBARCHIVE
    feed = _FEED.search(text)
    if feed and (not html or feed.start() < html.start()):
        return Kind.FEED
    if html and (text.startswith(b"<") or len(_HTML.findall(text)) >= 3):
        return Kind.HTML
    return Kind.XML if _XML.match(text) else None
