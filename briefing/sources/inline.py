"""Inline text: characters with their style, white space as a browser would show it."""

from __future__ import annotations

import re
from typing import Any

from briefing.domain.text import Run
from briefing.domain.urls import safe_link
from briefing.sources.images import FORMULAS, formula

BOLD = frozenset(["b", "strong"])
ITALIC = frozenset(["i", "em"])
CODE = frozenset(["code", "kbd", "samp", "tt"])
SKIPPED = frozenset(
    [
        *("script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "map", "head", "title", "meta"),
        *("input", "select", "textarea", "option", "datalist", "audio", "video", "progress", "meter", "noscript"),
        *("button", "dialog", "frameset", "applet", "rp", "rt"),
    ]
)
"""Elements that hold no text of an article."""

BREAK = "\n"
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_PERMALINK = re.compile(
    r"[#¶§🔗⚓\s\ufe0e\ufe0f]+"
    r"|(?:permalink|permanent link|link to (?:this )?(?:heading|headline|section|paragraph)|anchor)\b.{0,80}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Inline:
    """Collects the runs of one block."""

    def __init__(self, base: str = "") -> None:
        self._base = base
        self._bold = self._italic = self._code = 0
        self._links: list[str] = []
        self._parts: list[Run] = []

    def open(self, element: Any, tag: str) -> None:
        """An inline element begins."""
        self._style(tag, 1)
        if tag == "a":
            self._links.append(self._link((element.get("href") or "").strip()))
        if tag == "q":
            self.text("“")

    def _link(self, address: str) -> str:
        """Where a link leads; "" when it is to another place on the same page, which an article of its own has not."""
        return safe_link(address, self._base) if address and not address.startswith("#") else ""

    def close(self, tag: str) -> None:
        """An inline element ends."""
        if tag == "q":
            self.text("”")
        self._style(tag, -1)
        if tag == "a" and self._links:
            self._links.pop()

    def text(self, text: str | None, *, keep_space: bool = False) -> None:
        """Characters of the page; `keep_space` inside preformatted text."""
        if not text:
            return
        if not keep_space and text.isspace():
            if not self._parts or self._parts[-1].text[-1] in " \n":
                return  # between blocks, where most of a page's white space stands
            text = " "
        else:
            text = _INVISIBLE.sub("", text)
            if not keep_space:
                text = _SPACES.sub(" ", text)
        if text:
            link = self._links[-1] if self._links else ""
            self._parts.append(Run(text, self._bold > 0, self._italic > 0, self._code > 0 and not keep_space, link))

    def formula(self, text: str) -> None:
        """A formula in TeX."""
        self._parts += [Run(" "), Run(text, code=True), Run(" ")]

    def line_break(self) -> None:
        """A forced end of line."""
        self._parts.append(Run(BREAK))

    def take(self) -> list[tuple[Run, ...]]:
        """The lines collected so far, each trimmed and not empty; collecting begins anew."""
        if not self._parts:
            return []
        if len(self._parts) == 1 and self._parts[0].text != BREAK:
            runs, self._parts = tidy(self._parts), []
            return [runs] if runs else []
        lines: list[list[Run]] = [[]]
        for part in self._parts:
            if part.text == BREAK:
                lines.append([])
            else:
                lines[-1].append(part)
        self._parts = []
        return [runs for runs in map(tidy, lines) if runs]

    def take_raw(self) -> tuple[Run, ...]:
        """The text collected so far with all of its white space, for preformatted text."""
        text = "".join(part.text for part in self._parts).strip("\n").rstrip()
        self._parts = []
        return (Run(text),) if text else ()

    def _style(self, tag: str, by: int) -> None:
        if tag in BOLD:
            self._bold += by
        elif tag in ITALIC:
            self._italic += by
        elif tag in CODE:
            self._code += by


def tidy(parts: list[Run]) -> tuple[Run, ...]:
    """The runs with single spaces between words, none at the ends, and equal styles side by side made one."""
    runs: list[Run] = []
    for part in parts:
        text = part.text
        if text.startswith(" ") and (not runs or runs[-1].text.endswith(" ")):
            text = text[1:]
        if not text:
            continue
        if runs and _same_style(runs[-1], part):
            runs[-1] = _with_text(part, runs[-1].text + text)
        else:
            runs.append(_with_text(part, text))
    while runs and not (stripped := runs[-1].text.rstrip()):
        runs.pop()
    if runs:
        runs[-1] = _with_text(runs[-1], stripped)
    return tuple(runs)


def is_permalink(element: Any) -> bool:
    """Whether an element is the sign ("#", "¶", "§") beside a heading by which its place on the page is linked."""
    if element.tag != "a" or "#" not in (element.get("href") or ""):
        return False
    text = "".join(element.itertext()).strip()
    return bool(text) and bool(_PERMALINK.fullmatch(text))


def is_edit_link(element: Any) -> bool:
    """Whether an element is the bracketed link beside a heading by which a wiki lets its part of the page be edited."""
    if element.tag not in ("span", "sup", "small"):
        return False
    addresses = [link.get("href") or "" for link in element.iterchildren("a")]
    edits = bool(addresses) and all("action=edit" in address for address in addresses)
    return edits and bool(_IN_BRACKETS.fullmatch("".join(element.itertext())))


def is_hidden(element: Any) -> bool:
    """Whether a browser does not show an element until a script changes it."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def runs_of(element: Any, base: str = "") -> tuple[Run, ...]:
    """All text that is shown inside an element as one line, without permalinks; the borders of blocks become spaces."""
    import lxml.etree

    inline = Inline(base)
    steps = lxml.etree.iterwalk(element, events=("start", "end"))
    for event, node in steps:
        tag = node.tag
        if event == "start":
            if node is not element and tag not in _GLUED:
                inline.text(" ")
            inline.open(node, tag)
            if tag in SKIPPED or is_permalink(node) or (node is not element and is_hidden(node)):
                steps.skip_subtree()
            elif tag in FORMULAS and (tex := formula(node)):
                inline.formula(tex)
                steps.skip_subtree()
            else:
                inline.text(node.text)
        else:
            inline.close(tag)
            if node is not element:
                inline.text(" " if tag not in _GLUED else "")
                inline.text(node.tail)
    return tuple(run for line in inline.take() for run in line)


_GLUED = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"),
    ]
)
INLINE = _GLUED - {"img"}
"""Elements that stand within a line."""


def _same_style(one: Run, other: Run) -> bool:
    return (one.bold, one.italic, one.code, one.link) == (other.bold, other.italic, other.code, other.link)


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.code, run.link)
