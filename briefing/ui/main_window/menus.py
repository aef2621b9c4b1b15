"""The menu bar, made of the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenuBar

from briefing.ui.actions import ACTIONS, MENUS, Actions


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """Make one menu for each name in `MENUS`, with the rows that name it, in the order of the table."""
    for name in MENUS:
        menu = bar.addMenu(QCoreApplication.translate("Menus", f"&{name}"))
        menu.setToolTipsVisible(False)
        for row in ACTIONS:
            if row.menu != name:
                continue
            if row.starts_group and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(actions[row.id])
