"""The bar below the menus: add, back and forward, search, commands, colours, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolBar, QToolButton, QWidget

from briefing.ui.actions import Actions
from briefing.ui.theme import Theme, icon_size


class SearchField(QLineEdit):
    """The search field.

    Signals:
        entered(): the focus came to the field: a search is near.
        left(): Escape on an empty field, or Down: the person wants to go to the list.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "search")
        self.setPlaceholderText(self.tr("Search everything"))
        self.setAccessibleName(self.tr("Search everything"))
        self._glass = QAction(self.tr("Search"), self)
        self._clear = QAction(self.tr("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        self._take_icons()
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._show_clear)
        theme.changed.connect(self._take_icons)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Become empty without a search."""
        blocked = self.blockSignals(True)
        self.clear()
        self.blockSignals(blocked)
        self._show_clear()

    @Slot()
    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.text()))

    @Slot()
    def _take_icons(self) -> None:
        self._glass.setIcon(self._theme.icon("magnifying-glass", self._theme.tokens.ink3))
        self._clear.setIcon(self._theme.icon("x"))


class ToolBar(QToolBar):
    """The tool bar. Its buttons are actions of the table; the search field is its own."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolBar")
        self.setWindowTitle(self.tr("Tool bar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(icon_size())
        self._theme, self._actions = theme, actions
        self.search = SearchField(theme, self)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 80)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._add = self._button("file.add", self.tr("Add"), beside)
        self._add.setProperty("role", "primary")
        self._back = self._button("view.back", "", Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._forward = self._button("view.forward", "", Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._spring()
        self.addWidget(self.search)
        self._spring()
        self._commands = self._button("view.palette", self.tr("Commands"), beside)
        self._colours = self._button("view.theme", "", Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._export = self._button("export.pdf", self.tr("Export"), beside)
        theme.changed.connect(self._take_icons)
        self._take_icons()

    def _button(self, action_id: str, text: str, style: Qt.ToolButtonStyle) -> QToolButton:
        action = self._actions[action_id]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().removesuffix("…"))
        button.setToolButtonStyle(style)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            action.setIconText(text)
        self.addWidget(button)
        return button

    def _spring(self) -> None:
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)

    @Slot()
    def _take_icons(self) -> None:
        """Take the icons that are not those of the table."""
        tokens = self._theme.tokens
        self._actions["view.theme"].setIcon(self._theme.icon("sun" if tokens.dark else "moon"))
        self._add.setIcon(self._theme.icon("plus-bold", tokens.on_accent))
