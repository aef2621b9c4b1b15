"""The tree of a page to blocks in reading order, each with what is known of its place on the page.

The whole page is walked, menus and footers included: which of the units are the article is decided in body.py.
The walk keeps its own stack, so that no depth of nesting can break it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Any

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources import images, tables
from briefing.sources.inline import INLINE, SKIPPED, Inline, is_hidden, is_permalink, tidy

MAX_IMAGES = 2_000
"""Images of a page that are looked at, spacers included."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_IMAGES = frozenset(["img", "amp-img"])
_OUTSIDE = re.compile(
    r"""(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|side-bar|masthead|cookies?|consent|gdpr
    |modal|popup|newsletter|subscribe|subscription|signup|sign-up|related|recommend(?:ed|ations?)?|trending|most-read
    |popular|promo|promoted|advert\w*|ads?|sponsor\w*|share|sharing|social|comments?|disqus|respond|pagination|pager
    |author-?bio|about-?author|author-?box|tags?|taboola|outbrain|widget|banner|skip-link|toolbar|login|paywall
    |read-?more|more-?stories|next-?post|prev-?post|post-?nav\w*)(?=$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
_INSIDE = re.compile(
    r"""(?:^|[\s_-])(?:(?:article|post|entry|story|blog|main)?[-_]*(?:body|content|text|copy|prose|markdown|rich-?text)
    |hentry|h-entry|e-content|article|post)(?=$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
_OUTSIDE_TAGS = frozenset(["nav", "footer", "aside", "form", "dialog", "menu"])
_OUTSIDE_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"])
_PLACED = frozenset([*_HEADINGS, "blockquote", "ul", "ol", "pre", "figcaption"])
"""Elements that give what they hold a place of its own."""

_MAX_LEVEL = 9
_MUCH_TEXT = 500
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page an element stands; inherited by what it holds."""

    outside: int = 0  # how many of its ancestors look like a menu, side bar, footer and the like
    inside: int = 0  # how many look like the body of an article
    hidden: bool = False  # not displayed until a script shows it
    quotes: int = 0
    lists: tuple[bool, ...] = ()  # the lists it is in; whether each is ordered
    heading: int = 0
    preformatted: bool = False
    caption: bool = False


@dataclass(slots=True)
class Unit:
    """A block and its place.

    Attributes:
        parent: the element it was found in; units of one paragraph or container share it, known by identity.
        words: the words of its text, case folded.
        linked: the part of its characters that are links to other pages, 0 to 1.
    """

    block: Block
    parent: Any
    place: Place
    words: tuple[str, ...] = ()
    linked: float = 0.0


@dataclass(slots=True)
class _Figure:
    images: list[Block]
    caption: list[Run]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, case folded. Chinese and Japanese are written without spaces: each character counts."""
    return tuple(_WORDS.findall(text.casefold()))


def units(tree: Any, base: str = "") -> list[Unit]:
    """The blocks of a whole page in reading order; `base` makes links and image addresses absolute."""
    body = tree.find(".//body")
    walk = _Walk(base)
    walk.run(body if body is not None else tree)
    return walk.found


class _Walk:
    """One pass over a tree."""

    def __init__(self, base: str) -> None:
        self.found: list[Unit] = []
        self._base = base
        self._inline = Inline(base)
        self._places: list[Place] = [Place()]
        self._owners: list[Any] = []
        self._images: list[Block] = []  # met inside a line of text; they follow it
        self._figures: list[_Figure] = []
        self._images_met = 0
        self._item_open = False  # a list item has begun and holds no text yet

    def run(self, root: Any) -> None:
        """Walk everything below `root`."""
        self._enter(root)
        stack = [(root, iter(root))]
        while stack:
            parent, children = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
                self._leave(parent)
                if stack:
                    self._text(parent.tail)
            elif self._enter(element):
                stack.append((element, iter(element)))
            else:
                self._text(element.tail)

    def _enter(self, element: Any) -> bool:
        """Begin an element; says whether to go into it."""
        tag = element.tag
        if not isinstance(tag, str) or (tag in SKIPPED and not _holds_text(element, tag)):
            return False
        if tag == "a" and self._places[-1].heading and is_permalink(element):
            return False
        if tag in INLINE:
            self._inline.open(element, tag)
        elif tag == "br":
            self._inline.line_break()
            return False
        elif tag in images.FORMULAS and (formula := images.formula(element)):
            self._inline.formula(formula)
            return False
        elif tag in _IMAGES:
            self._image(element)
            return False
        else:
            self._flush()
            if tables.is_table(element) and (block := tables.data_table(element, self._base)):
                if title := tables.caption(element, self._base):
                    self._add(Block(BlockKind.PARAGRAPH, title), element)
                self._add(block, element)
                return False
            self._open_block(element, tag)
        self._text(element.text)
        return True

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in INLINE:
            self._inline.close(tag)
            return
        self._flush()
        if tag == "hr":
            self._add(Block(BlockKind.RULE), element)
        if tag == "figure" and self._figures:
            self._close_figure()
        self._item_open = self._item_open and tag != "li"
        self._places.pop()
        self._owners.pop()

    def _open_block(self, element: Any, tag: str) -> None:
        place = self._places[-1]
        if tag == "figure":
            self._figures.append(_Figure([], []))
        elif tag == "li":
            self._item_open = True
        self._places.append(_place_in(element, tag, place))
        self._owners.append(element)

    def _text(self, text: str | None) -> None:
        self._inline.text(text, keep_space=self._places[-1].preformatted)

    def _image(self, element: Any) -> None:
        self._images_met += 1
        block = images.image(element, self._base) if self._images_met <= MAX_IMAGES else None
        images_here = self._figures[-1].images if self._figures else self._images
        if block and block.source not in [image.source for image in images_here[-3:]]:
            images_here.append(block)

    def _flush(self) -> None:
        """End the block being collected."""
        place = self._places[-1]
        owner = self._owners[-1] if self._owners else None
        if place.preformatted:
            if runs := self._inline.take_raw():
                self._add(Block(BlockKind.CODE, runs), owner)
        elif lines := self._inline.take():
            if place.caption and self._figures:
                self._figures[-1].caption += [run for line in lines for run in (*line, Run(" "))]
            else:
                self._lines(lines, place, owner)
        for image in self._images:
            self._add(image, owner)
        self._images = []

    def _lines(self, lines: list[tuple[Run, ...]], place: Place, owner: Any) -> None:
        if place.heading or (place.lists and self._item_open):
            lines = [_one_line(lines)]
        for line in lines:
            self._add(self._text_block(line, place), owner)

    def _text_block(self, runs: tuple[Run, ...], place: Place) -> Block:
        if place.heading:
            plain = [replace(run, bold=False) for run in runs]
            return Block(BlockKind.HEADING, tidy(plain), level=place.heading)
        if place.lists and self._item_open:
            self._item_open = False
            return Block(BlockKind.LIST_ITEM, runs, level=min(len(place.lists), _MAX_LEVEL), ordered=place.lists[-1])
        return Block(BlockKind.QUOTE if place.quotes else BlockKind.PARAGRAPH, runs)

    def _close_figure(self) -> None:
        figure = self._figures.pop()
        caption = _one_line([tuple(figure.caption)]) if figure.caption else ()
        if not figure.images and caption:
            self._add(Block(BlockKind.PARAGRAPH, caption), self._owners[-1])
        for index, image in enumerate(figure.images):
            last = index == len(figure.images) - 1
            self._add(replace(image, runs=caption if last else ()), self._owners[-1])

    def _add(self, block: Block, owner: Any) -> None:
        text = block.text
        linked = sum(len(run.text) for run in block.runs if run.link and not self._leads_within(run.link))
        self.found.append(Unit(block, owner, self._places[-1], words_of(text), linked / len(text) if text else 0.0))

    def _leads_within(self, link: str) -> bool:
        """Whether a link leads to another place on the same page, as those of headings do."""
        address, mark, _ = link.partition("#")
        return bool(mark) and address == self._base.partition("#")[0]


def _holds_text(element: Any, tag: str) -> bool:
    """Whether an element that seldom holds text does: a button is told by its words, and some pages that are built by
    a script carry their whole article for readers without one."""
    return tag == "button" or (tag == "noscript" and len("".join(element.itertext())) > _MUCH_TEXT)


def _one_line(lines: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Lines joined by spaces."""

    return tidy([run for line in lines for run in (*line, Run(" "))])


def _place_in(element: Any, tag: str, place: Place) -> Place:
    """The place of what an element holds."""
    label = f"{element.get('class') or ''} {element.get('id') or ''}"[:400].strip()
    outside, inside = _labelled(label) if label else (False, False)
    role = element.get("role")
    if (role and role.lower() in _OUTSIDE_ROLES) or tag in _OUTSIDE_TAGS:
        outside = True
    if tag in ("article", "main") or (role and role.lower() in ("main", "article")):
        inside = True
    hidden = is_hidden(element)
    if not (outside or inside or hidden or tag in _PLACED):
        return place
    return Place(
        outside=place.outside + (outside and tag not in ("body", "html")),
        inside=place.inside + inside,
        hidden=place.hidden or hidden,
        quotes=place.quotes + (tag == "blockquote"),
        lists=(*place.lists[-_MAX_LEVEL:], tag == "ol") if tag in ("ul", "ol") else place.lists,
        heading=_HEADINGS.get(tag, place.heading),
        preformatted=place.preformatted or tag == "pre",
        caption=place.caption or tag == "figcaption",
    )


@functools.lru_cache(maxsize=4096)
def _labelled(label: str) -> tuple[bool, bool]:
    """Whether the class and id of an element name something around an article, and whether they name its body."""
    return bool(_OUTSIDE.search(label)), bool(_INSIDE.search(label))
