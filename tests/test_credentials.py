"""Secrets go to the key store when it gives them back, and otherwise stay in memory."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import keyring.backend
import pytest
from keyring.errors import InitError

from briefing.credentials import Credentials, Kept, try_out


class Working(keyring.backend.KeyringBackend):
    """A key store that works, in a dictionary."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(Working):
    """A key store that accepts everything and keeps nothing, as keyring's own null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class Locked(Working):
    """A key store whose unlocking was refused."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("Prompt dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise InitError("Prompt dismissed")


@pytest.fixture(autouse=True)
def _same_backend_after() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_working_key_store_keeps_the_secret_beyond_this_run() -> None:
    keyring.set_keyring(Working())
    assert Credentials().save("imap", "s3crét🙂") is Kept.KEY_STORE
    assert Credentials().load("imap") == "s3crét🙂"
    Credentials().forget("imap")
    assert Credentials().load("imap") is None


@pytest.mark.parametrize("backend", [Forgetful, Locked])
def test_any_other_key_store_means_until_quit(backend: type[Working]) -> None:
    keyring.set_keyring(backend())
    credentials = Credentials()
    assert credentials.save("imap", "secret") is Kept.UNTIL_QUIT
    assert credentials.load("imap") == "secret"
    assert Credentials().load("imap") is None
    assert "secret" not in repr(credentials)
    credentials.forget("imap")
    assert credentials.load("imap") is None


@pytest.mark.parametrize(("backend", "works"), [(Working, True), (Forgetful, False), (Locked, False)])
def test_a_key_store_is_tried_out_and_left_as_it_was(backend: type[Working], works: bool) -> None:
    store = backend()
    keyring.set_keyring(store)
    assert try_out() == (f"{backend.__module__}.{backend.__qualname__}", works)
    assert store.kept == {}
