"""The texts of an article beside the one that it shows, and the highlights that stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import Highlight, HighlightId
from briefing.domain.text import ArticleText
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.panes.reading.banner import Banner
from briefing.ui.panes.reading.marking import Marking
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView as Contents

SHORT = 70
"""Characters of a passage that the banner quotes."""


class OtherTexts(QObject):
    """Says which text the page shows, and tells of highlights that stand in another one: they are in no other place.

    Signals:
        turned(): the page is to show another text.
        passage_wanted(HighlightId): show this passage once the page has it.
        said(str): a sentence for the person.
    """

    turned = Signal()
    passage_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, theme: Theme, marking: Marking, pane: QWidget) -> None:
        super().__init__(pane)
        self._jobs, self._marking = jobs, marking
        self._contents: Contents | None = None
        self._old: tuple[int, ArticleText] | None = None
        self._asked = 0
        self._orphans: dict[HighlightId, Highlight] = {}
        self._chosen: HighlightId | None = None
        self._placing: HighlightId | None = None
        self.banner = Banner(theme, pane)
        way = self._way
        self._ways = (
            way(self.tr("Place on the selection") + "  P", self.place),
            way(self.tr("Show in its text"), self.look_up),
            way(self.tr("Keep it there"), self.keep),
            way(self.tr("Remove"), self.remove),
        )
        self._ways_back = (
            way(self.tr("Back to the current text"), self.go_back),
            way(self.tr("Use this text from now on"), self.use),
        )

    @property
    def text(self) -> ArticleText:
        """The text that the page shows."""
        if self._old is not None:
            return self._old[1]
        return self._contents.article.text if self._contents is not None else ArticleText()

    @property
    def highlights(self) -> list[Highlight]:
        """The highlights that stand in the text that the page shows."""
        if self._contents is None:
            return []
        number = self._old[0] if self._old is not None else self._contents.article.version
        return [highlight for highlight in self._contents.highlights if highlight.version == number]

    @property
    def looks_up(self) -> bool:
        """Whether the page shows a text that the article does not show: nothing can be marked in it."""
        return self._old is not None

    def clear(self) -> None:
        """Forget the article."""
        self._contents = self._old = self._chosen = self._placing = None
        self._orphans = {}
        self.banner.say("")

    def take(self, contents: Contents) -> None:
        """The article as the library has it now."""
        before, self._contents = self._contents, contents
        if before is not None and before.article.version != contents.article.version:
            self._old = None
        current = contents.article.version
        self._orphans = {each.id: each for each in contents.highlights if each.version != current}
        if self._chosen not in self._orphans:
            self._chosen = None
        self._tell()

    def has(self, highlight_id: HighlightId) -> bool:
        """Whether a highlight of the article stands in another text than the one on the page."""
        known = self._contents.highlights if self._contents is not None else ()
        return any(each.id == highlight_id for each in known) and not self._marking.has(highlight_id)

    def choose(self, highlight_id: HighlightId) -> None:
        """The ways of the banner are about this highlight from now on, if it stands in another text."""
        if highlight_id in self._orphans:
            self._chosen = highlight_id
            self._tell()

    @Slot()
    def place(self) -> None:
        """Put the highlight that the banner tells of onto the selected passage."""
        if (orphan := self._current()) is None:
            self.said.emit(self.tr("Every highlight stands in this text."))
        elif self._old is not None:
            self.said.emit(self.tr("This is another text. Go back to the current one and select the passage there."))
        elif (stretch := self._marking.stretch()) is None:
            self.said.emit(self.tr("Select the passage in the article first, then press P."))
        else:
            self._placing = orphan.id
            self._marking.deselect()
            self._jobs.write("versions.place_highlight", orphan.id, *stretch, done=self._placed)

    @Slot()
    def look_up(self) -> None:
        """Show the text in which the highlight stands that the banner tells of."""
        if (orphan := self._current()) is not None:
            self.show_text_of(orphan.id)

    def show_text_of(self, highlight_id: HighlightId) -> None:
        """Show the text in which a highlight stands, and its passage there."""
        contents = self._contents
        found = next((each for each in contents.highlights if each.id == highlight_id), None) if contents else None
        if contents is None or found is None:
            return
        self.choose(highlight_id)
        self.passage_wanted.emit(highlight_id)
        if found.version == contents.article.version:
            self.go_back()
        else:
            self._asked = found.version
            read = ("versions.version_text", contents.article.id, found.version)
            self._jobs.read(*read, done=self._show, key=f"other-text-{id(self)}")

    @Slot()
    def keep(self) -> None:
        """Leave the highlight that the banner tells of in its older text. Undo asks for a place again."""
        if (orphan := self._current()) is not None:
            self._chosen = None
            self._jobs.write("versions.keep_highlight", orphan.id)
        else:
            self.said.emit(self.tr("Every highlight stands in this text, or was left in its own."))

    @Slot()
    def remove(self) -> None:
        """Remove the highlight that the banner tells of. Undo brings it back."""
        if (orphan := self._current()) is not None:
            self._jobs.write("annotate.remove_highlights", [orphan.id])

    @Slot()
    def go_back(self) -> None:
        """Show the text of the article again."""
        if self._old is not None:
            self._old = None
            self._tell()
            self.turned.emit()

    @Slot()
    def use(self) -> None:
        """Make the text on the page the text of the article."""
        if self._old is not None and self._contents is not None:
            self._jobs.write("versions.use_version", self._contents.article.id, self._old[0])

    # Private

    def _way(self, text: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        return action

    def _current(self) -> Highlight | None:
        return self._orphans.get(self._chosen) if self._chosen else next(iter(self._waiting()), None)

    def _waiting(self) -> list[Highlight]:
        """The orphans of which the person has not said yet what becomes of them."""
        return [orphan for orphan in self._orphans.values() if not orphan.kept]

    def _show(self, text: ArticleText) -> None:
        if self._contents is not None:
            self._old = (self._asked, text)
            self._tell()
            self.turned.emit()

    def _placed(self, _none: None) -> None:
        if self._placing is not None:
            self.passage_wanted.emit(self._placing)

    def _tell(self) -> None:
        orphan = self._current()
        if self._old is not None and self._contents is not None:
            said = self.tr("This is text %1 of the article; the current one is %2. Nothing can be marked in it.")
            current = self._contents.article.version
            self.banner.say(said.replace("%1", str(self._old[0])).replace("%2", str(current)), self._ways_back)
        elif orphan is None:
            self.banner.say("")
        else:
            said = counted(
                len(self._waiting()),
                self.tr("1 highlight stands in an older text: %1"),
                self.tr("%n highlights stand in an older text, among them %1"),
            )
            if orphan.kept:
                said = self.tr("This highlight was left in an older text: %1")
            quote = " ".join(orphan.quote.split())
            short = quote if len(quote) <= SHORT else quote[:SHORT].rstrip() + "…"
            self.banner.say(said.replace("%1", f"“{short}”"), self._ways)
