"""Where newsletters come from: folders of mailboxes, and folders of this computer that are watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

MailboxId = NewType("MailboxId", int)
WatchedFolderId = NewType("WatchedFolderId", int)


class Security(StrEnum):
    """How the connection to a mail server is protected. NONE is for a server on this computer."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder of a mailbox that is read, and never changed. Its password is in the system's keyring alone.

    Attributes:
        senders: addresses, or domains that begin with "@", whose letters come in; empty for all.
        uid_validity, last_uid: how far it was read (RFC 3501 2.3.1.1); 0 for not yet.
        error: what went wrong at the last check, a sentence; "" for nothing.
    """

    id: MailboxId
    host: str
    port: int
    user: str
    folder: str = "INBOX"
    security: Security = Security.TLS
    senders: tuple[str, ...] = ()
    uid_validity: int = 0
    last_uid: int = 0
    checked_at: datetime | None = None
    error: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder of this computer whose new letters come in."""

    id: WatchedFolderId
    path: str
    checked_at: datetime | None = None
    error: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a watched folder that has been read. `modified_ns` are nanoseconds since 1970."""

    path: str
    size: int
    modified_ns: int
    sha256: str
