"""How well pages become articles: word F1 of the text, exact title, author and date, kept structure, CPU time.

    python -m tests.benchmarks.extraction [--limit N] [--gold DIR] [--articles] [--metadata]

reads `html/NAME.html.gz` and `ground-truth/NAME.json` (as WCXB has them, CC BY 4.0) from DIR, BRIEFING_EXTRACTION or
../shared/extraction, and prints a table by page type, then what each other tool makes of the same pages. With
`--metadata` the other tools are left out, which is what takes the time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.text import BlockKind, plain
from tests.benchmarks import extractors

ROOT = Path(__file__).resolve().parents[2]
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ANCHOR = re.compile(r"<a\s[^>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
ATLEAST_OVER_TOOL = 0.01
"""How much better the text of articles has to be than that of the best other tool."""


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one page; None where the gold says nothing."""

    kind: str
    body: float | None
    tools: Mapping[str, float]
    title: bool | None
    author: bool | None
    author_made_up: bool | None
    date: bool | None
    date_made_up: bool | None
    headings: tuple[int, int, int]
    cells: tuple[int, int, int]
    cells_told: tuple[int, int, int]
    links: tuple[int, int, int]
    outcome: Outcome
    seconds: float


def main() -> int:
    """Score and print; the exit code is 1 when the articles are not clearly better than the single tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="only the first N pages")
    parser.add_argument("--gold", type=Path, help="another set of pages, laid out alike")
    parser.add_argument("--articles", action="store_true", help="only the pages that are articles")
    parser.add_argument("--metadata", action="store_true", help="without the other tools, for work on titles and dates")
    asked = parser.parse_args()
    folder = asked.gold or Path(os.environ.get("BRIEFING_EXTRACTION", ROOT.parent / "shared" / "extraction"))
    names = [
        path.stem
        for path in sorted((folder / "ground-truth").glob("*.json"))
        if not asked.articles or _kind(json.loads(path.read_text(encoding="utf-8"))) == "article"
    ]
    if not names:
        print(f"no pages in {folder}: set BRIEFING_EXTRACTION")
        return 0
    limit = asked.limit
    with ProcessPoolExecutor() as pool:
        pages = [(folder, name, not asked.metadata) for name in (names[:limit] if limit else names)]
        results = list(pool.map(score, pages, chunksize=8))
    return report(results)


def score(page: tuple[Path, str, bool]) -> Result:
    """Read one page, a name in a folder, and compare it with its gold; the last says whether the other tools do so."""
    from briefing.sources import article

    folder, name, with_tools = page
    data = json.loads((folder / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))
    gold: dict[str, Any] = data["ground_truth"]
    body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
    article.warm_up()
    began = time.process_time()
    found = article.read(body, data.get("url") or "")
    seconds = time.process_time() - began
    text = gold.get("main_content") or ""
    certain = found.published if found.origins.get("published") is Origin.PAGE else ""
    return Result(
        kind=_kind(data),
        body=word_f1(found.text.readable, text) if text.strip() else None,
        tools={name: word_f1(other, text) for name, other in extractors.texts(body).items()}
        if with_tools and text.strip()
        else {},
        title=folded(found.title) == folded(gold["title"]) if gold.get("title") else None,
        author=_same_authors(found, gold["author"]) if gold.get("author") else None,
        author_made_up=None if gold.get("author") else bool(found.authors),
        date=found.published[:10] == gold["publish_date"][:10] if gold.get("publish_date") else None,
        date_made_up=None if gold.get("publish_date") else bool(certain),
        headings=_headings(found, gold),
        cells=_cells(found, gold),
        cells_told=_cells(found, gold, told=True),
        links=_links(found, gold, body.decode(errors="replace")),
        outcome=found.outcome,
        seconds=seconds,
    )


def report(results: Sequence[Result]) -> int:
    """Print the table."""
    kinds = [kind for kind, _ in Counter(result.kind for result in results).most_common()]
    print(
        f"{'pages':16}{'n':>5}{'body F1':>9}{'title':>8}{'author':>8}{'date':>8}"
        f"{'headings':>10}{'cells':>7}{'links':>7}{'no art.':>9}{'CPU ms':>8}"
    )
    for name in [*kinds, "all"]:
        chosen = [result for result in results if name in (result.kind, "all")]
        print(
            f"{name:16}{len(chosen):5}{_mean([r.body for r in chosen])}"
            f"{_mean([r.title for r in chosen], 8)}{_mean([r.author for r in chosen], 8)}"
            f"{_mean([r.date for r in chosen], 8)}{_f1([r.headings for r in chosen]):10.3f}"
            f"{_f1([r.cells for r in chosen]):7.3f}{_f1([r.links for r in chosen]):7.3f}"
            f"{_mean([r.outcome is Outcome.NO_ARTICLE for r in chosen])}"
            f"{statistics.median(r.seconds for r in chosen) * 1000:8.0f}"
        )
    print(f"author given though there is none: {_mean([r.author_made_up for r in results], 0)}")
    print(f"date shown as certain though there is none: {_mean([r.date_made_up for r in results], 0)}")
    print(f"cells without the rows that the gold has as lines of text: {_f1([r.cells_told for r in results]):.3f}")
    for name in ("cells", "links"):
        both, given, wanted = (sum(column) for column in zip(*(getattr(r, name) for r in results), strict=True))
        print(f"{name}: precision {both / max(1, given):.3f}, recall {both / max(1, wanted):.3f}")
    if sys.platform != "win32":
        import resource

        print(f"peak memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    return _against_tools(results) if any(r.tools for r in results) else 0


def _against_tools(results: Sequence[Result]) -> int:
    """Print what each tool makes of the pages; 1 when our articles are not clearly better than those of the best."""
    scored = [r for r in results if r.body is not None]
    articles = [r for r in scored if r.kind == "article"]
    print(f"\n{'body F1':24}{'articles':>10}{'all':>8}")
    print(f"{'ours':24}{_mean([r.body for r in articles], 10)}{_mean([r.body for r in scored], 8)}")
    means = {}
    for name in extractors.TOOLS:
        means[name] = statistics.mean(r.tools[name] for r in articles)
        print(f"{name:24}{means[name]:10.3f}{statistics.mean(r.tools[name] for r in scored):8.3f}")
    best = max(means, key=lambda name: means[name])
    gains = [r.body - r.tools[best] for r in articles if r.body is not None]
    gain, error = statistics.mean(gains), statistics.stdev(gains) / len(gains) ** 0.5
    print(f"articles against {best}: {gain:+.4f}, standard error {error:.4f} (at least {ATLEAST_OVER_TOOL:+.2f})")
    return 0 if gain >= ATLEAST_OVER_TOOL else 1


def word_f1(found: str, gold: str) -> float:
    """Word-level F1, as the set's own scorer counts it."""
    one, other = Counter(re.findall(r"\w+", found.lower())), Counter(re.findall(r"\w+", gold.lower()))
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values())) if both else 0.0


