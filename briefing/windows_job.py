"""A job object of Windows: the limit of memory for a child process, and its end when the parent ends however it does.

What RLIMIT_AS and the alarm are elsewhere. Nothing but the standard library is imported here.
"""

from __future__ import annotations

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9
"""JobObjectExtendedLimitInformation"""

_DIE_ON_UNHANDLED_EXCEPTION = 0x0400
"""No dialog asks the person about a worker that crashed."""
_KILL_ON_JOB_CLOSE = 0x2000
_PROCESS_MEMORY = 0x0100


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h"""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h: 144 bytes on 64-bit Windows."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Job:
    """A job object, as long as its handle is open. Closing it ends the processes in it."""

    def __init__(self, memory: int | None, *, kernel: Any = None) -> None:
        """Make one.

        Args:
            memory: bytes that each process in it may commit; None for no limit.
            kernel: kernel32.dll, which tests replace.

        Raises:
            OSError: Windows refused.
        """
        self._kernel = kernel if kernel is not None else _kernel32()
        self._handle: int | None = self._kernel.CreateJobObjectW(None, None)
        limits = ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE | _DIE_ON_UNHANDLED_EXCEPTION
        if memory:
            limits.basic.flags |= _PROCESS_MEMORY
            limits.process_memory = memory
        size = ctypes.sizeof(limits)
        try:
            self._done(self._handle)
            self._done(self._kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), size))
        except OSError:
            self.close()
            raise

    def take(self, process: int) -> None:
        """Put a process into it, by its handle.

        Raises:
            OSError: Windows refused.
        """
        self._done(self._kernel.AssignProcessToJobObject(self._handle, process))

    def close(self) -> None:
        """End what runs in it, and give it up."""
        if self._handle:
            self._kernel.CloseHandle(self._handle)
            self._handle = None

    def _done(self, result: object) -> None:
        if not result:
            raise OSError("Windows refused a job object")


def _kernel32() -> Any:
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009  (there on Windows alone)
    handle = ctypes.c_void_p
    kernel.CreateJobObjectW.restype = handle
    kernel.CreateJobObjectW.argtypes = (handle, ctypes.c_wchar_p)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.CloseHandle.argtypes = (handle,)
    return kernel
