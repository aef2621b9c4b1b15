"""Checks of a library, and what can be mended in place."""

from __future__ import annotations

from sqlalchemy.orm import Session


def problems(session: Session) -> list[str]:
    """Everything that is wrong with the library, as sentences."""
    return []
