"""Typed text is saved soon, and never lost in between."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from briefing.domain.errors import LibraryInUseError
from briefing.ui.panes.composer.drafts import Drafts


@pytest.fixture
def drafts(qapp: object) -> Drafts:
    return Drafts()


def test_typing_is_saved_after_a_pause(drafts: Drafts, qtbot: QtBot) -> None:
    drafts.put("item", "headline", "H")
    with qtbot.waitSignal(drafts.save_wanted, timeout=1500) as saved:
        drafts.put("item", "headline", "Hello")
    assert saved.args == ["item", {"headline": "Hello"}]


def test_someone_who_never_pauses_is_saved_within_two_seconds(drafts: Drafts, qtbot: QtBot) -> None:
    heard: list[float] = []
    drafts.save_wanted.connect(lambda _record, _values: heard.append(time.monotonic()))
    began = time.monotonic()

    def typed_until_saved() -> bool:
        drafts.put("item", "headline", str(time.monotonic()))  # waitUntil asks again every 10 ms: no pause
        return bool(heard)

    qtbot.waitUntil(typed_until_saved, timeout=3000)
    assert heard[0] - began < 2.0
    drafts.flush()


def test_what_was_picked_is_saved_at_once(drafts: Drafts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(drafts.save_wanted, timeout=0, raising=False) as saved:
        drafts.put("item", "level", "top", now=True)
    assert saved.args == ["item", {"level": "top"}]


def test_a_refresh_while_typing_takes_nothing_back(drafts: Drafts) -> None:
    drafts.put("item", "headline", "Hel")
    drafts.flush()
    assert drafts.over("item") == {"headline": "Hel"}
    drafts.put("item", "headline", "Hello")
    drafts.saved("item", {"headline": "Hel"})
    assert drafts.over("item") == {"headline": "Hello"}
    drafts.flush()
    drafts.saved("item", {"headline": "Hello"})
    assert drafts.over("item") == {}


def test_an_older_save_does_not_confirm_a_newer_one(drafts: Drafts) -> None:
    for text in ("Hel", "Hello"):
        drafts.put("item", "headline", text)
        drafts.flush()
    drafts.saved("item", {"headline": "Hel"})
    assert drafts.over("item") == {"headline": "Hello"}


def test_what_could_not_be_saved_stays_and_is_tried_again(drafts: Drafts, qtbot: QtBot) -> None:
    drafts.put("item", "headline", "Hello")
    drafts.flush()
    drafts.failed("item", {"headline": "Hello"}, LibraryInUseError("The library is in use."))
    assert drafts.over("item") == {"headline": "Hello"}
    assert drafts.error("item") == "The library is in use."
    with qtbot.waitSignal(drafts.save_wanted) as saved:
        drafts.flush()
    assert saved.args == ["item", {"headline": "Hello"}]
    drafts.saved("item", {"headline": "Hello"})
    assert drafts.error("item") == ""


def test_a_failure_does_not_undo_what_was_typed_since(drafts: Drafts) -> None:
    drafts.put("item", "headline", "Hel")
    drafts.flush()
    drafts.put("item", "headline", "Hello")
    drafts.failed("item", {"headline": "Hel"}, LibraryInUseError("The library is in use."))
    assert drafts.over("item") == {"headline": "Hello"}
    drafts.flush()
