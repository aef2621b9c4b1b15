"""The texts of one article: captured again, edited, gone back to. Highlights come along where their words still are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefing.domain import anchoring, revision
from briefing.domain.anchoring import Anchor
from briefing.domain.annotations import Highlight, HighlightId, Meaning
from briefing.domain.articles import Article, ArticleId, Capture, MadeBy, Version
from briefing.domain.changes import Done
from briefing.domain.clips import stretch_of
from briefing.domain.errors import InvalidInputError
from briefing.domain.text import ArticleText, BlockKind
from briefing.domain.urls import is_web_url
from briefing.operations import network
from briefing.operations.capture import notes_on
from briefing.sources import offers, paste, webpage
from briefing.store import annotations as store_annotations
from briefing.store import articles, notes
from briefing.store import versions as store_versions
from briefing.store.database import Store

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new text did to an article.

    Attributes:
        version: the number of the text that is shown now; the one before when nothing was changed.
        carried: how many highlights stand in the new text.
        orphans: highlights whose words are not there any more; they stay on the text they were made in.
        changed: there is a new text.
        sentence: what happened, for the person.
        doubted: there was a new text, and it looks worse than the one that was kept; `force` takes it all the same.
        clip: the highlight that was made with it, if one was asked for.
    """

    version: int
    carried: int = 0
    orphans: tuple[HighlightId, ...] = ()
    changed: bool = False
    sentence: str = ""
    doubted: bool = False
    clip: HighlightId | None = None


@dataclass(frozen=True, slots=True)
class _Before:
    """An article as it was when the work began."""

    article: Article
    versions: tuple[Version, ...]
    texts: Mapping[int, ArticleText]
    highlights: tuple[Highlight, ...]


def recapture(
    store: Store,
    article_id: ArticleId,
    *,
    allow_private: bool = False,
    force: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Carried]:
    """Fetch the page of an article again. A new text is shown; the ones before are kept.

    Args:
        force: show the new text even if it looks worse than the one before.
        allow_private, progress, cancel: as for `capture_url`.

    Raises:
        NotFoundError: the article is not in the library. InvalidInputError: it has no web address.
        CaptureError, Cancelled: as for `capture_url`; the article is as it was.
    """
    with store.read() as session:
        article = articles.full(session, article_id)
    if not is_web_url(article.url):
        raise InvalidInputError("This article has no web address. Add its new text from a file or by pasting it.")
    line = network.line(store, f"Capture “{article.title[:80]}” again", allow_private=allow_private)
    found = webpage.capture(article.url, line, cancel=cancel, progress=progress)
    return recapture_with(store, article_id, found, force=force)


def recapture_with(store: Store, article_id: ArticleId, capture: Capture, *, force: bool = False) -> Done[Carried]:
    """Give an article the text of a capture: from a file, a paste or the browser.

    An error page, a beginning only, a much shorter or quite another text does not replace a good one, unless `force`
    says so. A text that says the same makes no new version. Fields that the person wrote stay.

    Raises:
        NotFoundError: the article is not in the library.
        InvalidInputError: it was changed by somebody else meanwhile.
    """
    before = _before(store, article_id)
    article = before.article
    captured = [version.number for version in before.versions if version.made_by is MadeBy.CAPTURE]
    last = before.texts[captured[-1]] if captured else article.text
    if revision.says_the_same(last, capture.text) and not revision.pictures_gained(last, capture.text):
        return Done(Carried(article.version, sentence="Nothing changed: the page says what it said."))
    doubt = "" if force else revision.doubt(article.text, article.summary.outcome, capture)
    if doubt:
        return Done(Carried(article.version, sentence=f"{doubt} The text you have was kept.", doubted=True))
    capture = replace(capture, text=revision.with_strikes_of(article.text, capture.text))
    return _add(store, before, capture, MadeBy.CAPTURE, "Capture again")


