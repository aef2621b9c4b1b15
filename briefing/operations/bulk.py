"""Collecting many at once: lists of addresses, several files, folders. One line of a receipt for each."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from briefing.domain.articles import ArticleId, Outcome
from briefing.domain.changes import Changes, Done
from briefing.domain.errors import BriefingError, Cancelled, FetchError, PrivateAddressError
from briefing.domain.urls import is_web_url, url_key
from briefing.operations import capture
from briefing.operations.capture import Captured
from briefing.sources import folders, links
from briefing.sources.links import Link
from briefing.store.database import Store

AT_ONCE = 4
HOST_SECONDS = 1.0
"""How many are fetched at once, and how long a host is left alone between two of its pages."""

LONGEST_WAIT = 60.0
SHORTEST_WAIT = 5.0
"""Seconds that a host which asks to slow down is waited for, once; when it asks for more, that is reported."""

_POLL_SECONDS = 0.1

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


class Ending(StrEnum):
    """How it ended for one of many."""

    ADDED = "added"
    INCOMPLETE = "incomplete"  # added, but the article is not all there
    EXISTING = "existing"  # it was in the library already
    REPEATED = "repeated"  # the same address stands further up in the list
    PRIVATE = "private"  # on this computer or its local network: the person has to agree first
    FAILED = "failed"
    NOT_DONE = "not_done"  # cancelled before its turn


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt.

    Attributes:
        what: the address or the path, as it was given or found.
        sentence: what happened; "" when it was simply added.
    """

    what: str
    outcome: Ending
    sentence: str = ""
    article_id: ArticleId | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each, in the order given; a folder has a line for each file in it."""

    lines: tuple[Line, ...]

    def count(self, *endings: Ending) -> int:
        """How many lines ended in one of these ways."""
        return sum(1 for line in self.lines if line.outcome in endings)


def links_in(text: str) -> list[Link]:
    """The web addresses of a pasted list, of bookmarks or of any text, in its order."""
    return links.links_in(text)


def is_list(text: str) -> bool:
    """Whether a text is a list of addresses, with their titles at most, and nothing else."""
    return links.is_list(text)


def capture_many(
    store: Store,
    sources: Sequence[str | Path],
    *,
    allow_private: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    told: Callable[[Line], None] | None = None,
) -> Done[Receipt]:
    """Keep pages, files and all files in folders as articles.

    At most four at a time, one page of a host at a time and a second between two of them; a host that asks to slow
    down is waited for. Each article is stored as soon as it is there, so that Cancel, a failure or a power cut keeps
    what is done. Articles that arrive within ten seconds of each other are one step of undo; other actions in
    between, or a slower server, divide the batch into several.

    Args:
        sources: web addresses as `str`, files and folders as `str` or `Path`.
        allow_private: the person agreed to fetch from this computer or its local network.
        progress: called with how many are done and how many there are.
        cancel: asked often; true ends the work, and the receipt says what was not done.
        told: called with each line once it is known, from the thread that made it, one at a time.
    """
    items = _items(sources)
    batch = _Batch(store, items, allow_private, progress, cancel, told)
    return Done(Receipt(batch.run()), batch.changes)


def capture_list(
    store: Store,
    text: str,
    *,
    allow_private: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Receipt]:
    """Keep the pages of all web addresses that a pasted list names, see `links_in` and `capture_many`."""
    urls = [link.url for link in links_in(text)]
    return capture_many(store, urls, allow_private=allow_private, progress=progress, cancel=cancel)


@dataclass(slots=True)
class _Item:
    """Something to be kept. `problem` is set when that is clear already."""

    what: str
    path: Path | None = None
    problem: str = ""
    first: int | None = None
    waited: bool = False

    @property
    def host(self) -> str:
        return "" if self.path or self.problem else (urlsplit(self.what).hostname or "")


def _items(sources: Sequence[str | Path]) -> list[_Item]:
    found: list[_Item] = []
    firsts: dict[str, int] = {}
    for source in sources:
        for item in _of_source(source):
            key = url_key(item.what) if item.path is None else str(item.path.absolute())
            if not item.problem:
                item.first = firsts.get(key)
                firsts.setdefault(key, len(found))
            found.append(item)
    return found


def _of_source(source: str | Path) -> Iterator[_Item]:
    if isinstance(source, str) and is_web_url(source):
        yield _Item(source.strip())
        return
    path = Path(source)
    if not path.is_dir():
        yield _Item(str(source), path)
        return
    for file, problem in folders.files_in(path):
        yield _Item(str(file), file, problem)


@dataclass(slots=True)
class _Batch:
    """The items, the threads that work on them, and what each host still has to be left alone for."""

    store: Store
    items: list[_Item]
    allow_private: bool
    progress: Progress | None
    cancel: Cancel | None
    told: Callable[[Line], None] | None
    changes: Changes = field(default_factory=Changes)
    merge_key: str = field(default_factory=lambda: f"bulk {uuid.uuid4()}")
    lines: dict[int, Line] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)
    free_at: dict[str, float] = field(default_factory=dict)
    over: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def run(self) -> tuple[Line, ...]:
        """Do all that can be done before Cancel."""
        for index, item in enumerate(self.items):
            if item.problem:
                self._tell(index, Line(item.what, Ending.FAILED, item.problem))
            elif item.first is None:
                self.waiting.append(index)
        width = min(AT_ONCE, len(self.waiting))
        if width:
            with ThreadPoolExecutor(width, thread_name_prefix="bulk") as threads:
                try:
                    for job in [threads.submit(self._work) for _ in range(width)]:
                        job.result()
                finally:
                    self.over = True  # an interrupted program, or a bug in one thread, ends the others too
        for index, item in enumerate(self.items):
            if index not in self.lines:
                self._tell(index, self._rest(item))
        return tuple(self.lines[index] for index in range(len(self.items)))

    def _rest(self, item: _Item) -> Line:
        """The line of what was not worked on: a repetition, or what Cancel left."""
        first = self.lines.get(item.first) if item.first is not None else None
        if first is None:
            return Line(item.what, Ending.NOT_DONE, "Cancelled before its turn.")
        sentence = f"This is the same as “{first.what}” further up in the list."
        return replace(first, what=item.what, outcome=Ending.REPEATED, sentence=sentence)

    def _work(self) -> None:
        while (index := self._take()) is not None:
            item = self.items[index]
            line: Line | None = None
            try:
                line = self._capture(item)
            finally:
                self._let_go(item.host)
            if line is None:
                with self.changed:
                    self.waiting.append(index)
            else:
                self._tell(index, line)

    def _is_cancelled(self) -> bool:
        return self.over or bool(self.cancel and self.cancel())

    def _take(self) -> int | None:
        """The next item whose host may be asked; waits for one. None when there is nothing left or Cancel came."""
        with self.changed:
            while not self._is_cancelled():
                now = time.monotonic()
                for index in self.waiting:
                    host = self.items[index].host
                    if host not in self.busy and self.free_at.get(host, 0.0) <= now:
                        self.waiting.remove(index)
                        if host:
                            self.busy.add(host)
                        return index
                if not self.waiting and not self.busy:
                    return None
                self.changed.wait(_POLL_SECONDS)
        return None

    def _let_go(self, host: str) -> None:
        with self.changed:
            self.busy.discard(host)
            self.free_at[host] = max(self.free_at.get(host, 0.0), time.monotonic() + HOST_SECONDS) if host else 0.0
            self.changed.notify_all()

    def _capture(self, item: _Item) -> Line | None:
        """The line of an item; None when its host asks to be left alone for a while first."""
        try:
            done = capture.capture_one(
                self.store,
                item.path or item.what,
                allow_private=self.allow_private,
                merge_key=self.merge_key,
                cancel=self._is_cancelled,
            )
        except Cancelled:
            return Line(item.what, Ending.NOT_DONE, "Cancelled before it was done.")
        except PrivateAddressError as error:
            return Line(item.what, Ending.PRIVATE, str(error))
        except FetchError as error:
            if self._may_wait(item, error):
                return None
            return Line(item.what, Ending.FAILED, str(error))
        except BriefingError as error:
            return Line(item.what, Ending.FAILED, str(error))
        with self.changed:
            self.changes |= done.changes
        return _line(item.what, done.value)

    def _may_wait(self, item: _Item, error: FetchError) -> bool:
        """Whether the server asks to slow down, and not for too long; its host is left alone then."""
        if item.waited or error.status not in (429, 503) or error.wait_seconds > LONGEST_WAIT:
            return False
        if error.status == 503 and not error.wait_seconds:
            return False
        item.waited = True
        with self.changed:
            self.free_at[item.host] = time.monotonic() + (error.wait_seconds or SHORTEST_WAIT)
        return True

    def _tell(self, index: int, line: Line) -> None:
        with self.changed:
            self.lines[index] = line
            if self.told:
                self.told(line)
            if self.progress:
                self.progress(len(self.lines), len(self.items))


def _line(what: str, captured: Captured) -> Line:
    article_id, title = captured.article_id, captured.summary.title
    if captured.existing:
        return Line(what, Ending.EXISTING, "It was in the library already.", article_id, title)
    ending = Ending.ADDED if captured.summary.outcome is Outcome.FULL else Ending.INCOMPLETE
    return Line(what, ending, captured.note, article_id, title)
