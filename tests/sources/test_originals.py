"""What the person's browser gets to see of an original: the page, and nothing that acts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.domain.articles import Snapshot
from briefing.sources.originals import POLICY, viewing_copy


def snapshot(body: bytes, media_type: str = "text/html", url: str = "", name: str = "") -> Snapshot:
    return Snapshot(body, media_type, datetime(2026, 11, 16, tzinfo=UTC), url, name)


def shown(body: str, **more: str) -> str:
    copy, ending = viewing_copy(snapshot(body.encode(), **more))
    assert ending == ".html"
    return copy.decode("utf-8-sig")


LETTER = b"From: a@x.example\nTo: b@x.example\nSubject: Tides\nDate: Mon, 16 Nov 2026 08:00:00 +0000\n\nHigh."
PAGE = "<!doctype html><html><head><title>Tides</title></head><body><p>The tide rose.</p></body></html>"


def test_the_policy_stands_before_everything_but_the_doctype() -> None:
    page = shown(PAGE, url="https://x.example/a?b=1&c=2")
    assert page.startswith('<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'')
    assert '<base href="https://x.example/a?b=1&amp;c=2">' in page
    assert page.endswith("<html><head><title>Tides</title></head><body><p>The tide rose.</p></body></html>")
    assert "script-src" not in POLICY


def test_a_browser_reads_the_policy_as_one_of_the_head() -> None:
    import lxml.html

    for body in (PAGE, "<body><script>x</script>", "<p>No head", "\ufeff<html><head></head>", "<!-- a --><html>"):
        head = lxml.html.document_fromstring(shown(body).encode()).find("head")
        assert head is not None
        assert head[0].get("content") == POLICY, body


@pytest.mark.parametrize(
    "harm",
    [
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        "<META  content='0;url=x' HTTP-EQUIV = refresh>",
        '<link rel="preconnect" href="https://evil.example/">',
        "<link href=//evil.example/ rel=dns-prefetch>",
        '<link rel="shortcut preload" href="https://evil.example/a.js">',
    ],
)
def test_what_a_policy_does_not_reach_is_taken_out(harm: str) -> None:
    page = shown(PAGE.replace("<title>", harm + "<title>"))
    inner = page[page.index("<html>") :].lower()
    assert not any(
        f" {name}" in inner.replace("data-rel", "").replace("data-was", "") for name in ("http-equiv", "rel=")
    )
    assert "the tide rose" in inner


def test_letters_come_right_whatever_the_page_was_written_in() -> None:
    body = "<html><head><meta charset='windows-1252'></head><body><p>Œuvre à Køge</p></body></html>".encode("cp1252")
    copy, _ = viewing_copy(snapshot(body, "text/html; charset=windows-1252"))
    assert copy.startswith(b"\xef\xbb\xbf")
    assert "Œuvre à Køge" in copy.decode("utf-8")


@pytest.mark.parametrize(
    ("body", "media_type", "name", "ending"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 99, "text/html", "a.html", ".pdf"),
        (LETTER, "", "a.eml", ".eml"),
        (b"The tide rose again.\n" * 20, "text/plain", "run.exe", ".txt"),
        (b"The tide rose again.\n" * 20, "application/x-msdownload", "run.bat", ".txt"),
        (b"MZ" + bytes(range(256)) * 9, "application/octet-stream", "run.exe", ".txt"),
    ],
)
def test_the_content_gives_the_ending_and_nothing_that_can_be_started_gets_one(
    body: bytes, media_type: str, name: str, ending: str
) -> None:
    assert viewing_copy(snapshot(body, media_type, name=name)) == (body, ending)
