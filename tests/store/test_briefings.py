"""Briefings: front matter, sections, items, and everything an export needs in one reading."""

from __future__ import annotations

import pytest

from briefing.domain.annotations import HighlightId, Meaning, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId, Capture, Picture
from briefing.domain.briefings import BriefingId, Classification, ItemId, Level, Paper, SectionId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import annotations, articles, briefings
from briefing.store.database import Store
from tests.store.making import capture, put, put_one

LOGO = b"\x89PNG a logo"


def made(store: Store, title: str = "Weekly", date: str = "2026-03-01") -> BriefingId:
    with store.write("New briefing") as write:
        return briefings.add(write.session, title, date=date)


def outline(store: Store, briefing_id: BriefingId) -> list[tuple[str, list[ArticleId]]]:
    with store.read() as session:
        sections = briefings.full(session, briefing_id).sections
    assert [section.position for section in sections] == list(range(len(sections)))
    for section in sections:
        assert [item.position for item in section.items] == list(range(len(section.items)))
    return [(section.title, [item.article_id for item in section.items]) for section in sections]


def test_a_new_briefing_has_the_defaults_and_its_title(store: Store) -> None:
    briefing_id = made(store, "  Weekly   briefing ")
    with store.read() as session:
        found = briefings.full(session, briefing_id)
    assert (found.title, found.date, found.sections) == ("Weekly briefing", "2026-03-01", ())
    assert (found.classification, found.paper, found.language) == (Classification.INTERNAL, Paper.A4, "en")


def test_every_field_is_kept(store: Store) -> None:
    briefing_id = made(store)
    values = {
        "title": "Monthly",
        "subtitle": "For the board",
        "date": "2026-04-01",
        "edition": "12",
        "audience": "Board",
        "prepared_by": "Ada",
        "classification": Classification.CONFIDENTIAL,
        "bottom_line": "Rates fall.\nAct.",
        "cut_off": "Sunday 18:00 CET",
        "language": "de",
        "paper": Paper.LETTER,
        "accent": "#123456",
        "logo": LOGO,
    }
    with store.write("Edit") as write:
        briefings.set_fields(write.session, briefing_id, values)
    assert write.changes.briefings == {briefing_id}
    with store.read() as session:
        found = briefings.full(session, briefing_id)
        (row,) = briefings.all_summaries(session)
    assert {name: getattr(found, name) for name in values} == values
    assert (row.title, row.edition, row.date, row.items) == ("Monthly", "12", "2026-04-01", 0)
    with store.write("Edit") as write:
        briefings.set_fields(write.session, briefing_id, {"logo": b"", "paper": "a4", "classification": "Public"})
    with store.read() as session:
        found = briefings.full(session, briefing_id)
    assert (found.logo, found.paper, found.classification) == (b"", Paper.A4, Classification.PUBLIC)


@pytest.mark.parametrize(
    "values", [{"title": " "}, {"paper": "a5"}, {"classification": "Secret"}, {"id": 7}, {"audience": "B", "title": ""}]
)
def test_a_value_that_cannot_be_used_changes_nothing(store: Store, values: dict[str, object]) -> None:
    briefing_id = made(store)
    with pytest.raises(InvalidInputError), store.write("Edit") as write:
        briefings.set_fields(write.session, briefing_id, values)
    with store.read() as session:
        found = briefings.full(session, briefing_id)
    assert (found.title, found.audience, found.paper) == ("Weekly", "", Paper.A4)


def test_briefings_are_listed_by_date(store: Store) -> None:
    for title, date in (("B", "2026-02-01"), ("C", "2026-03-01"), ("A", "2025-12-31")):
        made(store, title, date)
    with store.read() as session:
        assert [row.title for row in briefings.all_summaries(session)] == ["C", "B", "A"]


