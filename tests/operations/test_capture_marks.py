"""What was marked and written in a file becomes highlights and the note on the article, in the same step of undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.domain.annotations import Meaning
from briefing.operations import browse, capture, maintain
from briefing.sources import extract
from briefing.store.database import Store
from tests.sources.test_pdf import typeset
from tests.sources.test_pdf_marks import SOURCE, marked


@pytest.fixture(autouse=True)
def _worker_ends() -> object:
    yield
    extract.close()


def test_marks_of_a_pdf_become_highlights_and_its_notes_the_note(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "tides.pdf"
    path.write_bytes(
        marked(
            typeset(SOURCE),
            ("Highlight", ["The first gauge stands"], {"Contents": "Where?"}),
            ("Text", [], {"Contents": "Read again."}),
        )
    )
    article_id = capture.capture_file(store, path).value.article_id
    view = browse.article(store, article_id)
    (highlight,) = view.highlights
    assert (highlight.quote, highlight.note, highlight.meaning) == ("The first gauge stands", "Where?", Meaning.FACT)
    assert view.article.text.page_at(highlight.start) == 1
    assert view.article.note.endswith("Page 1: Read again.")
    maintain.undo(store)
    assert browse.article(store, article_id).article.summary.trashed
