"""A worker answers, survives every death of its child, and leaves no process behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.worker import Worker, WorkerError

CHILD = """
import os, sys, time
from briefing.worker import serve_telling

def handler(header, body, tell):
    match header["do"]:
        case "tell":
            for done in range(header["steps"]):
                tell(done, header["steps"])
                time.sleep(header["seconds"])
            return {"told": True}, b""
        case "echo":
            return header, body
        case "pid":
            return {"pid": os.getpid()}, b""
        case "print":
            print("stray text on the standard output")
            os.write(1, b"more of it")
            return {"read": sys.stdin.read()}, b""
        case "hang":
            time.sleep(60)
        case "spin":
            sum(iter(int, 1))
        case "die":
            os._exit(3)
        case "bug":
            raise KeyError("a bug in the handler")
        case "eat":
            return {"length": len(bytearray(header["bytes"]))}, b""
        case "grow":
            kept.append(os.urandom(header["bytes"]))
            time.sleep(60)
        case "keep":
            kept.append(os.urandom(header["bytes"]))
            return {"pid": os.getpid()}, b""

kept = []
serve_telling(handler)
"""


@pytest.fixture
def child(tmp_path: Path) -> list[str]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    return [sys.executable, "-c", f"exec(open({str(script)!r}).read())"]


@pytest.fixture
def worker(child: list[str]) -> Iterator[Worker]:
    worker = Worker("test", timeout=20, command=child)
    yield worker
    worker.close()


def is_running(pid: int) -> bool:
    """Whether the process exists, zombies included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_echoes_header_and_any_bytes(worker: Worker) -> None:
    body = bytes(range(256)) * 5000
    assert worker.call({"do": "echo", "text": "ä 漢 \n"}, body) == ({"do": "echo", "text": "ä 漢 \n"}, body)
    assert worker.call({"do": "echo", "error": "Kept as it is."})[0]["error"] == "Kept as it is."


def test_the_child_is_kept_between_calls_and_ends_with_close(worker: Worker) -> None:
    pid = worker.call({"do": "pid"})[0]["pid"]
    assert worker.call({"do": "pid"})[0]["pid"] == pid
    worker.close()
    assert not is_running(pid)
    assert worker.call({"do": "pid"})[0]["pid"] != pid


def test_prints_do_not_corrupt_the_answers(worker: Worker) -> None:
    assert worker.call({"do": "print"}) == ({"read": ""}, b"")
    assert worker.call({"do": "echo"}, b"x") == ({"do": "echo"}, b"x")


@pytest.mark.parametrize("what", ["hang", "spin"])
def test_a_call_that_takes_too_long_is_killed(child: list[str], what: str) -> None:
    worker = Worker("test", timeout=0.3, command=child)
    pid = worker.call({"do": "pid"})[0]["pid"]
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": what})
    assert caught.value.kind == "timeout"
    assert not is_running(pid)
    assert worker.call({"do": "echo"}) == ({"do": "echo"}, b"")
    worker.close()


def test_a_child_that_gets_on_has_more_time_and_its_progress_is_told(child: list[str]) -> None:
    told: list[tuple[int, int]] = []
    worker = Worker("test", timeout=0.5, command=child)
    answer, _ = worker.call(
        {"do": "tell", "steps": 5, "seconds": 0.2}, progress=lambda done, total: told.append((done, total))
    )
    worker.close()
    assert answer == {"told": True}
    assert told == sorted(told)
    assert told[-1][1] == 5


def test_a_child_that_gets_on_for_ever_is_killed(child: list[str]) -> None:
    worker = Worker("test", timeout=0.3, command=child)
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "tell", "steps": 500, "seconds": 0.1})
    worker.close()
    assert caught.value.kind == "timeout"


def test_cancel_kills_the_child_at_once(worker: Worker) -> None:
    pid = worker.call({"do": "pid"})[0]["pid"]
    asked = iter([False, False])
    began = time.monotonic()
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "hang"}, cancel=lambda: next(asked, True))
    assert caught.value.kind == "cancelled"
    assert time.monotonic() - began < 5
    assert not is_running(pid)


