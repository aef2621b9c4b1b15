"""What Windows is asked for, to a kernel that only pretends; the worker keeps the job as long as its child."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import pytest

from briefing import windows_job, worker
from briefing.windows_job import ExtendedLimits, Job


class Kernel:
    """Stands in for kernel32.dll: it notes what it is asked for, and refuses what it is told to."""

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.asked: list[str] = []
        self.limits = ExtendedLimits()

    def __getattr__(self, name: str) -> Any:
        def function(*arguments: Any) -> int:
            self.asked.append(name)
            if name == "SetInformationJobObject":
                _handle, kind, limits, size = arguments
                assert (kind, size) == (9, ctypes.sizeof(ExtendedLimits))
                ctypes.memmove(ctypes.byref(self.limits), limits, size)
            return 0 if name == self.refused else 77

        return function


@pytest.mark.skipif(sys.maxsize < 2**32, reason="the sizes of 64-bit systems")
def test_the_structure_is_that_of_windows() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.process_memory.offset == 112


def test_memory_is_limited_and_the_child_ends_with_its_parent() -> None:
    kernel = Kernel()
    job = Job(300 << 20, kernel=kernel)
    job.take(5)
    assert kernel.limits.basic.flags == 0x2000 | 0x0400 | 0x0100
    assert kernel.limits.process_memory == 300 << 20
    job.close()
    job.close()
    names = ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle"]
    assert kernel.asked == names
    Job(None, kernel=kernel)
    assert kernel.limits.basic.flags == 0x2000 | 0x0400


@pytest.mark.parametrize("refused", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_worker_goes_on_without_a_job_when_windows_refuses(refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(refused)
    monkeypatch.setattr(windows_job, "_kernel32", lambda: kernel)

    class Child:
        _handle = 5

    assert worker._job_of(Child(), 1 << 20) is None  # type: ignore[arg-type]
    assert kernel.asked[-1] == refused or kernel.asked[-1] == "CloseHandle"


def test_the_job_is_closed_after_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(windows_job, "_kernel32", lambda: kernel)
    code = "from briefing.worker import serve; serve(lambda header, body: (header, body))"
    child = worker.Worker("test", timeout=20, command=[sys.executable, "-c", code])
    assert child.call({"a": 1})[0] == {"a": 1}
    process = child._child
    assert process is not None
    monkeypatch.setattr(process, "_handle", process.pid, raising=False)
    child._job = worker._job_of(process, 1 << 20)
    child.close()
    assert kernel.asked[-2:] == ["AssignProcessToJobObject", "CloseHandle"]
