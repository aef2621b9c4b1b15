"""How articles come into the window: pasted, dropped, from the add dialog, one or many."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefing.ui.main_window.errands import Errands
from briefing.ui.panes.captures import Captures
from briefing.ui.panes.status_line import StatusLine

if TYPE_CHECKING:
    from briefing.operations.bulk import Receipt


class ComingIn(QObject):
    """Joins the errands that bring something with the rows that show it on its way.

    Signals:
        article_wanted(ArticleId): a line of a receipt was opened.
    """

    article_wanted = Signal(object)

    def __init__(self, captures: Captures, errands: Errands, status: StatusLine) -> None:
        super().__init__(captures)
        self._captures, self._status = captures, status
        errands.addresses_given.connect(captures.add_sources)
        errands.list_given.connect(captures.add_list)
        errands.files_given.connect(captures.add_sources)
        captures.edit_wanted.connect(errands.add_with)
        captures.receipt_wanted.connect(self.show_receipt)

    def commands(self) -> dict[str, Callable[[], None]]:
        """The actions and what they call."""
        return {"file.paste": self.paste}

    @Slot()
    def paste(self) -> None:
        """Make articles of what is on the clipboard, or fetch the addresses on it."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on a screen without a clipboard
        if data is None or not self._captures.take(data):
            self._status.say(self.tr("The clipboard holds no text, address or file. Copy an article first."))

    @Slot(object)
    def show_receipt(self, receipt: Receipt) -> None:
        """Show what became of each of many."""
        from briefing.ui.dialogs.receipt import ReceiptDialog

        dialog = ReceiptDialog(receipt, self._captures.window())
        dialog.article_wanted.connect(self.article_wanted)
        dialog.again_wanted.connect(self._captures.add_again)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
