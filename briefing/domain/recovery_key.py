"""The key of an encrypted library in a form that a person can print, keep in a drawer and type again.

55 letters and digits in groups of five: 32 bytes of key and 2 of checksum in Crockford's base 32, which leaves out the
letters I, L, O and U; capitals do not matter, and an O that was meant as zero is read as zero.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from briefing.domain.errors import InvalidInputError

KEY_BYTES = 32
CHECK_BYTES = 2
GROUP = 5
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = -(-(KEY_BYTES + CHECK_BYTES) * 8 // 5)
"""How many letters and digits a recovery key has."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"}) | {ord(mark): None for mark in " \t\r\n-–—_.·"}


def new_key() -> bytes:
    """A fresh key, as random as the operating system can make it."""
    return secrets.token_bytes(KEY_BYTES)


def written(key: bytes) -> str:
    """The recovery key as it is shown and printed: "QX3F0-…"."""
    number = int.from_bytes(key + _checksum(key), "big") << _SPARE
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(text: str) -> bytes:
    """The key that a typed recovery key stands for.

    Raises:
        InvalidInputError: it cannot be a recovery key; the sentence says what is wrong with it.
    """
    letters = text.upper().translate(_READ_AS)
    if strange := next((letter for letter in letters if letter not in LETTERS), ""):
        raise InvalidInputError(f"A recovery key has no “{strange}” in it. Please compare it with your copy.")
    if len(letters) != LENGTH:
        raise InvalidInputError(
            f"A recovery key has {LENGTH} letters and digits; this one has {len(letters)}. "
            "Please compare it with your copy."
        )
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    body = (number >> _SPARE).to_bytes(KEY_BYTES + CHECK_BYTES, "big")
    key, check = body[:KEY_BYTES], body[KEY_BYTES:]
    if check != _checksum(key) or number & (1 << _SPARE) - 1:
        raise InvalidInputError("There is a slip in this recovery key. Please compare it with your copy.")
    return key


def recovery_key_in(text: str) -> str:
    """The recovery key in a saved file, which has other words around it; all of the text when there is none."""
    found = re.search(rf"\b(?:[{LETTERS}]{{{GROUP}}}-){{{LENGTH // GROUP - 1}}}[{LETTERS}]{{{GROUP}}}\b", text)
    return found[0] if found else text.strip()


def fingerprint(key: bytes) -> bytes:
    """16 bytes that name a key without telling anything about it; an encrypted library begins with those of its key."""
    return hashlib.sha256(b"Briefing library key" + key).digest()[:16]


_SPARE = LENGTH * 5 - (KEY_BYTES + CHECK_BYTES) * 8


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"Briefing recovery key" + key).digest()[:CHECK_BYTES]
