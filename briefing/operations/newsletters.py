"""Where newsletters come from: mailboxes and watched folders, chosen, changed and removed. `letters` looks into them.

The password of a mailbox goes to `credentials` and from there to the server, nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.credentials import Credentials, Kept
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.mailboxes import Mailbox, MailboxId, Security, WatchedFolder, WatchedFolderId
from briefing.operations import network
from briefing.sources import mail_hosts, mailbox, watched
from briefing.sources.imap import Login
from briefing.sources.mail_hosts import Preset, Way
from briefing.store import mailboxes
from briefing.store.database import Store

__all__ = [
    "Added", "Preset", "Sender", "Server", "Sources", "Way", "add_mailbox", "connect", "pause_folder", "pause_mailbox",
    "preset", "remove_folder", "remove_mailbox", "senders", "set_password", "set_senders", "sources", "watch_folder",
]  # fmt: skip

CONNECT = "Connect to your mailbox"
"""Why a server is asked when a mailbox is set up, as the list of requests says it."""

SAMPLE = 300
"""The newest messages of a folder among which senders are looked for."""

Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Server:
    """A mailbox as the person describes it, without its password."""

    host: str
    port: int
    security: Security
    user: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who writes into a folder.

    Attributes:
        letters: how many of the newest messages are theirs. is_newsletter: they write to many at once.
        latest: ISO 8601 moment of their last letter, "" when unknown.
    """

    address: str
    name: str
    letters: int
    is_newsletter: bool
    latest: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything newsletters come from."""

    mailboxes: tuple[Mailbox, ...] = ()
    folders: tuple[WatchedFolder, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A mailbox that is read from now on, and where its password is kept."""

    mailbox_id: MailboxId
    kept: Kept


def preset(_store: Store | None, address: str) -> Preset | None:
    """How the mailbox of an e-mail address is probably reached; None while it is no address. Asks nobody."""
    return mail_hosts.preset(address)


def sources(store: Store) -> Sources:
    """All mailboxes and watched folders."""
    with store.read() as session:
        return Sources(tuple(mailboxes.all_mailboxes(session)), tuple(mailboxes.all_folders(session)))


def connect(store: Store, server: Server, password: str, *, cancel: Cancel | None = None) -> list[str]:
    """Sign in and give the names of the folders.

    Raises:
        FetchError, InvalidInputError: a sentence for what is wrong. Cancelled: `cancel` said so.
    """
    with mailbox.opened(network.line(store, CONNECT), _login(server, password), cancel) as box:
        return box.folders()


def senders(store: Store, server: Server, password: str, folder: str, *, cancel: Cancel | None = None) -> list[Sender]:
    """Who wrote into a folder lately: those who write to many first, then by the number of their letters.

    Raises:
        FetchError, InvalidInputError: a sentence for what is wrong. Cancelled: `cancel` said so.
    """
    with mailbox.opened(network.line(store, CONNECT), _login(server, password), cancel) as box:
        heads = box.newest(box.open(folder), SAMPLE)
    found: dict[str, Sender] = {}
    for head in filter(lambda head: head.address, heads):
        was = found.get(head.address)
        found[head.address] = Sender(
            head.address,
            head.sender or (was.name if was else ""),
            (was.letters if was else 0) + 1,
            head.to_many or bool(was and was.is_newsletter),
            head.sent or (was.latest if was else ""),
        )
    return sorted(found.values(), key=lambda s: (not s.is_newsletter, -s.letters, s.address))


def senders_of(
    store: Store, credentials: Credentials, mailbox_id: MailboxId, *, cancel: Cancel | None = None
) -> list[Sender]:
    """Who wrote lately into the folder of a mailbox that is read already.

    Raises:
        FetchError, InvalidInputError: a sentence for what is wrong. Cancelled: `cancel` said so.
    """
    with store.read() as session:
        found = mailboxes.get(session, mailbox_id)
    server = Server(found.host, found.port, found.security, found.user)
    return senders(store, server, password_of(credentials, found), found.folder, cancel=cancel)


