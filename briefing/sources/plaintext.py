"""Pasted plain text to a Capture: the structure that its lines only hint at, and nothing of it lost.

A paste has no markup. What is a heading, a list or a button is told by the shape of a line and of its neighbours.
The text keeps every line: interface lines at its ends and bylines are struck out, which the reader can take back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.domain.articles import Capture, Origin, Outcome, Snapshot
from briefing.domain.errors import CaptureError
from briefing.domain.text import Block, BlockKind, Run
from briefing.sources import lines, markdown, selection
from briefing.sources.byline import Byline, read_byline
from briefing.sources.lines import Line
from briefing.sources.phrases import is_interface

MAX_LENGTH = 5_000_000
"""Code points of a paste that are still read; ten books."""

MAX_LINES = 20_000
"""Lines from which a text is a log or a list and no article; its lines are kept as they are."""

_CHUNK = 200
_BYLINE_LINES = 5


def capture(text: str, *, now: datetime, is_markdown: bool = False) -> Capture:
    """The article in a pasted text.

    Args:
        now: the moment of the paste; it goes on the snapshot.
        is_markdown: the text is known to be Markdown; otherwise its look decides.

    Raises:
        CaptureError: there is no text in it, or far too much.
    """
    if len(text) > MAX_LENGTH:
        raise CaptureError("This text is longer than ten books. Paste the part that you want to brief on.")
    if is_markdown or markdown.looks_like_markdown(text):
        found = selection.captured(markdown.blocks(lines.clean(text)))
    else:
        found = _captured(lines.split(text)) if text.count("\n") <= MAX_LINES else _captured_plainly(text)
    snapshot = Snapshot(text.encode("utf-8", "surrogatepass"), "text/plain; charset=utf-8", now)
    return replace(found, snapshot=snapshot)


def of_file(text: str, *, now: datetime, is_markdown: bool = False) -> Capture:
    """The article in the text of a file; else as `capture`."""
    return selection.said_by(capture(text, now=now, is_markdown=is_markdown), Origin.DOCUMENT)


def read(body: bytes, name: str = "") -> Capture:
    """The article in a text file in UTF-8; its snapshot is not the file's.

    Raises:
        CaptureError: there is no text in it, or far too much.
    """
    return of_file(body.decode("utf-8", "replace"), now=datetime.now(UTC))


def read_markdown(body: bytes, name: str = "") -> Capture:
    """The article in a Markdown file in UTF-8; its snapshot is not the file's.

    Raises:
        CaptureError: there is no text in it, or far too much.
    """
    return of_file(body.decode("utf-8", "replace"), now=datetime.now(UTC), is_markdown=True)


def _captured_plainly(text: str) -> Capture:
    """A log or a list, line by line as it is."""
    some = lines.clean(text).split("\n")
    chunks = ("\n".join(some[start : start + _CHUNK]) for start in range(0, len(some), _CHUNK))
    blocks = [Block(BlockKind.CODE, (Run(chunk),)) for chunk in chunks if chunk.strip()]
    if not blocks:
        raise CaptureError("There is no text in this paste. Copy the article and paste it again.")
    reason = "This text has so many lines that its headings and lists were not told apart."
    return replace(selection.assembled("", Byline(), blocks), outcome=Outcome.SIMPLIFIED, reason=reason)


def _captured(found: list[Line]) -> Capture:
    if not found:
        raise CaptureError("There is no text in this paste. Copy the article and paste it again.")
    front, body, back = _ends(found)
    title, body = _title(body)
    byline, meta, body = _byline(body)
    blocks = [*_struck(front), *_struck(meta), *lines.blocks(body), *_struck(back)]
    return selection.assembled(title, byline, blocks)


def _ends(found: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """The interface lines before the text, the text, and the interface lines after it."""
    first, last = 0, len(found)
    while first < last and is_interface(found[first].text):
        first += 1
    while last > first and is_interface(found[last - 1].text):
        last -= 1
    return (found[:first], found[first:last], found[last:]) if first < last else ([], found, [])


def _title(body: list[Line]) -> tuple[str, list[Line]]:
    """The title, and the lines under it; "" when the text begins without one."""
    first = body[0]
    if len(body) > 1 and lines.looks_like_title(first, body[1]):
        return lines.without_marks(first), body[1:]
    return "", body


def _byline(body: list[Line]) -> tuple[Byline, list[Line], list[Line]]:
    """Who wrote it and when, the lines that said so, and the rest. Labels of an interface between them go along."""
    byline, upto = Byline(), 0
    for index, line in enumerate(body[:_BYLINE_LINES]):
        if more := read_byline(line.text):
            byline, upto = byline.with_more(more), index + 1
        elif not is_interface(line.text):
            break
    return byline, body[:upto], body[upto:]


def _struck(some: list[Line]) -> list[Block]:
    return [replace(block, struck=True) for block in (Block(BlockKind.PARAGRAPH, line.runs) for line in some)]
