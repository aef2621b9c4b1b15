"""The main job, done with mouse and keyboard in the installed program: from a page on the web to a PDF.

Used by install_test.py. What a person would look at is looked at in the library and in the PDF afterwards.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from bare_system import HOME, PATIENCE, Bare, InstallError, close, expect, found_window, wait

PAGE = b"""<!doctype html><html lang="en"><head><title>Copper falls to a two year low</title>
<meta property="og:site_name" content="The Metals Note"><meta name="author" content="Jon Abara">
<meta property="article:published_time" content="2026-11-20"></head><body><article>
<h1>Copper falls to a two year low</h1>
<p>Copper lost four percent on Friday after stocks in the warehouses of the exchange rose for nine weeks.</p>
<p>Traders said that smelters kept producing although orders for cable and motors had been falling since the summer.</p>
<p>Most of them expect the price to recover only when the first smelter announces that it will stop for repairs.</p>
</article></body></html>"""
LINKED = b"""<!doctype html><html lang="en"><head><title>The quay stays where it is</title>
<meta property="og:site_name" content="The Aldmouth Gazette"></head><body><article><h1>The quay stays where it is</h1>
<p>The council of Aldmouth voted on Monday to repair the old quay, and to build the new one elsewhere in ten years.</p>
<p>Fishermen had asked for it: the new place has no shelter from the east, and three storms a year come from there.</p>
</article></body></html>"""
TAG = "metals"
TAKEAWAY = "Cable will be cheaper in spring. Order late."

KEYRING = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && sleep 1"
"""In a session of D-Bus: a key store that is open, as after a person has logged in."""


class Hands:
    """Mouse and keyboard of somebody who sits in front of the screen.

    Attributes:
        bare: the system that the window belongs to.
    """

    def __init__(self, bare: Bare) -> None:
        self.bare = bare

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, as xdotool names them."""
        for key in keys:
            self._do("key", key)
            time.sleep(0.6)

    def write(self, text: str) -> None:
        """Type text."""
        self._do("type", "--delay", "25", text)
        time.sleep(1)

    def click(self, window: str, x: int, y: int) -> None:
        """Click in a window; negative places count from its right and lower edges."""
        said = self._do("getwindowgeometry", "--shell", window)
        size = dict(line.split("=") for line in said.splitlines() if "=" in line)
        place = (str(x if x >= 0 else int(size["WIDTH"]) + x), str(y if y >= 0 else int(size["HEIGHT"]) + y))
        self._do("mousemove", "--window", window, *place, "click", "1")
        time.sleep(1)

    def window(self, title: str) -> str:
        """The id of the window whose title begins so, once it is there."""
        command = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}"]
        screen = {**os.environ, "DISPLAY": self.bare.display}

        def ask() -> list[str]:
            return subprocess.run(command, env=screen, capture_output=True, text=True, check=False).stdout.split()

        found = wait(ask, f"no window is called “{title}”")
        time.sleep(0.5)
        return found[0]

    def command(self, words: str) -> None:
        """Run a command by its name."""
        self.press("ctrl+k")
        self.write(words)
        self.press("Return")
        time.sleep(2)

    def _do(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.bare.display},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        if done.returncode != 0:
            raise InstallError(f"xdotool {' '.join(arguments)} ended with {done.returncode}")
        return done.stdout


def link(bare: Bare) -> None:
    """Let a link capture a page. Its server is on this computer, so that consent is asked for above the list."""
    hands = Hands(bare)
    with _served(LINKED) as address:
        launcher = bare.start(f"gio open 'briefing://add?url={quote(address, safe='')}'")
        main = wait(lambda: found_window(bare), "no window after the link")
        time.sleep(7)
        bare.look("link-1-consent")
        hands.click(main, 290, 204)  # Fetch it anyway
        wait(lambda: _article(bare, "The Aldmouth Gazette"), "the page of the link was not captured")
        time.sleep(3)
        bare.look("link-2-captured")
    close(bare, main)
    launcher.wait(timeout=PATIENCE)


