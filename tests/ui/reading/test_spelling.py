"""Spelling in the fields that a person writes in: underlined off the GUI thread, replaced from the menu, by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from briefing import paths
from briefing.domain.annotations import TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.operations import annotate
from briefing.operations import spelling as operations
from briefing.sources import dictionaries
from briefing.sources import spelling as checker
from briefing.ui.models.spelling import AUTOMATIC, OFF, Spelling
from briefing.ui.panes.reading import spelling_menu
from briefing.ui.panes.reading.field_spelling import FieldSpelling
from briefing.ui.panes.reading.marked_field import MarkedField
from briefing.ui.panes.reading.spelled_fields import SpelledFields
from tests.dictionary import write_dictionary
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.test_takeaways import only_card

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True, scope="module")
def child() -> Iterator[None]:
    """The child process ends with these tests."""
    yield
    checker.close()


@pytest.fixture(autouse=True)
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with one dictionary, for English; its folder."""
    folder = tmp_path / "system"
    write_dictionary(folder)
    monkeypatch.setattr(dictionaries, "folders", lambda own: [own, folder])
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_US"))
    return folder


@pytest.fixture
def spelling(desk: Desk) -> Spelling:
    """The checker of the window, and its fields."""
    spelling = Spelling(desk.jobs, AUTOMATIC, desk.window)
    fields = SpelledFields(spelling, desk.takeaways._theme, desk.window)
    desk.actions.bind("text.spelling", fields.select_next)
    fields.said.connect(lambda said: desk.window.setProperty("said", said))
    return spelling


@pytest.fixture
def field(desk: Desk, spelling: Spelling, library: Library, article: ArticleId) -> MarkedField:
    """The field of a takeaway with the caret at its end."""
    annotate.add_takeaway(library.store, article, TakeawayKind.WHY_IT_MATTERS, "We 😀 **recieve** two lettters")
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    return card.text


