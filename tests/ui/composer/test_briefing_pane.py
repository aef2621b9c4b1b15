"""The briefing pane, driven like a person does it, over a real library."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import Origin
from briefing.domain.briefings import Classification, Item, Level, Paper
from briefing.operations import annotate, compose, maintain, takeaways
from briefing.store import articles
from briefing.store.database import Store
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.models.article_list import MIME_ARTICLES
from briefing.ui.models.outline_rows import RowKind
from briefing.ui.panes.briefing import BriefingPane
from briefing.ui.theme import Theme
from tests.ui.composer.conftest import Made
from tests.ui.composer.pictures import picture

ALT = Qt.KeyboardModifier.AltModifier

OPENED = """\
= Weekly
# Developments (2 articles)
  - Alpha
  - Beta !
# People (1 article)
  - Gamma !
# Empty (Prints “No significant developments”)"""


def settled(qtbot: QtBot, pane: BriefingPane, act: Callable[[], object]) -> None:
    """Do something that changes the briefing, and wait until the pane shows what came of it."""
    with qtbot.waitSignal(pane.shown):
        act()


def select(pane: BriefingPane, *names: tuple[RowKind, int]) -> None:
    """Select rows, the last one current."""
    pane.outline.setFocus()
    pane.outline.select(*names[0])
    for kind, number in names[1:]:
        index = pane.model.index_of(kind, number)
        pane.outline.selectionModel().select(index, pane.outline.selectionModel().SelectionFlag.Select)


def item(made: Made, name: str) -> Item:
    """The item of an article as the library has it."""
    return next(i for s in made.full().sections for i in s.items if i.article_id == made.articles[name])