def main_job(bare: Bare, library: str) -> None:
    """Fetch a page, tag it, mark a passage, say what it means, put it into a briefing, export that.

    Args:
        library: its path in the bare system.
    """
    hands = Hands(bare)
    launcher = bare.start("gtk-launch briefing")
    main = wait(lambda: found_window(bare), "no window")
    wait(lambda: bare.outside(library).exists(), "the library was not made")
    time.sleep(5)
    with _served(PAGE) as address:
        hands.press("ctrl+n")
        dialog = hands.window("Add article")
        hands.write(address)
        hands.click(dialog, -75, -40)
        time.sleep(3)  # the server is on this computer: consent is asked for
        bare.look("job-1-consent")
        hands.click(dialog, -75, -40)
        wait(lambda: _article(bare), "the page was not captured")
    time.sleep(3)
    hands.press("g")
    hands.write(TAG)
    hands.press("Return", "Escape")
    wait(lambda: _article(bare)["tags"] == [TAG], "it was not tagged")
    hands.press("Return", "period", "1")
    wait(lambda: _article(bare)["highlights"], "nothing was marked")
    hands.press("t")
    hands.write(TAKEAWAY)
    wait(lambda: _article(bare)["takeaways"], "no takeaway was written")
    bare.look("job-2-read")
    _brief(bare, hands)
    close(bare, main)
    launcher.wait(timeout=PATIENCE)


def _brief(bare: Bare, hands: Hands) -> None:
    hands.press("ctrl+shift+n")
    time.sleep(5)
    hands.press("ctrl+shift+a")
    time.sleep(2)
    hands.write("Copper")
    hands.press("Return")
    bare.look("job-3-pick")
    hands.press("Escape")
    time.sleep(6)
    bare.look("job-4-briefing")
    hands.press("ctrl+e")
    hands.window("Export")
    bare.look("job-5-export")
    hands.press("Return")
    exported = wait(lambda: list(bare.outside(HOME).glob("**/Untitled briefing*.pdf")), "no PDF was exported")
    wait(lambda: exported[0].read_bytes().rstrip().endswith(b"%%EOF"), "the PDF is not whole")
    time.sleep(2)
    bare.look("job-6-exported")
    hands.press("Escape")
    if bare.screens is not None:
        (bare.screens / "briefing.pdf").write_bytes(exported[0].read_bytes())


def encrypted(bare: Bare, library: str) -> None:
    """Encrypt the library with the key in a real key store, and open it again with the key from there."""
    hands = Hands(bare)
    before = _listed(bare)
    session = bare.start(f"dbus-run-session -- sh -c '{KEYRING}; briefing'")
    main = wait(lambda: found_window(bare), "no window")
    time.sleep(6)
    hands.command("Encrypt the library")
    dialog = hands.window("Encrypt")
    bare.look("encrypt-1-key")
    hands.press("Tab", "Tab", "space")
    bare.look("encrypt-2-ticked")
    hands.click(dialog, -75, -40)
    wait(lambda: not bare.outside(library).read_bytes()[:16].startswith(b"SQLite"), "the library was not encrypted")
    time.sleep(3)
    bare.look("encrypt-3-done")
    hands.press("Escape")
    close(bare, main)
    session.wait(timeout=PATIENCE)
    opened = bare.start(f"dbus-run-session -- sh -c '{KEYRING}; briefing'")
    main = wait(lambda: found_window(bare), "no window on the encrypted library")
    time.sleep(8)
    bare.look("encrypt-4-opened")
    close(bare, main)
    opened.wait(timeout=PATIENCE)
    listed = bare.person(f"dbus-run-session -- sh -c '{KEYRING}; briefing-cli list all --json'")
    expect(_ids(listed) == _ids(before), "the encrypted library is not what it was")
    try:
        bare.person("briefing-cli list all")
    except InstallError as error:
        expect("key" in str(error), f"without the key store: {error}")
    else:
        raise InstallError("the encrypted library was opened without its key")


def _listed(bare: Bare) -> str:
    return bare.person("briefing-cli list all --json")


def _ids(listed: str) -> list[int]:
    return sorted(json.loads(line)["id"] for line in listed.splitlines() if line.startswith("{"))


def _article(bare: Bare, outlet: str = "The Metals Note") -> dict[str, object]:
    """The article of an outlet, as the library lists it; {} when it is not there yet."""
    rows = [json.loads(line) for line in _listed(bare).splitlines() if line.startswith("{")]
    return next((row for row in rows if row["outlet"] == outlet), {})


@contextmanager
def _served(page: bytes) -> Iterator[str]:
    """The address of a page, on a server of this computer."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing: the steps are what counts."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/copper"
    finally:
        server.shutdown()
        server.server_close()
