"""Highlights that the person left in an older text for good."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE highlight ADD COLUMN kept INTEGER DEFAULT 0 NOT NULL")
