"""The encrypted library: opening it with the key that this computer keeps, switching encryption on and off.

The key is 32 random bytes in the computer's key store, under a name made of the key's fingerprint, so that the library
may be moved or renamed and its backups open with the same key. The recovery key is that key in writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing import paths
from briefing.credentials import Credentials, Kept
from briefing.domain import recovery_key as keys
from briefing.domain.changes import Changes, Done
from briefing.domain.errors import BriefingError, ExportError
from briefing.store import opening
from briefing.store.database import Store


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What came of switching encryption on.

    Attributes:
        kept: where the key is from now on.
        plain_copies: backups that anybody can still read.
    """

    kept: Kept
    plain_copies: tuple[Path, ...]


def open_library(path: Path, credentials: Credentials, recovery_key: str = "", *, create: bool = True) -> Store:
    """Open a library, an encrypted one with the recovery key or, without one, with the key that is kept for it.

    A recovery key that opened the library is kept from then on, in the key store if there is one.

    Raises:
        LibraryLockedError: it is encrypted, and there is no key for it here, or another one was given.
        InvalidInputError: this is no recovery key.
        LibraryError: it cannot be opened for another reason.
    """
    locked = opening.locked_by(path.absolute())
    if locked is None:
        return Store.open(path, create=create)
    if recovery_key:
        store = Store.open(path, keys.read(recovery_key), create=False)
        credentials.save(_name(locked), keys.written(keys.read(recovery_key)))
        return store
    kept = credentials.load(_name(locked))
    return Store.open(path, keys.read(kept) if kept else None, create=False)


def suggest_key(_store: Store) -> str:
    """A new recovery key, to be written down before the library is encrypted with it."""
    return keys.written(keys.new_key())


def recovery_key(store: Store) -> str:
    """The recovery key of an encrypted library; "" when it is not encrypted."""
    return keys.written(store.key) if store.key is not None else ""


def kept(store: Store, credentials: Credentials) -> Kept | None:
    """Where the key of the open library is; None when it is not encrypted."""
    return credentials.where(_name(keys.fingerprint(store.key))) if store.key is not None else None


def save_key(store: Store, recovery_key: str, path: Path) -> Path:
    """Write a recovery key into a text file to print, which nobody else on this computer can read.

    Raises:
        ExportError: the file cannot be written.
    """
    day = datetime.now().astimezone().strftime("%Y-%m-%d")
    groups = recovery_key.split("-")
    lines = ["  ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    text = (
        f"Briefing: recovery key\n\nLibrary:  {store.path.name}\nDate:     {day}\n\n"
        + "".join(f"    {line}\n" for line in lines)
        + "\nThis key opens the library and its backups when the computer has lost its own key. Type it, or paste\n"
        "the line below, where Briefing asks for it. Print this page, keep it in a safe place, and delete the file.\n\n"
        f"{recovery_key}\n"
    )
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"The recovery key could not be saved as “{path}”: {error.strerror}. Please choose another place."
        ) from error
    return path


def encrypt(store: Store, recovery_key: str, credentials: Credentials) -> Done[Encrypted]:
    """Encrypt the library; its key is kept before the library needs it.

    Raises:
        LibraryError: it could not be encrypted and is as it was.
    """
    key = keys.read(recovery_key)
    name = _name(keys.fingerprint(key))
    kept = credentials.save(name, keys.written(key))
    try:
        store.rekey(key)
    except BriefingError:
        credentials.forget(name)
        raise
    return Done(Encrypted(kept, plain_copies(store.path)), Changes())


def decrypt(store: Store) -> Done[None]:
    """Make the library readable without a key. Its key stays kept: older backups still need it.

    Raises:
        LibraryError: it could not be decrypted and is as it was.
    """
    store.rekey(None)
    return Done(None, Changes())


def plain_copies(path: Path) -> tuple[Path, ...]:
    """The backups beside a library and in its folder of backups that are not encrypted."""
    found = [*path.parent.glob(f"*{path.suffix}"), *paths.backup_folder(path).glob(f"*{path.suffix}")]
    return tuple(sorted(copy for copy in found if copy != path and copy.is_file() and opening.is_plain(copy)))


def _name(fingerprint: bytes) -> str:
    return f"library:{fingerprint.hex()}"
