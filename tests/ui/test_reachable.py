"""Nothing needs a mouse: every command has a key, stands in a menu, or is found by its name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from briefing.ui.actions import ACTIONS, MENUS, ActionRow, Actions
from briefing.ui.dialogs.command_palette import CommandPalette
from briefing.ui.main_window.menus import fill_menu_bar
from briefing.ui.theme import Theme

PLACES = ("reader", "takeaways", "library", "incoming", "morning")
ROWS = [
    row for row in ACTIONS if row.scope in PLACES or row.id.partition(".")[0] in ("reader", "highlight", "takeaway")
]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window with the menu bar, everything there that commands need."""
    window = QMainWindow()
    theme = Theme()
    theme.setParent(window)
    actions = Actions(theme, window)
    for row in ACTIONS:
        if row.needs:
            actions.provide(row.needs, True)
    fill_menu_bar(window.menuBar(), actions)
    palette = CommandPalette(theme, actions, window)
    palette.setObjectName("palette")
    qtbot.addWidget(window)
    return window


def offered(window: QMainWindow) -> set[object]:
    """What the palette finds."""
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    model = palette.picker.model
    return {choice.key for row in range(model.rowCount()) if (choice := model.choice(row)) is not None}


def test_every_command_of_reader_and_triage_is_reached_by_keyboard(window: QMainWindow) -> None:
    in_menus = {action.objectName() for menu in window.menuBar().actions() for action in menu.menu().actions()}
    found = offered(window)
    ways = {row.id: (bool(row.keys), row.id in in_menus, row.id in found) for row in ROWS}
    assert len(ways) > 45
    assert {action_id for action_id, way in ways.items() if not any(way)} == set()
    assert {row.id for row in ROWS if row.menu in MENUS} <= in_menus
    assert all(menu.text().startswith("&") for menu in window.menuBar().actions()), "Alt opens each menu"


@pytest.mark.parametrize("row", [row for row in ACTIONS if row.scope == "morning"], ids=lambda row: row.id)
def test_every_command_of_the_morning_has_a_key_of_its_own(row: ActionRow) -> None:
    assert row.keys
