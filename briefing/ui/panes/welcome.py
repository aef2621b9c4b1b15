"""What the middle shows while there is no article to read: the first steps, or a hint, or why the library is shut."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from briefing.ui.actions import Actions, keys_text, row_of
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.models.sidebar import Look
from briefing.ui.panes.lock_page import LockPage
from briefing.ui.theme import Theme

WAYS = ("file.paste", "file.url", "file.open")


class Welcome(QWidget):
    """The faces of an empty middle.

    Signals:
        open_again(): the person wants the library to be opened once more.
        choose_library(): the person wants another library file.
        unlock_wanted(str): the person typed the recovery key of an encrypted library.
    """

    open_again = Signal()
    choose_library = Signal()
    unlock_wanted = Signal(str)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._actions = theme, actions
        self._blank = QWidget(self)
        self._hint = EmptyState(theme, self)
        self._first = self._make_first()
        self._problem = self._make_problem()
        self.lock = LockPage(theme, self)
        self.lock.unlock_wanted.connect(self.unlock_wanted)
        self.lock.open_again.connect(self.open_again)
        self.lock.choose_library.connect(self.choose_library)
        self._stack = QStackedLayout(self)
        for page in (self._blank, self._hint, self._first, self._problem, self.lock):
            self._stack.addWidget(page)
        theme.changed.connect(self._take_look)

    def show_blank(self) -> None:
        """Show nothing: the library is being opened."""
        self._stack.setCurrentWidget(self._blank)

    def show_hint(self, look: Look | None = None) -> None:
        """Say how to go on: nothing is selected.

        Args:
            look: what is listed beside it; articles by default.
        """
        if look is Look.MORNING:  # its own words say what comes next
            self.show_blank()
            return
        icon, words = {
            None: ("article", self.tr("Select an article to read it.")),
            Look.HIGHLIGHTS: (
                "highlighter-circle",
                self.tr("The highlight you select is read here, where it stands in its article."),
            ),
            Look.ACTIONS: ("check-circle", self.tr("The action you select is read here, with its article.")),
            Look.JUDGEMENTS: ("scales", self.tr("The judgement you select is read here, with its article.")),
        }[look]
        words = self.tr("%1 J and K go through the list.").replace("%1", words)
        self._hint.say(icon, "", words)
        self._stack.setCurrentWidget(self._hint)

    @property
    def hint(self) -> str:
        """The sentence on how to go on, "" while something else is shown."""
        return self._hint.sentence if self._stack.currentWidget() is self._hint else ""

    def show_first(self) -> None:
        """Show the first steps: the library is empty."""
        self._take_look()
        self._stack.setCurrentWidget(self._first)

    def show_problem(self, sentence: str) -> None:
        """Say why the library could not be opened."""
        self._sentence.setText(sentence)
        self._stack.setCurrentWidget(self._problem)

    def show_locked(self, sentence: str) -> None:
        """Ask for the recovery key."""
        self._stack.setCurrentWidget(self.lock)
        self.lock.ask(sentence)

    @property
    def problem(self) -> str:
        """The sentence that says why the library is shut, "" while it is not."""
        return self._sentence.text() if self._stack.currentWidget() is self._problem else ""

    def _make_first(self) -> QWidget:
        page = QWidget(self)
        self._headline = QLabel(self.tr("Read, mark, say what it means."), page)
        self._lead = QLabel(
            self.tr(
                "Collect articles, write down what each one means for your reader, and send a briefing worth framing."
            ),
            page,
        )
        self._lead.setProperty("role", "body")
        self._lead.setWordWrap(True)
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        self._ways = []
        for line, action_id in enumerate(WAYS):
            button = QPushButton(self._actions[action_id].text().removesuffix("…"), page)
            button.setProperty("role", "choice")
            button.setToolTip(self._actions[action_id].statusTip())
            button.clicked.connect(self._actions[action_id].trigger)
            key = QLabel(keys_text(row_of(action_id)), page)
            key.setProperty("role", "key")
            grid.addWidget(button, line, 0)
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._ways.append((button, action_id))
        sample = QPushButton(self._actions["sample.add"].text(), page)
        sample.setProperty("role", "primary")
        sample.setToolTip(self._actions["sample.add"].statusTip())
        sample.clicked.connect(self._actions["sample.add"].trigger)
        look = QLabel(self.tr("New here? Look around in a finished one first."), page)
        look.setProperty("role", "hint")
        below = QHBoxLayout()
        below.addWidget(sample)
        below.addSpacing(8)
        below.addWidget(look)
        below.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(2)
        for widget, space in ((self._headline, 6), (self._lead, 24)):
            column.addWidget(widget)
            column.addSpacing(space)
        column.addLayout(grid)
        column.addSpacing(24)
        column.addLayout(below)
        column.addStretch(3)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        return page

    def _make_problem(self) -> QWidget:
        page = QWidget(self)
        title = QLabel(self.tr("The library could not be opened"), page)
        title.setProperty("role", "title")
        self._sentence = QLabel(page)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        again = QPushButton(self.tr("Try again"), page)
        again.setProperty("role", "primary")
        again.clicked.connect(self.open_again)
        other = QPushButton(self.tr("Open another library…"), page)
        other.clicked.connect(self.choose_library)
        buttons = QHBoxLayout()
        buttons.addWidget(again)
        buttons.addWidget(other)
        buttons.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 48, 48, 48)
        column.addStretch(2)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addStretch(3)
        return page

    @Slot()
    def _take_look(self) -> None:
        self._headline.setFont(self._theme.serif(30, QFont.Weight.DemiBold))
        self._lead.setFont(self._theme.serif(17))
        self._lead.setFixedWidth(self.fontMetrics().averageCharWidth() * 66)
        for button, action_id in self._ways:
            button.setIcon(self._theme.icon(row_of(action_id).icon, self._theme.tokens.accent))
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