def test_a_child_that_dies_is_replaced(worker: Worker) -> None:
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "die"})
    assert caught.value.kind == "crashed"
    assert worker.call({"do": "echo"}, b"again")[1] == b"again"


def test_a_bug_in_the_child_is_told_with_its_traceback(worker: Worker) -> None:
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "bug"})
    assert caught.value.kind == "crashed"
    assert "a bug in the handler" in caught.value.details


def test_a_request_larger_than_the_pipe_to_a_dead_child(worker: Worker) -> None:
    pid = worker.call({"do": "pid"})[0]["pid"]
    os.kill(pid, 9)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert worker.call({"do": "echo"}, bytes(1 << 20))[1] == bytes(1 << 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps RLIMIT_AS")
def test_the_memory_limit_holds(child: list[str]) -> None:
    worker = Worker("test", timeout=20, command=child, memory_limit=300 << 20)
    assert worker.call({"do": "eat", "bytes": 10 << 20})[0] == {"length": 10 << 20}
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "eat", "bytes": 400 << 20})
    assert caught.value.kind == "memory"
    assert worker.call({"do": "eat", "bytes": 1})[0] == {"length": 1}
    worker.close()


def test_a_child_that_keeps_too_much_is_recycled_after_its_answer(child: list[str]) -> None:
    worker = Worker("test", timeout=20, command=child, recycle_above=100 << 20)
    first = worker.call({"do": "keep", "bytes": 1 << 20})[0]["pid"]
    assert worker.call({"do": "keep", "bytes": 120 << 20})[0]["pid"] == first
    assert not is_running(first)
    assert worker.call({"do": "pid"})[0]["pid"] != first
    worker.close()


def test_a_command_that_cannot_start_serving_is_a_crash() -> None:
    worker = Worker("test", timeout=5, command=[sys.executable, "-c", "raise SystemExit('no such worker')"])
    with pytest.raises(WorkerError, match="no such worker"):
        worker.call({})


def test_calls_from_many_threads_each_get_their_own_answer(worker: Worker) -> None:
    answers: dict[int, bytes] = {}

    def ask(number: int) -> None:
        answers[number] = worker.call({"do": "echo"}, bytes([number]) * 1000)[1]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: bytes([number]) * 1000 for number in range(8)}


def test_a_call_that_waits_for_another_can_be_cancelled(worker: Worker) -> None:
    worker.call({"do": "echo"})
    stop = threading.Event()

    def hang() -> None:
        with pytest.raises(WorkerError):
            worker.call({"do": "hang"}, cancel=stop.is_set)

    first = threading.Thread(target=hang)
    first.start()
    while not worker._lock.locked():
        os.sched_yield()
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "echo"}, cancel=lambda: True)
    assert caught.value.kind == "cancelled"
    stop.set()
    first.join()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_ends_when_its_parent_is_killed(child: list[str], tmp_path: Path) -> None:
    parent = (
        "import os, signal\nfrom briefing.worker import Worker\n"
        f"worker = Worker('test', timeout=20, command={child!r})\n"
        "print(worker.call({'do': 'pid'})[0]['pid'], flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    deadline = time.monotonic() + 10
    while _is_alive(pid) and time.monotonic() < deadline:
        os.sched_yield()
    assert not _is_alive(pid)


def _is_alive(pid: int) -> bool:
    """Whether the process runs; one that waits for a distant parent to reap it does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="a system that keeps no limit, as macOS")
def test_the_memory_limit_holds_where_the_system_keeps_none(child: list[str]) -> None:
    code = child[-1].replace(
        "exec(",
        "from briefing import worker; worker._limit = lambda memory: None\nimport sys; sys.platform = 'darwin'; exec(",
    )
    worker = Worker("test", timeout=20, command=[*child[:-1], code], memory_limit=200 << 20)
    assert worker.call({"do": "eat", "bytes": 10 << 20})[0] == {"length": 10 << 20}
    with pytest.raises(WorkerError) as caught:
        worker.call({"do": "grow", "bytes": 400 << 20})
    assert caught.value.kind == "memory"
    assert worker.call({"do": "eat", "bytes": 1})[0] == {"length": 1}
    worker.close()
