"""Looking for newsletters: new letters of mailboxes and watched folders become incoming items.

Mailboxes are read on from where they were left; a batch of letters and the place behind it are kept in one short
transaction, so that what was interrupted goes on where it stopped, and nothing comes in twice.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from briefing.credentials import Credentials
from briefing.domain.articles import Capture
from briefing.domain.changes import Changes, Done
from briefing.domain.errors import BriefingError, Cancelled, CaptureError, OfflineError
from briefing.domain.feeds import IncomingDraft
from briefing.domain.mailboxes import Mailbox, SeenFile, WatchedFolder, WatchedFolderId
from briefing.operations import network
from briefing.operations.newsletters import password_of, sources
from briefing.sources import mailbox, watched
from briefing.sources.imap import Login
from briefing.sources.mailbox import Head
from briefing.sources.watched import Look, Stamp
from briefing.store import incoming, mailboxes
from briefing.store.database import Store, Write

PURPOSE = "Check newsletters"
FIRST = 100
"""Messages of a folder that are looked at when it is read for the first time, the newest."""

MOST = 500
"""Messages of a folder that are looked at in one check; the rest comes in with the next."""

BATCH = 10
NAMED = 3
"""Letters that could not be read and are named in the sentence about them."""

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]
Looks = Mapping[WatchedFolderId, Look]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check brought.

    Attributes:
        new: letters that came in. problems: sentences about mailboxes and folders that could not be read.
        looks: what lies in the folders and may still be being written; the next check wants it.
        cancelled: it was stopped; the rest comes in with the next one.
    """

    new: int = 0
    problems: tuple[str, ...] = ()
    looks: Looks = field(default_factory=dict)
    cancelled: bool = False

    @property
    def waiting(self) -> bool:
        """Whether a file is to be looked at again in a moment."""
        return any(look.waiting for look in self.looks.values())


def check(
    store: Store,
    credentials: Credentials,
    *,
    looks: Looks | None = None,
    folders_only: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Checked]:
    """Look into every mailbox and folder that is not paused.

    Args:
        looks: what the last check found in the folders.
        folders_only: ask no server.
        progress: called with mailboxes and folders done, and all of them.
    """
    errand = _Errand(store, credentials, looks or {}, cancel)
    found = sources(store)
    due: list[Mailbox | WatchedFolder] = [folder for folder in found.folders if not folder.paused]
    due += [] if folders_only else [one for one in found.mailboxes if not one.paused]
    try:
        for number, one in enumerate(due):
            if progress:
                progress(number, len(due))
            if isinstance(one, Mailbox):
                errand.read_mailbox(one)
            else:
                errand.read_folder(one)
    except Cancelled:
        return Done(errand.checked(cancelled=True), errand.changes)
    return Done(errand.checked(), errand.changes)


def is_allowed(senders: Sequence[str], address: str) -> bool:
    """Whether letters from an address come in: all do when none is named; "@example.org" names a whole domain."""
    address = address.casefold()
    domain = address.rpartition("@")[2]
    return not senders or any(
        sender == address or (sender[:1] == "@" and f".{domain}".endswith(f".{sender[1:]}")) for sender in senders
    )


