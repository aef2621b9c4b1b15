"""The reader as a person uses it: look, select, mark, find, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QAbstractButton

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Outcome, Picture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate
from briefing.ui.article_document import ClosedDocument
from briefing.ui.delegates.highlight_marks import stretches
from briefing.ui.panes.reading.finding import places
from briefing.ui.panes.reading.page_style import Face, Ground, Leading, Measure, PageStyle
from briefing.ui.theme import Mode
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import harbour, paragraph

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def point_of(desk: Desk, quote: str, part: float = 0.5) -> QPoint:
    """Where a quote stands in the viewport."""
    shown = desk.reader.view.shown
    assert shown is not None
    start = desk.text.index(quote)
    first, last = shown.map.position(start), shown.map.position(start + len(quote))
    line = next(iter(stretches(desk.reader.view.document(), first, last)))
    top = desk.reader.view.verticalScrollBar().value()
    return QPoint(round(line.box.left() + part * line.box.width()), round(line.box.center().y() - top))


def test_an_article_is_shown_with_its_masthead(desk: Desk, article: ArticleId) -> None:
    desk.open(article)
    lines = desk.reader.view.toPlainText().split("\n")
    assert lines[0] == "The Tide  ·  12 Jun 2026 (a guess)  ·  1 min"
    assert lines[1:3] == ["A harbour closes", "By Ada Wren and Bo Lind"]
    assert lines[4].startswith("The harbour of Lind will close")


def test_a_headline_that_the_text_repeats_stands_there_once_and_can_be_marked(desk: Desk, library: Library) -> None:
    text = ArticleText((paragraph("A Harbour closes", kind=BlockKind.HEADING, level=1), paragraph("Words.")))
    desk.open(library.add(text, "A harbour closes"))
    assert desk.reader.view.toPlainText().count("arbour closes") == 1
    desk.select("Harbour")
    assert desk.reader.marking.stretch() == (2, 9)


def test_keys_mark_the_selection_in_five_meanings(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    quotes = ("harbour of Lind", "two winters", "“nothing else is safe.”", "fourteen cracks", "who pays")
    for number, quote in enumerate(quotes):
        desk.select(quote)
        desk.qtbot.keyClick(desk.reader.view, Qt.Key(Key.Key_1 + number))
    desk.settle()
    found = {highlight.quote: highlight.meaning for highlight in library.highlights(article)}
    assert found == dict(zip(quotes, Meaning, strict=True))


def test_dragging_over_words_raises_the_bar_and_its_buttons_mark(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    view = desk.reader.view
    start, end = point_of(desk, "Repairs cost 90 million", 0.0), point_of(desk, "Repairs cost 90 million", 1.0)
    desk.qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    desk.qtbot.mouseMove(view.viewport(), end)
    desk.qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    bar = desk.reader.marking.bar
    assert bar.isVisible()
    desk.qtbot.mouseClick(bar.buttons[Meaning.NUMBER], Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    desk.settle()
    (highlight,) = library.highlights(article)
    assert (highlight.quote, highlight.meaning) == ("Repairs cost 90 million", Meaning.NUMBER)


def test_a_click_on_a_highlight_chooses_it_here_and_in_the_list(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    wide = annotate.highlight(library.store, article, 0, 60, Meaning.FACT).value
    narrow = annotate.highlight(library.store, article, 4, 11, Meaning.RISK).value
    desk.open(article)
    desk.qtbot.mouseClick(desk.reader.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(desk, "harbour"))
    assert desk.reader.view.current == narrow
    assert desk.takeaways.highlights.selected() == (narrow,)
    desk.qtbot.mouseClick(desk.reader.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(desk, "of Lind"))
    assert desk.reader.view.current == wide
    desk.qtbot.mouseClick(desk.reader.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(desk, "Repairs"))
    assert desk.reader.view.current is None


def test_a_chosen_highlight_takes_keys_for_meaning_note_and_removal(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    annotate.highlight(library.store, article, 4, 11, Meaning.FACT)
    desk.open(article)
    view = desk.reader.view
    view.setFocus()
    desk.qtbot.keyClick(view, Key.Key_BracketRight)
    desk.qtbot.keyClick(view, Key.Key_4)
    desk.qtbot.keyClick(view, Key.Key_N)
    note = desk.reader.marking.note
    assert note.isVisible()
    desk.qtbot.keyClicks(note.editor, "Ask the port master")
    desk.qtbot.keyClick(note.editor, Key.Key_Escape)
    desk.settle()
    (highlight,) = library.highlights(article)
    assert (highlight.meaning, highlight.note) == (Meaning.RISK, "Ask the port master")
    assert view.hasFocus()
    desk.qtbot.keyClick(view, Key.Key_Delete)
    desk.settle()
    assert library.highlights(article) == ()


def test_a_note_on_a_selection_marks_it_first(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    desk.select("two winters")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_N)
    note = desk.reader.marking.note
    desk.qtbot.waitUntil(note.isVisible)
    desk.qtbot.keyClicks(note.editor, "Which?")
    desk.qtbot.keyClick(note.editor, Key.Key_Return, CONTROL)
    desk.settle()
    (highlight,) = library.highlights(article)
    assert (highlight.quote, highlight.note) == ("two winters", "Which?")


def test_the_caret_selects_letters_words_and_sentences(desk: Desk, article: ArticleId) -> None:
    desk.open(article)
    view = desk.reader.view
    shown = view.shown
    assert shown is not None
    cursor = view.textCursor()
    cursor.setPosition(shown.map.position(desk.text.index("harbour")))
    view.setTextCursor(cursor)
    view.setFocus()

    def selected() -> str:
        stretch = desk.reader.marking.stretch()
        return desk.text[slice(*stretch)] if stretch else ""

    desk.qtbot.keyClick(view, Key.Key_Right, SHIFT)
    assert selected() == "h"
    desk.qtbot.keyClick(view, Key.Key_Right, SHIFT | CONTROL)
    assert selected() == "harbour"
    desk.qtbot.keyClick(view, Key.Key_Escape)
    desk.qtbot.keyClick(view, Key.Key_Period)
    assert selected() == "The harbour of Lind will close for two winters."
    desk.qtbot.keyClick(view, Key.Key_Period)
    assert selected().endswith("Its masters say 🙂 that “nothing else is safe.”")
    desk.qtbot.keyClick(view, Key.Key_Comma)
    assert selected() == "The harbour of Lind will close for two winters."


def test_what_was_found_can_be_marked_without_the_mouse(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    desk.reader.view.setFocus()
    desk.qtbot.keySequence(desk.reader.view, QKeySequence(QKeySequence.StandardKey.Find))
    field = desk.reader.find_bar.field
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "NOTHING")
    assert desk.reader.find_bar.count.text() == "1 of 1"
    desk.qtbot.keyClick(field, Key.Key_Return)
    assert not desk.reader.find_bar.isVisible()
    desk.qtbot.keyClick(desk.reader.view, Key.Key_3)
    desk.settle()
    assert [highlight.quote for highlight in library.highlights(article)] == ["nothing"]


def test_places_are_marked_one_after_the_other_without_leaving_the_find_bar(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    desk.reader.find_words()
    field = desk.reader.find_bar.field
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "th")
    total = len(places(desk.text, "th"))
    for key in (Key.Key_1, Key.Key_4):
        desk.qtbot.keyClick(field, key, CONTROL)
        desk.qtbot.keyClick(field, Key.Key_Down)
    desk.settle()
    assert field.hasFocus()
    assert field.text() == "th"
    assert desk.reader.find_bar.count.text() == f"3 of {total}"
    found = [(each.start, each.meaning) for each in library.highlights(article)]
    assert found == [(places(desk.text, "th")[0][0], Meaning.FACT), (places(desk.text, "th")[1][0], Meaning.RISK)]


def test_a_passage_runs_over_paragraphs_lists_and_cells_and_passages_overlap(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    quotes = (
        "names fourteen cracks.\nWhat it costs\nRepairs cost",
        "Berth\tShips\nNorth\t14",
        "Ferries move to Oss.\nFreight",
        "What it costs\nRepairs cost 90 million",
        "costs",
    )
    for quote in quotes:
        desk.select(quote)
        desk.qtbot.keyClick(desk.reader.view, Key.Key_2)
    desk.settle()
    assert {each.quote for each in library.highlights(article)} == set(quotes)
    desk.qtbot.waitUntil(lambda: len(desk.reader.view.marks) == len(quotes))
    painted = desk.reader.view.toPlainText()
    for mark, highlight in zip(desk.reader.view.marks, library.highlights(article), strict=True):
        words = [painted[a:b] for a, b in _units(desk, mark.spans)]
        assert words == [part for line in highlight.quote.split("\n") for part in line.split("\t")]


def _units(desk: Desk, spans: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Spans of the document, which counts an emoji twice, as those of its plain text."""
    units = desk.reader.view.toPlainText().encode("utf-16-le")
    count = [len(units[: 2 * p].decode("utf-16-le", "ignore")) for pair in spans for p in pair]
    return list(zip(count[::2], count[1::2], strict=True))


