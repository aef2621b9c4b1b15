"""A newspaper on this computer whose articles only members see, with the policies that such sites have."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self-signed.pem"
STORY = "The tide of members rose by nine metres, and only members may read how it went on at the quay that day. "
_TEASER = "<p>Sign in to read on.</p>"
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Members’ tide | Harbour Daily</title></head>
<body><article><h1>Members’ tide</h1><p>By Ada Quill</p><div id="story">Loading …</div></article>
<script src="/story.js"></script></body></html>"""
_POLICIES = {
    "open": {},
    "strict": {
        "Content-Security-Policy": "default-src 'self'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
    },
    "apart": {"Cross-Origin-Opener-Policy": "same-origin"},
    "sealed": {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'self'; connect-src 'none'",
    },
}


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "login":
            self._give("<title>Welcome</title>", {"Set-Cookie": "member=ada; Path=/"})
        elif name == "story.js":
            paid = "member=ada" in (self.headers["Cookie"] or "")
            story = "".join(f"<p>{n}. {STORY}</p>" for n in range(8)) if paid else _TEASER
            self._give(f"document.getElementById('story').innerHTML = {story!r};", {}, "text/javascript")
        elif name in _POLICIES:
            self._give(_PAGE, _POLICIES[name])
        else:
            self.send_error(404)

    def _give(self, text: str, headers: dict[str, str], kind: str = "text/html") -> None:
        body = text.encode()
        self.send_response(200)
        for key, value in {"Content-Type": f"{kind}; charset=utf-8", **headers}.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser hangs up whenever it likes."""


@contextmanager
def printed(*, encrypted: bool = False) -> Iterator[int]:
    """The newspaper, and the port where it is sold."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if encrypted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
