"""Anchors against the cases of others: Apache Annotator, the Hypothesis client and the W3C's samples.

What is not met, and why: an empty quote (a highlight marks at least one character); Range, XPath and CSS selectors
(the program keeps text, not trees); the samples of the W3C test how JSON-LD is written, and hold no text to anchor in;
the fixture html-anchoring-fixture.html has no expected result beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

from briefing.domain.anchoring import Anchor, carry, locate, occurrences

pytestmark = pytest.mark.corpora


def texts(tree: HtmlElement) -> list[Any]:
    """The text nodes of a tree in order; lxml knows of each what it belongs to."""
    return list(tree.xpath("//text()"))


def expected(tree: HtmlElement, ranges: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [
        (
            offset(tree, each["startContainerXPath"], each["startOffset"]),
            offset(tree, each["endContainerXPath"], each["endOffset"]),
        )
        for each in ranges
    ]


def offset(tree: HtmlElement, path: str, units: int) -> int:
    """The code points before a place that is given as a text node and UTF-16 units in it."""
    (wanted,) = tree.xpath(f"({path})")[:1]
    before = 0
    for node in texts(tree):
        if (node.getparent(), node.is_tail) == (wanted.getparent(), wanted.is_tail):
            return before + len(wanted.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))
        before += len(node)
    raise AssertionError(path)


def annotator(corpora: Path, name: str) -> list[dict[str, Any]]:
    folder = corpora / "5-anchors" / "apache+incubator-annotator" / "packages" / "dom" / "test"
    cases: list[dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))
    return cases


def test_text_quotes(corpora: Path) -> None:
    cases = annotator(corpora, "text-quote-match-cases.json")
    met = 0
    for case in cases:
        tree, wanted = lxml.html.document_fromstring(case["html"]), case["selector"]
        text = "".join(texts(tree))
        found = occurrences(text, wanted["exact"], wanted.get("prefix", ""), wanted.get("suffix", ""))
        if wanted["exact"]:
            assert found == expected(tree, case["expected"]), case["name"]
            met += 1
        else:
            assert found == [], case["name"]
    assert (met, len(cases)) == (8, 11)


def test_text_positions(corpora: Path) -> None:
    for case in annotator(corpora, "text-position-match-cases.json"):
        tree = lxml.html.document_fromstring(case["html"])
        text = "".join(texts(tree))
        kept = Anchor.of(text, case["selector"]["start"], case["selector"]["end"])
        assert [locate(text, kept)] == expected(tree, case["expected"]), case["name"]


@pytest.mark.parametrize("name", ["minimal", "wikipedia-regression-testing"])
def test_annotations_of_the_hypothesis_client(corpora: Path, name: str) -> None:
    folder = corpora / "5-anchors" / "hypothesis+client" / "src" / "annotator" / "anchoring" / "test" / "html-baselines"
    tree = lxml.html.document_fromstring((folder / f"{name}.html").read_text(encoding="utf-8"))
    text = str(tree.xpath("string(//body)"))
    rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    for row in rows:
        selectors = {each["type"]: each for each in row["target"][0]["selector"]}
        quote, place = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
        kept = Anchor(place["start"], place["end"], quote["exact"], quote["prefix"], quote["suffix"])
        found = locate(text, kept)
        assert found is not None, quote
        assert text[slice(*found)].split() == quote["exact"].split()
        later = text.replace(text[:200], "Another head of the page.\n")
        if found[0] > 400:
            assert carry(text, later, [Anchor.of(text, *found)]) == [
                (found[0] + len(later) - len(text), found[1] + len(later) - len(text))
            ]
    assert rows
