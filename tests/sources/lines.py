"""Lines to the network for tests: open, and the requests that were made over them."""

from __future__ import annotations

from collections.abc import Callable

from briefing.domain.network import Request
from briefing.sources.network import Line


def open_line(
    seen: list[Request] | None = None,
    *,
    allow_private: bool = True,
    offline: Callable[[], bool] = lambda: False,
    purpose: str = "Try something",
) -> Line:
    """A line that reaches the servers of tests, which are on this computer; `seen` gets its requests."""
    requests = [] if seen is None else seen
    return Line(offline, requests.append, purpose, allow_private)
