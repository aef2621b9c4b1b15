"""How long a briefing of 30 articles takes to print, against headless Chromium and WeasyPrint; edits; memory.

Run: python -m tests.benchmarks.pdf [--quick]. Three parts:

- Whole process: the contents lie ready in a file (ours: pickled; the peers': the same words, fonts and page design as
  one HTML page, with the pictures beside it); measured is everything from the start of the process to the finished PDF,
  our worker included. All full texts are printed. The engines take turns; the ratios are medians of pairs. A peer that
  is not on the PATH (chromium, weasyprint) is left out, with a message. Reach: at most 0.75x Chromium
  and 0.2x WeasyPrint.
- Preview: one word changes in one article, warm worker. Reach: 150 ms, 300 ms with all full texts (60 pages), and at
  most 0.2x the first compile.
- Memory of the worker after 20 edits of 30 articles with full texts. Reach: 700 MB.
"""

from __future__ import annotations

import argparse
import html
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from briefing.domain.briefings import BriefingContents
from briefing.domain.text import Block, BlockKind, plain
from briefing.export import fonts
from briefing.export.document import Document, Entry, build
from briefing.export.pdf import Typesetter
from tests.export import fixtures, large

OURS = "Briefing"
CHROMIUM_REACH, WEASYPRINT_REACH = 0.75, 0.2
EDIT_SHARE, MEMORY_MB = 0.2, 700.0
EDITS = 20
ROOT = Path(__file__).resolve().parents[2]

_OUR_PROCESS = """
import pickle, sys
from pathlib import Path
from briefing.export.document import build
from briefing.export.pdf import Typesetter, write
contents, time = pickle.loads(Path(sys.argv[1]).read_bytes())
typesetter = Typesetter()
write(typesetter.render(build(contents, generated_at=time)).body, Path(sys.argv[2]))
typesetter.close()
"""

_FAMILIES = {
    "SourceSerif4": "Source Serif 4",
    "Inter": "Inter",
    "FrankRuhl": "Frank Ruhl Libre",
    "Amiri-Regular": "Amiri",
    "NotoSansCJK": "Noto Sans CJK JP",
    "NotoEmoji": "Noto Emoji",
}

_STYLE = """
@page { size: A4; margin: 28mm 22mm 25mm 61mm;
  @top-left { content: string(briefing) } @top-right { content: string(section) }
  @bottom-left { content: "Confidential" } @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10.5pt/1.38 "Source Serif 4", "Frank Ruhl Libre", Amiri, "Noto Sans CJK JP", "Noto Emoji"; margin: 0 }
.title { string-set: briefing content(); font-size: 26pt } h1 { string-set: section content(); font-size: 19pt;
  border-top: 1.2pt solid #8a1f2d } h2 { font-size: 15pt } h1, h2, h3, h4 { break-after: avoid; line-height: 1.1 }
.contents a::after { content: target-counter(attr(href), page); float: right }
.point { border-left: 2.5pt solid #1f4e8c; padding: 8pt 10pt; background: #f4f6f9; break-inside: avoid; margin: 10pt 0 }
.note { float: left; width: 32mm; margin-left: -39mm; font: 7.2pt Inter; text-transform: uppercase }
.number { float: left; width: 8mm; margin-left: -10mm; font: 6.8pt Inter } mark { background: #fff0b3 }
table { border-collapse: collapse; width: 100% } td { border-bottom: .5pt solid #ccc; padding: 4pt } img { width: 100% }
.sources { columns: 2; font-size: 8.5pt } p { orphans: 2; widows: 2 }
"""
"""What the peers are asked for: the same pages, as far as they can."""


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds instead of 7")
    rounds = 3 if parser.parse_args().quick else 7
    contents = large.thirty_full()
    folder = Path(tempfile.mkdtemp())
    try:
        compare(engines(contents, folder), rounds, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    edits(contents)


def engines(contents: BriefingContents, folder: Path) -> dict[str, list[str]]:
    """The command line of each engine that is here; the PDF's path is its last argument."""
    ready = folder / "contents.pickle"
    ready.write_bytes(pickle.dumps((contents, fixtures.NOW)))
    page = folder / "briefing.html"
    page.write_text(as_html(build(contents, generated_at=fixtures.NOW), folder), encoding="utf-8")
    found = {OURS: [sys.executable, "-c", _OUR_PROCESS, str(ready)]}
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
        ]
        found["Chromium"] = [chromium, *flags, page.as_uri(), "--print-to-pdf="]
    else:
        print("Chromium is left out: no chromium on the PATH.")
    if weasyprint := shutil.which("weasyprint"):
        found["WeasyPrint"] = [weasyprint, "--pdf-variant", "pdf/ua-1", str(page)]
    else:
        print("WeasyPrint is left out: no weasyprint on the PATH.")
    return found


