"""Values on their way into columns and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from briefing.store.columns import Json, When

DIALECT = sqlite.dialect()


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(lambda d: d.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_every_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    kept = When().process_bind_param(moment, DIALECT)
    assert When().process_result_value(kept, DIALECT) == moment


def test_another_time_zone_is_the_same_moment() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert When().process_result_value(When().process_bind_param(moment, DIALECT), DIALECT) == moment


def test_json_holds_what_it_was_given() -> None:
    value = {"owner": "Ädä", "n": 1}
    assert Json().process_result_value(Json().process_bind_param(value, DIALECT), DIALECT) == value
