"""One round over feeds: what each answer changes in the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from briefing import paths, settings
from briefing.domain.changes import Changes, Done
from briefing.domain.errors import CaptureError, FetchError, OfflineError, PrivateAddressError
from briefing.domain.feeds import Feed, FeedId, ParsedFeed, local_feed_error
from briefing.domain.urls import host_of, url_key
from briefing.operations import network
from briefing.sources import feed_round
from briefing.sources.feed_round import Check, Checked
from briefing.store import feeds, incoming
from briefing.store.database import Store, Write

REFRESH = "Ask a feed you subscribed to"
"""Why requests are made, as the list of requests says it."""

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
"""How long a feed is left alone after its first failure; twice as long after each further one, up to the longest."""

_BATCH = 10
_GONE = 410

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a round over feeds gave. `failed` are the titles of feeds that could not be read."""

    checked: int = 0
    new: int = 0
    failed: tuple[str, ...] = ()


@dataclass(slots=True)
class Round:
    """One round: answers are written down in small batches, and not at all while none has reached a server."""

    store: Store
    feeds: dict[FeedId, Feed]
    changes: Changes = field(default_factory=Changes)
    waiting: list[Checked] = field(default_factory=list)
    reached: bool = False
    done: int = 0
    new: int = 0
    failed: list[str] = field(default_factory=list)

    def run(self, checks: Sequence[Check], progress: Progress | None, cancel: Cancel | None) -> Done[Refreshed]:
        """Ask, and write down what comes."""
        agreed = settings.load(paths.config_dir()).private_hosts
        line = network.line(self.store, REFRESH, allow_private=True)
        if progress:
            progress(0, len(checks))
        for answer in feed_round.check_all(checks, line, private=agreed.__contains__, cancel=cancel):
            self._take(answer)
            if progress:
                progress(self.done, len(checks))
        if self.waiting and not self.reached and len(self.feeds) > 1:
            raise FetchError(
                f"None of {len(self.feeds)} feeds could be reached. Check the internet connection.", retryable=True
            )
        self._write()
        return Done(Refreshed(self.done, self.new, tuple(self.failed)), self.changes)

    def _take(self, answer: Checked) -> None:
        if isinstance(answer.error, OfflineError):
            raise answer.error
        self.done += 1
        self.waiting.append(answer)
        self.reached = self.reached or not isinstance(answer.error, FetchError) or answer.error.status is not None
        if self.reached and len(self.waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        answers, self.waiting = self.waiting, []
        if not answers:
            return
        with self.store.write("") as write:
            there = {one.id: one for one in feeds.all_feeds(write.session)}
            for answer in answers:
                if one := there.get(answer.id):  # else it was removed in the meantime
                    self._note(write, one, answer)
        self.changes |= write.changes

    def _note(self, write: Write, one: Feed, answer: Checked) -> None:
        error = answer.error
        next_at = None
        if answer.found:
            self.new += incoming.put(write.session, one.id, one.title, answer.found.items, at=answer.at)
            self._correct(write, one, answer, answer.found)
        if error:
            self.failed.append(one.title)
            next_at = answer.at + wait_after(one.failures, getattr(error, "wait_seconds", 0.0))
            if getattr(error, "status", None) == _GONE:
                feeds.set_fields(write.session, one.id, paused=True)
        known = answer.validators
        feeds.checked(
            write.session,
            one.id,
            at=answer.at,
            etag=known.etag,
            modified=known.modified,
            error=_sentence(error, one) if error else "",
            next_at=next_at,
        )

    def _correct(self, write: Write, one: Feed, answer: Checked, found: ParsedFeed) -> None:
        """Take over a new address, and what was not known before the first answer."""
        values: dict[str, str] = {}
        taken = {url_key(other.url) for other in feeds.all_feeds(write.session)} if answer.moved_to else set()
        if (
            answer.moved_to
            and answer.moved_to != one.url
            and url_key(answer.moved_to) not in taken - {url_key(one.url)}
        ):
            values["url"] = answer.moved_to
        if not one.site_url and found.site_url:
            values["site_url"] = found.site_url
        if found.title and one.title in ("", one.url, host_of(one.url)):
            values["title"] = found.title
        if values:
            feeds.set_fields(write.session, one.id, **values)


def wait_after(failures: int, asked: float = 0.0) -> timedelta:
    """How long a feed is left alone after failing.

    Args:
        failures: how often it had failed in a row before. asked: seconds for which its server asks.
    """
    own: timedelta = FIRST_WAIT * (1 << min(failures, 10))
    return max(min(own, LONGEST_WAIT), timedelta(seconds=asked))


def _sentence(error: CaptureError, one: Feed) -> str:
    """Why a feed could not be read, in words that fit a feed."""
    status = getattr(error, "status", None)
    host = host_of(one.url)
    if isinstance(error, PrivateAddressError):
        return local_feed_error(urlsplit(one.url).hostname or "")
    if status == _GONE:
        return f"{host} says that this feed is gone for good, so it is paused. Unsubscribe, or give its new address."
    if status == 404:
        return f"There is no feed at this address any more (error 404). Look for its new address on {host}."
    if status in (401, 402, 403, 407, 451):
        return f"{host} does not give this feed to us (error {status}). Open the site in your browser."
    return str(error)
