"""What the window does for highlights: the picker of their tags."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from briefing.domain.annotations import HighlightId
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.middle import Middle
from briefing.ui.theme import Theme


class Marks(QObject):
    """Joins the list of highlights with the picker of tags."""

    def __init__(self, middle: Middle, jobs: Jobs, theme: Theme) -> None:
        super().__init__(middle)
        self._middle, self._jobs, self._theme = middle, jobs, theme
        middle.tags_wanted.connect(self.pick_tags)

    @Slot(object)
    def pick_tags(self, ids: tuple[HighlightId, ...]) -> None:
        """Tag these highlights of the article beside which they are listed."""
        from briefing.ui.dialogs.highlight_tags import HighlightTagPicker

        pane = self._middle.takeaways
        if pane is not None and pane.article_id is not None:
            HighlightTagPicker(self._jobs, self._theme, self._middle.window(), pane.article_id, ids).open()
