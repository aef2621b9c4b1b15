"""Moments as the library keeps them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(kept: int) -> datetime:
    """The moment that `microseconds` made a number of."""
    return _EPOCH + timedelta(microseconds=kept)


def unix_now() -> int:
    """Now, in the whole seconds that lists are ordered by."""
    return int(time.time())
