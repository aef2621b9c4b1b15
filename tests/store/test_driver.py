"""The driver's connections, and its errors as sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.domain.errors import LibraryDamagedError, LibraryError, LibraryForeignError, LibraryInUseError
from briefing.store import driver

SENTENCES = {
    5: (LibraryInUseError, "try again"),
    261: (LibraryInUseError, "try again"),  # SQLITE_BUSY_RECOVERY, an extended code
    8: (LibraryError, "another place"),
    10: (LibraryError, "connected"),
    11: (LibraryDamagedError, "backup"),
    267: (LibraryDamagedError, "backup"),
    13: (LibraryError, "free some space"),
    14: (LibraryError, "another place"),
    26: (LibraryForeignError, "another file"),
}


class FailedError(driver.dbapi2.OperationalError):
    """An error of the driver with a code of our choice."""

    def __init__(self, code: int) -> None:
        super().__init__("failed")
        self.sqlite_errorcode = code


@pytest.mark.parametrize("code", SENTENCES)
def test_what_a_person_can_meet_is_said_with_what_to_do(code: int) -> None:
    kind, advice = SENTENCES[code]
    with pytest.raises(kind, match=advice) as caught, driver.translated(Path("mine.briefing-library")):
        raise FailedError(code)
    assert type(caught.value) is kind
    assert "mine.briefing-library" in str(caught.value)


@pytest.mark.parametrize("code", [0, 1, 19, 20])
def test_what_only_a_bug_can_cause_stays_what_it_is(code: int) -> None:
    with pytest.raises(FailedError), driver.translated(Path("mine.briefing-library")):
        raise FailedError(code)


@pytest.mark.parametrize("name", ["plain", "with space", "100% #1", "ünï-東京", "a&b=c"])
def test_a_library_may_have_any_name(tmp_path: Path, name: str) -> None:
    driver.connect(tmp_path / name, mode="rwc").execute("CREATE TABLE t(x)")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("error", "advice"), [(PermissionError(13, "no"), "permissions"), (OSError(28, "full"), "space")]
)
def test_what_the_operating_system_refuses_is_said(error: OSError, advice: str) -> None:
    with pytest.raises(LibraryError, match=advice), driver.translated_files(Path("mine.briefing-library")):
        raise error
