"""Secrets: in the system's own key store, or in memory until the program ends, and nowhere else.

The only importer of keyring. Calls may wait for the person (a desktop may ask to unlock its key store), so they are
made off the GUI thread. A secret never reaches the library, the settings or the log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SERVICE = "Briefing"
"""The name under which the key store lists our secrets."""


class Kept(StrEnum):
    """Where a secret is kept after `Credentials.save`."""

    KEY_STORE = "key_store"
    UNTIL_QUIT = "until_quit"


KEPT_SENTENCES = {
    Kept.KEY_STORE: "Kept in the key store of this computer.",
    Kept.UNTIL_QUIT: "This computer has no key store that can be used now. The secret is kept until you quit.",
}
"""What a person is told about where a secret is."""


@dataclass(slots=True)
class Credentials:
    """The secrets of this run of the program, by name (such as "imap:me@example.org")."""

    _memory: dict[str, str] = field(default_factory=dict, repr=False)

    def save(self, name: str, secret: str) -> Kept:
        """Keep a secret and say where. A key store counts only when it gives back what it was given."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, name, secret)
            if keyring.get_password(SERVICE, name) == secret:
                self._memory.pop(name, None)
                return Kept.KEY_STORE
        except KeyringError:
            # No key store, or a locked one: expected on servers and on bare desktops. Memory is the safe place left.
            pass
        self._memory[name] = secret
        return Kept.UNTIL_QUIT

    def load(self, name: str) -> str | None:
        """The secret of this name, or None when there is none or its key store is locked."""
        import keyring
        from keyring.errors import KeyringError

        if name in self._memory:
            return self._memory[name]
        try:
            return keyring.get_password(SERVICE, name)
        except KeyringError:
            return None

    def where(self, name: str) -> Kept:
        """Where a secret is that was saved or loaded."""
        return Kept.UNTIL_QUIT if name in self._memory else Kept.KEY_STORE

    def forget(self, name: str) -> None:
        """Drop a secret, from memory and from the key store."""
        import keyring
        from keyring.errors import KeyringError

        self._memory.pop(name, None)
        try:
            if keyring.get_password(SERVICE, name) is not None:
                keyring.delete_password(SERVICE, name)
        except KeyringError:
            # Nothing can be dropped from a store that cannot be opened; it holds nothing of ours that we can see.
            return


def try_out() -> tuple[str, bool]:
    """The name of this computer's key store, and whether a secret that it was given could be read back and deleted."""
    import secrets

    import keyring

    tried = Credentials()
    name, secret = f"self-test:{secrets.token_hex(8)}", secrets.token_hex(16)
    kept = tried.save(name, secret) is Kept.KEY_STORE and Credentials().load(name) == secret
    tried.forget(name)
    chosen = keyring.get_keyring()
    return f"{type(chosen).__module__}.{type(chosen).__qualname__}", kept and Credentials().load(name) is None
