"""The store's goals, each against a floor measured in the same run. Run: python tests/benchmarks/store.py [--quick]

CPU milliseconds of this process, medians; the operating system's cache is warm. The floor is the plain driver with the
same SQL, its rows as tuples.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Capture, TagId
from briefing.domain.feeds import FeedId, IncomingCursor
from briefing.domain.listing import Cursor, Listing, ListingKind
from briefing.domain.review import HighlightCursor, HighlightFilter, TakeawayCursor
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import arrivals, articles, driver, feeds, notes, reading, review, tags, triggers, upkeep
from briefing.store.database import Store
from briefing.store.query import parse
from briefing.store.search import search

ARTICLE_WORDS = 780
DAY = 86_400
FIRST_DAY = 1_700_000_000

ARTICLE = (
    "INSERT INTO article(uid, title, authors, outlet, published, language, url, url_key, note, origins, outcome,"
    " reason, added_at, sort_at, shelf, starred, deleted_at, struck, excerpt, word_count) VALUES"
    " (?, ?, '[]', ?, '2026-01-01', 'en', '', '', '', '{}', 'full', '', ?, ?, ?, ?, ?, '[]', ?, 780)"
)
TAGGED = "INSERT INTO article_tag(article_id, tag_id, sort_at) SELECT id, ?, sort_at FROM article WHERE id = ?"
VERSION = "INSERT INTO article_version VALUES (?, 1, 1, ?, 'capture', 'full', '', 780, '', '[]')"
MARK = (
    "INSERT INTO highlight(uid, article_id, start, end, quote, prefix, suffix, meaning, note, created_at, n_use)"
    " VALUES (?, ?, 0, 9, ?, '', '', ?, '', ?, ?)"
)
MARK_TAGGED = "INSERT INTO highlight_tag SELECT id, ?, article_id, created_at FROM highlight WHERE id = ?"
MEANT = (
    "INSERT INTO takeaway(uid, article_id, kind, text, audience, confidence, fields, publisher_words, position)"
    " VALUES (?, ?, ?, ?, ?, '', ?, 0, 0)"
)
WAITS = (
    "INSERT INTO incoming(feed_id, state, source, guid, url, url_key, title, authors, published, excerpt, received_at,"
    " sort_at) VALUES (?, ?, 'Feed', ?, '', '', ?, '[]', '', ?, ?, ?)"
)
PLAIN_PAGE = (
    "SELECT id, title, outlet, published, added_at, excerpt, word_count, shelf, outcome, starred, deleted_at,"
    " n_highlight, n_takeaway, n_briefing, sort_at FROM article WHERE deleted_at IS NULL AND shelf = 'inbox'"
    " AND (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT 51"
)
PLAIN_TAGS = (
    "SELECT y.article_id, t.id, t.name, t.colour, t.n_article FROM article_tag y JOIN tag t ON t.id = y.tag_id"
    " WHERE y.article_id IN ({}) ORDER BY t.name_key"
)
PLAIN_SEARCH = (
    "SELECT rowid, title, snippet(article_fts, -1, '[', ']', '', 28) FROM article_fts WHERE article_fts MATCH ?"
    " ORDER BY rowid DESC LIMIT 20"
)
COMMON = ("the", "of", "to", "and", "in", "a", "for", "is", "on", "that", "by", "this", "with", "what")
PHRASES = (
    "the market",
    "inflation report",
    "interest rates",
    "data centre",
    "ai regulation",
    "what this means",
    "supply chain risk",
    "new york",
    "central bank policy",
    "climate",
    "open source model",
    "the price of oil",
    "privacy law",
    "quarterly results",
    "war in europe",
)


class Vocabulary:
    """Words with the frequencies of natural language (Zipf): the common English ones first, the words of `PHRASES`
    scattered from frequent to rare, the rest made up."""

    def __init__(self, size: int) -> None:
        known = sorted({word for phrase in PHRASES for word in phrase.split()} - set(COMMON))
        rng = random.Random(1)
        syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
        made = {"".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(size)}
        rest = sorted(made - set(known))
        rng.shuffle(rest)
        self.words = [*COMMON, *rest]
        rng.shuffle(known)
        for number, word in enumerate(known):
            self.words.insert(int(40 * (size / 400) ** (number / len(known))), word)
        weights = [1 / (rank + 2.7) for rank in range(len(self.words))]
        total = 0.0
        self.cumulative = [total := total + weight for weight in weights]

    def text(self, rng: random.Random, count: int) -> str:
        return " ".join(rng.choices(self.words, cum_weights=self.cumulative, k=count))


def cpu_ms(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        before = time.process_time_ns()
        work()
        times.append((time.process_time_ns() - before) / 1e6)
    return statistics.median(times)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def fill(store: Store, size: int, vocabulary: Vocabulary, *, texts: bool) -> None:
    """Make a library of `size` articles straight with the driver; with `texts`, they can be searched."""
    rng = random.Random(2)
    with store.write("") as write:
        for number in range(200):
            tags.ensure(write.session, f"Tag {number:03}")
            feeds.add(write.session, f"https://example.org/{number}", f"Feed {number:03}")
    connection = driver.connect(store.path)
    connection.execute("BEGIN IMMEDIATE")
    for name, _ in triggers.triggers():
        if not name.startswith("fts_"):
            connection.execute(f"DROP TRIGGER {name}")
    for number in range(1, size + 1):
        moment = FIRST_DAY + number * 60
        title = vocabulary.text(rng, 9)
        shelf = "library" if number % 3 == 0 else "inbox"
        deleted = moment if number % 50 == 7 else None
        values = (f"{number:032}", title, f"Outlet {rng.randint(1, 400)}", moment * 10**6, moment, shelf)
        connection.execute(ARTICLE, (*values, int(number % 20 == 3), deleted, vocabulary.text(rng, 35)))
        for tag_id in {min(200, int(rng.paretovariate(0.7))) for _ in range(2)}:
            connection.execute(TAGGED, (tag_id, number))
        annotate(connection, rng, number, moment, title)
        if texts:
            body = vocabulary.text(rng, ARTICLE_WORDS)
            row = (number, title, f"Outlet {number % 400}", body)
            connection.execute("INSERT INTO article_text VALUES (?, ?, ?, ?, '')", row)
            connection.execute("INSERT INTO article_body VALUES (?, 1, ?, '[]')", (number, zlib.compress(b"[]")))
            connection.execute(VERSION, (number, moment * 10**6))
        if number % 20_000 == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")
    connection.close()
    with store.unlogged() as session:
        triggers.install(lambda statement: session.connection().exec_driver_sql(statement))
        upkeep.recount(session)
        session.connection().exec_driver_sql("ANALYZE")


def annotate(connection: Any, rng: random.Random, number: int, moment: int, title: str) -> None:
    """For every article a highlight, one takeaway of three kinds by turns, and an incoming item of one of 200 feeds."""
    meaning = rng.choice(list(Meaning)).value
    connection.execute(MARK, (f"h{number}", number, title, meaning, moment * 10**6, int(number % 10 != 0)))
    if number % 5 == 0:
        connection.execute(MARK_TAGGED, (1 + number % 20, number))
    kind = ("action", "assessment", "risk")[number % 3]
    day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
    fields = {"due": day, "status": "done" if number % 2 else "open", "resolve by": day, "likelihood": "likely"}
    connection.execute(MEANT, (f"t{number}", number, kind, title, f"Reader {number % 8}", json.dumps(fields)))
    state = "new" if number % 4 == 0 else "skipped"
    connection.execute(WAITS, (1 + number % 200, state, str(number), title, title, moment * 10**6, moment))


def looks(store: Store, size: int) -> dict[str, float]:
    """CPU ms of a page of 50 from the middle of each list across the library."""
    middle = FIRST_DAY + size // 2 * 60
    mark = HighlightCursor(middle * 10**6, size // 2)
    wanted = {
        "highlights": HighlightFilter(),
        "of a meaning": HighlightFilter(meaning=Meaning.RISK),
        "of a tag": HighlightFilter(tag_id=TagId(5)),
        "unused": HighlightFilter(unused=True),
    }
    with store.look() as look:
        found = {
            name: cpu_ms(lambda each=each: review.all_highlights(look, each, after=mark), 40)  # type: ignore[misc]
            for name, each in wanted.items()
        }
        found["open actions"] = cpu_ms(
            lambda: review.open_actions(look, after=TakeawayCursor("2026-06-15", 0), limit=50), 40
        )
        found["judgements"] = cpu_ms(lambda: review.judgements(look, after=TakeawayCursor("", size // 2), limit=50), 40)
        found["nothing due"] = cpu_ms(lambda: review.due_judgements(look, date(2025, 12, 31)), 40)
        found["audiences"] = cpu_ms(lambda: notes.audiences(look), 40)
        place = IncomingCursor(middle, size // 2)
        found["incoming"] = cpu_ms(lambda: arrivals.page(look, after=place), 40)
        found["of a feed"] = cpu_ms(lambda: arrivals.page(look, after=place, feed_id=FeedId(1)), 40)
        found["counts"] = cpu_ms(lambda: arrivals.counts(look), 40)
    return found


def list_pages(store: Store, size: int) -> tuple[dict[str, float], float, float]:
    """CPU ms of the next page of each listing from the middle, of the plain driver, and of all counts."""
    middle = Cursor(FIRST_DAY + size // 2 * 60, size // 2)
    listings = {
        "inbox": Listing(),
        "all": Listing(ListingKind.ALL),
        "starred": Listing(ListingKind.STARRED),
        "trash": Listing(ListingKind.TRASH),
        "common tag": Listing(ListingKind.TAG, TagId(1)),
        "rare tag": Listing(ListingKind.TAG, TagId(150)),
    }
    with store.read() as session:
        pages = {
            name: cpu_ms(lambda listing=listing: articles.page(session, listing, after=middle), 40)  # type: ignore[misc]
            for name, listing in listings.items()
        }
        counted = cpu_ms(lambda: [articles.count(session, listing) for listing in listings.values()], 20)
    connection = driver.connect(store.path)
    driver.prepare(connection, query_only=True)

    def plain() -> None:
        rows = connection.execute(PLAIN_PAGE, (middle.sort_at, middle.id)).fetchall()
        ids = [row[0] for row in rows[:50]]
        connection.execute(PLAIN_TAGS.format(",".join("?" * len(ids))), ids).fetchall()

    floor = cpu_ms(plain, 40)
    connection.close()
    return pages, floor, counted


def keystrokes() -> Iterator[str]:
    for phrase in PHRASES:
        for end in range(1, len(phrase) + 1):
            yield phrase[:end]


def searching(store: Store) -> tuple[list[float], list[float], str]:
    """CPU ms of each keystroke, of the same words by the plain driver (newest 20, unranked), and the slowest query."""
    times, floor = [], []
    connection = driver.connect(store.path)
    driver.prepare(connection, query_only=True)
    with store.read() as session:
        search(session, "warm up")
        for typed in keystrokes():
            before = time.process_time_ns()
            search(session, typed)
            times.append(((time.process_time_ns() - before) / 1e6, typed))
            before = time.process_time_ns()
            if match := parse(typed).match:
                connection.execute(PLAIN_SEARCH, (match,)).fetchall()
            floor.append((time.process_time_ns() - before) / 1e6)
    connection.close()
    return [value for value, _ in times], floor, max(times)[1]


def adding(store: Store, vocabulary: Vocabulary) -> tuple[float, float]:
    """Median CPU ms of adding one article, and of writing one takeaway-sized edit with undo."""
    rng = random.Random(3)
    block = (Block(BlockKind.PARAGRAPH, (Run(vocabulary.text(rng, ARTICLE_WORDS)),)),)
    capture = Capture("An article", ArticleText(block), url="https://example.com/one")

    def add() -> None:
        with store.write("Add article") as write:
            articles.add(write.session, capture, added_at=datetime.now(UTC))

    def edit() -> None:
        with store.write("Star") as write:
            articles.set_starred(write.session, [ArticleId(5)], rng.random() < 0.5)

    return cpu_ms(add, 30), cpu_ms(edit, 30)


def opening_articles(store: Store, size: int) -> float:
    """CPU ms of reading one article with what is written on it. Its text is empty here: Python, not SQL, parses it."""
    ids = [ArticleId(number) for number in random.Random(4).sample(range(1, size), 40)]

    def read() -> None:
        article_id = ids.pop()
        with store.look() as look:
            reading.full(look, article_id)
            notes.highlights(look, article_id)
            notes.takeaways(look, article_id)

    return cpu_ms(read, len(ids))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="small sizes, under a minute")
    parser.add_argument("--folder", type=Path, help="keep the libraries here and use them again")
    options = parser.parse_args()
    lists = (1_000, 10_000) if options.quick else (1_000, 10_000, 100_000, 1_000_000)
    searched = (1_000,) if options.quick else (10_000, 100_000)
    vocabulary = Vocabulary(20_000 if options.quick else 200_000)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        print(f"{driver.versions()}\n\nNext page of 50 rows with tags, CPU ms (goal: <= 4x plain, flat in size)")
        inbox: dict[int, float] = {}
        for size in lists:
            store = library(folder, size, vocabulary, texts=False)
            pages, floor, counted = list_pages(store, size)
            inbox[size] = pages["inbox"]
            cells = "  ".join(f"{name} {value:.2f}" for name, value in pages.items())
            print(
                f"{size:>9,}  {cells}  plain {floor:.2f}  ratio {pages['inbox'] / floor:.1f}x  six counts {counted:.2f}"
            )
            store.close()
        print(f"flatness: t({lists[-1]:,}) / t({lists[0]:,}) = {inbox[lists[-1]] / inbox[lists[0]]:.2f} (goal <= 1.5)")
        print("\nA page of 50 of the lists across the library, CPU ms (goal: flat in size)")
        for size in lists:
            store = library(folder, size, vocabulary, texts=False)
            print(f"{size:>9,}  " + "  ".join(f"{name} {ms:.2f}" for name, ms in looks(store, size).items()))
            store.close()
        print("\nSearch a keystroke, 20 hits with snippets, CPU ms (goal at 100,000: p50 <= 5, p95 <= 20)")
        for size in searched:
            store = library(folder, size, vocabulary, texts=True)
            times, unranked, slowest = searching(store)
            for name, values in (("ours", times), ("plain, unranked", unranked)):
                p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
                print(
                    f"{size:>9,}  {len(values)} keystrokes  p50 {p50:.2f}  p95 {p95:.2f}  max {max(values):.1f}  {name}"
                )
            print(f"{size:>9,}  slowest: {slowest!r}")
            add, edit = adding(store, vocabulary)
            opened = opening_articles(store, size)
            print(f"{size:>9,}  an article opened {opened:.2f}, its highlights and takeaways with it (CPU ms)")
            print(f"{size:>9,}  one article added {add:.2f}  one star set {edit:.2f} (CPU ms, own transaction)")
            store.close()


def library(folder: Path, size: int, vocabulary: Vocabulary, *, texts: bool) -> Store:
    path = folder / f"{'texts' if texts else 'rows'}-{size}.briefing-library"
    made = path.exists()
    store = Store.open(path)
    if not made:
        fill(store, size, vocabulary, texts=texts)
    return store


if __name__ == "__main__":
    main()