def folded(text: str) -> str:
    """Text without differences of case, spaces and typographic quotes."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return re.sub(r"\s+", " ", text).strip()


def _kind(data: dict[str, Any]) -> str:
    return str(data.get("_internal", {}).get("page_type", {}).get("primary", "article"))


def _same_authors(found: Capture, gold: str) -> bool:
    names = {folded(name) for name in re.split(r"\s*(?:,|;|&|\band\b)\s*", gold) if name.strip()}
    return names == {folded(name) for name in found.authors} or folded(gold) == folded(", ".join(found.authors))


def _headings(found: Capture, gold: dict[str, Any]) -> tuple[int, int, int]:
    """Headings in both, found, and in the gold; the title does not count."""
    title = folded(gold.get("title") or "")
    wanted = Counter(map(bare, markdown_headings(gold)))
    if not wanted:
        return 0, 0, 0
    given = Counter(bare(block.text) for block in found.text.blocks if block.kind is BlockKind.HEADING)
    for counter in (wanted, given):
        del counter[title]
    return _counted(given, wanted)


def _cells(found: Capture, gold: dict[str, Any], *, told: bool = False) -> tuple[int, int, int]:
    """Cells of tables in both, found, and in the gold, on the pages whose gold has a table.

    Args:
        told: leave out the rows found that the gold has as a line of plain text. Its Markdown was drafted by a program
            that made some rows of a table a line; it does not say that these are no table.
    """
    lines = _markdown_lines(gold)
    rows = _table_rows(lines)
    if not rows:
        return 0, 0, 0
    plain_lines = {bare(line) for line in lines} if told else set()
    texts = [cell for row in rows for cell in re.split(r"(?<!\\)\|", row)]
    tables = [block for block in found.text.blocks if block.kind is BlockKind.TABLE]
    given = Counter(
        bare(plain(cell))
        for table in tables
        for row in table.rows
        if bare(" ".join(map(plain, row))) not in plain_lines
        for cell in row
    )
    return _counted(given, Counter(map(bare, texts)))


def markdown_headings(gold: dict[str, Any]) -> list[str]:
    """The headings of the gold's Markdown, the title among them."""
    return [match[1] for line in _markdown_lines(gold) if (match := re.match(r"\s*#{1,6}\s+(.*)", line))]


