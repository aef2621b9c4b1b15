"""The day of publication reads as people write it, and only what a person types is passed on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.ui.panes.reading.published_field import PublishedField

STATED = "2026-11-28T22:00:00+00:00"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(window: QWidget) -> PublishedField:
    made = PublishedField("Published", window)
    made.show_text(STATED)
    return made


def focus(field: PublishedField, kind: QEvent.Type, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    QApplication.sendEvent(field, QFocusEvent(kind, reason))


def test_a_day_is_shown_in_words_and_edited_as_it_is_kept(field: PublishedField) -> None:
    assert field.text() == "28 Nov 2026"
    focus(field, QEvent.Type.FocusIn)
    assert (field.text(), field.selectedText(), field.isModified()) == (STATED, STATED, False)
    focus(field, QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    assert field.text() == STATED
    focus(field, QEvent.Type.FocusOut)
    assert (field.text(), field.isModified()) == ("28 Nov 2026", False)


def test_looking_at_it_edits_nothing(field: PublishedField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.textEdited):
        focus(field, QEvent.Type.FocusIn)
        focus(field, QEvent.Type.FocusOut)


def test_what_is_typed_stays_until_it_is_saved(field: PublishedField) -> None:
    focus(field, QEvent.Type.FocusIn)
    QTest.keyClicks(field, "2026-06-12")
    focus(field, QEvent.Type.FocusOut)
    assert field.text() == "2026-06-12"
    field.show_text("2026-06-12")
    assert field.text() == "12 Jun 2026"


@pytest.mark.parametrize("text", ["", "June", "2026-06-12 or so", "2026-06"])
def test_what_is_no_day_stays_in_view(field: PublishedField, text: str) -> None:
    field.show_text(text)
    assert field.text() == text
