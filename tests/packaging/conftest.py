"""A pretended computer for the tests of the set-up."""

from __future__ import annotations

import pytest

from tests.packaging.fakes import Computer


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    """No program is really called in this test."""
    return Computer(monkeypatch)
