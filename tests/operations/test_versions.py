"""Captured again, edited, gone back to: a good text is never lost, and highlights come along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from briefing.domain.annotations import HighlightId, Meaning
from briefing.domain.articles import ArticleId, Capture, Origin, Outcome
from briefing.domain.errors import FetchError, InvalidInputError, NotFoundError, PrivateAddressError
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, browse, capture, maintain, organise, versions
from briefing.store import articles
from briefing.store.database import Store
from tests.sources.server import PAGE, Server, page_with, running

QUOTE = "nobody at the quay was surprised"
MORE = PAGE.replace(
    b"</article>", b"<p>Late on Friday the harbour master said that the gates will stay shut.</p></article>"
)
NOTICE = b"<html><head><title>Oops</title></head><body><h1>Please enable JavaScript</h1></body></html>"
OTHER = "".join(
    f"<p>We use cookie number {n} to give you the best of experiences with our {n} partners in advertising, who "
    f"look after {n} further services of ours, and you can read all about each of them in section {n} of our terms.</p>"
    for n in range(12)
)
HEAD = "<html><head><title>Welcome</title></head>"
WELCOME = f"{HEAD}<body><article><h1>Welcome</h1><p>By Ada Quill</p>{OTHER}</article></body></html>".encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def article(store: Store, server: Server) -> ArticleId:
    """An article captured from `set/page`."""
    server.pages["page"] = PAGE
    return capture.capture_url(store, server.url("set/page"), allow_private=True).value.article_id


def again(store: Store, article_id: ArticleId, **options: bool) -> versions.Carried:
    return versions.recapture(store, article_id, allow_private=True, **options).value


def mark(store: Store, article_id: ArticleId, quote: str) -> HighlightId:
    return annotate.highlight_quote(store, article_id, quote, Meaning.FACT).value


def shown(store: Store, article_id: ArticleId) -> str:
    return browse.article(store, article_id).article.text.text


def test_a_page_that_says_the_same_makes_no_version(store: Store, server: Server, article: ArticleId) -> None:
    server.pages["page"] = PAGE.replace(b"<footer>", b"<footer>Now: ")
    result = again(store, article)
    assert (result.changed, result.version) == (False, 1)
    assert "Nothing changed" in result.sentence
    assert [version.number for version in versions.versions(store, article)] == [1]


def test_a_new_text_becomes_a_version_and_highlights_come_along(
    store: Store, server: Server, article: ArticleId
) -> None:
    kept, lost = mark(store, article, "tide of number 5 rose"), mark(store, article, "tide of number 6 rose")
    server.pages["page"] = MORE.replace(b"tide of number 6 rose again", b"sixth of the days was calm")
    result = again(store, article)
    assert (result.changed, result.version, result.carried, result.orphans) == (True, 2, 1, (lost,))
    assert "1 of 2 highlights carried, 1 needs you." in result.sentence
    view = browse.article(store, article)
    assert "gates will stay shut" in view.article.text.text
    by_id = {highlight.id: highlight for highlight in view.highlights}
    assert by_id[kept].version == 2
    assert view.article.text.text[by_id[kept].start : by_id[kept].end] == "tide of number 5 rose"
    assert by_id[lost].version == 1
    assert "number 6 rose" in versions.version_text(store, article, 1).text
    original = browse.original(store, article)
    assert original is not None
    assert original.body == server.pages["page"]


def test_undo_brings_the_old_text_and_the_places_back(store: Store, server: Server, article: ArticleId) -> None:
    highlight_id = mark(store, article, QUOTE)
    before = browse.article(store, article)
    server.pages["page"] = MORE
    again(store, article)
    assert browse.article(store, article).highlights[0].version == 2
    maintain.undo(store)
    after = browse.article(store, article)
    assert (after.article.text, after.highlights) == (before.article.text, before.highlights)
    maintain.redo(store)
    assert browse.article(store, article).article.version == 2
    assert browse.article(store, article).highlights[0].id == highlight_id


@pytest.mark.parametrize(
    ("body", "said"),
    [(NOTICE, "no article"), (WELCOME, "Another text"), (PAGE[: len(PAGE) // 2], "much shorter")],
    ids=["notice", "other", "half"],
)
def test_a_worse_text_replaces_nothing(
    store: Store, server: Server, article: ArticleId, body: bytes, said: str
) -> None:
    before = browse.article(store, article).article
    server.pages["page"] = body
    result = again(store, article)
    assert not result.changed
    assert said in result.sentence
    assert result.sentence.endswith("The text you have was kept.")
    assert browse.article(store, article).article == before
    forced = again(store, article, force=True)
    assert (forced.changed, forced.version) == (True, 2)
    assert versions.version_text(store, article, 1) == before.text


def test_a_page_that_is_gone_changes_nothing(store: Store, server: Server, article: ArticleId) -> None:
    before = browse.article(store, article)
    del server.pages["page"]
    with pytest.raises(FetchError, match="no such page"):
        again(store, article)
    with pytest.raises(PrivateAddressError):
        versions.recapture(store, article)
    assert browse.article(store, article) == before


def test_fields_of_the_person_stay_and_others_follow_the_page(store: Store, server: Server, article: ArticleId) -> None:
    organise.edit_article(store, article, "title", "My own title")
    server.pages["page"] = MORE.replace(b"Ada Quill", b"Bo Fender")
    again(store, article)
    found = browse.article(store, article).article
    assert (found.title, found.origins["title"]) == ("My own title", Origin.USER)
    assert found.authors == ("Bo Fender",)


def test_an_article_without_address_says_what_to_do(store: Store) -> None:
    pasted = capture.capture_text(store, "Harbour strike ends\n\n" + "Dock workers went back to work. " * 20).value
    with pytest.raises(InvalidInputError, match="no web address"):
        versions.recapture(store, pasted.article_id)
    with pytest.raises(NotFoundError):
        versions.recapture(store, ArticleId(999))


def test_a_file_or_paste_may_bring_the_new_text(store: Store, article: ArticleId) -> None:
    paste = capture.extract_text(shown(store, article) + "\n\nAnd the gates of the harbour were shut on Friday night.")
    result = versions.recapture_with(store, article, paste).value
    assert result.changed
    assert "gates of the harbour" in shown(store, article)
    assert browse.article(store, article).article.url.endswith("/set/page")


def test_a_picture_that_came_later_is_a_gain(store: Store, server: Server, article: ArticleId) -> None:
    server.pages["page"] = page_with(["/set/chart"])
    first = again(store, article)
    assert first.changed
    assert "1 of 1 pictures could not be kept" in first.sentence
    assert not again(store, article).changed
    server.pages["page"] = page_with(["/picture/90x80"])
    assert again(store, article).changed
    assert any(block.sha256 for block in browse.article(store, article).article.text.blocks)


def test_what_was_struck_out_stays_struck_out(store: Store, server: Server, article: ArticleId) -> None:
    organise.set_struck(store, article, [2])
    words = browse.article(store, article).article.text.blocks[2].text
    server.pages["page"] = MORE
    again(store, article)
    assert [b.text for b in browse.article(store, article).article.text.blocks if b.struck] == [words]


def test_an_edit_is_a_version_and_the_original_stays(store: Store, server: Server, article: ArticleId) -> None:
    first, second = mark(store, article, "Paragraph 1 says"), mark(store, article, "Paragraph 3 says")
    original = browse.original(store, article)
    block = next(
        at for at, b in enumerate(browse.article(store, article).article.text.blocks) if "Paragraph 1" in b.text
    )
    result = versions.edit_text(store, article, block, "Something else altogether stands here.").value
    assert (result.changed, result.version, result.orphans) == (True, 2, (first,))
    view = browse.article(store, article)
    assert view.article.text.blocks[block].text == "Something else altogether stands here."
    moved = next(h for h in view.highlights if h.id == second)
    assert view.article.text.text[moved.start : moved.end] == "Paragraph 3 says"
    assert browse.original(store, article) == original
    assert [v.made_by.value for v in versions.versions(store, article)] == ["capture", "edit"]
    removed = versions.edit_text(store, article, block, "").value
    assert len(browse.article(store, article).article.text.blocks) == len(view.article.text.blocks) - 1
    assert removed.version == 3
    maintain.undo(store)
    maintain.undo(store)
    assert "Paragraph 1 says" in shown(store, article)


def test_an_edit_that_changes_nothing_makes_no_version(store: Store, article: ArticleId) -> None:
    block = browse.article(store, article).article.text.blocks[0]
    assert not versions.edit_text(store, article, 0, block.text).value.changed
    with pytest.raises(InvalidInputError):
        versions.edit_text(store, article, 999, "x")


def test_an_edited_text_stays_while_the_page_says_the_same(store: Store, server: Server, article: ArticleId) -> None:
    versions.edit_text(store, article, 0, "My own beginning.")
    assert not again(store, article).changed
    assert "My own beginning." in shown(store, article)
    server.pages["page"] = MORE
    assert "Your edited text is kept as version 2" in again(store, article).sentence
    assert "My own beginning." in versions.version_text(store, article, 2).text


def test_an_orphan_finds_home_when_its_words_come_back(store: Store, server: Server, article: ArticleId) -> None:
    highlight_id = mark(store, article, "tide of number 6 rose")
    server.pages["page"] = MORE.replace(b"tide of number 6 rose again", b"sixth of the days was calm")
    assert again(store, article).orphans == (highlight_id,)
    server.pages["page"] = MORE
    assert again(store, article).carried == 1
    assert browse.article(store, article).highlights[0].version == 3


def test_an_orphan_that_was_left_in_its_text_needs_nobody_but_still_finds_home(
    store: Store, server: Server, article: ArticleId
) -> None:
    highlight_id = mark(store, article, "tide of number 6 rose")
    server.pages["page"] = MORE.replace(b"tide of number 6 rose again", b"sixth of the days was calm")
    again(store, article)
    versions.keep_highlight(store, highlight_id)
    server.pages["page"] = MORE.replace(b"tide of number 6 rose again", b"sixth of the days was windy")
    result = again(store, article)
    assert (result.changed, result.orphans, "you" in result.sentence) == (True, (), False)
    server.pages["page"] = MORE
    assert again(store, article).carried == 1
    assert not browse.article(store, article).highlights[0].kept
    maintain.undo(store)
    assert browse.article(store, article).highlights[0].kept
    with pytest.raises(NotFoundError):
        versions.keep_highlight(store, HighlightId(999))


def test_an_orphan_can_be_placed_by_hand_and_an_old_text_shown(
    store: Store, server: Server, article: ArticleId
) -> None:
    highlight_id = mark(store, article, "tide of number 6 rose")
    server.pages["page"] = MORE.replace(b"tide of number 6 rose again", b"sixth of the days was calm")
    again(store, article)
    at = shown(store, article).index("sixth of the days")
    versions.place_highlight(store, highlight_id, at, at + 17)
    placed = browse.article(store, article).highlights[0]
    assert (placed.version, placed.quote) == (2, "sixth of the days")
    maintain.undo(store)
    assert browse.article(store, article).highlights[0].version == 1
    versions.use_version(store, article, 1)
    assert "tide of number 6 rose" in shown(store, article)
    with pytest.raises(NotFoundError):
        versions.use_version(store, article, 7)


def test_a_walled_page_says_that_it_is_not_whole(store: Store, server: Server, article: ArticleId) -> None:
    server.pages["page"] = NOTICE
    forced = again(store, article, force=True)
    assert browse.article(store, article).article.summary.outcome is Outcome.NO_ARTICLE
    assert "enable" in forced.sentence.lower() or "browser" in forced.sentence


def test_a_picture_is_clipped_by_a_caption_written_for_it_in_one_step(store: Store) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, (Run("The harbour."),)), Block(BlockKind.IMAGE, sha256="0" * 64))
    with store.write("Add") as write:
        article = articles.add(
            write.session, Capture("Harbour", ArticleText(blocks)), added_at=datetime(2026, 6, 12, tzinfo=UTC)
        )
    for block, caption in ((1, " \n "), (0, "No picture"), (9, "Nowhere")):
        with pytest.raises(InvalidInputError):
            versions.clip_with_caption(store, article, block, caption)
    result = versions.clip_with_caption(store, article, 1, "The mole", was="").value
    view = browse.article(store, article)
    assert [(mark.id, mark.quote, mark.version) for mark in view.highlights] == [(result.clip, "The mole", 2)]
    assert maintain.undo(store).value == "Clip picture"
    assert browse.article(store, article).article.text == ArticleText(blocks)
