"""Full-text search on a real index."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Shelf
from briefing.domain.listing import Hit, Listing, ListingKind
from briefing.store import annotations, articles, tags
from briefing.store import search as searching
from briefing.store.database import Store
from briefing.store.search import search
from tests.store.making import capture, put, put_one


def found(store: Store, query: str, listing: Listing | None = None, limit: int = 20) -> list[Hit]:
    with store.read() as session:
        return search(session, query, listing=listing, limit=limit)


def ids_of(store: Store, query: str, listing: Listing | None = None) -> list[ArticleId]:
    return [hit.article.id for hit in found(store, query, listing)]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.spans]


def test_every_word_is_required_and_the_last_may_be_unfinished(store: Store) -> None:
    one, two = put(store, capture("One", "Oil prices rose."), capture("Two", "Gas prices fell."))
    assert ids_of(store, "prices") == [two, one]
    assert ids_of(store, "oil pri") == [one]
    assert ids_of(store, "oil fell") == []
    assert ids_of(store, "pric rose") == []


def test_a_snippet_shows_the_words_and_where_they_stand(store: Store) -> None:
    put_one(store, "One", "before " * 60 + "Oil prices rose.\nSharply, too. " + "after " * 60)
    (hit,) = found(store, "prices shar")
    assert marked(hit) == ["prices", "Sharply"]
    assert "rose. Sharply" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert hit.where == "text"


def test_titles_come_first_then_the_best(store: Store) -> None:
    bodies = ["A long text in which oil is named once. " + "Filler words here. " * 50, "Oil, oil and oil.", "Gas."]
    once, often, titled = put(
        store, capture("A", bodies[0]), capture("B", bodies[1]), capture("Oil at last", bodies[2])
    )
    more = put(store, *(capture(f"F{number}", "Nothing here.") for number in range(9)))
    assert ids_of(store, "oil") == [titled, often, once]
    assert more
    hit = found(store, "oil")[0]
    assert (hit.where, marked(hit)) == ("title", ["Oil"])


def test_matches_are_ranked_when_the_last_word_is_finished(store: Store) -> None:
    bodies = ["Oil prices, oil prices.", *["A long text on oil, with prices. " + "Filler words. " * 40] * 25]
    ids = put(store, *(capture(str(number), body) for number, body in enumerate(bodies)))
    put(store, *(capture(str(number), "Nothing here.") for number in range(30)))
    assert ids_of(store, "oil pric") == ids[:-21:-1]
    assert ids_of(store, "oil prices ")[0] == ids[0]


def test_words_in_every_second_article_are_shown_newest_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 3)
    ids = put(store, *(capture(str(number), "The same text. " * (1 + number % 4)) for number in range(12)))
    assert ids_of(store, "same") == ids[::-1]


def test_words_of_most_articles_are_left_out_when_others_tell_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PROBED", 4)
    ids = put(store, *(capture(str(number), "The price of gas.") for number in range(10)), capture("x", "Oil price."))
    assert ids_of(store, "the price of oil") == [ids[-1]]
    assert ids_of(store, '"the price" oil') == []
    assert len(ids_of(store, "the of gas")) == 10
    assert len(ids_of(store, "the price ")) == 10
    monkeypatch.undo()
    assert ids_of(store, "the price of oil") == []


def test_only_the_newest_matches_are_ranked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 2)
    texts = [
        "Oil oil oil.",
        "Nothing.",
        "Nothing.",
        "Oil, once in a longer text.",
        "None.",
        "None.",
        "None.",
        "Oil oil.",
    ]
    ids = put(store, *(capture(str(number), text) for number, text in enumerate(texts)))
    assert ids_of(store, "oil") == [ids[7], ids[3]]


@pytest.mark.parametrize("query", ["東京", "京", "東京タワー", '"京タワ"', "タワー 高"])
def test_words_of_scripts_without_spaces_are_found_inside_a_run(store: Store, query: str) -> None:
    article_id = put_one(store, "塔", "昨日、東京タワーの高さを測った。")
    put_one(store, "京都", "京と東。")
    hit = next(hit for hit in found(store, query) if hit.article.id == article_id)
    assert "\x1f" not in hit.snippet
    assert "".join(marked(hit)) in {query.replace(" ", "").strip('"'), "京", "タワー高"}


def test_accents_and_case_do_not_matter(store: Store) -> None:
    article_id = put_one(store, "Crédit", "Zürich, ΑΘΗΝΑ and Москва.")
    for query in ("credit", "CRÉDIT", "zurich", "αθηνα", "москва"):
        assert ids_of(store, query) == [article_id], query


def test_the_persons_own_words_are_found_and_named_as_such(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Annotate") as write:
        session = write.session
        mark = annotations.add_highlight(session, article_id, 0, 3, Meaning.FACT, "Ask Hildegard")
        annotations.add_takeaway(session, article_id, TakeawayKind.ACTION, "Sell tulips", fields={"owner": "Ottokar"})
        articles.set_fields(session, article_id, {"note": "From the archive", "authors": "Rosalind Byline"})
    for query, where in (
        ("hilde", "note"),
        ("tulips", "note"),
        ("ottokar", "note"),
        ("archive", "note"),
        ("rosa", "text"),
    ):
        (hit,) = found(store, query)
        assert (hit.article.id, hit.where) == (article_id, where), query
    with store.write("Remove") as write:
        annotations.remove_highlights(write.session, [mark])
    assert ids_of(store, "hildegard") == []
    assert store.check() == []


def test_the_trash_is_searched_only_when_asked(store: Store) -> None:
    live, gone = put(store, capture("Live oil"), capture("Gone oil"))
    with store.write("Trash") as write:
        articles.trash(write.session, [gone])
    assert ids_of(store, "oil") == [live]
    assert ids_of(store, "oil", Listing(ListingKind.TRASH)) == [gone]


def test_listings_and_operators_narrow(store: Store) -> None:
    captures = [
        capture(name, "About oil.", outlet=outlet) for name, outlet in (("A", "The Post"), ("B", "Times"), ("C", ""))
    ]
    a, b, c = put(store, *captures)
    with store.write("Arrange") as write:
        session = write.session
        energy = tags.ensure(session, "Energy")
        tags.assign(session, [a, b], energy)
        tags.assign(session, [c], tags.ensure(session, "New York"))
        articles.set_starred(session, [b], True)
        articles.set_shelf(session, [c], Shelf.LIBRARY)
        annotations.add_takeaway(session, a, TakeawayKind.FOR_YOU, "x")
    for query, expected in (
        ("oil tag:energy", [b, a]),
        ("oil tag:ener", [b, a]),
        ('oil tag:"new york"', [c]),
        ("oil tag:absent", []),
        ("oil tag:energy is:starred", [b]),
        ("oil outlet:post", [a]),
        ("oil has:takeaway", [a]),
        ("tag:energy", [b, a]),
        ("is:starred", [b]),
        ("tag:energy tag:new", []),
        ("has:note", []),
    ):
        assert ids_of(store, query) == expected, query
    assert ids_of(store, "oil", Listing(ListingKind.TAG, energy)) == [b, a]
    assert ids_of(store, "oil", Listing(ListingKind.LIBRARY)) == [c]
    assert ids_of(store, "oil", Listing(ListingKind.STARRED)) == [b]


def test_no_more_hits_than_asked_for_and_none_twice(store: Store) -> None:
    put(store, *(capture("Oil" if number % 2 else "Gas", "Oil and gas.") for number in range(12)))
    hits = found(store, "oil", limit=8)
    assert len(hits) == len({hit.article.id for hit in hits}) == 8


def test_nothing_typed_finds_nothing(store: Store) -> None:
    put_one(store)
    for query in ("", "  ", '"', "*", "--"):
        assert found(store, query) == []


PIECES = [
    "oil",
    "OIL*",
    '"',
    "(",
    ")",
    "NEAR",
    "AND",
    "OR",
    "NOT",
    "^",
    "+",
    "-",
    ":",
    "{title}",
    "tag:",
    "\0",
    "\x02",
    "東",
    "é",
    "'",
    ";",
    "\ud83d",
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)))
def test_whatever_is_typed_is_no_error(store: Store, query: str) -> None:
    found(store, query)


def test_search_agrees_with_reading_every_text(store: Store) -> None:
    words = ["oil", "gas", "wind", "tide"]
    texts = [" ".join(chosen) for size in (1, 2, 3) for chosen in itertools.permutations(words, size)]
    ids = put(store, *(capture("x", text) for text in texts))
    for query in (["oil"], ["oil", "gas"], ["wind", "tide", "gas"]):
        expected = {article_id for article_id, text in zip(ids, texts, strict=True) if set(query) <= set(text.split())}
        with store.read() as session:
            assert {hit.article.id for hit in search(session, " ".join(query), limit=100)} == expected
