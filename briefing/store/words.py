"""Text as the library can keep it."""

from __future__ import annotations


def storable(value: str) -> str:
    """The text without NUL and with lone surrogates replaced, since UTF-8 has no form for them."""
    if "\0" in value:
        value = value.replace("\0", "")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
