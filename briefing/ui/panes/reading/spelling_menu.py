"""What spelling has to say in the context menu of a field: other words, the person's own words, and the language."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from briefing.domain.spelling import code_of, is_form_of
from briefing.ui.models.spelling import AUTOMATIC, OFF, Spelling

_DEBIAN = {"en": "en-us", "de": "de-de", "pt": "pt-pt", "nb": "no", "nn": "no", "no": "no"}
"""The packages of Debian and Ubuntu that are not simply named after the language."""

_WITH_REGION = {"en_GB", "en_AU", "en_CA", "en_ZA", "de_AT", "de_CH", "pt_BR"}


class SpellingMenu(QObject):
    """Fills a menu. What takes long to think of comes in while it is open."""

    def __init__(
        self, menu: QMenu, spelling: Spelling, language: str, word: str, replace: Callable[[str], None] | None
    ) -> None:
        """Fill it.

        Args:
            language: the tag of the language that the text says it is in, or "".
            word: what stands where the menu is opened, "" for no word.
            replace: writes another word in its place; None when there is nothing wrong with it.
        """
        super().__init__(menu)
        self._menu, self._spelling, self._language, self._word = menu, spelling, language, word
        self._replace = replace
        self._first = next(iter(menu.actions()), None)
        self._waiting: QAction | None = None
        if replace is not None:
            self._offer_others(word)
        elif word:
            self._offer_to_forget(word)
        menu.addSeparator()
        menu.addMenu(self._languages())
        spelling.look_around()  # somebody may just have installed a dictionary

    def _offer_others(self, word: str) -> None:
        found = self._spelling.suggestions(word, self._language)
        if found is None:
            self._waiting = self._put(self.tr("Looking for suggestions…"))
            self._waiting.setEnabled(False)
            self._spelling.suggested.connect(self._take)
        else:
            self._put_words(found)
        self._separate()
        self._put(self.tr("Add “%1” to your words").replace("%1", word), partial(self._spelling.teach, word))
        self._put(self.tr("Ignore “%1” for now").replace("%1", word), partial(self._spelling.ignore, word))
        self._separate()

    def _offer_to_forget(self, word: str) -> None:
        kept = [own for own in sorted(self._spelling.own_words) if is_form_of(word, {own})]
        for own in kept:
            self._put(self.tr("Remove “%1” from your words").replace("%1", own), partial(self._spelling.forget, own))
        if kept:
            self._separate()

    @Slot(str)
    def _take(self, word: str) -> None:
        """The suggestions have come."""
        if self._waiting is None or word != self._word:
            return
        waiting, first, self._waiting = self._waiting, self._first, None
        self._first = waiting
        self._put_words(self._spelling.suggestions(word, self._language) or ())
        self._first = first
        self._menu.removeAction(waiting)
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """The menu grows downwards where it stands; what would lie below the screen is moved up."""
        menu, area = self._menu, self._menu.screen().availableGeometry()
        lowest = area.bottom() + 1 - menu.sizeHint().height()
        if menu.isVisible() and menu.y() > lowest:
            menu.move(menu.x(), max(area.top(), lowest))

    def _put_words(self, found: tuple[str, ...]) -> None:
        assert self._replace is not None
        for other in found:
            action = self._put(other, partial(self._replace, other))
            font = action.font()
            font.setBold(True)
            action.setFont(font)
        if not found:
            self._put(self.tr("No suggestions")).setEnabled(False)

    def _put(self, text: str, slot: partial[None] | None = None) -> QAction:
        """An entry above those of the field."""
        action = QAction(text.replace("&", "&&"), self._menu)
        if slot is not None:
            action.triggered.connect(slot)
        self._menu.insertAction(self._first, action)  # type: ignore[arg-type]
        return action

    def _separate(self) -> None:
        self._menu.insertSeparator(self._first)  # type: ignore[arg-type]

    def _languages(self) -> QMenu:
        spelling = self._spelling
        used = spelling.dictionary(self._language)
        menu = QMenu(self._menu)
        group = QActionGroup(menu)
        automatic = self.tr("Automatic: %1").replace("%1", language_name(self._automatic()))
        choices = {AUTOMATIC: automatic, **{each.code: language_name(each.code) for each in spelling.dictionaries}}
        for code, text in {**choices, OFF: self.tr("Off")}.items():
            action = menu.addAction(text, partial(spelling.choose, code))
            action.setCheckable(True)
            action.setChecked(code == spelling.choice)
            group.addAction(action)
        said = language_name(used.code) if used is not None else self.tr("off")
        if spelling.choice != OFF and (used is None or spelling.problem):
            said = self.tr("no dictionary")
            menu.addSeparator()
            for line in self._how_to_get_one():
                menu.addAction(line).setEnabled(False)
        menu.setTitle(self.tr("Spelling: %1").replace("%1", said))
        return menu

    def _automatic(self) -> str:
        """The language that the automatic choice comes to."""
        chosen, self._spelling.choice = self._spelling.choice, AUTOMATIC
        tag = self._spelling.language(self._language)
        self._spelling.choice = chosen
        return tag

    def _how_to_get_one(self) -> list[str]:
        spelling = self._spelling
        if spelling.problem:
            return [spelling.problem]
        return missing(spelling, self._language)


def missing(spelling: Spelling, of_text: str) -> list[str]:
    """Plain sentences: there is no dictionary for the language of a text, and how to get one on this system."""
    tag = spelling.language(of_text)
    tr = spelling.tr
    said = [tr("No spelling dictionary found for %1.").replace("%1", language_name(tag, plain=True))]
    code = code_of(tag)
    language = code.partition("_")[0]
    if sys.platform == "win32":
        said.append(tr("Install LibreOffice with that language; its dictionaries are used."))
    elif sys.platform == "darwin":
        said.append(tr("Put the two files of a Hunspell dictionary (.aff, .dic) into the folder Library/Spelling."))
    else:
        package = code.replace("_", "-").lower() if code in _WITH_REGION else _DEBIAN.get(language, language)
        said.append(tr("On Debian and Ubuntu, install hunspell-%1.").replace("%1", package))
        said.append(tr("Elsewhere, install the Hunspell dictionary of your system for it."))
    if spelling.found is not None and sys.platform != "darwin":
        place = tr("Or put the two files of a Hunspell dictionary (.aff, .dic) into %1")
        said.append(place.replace("%1", str(spelling.found.folder)))
    return said


def language_name(tag: str, *, plain: bool = False) -> str:
    """A language in English, with its region where the tag names one, unless it is to be `plain`."""
    locale = QLocale(tag)
    if locale.language() == QLocale.Language.C:
        return tag
    name = QLocale.languageToString(locale.language())
    region = QLocale.territoryToString(locale.territory()) if "_" in tag.replace("-", "_") else ""
    return f"{name} ({region})" if region and not plain else name
