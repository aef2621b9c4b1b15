"""How well highlights survive what publishers do to a page: 300 of them on 50 real pages.

    python -m tests.benchmarks.anchoring [--quick]

reads `html/NNNN.html.gz` (WCXB, CC BY 4.0) from BRIEFING_EXTRACTION or ../shared/extraction. Each page is edited in its
markup: slips corrected, a sentence moved, blocks put in (one of them repeats words of the page), non-breaking spaces,
curled quotation marks, paragraphs taken out, frame and markup of the page changed. Both states go through our own
extraction. Marks for private use, which ride along with the words, tell where each highlight really went.
"""

from __future__ import annotations

import argparse
import copy
import difflib
import gzip
import html
import json
import os
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from briefing.domain.anchoring import Anchor, How, Placement, placements
from briefing.sources import article, markup

ROOT = Path(__file__).resolve().parents[2]
PAGES, EACH = 50, 6
FIRST_MARK = 0xE000
MARK = re.compile("[\ue000-\uefff]")
SENTENCE = re.compile(r"[^.!?]+[.!?]+[\u201d\"’)]*[\ue000-\uefff]*\s*")
REACH = 0.98
FRESH = "Nobody at the harbour office had expected so many visitors before the lighthouse opened its doors again."


@dataclass(slots=True)
class Tally:
    """What became of the highlights; `edits` counts what was done to the pages."""

    carried: int = 0
    near: int = 0
    left: int = 0
    left_rightly: int = 0
    wrong: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    seconds: float = 0
    letters: int = 0
    edits: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count the highlights of another page too."""
        for name in ("carried", "near", "left", "left_rightly", "seconds", "letters"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong
        self.losses += other.losses
        self.edits += other.edits


def main() -> int:
    """Measure and print; the exit code is 1 when an anchor is wrong or too many were lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten pages")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--show", action="store_true", help="print what was left to the person although it is there")
    chosen = parser.parse_args()
    folder = Path(os.environ.get("BRIEFING_EXTRACTION", ROOT.parent / "shared" / "extraction"))
    names = sorted(path.name.removesuffix(".html.gz") for path in (folder / "html").glob("*.html.gz"))
    if not names:
        print(f"no pages in {folder}: set BRIEFING_EXTRACTION")
        return 0
    random.Random(chosen.seed).shuffle(names)
    wanted, total, pages = (10 if chosen.quick else PAGES), Tally(), 0
    with ProcessPoolExecutor() as pool:
        for tally in pool.map(measure, [(folder, name, chosen.seed) for name in names[: wanted * 4]]):
            if tally is not None and pages < wanted:
                pages += 1
                total.add(tally)
    return report(total, pages, show=chosen.show)


def report(total: Tally, pages: int, *, show: bool) -> int:
    """The table, and whether the goals are met."""
    there = total.carried + total.left + len(total.wrong)
    share = total.carried / max(1, there)
    print(f"{pages} pages, {there + total.left_rightly} highlights, edits: {dict(total.edits)}")
    print(f"carried {total.carried} of {there} that are still there = {share:.1%} ({total.near} near-exact)")
    print(f"left to the person: {total.left} that are there, {total.left_rightly} that are gone or changed")
    print(f"wrong {len(total.wrong)}; {total.seconds / pages * 1000:.1f} ms a page of {total.letters // pages} letters")
    for line in total.wrong + (total.losses if show else []):
        print("  ", line)
    return 0 if not total.wrong and share >= REACH else 1


def measure(page: tuple[Path, str, int]) -> Tally | None:
    """Edit one page, carry its highlights and compare with where the marks went; None for a page without text."""
    folder, name, seed = page
    chance = random.Random(f"{seed}{name}")
    body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
    data = json.loads((folder / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))
    tree = lxml.html.document_fromstring(markup.decode(body, ""))
    paragraphs = [p for p in tree.iter("p", "li", "h2", "h3", "td", "blockquote") if _is_plain(p)]
    if len(paragraphs) < 6:
        return None
    marks = _mark(paragraphs, chance)
    places = [list(tree.iter()).index(p) for p in paragraphs]
    later = copy.deepcopy(tree)
    tally = Tally()
    _misspell(paragraphs, chance, tally)
    everything = list(later.iter())
    _publish(later, [everything[place] for place in places], chance, tally)
    old, old_spans = _read(tree, data["url"])
    new, new_spans = _read(later, data["url"])
    kept = [n for n in range(marks) if n in old_spans][:EACH]
    if len(kept) < EACH or len(old) < 1500:
        return None
    began = time.process_time()
    found = placements(old, new, [Anchor.of(old, *old_spans[n]) for n in kept])
    tally.seconds, tally.letters = time.process_time() - began, len(old)
    for n, place in zip(kept, found, strict=True):
        _judge(tally, name, (old, old_spans[n]), (new, new_spans.get(n)), place)
    return tally


