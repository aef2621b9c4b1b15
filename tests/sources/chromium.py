"""A real Chromium without a screen, driven over its debugging port by a WebSocket client of our own (RFC 6455)."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECONDS = 30.0


class Tab:
    """A conversation with the browser, or with one of its pages."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._sock = socket.create_connection((parts.hostname or "", parts.port or 0), SECONDS)
        self._file = self._sock.makefile("rb")
        self._numbers = itertools.count(1)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
        ]  # fmt: skip
        self._sock.sendall("\r\n".join(lines).encode())
        while self._file.readline().strip():
            pass

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, and its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        self._send(json.dumps(message | ({"sessionId": session} if session else {})).encode())
        while (answer := json.loads(self._receive())).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._sock.close()

    def _send(self, payload: bytes) -> None:
        mask = os.urandom(4)
        length = len(payload)
        size = bytes([0x80 | length]) if length < 126 else b"\xfe" + struct.pack(">H", length)
        size = size if length < 65_536 else b"\xff" + struct.pack(">Q", length)
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        self._sock.sendall(b"\x81" + size + mask + masked)

    def _receive(self) -> bytes:
        whole = b""
        while True:
            first, second = self._file.read(2)
            length = second & 0x7F
            if length > 125:
                length = int.from_bytes(self._file.read(2 if length == 126 else 8), "big")
            payload = self._file.read(length)
            if first & 0x0F in (0, 1):
                whole += payload
                if first & 0x80:
                    return whole


class Browser:
    """The browser with one page at a time."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def open(self, url: str) -> str:
        """Load a page in a tab of its own and give the tab's name."""
        target = self._tab.ask("Target.createTarget", url="about:blank")["targetId"]
        session = str(self._tab.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.run(session, f"location.href = {json.dumps(url)}")
        self.wait(session, "location.href !== 'about:blank' && document.readyState === 'complete'")
        return session

    def run(self, session: str, code: str) -> Any:
        """Run code in a page, as a click of the person on a bookmark does."""
        found = self._tab.ask(
            "Runtime.evaluate", session, expression=code, userGesture=True, awaitPromise=True, returnByValue=True
        )
        return found["result"].get("value")

    def wait(self, session: str, condition: str) -> None:
        """Wait until an expression is true in a page, also when the page changes meanwhile."""
        for _ in range(200):
            try:
                if self.run(session, f"new Promise(done => setTimeout(() => done({condition}), 50))"):
                    return
            except RuntimeError:
                continue  # the page that was asked is gone
        raise AssertionError(f"never true: {condition}")

    def views(self, part: str) -> list[str]:
        """The addresses of all open pages that hold `part`."""
        found = self._tab.ask("Target.getTargets")["targetInfos"]
        return [info["url"] for info in found if part in info["url"]]


def there() -> str:
    """The path of a Chromium of this computer, "" for none."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )


@contextmanager
def running(profile: Path, *options: str) -> Iterator[Browser]:
    """A browser with an empty profile."""
    command = [
        there(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--remote-debugging-port=0", f"--user-data-dir={profile}", *options, "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        address = next(found[1] for line in lines if (found := re.search(r"listening on (ws://\S+)", line)))
        tab = Tab(address)
        try:
            yield Browser(tab)
        finally:
            tab.close()
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)
