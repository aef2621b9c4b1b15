"""Work off the GUI thread: the only place of the program that starts threads.

A pane asks for an operation by name and says which of its methods takes the result:

    jobs.read("browse.article", article_id, done=self._show, failed=self._fail, key="reader")

The operation is imported and called in a worker thread, with the store first. Its result, its error and the
`Changes` of a write come back on the GUI thread. Reads run beside each other, writes one after the other in the
order they were asked for, long work (`run`) beside both.
"""

from __future__ import annotations

import importlib
import inspect
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefing.domain.errors import BriefingError, Cancelled

if TYPE_CHECKING:
    from briefing.store.database import Store

READERS = 3
LONG_JOBS = 4
STANDING_JOBS = 2
BUSY_AFTER = 0.3
"""Seconds after which a job is worth a line in the status bar."""


class Progress:
    """What long work is given to report with. Called from the worker thread, read from the GUI thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.note = ""
        self._stop = threading.Event()

    def __call__(self, done: int = 0, total: int = 0, note: str = "") -> None:
        """Say how far the work is; `total` 0 means that nobody knows, `note` may name the step."""
        self.done, self.total, self.note = done, total, note

    def cancelled(self) -> bool:
        """Whether the person, or a newer job, wants this one to end."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to end soon."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class JobInfo:
    """A running job as the status line shows it. `total` is 0 when it is not known."""

    name: str
    done: int
    total: int
    cancel: Callable[[], None]
    cancellable: bool = True


Work = str | Callable[[Progress], Any]


class Job:
    """One piece of work on its way. Panes keep it only to cancel it."""

    def __init__(self, lane: str, name: str, work: Work, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.lane, self.name, self.work, self.args, self.kwargs = lane, name, work, args, kwargs
        self.key = ""
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[BriefingError], object] | None = None
        self.progress = Progress()
        self.superseded = False
        self.started_at = time.monotonic()
        self.result: Any = None
        self.error: Exception | None = None

    def cancel(self) -> None:
        """Ask the work to end; its `failed` then hears `Cancelled`."""
        self.progress.cancel()

    def info(self) -> JobInfo:
        """What the status line shows of it now."""
        seen = self.progress
        return JobInfo(seen.note or self.name, seen.done, seen.total, self.cancel, self.lane == "long")

    def perform(self, store: Store | None) -> None:
        """Do the work and keep its result or its error. Worker thread."""
        try:
            if self.progress.cancelled():
                self.error = Cancelled("Cancelled.")
            elif isinstance(self.work, str):
                function = _operation(self.work)
                self.result = function(store, *self.args, **self.kwargs, **self._extras(function))
            else:
                self.result = self.work(self.progress, *self.args, **self.kwargs)
        except Exception as error:  # noqa: BLE001  (a bug is raised again on the GUI thread, see Jobs._deliver)
            self.error = error

    def _extras(self, function: Callable[..., Any]) -> dict[str, Any]:
        wanted = inspect.signature(function).parameters
        offers: dict[str, Any] = {"progress": self.progress, "cancel": self.progress.cancelled}
        return {name: value for name, value in offers.items() if name in wanted and name not in self.kwargs}


def _operation(name: str) -> Callable[..., Any]:
    """The function behind "module.function", imported only now: operations bring SQLAlchemy with them."""
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"briefing.operations.{module}"), function)
    return found