def underlined(field: QPlainTextEdit) -> list[str]:
    """The words with the line of the system below them."""
    found: list[str] = []
    block = field.document().firstBlock()
    while block.isValid():
        raw, last = block.text().encode("utf-16-le"), -1
        for each in block.layout().formats():
            if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline:
                piece = raw[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
                found[len(found) - (each.start == last) :] = [(found[-1] if each.start == last else "") + piece]
                last = each.start + each.length
        block = block.next()
    return found


def open_menu(desk: Desk, field: QPlainTextEdit, word: str) -> QMenu:
    """The menu that a right click on a word opens."""
    field.textCursor()
    cursor = field.document().find(word)
    cursor.setPosition(cursor.position() - 1)
    return field.findChild(FieldSpelling).menu(field.cursorRect(cursor).center())


def said(menu: QMenu) -> list[str]:
    """What stands in a menu above the usual commands."""
    texts = [action.text() for action in menu.actions() if action.text()]
    return texts[: next(place for place, text in enumerate(texts) if "Undo" in text)]


def entry(menu: QMenu, text: str) -> QAction:
    """An entry by its text."""
    return next(action for action in menu.actions() if action.text().startswith(text))


def languages(menu: QMenu) -> QMenu:
    """The menu of languages in a menu."""
    return entry(menu, "Spelling").menu()  # type: ignore[return-value]


def until(desk: Desk, field: QPlainTextEdit, words: list[str]) -> None:
    desk.qtbot.waitUntil(lambda: underlined(field) == words, timeout=20_000)


def test_nothing_is_looked_for_before_somebody_writes(
    desk: Desk, spelling: Spelling, library: Library, article: ArticleId
) -> None:
    annotate.add_takeaway(library.store, article, TakeawayKind.WHY_IT_MATTERS, "We recieve")
    desk.open(article)
    card = only_card(desk)
    desk.settle()
    assert spelling.found is None
    assert not spelling.is_waiting
    assert card.text.findChild(FieldSpelling) is None
    card.start_typing()
    until(desk, card.text, ["recieve"])


def test_wrong_words_are_underlined_beside_other_marks(desk: Desk, field: MarkedField) -> None:
    changes: list[str] = []
    field.edited.connect(changes.append)
    until(desk, field, ["recieve", "lettters"])
    (bold,) = {
        each.format.fontWeight()
        for each in field.document().firstBlock().layout().formats()
        if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline and each.start < 13
    }
    assert bold > 500
    shapes = field.document().firstBlock().layout().formats()
    colours = {each.format.underlineColor().name() for each in shapes if each.format.underlineColor().isValid()}
    assert colours == {desk.takeaways._theme.tokens.danger.name()}
    assert changes == []
    assert not field.document().isUndoAvailable()


def test_the_word_that_is_typed_is_left_in_peace(desk: Desk, field: MarkedField, monkeypatch: Any) -> None:
    until(desk, field, ["recieve", "lettters"])
    asked: list[str] = []
    check = operations.check
    monkeypatch.setattr(operations, "check", lambda *args: (asked.extend(args[2]), check(*args))[1])
    desk.qtbot.keyClicks(field, " frum")
    desk.settle()
    assert underlined(field) == ["recieve", "lettters"]
    desk.qtbot.keyClicks(field, " ")
    until(desk, field, ["recieve", "lettters", "frum"])
    assert asked == ["frum"]
    desk.qtbot.keyClicks(field, "frum")
    assert underlined(field) == ["recieve", "lettters", "frum"]
    desk.qtbot.keyClick(field, Key.Key_Home)
    assert underlined(field) == ["recieve", "lettters", "frum", "frum"]
    desk.qtbot.keyClick(field, Key.Key_End)
    desk.qtbot.keyClick(field, Key.Key_Backspace)
    desk.qtbot.keyClicks(field, "n")
    assert underlined(field) == ["recieve", "lettters", "frum"]
    only_card(desk).audience.setFocus()
    until(desk, field, ["recieve", "lettters", "frum", "frun"])


def test_a_suggestion_is_taken_in_one_step_of_undo(
    desk: Desk, library: Library, article: ArticleId, field: MarkedField
) -> None:
    until(desk, field, ["recieve", "lettters"])
    menu = open_menu(desk, field, "recieve")
    assert said(menu)[0] == "Looking for suggestions…"
    desk.qtbot.waitUntil(lambda: said(menu)[0] == "receive", timeout=20_000)
    assert said(menu)[-2:] == ["Add “recieve” to your words", "Ignore “recieve” for now"]
    assert "Looking for suggestions…" not in said(menu)
    entry(menu, "receive").trigger()
    assert field.toPlainText() == "We 😀 **receive** two lettters"
    until(desk, field, ["lettters"])
    field.undo()
    assert field.toPlainText() == "We 😀 **recieve** two lettters"
    field.redo()
    desk.takeaways.flush()
    desk.settle()
    assert library.takeaways(article)[0].text == "We 😀 **receive** two lettters"
    assert said(open_menu(desk, field, "lettters"))[0] == "Looking for suggestions…"


def test_a_word_that_was_changed_meanwhile_is_not_replaced(desk: Desk, field: MarkedField) -> None:
    until(desk, field, ["recieve", "lettters"])
    menu = open_menu(desk, field, "recieve")
    desk.qtbot.waitUntil(lambda: said(menu)[0] == "receive", timeout=20_000)
    field.show_text("Other words now")
    entry(menu, "receive").trigger()
    assert field.toPlainText() == "Other words now"


def test_words_are_added_to_the_persons_own_and_removed_again(desk: Desk, field: MarkedField) -> None:
    until(desk, field, ["recieve", "lettters"])
    kept = paths.data_dir() / operations.WORDS_FILE
    entry(open_menu(desk, field, "lettters"), "Add “lettters”").trigger()
    until(desk, field, ["recieve"])
    assert kept.read_text(encoding="utf-8") == "lettters\n"
    menu = open_menu(desk, field, "lettters")
    assert said(menu) == ["Remove “lettters” from your words"]
    entry(menu, "Remove").trigger()
    until(desk, field, ["recieve", "lettters"])
    assert kept.read_text(encoding="utf-8") == ""
    assert said(open_menu(desk, field, "two")) == []


def test_a_word_is_ignored_for_now(desk: Desk, field: MarkedField) -> None:
    until(desk, field, ["recieve", "lettters"])
    entry(open_menu(desk, field, "recieve"), "Ignore").trigger()
    until(desk, field, ["lettters"])
    assert not (paths.data_dir() / operations.WORDS_FILE).exists()


def test_a_key_goes_from_word_to_word(desk: Desk, field: MarkedField, monkeypatch: Any) -> None:
    until(desk, field, ["recieve", "lettters"])
    chosen = []
    for _ in range(3):
        desk.qtbot.keyClick(field, Key.Key_F7)
        chosen.append(field.textCursor().selectedText())
    assert chosen == ["recieve", "lettters", "recieve"]
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    place = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, field.mapToGlobal(place))
    QApplication.sendEvent(field, event)
    (menu,) = opened
    desk.qtbot.waitUntil(lambda: said(menu)[0] == "receive", timeout=20_000)
    entry(menu, "receive").trigger()
    assert field.toPlainText() == "We 😀 **receive** two lettters"
    field.show_text("We receive two letters")
    until(desk, field, [])
    desk.qtbot.keyClick(field, Key.Key_F7)
    assert desk.window.property("said") in ("No misspelled word here.", "The words are still looked up.")
    desk.reader.view.setFocus()
    desk.qtbot.keyClick(desk.reader.view, Key.Key_F7)
    assert desk.window.property("said").startswith("Put the caret into a text")


