"""Images of a page: which address is the real one, which are no part of an article, and which are formulas."""

from __future__ import annotations

import re
from typing import Any

from briefing.domain.text import Block, BlockKind
from briefing.domain.urls import safe_link

MAX_DATA_ADDRESS = 10_000
"""Code points of an image that is written into the page itself and still kept."""

WIDE_ENOUGH = 1_600
"""Pixels across that no page and no screen needs more of: 240 to the inch over the full width of a page."""

FORMULAS = frozenset(["img", "math"])
"""Elements that may show a formula."""

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-hi-res-src", "data-image", "data-url", "data-full-src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_DECORATION = re.compile(
    r"(?:^|[\W_])(?:pixel|spacer|blank|transparent|tracking|beacon|1x1|avatar|gravatar|icon|emoji|badge|spinner|loading)(?:$|[\W_])",
    re.IGNORECASE,
)
_TEX = re.compile(r"\\[a-zA-Z]+\s*[{(]|[_^]\{")
_FORMULA_CLASS = re.compile(r"(?:^|\s)(?:latex|tex|math|mathjax|mwe-math[\w-]*)(?=\s|$)", re.IGNORECASE)
_DISPLAY_STYLE = re.compile(r"\{\\displaystyle (.*)\}")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s%]+")


def image(element: Any, base: str = "") -> Block | None:
    """The block of an `img` element; None for spacers, counters, icons and images without an address."""
    source = _source(element, base)
    alt = re.sub(r"\s+", " ", element.get("alt") or "").strip()
    if not source or _is_decoration(element, source):
        return None
    return Block(BlockKind.IMAGE, source=source, alt=alt[:1000])


def formula(element: Any) -> str:
    """The TeX of an `img` or `math` element that shows a formula; "" for any other."""
    text = element.get("alttext") or element.get("alt") or ""
    if element.tag == "math" and not text:
        notes = [note for note in element.iter("annotation") if "tex" in (note.get("encoding") or "").lower()]
        text = "".join(notes[0].itertext()) if notes else ""
    text = re.sub(r"\s+", " ", text).strip()
    shown = _DISPLAY_STYLE.fullmatch(text)
    known = element.tag == "math" or _FORMULA_CLASS.search(element.get("class") or "") or _TEX.search(text)
    return (shown[1] if shown else text)[:2000] if known else ""


def _source(element: Any, base: str) -> str:
    """The address of the largest version. Lazy pages put it into data attributes and a stand-in into `src`."""
    candidates = [element.get(name) or "" for name in _LAZY]
    candidates += [_largest(element.get(name) or "") for name in _LAZY_SETS]
    parent = element.getparent()
    if parent is not None and parent.tag == "picture":
        candidates += [
            _largest(source.get("srcset") or source.get("data-srcset") or "") for source in parent.findall("source")
        ]
    source = element.get("src") or ""
    if source and not source.startswith("data:") and not any(candidates[: len(_LAZY)]):
        candidates.insert(0, source)
    for candidate in [*candidates, source]:
        if found := safe_link(candidate, base) if candidate else "":
            return "" if found.startswith("mailto:") else found
    return source if len(source) <= MAX_DATA_ADDRESS and len(source) > 500 and _DATA_IMAGE.fullmatch(source) else ""


def _largest(source_set: str) -> str:
    """The narrowest of `a.jpg 320w, b.jpg 1800w, c.jpg 6000w` that is wide enough to print, else the widest."""
    best, width = "", -1.0
    for candidate in re.split(r",\s+", source_set[:20_000]):
        address, _, size = candidate.strip().partition(" ")
        number = re.match(r"\d+(?:\.\d+)?", size.strip())
        value = float(number[0]) if number else 0.0
        if address and (WIDE_ENOUGH <= value < width if width >= WIDE_ENOUGH else value > width):
            best, width = address.rstrip(","), value
    return best


def _is_decoration(element: Any, source: str) -> bool:
    sizes = [int(match[0]) for name in ("width", "height") if (match := re.match(r"\d+", element.get(name) or ""))]
    if any(size < 48 for size in sizes):
        return True
    name = source.rpartition("/")[2].partition("?")[0] if not source.startswith("data:") else ""
    return bool(_DECORATION.search(f"{element.get('class') or ''} {name[:80]}"))
