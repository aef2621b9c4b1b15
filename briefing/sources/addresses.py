"""Hosts and the computers they name: which of them belong to this computer or its local network."""

from __future__ import annotations

import ipaddress
import socket

from briefing.domain.errors import FetchError, PrivateAddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The addresses to connect to, best first. They are checked here and used as they are, never looked up again.

    Args:
        allow_private: the person agreed to reach this computer or its local network.

    Raises:
        PrivateAddressError: one of the host's addresses is not on the public internet.
        FetchError: there is no such host.
    """
    try:
        found = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in _look_up(host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(
            f"No computer answers to the name “{host}”. Check the address and the internet connection.", retryable=True
        ) from error
    if not allow_private and any(not is_public(address) for address in found):
        raise PrivateAddressError(
            f"“{host}” is on this computer or its local network. Agree to fetch from there, or use a public address."
        )
    return [str(address) for address in dict.fromkeys(found)]


def is_public(address: Address) -> bool:
    """Whether an address is on the public internet, also when it is an IPv4 address wrapped in an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _look_up(host: str, port: int) -> list[tuple[object, object, object, str, tuple[object, ...]]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found.sort(key=lambda info: info[0] != socket.AF_INET)  # a broken IPv6 route is the likelier trouble
    return [(*info[:4], info[4]) for info in found]