def test_find_goes_round_and_says_what_is_not_there(desk: Desk, article: ArticleId) -> None:
    desk.open(article)
    desk.reader.find_words()
    field, count = desk.reader.find_bar.field, desk.reader.find_bar.count
    desk.qtbot.keyClicks(field, "th")
    total = int(count.text().split()[-1])
    desk.qtbot.keyClick(field, Key.Key_Up)
    assert count.text() == f"{total} of {total}"
    desk.qtbot.keyClick(field, Key.Key_Down)
    assert count.text() == f"1 of {total}"
    desk.qtbot.keyClicks(field, "zzz")
    assert count.text() == "Not found"


def test_a_highlight_may_run_over_paragraphs_cells_and_list_items(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    desk.open(article)
    quote = "who pays.\nBerth\tShips\nNorth\t14\nSouth\t9\nFerries"
    desk.select(quote)
    desk.qtbot.keyClick(desk.reader.view, Key.Key_1)
    desk.settle()
    (highlight,) = library.highlights(article)
    assert highlight.quote == quote


def test_nothing_is_loaded_from_the_network_or_the_disk(desk: Desk, library: Library) -> None:
    asked: list[str] = []

    class Watched(ClosedDocument):
        def loadResource(self, type: int, name: QUrl | str) -> object:
            asked.append(QUrl(name).toString())
            return super().loadResource(type, name)

    names = ("https://tracker.example/a.png", "file:///etc/hostname", "/etc/hostname", "images/rel.png")
    blocks = [Block(BlockKind.IMAGE, (Run(name, link=name),), source=name, alt=name) for name in names]
    blocks += [Block(BlockKind.IMAGE, source=name, sha256="a" * 64) for name in names]
    blocks += [paragraph(Run(f"<img src='{name}'>", link=name)) for name in names]
    import briefing.ui.article_document as room

    original, room.ClosedDocument = room.ClosedDocument, Watched  # type: ignore[misc]
    try:
        desk.open(library.add(ArticleText(tuple(blocks))))
        desk.reader.view.grab()
    finally:
        room.ClosedDocument = original  # type: ignore[misc]
    assert {QUrl(name).scheme() for name in asked} <= {"picture"}
    assert desk.reader.view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(names[1])).width() == 1


