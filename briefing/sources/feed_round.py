"""One round over many feeds: few at a time, never two of one host at once, and a pause between two of one host."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.feeds import FeedId, ParsedFeed, Validators
from briefing.sources import feed, fetch
from briefing.sources.network import Line

AT_ONCE = 8
HOST_SECONDS = 1.0
"""How many feeds are fetched at once, and how long a host is left alone between two of its feeds."""

_APART = 0.05
"""Seconds between the first feeds: eight threads that begin in one moment keep the window from its turn."""

MAX_SECONDS = 20.0
"""For one feed, redirects included."""

ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,application/json;q=0.9,"
    "application/xml;q=0.9,text/xml;q=0.9,text/html;q=0.5,*/*;q=0.3"
)

_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Check:
    """A feed to be asked, and what the last answer said of itself."""

    id: FeedId
    url: str
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Checked:
    """What asking a feed gave.

    Attributes:
        found: the feed; None when nothing changed since the last time, or when it failed.
        validators: for the next time.
        moved_to: the address to use from now on, when the server says that the feed moved for good; else "".
        error: why it failed, if it did.
    """

    id: FeedId
    at: datetime
    found: ParsedFeed | None = None
    validators: Validators = field(default_factory=Validators)
    moved_to: str = ""
    error: CaptureError | None = None


def check_all(
    checks: Sequence[Check],
    line: Line,
    *,
    private: Callable[[str], bool],
    cancel: Callable[[], bool] | None = None,
) -> Iterator[Checked]:
    """Ask all feeds; each answer is given as soon as it is there, in any order.

    Whoever stops taking answers ends the round. When `cancel` says so, it ends without the answers that are missing.

    Args:
        private: which hosts may be on this computer or its local network, if `line` allows that at all.
    """
    stopped = threading.Event()

    def over() -> bool:
        return stopped.is_set() or bool(cancel and cancel())

    def call() -> fetch.Caller:
        return fetch.Caller(line, max_seconds=MAX_SECONDS, cancel=over, private=private)

    hosts = _by_host(checks)
    answers: queue.SimpleQueue[Checked | None] = queue.SimpleQueue()
    with ThreadPoolExecutor(max(1, min(AT_ONCE, len(hosts))), thread_name_prefix="feeds") as threads:
        jobs = []
        try:
            for place, group in enumerate(hosts):
                if 0 < place < AT_ONCE:
                    stopped.wait(_APART)
                jobs.append(threads.submit(_ask_host, group, call, answers, over))
            for _ in range(len(checks)):
                answer = answers.get()
                if answer is None:
                    break
                yield answer
        finally:
            stopped.set()
            for job in jobs:
                job.cancel()
    for job in jobs:
        if not job.cancelled():
            job.result()


def check(one: Check, caller: fetch.Caller, *, cancel: Callable[[], bool] | None = None) -> Checked:
    """Ask one feed.

    Raises:
        Cancelled: `cancel` said so.
    """
    at = datetime.now(UTC)
    known = {"If-None-Match": one.validators.etag, "If-Modified-Since": one.validators.modified}
    headers = {name: value for name, value in known.items() if value}
    try:
        answer = caller.ask(one.url, accept=ACCEPT, headers=headers)
        if isinstance(answer, fetch.NotModified):
            return Checked(one.id, at, validators=one.validators)
        found = feed.read(answer.body, url=answer.url, media_type=answer.media_type, cancel=cancel)
    except CaptureError as error:
        return Checked(one.id, at, validators=one.validators, error=error)
    return Checked(one.id, at, found, Validators(answer.etag, answer.modified), answer.moved_to)


def _by_host(checks: Sequence[Check]) -> list[list[Check]]:
    """The feeds of each host; the host with most of them first, because it takes longest."""
    hosts: dict[str, list[Check]] = {}
    for one in checks:
        hosts.setdefault((urlsplit(one.url).hostname or "").lower(), []).append(one)
    return sorted(hosts.values(), key=len, reverse=True)


def _ask_host(
    group: Sequence[Check],
    call: Callable[[], fetch.Caller],
    answers: queue.SimpleQueue[Checked | None],
    over: Callable[[], bool],
) -> None:
    """Ask the feeds of one host, one after the other. A None in `answers` says that the round ended early."""
    finished = False
    pause = threading.Event()
    try:
        with call() as caller:
            for number, one in enumerate(group):
                waited = 0.0
                while number and waited < HOST_SECONDS and not over():
                    pause.wait(_POLL_SECONDS)
                    waited += _POLL_SECONDS
                if over():
                    return
                answers.put(check(one, caller, cancel=over))
        finished = True
    except Cancelled:
        return
    finally:
        if not finished:
            answers.put(None)