def test_sections_and_items_are_arranged(store: Store) -> None:
    ids = put(store, *(capture(str(number)) for number in range(4)))
    briefing_id = made(store)
    with store.write("Compose") as write:
        session = write.session
        news = briefings.add_section(session, briefing_id, "News")
        watch = briefings.add_section(session, briefing_id, "Watch")
        briefings.add_section(session, briefing_id, "First", position=0)
        items = [briefings.add_item(session, news, article_id) for article_id in ids[:3]]
        briefings.add_item(session, news, ids[3], position=1)
    a, b, c, d = ids
    assert outline(store, briefing_id) == [("First", []), ("News", [a, d, b, c]), ("Watch", [])]
    with store.write("Arrange") as write:
        session = write.session
        briefings.move_item(session, items[2], news, 0)
        briefings.move_item(session, items[0], watch, 0)
        briefings.move_section(session, watch, 0)
        briefings.set_section(session, news, title="Developments", intro="Much happened.")
    assert outline(store, briefing_id) == [("Watch", [a]), ("First", []), ("Developments", [c, d, b])]
    with store.write("Remove") as write:
        briefings.remove_item(write.session, items[1])
        briefings.remove_section(write.session, watch)
    assert outline(store, briefing_id) == [("First", []), ("Developments", [c, d])]
    assert store.check() == []


