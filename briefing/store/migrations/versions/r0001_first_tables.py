"""The first tables."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE article (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        outlet TEXT NOT NULL,
        published TEXT NOT NULL,
        language TEXT NOT NULL,
        url TEXT NOT NULL,
        url_key TEXT NOT NULL,
        note TEXT NOT NULL,
        origins TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        sort_at INTEGER NOT NULL,
        shelf TEXT NOT NULL,
        starred INTEGER NOT NULL,
        deleted_at INTEGER,
        struck TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        word_count INTEGER NOT NULL,
        n_highlight INTEGER DEFAULT 0 NOT NULL,
        n_takeaway INTEGER DEFAULT 0 NOT NULL,
        n_briefing INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT uq_article_uid UNIQUE (uid)
    )
     STRICT""",
    "CREATE INDEX ix_article_all ON article (sort_at DESC, id DESC) WHERE deleted_at IS NULL",
    "CREATE INDEX ix_article_shelf ON article (shelf, sort_at DESC, id DESC) WHERE deleted_at IS NULL",
    "CREATE INDEX ix_article_starred ON article (sort_at DESC, id DESC) WHERE deleted_at IS NULL AND starred = 1",
    "CREATE INDEX ix_article_trash ON article (deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_article_url_key ON article (url_key) WHERE url_key <> ''",
    """CREATE TABLE asset (
        sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        body BLOB NOT NULL,
        CONSTRAINT pk_asset PRIMARY KEY (sha256)
    )
     STRICT""",
    """CREATE TABLE counter (
        name TEXT NOT NULL,
        n INTEGER NOT NULL,
        CONSTRAINT pk_counter PRIMARY KEY (name)
    )
     WITHOUT ROWID,
     STRICT""",
    """CREATE TABLE tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        colour TEXT NOT NULL,
        n_article INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT uq_tag_uid UNIQUE (uid),
        CONSTRAINT uq_tag_name_key UNIQUE (name_key)
    )
     STRICT""",
    """CREATE TABLE undo_group (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        merge_key TEXT NOT NULL,
        at INTEGER NOT NULL,
        undone INTEGER NOT NULL
    )
     STRICT""",
    """CREATE TABLE undo_state (
        id INTEGER NOT NULL,
        group_id INTEGER,
        CONSTRAINT pk_undo_state PRIMARY KEY (id)
    )
     STRICT""",
    """CREATE TABLE article_asset (
        article_id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        CONSTRAINT pk_article_asset PRIMARY KEY (article_id, sha256),
        CONSTRAINT fk_article_asset_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE,
        CONSTRAINT fk_article_asset_sha256 FOREIGN KEY(sha256) REFERENCES asset (sha256)
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_article_asset_sha256 ON article_asset (sha256)",
    """CREATE TABLE article_body (
        article_id INTEGER NOT NULL,
        blocks BLOB NOT NULL,
        offers TEXT NOT NULL,
        CONSTRAINT pk_article_body PRIMARY KEY (article_id),
        CONSTRAINT fk_article_body_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    """CREATE TABLE article_tag (
        article_id INTEGER NOT NULL,
        tag_id INTEGER NOT NULL,
        sort_at INTEGER NOT NULL,
        CONSTRAINT pk_article_tag PRIMARY KEY (article_id, tag_id),
        CONSTRAINT fk_article_tag_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE,
        CONSTRAINT fk_article_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_article_tag_newest ON article_tag (tag_id, sort_at DESC, article_id DESC)",
    """CREATE TABLE article_text (
        article_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        byline TEXT NOT NULL,
        body TEXT NOT NULL,
        notes TEXT NOT NULL,
        CONSTRAINT pk_article_text PRIMARY KEY (article_id),
        CONSTRAINT fk_article_text_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    """CREATE TABLE briefing (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        title TEXT NOT NULL,
        subtitle TEXT NOT NULL,
        date TEXT NOT NULL,
        edition TEXT NOT NULL,
        audience TEXT NOT NULL,
        prepared_by TEXT NOT NULL,
        classification TEXT NOT NULL,
        bottom_line TEXT NOT NULL,
        cut_off TEXT NOT NULL,
        language TEXT NOT NULL,
        paper TEXT NOT NULL,
        accent TEXT NOT NULL,
        logo_sha256 TEXT,
        updated_at INTEGER DEFAULT 0 NOT NULL,
        CONSTRAINT uq_briefing_uid UNIQUE (uid),
        CONSTRAINT fk_briefing_logo_sha256 FOREIGN KEY(logo_sha256) REFERENCES asset (sha256)
    )
     STRICT""",
    """CREATE TABLE change_log (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        group_id INTEGER NOT NULL,
        tbl TEXT NOT NULL,
        article_id INTEGER,
        briefing_id INTEGER,
        "before" TEXT,
        "after" TEXT,
        CONSTRAINT fk_change_log_group_id FOREIGN KEY(group_id) REFERENCES undo_group (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_change_log_article_id ON change_log (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX ix_change_log_group_id ON change_log (group_id)",
    """CREATE TABLE highlight (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        article_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        meaning TEXT NOT NULL,
        note TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        CONSTRAINT uq_highlight_uid UNIQUE (uid),
        CONSTRAINT fk_highlight_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_highlight_article_id ON highlight (article_id)",
    """CREATE TABLE snapshot (
        article_id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        captured_at INTEGER NOT NULL,
        url TEXT NOT NULL,
        file_name TEXT NOT NULL,
        packed INTEGER NOT NULL,
        body BLOB NOT NULL,
        CONSTRAINT pk_snapshot PRIMARY KEY (article_id),
        CONSTRAINT fk_snapshot_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    """CREATE TABLE takeaway (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        article_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        audience TEXT NOT NULL,
        confidence TEXT NOT NULL,
        fields TEXT NOT NULL,
        publisher_words INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT uq_takeaway_uid UNIQUE (uid),
        CONSTRAINT fk_takeaway_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_takeaway_article_id ON takeaway (article_id)",
    """CREATE TABLE briefing_section (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        briefing_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        intro TEXT NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT fk_briefing_section_briefing_id FOREIGN KEY(briefing_id) REFERENCES briefing (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_briefing_section_briefing_id ON briefing_section (briefing_id)",
    """CREATE TABLE takeaway_evidence (
        takeaway_id INTEGER NOT NULL,
        highlight_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT pk_takeaway_evidence PRIMARY KEY (takeaway_id, highlight_id),
        CONSTRAINT fk_takeaway_evidence_takeaway_id FOREIGN KEY(takeaway_id) REFERENCES takeaway (id) ON DELETE CASCADE,
        CONSTRAINT fk_takeaway_evidence_highlight_id FOREIGN KEY(highlight_id) REFERENCES highlight (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_takeaway_evidence_highlight_id ON takeaway_evidence (highlight_id)",
    """CREATE TABLE briefing_item (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        briefing_id INTEGER NOT NULL,
        section_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        level TEXT NOT NULL,
        headline TEXT NOT NULL,
        comment TEXT NOT NULL,
        full_text INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT fk_briefing_item_briefing_id FOREIGN KEY(briefing_id) REFERENCES briefing (id) ON DELETE CASCADE,
        CONSTRAINT fk_briefing_item_section_id FOREIGN KEY(section_id) REFERENCES briefing_section (id) ON DELETE CASCADE,
        CONSTRAINT fk_briefing_item_article_id FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE CASCADE
    )
     STRICT""",
    "CREATE INDEX ix_briefing_item_article_id ON briefing_item (article_id)",
    "CREATE INDEX ix_briefing_item_briefing_id ON briefing_item (briefing_id)",
    "CREATE INDEX ix_briefing_item_section_id ON briefing_item (section_id)",
    """CREATE TABLE item_quote (
        item_id INTEGER NOT NULL,
        highlight_id INTEGER NOT NULL,
        briefing_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT pk_item_quote PRIMARY KEY (item_id, highlight_id),
        CONSTRAINT fk_item_quote_item_id FOREIGN KEY(item_id) REFERENCES briefing_item (id) ON DELETE CASCADE,
        CONSTRAINT fk_item_quote_highlight_id FOREIGN KEY(highlight_id) REFERENCES highlight (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_item_quote_highlight_id ON item_quote (highlight_id)",
    """CREATE TABLE item_takeaway (
        item_id INTEGER NOT NULL,
        takeaway_id INTEGER NOT NULL,
        briefing_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT pk_item_takeaway PRIMARY KEY (item_id, takeaway_id),
        CONSTRAINT fk_item_takeaway_item_id FOREIGN KEY(item_id) REFERENCES briefing_item (id) ON DELETE CASCADE,
        CONSTRAINT fk_item_takeaway_takeaway_id FOREIGN KEY(takeaway_id) REFERENCES takeaway (id) ON DELETE CASCADE
    )
     WITHOUT ROWID,
     STRICT""",
    "CREATE INDEX ix_item_takeaway_takeaway_id ON item_takeaway (takeaway_id)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
