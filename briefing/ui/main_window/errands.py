"""What the menus do that belongs to no pane: undo, backups, the sample, pickers and dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from briefing.domain.articles import ArticleId, ArticleSummary, Tag, TagId
from briefing.domain.briefings import BriefingId, BriefingSummary, SectionId
from briefing.ui.actions import Actions
from briefing.ui.dialogs.question import ask
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView
    from briefing.operations.maintain import Report
    from briefing.ui.models.sidebar import Entry

_PAGES = "*.html *.htm *.xhtml *.mht *.mhtml *.webarchive"
_DOCUMENTS = "*.pdf *.docx *.odt *.rtf *.epub"
_LETTERS = "*.eml *.msg *.emlx"
_TEXTS = "*.txt *.text *.md *.markdown"
"""Names that files of these kinds usually have. What a file is, its content says; “All files” offers the others."""


class Errands(QObject):
    """Runs the commands of the window that need a dialog or a job and nothing of a pane.

    Signals:
        said(str): something for the status line.
        briefing_made(BriefingId): show this briefing.
        captured(Captured): the add dialog brought an article in.
        addresses_given(list[str]), list_given(str), files_given(list[Path]): fetch these beside the person's work.
        feed_given(str): subscribe to the feed at this address.
        save_wanted(): what is being typed has to be saved before the next step.
    """

    said = Signal(str)
    briefing_made = Signal(object)
    captured = Signal(object)
    addresses_given = Signal(object)
    list_given = Signal(str)
    files_given = Signal(object)
    feed_given = Signal(str)
    save_wanted = Signal()

    def __init__(
        self, jobs: Jobs, theme: Theme, actions: Actions, selected: Callable[[], Sequence[ArticleSummary]],
        window: QWidget,
    ) -> None:  # fmt: skip
        """Make them; `selected` gives the selected articles."""
        super().__init__(window)
        self._jobs, self._theme, self._actions, self._window = jobs, theme, actions, window
        self._selected = selected
        self._adding: tuple[ArticleId, ...] = ()
        self._merging: Tag | None = None
        self._purging: list[ArticleId] = []

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions and what they call."""
        return {
            "file.add": self.add,
            "file.url": self.add,
            "file.open": self.open_files,
            "file.open_folder": self.open_folder,
            "file.backup": self.back_up,
            "file.check": self.check,
            "sample.add": self.add_sample,
            "sample.remove": self.remove_sample,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "article.tag": self.tag,
            "article.original": self.open_original,
            "article.copy_link": self.copy_link,
            "article.purge": self.purge,
            "trash.empty": self.empty_trash,
            "tag.manage": self.manage_tags,
            "briefing.new": self.new_briefing,
            "briefing.add_article": self.add_to_briefing,
            "help.shortcuts": self.show_shortcuts,
            "help.about": self.show_about,
            "help.log": self.show_log,
        }

    # library

    @Slot()
    def undo(self) -> None:
        """Take back the last change, which may still be on its way from an editor."""
        self.save_wanted.emit()
        self._jobs.write("maintain.undo", done=self._undone)

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back."""
        self.save_wanted.emit()
        self._jobs.write("maintain.redo", done=self._redone)

    def _undone(self, label: str) -> None:
        self.said.emit(self.tr("Undone: %1").replace("%1", label) if label else self.tr("There is nothing to undo."))

    def _redone(self, label: str) -> None:
        self.said.emit(self.tr("Done again: %1").replace("%1", label) if label else self.tr("Nothing to redo."))

    @Slot()
    def back_up(self) -> None:
        """Ask where to, and write a checked copy of the library."""
        dialog = QFileDialog(self._window, self.tr("Back up the library"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("briefing-library")
        dialog.selectFile(f"Briefing {date.today().isoformat()}.briefing-library")  # noqa: DTZ011  (the person's day)
        dialog.fileSelected.connect(self._back_up_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _back_up_to(self, name: str) -> None:
        self._jobs.run(self.tr("Backing up the library"), "maintain.backup", Path(name), done=self._backed_up)

    def _backed_up(self, path: Path) -> None:
        self.said.emit(self.tr("The library was backed up to %1 and the copy was checked.").replace("%1", str(path)))

    @Slot()
    def check(self) -> None:
        """Look for damage in the library."""
        self._jobs.run(self.tr("Checking the library"), "maintain.check_up", done=self._checked)

    def _checked(self, report: Report) -> None:
        if not report.problems:
            self.said.emit(
                counted(
                    report.articles,
                    self.tr("The library is sound: 1 article."),
                    self.tr("The library is sound: %n articles."),
                )
            )
            return
        QMessageBox.warning(self._window, self.tr("The library is damaged"), "\n".join(report.problems))

    @Slot()
    def add_sample(self) -> None:
        """Add the sample and show its briefing."""
        self._jobs.write("sample.add_sample", done=self._show_briefing, name=self.tr("Opening the sample briefing"))

    @Slot()
    def remove_sample(self) -> None:
        """Take the sample out again."""
        self._jobs.write("sample.remove_sample")

    def _show_briefing(self, briefing_id: BriefingId) -> None:
        self.briefing_made.emit(briefing_id)

    @Slot()
    def empty_trash(self) -> None:
        """Ask, because this cannot be undone, and empty the trash."""
        title, question = self.tr("Empty the trash"), self.tr("Delete the articles of the trash for good?")
        warning = self.tr("This cannot be undone. Articles that a briefing cites are kept.")
        ask(self._window, title, question, warning, title, self._empty_trash)

    @Slot()
    def purge(self) -> None:
        """Ask, because this cannot be undone, and delete the selected articles of the trash."""
        chosen = [article for article in self._selected() if article.trashed]
        free = [article.id for article in chosen if not article.briefings]
        if not free:
            self.said.emit(self.tr("A briefing cites this article, so it is kept. Take it out of the briefing first."))
            return
        self._purging = free
        question = self.tr("Delete “%1” for good?").replace("%1", chosen[0].title)
        if len(free) > 1:
            question = counted(len(free), "", self.tr("Delete %n articles for good?"))
        warning = self.tr("The text, highlights and takeaways go with it. This cannot be undone.")
        if len(free) < len(chosen):
            warning += " " + self.tr("Articles that a briefing cites are kept.")
        ask(self._window, self.tr("Delete for good"), question, warning, self.tr("Delete for good"), self._purge)

    @Slot()
    def _purge(self) -> None:
        ids, self._purging = self._purging, []
        self._jobs.write("organise.purge", ids, done=self._emptied, name=self.tr("Deleting articles"))

    @Slot()
    def _empty_trash(self) -> None:
        self._jobs.write("organise.empty_trash", done=self._emptied, name=self.tr("Emptying the trash"))

    def _emptied(self, count: int) -> None:
        self.said.emit(
            counted(count, self.tr("1 article was deleted for good."), self.tr("%n articles were deleted for good."))
        )

    # adding

    @Slot()
    def add(self) -> None:
        """Open the add dialog."""
        self.add_with("")

    @Slot(str)
    def add_with(self, text: str) -> None:
        """Open the add dialog with a text in it."""
        from briefing.ui.dialogs.add import AddDialog

        dialog = AddDialog(self._jobs, self._window, text)
        dialog.captured.connect(self.captured)
        dialog.addresses_given.connect(self.addresses_given)
        dialog.list_given.connect(self.list_given)
        dialog.files_given.connect(self.files_given)
        dialog.feed_given.connect(self.feed_given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def open_files(self) -> None:
        """Ask for files to add."""
        dialog = QFileDialog(self._window, self.tr("Add articles from files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                f"{self.tr('What can become an article')} ({' '.join((_PAGES, _DOCUMENTS, _LETTERS, _TEXTS))})",
                f"{self.tr('Web pages')} ({_PAGES})",
                f"{self.tr('Documents')} ({_DOCUMENTS})",
                f"{self.tr('E-mail')} ({_LETTERS})",
                f"{self.tr('Text')} ({_TEXTS})",
                self.tr("All files (*)"),
            ]
        )
        dialog.filesSelected.connect(self._give_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder whose files are to be added."""
        dialog = QFileDialog(self._window, self.tr("Add all articles of a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._give_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def _give_files(self, names: list[str]) -> None:
        self.files_given.emit([Path(name) for name in names])

    # articles

    @Slot()
    def tag(self) -> None:
        """Open the tag picker for the selected articles."""
        from briefing.ui.dialogs.tag_picker import TagPicker

        if articles := self._selected():
            TagPicker(self._jobs, self._theme, self._window, articles).open()

    @Slot()
    def open_original(self) -> None:
        """Open the article's address in the web browser."""
        self._with_article(self._open_address)

    @Slot()
    def copy_link(self) -> None:
        """Copy the article's address."""
        self._with_article(self._copy_address)

    def _with_article(self, done: Callable[[ArticleView], None]) -> None:
        if articles := self._selected():
            self._jobs.read("browse.article", articles[0].id, done=done, key="address")

    def _open_address(self, view: ArticleView) -> None:
        if view.article.url:
            QDesktopServices.openUrl(QUrl(view.article.url))
        else:
            self.said.emit(self.tr("This article has no address: it was pasted or came from a file."))

    def _copy_address(self, view: ArticleView) -> None:
        if view.article.url:
            QGuiApplication.clipboard().setText(view.article.url)
            self.said.emit(self.tr("Copied %1").replace("%1", view.article.url))
        else:
            self.said.emit(self.tr("This article has no address: it was pasted or came from a file."))

    # briefings

    @Slot()
    def new_briefing(self) -> None:
        """Make an empty briefing and show it."""
        self._make_briefing(self.tr("Untitled briefing"))

    def _make_briefing(self, title: str) -> None:
        today = date.today().isoformat()  # noqa: DTZ011  (the person's day)
        self._jobs.write("compose.create_briefing", title, today, done=self._made)

    def _made(self, briefing_id: BriefingId) -> None:
        if self._adding:
            ids, self._adding = self._adding, ()
            self.put_into(ids, briefing_id)
        else:
            self.briefing_made.emit(briefing_id)

    @Slot()
    def add_to_briefing(self) -> None:
        """Ask for a briefing and put the selected articles into it."""
        if self._selected():
            self._jobs.read("browse.all_briefings", done=self._pick_briefing, key="briefing picker")

    def _pick_briefing(self, briefings: Sequence[BriefingSummary]) -> None:
        from briefing.ui.dialogs.choosers import briefing_picker

        self._adding = tuple(article.id for article in self._selected())
        picker = briefing_picker(self._theme, self._window, briefings)
        picker.chosen.connect(self._put_chosen)
        picker.created.connect(self._make_briefing)
        picker.open()

    @Slot(object)
    def _put_chosen(self, briefing_id: Any) -> None:
        ids, self._adding = self._adding, ()
        self.put_into(ids, BriefingId(briefing_id))

    def put_into(self, ids: Sequence[ArticleId], briefing_id: BriefingId) -> None:
        """Put articles at the end of a briefing."""
        self._jobs.write("compose.add_articles", briefing_id, None, ids)

    def pick_articles(self, section_id: SectionId | None, take: Callable[[Sequence[ArticleId], Any], None]) -> None:
        """Ask for articles of the library; `take` is called with their ids and `section_id`."""
        from briefing.ui.dialogs.choosers import ArticleChooser

        ArticleChooser(self._jobs, self._theme, self._window, section_id, take).open()

    # tags

    @Slot()
    def manage_tags(self) -> None:
        """Open the dialog of all tags."""
        from briefing.ui.dialogs.tags import TagsDialog

        dialog = TagsDialog(self._jobs, self._theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def rename(self, entry: Entry) -> None:
        """Ask for another name of a tag or briefing of the sidebar."""
        from briefing.ui.dialogs.name import NameDialog

        if entry.tag is not None:
            title, verb, target = self.tr("Rename tag"), "organise.rename_tag", entry.tag.id
            dialog = NameDialog(self._jobs, title, entry.text, self._window, verb, target)
        elif entry.briefing is not None:
            title, verb, owner = self.tr("Rename briefing"), "compose.edit_briefing", entry.briefing.id
            dialog = NameDialog(self._jobs, title, entry.text, self._window, verb, owner, keyword="title")
        else:
            return
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def recolour(self, entry: Entry) -> None:
        """Ask for another colour of a tag."""
        from briefing.ui.dialogs.tags import choose_colour

        if entry.tag is not None:
            choose_colour(self._jobs, entry.tag, self._window)

    @Slot(object)
    def merge(self, entry: Entry) -> None:
        """Ask for the tag that takes over the articles of another."""
        if entry.tag is not None:
            self._merging = entry.tag
            self._jobs.read("browse.all_tags", done=self._pick_target, key="merge")

    def _pick_target(self, tags: Sequence[Tag]) -> None:
        from briefing.ui.dialogs.choosers import tag_chooser

        if self._merging is None:
            return
        source = self._merging.id
        others = [tag for tag in tags if tag.id != source]
        prompt = self.tr("Merge “%1” into which tag?").replace("%1", self._merging.name)
        picker = tag_chooser(self._theme, self._window, others, prompt)
        picker.chosen.connect(self._merge_into)
        picker.open()

    @Slot(object)
    def _merge_into(self, target: Any) -> None:
        if self._merging is not None:
            self._jobs.write("organise.merge_tags", [self._merging.id], TagId(target))

    # help

    @Slot()
    def show_shortcuts(self) -> None:
        """Open the sheet of all keys."""
        from briefing.ui.dialogs.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_about(self) -> None:
        """Open the dialog of versions and licence."""
        from briefing.ui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._jobs, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_log(self) -> None:
        """Open the folder of the log files."""
        from briefing import paths

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_dir())))
