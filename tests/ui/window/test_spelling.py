"""The window keeps the language of the spelling, and has the key to the next misspelled word."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from briefing.settings import Settings
from briefing.ui.main_window.spelling import SpellingPlace
from briefing.ui.main_window.window import MainWindow
from briefing.ui.models.spelling import OFF
from briefing.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_the_choice_is_kept(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    settings = Settings(spelling="de_DE")
    place = SpellingPlace(window.jobs, theme, settings, window)
    assert place.spelling.language() == "de_DE"
    with qtbot.waitSignal(place.changed):
        place.spelling.choose(OFF)
    assert settings.spelling == OFF


def test_the_key_says_where_spelling_is_checked(window: MainWindow, theme: Theme) -> None:
    SpellingPlace(window.jobs, theme, Settings(), window)
    window.table["text.spelling"].trigger()
    assert "Put the caret into a text" in window.desk.status.text
