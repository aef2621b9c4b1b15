"""Choosing by typing: a field and the rows that hold what was typed, over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing.ui.delegates.choice_row import ChoiceRow
from briefing.ui.models.choices import Choice, ChoiceModel, folded
from briefing.ui.theme import Theme

ROWS = 9
"""How many rows are seen at once."""


class Picker(QFrame):
    """A part of the window that lies over it until something is chosen, Escape is pressed or the focus leaves.

    Signals:
        chosen(object): the key of the chosen row.
        created(str): the person typed a name that no row has, and wants it.
        closed(): it is going away.
    """

    chosen = Signal(object)
    created = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, prompt: str, *, create: str = "", stays: bool = False) -> None:
        """Make an empty picker; `set_choices` fills it, `open` shows it.

        Args:
            prompt: what the field says while it is empty.
            create: the words of the row that makes what was typed, with %1 for it; "" when nothing can be made.
            stays: choosing does not close it.
        """
        super().__init__(window)
        self._window, self._create, self._stays = window, create, stays
        self._before = QApplication.focusWidget()
        self.setProperty("role", "popup")
        self.field = QLineEdit(self)
        self.field.setProperty("role", "palette")
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.model = ChoiceModel(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceRow(theme, self.view))
        self.view.setAccessibleName(self.tr("Choices"))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._click)
        self._rule = QFrame(self)
        self._rule.setProperty("role", "rule")
        self.nothing = QLabel(self.tr("Nothing has these words. Try fewer of them, or other ones."), self)
        self.nothing.setProperty("role", "hint")
        self.nothing.setContentsMargins(16, 6, 16, 6)
        self.nothing.hide()
        self.foot = QLabel(self)
        self.foot.setProperty("role", "hint")
        self.foot.setContentsMargins(16, 6, 16, 10)
        self.foot.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self._rule)
        column.addSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing)
        column.addSpacing(6)
        column.addWidget(self.foot)
        self.field.textChanged.connect(self._narrow)
        self.model.modelReset.connect(self._select_first)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.hide()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Fill the picker, or fill it anew."""
        row = max(0, self.view.currentIndex().row())
        self.model.set_choices(choices)
        self._select(min(row, self.model.rowCount() - 1))
        self._place()

    def open(self) -> None:
        """Show it at the upper middle of the window, ready for typing."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def close_picker(self) -> None:
        """Go away and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        if key in steps:
            last = self.model.rowCount() - 1
            self._select(max(0, min(last, self.view.currentIndex().row() + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_picker()
        else:
            return False
        return True

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        choice = self.model.choice(index.row())
        if choice is None:
            return
        typed = self.field.text().strip()
        if self._stays:
            self.field.clear()
        else:
            self.close_picker()
        if isinstance(choice.key, _New):
            self.created.emit(typed)
        else:
            self.chosen.emit(choice.key)

    @Slot()
    def _narrow(self) -> None:
        typed = self.field.text().strip()
        extra = None
        if self._create and typed and not any(folded(c) == folded(typed) for c in self._texts()):
            extra = Choice(_New(), self._create.replace("%1", typed), icon="plus")
        self.model.narrow(typed, extra)
        self.nothing.setVisible(bool(typed) and not self.model.rowCount())
        self._select_first()
        self._place()

    def _texts(self) -> list[str]:
        return [choice.text for choice in self.model.all_choices]

    @Slot()
    def _select_first(self) -> None:
        self._select(0)

    def _select(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))

    def _place(self) -> None:
        width = min(self._window.width() - 48, self.fontMetrics().averageCharWidth() * 84)
        row = self.view.sizeHintForRow(0) if self.model.rowCount() else 0
        self.view.setFixedHeight(max(1, row * min(ROWS, self.model.rowCount())))
        self._column.activate()
        self.resize(width, self._column.sizeHint().height())
        self.move((self._window.width() - width) // 2, max(24, self._window.height() // 8))

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self._before = None
            self.close_picker()


class _New:
    """The key of the row that makes what was typed; equal to others of its kind."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _New)

    def __hash__(self) -> int:
        return 0
