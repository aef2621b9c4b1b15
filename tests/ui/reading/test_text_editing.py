"""The stored text edited where it stands: a layer over the original, nothing that was typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId
from briefing.operations import annotate, browse, maintain, versions
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import harbour

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
REPAIRS = "Repairs cost 90 million. Nobody has said who pays."


def edit(desk: Desk, quote: str) -> None:
    """Put the caret into a quote and press F2."""
    shown = desk.reader.view.shown
    assert shown is not None
    cursor = desk.reader.view.textCursor()
    cursor.setPosition(shown.map.position(desk.text.index(quote) + 1))
    desk.reader.view.setTextCursor(cursor)
    desk.reader.view.setFocus()
    desk.qtbot.keyClick(desk.reader.view, Key.Key_F2)
    assert desk.reader.editing.editor.isVisible()


def typed(desk: Desk, words: str) -> None:
    """Write these words instead of those of the paragraph."""
    field = desk.reader.editing.editor.field
    field.selectAll()
    field.insertPlainText(words)


def test_a_paragraph_is_edited_where_it_stands_and_highlights_stay(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    mark = annotate.highlight_quote(library.store, article, "Nobody has said", Meaning.FACT).value
    desk.open(article)
    edit(desk, "Repairs cost")
    editor = desk.reader.editing.editor
    assert editor.field.toPlainText() == REPAIRS
    box = desk.reader.view.cursorRect()
    top = desk.reader.view.viewport().mapTo(desk.reader, box.topLeft()).y()
    assert editor.geometry().top() <= top <= editor.geometry().bottom(), "it stands over its paragraph"
    typed(desk, REPAIRS.replace("90", "120"))
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: "cost 120 million" in desk.text)
    assert not editor.isVisible()
    assert desk.reader.view.hasFocus()
    (found,) = library.highlights(article)
    assert (found.id, found.quote, found.version) == (mark, "Nobody has said", 2)
    maintain.undo(library.store)
    assert library.article(article).text == harbour()


def test_escape_leaves_the_paragraph_as_it_was(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    edit(desk, "Repairs cost")
    typed(desk, "Something else.")
    desk.qtbot.keyClick(desk.reader.editing.editor.field, Key.Key_Escape)
    desk.settle()
    assert not desk.reader.editing.editor.isVisible()
    assert library.article(article).version == 1


def test_without_words_the_paragraph_is_removed_but_only_when_the_person_says_so(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    edit(desk, "Repairs cost")
    typed(desk, "")
    desk.reader.view.setFocus()
    desk.settle()
    assert library.article(article).version == 1
    edit(desk, "Repairs cost")
    typed(desk, "")
    desk.qtbot.keyClick(desk.reader.editing.editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: REPAIRS not in desk.text)
    assert len(library.article(article).text.blocks) == len(harbour().blocks) - 1


def test_what_was_typed_is_saved_when_the_field_or_the_article_is_left(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    other = library.add(harbour(), "Another harbour")
    desk.open(article)
    edit(desk, "Repairs cost")
    typed(desk, "It costs much.")
    desk.reader.view.setFocus()
    desk.qtbot.waitUntil(lambda: "It costs much." in desk.text)
    edit(desk, "It costs much")
    typed(desk, "It costs little.")
    desk.reader.show_article(other)
    desk.settle()
    assert "It costs little." in library.article(article).text.text
    assert library.article(other).text == harbour()


def test_words_that_cannot_be_saved_stay_in_the_field_with_a_sentence(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    editor = desk.reader.editing.editor
    edit(desk, "North")
    typed(desk, "Berth\tShips\nOne row less")
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: editor.isVisible() and "keeps its rows" in editor.problem.text())
    assert editor.field.toPlainText() == "Berth\tShips\nOne row less"
    desk.qtbot.keyClick(editor.field, Key.Key_Escape)
    edit(desk, "Repairs cost")
    typed(desk, "My own words.")
    versions.edit_text(library.store, article, 0, "")  # another window of the program: every number is another's now
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: editor.isVisible() and "says something else now" in editor.problem.text())
    assert editor.field.toPlainText() == "My own words."
    assert "My own words." not in browse.article(library.store, article).article.text.text


def test_words_of_an_article_that_was_left_come_up_again_with_it(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    other = library.add(harbour(), "Another harbour")
    desk.open(article)
    edit(desk, "North")
    typed(desk, "One cell")
    said: list[str] = []
    desk.reader.said.connect(said.append)
    desk.reader.show_article(other)
    desk.qtbot.waitUntil(lambda: bool(said))
    assert not desk.reader.editing.editor.isVisible()
    desk.reader.show_article(article)
    desk.qtbot.waitUntil(desk.reader.editing.editor.isVisible)
    assert desk.reader.editing.editor.field.toPlainText() == "One cell"
