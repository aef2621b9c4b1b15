"""Child processes of this program: work on hostile or heavy input that must not take the window down with it.

A `Worker` starts the program again as `--worker NAME`, sends it one request at a time over a pipe and can end it at
any moment: on a time-out, on cancel, at a memory limit. The child runs `serve` and ends by itself when its parent is
gone. Nothing but the standard library is imported here.

A message is a frame: two unsigned 64-bit big-endian lengths, a JSON header, raw bytes.

The memory limit is kept by each system in its own way: Linux by RLIMIT_AS, Windows by a job object (both let an
allocation fail), macOS, which ignores RLIMIT_AS, by a thread of the child that looks at how much it holds. A child
whose parent dies ends with its pipe, in C code by an alarm, on Windows with the job. The time-out and cancel work
everywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from briefing.windows_job import Job

Header = dict[str, Any]
Message = tuple[Header, bytes]
Cancel = Callable[[], bool]
Progress = Callable[[int, int], None]
Failure = Literal["timeout", "memory", "crashed", "cancelled"]

PATIENCE = 3
"""How many times its time a call may take in all while the child says that it gets on."""

START_SECONDS = 60.0
"""How long a child may take to import what it needs; a cold disk and a virus scanner are slow."""

_POLL_SECONDS = 0.05
_LENGTHS = struct.Struct(">QQ")
_MEMORY_VARIABLE = "BRIEFING_WORKER_MEMORY"
_GRACE_SECONDS = 5


class WorkerError(Exception):
    """The child did not answer.

    Attributes:
        kind: "timeout", "memory", "crashed" or "cancelled".
        details: the last lines the child wrote to its error stream, for the log.
    """

    def __init__(self, kind: Failure, details: str = "") -> None:
        super().__init__(f"the worker process ended: {kind}" + (f"\n{details}" if details else ""))
        self.kind: Failure = kind
        self.details = details


class Worker:
    """One child process, started on first use, kept warm between calls, started anew after it died.

    Calls may come from any thread; they are answered one at a time.
    """

    def __init__(
        self,
        name: str,
        *,
        timeout: float,
        memory_limit: int | None = None,
        recycle_above: int | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        """Describe the child; nothing is started yet.

        Args:
            name: which worker the program becomes, as in `--worker NAME`.
            timeout: seconds one call may take; starting the child does not count.
            memory_limit: bytes of address space the child may use (see the module on platforms).
            recycle_above: end the child after a call that left it holding more bytes of memory than this.
            command: the whole command line instead of `--worker NAME`, for tests.
        """
        self._command = list(command) if command else _command(name)
        self._timeout = timeout
        self._memory_limit = memory_limit
        self._recycle_above = recycle_above
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._job: Job | None = None

    def call(
        self,
        header: Mapping[str, Any],
        body: bytes = b"",
        *,
        cancel: Cancel | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
    ) -> Message:
        """Send one request and wait for its answer.

        Args:
            header: a JSON-able mapping. body: raw bytes that go with it.
            cancel: asked about every 50 ms; when it says True the child is killed.
            timeout: seconds this call may take, instead of the worker's own limit. A child that says how far it is
                gets the same time again, up to `PATIENCE` times in all.
            progress: called in this thread with how much of all is done, when the child says so.

        Raises:
            WorkerError: the child died, took too long, or was cancelled; the next call starts a new one.
        """
        self._acquire(cancel)
        try:
            child = self._started(cancel)
            seconds = self._timeout if timeout is None else timeout
            request = {"call": dict(header), "seconds": seconds}, body
            answer, reply = self._exchange(child, request, seconds, cancel, progress)
            self._recycle(answer)
            if "failure" in answer:
                raise WorkerError("memory")
            return answer["reply"], reply
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the child, if there is one. The worker may be used again."""
        with self._lock:
            self._stop()

    def _acquire(self, cancel: Cancel | None) -> None:
        while not self._lock.acquire(timeout=_POLL_SECONDS):
            if cancel and cancel():
                raise WorkerError("cancelled")

    def _started(self, cancel: Cancel | None) -> subprocess.Popen[bytes]:
        """The running child; a new one has said that it is ready."""
        if self._child and self._child.poll() is None:
            return self._child
        self._stop()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the child)
        environment = dict(os.environ)
        if self._memory_limit:
            environment[_MEMORY_VARIABLE] = str(self._memory_limit)
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            # "-m" looks for the package in the working directory first: never in a folder the person happened to be in.
            cwd=None if getattr(sys, "frozen", False) else Path(__file__).resolve().parent.parent,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if sys.platform == "win32":
            self._job = _job_of(self._child, self._memory_limit)
        self._exchange(self._child, None, START_SECONDS, cancel)
        return self._child

    def _exchange(
        self,
        child: subprocess.Popen[bytes],
        message: Message | None,
        seconds: float,
        cancel: Cancel | None,
        progress: Progress | None = None,
    ) -> Message:
        """Send `message`, if any, and read one frame, both in a thread: a pipe cannot be polled on every platform."""
        answers: list[Message | None] = []
        told: list[tuple[int, int]] = []
        over = threading.Event()

        def talk() -> None:
            try:
                if message:
                    _send(child.stdin, *message)
                while (answer := _receive(child.stdout)) and "told" in answer[0]:
                    told.append(tuple(answer[0]["told"]))
                answers.append(answer)
            except (OSError, ValueError):
                answers.append(None)
            finally:
                over.set()

        thread = threading.Thread(target=talk, name="worker-pipe", daemon=True)
        thread.start()
        failure = _wait(over, seconds, cancel, told, progress)
        if failure:
            child.kill()  # the thread's read ends with the pipe
        thread.join()
        answer = answers[0]
        if failure or answer is None:
            child.kill()
            raise WorkerError(failure or "crashed", self._stop())
        return answer

    def _recycle(self, answer: Header) -> None:
        too_fat = self._recycle_above is not None and answer.get("memory", 0) > self._recycle_above
        if too_fat or "failure" in answer:
            self._stop()

    def _stop(self) -> str:
        """Close the pipes, which ends a child that listens; reap it; return the end of its error stream."""
        child, errors, job = self._child, self._errors, self._job
        self._child = self._errors = self._job = None
        if child is None or errors is None:
            return ""
        for stream in (child.stdin, child.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):  # what was not sent has no reader any more
                stream.close()
        try:
            child.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if job is not None:
            job.close()
        with errors:
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4000))
            return errors.read().decode("utf-8", "replace").strip()


