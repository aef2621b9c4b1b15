"""E-mail files (EML, Apple's EMLX) to a Letter, with what mail programs of thirty years have done to them.

The modern policy of the `email` package parses each header by grammar, raises on some that are only odd and is slow
on long ones. So messages are parsed under `compat32` and the few headers that matter are decoded here.
"""

from __future__ import annotations

import email
import email.policy
import re
from binascii import Error as BinasciiError
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr

from briefing.domain.articles import Capture, Picture
from briefing.domain.errors import CaptureError
from briefing.domain.urls import safe_link
from briefing.sources import letter, markup
from briefing.sources.letter import Letter, Part
from briefing.sources.letter_dates import read_sent

MAX_PARTS = 2_000
MAX_DEPTH = 50
MAX_PICTURES = 300
MAX_PICTURE_BYTES = 30_000_000
MAX_MESSAGE_ID = 500

_EMLX = re.compile(rb"\A\s*(\d{1,9})[ \t]*\r?\n(?=[!-9;-~]+:)")
_UNIX_FROM = re.compile(rb"\A>?From [^\n]*\n")
_SPOILT_START = re.compile(
    rb"\A(?![!-9;-~]+:)[^\r\n]+\r?\n(?=(?:from|to|subject|date|message-id|received|mime-version|return-path)[ \t]*:)",
    re.I,
)
"""A first line that is no header, above one that is: the parser would take the whole message for its body."""

_ENRICHED = "text/enriched"
_NOT_ASCII = ("iso-2022", "utf-7", "utf-16", "utf-32", "hz")
_MAGIC = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
_MAX_HEADER = 10_000


def read(body: bytes, name: str = "") -> Capture:
    """The article in an e-mail file.

    Raises:
        CaptureError: it holds no message.
    """
    try:
        return letter.capture(letter_of(message_of(body), 0), name)
    except RecursionError as error:
        raise CaptureError("This message is packed into too many others. Save the inner one alone.") from error


def message_of(body: bytes) -> Message:
    """The message in a file; Apple's length line and the line of a mailbox before it are left out."""
    if found := _EMLX.match(body):
        body = body[found.end() : found.end() + int(found[1])]
    body = _UNIX_FROM.sub(b"", body.lstrip(b"\xef\xbb\xbf\r\n\t "), count=1)
    body = _SPOILT_START.sub(b"", body, count=1)
    return email.message_from_bytes(body, policy=email.policy.compat32)


def letter_of(message: Message, depth: int) -> Letter:
    """What a parsed message says."""
    parts = list(_leaves(message, depth))
    sender, address = address_in(header(message, "From") or header(message, "Sender"))
    return Letter(
        subject=header(message, "Subject"),
        sender=sender,
        address=address,
        list_name=list_name(header(message, "List-Id")),
        to_many=any(name in message for name in ("List-Id", "List-Unsubscribe", "List-Post")),
        sent=_sent(message),
        parts=tuple(_bodies(message)),
        pictures=pictures_of(parts),
        attachments=tuple(file_name for part in parts if (file_name := _attachment(part))),
        enclosed=tuple(_enclosed(message, depth)),
        message_id=message_id(message),
    )


def header(message: Message, name: str) -> str:
    """A header's text on one line, whatever way it was encoded; "" when it is missing."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = str(raw)[:_MAX_HEADER]
    try:
        text = text.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        text = markup.decode(text.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:
        pass  # text already: the parser was given no bytes
    return " ".join(_decoded(text).split())


def address_in(text: str) -> tuple[str, str]:
    """Display name and address of a sender; without an address the whole text is the name."""
    name, address = parseaddr(text)
    if "@" not in address:
        return ("" if "@" in text else text.strip("<>\" '")), ""
    return name.strip(), address.strip()


def message_id(message: Message) -> str:
    """What a message calls itself (RFC 5322 3.6.4), without angle brackets; "" when it has no such name."""
    return header(message, "Message-ID").split(" ")[0].strip("<>")[:MAX_MESSAGE_ID]


def list_name(text: str) -> str:
    """What a List-Id calls its list: the phrase before the identifier (RFC 2919)."""
    return text.partition("<")[0].strip(" \"'") if "<" in text else ""


def charset_decoded(body: bytes, charset: str) -> str:
    """A body as text. Charsets whose bytes all look like ASCII are believed, others only when the bytes allow it."""
    name = charset.strip("\"' ").lower()
    if name.startswith(_NOT_ASCII):
        try:
            return body.decode(name, "replace")
        except LookupError:
            pass
    return markup.decode(body, f"text/plain; charset={name}" if name else "")


def payload(part: Message) -> bytes:
    """The bytes of a part without its transfer encoding, as much of them as can be decoded."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def content_id(part: Message) -> str:
    """The identifier that `cid:` addresses name (RFC 2392)."""
    return header(part, "Content-ID").strip("<> ")


def pictures_of(parts: list[Message]) -> dict[str, Picture]:
    """The pictures among some parts by the addresses that HTML may have for them."""
    found: dict[str, Picture] = {}
    total = 0
    for part in parts:
        if part.get_content_maintype() not in ("image", "application") or len(found) >= MAX_PICTURES:
            continue
        addresses = [f"cid:{name}"] if (name := content_id(part)) else []
        addresses += [header(part, "Content-Location")] if "Content-Location" in part else []
        if not addresses or not (media_type := picture_type(content := payload(part))):
            continue
        total += len(content)
        if total > MAX_PICTURE_BYTES:
            break
        source = next((link for address in addresses if (link := safe_link(address))), "")
        found |= dict.fromkeys(addresses, Picture(content, media_type, source))
    return found


