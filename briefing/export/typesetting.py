"""The child process that turns data files into a PDF: cleaning, images, Typst, and the search for a culprit.

It is a process of its own because a compile cannot be cancelled, and because Typst remembers what it has made: its
memory grows with every edit, until the parent starts a new child.

A request says in its header:
    root       the job folder, made and removed by the parent; pictures lie in it as they came, as raw/NAME
    timestamp  Unix seconds for the file's metadata
    files      names and lengths of the data files that follow one another in the body
The answer's header has `pages` and `warnings`, or `error`, a sentence; its body is the PDF.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from briefing import paths, worker
from briefing.domain.errors import ExportError
from briefing.export import fonts, images
from briefing.export.cleaning import Cleaner
from briefing.export.data import FRAME, language_of
from briefing.export.front import shortened_line
from briefing.export.scripts import Language, parse

Standard = Literal["a-2a", "ua-1"]
STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")

_TITLE_LENGTH = 90
"""Characters of an article's title in a warning."""

_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")


def serve_worker() -> None:
    """Answer the parent until it closes the pipe."""
    worker.serve(Typist().handle)


class Typist:
    """Sets one document after the other; keeps what did not change since the last request."""

    def __init__(self) -> None:
        import typst

        roots = fonts.folders()
        self._coverage = fonts.Coverage(roots)
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=roots)
        self._job: Job | None = None

    def handle(self, header: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Answer one request."""
        root = Path(header["root"])
        if self._job is None or self._job.root != root:
            self._job = Job(root, self._coverage, self._fonts)
        try:
            self._job.update(_split(header["files"], body))
            pdf, warnings = self._job.compile(header["timestamp"])
        except ExportError as error:
            return {"error": str(error)}, b""
        match = _PAGES.search(pdf)
        return {"pages": int(match[1]) if match else 0, "warnings": warnings}, pdf


class Job:
    """One job folder: templates, clean data files, clean images, and the compiler that reads them."""

    def __init__(self, root: Path, coverage: fonts.Coverage, font_files: Any) -> None:
        import typst

        self.root = root
        self._coverage = coverage
        self._seen: dict[str, bytes] = {}
        self._notes: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self._pictures: dict[str, tuple[dict[str, Any] | None, str]] = {}
        self._cleaner: Cleaner | None = None
        (root / "articles").mkdir(parents=True, exist_ok=True)
        (root / "images").mkdir(exist_ok=True)
        for template in (paths.resources() / "templates").glob("*.typ"):
            shutil.copyfile(template, root / template.name)
        self._compiler = typst.Compiler(str(root / "main.typ"), root=str(root), font_paths=font_files)

    def update(self, files: Mapping[str, bytes]) -> None:
        """Take over the data files: clean and write those that changed, forget those that are gone."""
        frame = json.loads(files[FRAME])
        language = parse(language_of(frame)) or Language("en")
        if self._cleaner is None or self._cleaner.language != language:
            self._cleaner = Cleaner(self._coverage, language)
            self._seen.clear()
        for name in self._seen.keys() - files.keys():
            del self._seen[name], self._notes[name]
        for name, body in files.items():
            digest = hashlib.sha256(body).digest()
            if self._seen.get(name) != digest:
                self._notes[name] = self._take(name, json.loads(body))
                self._seen[name] = digest

    def compile(self, timestamp: int) -> tuple[bytes, list[str]]:
        """The PDF and what had to be left out or replaced, as sentences.

        Raises:
            ExportError: no PDF can be made of it at all.
        """
        import typst

        warnings = [note for notes in self._notes.values() for note in notes]
        try:
            return self._attempt(timestamp, ()), warnings
        except typst.TypstError as error:
            first = error
        if not self._works(timestamp, self._articles()) and self._drop_logo():
            warnings.append("The logo could not be printed.")
        culprits = self._culprits(timestamp)
        if self._works(timestamp, culprits):
            names = [f"“{self._titles[name]}” could not be printed and was left out." for name in culprits]
            return self._attempt(timestamp, culprits), warnings + names
        return self._last_resort(timestamp, first), [
            *warnings,
            f"The file does not conform to PDF/A and PDF/UA ({first.message}). It can be read and printed.",
        ]

    def _attempt(self, timestamp: int, left_out: Iterable[str], standards: Iterable[Standard] = STANDARDS) -> bytes:
        inputs = {"left-out": json.dumps(sorted(int(name) for name in left_out))}
        pdf = self._compiler.compile(
            format="pdf", sys_inputs=inputs, pdf_standards=list(standards), timestamp=timestamp
        )
        assert isinstance(pdf, bytes)
        return pdf

    def _works(self, timestamp: int, left_out: Iterable[str]) -> bool:
        import typst

        try:
            self._attempt(timestamp, left_out)
        except typst.TypstError:
            return False
        return True

    def _articles(self) -> list[str]:
        return sorted((name for name in self._seen if name != FRAME), key=int)

    def _culprits(self, timestamp: int) -> list[str]:
        """The articles that cannot be set, alone or with those before them; found by halving, one after the other."""
        articles = self._articles()
        culprits: list[str] = []
        if not self._works(timestamp, articles):
            return culprits
        while not self._works(timestamp, culprits):
            good, bad = 0, len(articles)  # the first `good` articles can be set, the first `bad` ones cannot
            while bad - good > 1:
                middle = (good + bad) // 2
                if self._works(timestamp, {*culprits, *articles[middle:]}):
                    good = middle
                else:
                    bad = middle
            culprits.append(articles[bad - 1])
        return culprits

    def _drop_logo(self) -> bool:
        """Whether there was a logo to leave out."""
        path = self.root / f"{FRAME}.json"
        frame = json.loads(path.read_text(encoding="utf-8"))
        had_logo, frame["logo"] = frame["logo"] is not None, None
        _write_json(path, frame)
        return had_logo

    def _last_resort(self, timestamp: int, error: Exception) -> bytes:
        import typst

        try:
            return self._attempt(timestamp, (), ())
        except typst.TypstError as worse:
            raise ExportError(f"The PDF could not be made: {worse.message}.") from error

    def _take(self, name: str, data: dict[str, Any]) -> list[str]:
        """Clean one data file and write it; what had to be replaced or left out, as sentences."""
        assert self._cleaner is not None
        clean = self._cleaner.clean(data)
        if name == FRAME:
            title, target = "The briefing", self.root / f"{FRAME}.json"
            notes = self._complete_frame(clean)
        else:
            self._titles[name] = shortened_line(clean["source"]["plain_title"].replace("\u200b", ""), _TITLE_LENGTH)
            title, target = f"“{self._titles[name]}”", self.root / "articles" / f"{name}.json"
            notes = [f"{title}: {note}" for note in self._place_pictures(clean)]
        if replaced := self._cleaner.take_replaced():
            notes.insert(0, f"{title}: {_replacement_note(replaced, self._coverage.mark)}")
        _write_json(target, clean)
        return notes

    def _complete_frame(self, frame: dict[str, Any]) -> list[str]:
        assert self._cleaner is not None
        language = self._cleaner.language
        frame["language"] = {"lang": language.code, "region": language.region or None}
        frame["logo"], reason = self._picture(frame["key"]["logo"])
        return [f"The logo is not printed: {reason}."] if reason else []

    def _place_pictures(self, article: Mapping[str, Any]) -> list[str]:
        """Give each picture of a full text and of clips its clean file, and say which have none."""
        notes: dict[str, None] = {}  # a picture may be clipped and stand in the full text, too
        for block in _printed_blocks(article):
            if block["kind"] == "image":
                block["picture"], reason = self._picture(block["file"])
                if reason:
                    notes[f"the picture “{block['alt']}” is not printed: {reason}."] = None
        return list(notes)

    def _picture(self, name: str) -> tuple[dict[str, Any] | None, str]:
        """The clean image of the raw file `name`, made once; or None and why there is none."""
        if not name:
            return None, ""
        if name not in self._pictures:
            try:
                body = (self.root / "raw" / name).read_bytes()
                image = images.printable(body)
            except FileNotFoundError:
                self._pictures[name] = None, "it was not captured"
            except images.ImageError as error:
                self._pictures[name] = None, str(error)
            else:
                file = f"images/{name}.{image.ending}"
                (self.root / file).write_bytes(image.body)
                self._pictures[name] = {"file": file, "width": image.width, "height": image.height}, ""
        return self._pictures[name]


def _printed_blocks(article: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The blocks of the full text of an article, and the pictures and tables that its items clip."""
    yield from article["copy"]["blocks"] if article["copy"] else ()
    for item in article["items"].values():
        for quote in (*item["quotes"], *(clip for point in item["points"] for clip in point["clips"])):
            if quote["clip"]:
                yield quote["clip"]


def _replacement_note(replaced: Mapping[str, int], mark: str) -> str:
    codes = [f"U+{ord(character):04X}" for character in list(replaced)[:5]]
    names = ", ".join(codes) + (" and others" if len(replaced) > len(codes) else "")
    count = sum(replaced.values())
    what = "one character that no font holds is" if count == 1 else f"{count} characters that no font holds are"
    return f"{what} printed as {mark} ({names})."


def _write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _split(lengths: Iterable[tuple[str, int]], body: bytes) -> dict[str, bytes]:
    files, offset = {}, 0
    for name, length in lengths:
        files[name] = body[offset : offset + length]
        offset += length
    return files
