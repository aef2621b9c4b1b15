"""Where the mail of an address is fetched: what is known of large providers, and a likely name for all others.

Nothing is asked of the network here. The hosts are those that the providers' own help pages name for IMAP over TLS.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.mailboxes import Security

IMAPS = 993


class Way(StrEnum):
    """What a provider wants as a password."""

    PASSWORD = "password"
    APP_PASSWORD = "app_password"  # one made for this program, in the account's settings
    NONE = "none"  # only a sign-in page in a browser opens the mailbox
    BRIDGE = "bridge"  # a program of the provider on this computer


@dataclass(frozen=True, slots=True)
class Preset:
    """How the mailbox of an address is reached.

    Attributes:
        hint: a sentence that says what the provider wants; "" when nothing is known.
    """

    host: str
    port: int = IMAPS
    security: Security = Security.TLS
    way: Way = Way.PASSWORD
    hint: str = ""


_APP = (
    "{name} wants a password made for this program. Switch two-step sign-in on in your account, "
    "make an app password there, and paste it here."
)
_CLOSED = (
    "{name} opens mailboxes only to programs that show its own sign-in page, which Briefing does not. "
    "Let a rule forward your newsletters to another mailbox, or save them into a watched folder."
)
_BRIDGE = "{name} is reached through its Bridge on this computer. Start it and use the password that it shows."

_PROVIDERS: tuple[tuple[str, str, Way, str], ...] = (
    ("Google", "imap.gmail.com", Way.APP_PASSWORD, "gmail.com googlemail.com"),
    ("Apple", "imap.mail.me.com", Way.APP_PASSWORD, "icloud.com me.com mac.com"),
    ("Yahoo", "imap.mail.yahoo.com", Way.APP_PASSWORD, "yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es "
     "yahoo.ca yahoo.com.br yahoo.co.in ymail.com rocketmail.com"),
    ("AOL", "imap.aol.com", Way.APP_PASSWORD, "aol.com aim.com"),
    ("Fastmail", "imap.fastmail.com", Way.APP_PASSWORD, "fastmail.com fastmail.fm fastmail.net"),
    ("Zoho", "imap.zoho.com", Way.APP_PASSWORD, "zoho.com zohomail.com"),
    ("Yandex", "imap.yandex.com", Way.APP_PASSWORD, "yandex.com yandex.ru ya.ru"),
    ("Microsoft", "outlook.office365.com", Way.NONE, "outlook.com outlook.de outlook.fr outlook.es hotmail.com "
     "hotmail.co.uk hotmail.de hotmail.fr hotmail.it live.com live.co.uk live.de live.fr msn.com"),
    ("Proton", "127.0.0.1", Way.BRIDGE, "proton.me protonmail.com protonmail.ch pm.me"),
    ("GMX", "imap.gmx.net", Way.PASSWORD, "gmx.de gmx.net gmx.at gmx.ch"),
    ("GMX", "imap.gmx.com", Way.PASSWORD, "gmx.com gmx.us gmx.co.uk"),
    ("WEB.DE", "imap.web.de", Way.PASSWORD, "web.de"),
    ("Telekom", "secureimap.t-online.de", Way.PASSWORD, "t-online.de magenta.de"),
    ("mailbox.org", "imap.mailbox.org", Way.PASSWORD, "mailbox.org"),
    ("Posteo", "posteo.de", Way.PASSWORD, "posteo.de posteo.net posteo.org"),
    ("Orange", "imap.orange.fr", Way.PASSWORD, "orange.fr wanadoo.fr"),
    ("Free", "imap.free.fr", Way.PASSWORD, "free.fr"),
    ("Libero", "imapmail.libero.it", Way.PASSWORD, "libero.it"),
    ("BT", "mail.btinternet.com", Way.PASSWORD, "btinternet.com"),
    ("Comcast", "imap.comcast.net", Way.PASSWORD, "comcast.net"),
    ("AT&T", "imap.mail.att.net", Way.APP_PASSWORD, "att.net sbcglobal.net bellsouth.net"),
)  # fmt: skip
_BRIDGE_PORT = 1143


def preset(address: str) -> Preset | None:
    """How the mailbox of an e-mail address is reached; None when the text is no whole address yet."""
    domain = address.strip().rpartition("@")[2].casefold().rstrip(".")
    if "@" not in address or "." not in domain or any(c.isspace() or c in "/\\:@" for c in domain):
        return None
    for name, host, way, domains in _PROVIDERS:
        if domain in domains.split():
            return _known(name, host, way)
    return Preset(f"imap.{domain}")


def of_host(host: str) -> Preset | None:
    """What is known of the provider whose server this is."""
    for name, known, way, _domains in _PROVIDERS:
        if known == host.strip().casefold() and way is not Way.BRIDGE:
            return _known(name, known, way)
    return None


def is_provider(domain: str) -> bool:
    """Whether anybody can have an address there, so that it says nothing about who writes."""
    return any(domain.casefold() in domains.split() for _name, _host, _way, domains in _PROVIDERS)


def _known(name: str, host: str, way: Way) -> Preset:
    hints = {Way.APP_PASSWORD: _APP, Way.NONE: _CLOSED, Way.BRIDGE: _BRIDGE}
    is_here = way is Way.BRIDGE
    port, security = (_BRIDGE_PORT, Security.NONE) if is_here else (IMAPS, Security.TLS)
    return Preset(host, port, security, way, hints.get(way, "").replace("{name}", name))
