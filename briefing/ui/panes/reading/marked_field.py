"""A field for sentences with light marks: bold, italic, links, lists. What is pasted is always plain."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from briefing.domain import marking_up
from briefing.domain.marked_text import is_address
from briefing.domain.marking_up import Edit, Style
from briefing.ui.actions import Actions
from briefing.ui.offsets import units
from briefing.ui.panes.reading.growing_text import GrowingText
from briefing.ui.panes.reading.marks_painter import MarksPainter
from briefing.ui.theme import Theme

_STYLING = ("text.bold", "text.italic", "text.link", "text.unlink", "text.list")


class MarkedField(GrowingText):
    """Shows marks as what they mean while they are typed; Enter goes on with a list."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, role="plain")
        self._actions = actions
        self.painter = MarksPainter(self.document(), theme)
        self.setProperty("spelled", True)
        self.textChanged.connect(self._resized)  # bold words are wider: a line may need one more

    @Slot()
    def embolden(self) -> None:
        """Make the selected words, or the word at the caret, bold, or not bold any more."""
        self._apply(marking_up.styled(self.toPlainText(), *self._selection(), Style.BOLD))

    @Slot()
    def slant(self) -> None:
        """Make the selected words, or the word at the caret, italic, or upright again."""
        self._apply(marking_up.styled(self.toPlainText(), *self._selection(), Style.ITALIC))

    @Slot()
    def link(self) -> None:
        """Make the words a link to the address on the clipboard; without one, it is typed where it stands.

        In a link, its address is selected.
        """
        text, selection = self.toPlainText(), self._selection()
        copied = QGuiApplication.clipboard().text().strip()
        if place := marking_up.address_at(text, *selection):
            self.select(*place)
        elif is_address(copied):
            self._apply(marking_up.linked(text, *selection, copied))
        else:
            self._apply(marking_up.link_to_fill_in(text, *selection))

    @Slot()
    def unlink(self) -> None:
        """Let the words of the link at the caret lead nowhere."""
        self._apply(marking_up.unlinked(self.toPlainText(), *self._selection()))

    @Slot()
    def list_lines(self) -> None:
        """Make the selected lines, or the line of the caret, items of a list, or ordinary lines again."""
        self._apply(marking_up.listed(self.toPlainText(), *self._selection()))

    def menu(self, place: QPoint) -> QMenu:
        """The context menu at a place of the field."""
        menu, cursor = QMenu(self), self.textCursor()
        undo, selected = self.document(), cursor.hasSelection()
        keys = QKeySequence.StandardKey
        for text, key, slot, enabled in (
            (self.tr("Undo"), keys.Undo, self.undo, undo.isUndoAvailable()),
            (self.tr("Redo"), keys.Redo, self.redo, undo.isRedoAvailable()),
            ("", None, None, True),
            (self.tr("Cut"), keys.Cut, self.cut, selected),
            (self.tr("Copy"), keys.Copy, self.copy, selected),
            (self.tr("Paste as plain text"), keys.Paste, self.paste, self.canPaste()),
            (self.tr("Select all"), keys.SelectAll, self.selectAll, not undo.isEmpty()),
        ):
            if slot is None or key is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(slot)
            action.setEnabled(enabled)
        menu.addSeparator()
        in_link = marking_up.address_at(self.toPlainText(), *self._selection()) is not None
        self._actions.fill(menu, tuple(each for each in _STYLING if in_link or each != "text.unlink"))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if enter and bare and not self.textCursor().hasSelection():
            edit = marking_up.continued(self.toPlainText(), self.caret)
            if edit is not None:
                self._apply(edit)
                return
        super().keyPressEvent(event)

    def _selection(self) -> tuple[int, int]:
        """The selection in code points of the text."""
        raw, cursor = self.toPlainText().encode("utf-16-le"), self.textCursor()
        first, last = (
            len(raw[: 2 * place].decode("utf-16-le", errors="ignore"))
            for place in (cursor.selectionStart(), cursor.selectionEnd())
        )
        return first, last

    def _apply(self, edit: Edit | None) -> None:
        """Change the text in one step of undo."""
        if edit is None:
            return
        text, cursor = self.toPlainText(), self.textCursor()
        start = units(text[: edit.start])
        if text[edit.start : edit.end] != edit.text:
            cursor.setPosition(start)
            cursor.setPosition(units(text[: edit.end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.text)
        new = self.toPlainText()
        cursor.setPosition(units(new[: edit.first]))
        cursor.setPosition(units(new[: edit.last]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
