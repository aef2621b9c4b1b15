"""What is known of the spelling of words, for all fields: verdicts come from a job, and everybody reads the cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot

from briefing.domain.errors import BriefingError
from briefing.domain.spelling import Dictionary, Word, best, code_of, distinct, is_form_of, words
from briefing.ui.jobs import Jobs

if TYPE_CHECKING:
    from briefing.operations.spelling import Found

AUTOMATIC, OFF = "", "off"
PAUSE = 30
"""Milliseconds in which words are gathered before they are asked for together."""

MOST = 20_000
"""Verdicts that are kept of one dictionary."""


class Spelling(QObject):
    """Finds dictionaries when the first field is entered, never before, and asks for words in batches.

    Signals:
        learned(frozenset[str]): these words are misspelled, which was not known before.
        changed(): other words count as right, or another dictionary is used.
        suggested(str): the suggestions for this word are there.
        chosen(str): the person chose a language; it wants to be kept.
    """

    learned = Signal(object)
    changed = Signal()
    suggested = Signal(str)
    chosen = Signal(str)

    def __init__(self, jobs: Jobs, choice: str, parent: QObject) -> None:
        """Make it; `choice` is `AUTOMATIC`, `OFF`, or the code of a dictionary."""
        super().__init__(parent)
        self._jobs = jobs
        self.choice = choice
        self.found: Found | None = None
        self.problem = ""
        self._ignored: frozenset[str] = frozenset()
        self._right: frozenset[str] = frozenset()
        self._used: dict[str, Dictionary | None] = {}
        self._verdicts: dict[str, dict[str, bool]] = {}
        self._unasked: dict[Dictionary, set[str]] = {}
        self._asked: Dictionary | None = None
        self._suggestions: dict[tuple[str, str], tuple[str, ...]] = {}
        self._wanted: tuple[str, str] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)

    @property
    def dictionaries(self) -> list[Dictionary]:
        """The dictionaries to choose from."""
        return distinct(self.found.dictionaries) if self.found is not None else []

    @property
    def own_words(self) -> frozenset[str]:
        """What the person taught us."""
        return self.found.own_words if self.found is not None else frozenset()

    @property
    def is_waiting(self) -> bool:
        """Whether there are words that nothing is known of yet."""
        return bool(self._unasked) or self._asked is not None

    def language(self, of_text: str = "") -> str:
        """The language tag of a text: the chosen one, that of the text itself ("" if unknown), or the system's."""
        if self.choice not in (AUTOMATIC, OFF):
            return self.choice
        system = QLocale.system()
        spoken = "en_US" if system.language() == QLocale.Language.C else system.name()
        if of_text and code_of(of_text) == code_of(spoken).partition("_")[0]:
            return spoken  # "en", in the region where the person is
        tags = [of_text] if of_text else [spoken, *system.uiLanguages()]
        there = self.found.dictionaries if self.found is not None else ()
        return next((tag for tag in tags if best(there, tag)), tags[0])

    def dictionary(self, of_text: str = "") -> Dictionary | None:
        """What a text is checked by; None when there is no dictionary for it, or the person wants none."""
        if self.found is None or self.choice == OFF:
            return None
        if of_text not in self._used:
            self._used[of_text] = best(self.found.dictionaries, self.language(of_text))
        return self._used[of_text]

    @Slot()
    def look_around(self) -> None:
        """Find out which dictionaries there are, now or again."""
        self._jobs.read("spelling.look_around", done=self._take_found, key="spelling", name=self._name())

    def wrong(self, text: str, language: str = "") -> list[Word]:
        """The words of a text that are known to be misspelled. What is not known is asked for, and told later."""
        dictionary = self.dictionary(language)
        if dictionary is None or self.problem:
            return []
        verdicts = self._verdicts.setdefault(dictionary.code, {})
        return [word for word in words(text) if self._is_wrong(word, dictionary, verdicts)]

    def suggestions(self, word: str, language: str = "") -> tuple[str, ...] | None:
        """Other words for a misspelled one; None while they are thought of, see `suggested`."""
        dictionary = self.dictionary(language)
        if dictionary is None:
            return ()
        key = dictionary.code, word
        if key not in self._suggestions and self._wanted != key:
            self._wanted = key
            self._jobs.read("spelling.suggest", dictionary, word, done=self._take_suggestions, name=self._name(),
                            failed=self._no_suggestions, key="suggestions")  # fmt: skip
        return self._suggestions.get(key)

    def choose(self, choice: str) -> None:
        """Use the language of the system (`AUTOMATIC`), one dictionary by its code, or none (`OFF`)."""
        if choice != self.choice or self.problem:
            self.choice, self.problem = choice, ""
            self._used.clear()
            self.changed.emit()
            self.chosen.emit(choice)

    def ignore(self, word: str) -> None:
        """Let a word be right until the program ends."""
        self._ignored |= {word}
        self._count_right()

    def teach(self, word: str) -> None:
        """Let a word be right for good."""
        self._jobs.write("spelling.teach", word, done=self._take_own_words)

    def forget(self, word: str) -> None:
        """Let a word of the person's own no longer be right."""
        self._jobs.write("spelling.forget", word, done=self._take_own_words)

    # Private

    def _name(self) -> str:
        return self.tr("Checking the spelling")

    def _is_wrong(self, word: Word, dictionary: Dictionary, verdicts: Mapping[str, bool]) -> bool:
        whole, *parts = (self._verdict(text, dictionary, verdicts) for text in (word.text, *word.parts))
        return whole is False and (not parts or False in parts)

    def _verdict(self, text: str, dictionary: Dictionary, verdicts: Mapping[str, bool]) -> bool | None:
        verdict = verdicts.get(text)
        if verdict or (self._right and is_form_of(text, self._right)):
            return True
        if verdict is None:
            self._unasked.setdefault(dictionary, set()).add(text)
            if self._asked is None and not self._pause.isActive():
                self._pause.start()
        return verdict

    @Slot()
    def _ask(self) -> None:
        if self._asked is None and self._unasked:
            self._asked, unknown = self._unasked.popitem()
            self._jobs.read("spelling.check", self._asked, sorted(unknown), done=self._learn, failed=self._give_up,
                            name=self._name())  # fmt: skip

    def _learn(self, said: Mapping[str, bool]) -> None:
        assert self._asked is not None
        verdicts = self._verdicts.setdefault(self._asked.code, {})
        if len(verdicts) + len(said) > MOST:
            verdicts.clear()
        verdicts.update(said)
        self._asked = None
        self._ask()
        if wrong := frozenset(word for word, right in said.items() if not right):
            self.learned.emit(wrong)

    def _give_up(self, error: BriefingError) -> None:
        self._asked, self.problem = None, str(error)
        self._unasked.clear()

    def _take_found(self, found: Found) -> None:
        if found != self.found:
            self.found, self.problem = found, ""
            self._used.clear()
            self._count_right()

    def _take_own_words(self, own: frozenset[str]) -> None:
        from dataclasses import replace

        if self.found is not None:
            self.found = replace(self.found, own_words=own)
            self._count_right()

    def _count_right(self) -> None:
        self._right = self.own_words | self._ignored
        self.changed.emit()

    def _take_suggestions(self, found: tuple[str, ...]) -> None:
        if self._wanted is not None:
            (_, word), self._suggestions[self._wanted] = self._wanted, found
            self._wanted = None
            self.suggested.emit(word)

    def _no_suggestions(self, _error: BriefingError) -> None:
        self._take_suggestions(())
