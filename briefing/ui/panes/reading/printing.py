"""An article on paper: its text, its highlights with a pattern for each meaning, its notes below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSizeF, QTimer, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import Highlight, Meaning
from briefing.domain.errors import BriefingError
from briefing.domain.text import BlockKind
from briefing.ui.article_document import ArticleDocument, build
from briefing.ui.delegates.highlight_marks import Mark
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.offsets import shown
from briefing.ui.page_formats import Look
from briefing.ui.panes.reading.meanings import meaning_labels
from briefing.ui.panes.reading.page_look import BODY_PX, look_of, masthead_of
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.panes.reading.pictures import decode
from briefing.ui.panes.reading.sheets import DOTS, Sheets, text_area
from briefing.ui.theme import Theme
from briefing.ui.theme.tokens import light

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView

Line = QTextCharFormat.UnderlineStyle
_LINES = {Meaning.NUMBER: Line.DotLine, Meaning.RISK: Line.WaveUnderline, Meaning.QUESTION: Line.DashUnderline}
PRINTED_PX = 14
"""The size of the body on paper: 10.5 points at the dots an inch that a document is laid out for."""
PICTURE_PX = 1600
"""How wide a picture is decoded at most: 270 dots an inch over the text of A4."""


def ask_and_print(
    contents: ArticleView, theme: Theme, style: PageStyle, jobs: Jobs, tell: Callable[[str], None], parent: QWidget
) -> QPrintDialog:
    """Ask for a printer; when the person agrees, print the article and `tell` what came of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(contents.article.title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(parent.tr("Print the article"))
    printing = Printing(contents, theme, style, printer, jobs, tell, parent)
    dialog.accepted.connect(printing.start)
    dialog.rejected.connect(printing.deleteLater)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()  # PySide6 hides QDialog.open() behind that of QPrintDialog, which wants a receiver
    return dialog


class Printing(QObject):
    """One article on its way to a printer: its pictures are read one by one, then sheet after sheet is drawn."""

    def __init__(
        self, contents: ArticleView, theme: Theme, style: PageStyle, printer: QPrinter, jobs: Jobs,
        tell: Callable[[str], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._contents, self._printer, self._jobs, self._tell = contents, printer, jobs, tell
        self._look = on_paper(theme, style)
        self._page: ArticleDocument
        self._waiting: list[str] = []
        self._paper = QSizeF()
        self._numbers: Iterator[int] = iter(())
        self._sheets: Sheets | None = None
        self._painter = QPainter()
        self._drawn = 0

    @Slot()
    def start(self) -> None:
        """Print it. What the person chose in the dialog holds: the paper, the pages, the printer."""
        self._printer.setFullPage(True)
        points = self._printer.pageLayout().fullRectPoints()
        self._paper = QSizeF(points.width(), points.height()) * (DOTS / 72)
        self._page = printed(self._contents, self._look)
        self._waiting = list(dict.fromkeys(spot.sha256 for spot in self._page.pictures))
        self._next_picture()

    def _next_picture(self) -> None:
        if self._waiting:
            self._jobs.read("browse.picture", self._waiting[0], done=self._decode, failed=self._skip)
        else:
            self._lay_out()

    def _decode(self, body: bytes | None) -> None:
        if body is None:
            self._place(None)
            return
        decoding = partial(decode, body, PICTURE_PX)
        self._jobs.run(self.tr("Opening a picture"), decoding, done=self._place, failed=self._skip)

    def _place(self, image: QImage | None) -> None:
        name = self._waiting.pop(0)
        if image is not None:
            text = text_area(self._paper)
            tall = image.height() / image.width() * text.width() / (0.9 * text.height())
            self._page.place_picture(name, image, int(text.width() / max(1.0, tall)))
        self._next_picture()

    def _skip(self, _error: BriefingError) -> None:
        self._place(None)

    def _lay_out(self) -> None:
        title = self._contents.article.title
        sheets = Sheets(self._page, _quotes(self._page, self._contents), self._look, title, self._paper)
        chosen = self._printer.pageRanges()
        numbers = [number for number in range(sheets.count) if chosen.isEmpty() or chosen.contains(number + 1)]
        if self._printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
            numbers.reverse()
        if not numbers:
            self._end(self.tr("Nothing was printed: the article has no such page."))
            return
        if not self._painter.begin(self._printer):
            self._end(self.tr("Nothing was printed: the printer or the file did not open. Choose another one."))
            return
        scale = self._printer.resolution() / DOTS
        self._painter.scale(scale, scale)
        self._sheets, self._numbers = sheets, iter(numbers)
        self._next_sheet()

    @Slot()
    def _next_sheet(self) -> None:
        """Draw one sheet and let the window live before the next."""
        number = next(self._numbers, None)
        if number is None or self._sheets is None:
            self._painter.end()
            self._end(counted(self._drawn, self.tr("1 page was printed."), self.tr("%n pages were printed.")))
            return
        if self._drawn and not self._printer.newPage():
            self._painter.end()
            self._end(self.tr("Not all was printed: the printer took no more pages."))
            return
        self._sheets.draw(self._painter, number)
        self._drawn += 1
        QTimer.singleShot(0, self, self._next_sheet)

    def _end(self, sentence: str) -> None:
        self._tell(sentence)
        self.deleteLater()


def printed(contents: ArticleView, look: Look) -> ArticleDocument:
    """The article as a document for paper, with its marks and notes in it; its pictures are still empty."""
    text = contents.article.text
    page = build(text, masthead_of(contents.article), look)
    for block, start in zip(text.blocks, text.starts, strict=True):
        if block.struck and block.kind is not BlockKind.TABLE:  # a hidden cell would leave its row
            page.document.findBlock(page.map.position(start)).setVisible(False)
    for highlight in _standing(contents):
        _mark(page, highlight)
    _notes(page, [highlight for highlight in contents.highlights if highlight.note], look)
    return page


def on_paper(theme: Theme, style: PageStyle) -> Look:
    """The letters that the person reads with, in the light set, whatever the window looks like."""
    look = look_of(theme, PageStyle(style.face, leading=style.leading), PRINTED_PX / BODY_PX)
    tokens = light()
    return Look(
        look.body, look.interface, look.code, tokens.ink, tokens.ink2, tokens.ink3, tokens.rule, tokens.accent,
        tokens.sunken, look.line,
    )  # fmt: skip


def _standing(contents: ArticleView) -> list[Highlight]:
    """The highlights that stand in the text shown; the others stand in another one."""
    return [highlight for highlight in contents.highlights if highlight.version == contents.article.version]


def _quotes(page: ArticleDocument, contents: ArticleView) -> list[Mark]:
    return [
        Mark(highlight.id, highlight.meaning, tuple(page.map.spans(highlight.start, highlight.end)))
        for highlight in _standing(contents)
        if highlight.meaning is Meaning.QUOTE
    ]


def _mark(page: ArticleDocument, highlight: Highlight) -> None:
    """Lay the colour and the line of its meaning below a highlight."""
    tokens = light()
    form = QTextCharFormat()
    form.setBackground(QBrush(tokens.meanings[highlight.meaning]))
    if highlight.meaning in _LINES:
        form.setUnderlineStyle(_LINES[highlight.meaning])
        form.setUnderlineColor(tokens.marks[highlight.meaning])
    for first, last in page.map.spans(highlight.start, highlight.end):
        cursor = QTextCursor(page.document)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)


def _notes(page: ArticleDocument, noted: Sequence[Highlight], look: Look) -> None:
    """The notes behind the text, each with the passage it is about."""
    if not noted:
        return
    cursor = QTextCursor(page.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    names = meaning_labels()
    head = _letters(look, 1.14, look.ink)
    head.setFontWeight(QFont.Weight.DemiBold)
    cursor.insertBlock(_block(look.size(1.6)), head)
    cursor.insertText(QCoreApplication.translate("Printing", "Notes"))
    for highlight in noted:
        cursor.insertBlock(_block(look.size(0.6)), _letters(look, 0.8, look.ink3))
        cursor.insertText(shown(f"{names[highlight.meaning]}: “{highlight.quote}”"))
        cursor.insertBlock(_block(0), _letters(look, 0.9, look.ink))
        cursor.insertText(shown(highlight.note))


def _block(top: int) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(top)
    return form


def _letters(look: Look, factor: float, colour: QColor) -> QTextCharFormat:
    font = QFont(look.body)
    font.setPixelSize(look.size(factor))
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(QBrush(colour))
    return form