def _judge(
    tally: Tally,
    name: str,
    before: tuple[str, tuple[int, int]],
    after: tuple[str, tuple[int, int] | None],
    place: Placement | None,
) -> None:
    quote = before[0][slice(*before[1])]
    gold = after[1] and _trimmed(after[0], *after[1])
    there = bool(gold) and difflib.SequenceMatcher(None, _plain(quote), _plain(after[0][slice(*gold)])).ratio() > 0.9
    if place is not None and _trimmed(after[0], place.start, place.end) != gold:
        tally.wrong.append(f"{name} {quote!r} -> {after[0][place.start : place.end]!r} at {place.start}, gold {gold}")
    elif place is not None:
        tally.carried += 1
        tally.near += place.how is How.NEAR
    elif there:
        tally.left += 1
        tally.losses.append(f"{name} {quote!r} is {after[0][slice(*gold)]!r} now")
    else:
        tally.left_rightly += 1


def _is_plain(element: HtmlElement) -> bool:
    """Whether an element holds running text, with inline markup at most."""
    inline = {"a", "b", "i", "em", "strong", "span", "sup", "sub", "code"}
    return len(element.text_content().split()) >= 3 and all(
        child.tag in inline for child in element.iter() if child is not element
    )


def _mark(paragraphs: Sequence[HtmlElement], chance: random.Random) -> int:
    """Put marks around passages of many kinds; how many passages."""
    count = 0
    for _ in range(EACH * 4):
        first = chance.randrange(len(paragraphs))
        text = paragraphs[first].text_content()
        words = [found.span() for found in re.finditer(r"[^\s\ue000-\uefff]+", text)]
        if len(words) < 3:
            continue
        start, end = _passage(text, words, chance)
        last = first
        if chance.random() < 0.12 and first + 1 < len(paragraphs):
            last = first + 1
            end = next(iter(re.finditer(r"\S+", paragraphs[last].text_content()))).end()
        _insert(paragraphs[last], end, chr(FIRST_MARK + 2 * count + 1))
        _insert(paragraphs[first], start, chr(FIRST_MARK + 2 * count))
        count += 1
    return count


def _passage(text: str, words: list[tuple[int, int]], chance: random.Random) -> tuple[int, int]:
    kind = chance.random()
    sentences = [found.span() for found in SENTENCE.finditer(text)]
    if kind < 0.35 and sentences:
        first = chance.randrange(len(sentences))
        return sentences[first][0], _trimmed(text, *sentences[min(len(sentences) - 1, first + (kind < 0.08))])[1]
    length = chance.choice((1, 2, 2, 3, 4, 5, 6, 8, 10, 14))
    figures = [n for n, (start, end) in enumerate(words) if re.search(r"\d", text[start:end])]
    at = chance.choice(figures) if figures and kind > 0.85 else chance.randrange(max(1, len(words) - length))
    return words[at][0], words[min(len(words) - 1, at + length - 1)][1]


def _misspell(paragraphs: Sequence[HtmlElement], chance: random.Random, tally: Tally) -> None:
    """Put slips into the earlier state, near the passages and in them; the later one has them corrected."""
    marked = [p for p in paragraphs if MARK.search(p.text_content())]
    for element in chance.sample(marked, min(4, len(marked))):
        nodes = [node for node in _nodes(element) if re.search(r"[a-z]{6,}", node.text)]
        if nodes:
            node = chance.choice(nodes)
            found = chance.choice(list(re.finditer(r"[a-z]{6,}", node.text)))
            node.set(node.text[: found.start()] + _slip(found[0], chance) + node.text[found.end() :])
            tally.edits["slip corrected"] += 1


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 2)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeinrst") + word[at + 1 :],
        )
    )


