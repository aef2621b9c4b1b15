"""The door for the bookmark in the person's own browser: a page comes in over this computer alone.

It listens on 127.0.0.1 while the person has it open. Any web page can knock there, so a page is taken only when

- it is asked for by this name and port (else a foreign name could be pointed here: DNS rebinding);
- it brings the token of this installation, which stands in the bookmark alone;
- the browser says that it comes from where it claims to have been read (Origin, RFC 6454 7);
- it keeps the limits of size and time.

Two ways lead in. The bookmark opens `/take` in a small window and hands the page to it (`postMessage`): no policy of a
site forbids that, and the window then sends the page from our own origin. Where a site keeps its windows apart
(Cross-Origin-Opener-Policy), the bookmark sends the page itself, which CORS must allow. One thread serves all callers.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import io
import json
import re
import selectors
import socket
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urlsplit

from briefing import paths
from briefing.domain.errors import BriefingError, CaptureError
from briefing.domain.urls import is_web_url

HOST = "127.0.0.1"
MAX_BODY = 20_000_000
MAX_HEAD = 16_384
MAX_CALLERS = 32
CALL_SECONDS = 20.0
"""How long a caller may take to say everything."""

_POLL_SECONDS = 0.2
_HEADERS = ("content-type", "x-briefing-token")
_ORIGIN = re.compile(r"https?://[^/\s]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a browser shows it."""

    url: str
    html: str


Take = Callable[[Page], str]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Caller:
    sock: socket.socket
    deadline: float
    buffer: bytearray = field(default_factory=bytearray)