def test_the_language_is_chosen_in_the_menu(desk: Desk, spelling: Spelling, field: MarkedField, english: Path) -> None:
    write_dictionary(english, "de_DE", ["Hafen", "recieve", "und"], "ISO8859-1")
    chosen: list[str] = []
    spelling.chosen.connect(chosen.append)
    until(desk, field, ["recieve", "lettters"])
    open_menu(desk, field, "two")  # looks around again
    desk.qtbot.waitUntil(lambda: len(spelling.dictionaries) == 2)
    menu = open_menu(desk, field, "two")
    offered = {action.text(): action for action in languages(menu).actions()}
    assert entry(menu, "Spelling").text() == "Spelling: English (United States)"
    assert list(offered) == [
        "Automatic: English (United States)", "German (Germany)", "English (United States)", "Off",
    ]  # fmt: skip
    assert [text for text, action in offered.items() if action.isChecked()] == ["Automatic: English (United States)"]
    offered["German (Germany)"].trigger()
    until(desk, field, ["We", "two", "lettters"])
    menu = open_menu(desk, field, "two")
    assert entry(menu, "Spelling").text() == "Spelling: German (Germany)"
    entry(languages(menu), "Off").trigger()
    until(desk, field, [])
    menu = open_menu(desk, field, "two")
    assert (said(menu), entry(menu, "Spelling").text()) == ([], "Spelling: off")
    desk.qtbot.keyClick(field, Key.Key_F7)
    assert desk.window.property("said").startswith("The spelling is not checked.")
    entry(languages(menu), "Automatic").trigger()
    until(desk, field, ["recieve", "lettters"])
    assert chosen == ["de_DE", OFF, AUTOMATIC]


@pytest.mark.parametrize(
    ("platform", "way"),
    [
        ("linux", "On Debian and Ubuntu, install hunspell-en-us."),
        ("win32", "Install LibreOffice with that language; its dictionaries are used."),
        ("darwin", "Put the two files of a Hunspell dictionary (.aff, .dic) into the folder Library/Spelling."),
    ],
)
def test_without_a_dictionary_the_menu_says_how_to_get_one(
    desk: Desk, spelling: Spelling, field: MarkedField, english: Path, monkeypatch: Any, platform: str, way: str
) -> None:
    until(desk, field, ["recieve", "lettters"])
    for path in english.iterdir():
        path.unlink()
    monkeypatch.setattr(spelling_menu.sys, "platform", platform)
    spelling.found = None
    spelling.look_around()
    until(desk, field, [])
    menu = open_menu(desk, field, "two")
    assert entry(menu, "Spelling").text() == "Spelling: no dictionary"
    lines = [action for action in languages(menu).actions() if action.text() and not action.isCheckable()]
    assert lines[0].text() == "No spelling dictionary found for English."
    assert way in [line.text() for line in lines]
    assert not any(line.isEnabled() for line in lines)
    desk.qtbot.keyClick(field, Key.Key_F7)
    assert desk.window.property("said") == f"No spelling dictionary found for English. {way}"
    write_dictionary(english)
    open_menu(desk, field, "two")  # looks again
    until(desk, field, ["recieve", "lettters"])


