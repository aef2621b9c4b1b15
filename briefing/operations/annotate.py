"""Reading with a pencil: highlights, and takeaways that rest on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.domain.annotations import (
    FORMS,
    Confidence,
    Highlight,
    HighlightId,
    Meaning,
    TakeawayId,
    TakeawayKind,
)
from briefing.domain.articles import ArticleId
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import annotations as store_annotations
from briefing.store import articles, notes
from briefing.store.database import Store
from briefing.store.plain import Reading


def highlight(
    store: Store, article_id: ArticleId, start: int, end: int, meaning: Meaning, note: str = ""
) -> Done[HighlightId]:
    """Mark the passage from `start` to `end`, code points in the article's canonical text.

    Raises:
        InvalidInputError: the passage is empty or lies outside the text.
    """
    with store.write(f"Highlight {meaning.value}") as write:
        highlight_id = store_annotations.add_highlight(write.session, article_id, start, end, meaning, note)
    return Done(highlight_id, write.changes)


def highlight_quote(store: Store, article_id: ArticleId, quote: str, meaning: Meaning) -> Done[HighlightId]:
    """Mark the first place where the article says exactly `quote`.

    Raises:
        InvalidInputError: the article does not say that.
    """
    with store.read() as session:
        text = articles.full(session, article_id).text.text
    start = text.find(quote) if quote else -1
    if start < 0:
        raise InvalidInputError("The article does not say these words. Copy the passage from the article exactly.")
    return highlight(store, article_id, start, start + len(quote), meaning)


def edit_highlight(
    store: Store, highlight_id: HighlightId, *, meaning: Meaning | None = None, note: str | None = None
) -> Done[None]:
    """Change the meaning of a highlight or the note on it."""
    with store.write("Edit highlight", merge_key=f"highlight:{highlight_id}" if note is not None else "") as write:
        store_annotations.set_highlight(write.session, highlight_id, meaning=meaning, note=note)
    return Done(None, write.changes)


def remove_highlights(store: Store, ids: Sequence[HighlightId]) -> Done[None]:
    """Take highlights off. Takeaways that rested on them stay and lose that evidence."""
    with store.write("Remove highlight" if len(ids) == 1 else f"Remove {len(ids)} highlights") as write:
        store_annotations.remove_highlights(write.session, ids)
    return Done(None, write.changes)


def tag_highlights(store: Store, ids: Sequence[HighlightId], name: str) -> Done[None]:
    """Give highlights a tag, which is made if there is none of that name (letter case does not count).

    Raises:
        InvalidInputError: this cannot be a name. NotFoundError: a highlight is not in the library any more.
    """
    with store.write(f"Tag highlight “{name.strip()}”") as write:
        for highlight_id, tags in _tags_of(write.session, ids).items():
            store_annotations.set_highlight_tags(write.session, highlight_id, [*tags, name])
    return Done(None, write.changes)


def untag_highlights(store: Store, ids: Sequence[HighlightId], name: str) -> Done[None]:
    """Take a tag off highlights.

    Raises:
        NotFoundError: a highlight is not in the library any more.
    """
    with store.write("Remove tag from highlight") as write:
        for highlight_id, tags in _tags_of(write.session, ids).items():
            store_annotations.set_highlight_tags(write.session, highlight_id, [tag for tag in tags if tag != name])
    return Done(None, write.changes)


def _tags_of(reading: Reading, ids: Sequence[HighlightId]) -> dict[HighlightId, list[str]]:
    known = notes.highlight_tags(reading, ids)
    return {highlight_id: known.get(highlight_id, []) for highlight_id in ids}


def add_takeaway(
    store: Store,
    article_id: ArticleId,
    kind: TakeawayKind = TakeawayKind.FOR_YOU,
    text: str = "",
    *,
    audience: str = "",
    confidence: Confidence = Confidence.UNSTATED,
    fields: Mapping[str, str] | None = None,
    evidence: Sequence[HighlightId] = (),
) -> Done[TakeawayId]:
    """Write down what an article means. `evidence` names the highlights of the same article it rests on."""
    with store.write(f"Add “{FORMS[kind].label}”") as write:
        takeaway_id = store_annotations.add_takeaway(
            write.session,
            article_id,
            kind,
            text,
            audience=audience,
            confidence=confidence,
            fields=fields or {},
            evidence=evidence,
        )
    return Done(takeaway_id, write.changes)


def edit_takeaway(
    store: Store,
    takeaway_id: TakeawayId,
    *,
    kind: TakeawayKind | None = None,
    text: str | None = None,
    audience: str | None = None,
    confidence: Confidence | None = None,
    fields: Mapping[str, str] | None = None,
    evidence: Sequence[HighlightId] | None = None,
) -> Done[None]:
    """Change what is given and leave the rest. Rewriting the text makes the publisher's words the person's own."""
    typed = text is not None
    with store.write("Edit takeaway", merge_key=f"takeaway:{takeaway_id}" if typed else "") as write:
        store_annotations.set_takeaway(
            write.session,
            takeaway_id,
            kind=kind,
            text=text,
            audience=audience,
            confidence=confidence,
            fields=fields,
            evidence=evidence,
            publisher_words=False if typed else None,
        )
    return Done(None, write.changes)


def move_takeaway(store: Store, takeaway_id: TakeawayId, position: int) -> Done[None]:
    """Put a takeaway at another place among those of its article, counted from 0."""
    with store.write("Move takeaway") as write:
        store_annotations.move_takeaway(write.session, takeaway_id, position)
    return Done(None, write.changes)


def remove_takeaway(store: Store, takeaway_id: TakeawayId) -> Done[None]:
    """Drop a takeaway, from its article and from every briefing that prints it."""
    with store.write("Remove takeaway") as write:
        store_annotations.remove_takeaway(write.session, takeaway_id)
    return Done(None, write.changes)


def accept_offer(store: Store, article_id: ArticleId, index: int) -> Done[TakeawayId]:
    """Take over the source's own "What this means for you" as a takeaway, marked as the publisher's words.

    The section is highlighted as a quote and becomes the takeaway's evidence.

    Raises:
        NotFoundError: the article has no such offer.
    """
    with store.write("Use the publisher’s takeaway") as write:
        article = articles.full(write.session, article_id)
        offers = article.offers
        if not 0 <= index < len(offers):
            raise NotFoundError("This article offers no takeaway of its own any more.")
        offer = offers[index]
        here = [h for h in store_annotations.highlights(write.session, article_id) if h.version == article.version]
        marked = _marked(here, offer.start, offer.end)
        evidence = marked or store_annotations.add_highlight(
            write.session, article_id, offer.start, offer.end, Meaning.QUOTE
        )
        takeaway_id = store_annotations.add_takeaway(
            write.session,
            article_id,
            TakeawayKind.FOR_YOU,
            offer.text,
            evidence=[evidence],
            publisher_words=True,
        )
    return Done(takeaway_id, write.changes)


def _marked(highlights: Sequence[Highlight], start: int, end: int) -> HighlightId | None:
    return next((h.id for h in highlights if (h.start, h.end) == (start, end)), None)
