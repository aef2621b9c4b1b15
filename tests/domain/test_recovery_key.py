"""The recovery key survives the way through a drawer, a phone call and somebody's handwriting."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.errors import InvalidInputError
from briefing.domain.recovery_key import LETTERS, fingerprint, new_key, read, recovery_key_in, written

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_key_is_read_as_it_was_written(key: bytes) -> None:
    assert re.fullmatch(f"([{LETTERS}]{{5}}-){{10}}[{LETTERS}]{{5}}", written(key))
    assert read(written(key)) == key


@given(KEYS)
def test_handwriting_does_not_matter(key: bytes) -> None:
    sloppy = written(key).lower().replace("-", " \n ").replace("0", "o").replace("1", "l")
    assert read(sloppy) == key


@given(KEYS, st.integers(0, 54), st.integers(1, 31))
def test_a_wrong_letter_is_noticed(key: bytes, place: int, shift: int) -> None:
    letters = list(written(key).replace("-", ""))
    letters[place] = LETTERS[(LETTERS.index(letters[place]) + shift) % 32]
    try:
        assert read("".join(letters)) != key
    except InvalidInputError as error:
        assert "slip" in str(error)  # noqa: PT017  (a checksum of two bytes lets one slip of 65,536 through)


def test_what_is_wrong_is_said() -> None:
    whole = written(bytes(32))
    with pytest.raises(InvalidInputError, match="55 letters and digits; this one has 54"):
        read(whole[:-1])
    with pytest.raises(InvalidInputError, match="no “U” in it"):
        read("U" + whole[1:])
    with pytest.raises(InvalidInputError, match="slip"):
        read(whole.replace("0", "1", 1))
    with pytest.raises(InvalidInputError, match="this one has 0"):
        read("")


def test_the_key_is_found_among_the_words_around_it() -> None:
    key = written(new_key())
    assert recovery_key_in(f"Recovery key of “my library”\n\n    {key}\n\nKeep it safe.\n") == key
    assert recovery_key_in(" something else \n") == "something else"


def test_keys_and_their_fingerprints_differ() -> None:
    one, other = new_key(), new_key()
    assert one != other
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(one)
    assert len(fingerprint(one)) == 16
