"""The order of short lists that a person arranges: positions are whole numbers from 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(things: Sequence[T], thing: T, position: int | None) -> list[T]:
    """The list with `thing` at `position`, wherever it was before; at the end when that is None or too large."""
    others = [other for other in things if other != thing]
    others.insert(len(others) if position is None else max(0, position), thing)
    return others