def _markdown_lines(gold: dict[str, Any]) -> list[str]:
    """The lines of the gold's Markdown outside its blocks of code, where a "#" or a bar is no mark."""
    lines, fenced = [], False
    for line in (gold.get("main_content_markdown") or "").split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            lines.append(line)
    return lines


def _table_rows(lines: Sequence[str]) -> list[str]:
    """The rows of Markdown tables: the one above a rule of dashes and those below it. A bar in prose makes no row."""
    rows: list[str] = []
    within = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        row = line.strip().strip("|")
        if "|" not in line:
            within = False
        elif _TABLE_RULE.fullmatch(row):
            within = True
        elif within or ("|" in following and _TABLE_RULE.fullmatch(following.strip().strip("|"))):
            rows.append(row)
    return rows


def _links(found: Capture, gold: dict[str, Any], html: str) -> tuple[int, int, int]:
    """Texts of links in both, found, and in the gold, on the pages whose gold has a link.

    The gold links a name wherever it stands in the text; a link counts only as often as the page itself has it.
    """
    markdown = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", gold.get("main_content_markdown") or "")
    wanted = Counter(bare(text) for text in re.findall(r"\[([^\[\]]+)\]\([^)]*\)", markdown))
    wanted &= Counter(bare(unescape(re.sub(r"<[^>]*>", "", text))) for text in _ANCHOR.findall(html))
    if not wanted:
        return 0, 0, 0
    lines = [block.runs for block in found.text.blocks]
    lines += [cell for block in found.text.blocks for row in block.rows for cell in row]
    given: Counter[str] = Counter()
    for runs in lines:
        for link, group in groupby(runs, key=lambda run: run.link):
            given[bare(plain(group))] += bool(link)
    return _counted(given, wanted)


def _counted(given: Counter[str], wanted: Counter[str]) -> tuple[int, int, int]:
    for counter in (given, wanted):
        del counter[""]
    return (wanted & given).total(), given.total(), wanted.total()


def bare(markdown: str) -> str:
    """Text without the marks of Markdown. What is found loses them too: a star may belong to the words themselves."""
    return folded(re.sub(r"[*_`\\]", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)))


def _mean(values: Sequence[float | bool | None], width: int = 9) -> str:
    known = [float(value) for value in values if value is not None]
    return f"{statistics.mean(known):{width or 5}.3f}" if known else f"{'-':>{width}}"


def _f1(counts: Sequence[tuple[int, int, int]]) -> float:
    both, given, wanted = (sum(column) for column in zip(*counts, strict=True))
    return 2 * both / (given + wanted) if given + wanted else 0.0


if __name__ == "__main__":
    sys.exit(main())
