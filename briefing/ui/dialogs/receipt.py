"""What became of each of many: a line for every address or file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from briefing.operations.bulk import Line, Receipt


class ReceiptDialog(QDialog):
    """Enter or a double click opens the article of a line; what failed can be tried again or copied.

    Signals:
        article_wanted(ArticleId): read the article of a line.
        again_wanted(list[str], bool): try these once more; whether the local network may be reached for them.
    """

    article_wanted = Signal(object)
    again_wanted = Signal(object, bool)

    def __init__(self, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from briefing.operations.bulk import Ending

        self._receipt = receipt
        self._failed = [line.what for line in receipt.lines if line.outcome in (Ending.FAILED, Ending.NOT_DONE)]
        self._private = [line.what for line in receipt.lines if line.outcome is Ending.PRIVATE]
        self._labels = {
            Ending.ADDED: self.tr("Added"),
            Ending.INCOMPLETE: self.tr("Not complete"),
            Ending.EXISTING: self.tr("Here already"),
            Ending.REPEATED: self.tr("Repeated"),
            Ending.PRIVATE: self.tr("Needs your consent"),
            Ending.FAILED: self.tr("Failed"),
            Ending.NOT_DONE: self.tr("Not done"),
        }
        self.setWindowTitle(self.tr("What became of each"))
        self.view = QTreeWidget(self)
        self.view.setColumnCount(3)
        self.view.setHeaderLabels([self.tr("Outcome"), self.tr("Article"), self.tr("What happened")])
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAccessibleName(self.tr("Receipt"))
        self.view.addTopLevelItems([self._row(line) for line in receipt.lines])
        self.view.itemActivated.connect(self._open)
        self.view.currentItemChanged.connect(self._say)
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.copy = QPushButton(self.tr("Copy"), self)
        self.again = QPushButton(self.tr("Try the failed ones again"), self)
        self.again.setEnabled(bool(self._failed))
        self.consent = QPushButton(self.tr("Fetch from this computer or its network"), self)
        self.consent.setVisible(bool(self._private))
        self.shut = QPushButton(self.tr("Close"), self)
        self.shut.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self._try_again)
        self.consent.clicked.connect(self._agree)
        self.shut.clicked.connect(self.accept)
        self._lay_out()

    def text(self) -> str:
        """The receipt as it is copied: a line each, its parts separated by tabs."""
        return "\n".join(
            "\t".join((self._labels[line.outcome], line.title or line.what, line.what, line.sentence)).rstrip()
            for line in self._receipt.lines
        )

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        self.view.setColumnWidth(0, em * 25)
        self.view.setColumnWidth(1, em * 50)
        self.view.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.again)
        row.addWidget(self.consent)
        row.addStretch(1)
        row.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.view, 1)
        column.addWidget(self.sentence)
        column.addLayout(row)
        self.resize(em * 132, self.fontMetrics().lineSpacing() * 28)

    def _row(self, line: Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self._labels[line.outcome], line.title or line.what, line.sentence])
        item.setData(0, Qt.ItemDataRole.UserRole, line.article_id)
        item.setToolTip(1, line.what)
        item.setToolTip(2, line.sentence)
        return item

    @Slot(QTreeWidgetItem, int)
    def _open(self, item: QTreeWidgetItem, _column: int) -> None:
        if (article_id := item.data(0, Qt.ItemDataRole.UserRole)) is not None:
            self.article_wanted.emit(article_id)
            self.accept()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _say(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.sentence.setText(item.text(2) if item is not None else "")

    @Slot()
    def _try_again(self) -> None:
        self.again_wanted.emit(self._failed, False)
        self.accept()

    @Slot()
    def _agree(self) -> None:
        self.again_wanted.emit(self._private, True)
        self.accept()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
