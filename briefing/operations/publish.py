"""Publishing: a briefing becomes a document. The preview is the export: the same bytes from the same function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.domain.briefings import BriefingContents, BriefingId, Paper
from briefing.domain.errors import ExportError
from briefing.export import document, pdf
from briefing.export.pdf import PdfResult, Typesetter
from briefing.store import briefings
from briefing.store.database import Store

Cancel = Callable[[], bool]

FORMATS = ("pdf",)
"""The formats a briefing can be exported to."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file. `warnings` name what had to be left out, and why, in sentences."""

    path: Path
    pages: int
    warnings: tuple[str, ...]


def open_typesetter(_store: Store) -> Typesetter:
    """A typesetter with a warm worker process, for a preview that renders again and again. Close it when done."""
    return Typesetter()


def preview(
    store: Store, briefing_id: BriefingId, typesetter: Typesetter, *, cancel: Cancel | None = None
) -> PdfResult:
    """The briefing as the bytes that an export would write.

    Raises:
        NotFoundError: the briefing is not in the library.
        ExportError: the document could not be made.
        Cancelled: `cancel` said so.
    """
    return _render(_contents(store, briefing_id), typesetter, cancel)


def export_briefing(
    store: Store,
    briefing_id: BriefingId,
    format: str,
    path: Path,
    *,
    typesetter: Typesetter | None = None,
    paper: Paper | None = None,
    cancel: Cancel | None = None,
) -> Exported:
    """Write a briefing to `path`, which is replaced only once the new file is whole.

    Args:
        format: one of `FORMATS`.
        typesetter: a warm one, if there is one; otherwise a worker process is started for this export alone.
        paper: another paper than the briefing's own.

    Raises:
        NotFoundError: the briefing is not in the library.
        ExportError: the document could not be made, or not be written to `path`.
        Cancelled: `cancel` said so; nothing was written.
    """
    if format not in FORMATS:
        raise ExportError(f"“{format}” is not a format a briefing can be exported to. Choose {' or '.join(FORMATS)}.")
    contents = _contents(store, briefing_id)
    if paper is not None:
        contents = replace(contents, briefing=replace(contents.briefing, paper=paper))
    if typesetter is not None:
        result = _render(contents, typesetter, cancel)
    else:
        own = Typesetter()
        try:
            result = _render(contents, own, cancel)
        finally:
            own.close()
    pdf.write(result.body, path)
    return Exported(path, result.pages, result.warnings)


def _contents(store: Store, briefing_id: BriefingId) -> BriefingContents:
    with store.read() as session:
        return briefings.contents(session, briefing_id)


def _render(contents: BriefingContents, typesetter: Typesetter, cancel: Cancel | None) -> PdfResult:
    return typesetter.render(document.build(contents, generated_at=datetime.now(UTC)), cancel=cancel)
