"""Where what is typed about an article goes: each record of the drafts to the operation that saves it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from briefing.ui.jobs import Jobs
from briefing.ui.panes.composer.drafts import Drafts


class Saving(QObject):
    """Saves takeaways, their wordings for other readers, and the details of the article."""

    def __init__(self, jobs: Jobs, drafts: Drafts) -> None:
        super().__init__(drafts)
        self._jobs, self._drafts = jobs, drafts
        drafts.save_wanted.connect(self._save)

    @Slot(object, object)
    def _save(self, record: tuple[Any, ...], values: dict[str, Any]) -> None:
        match record:
            case ("takeaway", takeaway_id):
                self._write("annotate.edit_takeaway", record, values, takeaway_id, **values)
            case ("variant", takeaway_id):
                for audience, text in values.items():
                    self._write("takeaways.word_for", record, {audience: text}, takeaway_id, audience, text)
            case ("article", article_id, name):
                self._write("organise.edit_article", record, values, article_id, name, values[name])

    def _write(self, verb: str, record: tuple[Any, ...], values: dict[str, Any], *args: Any, **more: Any) -> None:
        outcome = self._drafts.outcome(record, values)
        self._jobs.write(verb, *args, done=outcome.done, failed=outcome.failed, **more)
