"""Blocks without any metadata to a Capture: a selection pasted with its markup, or a Markdown text.

Like a plain paste, everything is kept: the title goes to its field, bylines and interface lines are struck out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import CaptureError
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.domain.urls import is_web_url
from briefing.sources import lines, offers
from briefing.sources.byline import Byline, read_byline
from briefing.sources.language import guess_language
from briefing.sources.phrases import is_interface

_BYLINE_BLOCKS = 5
_TEXTS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)


def captured(blocks: Sequence[Block], url: str = "") -> Capture:
    """The article that some blocks are.

    Raises:
        CaptureError: there is no text in them.
    """
    if not any(block.text.strip() for block in blocks):
        raise CaptureError("There is no text in this paste. Copy the article and paste it again.")
    front, body, back = _ends(list(blocks))
    title, body = _title(body)
    byline, body = _byline(body)
    return assembled(title, byline, [*_struck(front), *body, *_struck(back)], url)


def assembled(title: str, byline: Byline, blocks: Sequence[Block], url: str = "") -> Capture:
    """The Capture of a text that has no metadata but its own lines. Without a title it lends its first words."""
    text = ArticleText(tuple(blocks))
    language = guess_language(text.readable[:20_000])
    found = {"title": title, "authors": byline.authors, "outlet": byline.outlet, "published": byline.published}
    origins = {name: Origin.PASTE if value else Origin.UNKNOWN for name, value in found.items()}
    origins["language"] = Origin.GUESS if language else Origin.UNKNOWN
    if not title:
        origins["title"] = Origin.GUESS
    short = text.word_count < 3
    return Capture(
        title=title or lines.first_words(text.readable) or lines.first_words(text.text) or "Untitled",
        text=text,
        authors=byline.authors,
        outlet=byline.outlet,
        published=byline.published,
        language=language,
        url=url if is_web_url(url) else "",
        origins=origins,
        outcome=Outcome.PARTIAL if short else Outcome.FULL,
        reason="There is hardly any text under the title. Paste the whole article to brief on it." if short else "",
        offers=offers.offered(text),
    )


def said_by(found: Capture, origin: Origin) -> Capture:
    """A capture that was assembled from something else than a paste: what its own lines say is the word of `origin`."""
    said = {name: origin if each is Origin.PASTE else each for name, each in found.origins.items()}
    return replace(found, origins=said)


def _ends(blocks: list[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    first, last = 0, len(blocks)
    while first < last and _is_interface(blocks[first]):
        first += 1
    while last > first and _is_interface(blocks[last - 1]):
        last -= 1
    return (blocks[:first], blocks[first:last], blocks[last:]) if first < last else ([], blocks, [])


def _is_interface(block: Block) -> bool:
    return block.kind in _TEXTS and is_interface(block.text)


def _title(body: list[Block]) -> tuple[str, list[Block]]:
    """The title and what is under it: the first heading, when no more than a byline stands before it."""
    for index, block in enumerate(body[:3]):
        if block.kind is BlockKind.HEADING and block.level <= 2:
            return block.text, body[:index] + body[index + 1 :]
        if block.kind is not BlockKind.IMAGE and not read_byline(block.text):
            break
    return "", body


def _byline(body: list[Block]) -> tuple[Byline, list[Block]]:
    found, upto = Byline(), 0
    for index, block in enumerate(body[:_BYLINE_BLOCKS]):
        if block.kind in _TEXTS and (more := read_byline(block.text)):
            found, upto = found.with_more(more), index + 1
        elif block.kind is not BlockKind.IMAGE and not _is_interface(block):
            break
    return found, [
        *_struck([b for b in body[:upto] if b.kind in _TEXTS]),
        *[b for b in body[:upto] if b.kind not in _TEXTS],
        *body[upto:],
    ]


def _struck(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, struck=True) for block in blocks]
