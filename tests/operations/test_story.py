"""The main job without a window: paste, tag, highlight, say what it means, compose, export, undo all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import Shelf
from briefing.domain.briefings import Level
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.listing import Listing, ListingKind
from briefing.operations import annotate, browse, capture, compose, maintain, organise, publish
from briefing.store.database import Store

PASTE = """Harbour strike ends after nine days
By Mara Lindqvist

Dock workers returned to their cranes on Monday after both sides accepted a wage rise of 6.2 percent over two years.

What This Means for You

Freight rates should ease within three weeks. Importers can stop rerouting through southern ports now.
Write A Comment"""

PAGE = """<!doctype html><html lang="en"><head><title>Battery prices fall again</title>
<meta property="article:published_time" content="2026-11-16T08:00:00Z">
<meta property="og:site_name" content="The Cell Courier"></head><body><article><h1>Battery prices fall again</h1>
<p>Average pack prices fell by a fifth in a year, the steepest drop since the industry began to keep count of them.</p>
<h2>Why now</h2><p>New plants opened faster than demand grew, and two raw materials halved in price since January.</p>
<p>Analysts expect another fall next year, though a smaller one, because margins have become very thin indeed.</p>
</article></body></html>"""


def paste(store: Store) -> capture.Captured:
    return capture.capture_text(store, PASTE).value


def test_a_paste_becomes_an_article_with_the_publishers_takeaway_on_offer(store: Store) -> None:
    captured = paste(store)
    article = browse.article(store, captured.article_id).article
    assert article.title == "Harbour strike ends after nine days"
    assert article.authors == ("Mara Lindqvist",)
    assert [block.text for block in article.text.blocks if block.struck] == ["By Mara Lindqvist", "Write A Comment"]
    assert "Write A Comment" not in article.text.readable
    done = annotate.accept_offer(store, article.id, 0)
    (takeaway,) = browse.article(store, article.id).takeaways
    assert takeaway.id == done.value
    assert takeaway.publisher_words
    assert takeaway.text.startswith("Freight rates should ease")
    annotate.edit_takeaway(store, takeaway.id, text="Book freight again from December.")
    (takeaway,) = browse.article(store, article.id).takeaways
    assert not takeaway.publisher_words, "rewritten words are the person's own"


def test_the_main_job_from_paste_to_pdf(store: Store, tmp_path: Path) -> None:
    page = tmp_path / "battery.html"
    page.write_text(PAGE, encoding="utf-8")
    first = paste(store).article_id
    second = capture.capture_file(store, page).value.article_id
    organise.tag(store, [first, second], "supply chain")
    evidence = annotate.highlight_quote(store, first, "a wage rise of 6.2 percent", Meaning.NUMBER).value
    annotate.add_takeaway(
        store, first, TakeawayKind.FOR_YOU, "Freight will be cheaper from December.", evidence=[evidence]
    )
    briefing_id = compose.create_briefing(store, "Weekly briefing", "2026-11-23").value
    compose.add_articles(store, briefing_id, None, [first], Level.TOP)
    compose.add_articles(store, briefing_id, None, [second])
    compose.edit_briefing(store, briefing_id, bottom_line="Costs fall on two fronts.", audience="Board")
    exported = publish.export_briefing(store, briefing_id, "pdf", tmp_path / "out.pdf")
    assert exported.pages >= 1
    assert exported.warnings == ()
    assert exported.path.read_bytes().startswith(b"%PDF-")
    side = browse.sidebar(store)
    assert side.counts[ListingKind.INBOX] == 2
    assert [(tag.name, tag.count) for tag in side.tags] == [("supply chain", 2)]


def test_every_action_is_undone_and_done_again(store: Store) -> None:
    article_id = paste(store).article_id
    organise.tag(store, [article_id], "ports")
    organise.trash(store, [article_id])
    assert browse.page(store, Listing(ListingKind.ALL)).rows == ()
    assert maintain.undo(store).value == "Move article to trash"
    assert len(browse.page(store, Listing(ListingKind.ALL)).rows) == 1
    assert maintain.undo(store).value == "Tag “ports”"
    assert browse.all_tags(store) == []
    assert maintain.redo(store).value == "Tag “ports”"
    assert [tag.name for tag in browse.all_tags(store)] == ["ports"]


def test_the_same_address_brings_the_article_up_and_out_of_the_trash(store: Store, tmp_path: Path) -> None:
    page = tmp_path / "battery.html"
    page.write_text(PAGE, encoding="utf-8")
    url = "https://cell-courier.example/battery?utm_source=mail"
    first = capture.capture_file(store, page, url=url).value
    organise.trash(store, [first.article_id])
    again = capture.capture_url(store, "https://cell-courier.example/battery").value
    assert (again.article_id, again.existing) == (first.article_id, True)
    again = capture.capture_file(store, page, url=url).value
    assert again.existing
    assert not again.summary.trashed


def test_a_quote_that_the_article_does_not_hold_is_refused(store: Store) -> None:
    article_id = paste(store).article_id
    with pytest.raises(InvalidInputError):
        annotate.highlight_quote(store, article_id, "words it never said", Meaning.FACT)


def test_emptying_the_trash_keeps_what_a_briefing_cites(store: Store) -> None:
    first = paste(store).article_id
    second = capture.capture_text(store, "Another story\n\nWith a paragraph that is long enough to be one.").value
    briefing_id = compose.create_briefing(store, "Weekly briefing", "2026-11-23").value
    compose.add_articles(store, briefing_id, None, [first])
    organise.trash(store, [first, second.article_id])
    assert organise.empty_trash(store).value == 1
    browse.article(store, first)
    with pytest.raises(NotFoundError):
        browse.article(store, second.article_id)


def test_an_article_comes_into_a_briefing_once(store: Store) -> None:
    article_id = paste(store).article_id
    briefing_id = compose.create_briefing(store, "Weekly briefing", "2026-11-23").value
    first = compose.add_articles(store, briefing_id, None, [article_id]).value
    again = compose.add_articles(store, briefing_id, None, [article_id, article_id]).value
    assert again == first * 2


def test_what_was_changed_is_named(store: Store) -> None:
    captured = capture.capture_text(store, PASTE)
    assert captured.changes.listing
    assert captured.value.article_id in captured.changes.articles
    article_id = captured.value.article_id
    starred = organise.star(store, [article_id], True)
    assert starred.changes.articles == {article_id}
    moved = organise.move_to(store, [article_id], Shelf.LIBRARY)
    assert moved.changes.listing
    tagged = organise.tag(store, [article_id], "ports")
    assert tagged.changes.tags
    briefing_id = compose.create_briefing(store, "Weekly briefing", "2026-11-23").value
    assert compose.edit_briefing(store, briefing_id, title="Daily").changes.briefings == {briefing_id}