def replaced(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    """Select all of a line and type over it."""
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


# Opening


def test_opens_a_briefing_at_its_front_page(pane: BriefingPane) -> None:
    assert picture(pane.model) == OPENED
    assert pane.editor.header.title.text() == "Weekly"
    assert pane.editor.header.isVisible()
    assert pane.outline.isExpanded(pane.model.index(1, 0))


def test_says_what_to_do_without_a_briefing(
    qtbot: QtBot, jobs: Jobs, theme: Theme, actions: Actions, shown: Callable[[QWidget], None]
) -> None:
    pane = BriefingPane(jobs, theme, actions)
    shown(pane)
    assert pane.empty.isVisible()
    assert not actions["briefing.add_section"].isEnabled()


def test_a_briefing_that_is_gone_is_said(pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.briefing_missing):
        jobs.write("compose.remove_briefing", made.briefing)
    assert pane.empty.isVisible()
    assert picture(pane.model) == ""


# The front page


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_the_audiences_of_takeaways_are_offered_for_the_briefing(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    annotate.add_takeaway(made.store, made.articles["Alpha"], text="Prices fall.", audience="Sales EMEA")
    header = pane.editor.header
    header.hide()
    header.show()
    qtbot.waitUntil(lambda: "Sales EMEA" in header.audiences.words)
    line = header._lines["audience"]
    line.clear()
    qtbot.keyClicks(line, "emea")
    popup = header.audiences.popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.property("role") == "words", "without it the list has no ground to be read on"
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    settled(qtbot, pane, lambda: qtbot.keyClick(popup, Qt.Key.Key_Return))
    assert line.text() == "Sales EMEA"
    assert made.full().audience == "Sales EMEA"


def test_a_title_is_saved_while_it_is_typed(pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    began = time.monotonic()
    settled(qtbot, pane, lambda: replaced(qtbot, pane.editor.header.title, "Board letter"))
    assert made.full().title == "Board letter"
    assert time.monotonic() - began < 2.0
    assert picture(pane.model).startswith("= Board letter")


def test_typing_is_one_step_of_undo(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    settled(qtbot, pane, lambda: replaced(qtbot, pane.editor.header.subtitle, "One"))
    settled(qtbot, pane, lambda: qtbot.keyClicks(pane.editor.header.subtitle, " two"))
    assert made.full().subtitle == "One two"
    maintain.undo(made.store)
    assert made.full().subtitle == ""


def test_leaving_a_field_saves_it_at_once(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    header = pane.editor.header
    qtbot.keyClicks(header._lines["edition"], "No. 7")
    settled(qtbot, pane, lambda: header.bottom_line.setFocus())
    assert made.full().edition == "No. 7"


def test_a_change_from_elsewhere_does_not_take_back_what_is_being_typed(
    pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot
) -> None:
    replaced(qtbot, pane.editor.header.title, "Half a wo")
    settled(qtbot, pane, lambda: jobs.write("compose.edit_briefing", made.briefing, audience="Board"))
    assert pane.editor.header.title.text() == "Half a wo"
    assert pane.editor.header._lines["audience"].text() == "Board"
    settled(qtbot, pane, lambda: qtbot.keyClicks(pane.editor.header.title, "rd"))
    assert made.full().title == "Half a word"


def test_what_cannot_be_saved_stays_and_says_why(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    compose.remove_briefing(made.store, made.briefing)  # by another program: this window has not heard of it
    qtbot.keyClicks(pane.editor.header.subtitle, "Typed")
    pane.flush()
    qtbot.waitUntil(pane.editor.header.error.isVisible)
    assert pane.editor.header.subtitle.text() == "Typed"
    maintain.undo(made.store)
    settled(qtbot, pane, pane.flush)
    assert made.full().subtitle == "Typed"
    assert not pane.editor.header.error.isVisible()


def test_choices_are_saved_at_once(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    header = pane.editor.header
    settled(qtbot, pane, lambda: qtbot.keyClick(header.classification, Qt.Key.Key_Down))
    settled(qtbot, pane, lambda: qtbot.mouseClick(header.paper.button("us-letter"), Qt.MouseButton.LeftButton))
    briefing = made.full()
    assert (briefing.classification, briefing.paper) == (Classification.CONFIDENTIAL, Paper.LETTER)


def test_the_bottom_line_is_measured_as_it_is_typed(pane: BriefingPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.editor.header.bottom_line, "One two")
    assert pane.editor.header.meter.text() == "2 of 50 words"


def test_undo_comes_back_into_the_field(pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    settled(qtbot, pane, lambda: replaced(qtbot, pane.editor.header.title, "Other"))
    settled(qtbot, pane, lambda: jobs.write("maintain.undo"))
    assert pane.editor.header.title.text() == "Weekly"


# The outline


def test_a_new_section_is_named_where_it_stands(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    settled(qtbot, pane, lambda: qtbot.mouseClick(pane.side.add_section, Qt.MouseButton.LeftButton))
    editor = pane.outline.findChild(QLineEdit, "outline_editor")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Markets")
    settled(qtbot, pane, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert [s.title for s in made.full().sections] == ["Developments", "People", "Empty", "Markets"]


def test_rows_move_by_keyboard_and_on_into_the_next_section(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]))
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Down, ALT))
    assert made.order() == {"Developments": ["Beta", "Alpha"], "People": ["Gamma"], "Empty": []}
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Down, ALT))
    assert made.order() == {"Developments": ["Beta"], "People": ["Alpha", "Gamma"], "Empty": []}
    assert pane.outline.selected_items() == [made.items["Alpha"]], "it stays selected"
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Up, ALT))
    assert made.order() == {"Developments": ["Beta", "Alpha"], "People": ["Gamma"], "Empty": []}


def test_several_rows_move_together_and_come_back_with_one_undo(
    pane: BriefingPane, made: Made, qtbot: QtBot, jobs: Jobs
) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]), (RowKind.ITEM, made.items["Beta"]))
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Down, ALT))
    assert made.order() == {"Developments": [], "People": ["Alpha", "Beta", "Gamma"], "Empty": []}
    settled(qtbot, pane, lambda: jobs.write("maintain.undo"))
    assert made.order() == {"Developments": ["Alpha", "Beta"], "People": ["Gamma"], "Empty": []}


def test_a_section_moves_by_keyboard(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.SECTION, made.sections["People"]))
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Up, ALT))
    assert list(made.order()) == ["People", "Developments", "Empty"]


def test_a_section_at_the_top_stays_there(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.SECTION, made.sections["Developments"]))
    qtbot.keyClick(pane.outline, Qt.Key.Key_Up, ALT)
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Down, ALT))
    assert list(made.order()) == ["People", "Developments", "Empty"]