def picture_type(content: bytes) -> str:
    """The media type of a picture that can be shown, by its first bytes; "" for everything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for magic, media_type in _MAGIC if content.startswith(magic)), "")


def _decoded(text: str) -> str:
    """A header with encoded words (RFC 2047) read; one that is broken stays as it is."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(re.sub(r"\r?\n[ \t]+", " ", text))
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        piece if isinstance(piece, str) else charset_decoded(piece, charset or "") for piece, charset in pieces
    )


def _sent(message: Message) -> str:
    """When it was written, or, if nobody says that in a way that can be read, when the last server took it."""
    dates = [_plain(str(value)) for key, value in message.raw_items() if key.lower() == "date"]
    received = header(message, "Received").rpartition(";")[2]
    sent = [read_sent(text) for text in (*dates[:3], received)]
    return next((each for each in sent if "T" in each), next(filter(None, sent), ""))


def _plain(text: str) -> str:
    return text[:_MAX_HEADER].encode("ascii", "replace").decode("ascii")


def _children(message: Message) -> list[Message]:
    content = message.get_payload()
    if not isinstance(content, list):
        return []
    return [part for part in content[:MAX_PARTS] if isinstance(part, Message)]


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """The parts that hold content, enclosed messages not opened."""
    if message.get_content_type() == "message/rfc822":
        return
    if children := _children(message):
        if depth < MAX_DEPTH:
            for child in children:
                yield from _leaves(child, depth + 1)
    else:
        yield message


def _bodies(message: Message, depth: int = 0) -> Iterator[Part]:
    """The texts of a message in reading order, one of each set of alternatives."""
    kind = message.get_content_type()
    if depth > MAX_DEPTH or (kind.startswith("message/") and message.is_multipart()):
        return
    children = _children(message)
    if kind == "multipart/alternative":
        yield from _best([list(_bodies(child, depth + 1)) for child in _readable(children)])
    elif children:
        for child in children:
            yield from _bodies(child, depth + 1)
    elif kind in ("text/plain", "text/html", _ENRICHED, "multipart/mixed") and (not depth or not _is_attached(message)):
        yield _part(message, kind)


def _readable(alternatives: list[Message]) -> list[Message]:
    """The alternatives without text/enriched (RFC 1896), unless that is all there is."""
    others = [each for each in alternatives if each.get_content_type() != _ENRICHED]
    return others if any(each.get_content_maintype() in ("text", "multipart") for each in others) else alternatives


def _best(alternatives: list[list[Part]]) -> list[Part]:
    """The last that is marked up, as RFC 2046 5.1.4 has it; of plain ones the longest: some writers put a stub last."""
    found = [parts for parts in alternatives if any(part.text.strip() for part in parts)]
    marked_up = [parts for parts in found if any(part.is_html for part in parts)]
    return marked_up[-1] if marked_up else max(found, default=[], key=lambda parts: sum(len(p.text) for p in parts))


def _part(message: Message, kind: str) -> Part:
    text = charset_decoded(payload(message), message.get_content_charset() or "")
    if kind == _ENRICHED:
        text = re.sub(r"(?i)<param>[^<]*</param>|</?[a-z0-9-]{1,60}>", "", text).replace("<<", "<")
    flowed = str(message.get_param("format") or "").lower() == "flowed"
    looks_like_html = bool(re.match(r"\s*<(?:!doctype html|html)[\s>]", text[:200], re.IGNORECASE))
    return Part(text, kind == "text/html" or looks_like_html, flowed)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _attachment(part: Message) -> str:
    """The name of an attached file; "" for bodies and for pictures that stand in the text."""
    if part.get_content_maintype() in ("text", "multipart") and not _is_attached(part):
        return ""
    if part.get_content_maintype() == "image" and content_id(part):
        return ""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    return " ".join(_decoded(collapse_rfc2231_value(name)).split())[:200] or (
        part.get_content_type() if _is_attached(part) else ""
    )


def _enclosed(message: Message, depth: int) -> Iterator[Letter]:
    """The messages in a message, not those in them."""
    if depth > letter.MAX_DEPTH:
        return
    for part in _enclosing(message, 0):
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        if isinstance(first, Message):
            yield letter_of(_reparsed(part, first), depth + 1)


def _enclosing(message: Message, depth: int) -> Iterator[Message]:
    if message.get_content_type() == "message/rfc822":
        yield message
    elif depth < MAX_DEPTH:
        for child in _children(message):
            yield from _enclosing(child, depth + 1)


def _reparsed(part: Message, inner: Message) -> Message:
    """The message in a part that a program encoded, against RFC 2046 5.2.1, so that the parser could not read it."""
    encoding = header(part, "Content-Transfer-Encoding").lower()
    if encoding not in ("base64", "quoted-printable") or inner.items():
        return inner
    stand_in = Message()
    stand_in["Content-Transfer-Encoding"] = encoding
    stand_in.set_payload(inner.get_payload())
    try:
        return message_of(payload(stand_in))
    except (BinasciiError, MessageError):
        return inner
