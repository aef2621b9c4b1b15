"""More than typing a takeaway: made of passages, worded for several readers, marked, remarked on, brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.domain import wording
from briefing.domain.annotations import (
    Highlight,
    HighlightId,
    Meaning,
    SentenceMark,
    TakeawayHistory,
    TakeawayId,
    TakeawayKind,
    TakeawayVersionId,
)
from briefing.domain.articles import ArticleId
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.marked_text import plain
from briefing.domain.sentences import sentences
from briefing.domain.wording import Basis, Finding
from briefing.store import annotations as store_annotations
from briefing.store import articles, notes
from briefing.store.database import Store

KIND_OF_MEANING: Mapping[Meaning, TakeawayKind] = {
    Meaning.FACT: TakeawayKind.WHAT_HAPPENED,
    Meaning.NUMBER: TakeawayKind.NUMBERS,
    Meaning.QUOTE: TakeawayKind.KEY_QUOTE,
    Meaning.RISK: TakeawayKind.RISK,
    Meaning.QUESTION: TakeawayKind.OPEN_QUESTION,
}
"""What passages of one meaning make; passages of several make "What this means for you"."""

_SAID_BY_SOURCE = (TakeawayKind.WHAT_HAPPENED, TakeawayKind.NUMBERS, TakeawayKind.KEY_QUOTE)


def from_highlights(
    store: Store, article_id: ArticleId, ids: Sequence[HighlightId], *, kind: TakeawayKind | None = None
) -> Done[TakeawayId]:
    """Make a takeaway that rests on some highlights of an article, in the order of its text.

    It begins with the person's notes on them; without notes, a fact, figure or quote begins with the words of the
    passages, and facts and figures are marked as the publisher's words until they are rewritten.

    Args:
        kind: the kind of takeaway; by default what the meanings of the highlights suggest (`KIND_OF_MEANING`).

    Raises:
        InvalidInputError: no highlight was given.
        NotFoundError: one of them is not in the article any more.
    """
    if not ids:
        raise InvalidInputError("Select the highlights that the takeaway should rest on, then try again.")
    with store.write("Add takeaway from highlights") as write:
        marked = [each for each in store_annotations.highlights(write.session, article_id) if each.id in set(ids)]
        meanings = {each.meaning for each in marked}
        suggested = KIND_OF_MEANING[meanings.pop()] if len(meanings) == 1 else TakeawayKind.FOR_YOU
        text, borrowed = _first_words(marked, kind or suggested)
        in_order = [each.id for each in marked]
        takeaway_id = store_annotations.add_takeaway(
            write.session,
            article_id,
            kind or suggested,
            text,
            evidence=[*in_order, *(each for each in ids if each not in in_order)],
            publisher_words=borrowed,
        )
    return Done(takeaway_id, write.changes)


def word_for(store: Store, takeaway_id: TakeawayId, audience: str, text: str) -> Done[None]:
    """Word a takeaway for one audience; with an empty text the takeaway's own wording is for that audience again.

    Raises:
        NotFoundError: there is no such takeaway.
        InvalidInputError: this cannot be the name of an audience.
    """
    label = f"Reword for “{' '.join(audience.split())}”"
    with store.write(label, merge_key=f"variant:{takeaway_id}:{audience.casefold()}") as write:
        store_annotations.set_variant(write.session, takeaway_id, audience, text)
    return Done(None, write.changes)


def mark_sentence(store: Store, takeaway_id: TakeawayId, sentence: str, mark: SentenceMark | None) -> Done[None]:
    """Say that a sentence is a fact or a judgement; None leaves it to its words again.

    Marks of sentences that the takeaway does not have any more are dropped.

    Raises:
        NotFoundError: there is no such takeaway.
        InvalidInputError: it has no such sentence.
    """
    with store.write(f"Mark as {mark.value}" if mark else "Remove mark") as write:
        takeaway = notes.takeaway(write.session, takeaway_id)
        texts = [plain(each) for each in (takeaway.text, *(variant.text for variant in takeaway.variants))]
        present = {text[start:end] for text in texts for start, end in sentences(text)}
        if sentence not in present:
            raise InvalidInputError("This sentence was changed in the meantime. Please mark it once more.")
        marks = {said: kept for said, kept in takeaway.sentences.items() if said in present and said != sentence}
        if mark is not None:
            marks[sentence] = mark
        store_annotations.set_takeaway(write.session, takeaway_id, sentences=marks)
    return Done(None, write.changes)


def history(store: Store, takeaway_id: TakeawayId) -> TakeawayHistory:
    """What a takeaway is, and what it was before each change.

    Raises:
        NotFoundError: there is no such takeaway any more.
    """
    with store.look() as look:
        return store_annotations.takeaway_history(look, takeaway_id)


def restore(store: Store, version_id: TakeawayVersionId) -> Done[TakeawayId]:
    """Make a takeaway again what it was once. What it is now is kept in its history.

    Raises:
        NotFoundError: there is no such version any more.
    """
    with store.write("Restore earlier wording") as write:
        takeaway_id = store_annotations.restore_takeaway(write.session, version_id)
    return Done(takeaway_id, write.changes)


def remarks(store: Store, article_id: ArticleId) -> dict[TakeawayId, list[Finding]]:
    """The remarks on each takeaway of an article that has any (see `domain.wording`).

    Raises:
        NotFoundError: there is no such article.
    """
    with store.read() as session:
        outlet = articles.summary(session, article_id).outlet
        quotes = {each.id: each.quote for each in store_annotations.highlights(session, article_id)}
        written = store_annotations.takeaways(session, article_id)
    found = {}
    for takeaway in written:
        passages = tuple(quotes[each] for each in takeaway.evidence if each in quotes)
        found[takeaway.id] = wording.check(takeaway, Basis(passages, (outlet,) if passages else ()))
    return {takeaway_id: findings for takeaway_id, findings in found.items() if findings}


def _first_words(marked: Sequence[Highlight], kind: TakeawayKind) -> tuple[str, bool]:
    """What a new takeaway begins with, and whether these are the publisher's words."""
    if kind is TakeawayKind.KEY_QUOTE:
        return " […] ".join(" ".join(each.quote.split()) for each in marked), False
    if written := [each.note.strip() for each in marked if each.note.strip()]:
        return "\n".join(written), False
    if kind in _SAID_BY_SOURCE:
        return " ".join(" ".join(each.quote.split()) for each in marked), True
    return "", False
