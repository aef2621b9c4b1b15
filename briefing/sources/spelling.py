"""Words to what a dictionary says of them, by Hunspell in a child process.

Hunspell is C++ that reads files of strangers, takes up to a third of a second to think of suggestions, and does not let
go of the interpreter meanwhile: in a thread it would hold up the window. The parent side is `check` and `suggest`;
`serve_worker` is the child's.
"""

from __future__ import annotations

import atexit
import functools
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from briefing.domain.errors import Cancelled, SpellingError
from briefing.domain.spelling import Dictionary
from briefing.worker import Worker, WorkerError

TIMEOUT = 10.0
"""Seconds for a batch of words or the suggestions for one; the largest dictionary takes two of them to load."""

MEMORY_LIMIT = 1 << 30
RECYCLE_ABOVE = 300 << 20

_OPEN_AT_ONCE = 2
_SAMPLE = 200
"""Words of a dictionary that tell the scripts of its language, and whether it can be used at all."""

_APOSTROPHES = str.maketrans("’ʼ", "''")
_BROKEN = "The spelling dictionary {code} in {folder} cannot be used. Choose another one, or install it again."


class _Checker(Protocol):
    def spell(self, word: str) -> bool: ...

    def suggest(self, word: str) -> Sequence[str]: ...


def check(
    dictionary: Dictionary, words: Sequence[str], *, cancel: Callable[[], bool] | None = None
) -> Mapping[str, bool]:
    """Whether each word is spelled as the dictionary knows it. Words in a script that it cannot judge count as right.

    Raises:
        SpellingError: the dictionary cannot be used. Cancelled: `cancel` said so.
    """
    return dict(zip(words, _ask(dictionary, {"words": list(words)}, cancel)["known"], strict=True))


def suggest(
    dictionary: Dictionary, word: str, *, limit: int = 5, cancel: Callable[[], bool] | None = None
) -> tuple[str, ...]:
    """Up to `limit` other words for a misspelled one, the likeliest first.

    Raises:
        SpellingError: the dictionary cannot be used. Cancelled: `cancel` said so.
    """
    return tuple(_ask(dictionary, {"word": word, "limit": limit}, cancel)["suggestions"])


def close() -> None:
    """End the child process, if one is running."""
    if _worker.cache_info().currsize:
        _worker().close()


def serve_worker() -> None:
    """Be the child: look words up until the parent closes the pipe."""
    from briefing import worker

    def handle(header: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            opened = _open(header["stem"])
        except SpellingError as error:
            return {"error": str(error)}, b""
        if "words" in header:
            return {"known": [opened.knows(word) for word in header["words"]]}, b""
        return {"suggestions": opened.suggestions(header["word"], header["limit"])}, b""

    worker.serve(handle)


def _ask(dictionary: Dictionary, request: dict[str, Any], cancel: Callable[[], bool] | None) -> dict[str, Any]:
    try:
        answer, _ = _worker().call({"stem": str(dictionary.stem), **request}, cancel=cancel)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Checking the spelling was cancelled.") from error
        raise SpellingError(_broken(dictionary.stem)) from error
    if "error" in answer:
        raise SpellingError(answer["error"])
    return answer


@functools.cache
def _worker() -> Worker:
    worker = Worker("spell", timeout=TIMEOUT, memory_limit=MEMORY_LIMIT, recycle_above=RECYCLE_ABOVE)
    atexit.register(worker.close)
    return worker


def _broken(stem: Path) -> str:
    return _BROKEN.format(code=stem.name, folder=stem.parent)


class _Opened:
    """A dictionary in the child."""

    def __init__(self, stem: Path) -> None:
        import hunspell

        encoding = _encoding(stem)
        checker = hunspell.Hunspell(stem.name, hunspell_data_dir=str(stem.parent), system_encoding="UTF-8")
        # It takes names of encodings that Python has no codec for, such as "microsoft-cp1251", for ASCII.
        checker._dic_encoding = encoding
        self._checker: _Checker = checker
        sample = _sample(stem, encoding)
        self._scripts = {script for word in sample for script in _scripts(word)}
        if not any(self.knows(word) for word in sample):
            raise SpellingError(_broken(stem))

    def knows(self, word: str) -> bool:
        plain = unicodedata.normalize("NFC", word).replace("\u00ad", "")
        if not _scripts(plain) <= self._scripts:
            return True
        return any(self._spells(form) for form in dict.fromkeys((plain.translate(_APOSTROPHES), plain)))

    def suggestions(self, word: str, limit: int) -> list[str]:
        plain = unicodedata.normalize("NFC", word).replace("\u00ad", "").translate(_APOSTROPHES)
        try:
            found = [other for other in self._checker.suggest(plain) if other]
        except UnicodeEncodeError:
            return []
        curly = "’" in word
        return [other.replace("'", "’") if curly else other for other in found[:limit]]

    def _spells(self, word: str) -> bool:
        try:
            return bool(self._checker.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary's encoding has not: none of its words has it
            return False


@functools.lru_cache(maxsize=_OPEN_AT_ONCE)
def _open(stem: str) -> _Opened:
    try:
        return _Opened(Path(stem))
    except OSError as error:
        raise SpellingError(_broken(Path(stem))) from error


def _encoding(stem: Path) -> str:
    """The codec of a dictionary, as its file of affixes names it; Latin-1 where it names none (hunspell(5), SET)."""
    named = re.search(rb"^\s*SET\s+(\S+)", stem.with_suffix(".aff").read_bytes(), re.MULTILINE)
    name = named[1].decode("ascii", "replace").lower().removeprefix("microsoft-") if named else "iso8859-1"
    try:
        "".encode(name)
    except LookupError as error:
        raise SpellingError(_broken(stem)) from error
    return name


def _sample(stem: Path, encoding: str) -> list[str]:
    """Words spread over a dictionary."""
    lines = stem.with_suffix(".dic").read_bytes().splitlines()[1:]
    chosen = lines[:: max(1, len(lines) // _SAMPLE)]
    words = (re.split(r"(?<!\\)[/\t ]", line.decode(encoding, "replace"), maxsplit=1)[0] for line in chosen)
    return [word for word in words if word]


def _scripts(word: str) -> set[str]:
    """The scripts of the letters of a word, such as {"LATIN"}."""
    return {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
