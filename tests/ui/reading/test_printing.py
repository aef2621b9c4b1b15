"""An article on paper: what stands on the sheets that a printer is given, read back from a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QPageSize, QTextCharFormat, QTextCursor
from PySide6.QtPrintSupport import QPrinter

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Picture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, browse
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.panes.reading.printing import Printing, on_paper, printed
from briefing.ui.theme import Mode, Theme
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import paragraph

Print = Callable[..., tuple[pypdfium2.PdfDocument, str]]


@pytest.fixture
def print_(library: Library, desk: Desk, theme: Theme, tmp_path: Path) -> Print:
    """Print an article into a PDF: the document, and what the person is told."""

    def job(article_id: ArticleId, change: Callable[[QPrinter], object] = lambda _: None) -> tuple[object, str]:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        target = tmp_path / "printed.pdf"
        printer.setOutputFileName(str(target))
        change(printer)
        told: list[str] = []
        contents = browse.article(library.store, article_id)
        Printing(contents, theme, PageStyle(), printer, desk.jobs, told.append, desk.window).start()
        desk.qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        return pypdfium2.PdfDocument(target) if target.exists() else None, told[0]

    return job  # type: ignore[return-value]


def words_of(pdf: pypdfium2.PdfDocument, page: int) -> str:
    text: str = pdf[page].get_textpage().get_text_bounded()
    return " ".join(text.split())


def height_of(pdf: pypdfium2.PdfDocument, words: str) -> float:
    """How high the first letter of some words is, in points."""
    text = pdf[0].get_textpage()
    index, _ = text.search(words).get_next()
    _, bottom, _, top = text.get_charbox(index, loose=False)
    return float(top - bottom)


def test_letters_on_paper_can_be_read(library: Library, article: ArticleId, print_: Print) -> None:
    pdf, told = print_(article)
    assert told == "1 page was printed."
    assert 5.5 < height_of(pdf, "Repairs cost 90") < 9, "a capital letter of 10.5 points is some 7 points high"
    page = words_of(pdf, 0)
    assert "THE TIDE" in page.upper()
    assert "1 / 1" in page
    assert "Write a comment" not in page, "what was struck out is no part of the article"


def test_every_sheet_has_the_title_and_its_number(library: Library, print_: Print) -> None:
    text = ArticleText(tuple(paragraph(f"Paragraph {n}. " + "Words and more words. " * 40) for n in range(30)))
    pdf, told = print_(library.add(text, "Thirty paragraphs"))
    count = len(pdf)
    assert count > 3
    assert told == f"{count} pages were printed."
    for number in range(count):
        assert f"{number + 1} / {count}" in words_of(pdf, number)
        assert "Thirty paragraphs" in words_of(pdf, number)
    everything = " ".join(words_of(pdf, number) for number in range(count))
    assert all(f"Paragraph {n}." in everything for n in range(30))


def test_the_chosen_pages_are_printed_and_no_others(library: Library, print_: Print) -> None:
    text = ArticleText(tuple(paragraph("Words and more words. " * 40) for _ in range(30)))
    article = library.add(text)
    pdf, told = print_(article, lambda printer: printer.setFromTo(2, 3))
    assert (told, len(pdf)) == ("2 pages were printed.", 2)
    assert "2 / " in words_of(pdf, 0)
    _, told = print_(article, lambda printer: printer.setFromTo(90, 91))
    assert told == "Nothing was printed: the article has no such page."


def test_a_heading_stays_with_its_text(library: Library, print_: Print) -> None:
    heading = paragraph("The heading", kind=BlockKind.HEADING, level=2)
    for lines in range(34, 48):
        blocks = [paragraph("A line of words.") for _ in range(lines)]
        pdf, _ = print_(library.add(ArticleText((*blocks, heading, paragraph("Its text. " * 60)))))
        pages = [words_of(pdf, number) for number in range(len(pdf))]
        (page,) = (page for page in pages if "The heading" in page)
        assert "Its text." in page, f"{lines} lines before the heading"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_cannot_be_printed_is_told(article: ArticleId, print_: Print, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "printed.pdf"
    _, told = print_(article, lambda printer: printer.setOutputFileName(str(missing)))
    assert told == "Nothing was printed: the printer or the file did not open. Choose another one."


def test_all_pictures_and_signs_of_the_page_are_on_the_paper(library: Library, print_: Print) -> None:
    image = QImage(900, 2400, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    buffer = QBuffer()
    image.save(buffer, "PNG")
    picture = Picture(bytes(buffer.data().data()), "image/png")
    text = ArticleText(
        (
            Block(BlockKind.LIST_ITEM, (Run("First."),), level=1, ordered=True),
            Block(BlockKind.IMAGE, (Run("The mole"),), sha256=picture.sha256),
        )
    )
    pdf, _ = print_(library.add(text, pictures=(picture,)))
    assert "1." in words_of(pdf, 0), "the number of an item is drawn beside its text"
    (found,) = (each for page in pdf for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
    left, bottom, right, top = found.get_bounds()
    assert top - bottom < 842 - 90, "it fits one sheet"
    assert abs((right - left) / (top - bottom) - 900 / 2400) < 0.02


def test_a_printed_article_has_its_marks_and_its_notes(library: Library, article: ArticleId) -> None:
    annotate.highlight(library.store, article, 4, 11, Meaning.RISK, "Ask the port master")
    page = printed(browse.article(library.store, article), on_paper(Theme(Mode.DARK), PageStyle()))
    assert page.document.toPlainText().endswith("Notes\nRisk: “harbour”\nAsk the port master")
    cursor = QTextCursor(page.document)
    cursor.setPosition(page.map.position(6))
    form = cursor.charFormat()
    assert form.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    assert form.foreground().color().lightness() < 80  # dark on white, though the window is dark
