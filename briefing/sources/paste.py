"""The clipboard to a Capture: its HTML when that has structure, else its plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from briefing.domain.articles import Capture, Snapshot
from briefing.domain.urls import is_web_url
from briefing.sources import extract, plaintext

_STRUCTURE = re.compile(r"<(?:h[1-6]|p|li|blockquote|table|pre|div|br)[\s>/]", re.IGNORECASE)
_FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
_SOURCE = re.compile(r"\ASourceURL:(\S+)$", re.MULTILINE)


def capture(text: str, html: str = "", url: str = "") -> Capture:
    """The article in a paste.

    Args:
        text: the clipboard's plain text. html: the same with markup, when the clipboard has it.
        url: where it was copied, when that is known.

    Raises:
        CaptureError: there is no text in it.
    """
    now = datetime.now(UTC)
    if len(_STRUCTURE.findall(html)) < 2:
        return replace(plaintext.capture(text, now=now), url=url if is_web_url(url) else "")
    body = html.encode("utf-8", "replace")
    found = extract.capture(body, url=url, media_type="text/html; charset=utf-8", fragment=True)
    return replace(found, snapshot=Snapshot(body, "text/html; charset=utf-8", now, url))
