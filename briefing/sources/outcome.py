"""How well the capture of a page went, said honestly: an article, only its beginning, or no article at all.

What a page is tells its own data first (a product, an index), then its address, then its text: an article is running
prose on which extractors agree, with an author or a date. Whatever the outcome, the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.domain.articles import Outcome
from briefing.domain.text import Block, BlockKind
from briefing.sources.metadata import Metadata
from briefing.sources.phrases import NO_ARTICLE, PAYWALL, folded
from briefing.sources.units import Unit, words_of

MIN_LENGTH = 200
"""Code points of text under which a page is not believed to hold an article."""

SHORT_LENGTH = 1_000
WALLED_LENGTH = 2_500
"""Code points under which a text may be a notice, and a text beside a subscription offer may be only its beginning."""

WAY_ON = "Open it in your browser, copy the article and paste it here."
_KEPT = "Its text was kept as it is. If the article is elsewhere, add the address of that page."

_ARTICLE_KINDS = re.compile(
    r"\w*Article|BlogPosting|\w*Report|SocialMediaPosting|LiveBlogPosting|DiscussionForumPosting|QAPage|Question|Review"
    r"|Recipe|HowTo|Essay"
)
_DISCUSSIONS = frozenset(["DiscussionForumPosting", "QAPage", "Question"])
_TEXTS = re.compile(r"\w*Article|BlogPosting")
_THINGS = frozenset(["Product", "ProductGroup", "ItemPage", "CollectionPage", "SearchResultsPage", "OfferCatalog"])
_LISTS = frozenset(["ItemList"])
ARTICLE_TYPES = frozenset(["article", "blog"])
"""What OpenGraph calls an article."""

_PLACES = re.compile(
    r"/(?:products?|shop|store|categor(?:y|ies)|collections?|items?|cart|checkout|search|log-?in|sign-?in|apps?)(?:/|$)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?(?:€|zł|kr|USD|EUR)\b")
_MANY_PRICES = 20
_PROSE_WORDS = 25
_SENTENCE_WORDS = 12
"""Words of a paragraph of real length, and of one that is a sentence at least."""

AGREED = 0.7
"""Agreement of the extractors under which a page is taken for scattered."""

_PROSE = 0.7
_LITTLE_PROSE = 0.3
_FEW_WORDS = 100
_ENDS_OPEN = re.compile(r"(?:…|\.\.\.|\[\u2026\]|\[\.\.\.\])[\"'”’»)\]]*\s*$")
_SUBSCRIBE = re.compile(
    r"\b(?:subscri(?:be|ption|bers?)|sign\ in|log\ in|premium|member(?:s|ship)?|abonn\w+|abo|suscr[ií]\w+|assin\w+"
    r"|abbonat\w+|подпис\w+)\b|订阅|訂閱|会員|구독",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = 8
_LETTERS = frozenset(["newsletter", "newsletters", "notifications", "podcast"])
"""What a line offers that does not bar the way to an article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a page.

    Attributes:
        page: its units. chosen: the units that became the article. blocks: the article's blocks.
        agreement: how much the extractors agreed, 0 to 1.
    """

    page: Sequence[Unit]
    chosen: Sequence[int]
    blocks: Sequence[Block]
    agreement: float


def judge(reading: Reading, facts: Metadata) -> tuple[Outcome, str]:
    """How well it went, and a sentence for all that is not the whole article."""
    length = sum(len(block.text) for block in reading.blocks)
    if length < MIN_LENGTH:
        everything = " ".join(unit.block.text for unit in reading.page[:400])[:20_000]
        if NO_ARTICLE.search(folded(everything)):
            return Outcome.NO_ARTICLE, f"This page asks for a browser instead of showing its article. {WAY_ON}"
        return Outcome.NO_ARTICLE, f"No article was found on this page. {WAY_ON}"
    shown = [block.text for block in reading.blocks]
    shown += [
        unit.block.text for unit in reading.page if unit.block.kind is BlockKind.HEADING and unit.block.level == 1
    ]
    if length < SHORT_LENGTH and NO_ARTICLE.search(folded(" ".join(shown))):
        return Outcome.NO_ARTICLE, f"This page shows a notice instead of an article. {WAY_ON}"
    if _is_walled(reading, facts, length):
        return Outcome.PARTIAL, f"Only the beginning of this article is open to everyone. {WAY_ON}"
    if reason := _no_article(reading, facts):
        return Outcome.NO_ARTICLE, f"{reason} {_KEPT}"
    return Outcome.FULL, ""


def _is_walled(reading: Reading, facts: Metadata, length: int) -> bool:
    """Whether the text stops where readers without an account have to stop."""
    if length < WALLED_LENGTH:
        said = facts.linked.paid or facts.tier in ("locked", "metered")
        return said or any(
            PAYWALL.fullmatch(folded(unit.block.text))
            for unit in reading.page
            if 2 < len(unit.words) <= 30 and not _LETTERS.intersection(unit.words)
        )
    last = max(reading.chosen, default=0)
    texts = [block.text for block in reading.blocks if block.text]
    after = " ".join(unit.block.text for unit in reading.page[last : last + _AFTER])
    return bool(facts.linked.paid and texts and _ENDS_OPEN.search(texts[-1]) and _SUBSCRIBE.search(after))


def calls_itself_article(facts: Metadata) -> bool:
    """Whether the data of a page name a kind of article."""
    return any(map(_ARTICLE_KINDS.fullmatch, facts.linked.kinds)) or facts.linked.dated_as_article


def calls_itself_discussion(facts: Metadata) -> bool:
    """Whether the data of a page name a thread of a forum, or a question with answers, and no article beside it."""
    return bool(facts.linked.kinds & _DISCUSSIONS) and not any(map(_TEXTS.fullmatch, facts.linked.kinds))


def calls_itself_product(facts: Metadata) -> bool:
    """Whether the data of a page name something that is sold, or many of them."""
    return bool(facts.linked.kinds & _THINGS) or facts.page_type.startswith("product")


def _no_article(reading: Reading, facts: Metadata) -> str:
    """Why a page with text on it is no article, as a sentence; "" for an article."""
    if calls_itself_article(facts):
        return ""
    credited = bool(facts.authors) or facts.dated
    stated = facts.page_type in ARTICLE_TYPES
    if calls_itself_product(facts) or (facts.linked.kinds & _LISTS and not (credited and stated)):
        return "This page presents a product or a list, not an article."
    words, prose = _counted(reading)
    # A short report has short paragraphs; credited and written in sentences it is one all the same.
    if stated or (credited and (prose > _LITTLE_PROSE or _counted(reading, _SENTENCE_WORDS)[1] > _PROSE)):
        return ""
    path = urlsplit(facts.url).path
    if facts.url and path in ("", "/"):
        return "This is the front page of a site, not an article."
    if _PLACES.search(path):
        return "This page presents a product or a list, not an article."
    if sum(bool(_PRICE.search(unit.block.text)) for unit in reading.page) >= _MANY_PRICES and prose < _LITTLE_PROSE:
        return "This page lists prices rather than telling something."
    headed = any(block.kind is BlockKind.HEADING for block in reading.blocks)
    scattered = reading.agreement < AGREED or words < _FEW_WORDS
    if (scattered and prose < _PROSE and headed) or (not prose and not credited):
        return "There is no running text on this page, only short pieces, so it may not be an article."
    return ""


def _counted(reading: Reading, least: int = _PROSE_WORDS) -> tuple[int, float]:
    """The words of the text, and the part of them that stands in paragraphs of `least` words or more."""
    counts = [(len(words_of(block.text)), block.kind) for block in reading.blocks]
    words = sum(count for count, _ in counts)
    running = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
    prose = sum(count for count, kind in counts if count >= least and kind in running)
    return words, prose / words if words else 0.0
