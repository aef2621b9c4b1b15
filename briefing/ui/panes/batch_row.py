"""Many articles on their way in: one row that counts, and then says how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.domain.errors import BriefingError
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted

if TYPE_CHECKING:
    from briefing.operations.bulk import Receipt

COUNT_MS = 250
"""Milliseconds after which the count is shown anew."""


class BatchRow(QFrame):
    """Starts the work, counts while it goes on, and keeps its receipt until the person dismisses it.

    Signals:
        receipt_wanted(Receipt): show what became of each.
    """

    receipt_wanted = Signal(object)

    def __init__(
        self, jobs: Jobs, verb: str, what: Any, parent: QWidget, *, allow_private: bool = False
    ) -> None:  # fmt: skip
        """Start `verb` of `operations` with `what`: addresses, files and folders, or a list as text.

        Args:
            allow_private: the person agreed to reach this computer or its local network.
        """
        super().__init__(parent)
        self._receipt: Receipt | None = None
        self.setProperty("role", "card")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.show_button = self._button(self.tr("Show what became of each"), self._show)
        self.show_button.hide()
        self.away = self._button(self.tr("Cancel"), self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.away)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self._timer = QTimer(self)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self._count)
        self._job = jobs.run(
            self.tr("Adding articles"), verb, what, allow_private=allow_private, done=self._finish, failed=self._fail
        )
        self._timer.start()
        self._count()

    @property
    def sentence(self) -> str:
        """What the row says."""
        return self._words.text()

    @property
    def is_over(self) -> bool:
        """Whether the work has ended."""
        return not self._timer.isActive()

    def _button(self, text: str, slot: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "link")
        button.clicked.connect(slot)
        return button

    @Slot()
    def _count(self) -> None:
        progress = self._job.progress
        if progress.total:
            said = self.tr("Adding articles: %1 of %2")
            self._say("label", said.replace("%1", str(progress.done)).replace("%2", str(progress.total)))
        else:
            self._say("label", self.tr("Adding articles …"))

    def _finish(self, receipt: Receipt) -> None:
        self._timer.stop()
        self._receipt = receipt
        self._say("label", summary(self, receipt))
        self.show_button.show()
        self.away.setText(self.tr("Dismiss"))

    def _fail(self, error: BriefingError) -> None:
        self._timer.stop()
        self._say("error", str(error))
        self.away.setText(self.tr("Dismiss"))

    def _say(self, role: str, words: str) -> None:
        self._words.setProperty("role", role)
        self._words.setText(words)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)

    @Slot()
    def _show(self) -> None:
        if self._receipt is not None:
            self.receipt_wanted.emit(self._receipt)

    @Slot()
    def leave(self) -> None:
        """Cancel what goes on; what is done stays, and the receipt says so. Once it is over, go away."""
        if not self.is_over:
            self._job.cancel()
        else:
            self.hide()
            self.deleteLater()


def summary(widget: QWidget, receipt: Receipt) -> str:
    """How it went, in one line: the counts that are not zero."""
    from briefing.operations.bulk import Ending

    counts = (
        (receipt.count(Ending.ADDED, Ending.INCOMPLETE), widget.tr("1 article added"), widget.tr("%n articles added")),
        (receipt.count(Ending.INCOMPLETE), widget.tr("1 not complete"), widget.tr("%n not complete")),
        (receipt.count(Ending.EXISTING), widget.tr("1 was here already"), widget.tr("%n were here already")),
        (receipt.count(Ending.REPEATED), widget.tr("1 repeated"), widget.tr("%n repeated")),
        (receipt.count(Ending.PRIVATE), widget.tr("1 waits for your consent"), widget.tr("%n wait for your consent")),
        (receipt.count(Ending.FAILED), widget.tr("1 failed"), widget.tr("%n failed")),
        (receipt.count(Ending.NOT_DONE), widget.tr("1 not done"), widget.tr("%n not done")),
    )
    return ", ".join(counted(n, one, many) for n, one, many in counts if n) or widget.tr("There was nothing to add.")
