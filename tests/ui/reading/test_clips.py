"""A picture or a table is clipped whole, with its caption, by a key."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Picture
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.ui.delegates.highlight_marks import frame_of
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import harbour, paragraph

Key = Qt.Key


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


def test_where_there_is_nothing_to_clip_the_way_is_told(desk: Desk, library: Library) -> None:
    article = library.add(ArticleText((paragraph("Words."), Block(BlockKind.IMAGE, sha256="0" * 64, alt="A wall"))))
    desk.open(article)
    said: list[str] = []
    desk.reader.said.connect(said.append)
    shown = desk.reader.view.shown
    assert shown is not None
    for position in (shown.map.position(2), shown.pictures[0].position):
        put_caret(desk, position)
        desk.qtbot.keyClick(desk.reader.view, Key.Key_C)
    desk.settle()
    assert library.highlights(article) == ()
    assert [each.split(".")[0] for each in said] == [
        "Put the caret into a table, or beside a picture, then press C",
        "This picture has no caption yet",
    ]
