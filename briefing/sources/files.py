"""Which module reads which kind of file. Only the worker process imports this."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.domain.articles import Capture
from briefing.sources import docx, epub, mail, mhtml, msg, odt, pdf, plaintext, rtf
from briefing.sources.sniff import Kind

READERS: Mapping[str, Callable[[bytes, str], Capture]] = {
    Kind.MAIL: mail.read,
    Kind.OUTLOOK: msg.read,
    Kind.MHTML: mhtml.read,
    Kind.WEBARCHIVE: mhtml.read_webarchive,
    Kind.PDF: pdf.read,
    Kind.DOCX: docx.read,
    Kind.ODT: odt.read,
    Kind.EPUB: epub.read,
    Kind.RTF: rtf.read,
    Kind.TEXT: plaintext.read,
    Kind.MARKDOWN: plaintext.read_markdown,
}
"""Kind of file to a function of its bytes and its name, which is "" when there is none. It raises CaptureError."""
