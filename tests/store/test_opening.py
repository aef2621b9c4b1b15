"""What happens to a file before it is used as a library."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.domain.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryForeignError,
    LibraryTooNewError,
)
from briefing.domain.listing import Listing
from briefing.store import annotations, articles, driver, history, migrations, opening
from briefing.store.database import Store
from briefing.store.schema import Base
from briefing.store.search import search
from tests.store.making import dump, put_one

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAVED = sorted((Path(__file__).parent.parent / "databases").glob("*.briefing-library"))

NOW, NEXT = opening.HEAD, "9000"
BEGIN = f"""
from alembic import op
revision, down_revision = "{NEXT}", "{opening.HEAD}"
def upgrade():
"""
GOOD_STEP = f"""{BEGIN}
    with op.batch_alter_table("article") as batch:
        batch.alter_column("language", nullable=True)
"""
BAD_STEP = f"""{BEGIN}
    op.execute("ALTER TABLE article ADD COLUMN mood TEXT")
    op.execute("DELETE FROM article")
    op.execute("CREATE NONSENSE")
"""
ORPHANING_STEP = f"""{BEGIN}
    op.execute("DELETE FROM article")
"""


def shape(path: Path) -> list[tuple[str, str, str]]:
    connection = driver.connect(path, mode="immutable")
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE tbl_name NOT LIKE 'sqlite_stat%'"
    ).fetchall()
    connection.close()
    return sorted((kind, name, "".join(sql.split())) for kind, name, sql in rows)


def test_a_new_library_has_the_shape_that_the_migrations_give(tmp_path: Path, library_path: Path) -> None:
    migrated = tmp_path / "migrated.briefing-library"
    driver.connect(migrated, mode="rwc").close()
    migrations.upgrade(migrated)
    assert shape(library_path) == shape(migrated)
    assert len(shape(migrated)) > 90


def test_the_last_revision_is_the_one_that_the_program_asks_for() -> None:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(migrations.FOLDER))
    assert tuple(step.revision for step in reversed(list(steps.walk_revisions()))) == opening.REVISIONS


def test_every_revision_has_a_saved_library() -> None:
    assert [path.stem for path in SAVED] == [f"schema-{revision}" for revision in opening.REVISIONS]


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
def test_a_library_of_every_earlier_version_opens_with_all_it_holds(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / saved.name
    shutil.copyfile(saved, path)
    store = Store.open(path, create=False)
    assert store.check() == []
    with store.read() as session:
        row = articles.page(session, Listing()).rows[0]
        article = articles.full(session, row.id)
        assert (row.title, row.highlights, row.takeaways, row.briefings) == ("Tides and turbines", 1, 1, 1)
        assert article.text.text.startswith("The harbour of Aldmouth")
        assert articles.snapshot(session, row.id) is not None
        assert [hit.article.id for hit in search(session, "aldm")] == [row.id]
    if saved.stem == f"schema-{opening.HEAD}":
        assert history.undo(store).value
    store.close()


def test_the_library_of_today_holds_a_row_of_every_table() -> None:
    """So that every later version is tried with all that this one can keep."""
    raw = driver.connect(SAVED[-1], mode="immutable")
    empty = [
        table.name
        for table in Base.metadata.sorted_tables
        if not raw.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
    ]
    raw.close()
    assert empty == []


FIRST = SAVED[0]
KEPT = {
    "article": "id, uid, title, authors, outlet, published, language, url, url_key, note, origins, outcome, reason,"
    " added_at, sort_at, shelf, starred, deleted_at, struck, excerpt, word_count, n_highlight, n_takeaway, n_briefing",
    "article_body": "article_id, blocks, offers",
    "snapshot": "article_id, sha256, media_type, captured_at, url, file_name, packed, body",
    "highlight": 'id, uid, article_id, start, "end", quote, prefix, suffix, meaning, note, created_at',
    "takeaway": "id, uid, article_id, kind, text, audience, confidence, fields, publisher_words, position",
}
"""The columns of the first revision in the tables that the second one changed."""


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the first revision but the log, whose images are of the old tables."""
    connection = driver.connect(path, mode="immutable")
    names = [row[0] for row in sqlite3.connect(FIRST).execute(TABLES)]
    found = {name: connection.execute(f"SELECT {KEPT.get(name, '*')} FROM {name}").fetchall() for name in names}
    connection.close()
    return found


TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'article_fts%'"
    " AND name NOT IN ('alembic_version', 'change_log', 'undo_group', 'counter')"
)


def test_the_second_revision_keeps_every_row_of_the_first_and_a_copy_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "mine.briefing-library"
    shutil.copyfile(FIRST, path)
    raw = driver.connect(path)
    raw.execute("UPDATE takeaway SET audience = ' the  Board '")
    raw.close()
    before, whole = rows_of(path), path.read_bytes()
    opening.make_ready(path, create=False)
    assert rows_of(path) == before
    assert len(before) > 15
    (copy,) = tmp_path.glob("mine-before-upgrade-0001-*.briefing-library")
    assert opening.revision(copy) == "0001"
    assert rows_of(copy) == before
    assert whole[:16] == copy.read_bytes()[:16]
    store = Store.open(path, create=False)
    with store.read() as session:
        row = articles.page(session, Listing()).rows[0]
        article = articles.full(session, row.id)
        assert (article.version, article.versions, article.message_id) == (1, 1, "")
        assert article.captured_at == MOMENT
        assert annotations.highlights(session, row.id)[0].version == 1
        said = session.connection().exec_driver_sql("SELECT name, name_key FROM audience").all()
        assert [tuple(each) for each in said] == [("the Board", "the board")]
        used = session.connection().exec_driver_sql("SELECT n_use FROM highlight").scalar()
        assert used == 2
    assert store.check() == []
    store.close()
    older = Store.open(copy)
    assert older.check() == []
    older.close()


def test_opening_makes_the_library_and_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "another" / "mine.briefing-library"
    Store.open(path).close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[68:72] == driver.APPLICATION_ID.to_bytes(4, "big")


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "empty.briefing-library"
    path.touch()
    store = Store.open(path)
    assert store.check() == []
    store.close()


def test_a_missing_library_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        Store.open(tmp_path / "absent.briefing-library", create=False)
    assert not list(tmp_path.iterdir())


def test_opening_and_making_a_library_needs_no_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from briefing.store.database import Store;"
        "[Store.open(Path(sys.argv[1])).close() for _ in range(2)];"
        "sys.exit('alembic' in sys.modules)"
    )
    path = tmp_path / "new.briefing-library"
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 0


