"""Briefings set once for all tests that read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from briefing.export.document import Document, build
from briefing.export.pdf import PdfResult, Typesetter
from tests.export import clipped, fixtures, large, styled
from tests.export.reading import Reading

_MAKERS = {
    "small": fixtures.small,
    "thirty": large.thirty,
    "odd": large.odd,
    "one": large.one,
    "empty": large.empty,
    "styled": styled.styled,
    "clipped": clipped.clipped,
}


@pytest.fixture(scope="session")
def typesetter() -> Iterator[Typesetter]:
    """A typesetter that stays warm for the whole session."""
    typesetter = Typesetter()
    yield typesetter
    typesetter.close()


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    """The document of a fixture by its name."""
    return cache(lambda name: build(_MAKERS[name](), generated_at=fixtures.NOW))


@pytest.fixture(scope="session")
def printed(typesetter: Typesetter, document: Callable[[str], Document]) -> Callable[[str], PdfResult]:
    """The PDF of a fixture by its name."""
    return cache(lambda name: typesetter.render(document(name)))


@pytest.fixture(scope="session")
def reading(printed: Callable[[str], PdfResult]) -> Iterator[Callable[[str], Reading]]:
    """The PDF of a fixture, opened for reading."""
    opened: dict[str, Reading] = {}

    def read(name: str) -> Reading:
        if name not in opened:
            opened[name] = Reading(printed(name).body)
        return opened[name]

    yield read
    for one in opened.values():
        one.close()
