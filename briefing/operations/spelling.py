"""Checking the spelling of what a person writes, by the dictionaries of this computer and the person's own words.

The library has no part in this: the store is taken, as by every operation, and not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import paths
from briefing.domain.spelling import Dictionary
from briefing.sources import dictionaries, own_words
from briefing.sources import spelling as checker

if TYPE_CHECKING:
    from briefing.store.database import Store

WORDS_FILE = "own-words.txt"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to check with.

    Attributes:
        dictionaries: those of this computer, by code.
        own_words: what the person taught us.
        folder: where a person may put dictionaries for this program alone.
    """

    dictionaries: tuple[Dictionary, ...]
    own_words: frozenset[str]
    folder: Path


def look_around(_store: Store | None) -> Found:
    """What there is to check with on this computer.

    Raises:
        SpellingError: the list of own words cannot be read.
    """
    folder = paths.data_dir() / "dictionaries"
    return Found(dictionaries.find(dictionaries.folders(folder)), own_words.read(_words_path()), folder)


def check(
    _store: Store | None, dictionary: Dictionary, words: Sequence[str], cancel: Callable[[], bool] | None = None
) -> Mapping[str, bool]:
    """Whether the dictionary knows each of some words.

    Raises:
        SpellingError: it cannot be used.
    """
    return checker.check(dictionary, words, cancel=cancel)


def suggest(
    _store: Store | None, dictionary: Dictionary, word: str, cancel: Callable[[], bool] | None = None
) -> tuple[str, ...]:
    """Up to five other words for a misspelled one, the likeliest first.

    Raises:
        SpellingError: the dictionary cannot be used.
    """
    return checker.suggest(dictionary, word, cancel=cancel)


def teach(_store: Store | None, word: str) -> frozenset[str]:
    """Keep a word as one of the person's own, for all languages; all of them.

    Raises:
        SpellingError: the list cannot be read or written.
    """
    return _keep(own_words.read(_words_path()) | {word})


def forget(_store: Store | None, word: str) -> frozenset[str]:
    """Take a word off the person's own ones; all of them.

    Raises:
        SpellingError: the list cannot be read or written.
    """
    return _keep(own_words.read(_words_path()) - {word})


def _keep(words: frozenset[str]) -> frozenset[str]:
    own_words.write(_words_path(), words)
    return words


def _words_path() -> Path:
    return paths.data_dir() / WORDS_FILE
