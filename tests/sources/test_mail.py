"""E-mail files become articles: whose letter it is, what of it is text, and what mail programs do to both."""

from __future__ import annotations

import base64
import contextlib
import json
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, letter, letter_markup, mail
from briefing.sources.sniff import Kind, kind_of
from briefing.sources.units import words_of

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DATE = "Date: Tue, 3 Jun 2025 08:12:13 +0200\n"
HEAD = "From: Ada Quill <ada@harbour.example>\nTo: me@example.com\nSubject: The quay\n" + DATE
NEWSLETTER = f"""<html><body>
<div style="overflow:hidden;max-height:0px;opacity:0">A preview that only lists show
&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;</div>
<table width="100%"><tr><td><table><tr><td><a href="https://h.example/view">View in browser</a></td></tr></table></td>
</tr><tr><td><table><tr><td><h1>The quay</h1></td></tr><tr><td>{PROSE}</td></tr></table></td>
<td><img src="cid:quay@h" width="400" alt="A quay"><img src="https://t.example/o.gif" width="1" height="1"></td></tr>
<tr><td><table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>12 million</td></tr></table></td></tr>
<tr><td><p>{PROSE} Again.</p></td></tr>
<tr><td><p>© 2025 Harbour Daily</p><p>You are receiving this because you signed up.
<a href="https://h.example/u">Unsubscribe</a></p><p>1 Quay Street, Harbour</p></td></tr></table></body></html>"""


def captured(text: str | bytes) -> Capture:
    return mail.read(text.encode() if isinstance(text, str) else text)


def kinds(found: Capture) -> list[tuple[str, bool]]:
    return [(block.kind.value, block.struck) for block in found.text.blocks]


