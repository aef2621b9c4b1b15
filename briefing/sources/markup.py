"""Bytes of a page to one clean tree with limits. Nothing is fetched, executed or expanded on the way.

The limits stop input that is made to exhaust a parser; real pages stay far below all of them. Every step is linear
in the length of its input.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from briefing.sources.inline import is_edit_link

MAX_RAW_LENGTH = 25_000_000
"""Code points of a page with its scripts and the pictures that are written into it."""

MAX_LENGTH = 5_000_000
MAX_ELEMENTS = 60_000
_FAR_TOO_MANY = 5 * MAX_ELEMENTS
TOO_MANY, FAR_TOO_MANY = "made of too many parts", "made of far too many parts"
"""What `Markup.over` says of a page for which a tree is too much, and of one for which any parser is."""

MAX_ATTRIBUTES = 1_000
MAX_DEPTH = 1_900
MAX_TEXT_NODE = 2_000_000
MAX_META = 500
MAX_JSON_BLOCKS = 50
MAX_JSON_LENGTH = 1_000_000

_CHARSET_HTTP = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CHARSET_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_CHARSET_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WHATWG = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "utf8": "utf-8",
    "unicode": "utf-8",
    "utf-16": "utf-8",  # a page that could be read far enough to find this label is not UTF-16
}
"""What browsers decode when a page names the key (WHATWG Encoding 4.2)."""

_CONTROLS = re.compile("[\x80-\x9f]")
_UTF8_AS_LATIN = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DROPPED = re.compile(r"<(?:!--|(script|style|svg|template|object|canvas|select|datalist)(?=[\s/>]))", re.IGNORECASE)
_LINKED_DATA = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=%\s]{10000,}")
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[[^\]]{0,100000}\]\s*>", re.IGNORECASE)
_LONG_ATTRIBUTE = re.compile(r"=\s*(?:\"[^\"]{12000,}\"|'[^']{12000,}')")
_TAG = re.compile(r"<[a-zA-Z][^<>]*")
_TAG_ANY = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|section|article|main|blockquote|pre|title|figure)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_CELL_WITHOUT_ROW = re.compile(
    r"(<(?:table|thead|tbody|tfoot)(?:\s[^<>]*)?>|</tr\s*>)(?=\s*<t[dh][\s>])", re.IGNORECASE
)
"""Where a cell begins outside a row. Browsers open one for it (HTML 13.2.6.4.13); libxml2 runs such rows together."""

_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""What browsers pass over when more follows (HTML 13.2.6.4.19, 22); libxml2 drops all that stands behind `</html>`."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Markup:
    """A page without what no reader sees.

    Attributes:
        html: the page as text, cut to `MAX_LENGTH`.
        linked_data: the JSON-LD blocks, as text.
        over: which limit the page goes beyond, as words for a sentence; "" for none.
    """

    html: str
    linked_data: tuple[str, ...] = field(default=())
    over: str = ""


def decode(body: bytes, media_type: str = "") -> str:
    """The page as text: by byte order mark, then as UTF-8 when it is that, then as declared, then as it looks."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    if body[:200].count(b"\0") > 40:
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return _encoded_once(body.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_legacy(body, media_type)


def _encoded_once(text: str) -> str:
    """The text without what was encoded as UTF-8 twice, as by programs that take every page for Latin-1 and save it.

    Only such a text holds the control characters U+0080 to U+009F; where it holds none, nothing is changed.
    """
    return _UTF8_AS_LATIN.sub(_decoded_again, text) if _CONTROLS.search(text) else text


def _decoded_again(letter: re.Match[str]) -> str:
    try:
        return letter[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return letter[0]


def clean(text: str) -> Markup:
    """Leave out comments, scripts, styles and drawings; keep JSON-LD apart; mend what the parser would lose; check the
    limits."""
    text, over = text[:MAX_RAW_LENGTH], "very long" if len(text) > MAX_RAW_LENGTH else ""
    text = _ENTITIES.sub("", _FORBIDDEN.sub("", text), count=1)
    text, linked_data = _without_dropped(text)
    text = _DATA_ADDRESS.sub("data:,", text)
    if len(text) > MAX_LENGTH:
        text, over = text[:MAX_LENGTH], "very long"
    text = _CELL_WITHOUT_ROW.sub(r"\1<tr>", _END_OF_PAGE.sub("", text))
    text, elements = _with_few_attributes(text)
    if elements > MAX_ELEMENTS:
        over = TOO_MANY if elements <= _FAR_TOO_MANY else FAR_TOO_MANY
    elif _longest_text(text) > MAX_TEXT_NODE:
        over = "very long"
    return Markup(text, linked_data, over)


def parse(html: str) -> Any | None:
    """The lxml tree of a page; None when it is empty, deeper than `MAX_DEPTH` levels, or no markup at all."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None
    for surplus in list(tree.iter("meta"))[MAX_META:]:
        surplus.getparent().remove(surplus)
    for element in list(tree.iter("span", "sup", "small")):
        if is_edit_link(element):  # taken out here, so that no extractor reads it into a heading
            element.drop_tree()
    return None if _too_deep(tree) else tree


def words(page: Markup) -> str:
    """The words of a page by plain search alone, block by block on lines of their own. No input is too much for it."""
    text = _TAG_ANY.sub(" ", _BLOCK_TAG.sub("\n", page.html))
    return unescape(text[:MAX_TEXT_NODE])


def _decode_legacy(body: bytes, media_type: str) -> str:
    declared = _declared(body, media_type)
    if declared in ("", "utf-8"):
        text = body.decode("utf-8", "replace")
        if text.count("\ufffd") <= 5 + len(text) // 2000 and declared:
            return text
    for name in (declared, _detected(body), "cp1252"):
        try:
            if name:
                return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return body.decode(declared or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _declared(body: bytes, media_type: str) -> str:
    found = _CHARSET_HTTP.search(media_type)
    name = found[1] if found else ""
    if not name and (match := _CHARSET_XML.search(body[:500]) or _CHARSET_META.search(body[:8192])):
        name = match[1].decode("ascii", "replace")
    return _WHATWG.get(name.lower(), name.lower())


def _detected(body: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    return str(detect_encoding(body) or "")


def _without_dropped(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the elements and comments that carry none, and the JSON-LD among them.

    An element that is never closed loses its opening tag only; its end is looked for once.
    """
    kept: list[str] = []
    linked_data: list[str] = []
    position, lowered, unclosed = 0, text.lower(), set()
    for match in _DROPPED.finditer(text):
        if match.start() < position:
            continue
        name = (match[1] or "").lower()
        closing = f"</{name}" if name else "-->"
        end = -1 if name in unclosed else lowered.find(closing, match.end())
        if end < 0:
            unclosed.add(name)
            kept.append(text[position : match.start()])
            position = _end_of_tag(text, match.end(), "") if name else match.end()
            continue
        kept.append(text[position : match.start()])
        if name == "script":
            _keep_linked_data(text[match.start() : end], linked_data)
        position = _end_of_tag(text, end, closing)
    kept.append(text[position:])
    return "".join(kept), tuple(linked_data)


def _end_of_tag(text: str, end: int, closing: str) -> int:
    if closing == "-->":
        return end + len(closing)
    bracket = text.find(">", end, end + 200)
    return bracket + 1 if bracket >= 0 else end + len(closing)


def _keep_linked_data(script: str, linked_data: list[str]) -> None:
    opening, bracket, content = script[:2000].partition(">")
    if bracket and _LINKED_DATA.search(opening) and len(linked_data) < MAX_JSON_BLOCKS:
        content = script[len(opening) + 1 :]
        if len(content) <= MAX_JSON_LENGTH:
            linked_data.append(content)


def _with_few_attributes(text: str) -> tuple[str, int]:
    """The text without attributes too many or too long for any page, and how many tags it opens."""
    kept: list[str] = []
    position = elements = 0
    for match in _TAG.finditer(text):
        elements += 1
        if len(tag := match[0]) > 2 * MAX_ATTRIBUTES:
            tag = _LONG_ATTRIBUTE.sub('=""', tag)
            if len(tag.split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES:
                tag = " ".join(tag.split(None, MAX_ATTRIBUTES)[:20])
            kept += [text[position : match.start()], tag]
            position = match.end()
    kept.append(text[position:])
    return "".join(kept), elements


def _longest_text(text: str) -> int:
    longest = position = 0
    while (bracket := text.find("<", position)) >= 0:
        longest = max(longest, bracket - position)
        position = bracket + 1
    return max(longest, len(text) - position)


def _too_deep(tree: Any) -> bool:
    import lxml.etree

    depth = deepest = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            return True
    return False
