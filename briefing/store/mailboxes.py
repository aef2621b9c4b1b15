"""Mailboxes and watched folders: chosen, changed, read on from where they were left, removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_replace
from sqlalchemy.orm import Session

from briefing.domain.changes import Changes
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.mailboxes import Mailbox, MailboxId, Security, SeenFile, WatchedFolder, WatchedFolderId
from briefing.store import changelog
from briefing.store.schema import MailboxRow, WatchedFileRow, WatchedFolderRow
from briefing.store.uids import new_uid

_FIELDS = ("host", "port", "user", "folder", "security", "senders", "paused")
_CHOSEN = ("host", "user", "folder")


def add(
    session: Session,
    host: str,
    port: int,
    user: str,
    *,
    folder: str = "INBOX",
    security: Security = Security.TLS,
    senders: Sequence[str] = (),
) -> MailboxId:
    """Read a folder of a mailbox from now on. Its password belongs in the keyring, never here.

    Raises:
        InvalidInputError: a value cannot be used, or this folder is read already.
    """
    values = {"host": host, "port": port, "user": user, "folder": folder, "security": security, "senders": senders}
    checked = {name: _checked(name, value) for name, value in values.items()}
    _refuse_second(session, checked, None)
    row = insert(MailboxRow).values(uid=new_uid(), **checked)
    return MailboxId(session.scalars(row.returning(MailboxRow.id)).one())


def all_mailboxes(session: Session) -> list[Mailbox]:
    """Every mailbox, by user and folder."""
    order = (MailboxRow.user, MailboxRow.folder, MailboxRow.id)
    return [_mailbox(row) for row in session.scalars(select(MailboxRow).order_by(*order))]


def get(session: Session, mailbox_id: MailboxId) -> Mailbox:
    """A mailbox.

    Raises:
        NotFoundError: there is no such mailbox.
    """
    return _mailbox(_row(session, mailbox_id))


def set_fields(session: Session, mailbox_id: MailboxId, **values: Any) -> None:
    """Change host, port, user, folder, security, senders or paused. Another folder is read from its beginning.

    Raises:
        NotFoundError: there is no such mailbox.
        InvalidInputError: a value cannot be used, or this folder is read already; nothing was changed.
    """
    row = _row(session, mailbox_id)
    if unknown := set(values).difference(_FIELDS):
        raise InvalidInputError(f"“{unknown.pop()}” is not a field of a mailbox that can be changed.")
    changed = {name: _checked(name, value) for name, value in values.items()}
    chosen = {name: changed.get(name, getattr(row, name)) for name in _CHOSEN}
    _refuse_second(session, chosen, mailbox_id)
    if any(getattr(row, name) != value for name, value in chosen.items()):
        changed |= {"uid_validity": 0, "last_uid": 0}
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()


def remove(session: Session, mailbox_id: MailboxId) -> None:
    """Read a mailbox no more. What came in stays."""
    session.execute(delete(MailboxRow).where(MailboxRow.id == mailbox_id))


def advance(
    session: Session,
    mailbox_id: MailboxId,
    *,
    at: datetime,
    uid_validity: int | None = None,
    last_uid: int | None = None,
    error: str = "",
) -> None:
    """Keep how far a mailbox was read, and what went wrong. Undo never takes it back."""
    values: dict[str, Any] = {"checked_at": at, "error": error}
    if uid_validity is not None:
        values["uid_validity"] = uid_validity
    if last_uid is not None:
        values["last_uid"] = last_uid
    session.execute(update(MailboxRow).where(MailboxRow.id == mailbox_id).values(values))
    changelog.touch(session, Changes(feeds=True))


def add_folder(session: Session, path: str) -> WatchedFolderId:
    """Watch a folder of this computer from now on.

    Raises:
        InvalidInputError: it is watched already.
    """
    if session.scalar(select(WatchedFolderRow.id).where(WatchedFolderRow.path == path)) is not None:
        raise InvalidInputError(f"“{path}” is watched already.")
    row = insert(WatchedFolderRow).values(uid=new_uid(), path=path)
    return WatchedFolderId(session.scalars(row.returning(WatchedFolderRow.id)).one())


def all_folders(session: Session) -> list[WatchedFolder]:
    """Every watched folder, by path."""
    found = session.scalars(select(WatchedFolderRow).order_by(WatchedFolderRow.path))
    return [WatchedFolder(WatchedFolderId(row.id), row.path, row.checked_at, row.error, row.paused) for row in found]


def pause_folder(session: Session, folder_id: WatchedFolderId, paused: bool) -> None:
    """Look into a folder no more for a while, or again."""
    session.execute(update(WatchedFolderRow).where(WatchedFolderRow.id == folder_id).values(paused=paused))


def remove_folder(session: Session, folder_id: WatchedFolderId) -> None:
    """Watch a folder no more. Its files and what came in stay."""
    session.execute(delete(WatchedFolderRow).where(WatchedFolderRow.id == folder_id))


def seen(session: Session, folder_id: WatchedFolderId) -> dict[str, SeenFile]:
    """The files of a folder that were read, by path."""
    rows = session.scalars(select(WatchedFileRow).where(WatchedFileRow.folder_id == folder_id))
    return {row.path: SeenFile(row.path, row.size, row.modified_ns, row.sha256) for row in rows}


def saw(
    session: Session, folder_id: WatchedFolderId, files: Sequence[SeenFile], *, at: datetime, error: str = ""
) -> None:
    """Keep which files of a folder were read just now, and what went wrong. Undo never takes it back."""
    for file in files:
        facts = {"size": file.size, "modified_ns": file.modified_ns, "sha256": file.sha256}
        row = insert_or_replace(WatchedFileRow).values(folder_id=folder_id, path=file.path, **facts)
        session.execute(row.on_conflict_do_update(index_elements=["folder_id", "path"], set_=facts))
    found = update(WatchedFolderRow).where(WatchedFolderRow.id == folder_id)
    session.execute(found.values(checked_at=at, error=error))
    changelog.touch(session, Changes(feeds=True))


def _mailbox(row: MailboxRow) -> Mailbox:
    return Mailbox(
        id=MailboxId(row.id),
        host=row.host,
        port=row.port,
        user=row.user,
        folder=row.folder,
        security=Security(row.security),
        senders=tuple(row.senders),
        uid_validity=row.uid_validity,
        last_uid=row.last_uid,
        checked_at=row.checked_at,
        error=row.error,
        paused=row.paused,
    )


def _checked(name: str, value: Any) -> Any:
    match name:
        case "port":
            if not 0 < int(value) < 65536:
                raise InvalidInputError(f"“{value}” is not a port. Mail servers usually answer at 993.")
            return int(value)
        case "security":
            return Security(value).value
        case "senders":
            return list(dict.fromkeys(sender.strip().casefold() for sender in value if sender.strip()))
        case "paused":
            return bool(value)
    if not (text := str(value).strip()):
        raise InvalidInputError("A mailbox needs a server, a user name and a folder. Please type them.")
    return text


def _refuse_second(session: Session, chosen: dict[str, Any], mailbox_id: MailboxId | None) -> None:
    same = [getattr(MailboxRow, name) == chosen[name] for name in _CHOSEN]
    found = session.scalar(select(MailboxRow.id).where(*same))
    if found is not None and found != mailbox_id:
        raise InvalidInputError(f"The folder “{chosen['folder']}” of {chosen['user']} is read already.")


def _row(session: Session, mailbox_id: MailboxId) -> MailboxRow:
    row = session.get(MailboxRow, mailbox_id)
    if row is None:
        raise NotFoundError("This mailbox is no longer in the library.")
    return row
