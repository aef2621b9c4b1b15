"""A web server on this computer that misbehaves on request."""

from __future__ import annotations

import gzip
import http.server
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Tides and markets | Harbour Daily</title>"
    "<meta property='og:site_name' content='Harbour Daily'></head><body><nav><a href='/'>Home</a></nav>"
    "<article><h1>Tides and markets</h1><p class='byline'>By Ada Quill</p>"
    + "".join(
        f"<p>Paragraph {n} says that the tide of number {n} rose again, and that nobody at the quay was surprised.</p>"
        for n in range(8)
    )
    + "</article><footer>All rights reserved</footer></body></html>"
).encode()


_MONDAY = "Mon, 16 Nov 2026 08:00:00 GMT"


def picture(width: int, height: int) -> bytes:
    """A PNG of this size."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (width % 256, height % 256, 90)).save(out, "PNG")
    return out.getvalue()


def page_with(addresses: list[str]) -> bytes:
    """The page with these pictures between its paragraphs."""
    images = "".join(
        f"<figure><img src='{address}' alt='Chart {n}'></figure><p>Below chart {n} somebody wrote that it is a chart "
        f"of the tide, number {n}, as seen from the old quay.</p>"
        for n, address in enumerate(addresses)
    )
    return PAGE.replace(b"</article>", images.encode() + b"</article>")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
        self.server.arrivals.append(time.monotonic())
        name, _, argument = self.path.lstrip("/").partition("?")[0].partition("/")
        try:
            getattr(self, f"_{name}", self._page)(argument)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _page(self, argument: str, body: bytes = PAGE, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for key, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _status(self, argument: str) -> None:
        self._page("", b"<h1>An error page</h1>", int(argument))

    def _hops(self, argument: str) -> None:
        left = int(argument)
        self._page("", b"", 302, Location=f"/hops/{left - 1}" if left else "/page")

    def _forever(self, argument: str) -> None:
        self._page("", b"", 302, Location=f"/forever/{int(argument or 0) + 1}")

    def _to(self, argument: str) -> None:
        self._page("", b"", 302, Location=self.path.partition("?")[2])

    def _pdf(self, argument: str) -> None:
        self._page("", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 99)

    def _png(self, argument: str) -> None:
        self._page("", b"\x89PNG\r\n\x1a\n" + bytes(500))

    def _picture(self, argument: str) -> None:
        """A picture such as `picture/320x200`; after a further stroke its name."""
        width, _, height = argument.partition("/")[0].partition("x")
        self._page("", picture(int(width), int(height)), Content_Type="image/png")

    def _with(self, argument: str) -> None:
        """A page with the pictures that its query names, one after the other."""
        self._page("", page_with(self.path.partition("?")[2].split("&")))

    def _later(self, argument: str) -> None:
        """Asks to wait so many seconds, such as `later/429/1`; the second time it gives its page."""
        code, _, seconds = argument.partition("/")
        again = [path for path, _ in self.server.requests].count(self.path) > 1
        self._page("") if again else self._page("", b"", int(code), Retry_After=unquote(seconds))

    def _tagged(self, argument: str) -> None:
        """A page that says its state, and 304 to whoever knows it."""
        known = self.headers.get("If-None-Match") == '"7"' or self.headers.get("If-Modified-Since") == _MONDAY
        self._page("", b"" if known else PAGE, 304 if known else 200, ETag='"7"', Last_Modified=_MONDAY)

    def _moved(self, argument: str) -> None:
        """Redirects with these status codes, such as `moved/301/308`, to the page."""
        code, _, rest = argument.partition("/")
        self._page("", b"", int(code), Location=f"/moved/{rest}" if rest else "/page")

    def _noise(self, argument: str) -> None:
        self._page("", bytes(range(256)) * 40)

    def _empty(self, argument: str) -> None:
        self._page("", b"")

    def _gzip(self, argument: str) -> None:
        self._page("", gzip.compress(PAGE), Content_Encoding="gzip")

    def _bomb(self, argument: str) -> None:
        self._page("", gzip.compress(bytes(40_000_000), 6), Content_Encoding="gzip")

    def _nested(self, argument: str) -> None:
        self._page("", gzip.compress(gzip.compress(bytes(40_000_000), 6)), Content_Encoding="gzip, gzip")

    def _badgzip(self, argument: str) -> None:
        self._page("", b"not gzip at all", Content_Encoding="gzip")

    def _announced(self, argument: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "30000000")
        self.end_headers()

    def _endless(self, argument: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while not self.server.over.is_set():
            self.wfile.write(b"<p>more of it</p>" * 5000)

    def _drip(self, argument: str) -> None:
        """A byte at a time: of the body, or with "head" of the status line already."""
        if not argument:
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
        while not self.server.over.wait(0.02):
            self.wfile.write(b"x")

    def _set(self, argument: str) -> None:
        body = self.server.pages.get(argument)
        self._page("", body or b"<h1>Gone</h1>", 200 if body else 404)

    def _trickle(self, argument: str) -> None:
        """A byte a second."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.server.over.wait(1):
            self.wfile.write(b"x")

    def _steady(self, argument: str) -> None:
        """A megabyte in two seconds."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x" * 50_000)
            self.server.over.wait(0.1)

    def _manyheaders(self, argument: str) -> None:
        self.send_response(200)
        while not self.server.over.is_set():
            self.wfile.write(b"X-More: and more\r\n" * 1000)

    def _longheader(self, argument: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.over.is_set():
            self.wfile.write(b"x" * 10_000)

    def _longlocation(self, argument: str) -> None:
        self._page("", b"", 302, Location="/" + "x" * 90_000)

    def _short(self, argument: str) -> None:
        """Announces less than it sends."""
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def _badlength(self, argument: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "-5")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def _nul(self, argument: str) -> None:
        self._page("", PAGE.replace(b"<p>", b"<p>\0"))

    def _silent(self, argument: str) -> None:
        self.server.over.wait(60)

    def _cut(self, argument: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def _nonsense(self, argument: str) -> None:
        self.wfile.write(b"this is not HTTP\r\n\r\n")
        self.close_connection = True

    def _cookie(self, argument: str) -> None:
        self._page("", b"", 302, Location="/page", Set_Cookie="who=you; Path=/")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """The server with what was asked of it, and when (`arrivals`, in monotonic seconds).

    `over` ends the handlers that never would; `pages` is what lies at `set/NAME`.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.arrivals: list[float] = []
        self.over = threading.Event()
        self.pages: dict[str, bytes] = {}

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a page of this server."""
        return f"http://{host}:{self.server_address[1]}/{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what these tests are about."""


@contextmanager
def running() -> Iterator[Server]:
    """A server in a thread of its own."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
