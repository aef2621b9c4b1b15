"""The encrypted library as a person meets it: the key store opens it, the recovery key does when that has lost it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest

from briefing.cli import main
from briefing.credentials import Credentials, Kept
from briefing.domain.errors import InvalidInputError, LibraryLockedError
from briefing.operations import encryption, maintain
from briefing.store import rekeying
from briefing.store.database import Store
from tests.store.making import dump, put_one

ROUND_TRIP = """
import sys
from pathlib import Path
from briefing.credentials import Credentials, Kept
from briefing.operations import encryption

path = Path(sys.argv[1])
if sys.argv[2] == "encrypt":
    store = encryption.open_library(path, Credentials())
    done = encryption.encrypt(store, encryption.suggest_key(store), Credentials())
    assert done.value.kept is Kept.KEY_STORE, done
else:
    store = encryption.open_library(path, Credentials())
print(encryption.recovery_key(store))
store.close()
"""


class KeyStore(keyring.backend.KeyringBackend):
    """A key store in a dictionary."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def key_store() -> Iterator[KeyStore]:
    """A key store that works."""
    before = keyring.get_keyring()
    working = KeyStore()
    keyring.set_keyring(working)
    yield working
    keyring.set_keyring(before)


def _encrypt(store: Store, credentials: Credentials) -> str:
    key = encryption.suggest_key(store)
    encryption.encrypt(store, key, credentials)
    return key


def test_the_key_store_opens_it_wherever_it_is_moved(key_store: KeyStore, store: Store, tmp_path: Path) -> None:
    put_one(store)
    before = dump(store)
    key = _encrypt(store, Credentials())
    assert encryption.recovery_key(store) == key
    copy = maintain.backup(store)
    store.close()
    moved = store.path.rename(tmp_path / "renamed.briefing-library")
    for path in (moved, copy):
        again = encryption.open_library(path, Credentials())
        assert dump(again) == before
        again.close()


def test_the_recovery_key_opens_it_and_is_kept_again(key_store: KeyStore, store: Store) -> None:
    key = _encrypt(store, Credentials())
    store.close()
    key_store.kept.clear()
    with pytest.raises(LibraryLockedError, match="recovery key"):
        encryption.open_library(store.path, Credentials())
    with pytest.raises(InvalidInputError, match="slip"):
        encryption.open_library(store.path, Credentials(), key[:-1] + ("4" if key[-1] != "4" else "8"))
    with pytest.raises(LibraryLockedError, match="another library"):
        encryption.open_library(store.path, Credentials(), encryption.suggest_key(store))
    assert not key_store.kept, "a key that opened nothing is not kept"
    encryption.open_library(store.path, Credentials(), key.lower()).close()
    encryption.open_library(store.path, Credentials()).close()


def test_without_a_key_store_it_stays_open_until_quit(store: Store) -> None:
    credentials = Credentials()
    done = encryption.encrypt(store, encryption.suggest_key(store), credentials)
    assert done.value.kept is Kept.UNTIL_QUIT
    store.close()
    encryption.open_library(store.path, credentials).close()
    with pytest.raises(LibraryLockedError):
        encryption.open_library(store.path, Credentials())


def test_copies_that_anybody_can_read_are_named(key_store: KeyStore, store: Store) -> None:
    old = maintain.backup(store)
    done = encryption.encrypt(store, encryption.suggest_key(store), Credentials())
    assert done.value.plain_copies == (old,)
    assert maintain.backup(store, store.path.parent / "new.briefing-library") not in encryption.plain_copies(store.path)


def test_encryption_can_be_taken_off_again_and_old_backups_still_open(key_store: KeyStore, store: Store) -> None:
    put_one(store)
    before = dump(store)
    _encrypt(store, Credentials())
    backup = maintain.backup(store)
    encryption.decrypt(store)
    assert encryption.recovery_key(store) == ""
    assert dump(store) == before
    store.close()
    encryption.open_library(store.path, Credentials()).close()
    encryption.open_library(backup, Credentials()).close()


def test_a_failure_leaves_no_key_behind(key_store: KeyStore, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rekeying, "replace", fail)
    with pytest.raises(Exception, match="No space left"):
        _encrypt(store, Credentials())
    assert not key_store.kept
    assert dump(store)


def test_the_command_line_takes_the_recovery_key(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_one(store)
    key = _encrypt(store, Credentials())
    store.close()
    saved = tmp_path / "key.txt"
    saved.write_text(f"Recovery key of my library:\n\n  {key}\n")
    there = ["--library", str(store.path)]
    assert main(["list", *there]) == 1
    assert "recovery key" in capsys.readouterr().err
    assert main(["list", *there, "--recovery-key-file", str(saved)]) == 0
    assert "Markets fall" in capsys.readouterr().out
    assert main(["list", *there, "--recovery-key-file", str(tmp_path / "absent")]) == 1
    monkeypatch.setenv("BRIEFING_RECOVERY_KEY", key)
    assert main(["search", "weather", *there]) == 0
    assert key not in capsys.readouterr().out


def test_a_real_key_store_opens_it_in_another_process(store: Store, tmp_path: Path) -> None:
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed here: apt install gnome-keyring dbus")
    put_one(store)
    before = dump(store)
    store.close()
    script = (
        "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 9\n"
        'for what in encrypt open; do "$1" -c "$2" "$3" $what || exit 8; done\n'
    )
    folders = {name: tmp_path / name.lower() for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, ROUND_TRIP, str(store.path)],
        env=environment | {name: str(folder) for name, folder in folders.items()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split()
    assert first == second
    again = encryption.open_library(store.path, Credentials(), first)
    assert dump(again) == before
    again.close()
