"""What is published: the frozen tree that every export format renders, and `build`, which makes it of a briefing.

Nothing here knows about paper, fonts or colours. Numbers of sources are given in the order in which a reader meets
them; a source that is cited nowhere else still belongs to the item that shows it. Sentences that are printed for the
absence of something ("no date given") are here too, so that every format says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.domain.annotations import (
    FORMS,
    Confidence,
    Highlight,
    HighlightId,
    Meaning,
    Takeaway,
    TakeawayKind,
)
from briefing.domain.articles import Article, ArticleId, Origin, Outcome
from briefing.domain.briefings import TOP_STORIES, BriefingContents, Item, ItemId, Level, Paper, Section
from briefing.domain.marked_text import parse, readable
from briefing.domain.text import Block, reading_minutes
from briefing.domain.word_count import count_words
from briefing.export.copies import Copy, clip_of, copy_blocks, paragraph_numbers


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: its number in the list of sources, and the paragraph and page from 1; 0 when not known."""

    source: int
    paragraph: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the list of sources.

    Attributes:
        published: ISO 8601 as the source gave it; "" when unknown.
        uncertain: the fields whose value is a guess, to be marked as such.
        copy: the first eight digits of the SHA-256 of the stored original; "" without one.
        cited_by: the items that show this article, in reading order.
        full_text: whether the whole text stands in the annex.
    """

    number: int
    title: str
    outlet: str
    authors: tuple[str, ...]
    published: str
    captured_at: datetime | None
    url: str
    language: str
    copy: str
    outcome: Outcome
    words: int
    uncertain: frozenset[str] = frozenset()
    cited_by: tuple[ItemId, ...] = ()
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A takeaway as it is printed.

    Attributes:
        text: its words and lists in one style.
        blocks: the same as paragraphs and list items with their styles and links.
        fields: only those that were filled in, in the order of its form.
        clips: the pictures and tables among its evidence that stand nowhere else in its entry.
    """

    kind: TakeawayKind
    label: str
    text: str
    blocks: tuple[Block, ...] = ()
    audience: str = ""
    confidence: Confidence = Confidence.UNSTATED
    fields: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Citation, ...] = ()
    publisher_words: bool = False
    clips: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source, exactly as they stand there, with the reader's note on them.

    Attributes:
        clip: the whole picture or table that is quoted; None for a passage of text.
    """

    text: str
    meaning: Meaning
    citation: Citation
    note: str = ""
    language: str = ""
    clip: Block | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a section. `source` is its number in the list of sources."""

    id: ItemId
    source: int
    level: Level
    headline: str
    language: str = ""
    comment: str = ""
    points: tuple[Point, ...] = ()
    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its stories, then what is told in one line under "In brief"."""

    title: str
    intro: str = ""
    entries: tuple[Entry, ...] = ()
    in_brief: tuple[Entry, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was put into the section."""
        return not self.entries and not self.in_brief


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing as it is published.

    Attributes:
        stories: the entries that page 1 tells, at most three.
        words, minutes: all there is to read but the annex of full texts.
        pictures: image bytes by hexadecimal SHA-256, as they came.
        generated_at: the time of this export; the same input and time give the same bytes.
    """

    title: str
    generated_at: datetime
    subtitle: str = ""
    date: str = ""
    edition: str = ""
    audience: str = ""
    prepared_by: str = ""
    classification: str = ""
    cut_off: str = ""
    bottom_line: str = ""
    language: str = "en"
    paper: Paper = Paper.A4
    accent: str = ""
    logo: bytes = b""
    words: int = 0
    minutes: int = 1
    keywords: tuple[str, ...] = ()
    stories: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    copies: tuple[Copy, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in reading order, those in brief included."""
        return tuple(e for part in self.parts for e in (*part.entries, *part.in_brief))


