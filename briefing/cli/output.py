"""What the command line prints: JSON for programs, plain lines for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.domain.annotations import FORMS, Highlight, Takeaway
from briefing.domain.articles import Article, ArticleSummary, Capture, Origin
from briefing.domain.listing import Hit
from briefing.domain.marked_text import readable
from briefing.domain.text import ArticleText, BlockKind

if TYPE_CHECKING:
    from briefing.operations.maintain import Report


def emit(data: dict[str, Any]) -> None:
    """Print one JSON object on one line."""
    print(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def capture_data(capture: Capture, file: str) -> dict[str, Any]:
    """A capture as the `extract` contract prints it."""
    return {
        "file": file,
        "outcome": capture.outcome.value,
        "reason": capture.reason,
        "title": capture.title,
        "authors": list(capture.authors),
        "outlet": capture.outlet,
        "published": capture.published,
        "published_origin": capture.origins.get("published", Origin.UNKNOWN).value,
        "language": capture.language,
        "url": capture.url,
        **_text_data(capture.text),
    }


def article_data(article: Article, file: str, *, existing: bool) -> dict[str, Any]:
    """An article of the library as the `add` contract prints it: as `extract`, with `id` and `existing`."""
    return {
        "file": file,
        "id": article.id,
        "existing": existing,
        "outcome": article.summary.outcome.value,
        "reason": article.reason,
        "title": article.title,
        "authors": list(article.authors),
        "outlet": article.summary.outlet,
        "published": article.summary.published,
        "published_origin": article.origins.get("published", Origin.UNKNOWN).value,
        "language": article.language,
        "url": article.url,
        **_text_data(article.text),
    }


def failure_data(file: str, sentence: str) -> dict[str, Any]:
    """A source that could not become an article: the same keys, nothing invented, and the reason."""
    return {
        "file": file,
        "outcome": "failed",
        "error": sentence,
        "title": "",
        "authors": [],
        "outlet": "",
        "published": "",
        "published_origin": Origin.UNKNOWN.value,
        "language": "",
        "text": "",
        "blocks": [],
        "links": [],
        "images": [],
    }


def summary_data(row: ArticleSummary) -> dict[str, Any]:
    """A row of a list."""
    return {
        "id": row.id,
        "title": row.title,
        "outlet": row.outlet,
        "published": row.published,
        "published_origin": row.published_origin.value,
        "added": row.added_at.isoformat(),
        "shelf": "trash" if row.trashed else row.shelf.value,
        "starred": row.starred,
        "outcome": row.outcome.value,
        "words": row.word_count,
        "tags": [tag.name for tag in row.tags],
        "highlights": row.highlights,
        "takeaways": row.takeaways,
    }


def hit_data(hit: Hit) -> dict[str, Any]:
    """An article that a search found, with the words found as code point spans of the snippet."""
    return {
        **summary_data(hit.article),
        "snippet": hit.snippet,
        "spans": [list(span) for span in hit.spans],
        "where": hit.where,
    }


def highlight_data(highlight: Highlight) -> dict[str, Any]:
    """A highlight with its place in the article's text."""
    return {
        "id": highlight.id,
        "start": highlight.start,
        "end": highlight.end,
        "quote": highlight.quote,
        "meaning": highlight.meaning.value,
        "note": highlight.note,
    }


def takeaway_data(takeaway: Takeaway) -> dict[str, Any]:
    """A takeaway without marks of style, and with the ids of its evidence."""
    return {
        "id": takeaway.id,
        "kind": takeaway.kind.value,
        "label": FORMS[takeaway.kind].label,
        "text": readable(takeaway.text),
        "audience": takeaway.audience,
        "confidence": takeaway.confidence.value,
        "fields": dict(takeaway.fields),
        "evidence": list(takeaway.evidence),
        "publisher_words": takeaway.publisher_words,
    }


def report_data(report: Report) -> dict[str, Any]:
    """What a check-up found."""
    return {
        "library": str(report.path),
        "articles": report.articles,
        "sqlite": report.sqlite,
        "driver": report.driver,
        "problems": list(report.problems),
    }


def summary_line(row: ArticleSummary) -> str:
    """A row of a list for people."""
    date = row.published[:10]
    if date and row.published_origin is Origin.GUESS:
        date += " (a guess)"
    source = " · ".join(part for part in (row.outlet, date) if part)
    marks = " ".join(f"#{tag.name}" for tag in row.tags)
    return "  ".join(part for part in (f"{row.id:>5}", row.title, source, marks) if part)


def marked(snippet: str, spans: Sequence[tuple[int, int]]) -> str:
    """A snippet with the words found between angle quotes."""
    for start, end in sorted(spans, reverse=True):
        snippet = f"{snippet[:start]}»{snippet[start:end]}«{snippet[end:]}"
    return snippet


def _text_data(text: ArticleText) -> dict[str, Any]:
    blocks = [block for block in text.blocks if not block.struck]
    runs = [run for block in blocks for run in (*block.runs, *(r for row in block.rows for cell in row for r in cell))]
    return {
        "text": text.readable,
        "blocks": [{"kind": b.kind.value, "level": b.level, "text": b.text} for b in blocks],
        "links": [{"text": run.text, "url": run.link} for run in runs if run.link],
        "images": [{"url": b.source, "alt": b.alt, "caption": b.text} for b in blocks if b.kind is BlockKind.IMAGE],
    }
