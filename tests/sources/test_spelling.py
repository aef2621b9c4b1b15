"""What dictionaries say of words, asked of Hunspell in its child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.domain.errors import Cancelled, SpellingError
from briefing.domain.spelling import Dictionary
from briefing.sources import spelling
from tests.dictionary import write_dictionary


@pytest.fixture(autouse=True, scope="module")
def child() -> Iterator[None]:
    """The child process ends with these tests."""
    yield
    spelling.close()


def dictionary(stem: Path) -> Dictionary:
    return Dictionary(stem.name, stem, stem)


def test_words_and_their_forms_are_known(tmp_path: Path) -> None:
    words = [
        "We",
        "receives",
        "recieve",
        "harbours",
        "HARBOUR",
        "don’t",
        "don't",
        "naïve",
        "nai\u0308ve",
        "har\u00adbour",
    ]
    said = spelling.check(dictionary(write_dictionary(tmp_path)), [*words, "\ud800", ""])
    assert [word for word in words if not said[word]] == ["recieve"]


def test_others_are_suggested(tmp_path: Path) -> None:
    here = dictionary(write_dictionary(tmp_path / "a folder with ümläuts"))
    assert spelling.suggest(here, "recieve")[0] == "receive"
    assert "don’t" in spelling.suggest(here, "dont’t")
    assert len(spelling.suggest(here, "berh", limit=1)) == 1
    assert spelling.suggest(here, "qqqqxxxx") == ()


def test_words_in_another_script_are_not_judged(tmp_path: Path) -> None:
    here = dictionary(write_dictionary(tmp_path))
    assert spelling.check(here, ["Прилив", "гавнь", "Παλίρροια", "harbor"]) == {
        "Прилив": True, "гавнь": True, "Παλίρροια": True, "harbor": False,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["microsoft-cp1251", "KOI8-R", "UTF-8"])
def test_old_encodings(tmp_path: Path, encoding: str) -> None:
    here = dictionary(write_dictionary(tmp_path, "ru_RU", ["гавань", "прилив", "письмо"], encoding))
    assert spelling.check(here, ["Гавань", "гавонь", "naïve"]) == {"Гавань": True, "гавонь": False, "naïve": True}
    assert spelling.suggest(here, "прилва") == ("прилив",)


def test_two_dictionaries_at_once(tmp_path: Path) -> None:
    english = dictionary(write_dictionary(tmp_path, "en_US"))
    german = dictionary(write_dictionary(tmp_path, "de_DE", ["Hafen", "Brief", "Straße"], "ISO8859-1"))
    for _ in range(2):
        assert spelling.check(english, ["harbour", "Hafen"]) == {"harbour": True, "Hafen": False}
        assert spelling.check(german, ["harbour", "Straße", "œuvre"]) == {
            "harbour": False, "Straße": True, "œuvre": False,
        }  # fmt: skip


@pytest.mark.parametrize("spoilt", ["gone", "empty", "no words", "no such encoding"])
def test_a_dictionary_that_cannot_be_used_is_named(tmp_path: Path, spoilt: str) -> None:
    stem = write_dictionary(tmp_path / spoilt)
    if spoilt == "gone":
        stem.with_suffix(".aff").unlink()
    elif spoilt == "empty":
        stem.with_suffix(".dic").write_bytes(b"")
    elif spoilt == "no words":
        stem.with_suffix(".dic").write_bytes(b"3\n")
    else:
        stem.with_suffix(".aff").write_bytes(b"SET klingon\n")
    with pytest.raises(SpellingError, match="en_US"):
        spelling.check(dictionary(stem), ["we"])


def test_a_check_can_be_cancelled(tmp_path: Path) -> None:
    stem = write_dictionary(tmp_path)
    words = [f"harboor{number}" for number in range(200_000)]
    with pytest.raises(Cancelled):
        spelling.check(dictionary(stem), words, cancel=lambda: True)
    assert spelling.check(dictionary(stem), ["we"]) == {"we": True}
