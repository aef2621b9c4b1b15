"""A round over 200 feeds in an open window: how long it takes, and how long the window ever stands still.

Run as `python -m tests.benchmarks.feeds [--quick]`. The feeds lie on eight addresses of this computer (127.0.0.1 to
127.0.0.8, which Linux has); the pause between two feeds of one host is left out, since only its length would be
measured. The gap is the longest time between two beats of a timer of 1 ms on the event loop; what other programs on the
machine do to it is measured first, while nothing is to be done. The floor of reading is
feedparser alone on the same bytes.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 9))
PORT = 8471
ITEMS = 30
GAP_GOAL = 50.0
WORDS = "The harbour turned its lights on by tide power, and the council counted what the night had cost. "


def body_of(number: int) -> bytes:
    """A feed of 30 items with their texts, about 70 KB."""
    text = "".join(f"<p>{WORDS * 3}<a href='/{number}'>More of it</a></p>" for _ in range(6))
    items = "".join(
        f"<item><title>Story {n} of paper {number}</title><link>https://paper{number}.example/{n}</link>"
        f"<guid>{number}-{n}</guid><pubDate>Mon, {1 + n % 28:02d} Jun 2026 10:00:00 GMT</pubDate>"
        f"<description>{WORDS}</description><content:encoded><![CDATA[{text}]]></content:encoded></item>"
        for n in range(ITEMS)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Paper {number}</title><link>https://paper{number}.example/</link>{items}</channel></rss>"
    ).encode()


def serve() -> None:
    """Be the server until the pipe closes; it says when it listens."""
    import http.server
    import threading

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body, status = body_of(int(self.path.rpartition("/")[2])), 200
            if self.headers.get("If-None-Match") == '"same"':
                body, status = b"", 304
            self.send_response(status)
            self.send_header("ETag", '"same"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    for host in HOSTS:
        server = http.server.ThreadingHTTPServer((host, PORT), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    sys.stdin.read()


def main() -> int:
    """Measure, print, and say whether the window stood still for too long."""
    count = 40 if "--quick" in sys.argv else 200
    with tempfile.TemporaryDirectory(prefix="briefing-feeds-") as home:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        command = [sys.executable, "-m", "tests.benchmarks.feeds", "--serve"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            server.stdout.readline()
            try:
                return measure(Path(home), count)
            finally:
                server.terminate()


def measure(home: Path, count: int) -> int:
    from PySide6.QtCore import QSettings

    from briefing import paths, settings
    from briefing.sources import extract, feed_round
    from briefing.store import feeds
    from briefing.store.database import Store
    from briefing.ui.app import make_application
    from briefing.ui.jobs import Jobs
    from briefing.ui.main_window import MainWindow
    from briefing.ui.theme import Theme

    feed_round.HOST_SECONDS = 0.0
    kept = settings.Settings(private_hosts=list(HOSTS))
    settings.save(kept, paths.config_dir())
    library = home / "library.briefing-library"
    store = Store.open(library)
    with store.write("Subscribe") as write:
        for number in range(count):
            url = f"http://{HOSTS[number % len(HOSTS)]}:{PORT}/{number}"
            feeds.add(write.session, url, f"Paper {number}")
    store.close()

    application = make_application()
    theme = Theme()
    theme.style()
    jobs = Jobs(lambda: Store.open(library))
    window = MainWindow(jobs, theme, QSettings(str(home / "window.ini"), QSettings.Format.IniFormat))
    window.show()
    window.desk.start()
    window.desk.incoming.go()
    until(application, lambda: window.desk.counts is not None and window.desk.middle.reader is not None)
    begins = time.monotonic() + 1.0  # what a start loads after its first second is not what is measured
    until(application, lambda: time.monotonic() > begins)
    longest, idle = 0.0, beaten(application, lambda began: time.perf_counter() - began > 5)[0]
    print(f"{'nothing to do':<28} {'':9}  {5.0:6.1f} s   longest gap {idle:5.1f} ms  (other programs’ doing)")
    for name, wanted in (("first round, all new", count * ITEMS), ("second round, nothing new", count * ITEMS)):
        gap, seconds = watched(application, window, wanted)
        longest = max(longest, gap)
        print(f"{name:<28} {count} feeds  {seconds:6.1f} s   longest gap {gap:5.1f} ms  (goal {GAP_GOAL:.0f})")
    window.close()
    extract.close()
    floor(min(count, 40))
    return 0 if longest <= max(GAP_GOAL, idle) else 1


def watched(application, window, wanted: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Refresh and wait until it is over; the longest gap in milliseconds, and the seconds that it took."""
    place = window.desk.incoming
    place.refresh()
    return beaten(application, lambda _began: place._round is None and place._counts.new == wanted)


def beaten(application, over) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Let a timer beat until it is over; the longest gap in milliseconds, and the seconds that it took."""
    from PySide6.QtCore import QTimer

    beats: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    began = time.perf_counter()
    until(application, lambda: over(began))
    seconds = time.perf_counter() - began
    timer.stop()
    return max(b - a for a, b in itertools.pairwise(beats)) * 1000, seconds


def until(application, there) -> None:  # type: ignore[no-untyped-def]
    ends = time.monotonic() + 300
    while not there():
        application.processEvents()
        if time.monotonic() > ends:
            raise SystemExit("it did not end within 300 s")
        time.sleep(0.0005)


def floor(count: int) -> None:
    """Reading alone: ours, to articles, beside feedparser, to dictionaries with markup."""
    import feedparser

    from briefing.sources import feed_parser

    bodies = [body_of(number) for number in range(count)]
    feed_parser.parse(bodies[0])
    began = time.process_time()
    for body in bodies:
        feed_parser.parse(body)
    ours = (time.process_time() - began) / count * 1000
    began = time.process_time()
    for body in bodies:
        feedparser.parse(body)
    bare = (time.process_time() - began) / count * 1000
    print(f"a feed of {ITEMS} items, {len(bodies[0]) // 1000} KB: {ours:.0f} ms to articles, feedparser {bare:.0f} ms")


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve()
    else:
        sys.exit(main())
