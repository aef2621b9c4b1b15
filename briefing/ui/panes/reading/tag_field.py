"""The tags of an article as chips, and a field to add one by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from briefing.domain.articles import Tag, TagId
from briefing.ui.panes.reading.fitting_field import FittingField
from briefing.ui.panes.reading.flow_layout import FlowLayout


class TagField(QWidget):
    """Enter or a comma adds the typed tag, making it if there is none of that name; Backspace removes the last one.

    Signals:
        added(str): a name was typed.
        removed(TagId): a chip was taken off.
    """

    added = Signal(str)
    removed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tags: tuple[Tag, ...] = ()
        self.chips: list[QToolButton] = []
        self._flow = FlowLayout(self, 4)
        self.field = _TagEntry(self.tr("Add a tag"), self)
        self._flow.addWidget(self.field)
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._typed)
        self.field.emptied.connect(self._remove_last)
        if completer := self.field.completer():
            completer.activated.connect(self._add, Qt.ConnectionType.QueuedConnection)

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """Show these tags; what is being typed stays."""
        if tuple(tags) == self.tags:
            return
        self.tags = tuple(tags)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(place, tag) for place, tag in enumerate(tags)]
        self._flow.invalidate()
        self.updateGeometry()

    def set_known(self, names: Sequence[str]) -> None:
        """Offer the tags that exist and are not on the article."""
        mine = {tag.name.casefold() for tag in self.tags}
        self.field.set_words([name for name in names if name.casefold() not in mine])

    def _chip(self, place: int, tag: Tag) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("role", "chip")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIcon(_dot(tag.colour))
        chip.setIconSize(QSize(8, 8))
        chip.setText(f"{tag.name}  ×")
        chip.setAccessibleName(self.tr("Remove the tag {name}").format(name=tag.name))
        chip.setToolTip(self.tr("Remove this tag"))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(self._remove)
        self._flow.insertWidget(place, chip)
        chip.show()
        return chip

    @Slot()
    def _add(self) -> None:
        name = self.field.text().strip().strip(",").strip()
        self.field.clear()
        if name:
            self.added.emit(name)

    @Slot(str)
    def _typed(self, text: str) -> None:
        if text.endswith(","):
            self._add()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.tags[self.chips.index(self.sender())].id)  # type: ignore[arg-type]

    @Slot()
    def _remove_last(self) -> None:
        if self.tags:
            self.removed.emit(TagId(self.tags[-1].id))


class _TagEntry(FittingField):
    """The field behind the chips.

    Signals:
        emptied(): Backspace was pressed in the empty field.
    """

    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(16, 16)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(1, 1, 14, 14)
    painter.end()
    return QIcon(pixmap)
