"""The dates and states of actions and judgements, as SQL. Indexes and queries must say them in the very same words."""

from __future__ import annotations

UNDATED = "~"
"""Stands behind every date in the order of texts."""

_STATUS = "lower(trim(coalesce(json_extract(fields, '$.status'), '')))"

DUE = f"coalesce(nullif(trim(json_extract(fields, '$.due')), ''), '{UNDATED}')"
RESOLVE_BY = f"coalesce(nullif(trim(json_extract(fields, '$.\"resolve by\"')), ''), '{UNDATED}')"
OPEN_ACTION = f"kind = 'action' AND {_STATUS} NOT IN ('done', 'dropped')"
UNRESOLVED = "kind = 'assessment' AND outcome = '{}'"
