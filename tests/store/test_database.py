"""The store as a whole: transactions, several writers, copies, checks."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from briefing.domain.annotations import Meaning
from briefing.domain.articles import Snapshot
from briefing.domain.errors import InvalidInputError, LibraryError, LibraryInUseError
from briefing.domain.listing import Listing
from briefing.store import annotations, articles, database, driver, history, tags
from briefing.store.database import Store
from tests.store.making import START, capture, put_one


def run(session: Session, statement: str) -> Any:
    return session.connection().exec_driver_sql(statement)


def pragma(session: Session, name: str) -> Any:
    return run(session, f"PRAGMA {name}").scalar()


def test_the_versions_are_those_that_a_library_is_safe_with() -> None:
    found = database.versions()
    assert tuple(map(int, found.sqlite.split("."))) >= (3, 51, 3)
    assert found.driver.startswith("sqlcipher3 ")


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(driver.dbapi2, "sqlite_version_info", (3, 51, 2))
    monkeypatch.setattr(driver.dbapi2, "sqlite_version", "3.51.2")
    with pytest.raises(LibraryError, match=r"3\.51\.2"):
        Store.open(tmp_path / "new.briefing-library")
    assert not list(tmp_path.iterdir())


def test_every_connection_is_prepared(store: Store) -> None:
    expected = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
        "application_id": driver.APPLICATION_ID,
    }
    with store.read() as reader, store.unlogged() as writer:
        for session in (reader, writer):
            assert {name: pragma(session, name) for name in expected} == expected
        assert (pragma(reader, "query_only"), pragma(writer, "query_only")) == (1, 0)


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(LibraryError), store.read() as session:
        run(session, "DELETE FROM tag")


def test_a_write_is_whole_or_not_at_all(store: Store) -> None:
    def fail() -> None:
        with store.write("Tag") as write:
            tags.ensure(write.session, "Energy")
            raise InvalidInputError("No.")

    with pytest.raises(InvalidInputError):
        fail()
    with store.read() as session:
        assert tags.all_tags(session) == []


def test_an_error_of_the_caller_is_not_taken_for_one_of_the_library(store: Store) -> None:
    with pytest.raises(FileNotFoundError), store.read():
        Path("not there").read_bytes()


def test_a_wrong_statement_is_a_bug_and_not_a_sentence(store: Store) -> None:
    with pytest.raises(OperationalError), store.read() as session:
        session.execute(text("SELECT * FROM nowhere"))


def test_what_a_write_touched_is_known_when_it_has_committed(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Highlight") as write:
        annotations.add_highlight(write.session, article_id, 0, 3, Meaning.FACT)
        assert not write.changes
    assert write.changes.articles == {article_id}
    assert (write.changes.listing, write.changes.tags, write.changes.history) == (False, False, True)


def test_what_cannot_be_undone_still_says_what_it_touched(store: Store) -> None:
    with store.write("") as write:
        article_id = articles.add(write.session, capture(), added_at=START)
    assert write.changes.articles == {article_id}
    assert write.changes.listing
    assert history.undo(store).value == ""


def test_readers_see_one_state_while_a_writer_goes_on(store: Store) -> None:
    put_one(store)
    with store.read() as session:
        assert articles.count(session, Listing()) == 1
        put_one(store, "Another")
        assert articles.count(session, Listing()) == 1
    with store.read() as session:
        assert articles.count(session, Listing()) == 2


def test_writers_of_several_threads_and_stores_wait_for_each_other(store: Store) -> None:
    other = Store.open(store.path)
    failures: list[BaseException] = []

    def work(mine: Store, name: str) -> None:
        try:
            for number in range(8):
                with mine.write("Tag") as write:
                    tags.all_tags(write.session)  # reading first is what makes a plain BEGIN fail here
                    tags.ensure(write.session, f"{name}{number}")
        except (DBAPIError, LibraryError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(s, n)) for s, n in ((store, "a"), (other, "b"), (store, "c"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with store.read() as session:
        assert len(tags.all_tags(session)) == 24
    other.close()


def test_a_library_that_another_program_keeps_locked_is_said_to_be_in_use(library_path: Path) -> None:
    holder = driver.connect(library_path)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryInUseError, match="try again"):
        Store.open(library_path, busy_seconds=0.05)
    holder.execute("ROLLBACK")
    holder.close()
    Store.open(library_path, busy_seconds=0.05).close()


def test_a_full_disk_is_a_sentence_and_the_library_stays(store: Store) -> None:
    article_id = put_one(store)
    with store.unlogged() as session:
        pages = pragma(session, "page_count")
        run(session, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match="is full"):
        put_one(store, "Large", "word " * 200_000)
    with store.read() as session:
        assert [row.id for row in articles.page(session, Listing()).rows] == [article_id]
    assert store.check() == []


def test_after_closing_one_file_is_the_whole_library(store: Store) -> None:
    put_one(store)
    assert store.path.with_name(store.path.name + "-wal").stat().st_size > 0
    store.close()
    assert [path.name for path in store.path.parent.iterdir()] == [store.path.name]


def test_a_backup_is_a_sound_library_of_its_own(store: Store, tmp_path: Path) -> None:
    article_id = put_one(store)
    target = store.backup(tmp_path / "copies" / "copy.briefing-library")
    put_one(store, "Later")
    copy = Store.open(target, create=False)
    with copy.read() as session:
        assert [row.id for row in articles.page(session, Listing()).rows] == [article_id]
    assert copy.check() == []
    copy.close()
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_backup_into_a_folder_gets_a_dated_name(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    assert store.backup(folder).name.startswith("library-20")


def test_a_backup_that_fails_leaves_the_one_before(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    target = store.backup(folder / "copy.briefing-library")
    before = target.read_bytes()
    put_one(store)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LibraryError, match="permissions"):
        store.backup(target)
    assert target.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [target.name]


def refuse(self: Path, target: Path) -> Path:
    raise PermissionError(13, "Permission denied")


def test_a_backup_onto_the_library_itself_is_refused(store: Store) -> None:
    with pytest.raises(LibraryError, match="itself"):
        store.backup(store.path)


def test_a_backup_below_a_file_says_that_the_place_cannot_be_used(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="another place"):
        store.backup(tmp_path / "file" / "copy.briefing-library")


DAMAGE = {
    "UPDATE counter SET n = 7 WHERE name = 'inbox'": "counts of “counter”",
    "UPDATE tag SET n_article = 7": "counts of “tag”",
    "UPDATE article SET n_highlight = 7": "counts of “article”",
    "UPDATE article_fts_data SET block = x'00' WHERE id > 10": "search index",
    "DROP TRIGGER fts_update": "rules",
    "DELETE FROM article_body": "have lost their text",
}
MENDED = [statement for statement in DAMAGE if "article_body" not in statement]


@pytest.mark.parametrize("statement", DAMAGE)
def test_the_check_finds_what_is_wrong(store: Store, statement: str) -> None:
    damage(store, statement)
    found = store.check()
    assert any(DAMAGE[statement] in sentence for sentence in found), found


@pytest.mark.parametrize("statement", MENDED)
def test_what_is_derived_can_be_mended(store: Store, statement: str) -> None:
    damage(store, statement)
    assert store.mend() == []


def damage(store: Store, statement: str) -> None:
    article_id = put_one(store)
    with store.write("Tag") as write:
        tags.assign(write.session, [article_id], tags.ensure(write.session, "Energy"))
    assert store.check() == []
    with store.unlogged() as session:
        run(session, statement)


def test_the_check_finds_an_original_that_changed(store: Store) -> None:
    put_one(store, snapshot=Snapshot(b"<p>as it came</p>", "text/html", START))
    with store.unlogged() as session:
        run(session, "DROP TRIGGER immutable_snapshot")
        run(session, "UPDATE snapshot SET body = x'00', packed = 0")
    assert any("not what was captured" in sentence for sentence in store.check())


def test_the_check_finds_rows_that_refer_to_nothing(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Highlight") as write:
        annotations.add_highlight(write.session, article_id, 0, 3, Meaning.FACT)
    store.close()
    raw = driver.connect(store.path)
    raw.execute("UPDATE highlight SET article_id = 99")
    raw.close()
    again = Store.open(store.path)
    assert any("that do not exist" in sentence for sentence in again.check())
    again.close()


def test_the_check_knows_what_other_connections_wrote(store: Store) -> None:
    """SQLite's check, on a connection that has searched before, mistakes newer segments of the index for damage."""
    article_id = put_one(store)
    for number in range(17):  # at the sixteenth, the index folds its segments into one
        with store.write("Edit") as write:
            articles.set_fields(write.session, article_id, {"note": f"Note {number}"})
        assert store.check() == []