@pytest.mark.parametrize(("key", "level", "mark"), [("1", Level.TOP, "*"), ("3", Level.HEADLINE, ".")])
def test_a_digit_sets_the_level(
    pane: BriefingPane, made: Made, qtbot: QtBot, key: str, level: Level, mark: str
) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]))
    settled(qtbot, pane, lambda: qtbot.keyClicks(pane.outline, key))
    assert item(made, "Alpha").level is level
    assert f"  {mark} Alpha" in picture(pane.model)


def test_digits_typed_into_a_field_are_text(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]))
    settled(qtbot, pane, lambda: qtbot.keyClicks(pane.editor.item.comment, "123"))
    assert (item(made, "Alpha").comment, item(made, "Alpha").level) == ("123", Level.BRIEF)


def test_delete_takes_rows_out_and_undo_brings_them_back(
    pane: BriefingPane, made: Made, qtbot: QtBot, jobs: Jobs
) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]), (RowKind.SECTION, made.sections["People"]))
    assert pane.editor.several.isVisible()
    assert pane.editor.several.count.text() == "2 rows selected"
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.outline, Qt.Key.Key_Delete))
    assert made.order() == {"Developments": ["Beta"], "Empty": []}
    assert pane.outline.selectedIndexes(), "something is selected again"
    settled(qtbot, pane, lambda: jobs.write("maintain.undo"))
    assert picture(pane.model) == OPENED


def test_delete_in_a_form_removes_no_row(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]))
    form = pane.editor.item
    form.full_text.setFocus()
    qtbot.keyClick(form.full_text, Qt.Key.Key_Delete)
    form.comment.setFocus()
    qtbot.keyClick(form.comment, Qt.Key.Key_Delete)
    settled(qtbot, pane, lambda: qtbot.keyClicks(form.comment, "Still here"))
    assert made.order()["Developments"] == ["Alpha", "Beta"]


def test_a_takeaway_is_shown_as_the_briefing_prints_it_and_red_when_its_passage_has_gone(
    pane: BriefingPane, made: Made, qtbot: QtBot, jobs: Jobs
) -> None:
    beta = made.articles["Beta"]
    passage = annotate.highlight(made.store, beta, 0, 24, Meaning.FACT).value
    said = annotate.add_takeaway(made.store, beta, TakeawayKind.RISK, "A risk.", evidence=(passage,)).value
    compose.edit_item(made.store, made.items["Beta"], takeaways=(said,))
    takeaways.word_for(made.store, said, "Board", "A risk for the board.")
    jobs.write("compose.edit_briefing", made.briefing, audience="board")
    select(pane, (RowKind.ITEM, made.items["Beta"]))
    qtbot.waitUntil(lambda: [row.text.text() for row in pane.editor.item.takeaways.rows] == ["A risk for the board."])
    (shown,) = pane.editor.item.takeaways.rows
    assert shown.note.text() == "worded for board"
    settled(qtbot, pane, lambda: jobs.write("versions.edit_text", beta, 0, "Nothing of what it said."))
    qtbot.waitUntil(lambda: shown.note.property("state") == "error")
    assert "Open the article to place or keep the passage." in shown.note.text()
    row = pane.model.row_at(pane.model.index_of(RowKind.ITEM, made.items["Beta"]))
    assert (row.missing, row.withdrawn) == ("source has changed", True)
    settled(qtbot, pane, lambda: jobs.write("versions.keep_highlight", passage))
    qtbot.waitUntil(lambda: shown.note.property("state") != "error")
    assert not pane.model.row_at(pane.model.index_of(RowKind.ITEM, made.items["Beta"])).withdrawn


