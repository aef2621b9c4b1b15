"""An e-book to a Capture: its chapters in the order of its spine, read as pages are (EPUB 3.3)."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.domain.text import Block, BlockKind, Run
from briefing.domain.urls import host_of
from briefing.sources import markup, properties
from briefing.sources.dates import read_date
from briefing.sources.inline import tidy
from briefing.sources.packages import Package, Pictures, attribute, child, local, target
from briefing.sources.properties import Properties
from briefing.sources.units import units

MAX_LENGTH = 5_000_000
MAX_BLOCKS = 50_000
SECONDS = 5.0
"""Chapters that are not read by then are left out, and the person is told."""

_HOST = "inside.invalid"
_INSIDE = f"https://{_HOST}/"
"""Stands for the root of the book while addresses are made absolute; no such host can exist (RFC 2606 2)."""

_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class _Book:
    about: Properties
    chapters: tuple[str, ...]


def read(body: bytes, name: str = "") -> Capture:
    """The text of an e-book.

    Raises:
        CaptureError: it is damaged, locked by its shop, made to burst or empty.
    """
    package = Package(body)
    if _is_locked(package):
        raise CaptureError("This e-book is locked by its shop (DRM), so its text cannot be read here.")
    book = _book(package)
    blocks: list[Block] = []
    pictures = Pictures()
    length, reason = 0, ""
    began = time.monotonic()
    for number, chapter in enumerate(book.chapters):
        if time.monotonic() - began > SECONDS or len(blocks) > MAX_BLOCKS:
            reason = f"Only the first {number} of {len(book.chapters)} chapters were read: the e-book is very long."
            break
        found = _chapter(package, chapter, pictures)
        length += sum(len(block.text) for block in found)
        if length > MAX_LENGTH:
            reason = "This e-book is longer than ten books, so its end is missing."
            break
        blocks += found
    return properties.captured(blocks, book.about, name, pictures=pictures.kept, reason=reason)


def _is_locked(package: Package) -> bool:
    """Whether more than fonts is encrypted."""
    root = package.xml("META-INF/encryption.xml")
    methods = (
        [attribute(each, "Algorithm") for each in root.iter() if local(each) == "EncryptionMethod"]
        if root is not None
        else []
    )
    return any(method not in _FONTS_ONLY for method in methods)


def _book(package: Package) -> _Book:
    files = child(package.xml("META-INF/container.xml"), "rootfiles", "rootfile")
    part = attribute(files, "full-path") if files is not None else "content.opf"
    root = package.xml(part)
    manifest, spine = child(root, "manifest"), child(root, "spine")
    if manifest is None or spine is None:
        raise CaptureError("This e-book is damaged: the list of its chapters is missing. Download it again.")
    items = {attribute(each, "id"): each for each in manifest if local(each) == "item"}
    chapters = []
    for each in spine:
        item = items.get(attribute(each, "idref"))
        if item is not None and "nav" not in attribute(item, "properties").split():
            chapters.append(target(part, attribute(item, "href")))
    return _Book(_about(child(root, "metadata")), tuple(dict.fromkeys(chapters)))


def _about(metadata: Any | None) -> Properties:
    values: dict[str, list[str]] = {}
    for each in metadata if metadata is not None else ():
        values.setdefault(local(each), []).append(" ".join("".join(each.itertext()).split()))
    first = {name: some[0] for name, some in values.items()}
    return Properties(
        title=first.get("title", ""),
        authors=tuple(values.get("creator", ())),
        published=read_date(first.get("date", "")[:10]),
        language=first.get("language", ""),
        outlet=first.get("publisher", "")[:200],
    )


def _chapter(package: Package, part: str, pictures: Pictures) -> list[Block]:
    page = markup.clean(markup.decode(package.read(part)))
    tree = markup.parse(page.html)
    if tree is None:
        return []
    found = []
    for unit in units(tree, _INSIDE + part):
        block = _own_links(unit.block)
        if block.kind is BlockKind.IMAGE:
            sha256 = pictures.keep(package.read(target("", block.source.removeprefix(_INSIDE))))
            if not sha256 and not block.alt:
                continue
            block = replace(block, source="", sha256=sha256)
        found.append(block)
    return found


def _own_links(block: Block) -> Block:
    """The block without links into the book, which lead nowhere outside it."""
    if not any(host_of(run.link) == _HOST for run in _all_runs(block)):
        return block
    runs = tidy([_outside(run) for run in block.runs])
    rows = tuple(tuple(tidy([_outside(run) for run in cell]) for cell in row) for row in block.rows)
    return replace(block, runs=runs, rows=rows)


def _outside(run: Run) -> Run:
    return replace(run, link="") if host_of(run.link) == _HOST else run


def _all_runs(block: Block) -> list[Run]:
    return [*block.runs, *(run for row in block.rows for cell in row for run in cell)]
