"""The fields of the forms: what they tell when the person acts, and that they are silent when the library speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import TakeawayKind
from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.jobs import Jobs
from briefing.ui.panes.composer.accent_field import AccentField
from briefing.ui.panes.composer.candidate_field import CandidateField
from briefing.ui.panes.composer.candidate_row import Candidate
from briefing.ui.panes.composer.date_field import DateField, parse
from briefing.ui.panes.composer.form import FormScroll
from briefing.ui.panes.composer.header_form import HeaderForm
from briefing.ui.panes.composer.item_form import ItemForm
from briefing.ui.panes.composer.languages import LANGUAGES, language_name
from briefing.ui.panes.composer.logo_field import LogoField
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.panes.composer.plain_choice import PlainChoice
from briefing.ui.panes.composer.quick_takeaway import QuickTakeaway
from briefing.ui.panes.composer.section_form import SectionForm
from briefing.ui.panes.composer.several_form import SeveralForm
from briefing.ui.panes.composer.word_meter import WordMeter
from briefing.ui.theme import Theme

SCROLL_BAR = 11
Show = Callable[[QWidget], None]


@pytest.fixture
def american() -> Iterator[None]:
    """Dates as in the United States, whatever the machine says."""
    before = QLocale()
    QLocale.setDefault(QLocale("en-US"))
    yield
    QLocale.setDefault(before)


class TestNoteField:
    def test_tells_what_the_person_types_and_not_what_the_library_says(self, qtbot: QtBot, shown: Show) -> None:
        field = NoteField()
        shown(field)
        with qtbot.assertNotEmitted(field.edited):
            field.set_text("From the library")
        with qtbot.waitSignal(field.edited) as told:
            qtbot.keyClicks(field, "!")
        assert told.args == ["!From the library"]

    def test_a_refresh_leaves_the_cursor_alone(self, qtbot: QtBot, shown: Show) -> None:
        field = NoteField()
        shown(field)
        qtbot.keyClicks(field, "Hello")
        qtbot.keyClick(field, Qt.Key.Key_Left)
        field.set_text("Hello")
        qtbot.keyClicks(field, "l")
        assert field.toPlainText() == "Helllo"

    def test_grows_with_its_lines(self, qtbot: QtBot, shown: Show) -> None:
        holder = QWidget()
        field = NoteField(holder, lines=1)
        shown(holder)
        low = field.height()
        field.set_text("one\ntwo\nthree")
        assert field.height() >= low + 2 * field.fontMetrics().lineSpacing()

    def test_a_pasted_headline_becomes_one_line(self, qtbot: QtBot, shown: Show, qapp: object) -> None:
        field = NoteField(one_paragraph=True)
        shown(field)
        field.insertPlainText("Two\nlines")
        assert field.toPlainText() == "Two lines"
        with qtbot.waitSignal(field.entered):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.toPlainText() == "Two lines"


@pytest.mark.usefixtures("american")
class TestDateField:
    @pytest.mark.parametrize(
        "text", ["2026-06-12", "12 June 2026", "June 12, 2026", "12.6.2026", "6/12/26", "12 Jun 2026"]
    )
    def test_reads_the_usual_ways(self, text: str) -> None:
        assert parse(text) == QDate(2026, 6, 12)

    def test_tells_a_typed_date(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = DateField(theme)
        shown(field)
        qtbot.keyClicks(field, "2026-06-12")
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert told.args == ["2026-06-12"]
        assert field.text() == "12 June 2026"

    def test_steps_by_a_day(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = DateField(theme)
        shown(field)
        field.set_iso("2026-06-30")
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field, Qt.Key.Key_Up)
        assert told.args == ["2026-07-01"]

    def test_says_what_is_no_date_and_keeps_it(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = DateField(theme)
        shown(field)
        field.set_iso("2026-06-12")
        field.clear()
        qtbot.keyClicks(field, "soon")
        with qtbot.waitSignal(field.refused) as told, qtbot.assertNotEmitted(field.chosen):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert "not a date" in told.args[0]
        assert field.text() == "soon"

    def test_an_empty_field_means_no_date(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = DateField(theme)
        shown(field)
        field.set_iso("2026-06-12")
        field.clear()
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert told.args == [""]

    @pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
    def test_picks_from_the_calendar(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = DateField(theme)
        shown(field)
        field.set_iso("2026-06-12")
        field.open_calendar()
        calendar = field.findChild(QCalendarWidget)
        assert calendar is not None
        assert calendar.selectedDate() == QDate(2026, 6, 12)
        with qtbot.waitSignal(field.chosen) as told:
            calendar.clicked.emit(QDate(2026, 6, 15))
        assert told.args == ["2026-06-15"]
        assert not calendar.isVisible()


class TestSegmentedChoice:
    def test_a_click_chooses_once(self, qtbot: QtBot, shown: Show) -> None:
        choice = SegmentedChoice("Level", {"top": "Top story", "brief": "Brief"})
        shown(choice)
        choice.set_value("brief")
        with qtbot.waitSignal(choice.chosen) as told:
            qtbot.mouseClick(choice.button("top"), Qt.MouseButton.LeftButton)
        assert told.args == ["top"]
        with qtbot.assertNotEmitted(choice.chosen):
            qtbot.mouseClick(choice.button("top"), Qt.MouseButton.LeftButton)
        assert choice.button("top").isChecked()

    def test_the_arrow_keys_walk(self, qtbot: QtBot, shown: Show) -> None:
        choice = SegmentedChoice("Level", {"top": "Top story", "brief": "Brief", "headline": "Headline only"})
        shown(choice)
        choice.set_value("top")
        choice.button("top").setFocus()
        qtbot.keyClick(choice.button("top"), Qt.Key.Key_Right)
        assert choice.value == "brief"
        qtbot.keyClick(choice.button("brief"), Qt.Key.Key_Left)
        qtbot.keyClick(choice.button("top"), Qt.Key.Key_Left)
        assert choice.value == "top"


def candidates(*ids: int) -> list[Candidate]:
    """Something to choose from."""
    return [Candidate(number, "Risk", f"Text {number}", QColor("red")) for number in ids]


class TestCandidateField:
    @pytest.fixture
    def field(self, theme: Theme, shown: Show) -> CandidateField:
        field = CandidateField("Takeaways", theme)
        shown(field)
        field.show_candidates(candidates(1, 2, 3), [3, 1])
        return field

    def test_chosen_ones_stand_first_in_their_order(self, field: CandidateField) -> None:
        assert [(row.id, row.box.isChecked()) for row in field.rows] == [(3, True), (1, True), (2, False)]

    def test_a_click_chooses_and_another_leaves_out(self, field: CandidateField, qtbot: QtBot) -> None:
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.mouseClick(field.rows[2].text, Qt.MouseButton.LeftButton)
        assert told.args == [(3, 1, 2)]
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field.rows[0].box, Qt.Key.Key_Space)
        assert told.args == [(1, 2)]

    def test_the_buttons_move(self, field: CandidateField, qtbot: QtBot) -> None:
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.mouseClick(field.rows[0].down, Qt.MouseButton.LeftButton)
        assert told.args == [(1, 3)]
        assert not field.rows[0].up.isEnabled()

    def test_alt_with_an_arrow_moves_and_the_focus_goes_along(self, field: CandidateField, qtbot: QtBot) -> None:
        field.rows[1].box.setFocus()
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field.rows[1].box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert told.args == [(1, 3)]
        assert field.rows[0].box.hasFocus()

    def test_the_arrow_keys_walk(self, field: CandidateField, qtbot: QtBot) -> None:
        field.rows[0].box.setFocus()
        qtbot.keyClick(field.rows[0].box, Qt.Key.Key_Down)
        assert field.rows[1].box.hasFocus()

    def test_what_is_gone_is_not_shown(self, field: CandidateField) -> None:
        field.show_candidates(candidates(1), [3, 1])
        assert [row.id for row in field.rows] == [1]


def test_the_word_meter_counts_and_warns(qtbot: QtBot) -> None:
    meter = WordMeter(3)
    qtbot.addWidget(meter)
    meter.measure("one two")
    assert (meter.text(), meter.property("state")) == ("2 of 3 words", "")
    meter.measure("one two three four")
    assert (meter.text(), meter.property("state")) == ("4 of 3 words: 1 too many", "over")


class TestPlainChoice:
    @pytest.fixture
    def field(self, shown: Show) -> PlainChoice:
        field = PlainChoice({tag: language_name(tag) for tag in LANGUAGES}, name_of=language_name)
        shown(field)
        return field

    def test_offers_languages_by_their_own_names(self, field: PlainChoice) -> None:
        field.set_value("de")
        assert field.currentText() == "Deutsch"

    def test_keeps_a_value_it_does_not_offer(self, field: PlainChoice) -> None:
        field.set_value("cy")
        assert (field.value, field.currentText()) == ("cy", "Cymraeg")

    def test_tells_a_choice(self, field: PlainChoice, qtbot: QtBot) -> None:
        field.set_value("en")
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field, Qt.Key.Key_Down)
        assert told.args == ["en-GB"]


@pytest.mark.parametrize("width", [292, 340, 700])
def test_nothing_of_a_form_is_cut_off(jobs: Jobs, theme: Theme, shown: Show, qtbot: QtBot, width: int) -> None:
    item = ItemForm(theme)
    long = "Purchasing and the plant in Lowfield, high confidence"
    both = [Candidate(n, "What this means for you", "A text.", QColor("red"), long) for n in (1, 2)]
    item.takeaways.show_candidates(both, [1, 2])
    for form in (HeaderForm(jobs, theme), SectionForm(theme), item, SeveralForm()):
        page = FormScroll(form)
        shown(page)
        page.window().resize(width, 700)
        inside = page.widget()
        qtbot.waitUntil(lambda inside=inside: inside.minimumSizeHint().width() <= width - SCROLL_BAR, timeout=2000)


class TestAccentField:
    def test_tells_a_typed_colour(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = AccentField(theme)
        shown(field)
        field.set_colour("#1F4E8C")
        field.text.clear()
        qtbot.keyClicks(field.text, "2c7a57")
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.keyClick(field.text, Qt.Key.Key_Return)
        assert told.args == ["#2C7A57"]

    def test_refuses_what_is_no_colour(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = AccentField(theme)
        shown(field)
        field.set_colour("#1F4E8C")
        field.text.clear()
        qtbot.keyClicks(field.text, "blue")
        with qtbot.waitSignal(field.remarked) as told, qtbot.assertNotEmitted(field.chosen):
            qtbot.keyClick(field.text, Qt.Key.Key_Return)
        assert "#1F4E8C" in told.args[0]

    def test_remarks_on_a_pale_colour(self, qtbot: QtBot, theme: Theme) -> None:
        field = AccentField(theme)
        qtbot.addWidget(field)
        with qtbot.waitSignal(field.remarked) as told:
            field.set_colour("#FFE9A0")
        assert "Pale" in told.args[0]

    def test_a_swatch_chooses(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        field = AccentField(theme)
        shown(field)
        field.set_colour("#1F4E8C")
        swatch = next(b for b in field.findChildren(QAbstractButton) if "Red" in b.accessibleName())
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.mouseClick(swatch, Qt.MouseButton.LeftButton)
        assert told.args == ["#A63A2B"]
        assert swatch.isChecked()


class TestLogoField:
    @pytest.fixture
    def field(self, jobs: Jobs, shown: Show, qtbot: QtBot) -> LogoField:
        field = LogoField(jobs)
        shown(field)
        with qtbot.waitSignal(jobs.opened):
            jobs.open()
        return field

    def test_takes_an_image(self, field: LogoField, qtbot: QtBot, tmp_path: Path) -> None:
        image = QImage(20, 10, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        image.save(str(tmp_path / "logo.png"))
        with qtbot.waitSignal(field.chosen) as told:
            field.take_file(tmp_path / "logo.png")
        assert told.args == [(tmp_path / "logo.png").read_bytes()]
        assert field.remove_button.isVisible()
        with qtbot.waitSignal(field.chosen) as told:
            qtbot.mouseClick(field.remove_button, Qt.MouseButton.LeftButton)
        assert told.args == [b""]
        assert not field.picture.isVisible()

    def test_takes_a_drawing(self, field: LogoField, qtbot: QtBot, tmp_path: Path) -> None:
        drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
        (tmp_path / "logo.svg").write_bytes(drawing)
        with qtbot.waitSignal(field.chosen) as told:
            field.take_file(tmp_path / "logo.svg")
        assert told.args == [drawing]

    @pytest.mark.parametrize(("name", "body", "why"), [
        ("note.png", b"not an image", "not a PNG"),
        ("gone.png", None, "could not be read"),
        ("large.png", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ])  # fmt: skip
    def test_says_why_a_file_will_not_do(
        self, field: LogoField, qtbot: QtBot, tmp_path: Path, name: str, body: bytes | None, why: str
    ) -> None:
        if body is not None:
            (tmp_path / name).write_bytes(body)
        with qtbot.waitSignal(field.refused) as told, qtbot.assertNotEmitted(field.chosen):
            field.take_file(tmp_path / name)
        assert why in told.args[0]
        assert name in told.args[0]


class TestQuickTakeaway:
    def test_ctrl_enter_writes_what_is_typed(self, qtbot: QtBot, shown: Show, theme: Theme) -> None:
        quick = QuickTakeaway(theme)
        shown(quick)
        assert not quick.add.isEnabled()
        qtbot.keyClicks(quick.text, " Sell. ")
        with qtbot.waitSignal(quick.written) as told:
            qtbot.keyClick(quick.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert told.args == [TakeawayKind.FOR_YOU, "Sell."]
        assert quick.text.toPlainText() == " Sell. ", "it stays until it is saved"
        quick.clear("Sell.")
        assert quick.text.toPlainText() == ""

    def test_what_is_typed_since_stays(self, qtbot: QtBot, theme: Theme) -> None:
        quick = QuickTakeaway(theme)
        qtbot.addWidget(quick)
        quick.text.set_text("Sell now.")
        quick.clear("Sell.")
        assert quick.text.toPlainText() == "Sell now."


def test_everything_that_can_be_pressed_has_a_name(jobs: Jobs, theme: Theme, qtbot: QtBot) -> None:
    for form in (HeaderForm(jobs, theme), SectionForm(theme), ItemForm(theme), SeveralForm()):
        qtbot.addWidget(form)
        buttons = [b for b in form.findChildren(QAbstractButton) if b.objectName() not in ("qt_calendar_prevmonth",)]
        unnamed = [b for b in buttons if not (b.text() or b.accessibleName() or b.toolTip())]
        assert not unnamed, f"{type(form).__name__}: {unnamed}"