def test_takeaways_turn_red_when_their_source_is_thrown_away(
    pane: BriefingPane, made: Made, qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    annotate.add_takeaway(made.store, made.articles["Beta"], TakeawayKind.RISK, "A risk.")
    select(pane, (RowKind.ITEM, made.items["Beta"]))
    qtbot.waitUntil(lambda: len(pane.editor.item.takeaways.rows) == 1)
    settled(qtbot, pane, lambda: jobs.write("organise.trash", [made.articles["Beta"]]))
    row = pane.model.row_at(pane.model.index_of(RowKind.ITEM, made.items["Beta"]))
    assert (row.missing, row.withdrawn) == ("source in the trash", True)
    (shown,) = pane.editor.item.takeaways.rows
    assert (shown.note.text(), shown.note.property("state")) == ("Its source is in the trash.", "error")
    assert shown.note.palette().windowText().color() == theme.tokens.danger
    settled(qtbot, pane, lambda: jobs.write("maintain.undo"))
    assert not shown.note.isVisible()


def test_a_tick_prints_the_full_text(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.ITEM, made.items["Alpha"]))
    for wanted in (True, False):
        settled(qtbot, pane, lambda: qtbot.keyClick(pane.editor.item.full_text, Qt.Key.Key_Space))
        assert item(made, "Alpha").full_text is wanted


def test_dropped_articles_come_in_where_they_are_dropped(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(MIME_ARTICLES, QByteArray(str(made.articles["Delta"]).encode()))
    section = pane.model.index_of(RowKind.SECTION, made.sections["Developments"])
    drop = lambda: pane.model.dropMimeData(data, Qt.DropAction.CopyAction, 1, 0, section)  # noqa: E731
    settled(qtbot, pane, drop)
    assert made.order()["Developments"] == ["Alpha", "Delta", "Beta"]
    assert pane.outline.selected_items() == [item(made, "Delta").id], "what came in is selected"


def test_added_articles_go_to_the_section_one_is_in(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.ITEM, made.items["Gamma"]))
    with qtbot.waitSignal(pane.articles_wanted) as asked:
        qtbot.mouseClick(pane.side.add_articles, Qt.MouseButton.LeftButton)
    assert asked.args == [made.briefing, made.sections["People"]]
    settled(qtbot, pane, lambda: pane.add_articles([made.articles["Delta"]], asked.args[1]))
    assert made.order()["People"] == ["Gamma", "Delta"]


