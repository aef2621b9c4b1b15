"""The dates and states of actions and judgements, as SQL. Indexes and queries must say them in the very same words."""

from __future__ import annotations

UNDATED = "~"
"""Stands behind every date in the order of texts."""


def due(row: str = "") -> str:
    """When an action is due. `row` is the name of the table's row with a dot, if a statement gives it one."""
    return f"coalesce(nullif(trim(json_extract({row}fields, '$.due')), ''), '{UNDATED}')"


def resolve_by(row: str = "") -> str:
    """When it can be said whether a judgement was right."""
    return f"coalesce(nullif(trim(json_extract({row}fields, '$.\"resolve by\"')), ''), '{UNDATED}')"


def open_action(row: str = "") -> str:
    """Whether something is left to do. The words are those of `domain.review.DONE_STATUSES`."""
    status = f"lower(trim(coalesce(json_extract({row}fields, '$.status'), '')))"
    return f"{row}kind = 'action' AND {status} NOT IN ('done', 'dropped')"


def judgement(row: str = "") -> str:
    """Whether this is a judgement."""
    return f"{row}kind = 'assessment'"


def unresolved(row: str = "") -> str:
    """Whether it is one of which nobody has said yet what became of it."""
    return f"{row}kind = 'assessment' AND {row}outcome = '{{}}'"