def _publish(tree: HtmlElement, paragraphs: list[HtmlElement], chance: random.Random, tally: Tally) -> None:
    """All that a publisher does to a page after it was read."""
    quoted = chance.choice([p for p in paragraphs if len(p.text_content()) > 40] or paragraphs)
    repeated = MARK.sub("", next(iter(SENTENCE.findall(quoted.text_content())), quoted.text_content()))
    _move_sentence(paragraphs, chance, tally)
    for words in (FRESH, repeated, f"Read more: {repeated}"):
        block = lxml.html.fragment_fromstring(f"<p>{html.escape(words)}</p>")
        chance.choice(paragraphs).addprevious(block)
        tally.edits["block put in"] += 1
    marked = [p for p in paragraphs if p.tag == "p" and MARK.search(p.text_content())]
    for element in chance.sample(marked, min(len(marked) - 1, 2)) if len(marked) > 2 else ():
        whole = {ord(sign) // 2 for sign in MARK.findall(element.text_content())}
        if chance.random() < 0.4:
            element.getparent().remove(element)
            tally.edits["paragraph taken out"] += 1
        elif chance.random() < 0.5 and 2 * len(whole) == len(MARK.findall(element.text_content())):
            start = " ".join(MARK.sub("", element.text_content()).split()[:2])
            for child in list(element):
                element.remove(child)
            element.text = f"{start} {FRESH}"
            tally.edits["paragraph rewritten"] += 1
    for element in paragraphs:
        for node in _nodes(element):
            node.set(_typeset(node.text, chance, tally))
    for element in list(tree.iter("nav", "footer", "aside")):
        element.insert(
            0, lxml.html.fragment_fromstring("<div class='promo-new'><a href='/x'>Try it for a month</a></div>")
        )
        tally.edits["frame changed"] += 1
    for element in tree.iter("div", "section"):
        if "class" in element.attrib and chance.random() < 0.1:
            element.set("class", element.get("class") + " v2")


def _typeset(text: str, chance: random.Random, tally: Tally) -> str:
    changed = re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)
    changed = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", changed)
    tally.edits["curled"] += changed != text
    if chance.random() < 0.5:
        changed = "".join("\u00a0" if sign == " " and chance.random() < 0.2 else sign for sign in changed)
        tally.edits["no-break spaces"] += "\u00a0" in changed
    return changed


def _move_sentence(paragraphs: Sequence[HtmlElement], chance: random.Random, tally: Tally) -> None:
    rich = [p for p in paragraphs if p.tag == "p" and len(p) == 0 and len(SENTENCE.findall(p.text or "")) >= 3]
    marked = [p for p in rich if MARK.search(p.text)] or rich
    if not marked:
        return
    source = chance.choice(marked)
    sentences = list(SENTENCE.finditer(source.text))
    chosen = chance.choice(sentences[:-1])
    source.text = source.text[: chosen.start()] + source.text[chosen.end() :]
    target = chance.choice([source, *paragraphs])
    _insert(target, len(target.text_content()), " " + chosen[0].strip())
    tally.edits["sentence moved"] += 1


@dataclass(slots=True)
class _Node:
    """A stretch of text in a tree: the text of an element, or the tail behind one."""

    element: HtmlElement
    tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""

    def set(self, text: str) -> None:
        if self.tail:
            self.element.tail = text
        else:
            self.element.text = text


def _nodes(element: HtmlElement) -> Iterator[_Node]:
    yield _Node(element, tail=False)
    for child in element:
        yield from _nodes(child)
        yield _Node(child, tail=True)


def _insert(element: HtmlElement, offset: int, text: str) -> None:
    for node in _nodes(element):
        if offset <= len(node.text):
            node.set(node.text[:offset] + text + node.text[offset:])
            return
        offset -= len(node.text)


def _read(tree: HtmlElement, url: str) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text of the page's article without marks, and where the passages stand between them."""
    marked = article.read(lxml.html.tostring(tree, encoding="unicode"), url).text.text
    places: dict[str, int] = {}
    for count, found in enumerate(MARK.finditer(marked)):
        places.setdefault(found[0], found.start() - count)
    spans = {}
    for sign, start in places.items():
        number = ord(sign) - FIRST_MARK
        end = places.get(chr(ord(sign) + 1)) if number % 2 == 0 else None
        if end is not None and start < end:
            spans[number // 2] = (start, end)
    return MARK.sub("", marked), spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _plain(text: str) -> str:
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(unicodedata.normalize("NFKC", text).split())


if __name__ == "__main__":
    sys.exit(main())
