"""Third-party feeds and lists of feeds, if they are here: each is read or refused with a sentence, as is expected."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest

from briefing.domain.errors import CaptureError
from briefing.domain.feeds import ParsedFeed
from briefing.sources import feed_parser, opml_reading
from tests.sources.feed_expectations import Expectation, expectations, headers

SECONDS = 2
ENOUGH = 0.95
SERVED = "http://127.0.0.1:8097/"
"""Where the tests of feedparser serve their files."""

pytestmark = pytest.mark.corpora


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read(path: Path, url: str = "", media_type: str = "") -> ParsedFeed | None:
    """The feed in a file; None when it is refused with a sentence."""
    began = time.monotonic()
    try:
        return feed_parser.parse(path.read_bytes(), url, media_type)
    except CaptureError:
        return None
    finally:
        assert time.monotonic() - began < SECONDS, path


def test_every_feed_is_read_or_refused(corpora: Path) -> None:
    found = [read(path, "https://example.com/feed") for path in files(corpora / "1-feeds")]
    assert len(found) > 1_800
    assert sum(feed is not None for feed in found) > 0.97 * len(found)
    for feed in filter(None, found):
        assert len({item.guid for item in feed.items}) == len(feed.items)
        assert all(item.guid and item.title and item.capture for item in feed.items)


def test_feeds_say_what_feedparser_expects(corpora: Path) -> None:
    root = corpora / "1-feeds" / "kurtmckee+feedparser" / "tests"
    checked: list[tuple[Path, list[Expectation]]] = []
    for path in files(root):
        body = path.read_bytes()
        place = path.relative_to(root.parent).as_posix()
        served = SERVED + place if "http" in place.removeprefix("tests/") else ""
        feed = read(
            path, urljoin(served, headers(body).get("content-location", "")), headers(body).get("content-type", "")
        )
        if feed and (found := list(expectations(body, feed))):
            checked.append((path, found))
    missed = [f"{path.name}: {one}" for path, found in checked for one in found if not one.met]
    assert len(checked) > 600
    assert len(missed) <= (1 - ENOUGH) * len(checked), "\n".join(missed)


def test_json_feeds_say_what_gofeed_expects(corpora: Path) -> None:
    folder = corpora / "1-feeds" / "mmcdole+gofeed" / "testdata" / "translator" / "json"
    feed = read(folder / "json10_full.json")
    expected = json.loads((folder / "json10_full_expected.json").read_text("utf-8"))
    assert feed
    assert (feed.title, feed.site_url) == (expected["title"], expected["link"])
    for item, one in zip(feed.items, expected["items"], strict=True):
        assert (item.guid, item.title, item.url) == (one["guid"], one["title"], one["link"])
        assert [{"name": name} for name in item.authors] == [{"name": person["name"]} for person in one["authors"]]


@pytest.mark.parametrize("place", ["encoding/testdata", "xml/testdata"])
def test_every_encoding_is_read(corpora: Path, place: str) -> None:
    folder = corpora / "1-feeds" / "miniflux+v2" / "internal" / "reader" / place
    for path in folder.glob("*.xml"):
        feed = read(path)
        if feed is None:
            assert b"<rss" not in path.read_bytes(), path
            continue
        shown = feed.title + "".join(item.title + item.excerpt for item in feed.items)
        assert "\ufffd" not in shown, path
        assert not {"Ã", "Â"} & set(shown), path


def test_every_list_of_feeds_is_read(corpora: Path) -> None:
    for path in files(corpora / "1-opml" / "plenaryapp+awesome-rss-feeds"):
        body = path.read_bytes()
        found = opml_reading.parse(body)
        assert len(found.entries) + found.repeated == len(re.findall(rb'\sxmlUrl="http', body)), path


def test_broken_lists_of_feeds_are_refused_or_read(corpora: Path) -> None:
    refused = 0
    for path in files(corpora / "1-opml" / "mdewilde+opml-parser"):
        try:
            opml_reading.parse(path.read_bytes())
        except CaptureError:
            refused += 1
    assert refused
