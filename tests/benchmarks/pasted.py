"""How well a pasted text finds its headings: F1 of heading lines, and the articles whose headings are all right.

    python -m tests.benchmarks.pasted [--limit N] [--gold DIR] [--errors]

makes pastes of the articles in the set that `extraction` reads: the title and the plain text, without its blank lines
and so without any mark of structure, as most programs copy it. A line is a heading where the set's Markdown of the same
article makes it one. An article without a heading counts too: all is right when none is found in it. That Markdown
misses headings, most of them with an apostrophe or an ampersand, so the scores are given a second time with the lines
that the page itself has in `h1` to `h6`. It also reads ../shared/seeds, the first article ever pasted.

What finds headings was fitted on these very pages: `fit_headings --check` gives the scores of pages that were left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import html

from briefing.domain.text import BlockKind
from briefing.sources import markup, plaintext
from tests.benchmarks.extraction import ROOT, bare, folded, markdown_headings

ATLEAST_F1, ATLEAST_ALL_RIGHT = 0.80, 0.40
NOW = datetime(2026, 1, 2, tzinfo=UTC)
_SEED = "openai-leaves-scale-ai.txt"


@dataclass(frozen=True, slots=True)
class Paste:
    """A text as it is pasted.

    Attributes:
        headings: the lines of it that are headings, folded, as often as they are; the title is none of them.
        marked: the same with the lines that are headings on the page.
        article: it is an article, and not a page of another type.
    """

    name: str
    url: str
    lines: tuple[str, ...]
    headings: Counter[str]
    marked: Counter[str]
    article: bool


def main() -> int:
    """Score and print; the exit code is 1 when one of the goals is missed by the Markdown alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="only the first N articles")
    parser.add_argument("--gold", type=Path, help="another set of pages, laid out alike")
    parser.add_argument("--errors", action="store_true", help="print every line that is taken for what it is not")
    asked = parser.parse_args()
    gold = asked.gold or folder()
    some = [paste for paste in pastes(gold) if paste.article][: asked.limit or None]
    if not some:
        print(f"no articles in {gold}: set BRIEFING_EXTRACTION")
        return 0
    seed = gold.parent / "seeds" / _SEED
    return max(report(some, errors=asked.errors), _read_seed(seed) if seed.exists() else 0)


def folder() -> Path:
    """Where the set is."""
    return Path(os.environ.get("BRIEFING_EXTRACTION", ROOT.parent / "shared" / "extraction"))


def pastes(folder: Path) -> Iterator[Paste]:
    """The pages of a set that have text, as pastes."""
    for path in sorted((folder / "ground-truth").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        gold: dict[str, Any] = data["ground_truth"]
        title = gold.get("title") or ""
        lines = [line.strip() for line in (gold.get("main_content") or "").split("\n") if line.strip()]
        if not lines:
            continue
        wanted = Counter(map(bare, markdown_headings(gold)))
        marked = wanted | _marked(gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes()))
        for headings in (wanted, marked):
            headings &= Counter(map(bare, lines))
            del headings[bare(title)], headings[""]
        own = [] if not title or bare(lines[0]) == bare(title) else [title]
        article = data["_internal"]["page_type"]["primary"] == "article"
        yield Paste(path.stem, data.get("url") or "", (*own, *lines), wanted, marked, article)


def _marked(body: bytes) -> Counter[str]:
    tree = html.fromstring(markup.decode(body).encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return Counter(bare("".join(element.itertext())) for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))


def found_headings(lines: Sequence[str]) -> Counter[str]:
    """The headings that are found in a pasted text, folded."""
    found = plaintext.capture("\n".join(lines), now=NOW)
    headings = Counter(bare(block.text) for block in found.text.blocks if block.kind is BlockKind.HEADING)
    del headings[bare(found.title)]
    return headings


def report(pastes: Sequence[Paste], *, errors: bool = False) -> int:
    """Print the scores of some pastes; 1 when they miss a goal."""
    return report_found(pastes, [found_headings(paste.lines) for paste in pastes], errors=errors)


def report_found(pastes: Sequence[Paste], found: Sequence[Counter[str]], *, errors: bool = False) -> int:
    """Print the scores of what was found in some pastes; 1 when they miss a goal."""
    if errors:
        for paste, headings in zip(pastes, found, strict=True):
            _print_errors(paste, headings)
    print(f"{len(pastes)} articles, {sum(paste.headings.total() for paste in pastes)} headings")
    f1, all_right = _scores("by the Markdown alone", found, [paste.headings for paste in pastes])
    _scores("and by the page's own marks", found, [paste.marked for paste in pastes])
    headed = [(given, paste) for given, paste in zip(found, pastes, strict=True) if paste.headings]
    print(f"{len(headed)} of them have headings")
    _scores("by the Markdown alone", [given for given, _ in headed], [paste.headings for _, paste in headed])
    _scores("and by the page's own marks", [given for given, _ in headed], [paste.marked for _, paste in headed])
    return 0 if f1 >= ATLEAST_F1 and all_right >= ATLEAST_ALL_RIGHT else 1


def _scores(name: str, found: Sequence[Counter[str]], wanted: Sequence[Counter[str]]) -> tuple[float, float]:
    both = sum((one & other).total() for one, other in zip(found, wanted, strict=True))
    given, gold = (sum(headings.total() for headings in some) for some in (found, wanted))
    f1 = 2 * both / (given + gold)
    all_right = sum(one == other for one, other in zip(found, wanted, strict=True)) / len(found)
    print(
        f"{name:30} headings F1 {f1:.3f} (at least {ATLEAST_F1:.2f}), precision {both / max(1, given):.3f}, recall "
        f"{both / max(1, gold):.3f}; all right {all_right:.3f} (at least {ATLEAST_ALL_RIGHT:.2f})"
    )
    return f1, all_right


def _print_errors(paste: Paste, found: Counter[str]) -> None:
    for sign, lines in (("missed", paste.marked - found), ("wrong ", found - paste.marked)):
        for line in lines.elements():
            print(f"{paste.name} {sign} {line}")


def _read_seed(path: Path) -> int:
    """Print whether the first article ever pasted has its title and its headings, and no others."""
    lines = path.read_text(encoding="utf-8").strip().split("\n")
    wanted = Counter(bare(line) for line in lines[2:-1:2])
    found = plaintext.capture("\n".join(lines), now=NOW)
    right = found_headings(lines) == wanted and folded(found.title) == folded(lines[0])
    print(f"the first article ever pasted: {'all' if right else 'not all'} of its {wanted.total()} headings right")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
