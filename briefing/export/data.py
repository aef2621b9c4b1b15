"""A `Document` as the data files that the templates read: one for the frame, one for each article.

One file an article, because the typesetter remembers what it made of a file: after a small edit only one has changed.
The texts in these files are not clean yet; `cleaning.Cleaner` does that in the process that compiles.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.domain.briefings import Level
from briefing.domain.text import reading_minutes
from briefing.export import wording
from briefing.export.colours import guarded
from briefing.export.data_texts import clip_data, copy_data, line, lines, styled_lines
from briefing.export.document import Citation, Document, Entry, Point, Quotation, Source
from briefing.export.front import Front, Task, fit, lead, shortened, shortened_line, tasks_of
from briefing.export.links import safe_link, shown_address

FRAME = "briefing"
"""The name of the data file that holds all but the articles."""

_BRIEF_WORDS = 40
"""Words of the line that stands under a headline in brief."""

_FEW_ENTRIES = 6
"""Entries that fit on four pages as a rule; a full text counts for three."""

_LONG_CONTENTS = 18
"""Lines from which the contents have a page of their own."""

_HEAD_LENGTH = 64
"""Characters of the briefing's title in the running head."""

_LONG_TEXT = 2600
"""Characters above which a call-out may be split over two pages: it would hardly fit on one."""

_MATTERS = frozenset(
    {
        TakeawayKind.FOR_YOU,
        TakeawayKind.RISK,
        TakeawayKind.OPPORTUNITY,
        TakeawayKind.ACTION,
        TakeawayKind.DECISION,
        TakeawayKind.WATCH,
        TakeawayKind.NUMBERS,
        TakeawayKind.ASSESSMENT,
    }
)
"""Kinds that ask something of the reader; they are tinted, the others only barred."""

_OPTION_ENDS = re.compile(r"\s*(?:\n|;|\s/\s|\|)\s*")


def data_files(document: Document) -> dict[str, bytes]:
    """The names and JSON bytes of the data files of `document`: `FRAME`, then source numbers as strings."""
    front = fit(document)
    files = {FRAME: _encoded(_frame(document, front))}
    copies = {copy.source: copy for copy in document.copies}
    for source in document.sources:
        entries = [entry for entry in document.entries if entry.source == source.number]
        files[str(source.number)] = _encoded(
            {
                "source": _source(source),
                "items": {str(entry.id): _entry(entry, source, front) for entry in entries},
                "copy": copy_data(copies[source.number], source) if source.number in copies else None,
            }
        )
    return files