def test_a_library_of_a_newer_program_is_refused_and_not_touched(library_path: Path) -> None:
    raw = driver.connect(library_path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before, age = library_path.read_bytes(), library_path.stat().st_mtime_ns
    with pytest.raises(LibraryTooNewError, match="update Briefing"):
        Store.open(library_path)
    assert library_path.read_bytes() == before
    assert library_path.stat().st_mtime_ns == age
    assert [path.name for path in library_path.parent.iterdir()] == [library_path.name]


def test_a_newer_library_that_was_not_closed_is_refused_with_its_journal(library_path: Path) -> None:
    raw = driver.connect(library_path)
    driver.prepare(raw, query_only=False)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    for suffix in ("", "-wal"):
        source = Path(f"{library_path}{suffix}")
        shutil.copyfile(source, source.with_name("killed.briefing-library" + suffix))
    raw.close()
    killed = library_path.with_name("killed.briefing-library")
    before = [killed.read_bytes(), Path(f"{killed}-wal").read_bytes()]
    with pytest.raises(LibraryTooNewError):
        Store.open(killed)
    assert [killed.read_bytes(), Path(f"{killed}-wal").read_bytes()] == before


@pytest.mark.parametrize("kind", ["text", "database", "folder", "short"])
def test_something_else_is_refused_and_not_touched(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "thing.briefing-library"
    if kind == "folder":
        path.mkdir()
    elif kind == "database":
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE recipes(name)")
        other.close()
    else:
        path.write_bytes(b"Dear diary" if kind == "short" else b"Dear diary, " * 1000)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LibraryForeignError, match="not a Briefing library"):
        Store.open(path)
    assert not before or path.read_bytes() == before


@pytest.mark.parametrize("offset", [0, 4096])
def test_a_damaged_library_says_so(library_path: Path, offset: int) -> None:
    """Page 1 holds the list of tables; the others are met when they are read."""
    content = bytearray(library_path.read_bytes())
    start = offset or 100
    content[start : start + 30_000] = b"\xa5" * 30_000
    library_path.write_bytes(content)
    with pytest.raises(LibraryDamagedError, match="backup"):
        open_and_read(library_path)


def open_and_read(path: Path) -> None:
    store = Store.open(path)
    try:
        with store.read() as session:
            for table in ("article", "tag", "highlight", "counter", "undo_state"):
                session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
    finally:
        store.close()


def test_a_place_that_cannot_hold_a_library_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="another place"):
        Store.open(tmp_path / "file" / "mine.briefing-library")


def test_a_folder_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(LibraryError, match="permissions"):
        Store.open(tmp_path / "new" / "mine.briefing-library")


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with room for one more step; gives the file that it is to be written to."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "FOLDER", folder)
    monkeypatch.setattr(opening, "REVISIONS", (*opening.REVISIONS, NEXT))
    monkeypatch.setattr(opening, "HEAD", NEXT)
    return folder / "versions" / "r9000.py"


def test_an_upgrade_keeps_every_row_and_every_trigger_and_makes_a_copy_first(store: Store, next_step: Path) -> None:
    article_id = put_one(store)
    before = dump(store)
    store.close()
    next_step.write_text(GOOD_STEP)
    opening.make_ready(store.path, create=False)
    assert opening.revision(store.path) == NEXT
    copies = list(store.path.parent.glob(f"*before-upgrade-{NOW}*"))
    assert [opening.revision(copy) for copy in copies] == [NOW]
    raw = driver.connect(store.path)
    assert raw.execute("SELECT title FROM article_text").fetchall() == [("Markets fall",)]
    assert raw.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH 'analysts'").fetchall() == [(article_id,)]
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    raw.close()
    assert {"count_article_update", "fts_update", "count_tag_trash"} <= names
    assert len(before["article"]) == 1


@pytest.mark.parametrize(("step", "error"), [(BAD_STEP, Exception), (ORPHANING_STEP, LibraryDamagedError)])
def test_an_upgrade_that_fails_leaves_the_library_as_it_was(
    store: Store, next_step: Path, step: str, error: type[Exception]
) -> None:
    put_one(store)
    before = dump(store)
    store.close()
    was = shape(store.path)
    next_step.write_text(step)
    with pytest.raises(error):
        opening.make_ready(store.path, create=False)
    assert opening.revision(store.path) == NOW
    assert shape(store.path) == was
    again = Store(store.path)
    assert dump(again) == before
    again.close()


def test_an_upgrade_keeps_an_encrypted_library_and_its_copy_encrypted(store: Store, next_step: Path) -> None:
    key = bytes(range(32))
    put_one(store)
    store.rekey(key)
    store.close()
    next_step.write_text(GOOD_STEP)
    opening.make_ready(store.path, create=False, key=key)
    assert opening.revision(store.path, key=key) == NEXT
    (copy,) = store.path.parent.glob(f"*before-upgrade-{NOW}*")
    assert opening.revision(copy, key=key) == NOW
    assert not opening.is_plain(copy)
    assert not opening.is_plain(store.path)