def build(contents: BriefingContents, *, generated_at: datetime, paper: Paper | None = None) -> Document:
    """The document of a briefing.

    Items whose article is gone are left out. Takeaways and quotes that an item names but the contents lack are left
    out too: they were removed from their article after they had been chosen.

    Args:
        contents: the briefing and all it cites.
        generated_at: when the document is made; it is printed, and stands in the file's metadata.
        paper: print on this paper instead of the briefing's own.
    """
    briefing = contents.briefing
    sections = tuple(_with_known_articles(section, contents) for section in briefing.sections)
    numbers = _numbers(sections, contents)
    places = {id_: _citation(mark, contents.articles, numbers) for id_, mark in contents.highlights.items()}
    parts = tuple(_part(section, contents, numbers, places) for section in sections)
    entries = [entry for part in parts for entry in part.entries]
    words = _words(briefing.bottom_line, parts)
    full_texts = {item.article_id for section in sections for item in section.items if item.full_text}
    return Document(
        title=briefing.title.strip() or "Untitled briefing",
        generated_at=generated_at,
        subtitle=briefing.subtitle.strip(),
        date=briefing.date,
        edition=briefing.edition.strip(),
        audience=briefing.audience.strip(),
        prepared_by=briefing.prepared_by.strip(),
        classification=str(briefing.classification),
        cut_off=briefing.cut_off.strip(),
        bottom_line=briefing.bottom_line.strip(),
        language=briefing.language,
        paper=paper or briefing.paper,
        accent=briefing.accent,
        logo=briefing.logo,
        words=words,
        minutes=reading_minutes(words),
        keywords=_keywords(contents, numbers),
        stories=tuple(entry for entry in entries if entry.level is Level.TOP)[:TOP_STORIES],
        parts=parts,
        sources=tuple(_source(contents.articles[id_], number, sections, full_texts) for id_, number in numbers.items()),
        copies=tuple(
            Copy(number, copy_blocks(contents.articles[id_], contents.highlights.values()))
            for id_, number in numbers.items()
            if id_ in full_texts
        ),
        pictures=contents.pictures,
    )


def pictures_of(document: Document) -> set[str]:
    """The pictures that a document prints, as hexadecimal SHA-256: those of full texts and those that were clipped."""
    entries = document.entries
    quotes = (quote for entry in entries for quote in (*entry.quotes, *(q for p in entry.points for q in p.clips)))
    blocks = [quote.clip for quote in quotes if quote.clip is not None]
    blocks += [entry.block for copy in document.copies for entry in copy.blocks]
    return {block.sha256 for block in blocks if block.sha256}


def _with_known_articles(section: Section, contents: BriefingContents) -> Section:
    return replace(section, items=tuple(item for item in section.items if item.article_id in contents.articles))


def _reading_order(section: Section) -> Iterable[Item]:
    """Stories first, then the headlines that are printed under "In brief"."""
    yield from (item for item in section.items if item.level is not Level.HEADLINE)
    yield from (item for item in section.items if item.level is Level.HEADLINE)


def _numbers(sections: Sequence[Section], contents: BriefingContents) -> dict[ArticleId, int]:
    """Articles and the numbers of their sources: those shown, then those that only evidence or quotes come from."""
    numbers: dict[ArticleId, int] = {}
    for section in sections:
        for item in _reading_order(section):
            numbers.setdefault(item.article_id, len(numbers) + 1)
    for section in sections:
        for item in _reading_order(section):
            takeaways = [contents.takeaways[id_] for id_ in item.takeaways if id_ in contents.takeaways]
            for highlight in (*(id_ for t in takeaways for id_ in t.evidence), *item.quotes):
                mark = contents.highlights.get(highlight)
                if mark and mark.article_id in contents.articles:
                    numbers.setdefault(mark.article_id, len(numbers) + 1)
    return numbers


def _citation(
    mark: Highlight, articles: Mapping[ArticleId, Article], numbers: Mapping[ArticleId, int]
) -> Citation | None:
    number = numbers.get(mark.article_id)
    if number is None:
        return None
    text = articles[mark.article_id].text
    paragraphs = paragraph_numbers(text)
    if mark.version != articles[mark.article_id].version:
        return Citation(number)  # it stands in an older text, whose paragraphs are counted otherwise
    if not paragraphs or mark.start < 0 or mark.start >= len(text.text):
        return Citation(number)
    return Citation(number, paragraphs[text.block_at(mark.start)], text.page_at(mark.start))


def _part(
    section: Section,
    contents: BriefingContents,
    numbers: Mapping[ArticleId, int],
    places: Mapping[HighlightId, Citation | None],
) -> Part:
    entries = [_entry(item, contents, numbers, places) for item in _reading_order(section)]
    return Part(
        title=section.title.strip() or "Untitled section",
        intro=section.intro.strip(),
        entries=tuple(entry for entry in entries if entry.level is not Level.HEADLINE),
        in_brief=tuple(entry for entry in entries if entry.level is Level.HEADLINE),
    )


def _entry(
    item: Item,
    contents: BriefingContents,
    numbers: Mapping[ArticleId, int],
    places: Mapping[HighlightId, Citation | None],
) -> Entry:
    article = contents.articles[item.article_id]
    own_headline = item.headline.strip()
    quoted = [contents.highlights[id_] for id_ in item.quotes if id_ in contents.highlights]
    return Entry(
        id=item.id,
        source=numbers[item.article_id],
        level=item.level,
        headline=own_headline or article.title.strip() or "Untitled article",
        language="" if own_headline else article.language,
        comment=item.comment.strip(),
        points=_points(item, contents, places, {(mark.article_id, mark.start) for mark in quoted}),
        quotes=tuple(_quotations(quoted, contents.articles, places)),
    )


