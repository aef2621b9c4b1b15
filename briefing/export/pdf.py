"""A `Document` as a PDF/A-2a and PDF/UA-1 file, set by Typst in a worker process."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.domain.errors import Cancelled, ExportError
from briefing.export.data import data_files, logo_name
from briefing.export.document import Document
from briefing.worker import Worker, WorkerError

_LOG = logging.getLogger(__name__)

TIMEOUT = 120.0
"""Seconds one document may take; 500 articles take about 20."""

MEMORY_LIMIT = 6 << 30
"""Bytes of address space; fonts and the program alone map about one GiB."""

RECYCLE_ABOVE = 700 << 20
"""Bytes of memory after which the child is started anew: Typst never forgets what it has set."""

_FAILURES = {
    "timeout": "The PDF took longer than two minutes to make. Try it with fewer articles or without full texts.",
    "memory": "The PDF needs more memory than there is. Try it with fewer articles or without full texts.",
    "crashed": "The program that sets the PDF stopped. Try again; if that fails too, leave out the article added last.",
}


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A PDF, its number of pages, and what was replaced or left out, as sentences that name the article."""

    body: bytes
    pages: int
    warnings: tuple[str, ...] = ()


class Typesetter:
    """Sets documents, one at a time, in a child process that it keeps warm. `close` it when done."""

    def __init__(self) -> None:
        self._worker = Worker("pdf", timeout=TIMEOUT, memory_limit=MEMORY_LIMIT, recycle_above=RECYCLE_ABOVE)
        self._folder: Path | None = None

    def render(self, document: Document, *, cancel: Callable[[], bool] | None = None) -> PdfResult:
        """The document as a PDF.

        Raises:
            ExportError: it cannot be made; the sentence says why.
            Cancelled: `cancel` said so.
        """
        files = data_files(document)
        root = self._job_folder(document)
        header = {
            "root": str(root),
            "timestamp": int(document.generated_at.timestamp()),
            "files": [(name, len(body)) for name, body in files.items()],
        }
        try:
            answer, pdf = self._worker.call(header, b"".join(files.values()), cancel=cancel)
        except WorkerError as error:
            if error.kind == "cancelled":
                raise Cancelled("The PDF was not made.") from error
            _LOG.warning("pdf worker: %s", error.details or error.kind)
            raise ExportError(_FAILURES[error.kind]) from error
        if "error" in answer:
            raise ExportError(answer["error"])
        return PdfResult(pdf, answer["pages"], tuple(answer["warnings"]))

    def close(self) -> None:
        """End the child and remove its folder. The typesetter may be used again."""
        self._worker.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _job_folder(self, document: Document) -> Path:
        """The folder of the job, with the pictures of the document as they came."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="briefing-pdf-"))
            (self._folder / "raw").mkdir()
        pictures = {block.block.sha256 for copy in document.copies for block in copy.blocks if block.block.sha256}
        raw = {name: document.pictures[name] for name in pictures if name in document.pictures}
        if document.logo:
            raw[logo_name(document)] = document.logo
        for name, body in raw.items():
            path = self._folder / "raw" / name
            if not path.exists():
                path.write_bytes(body)
        return self._folder