def add_mailbox(
    store: Store, credentials: Credentials, server: Server, password: str, folder: str, allowed: Sequence[str]
) -> Done[Added]:
    """Read a folder of a mailbox from now on.

    Args:
        allowed: addresses, or domains that begin with "@", whose letters come in; none for all.

    Raises:
        InvalidInputError: it is read already, or something is missing.
    """
    with store.write("Add mailbox") as write:
        mailbox_id = mailboxes.add(
            write.session, server.host, server.port, server.user,
            folder=folder, security=server.security, senders=allowed,
        )  # fmt: skip
    kept = credentials.save(secret_name(server.host, server.port, server.user), password)
    return Done(Added(mailbox_id, kept), write.changes)


def set_password(store: Store, credentials: Credentials, mailbox_id: MailboxId, password: str) -> Done[Kept]:
    """Keep another password for a mailbox.

    Raises:
        NotFoundError: there is no such mailbox. InvalidInputError: there is no password.
    """
    if not password:
        raise InvalidInputError("Type the password of the mailbox.")
    with store.read() as session:
        found = mailboxes.get(session, mailbox_id)
    return Done(credentials.save(secret_name(found.host, found.port, found.user), password))


def set_senders(store: Store, mailbox_id: MailboxId, allowed: Sequence[str]) -> Done[None]:
    """Choose whose letters come in; none for everybody's. The next check looks at the last letters again.

    Raises:
        NotFoundError: there is no such mailbox.
    """
    with store.write("Choose senders") as write:
        before = mailboxes.get(write.session, mailbox_id)
        mailboxes.set_fields(write.session, mailbox_id, senders=allowed)
        if before.checked_at is not None:  # what came in already does not come again
            mailboxes.advance(write.session, mailbox_id, at=before.checked_at, last_uid=0, error=before.error)
    return Done(None, write.changes)


def pause_mailbox(store: Store, mailbox_id: MailboxId, paused: bool) -> Done[None]:
    """Look into a mailbox no more for a while, or again.

    Raises:
        NotFoundError: there is no such mailbox.
    """
    with store.write("Pause mailbox" if paused else "Check mailbox again") as write:
        mailboxes.set_fields(write.session, mailbox_id, paused=paused)
    return Done(None, write.changes)


def remove_mailbox(store: Store, credentials: Credentials, mailbox_id: MailboxId) -> Done[None]:
    """Read a mailbox no more and forget its password, unless another of its folders is read. What came in stays.

    Raises:
        NotFoundError: there is no such mailbox.
    """
    with store.write("Remove mailbox") as write:
        gone = mailboxes.get(write.session, mailbox_id)
        mailboxes.remove(write.session, mailbox_id)
        left = mailboxes.all_mailboxes(write.session)
    if not any((m.host, m.port, m.user) == (gone.host, gone.port, gone.user) for m in left):
        credentials.forget(secret_name(gone.host, gone.port, gone.user))
    return Done(None, write.changes)


def watch_folder(store: Store, folder: Path) -> Done[WatchedFolderId]:
    """Watch a folder of this computer from now on; the letters that lie in it come in as well.

    Raises:
        CaptureError: it cannot be read. InvalidInputError: it is watched already.
    """
    folder = folder.expanduser().absolute()
    watched.look(folder, {})
    with store.write("Watch a folder") as write:
        folder_id = mailboxes.add_folder(write.session, str(folder))
    return Done(folder_id, write.changes)


def pause_folder(store: Store, folder_id: WatchedFolderId, paused: bool) -> Done[None]:
    """Look into a folder no more for a while, or again."""
    with store.write("Pause watched folder" if paused else "Watch folder again") as write:
        mailboxes.pause_folder(write.session, folder_id, paused)
    return Done(None, write.changes)


def remove_folder(store: Store, folder_id: WatchedFolderId) -> Done[None]:
    """Watch a folder no more. Its files and what came in stay."""
    with store.write("Watch a folder no more") as write:
        mailboxes.remove_folder(write.session, folder_id)
    return Done(None, write.changes)


def password_of(credentials: Credentials, found: Mailbox) -> str:
    """The password that is kept for a mailbox.

    Raises:
        InvalidInputError: there is none, or its key store is locked.
    """
    password = credentials.load(secret_name(found.host, found.port, found.user))
    if not password:
        raise InvalidInputError(
            f"The password of {found.user} is not kept on this computer (any more). Type it again under Newsletters."
        )
    return password


def secret_name(host: str, port: int, user: str) -> str:
    """The name under which the password of a mailbox is kept."""
    return f"imap:{user}@{host}:{port}"


def _login(server: Server, password: str) -> Login:
    return Login(server.host.strip(), server.port, server.security, server.user.strip(), password)
