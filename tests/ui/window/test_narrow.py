"""The smallest window that is promised, 960 x 600: every pane keeps room for its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId
from briefing.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Add = Callable[..., list[ArticleId]]


def test_a_narrow_window_leaves_every_pane_its_room(
    open_window: Callable[[], MainWindow], qtbot: QtBot, add: Add
) -> None:
    add("One")
    window = open_window()
    desk = window.desk
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: desk.library.model.rowCount() == 1)
    desk.library.view.setCurrentIndex(desk.library.model.index(0, 0))
    qtbot.waitUntil(lambda: desk.middle.takeaways is not None and desk.middle.takeaways.isVisible())
    reader, takeaways = desk.middle.reader, desk.middle.takeaways
    assert reader is not None
    assert takeaways is not None
    reader.foot.words.setText("99 % read  ·  10 min left")  # the most that it says
    window.resize(960, 600)
    qtbot.waitUntil(lambda: window.width() == 960)
    letter = desk.fontMetrics().averageCharWidth()
    assert takeaways.width() >= 28 * letter
    assert reader.width() >= 36 * letter
    assert reader.foot.width() <= reader.width()
