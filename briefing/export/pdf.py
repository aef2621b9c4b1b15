"""A `Document` as a PDF/A-2a and PDF/UA-1 file, set by Typst in a worker process."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.domain.errors import Cancelled, ExportError
from briefing.export.data import data_files, logo_name
from briefing.export.document import Document, pictures_of
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
    """A PDF, its number of pages, and what was replaced or left out, as sentences that name the article.

    Attributes:
        words, minutes: all there is to read but the annex of full texts, as page 1 says it.
    """

    body: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    words: int = 0
    minutes: int = 0


class Typesetter:
    """Sets documents, one at a time, in a child process that it keeps warm. `close` it when done."""

    def __init__(self) -> None:
        self._worker = Worker("pdf", timeout=TIMEOUT, memory_limit=MEMORY_LIMIT, recycle_above=RECYCLE_ABOVE)
        self._folder: Path | None = None
        self._tidy: weakref.finalize[..., Typesetter] | None = None

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
        return PdfResult(pdf, answer["pages"], tuple(answer["warnings"]), document.words, document.minutes)

    def close(self) -> None:
        """End the child and remove its folder. The typesetter may be used again."""
        self._worker.close()
        if self._tidy:
            self._tidy()
        self._folder = self._tidy = None

    def _job_folder(self, document: Document) -> Path:
        """The folder of the job, with the pictures of the document as they came."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="briefing-pdf-"))
            self._tidy = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)  # also at exit
            (self._folder / "raw").mkdir()
        raw = {name: document.pictures[name] for name in pictures_of(document) if name in document.pictures}
        if document.logo:
            raw[logo_name(document)] = document.logo
        for name, body in raw.items():
            path = self._folder / "raw" / name
            if not path.exists():
                path.write_bytes(body)
        return self._folder


def write(body: bytes, path: Path) -> None:
    """Put `body` at `path`, whole or not at all: a file that stood there is replaced only when the new one is on disk.

    Raises:
        ExportError: the place cannot be written to; the sentence says what to do.
    """
    path = path.resolve()  # a link stays a link: its target is replaced
    if not path.parent.is_dir():
        raise ExportError(f"The folder “{path.parent}” does not exist. Choose another place.")
    if path.is_dir():
        raise ExportError(f"“{path}” is a folder. Choose a file name.")
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_synced(temporary, body)
    except OSError as error:
        _remove(temporary)
        raise ExportError(_why(error, path)) from error
    try:
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        raise ExportError(
            f"“{path.name}” cannot be replaced, perhaps because it is open in another program. "
            "Close it there, or choose another name."
        ) from error
    _sync_folder(path.parent)


def _write_synced(path: Path, body: bytes) -> None:
    with path.open("xb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows does that by itself."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # network drives refuse; the file itself is on disk
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _why(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so “{path.name}” was not saved. Free some space or choose another place."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"You may not write in the folder “{path.parent}”. Choose another place."
    return f"“{path.name}” could not be saved: {error.strerror or error}. Choose another place."
