"""A page to a Capture: what the worker process does. No network, no store, nothing executed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.sources import body, lines, markup, metadata, offers, repair, selection
from briefing.sources.byline import read_byline
from briefing.sources.markup import Markup
from briefing.sources.metadata import Metadata
from briefing.sources.outcome import MIN_LENGTH, WAY_ON, Reading, judge
from briefing.sources.units import Unit, units, words_of

MAX_PARAGRAPHS = 20_000
"""Paragraphs of a simplified page that stay apart; a window cannot show more."""

_BYLINE_BLOCKS = 4
_BYLINE_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def read(html: bytes | str, url: str = "", media_type: str = "") -> Capture:
    """The article on a page, without its snapshot."""
    body.quiet()
    page = markup.clean(html if isinstance(html, str) else markup.decode(html, media_type))
    tree = None if page.over else markup.parse(page.html)
    if tree is None:
        return simplified(page, url)
    everything = units(tree, url)
    facts = metadata.read(tree, page, everything, url)
    proposals = body.propose(tree, page.html, everything, [facts.linked.body] if facts.linked.body else [])
    winner = body.settled(everything, proposals, facts) | repair.little(everything)
    words = repair.repaired(everything, winner, list(proposals.choices.values()))
    return _captured(everything, sorted(repair.with_pictures(everything, words)), facts, proposals.agreement)


def read_fragment(html: bytes | str, url: str = "", media_type: str = "") -> Capture:
    """The article in a part of a page that a person selected: all of its text, interface lines at its ends struck."""
    page = markup.clean(html if isinstance(html, str) else markup.decode(html, media_type))
    tree = None if page.over else markup.parse(page.html)
    if tree is None:
        return simplified(page, url)
    blocks = [unit.block for unit in units(tree, url) if not unit.place.hidden]
    return selection.captured(blocks, url)


def read_simply(html: bytes | str, url: str = "", media_type: str = "") -> Capture:
    """The words of a page on which `read` was given up."""
    page = markup.clean(html if isinstance(html, str) else markup.decode(html, media_type))
    return simplified(replace(page, over="too heavy to take apart"), url, markup.words(page))


def warm_up() -> None:
    """Import all that reading a page needs, before the first page comes."""
    read(
        "<html><body><article><h1>Warm</h1>" + "<p>A page that loads every part.</p>" * 20 + "</article></body></html>"
    )


def simplified(page: Markup, url: str, text: str = "") -> Capture:
    """The text of a page that is beyond a limit: words without structure.

    Args:
        text: the words, when they are known; otherwise the one parser that has no limits finds them.
    """
    from resiliparse.extract.html2text import extract_plain_text

    facts = metadata.read_head(page.html[:200_000], url)
    if not text and page.over == markup.FAR_TOO_MANY:
        text = markup.words(page)
    elif not text:
        text = str(extract_plain_text(page.html, main_content=False, preserve_formatting=True, alt_texts=False))
    found = lines.split(text)
    if len(found) > MAX_PARAGRAPHS:
        rest = " ".join(line.text for line in found[MAX_PARAGRAPHS:])
        found = [*found[:MAX_PARAGRAPHS], lines.Line(rest)]
    blocks = [Block(BlockKind.PARAGRAPH, line.runs) for line in found]
    if not blocks:
        return _finished(blocks, facts, Outcome.NO_ARTICLE, f"There are no words on this page. {WAY_ON}")
    return _finished(
        blocks,
        facts,
        Outcome.SIMPLIFIED,
        f"This page is {page.over or 'built in an unusual way'}, so only its words were kept. {WAY_ON}",
    )


def _captured(page: Sequence[Unit], chosen: Sequence[int], facts: Metadata, agreement: float) -> Capture:
    title = words_of(facts.title)
    blocks = _without_byline([page[index].block for index in chosen if not _is_title(page[index], title)])
    length = sum(len(block.text) for block in blocks)
    if length < MIN_LENGTH < len(facts.linked.body):  # a page that only a script would fill
        blocks = [Block(BlockKind.PARAGRAPH, line.runs) for line in lines.split(facts.linked.body)]
    outcome, reason = judge(Reading(page, chosen, blocks, agreement), facts)
    if outcome is Outcome.NO_ARTICLE and facts.origins.get("published") is Origin.PAGE:
        facts = replace(facts, origins={**facts.origins, "published": Origin.GUESS})  # whatever it is the date of
    return _finished(blocks, facts, outcome, reason)


def _is_title(unit: Unit, title: tuple[str, ...]) -> bool:
    """Whether a heading repeats the title, which stands above the text already."""
    return unit.block.kind is BlockKind.HEADING and unit.words == title


def _without_byline(blocks: list[Block]) -> list[Block]:
    """The text without the lines at its top that only say who wrote it and when: those have fields of their own."""
    top, rest = blocks[:_BYLINE_BLOCKS], blocks[_BYLINE_BLOCKS:]
    return [block for block in top if block.kind not in _BYLINE_KINDS or not read_byline(block.text)] + rest


def _finished(blocks: Sequence[Block], facts: Metadata, outcome: Outcome, reason: str) -> Capture:
    text = ArticleText(tuple(blocks))
    title, origins = facts.title, dict(facts.origins)
    if not title:
        title = lines.first_words(text.readable) or facts.outlet or "Untitled page"
        origins["title"] = Origin.GUESS
    return Capture(
        title=title,
        text=text,
        authors=facts.authors,
        outlet=facts.outlet,
        published=facts.published,
        language=facts.language,
        url=facts.url,
        origins=origins,
        outcome=outcome,
        reason=reason,
        offers=offers.offered(text),
    )
