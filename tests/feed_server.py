"""A server of feeds on this computer. What it answers is set by the test; what it was asked is kept."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

WORDS = "The harbour turned its lights on by tide power, and the council counted what the night had cost. "


def rss(name: str, *items: str, whole: bool = True) -> bytes:
    """A feed with an item for each title; without `whole`, only the beginnings of its texts."""
    text = f"<content:encoded><![CDATA[<p>{WORDS * 12}</p>]]></content:encoded>" if whole else ""
    entries = "".join(
        f"<item><title>{title}</title><link>PLACE/story/{title}</link><guid isPermaLink='false'>{name}-{title}</guid>"
        f"<dc:creator>Ada Quill</dc:creator><pubDate>Mon, 01 Jun 2026 10:{number:02d}:00 GMT</pubDate>"
        f"<description>{WORDS}</description>{text}</item>"
        for number, title in enumerate(items)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{name}</title><link>PLACE/</link>{entries}'
        "</channel></rss>"
    ).encode()


@dataclass
class Answer:
    """What a path gives. "PLACE" in the body becomes the address of the server."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FeedServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.gate.wait(20)
        answer = self.server.answers.get(self.path, Answer(b"nothing", 404))
        place = f"http://{self.headers['Host']}".encode()
        body, status = answer.body.replace(b"PLACE", place), answer.status
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            body, status = b"", 304
        self.send_response(status)
        for name, value in {"ETag": etag, **answer.headers}.items():
            self.send_header(name, value.replace("PLACE", place.decode()))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class FeedServer(http.server.ThreadingHTTPServer):
    """The server. While `gate` is closed, no request is answered."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 300

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.gate = threading.Event()
        self.gate.set()

    def url(self, path: str) -> str:
        """The address of a path of this server."""
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def serve(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Set what a path gives; gives its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, status, {"Content-Type": "text/html", **named})
        return self.url(path)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what cancelling means."""


@contextmanager
def running() -> Iterator[FeedServer]:
    """A server in a thread of its own."""
    server = FeedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()
