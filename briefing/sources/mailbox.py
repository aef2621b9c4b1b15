"""A mailbox on a mail server, looked into and never touched: folders, senders, messages.

Folders are opened with EXAMINE and texts fetched with BODY.PEEK (RFC 3501 6.3.2, 6.4.5), so that no message is marked
as read, moved or changed by it. Each connection is one entry of the network ledger.
"""

from __future__ import annotations

import base64
import binascii
import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from briefing.domain.articles import Capture
from briefing.domain.errors import FetchError, InvalidInputError, SignInError
from briefing.domain.mailboxes import Security
from briefing.sources import documents, mail, mail_hosts
from briefing.sources.imap import COMMAND_SECONDS, Cancel, Connection, Login, TooLargeError, TooSlowError, told
from briefing.sources.letter_dates import read_sent
from briefing.sources.mail_hosts import Way
from briefing.sources.network import Line

MAX_MESSAGE_BYTES = 20_000_000
"""A newsletter with its pictures; larger messages are passed over, and said so."""

MAX_HEADER_BYTES = 200_000
HEADS_AT_ONCE = 100
_FIELDS = "FROM SENDER SUBJECT DATE MESSAGE-ID LIST-ID LIST-UNSUBSCRIBE"
_LIST = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:[^"\\]|\\.)"|NIL) (?P<name>.*)', re.DOTALL)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