def edit_text(store: Store, article_id: ArticleId, block: int, text: str, *, was: str | None = None) -> Done[Carried]:
    """Write other words into a block of the text, counted from 0, or remove it by writing none.

    The words before the edit are kept as a version, and the original is untouched.

    Args:
        was: the words of the block as the person saw them.

    Raises:
        NotFoundError: the article is not in the library.
        InvalidInputError: there is no such block, it says something else than `was` by now, or a table would get other
            rows or columns.
    """
    before = _before(store, article_id)
    changed = _edited(before, block, text, was)
    if changed.text == before.article.text:
        return Done(Carried(before.article.version, sentence="Nothing was changed."))
    return _add(store, before, changed, MadeBy.EDIT, "Edit text" if text.strip() else "Remove paragraph")


def clip_with_caption(
    store: Store, article_id: ArticleId, block: int, caption: str, *, was: str | None = None
) -> Done[Carried]:
    """Write a caption under a picture and clip the picture by it, in one step: a highlight needs words to stand on.

    Args:
        was: as for `edit_text`.

    Raises:
        InvalidInputError: there are no words in the caption, or the block is no picture; else as for `edit_text`.
        NotFoundError: the article is not in the library.
    """
    before = _before(store, article_id)
    changed = _edited(before, block, caption, was)
    shown = changed.text.blocks[block] if block < len(changed.text.blocks) else None
    if shown is None or shown.kind is not BlockKind.IMAGE or not shown.text.strip():
        raise InvalidInputError("A clip needs a caption: a few words that say what the picture shows.")
    return _add(store, before, changed, MadeBy.EDIT, "Clip picture", clip=block)


def paste_text(store: Store, article_id: ArticleId, text: str, html: str = "") -> Done[Carried]:
    """Give an article the text that the person copied elsewhere, which they vouch for: it may be shorter or another.

    Raises:
        CaptureError: there is no text in it.
        NotFoundError, InvalidInputError: as for `recapture_with`.
    """
    return recapture_with(store, article_id, paste.capture(text, html), force=True)


def keep_only(store: Store, article_id: ArticleId, start: int, end: int) -> Done[Carried]:
    """Cut the text down to the blocks between two code points: the part of a page that is the article.

    The whole text is kept as a version. The person has seen that this is the article, so it counts as complete.

    Raises:
        NotFoundError: the article is not in the library. InvalidInputError: there is no text between them.
    """
    before = _before(store, article_id)
    shown = before.article.text
    if not shown.text[start:end].strip():
        raise InvalidInputError("Select the part of the text that is the article first.")
    kept = ArticleText(shown.blocks[shown.block_at(start) : shown.block_at(end - 1) + 1])
    capture = Capture(before.article.title, kept, offers=offers.offered(kept))
    return _add(store, before, capture, MadeBy.EDIT, "Keep only the selection", vouched=True)


def versions(store: Store, article_id: ArticleId) -> list[Version]:
    """The texts of an article, the first one first."""
    with store.look() as look:
        return store_versions.all_of(look, article_id)


def version_text(store: Store, article_id: ArticleId, number: int) -> ArticleText:
    """One of the texts of an article.

    Raises:
        NotFoundError: there is no such article, or it has no such version.
    """
    with store.look() as look:
        return store_versions.text(look, article_id, number)


def use_version(store: Store, article_id: ArticleId, number: int) -> Done[None]:
    """Show another text of an article. Highlights stay on the text they were made in or carried to.

    Raises:
        NotFoundError: there is no such article, or it has no such version.
    """
    with store.write(f"Show version {number}") as write:
        store_versions.use(write.session, article_id, number)
    return Done(None, write.changes)


def place_highlight(store: Store, highlight_id: HighlightId, start: int, end: int) -> Done[None]:
    """Put a highlight onto the passage from `start` to `end` of the text that its article shows, in code points.

    Raises:
        NotFoundError: the highlight is not in the library.
        InvalidInputError: the passage is empty or lies outside of the text.
    """
    with store.write("Place highlight") as write:
        store_annotations.set_highlight(write.session, highlight_id, start=start, end=end)
    return Done(None, write.changes)


def keep_highlight(store: Store, highlight_id: HighlightId) -> Done[None]:
    """Leave a highlight in the older text that it stands in. It needs nobody any more.

    Raises:
        NotFoundError: the highlight is not in the library.
    """
    with store.write("Keep highlight in its older text") as write:
        store_annotations.set_highlight(write.session, highlight_id, kept=True)
    return Done(None, write.changes)


