"""Passages that a person marked in a PDF, as marks on the article's text; what has no place there is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.domain.articles import Capture, Mark
from briefing.domain.text import ArticleText, Block
from briefing.sources.pdf_layout import Place
from briefing.sources.pdf_notes import PdfNote

MAX_NOTE = 20_000
"""Characters of all that is written down."""

_HEADING = "From the PDF, without a place of its own in the text:"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """An annotation and the words below it as the page has them, "" for none."""

    note: PdfNote
    words: str = ""


def with_marks(
    found: Capture, blocks: Sequence[Block], places: Sequence[Place], notes: Sequence[MarkedText]
) -> Capture:
    """The capture with the marks of its PDF.

    Args:
        found: what became of `blocks`; some of them may be left out.
        places: where annotations lie in `blocks`. notes: the annotations that places name.
    """
    kept = {id(block): start for block, start in zip(found.text.blocks, found.text.starts, strict=True)}
    by_note: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        start = kept.get(id(blocks[place.block]))
        if notes[place.note].note.marks and start is not None:
            by_note.setdefault(place.note, []).append((start + place.start, start + place.end))
    marks: list[Mark] = []
    rest: list[str] = []
    for number, marked in enumerate(notes):
        passages = _passages(sorted(by_note.get(number, [])), found.text)
        if passages:
            text = "" if _same(marked.note.text, marked.words) else marked.note.text
            marks += [Mark(*passages[0], text), *(Mark(*passage) for passage in passages[1:])]
        elif not marked.note.link and (marked.note.text or marked.words):
            rest.append(_written(marked))
    note = "\n".join([_HEADING, *rest])[:MAX_NOTE] if rest else ""
    return replace(found, marks=tuple(dict.fromkeys(marks)), note=note)


def _passages(pieces: Sequence[tuple[int, int]], text: ArticleText) -> list[tuple[int, int]]:
    """The pieces of one mark, joined where nothing but white space is between them."""
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        if found and not text.text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _written(marked: MarkedText) -> str:
    page = f"Page {marked.note.page + 1}: "
    if not marked.words or _same(marked.note.text, marked.words):
        return page + (marked.note.text or marked.words)
    return f"{page}“{marked.words}”" + (f" – {marked.note.text}" if marked.note.text else "")


def _same(one: str, other: str) -> bool:
    """Whether a note only repeats the words that it stands on, as some programs have it."""
    return bool(one) and one.split() == other.split()