def _encoded(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _frame(document: Document, front: Front) -> dict[str, Any]:
    accent = guarded(document.accent)
    kinds = {point.kind for entry in document.entries for point in entry.points}
    return {
        "key": {
            "paper": str(document.paper),
            "accent": accent.bar,
            "ink": accent.text,
            "language": document.language,
            "logo": logo_name(document),
        },
        "title": document.title,
        "short_title": shortened_line(document.title, _HEAD_LENGTH),
        "heading": line(document.title),
        "subtitle": document.subtitle,
        "subheading": line(document.subtitle),
        "author": document.prepared_by,
        "keywords": list(document.keywords),
        "classification": document.classification,
        "edition": shortened_line(_edition(document), _HEAD_LENGTH // 2),
        "head": _head_facts(document),
        "bottom_line": lines(document.bottom_line),
        "nothing": wording.nothing_new(document),
        "stories": [_reference(entry) for entry in document.stories],
        "entries": [_reference(entry) for entry in document.entries],
        "contents_expected": len(document.entries) + 3 * len(document.copies) > _FEW_ENTRIES,
        "contents_long": len(document.entries) + len(document.parts) >= _LONG_CONTENTS,
        "task_limit": front.tasks,
        "dense": front.dense,
        "parts": [
            {
                "title": line(part.title),
                "short_title": shortened_line(part.title, _HEAD_LENGTH // 2),
                "intro": lines(part.intro),
                "entries": [_reference(entry) for entry in part.entries],
                "in_brief": [_reference(entry) for entry in part.in_brief],
            }
            for part in document.parts
        ],
        "sources": [source.number for source in document.sources],
        "copies": [copy.source for copy in document.copies],
        "made": _made(document),
        "confidence": [{"label": label, "meaning": meaning} for label, meaning in wording.CONFIDENCE.values()],
        "whose_words": wording.WHOSE_WORDS,
        "citations": wording.CITATIONS,
        "likelihood_note": wording.LIKELIHOOD_NOTE,
        "likelihood": [{"words": words, "chance": chance} for words, chance in wording.LIKELIHOOD],
        "kinds": [
            {"key": str(kind), "label": form.label, "question": form.question}
            for kind, form in FORMS.items()
            if kind in kinds
        ],
    }


def _edition(document: Document) -> str:
    if not document.edition:
        return ""
    return f"Edition {document.edition}" if document.edition[0].isdigit() else document.edition


def _head_facts(document: Document) -> list[dict[str, Any]]:
    """The quiet line below the title: names and values."""
    facts = [
        ("Edition", document.edition),
        ("Date", wording.long_date(document.date)),
        ("For", document.audience),
        ("Prepared by", document.prepared_by),
        ("Information cut-off", document.cut_off),
        ("Classification", document.classification),
        ("Reading time", f"{document.minutes} min"),
    ]
    return [{"name": name, "text": line(text)} for name, text in facts if text]


def _reference(entry: Entry) -> dict[str, Any]:
    return {"article": entry.source, "key": str(entry.id)}


def _made(document: Document) -> list[dict[str, Any]]:
    """The facts of the last page, as terms and what is to say of them."""
    count = len(document.sources)
    cited = (
        "one, listed with its dates of publication and capture" if count == 1 else f"{count}, listed with their dates"
    )
    facts = [
        ("Made", wording.moment(document.generated_at)),
        ("Information cut-off", document.cut_off or "not stated"),
        ("Sources cited", cited if count else "none"),
        ("Prepared by", document.prepared_by or "not stated"),
        ("Classification", document.classification),
    ]
    return [{"term": term, "text": line(text)} for term, text in facts]


def _source(source: Source) -> dict[str, Any]:
    return {
        "number": source.number,
        "outlet": line(wording.outlet(source)),
        "title": line(source.title, source.language),
        "plain_title": source.title,
        "uncertain_title": "title" in source.uncertain,
        "authors": line(wording.authors(source)),
        "published": wording.publication(source),
        "captured": wording.capture(source),
        "copy": source.copy,
        "note": wording.OUTCOMES.get(source.outcome, ""),
        "link": safe_link(source.url),
        "address": shown_address(source.url),
        "cited_by": [str(item) for item in source.cited_by],
        "full_text": source.full_text,
    }


def _entry(entry: Entry, source: Source, front: Front) -> dict[str, Any]:
    return {
        "level": str(entry.level),
        "headline": line(entry.headline, entry.language),
        "plain_headline": entry.headline,
        "source": source.number,
        "outlet": line(wording.outlet(source)),
        "date": wording.short_date(source.published) or "No date given",
        "uncertain_date": "published" in source.uncertain,
        "minutes": reading_minutes(source.words) if source.words else 0,
        "link": safe_link(source.url),
        "full_text": source.full_text,
        "comment": lines(entry.comment),
        "points": [_point(point) for point in entry.points],
        "quotes": [_quotation(quote) for quote in entry.quotes],
        "lead": _lead(entry, front.words) if entry.level is Level.TOP else None,
        "tasks": [_task(task) for task in tasks_of(entry)],
        "line": _first_text(entry) if entry.level is Level.HEADLINE else "",
    }


def _first_text(entry: Entry) -> Any:
    """The one line that stands beside a headline in brief: the comment, or the first takeaway."""
    text = entry.comment or next((point.text for point in entry.points if point.text), "")
    return line(shortened(text, _BRIEF_WORDS)[0])


def _lead(entry: Entry, words: int) -> dict[str, Any]:
    """What page 1 says of a top story."""
    told = lead(entry, words)
    return {
        "lines": [{"label": one.label, "kind": str(one.kind or ""), "text": line(one.text)} for one in told],
        "cut": any(one.cut for one in told),
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "kind": task.kind,
        "what": line(task.what),
        "who": line(task.who),
        "when": line(task.when),
        "status": line(task.status),
    }


def _point(point: Point) -> dict[str, Any]:
    fields = dict(point.fields)
    figure = None
    if point.kind is TakeawayKind.NUMBERS and fields.get("value"):
        figure = {name: fields.pop(name, "") for name in ("value", "unit", "period")}
    speaker = None
    if point.kind is TakeawayKind.KEY_QUOTE and fields.get("speaker"):
        speaker = line(", ".join(text for name in ("speaker", "role") if (text := fields.pop(name, ""))))
    options = fields.pop("options", "") if point.kind is TakeawayKind.DECISION else ""
    facts = [
        {"name": name[:1].upper() + name[1:], "text": line(wording.long_date(value))} for name, value in fields.items()
    ]
    return {
        "kind": str(point.kind),
        "label": point.label,
        "matters": point.kind in _MATTERS,
        "long": len(point.text) + sum(len(value) for _, value in point.fields) > _LONG_TEXT,
        "tall": _taller_than_its_note(point),
        "audience": line(point.audience),
        "confidence": wording.CONFIDENCE[point.confidence][0] if point.confidence else "",
        "text": styled_lines(point.blocks),
        "figure": figure and {name: line(value) for name, value in figure.items()},
        "speaker": speaker,
        "options": [line(option) for option in _OPTION_ENDS.split(options) if option],
        "facts": facts,
        "evidence": [_citation(place) for place in point.evidence],
        "publisher_words": point.publisher_words,
        "clips": [_quotation(clip) for clip in point.clips],
    }


def _taller_than_its_note(point: Point) -> bool:
    """Whether the text of a call-out is sure to need more room than the note in the margin beside it; in points."""
    note = 10.0 * math.ceil(len(point.label) / 14)
    note += (10 if point.confidence else 0) + (21 if point.publisher_words else 0)
    note += 10.5 * math.ceil((len(point.audience) + 4) / 20) if point.audience else 0
    text = 13 * sum(math.ceil(len(paragraph) / 85) for paragraph in point.text.split("\n"))
    return text >= note + 6


def _citation(place: Citation) -> dict[str, int]:
    return {"source": place.source, "paragraph": place.paragraph, "page": place.page}


def _quotation(quote: Quotation) -> dict[str, Any]:
    return {
        "text": lines(quote.text, quote.language),
        "place": _citation(quote.citation),
        "meaning": str(quote.meaning),
        "note": line(quote.note),
        "clip": None if quote.clip is None else clip_data(quote.clip, quote.language),
    }


def logo_name(document: Document) -> str:
    """The name under which the raw logo lies in the job folder, "" for none."""
    return f"logo-{hashlib.sha256(document.logo).hexdigest()}" if document.logo else ""


def language_of(frame: Mapping[str, Any]) -> str:
    """The BCP 47 tag of the document, from its frame."""
    return str(frame["key"]["language"])