class _Errand:
    """One check, with what it brought so far."""

    def __init__(self, store: Store, credentials: Credentials, looks: Looks, cancel: Cancel | None) -> None:
        self._store, self._credentials, self._cancel = store, credentials, cancel
        self._before = looks
        self._looks: dict[WatchedFolderId, Look] = {}
        self._new = 0
        self._problems: list[str] = []
        self.changes = Changes()

    def checked(self, *, cancelled: bool = False) -> Checked:
        """What it brought."""
        return Checked(self._new, tuple(dict.fromkeys(self._problems)), self._looks, cancelled)

    def read_mailbox(self, one: Mailbox) -> None:
        """Read one mailbox on; what goes wrong is kept with it."""
        try:
            login = Login(one.host, one.port, one.security, one.user, password_of(self._credentials, one))
            with mailbox.opened(network.line(self._store, PURPOSE), login, self._cancel) as box:
                unread = self._read_on(one, box)
        except Cancelled:
            raise
        except OfflineError as error:
            self._problems.append(str(error))  # not the mailbox's fault
        except BriefingError as error:
            self._problems.append(str(error))
            self._note(one, str(error))
        else:
            self._problems += unread
            self._note(one, _named(unread))

    def read_folder(self, one: WatchedFolder) -> None:
        """Read what is new in a folder; what goes wrong is kept with it."""
        with self._store.read() as session:
            seen = mailboxes.seen(session, one.id)
        stamps = {path: Stamp(file.size, file.modified_ns) for path, file in seen.items()}
        try:
            look = watched.look(Path(one.path), stamps, self._before.get(one.id))
        except CaptureError as error:
            self._problems.append(str(error))
            self._saw(one, [], [], str(error))
            return
        self._looks[one.id] = look
        files: list[SeenFile] = []
        drafts: list[tuple[str, IncomingDraft]] = []
        unread: list[str] = []
        for path in look.ready:
            try:
                capture, file = watched.read(path, self._cancel)
            except CaptureError as error:
                unread.append(str(error))
                continue
            files.append(file)
            drafts.append((_source(capture, path.name), _draft(capture, f"sha256:{file.sha256}")))
            if len(files) >= BATCH:
                self._saw(one, files, drafts, _named(unread))
                files, drafts = [], []
        self._problems += unread
        self._saw(one, files, drafts, _named(unread))

    def _read_on(self, one: Mailbox, box: mailbox.Mailbox) -> list[str]:
        folder = box.open(one.folder)
        if one.last_uid and one.uid_validity == folder.uid_validity:
            heads = box.after(one.last_uid, MOST)
        else:  # never read, or numbered anew (RFC 3501 2.3.1.1): what came in already is known by its name
            heads = box.newest(folder, MOST if one.last_uid else FIRST)
        unread: list[str] = []
        for start in range(0, len(heads), BATCH):
            batch = heads[start : start + BATCH]
            drafts = list(self._drafts(one, box, batch, unread))
            with self._store.write("") as write:
                self._put(write, drafts)
                mailboxes.advance(
                    write.session, one.id, at=datetime.now(UTC), uid_validity=folder.uid_validity,
                    last_uid=batch[-1].uid, error=_named(unread),
                )  # fmt: skip
            self.changes |= write.changes
        return unread

    def _drafts(
        self, one: Mailbox, box: mailbox.Mailbox, heads: Sequence[Head], unread: list[str]
    ) -> Iterable[tuple[str, IncomingDraft]]:
        for head in heads:
            if not is_allowed(one.senders, head.address):
                continue
            if head.size > mailbox.MAX_MESSAGE_BYTES:
                unread.append(f"“{head.subject[:80]}” is larger than 20 MB. Open it in your mail program.")
                continue
            body = box.message(head.uid)
            try:
                capture = mailbox.read(body, head, self._cancel)
            except CaptureError as error:
                unread.append(str(error))
                continue
            digest = hashlib.sha256(body).hexdigest()
            yield _source(capture, head.source), _draft(capture, head.message_id or f"sha256:{digest}")

    def _put(self, write: Write, drafts: Sequence[tuple[str, IncomingDraft]]) -> None:
        for source, group in groupby(sorted(drafts, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
            self._new += incoming.put(write.session, None, source, [draft for _, draft in group], at=datetime.now(UTC))

    def _note(self, one: Mailbox, error: str) -> None:
        with self._store.write("") as write:
            mailboxes.advance(write.session, one.id, at=datetime.now(UTC), error=error)
        self.changes |= write.changes

    def _saw(
        self,
        one: WatchedFolder,
        files: Sequence[SeenFile],
        drafts: Sequence[tuple[str, IncomingDraft]],
        error: str,
    ) -> None:
        with self._store.write("") as write:
            self._put(write, drafts)
            mailboxes.saw(write.session, one.id, files, at=datetime.now(UTC), error=error)
        self.changes |= write.changes


def _draft(capture: Capture, guid: str) -> IncomingDraft:
    return IncomingDraft(
        guid=capture.message_id or guid,
        title=capture.title,
        authors=capture.authors,
        published=capture.published,
        capture=capture,
    )


def _source(capture: Capture, otherwise: str) -> str:
    """Whose letter it is: the publication, else the person, else what its head or file says."""
    return capture.outlet or ", ".join(capture.authors[:2]) or otherwise


def _named(problems: Sequence[str]) -> str:
    """The first few of some sentences, and how many more there are."""
    more = len(problems) - NAMED
    return " ".join([*problems[:NAMED], *([f"{more} more could not be read."] if more > 0 else [])])
