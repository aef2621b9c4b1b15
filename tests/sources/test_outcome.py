"""A page that is no article says so, one that is only begun says so, and an article is never taken for either."""

from __future__ import annotations

import json

import pytest

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.sources import article

URL = "https://harbour.example/news/the-quay"
SENTENCE = (
    "The harbour master said on Monday that the new quay would open in spring, that it had cost less than anybody had "
    "feared, and that the old one would be kept for the fishing boats of the town."
)
PROSE = "".join(f"<p>{SENTENCE} It was the year {year}.</p>" for year in range(1900, 1912))
CARDS = "".join(
    f"<div class=card><h3>Plan {n}</h3><p>Everything for teams of {n}.</p><a href=/p{n}>Buy</a></div>"
    for n in range(30)
)


def read(content: str, head: str = "", url: str = URL) -> Capture:
    return article.read(f"<html><head><title>The quay</title>{head}</head><body>{content}</body></html>", url)


def linked(kind: str, **data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **data})}</script>'


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", URL),
        (linked("NewsArticle"), "https://harbour.example/"),
        ("<meta property='og:type' content='article'>", "https://harbour.example/products/quay"),
        ("<meta name=author content='Ada Quill'>", "https://harbour.example/category/quay"),
        (linked("Product") + linked("Review", name="The quay"), URL),
        ("", ""),
    ],
)
def test_prose_is_an_article(head: str, url: str) -> None:
    found = read(f"<article><h1>The quay</h1>{PROSE}</article>", head, url)
    assert (found.outcome, found.reason) == (Outcome.FULL, "")


@pytest.mark.parametrize(
    ("head", "url", "reason"),
    [
        (linked("Product"), URL, "a product or a list"),
        (linked("CollectionPage"), URL, "a product or a list"),
        ("<meta property='og:type' content='product.group'>", URL, "a product or a list"),
        ("", "https://harbour.example/", "front page"),
        ("", "https://harbour.example/shop/quays", "a product or a list"),
    ],
)
def test_what_is_no_article_is_told_and_its_text_kept(head: str, url: str, reason: str) -> None:
    found = read(f"<main><h1>The quay</h1>{PROSE}</main>", head, url)
    assert found.outcome is Outcome.NO_ARTICLE
    assert reason in found.reason
    assert found.reason.endswith(".")
    assert "1905" in found.text.text


def test_short_pieces_are_no_article() -> None:
    found = read(f"<main><h1>The quay</h1>{CARDS}</main>")
    assert found.outcome is Outcome.NO_ARTICLE
    assert "Plan" in found.text.text


@pytest.mark.parametrize(
    "content",
    [
        "<p>Please enable JavaScript to read this page.</p>",
        "<h1>Access denied</h1><p>You do not have permission.</p>",
        "<h1>404 not found</h1><p>The page could not be found.</p>" + "<p>Try the front page of this site.</p>" * 9,
        "<h1>We value your privacy</h1><p>" + "We and our partners store cookies. " * 9 + "</p>",
        "",
    ],
)
def test_a_notice_is_no_article(content: str) -> None:
    found = read(content)
    assert found.outcome is Outcome.NO_ARTICLE
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    ("head", "after"),
    [
        (linked("NewsArticle", isAccessibleForFree=False), ""),
        ("<meta property='article:content_tier' content='locked'>", ""),
        ("", "<div class=wall>Subscribe to continue reading</div>"),
        ("", "<div>This article is for subscribers</div>"),
    ],
)
def test_the_beginning_of_an_article_is_told(head: str, after: str) -> None:
    found = read(f"<article><h1>The quay</h1><p>{SENTENCE}</p><p>{SENTENCE} Later…</p></article>{after}", head)
    assert found.outcome is Outcome.PARTIAL
    assert SENTENCE in found.text.text


def test_a_long_beginning_that_breaks_off_is_told() -> None:
    content = f"<article><h1>The quay</h1>{PROSE}{PROSE}<p>And then the mayor said…</p></article>"
    after = "<section>Subscribe for one euro a month</section>"
    paid = linked("NewsArticle", isAccessibleForFree=False)
    assert read(content + after, paid).outcome is Outcome.PARTIAL
    assert read(content + after).outcome is Outcome.FULL


def test_an_offer_of_letters_bars_no_way() -> None:
    content = f"<article><h1>The quay</h1><p>{SENTENCE}</p><p>{SENTENCE} Later.</p></article>"
    assert read(content + "<div>Subscribe to our newsletter to get stories like this</div>").outcome is Outcome.FULL


def test_the_date_of_what_is_no_article_is_not_certain() -> None:
    stated = "<meta property='article:published_time' content='2025-06-03'>"
    product = read(f"<main><h1>The quay</h1>{CARDS}</main>", stated + linked("ItemPage"))
    assert product.origins["published"] is not Origin.PAGE
