"""Rich text files are read like a pasted text, with their own properties."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefing.domain.articles import Origin
from briefing.domain.errors import CaptureError
from briefing.sources import documents, extract, rtf

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}"
INFO = r"{\info{\title Gr\'f6\'dfe z\u228?hlt}{\author Ada Quill}{\creatim\yr2025\mo6\dy3\hr10\min0}}"


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def test_paragraphs_and_properties() -> None:
    text = rf"\pard {PROSE} \b Caf\'e9\b0 .\par {PROSE} \u8364? 5.\par\par {PROSE}"
    picture = r"{\pict\pngblip " + "89504e47" * 5000 + "}"
    found = documents.capture_bytes(f"{HEAD}{INFO}{text}{picture}}}".encode("ascii"), name="a.rtf")
    assert (found.title, found.authors) == ("Größe zählt", ("Ada Quill",))
    assert (found.published, found.origins["published"]) == ("2025-06-03", Origin.GUESS)
    assert [block.text for block in found.text.blocks] == [f"{PROSE} Café.", f"{PROSE} € 5.", PROSE]
    assert found.snapshot is not None
    assert found.snapshot.media_type == "application/rtf"


@pytest.mark.parametrize("body", ["{\\rtf1}", "{\\rtf1 \\par}", "{\\rtf1{\\pict 00ff}}"])
def test_nothing_in_it_ends_with_a_sentence(body: str) -> None:
    with pytest.raises(CaptureError, match="no text"):
        rtf.read(body.encode(), "a.rtf")


@pytest.mark.parametrize(
    "body", ["{\\rtf1 \\u99999999999999? x", "{\\rtf1" + "{" * 50_000, "{\\rtf1\\ansicpg99999 \\'e9 x}"]
)
def test_odd_ones_end_well(body: str) -> None:
    try:
        found = documents.capture_bytes(body.encode(), name="a.rtf")
        assert found.text.text
    except CaptureError as error:
        assert str(error).endswith(".")  # noqa: PT017
