"""What a feed says of one item to a Capture. Only the worker process imports this.

The text of an item goes the way of every page: its HTML is parsed to blocks, nothing of it is executed, loaded or
kept as markup.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.feeds import IncomingDraft
from briefing.domain.text import ArticleText, Block, BlockKind, plain
from briefing.domain.urls import is_web_url
from briefing.sources import feed_dates, language, lines, markup, offers
from briefing.sources.inline import runs_of
from briefing.sources.units import units

MAX_ITEMS = 50_000
"""Items of one feed that are read; the rest is left."""

MAX_TITLE = 1_000
MAX_GUID = 2_000
MAX_EXCERPT = 300
TEASER_WORDS = 150
"""Words under which a summary without a text of its own is taken for the beginning of an article."""

_ENDS_EARLY = re.compile(
    r"(?:\[(?:…|\.\.\.|&hellip;)\]|…|\.\.\.|(?:continue reading|read (?:more|the full \w+|the rest)|weiterlesen"
    r"|lire la suite|leer más|mehr lesen|keep reading)[\s:…»→.>-]*(?:“[^”]*”)?)\W*\Z",
    re.IGNORECASE,
)
_COLOPHON = re.compile(r"the post\b.{1,400}\b(?:appeared first on|first appeared on)\b.{1,200}", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z!/]|&#?\w+;")
_FRAMES = re.compile(r"</?(?:embed|iframe|frame|object|applet|param)\b[^<>]*>", re.IGNORECASE)
"""What shows another page or a film: never loaded, and when it is not closed a parser would hide the rest in it."""

_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s+")
_NOBODY = frozenset(
    [
        *("admin", "administrator", "editor", "editors", "staff", "unknown", "anonymous", "author", "webmaster"),
        *("root", "none", "null", "noreply", "no-reply", "nobody", "user", "guest"),
    ]
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an item as its feed has it.

    Attributes:
        value: characters or markup.
        plain: they are characters, not markup.
        base: the address that links in it are relative to.
        whole: the feed gives it as the text of the item, not as a summary.
    """

    value: str
    plain: bool = False
    base: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed says of an item. Empty values: it does not say."""

    guid: str = ""
    title: Text = Text("")
    url: str = ""
    authors: Sequence[str] = ()
    published: str = ""
    updated: str = ""
    texts: Sequence[Text] = ()
    language: str = ""


def item(said: Said, outlet: str, *, now: datetime) -> IncomingDraft:
    """The item as what an article needs; `outlet` is the title of its feed."""
    text, chosen = _text(said.texts)
    title = one_line(said.title)[:MAX_TITLE]
    published = said.published or said.updated
    named = lines.first_words(text.readable) or said.url or "Untitled item"
    spoken = language.tag(said.language) if said.language else language.guess_language(text.readable[:20_000])
    people = names(said.authors, outlet)
    outcome, reason = _outcome(text, chosen)
    origins = {
        "title": Origin.FEED if title else Origin.GUESS,
        "authors": Origin.FEED if people else Origin.UNKNOWN,
        "outlet": Origin.FEED if outlet else Origin.UNKNOWN,
        "published": _date_origin(said, now),
        "language": Origin.FEED if said.language else Origin.GUESS if spoken else Origin.UNKNOWN,
    }
    capture = Capture(
        title=title or named,
        text=text,
        authors=people,
        outlet=outlet,
        published=published,
        language=spoken,
        url=said.url if is_web_url(said.url) else "",
        origins=origins,
        outcome=outcome,
        reason=reason,
        offers=offers.offered(text),
    )
    return IncomingDraft(
        guid=said.guid[:MAX_GUID] or _guid(said, title, text),
        title=capture.title,
        url=capture.url,
        authors=people,
        published=published,
        excerpt=" ".join(text.readable[:MAX_EXCERPT].split()),
        capture=capture,
    )


def one_line(text: Text) -> str:
    """A title or name as one line of characters."""
    value = markup.clean(text.value).html if text.plain else _without_markup(text)
    return unicodedata.normalize("NFC", " ".join(value.split()))


def names(values: Iterable[str], outlet: str) -> tuple[str, ...]:
    """The persons among the authors that a feed names; an address, a role or the feed itself is none."""
    found: dict[str, str] = {}
    for value in values:
        parts = _SEPARATOR.split(value.strip())
        for part in parts if all(" " in part for part in parts) else [value]:
            name = " ".join(part.split()).strip(" ,;")[:200]
            if name and not _is_nobody(name, outlet):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:20]


def _is_nobody(name: str, outlet: str) -> bool:
    bare = name.casefold()
    return bare in _NOBODY or bare == outlet.casefold() or "@" in name or "://" in name


def _text(texts: Sequence[Text]) -> tuple[ArticleText, Text | None]:
    """The fullest of the texts of an item, and which it is."""
    best, chosen = ArticleText(), None
    for text in sorted(texts, key=lambda text: len(text.value), reverse=True)[:2]:
        if chosen is not None and best.readable and 2 * len(text.value) < len(chosen.value):
            break
        read = _article_text(text)
        if chosen is None or len(read.readable) > len(best.readable):
            best, chosen = read, text
    return best, chosen


def _article_text(text: Text) -> ArticleText:
    if text.plain or not _MARKUP.search(text.value):
        return ArticleText(tuple(lines.blocks(lines.split(text.value))))
    page = markup.clean(_FRAMES.sub(" ", text.value))
    tree = None if page.over else markup.parse(page.html)
    if tree is None:
        return ArticleText(tuple(Block(BlockKind.PARAGRAPH, line.runs) for line in lines.split(_words(page.html))))
    found = [unit.block for unit in units(tree, text.base) if not unit.place.hidden]
    return ArticleText(tuple(replace(block, struck=_is_colophon(block)) for block in found))


def _is_colophon(block: Block) -> bool:
    """The line that WordPress adds to every item, which says where the reader has it from."""
    return block.kind is BlockKind.PARAGRAPH and bool(_COLOPHON.fullmatch(block.text.strip()))


def _outcome(text: ArticleText, chosen: Text | None) -> tuple[Outcome, str]:
    if chosen is None or not text.readable.strip():
        return Outcome.NO_ARTICLE, "The feed gives no text for this item. Fetch the full text from its page."
    ends_early = _ENDS_EARLY.search(text.readable[-300:])
    if ends_early or (not chosen.whole and text.word_count < TEASER_WORDS):
        return Outcome.PARTIAL, "The feed gives only the beginning. Fetch the full text from its page."
    return Outcome.FULL, ""


def _date_origin(said: Said, now: datetime) -> Origin:
    """A day of publication is the feed's word; the day of the last change only stands in for it."""
    if not said.published and said.updated:
        return Origin.GUESS
    return feed_dates.origin(said.published, now=now)


def _guid(said: Said, title: str, text: ArticleText) -> str:
    """A name for an item that has none: the same whenever the same item comes again."""
    parts = (said.url, title) if said.url or title else (text.readable,)
    return "sha256:" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _without_markup(text: Text) -> str:
    if not _MARKUP.search(text.value):
        return text.value
    page = markup.clean(_FRAMES.sub(" ", text.value))
    tree = markup.parse(page.html)
    return plain(runs_of(tree)) if tree is not None else ""


def _words(html: str) -> str:
    """The words of markup that is beyond a limit."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=False, preserve_formatting=True, alt_texts=False))