def _edited(before: _Before, block: int, words: str, was: str | None) -> Capture:
    """The article with other words in a block, which says `was` if that is given."""
    shown = before.article.text
    if was is not None and was != next((each.text for each in shown.blocks[block : block + 1]), None):
        raise InvalidInputError("This paragraph says something else now. Copy your words and edit it anew.")
    text = revision.with_block_text(shown, block, words)
    return Capture(before.article.title, text, offers=offers.offered(text) if before.article.offers else ())


def _before(store: Store, article_id: ArticleId) -> _Before:
    with store.look() as look:
        article = articles.full(look, article_id)
        known = store_versions.all_of(look, article_id)
        marks = tuple(notes.highlights(look, article_id))
        captured = [version.number for version in known if version.made_by is MadeBy.CAPTURE]
        wanted = {mark.version for mark in marks} | set(captured[-1:])
        texts = {number: store_versions.text(look, article_id, number) for number in wanted}
    return _Before(article, tuple(known), texts, marks)


def _add(
    store: Store,
    before: _Before,
    capture: Capture,
    made_by: MadeBy,
    label: str,
    *,
    vouched: bool = False,
    clip: int | None = None,
) -> Done[Carried]:
    """Add the text in one short transaction, and take along all highlights that are sure of their place.

    Args:
        vouched: as for the store.
        clip: a block of the new text that is to be highlighted whole.
    """
    article = before.article
    places = _places(before, capture.text)
    with store.write(label) as write:
        session = write.session
        now = {mark.id: mark for mark in notes.highlights(session, article.id)}
        if articles.full(session, article.id).version != article.version:
            raise InvalidInputError("The article was changed meanwhile. Look at it and try again.")
        same = {mark.id for mark in before.highlights if now.get(mark.id) and _is_where_it_was(mark, now[mark.id])}
        kept = {key: place for key, place in places.items() if key in same}
        at = datetime.now(UTC)
        number = store_versions.add(session, article.id, capture, at=at, made_by=made_by, places=kept, vouched=vouched)
        orphans = tuple(key for key, mark in now.items() if key not in kept and not mark.kept)
        made = None
        if clip is not None:
            stretch = stretch_of(capture.text, clip)
            made = store_annotations.add_highlight(session, article.id, *stretch, Meaning.QUOTE)
    if made_by is MadeBy.CAPTURE:
        sentence = _sentence(before, capture, len(kept), len(orphans))
    else:
        lost = sum(now[key].version == article.version for key in orphans)
        sentence = _left_behind(lost)
    carried = Carried(number, len(kept), orphans, changed=True, sentence=sentence, clip=made)
    return Done(carried, write.changes)


def _places(before: _Before, new: ArticleText) -> dict[HighlightId, tuple[int, int]]:
    """Where the highlights stand in the new text; those that were orphans already are looked for, too."""
    found: dict[HighlightId, tuple[int, int]] = {}
    for number in {mark.version for mark in before.highlights}:
        marks = [mark for mark in before.highlights if mark.version == number]
        anchors = [Anchor(mark.start, mark.end, mark.quote, mark.prefix, mark.suffix) for mark in marks]
        carried = anchoring.carry(before.texts[number].text, new.text, anchors)
        found |= {mark.id: place for mark, place in zip(marks, carried, strict=True) if place}
    return found


def _is_where_it_was(mark: Highlight, now: Highlight) -> bool:
    return (mark.start, mark.end, mark.version) == (now.start, now.end, now.version)


def _left_behind(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 highlight stays in the text of before and needs you."
    return f"{count} highlights stay in the text of before and need you."


def _sentence(before: _Before, capture: Capture, carried: int, orphans: int) -> str:
    said = ["The text was brought up to date."]
    if next(v for v in before.versions if v.number == before.article.version).made_by is MadeBy.EDIT:
        said.append(f"Your edited text is kept as version {before.article.version}.")
    if orphans:
        verb = "needs" if orphans == 1 else "need"
        said.append(f"{carried} of {carried + orphans} highlights carried, {orphans} {verb} you.")
    return " ".join(filter(None, [*said, notes_on(capture)]))