def newsletter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Harbour Daily <news@harbour.example>"
    message["Subject"] = "Fwd: WG: The quay"
    message["Date"] = "Tue, 3 Jun 2025 08:12:13 +0200"
    message["Message-ID"] = "<1@harbour.example>"
    message["List-Id"] = "Harbour Daily Mornings <mornings.harbour.example>"
    message["List-Unsubscribe"] = "<https://h.example/u>"
    message.set_content("Read this in a program that shows HTML.")
    message.add_alternative(NEWSLETTER, subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(html, EmailMessage)
    html.add_related(PIXEL, "image", "png", cid="<quay@h>")
    return message


def test_a_newsletter_keeps_its_text_and_loses_its_layout() -> None:
    found = captured(newsletter().as_bytes())
    assert (found.title, found.authors, found.outlet) == ("The quay", (), "Harbour Daily Mornings")
    assert (found.published, found.origins["published"]) == ("2025-06-03T08:12:13+02:00", Origin.MESSAGE)
    assert kinds(found) == [
        ("paragraph", True),
        ("heading", False),
        ("paragraph", False),
        ("image", False),
        ("table", False),
        ("paragraph", False),
        *[("paragraph", True)] * 3,
    ]
    assert "preview" not in found.text.text
    assert found.outcome is Outcome.FULL


def test_an_enclosed_picture_comes_from_the_letter() -> None:
    found = captured(newsletter().as_bytes())
    image = next(block for block in found.text.blocks if block.kind is BlockKind.IMAGE)
    assert [picture.body for picture in found.pictures] == [PIXEL]
    assert (image.sha256, image.source, image.alt) == (found.pictures[0].sha256, "", "A quay")


def test_the_whole_way_through_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "no hint of what it is"
    path.write_bytes(newsletter().as_bytes())
    try:
        found = documents.capture_file(path)
    finally:
        extract.close()
    assert found.title == "The quay"
    assert found.snapshot is not None
    assert (found.snapshot.body, found.snapshot.media_type) == (path.read_bytes(), "message/rfc822")
    assert found.url == ""


def test_quoted_replies_stay_quotes_and_the_signature_is_struck() -> None:
    found = captured(f"{HEAD}\nI agree.\n\n> {PROSE}\n>> Older.\n\nAnd so on.\n-- \nAda\nHarbour Daily\n")
    assert kinds(found) == [
        ("paragraph", False),
        ("quote", False),
        ("quote", False),
        ("paragraph", False),
        ("paragraph", True),
        ("paragraph", True),
    ]
    assert [block.text for block in found.text.blocks[1:3]] == [PROSE, "Older."]
    assert found.authors == ("Ada Quill",)


def test_flowed_lines_are_joined() -> None:
    found = captured(f"{HEAD}Content-Type: text/plain; format=flowed\n\nOne long \nline that \ngoes on.\n\nAnother.\n")
    assert [block.text for block in found.text.blocks] == ["One long line that goes on.", "Another."]


def test_a_letter_forwarded_as_an_attachment_is_unwrapped() -> None:
    outer = EmailMessage()
    outer["From"] = "Bo Reader <bo@example.com>"
    outer["Subject"] = "Fwd: something"
    outer["Date"] = "Wed, 4 Jun 2025 09:00:00 +0200"
    outer.set_content("You should read this.")
    outer.add_attachment(newsletter())
    found = captured(outer.as_bytes())
    assert (found.title, found.outlet) == ("The quay", "Harbour Daily Mornings")
    assert found.published.startswith("2025-06-03")
    assert (found.text.blocks[0].text, found.text.blocks[0].struck) == ("You should read this.", True)


@pytest.mark.parametrize(
    "lines",
    [
        "---------- Forwarded message ---------\nFrom: Ada Quill <ada@harbour.example>\nDate: Tue, Jun 3, 2025 at 8:12"
        "\nSubject: The quay\nTo: Bo <bo@example.com>\n",
        "Von: Ada Quill <ada@harbour.example>\nGesendet: Dienstag, 3. Juni 2025 08:12\nAn: Bo\nBetreff: The quay\n",
    ],
    ids=["Gmail", "Outlook"],
)
def test_a_letter_forwarded_in_the_text_is_unwrapped(lines: str) -> None:
    found = captured(
        f"From: Bo Reader <bo@example.com>\nTo: me\nSubject: WG: news\n\nLook!\n\n{lines}\n{PROSE}\n\n{PROSE} Again.\n"
    )
    assert (found.title, found.authors, found.published) == ("The quay", ("Ada Quill",), "2025-06-03")
    assert [block.text for block in found.text.blocks if not block.struck] == [PROSE, f"{PROSE} Again."]


def test_a_reply_with_history_is_not_taken_for_a_forwarded_letter() -> None:
    found = captured(
        f"{HEAD.replace('The quay', 'Re: The quay')}\n{PROSE}\n\nFrom: Bo <bo@example.com>\nSent: 1 June 2025\n"
        "To: Ada\nSubject: The quay\n\nWhat about the quay?\n"
    )
    assert (found.title, found.authors) == ("The quay", ("Ada Quill",))


@pytest.mark.parametrize(
    ("sender", "list_id", "authors", "outlet"),
    [
        ("Ada Quill <a@h.example>", "", ("Ada Quill",), ""),
        ("Ada Quill from Harbour Daily <a@h.example>", "", ("Ada Quill",), "Harbour Daily"),
        ('"Quill, Ada" <a@h.example>', "", ("Ada Quill",), ""),
        ("Harbour Daily <a@h.example>", "<x.h.example>", (), "Harbour Daily"),
        ("Ada Quill <a@h.example>", "Mornings <x.h.example>", ("Ada Quill",), "Mornings"),
        ("The Harbour Daily <a@h.example>", "", (), "The Harbour Daily"),
        ("Mornings <a@h.example>", "123456mc list <x.mcsv.net>", (), "Mornings"),
        ("a@h.example", "", (), "h.example"),
        ("=?utf-8?q?J=C3=B6rg_B=C3=A4r?= <j@h.example>", "", ("Jörg Bär",), ""),
    ],
)
def test_who_wrote_it(sender: str, list_id: str, authors: tuple[str, ...], outlet: str) -> None:
    lists = f"List-Id: {list_id}\n" if list_id else ""
    found = captured(f"From: {sender}\nTo: me@example.com\n{lists}Subject: x\n\n{PROSE}\n")
    assert (found.authors, found.outlet) == (authors, outlet)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("AW: Fwd: Re[2]: The quay", "The quay"),
        ("Reform: a plan", "Reform: a plan"),
        ("=?iso-8859-1?q?Gr=F6=DFe?=\n =?iso-8859-1?q?_z=E4hlt?=", "Größe zählt"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("", PROSE[:30]),
    ],
)
def test_the_title_is_the_subject_without_prefixes(subject: str, title: str) -> None:
    found = captured(f"From: a@b.example\nTo: c@d.example\nSubject: {subject}\n\n{PROSE}\n")
    assert found.title.startswith(title)


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        ("iso-8859-1", "Größe".encode("cp1252")),
        ("unknown-8bit", "Größe".encode("cp1252")),
        ("no-such-charset", "Größe".encode()),
        ("iso-2022-jp", "日本語".encode("iso-2022-jp")),
    ],
)
def test_charsets_that_are_wrong_or_missing(charset: str, encoded: bytes) -> None:
    found = captured(
        f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode() + encoded + b" and more words.\n"
    )
    assert found.text.text.split()[0] in ("Größe", "日本語")


