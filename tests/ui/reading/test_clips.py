"""A picture or a table is clipped whole, with its caption, by a key."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Picture
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.operations import maintain
from briefing.ui.delegates.highlight_marks import frame_of
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import harbour, paragraph

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def put_caret(desk: Desk, position: int) -> None:
    cursor = desk.reader.view.textCursor()
    cursor.setPosition(position)
    desk.reader.view.setTextCursor(cursor)
    desk.reader.view.setFocus()


def test_a_table_is_clipped_whole_and_framed(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    shown = desk.reader.view.shown
    assert shown is not None
    put_caret(desk, shown.map.position(desk.text.index("North")))
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    desk.qtbot.waitUntil(lambda: len(desk.reader.view.marks) == 1)
    (clip,) = library.highlights(article)
    assert (clip.quote, clip.meaning) == ("Berth\tShips\nNorth\t14\nSouth\t9", Meaning.QUOTE)
    (mark,) = desk.reader.view.marks
    assert mark.frame is not None
    box = frame_of(desk.reader.view.document(), mark.frame)
    last = desk.reader.view.document().findBlock(shown.map.position(desk.text.index("South")))
    assert box.contains(desk.reader.view.document().documentLayout().blockBoundingRect(last))


def test_a_picture_is_clipped_by_its_caption_and_framed_with_it(desk: Desk, library: Library) -> None:
    buffer = QBuffer()
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    body = bytes(buffer.data().data())
    picture = Picture(body, "image/png")
    blocks = tuple(
        Block(BlockKind.IMAGE, each.runs, sha256=picture.sha256) if each.kind is BlockKind.IMAGE else each
        for each in harbour().blocks
    )
    article = library.add(ArticleText(blocks), pictures=(picture,))
    desk.open(article)
    shown = desk.reader.view.shown
    assert shown is not None
    put_caret(desk, shown.pictures[0].position)
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    desk.qtbot.waitUntil(lambda: len(desk.reader.view.marks) == 1)
    assert library.highlights(article)[0].quote == "The north mole"
    (mark,) = desk.reader.view.marks
    assert mark.frame is not None
    assert mark.frame[0] == shown.pictures[0].position < shown.map.position(desk.text.index("The north mole"))


def test_where_there_is_nothing_to_clip_the_way_is_told(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    said: list[str] = []
    desk.reader.said.connect(said.append)
    shown = desk.reader.view.shown
    assert shown is not None
    put_caret(desk, shown.map.position(2))
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    desk.settle()
    assert library.highlights(article) == ()
    assert [each.split(".")[0] for each in said] == ["Put the caret into a table, or beside a picture, then press C"]


def with_bare_picture(desk: Desk, library: Library, alt: str) -> ArticleId:
    """Open an article with a picture without a caption and put the caret beside it."""
    bare = Block(BlockKind.IMAGE, sha256="0" * 64, alt=alt)
    article = library.add(ArticleText((paragraph("Words."), bare, paragraph("More of them."))))
    desk.open(article)
    shown = desk.reader.view.shown
    assert shown is not None
    put_caret(desk, shown.pictures[0].position)
    return article


def test_a_picture_without_caption_is_given_one_and_clipped_in_one_step(desk: Desk, library: Library) -> None:
    article = with_bare_picture(desk, library, "A wall\n of stone")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    editor = desk.reader.editing.editor
    assert editor.isVisible()
    assert editor.field.toPlainText() == "A wall of stone", "its text alternative is proposed"
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: len(desk.reader.view.marks) == 1)
    (clip,) = library.highlights(article)
    assert (clip.quote, clip.version) == ("A wall of stone", 2)
    assert desk.reader.view.marks[0].frame is not None
    desk.qtbot.waitUntil(lambda: desk.reader.view.current == clip.id)
    maintain.undo(library.store)
    assert library.highlights(article) == ()
    assert library.article(article).version == 1


def test_a_proposed_caption_that_nobody_confirmed_is_not_kept(desk: Desk, library: Library) -> None:
    article = with_bare_picture(desk, library, "A wall of stone")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    desk.reader.view.setFocus()
    desk.settle()
    assert not desk.reader.editing.editor.isVisible()
    assert library.article(article).version == 1


def test_a_clip_without_words_is_not_made_and_the_reason_is_told(desk: Desk, library: Library) -> None:
    article = with_bare_picture(desk, library, "")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    editor = desk.reader.editing.editor
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    assert editor.problem.text().startswith("A clip needs a caption")
    editor.field.insertPlainText("The mole")
    desk.qtbot.keyClick(editor.field, Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(lambda: [each.quote for each in library.highlights(article)] == ["The mole"])


def test_a_caption_is_edited_with_the_caret_beside_its_picture(desk: Desk, library: Library) -> None:
    with_bare_picture(desk, library, "A wall of stone")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_F2)
    assert desk.reader.editing.editor.isVisible()
    assert desk.reader.editing.editor.field.toPlainText() == ""