def test_an_item_prints_all_takeaways_until_told_otherwise(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Compose") as write:
        session = write.session
        first, second = (
            annotations.add_takeaway(session, article_id, TakeawayKind.FOR_YOU, text) for text in ("A", "B")
        )
        mark = annotations.add_highlight(session, article_id, 0, 3, Meaning.QUOTE)
        briefing_id = briefings.add(session, "Weekly", date="")
        section = briefings.add_section(session, briefing_id, "News")
        item_id = briefings.add_item(session, section, article_id, level=Level.TOP)
    with store.read() as session:
        (item,) = briefings.full(session, briefing_id).sections[0].items
    assert (item.takeaways, item.quotes, item.level, item.full_text) == ((first, second), (), Level.TOP, False)
    with store.write("Edit") as write:
        briefings.set_item(
            write.session,
            item_id,
            level=Level.HEADLINE,
            headline="Ours",
            comment="Hm.",
            takeaways=[second, first],
            quotes=[mark],
            full_text=True,
        )
    with store.read() as session:
        (item,) = briefings.full(session, briefing_id).sections[0].items
    assert (item.takeaways, item.quotes, item.level, item.full_text) == ((second, first), (mark,), Level.HEADLINE, True)
    assert (item.headline, item.comment) == ("Ours", "Hm.")


def test_one_article_in_several_briefings_is_chosen_from_separately(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Compose") as write:
        session = write.session
        both = [annotations.add_takeaway(session, article_id, TakeawayKind.FOR_YOU, text) for text in "AB"]
        made_ids = []
        for chosen in both:
            briefing_id = briefings.add(session, "Weekly", date="")
            section = briefings.add_section(session, briefing_id, "News")
            item = briefings.add_item(session, section, article_id)
            briefings.set_item(session, item, takeaways=[chosen])
            briefings.add_item(session, section, article_id)
            made_ids.append(briefing_id)
    with store.read() as session:
        chosen_in = [briefings.full(session, each).sections[0].items[0].takeaways for each in made_ids]
        assert chosen_in == [(both[0],), (both[1],)]
        assert articles.summary(session, article_id).briefings == 2
        assert {row.id for row in articles.cited_in(session, article_id)} == set(made_ids)


def test_the_contents_are_all_that_an_export_needs(store: Store) -> None:
    printed = capture("Printed", pictures=(Picture(b"yes", "image/png"),))
    first, second = put(store, printed, capture("Cited", pictures=(Picture(b"no", "image/png"),)))
    with store.write("Compose") as write:
        session = write.session
        mark = annotations.add_highlight(session, first, 0, 3, Meaning.FACT)
        takeaway = annotations.add_takeaway(session, first, TakeawayKind.FOR_YOU, "So", evidence=[mark])
        briefing_id = briefings.add(session, "Weekly", date="")
        section = briefings.add_section(session, briefing_id, "News")
        briefings.set_item(session, briefings.add_item(session, section, first), full_text=True)
        briefings.add_item(session, section, second)
        articles.trash(session, [second])
    with store.read() as session:
        found = briefings.contents(session, briefing_id)
    assert {article.title for article in found.articles.values()} == {"Printed", "Cited"}
    assert found.takeaways[takeaway].evidence == (mark,)
    assert found.highlights[mark].quote == "The"
    assert list(found.pictures.values()) == [b"yes"]


def test_the_contents_bring_the_pictures_of_clips_that_are_printed(store: Store) -> None:
    pictures = tuple(Picture(body, "image/png") for body in (b"quoted", b"evidence", b"clipped alone", b"in part"))
    blocks = tuple(Block(BlockKind.IMAGE, (Run(f"Caption {n}"),), sha256=p.sha256) for n, p in enumerate(pictures))
    text = ArticleText(blocks)
    (article,) = put(store, Capture("Charts", text, pictures=pictures))
    with store.write("Compose") as write:
        session = write.session
        length = len("Caption 0")
        quoted, evidence, _ = [
            annotations.add_highlight(session, article, start, start + length, Meaning.QUOTE)
            for start in text.starts[:3]
        ]
        part = annotations.add_highlight(session, article, text.starts[3], text.starts[3] + 3, Meaning.QUOTE)
        annotations.add_takeaway(session, article, TakeawayKind.FOR_YOU, "Buy.", evidence=[evidence, part])
        briefing_id = briefings.add(session, "Weekly", date="")
        item = briefings.add_item(session, briefings.add_section(session, briefing_id, "News"), article)
        briefings.set_item(session, item, quotes=[quoted])
    with store.read() as session:
        found = briefings.contents(session, briefing_id).pictures
    assert found == {picture.sha256: picture.body for picture in pictures[:2]}


def test_what_belongs_elsewhere_or_is_gone_is_refused(store: Store) -> None:
    article_id, other = put_one(store), put_one(store, "Other")
    with store.write("Compose") as write:
        session = write.session
        mark = annotations.add_highlight(session, other, 0, 3, Meaning.FACT)
        here, there = (briefings.add(session, title, date="") for title in ("Here", "There"))
        section, foreign = briefings.add_section(session, here, "A"), briefings.add_section(session, there, "B")
        item = briefings.add_item(session, section, article_id)
    with pytest.raises(InvalidInputError), store.write("Move") as write:
        briefings.move_item(write.session, item, foreign, 0)
    calls = {
        "quote of another article": lambda s: briefings.set_item(s, item, quotes=[mark]),
        "takeaway": lambda s: briefings.set_item(s, item, takeaways=[TakeawayId(99)]),
        "quote": lambda s: briefings.set_item(s, item, quotes=[HighlightId(99)]),
        "item": lambda s: briefings.set_item(s, ItemId(99), headline="x"),
        "section": lambda s: briefings.set_section(s, SectionId(99), title="x"),
        "section for an item": lambda s: briefings.add_item(s, SectionId(99), article_id),
        "article": lambda s: briefings.add_item(s, section, ArticleId(99)),
        "briefing": lambda s: briefings.add_section(s, BriefingId(99), "x"),
        "briefing to edit": lambda s: briefings.set_fields(s, BriefingId(99), {"title": "x"}),
        "briefing to read": lambda s: briefings.contents(s, BriefingId(99)),
    }
    for call in calls.values():
        with pytest.raises(NotFoundError), store.write("Edit") as write:
            call(write.session)


def test_every_change_inside_a_briefing_dates_it(store: Store) -> None:
    briefing_id, other = made(store), made(store, "Other")
    with store.read() as session:
        before = {row.id: row.updated_at for row in briefings.all_summaries(session)}
    with store.write("Compose") as write:
        briefings.add_section(write.session, briefing_id, "News")
    with store.read() as session:
        after = {row.id: row.updated_at for row in briefings.all_summaries(session)}
    assert after[briefing_id] > before[briefing_id]
    assert after[other] == before[other]
