"""Highlights that stand in an older text: told, never painted elsewhere, placed anew, looked up, removed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from briefing.domain.annotations import HighlightId, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, OfferedTakeaway
from briefing.domain.text import ArticleText
from briefing.export.copies import copy_blocks
from briefing.operations import annotate, browse, maintain, organise, versions
from briefing.ui.models.highlights import ORPHAN_ROLE
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.panes.reading.printing import on_paper, printed
from briefing.ui.panes.reading.takeaway_card import TakeawayCard
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import paragraph

Key = Qt.Key
OLD = ArticleText((paragraph("The harbour closes in May."), paragraph("Repairs cost 90 million.")))


@pytest.fixture
def kept(library: Library) -> ArticleId:
    """An article whose second paragraph was written anew after it was marked."""
    article = library.add(OLD)
    annotate.highlight(library.store, article, 4, 11, Meaning.FACT)
    annotate.highlight(library.store, article, 27, 51, Meaning.NUMBER, "How much?")
    versions.edit_text(library.store, article, 1, "Nobody knows what any of this is going to take.")
    return article


def orphan(library: Library, article: ArticleId) -> HighlightId:
    now = library.article(article).version
    (found,) = [each.id for each in library.highlights(article) if each.version != now]
    return found


def resting_on_the_orphan(desk: Desk, library: Library, article: ArticleId) -> tuple[HighlightId, TakeawayCard]:
    """The orphan, and the card of a takeaway that rests on it."""
    passage = orphan(library, article)
    said = annotate.add_takeaway(
        library.store, article, TakeawayKind.WHAT_HAPPENED, "It costs much.", evidence=[passage]
    )
    desk.open(article)
    return passage, desk.takeaways.cards[said.value]


def spans(desk: Desk) -> list[str]:
    """The words that are painted."""
    document = desk.reader.view.toPlainText()
    return [document[a:b] for mark in desk.reader.view.marks for a, b in mark.spans]


def test_an_orphan_is_told_and_painted_nowhere(desk: Desk, library: Library, kept: ArticleId) -> None:
    desk.open(kept)
    banner = desk.reader.texts.banner
    assert banner.isVisible()
    assert banner.label.text() == "1 highlight stands in an older text: “Repairs cost 90 million.”"
    assert spans(desk) == ["harbour"]
    for _press in range(3):
        desk.actions["highlight.next"].trigger()
        assert desk.reader.view.current != orphan(library, kept)
    rows = desk.takeaways.highlights.model()
    assert [rows.index(row, 0).data(ORPHAN_ROLE) for row in range(2)] == [False, True]
    assert "In an older text" in rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_an_orphan_is_placed_on_the_selection_with_one_key(desk: Desk, library: Library, kept: ArticleId) -> None:
    desk.open(kept)
    said: list[str] = []
    desk.reader.said.connect(said.append)
    desk.reader.view.setFocus()
    desk.qtbot.keyClick(desk.reader.view, Key.Key_P)
    assert said == ["Select the passage in the article first, then press P."]
    moved = orphan(library, kept)
    desk.select("Nobody knows")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_P)
    desk.qtbot.waitUntil(lambda: not desk.reader.texts.banner.isVisible())
    found = next(each for each in library.highlights(kept) if each.id == moved)
    assert (found.quote, found.note, found.version) == ("Nobody knows", "How much?", 2)
    desk.qtbot.waitUntil(lambda: desk.reader.view.current == moved)
    assert spans(desk) == ["harbour", "Nobody knows"]
    assert not desk.reader.view.textCursor().hasSelection()
    assert not desk.reader.marking.bar.isVisible()
    maintain.undo(library.store)
    assert orphan(library, kept) == moved


def test_the_list_places_an_orphan_and_enter_looks_it_up(desk: Desk, library: Library, kept: ArticleId) -> None:
    desk.open(kept)
    desk.select("any of this")
    rows = desk.takeaways.highlights
    rows.setFocus()
    rows.choose(orphan(library, kept))
    assert [action.text().split("\t")[0] for action in rows.menu().actions()][:2] == [
        "Place on the selection",
        "Show in its text",
    ]
    desk.qtbot.keyClick(rows, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "90 million" in desk.text)
    assert spans(desk) == ["Repairs cost 90 million."]
    assert desk.reader.view.current == orphan(library, kept)
    desk.actions["reader.current_text"].trigger()
    desk.select("any of this")
    desk.qtbot.keyClick(rows, Key.Key_P)
    desk.qtbot.waitUntil(lambda: spans(desk) == ["harbour", "any of this"])


def test_an_older_text_takes_no_marks_and_escape_leaves_it(desk: Desk, library: Library, kept: ArticleId) -> None:
    desk.open(kept)
    before = library.highlights(kept)
    desk.actions["highlight.old_text"].trigger()
    desk.qtbot.waitUntil(lambda: desk.reader.texts.looks_up)
    assert "Nothing can be marked" in desk.reader.texts.banner.label.text()
    desk.select("The harbour")
    view = desk.reader.view
    for key in (Key.Key_1, Key.Key_X, Key.Key_P, Key.Key_Q):
        desk.qtbot.keyClick(view, key)
    desk.settle()
    assert [replace(h, meaning=Meaning.FACT) for h in library.highlights(kept)] == [
        replace(h, meaning=Meaning.FACT) for h in before
    ]
    assert not any(block.struck for block in library.article(kept).text.blocks)
    desk.qtbot.keyClick(view, Key.Key_Escape)
    desk.qtbot.keyClick(view, Key.Key_Escape)
    assert "Nobody knows" in desk.text
    assert spans(desk) == ["harbour"]


def test_the_older_text_can_be_used_again(desk: Desk, library: Library, kept: ArticleId) -> None:
    desk.open(kept)
    desk.actions["highlight.old_text"].trigger()
    desk.qtbot.waitUntil(lambda: desk.reader.texts.looks_up)
    ways = {button.text(): button for button in desk.reader.texts.banner.ways}
    ways["Use this text from now on"].click()
    desk.qtbot.waitUntil(lambda: not desk.reader.texts.looks_up)
    assert library.article(kept).version == 1
    assert spans(desk) == ["Repairs cost 90 million."]


def test_the_banner_removes_the_highlight_that_the_list_chose(desk: Desk, library: Library, kept: ArticleId) -> None:
    versions.edit_text(library.store, kept, 0, "Something else altogether stands in this place now.")
    desk.open(kept)
    assert "2 highlights stand in an older text" in desk.reader.texts.banner.label.text()
    gone = library.highlights(kept)[1]
    desk.takeaways.highlights.choose(gone.id)
    assert f"“{gone.quote}”" in desk.reader.texts.banner.label.text()
    ways = {button.text(): button for button in desk.reader.texts.banner.ways}
    ways["Remove"].click()
    desk.qtbot.waitUntil(lambda: len(library.highlights(kept)) == 1)
    assert library.highlights(kept)[0].id != gone.id


def test_an_orphan_that_is_kept_in_its_text_asks_no_more_and_its_takeaway_is_sound(
    desk: Desk, library: Library, kept: ArticleId
) -> None:
    passage, card = resting_on_the_orphan(desk, library, kept)
    assert card.source_problem
    ways = {button.text(): button for button in desk.reader.texts.banner.ways}
    ways["Keep it there"].click()
    desk.qtbot.waitUntil(lambda: not desk.reader.texts.banner.isVisible())
    desk.qtbot.waitUntil(lambda: not card.source_problem)
    (chip,) = card.evidence.chips
    assert chip.text() == "1 · older text"
    desk.takeaways.highlights.choose(passage)
    assert desk.reader.texts.banner.label.text().startswith("This highlight was left in an older text")
    desk.select("Nobody knows")
    desk.actions["highlight.place"].trigger()
    desk.qtbot.waitUntil(lambda: spans(desk) == ["harbour", "Nobody knows"])
    assert not next(each for each in library.highlights(kept) if each.id == passage).kept
    maintain.undo(library.store)
    maintain.undo(library.store)
    desk.takeaways._read()  # the other store changed the library
    desk.qtbot.waitUntil(lambda: bool(card.source_problem))


def test_a_takeaway_says_that_its_passage_is_not_in_the_text_any_more(
    desk: Desk, library: Library, kept: ArticleId
) -> None:
    passage, card = resting_on_the_orphan(desk, library, kept)
    assert card.source_problem.startswith("Its source says something else now")
    (chip,) = card.evidence.chips
    assert chip.text() == "1 · older text"
    chip.click()
    desk.qtbot.waitUntil(lambda: "90 million" in desk.text)
    assert desk.reader.view.current == passage
    versions.place_highlight(library.store, passage, 27, 33)
    organise.trash(library.store, [kept])
    desk.takeaways._read()  # the other store changed the library
    desk.qtbot.waitUntil(lambda: card.source_problem == "Its source is in the trash.")
    organise.restore(library.store, [kept])
    annotate.remove_highlights(library.store, [passage])
    desk.takeaways._read()
    desk.qtbot.waitUntil(lambda: card.source_problem == "Its source is missing: a fact rests on a passage.")


def test_neither_paper_nor_a_copy_nor_an_offer_takes_an_orphan_for_a_place_in_the_text(
    desk: Desk, library: Library
) -> None:
    offer = OfferedTakeaway("Key points", "Repairs cost 90 million.", 27, 51)
    article = library.add(OLD, offers=(offer,))
    annotate.highlight(library.store, article, 27, 51, Meaning.NUMBER)
    versions.edit_text(library.store, article, 1, "Nobody knows what any of this is going to take.")
    contents = browse.article(library.store, article)
    page = printed(contents, on_paper(desk.reader._theme, PageStyle()))
    marked = [
        each
        for block in range(page.document.blockCount())
        for each in page.document.findBlockByNumber(block).textFormats()
        if each.format.background().style() != Qt.BrushStyle.NoBrush
    ]
    assert not marked
    assert not any(block.marks for block in copy_blocks(contents.article, contents.highlights))
