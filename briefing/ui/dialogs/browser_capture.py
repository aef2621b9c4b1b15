"""Capture from the person's own browser: the switch, the bookmark, and what it can and cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browser import Bookmark


class BookmarkChip(QPushButton):
    """A button that can be dragged to the bookmarks bar of a browser."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._address = ""
        self._pressed_at = QPoint()
        self.setText(self.tr("Send to Briefing"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAutoDefault(False)
        theme.changed.connect(self._take_icon)
        self._take_icon()

    def set_address(self, address: str) -> None:
        """Say what the bookmark is; without one it cannot be dragged."""
        self._address = address
        self.setEnabled(bool(address))

    def mime(self) -> QMimeData:
        """What a browser is given: an address with a name."""
        data = QMimeData()
        data.setUrls([QUrl(self._address, QUrl.ParsingMode.TolerantMode)])
        data.setText(self._address)
        data.setData("text/x-moz-url", f"{self._address}\n{self.text()}".encode("utf-16-le"))
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position().toPoint() - self._pressed_at
        if not (event.buttons() & Qt.MouseButton.LeftButton) or not self._address:
            return
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self.setDown(False)
            drag = QDrag(self)
            drag.setMimeData(self.mime())
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.LinkAction)

    @Slot()
    def _take_icon(self) -> None:
        self.setIcon(self._theme.icon("bookmark-simple"))


class BrowserCaptureDialog(QDialog):
    """Shows what the door is doing; the window opens and closes it.

    Signals:
        switched(bool): the person wants the door open or closed.
        new_token_wanted(): the bookmarks made so far are to work no longer.
        other_port_wanted(): the port is taken; use another.
    """

    switched = Signal(bool)
    new_token_wanted = Signal()
    other_port_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = ""
        self.setWindowTitle(self.tr("Capture from your browser"))
        self.heading = _label(self, self.tr("What you can read, Briefing can keep"), "title")
        self.words = _label(
            self,
            self.tr(
                "Some articles open only when you are signed in. A bookmark in your own browser hands the page "
                "that you are looking at to Briefing, just as you see it. The page goes from one program of this "
                "computer to the other; only its pictures are fetched from their site."
            ),
            "body",
        )
        self.switch = QCheckBox(self.tr("Take pages from my browser while Briefing is open"), self)
        self.state = _label(self, "", "hint")
        self.other_port = self._button(self.tr("Use another port"))
        self.chip = BookmarkChip(theme, self)
        self.copy_button = self._button(self.tr("Copy its address"))
        self.steps = QFrame(self)
        self.limits = _label(
            self,
            self.tr(
                "Only this computer can reach the door, and only with the token in the bookmark. A site on which you "
                "use the bookmark could read that token and hand in pages of its own, no others; make a new one "
                "whenever you like. A few sites forbid even this way. Save such a page in the browser and drop the "
                "file on the window."
            ),
            "notice",
        )
        self.news = _label(self, "", "hint")
        self.renew = self._button(self.tr("Make a new token"))
        self.shut = QPushButton(self.tr("Close"), self)
        self.shut.setDefault(True)
        self.switch.toggled.connect(self.switched)
        self.other_port.clicked.connect(self.other_port_wanted)
        self.renew.clicked.connect(self.new_token_wanted)
        self.chip.clicked.connect(self._explain)
        self.copy_button.clicked.connect(self._copy)
        self.shut.clicked.connect(self.accept)
        self._lay_out()
        self.show_closed()

    def show_bookmark(self, bookmark: Bookmark, *, renewed: bool = False) -> None:
        """Show the bookmark, or a new one that takes the place of the last."""
        self._address = bookmark.address
        self.chip.set_address(bookmark.address)
        self.copy_button.setEnabled(True)
        if renewed:
            self._say(self.tr("Bookmarks made until now work no longer. Put this one in their place."))

    def show_opening(self) -> None:
        """The door is about to open."""
        self._show(True, self.tr("Opening the door …"), "hint")

    def show_open(self, port: int) -> None:
        """The door is open."""
        self._show(
            True, self.tr("Ready. Waiting for pages on port %1 of this computer.").replace("%1", str(port)), "good"
        )

    def show_closed(self) -> None:
        """The door is closed."""
        self._show(False, self.tr("Off. No page can come in."), "hint")

    def show_failure(self, error: BriefingError) -> None:
        """The door could not be opened."""
        self._show(True, str(error), "error", other_port=True)

    def show_unknown(self, error: BriefingError) -> None:
        """What the door goes by cannot be read, so it is neither on nor off, and there is no bookmark."""
        self._address = ""
        self.chip.set_address("")
        self.copy_button.setEnabled(False)
        self._show(None, str(error), "error")

    def show_refusal(self, error: BriefingError) -> None:
        """What was asked for could not be done; the door is as it was."""
        self._say(str(error))

    def _show(self, on: bool | None, sentence: str, role: str, *, other_port: bool = False) -> None:
        """Show a state of the switch; None for one that nobody knows, which cannot be switched either."""
        blocked = self.switch.blockSignals(True)
        self.switch.setTristate(on is None)
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: Qt.CheckState.PartiallyChecked}
        self.switch.setCheckState(states[on])
        self.switch.blockSignals(blocked)
        self.switch.setEnabled(on is not None)
        self.state.setText(sentence)
        self.state.setProperty("role", role)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.other_port.setVisible(other_port)
        self.steps.setEnabled(bool(on))

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        self.steps.setProperty("role", "card")
        first = _label(self.steps, self.tr("1. Drag this button to the bookmarks bar of your browser:"), "body")
        how = _label(
            self.steps,
            self.tr("Or copy its address, make a bookmark of any page, and put the address in place of the page’s."),
            "hint",
        )
        second = _label(
            self.steps, self.tr("2. Open an article in the browser as always, and click the bookmark."), "body"
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        card = QVBoxLayout(self.steps)
        card.setContentsMargins(16, 14, 16, 14)
        card.setSpacing(10)
        card.addWidget(first)
        card.addLayout(row)
        card.addWidget(how)
        card.addWidget(self.news)
        card.addWidget(second)
        self.news.hide()
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self.state, 1)
        state.addWidget(self.other_port, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.renew)
        buttons.addStretch(1)
        buttons.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        for widget in (self.heading, self.words, self.switch):
            column.addWidget(widget)
        column.addLayout(state)
        column.addWidget(self.steps)
        column.addWidget(self.limits)
        column.addLayout(buttons)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 92)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self._say(self.tr("Copied. Paste it as the address of a bookmark."))

    @Slot()
    def _explain(self) -> None:
        self._say(self.tr("Hold the button and drag it to the bookmarks bar of your browser."))

    def _say(self, sentence: str) -> None:
        self.news.setText(sentence)
        self.news.show()
        self.adjustSize()


def _label(parent: QWidget, text: str, role: str) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