@dataclass(frozen=True, slots=True)
class Folder:
    """An opened folder. UIDs mean something only together with `uid_validity` (RFC 3501 2.3.1.1)."""

    name: str
    uid_validity: int
    messages: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a message says about itself before its text is fetched.

    Attributes:
        size: bytes of the whole message.
        sender: display name. address: in small letters. list_name: what its mailing list calls itself.
        to_many: whether it came from a list or a bulk mailer.
        sent: ISO 8601, "" when unknown. message_id: without angle brackets.
    """

    uid: int
    size: int
    sender: str
    address: str
    list_name: str
    to_many: bool
    subject: str
    sent: str
    message_id: str

    @property
    def source(self) -> str:
        """Whose letter it is, for people: the list's name, the sender's, or the address."""
        return self.list_name or self.sender or self.address


class Mailbox:
    """An open mailbox, good for reading alone."""

    def __init__(self, connection: Connection, login: Login) -> None:
        """Made by `opened`."""
        self._connection, self._login = connection, login

    def folders(self) -> list[str]:
        """The names of the folders that can be opened, INBOX first."""
        found = []
        for item in self._data("list", '""', "*"):
            line = b" ".join(item) if isinstance(item, tuple) else item
            if isinstance(line, bytes) and (entry := _LIST.match(line)) and b"noselect" not in entry["flags"].lower():
                name = item[1] if isinstance(item, tuple) else _unquoted(entry["name"])
                found.append(_from_modified_utf7(name.decode("ascii", "replace")))
        return sorted(set(found), key=lambda name: (name.upper() != "INBOX", name.casefold()))

    def open(self, name: str) -> Folder:
        """Open a folder for reading.

        Raises:
            FetchError: there is no such folder.
        """
        self._connection.allow(COMMAND_SECONDS)
        typ, data = self._connection.select(_quoted(_to_modified_utf7(name)), readonly=True)
        if typ != "OK":
            raise FetchError(f"There is no folder “{name}” on {self._login.host} (any more). Choose another one.")
        validity = self._connection.response("UIDVALIDITY")[1]
        return Folder(name, _number(validity), _number(data))

    def newest(self, folder: Folder, count: int) -> list[Head]:
        """The heads of the messages that came last, oldest first."""
        heads: list[Head] = []
        for start in range(max(1, folder.messages - count + 1), folder.messages + 1, HEADS_AT_ONCE):
            end = min(start + HEADS_AT_ONCE - 1, folder.messages)
            heads += self._heads(self._data("fetch", f"{start}:{end}", _wanted()))
        return heads

    def after(self, uid: int, limit: int) -> list[Head]:
        """The heads of the messages behind a UID, oldest first, `limit` at the most."""
        found = b" ".join(item for item in self._data("uid", "SEARCH", f"UID {uid + 1}:*") if isinstance(item, bytes))
        # "8:*" also names the last message when that is number 7 (RFC 3501 6.4.8).
        uids = sorted({int(word) for word in found.split() if word.isdigit() and int(word) > uid})[:limit]
        heads: list[Head] = []
        for start in range(0, len(uids), HEADS_AT_ONCE):
            wanted = ",".join(map(str, uids[start : start + HEADS_AT_ONCE]))
            heads += self._heads(self._data("uid", "FETCH", wanted, _wanted()))
        return heads

    def message(self, uid: int) -> bytes:
        """The whole text of a message; b"" when it is no longer there.

        Raises:
            FetchError: it is larger than `MAX_MESSAGE_BYTES`.
        """
        self._connection.largest = MAX_MESSAGE_BYTES
        items = self._data("uid", "FETCH", str(uid), "(UID BODY.PEEK[])")
        bodies = [text for about, text in _texts(items) if (named := _UID.search(about)) and int(named[1]) == uid]
        return bodies[0] if bodies else b""

    def _heads(self, items: Sequence[Any]) -> list[Head]:
        return sorted((head for about, text in _texts(items) if (head := _head(about, text))), key=lambda h: h.uid)

    def _data(self, command: str, *arguments: str) -> list[Any]:
        self._connection.allow(COMMAND_SECONDS)
        typ, data = getattr(self._connection, command)(*arguments)
        if typ != "OK":
            raise FetchError(f"{self._login.host} does not let its folders be read. Try again later.", retryable=True)
        return [item for item in data if item is not None]


@contextmanager
def opened(line: Line, login: Login, cancel: Cancel | None = None) -> Iterator[Mailbox]:
    """Sign in to a mailbox; the connection is ended with the block.

    Raises:
        FetchError: a sentence for whatever went wrong with the server, its certificate or the password.
        OfflineError: the person works offline. Cancelled: `cancel` said so.
        InvalidInputError: server, user or password cannot be what they are meant to be.
    """
    _check(login)
    with line.request("IMAP", login.url) as answer:
        connection: Connection | None = None
        try:
            connection = Connection(login, cancel)
            _sign_in(connection, login)
            yield Mailbox(connection, login)
            connection.allow(2.0)
            connection.logout()
        except (imaplib.IMAP4.error, OSError, TooSlowError, TooLargeError, UnicodeError) as error:
            raise told(error, login) from None  # what the server said may repeat what it was told
        finally:
            if connection is not None:
                answer.received = connection.received
                connection.shutdown()


def read(body: bytes, head: Head, cancel: Cancel | None = None) -> Capture:
    """The article that a message is.

    Raises:
        CaptureError: it holds nothing that can become one. Cancelled: `cancel` said so.
    """
    return documents.capture_bytes(body, name=f"{head.subject[:80] or 'message'}.eml", cancel=cancel)


def _check(login: Login) -> None:
    if not login.host.strip() or _CONTROL.search(login.host) or not 0 < login.port < 65_536:
        raise InvalidInputError("Name the server that keeps the mail, such as imap.example.org, and its port.")
    if not login.user.strip() or _CONTROL.search(login.user):
        raise InvalidInputError("Name the user as the mail server knows it; usually that is the e-mail address.")
    if not login.password or _CONTROL.search(login.password):
        raise InvalidInputError("Type the password of the mailbox.")


def _sign_in(connection: Connection, login: Login) -> None:
    if login.security is Security.STARTTLS:
        connection.allow(COMMAND_SECONDS)
        connection.secure()
    can = connection.capabilities
    connection.allow(COMMAND_SECONDS)
    plain = f"\0{login.user}\0{login.password}".encode()
    try:
        if "AUTH=PLAIN" in can:
            connection.authenticate("PLAIN", lambda _: plain)
        elif "LOGINDISABLED" not in can and f"{login.user}{login.password}".isascii():
            connection.login(_quoted(login.user), login.password)
        else:
            raise SignInError(_no_password(login))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise SignInError(_refused(login)) from None


def _refused(login: Login) -> str:
    known = mail_hosts.of_host(login.host)
    if known is not None and known.way is not Way.PASSWORD:
        return f"{login.host} did not take this password. {known.hint}"
    return (
        f"{login.host} did not take this user and password. Type them again; a mailbox with two-step sign-in wants "
        "a password made for this program, from its account’s settings."
    )


def _no_password(login: Login) -> str:
    known = mail_hosts.of_host(login.host)
    if known is not None and known.hint:
        return known.hint
    if login.security is Security.NONE:
        return f"{login.host} takes no password without encryption. Choose STARTTLS."
    return (
        f"{login.host} takes no password from programs, only its own sign-in page. Let a rule forward your newsletters "
        "to another mailbox, or save them into a watched folder."
    )


def _wanted() -> str:
    return f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({_FIELDS})])"


def _texts(items: Sequence[Any]) -> Iterator[tuple[bytes, bytes]]:
    """What stands around each text of a FETCH answer, and the text. `imaplib` gives pairs and loose ends."""
    for index, item in enumerate(items):
        if isinstance(item, tuple):
            behind = items[index + 1] if index + 1 < len(items) else b""
            yield item[0] + b" " + (behind if isinstance(behind, bytes) else b""), item[1]


def _head(about: bytes, text: bytes) -> Head | None:
    uid, size = _UID.search(about), _SIZE.search(about)
    if uid is None:
        return None
    message = mail.message_of(text[:MAX_HEADER_BYTES])
    sender, address = mail.address_in(mail.header(message, "From") or mail.header(message, "Sender"))
    return Head(
        int(uid[1]),
        int(size[1]) if size else 0,
        sender,
        address.casefold(),
        mail.list_name(mail.header(message, "List-Id")),
        any(name in message for name in ("List-Id", "List-Unsubscribe")),
        mail.header(message, "Subject"),
        read_sent(mail.header(message, "Date")),
        mail.message_id(message),
    )


def _number(data: Sequence[Any]) -> int:
    text = data[-1] if data else b""
    return int(text) if isinstance(text, bytes) and text.isdigit() else 0


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unquoted(name: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", name[1:-1]) if name[:1] == b'"' else name


def _from_modified_utf7(name: str) -> str:
    """A folder's name as people write it (RFC 3501 5.1.3)."""

    def read_run(match: re.Match[str]) -> str:
        if not match[1]:
            return "&"
        padded = match[1].replace(",", "/") + "=" * (-len(match[1]) % 4)
        try:
            return base64.b64decode(padded).decode("utf-16-be")
        except (binascii.Error, UnicodeDecodeError):
            return match[0]

    return _SHIFTED.sub(read_run, name)


def _to_modified_utf7(name: str) -> str:
    def write_run(match: re.Match[str]) -> str:
        packed = base64.b64encode(match[0].encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
        return f"&{packed}-"

    if _CONTROL.search(name):
        raise InvalidInputError("The name of a folder has no line breaks. Choose it from the list.")
    return re.sub(r"[^\x20-\x7e]+", write_run, name.replace("&", "&-"))
