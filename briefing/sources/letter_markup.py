"""The HTML of a letter to blocks. Letters are laid out in tables and carry counters and texts that nobody is to see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from briefing.domain.articles import Picture
from briefing.domain.text import Block, BlockKind
from briefing.sources import lines, markup
from briefing.sources.units import units

_STAND_IN = "https://enclosed.invalid/"
"""Stands for an enclosed picture's address while the tree is walked: only web addresses come through."""

_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_TINY = re.compile(
    r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[0-3](?:\.\d+)?\s*(?:px|pt)?\s*(?:!important\s*)?(?:;|$)", re.I
)
_PADDING = re.compile(
    r"(?:(?:&zwnj;|&#8204;|&#847;|&#8199;|&shy;|&#173;|[\u200c\u034f\u2007\u00ad])(?:&nbsp;|\s)*){5,}"
)
_BLANK = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u2800\ufeff]*"
)
_LONG_CELL = 120
_LINE = 100
_PARAGRAPH = 80
_NOT_DATA = frozenset(["table", "img", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote"])


def blocks(html: str, pictures: Mapping[str, Picture]) -> list[Block]:
    """The blocks of a letter's HTML.

    Args:
        pictures: by the address the HTML has for them.
    """
    page = markup.clean(_PADDING.sub(" ", html))
    tree = None if page.over else markup.parse(page.html)
    if tree is None:
        return _words_alone(page.html)
    _drop_unseen(tree)
    _flatten(tree)
    enclosed = _stand_in(tree, pictures)
    found = [_with_picture(unit.block, enclosed) for unit in units(tree) if not unit.place.hidden]
    return _headed([block for block in found if not _is_blank(block)])


def _headed(found: list[Block]) -> list[Block]:
    """The blocks with bold lines above a paragraph as headings: few letters have any other."""
    result = list(found)
    for index, (block, following) in enumerate(pairwise(found)):
        is_text = following.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if _is_bold_line(block) and is_text and len(following.text) > _PARAGRAPH and not _is_bold_line(following):
            plain = tuple(replace(run, bold=False) for run in block.runs)
            result[index] = replace(block, kind=BlockKind.HEADING, runs=plain, level=3)
    return result


def _is_bold_line(block: Block) -> bool:
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or not 3 <= len(text) <= _LINE or text.endswith((".", ",", ";", ":")):
        return False
    return all(run.bold for run in block.runs if run.text.strip())


def _words_alone(html: str) -> list[Block]:
    from resiliparse.extract.html2text import extract_plain_text

    text = str(extract_plain_text(html, main_content=False, preserve_formatting=True, alt_texts=False))
    return [Block(BlockKind.PARAGRAPH, line.runs) for line in lines.split(text)]


def _drop_unseen(tree: Any) -> None:
    """Leave out hidden texts (the preview that a list of letters shows) and pictures of a point's size."""
    for element in list(tree.iter("*")):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        style = element.get("style") or ""
        unseen = _UNSEEN.search(style) if style else None
        if unseen or (element.tag == "img" and _is_counter(element, style)):
            _drop(element)


def _is_counter(image: Any, style: str) -> bool:
    sizes = [image.get(name) or "" for name in ("width", "height")]
    return any(re.fullmatch(r"\s*[0-3](?:px)?\s*", size) for size in sizes) or bool(_TINY.search(style))


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _flatten(tree: Any) -> None:
    """Mark the tables that only place things, which in a letter is nearly all of them."""
    for table in tree.iter("table"):
        if not _holds_data(table):
            table.set("role", "presentation")


def _holds_data(table: Any) -> bool:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iterdescendants("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or any(node.tag in _NOT_DATA for node in table.iterdescendants()):
        return False
    widths = {len(row) for row in rows}
    if max(widths) < 2 or len(widths) > 3:
        return False
    texts = [" ".join("".join(cell.itertext()).split()) for row in rows for cell in row]
    filled = [text for text in texts if not _BLANK.fullmatch(text)]
    if len(filled) * 2 < len(texts) or max(map(len, filled), default=0) > _LONG_CELL:
        return False
    numbers = sum(1 for text in filled if re.search(r"\d", text))
    headed = all(cell.tag == "th" for cell in rows[0])
    return headed or (table.get("border") or "0") != "0" or (len(rows) > 2 and numbers * 3 >= len(filled))


def _stand_in(tree: Any, pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """Give each enclosed picture an address that comes through the walk, and say which one."""
    found: dict[str, Picture] = {}
    for index, image in enumerate(tree.iter("img")):
        source = (image.get("src") or "").strip()
        picture = pictures.get(source) or pictures.get(unquote(source))
        if picture:
            address = f"{_STAND_IN}{index}"
            image.set("src", address)
            found[address] = picture
    return found


def _with_picture(block: Block, enclosed: Mapping[str, Picture]) -> Block:
    picture = enclosed.get(block.source)
    return replace(block, source="", sha256=picture.sha256) if picture else block


def _is_blank(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTE) and bool(
        _BLANK.fullmatch(block.text)
    )