class _Lane:
    """A queue of work and the threads that empty it. Threads start when there is something to do."""

    def __init__(self, name: str, width: int) -> None:
        self._name, self._width = name, width
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._open = 0
        self._idle = threading.Condition()

    def put(self, work: Callable[[], None]) -> None:
        with self._idle:
            self._open += 1
            wanted = min(self._width, self._open)
        while len(self._threads) < wanted:
            label = f"{self._name} {len(self._threads) + 1}"
            thread = threading.Thread(target=self._serve, name=label, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._queue.put(work)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until everything asked for so far is done; False when `timeout` seconds were not enough."""
        with self._idle:
            return self._idle.wait_for(lambda: self._open == 0, timeout)

    def close(self, timeout: float) -> None:
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout)
        self._threads.clear()

    def _serve(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                work()
            finally:
                with self._idle:
                    self._open -= 1
                    self._idle.notify_all()


class Jobs(QObject):
    """Runs operations in worker threads and brings everything back to the GUI thread.

    Signals:
        changed(Changes): after every write, before its `done`.
        busy(tuple[JobInfo, ...]): the jobs that have taken longer than `BUSY_AFTER`; empty when there is none.
        failed(BriefingError): an expected error that no `failed` method took.
        opened(): the library is open; from now on results arrive.
        open_failed(BriefingError): the library could not be opened; jobs wait until `open` is called again.
    """

    changed = Signal(object)
    busy = Signal(object)
    failed = Signal(object)
    opened = Signal()
    open_failed = Signal(object)
    _finished = Signal(object)

    def __init__(self, open_store: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._store: Store | None = None
        self._opening = False
        self._refused = False
        self._over = False
        self._waiting: list[Job] = []
        self._running: list[Job] = []
        self._latest: dict[str, Job] = {}
        self._lanes = {
            "read": _Lane("read", READERS),
            "write": _Lane("write", 1),
            "long": _Lane("long", LONG_JOBS),
            "standing": _Lane("standing", STANDING_JOBS),
        }
        self._shown: tuple[JobInfo, ...] = ()
        self._finished.connect(self._deliver)
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._tell)

    @property
    def is_open(self) -> bool:
        """Whether the library is open."""
        return self._store is not None

    def open(self) -> None:
        """Open the library in a worker thread, once; jobs asked for before wait for it."""
        if self._store is not None or self._opening or self._over:
            return
        self._opening = True
        self._refused = False
        job = Job("write", self.tr("Opening the library"), lambda _progress: self._open_store(), (), {})
        job.done, job.failed = self._take_store, self._no_store
        self._start(job)

    def read(
        self,
        verb: str,
        *args: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BriefingError], object] | None = None,
        key: str = "",
        name: str = "",
        **kwargs: Any,
    ) -> Job:
        """Ask `briefing.operations.<verb>(store, *args, **kwargs)` for a value.

        Args:
            done: a bound method of a QObject that takes the value.
            failed: a bound method that takes the BriefingError; without it, the `failed` signal does.
            key: a newer job with the same key supersedes this one: nothing of it is delivered any more.
        """
        job = Job("read", name or self.tr("Reading the library"), verb, args, kwargs)
        return self._ask(job, done, failed, key)

    def write(
        self,
        verb: str,
        *args: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BriefingError], object] | None = None,
        name: str = "",
        **kwargs: Any,
    ) -> Job:
        """Ask a short operation to change the library. Writes happen one by one, in the order of the calls.

        `done` takes the value inside the operation's `Done`; its `changes` go out through `changed`.
        """
        job = Job("write", name or self.tr("Saving"), verb, args, kwargs)
        return self._ask(job, done, failed, "")

    def run(
        self,
        name: str,
        work: Work,
        *args: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BriefingError], object] | None = None,
        key: str = "",
        **kwargs: Any,
    ) -> Job:
        """Long work (fetching, typesetting) with progress and cancel, beside all other jobs.

        Args:
            name: what the status line says, such as "Fetching example.org"; "" for nothing.
            work: an operation by name (called as `read` does it), or a callable that takes the `Progress` first;
                a callable does not wait for the library.
        """
        return self._ask(Job("long", name, work, args, kwargs), done, failed, key)

    def stand(
        self,
        verb: str,
        *args: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BriefingError], object] | None = None,
        **kwargs: Any,
    ) -> Job:
        """Work that goes on until it is cancelled or the library is closed, without ever being shown as busy."""
        return self._ask(Job("standing", "", verb, args, kwargs), done, failed, "")

    def drain(self) -> None:
        """Wait until every write asked for so far is in the library."""
        self._lanes["write"].wait()

    def close(self) -> None:
        """End reads and long work, finish the writes, close the library. Nothing is delivered or begun afterwards."""
        self._over = True
        self._timer.stop()
        for job in self._running:
            if job.lane != "write":
                job.cancel()
        self.drain()
        for lane in self._lanes.values():
            lane.close(timeout=10.0)
        for job in self._running:
            if job.done == self._take_store and job.error is None:
                self._store = job.result
        self._running.clear()
        self._waiting.clear()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _ask(
        self,
        job: Job,
        done: Callable[[Any], object] | None,
        failed: Callable[[BriefingError], object] | None,
        key: str,
    ) -> Job:
        job.done, job.failed, job.key = done, failed, key
        if key:
            if older := self._latest.get(key):
                older.superseded = True
                older.cancel()
            self._latest[key] = job
        if self._over:
            return job  # a timer of a window that is going away
        if self._store is None and isinstance(job.work, str):
            self._waiting.append(job)
            if not self._refused:
                self.open()
        else:
            self._start(job)
        return job

    def _start(self, job: Job) -> None:
        job.started_at = time.monotonic()
        self._running.append(job)
        self._lanes[job.lane].put(lambda: self._perform(job))
        if job.name and not self._timer.isActive():
            self._timer.start()

    def _perform(self, job: Job) -> None:
        job.perform(self._store)
        self._finished.emit(job)

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        if job not in self._running:
            return  # `close` came between its end and this delivery
        self._running.remove(job)
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        if not any(each.name for each in self._running):
            self._timer.stop()
            self._tell()
        if job.error is not None:
            self._deliver_error(job, job.error)
            return
        from briefing.domain.changes import Done  # brings the whole domain, which the first paint does not need

        value = job.result
        if isinstance(value, Done):
            if value.changes:
                self.changed.emit(value.changes)
            value = value.value
        if job.done is not None and not job.superseded and _alive(job.done):
            job.done(value)

    def _deliver_error(self, job: Job, error: Exception) -> None:
        if job.superseded and isinstance(error, BriefingError):
            return
        expected = error if isinstance(error, BriefingError) else BriefingError(self.tr("Something went wrong here."))
        if job.failed is not None and _alive(job.failed):
            job.failed(expected)
        elif isinstance(error, BriefingError) and not isinstance(error, Cancelled):
            self.failed.emit(error)
        if expected is not error:
            raise error

    @Slot()
    def _tell(self) -> None:
        now = time.monotonic()
        infos = tuple(
            JobInfo(
                job.progress.note or job.name, job.progress.done, job.progress.total, job.cancel, job.lane == "long"
            )
            for job in self._running
            if job.name and now - job.started_at > BUSY_AFTER and not job.superseded
        )
        if infos != self._shown:
            self._shown = infos
            self.busy.emit(infos)

    def _take_store(self, store: Store) -> None:
        self._store = store
        self._opening = False
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            self._start(job)
        self.opened.emit()

    def _no_store(self, error: BriefingError) -> None:
        self._opening = False
        self._refused = True
        self.open_failed.emit(error)


def _alive(method: Callable[..., object]) -> bool:
    """Whether the object behind a bound method still exists on the C++ side."""
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
