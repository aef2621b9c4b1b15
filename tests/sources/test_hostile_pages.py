"""Every hostile page ends in good time and within its memory, with text or with a sentence; nothing is shown empty."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from briefing.domain.articles import Capture, Outcome
from briefing.domain.errors import CaptureError
from briefing.sources import documents, extract
from tests.sources.hostile import KINDS

SECONDS = 12
MEMORY = 1 << 30

HEAVY = frozenset(
    [
        *("nested to 50 MB", "flat divs to 48 MB", "flat divs to 10 MB", "one text of 48 MB", "140,000 paragraphs"),
        *("100,000 divs deep", "100,000 spans deep", "20,000 lists deep", "one line of 200,000 links"),
        *("a table of 4,000 by 50", "300,000 line breaks", "100,000 images", "50,000 unclosed tags"),
    ]
)
"""Those that take seconds; they are tried with the corpora."""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MEMORY


def capture(body: bytes) -> Capture | str:
    """What became of a page, or the sentence that says why nothing did."""
    try:
        return documents.capture_bytes(body, name="page.html", url="https://example.com/page")
    except CaptureError as error:
        return str(error)


def check(kind: str) -> None:
    body = KINDS[kind]()
    began = time.monotonic()
    found = capture(body)
    assert time.monotonic() - began < SECONDS
    if isinstance(found, str):
        assert found.endswith(".")
        return
    assert found.title.strip()
    assert found.outcome is Outcome.FULL or found.reason.endswith(".")
    assert found.outcome is Outcome.NO_ARTICLE or found.text.text.strip()
    assert "root:" not in found.text.text
    assert not any("\0" in block.text or "\x1b" in block.text for block in found.text.blocks)
    links = [run.link for block in found.text.blocks for run in block.runs if run.link]
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in links)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - HEAVY))
def test_every_kind_ends_well(kind: str) -> None:
    check(kind)


@pytest.mark.corpora
@pytest.mark.parametrize("kind", sorted(HEAVY))
def test_every_heavy_kind_ends_well(kind: str) -> None:
    check(kind)
