"""The library that a command works on."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.domain.errors import InvalidInputError
from briefing.domain.recovery_key import recovery_key_in

if TYPE_CHECKING:
    from briefing.store.database import Store


@contextmanager
def library(arguments: Namespace) -> Iterator[Store]:
    """The library of a command, open for as long as the command runs."""
    from briefing.credentials import Credentials
    from briefing.operations import encryption

    store = encryption.open_library(arguments.library, Credentials(), recovery_key(arguments))
    try:
        yield store
    finally:
        store.close()


def recovery_key(arguments: Namespace) -> str:
    """The recovery key that a file or the environment gives; "" leaves it to the key store."""
    if not arguments.recovery_key_file:
        return os.environ.get("BRIEFING_RECOVERY_KEY", "").strip()
    try:
        return recovery_key_in(arguments.recovery_key_file.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise InvalidInputError(
            f"The recovery key in “{arguments.recovery_key_file}” could not be read: {error.strerror}."
        ) from error
