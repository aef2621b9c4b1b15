"""The stored original of an article as a file for the person's own browser, made inert.

A browser runs what a page holds, asks the network for all it names, and a page opened from disk may even look at
files beside it. So the copy of a page is no longer byte for byte the original: it is written as UTF-8 with a content
security policy (CSP 3) in front of everything else that lets nothing run, load or be sent; what a policy does not
reach (refreshes, preconnections) is taken out. Styles written into the page and pictures written into it stay, so
what a browser saved with them looks as it did; what stood on other servers is missing. Links lead where they led.
Whatever is no page (PDF, letters, documents) is opened by a program that has its own precautions, and is not changed.
"""

from __future__ import annotations

import html
import re

from briefing.domain.articles import Snapshot
from briefing.domain.urls import is_web_url
from briefing.sources import markup
from briefing.sources.sniff import Kind, kind_of

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline' data:; font-src data:; media-src data:; "
    "form-action 'none'"
)
"""No scripts, no frames, nothing from anywhere but the page itself."""

_ENDINGS = {
    Kind.HTML: ".html",
    Kind.TEXT: ".txt",
    Kind.MARKDOWN: ".txt",
    Kind.PDF: ".pdf",
    Kind.DOCX: ".docx",
    Kind.ODT: ".odt",
    Kind.EPUB: ".epub",
    Kind.MAIL: ".eml",
    Kind.OUTLOOK: ".msg",
    Kind.MHTML: ".mhtml",
    Kind.WEBARCHIVE: ".webarchive",
    Kind.RTF: ".rtf",
}
"""By content, never by the name or the label that came with it: nothing that could be started gets such an ending."""

_DOCTYPE = re.compile(r"\s*<!DOCTYPE[^>]{0,500}>", re.IGNORECASE)
_REFRESH = re.compile(r"(<meta\b[^>]{0,300}?)\bhttp-equiv(\s*=\s*[\"']?\s*refresh\b)", re.IGNORECASE)
_CONNECTS = re.compile(
    r"(<link\b[^>]{0,300}?)\brel(\s*=\s*[\"']?[\w\s-]{0,60}?(?:preconnect|dns-prefetch|prefetch|preload))",
    re.IGNORECASE,
)


def viewing_copy(original: Snapshot) -> tuple[bytes, str]:
    """The bytes to show and the ending of their file's name, such as ".html"."""
    kind = kind_of(original.body, original.file_name)
    ending = _ENDINGS.get(kind, ".txt")
    if kind is Kind.HTML:
        return _inert(original), ending
    return original.body, ending


def _inert(original: Snapshot) -> bytes:
    page = markup.decode(original.body, original.media_type)
    page = _CONNECTS.sub(r"\1data-rel\2", _REFRESH.sub(r"\1data-was\2", page))
    doctype = _DOCTYPE.match(page)
    rest = page[doctype.end() :] if doctype else page
    base = f'<base href="{html.escape(original.url)}">' if is_web_url(original.url) else ""
    head = (
        f'{doctype[0].strip() if doctype else ""}<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="x-dns-prefetch-control" content="off">{base}'
    )
    return b"\xef\xbb\xbf" + (head + rest).encode("utf-8", "replace")