def test_headers_of_raw_bytes() -> None:
    found = captured("From: Jörg Bär <j@h.example>\nTo: x\nSubject: Größe zählt\n\nText of it.\n".encode("cp1252"))
    assert (found.title, found.authors) == ("Größe zählt", ("Jörg Bär",))


def test_a_letter_without_text_says_what_it_carries() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada Quill <a@h.example>", "Report"
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="report.pdf")
    found = captured(message.as_bytes())
    assert (found.title, found.outcome) == ("Report", Outcome.NO_ARTICLE)
    assert "“report.pdf”" in found.reason


def test_a_digest_gives_each_letter_its_heading() -> None:
    inner = "".join(f"--b\n\nFrom: a@b.example\nSubject: Part {n}\n\n{PROSE} {n}\n" for n in (1, 2))
    found = captured(f"{HEAD}Content-Type: multipart/digest; boundary=b\n\n{inner}--b--\n")
    assert [b.text for b in found.text.blocks] == ["Part 1", f"{PROSE} 1", "Part 2", f"{PROSE} 2"]


def test_an_apple_mail_file() -> None:
    message = newsletter().as_bytes()
    body = f"{len(message):<10}\n".encode() + message + b'<?xml version="1.0"?><plist><dict/></plist>'
    assert kind_of(body) is Kind.MAIL
    assert captured(body).title == "The quay"


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000)),
        b"Content-Type: message/rfc822\n\n" * 3_000,
        HEAD.encode() + b"To: " + b"<" * 500_000 + b"\n\nText.\n",
        HEAD.encode() + b"Subject: " + b"=?utf-8?q?" * 50_000 + b"\n\nText.\n",
        HEAD.encode() + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 20_000 + PROSE.encode(),
        HEAD.encode() + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 20_000,
    ],
    ids=["nested parts", "nested letters", "address", "subject", "nested tables", "many parts"],
)
def test_hostile_letters_end_soon(body: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(CaptureError):
        assert mail.read(body).title
    assert time.monotonic() - began < 8


def test_a_table_without_headings_that_holds_numbers_stays_one() -> None:
    rows = "".join(f"<tr><td>Quay {n}</td><td>{n} million</td></tr>" for n in range(4))
    assert [block.kind for block in letter_markup.blocks(f"<table>{rows}</table>", {})] == [BlockKind.TABLE]
    columns = f"<table><tr><td>{PROSE}</td><td>{PROSE}</td></tr><tr><td>One</td><td>Two</td></tr></table>"
    assert {block.kind for block in letter_markup.blocks(columns, {})} == {BlockKind.PARAGRAPH}


def test_a_bold_line_above_a_paragraph_is_a_heading() -> None:
    found = letter_markup.blocks(f"<p><b>The cost</b></p><p>{PROSE}</p><p><b>Dear Bo,</b></p><p>{PROSE} Yes.</p>", {})
    assert [block.kind.value for block in found] == ["heading", "paragraph", "paragraph", "paragraph"]
    assert not found[0].runs[0].bold


def test_a_signature_in_html_is_struck() -> None:
    html = f"<p>{PROSE}</p><p>--</p><p>Ada Quill</p><p>Harbour Daily</p>"
    found = captured(f"{HEAD}Content-Type: text/html\n\n{html}\n")
    assert [block.struck for block in found.text.blocks] == [False, True, True, True]


def test_a_letter_about_leaving_keeps_its_text() -> None:
    found = captured(f"{HEAD}\nHow to unsubscribe from everything in ten steps.\n\n{PROSE}\n")
    assert PROSE in found.text.readable


def _alternatives(*parts: str) -> str:
    return f"{HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\n" + "\n--b\n".join(parts) + "\n--b--\n"


def test_of_plain_alternatives_the_longest_is_read() -> None:
    stub = "Content-Type: text/plain\n\nSee the other part."
    assert captured(_alternatives(f"Content-Type: text/plain\n\n{PROSE}", stub)).text.readable == PROSE


def test_enriched_text_is_read_without_its_marks_and_only_when_there_is_no_other() -> None:
    enriched = (
        f"Content-Type: text/enriched\n\n<bold>{PROSE}</bold> <color><param>red</param>Then</color> 1 << 2 and so on."
    )
    assert captured(_alternatives(enriched)).text.readable == f"{PROSE} Then 1 < 2 and so on."
    assert captured(_alternatives(f"Content-Type: text/plain\n\n{PROSE}", enriched)).text.readable == PROSE


def test_a_first_line_that_is_no_header_does_not_hide_the_others() -> None:
    found = captured(f"Fro :mada\n{HEAD}Message-ID: <quay@h>\n\n{PROSE}")
    assert (found.title, found.message_id) == ("The quay", "quay@h")


def test_of_several_dates_the_first_that_is_one_counts() -> None:
    head = HEAD.replace(DATE, "Date: Tue, 3 Jun 2025 08:t <x@y>\n" + DATE)
    assert captured(f"{head}\n{PROSE}").published == "2025-06-03T08:12:13+02:00"


def test_the_name_of_a_letter_is_that_of_what_came() -> None:
    inner = EmailMessage()
    inner["Subject"], inner["Message-ID"] = "The quay", "<inner@h>"
    inner.set_content(PROSE)
    outer = EmailMessage()
    outer["Subject"], outer["Message-ID"] = "Fwd: The quay", "<outer@h>"
    outer.set_content("Look at this.")
    outer.add_attachment(inner)
    found = captured(outer.as_bytes())
    assert (found.title, found.message_id) == ("The quay", "outer@h")
    assert captured(f"{HEAD}\n{PROSE}").message_id == ""


def test_a_provider_where_everybody_may_write_is_no_outlet() -> None:
    assert captured(f"{HEAD.replace('Ada Quill <ada@harbour.example>', 'ada@gmail.com')}\n{PROSE}").outlet == ""
    assert (
        captured(f"{HEAD.replace('Ada Quill <ada@harbour.example>', 'ada@tide.example')}\n{PROSE}").outlet
        == "tide.example"
    )


def test_prefixes_alone_leave_no_title() -> None:
    assert letter.without_prefixes("Re: ") == ""


@pytest.fixture
def letters(corpora: Path) -> Iterator[list[Path]]:
    found = [path for path in sorted((corpora / "3-mail").rglob("*")) if path.suffix in (".eml", ".msg")]
    assert found
    yield found
    extract.close()


@pytest.mark.corpora
def test_every_letter_of_the_corpora_ends_well(letters: list[Path]) -> None:
    for path in letters:
        with contextlib.suppress(CaptureError):
            found = documents.capture_file(path)
            assert found.title, path
            assert found.outcome is Outcome.FULL or found.reason, path


@pytest.mark.corpora
def test_what_the_corpora_expect_is_met(letters: list[Path]) -> None:
    """Title and words of each message as another parser read them, in nearly all of them."""
    expected = [path for path in letters if path.with_suffix(".json").exists()]
    failed = [path.name for path in expected if not _as_expected(path)]
    assert len(failed) <= 0.12 * len(expected), failed


def _as_expected(path: Path) -> bool:
    message = json.loads(path.with_suffix(".json").read_text())
    found = mail.read(path.read_bytes())
    headers = {h["name"]: h["value"] for h in message["parts"][0]["headers"] if isinstance(h["name"], str)}
    subject = letter.without_prefixes((headers.get("subject") or {}).get("Text", ""))
    if subject and "\ufffd" not in subject and subject != found.title:
        return False
    words = set(words_of(found.text.text))
    for bodies, kind in ((message["text_body"], "Text"), (message["html_body"], "Html")):
        parts = [message["parts"][index]["body"] for index in bodies]
        text = " ".join(str(part.get(kind, "")) for part in parts if isinstance(part, dict))
        if "<" in text or "\ufffd" in text or all(word in words for word in words_of(text)):
            return True
    return False