def test_only_web_and_mail_links_can_be_followed(desk: Desk, library: Library) -> None:
    opened: list[str] = []
    desk.reader.browse = lambda url: opened.append(url.toString())
    links = ("https://example.org/a?b=1", "mailto:ada@example.org", "file:///etc/hostname", "javascript:alert(1)")
    desk.open(library.add(ArticleText(tuple(paragraph(Run(f"link number {n}", link=a)) for n, a in enumerate(links)))))
    for number in range(len(links)):
        point = point_of(desk, f"link number {number}")
        desk.qtbot.mouseClick(desk.reader.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    for address in links:
        desk.reader.view.link_clicked.emit(address)
    assert opened == [*links[:2], *links[:2]]


def test_stored_pictures_come_from_the_library(desk: Desk, library: Library) -> None:
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    picture = Picture(bytes(buffer.data().data()), "image/png")
    block = Block(BlockKind.IMAGE, (Run("The north mole"),), sha256=picture.sha256, alt="A wall")
    desk.open(library.add(ArticleText((paragraph("Words."), block)), pictures=(picture,)))
    view = desk.reader.view
    desk.qtbot.waitUntil(lambda: view.document().resource(2, QUrl(f"picture:{picture.sha256}")).width() > 1)
    shown = view.grab().toImage()
    seen = {shown.pixelColor(shown.width() // 2, y).name() for y in range(0, shown.height(), 5)}
    assert "#336699" in seen


def test_interface_lines_are_struck_out_and_come_back(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    desk.select("Write a comment")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_X)
    desk.settle()
    assert not any(block.struck for block in library.article(article).text.blocks)
    desk.qtbot.waitUntil(lambda: not _struck(desk, "Write a comment"))
    desk.qtbot.keyClick(desk.reader.view, Key.Key_X)
    desk.qtbot.waitUntil(lambda: _struck(desk, "Write a comment"))


def _struck(desk: Desk, quote: str) -> bool:
    shown = desk.reader.view.shown
    assert shown is not None
    cursor = desk.reader.view.textCursor()
    cursor.setPosition(shown.map.position(desk.text.index(quote)) + 1)
    return cursor.charFormat().fontStrikeOut()


def test_the_reason_of_a_partial_article_stands_above_it(desk: Desk, library: Library) -> None:
    desk.open(library.add(harbour(), outcome=Outcome.PARTIAL))
    assert desk.reader.banner.isVisible()
    assert desk.reader.banner.label.text() == "Only the first paragraphs are here."
    desk.open(library.add(harbour(), "Another"))
    desk.qtbot.waitUntil(lambda: not desk.reader.banner.isVisible())


def test_zoom_theme_and_refresh_keep_the_place(desk: Desk, library: Library) -> None:
    long = ArticleText(tuple(paragraph(f"Paragraph {n}. " + "Some words to fill it. " * 12) for n in range(80)))
    article_id = library.add(long)
    desk.open(article_id)
    view = desk.reader.view
    desk.select("Paragraph 40.")
    view.bring_into_view(view.textCursor().selectionStart(), view.textCursor().selectionEnd())
    place = view.cursorRect().top()
    chosen = desk.reader.marking.stretch()
    desk.reader.zoom_in()
    assert abs(view.cursorRect().top() - place) < 80
    desk.reader.zoom_reset()
    desk.reader._theme.set_mode(Mode.DARK)
    assert abs(view.cursorRect().top() - place) < 80
    value = view.verticalScrollBar().value()
    annotate.highlight(library.store, article_id, 0, 9, Meaning.FACT)
    desk.jobs.write("annotate.highlight", article_id, 10, 20, Meaning.FACT)
    desk.qtbot.waitUntil(lambda: len(view.marks) == 2)
    assert view.verticalScrollBar().value() == value
    assert desk.reader.marking.stretch() == chosen


def test_right_to_left_paragraphs_begin_at_the_right(desk: Desk, library: Library) -> None:
    text = ArticleText((paragraph("العربية أولا"), paragraph("Latin first, العربية later"), paragraph("12 שלום")))
    desk.open(library.add(text))
    blocks = [desk.reader.view.document().findBlock(s.position) for s in desk.reader.view.shown.map.segments]  # type: ignore[union-attr]
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert [block.textDirection() for block in blocks] == [right, left, right]
    for direction, block in zip((right, left, right), blocks, strict=True):
        line = next(iter(stretches(desk.reader.view.document(), block.position(), block.position() + 3)))
        middle = desk.reader.view.viewport().width() / 2
        assert (line.box.center().x() > middle) == (direction == right)


def test_an_article_that_is_gone_says_so(desk: Desk, article: ArticleId) -> None:
    with desk.qtbot.waitSignal(desk.reader.article_missing):
        desk.reader.show_article(ArticleId(article + 1000))
    assert desk.reader.article_id is None


def test_every_button_has_a_name(desk: Desk, article: ArticleId) -> None:
    desk.open(article)
    desk.select("two winters")
    desk.reader.find_words()
    for button in desk.window.findChildren(QAbstractButton):
        if button.isVisibleTo(desk.window):
            assert button.accessibleName() or button.text(), button


def test_another_look_changes_the_page_and_keeps_the_place(desk: Desk, article: ArticleId) -> None:
    desk.open(article)
    said: list[PageStyle] = []
    desk.reader.styled.connect(said.append)
    before = desk.reader.view.document().textWidth()
    desk.actions["reader.appearance"].trigger()
    sheet = desk.reader.sheet
    assert sheet.isVisible()
    desk.qtbot.mouseClick(sheet.measure.button(Measure.WIDE), Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(sheet.ground.button(Ground.SEPIA), Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(sheet.face.button(Face.SANS), Qt.MouseButton.LeftButton)
    assert said[-1] == PageStyle(Face.SANS, Measure.WIDE, Leading.NORMAL, Ground.SEPIA)
    assert desk.reader.view.document().textWidth() > before
    assert desk.reader.view.tokens.surface == QColor("#F6EEDC")
    assert "Source Serif" not in desk.reader.view.document().defaultFont().family()
    desk.qtbot.keyClick(sheet, Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_foot_says_how_far_one_has_read(desk: Desk, library: Library) -> None:
    desk.open(library.add(ArticleText(tuple(paragraph("Words and more words. " * 40) for _ in range(30)))))
    bar = desk.reader.view.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 1000)
    assert desk.reader.foot.progress < 0.5
    assert "min left" in desk.reader.foot.words.text()
    assert desk.reader.foot.words.text().startswith(f"{round(100 * desk.reader.foot.progress)} % read")
    bar.setValue(bar.maximum())
    assert desk.reader.foot.words.text() == "Read to the end"
