"""What the files of feedparser's own tests expect, held against what we make of them.

Each file begins with a Python expression over feedparser's result. The comparisons in it that are about something
we keep (title, link, id, author, text, date, language) are read out and checked; the others (podcast tags, places,
ratings) are about what we do not keep.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from briefing.domain.articles import Capture, Origin
from briefing.domain.feeds import IncomingDraft, ParsedFeed
from briefing.domain.text import ArticleText, BlockKind
from briefing.sources import feed_items
from briefing.sources.feed_items import Text

_EXPECT = re.compile(rb"Expect:\s*(.+?)\s*-->", re.DOTALL)
_HEADER = re.compile(rb"^Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Expectation:
    """One comparison: what it is about, what is expected, and what we have."""

    about: str
    expected: Any
    found: Any

    @property
    def met(self) -> bool:
        """Whether both are the same."""
        return bool(self.expected == self.found)


def headers(body: bytes) -> Mapping[str, str]:
    """The headers that the file is to be served with, names in lower case."""
    return {name.decode().lower(): value.decode("latin-1") for name, value in _HEADER.findall(body[:4000])}


def expectations(body: bytes, found: ParsedFeed) -> Iterator[Expectation]:
    """The comparisons of a file that are about what we keep."""
    for about, expected in _comparisons(body):
        for pattern, check in _CHECKS.items():
            if match := re.fullmatch(pattern, about):
                numbers = [int(number) for number in match.groups()]
                if not numbers:
                    yield check(about, expected, found)
                elif numbers[0] < len(found.items):
                    yield check(about, expected, found.items[numbers[0]], *numbers[1:])
                else:
                    yield Expectation(about, expected, None)


def _comparisons(body: bytes) -> Iterator[tuple[str, Any]]:
    match = _EXPECT.search(body)
    try:
        tree = ast.parse(" ".join(match[1].decode("utf-8", "replace").split()), mode="eval").body if match else None
    except SyntaxError:
        return
    for part in tree.values if isinstance(tree, ast.BoolOp) else [tree]:
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq):
            try:
                yield ast.unparse(part.left).replace("'", ""), ast.literal_eval(part.comparators[0])
            except ValueError:
                continue


def _line(value: str) -> str:
    return feed_items.one_line(Text(value)) if isinstance(value, str) else value


def _text(value: str) -> tuple[str, tuple[str, ...]]:
    return _shown(feed_items._article_text(Text(value, base="http://example.com/feed")))


def _shown(text: ArticleText) -> tuple[str, tuple[str, ...]]:
    """The words and the addresses of a text; how it is divided into blocks is not feedparser's business."""
    links = [run.link for block in text.blocks for run in block.runs if run.link]
    links += [block.source for block in text.blocks if block.kind is BlockKind.IMAGE]
    return " ".join(text.text.split()), tuple(sorted(links))


def _capture(item: IncomingDraft) -> Capture:
    assert item.capture
    return item.capture


def _moment(published: str) -> tuple[int, ...]:
    try:
        return tuple(datetime.fromisoformat(published).astimezone(UTC).timetuple()[:8])
    except ValueError:
        return ()


def _person(item: IncomingDraft, number: int = 0) -> str:
    return item.authors[number] if number < len(item.authors) else ""


def _check(expected: Callable[[Any], Any], found: Callable[..., Any]) -> Callable[..., Expectation]:
    return lambda about, value, *rest: Expectation(about, expected(value), found(*rest))


_ENTRY = r"entries\[(\d+)\]"
_CHECKS: Mapping[str, Callable[..., Expectation]] = {
    r"len\(entries\)": _check(int, lambda feed: len(feed.items)),
    r"feed(?:\[title\]|\.title|\[title_detail\]\[value\])": _check(_line, lambda feed: feed.title),
    r"feed(?:\[link\]|\.link)": _check(str, lambda feed: feed.site_url),
    r"feed\[language\]": _check(lambda v: v.lower(), lambda feed: feed.language.lower()),
    rf"{_ENTRY}(?:\[title\]|\[title_detail\]\[value\])": _check(
        _line, lambda item: item.title if _capture(item).origins["title"] is Origin.FEED else ""
    ),
    rf"{_ENTRY}(?:\[link\]|\.link)": _check(str, lambda item: item.url),
    rf"{_ENTRY}\[(?:id|guid)\]": _check(str, lambda item: item.guid),
    rf"{_ENTRY}\[author(?:_detail\]\[name)?\]": _check(
        lambda v: re.sub(r"\s*\(\S+@\S+\)", "", v) if " " in v or "@" not in v else "", _person
    ),
    rf"{_ENTRY}\[authors\]\[(\d+)\]\[name\]": _check(str, _person),
    rf"{_ENTRY}\[(?:description|summary|summary_detail\]\[value|content\]\[0\]\[value)\]": _check(
        _text, lambda item: _shown(_capture(item).text)
    ),
    rf"{_ENTRY}\[content\]\[\d+\]\[language\]": _check(
        lambda v: (v or "").lower(), lambda item: _capture(item).language.lower()
    ),
    rf"{_ENTRY}\[(?:published|updated|created)_parsed\]": _check(lambda v: v[:8], lambda item: _moment(item.published)),
}