def serve(handler: Callable[[Header, bytes], Message], *, memory_limit: int | None = None) -> None:
    """Be a child whose answers take no time worth telling of; see `serve_telling`."""
    serve_telling(lambda header, body, tell: handler(header, body), memory_limit=memory_limit)


def serve_telling(handler: Callable[[Header, bytes, Progress], Message], *, memory_limit: int | None = None) -> None:
    """Answer requests from the parent until its pipe closes. To be called in the child, once, after the imports.

    Whatever the handler prints goes to the error stream, so that it cannot corrupt the answers. A MemoryError is
    reported and ends the child; any other exception is a bug: it ends the child with a traceback.

    Args:
        handler: header and body of a request, and a function to say how much of all is done -> header and body of the
            answer.
        memory_limit: bytes of address space; the parent's limit when None.
    """
    requests, replies = _take_streams()
    memory = memory_limit or int(os.environ.get(_MEMORY_VARIABLE, "0"))
    _limit(memory)
    if memory and sys.platform == "darwin":
        _watch_memory(memory, replies)
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the parent's business
    _send(replies, {"ready": True}, b"")
    while (request := _receive(requests)) is not None:
        header, body = request
        _alarm(header["seconds"] + _GRACE_SECONDS)

        def tell(done: int, total: int, seconds: float = header["seconds"]) -> None:
            _alarm(seconds + _GRACE_SECONDS)
            _send(replies, {"told": [done, total]}, b"")

        try:
            reply, payload = handler(header["call"], body, tell)
            _send(replies, {"reply": reply, "memory": _memory_held()}, payload)
        except MemoryError:
            _send(replies, {"failure": "memory"}, b"")
            return
        except BrokenPipeError:
            return
        _alarm(0)


def _command(name: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", name]
    return [sys.executable, "-m", "briefing", "--worker", name]


def _wait(
    over: threading.Event,
    seconds: float,
    cancel: Cancel | None,
    told: Sequence[tuple[int, int]] = (),
    progress: Progress | None = None,
) -> Failure | None:
    began = time.monotonic()
    deadline, known = began + seconds, 0
    while not over.wait(_POLL_SECONDS):
        if cancel and cancel():
            return "cancelled"
        if len(told) > known:
            known = len(told)
            deadline = min(time.monotonic() + seconds, began + PATIENCE * seconds)
            if progress:
                progress(*told[known - 1])
        if time.monotonic() > deadline:
            return "timeout"
    return None


def _send(stream: IO[bytes] | None, header: Header, body: bytes) -> None:
    assert stream is not None
    head = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), len(body)))
    stream.write(head)
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Message | None:
    """The next frame; None when the other side has closed the pipe, in a frame or between two."""
    assert stream is not None
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    head, body = stream.read(head_length), stream.read(body_length)
    if len(head) < head_length or len(body) < body_length:
        return None
    return json.loads(head), body


def _take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Our own ends of the two pipes; the standard input becomes empty and the standard output the error stream."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(replies, os.O_BINARY)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            memory = min(memory, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses limits below what is mapped already
            resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _job_of(child: subprocess.Popen[bytes], memory: int | None) -> Job | None:
    """The job object of a child that was just started; None where Windows refuses one, as in some containers."""
    from briefing.windows_job import Job

    try:
        job = Job(memory)
        job.take(int(getattr(child, "_handle")))  # noqa: B009  (Popen has it on Windows alone)
    except OSError:
        return None
    return job


def _watch_memory(memory: int, replies: IO[bytes], seconds: float = 0.2) -> None:
    """Report and end this process as soon as it holds more than `memory` bytes, for a system that keeps no limit.

    Code that holds the interpreter for long is seen late; the time-out is there for that.
    """

    def look() -> None:
        while _memory_held() <= memory:
            time.sleep(seconds)
        _send(replies, {"failure": "memory"}, b"")
        os._exit(1)

    threading.Thread(target=look, name="memory", daemon=True).start()


def _alarm(seconds: float) -> None:
    """Have the system end this process should its parent die while C code holds the interpreter. 0 calls it off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _memory_held() -> int:
    """Bytes of memory this process holds now; where the system does not say, the most it ever held."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
