"""What the window wants to know of watched folders soon after a start. See `plain` for why in SQL."""

from __future__ import annotations

from briefing.store.plain import Reading, rows


def watched_paths(reading: Reading) -> list[str]:
    """The folders that are watched and not paused."""
    return [str(path) for (path,) in rows(reading, "SELECT path FROM watched_folder WHERE paused = 0 ORDER BY path")]
