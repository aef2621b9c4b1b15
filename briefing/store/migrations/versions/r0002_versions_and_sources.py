"""Versions of texts; where things come from; audiences, variants and the past of takeaways."""

import unicodedata
import uuid

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    """CREATE TABLE audience (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT uq_audience_uid UNIQUE (uid),
        CONSTRAINT uq_audience_name_key UNIQUE (name_key)
    )
     STRICT""",
    """CREATE TABLE feed (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        url TEXT NOT NULL,
        url_key TEXT NOT NULL,
        title TEXT NOT NULL,
        site_url TEXT NOT NULL,
        folder TEXT NOT NULL,
        full_text INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        checked_at INTEGER,
        next_at INTEGER,
        error TEXT DEFAULT '' NOT NULL,
        failures INTEGER DEFAULT 0 NOT NULL,
        etag TEXT DEFAULT '' NOT NULL,
        modified TEXT DEFAULT '' NOT NULL,
        n_new INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT uq_feed_uid UNIQUE (uid),
        CONSTRAINT uq_feed_url_key UNIQUE (url_key)
    )
     STRICT""",
    """CREATE TABLE mailbox (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        user TEXT NOT NULL,
        folder TEXT NOT NULL,
        security TEXT NOT NULL,
        senders TEXT NOT NULL,
        paused INTEGER NOT NULL,
        uid_validity INTEGER DEFAULT 0 NOT NULL,
        last_uid INTEGER DEFAULT 0 NOT NULL,
        checked_at INTEGER,
        error TEXT DEFAULT '' NOT NULL,
        CONSTRAINT uq_mailbox_uid UNIQUE (uid)
    )
     STRICT""",
    """CREATE TABLE request (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        method TEXT NOT NULL,
        url TEXT NOT NULL,
        host TEXT NOT NULL,
        status INTEGER,
        received INTEGER NOT NULL,
        seconds REAL NOT NULL,
        outcome TEXT NOT NULL
    )
     STRICT""",
    """CREATE TABLE watched_folder (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        path TEXT NOT NULL,
        paused INTEGER NOT NULL,
        checked_at INTEGER,
        error TEXT DEFAULT '' NOT NULL,
        CONSTRAINT uq_watched_folder_uid UNIQUE (uid),
        CONSTRAINT uq_watched_folder_path UNIQUE (path)
    )
     STRICT""",
    """CREATE TABLE article_place (
        article_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        "offset" INTEGER NOT NULL,
        at INTEGER NOT NULL,
        CONSTRAINT pk_article_place PRIMARY KEY (article_id),
        CONSTRAINT fk_article_place_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    """CREATE TABLE article_version (
        article_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        original INTEGER NOT NULL,
        captured_at INTEGER NOT NULL,
        made_by TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        word_count INTEGER NOT NULL,
        url TEXT NOT NULL,
        struck TEXT NOT NULL,
        CONSTRAINT pk_article_version PRIMARY KEY (article_id, number),
        CONSTRAINT fk_article_version_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    """CREATE TABLE incoming (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        feed_id INTEGER,
        state TEXT NOT NULL,
        article_id INTEGER,
        source TEXT NOT NULL,
        guid TEXT NOT NULL,
        url TEXT NOT NULL,
        url_key TEXT NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        published TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        sort_at INTEGER NOT NULL,
        CONSTRAINT fk_incoming_feed_id FOREIGN KEY(feed_id) REFERENCES feed (id) ON DELETE CASCADE,
        CONSTRAINT fk_incoming_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE SET NULL
    )
     STRICT""",
    "CREATE INDEX ix_incoming_article_id ON incoming (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX ix_incoming_decided ON incoming (received_at) WHERE state <> 'new'",
    "CREATE INDEX ix_incoming_feed ON incoming (feed_id, state, sort_at DESC, id DESC)",
    "CREATE INDEX ix_incoming_guid ON incoming (guid)",
    "CREATE INDEX ix_incoming_state ON incoming (state, sort_at DESC, id DESC)",
    "CREATE INDEX ix_incoming_url_key ON incoming (url_key) WHERE url_key <> ''",
    """CREATE TABLE watched_file (
        folder_id INTEGER NOT NULL,
        path TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        CONSTRAINT pk_watched_file PRIMARY KEY (folder_id, path),
        CONSTRAINT fk_watched_file_folder_id FOREIGN KEY(folder_id) REFERENCES watched_folder (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    """CREATE TABLE highlight_tag (
        highlight_id INTEGER NOT NULL,
        tag_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        CONSTRAINT pk_highlight_tag PRIMARY KEY (highlight_id, tag_id),
        CONSTRAINT fk_highlight_tag_highlight_id FOREIGN KEY(highlight_id) REFERENCES highlight (id) ON DELETE CASCADE,
        CONSTRAINT fk_highlight_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_highlight_tag_newest ON highlight_tag (tag_id, created_at DESC, highlight_id DESC)",
    """CREATE TABLE incoming_asset (
        incoming_id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        CONSTRAINT pk_incoming_asset PRIMARY KEY (incoming_id, sha256),
        CONSTRAINT fk_incoming_asset_incoming_id FOREIGN KEY(incoming_id) REFERENCES incoming (id) ON DELETE CASCADE,
        CONSTRAINT fk_incoming_asset_sha256 FOREIGN KEY(sha256) REFERENCES asset (sha256)
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_incoming_asset_sha256 ON incoming_asset (sha256)",
    """CREATE TABLE incoming_text (
        incoming_id INTEGER NOT NULL,
        rest TEXT NOT NULL,
        blocks BLOB NOT NULL,
        media_type TEXT NOT NULL,
        captured_at INTEGER,
        file_name TEXT NOT NULL,
        url TEXT NOT NULL,
        body BLOB,
        CONSTRAINT pk_incoming_text PRIMARY KEY (incoming_id),
        CONSTRAINT fk_incoming_text_incoming_id FOREIGN KEY(incoming_id) REFERENCES incoming (id) ON DELETE CASCADE
    )
     STRICT""",
    """CREATE TABLE takeaway_variant (
        takeaway_id INTEGER NOT NULL,
        audience_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        CONSTRAINT pk_takeaway_variant PRIMARY KEY (takeaway_id, audience_id),
        CONSTRAINT fk_takeaway_variant_takeaway_id FOREIGN KEY(takeaway_id) REFERENCES takeaway (id) ON DELETE CASCADE,
        CONSTRAINT fk_takeaway_variant_audience_id FOREIGN KEY(audience_id) REFERENCES audience (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_takeaway_variant_audience_id ON takeaway_variant (audience_id)",
    """CREATE TABLE takeaway_version (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        takeaway_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        image TEXT NOT NULL,
        CONSTRAINT fk_takeaway_version_takeaway_id FOREIGN KEY(takeaway_id) REFERENCES takeaway (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_takeaway_version_takeaway_id ON takeaway_version (takeaway_id)",
)

VERSIONED = {
    "article_body": """CREATE TABLE article_body (
        article_id INTEGER NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        blocks BLOB NOT NULL,
        offers TEXT NOT NULL,
        CONSTRAINT pk_article_body PRIMARY KEY (article_id, version),
        CONSTRAINT fk_article_body_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    "snapshot": """CREATE TABLE snapshot (
        article_id INTEGER NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        captured_at INTEGER NOT NULL,
        url TEXT NOT NULL,
        file_name TEXT NOT NULL,
        packed INTEGER NOT NULL,
        body BLOB NOT NULL,
        CONSTRAINT pk_snapshot PRIMARY KEY (article_id, version),
        CONSTRAINT fk_snapshot_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
}

COLUMNS = (
    "ALTER TABLE article ADD COLUMN version INTEGER DEFAULT 1 NOT NULL",
    "ALTER TABLE article ADD COLUMN message_id TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE highlight ADD COLUMN version INTEGER DEFAULT 1 NOT NULL",
    "ALTER TABLE highlight ADD COLUMN n_use INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE takeaway ADD COLUMN sentences TEXT DEFAULT '{}' NOT NULL",
    "ALTER TABLE takeaway ADD COLUMN outcome TEXT DEFAULT '{}' NOT NULL",
)

INDEXES = (
    "CREATE INDEX ix_article_message_id ON article (message_id) WHERE message_id <> ''",
    "CREATE INDEX ix_highlight_meaning ON highlight (meaning, created_at DESC, id DESC)",
    "CREATE INDEX ix_highlight_newest ON highlight (created_at DESC, id DESC)",
    "CREATE INDEX ix_highlight_unused ON highlight (created_at DESC, id DESC) WHERE n_use = 0",
    "CREATE INDEX ix_takeaway_audience ON takeaway (audience)",
    "CREATE INDEX ix_takeaway_judgement ON takeaway (id DESC) WHERE kind = 'assessment'",
    """CREATE INDEX ix_takeaway_open_action ON takeaway (coalesce(nullif(trim(json_extract(fields, '$.due')), ''), '~'), id) WHERE kind = 'action' AND lower(trim(coalesce(json_extract(fields, '$.status'), ''))) NOT IN ('done', 'dropped')""",
    """CREATE INDEX ix_takeaway_unresolved ON takeaway (coalesce(nullif(trim(json_extract(fields, '$."resolve by"')), ''), '~'), id) WHERE kind = 'assessment' AND outcome = '{}'""",
)

ROWS = (
    """UPDATE highlight SET n_use =
        (SELECT count(*) FROM takeaway_evidence e WHERE e.highlight_id = highlight.id)
        + (SELECT count(*) FROM item_quote q WHERE q.highlight_id = highlight.id)""",
    """INSERT INTO article_version(
            article_id, number, original, captured_at, made_by, outcome, reason, word_count, url, struck)
        SELECT a.id, 1, 1, coalesce(s.captured_at, a.added_at), 'capture', a.outcome, a.reason, a.word_count,
            coalesce(s.url, a.url), '[]'
        FROM article a LEFT JOIN snapshot s ON s.article_id = a.id""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table, statement in VERSIONED.items():
        number_versions(table, statement)
    for statement in (*COLUMNS, *INDEXES, *ROWS):
        op.execute(statement)
    list_audiences()


def number_versions(table: str, statement: str) -> None:
    """Everything that was captured so far is version 1."""
    connection = op.get_bind()
    columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    names = ", ".join(columns)
    op.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    op.execute(statement)
    op.execute(f"INSERT INTO {table}({names}) SELECT {names} FROM {table}_before ORDER BY article_id")
    op.execute(f"DROP TABLE {table}_before")


def list_audiences() -> None:
    """The audiences that takeaways name become a list of their own, in alphabetical order."""
    connection = op.get_bind()
    found = connection.exec_driver_sql("SELECT DISTINCT trim(audience) FROM takeaway WHERE trim(audience) <> ''")
    names: dict[str, str] = {}
    for (name,) in found.all():
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
        names.setdefault(" ".join(folded.split()), " ".join(name.split()))
    insert = "INSERT INTO audience(uid, name, name_key, position) VALUES (?, ?, ?, ?)"
    for position, (key, name) in enumerate(sorted(names.items())):
        connection.exec_driver_sql(insert, (str(uuid.uuid4()), name, key, position))
