"""Upgrades of older libraries. Imported, and Alembic with it, only when one is due.

The steps in `versions/` are package data: they ship as files and never import `schema`, which shows today's tables
only. There is no way down: that is what the copy made before an upgrade is for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import StaticPool, create_engine, event

from briefing.domain.errors import LibraryDamagedError
from briefing.store import driver, triggers

FOLDER = Path(__file__).parent


def upgrade(path: Path, target: str = "head", *, key: bytes | None = None) -> None:
    """Bring a library to `target` in one transaction: wholly, or not at all.

    Only the last revision gets the triggers, which know today's tables; an older one is a step for the self-test.

    Raises:
        LibraryDamagedError: afterwards rows would refer to others that do not exist; nothing was changed.
    """
    connection = driver.connect(path, key=key)
    try:
        # On, it would take the children of every table that a step copies and drops; inside a transaction it is deaf.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        _run(connection, path, target)
    finally:
        connection.close()


def _run(raw: Any, path: Path, target: str) -> None:
    engine = create_engine("sqlite://", module=driver.dbapi2, creator=lambda: raw, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        # SQLite refuses to rename or drop what a trigger of another table names. A step that changes texts by itself
        # has to bring the full-text index up to date.
        triggers.remove(raw)
        config = Config()
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        if raw.execute("PRAGMA foreign_key_check").fetchone():
            raise LibraryDamagedError(
                f"The library “{path.name}” could not be upgraded, because parts of it are missing. It was left as it "
                "was. Please run “briefing-cli doctor”."
            )
        if target == "head":
            triggers.install(raw.execute)
        # The log's images are of the old tables.
        raw.execute("DELETE FROM change_log")
        raw.execute("DELETE FROM undo_group")
