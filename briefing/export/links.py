"""Addresses as links: which may be followed, and how they are shown."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff]"
    "|[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)) + "]"
)
"""Characters that must not be printed: controls, bidirectional overrides and isolates, byte order marks, surrogates,
private use, noncharacters."""

_LINK = re.compile(r"(https?://[^\s<>\"\\^`{|}\x00-\x20]+|mailto:[^\s<>\"\\^`{|}]+@[^\s<>\"\\^`{|}]+)\Z", re.IGNORECASE)
_ADDRESS_JOINT = re.compile(r"(?<=[/?&=#_.:;,+~%-])(?![/?&=#_.:;,+~%-])")


def safe_link(address: str) -> str:
    """`address` if it leads to the web or a mailbox and nowhere else, else ""."""
    address = address.strip()
    return address if len(address) <= 2000 and _LINK.match(address) and not FORBIDDEN.search(address) else ""


def shown_address(address: str) -> str:
    """An address as it is printed: without the scheme, and with places where a line may end."""
    bare = re.sub(r"^https?://(www\.)?|^mailto:", "", address).rstrip("/")
    return _ADDRESS_JOINT.sub("\u200b", bare)
