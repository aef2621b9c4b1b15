"""The takeaways pane as a person uses it: write, bind to passages, order, correct, undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QScrollArea

from briefing.domain.annotations import FORMS, Confidence, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, OfferedTakeaway, Origin
from briefing.domain.text import ArticleText, BlockKind
from briefing.operations import annotate, compose, maintain, organise
from briefing.ui.models.highlights import HIGHLIGHT_ROLE, HighlightsModel
from briefing.ui.panes.reading.meanings import meaning_labels, origin_labels
from briefing.ui.panes.reading.takeaway_card import TakeawayCard
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import paragraph

Key = Qt.Key


def only_card(desk: Desk) -> TakeawayCard:
    """The one card of the pane, once it is there."""
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 1)
    return next(iter(desk.takeaways.cards.values()))


def choose(card_button: object, data: object) -> None:
    """Open the menu of a chooser and take an entry."""
    menu = card_button.menu()  # type: ignore[attr-defined]
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.data() == data).trigger()


def entry(actions: list[QAction], text: str) -> QAction:
    """The entry of a menu that begins with some words."""
    return next(action for action in actions if action.text().startswith(text))


def test_a_takeaway_from_a_selection_is_bound_to_its_passage(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    desk.select("fourteen cracks")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_T)
    card = only_card(desk)
    desk.qtbot.waitUntil(card.text.hasFocus)
    desk.qtbot.keyClicks(card.text, "Insurers will ask.")
    desk.takeaways.flush()
    desk.settle()
    (takeaway,) = library.takeaways(article)
    (highlight,) = library.highlights(article)
    assert (takeaway.kind, takeaway.text) == (TakeawayKind.FOR_YOU, "Insurers will ask.")
    assert takeaway.evidence == (highlight.id,)
    assert highlight.quote == "fourteen cracks"


def test_typing_is_saved_within_two_seconds_without_leaving(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article)
    desk.open(article)
    card = only_card(desk)
    desk.qtbot.keyClicks(card.text, "Half a thou")
    desk.qtbot.waitUntil(lambda: library.takeaways(article)[0].text == "Half a thou", timeout=2000)


def test_a_refresh_takes_no_typed_letter_back(desk: Desk, library: Library, article: ArticleId) -> None:
    takeaway_id = annotate.add_takeaway(library.store, article, text="Old").value
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.qtbot.keyClicks(card.text, " and new")
    annotate.edit_takeaway(library.store, takeaway_id, audience="Board")
    with desk.qtbot.waitSignal(desk.jobs.changed):
        desk.jobs.write("annotate.highlight", article, 0, 11, Meaning.FACT)
    desk.qtbot.waitUntil(lambda: card.audience.text() == "Board")
    assert card.text.toPlainText() == "Old and new"
    assert card.text.hasFocus()
    desk.takeaways.flush()
    desk.settle()
    assert library.takeaways(article)[0].text == "Old and new"


def test_leaving_the_text_saves_it(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article)
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.qtbot.keyClicks(card.text, "Done")
    desk.reader.view.setFocus()
    desk.settle()
    assert library.takeaways(article)[0].text == "Done"


def test_another_article_saves_what_was_typed_on_the_one_before(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    other = library.add(ArticleText((paragraph("Other words."),)), "Another")
    annotate.add_takeaway(library.store, article)
    desk.open(article)
    desk.qtbot.keyClicks(only_card(desk).text, "Kept")
    desk.open(other)
    desk.settle()
    assert library.takeaways(article)[0].text == "Kept"
    desk.qtbot.waitUntil(lambda: not desk.takeaways.cards)


def test_what_cannot_be_saved_stays_and_says_so(desk: Desk, library: Library, article: ArticleId) -> None:
    takeaway_id = annotate.add_takeaway(library.store, article).value
    desk.open(article)
    card = only_card(desk)
    annotate.remove_takeaway(library.store, takeaway_id)  # by another program: the pane has not heard of it
    desk.qtbot.keyClicks(card.text, "My words")
    desk.takeaways.flush()
    desk.qtbot.waitUntil(lambda: card.problem != "")
    assert card.text.toPlainText() == "My words"
    maintain.undo(library.store)
    desk.takeaways.flush()
    desk.qtbot.waitUntil(lambda: card.problem == "")
    desk.settle()
    assert library.takeaways(article)[0].text == "My words"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_kind_audience_confidence_and_fields_are_chosen_in_place(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    annotate.add_takeaway(library.store, article, text="Ask the port.", audience="CFO")
    annotate.add_takeaway(library.store, article, TakeawayKind.RISK, "If ice, then late.", audience="Sales EMEA")
    desk.open(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 2)
    card = next(iter(desk.takeaways.cards.values()))
    assert card.meter.isVisible()
    choose(card.kind, TakeawayKind.ACTION)
    choose(card.confidence, Confidence.MODERATE)
    assert not card.meter.isVisible()
    assert list(card.fields.fields) == ["owner", "due", "status"]
    desk.qtbot.keyClicks(card.fields.fields["owner"], "Ada")
    desk.qtbot.waitUntil(lambda: "Sales EMEA" in card.audience.words())
    card.audience.selectAll()
    desk.qtbot.keyClicks(card.audience, "Board")
    desk.takeaways.flush()
    desk.settle()
    takeaway = library.takeaways(article)[0]
    assert (takeaway.kind, takeaway.confidence) == (TakeawayKind.ACTION, Confidence.MODERATE)
    assert (takeaway.audience, takeaway.fields["owner"]) == ("Board", "Ada")


def test_every_kind_is_offered_with_its_question_and_rule(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article)
    desk.open(article)
    menu = only_card(desk).kind.menu()
    menu.aboutToShow.emit()
    said = {action.data(): (action.text(), action.toolTip()) for action in menu.actions()}
    assert said == {kind: (f"{form.label}\t{form.question}", form.rule) for kind, form in FORMS.items()}


def test_words_over_the_budget_are_counted(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article, text="word " * 61)
    desk.open(article)
    meter = only_card(desk).meter
    assert (meter.text(), meter.accessibleName()) == ("61/60", "61 of 60 words: 1 too many")


def test_evidence_from_an_original_with_pages_names_them(desk: Desk, library: Library) -> None:
    article = library.add(ArticleText((replace(paragraph("It fell by a third."), page=12),)))
    mark = annotate.highlight(library.store, article, 3, 7, Meaning.FACT).value
    annotate.add_takeaway(library.store, article, TakeawayKind.WHAT_HAPPENED, "So it is.", evidence=(mark,))
    desk.open(article)
    (chip,) = only_card(desk).evidence.chips
    assert (chip.text(), chip.accessibleName()) == ("1 · p. 12", "Passage 1, page 12: fell")


def test_evidence_is_shown_added_and_taken_off(desk: Desk, library: Library, article: ArticleId) -> None:
    first = annotate.highlight(library.store, article, 0, 11, Meaning.FACT).value
    second = annotate.highlight(library.store, article, 20, 30, Meaning.RISK).value
    annotate.add_takeaway(library.store, article, TakeawayKind.WHAT_HAPPENED, "So it is.")
    desk.open(article)
    card = only_card(desk)
    assert card.evidence.chips == []
    desk.takeaways.highlights.selectAll()
    assert card.evidence.add_button.text() == "Add 2 highlights"
    desk.qtbot.mouseClick(card.evidence.add_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(card.evidence.chips) == 2)
    assert library.takeaways(article)[0].evidence == (first, second)
    with desk.qtbot.waitSignal(desk.takeaways.passage_wanted) as shown:
        desk.qtbot.mouseClick(card.evidence.chips[1], Qt.MouseButton.LeftButton)
    assert shown.args == [second]
    assert desk.reader.view.current == second
    desk.qtbot.keyClick(card.evidence.chips[0], Key.Key_Delete)
    desk.qtbot.waitUntil(lambda: len(card.evidence.chips) == 1)
    desk.settle()
    assert library.takeaways(article)[0].evidence == (second,)


def test_one_key_makes_a_takeaway_from_several_highlights(desk: Desk, library: Library, article: ArticleId) -> None:
    ids = tuple(annotate.highlight(library.store, article, n * 10, n * 10 + 8, Meaning.FACT).value for n in range(3))
    desk.open(article)
    rows = desk.takeaways.highlights
    rows.setFocus()
    rows.selectAll()
    desk.qtbot.keyClick(rows, Key.Key_T)
    card = only_card(desk)
    assert library.takeaways(article)[0].evidence == ids
    desk.qtbot.waitUntil(card.text.hasFocus)


def test_takeaways_are_ordered_and_removed_by_keys(desk: Desk, library: Library, article: ArticleId) -> None:
    for text in ("one", "two", "three"):
        annotate.add_takeaway(library.store, article, text=text)
    desk.open(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 3)

    def order() -> list[str]:
        return [card.text.toPlainText() for card in desk.takeaways.cards.values()]

    card = list(desk.takeaways.cards.values())[2]
    card.start_typing()
    desk.qtbot.keyClick(card.text, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.waitUntil(lambda: order() == ["one", "three", "two"])
    assert card.text.hasFocus()

    def heights() -> list[int]:
        return [card.y() for card in desk.takeaways.cards.values()]

    desk.qtbot.waitUntil(lambda: heights() == sorted(set(heights())))
    desk.qtbot.keyClick(card.text, Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: order() == ["one", "two"])
    maintain.undo(library.store)
    with desk.qtbot.waitSignal(desk.jobs.changed):
        desk.jobs.write("annotate.highlight", article, 0, 5, Meaning.FACT)
    desk.qtbot.waitUntil(lambda: order() == ["one", "three", "two"])


def test_the_offer_of_the_source_becomes_a_takeaway(desk: Desk, library: Library) -> None:
    text = ArticleText(
        (
            paragraph("Some news."),
            paragraph("What this means for you", kind=BlockKind.HEADING, level=2),
            paragraph("Book early."),
        )
    )
    start = text.starts[2]
    offer = OfferedTakeaway("What this means for you", "Book early.", start, start + len("Book early."))
    article = library.add(text, "Ferries", offers=(offer,))
    desk.open(article)
    (card,) = desk.takeaways.offers
    with desk.qtbot.waitSignal(desk.takeaways.text_wanted) as shown:
        desk.qtbot.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert shown.args == [offer.start, offer.end]
    desk.qtbot.mouseClick(card.use_button, Qt.MouseButton.LeftButton)
    made = only_card(desk)
    desk.qtbot.waitUntil(lambda: not desk.takeaways.offers)
    assert made.takeaway.publisher_words
    desk.qtbot.waitUntil(made.text.hasFocus)
    desk.qtbot.keyClicks(made.text, " Now.")
    desk.takeaways.flush()
    desk.settle()
    (takeaway,) = library.takeaways(article)
    assert (takeaway.text, takeaway.publisher_words) == ("Book early. Now.", False)


def test_the_list_of_highlights_has_keys(desk: Desk, library: Library, article: ArticleId) -> None:
    later = annotate.highlight(library.store, article, 20, 30, Meaning.FACT).value
    first = annotate.highlight(library.store, article, 0, 11, Meaning.FACT).value
    desk.open(article)
    rows = desk.takeaways.highlights
    model = rows.model()
    assert [model.index(n, 0).data(HIGHLIGHT_ROLE).id for n in range(2)] == [first, later]
    rows.setFocus()
    rows.choose(later)
    with desk.qtbot.waitSignal(desk.takeaways.passage_wanted) as jumped:
        desk.qtbot.keyClick(rows, Key.Key_Return)
    assert jumped.args == [later]
    desk.qtbot.keyClick(rows, Key.Key_5)
    desk.qtbot.keyClick(rows, Key.Key_N)
    desk.qtbot.keyClicks(desk.takeaways.note.editor, "Really?")
    desk.qtbot.keyClick(desk.takeaways.note.editor, Key.Key_Escape)
    desk.settle()
    changed = library.highlights(article)[1]
    assert (changed.meaning, changed.note) == (Meaning.QUESTION, "Really?")
    assert rows.hasFocus()
    assert rows.selected() == (later,)
    entry(rows.menu().actions(), "Remove").trigger()
    desk.settle()
    assert [h.id for h in library.highlights(article)] == [first]


def test_the_model_of_highlights_obeys_the_rules_of_models(library: Library, article: ArticleId) -> None:
    model = HighlightsModel(meaning_labels())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = [annotate.highlight(library.store, article, n, n + 5, Meaning.FACT).value for n in (30, 0, 10)]
    for _step in range(2):
        model.show(library.highlights(article), 1)
        assert [model.highlight(model.index(row)).start for row in range(model.rowCount())] == [0, 10, 30]
        annotate.edit_highlight(library.store, ids[2], note="Hm")
    annotate.remove_highlights(library.store, [ids[2]])
    model.show(library.highlights(article), 1)
    assert [model.highlight(model.index(row)).id for row in range(model.rowCount())] == [ids[1], ids[0]]
    assert model.index_of(ids[0]).row() == 1
    assert not model.index_of(ids[2]).isValid()
    model.show((), 1)
    assert model.rowCount() == 0
    del tester


def test_a_narrow_pane_never_scrolls_sideways(desk: Desk, library: Library, article: ArticleId) -> None:
    for kind in TakeawayKind:
        annotate.add_takeaway(library.store, article, kind, "Some words to fill the card.", audience="Everybody")
    desk.takeaways.setFixedWidth(260)
    desk.open(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == len(TakeawayKind))
    desk.takeaways.new_takeaway()
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == len(TakeawayKind) + 1)
    area = desk.takeaways.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert all(card.width() <= 260 for card in desk.takeaways.cards.values())


def test_details_show_where_they_come_from_and_are_corrected(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    rows = desk.takeaways.details.rows
    assert rows["title"].origin.text() == "from the page"
    assert rows["published"].origin.text() == "a guess: please check"
    assert rows["authors"].field.text() == "Ada Wren; Bo Lind"  # type: ignore[union-attr]
    field = rows["outlet"].field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.qtbot.keyClicks(field, "The Morning Tide")
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.settle()
    assert library.article(article).summary.outlet == "The Morning Tide"
    assert library.article(article).origins["outlet"] is Origin.USER
    desk.qtbot.waitUntil(lambda: rows["outlet"].origin.text() == "edited by you")


def test_every_origin_has_words_that_name_it() -> None:
    labels = origin_labels()
    assert set(labels) == set(Origin)
    assert labels[Origin.DOCUMENT] == "from the document"
    assert labels[Origin.MESSAGE] == "from the message"
    assert labels[Origin.PASTE] == "from the text you pasted"


def test_a_date_that_is_none_stays_typed_with_the_reason(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    row = desk.takeaways.details.rows["published"]
    field = row.field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.qtbot.keyClicks(field, "soon")
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.waitUntil(row.problem.isVisible)
    assert field.text() == "soon"
    assert library.article(article).summary.published == "2026-06-12"
    field.selectAll()
    desk.qtbot.keyClicks(field, "2026-06-13")
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not row.problem.isVisible())
    desk.settle()
    assert library.article(article).summary.published == "2026-06-13"


def test_the_note_of_an_article_is_written_in_place(desk: Desk, library: Library, article: ArticleId) -> None:
    desk.open(article)
    field = desk.takeaways.details.rows["note"].field
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    desk.qtbot.keyClicks(field, "Ask Bo")
    desk.reader.view.setFocus()
    desk.settle()
    assert library.article(article).note == "Ask Bo"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_tags_are_added_by_typing_and_taken_off(desk: Desk, library: Library, article: ArticleId) -> None:
    organise.tag(library.store, [library.add(ArticleText((paragraph("x"),)), "Other")], "Ports")
    desk.open(article)
    tags = desk.takeaways.details.tags
    desk.qtbot.waitUntil(lambda: tags.field.words() == ["Ports"])
    desk.qtbot.keyClicks(tags.field, "ports,")
    desk.qtbot.keyClicks(tags.field, "winter")
    desk.qtbot.keyClick(tags.field, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(tags.chips) == 2)
    assert sorted(tag.name for tag in library.article(article).summary.tags) == ["Ports", "winter"]
    chip = next(chip for chip in tags.chips if chip.text().startswith("Ports"))
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(tags.chips) == 1)
    desk.qtbot.keyClick(tags.field, Key.Key_Backspace)
    desk.qtbot.waitUntil(lambda: not tags.chips)
    assert library.article(article).summary.tags == ()


def test_briefings_that_cite_the_article_are_named(desk: Desk, library: Library, article: ArticleId) -> None:
    briefing = compose.create_briefing(library.store, "Weekly", "2026-06-12").value
    compose.add_articles(library.store, briefing, None, [article])
    desk.open(article)
    (link,) = desk.takeaways.details.links
    assert link.text() == "Weekly"
    with desk.qtbot.waitSignal(desk.takeaways.briefing_wanted) as wanted:
        desk.qtbot.mouseClick(link, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert wanted.args == [briefing]


def test_every_control_has_a_name_and_a_place_in_the_order_of_tab(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    marked = annotate.highlight(library.store, article, 0, 11, Meaning.FACT).value
    annotate.add_takeaway(library.store, article, TakeawayKind.ACTION, "Go.", evidence=[marked])
    organise.tag(library.store, [article], "ports")
    desk.open(article)
    card = only_card(desk)
    controls = [w for kind in (QAbstractButton, QLineEdit, QPlainTextEdit) for w in desk.takeaways.findChildren(kind)]
    for control in controls:
        if control.isVisible():
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert control.accessibleName() or text, control
    card.start_typing()
    reached = []
    for _step in range(40):
        desk.qtbot.keyClick(desk.window.focusWidget(), Key.Key_Tab)
        if desk.window.focusWidget() in reached:
            break
        reached.append(desk.window.focusWidget())
    wanted = [*card.fields.fields.values(), card.audience, card.evidence.chips[0], desk.takeaways.highlights]
    places = [reached.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert set(desk.takeaways.details.tags.chips) <= set(reached)


def test_a_new_takeaway_below_many_comes_into_view(desk: Desk, library: Library, article: ArticleId) -> None:
    for number in range(8):
        annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, f"Number {number} means something.")
    desk.open(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 8)
    desk.takeaways.new_takeaway()
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 9)
    card = list(desk.takeaways.cards.values())[-1]
    desk.qtbot.waitUntil(card.text.hasFocus)
    desk.qtbot.waitUntil(lambda: not card.text.visibleRegion().isEmpty())
    assert card.visibleRegion().boundingRect().height() == card.height()
