"""Names that hold outside of one library."""

from __future__ import annotations

import time
import uuid

from briefing.store.uids import new_uid


def test_a_uid_is_a_version_7_uuid_of_now() -> None:
    found = [uuid.UUID(new_uid()) for _ in range(100)]
    assert {(uid.version, uid.variant) for uid in found} == {(7, uuid.RFC_4122)}
    assert len(set(found)) == 100
    assert abs((found[0].int >> 80) - time.time() * 1000) < 10_000
