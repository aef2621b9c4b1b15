"""The sample briefing: three articles of our own wording, what they mean, and the briefing made of them.

Its content lies in `resources/sample/`: a file for each article and one for the briefing. Passages are named there by
their words; the offsets are found here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.domain.annotations import Confidence, HighlightId, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Capture, Origin, Snapshot
from briefing.domain.briefings import BriefingId, Classification, ItemId, Level, Paper
from briefing.domain.changes import Done
from briefing.domain.text import from_plain_data
from briefing.operations.sample_files import Data, has_sample, plan_of_sample, sources_of_sample
from briefing.store import annotations as store_annotations
from briefing.store import articles, briefings, tags

if TYPE_CHECKING:
    from briefing.store.database import Store, Write

__all__ = ["add_sample", "has_sample", "remove_sample"]


def add_sample(store: Store) -> Done[BriefingId]:
    """Put the sample into the library, as one step of undo.

    What is there already is kept as the person left it: articles come back from the trash, and only passages and
    takeaways that are missing are added. An existing sample briefing is returned as it is.
    """
    plan, sources = plan_of_sample(), sources_of_sample()
    with store.write("Add sample briefing") as write:
        found = {name: _ensure_article(write, data) for name, data in sources.items()}
        quotes = {name: _ensure_highlights(write, found[name], data) for name, data in sources.items()}
        for name, data in sources.items():
            _ensure_takeaways(write, found[name], data, quotes[name])
            _ensure_tags(write, found[name], data)
        sample = _sample_briefings(write, set(found.values()))
        briefing_id = sample[0] if sample else _compose(write, plan, found, quotes)
    return Done(briefing_id, write.changes)


def remove_sample(store: Store) -> Done[None]:
    """Take the sample out of the library, as one step of undo.

    Its articles go to the trash. A briefing that holds nothing but sample articles goes; from any other briefing
    only the sample's articles are taken out. Tags of the sample that no other article carries go too.
    """
    sources = sources_of_sample()
    with store.write("Remove sample briefing") as write:
        found = _articles_in(write, sources)
        for briefing_id in _sample_briefings(write, found):
            briefings.remove(write.session, briefing_id)
        for item_id in _sample_items(write, found):
            briefings.remove_item(write.session, item_id)
        articles.trash(write.session, sorted(found))
        _drop_unused_tags(write, sources)
    return Done(None, write.changes)


def _capture(data: Data) -> Capture:
    text = from_plain_data(data["blocks"])
    captured_at = datetime.fromisoformat(data["captured_at"])
    return Capture(
        title=data["title"],
        text=text,
        authors=tuple(data["authors"]),
        outlet=data["outlet"],
        published=data["published"],
        language=data["language"],
        url=data["url"],
        origins=dict.fromkeys(("title", "authors", "outlet", "published", "language"), Origin.PAGE),
        snapshot=Snapshot(text.text.encode(), "text/plain; charset=utf-8", captured_at, url=data["url"]),
    )


def _ensure_article(write: Write, data: Data) -> ArticleId:
    found = articles.find_by_url(write.session, data["url"])
    if found is None:
        return articles.add(write.session, _capture(data), added_at=datetime.now(UTC))
    articles.restore(write.session, [found])
    return found


def _ensure_highlights(write: Write, article_id: ArticleId, data: Data) -> dict[str, HighlightId]:
    """The highlights of an article by their names in its file; those that are missing are made."""
    text = articles.full(write.session, article_id).text.text
    present = {highlight.quote: highlight.id for highlight in store_annotations.highlights(write.session, article_id)}
    named = {}
    for entry in data["highlights"]:
        quote = entry["quote"]
        if quote not in present:
            start = text.index(quote)
            present[quote] = store_annotations.add_highlight(
                write.session,
                article_id,
                start,
                start + len(quote),
                Meaning(entry["meaning"]),
                note=entry.get("note", ""),
            )
        named[entry["key"]] = present[quote]
    return named


def _ensure_takeaways(write: Write, article_id: ArticleId, data: Data, quotes: Mapping[str, HighlightId]) -> None:
    present = {(takeaway.kind, takeaway.text) for takeaway in store_annotations.takeaways(write.session, article_id)}
    for entry in data["takeaways"]:
        kind = TakeawayKind(entry["kind"])
        if (kind, entry["text"]) not in present:
            store_annotations.add_takeaway(
                write.session,
                article_id,
                kind,
                entry["text"],
                audience=entry.get("audience", ""),
                confidence=Confidence(entry.get("confidence", "")),
                fields=entry.get("fields", {}),
                evidence=tuple(quotes[key] for key in entry.get("evidence", ())),
            )


def _ensure_tags(write: Write, article_id: ArticleId, data: Data) -> None:
    for name in data["tags"]:
        tags.assign(write.session, [article_id], tags.ensure(write.session, name))


def _compose(
    write: Write,
    plan: Data,
    found: Mapping[str, ArticleId],
    quotes: Mapping[str, Mapping[str, HighlightId]],
) -> BriefingId:
    fields = dict(plan["fields"])
    briefing_id = briefings.add(write.session, fields.pop("title"), date=fields.pop("date"))
    fields["classification"] = Classification(fields["classification"])
    fields["paper"] = Paper(fields["paper"])
    briefings.set_fields(write.session, briefing_id, fields)
    for section in plan["sections"]:
        section_id = briefings.add_section(write.session, briefing_id, section["title"])
        briefings.set_section(write.session, section_id, intro=section["intro"])
        for item in section["items"]:
            name = item["article"]
            item_id = briefings.add_item(write.session, section_id, found[name], level=Level(item["level"]))
            chosen = tuple(quotes[name][key] for key in item.get("quotes", ()))
            briefings.set_item(
                write.session, item_id, headline=item["headline"], comment=item.get("comment", ""), quotes=chosen
            )
    return briefing_id


def _articles_in(write: Write, sources: Mapping[str, Data]) -> set[ArticleId]:
    found = (articles.find_by_url(write.session, data["url"]) for data in sources.values())
    return {article_id for article_id in found if article_id is not None}


def _cited(write: Write, found: set[ArticleId]) -> dict[BriefingId, dict[ItemId, ArticleId]]:
    """The items of every briefing that cites one of these articles, with the article of each."""
    ids = {summary.id for article_id in found for summary in articles.cited_in(write.session, article_id)}
    return {
        briefing_id: {
            item.id: item.article_id
            for section in briefings.full(write.session, briefing_id).sections
            for item in section.items
        }
        for briefing_id in sorted(ids)
    }


def _sample_briefings(write: Write, found: set[ArticleId]) -> list[BriefingId]:
    """The briefings that hold nothing but articles of the sample."""
    return [briefing_id for briefing_id, items in _cited(write, found).items() if set(items.values()) <= found]


def _sample_items(write: Write, found: set[ArticleId]) -> list[ItemId]:
    cited = _cited(write, found).values()
    return [item_id for items in cited for item_id, article_id in items.items() if article_id in found]


def _drop_unused_tags(write: Write, sources: Mapping[str, Data]) -> None:
    for name in {name for data in sources.values() for name in data["tags"]}:
        tag = tags.find(write.session, name)
        if tag is not None and tag.count == 0:
            tags.delete(write.session, tag.id)
