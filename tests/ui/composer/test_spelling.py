"""The fields of a briefing are checked in the language of the briefing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtGui import QTextCharFormat
from pytestqt.qtbot import QtBot

from briefing.sources import dictionaries
from briefing.sources import spelling as checker
from briefing.ui.jobs import Jobs
from briefing.ui.models.spelling import AUTOMATIC, Spelling
from briefing.ui.panes.briefing import BriefingPane
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.panes.reading.field_spelling import FieldSpelling
from briefing.ui.panes.reading.spelled_fields import SpelledFields
from briefing.ui.theme import Mode, Theme
from tests.dictionary import write_dictionary
from tests.ui.composer.conftest import Made


@pytest.fixture(autouse=True, scope="module")
def child() -> Iterator[None]:
    """The child process ends with these tests."""
    yield
    checker.close()


@pytest.fixture
def spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, theme: Theme, pane: BriefingPane) -> Spelling:
    """A checker with an English and a German dictionary, for the fields of the pane."""
    write_dictionary(tmp_path, "en_GB")
    write_dictionary(tmp_path, "de_DE", ["Wir", "Hafen", "und"], "ISO8859-1")
    monkeypatch.setattr(dictionaries, "folders", lambda own: [own, tmp_path])
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_US"))
    spelling = Spelling(jobs, AUTOMATIC, pane)
    SpelledFields(spelling, theme, pane)
    return spelling


def underlined(field: NoteField) -> list[str]:
    """The words with the line of the system below them."""
    block = field.document().firstBlock()
    wrong = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
    places = [each for each in block.layout().formats() if each.format.underlineStyle() == wrong]
    return [block.text()[each.start : each.start + each.length] for each in places]


def test_the_briefing_says_its_language(
    pane: BriefingPane, made: Made, jobs: Jobs, spelling: Spelling, qtbot: QtBot
) -> None:
    field = pane.editor.header.bottom_line
    field.setFocus()
    qtbot.keyClicks(field, "Wir book two Hafen und ")
    qtbot.waitUntil(lambda: underlined(field) == ["Wir", "Hafen", "und"], timeout=20_000)
    pane.flush()
    jobs.write("compose.edit_briefing", made.briefing, language="de-AT")
    qtbot.waitUntil(lambda: pane.editor.property("language") == "de-AT")
    pane.editor.header.title.setFocus()
    field.setFocus()
    qtbot.waitUntil(lambda: underlined(field) == ["book", "two"], timeout=20_000)


def test_the_menu_of_a_field_has_the_usual_commands_too(pane: BriefingPane, spelling: Spelling, qtbot: QtBot) -> None:
    field = pane.editor.header.bottom_line
    field.setFocus()
    qtbot.keyClicks(field, "recieve ")
    qtbot.waitUntil(lambda: underlined(field) == ["recieve"], timeout=20_000)
    menu = field.findChild(FieldSpelling).menu(QPoint(2, 2))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[1] == "Add “recieve” to your words"
    assert texts[-1].startswith("Spelling: English")
    assert len(texts) > 8


def test_another_theme_is_no_change_of_the_text(
    pane: BriefingPane, spelling: Spelling, theme: Theme, qtbot: QtBot
) -> None:
    field = pane.editor.header.bottom_line
    field.setFocus()
    qtbot.keyClicks(field, "recieve ")
    qtbot.waitUntil(lambda: underlined(field) == ["recieve"], timeout=20_000)
    told: list[str] = []
    field.edited.connect(told.append)
    theme.set_mode(Mode.DARK)
    (piece,) = field.document().firstBlock().layout().formats()
    assert piece.format.underlineColor() == theme.tokens.danger
    assert told == []
