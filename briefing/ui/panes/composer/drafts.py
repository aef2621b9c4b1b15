"""What was typed and is not yet known to be in the library.

A form shows the library's values with the typed ones over them, so that a refresh in the middle of a word takes
nothing back. A value leaves the drafts only when the library has confirmed exactly that value; when saving failed it
stays, is shown again whenever its form is, and is tried again with the next save.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefing.domain.errors import BriefingError

QUIET_MS = 300
"""Saving waits for a pause of this length in the typing ..."""

LATEST_MS = 1600
"""... but never longer than this after the first unsaved letter: typed text is safe within 2 seconds."""


class Drafts(QObject):
    """Unsaved values by record and field. The owner of a record saves what `save_wanted` names.

    Signals:
        save_wanted(record, dict of field to value): save these together, then call `saved` or `failed`.
        failed_changed(record): an error on a field of this record came or went.
    """

    save_wanted = Signal(object, object)
    failed_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed: dict[Hashable, dict[str, object]] = {}
        self._sent: dict[Hashable, dict[str, object]] = {}
        self._errors: dict[Hashable, str] = {}
        self._quiet = self._timer(QUIET_MS)
        self._latest = self._timer(LATEST_MS)

    def put(self, record: Hashable, field: str, value: object, *, now: bool = False) -> None:
        """Keep a value and save it soon; at once when it was chosen rather than typed."""
        self._typed.setdefault(record, {})[field] = value
        if now:
            self.flush()
            return
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def over(self, record: Hashable) -> Mapping[str, object]:
        """The values of this record that the library does not have yet."""
        return {**self._sent.get(record, {}), **self._typed.get(record, {})}

    def error(self, record: Hashable) -> str:
        """Why this record could not be saved, "" when it could."""
        return self._errors.get(record, "")

    @Slot()
    def flush(self) -> None:
        """Ask for everything typed to be saved now."""
        self._quiet.stop()
        self._latest.stop()
        typed, self._typed = self._typed, {}
        for record, values in typed.items():
            self._sent.setdefault(record, {}).update(values)
            self.save_wanted.emit(record, values)

    def saved(self, record: Hashable, values: Mapping[str, object]) -> None:
        """The library has these values now."""
        waiting = self._sent.get(record, {})
        for field, value in values.items():
            if field in waiting and waiting[field] == value:
                del waiting[field]
        if not waiting:
            self._sent.pop(record, None)
        if self._errors.pop(record, ""):
            self.failed_changed.emit(record)

    def failed(self, record: Hashable, values: Mapping[str, object], error: BriefingError) -> None:
        """These values could not be saved: they are kept for the next try."""
        waiting = self._sent.get(record, {})
        for field, value in values.items():
            if waiting.get(field) == value:
                del waiting[field]
            self._typed.setdefault(record, {}).setdefault(field, value)
        self._errors[record] = str(error)
        self.failed_changed.emit(record)

    def forget(self, record: Hashable) -> None:
        """Drop what was typed into a record that is gone."""
        for values in (self._typed, self._sent, self._errors):
            values.pop(record, None)

    def outcome(self, record: Hashable, values: Mapping[str, object]) -> Outcome:
        """The two bound methods that a job wants for a save of these values."""
        return Outcome(self, record, values)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer


class Outcome(QObject):
    """Tells the drafts how the save of some values ended, and goes away."""

    def __init__(self, drafts: Drafts, record: Hashable, values: Mapping[str, object]) -> None:
        super().__init__(drafts)
        self._saved = partial(drafts.saved, record, values)
        self._failed = partial(drafts.failed, record, values)

    def done(self, _value: object) -> None:
        """The save succeeded."""
        self._saved()
        self.deleteLater()

    def failed(self, error: BriefingError) -> None:
        """The save failed."""
        self._failed(error)
        self.deleteLater()
