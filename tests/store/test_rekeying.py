"""Encrypting a library and back: everything survives, nothing readable is left in the file, nothing half-done."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefing.domain.errors import (
    LibraryDamagedError,
    LibraryForeignError,
    LibraryInUseError,
    LibraryLockedError,
)
from briefing.domain.recovery_key import fingerprint
from briefing.store import articles, driver, history, opening, rekeying, salvage, search
from briefing.store.database import Store
from briefing.store.schema import Base
from tests.store.making import dump, put_one

FULL = Path(__file__).parent.parent / "databases" / f"schema-{opening.HEAD}.briefing-library"
TABLES = Base.metadata.sorted_tables
KEY = bytes(range(32))
OTHER = bytes(32)
PLAIN = (b"SQLite", b"CREATE TABLE", b"Markets", b"weather", b"\x00m\x00a\x00r")


@pytest.fixture
def encrypted(store: Store) -> Store:
    """An encrypted library with one article."""
    put_one(store)
    store.rekey(KEY)
    return store


def _readable(path: Path) -> bool:
    files = [path, path.with_name(f"{path.name}-wal")]
    return any(word in file.read_bytes() for file in files if file.exists() for word in PLAIN)


def test_every_row_of_every_table_is_copied(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(FULL, tmp_path / "full.briefing-library"))

    def rows(key: bytes | None) -> dict[str, list[tuple[object, ...]]]:
        raw = driver.connect(path, key=key, mode="immutable")
        found = {table.name: raw.execute(f"SELECT * FROM {table.name}").fetchall() for table in TABLES}
        raw.close()
        return found

    before = rows(None)
    for old, new in ((None, KEY), (KEY, OTHER), (OTHER, None)):
        store = Store.open(path, old)
        store.rekey(new)
        assert store.check() == []
        store.close()
        assert rows(new) == before


def test_everything_survives_and_nothing_can_be_read(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Edit") as write:
        articles.set_fields(write.session, article_id, {"note": "ask the weather office"})
    before = dump(store)
    store.rekey(KEY)
    assert dump(store) == before
    assert store.path.read_bytes()[:16] == fingerprint(KEY)
    assert not _readable(store.path)
    assert store.check() == []
    assert history.undo(store).value == "Edit"
    put_one(store, "Markets rise")
    with store.read() as session:
        assert [hit.article.title for hit in search.search(session, "weather")] != []
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert not _readable(store.path), "nor in the journal"
    after = dump(store)
    store.rekey(None)
    assert dump(store) == after
    assert _readable(store.path)
    assert [path.name for path in store.path.parent.iterdir() if "part" in path.name] == []


def test_it_opens_with_its_key_alone(encrypted: Store) -> None:
    path = encrypted.path
    before = dump(encrypted)
    encrypted.close()
    with pytest.raises(LibraryLockedError, match="recovery key"):
        Store.open(path)
    with pytest.raises(LibraryLockedError, match="another library"):
        Store.open(path, OTHER)
    store = Store.open(path, KEY)
    assert dump(store) == before
    store.close()


def test_a_key_for_a_plain_library_is_not_used(library_path: Path) -> None:
    store = Store.open(library_path, KEY)
    assert store.key is None
    store.close()


def test_a_new_library_can_be_encrypted_from_the_start(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new.briefing-library", KEY)
    put_one(store)
    store.close()
    assert not _readable(store.path)
    with pytest.raises(LibraryLockedError):
        Store.open(store.path)


def test_the_key_can_be_changed(encrypted: Store) -> None:
    before = dump(encrypted)
    encrypted.rekey(OTHER)
    assert dump(encrypted) == before
    assert encrypted.path.read_bytes()[:16] == fingerprint(OTHER)


def test_backups_are_encrypted_with_the_same_key(encrypted: Store, tmp_path: Path) -> None:
    copy = encrypted.backup(tmp_path / "copy.briefing-library")
    assert not _readable(copy)
    store = Store.open(copy, KEY, create=False)
    assert dump(store) == dump(encrypted)
    store.close()


def test_a_damaged_encrypted_library_says_so_and_can_be_rescued(encrypted: Store, tmp_path: Path) -> None:
    before = dump(encrypted)
    path = encrypted.path
    encrypted.close()
    assert salvage.salvage(path, tmp_path / "rescued.briefing-library", key=KEY) == []
    rescued = Store.open(tmp_path / "rescued.briefing-library", KEY, create=False)
    assert dump(rescued) == before
    rescued.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(100) + whole[300:])
    with pytest.raises(LibraryDamagedError):
        Store.open(path, KEY)


@pytest.mark.parametrize("body", [b"x" * 8192, b"\x89PNG" + bytes(range(256)) * 20, b"\x00\x01"])
def test_another_file_is_no_encrypted_library(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "file.briefing-library"
    path.write_bytes(body)
    with pytest.raises(LibraryForeignError):
        Store.open(path)
    with pytest.raises(LibraryForeignError):
        Store.open(path, KEY)


def test_while_another_program_has_it_open_nothing_is_changed(store: Store) -> None:
    put_one(store)
    code = (
        "import sys; from pathlib import Path; from briefing.store.database import Store;"
        "store = Store.open(Path(sys.argv[1]));\n"
        "with store.read() as session: session.connection(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "open\n"
        before = dump(store)
        store._busy_seconds = 0.1
        with pytest.raises(LibraryInUseError):
            store.rekey(KEY)
        other.stdin.close()
    assert dump(store) == before
    store.rekey(KEY)
    assert dump(store) == before


def test_a_copy_that_is_not_the_same_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put_one(store)
    before = dump(store)
    export = rekeying._export

    def lossy(connection: object, part: Path, new_key: bytes | None) -> None:
        export(connection, part, new_key)
        copy = driver.connect(part, key=new_key)
        copy.execute("DELETE FROM counter")
        copy.close()

    monkeypatch.setattr(rekeying, "_export", lossy)
    with pytest.raises(LibraryDamagedError, match="not the same"):
        store.rekey(KEY)
    assert store.key is None
    assert dump(store) == before
    assert sorted(path.name for path in store.path.parent.glob("*part*")) == []


def test_a_reader_and_a_writer_wait_while_it_is_encrypted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put_one(store)
    reached, go_on = threading.Event(), threading.Event()
    replace = rekeying.replace

    def slow(path: Path, key: bytes | None, new_key: bytes | None) -> None:
        reached.set()
        assert go_on.wait(10)
        replace(path, key, new_key)

    monkeypatch.setattr(rekeying, "replace", slow)
    done: list[str] = []

    def work() -> None:
        put_one(store, "Markets rise")
        done.append("written")

    changing = threading.Thread(target=store.rekey, args=(KEY,))
    changing.start()
    assert reached.wait(10)
    writing = threading.Thread(target=work)
    writing.start()
    writing.join(0.1)
    assert done == []
    go_on.set()
    for thread in (changing, writing):
        thread.join(10)
    assert done == ["written"]
    assert len(dump(store)["article"]) == 2
    assert store.path.read_bytes()[:16] == fingerprint(KEY)
