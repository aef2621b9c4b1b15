"""How long a briefing of 30 articles takes to print, against headless Chromium and WeasyPrint; edits; memory.

Run: python -m tests.benchmarks.pdf [--quick]. Three parts:

- Whole process: the contents lie ready in a file (ours: pickled; the peers': the same words as one HTML page, with the
  pictures beside it); measured is everything from the start of the process to the finished PDF, our worker included.
  All full texts are printed. The engines take turns; the ratios are medians of pairs. A peer that is not on the PATH
  (chromium, weasyprint) is left out, with a message. Reach: at most 0.75x Chromium and 0.2x WeasyPrint.
- Preview: one word changes in one article, warm worker. Reach: 150 ms, and at most 0.2x the first compile.
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
from briefing.export.document import Document, Entry, build
from briefing.export.pdf import Typesetter
from tests.export import fixtures, large

OURS = "Briefing"
CHROMIUM_REACH, WEASYPRINT_REACH = 0.75, 0.2
EDIT_MS, EDIT_SHARE, MEMORY_MB = 150.0, 0.2, 700.0
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

_STYLE = """
@page { size: A4; margin: 25mm 22mm } body { font: 10.5pt/1.4 serif } h1 { font-size: 19pt } h2 { font-size: 15pt;
break-after: avoid } .point { border-left: 2.5pt solid #1f4e8c; padding: 6pt 10pt; background: #f4f6f9;
break-inside: avoid } table { border-collapse: collapse; width: 100% } td, th { border-bottom: .5pt solid #ccc }
img { max-width: 100% } small { font: 8pt sans-serif; color: #4a4e57 }
"""


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
    for label, each in (("without full texts", large.thirty()), ("with full texts", contents)):
        typesetter = Typesetter()
        try:
            first = print_ms(typesetter, each)
            times = [print_ms(typesetter, edited(each, number)) for number in range(EDITS)]
            held = memory_mb(typesetter)
        finally:
            typesetter.close()
        median = statistics.median(times)
        row = f"{label:<22}{first:>8.0f}{median:>8.0f}{max(times):>8.0f}{median / first:>7.2f}x{held:>9.0f}"
        print(row + ("" if median <= EDIT_MS and median / first <= EDIT_SHARE and held <= MEMORY_MB else "  MISSED"))
    print(f"{'reach':<22}{'':>8}{EDIT_MS:>8.0f}{'':>8}{EDIT_SHARE:>7}x{MEMORY_MB:>9.0f}")


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
    parts.append("<h1>Sources</h1><ol>")
    for source in document.sources:
        parts.append(
            f'<li id="s{source.number}">{html.escape(source.title)} <a href="{source.url}">{source.url}</a></li>'
        )
    parts.append("</ol>")
    for copy in document.copies:
        parts.append(f"<h2>{html.escape(document.sources[copy.source - 1].title)}</h2>")
        parts += [_block_html(entry.block) for entry in copy.blocks]
    return f'<!doctype html><html lang="{document.language}"><meta charset="utf-8">' + "\n".join(parts) + "</html>"


def _entry_html(entry: Entry) -> str:
    points = "".join(
        f'<div class="point"><small>{point.label} {point.audience}</small><p>{html.escape(point.text)}'
        f'<a href="#s{entry.source}">[{entry.source}]</a></p></div>'
        for point in entry.points
    )
    quotes = "".join(f"<blockquote>{html.escape(quote.text)}</blockquote>" for quote in entry.quotes)
    return f'<h2 id="i{entry.id}">{html.escape(entry.headline)}</h2><p>{html.escape(entry.comment)}</p>{points}{quotes}'


def _block_html(block: Block) -> str:
    text = html.escape(block.text)
    if block.kind is BlockKind.HEADING:
        return f"<h{min(block.level, 6)}>{text}</h{min(block.level, 6)}>"
    if block.kind is BlockKind.IMAGE:
        return f'<img src="{block.sha256}" alt="{html.escape(block.alt)}">'
    if block.kind is BlockKind.TABLE:
        rows = ("".join(f"<td>{html.escape(plain(cell))}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<li>{text}</li>" if block.kind is BlockKind.LIST_ITEM else f"<p>{text}</p>"


if __name__ == "__main__":
    main()
