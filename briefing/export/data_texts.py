"""Texts and the blocks of full texts as the data files hold them: not clean yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from briefing.domain.text import Block, BlockKind, Run
from briefing.export import wording
from briefing.export.copies import Copy, CopyBlock, Mark
from briefing.export.document import Source


def line(text: str, language: str = "") -> dict[str, Any]:
    """A line of one style, to be cleaned."""
    return {"runs": [text], "lang": language}


def lines(text: str, language: str = "") -> dict[str, Any]:
    """What a person typed, to be cleaned."""
    return {"paragraphs": text, "lang": language}


def styled_lines(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Paragraphs and list items with their styles and links, to be cleaned."""
    kinds = {BlockKind.LIST_ITEM: "entry"}
    return [
        {
            "kind": "numbered" if block.ordered else kinds.get(block.kind, "paragraph"),
            "text": {"runs": [_run(run) for run in block.runs], "lang": ""},
        }
        for block in blocks
    ]


def copy_data(copy: Copy, source: Source) -> dict[str, Any]:
    return {
        "title": line(source.title, source.language),
        "plain_title": source.title,
        "outlet": line(wording.outlet(source)),
        "published": wording.publication(source),
        "authors": line(wording.authors(source)),
        "blocks": [_block(entry, source.language) for entry in copy.blocks],
    }


def clip_data(block: Block, language: str) -> dict[str, Any]:
    """A picture or a table that is quoted whole."""
    return _block(CopyBlock(block), language)


def _block(entry: CopyBlock, language: str) -> dict[str, Any]:
    block = entry.block
    data: dict[str, Any] = {"kind": str(block.kind), "number": entry.number}
    if block.kind is BlockKind.TABLE:
        width = max((len(row) for row in block.rows), default=0)
        # PDF/UA wants header cells (ISO 14289-1 7.5): without any, the first row has to be the header.
        data["header_rows"] = min(max(block.header_rows, 1), len(block.rows) - 1)
        data["width"] = width
        data["rows"] = [
            [{"runs": [_run(run) for run in cell], "lang": language} for cell in row] + [line("")] * (width - len(row))
            for row in block.rows
        ]
        data["numeric"] = [_numeric(block, column) for column in range(width)]
    elif block.kind is BlockKind.IMAGE:
        data |= {"file": block.sha256, "alt": block.alt or block.text or "Picture without a description"}
        data["text"] = {"runs": [_run(run) for run in block.runs], "lang": language}
    elif block.kind is BlockKind.CODE:
        data["text"] = {"code": block.text.expandtabs(4)}
    else:
        data |= {"level": block.level, "ordered": block.ordered}
        data["text"] = {"runs": _marked_runs(block, entry.marks), "lang": language}
    return data


def _numeric(block: Block, column: int) -> bool:
    """Whether a column holds figures and is set flush right."""
    cells = [row[column] for row in block.rows[block.header_rows :] if column < len(row)]
    texts = [text for cell in cells if (text := "".join(run.text for run in cell).strip())]
    return bool(texts) and all(re.fullmatch(r"[-−+~<>≈]?[$€£¥]?\s?\d[\d\s.,'’]*\s?[%‰$€£¥]?", text) for text in texts)


def _run(run: Run) -> dict[str, Any]:
    styles = {"bold": run.bold, "italic": run.italic, "code": run.code, "link": run.link}
    return {"text": run.text, **{name: value for name, value in styles.items() if value}}


def _marked_runs(block: Block, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """The runs of a block, cut where a highlight begins or ends."""
    runs: list[dict[str, Any]] = []
    offset = 0
    for run in block.runs:
        styles, text, done = _run(run), run.text, 0
        for mark in marks:
            start, end = max(mark.start - offset, done), min(mark.end - offset, len(text))
            if start < end:
                runs.append({**styles, "text": text[done:start]})
                runs.append({**styles, "text": text[start:end], "mark": str(mark.meaning)})
                done = end
        runs.append({**styles, "text": text[done:]})
        offset += len(text)
    return [run for run in runs if run["text"]]
