"""Servers built to hold us up, under the limits people get: each capture ends in time, with text or a sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefing.domain.errors import BriefingError
from briefing.sources import webpage
from tests.sources.lines import open_line
from tests.sources.server import Server, running

LIMIT = 12.0
"""Seconds, as people were promised."""

PATHS = (
    "drip",
    "drip/head",
    "silent",
    "trickle",
    "forever",
    "bomb",
    "endless",
    "manyheaders",
    "longheader",
    "badlength",
    "to?file:///etc/passwd",
    "to?data:text/html,x",
    "to?//",
    "status/401",
    "status/402",
    "status/403",
    "status/451",
    "nul",
    "with?/silent/1&/silent/2&/drip/3&/endless/4&/bomb/5",
)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def outcome(url: str) -> tuple[str, float]:
    """What a capture ends with, and after how many seconds."""
    began = time.monotonic()
    try:
        words = webpage.capture(url, open_line()).text.readable
    except BriefingError as error:
        words = str(error)
    return words, time.monotonic() - began


def test_each_ends_within_the_limit_with_text_or_a_sentence(server: Server) -> None:
    webpage.capture(server.url("page"), open_line())  # starts the process that reads pages, which does not count
    with ThreadPoolExecutor(len(PATHS)) as threads:
        found = dict(zip(PATHS, threads.map(outcome, map(server.url, PATHS)), strict=True))
    assert all(words.strip() for words, _ in found.values())
    late = {path: seconds for path, (_, seconds) in found.items() if seconds > LIMIT}
    assert not late
    assert "tide of number 3" in found["nul"][0]
    assert "\0" not in found["nul"][0]
    assert "tide of number 3" in found[PATHS[-1]][0]