def _points(
    item: Item,
    contents: BriefingContents,
    places: Mapping[HighlightId, Citation | None],
    shown: set[tuple[ArticleId, int]],
) -> tuple[Point, ...]:
    """The takeaways of an item; each clip among their evidence stands below the first one that rests on it.

    Args:
        shown: where the passages begin that the item quotes by themselves.
    """
    points = []
    for takeaway in (contents.takeaways[id_] for id_ in item.takeaways if id_ in contents.takeaways):
        if not _says_something(takeaway):
            continue
        evidence = [contents.highlights[id_] for id_ in takeaway.evidence if id_ in contents.highlights]
        fresh = {place: mark for mark in evidence if (place := (mark.article_id, mark.start)) not in shown}
        clips = tuple(each for each in _quotations(fresh.values(), contents.articles, places) if each.clip is not None)
        shown |= fresh.keys()
        points.append(replace(_point(takeaway, places, contents.briefing.audience), clips=clips))
    return tuple(points)


def _quotations(
    marks: Iterable[Highlight], articles: Mapping[ArticleId, Article], places: Mapping[HighlightId, Citation | None]
) -> Iterable[Quotation]:
    for mark in marks:
        if mark.quote.strip() and (place := places[mark.id]):
            yield Quotation(
                text=mark.quote.strip(),
                meaning=mark.meaning,
                citation=place,
                note=mark.note.strip(),
                language=articles[mark.article_id].language,
                clip=clip_of(mark, articles[mark.article_id]),
            )


def _says_something(takeaway: Takeaway) -> bool:
    return bool(takeaway.text.strip() or any(value.strip() for value in takeaway.fields.values()))


def _point(takeaway: Takeaway, places: Mapping[HighlightId, Citation | None], reader: str) -> Point:
    """What a takeaway prints: in the wording for the briefing's reader, if there is one."""
    form = FORMS[takeaway.kind]
    names = (*form.fields, *(name for name in takeaway.fields if name not in form.fields))
    cited = (places.get(id_) for id_ in takeaway.evidence)
    text = "\n".join(takeaway.text_for(reader).strip().splitlines())
    return Point(
        kind=takeaway.kind,
        label=form.label,
        text=readable(text),
        blocks=parse(text),
        audience=takeaway.audience.strip(),
        confidence=takeaway.confidence,
        fields=tuple((name, value) for name in names if (value := takeaway.fields.get(name, "").strip())),
        evidence=_each_once(place for place in cited if place),
        publisher_words=takeaway.publisher_words,
    )


def _each_once(places: Iterable[Citation]) -> tuple[Citation, ...]:
    """The places that read differently: on one page of an original, the first."""
    found: dict[tuple[int, int, int], Citation] = {}
    for place in places:
        found.setdefault((place.source, place.page, 0 if place.page else place.paragraph), place)
    return tuple(found.values())


def _source(article: Article, number: int, sections: Iterable[Section], full_texts: set[ArticleId]) -> Source:
    return Source(
        number=number,
        title=article.title.strip() or "Untitled article",
        outlet=article.summary.outlet.strip(),
        authors=tuple(name.strip() for name in article.authors if name.strip()),
        published=article.summary.published.strip(),
        captured_at=article.captured_at,
        url=article.url.strip(),
        language=article.language,
        copy=article.snapshot_sha256[:8],
        outcome=article.summary.outcome,
        words=article.summary.word_count,
        uncertain=frozenset(name for name, origin in article.origins.items() if origin is Origin.GUESS),
        cited_by=tuple(item.id for s in sections for item in _reading_order(s) if item.article_id == article.id),
        full_text=article.id in full_texts,
    )


def _keywords(contents: BriefingContents, numbers: Iterable[ArticleId]) -> tuple[str, ...]:
    """The tags of the articles, each once."""
    names = (tag.name.strip() for id_ in numbers for tag in contents.articles[id_].summary.tags)
    return tuple(dict.fromkeys(name for name in names if name))


def _words(bottom_line: str, parts: Iterable[Part]) -> int:
    words = count_words(bottom_line)
    for part in parts:
        words += count_words(part.intro)
        for entry in (*part.entries, *part.in_brief):
            words += count_words(entry.headline) + count_words(entry.comment)
            words += sum(count_words(block.text) for p in entry.points for block in p.blocks)
            words += sum(count_words(value) for p in entry.points for _, value in p.fields)
            words += sum(count_words(q.text) for q in entry.quotes)
            words += sum(count_words(q.text) for p in entry.points for q in p.clips)
    return words
