"""The main window: menus and tool bar around the desk, which comes after the first paint."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.menus import fill_menu_bar
from briefing.ui.panes.tool_bar import ToolBar
from briefing.ui.theme import Mode, Theme

if TYPE_CHECKING:
    from briefing.ui.main_window.desk import Desk


class MainWindow(QMainWindow):
    """The only window.

    Signals:
        painted(): it was painted for the first time; now is the time for what takes long.
        mode_chosen(Mode): light, dark or the system's colours were chosen.
    """

    painted = Signal()
    mode_chosen = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, state: QSettings, parent: QWidget | None = None) -> None:
        """Make the frame of the window.

        Args:
            state: keeps geometry, splitters and the last listing between sessions.
        """
        super().__init__(parent)
        self.jobs, self.theme, self.state = jobs, theme, state
        self.setWindowTitle("Briefing")
        self.setAcceptDrops(True)
        self._was_painted = False
        self._desk: Desk | None = None
        self.table = Actions(theme, self)
        self.table.attach("window", self)
        fill_menu_bar(self.menuBar(), self.table)
        self.tool_bar = ToolBar(theme, self.table, self)
        self.addToolBar(self.tool_bar)
        slots: dict[str, Callable[..., object]] = {
            "file.quit": self.close,
            "view.theme": self._flip_theme,
            "view.theme_system": self._use_system,
            "view.theme_light": self._use_light,
            "view.theme_dark": self._use_dark,
            "view.full_screen": self._full_screen,
        }
        for action_id, slot in slots.items():
            self.table.bind(action_id, slot)
        self._restore()

    @property
    def is_furnished(self) -> bool:
        """Whether the desk is there."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """What lies in the window; made on first use, which is after the first paint."""
        if self._desk is None:
            from briefing.ui.main_window.desk import Desk

            self._desk = Desk(self.jobs, self.theme, self.table, self.tool_bar.search, self.state, self)
            self.setCentralWidget(self._desk)
        return self._desk

    def come_up(self, token: str = "") -> None:
        """Come to the front, from behind other windows or from the task bar.

        Args:
            token: a Wayland desktop lets nobody come up without the one that it gave to the start that asks for it.
        """
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk is not None:
            self._desk.put_away()
        self.state.setValue("geometry", self.saveGeometry())
        self.state.sync()
        self.jobs.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.desk.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.desk.take(event.mimeData()):
            event.acceptProposedAction()

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def _restore(self) -> None:
        geometry = self.state.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(self.sizeHint().boundedTo(self.screen().availableSize()))
        self._tick_mode()

    @Slot(bool)
    def _full_screen(self, on: bool) -> None:
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    @Slot()
    def _flip_theme(self) -> None:
        self._use(Mode.LIGHT if self.theme.tokens.dark else Mode.DARK)

    @Slot()
    def _use_system(self) -> None:
        self._use(Mode.SYSTEM)

    @Slot()
    def _use_light(self) -> None:
        self._use(Mode.LIGHT)

    @Slot()
    def _use_dark(self) -> None:
        self._use(Mode.DARK)

    def _use(self, mode: Mode) -> None:
        self.theme.set_mode(mode)
        self._tick_mode()
        self.mode_chosen.emit(mode)

    def _tick_mode(self) -> None:
        self.table[f"view.theme_{self.theme.mode.value}"].setChecked(True)