def test_a_section_is_renamed_in_place(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.SECTION, made.sections["People"]))
    qtbot.keyClick(pane.outline, Qt.Key.Key_F2)
    editor = pane.outline.findChild(QLineEdit, "outline_editor")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Persons")
    settled(qtbot, pane, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert "Persons" in made.order()
    assert pane.editor.section.title.text() == "Persons"


# An item


def open_item(qtbot: QtBot, pane: BriefingPane, made: Made, name: str) -> None:
    """Select an item and wait until what is written on its article is shown."""
    select(pane, (RowKind.ITEM, made.items[name]))
    expected = {"Alpha": 2}.get(name, 0)
    qtbot.waitUntil(lambda: len(pane.editor.item.takeaways.rows) == expected)


def test_the_title_of_the_article_stands_in_for_the_headline(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    form = pane.editor.item
    assert form.headline.placeholderText() == "Alpha"
    assert form.source.text() == "Reuters · 12 Jun 2026"
    settled(qtbot, pane, lambda: qtbot.keyClicks(form.headline, "Boats sink"))
    assert item(made, "Alpha").headline == "Boats sink"


def test_a_guessed_date_of_the_article_is_called_a_guess(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    with made.store.read() as session:
        article = articles.summary(session, made.articles["Alpha"])
    form = pane.editor.item
    open_item(qtbot, pane, made, "Alpha")
    form.show_values(form._values, replace(article, published_origin=Origin.GUESS))
    assert form.source.text() == "Reuters · 12 Jun 2026 (a guess)"


def test_takeaways_are_chosen_and_ordered(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    rows = pane.editor.item.takeaways.rows
    first, second = (row.id for row in rows)
    settled(qtbot, pane, lambda: qtbot.mouseClick(rows[1].up, Qt.MouseButton.LeftButton))
    assert item(made, "Alpha").takeaways == (second, first)
    settled(qtbot, pane, lambda: qtbot.mouseClick(rows[0].box, Qt.MouseButton.LeftButton))
    assert item(made, "Alpha").takeaways == (first,)


def test_a_quote_is_chosen(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    qtbot.waitUntil(lambda: len(pane.editor.item.quotes.rows) == 1)
    settled(qtbot, pane, lambda: qtbot.keyClick(pane.editor.item.quotes.rows[0].box, Qt.Key.Key_Space))
    assert len(item(made, "Alpha").quotes) == 1


def test_an_item_without_a_takeaway_asks_for_one(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Beta")
    form = pane.editor.item
    qtbot.waitUntil(form.nothing_said.isVisible)
    qtbot.mouseClick(form.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.quick.text.hasFocus)
    qtbot.keyClicks(form.quick.text, "Hire a captain.")
    settled(qtbot, pane, lambda: qtbot.mouseClick(form.quick.add, Qt.MouseButton.LeftButton))
    qtbot.waitUntil(lambda: len(form.takeaways.rows) == 1)
    assert form.takeaways.rows[0].box.isChecked()
    assert not form.nothing_said.isVisible()
    assert form.quick.text.toPlainText() == ""
    assert "  - Beta\n" in picture(pane.model) + "\n"


def test_a_takeaway_that_was_typed_is_not_lost_by_leaving(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Beta")
    qtbot.keyClicks(pane.editor.item.quick.text, "Hire a captain.")
    settled(qtbot, pane, lambda: pane.outline.select(RowKind.FRONT))
    assert len(item(made, "Beta").takeaways) == 1


def test_a_takeaway_for_an_item_that_is_gone_gives_its_text_back(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Beta")
    form = pane.editor.item
    compose.remove_items(made.store, [made.items["Beta"]])  # elsewhere: this window has not heard of it
    qtbot.keyClicks(form.quick.text, "Hire a captain.")
    qtbot.mouseClick(form.quick.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.error.isVisible)
    assert form.quick.text.toPlainText() == "Hire a captain."


def test_what_is_written_in_the_reader_shows_up_here(pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    jobs.write("annotate.add_takeaway", made.articles["Alpha"], TakeawayKind.ACTION, "Repair them.")
    qtbot.waitUntil(lambda: len(pane.editor.item.takeaways.rows) == 3)
    assert not pane.editor.item.takeaways.rows[2].box.isChecked()


def test_the_article_is_opened(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    with qtbot.waitSignal(pane.article_wanted) as asked:
        qtbot.mouseClick(pane.editor.item.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == [made.articles["Alpha"]]


def test_a_headline_only_says_what_it_prints(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Alpha")
    form = pane.editor.item
    settled(qtbot, pane, lambda: qtbot.mouseClick(form.level.button("headline"), Qt.MouseButton.LeftButton))
    assert form.level_hint.isVisible()
    assert item(made, "Alpha").level is Level.HEADLINE


# A section


def test_an_empty_section_says_what_it_prints(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.SECTION, made.sections["Empty"]))
    assert "No significant developments" in pane.editor.section.empty.text()
    with qtbot.waitSignal(pane.articles_wanted) as asked:
        qtbot.mouseClick(pane.editor.section.add_button, Qt.MouseButton.LeftButton)
    assert asked.args == [made.briefing, made.sections["Empty"]]


def test_a_section_is_written(pane: BriefingPane, made: Made, qtbot: QtBot) -> None:
    select(pane, (RowKind.SECTION, made.sections["People"]))
    replaced(qtbot, pane.editor.section.title, "Persons")
    qtbot.keyClicks(pane.editor.section.intro, "Who came, who went.")
    settled(qtbot, pane, pane.flush)
    qtbot.waitUntil(lambda: made.full().sections[1].intro == "Who came, who went.")
    assert made.full().sections[1].title == "Persons"


def test_switching_to_another_briefing_saves_this_one(
    pane: BriefingPane, made: Made, store: Store, qtbot: QtBot
) -> None:
    other = compose.create_briefing(store, "Other", "2026-06-13").value
    replaced(qtbot, pane.editor.header.title, "Kept")
    settled(qtbot, pane, lambda: pane.show_briefing(other))
    assert pane.editor.header.title.text() == "Other"
    qtbot.waitUntil(lambda: made.full().title == "Kept")


def test_highlights_made_elsewhere_can_be_quoted(pane: BriefingPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    open_item(qtbot, pane, made, "Beta")
    jobs.write("annotate.highlight", made.articles["Beta"], 0, 4, Meaning.QUOTE)
    qtbot.waitUntil(lambda: len(pane.editor.item.quotes.rows) == 1)
    assert pane.editor.item.quotes.rows[0].text.text() == "“Meta”"
