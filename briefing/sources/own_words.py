"""The words that a person taught the spell checker: a plain list in a file, a word a line, for all languages."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefing.domain.errors import SpellingError


def read(path: Path) -> frozenset[str]:
    """The words of the list; none where there is no list yet.

    Raises:
        SpellingError: there is one, but it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise SpellingError(f"Your own words in {path} cannot be read. Repair or remove that file.") from error
    return frozenset(word for line in lines if (word := line.strip()))


def write(path: Path, words: frozenset[str]) -> None:
    """Write the list; the old one is replaced only once the new one is whole.

    Raises:
        SpellingError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{word}\n" for word in sorted(words, key=lambda word: (word.casefold(), word)))
        Path(temporary).replace(path)
    except OSError as error:
        raise SpellingError(
            f"The word could not be kept in {path.parent}: {error.strerror}. Make room there, or make it writable."
        ) from error
