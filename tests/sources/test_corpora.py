"""Third-party pages and hostile files, if they are here: each one becomes an article or ends with a sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.domain.articles import Outcome
from briefing.domain.errors import CaptureError
from briefing.sources import documents, extract

SECONDS = 12
EVERY = 12
"""One file in so many is read: the whole corpora take minutes."""

pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.mark.parametrize("group", ["3-pages", "3-mhtml", "3-pdf", "3-docx", "3-mail", "3-msg", "4-hostile"])
def test_every_file_ends_well(corpora: Path, group: str) -> None:
    sentences: list[str] = []
    for path in sorted(file for file in (corpora / group).rglob("*") if file.is_file())[::EVERY]:
        began = time.monotonic()
        try:
            found = documents.capture_file(path, url="https://example.com/page")
        except CaptureError as error:
            sentences.append(str(error))
            continue
        assert time.monotonic() - began < SECONDS, path
        assert found.title.strip(), path
        assert found.outcome is Outcome.FULL or found.reason, path
        assert found.outcome is Outcome.NO_ARTICLE or found.text.text.strip(), path
        for offer in found.offers:
            assert found.text.text[offer.start : offer.end] == offer.text
    assert all(sentence.endswith(".") for sentence in sentences)
