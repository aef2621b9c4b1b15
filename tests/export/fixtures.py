"""Briefings to print: a small sample, and the means to make others. All wording is ours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from briefing.domain.annotations import (
    Confidence,
    Highlight,
    HighlightId,
    Meaning,
    Takeaway,
    TakeawayId,
    TakeawayKind,
    context_of,
)
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Origin, Outcome, Shelf, Tag, TagId
from briefing.domain.briefings import (
    Briefing,
    BriefingContents,
    BriefingId,
    Classification,
    Item,
    ItemId,
    Level,
    Section,
    SectionId,
)
from briefing.domain.text import ArticleText, Block, BlockKind, Run

NOW = datetime(2026, 6, 15, 5, 30, tzinfo=UTC)
CAPTURED = datetime(2026, 6, 14, 16, 5, tzinfo=UTC)
BRIEFING_ID = BriefingId(1)


def paragraph(text: str) -> Block:
    """A paragraph in one style."""
    return Block(BlockKind.PARAGRAPH, (Run(text),))


def heading(text: str, level: int = 2) -> Block:
    """A heading as a page had it."""
    return Block(BlockKind.HEADING, (Run(text),), level=level)


def bullet(text: str, level: int = 1, *, ordered: bool = False) -> Block:
    """An entry of a list."""
    return Block(BlockKind.LIST_ITEM, (Run(text),), level=level, ordered=ordered)


def table(*rows: Sequence[str], header_rows: int = 1) -> Block:
    """A table of plain cells."""
    cells = tuple(tuple((Run(cell),) for cell in row) for row in rows)
    return Block(BlockKind.TABLE, rows=cells, header_rows=header_rows)


def picture(body: bytes, caption: str = "", alt: str = "") -> Block:
    """An image block for these bytes."""
    return Block(BlockKind.IMAGE, (Run(caption),) if caption else (), sha256=hashlib.sha256(body).hexdigest(), alt=alt)


def chart_png(width: int = 900, height: int = 420) -> bytes:
    """A simple bar chart as PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for index, value in enumerate((120, 180, 150, 240, 310, 280)):
        left = 60 + index * (width - 100) // 6
        draw.rectangle((left, height - 40 - value, left + 80, height - 40), fill=(36, 112, 127))
    draw.line((40, height - 40, width - 20, height - 40), fill=(27, 29, 33), width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def jpeg(mode: str = "RGB", size: tuple[int, int] = (640, 400)) -> bytes:
    """A plain JPEG in a colour mode, "CMYK" for one that PDF/A forbids as it is."""
    from PIL import Image

    out = io.BytesIO()
    Image.new(mode, size, (20, 90, 140) if mode == "RGB" else (200, 90, 40, 10)).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Making:
    """Builds the contents of a briefing step by step, giving out ids."""

    briefing: Briefing
    articles: dict[ArticleId, Article] = field(default_factory=dict)
    takeaways: dict[TakeawayId, Takeaway] = field(default_factory=dict)
    highlights: dict[HighlightId, Highlight] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    intros: dict[str, str] = field(default_factory=dict)

    def article(
        self,
        title: str,
        *blocks: Block,
        outlet: str = "The Harbour Ledger",
        published: str = "2026-06-12",
        authors: tuple[str, ...] = ("Ines Marlow",),
        language: str = "en",
        url: str | None = None,
        origins: Mapping[str, Origin] | None = None,
        outcome: Outcome = Outcome.FULL,
        tags: Sequence[str] = (),
    ) -> ArticleId:
        """Add an article."""
        id_ = ArticleId(len(self.articles) + 1)
        text = ArticleText(blocks)
        self.articles[id_] = Article(
            summary=ArticleSummary(
                id=id_,
                title=title,
                outlet=outlet,
                published=published,
                added_at=CAPTURED,
                excerpt=text.text[:100],
                word_count=text.word_count,
                shelf=Shelf.LIBRARY,
                outcome=outcome,
                tags=tuple(Tag(TagId(n), name, "#1f4e8c") for n, name in enumerate(tags, 1)),
            ),
            text=text,
            authors=authors,
            language=language,
            url=f"https://news.example.org/2026/06/{id_}" if url is None else url,
            origins=origins or {},
            captured_at=CAPTURED,
            snapshot_sha256=hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest(),
        )
        return id_

    def mark(self, article: ArticleId, quote: str, meaning: Meaning = Meaning.FACT, note: str = "") -> HighlightId:
        """Highlight the first place where the article says `quote`."""
        text = self.articles[article].text.text
        start = text.index(quote)
        prefix, suffix = context_of(text, start, start + len(quote))
        id_ = HighlightId(len(self.highlights) + 1)
        self.highlights[id_] = Highlight(
            id_, article, start, start + len(quote), quote, prefix, suffix, meaning, note, CAPTURED
        )
        return id_

    def say(
        self,
        article: ArticleId,
        kind: TakeawayKind,
        text: str,
        *evidence: HighlightId,
        audience: str = "",
        confidence: Confidence = Confidence.UNSTATED,
        publisher_words: bool = False,
        **fields: str,
    ) -> TakeawayId:
        """Add a takeaway; underscores in the names of its fields stand for spaces."""
        id_ = TakeawayId(len(self.takeaways) + 1)
        named = {name.replace("_", " "): value for name, value in fields.items()}
        self.takeaways[id_] = Takeaway(
            id_, article, kind, text, audience, confidence, named, evidence, publisher_words, len(self.takeaways)
        )
        return id_

    def item(
        self,
        section: str,
        article: ArticleId,
        level: Level = Level.BRIEF,
        *,
        takeaways: Sequence[TakeawayId] | None = None,
        quotes: Sequence[HighlightId] = (),
        comment: str = "",
        headline: str = "",
        full_text: bool = False,
    ) -> ItemId:
        """Put an article into a section, with all its takeaways unless some are named."""
        id_ = ItemId(sum(map(len, self.items.values())) + 1)
        own = [t.id for t in self.takeaways.values() if t.article_id == article]
        entries = self.items.setdefault(section, [])
        chosen = tuple(own if takeaways is None else takeaways)
        entries.append(
            Item(
                id=id_,
                briefing_id=self.briefing.id,
                section_id=SectionId(list(self.items).index(section) + 1),
                article_id=article,
                level=level,
                headline=headline,
                comment=comment,
                takeaways=chosen,
                quotes=tuple(quotes),
                full_text=full_text,
                position=len(entries),
            )
        )
        return id_

    def contents(self) -> BriefingContents:
        """What was made so far."""
        sections = tuple(
            Section(SectionId(n), self.briefing.id, title, self.intros.get(title, ""), n - 1, tuple(items))
            for n, (title, items) in enumerate(self.items.items(), 1)
        )
        return BriefingContents(
            briefing=replace(self.briefing, sections=sections),
            articles=dict(self.articles),
            takeaways=dict(self.takeaways),
            highlights=dict(self.highlights),
            pictures=dict(self.pictures),
        )


def small() -> BriefingContents:
    """Three articles in two sections and an empty one; one in full text, with a table, a list and a chart."""
    making = Making(
        Briefing(
            BRIEFING_ID,
            "Ports, power and reporting",
            subtitle="What moved this week, and what it asks of us",
            date="2026-06-15",
            edition="24",
            audience="the board",
            prepared_by="Strategy office",
            classification=Classification.INTERNAL,
            bottom_line=(
                "The northern ports are likely to strike before the end of June. Moving our two July sailings south "
                "now costs less than one week of delay; the decision is needed by Wednesday."
            ),
            cut_off="Sunday 18:00 CEST",
            accent="#1F4E8C",
        )
    )
    _strike(making)
    _batteries(making)
    _reporting(making)
    making.items.setdefault("People", [])
    return making.contents()


def _strike_article(making: Making) -> ArticleId:
    return making.article(
        "Dockers set a date for a strike in four northern ports",
        paragraph(
            "The dockers’ union in four northern ports has named 24 June as the first day of a strike, unless the "
            "employers return to the table with a new offer on night shifts."
        ),
        heading("What is at stake"),
        paragraph(
            "The four ports handle about 38 percent of the region’s container traffic. Terminal operators say that "
            "they hold buffer space for nine days; forwarders speak of six."
        ),
        paragraph("“We have moved as far as the rosters allow,” said Helle Brandt, who leads the employers’ side."),
        paragraph("Mediation is set for 19 June. Both sides say that they will attend."),
        outlet="The Harbour Ledger",
        published="2026-06-13T07:40:00+02:00",
        authors=("Ines Marlow", "Tor Velde"),
        tags=("logistics", "labour"),
    )


def _strike(making: Making) -> None:
    article = _strike_article(making)
    date = making.mark(article, "named 24 June as the first day of a strike")
    share = making.mark(article, "about 38 percent of the region’s container traffic", Meaning.NUMBER)
    buffer = making.mark(article, "buffer space for nine days; forwarders speak of six", Meaning.RISK)
    offer = making.mark(
        article,
        "We have moved as far as the rosters allow",
        Meaning.QUOTE,
        "The first hint that money is not the issue.",
    )
    talks = making.mark(article, "Mediation is set for 19 June", Meaning.FACT)
    _strike_takeaways(making, article, date, share, buffer, talks)
    making.item(
        "Supply chain",
        article,
        Level.TOP,
        quotes=(offer,),
        comment="We spoke with both forwarders on Friday; neither expects the date to move.",
        full_text=True,
    )


def _strike_takeaways(
    making: Making, article: ArticleId, date: HighlightId, share: HighlightId, buffer: HighlightId, talks: HighlightId
) -> None:
    say = making.say
    say(
        article,
        TakeawayKind.WHAT_HAPPENED,
        "The dockers’ union named 24 June as the first day of a strike in four northern ports. Mediation is set for "
        "19 June, and both sides say that they will attend.",
        date,
        talks,
    )
    say(
        article,
        TakeawayKind.FOR_YOU,
        "Two of our July sailings are booked through these ports. If they stand still for a week, the autumn range "
        "reaches the shops ten days late, in the season that earns a third of the year’s margin.",
        share,
        buffer,
        audience="the board",
        confidence=Confidence.MODERATE,
    )
    say(
        article,
        TakeawayKind.NUMBERS,
        "of the region’s container traffic passes through the four ports.",
        share,
        value="38 %",
        unit="",
        period="2025",
    )
    say(
        article,
        TakeawayKind.ASSESSMENT,
        "A strike of at least three days is likely.",
        date,
        confidence=Confidence.MODERATE,
        likelihood="likely (55–80 %)",
        basis="two union statements and one employer interview",
        resolve_by="2026-06-19",
    )
    _strike_choices(making, article, buffer, talks)


def _strike_choices(making: Making, article: ArticleId, buffer: HighlightId, talks: HighlightId) -> None:
    say = making.say
    say(
        article,
        TakeawayKind.RISK,
        "If the strike outlasts the terminals’ buffer, then the July sailings miss their "
        "slots and the next free ones are in August.",
        buffer,
        size="EUR 1.2 m of margin",
        time_frame="24 June to 10 July",
    )
    say(
        article,
        TakeawayKind.ACTION,
        "Reserve space on the southern route for both July sailings.",
        owner="Logistics",
        due="2026-06-17",
        status="offer received",
    )
    say(
        article,
        TakeawayKind.DECISION,
        "Do we pay for the southern route before mediation ends?",
        by_whom="Chief operating officer",
        by_when="2026-06-17",
        options="Book both sailings now; Book one and wait; Wait for the mediation",
    )
    say(
        article,
        TakeawayKind.WATCH,
        "A new offer on night shifts, which would end the dispute.",
        talks,
        date_or_signal="mediation on 19 June",
    )


def _batteries(making: Making) -> None:
    chart = chart_png()
    making.pictures[hashlib.sha256(chart).hexdigest()] = chart
    article = making.article(
        "Grid batteries fall below a price that utilities had hoped for by 2030",
        paragraph(
            "Offers in three recent tenders put large grid batteries below 90 dollars a kilowatt-hour, a price that "
            "most utilities had pencilled in for the end of the decade."
        ),
        heading("Three tenders"),
        table(
            ("Tender", "Capacity, MWh", "Price, USD per kWh"),
            ("Vesterhav", "1,200", "88.40"),
            ("Campo Alto", "640", "86.10"),
            ("Nordkap 2", "2,050", "84.75"),
        ),
        picture(chart, "Offers in six tenders since 2024, in dollars a kilowatt-hour.", "Bar chart of six tenders"),
        heading("Why prices fell", 4),
        bullet("Cell makers run below capacity."),
        bullet("Freight costs halved in a year."),
        bullet("That may not last.", 2),
        paragraph("Analysts warn that duties could add a fifth to the price from January."),
        outlet="Current & Grid",
        published="2026-06-11",
        authors=("Paul Aske",),
        tags=("energy",),
        origins={"published": Origin.GUESS},
    )
    price = making.mark(article, "below 90 dollars a kilowatt-hour", Meaning.NUMBER)
    duties = making.mark(article, "duties could add a fifth to the price from January", Meaning.RISK)
    making.say(
        article,
        TakeawayKind.WHY_IT_MATTERS,
        "Storage at this price makes our two solar roofs pay back in six years instead of nine.",
        price,
    )
    making.say(
        article,
        TakeawayKind.OPPORTUNITY,
        "If we order before January, then we avoid the duties.",
        duties,
        audience="Facilities",
        confidence=Confidence.HIGH,
        size="a fifth of the price",
        time_frame="this year",
    )
    making.say(
        article,
        TakeawayKind.ASSUMPTION,
        "Our own tariff stays as it is.",
        what_would_change_it="the regulator’s review in the autumn",
    )
    making.say(
        article,
        TakeawayKind.OTHER_VIEW,
        "Two of five suppliers expect prices to rise again in 2027.",
        whose="Supplier survey, May",
    )
    making.item("Energy", article, Level.TOP, quotes=(duties,), full_text=True)


def _reporting(making: Making) -> None:
    article = making.article(
        "Regulator gives smaller firms another year for climate reports",
        paragraph("Firms with fewer than 1,000 employees need not report their indirect emissions before 2028."),
        paragraph("Larger firms keep the old date. The regulator says that it will publish templates in October."),
        outlet="Register Daily",
        published="",
        authors=(),
        outcome=Outcome.PARTIAL,
        tags=("regulation",),
    )
    making.say(
        article,
        TakeawayKind.FOR_YOU,
        "We have 1,140 employees, so nothing changes for us.",
        audience="Finance",
        confidence=Confidence.HIGH,
    )
    making.item("Energy", article, Level.HEADLINE)
