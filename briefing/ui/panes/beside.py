"""What lies beside the article that is read: another article, or the pages of a briefing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.preview import PreviewPane
from briefing.ui.panes.reader import ReaderPane
from briefing.ui.theme import Theme


class BesidePane(QWidget):
    """A narrow head over a second reader, or over the preview, which it borrows from the composer.

    Signals:
        gone(): the article that lay here is not in the library any more.
    """

    gone = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Beside the article"))
        self._briefing: BriefingId | None = None
        self.reader = ReaderPane(jobs, theme, actions, self)
        self.reader.setAccessibleName(self.tr("Reader beside"))
        self.reader.article_missing.connect(self.gone)
        self._preview: PreviewPane | None = None
        self._title = QLabel(self)
        self._title.setProperty("role", "hint")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._shut = QToolButton(self)
        self._shut.setDefaultAction(actions["view.beside_close"])
        self._shut.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._shut.setAutoRaise(True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 6)
        head.addWidget(self._title, 1)
        head.addWidget(self._shut)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.reader)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    @property
    def briefing(self) -> BriefingId | None:
        """The briefing whose pages lie here, None when an article does."""
        return self._briefing

    def show_article(self, article_id: ArticleId) -> None:
        """Lay an article here."""
        self._briefing = None
        self._title.setText(self.tr("Beside"))
        self.reader.show_article(article_id)
        self._stack.setCurrentWidget(self.reader)

    def show_briefing(self, briefing_id: BriefingId, title: str, preview: PreviewPane) -> None:
        """Lay the pages of a briefing here; `preview` is given back by whoever needs it, see `release`."""
        self._briefing, self._preview = briefing_id, preview
        self._title.setText(self.tr("%1  ·  Q quotes the chosen passage in it").replace("%1", title))
        self._stack.addWidget(preview)
        self._stack.setCurrentWidget(preview)
        preview.setVisible(True)
        preview.show_briefing(briefing_id)

    def release(self) -> PreviewPane | None:
        """Give the borrowed preview back, empty."""
        preview, self._preview, self._briefing = self._preview, None, None
        if preview is not None:
            self._stack.removeWidget(preview)
        return preview