def test_a_spoilt_dictionary_is_named_in_the_menu(
    desk: Desk, spelling: Spelling, field: MarkedField, english: Path
) -> None:
    until(desk, field, ["recieve", "lettters"])
    write_dictionary(english, "fr", []).with_suffix(".dic").write_bytes(b"")
    spelling.found = None
    spelling.look_around()
    spelling.choose("fr")
    desk.qtbot.waitUntil(lambda: bool(spelling.problem), timeout=20_000)
    menu = open_menu(desk, field, "two")
    assert spelling.problem in [action.text() for action in languages(menu).actions()]
    entry(languages(menu), "English").trigger()
    until(desk, field, ["recieve", "lettters"])


def test_notes_on_highlights_are_checked(desk: Desk, spelling: Spelling, article: ArticleId) -> None:
    desk.open(article)
    desk.select("two winters")
    desk.qtbot.keyClick(desk.reader.view, Key.Key_N)
    editor = desk.reader.marking.note.editor
    desk.qtbot.waitUntil(editor.isVisible)
    desk.qtbot.keyClicks(editor, "we recieve two")
    until(desk, editor, ["recieve"])
    menu = open_menu(desk, editor, "recieve")
    desk.qtbot.waitUntil(lambda: menu.actions()[0].text() == "receive", timeout=20_000)
    menu.actions()[0].trigger()
    assert editor.toPlainText() == "we receive two"
    assert editor.isVisible()


def test_a_menu_that_grows_stays_on_the_screen(desk: Desk, field: MarkedField, monkeypatch: Any) -> None:
    until(desk, field, ["recieve", "lettters"])
    monkeypatch.setattr(operations, "suggest", lambda *_args, **_more: ("receive", "relieve", "reverie", "relive"))
    monkeypatch.setattr(QMenu, "isVisible", lambda _menu: True)  # the offscreen platform warns about real ones
    menu = open_menu(desk, field, "recieve")
    lowest = menu.screen().availableGeometry().bottom() + 1
    menu.move(20, lowest - menu.sizeHint().height())
    desk.qtbot.waitUntil(lambda: said(menu)[0] == "receive", timeout=20_000)
    assert menu.y() + menu.sizeHint().height() == lowest


def test_a_remark_has_another_line_than_a_misspelled_word(desk: Desk, field: MarkedField) -> None:
    until(desk, field, ["recieve", "lettters"])
    field.underline([(0, 2)], desk.takeaways._theme.tokens.warning)
    (selection,) = field.extraSelections()
    style: Any = selection.format.underlineStyle()  # type: ignore[attr-defined]
    lines = QTextCharFormat.UnderlineStyle
    assert style not in (lines.WaveUnderline, lines.SpellCheckUnderline, lines.NoUnderline)


def test_the_system_says_the_language_of_a_text_that_does_not(
    desk: Desk, spelling: Spelling, field: MarkedField, english: Path, monkeypatch: Any
) -> None:
    write_dictionary(english, "de_DE", ["Hafen", "We"])
    spelling.look_around()
    desk.qtbot.waitUntil(lambda: len(spelling.dictionaries) == 2)
    found = [spelling.language(tag) for tag in ("", "en", "de-CH", "fr")]
    assert found == ["en_US", "en_US", "de-CH", "fr"]
    for system, tag in (("de_AT", "de_AT"), ("C", "en_US")):
        monkeypatch.setattr(QLocale, "system", lambda system=system: QLocale(system))
        assert spelling.language() == tag
    assert spelling.dictionary("de-CH") == spelling.dictionaries[0]
    assert spelling.dictionary("fr") is None