class Doorway:
    """An open door."""

    def __init__(self, port: int, token: str, take: Take) -> None:
        """Open it.

        Args:
            port: 0 for any that is free.
            take: keeps a page and gives the sentence for the person; its BriefingError is told in the browser.

        Raises:
            CaptureError: the port is taken.
        """
        self._token, self._take = token, take
        self._listener = socket.socket()
        try:
            if sys.platform == "win32":
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.bind((HOST, port))
            self._listener.listen(8)
        except (OSError, OverflowError) as error:
            self._listener.close()
            raise CaptureError(
                f"Port {port} of this computer is used by another program, or by Briefing in another account or for "
                "another library. Close that one, or use another port."
            ) from error
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        self._callers: dict[socket.socket, _Caller] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)

    def serve(self, cancel: Callable[[], bool]) -> None:
        """Let pages in until `cancel` says so; then the door is closed."""
        try:
            while not cancel():
                for key, _ in self._selector.select(_POLL_SECONDS):
                    if key.fileobj is self._listener:
                        self._welcome()
                    elif isinstance(key.fileobj, socket.socket):
                        self._listen(self._callers[key.fileobj])
                for caller in [c for c in self._callers.values() if time.monotonic() > c.deadline]:
                    self._part(caller)
        finally:
            self.close()

    def close(self) -> None:
        """Hang up on everybody and listen no longer."""
        for caller in list(self._callers.values()):
            self._part(caller)
        self._selector.close()
        self._listener.close()

    def _welcome(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError:
            return  # gone again
        if len(self._callers) >= MAX_CALLERS:
            sock.close()
            return
        sock.setblocking(False)
        self._callers[sock] = _Caller(sock, time.monotonic() + CALL_SECONDS)
        self._selector.register(sock, selectors.EVENT_READ)

    def _part(self, caller: _Caller) -> None:
        self._selector.unregister(caller.sock)
        del self._callers[caller.sock]
        caller.sock.close()

    def _listen(self, caller: _Caller) -> None:
        try:
            chunk = caller.sock.recv(262_144)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        caller.buffer += chunk
        answer = self._heard(bytes(caller.buffer[:MAX_HEAD]), caller.buffer) if chunk else None
        if answer is not None:
            _send(caller.sock, answer)
        if answer is not None or not chunk:
            self._part(caller)

    def _heard(self, start: bytes, heard: bytearray) -> _Answer | None:
        """The answer to what a caller said, None while there is more to come."""
        head, end, _ = start.partition(b"\r\n\r\n")
        if not end:
            return _said(431, "The request is too long.") if len(heard) >= MAX_HEAD else None
        line, _, fields = head.partition(b"\r\n")
        words = line.decode("latin-1").split(" ")
        try:
            headers: Message = http.client.parse_headers(io.BytesIO(fields + b"\r\n\r\n"))
        except http.client.HTTPException:
            headers = Message()
        if len(words) != 3 or any(len(headers.get_all(name, [])) > 1 for name in ("Host", "Origin", "Content-Length")):
            return _said(400, "This is no request that is understood here.")
        if str(headers["Host"]).strip().lower() not in (f"{HOST}:{self.port}", f"localhost:{self.port}"):
            return _said(421, "Nobody of this name lives here.")
        body_at = len(head) + 4
        return self._answer(words[0], words[1], headers, heard, body_at)

    def _answer(self, method: str, path: str, headers: Message, heard: bytearray, body_at: int) -> _Answer | None:
        if path == "/take" and method == "GET":
            return _hand_over()
        if path != "/page":
            return _said(404, "There is nothing here.")
        if method == "OPTIONS":
            return _preflight(headers)
        if method != "POST":
            return _said(405, "Pages are posted here.", {"Allow": "POST, OPTIONS"})
        origin = str(headers.get("Origin", "")).strip()
        shared = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if _ORIGIN.fullmatch(origin) else {}
        length = str(headers.get("Content-Length", "")).strip()
        if not shared:
            return _said(403, "Only pages from the web can be taken. Save this one as a file and drop it on Briefing.")
        if not hmac.compare_digest(str(headers.get("X-Briefing-Token", "")).encode(), self._token.encode()):
            return _said(403, "This bookmark is an old one. Take the new one from Briefing.", shared)
        if not (length.isascii() and length.isdigit()):
            return _said(411, "The page came without its length.", shared)
        if int(length) > MAX_BODY:
            return _said(413, "This page is larger than 20 MB. Save it as a file and drop it on Briefing.", shared)
        if len(heard) < body_at + int(length):
            return None
        return self._taken(bytes(heard[body_at : body_at + int(length)]), origin, shared)

    def _taken(self, body: bytes, origin: str, shared: Mapping[str, str]) -> _Answer:
        found = _page_in(body)
        if found is None:
            return _said(400, "There is no page in what came. Try again from the page itself.", shared)
        page, told = found
        # Our own window says, as the browser told it, who handed it the page; everybody else is who Origin says.
        source = told if origin in (f"http://{HOST}:{self.port}", f"http://localhost:{self.port}") else origin
        if origin_of(page.url) != source:
            return _said(403, "This page says that it is from another site, so it was not taken.", shared)
        try:
            return _said(200, self._take(page), shared, good=True)
        except BriefingError as error:
            return _said(422, str(error), shared)


def bookmarklet(port: int, token: str) -> str:
    """The address for a bookmark that hands the page it is used on to the door at `port`."""
    from urllib.parse import quote

    code = (paths.resources() / "browser" / "bookmarklet.js").read_text(encoding="utf-8")
    code = code.replace("@door", f"http://{HOST}:{port}").replace("@token", token)
    return "javascript:" + quote(" ".join(code.split()), safe="(){}[]=>;,.:!?&|+*'/-_")


def free_port() -> int:
    """A port of this computer that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def origin_of(url: str) -> str:
    """The origin of a web address as browsers write it (RFC 6454 6.2), without default ports; "" when it has none."""
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    name = f"[{name}]" if ":" in name else name
    return f"{scheme}://{name}" + (f":{port}" if port not in (None, {"http": 80, "https": 443}.get(scheme)) else "")


def _page_in(body: bytes) -> tuple[Page, str] | None:
    """The page in a message and the origin that our own window adds; None when there is none."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    values = [sent.get(name, "") for name in ("url", "html", "origin")] if isinstance(sent, dict) else []
    if not values or not all(isinstance(value, str) for value in values):
        return None
    url, html, told = values
    return (Page(url, html), told) if is_web_url(url) and html.strip() and origin_of(url) else None


def _preflight(headers: Message) -> _Answer:
    """Whether a page may post (Fetch 4.9; Private Network Access 3.2): exactly that, to exactly this origin."""
    origin = str(headers.get("Origin", "")).strip()
    asked = [name.strip().lower() for name in str(headers.get("Access-Control-Request-Headers", "")).split(",")]
    if (
        not _ORIGIN.fullmatch(origin)
        or headers.get("Access-Control-Request-Method") != "POST"
        or not set(filter(None, asked)) <= set(_HEADERS)
    ):
        return _said(403, "This may not be asked here.")
    allowed = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": ", ".join(_HEADERS),
        "Access-Control-Max-Age": "0",
        "Vary": "Origin",
    }
    for kind in ("Private", "Local"):
        if headers.get(f"Access-Control-Request-{kind}-Network") == "true":
            allowed[f"Access-Control-Allow-{kind}-Network"] = "true"
    return _Answer(204, b"", allowed)


def _hand_over() -> _Answer:
    """The small window that the bookmark opens. It may run its own script and talk to us, and nothing else."""
    page = (paths.resources() / "browser" / "hand-over.html").read_bytes()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(page, b'script')}",
            f"style-src {_digest(page, b'style')}",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
    return _Answer(200, page, headers)


def _digest(page: bytes, tag: bytes) -> str:
    content = page.partition(b"<" + tag + b">")[2].partition(b"</" + tag + b">")[0]
    return f"'sha256-{b64encode(hashlib.sha256(content).digest()).decode()}'"


def _said(status: int, sentence: str, headers: Mapping[str, str] | None = None, *, good: bool = False) -> _Answer:
    body = json.dumps({"ok": good, "sentence": sentence}, ensure_ascii=False).encode()
    return _Answer(status, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})


def _send(sock: socket.socket, answer: _Answer) -> None:
    fixed = {
        "Content-Length": str(len(answer.body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    reason = http.client.responses.get(answer.status, "")
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{k}: {v}" for k, v in {**answer.headers, **fixed}.items())]
    try:
        sock.settimeout(2.0)
        sock.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body)
        sock.shutdown(socket.SHUT_WR)
        end = time.monotonic() + 0.5
        while time.monotonic() < end and sock.recv(262_144):
            pass  # what was still on its way: hanging up on it would take the answer back
    except OSError:
        pass  # the caller did not wait for the answer
