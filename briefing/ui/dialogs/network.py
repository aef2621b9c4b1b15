"""Every request the program made: when, to whom, why, and what came of it; and the switch that ends them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.domain.network import LedgerPage
from briefing.ui.jobs import Jobs
from briefing.ui.models.requests import REQUEST_ROLE, RequestsModel


class NetworkDialog(QDialog):
    """Reads the list page by page; it grows while the dialog is open."""

    def __init__(self, jobs: Jobs, offline: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._offline = jobs, offline
        self.setWindowTitle(self.tr("Network"))
        self.lead = QLabel(
            self.tr("Everything this program asked of the network, newest first. It asks only when you do."), self
        )
        self.lead.setWordWrap(True)
        self.switch = QCheckBox(self.tr("Work offline: nothing is sent or fetched, whatever is asked for"), self)
        self.switch.setChecked(offline.isChecked())
        self.model = RequestsModel(self)
        self.view = QTableView(self)
        self.view.setModel(self.model)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.setTabKeyNavigation(False)
        self.view.setAccessibleName(self.tr("Requests"))
        self.address = QLabel(self)
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.setWordWrap(True)
        self.address.setProperty("role", "hint")
        self.empty = QPushButton(self.tr("Clear the list"), self)
        self.shut = QPushButton(self.tr("Close"), self)
        self.shut.setDefault(True)
        self._lay_out()
        self.switch.toggled.connect(self._toggle)
        offline.toggled.connect(self.switch.setChecked)
        self.model.more_wanted.connect(self._read_more)
        self.view.selectionModel().currentChanged.connect(self._show_address)
        self.empty.clicked.connect(self._clear)
        self.shut.clicked.connect(self.accept)
        jobs.changed.connect(self._on_changed)
        self._read()

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, letters in enumerate((24, 26, 30, 30, 12)):
            self.view.setColumnWidth(place, em * letters)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.addWidget(self.empty)
        row.addStretch(1)
        row.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (self.lead, self.switch):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(self.address)
        column.addLayout(row)
        self.resize(em * 138, self.fontMetrics().lineSpacing() * 32)

    def _read(self) -> None:
        self._jobs.read("network.requests", done=self._show, failed=self._fail, key="network dialog")

    @Slot(object)
    def _read_more(self, after: int) -> None:
        self._jobs.read("network.requests", after, done=self.model.append, failed=self._fail, key="network more")

    def _show(self, page: LedgerPage) -> None:
        self.model.show(page)
        self.empty.setEnabled(bool(page.rows))
        self.address.setText("" if page.rows else self.tr("No request was made yet."))

    def _fail(self, error: BriefingError) -> None:
        self.address.setText(str(error))

    @Slot(QModelIndex, QModelIndex)
    def _show_address(self, index: QModelIndex, _before: QModelIndex) -> None:
        request = index.data(REQUEST_ROLE)
        self.address.setText(f"{request.method} {request.url}" if request is not None else "")

    @Slot(bool)
    def _toggle(self, on: bool) -> None:
        if self._offline.isChecked() != on:
            self._offline.trigger()

    @Slot()
    def _clear(self) -> None:
        self._jobs.write("network.clear", failed=self._fail)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.network:
            self._read()
