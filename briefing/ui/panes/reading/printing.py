"""An article on paper: its text, its highlights with a pattern for each meaning, its notes below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import Highlight, Meaning
from briefing.ui.article_document import ArticleDocument, build
from briefing.ui.offsets import shown
from briefing.ui.page_formats import Look
from briefing.ui.panes.reading.meanings import meaning_labels
from briefing.ui.panes.reading.page_look import BODY_PX, look_of, masthead_of
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.theme import Theme
from briefing.ui.theme.tokens import light

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView

Line = QTextCharFormat.UnderlineStyle
_LINES = {Meaning.NUMBER: Line.DotLine, Meaning.RISK: Line.WaveUnderline, Meaning.QUESTION: Line.DashUnderline}
PRINTED_PX = 14
"""The size of the body on paper: 10.5 points at the 96 dots an inch that Qt takes a document for."""
WIDTH_PX = 640
"""The width of the text that pictures are made to fit: A4 without the 20 mm that Qt leaves on either side."""


def ask_and_print(
    contents: ArticleView, theme: Theme, style: PageStyle, pictures: Mapping[str, QImage], parent: QWidget
) -> QPrintDialog:
    """Ask for a printer; when the person agrees, print the article."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(contents.article.title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(parent.tr("Print the article"))
    dialog.accepted.connect(_Printing(contents, theme, style, pictures, printer, dialog).print)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()  # PySide6 hides QDialog.open() behind that of QPrintDialog, which wants a receiver
    return dialog


class _Printing(QObject):
    """One print job, kept by its dialog."""

    def __init__(
        self, contents: ArticleView, theme: Theme, style: PageStyle, pictures: Mapping[str, QImage],
        printer: QPrinter, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._job = (contents, theme, style, pictures)
        self._printer = printer

    @Slot()
    def print(self) -> None:
        """Print it."""
        printed(*self._job).document.print_(self._printer)


def printed(contents: ArticleView, theme: Theme, style: PageStyle, pictures: Mapping[str, QImage]) -> ArticleDocument:
    """The article as a document for paper: dark letters on white, marks and notes in it."""
    look = _on_paper(look_of(theme, PageStyle(style.face, leading=style.leading), PRINTED_PX / BODY_PX))
    page = build(contents.article.text, masthead_of(contents.article), look)
    for sha256, image in pictures.items():
        page.place_picture(sha256, image, WIDTH_PX)
    for highlight in contents.highlights:
        if highlight.version == contents.article.version:  # the others stand in another text
            _mark(page, highlight)
    _notes(page, [highlight for highlight in contents.highlights if highlight.note], look)
    return page


def _on_paper(look: Look) -> Look:
    """The same letters in the light set, whatever the window looks like."""
    tokens = light()
    return Look(
        look.body, look.interface, look.code, tokens.ink, tokens.ink2, tokens.ink3, tokens.rule, tokens.accent,
        tokens.sunken, look.line,
    )  # fmt: skip


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
