"""What the window does for the reader: the outline to choose a heading from, and the look that is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.text import ArticleText, BlockKind
from briefing.settings import Settings
from briefing.ui.dialogs.picker import Picker
from briefing.ui.main_window.middle import Middle
from briefing.ui.models.choices import Choice
from briefing.ui.panes.reading.page_style import Face, Ground, Leading, Measure, PageStyle
from briefing.ui.theme import Theme

INDENT = "\u2003"  # an em space a level


class Reading(QObject):
    """Joins the reader with the picker of headings, and its look with the settings.

    Signals:
        changed(): the settings have another look; they want to be saved.
    """

    changed = Signal()

    def __init__(self, middle: Middle, theme: Theme, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._middle, self._theme, self._settings, self._window = middle, theme, settings, window
        middle.outline_wanted.connect(self.show_outline)
        middle.styled.connect(self.keep_style)
        middle.set_style(style_of(settings))

    @Slot(object)
    def show_outline(self, text: ArticleText) -> None:
        """Show the headings of an article; the chosen one comes into view."""
        picker = Picker(self._theme, self._window, self.tr("Go to a heading"))
        picker.set_choices(outline(text))
        if not outline(text):
            picker.foot.setText(self.tr("This article has no headings."))
            picker.foot.show()
        picker.chosen.connect(self._go)
        picker.open()

    @Slot(object)
    def keep_style(self, style: PageStyle) -> None:
        """Remember the look for the next article and the next start."""
        self._settings.reader_face = style.face.value
        self._settings.reader_measure = style.measure.value
        self._settings.reader_leading = style.leading.value
        self._settings.reader_ground = style.ground.value
        self.changed.emit()

    @Slot(object)
    def _go(self, stretch: tuple[int, int]) -> None:
        if self._middle.reader is not None:
            self._middle.reader.show_text(*stretch)


def style_of(settings: Settings) -> PageStyle:
    """The look that the settings hold."""
    return PageStyle(
        Face(settings.reader_face),
        Measure(settings.reader_measure),
        Leading(settings.reader_leading),
        Ground(settings.reader_ground),
    )


def outline(text: ArticleText) -> list[Choice]:
    """The headings of an article, indented by their level; the key is the stretch of canonical text."""
    headings = [
        (block, start)
        for block, start in zip(text.blocks, text.starts, strict=True)
        if block.kind is BlockKind.HEADING and block.text.strip() and not block.struck
    ]
    top = min((block.level for block, _ in headings), default=1)
    return [
        Choice((start, start + len(block.text)), INDENT * (block.level - top) + " ".join(block.text.split()))
        for block, start in headings
    ]
