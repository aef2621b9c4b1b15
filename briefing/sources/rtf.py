"""A rich text file to a Capture: its paragraphs, read like a pasted text, and its properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from briefing.domain.articles import Capture, Origin
from briefing.domain.errors import CaptureError
from briefing.sources import plaintext, properties
from briefing.sources.dates import read_date

_LONG_HEX = re.compile(r"[0-9A-Fa-f\s]{2000,}")
_INFO = re.compile(r"\{\\(title|author)\s+((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??)*)\}")
_CREATED = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_HEAD = 100_000


def read(body: bytes, name: str = "") -> Capture:
    """The article in a rich text file.

    Raises:
        CaptureError: there is no text in it, or it is damaged.
    """
    source = _LONG_HEX.sub("", body.decode("cp1252", "replace"))
    try:
        text = _plain(source)
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise CaptureError(
            "This rich text file is damaged. Open it in a word processor, save it again and add that file."
        ) from error
    if not text.strip():
        raise CaptureError(
            f"There is no text in {f'“{name}”' if name else 'this file'}. Check that it is the right one."
        )
    found = plaintext.read(text.encode("utf-8", "replace"))
    return _with_properties(found, source[:_HEAD], name)


def _with_properties(found: Capture, head: str, name: str) -> Capture:
    info = {match[1]: _plain("{\\rtf1 " + match[2] + "}").strip() for match in _INFO.finditer(head)}
    origins = dict(found.origins)
    title = properties.believable_title(info.get("title", ""), name)
    names = properties.believable_authors([info.get("author", "")])
    made = _CREATED.search(head)
    written = read_date(f"{made[1]}-{made[2]}-{made[3]}") if made else ""
    if title and origins.get("title") is not Origin.DOCUMENT:
        found, origins["title"] = replace(found, title=title), Origin.DOCUMENT
    if names and not found.authors:
        found, origins["authors"] = replace(found, authors=names), Origin.DOCUMENT
    if written and not found.published:
        found, origins["published"] = replace(found, published=written), Origin.GUESS
    return replace(found, origins=origins)


def _plain(source: str) -> str:
    from striprtf import striprtf

    to_text: Callable[..., str] = striprtf.rtf_to_text
    return to_text(source, errors="replace")
