"""The pictures of a page, fetched once, when it is captured.

What a picture fails on never fails the capture: its place shows the text alternative.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefing.domain.articles import Capture, Picture
from briefing.domain.errors import Cancelled, CaptureError, FetchError
from briefing.domain.text import Block, BlockKind
from briefing.domain.urls import is_web_url
from briefing.sources.bitmaps import MAX_BYTES, MAX_TOTAL, STAND_IN, is_counter, measured, placed
from briefing.sources.fetch import Caller
from briefing.sources.network import Line

MAX_PICTURES = 40
MAX_SECONDS = 20.0
AT_ONCE = 4

PATIENCE = 4.0
"""Seconds that one picture may take without bytes to show for them."""

_ACCEPT = "image/webp,image/png,image/jpeg,image/gif;q=0.9"
Cancel = Callable[[], bool]


def fetched(capture: Capture, line: Line, *, page_url: str = "", cancel: Cancel | None = None) -> Capture:
    """The same capture with the pictures of its text, as many as could be had within the limits.

    Args:
        line: consent to private addresses counts for the page's own host only: a page must not reach others.
        page_url: where the page was fetched from, which need not be the address it gives itself.

    Raises:
        Cancelled: `cancel` said so.
    """
    wanted = list(dict.fromkeys(b.source for b in capture.text.blocks if _is_wanted(b)))[:MAX_PICTURES]
    if not wanted:
        return capture
    purpose = line.for_purpose(f"Pictures of “{capture.title[:80]}”")
    return placed(capture, _Errand(purpose, _host(page_url), cancel).run(wanted))


@dataclass(slots=True)
class _Errand:
    """Some pictures fetched by a few threads, with a common limit of bytes and time."""

    line: Line
    page_host: str
    cancel: Cancel | None
    total: int = 0
    found: dict[str, Picture | None] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    deadline: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    def run(self, wanted: Sequence[str]) -> dict[str, Picture | None]:
        """The pictures that came, by address; None for those that only count readers."""
        waiting = iter(wanted)
        with ThreadPoolExecutor(min(AT_ONCE, len(wanted)), thread_name_prefix="pictures") as threads:
            for job in [threads.submit(self._work, waiting) for _ in range(min(AT_ONCE, len(wanted)))]:
                job.result()
        if self.cancel and self.cancel():
            raise Cancelled("Fetching the pictures was cancelled.")
        return self.found

    def _work(self, waiting: Iterable[str]) -> None:
        """Fetch one after the other until there is none left, or no time, or no room."""
        with Caller(
            self.line,
            max_seconds=MAX_SECONDS,
            patience=PATIENCE,
            cancel=self._is_over,
            private=lambda host: host == self.page_host,
        ) as caller:
            while not self._is_over() and (address := self._next(waiting)):
                self._fetch(caller, address)

    def _next(self, waiting: Iterable[str]) -> str:
        with self.lock:
            return next((address for address in waiting if _host(address) not in self.silent), "")

    def _is_over(self) -> bool:
        return bool(self.cancel and self.cancel()) or time.monotonic() > self.deadline or self.total >= MAX_TOTAL

    def _fetch(self, caller: Caller, address: str) -> None:
        try:
            body = caller.get(address, accept=_ACCEPT, max_bytes=MAX_BYTES).body
        except FetchError as error:
            if error.retryable and error.status is None:
                with self.lock:
                    self.silent.add(_host(address))  # a computer that does not answer is not asked 40 times
            return
        except (CaptureError, Cancelled):
            return
        media_type, width, height = measured(body)
        with self.lock:
            if media_type and self.total + len(body) <= MAX_TOTAL:
                self.total += len(body)
                counts = is_counter(width, height)
                self.found[address] = None if counts else Picture(body, media_type, address)


def _is_wanted(block: Block) -> bool:
    return block.kind is BlockKind.IMAGE and not block.sha256 and _is_address(block.source)


def _is_address(source: str) -> bool:
    return is_web_url(source) and not source.startswith(STAND_IN)


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
