"""Files, pages and pastes become articles through the worker process, or end with a sentence."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, messages, paste, webpage
from tests.sources.lines import open_line
from tests.sources.server import PAGE, Server, running

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
RICH = f"""<!DOCTYPE html><html lang="en"><head><title>The quay | Harbour Daily</title>
<meta property="og:site_name" content="Harbour Daily"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2025-06-03"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<main><article><h1>The quay</h1>
<p>{PROSE} See <a href="/more">more</a>.</p><h2>The cost</h2><p>{PROSE} It was <b>low</b>.</p>
<figure><img src="/quay.jpg" alt="A quay"><figcaption>The quay at dawn</figcaption></figure>
<ul><li>{PROSE}</li><li>Cheap stone, which came by boat from the north of the country</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>12 million</td></tr></table>
<blockquote><p>{PROSE} So said the master.</p></blockquote>
<h2>What this means for you</h2><p>{PROSE} Bring a coat.</p>
</article></main>
<aside class="related"><h3>Related articles</h3><ul><li><a href="/a">Another story</a></li></ul></aside>
<footer><p>All rights reserved by the Harbour Daily. <a href="/terms">Terms</a></p></footer></body></html>"""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def page(html: str | bytes, url: str = "https://harbour.example/news/quay") -> Capture:
    return documents.capture_bytes(html.encode() if isinstance(html, str) else html, url=url)


def test_a_saved_page_keeps_its_structure_and_loses_what_is_around_it(tmp_path: Path) -> None:
    path = tmp_path / "quay.html"
    path.write_text(RICH, encoding="utf-8")
    found = documents.capture_file(path, url="https://harbour.example/news/quay")
    assert (found.title, found.authors, found.outlet) == ("The quay", ("Ada Quill",), "Harbour Daily")
    assert (found.published, found.language, found.outcome) == ("2025-06-03", "en", Outcome.FULL)
    assert [block.kind.value for block in found.text.blocks] == [
        *("paragraph", "heading", "paragraph", "image", "list_item", "list_item", "table", "quote", "heading"),
        "paragraph",
    ]
    image = found.text.blocks[3]
    assert (image.source, image.alt, image.text) == ("https://harbour.example/quay.jpg", "A quay", "The quay at dawn")
    assert found.text.blocks[0].runs[1].link == "https://harbour.example/more"
    assert found.text.blocks[2].runs[1].bold
    assert "Home" not in found.text.text
    assert "Another story" not in found.text.text
    assert [offer.heading for offer in found.offers] == ["What this means for you"]
    assert found.text.text[found.offers[0].start : found.offers[0].end] == f"{PROSE} Bring a coat."
    assert found.snapshot is not None
    assert found.snapshot.body == path.read_bytes()
    assert (found.snapshot.media_type, found.snapshot.file_name) == ("text/html", "quay.html")


def test_a_page_from_the_network(server: Server) -> None:
    found = webpage.capture(server.url("page"), open_line())
    assert (found.title, found.authors, found.outlet) == ("Tides and markets", ("Ada Quill",), "Harbour Daily")
    assert len(found.text.blocks) == 8
    assert found.url == server.url("page")
    assert found.snapshot is not None
    assert found.snapshot.body == PAGE
    assert found.snapshot.media_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "words"),
    [("pdf", "PDF is damaged"), ("png", "is an image"), ("noise", "without readable text"), ("empty", "is empty")],
)
def test_what_only_claims_to_be_a_page_is_told(server: Server, path: str, words: str) -> None:
    with pytest.raises(CaptureError, match=words):
        webpage.capture(server.url(path), open_line())


def test_singlefile_says_where_and_when_it_was_saved() -> None:
    header = (
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://harbour.example/news/quay \n"
        " saved date: Wed Jun 04 2025 10:12:13 GMT+0200 (Central European Summer Time)\n-->"
    )
    found = documents.capture_bytes((header + RICH.removeprefix('<!DOCTYPE html><html lang="en">')).encode())
    assert found.url == "https://harbour.example/news/quay"
    assert found.snapshot is not None
    assert found.snapshot.captured_at == datetime(2025, 6, 4, 10, 12, 13, tzinfo=timezone(timedelta(hours=2)))


def test_a_text_file_and_a_markdown_file(tmp_path: Path) -> None:
    text, note = tmp_path / "a.txt", tmp_path / "b.md"
    text.write_bytes(("Größe zählt\n\n" + PROSE).encode("cp1252"))
    note.write_text(f"Plain first line\n\n* {PROSE}\n", encoding="utf-8")
    assert documents.capture_file(text).title == "Größe zählt"
    found = documents.capture_file(note)
    assert [block.kind for block in found.text.blocks] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
    assert found.snapshot is not None
    assert found.snapshot.media_type == "text/markdown"
    assert found.snapshot.body == note.read_bytes()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n")
    for name, words in {
        "gone.html": "no file",
        ".": "is a folder",
        "empty.html": "is empty",
        "a.pdf": "PDF is damaged",
        "a.png": "is an image, which cannot become an article yet. Web pages",
    }.items():
        with pytest.raises(CaptureError, match=words):
            documents.capture_file(tmp_path / name)
    with pytest.raises(CaptureError):
        documents.capture_file(Path("nul\0byte"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(PROSE)
    path.chmod(0)
    with pytest.raises(CaptureError, match="may not be read"):
        documents.capture_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CaptureError, match="not a file"):
        documents.capture_file(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<div id=root></div><noscript>Please enable JavaScript.</noscript>", "No article"),
        ("<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>", "asks for a browser"),
        ("<p>Nothing much here.</p>", "No article"),
    ],
)
def test_a_page_without_an_article_says_so_and_keeps_the_original(content: str, words: str) -> None:
    found = page(f"<html><head><title>The quay</title></head><body>{content}</body></html>")
    assert found.outcome is Outcome.NO_ARTICLE
    assert words in found.reason
    assert "paste it here" in found.reason
    assert found.title == "The quay"
    assert found.snapshot is not None


def test_the_beginning_of_a_paid_article_is_called_that() -> None:
    found = page(
        f"<html><head><title>T</title></head><body><article><h1>T</h1><p>{PROSE}</p><p>{PROSE} And then.</p>"
        "<p>Subscribe now to continue reading this article.</p></article></body></html>"
    )
    assert found.outcome is Outcome.PARTIAL
    assert "beginning" in found.reason


def test_an_article_that_only_a_script_would_show() -> None:
    found = page(
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "The quay", '
        f'"articleBody": "{PROSE}\\n\\n{PROSE} Again.\\n{PROSE}"}}</script></head><body><div id=app></div>'
    )
    assert found.title == "The quay"
    assert [block.text for block in found.text.blocks] == [PROSE, f"{PROSE} Again.", PROSE]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + f"<p>{PROSE}</p>" * 5,
        f"<p>{PROSE}</p>" * 61_000,
        "<p>" + PROSE * 25_000,
        "<b><i>" * 20_000 + PROSE * 5,
    ],
    ids=["deep", "many parts", "one long text", "unclosed"],
)
def test_hostile_pages_give_their_words(html: str) -> None:
    found = page(f"<html><head><title>T</title></head><body>{html}")
    assert found.outcome in (Outcome.SIMPLIFIED, Outcome.FULL)
    assert PROSE in found.text.text
    assert found.outcome is Outcome.FULL or found.reason


def test_a_page_that_is_given_up_keeps_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_ask", _never)
    found = page(RICH)
    assert found.title == "The quay | Harbour Daily"
    assert found.outcome is Outcome.NO_ARTICLE
    assert "too long" in found.reason


def _never(request: object, body: bytes, cancel: object) -> tuple[dict[str, object], bytes]:
    raise extract.WorkerError("timeout")


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        documents.capture_bytes(b"<html>" + b"<p>x" * 59_000, cancel=lambda: True)


def test_pasted_html_with_structure_is_preferred() -> None:
    html = f"<meta charset='utf-8'><h1>The quay</h1><p>By Ada Quill</p><h3>Cost</h3><p>{PROSE}</p><p>Share</p>"
    found = paste.capture("The quay\nplain", html, "https://harbour.example/quay")
    assert (found.title, found.authors, found.url) == ("The quay", ("Ada Quill",), "https://harbour.example/quay")
    assert [(block.kind.value, block.struck) for block in found.text.blocks] == [
        ("paragraph", True),
        ("heading", False),
        ("paragraph", False),
        ("paragraph", True),
    ]
    assert found.snapshot is not None
    assert found.snapshot.body.decode() == html


def test_pasted_html_without_structure_gives_way_to_the_text() -> None:
    found = paste.capture(f"The quay\n{PROSE}", "<span>The quay</span> <b>and so on</b>")
    assert found.title == "The quay"
    assert found.snapshot is not None
    assert found.snapshot.media_type.startswith("text/plain")


@pytest.mark.parametrize("html", ["", "<p> </p><p></p><div></div>"])
def test_a_paste_without_text(html: str) -> None:
    with pytest.raises(CaptureError, match="no text"):
        paste.capture(" \n", html)


LINES = f"The quay\nBy Ada Quill\n\n{PROSE}\n\n{PROSE}"


@pytest.mark.parametrize(
    ("name", "body", "whose"),
    [
        ("quay.html", RICH, Origin.PAGE),
        ("quay.txt", LINES, Origin.DOCUMENT),
        ("quay.md", f"# The quay\n\n{PROSE}", Origin.DOCUMENT),
        ("quay.rtf", rf"{{\rtf1\ansi{{\info{{\title The quay}}}}{PROSE}\par}}", Origin.DOCUMENT),
        ("quay.eml", f"From: Ada <ada@harbour.example>\nSubject: The quay\n\n{PROSE}", Origin.MESSAGE),
    ],
)
def test_whose_word_a_title_is_depends_on_what_came(name: str, body: str, whose: Origin) -> None:
    found = documents.capture_bytes(body.encode(), name=name)
    assert (found.title, found.origins["title"]) == ("The quay", whose)


@pytest.mark.parametrize("html", ["", f"<h1>The quay</h1><p>{PROSE}</p><p>{PROSE}</p>"])
def test_whose_word_the_title_of_a_paste_is(html: str) -> None:
    found = paste.capture(LINES, html)
    assert (found.title, found.origins["title"]) == ("The quay", Origin.PASTE)


def test_a_capture_survives_the_way_through_the_pipe() -> None:
    from briefing.domain.articles import Picture

    picture = Picture(base64.b64decode("iVBORw0KGgo="), "image/png", "https://harbour.example/a.png")
    found = Capture(
        title="ä 漢",
        text=page(RICH).text,
        authors=("Ada Quill",),
        origins={"title": Origin.GUESS},
        outcome=Outcome.PARTIAL,
        reason="Because.",
        pictures=(picture, picture),
    )
    header, body = messages.to_message(found)
    assert messages.from_message(header, body) == found


def test_now_is_in_utc() -> None:
    found = page(RICH)
    assert found.snapshot is not None
    assert found.snapshot.captured_at.tzinfo is UTC
