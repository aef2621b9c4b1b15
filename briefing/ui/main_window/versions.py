"""The texts of an article: fetched again, pasted, cut down to what counts, gone back to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QUrl, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId, MadeBy, Version
from briefing.domain.errors import BriefingError, Cancelled, PrivateAddressError
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.middle import Middle
from briefing.ui.models.wording import counted
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.versions import Carried


class Versions(QObject):
    """The commands that give the open article another text. The one before stays; Undo brings it back."""

    def __init__(self, middle: Middle, status: StatusLine, jobs: Jobs, theme: Theme, actions: Actions) -> None:
        super().__init__(middle)
        self._middle, self._status, self._jobs, self._theme = middle, status, jobs, theme
        self._asked: ArticleId | None = None
        middle.said.connect(status.say)
        middle.outcome.connect(status.say_outcome)
        actions.bind("article.recapture", self.fetch_again)
        actions.bind("article.paste_text", self.paste_text)
        actions.bind("article.keep_only", self.keep_only)
        actions.bind("article.versions", self.show_all)
        actions.bind("article.stored_original", self.open_original)

    @Slot()
    def fetch_again(self) -> None:
        """Fetch the page of the open article anew."""
        if (article_id := self._open) is not None:
            _Fetch(article_id, self._jobs, self._middle, self._status, self).start()

    @Slot()
    def paste_text(self) -> None:
        """Take what is on the clipboard for the text of the open article."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on a screen without a clipboard
        if data is None or not data.text().strip():
            self._status.say(self.tr("Copy the text of the article in your browser first, then choose this again."))
        elif (article_id := self._open) is not None:
            html = data.html() if data.hasHtml() else ""
            self._jobs.write("versions.paste_text", article_id, data.text(), html, done=self._carried)

    @Slot()
    def keep_only(self) -> None:
        """Cut the text down to the paragraphs of the selection."""
        reader = self._middle.reader
        stretch = reader.marking.stretch() if reader is not None else None
        if stretch is None:
            self._status.say(self.tr("Select the part of the text that is the article first, then choose this again."))
        elif (article_id := self._open) is not None:
            self._jobs.write("versions.keep_only", article_id, *stretch, done=self._carried)

    @Slot()
    def show_all(self) -> None:
        """Show the texts of the open article to go to one."""
        if (article_id := self._open) is not None:
            self._asked = article_id
            self._jobs.read("versions.versions", article_id, done=self._pick, key="versions")

    @Slot()
    def open_original(self) -> None:
        """Open the original of the open article outside of the program."""
        if (article_id := self._open) is not None:
            name = self.tr("Opening the original")
            self._jobs.run(name, "originals.original_file", article_id, done=self._show_file, key="original")

    # Private

    def _show_file(self, path: Path) -> None:
        if (reader := self._middle.reader) is not None and not reader.browse(QUrl.fromLocalFile(str(path))):
            self._status.say(self.tr("No program opened the original. It lies in %1.").replace("%1", str(path)))

    @property
    def _open(self) -> ArticleId | None:
        reader = self._middle.reader
        return reader.article_id if reader is not None else None

    def _pick(self, versions: list[Version]) -> None:
        from briefing.ui.dialogs.picker import Picker
        from briefing.ui.models.choices import Choice

        window: QWidget = self._middle.window()
        picker = Picker(self._theme, window, self.tr("Which text of the article?"))
        picker.set_choices([Choice(v.number, self._name(v), hint=_when(v)) for v in reversed(versions)])
        if len(versions) == 1:
            picker.foot.setText(self.tr("There is one text. “Capture again” fetches the page anew and keeps this one."))
            picker.foot.show()
        picker.chosen.connect(self._use)
        picker.open()

    def _name(self, version: Version) -> str:
        how = self.tr("Edited by you") if version.made_by is MadeBy.EDIT else self.tr("Captured")
        words = counted(version.word_count, self.tr("1 word"), self.tr("%n words"))
        return f"{version.number}  {how}  ·  {words}"

    @Slot(object)
    def _use(self, number: int) -> None:
        if self._asked is not None:
            self._jobs.write("versions.use_version", self._asked, number)

    def _carried(self, carried: Carried) -> None:
        _tell(carried, self._status)


class _Fetch(QObject):
    """One page that is fetched again. What needs the person's consent is asked above the article, while it is open."""

    def __init__(self, article_id: ArticleId, jobs: Jobs, middle: Middle, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._article_id, self._jobs, self._middle, self._status = article_id, jobs, middle, status
        self._private = self._force = False
        self._anyway = self._way(self.tr("Fetch it anyway"), self._consent)
        self._use = self._way(self.tr("Use the new text anyway"), self._insist)
        self._dismiss = self._way(self.tr("Dismiss"), self._end)

    def start(self) -> None:
        """Fetch the page."""
        self._say("")
        self._jobs.run(
            self.tr("Fetching the page again"),
            "versions.recapture",
            self._article_id,
            allow_private=self._private,
            force=self._force,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, carried: Carried) -> None:
        if carried.doubted and self._open:
            self._say(carried.sentence, self._use, self._dismiss)
        else:
            _tell(carried, self._status)
            self._end()

    def _failed(self, error: BriefingError) -> None:
        if isinstance(error, PrivateAddressError) and self._open:
            self._say(str(error), self._anyway, self._dismiss)
            return
        if not isinstance(error, Cancelled):
            self._status.show_error(error)
        self._end()

    @Slot()
    def _consent(self) -> None:
        self._private = True
        self.start()

    @Slot()
    def _insist(self) -> None:
        self._force = True
        self.start()

    @Slot()
    def _end(self) -> None:
        self._say("")
        self.deleteLater()

    @property
    def _open(self) -> bool:
        """Whether its article is still the one that is read."""
        reader = self._middle.reader
        return reader is not None and reader.article_id == self._article_id

    def _say(self, sentence: str, *ways: QAction) -> None:
        if self._open and self._middle.reader is not None:
            self._middle.reader.notice.say(sentence, ways)

    def _way(self, text: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        return action


def _tell(carried: Carried, status: StatusLine) -> None:
    (status.say_outcome if carried.changed else status.say)(carried.sentence)


def _when(version: Version) -> str:
    at = version.captured_at.astimezone()
    return f"{at.day} {at:%b %Y, %H:%M}"