def compare(commands: dict[str, list[str]], rounds: int, folder: Path) -> None:
    """Let the engines take turns and print medians and ratios."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    sizes: dict[str, int] = {}
    for _ in range(rounds):
        for name, command in commands.items():
            target = folder / f"{name}.pdf"
            target.unlink(missing_ok=True)
            line = [*command[:-1], command[-1] + str(target)] if command[-1].endswith("=") else [*command, str(target)]
            started = time.perf_counter()
            subprocess.run(line, cwd=ROOT, check=True, capture_output=True, timeout=600)
            seconds[name].append(time.perf_counter() - started)
            sizes[name] = target.stat().st_size
    print(f"\n30 articles with full texts, whole process, median of {rounds}\n")
    print(f"{'engine':<12}{'seconds':>9}{'kB':>9}{'we take':>10}{'reach':>8}")
    reaches = {"Chromium": CHROMIUM_REACH, "WeasyPrint": WEASYPRINT_REACH}
    for name, times in seconds.items():
        row = f"{name:<12}{statistics.median(times):>9.2f}{sizes[name] / 1000:>9.0f}"
        if name in reaches:
            ratio = statistics.median(a / b for a, b in zip(seconds[OURS], times, strict=True))
            row += f"{ratio:>9.2f}x{reaches[name]:>7}x" + ("" if ratio <= reaches[name] else "  MISSED")
        print(row)


def edits(contents: BriefingContents) -> None:
    """Change one word at a time and print how long the PDF takes, and what the worker holds in the end."""
    print(f"\nOne word changed, warm worker, {EDITS} edits: milliseconds from the contents to the PDF\n")
    print(f"{'briefing':<22}{'first':>8}{'median':>8}{'worst':>8}{'share':>8}{'MB held':>9}")
    for label, each, reach in (("without full texts", large.thirty(), 150), ("with full texts", contents, 300)):
        typesetter = Typesetter()
        try:
            first = print_ms(typesetter, each)
            times = [print_ms(typesetter, edited(each, number)) for number in range(EDITS)]
            held = memory_mb(typesetter)
        finally:
            typesetter.close()
        median = statistics.median(times)
        row = f"{label:<22}{first:>8.0f}{median:>8.0f}{max(times):>8.0f}{median / first:>7.2f}x{held:>9.0f}"
        print(row + ("" if median <= reach and median / first <= EDIT_SHARE and held <= MEMORY_MB else "  MISSED"))
    print(f"{'reach':<22}{'':>8}{'150/300':>8}{'':>8}{EDIT_SHARE:>7}x{MEMORY_MB:>9.0f}")


def print_ms(typesetter: Typesetter, contents: BriefingContents) -> float:
    """Milliseconds from the contents to the PDF."""
    started = time.perf_counter()
    typesetter.render(build(contents, generated_at=fixtures.NOW))
    return (time.perf_counter() - started) * 1000


def edited(contents: BriefingContents, number: int) -> BriefingContents:
    """The contents with one more word in one takeaway."""
    takeaway = contents.takeaways[list(contents.takeaways)[number * 3]]
    longer = replace(takeaway, text=f"{takeaway.text} Again {number}.")
    return replace(contents, takeaways={**contents.takeaways, takeaway.id: longer})


def memory_mb(typesetter: Typesetter) -> float:
    """Megabytes of memory that the worker process holds; 0 where the system does not say."""
    child = typesetter._worker._child
    status = Path(f"/proc/{child.pid if child else 0}/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0


def as_html(document: Document, folder: Path) -> str:
    """The same words as a plain page, for the peers."""
    for name, body in document.pictures.items():
        (folder / name).write_bytes(body)
    parts = [
        f"<title>{html.escape(document.title)}</title><style>{_STYLE}</style><h1>{html.escape(document.title)}</h1>"
    ]
    parts += [f"<p>{html.escape(document.bottom_line)}</p><ol>"]
    parts += [f'<li><a href="#i{entry.id}">{html.escape(entry.headline)}</a></li>' for entry in document.entries]
    parts.append("</ol>")
    for part in document.parts:
        parts.append(f"<h1>{html.escape(part.title)}</h1>")
        parts += [_entry_html(entry) for entry in (*part.entries, *part.in_brief)]
    parts.append('<h1>Sources</h1><ol class="sources">')
    for source in document.sources:
        parts.append(
            f'<li id="s{source.number}">{html.escape(source.title)} <a href="{source.url}">{source.url}</a></li>'
        )
    parts.append("</ol>")
    for copy in document.copies:
        parts.append(f"<h2>{html.escape(document.sources[copy.source - 1].title)}</h2>")
        parts += [_block_html(entry.block, entry.number) for entry in copy.blocks]
    return f'<!doctype html><html lang="{document.language}"><meta charset="utf-8">' + "\n".join(parts) + "</html>"


def _faces() -> str:
    """The fonts that we use, for the peers."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}"); font-weight: 200 900;'
        f" font-style: {style} }}"
        for path in fonts.files(fonts.folders())
        for prefix, family in _FAMILIES.items()
        if path.name.startswith(prefix)
        for style in ["italic" if "Italic" in path.name else "normal"]
    )


def _entry_html(entry: Entry) -> str:
    points = "".join(
        f'<div class="point"><div class="note">{point.label} {point.audience}</div><p>{html.escape(point.text)}'
        f'<a href="#s{entry.source}">[{entry.source}]</a></p></div>'
        for point in entry.points
    )
    quotes = "".join(f"<blockquote>{html.escape(quote.text)}</blockquote>" for quote in entry.quotes)
    return f'<h2 id="i{entry.id}">{html.escape(entry.headline)}</h2><p>{html.escape(entry.comment)}</p>{points}{quotes}'


def _block_html(block: Block, number: int) -> str:
    text = html.escape(block.text)
    if block.kind is BlockKind.HEADING:
        return f"<h{min(block.level, 6)}>{text}</h{min(block.level, 6)}>"
    if block.kind is BlockKind.IMAGE:
        return f'<img src="{block.sha256}" alt="{html.escape(block.alt)}">'
    if block.kind is BlockKind.TABLE:
        rows = ("".join(f"<td>{html.escape(plain(cell))}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return (
        f"<li>{text}</li>"
        if block.kind is BlockKind.LIST_ITEM
        else f'<p><span class="number">{number}</span>{text}</p>'
    )


if __name__ == "__main__":
    main()
