"""The small editor of takeaways: styles, links and lists by keys and menu, one step of undo each, always a string."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QTextCharFormat

from briefing.domain.annotations import Confidence, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.findings import Rule
from briefing.operations import annotate
from briefing.ui.panes.reading.marked_field import MarkedField
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.test_takeaways import only_card

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(desk: Desk, library: Library, article: ArticleId) -> MarkedField:
    """The field of a takeaway with the caret at its end."""
    annotate.add_takeaway(library.store, article, TakeawayKind.WHY_IT_MATTERS, "We 😀 book two berths")
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    return card.text


def choose(field: MarkedField, words: str) -> None:
    """Select words of the field."""
    start = field.toPlainText().index(words)
    field.select(start, start + len(words))


def chosen(field: MarkedField) -> str:
    """The words that are selected."""
    return field.textCursor().selectedText()


def shapes(field: MarkedField, line: int = 0) -> dict[str, QTextCharFormat]:
    """The stretches of a line that are painted otherwise than the rest, and how."""
    block = field.document().findBlockByNumber(line)
    raw = block.text().encode("utf-16-le")
    return {
        raw[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le"): QTextCharFormat(each.format)
        for each in block.layout().formats()
    }


def colour(shape: QTextCharFormat) -> QColor:
    """The colour of the letters."""
    return shape.foreground().color()


def test_words_are_made_bold_and_italic_by_key(
    desk: Desk, library: Library, article: ArticleId, field: MarkedField
) -> None:
    choose(field, "two")
    desk.qtbot.keyClick(field, Key.Key_B, Ctrl)
    assert (field.toPlainText(), chosen(field)) == ("We 😀 book **two** berths", "two")
    desk.qtbot.keyClick(field, Key.Key_I, Ctrl)
    assert field.toPlainText() == "We 😀 book ***two*** berths"
    field.undo()
    assert field.toPlainText() == "We 😀 book **two** berths"
    field.undo()
    assert field.toPlainText() == "We 😀 book two berths"
    desk.qtbot.keyClick(field, Key.Key_End)
    desk.qtbot.keyClick(field, Key.Key_B, Ctrl)
    desk.qtbot.keyClicks(field, ", yes")
    desk.takeaways.flush()
    desk.settle()
    assert library.takeaways(article)[0].text == "We 😀 book two **berths**, yes"


def test_marks_are_shown_as_what_they_are(desk: Desk, field: MarkedField) -> None:
    tokens = desk.takeaways._theme.tokens
    said: list[str] = []
    field.edited.connect(said.append)
    field.show_text("😀 **book** *two* [berths](https://x.org)\n- item\n1. one\n2. two\n4. four")
    assert said == []
    found = shapes(field)
    assert found["book"].fontWeight() == QFont.Weight.DemiBold
    assert found["book"].font().variableAxisValue(QFont.Tag("wght")) == QFont.Weight.Bold
    assert found["two"].fontItalic()
    assert found["berths"].fontUnderline()
    assert colour(found["berths"]) == tokens.accent
    assert colour(found["**"]) == colour(found["](https://x.org)"]) == tokens.ink3
    assert [list(shapes(field, line)) for line in range(1, 5)] == [["- "], ["1. "], ["2. "], []]


def test_a_link_takes_the_address_on_the_clipboard(desk: Desk, field: MarkedField) -> None:
    QGuiApplication.clipboard().setText(" https://x.org/a ")
    choose(field, "two berths")
    desk.qtbot.keyClick(field, Key.Key_K, Ctrl | Shift)
    assert (field.toPlainText(), chosen(field)) == ("We 😀 book [two berths](https://x.org/a)", "two berths")
    desk.qtbot.keyClick(field, Key.Key_K, Ctrl | Shift)
    assert chosen(field) == "https://x.org/a"
    desk.actions["text.unlink"].trigger()
    assert field.toPlainText() == "We 😀 book two berths"


def test_without_an_address_the_link_is_typed_in_place(desk: Desk, field: MarkedField) -> None:
    QGuiApplication.clipboard().setText("not an address")
    choose(field, "two")
    desk.qtbot.keyClick(field, Key.Key_K, Ctrl | Shift)
    assert (field.toPlainText(), chosen(field)) == ("We 😀 book [two](https://) berths", "https://")
    desk.qtbot.keyClicks(field, "https://y.org")
    assert field.toPlainText() == "We 😀 book [two](https://y.org) berths"
    assert shapes(field)["two"].fontUnderline()


def test_enter_goes_on_with_a_list_and_ends_it(desk: Desk, field: MarkedField) -> None:
    field.selectAll()
    desk.qtbot.keyClicks(field, "- one")
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.keyClicks(field, "two")
    assert field.toPlainText() == "- one\n- two"
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.keyClicks(field, "Then")
    assert field.toPlainText() == "- one\n- two\nThen"
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.keyClicks(field, "so")
    assert field.toPlainText() == "- one\n- two\nThen\nso"
    desk.actions["text.list"].trigger()
    assert field.toPlainText() == "- one\n- two\nThen\n- so"
    desk.qtbot.keyClick(field, Key.Key_Tab)
    assert not field.hasFocus()


def test_what_is_pasted_is_plain(desk: Desk, field: MarkedField) -> None:
    data = QMimeData()
    data.setHtml("<p>as <b>bold</b> <a href='https://x.org'>words</a></p>")
    data.setText("as bold words")
    QGuiApplication.clipboard().setMimeData(data)
    field.selectAll()
    desk.qtbot.keyClick(field, Key.Key_V, Ctrl)
    assert field.toPlainText() == "as bold words"
    assert not shapes(field)


def test_the_menu_has_every_command(desk: Desk, field: MarkedField, request: pytest.FixtureRequest) -> None:
    choose(field, "two")
    menu = field.menu(QPoint(0, 0))
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        "Undo", "Redo", "Cut", "Copy", "Paste as plain text", "Select all", "Bold", "Italic", "Link", "List",
    ]  # fmt: skip
    next(action for action in menu.actions() if action.text() == "Bold").trigger()
    assert field.toPlainText() == "We 😀 book **two** berths"
    next(action for action in menu.actions() if action.text() == "Cut").trigger()
    assert QGuiApplication.clipboard().text() == "two"
    field.show_text("a [link](https://x.org)")
    choose(field, "link")
    assert "Remove link" in [action.text() for action in field.menu(QPoint(0, 0)).actions()]


def test_remarks_lie_below_the_words_and_select_them(desk: Desk, library: Library, article: ArticleId) -> None:
    text = "Rates are *very* likely to rise. It **might** rain."
    annotate.add_takeaway(library.store, article, TakeawayKind.ASSESSMENT, text, confidence=Confidence.LOW)
    desk.open(article)
    card = only_card(desk)
    (finding,) = [each for each in card.remarks.findings if each.rule is Rule.VAGUE]
    assert text[finding.start : finding.end] == "might"
    assert "might" in [each.cursor.selectedText() for each in card.text.extraSelections()]  # type: ignore[attr-defined]
    card.start_typing()
    row = next(row for row in card.remarks.rows if "might" in row.words.text())
    desk.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen(card.text) == "might"
    choose(card.text, "likely")
    assert card.term.text() == "“very likely” stands for 80–95 %."


def test_the_words_are_counted_without_marks(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article, text="- **two** [words](https://x.org/and some more)\n- three")
    annotate.add_takeaway(library.store, article, text="- **two** [words](https://x.org)\n- three")
    desk.open(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 2)
    assert [card.meter.text() for card in desk.takeaways.cards.values()] == ["5/60", "3/60"]


def test_wordings_for_others_have_the_same_editor(desk: Desk, library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, text="Cash falls.").value
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.takeaways.reword(said, "Board")
    field: Any = card.variants.fields["Board"]
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "Cash")
    desk.qtbot.keyClick(field, Key.Key_B, Ctrl)
    desk.takeaways.flush()
    desk.settle()
    assert library.takeaways(article)[0].text_for("Board") == "**Cash**"


def test_a_line_that_grows_bold_makes_room(desk: Desk, field: MarkedField) -> None:
    field.show_text("Considerable harbours close, and several more follow; who waits until spring pays twice. " * 20)
    before = field.height()
    desk.qtbot.keyClick(field, Key.Key_A, Ctrl)
    desk.qtbot.keyClick(field, Key.Key_B, Ctrl)
    assert field.toPlainText().endswith("twice.** ")
    desk.qtbot.waitUntil(lambda: field.height() > before)
