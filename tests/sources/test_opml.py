"""Lists of feeds: folders, repetitions and broken markup come in, and what goes out comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.errors import CaptureError, InvalidInputError
from briefing.domain.feeds import Subscription
from briefing.sources import extract, opml, opml_reading

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def parse(body: str) -> list[Subscription]:
    return list(opml_reading.parse(f"<opml version='2.0'><body>{body}</body></opml>".encode()).entries)


def test_folders_within_folders_and_odd_letter_case() -> None:
    found = parse(
        "<outline text='Trade'><outline TEXT='Sea/Air'><outline XMLURL='https://a.example/feed' title='A' "
        "htmlurl='https://a.example/'/></outline><outline xmlUrl='feed://b.example/rss' text='B'/></outline>"
    )
    assert found == [
        Subscription("https://a.example/feed", "A", "Trade/Sea∕Air", "https://a.example/"),
        Subscription("http://b.example/rss", "B", "Trade"),
    ]


def test_a_feed_in_two_folders_comes_once() -> None:
    found = opml_reading.parse(
        b"<opml><body><outline text='1'><outline xmlUrl='https://a.example/feed'/></outline>"
        b"<outline text='2'><outline xmlUrl='http://www.a.example/feed/'/></outline></body></opml>"
    )
    assert ([entry.folder for entry in found.entries], found.repeated) == (["1"], 1)


def test_lone_ampersands_and_quotation_marks_are_read() -> None:
    found = parse(
        '<outline text="Tom & Ada" description="she said "yes" & <b>left</b>" xmlUrl="https://a.example/?a=1&b=2"/>'
    )
    assert [(entry.title, entry.url) for entry in found] == [("Tom & Ada", "https://a.example/?a=1&b=2")]


@pytest.mark.parametrize(
    "body",
    [b"", b"no markup", b"<rss/>", b"<opml><body/></opml>", b"<opml><body><outline text='x'/></body></opml>",
     b"<opml><body><outline xmlUrl='javascript:alert(1)'/></body></opml>", b"<" * 9999],
)  # fmt: skip
def test_what_names_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(CaptureError, match="list"):
        opml_reading.parse(body)
    with pytest.raises(InvalidInputError, match="list"):
        opml.read(body)


def test_deep_nesting_and_entities_end_well() -> None:
    deep = b"<opml><body>" + b"<outline text='f'>" * 5000 + b"<outline xmlUrl='https://a.example/'/>"
    with pytest.raises(CaptureError):
        opml_reading.parse(deep)
    bomb = b'<!DOCTYPE o [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><body><outline title="&b;" xmlUrl="https://a.example"/>'
    assert len(opml_reading.parse(bomb + b"</body></opml>").entries) == 1


names = st.text(
    st.characters(exclude_characters="/∕", exclude_categories=("Cs", "Cc", "Co", "Cn", "Z")), min_size=1, max_size=12
)


@given(st.lists(st.tuples(names, st.lists(names, max_size=3)), min_size=1, max_size=8))
def test_what_is_written_is_read_again(entries: list[tuple[str, list[str]]]) -> None:
    written = [
        Subscription(f"https://{number}.example/feed?a=1&b=2", title, "/".join(folders), f"https://{number}.example/")
        for number, (title, folders) in enumerate(entries)
    ]
    found = opml_reading.parse(opml.write(written, at=NOW))
    assert sorted(found.entries, key=lambda entry: entry.url) == sorted(written, key=lambda entry: entry.url)


def test_the_worker_reads_it_too() -> None:
    written = [Subscription("https://a.example/feed", "A", "Trade")]
    assert opml.read(opml.write(written, at=NOW)) == (written, 0)
